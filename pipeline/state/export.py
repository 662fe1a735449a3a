"""The whole of what a state says, as the output of one run: the same tables a batch over everything would write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from pipeline.manifest import MANIFEST, RunFacts, build_manifest
from pipeline.sinks import TYPED, FileInfo, dumps, publish, shard_of, sweep, write_file
from pipeline.state import store
from pipeline.state.pointer import Pointer
from pipeline.state.reader import Reader
from pipeline.tables import parquet_bytes
from transforms.schema import doc_name

Row = tuple[str, bytes]


def export(
    state: str, pointer: Pointer, output: str, facts: RunFacts, shards: int, formats: Sequence[str] = ("jsonl",)
) -> dict[str, Any]:
    """Write all records, links and families as they stand, and texts where they were kept.

    Args:
        state: folder of the state.
        pointer: its pointer.
        output: folder to write to; what a run wrote there before is replaced.
        facts: for the manifest.
        shards: files of each table; 0: 8.
        formats: ``jsonl``, ``parquet`` or both.

    Returns:
        The manifest.

    Raises:
        StateError: a file of the state is missing or damaged.
    """
    shards = shards or 8
    reader = Reader(state, pointer)
    files: list[FileInfo] = []
    for table in ("records", "links", "families", "texts"):
        files += _write(output, table, shards, _cut(_rows(reader, state, table), shards), formats)
    number = sum(entry.rows for entry in pointer.of_table("articles"))
    about = {
        "uri": state, "lineage": pointer.lineage, "generation": pointer.generation, "parent": pointer.parent,
        "new": number, "unchanged": 0, "outside_days": 0, "exported": True,
    }  # fmt: skip
    manifest = build_manifest(facts, files, {"documents_read": number}, [], about)
    publish(output, MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    sweep(output, [info.path for info in files])
    return manifest


def _rows(reader: Reader, state: str, table: str) -> Iterator[Row]:
    if table in ("links", "families"):
        for part in reader.parts(table):
            yield from reader.rows(table, part).items()
        return
    for part in reader.parts("articles"):
        column = "base" if table == "records" else "text"
        said = reader.said(part) if table == "records" else {}
        for entry in reader.files("articles", part):
            found = store.read(state, entry, ["doc", column])
            for doc, data in zip(found.column("doc").to_pylist(), found.column(column).to_pylist(), strict=True):
                if table == "texts":
                    if data is not None:
                        yield doc_name(doc), data
                    continue
                told = said[doc]
                row = {**orjson.loads(data), **told.attribution}
                row.update(revision=told.revision, revised_because=told.because)
                yield doc_name(doc), dumps(row)


def _cut(rows: Iterator[Row], shards: int) -> dict[int, list[Row]]:
    cut: dict[int, list[Row]] = {}
    for row in rows:
        cut.setdefault(shard_of(row[0], shards), []).append(row)
    return cut


def _write(
    output: str, table: str, shards: int, cut: dict[int, list[Row]], formats: Sequence[str]
) -> Iterator[FileInfo]:
    for shard in sorted(cut):
        lines = [line for _, line in sorted(cut[shard])]
        name = f"{shard:05d}-of-{shards:05d}"
        if "jsonl" in formats or table not in TYPED:
            yield write_file(output, table, f"{name}.jsonl", b"".join(line + b"\n" for line in lines), len(lines))
        if "parquet" in formats and table in TYPED:
            yield write_file(output, table, f"{name}.parquet", parquet_bytes(table, lines), len(lines))
