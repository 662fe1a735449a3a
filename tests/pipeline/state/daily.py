"""Runs with memory for tests: portions of a dump, fed in any order, against one run over everything."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.config import load_settings, settings_sha256
from pipeline.graph import Job
from pipeline.launch import run_job
from pipeline.manifest import RunFacts, now
from pipeline.options import pipeline_options
from pipeline.state.export import export
from pipeline.state.pointer import Pointer, read_pointer
from pipeline.state.session import open_state

FROM_ARRIVAL = ("revision", "revised_because", "aliases")
"""Fields that tell of the order of arrival; all others depend on the set of articles only."""


def facts_of(inputs: Sequence[str], overrides: Sequence[str]) -> tuple[Any, RunFacts]:
    """Settings and run facts."""
    settings = load_settings(None, overrides)
    return settings, RunFacts(
        tuple(inputs), settings.model_dump(mode="json"), settings_sha256(settings), now(), "FnApiRunner"
    )


def step(
    inputs: Sequence[str | Path],
    output: Path,
    state: Path,
    seen: int,
    *overrides: str,
    days: tuple[int | None, int | None] = (None, None),
    **job: Any,
) -> dict[str, Any]:
    """One run with memory; returns its record."""
    names = [str(path) for path in inputs]
    settings, facts = facts_of(names, overrides)
    with open_state(str(state), facts.settings_sha256, seen, *days) as memory:
        return run_job(
            Job(tuple(names), str(output), settings, facts, memory=memory, **job), pipeline_options([]), progress=False
        )


def pointer_of(state: Path) -> Pointer:
    """The pointer of a state that is there."""
    pointer = read_pointer(str(state))
    assert pointer is not None
    return pointer


def full(state: Path, output: Path, *overrides: str) -> Path:
    """Export a state."""
    settings, facts = facts_of([], overrides)
    export(str(state), pointer_of(state), str(output), facts, settings.run.shards)
    return output


def said(output: Path, names: Sequence[str] = ("records", "links", "families")) -> dict[str, list[dict[str, Any]]]:
    """Rows of a run's tables without what tells of arrival, in order."""
    manifest = orjson.loads((output / "manifest.json").read_bytes())
    found: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        lines: list[bytes] = []
        for info in manifest["files"]:
            if info["table"] == name and info["path"].endswith(".jsonl"):
                lines += (output / info["path"]).read_bytes().splitlines()
        found[name] = [_timeless(orjson.loads(line)) for line in sorted(lines)]
        found[name].sort(key=lambda row: str(row.get("doc_id") or row.get("link_id") or row.get("family_id")))
    return found


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _timeless(v) for k, v in value.items() if k not in FROM_ARRIVAL}
    return [_timeless(item) for item in value] if isinstance(value, list) else value


def portions(source: Path, target: Path, assignment: dict[str, int]) -> list[Path]:
    """Copy the files of a dump into numbered folders that keep their names below each."""
    folders: dict[int, Path] = {}
    for name, number in sorted(assignment.items()):
        folder = folders.setdefault(number, target / f"{number:02d}")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, folder / name)
    return [folders[number] for number in sorted(folders)]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock.json" and "work" not in path.relative_to(folder).parts
    }
