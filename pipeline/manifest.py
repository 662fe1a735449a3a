"""The manifest: what a run read, wrote and left out; its writing is the run's single commit point."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

import apache_beam as beam
import orjson
from apache_beam.io.filesystems import FileSystems

from pipeline.sinks import FileInfo, publish, sweep
from pipeline.timings import stage_seconds
from pipeline.workers import spent
from transforms.errors import DEAD_LETTER_CODES

MANIFEST: Final = "manifest.json"
SCHEMA: Final = "wiretrace/manifest/1"

#: capped keys listed one by one; the rest is counted
LISTED_KEYS: Final = 1000


class CountError(Exception):
    """Documents read do not equal records plus dead letters: the run must not publish."""


class NoRun(Exception):
    """There is no readable run at a place; the message says what is missing."""


@cache
def tool_version() -> str:
    """The installed version of wiretrace."""
    try:
        return version("wiretrace")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+source"


def now() -> str:
    """The present time, ISO 8601 in UTC; used in manifests and logs only, never in a record."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


@dataclass(frozen=True)
class RunFacts:
    """What the launcher knows of a run before it starts."""

    inputs: tuple[str, ...]
    settings: dict[str, Any]
    settings_sha256: str
    started: str
    runner: str
    sample: int | None = None


def build_manifest(
    facts: RunFacts,
    files: Sequence[FileInfo],
    counts: dict[str, int],
    capped: Sequence[Any],
    state: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The manifest as JSON data.

    Args:
        facts: what the launcher knows.
        files: that were written.
        counts: by name.
        capped: rows of capped keys.
        state: what a run with memory says of its state; its ``new``, ``unchanged`` and ``outside_days`` documents
            and the dead letters are the documents read, for the records written are new and revised ones.

    Raises:
        CountError: documents read != records + dead letters (or their sum with a state).
    """
    files = sorted(files, key=lambda info: info.path)
    records, dead = _rows(files, "records"), _rows(files, "dead_letters")
    read = counts.get("documents_read", 0)
    if state is not None and read != state["new"] + state["unchanged"] + state["outside_days"] + dead:
        raise CountError(
            f"{read} documents were read, but {state['new']} are new, {state['unchanged']} known, "
            f"{state['outside_days']} outside the asked days and {dead} dead letters; nothing is published"
        )
    if state is None and read != records + dead:
        raise CountError(
            f"{read} documents were read, but {records} records and {dead} dead letters were written; nothing is published"
        )
    finished = now()
    return {
        "schema": SCHEMA,
        "wiretrace": tool_version(),
        "versions": {name: _version(name) for name in ("apache-beam", "datasketch", "numpy", "orjson")},
        "started": facts.started,
        "finished": finished,
        "seconds": round(
            (datetime.fromisoformat(finished) - datetime.fromisoformat(facts.started)).total_seconds(), 3
        ),
        "timings": stage_seconds(),
        "processor_seconds": spent(),
        "runner": facts.runner,
        "inputs": list(facts.inputs),
        "sample": facts.sample,
        "settings": facts.settings,
        "settings_sha256": facts.settings_sha256,
        "counts": {
            "documents_read": read,
            "records": records,
            "dead_letters": dead,
            "links": _rows(files, "links"),
            "families": _rows(files, "families"),
            "dead_letters_by_code": {
                code: counts[f"dead:{code}"] for code in DEAD_LETTER_CODES if counts.get(f"dead:{code}")
            },
            "capped_keys": len(capped),
        },
        "capped_keys": sorted(capped, key=lambda key: (-key["articles"], key["view"], key["key"]))[:LISTED_KEYS],
        "files": [
            {"path": f.path, "table": f.table, "rows": f.rows, "bytes": f.bytes, "sha256": f.sha256} for f in files
        ],
        **({} if state is None else {"state": state}),
    }


def _rows(files: Iterable[FileInfo], table: str) -> int:
    by_ending: dict[str, int] = {}
    for info in files:
        if info.table == table:
            ending = info.path.rpartition(".")[2]
            by_ending[ending] = by_ending.get(ending, 0) + info.rows
    return max(by_ending.values(), default=0)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


class _PublishFn(beam.DoFn):
    """Write the manifest, once everything it names is there, then remove what it does not name."""

    def __init__(self, output: str, facts: RunFacts) -> None:
        super().__init__()
        self._output = output
        self._facts = facts

    def process(self, group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[bytes]:
        files: list[FileInfo] = []
        counts: dict[str, int] = {}
        capped: list[Any] = []
        for kind, value in group[1]:
            if kind == "file":
                files.append(value)
            elif kind == "capped":
                capped.append(value)
            elif kind != "begin":
                counts[kind] = counts.get(kind, 0) + value
        manifest = build_manifest(self._facts, files, counts, capped)
        data = orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
        publish(self._output, MANIFEST, data)
        sweep(self._output, [info.path for info in files])
        yield data


class Publish(beam.PTransform):
    """Flattened (kind, value) facts of a run → the manifest, written as the last act of the pipeline.

    Kinds: ``file`` (`FileInfo`), ``capped`` (JSON data of a capped key), or a count's name with its number.
    """

    def __init__(self, output: str, facts: RunFacts) -> None:
        """Keep where to publish and what the launcher knows."""
        super().__init__()
        self._output = output
        self._facts = facts

    def expand(self, parts: tuple[Any, ...]) -> Any:
        """Gather all parts on one key; there are few."""
        pipeline = parts[0].pipeline
        begin = pipeline | "Begin" >> beam.Create([("begin", 0)], reshuffle=False)
        return (
            (*parts, begin)
            | "Facts" >> beam.Flatten()
            | "OneKey" >> beam.Map(lambda fact: (0, fact))
            | "GatherFacts" >> beam.GroupByKey()
            | "PublishManifest" >> beam.ParDo(_PublishFn(self._output, self._facts))
        )


def read_manifest(output: str) -> dict[str, Any]:
    """The manifest of a finished run.

    Raises:
        NoRun: there is none, or it cannot be read.
    """
    path = posixpath.join(output, MANIFEST)
    try:
        with FileSystems.open(path) as handle:
            manifest = orjson.loads(handle.read())
    except orjson.JSONDecodeError as error:
        raise NoRun(f"{path} is not valid JSON ({error}); run again to replace it") from error
    except Exception as error:
        raise NoRun(f"no finished run at {output!r}: {path} cannot be read; give the --output of a wiretrace run") from error
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise NoRun(f"{path} is not a manifest of this version ({SCHEMA})")
    return manifest


def read_table(output: str, manifest: dict[str, Any], table: str) -> Iterator[dict[str, Any]]:
    """All rows of one table that the manifest names, in file order.

    Raises:
        NoRun: a named file is missing.
    """
    for info in manifest["files"]:
        if info["table"] != table or not info["path"].endswith(".jsonl"):
            continue
        try:
            with FileSystems.open(posixpath.join(output, info["path"])) as handle:
                for line in handle.read().splitlines():
                    yield orjson.loads(line)
        except (OSError, beam.io.filesystem.BeamIOError) as error:
            raise NoRun(f"{info['path']} is named by the manifest of {output!r} but cannot be read: {error}") from error
