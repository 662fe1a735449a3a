"""WriteTables: rows become sorted files cut by a hash of the id; the manifest, written last, names them.

A file's name carries the hash of its content, so a new run never overwrites a file of the old one, and the
same result has the same names. Until the manifest is replaced, readers see the previous run.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import apache_beam as beam
import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

TABLES: Final = ("records", "links", "families", "dead_letters", "texts", "candidates")
"""Folders of a run's output."""

TYPED: Final = ("records", "links", "families")
"""Tables that are written as Parquet too, on request."""

Row = tuple[str, bytes]
"""(sort key, one JSON object as bytes)."""

_OURS: Final = re.compile(r"^\d{5}-of-\d{5}-[0-9a-f]{16}\.(?:jsonl|parquet)$")


@dataclass(frozen=True, slots=True)
class FileInfo:
    """One written file, as the manifest names it."""

    #: path below OUT
    path: str
    table: str
    rows: int
    bytes: int
    sha256: str


def dumps(row: Mapping[str, Any]) -> bytes:
    """A row as JSON bytes with sorted keys."""
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS)


def shard_of(key: str, shards: int) -> int:
    """The file a row belongs to, by the hash of its key.

    >>> shard_of("00000000000000ff", 8) in range(8)
    True
    """
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") % shards


def write_file(output: str, table: str, name: str, data: bytes, rows: int) -> FileInfo:
    """Write a file under its content's name: first under a temporary name, then renamed whole.

    Raises:
        BeamIOError: the file system refuses.
    """
    digest = hashlib.sha256(data).hexdigest()
    stem, ending = name.rsplit(".", 1)
    path = f"{table}/{stem}-{digest[:16]}.{ending}"
    publish(output, path, data)
    return FileInfo(path, table, rows, len(data), digest)


def publish(output: str, path: str, data: bytes) -> None:
    """Put bytes at OUT/path so that the file appears whole or not at all.

    The temporary name holds the content's hash: two attempts of one bundle write the same bytes to it.
    """
    final = posixpath.join(output, path)
    folder = posixpath.dirname(final)
    make_folder(folder)
    temporary = posixpath.join(folder, f".tmp-{hashlib.sha256(data).hexdigest()[:16]}-{posixpath.basename(final)}")
    with FileSystems.create(temporary) as handle:
        handle.write(data)
    try:
        # local and object stores replace the target in one step
        FileSystems.rename([temporary], [final])
    except BeamIOError:
        if not FileSystems.exists(final):
            raise
        FileSystems.delete([final])  # HDFS refuses to rename over a file
        FileSystems.rename([temporary], [final])


def make_folder(folder: str) -> None:
    """Create a folder if it is not there (object stores need none)."""
    try:
        if not FileSystems.exists(folder):
            FileSystems.mkdirs(folder)
    except (BeamIOError, OSError):
        if not FileSystems.exists(folder):
            raise


class _ByShardFn(beam.DoFn):
    """Blocks of rows, cut by shard of their key."""

    def __init__(self, shards: int, part: str) -> None:
        super().__init__()
        self._shards = shards
        self._part = part

    def process(self, rows: Iterable[Row]) -> Iterator[tuple[int, tuple[str, list[Row]]]]:
        cut: dict[int, list[Row]] = {}
        for row in rows:
            cut.setdefault(shard_of(row[0], self._shards), []).append(row)
        for shard, items in cut.items():
            yield shard, (self._part, items)


class _WriteFn(beam.DoFn):
    def __init__(self, output: str, table: str, shards: int, formats: Sequence[str]) -> None:
        super().__init__()
        self._output = output
        self._table = table
        self._shards = shards
        self._formats = tuple(formats)

    def process(self, group: tuple[int, Iterable[tuple[str, list[Row]]]]) -> Iterator[FileInfo]:
        shard, parts = group
        rows = self._join(parts)
        name = f"{shard:05d}-of-{self._shards:05d}"
        if "jsonl" in self._formats or self._table not in TYPED:
            data = b"".join(line + b"\n" for line in rows)
            yield write_file(self._output, self._table, f"{name}.jsonl", data, len(rows))
        if "parquet" in self._formats and self._table in TYPED:
            from pipeline.tables import parquet_bytes

            yield write_file(self._output, self._table, f"{name}.parquet", parquet_bytes(self._table, rows), len(rows))

    def _join(self, parts: Iterable[tuple[str, list[Row]]]) -> list[bytes]:
        halves: dict[str, list[Row]] = {}
        for part, rows in parts:
            halves.setdefault(part, []).extend(rows)
        if "attribution" not in halves:
            return [line for _, line in sorted(row for rows in halves.values() for row in rows)]
        added = {key: orjson.loads(line) for key, line in halves["attribution"]}
        return [dumps({**orjson.loads(line), **added[key]}) for key, line in sorted(halves.get("rows", ()))]


class WriteTable(beam.PTransform):
    """Blocks of rows → `FileInfo` of each written file of one table."""

    def __init__(self, output: str, table: str, shards: int, formats: Sequence[str] = ("jsonl",)) -> None:
        """Keep where and how to write."""
        super().__init__()
        self._output, self._table, self._shards, self._formats = output, table, shards, formats

    def expand(self, rows: Any) -> Any:
        """Gather each shard, sort it, write it."""
        return (
            rows
            | "ByShard" >> beam.ParDo(_ByShardFn(self._shards, "rows"))
            | "GroupShard" >> beam.GroupByKey()
            | "Write" >> beam.ParDo(_WriteFn(self._output, self._table, self._shards, self._formats))
        )


class WriteRecords(beam.PTransform):
    """(blocks of record bases, blocks of attributions) → `FileInfo` of each file of the records table.

    The join of a document's two halves and the cut into files are one GroupByKey.
    """

    def __init__(self, output: str, shards: int, formats: Sequence[str] = ("jsonl",)) -> None:
        """Keep where and how to write."""
        super().__init__()
        self._output, self._shards, self._formats = output, shards, formats

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Join by document, sort, write."""
        bases, attributions = inputs
        return (
            (
                bases | "BasesByShard" >> beam.ParDo(_ByShardFn(self._shards, "rows")),
                attributions | "AttributionsByShard" >> beam.ParDo(_ByShardFn(self._shards, "attribution")),
            )
            | "Halves" >> beam.Flatten()
            | "GroupShard" >> beam.GroupByKey()
            | "Write" >> beam.ParDo(_WriteFn(self._output, "records", self._shards, self._formats))
        )


def sweep(output: str, keep: Iterable[str]) -> None:
    """Remove files of ours that the manifest does not name: older runs, and what a killed run left.

    Only names that this module writes are touched; anything else in the folder is not ours.
    """
    named = set(keep)
    for table in TABLES:
        folder = posixpath.join(output, table)
        try:
            found = FileSystems.match([folder + "/*", folder + "/.tmp-*"])
        except BeamIOError:
            continue
        stale = sorted(
            {
                metadata.path
                for result in found
                for metadata in result.metadata_list
                if f"{table}/{posixpath.basename(metadata.path)}" not in named and _is_ours(metadata.path)
            }
        )
        if stale:
            FileSystems.delete(stale)


def _is_ours(path: str) -> bool:
    name = posixpath.basename(path)
    return bool(_OURS.match(name)) or name.startswith(".tmp-")
