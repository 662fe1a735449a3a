"""Whole runs for tests: in process, on the pinned embedded runner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.config import load_settings, settings_sha256
from pipeline.graph import Job
from pipeline.launch import run_job
from pipeline.manifest import RunFacts, now, read_manifest, read_table
from pipeline.options import pipeline_options


def run(inputs: Sequence[str | Path], output: Path, *overrides: str, workers: int = 1, progress: bool = False, **job: Any) -> dict[str, Any]:
    """Run the main job and return its manifest."""
    settings = load_settings(None, overrides)
    names = tuple(str(path) for path in inputs)
    facts = RunFacts(names, settings.model_dump(mode="json"), settings_sha256(settings), now(), "FnApiRunner")
    return run_job(Job(names, str(output), settings, facts, workers=workers, **job), pipeline_options([]), progress=progress)


def table(output: Path, name: str) -> list[dict[str, Any]]:
    """All rows of a table, in order of file and line."""
    return list(read_table(str(output), read_manifest(str(output)), name))


def by_uri(output: Path) -> dict[str, dict[str, Any]]:
    """Records by URI."""
    return {row["source"]["uri"]: row for row in table(output, "records")}


def table_bytes(output: Path, names: Sequence[str] = ("records", "links", "families")) -> dict[str, bytes]:
    """The bytes of each table, lines sorted, so that the number of files does not matter."""
    manifest = read_manifest(str(output))
    found = {}
    for name in names:
        lines = []
        for info in manifest["files"]:
            if info["table"] == name and info["path"].endswith(".jsonl"):
                lines += (output / info["path"]).read_bytes().splitlines(keepends=True)
        found[name] = b"".join(sorted(lines))
    return found
