"""Turns as folders: OUT/turn-N holds a turn's tables, and its manifest, written last, makes them appear.

A turn is a pane: what it says is a delta, of which the highest revision of each record counts. Its number is in the
name of the folder, so no pane overwrites another. An engine that goes back to a checkpoint writes the turns since then
again, under the same numbers, in place of the ones before. Each manifest names the digest of the turn before it
(``state.parent``) and its own (``state.digest``); a reader follows that chain (`read_turns`) and so passes over what an
abandoned attempt has left behind the last turn.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import apache_beam as beam
import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.manifest import MANIFEST, NoRun, RunFacts, build_manifest, now, read_manifest, read_table
from pipeline.sinks import TYPED, FileInfo, publish, sweep, write_file
from pipeline.unbounded.desk_fn import Said

_COUNTED: Final = (
    "turns", "documents_read", "unchanged", "pairs", "dead_letters", "records_written", "records_revised"
)  # fmt: skip


def turn_folder(output: str, number: int) -> str:
    """Folder of a turn."""
    return posixpath.join(output, f"turn-{number:08d}")


class WriteTurnFn(beam.DoFn):
    """`Said` → number of each turn whose folder is written."""

    def __init__(self, output: str, facts: RunFacts, formats: tuple[str, ...]) -> None:
        """Keep where and how to write."""
        super().__init__()
        self._output, self._facts, self._formats = output, facts, formats
        # counted here and not at the desk: not every runner counts what happens in a timer
        self._counters = {name: beam.metrics.Metrics.counter("wiretrace", name) for name in _COUNTED}
        self._known = beam.metrics.Metrics.distribution("wiretrace", "articles_known")
        self._journal = beam.metrics.Metrics.distribution("wiretrace", "journal_rows")

    def process(self, said: Said) -> Iterator[int]:
        """Write one turn; once more writes the same."""
        started = now()
        number, before, digest, seen, rows, numbers = said
        folder = turn_folder(self._output, number)
        files = list(write_rows(folder, rows, self._formats))
        state = {
            "uri": "", "lineage": self._facts.settings_sha256[:16], "generation": number, "parent": before or None,
            "digest": digest, "seen": seen, **numbers["plan"], "revised": numbers["revised"],
            "retired_links": numbers["retired_links"], "retired_families": numbers["retired_families"],
            "known": numbers["known"], "journal_rows": numbers["journal_rows"],
            "nothing_new": numbers["plan"]["new"] == 0,
        }  # fmt: skip
        facts = replace(self._facts, started=started)
        manifest = build_manifest(facts, files, numbers["counts"], numbers["capped"], state)
        publish(folder, MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
        sweep(folder, [info.path for info in files])
        self._count(rows, numbers)
        yield number

    def _count(self, rows: dict[str, Any], numbers: dict[str, Any]) -> None:
        found = {
            "turns": 1, "documents_read": numbers["counts"]["documents_read"], "unchanged": numbers["plan"]["unchanged"], "pairs": numbers["pairs"],
            "dead_letters": len(rows["dead_letters"]), "records_written": len(rows["records"]),
            "records_revised": sum(numbers["revised"].values()),
        }  # fmt: skip
        for name in _COUNTED:
            self._counters[name].inc(found[name])
        self._known.update(numbers["known"])
        self._journal.update(numbers["journal_rows"])


def write_rows(folder: str, rows: Mapping[str, Sequence[tuple[str, bytes]]], formats: Sequence[str]) -> Iterator[FileInfo]:
    """Write the tables of a turn, one file each; tables without rows have none."""
    for table, keyed in sorted(rows.items()):
        lines = [line for _, line in keyed]
        if lines and ("jsonl" in formats or table not in TYPED):
            yield write_file(folder, table, "00000-of-00001.jsonl", b"".join(line + b"\n" for line in lines), len(lines))
        if lines and "parquet" in formats and table in TYPED:
            from pipeline.tables import parquet_bytes

            yield write_file(folder, table, "00000-of-00001.parquet", parquet_bytes(table, lines), len(lines))


@dataclass(frozen=True)
class TurnOut:
    """A turn that counts."""

    folder: str
    manifest: dict[str, Any]


def read_turns(output: str) -> Iterator[TurnOut]:
    """Turns of a stream in order, as long as each names the one before it.

    Raises:
        NoRun: a manifest cannot be read.
    """
    number, digest = 1, None
    while True:
        folder = turn_folder(output, number)
        try:
            if not FileSystems.exists(posixpath.join(folder, MANIFEST)):
                return
        except BeamIOError:
            return
        manifest = read_manifest(folder)
        if manifest["state"]["parent"] != digest:
            return
        yield TurnOut(folder, manifest)
        number, digest = number + 1, manifest["state"]["digest"]


def latest(output: str) -> dict[str, dict[str, dict[str, Any]]]:
    """What all turns say in the end: rows of records, links and families by id.

    Raises:
        NoRun: there is no turn, or a file is missing.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {"records": {}, "links": {}, "families": {}}
    turns = 0
    for turn in read_turns(output):
        turns += 1
        state = turn.manifest["state"]
        for table, names in (("links", state["retired_links"]), ("families", state["retired_families"])):
            for name in names:
                found[table].pop(name, None)
        for table, key in (("records", "doc_id"), ("links", "link_id"), ("families", "family_id")):
            found[table].update((row[key], row) for row in read_table(turn.folder, turn.manifest, table))
    if not turns:
        raise NoRun(f"there is no turn of a stream at {output!r}")
    return found
