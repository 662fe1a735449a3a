"""WriteTables: rows become sorted files cut by a hash of the id; the manifest, written last, names them.

A file's name carries the hash of its content, so a new run never overwrites a file of the old one, and the
same result has the same names. Until the manifest is replaced, readers see the previous run.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import apache_beam as beam
import numpy as np
import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from transforms.packets import INSIDE, Packed, Rows, Shelf, joined, unpacked

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
    _publish(output, path, data, f"{digest[:16]}-")
    return FileInfo(path, table, rows, len(data), digest)


def publish(output: str, path: str, data: bytes, *, alone: bool = False) -> None:
    """Put bytes at OUT/path so that the file appears whole or not at all.

    The temporary name holds the content's hash: two attempts of one bundle write the same bytes to it. Where nobody else
    can write the file at the time (`alone`) it is always the same, and the next writer takes away what one that was killed
    left.
    """
    _publish(output, path, data, "" if alone else f"{hashlib.sha256(data).hexdigest()[:16]}-")


def _publish(output: str, path: str, data: bytes, attempt: str) -> None:
    final = posixpath.join(output, path)
    folder = posixpath.dirname(final)
    make_folder(folder)
    temporary = posixpath.join(folder, f".tmp-{attempt}{posixpath.basename(final)}")
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


Piece = tuple[str, str, int, Packed]
"""Rows of one shard on their way to a file: table, part of the row (see `PARTS`), shard, packed rows by number of id."""

PARTS: Final = ("row", "said", "added", "links", "related")
"""Parts of a row that are joined by its id: the row itself, fields added to it, and items added to its ``links`` (link
ids) or its ``related`` families. Fields ``said`` are those of `records.attribution_row` and ``produced_by``, all of them and
no others: where they come in the row is known, so neither half need be parsed."""

_CUTS_OF_BASE: Final = (b',"doc_id":', b',"footer":', b',"published":')
_CUTS_OF_SAID: Final = (b',"derivation":', b',"doc_id":', b',"family_id":', b',"links":')
"""Fields at which both halves of a record are cut, in order. Inside a string a quote is escaped, and no object inside a
record has a field of these names, so each stands once."""


def pieces(
    shelf: Shelf, table: str, part: str, shards: int, keys: Sequence[str], payloads: Sequence[bytes]
) -> Iterator[Piece]:
    """Rows cut by the shard of their key.

    Args:
        shelf: where payloads are put.
        table: one of TABLES.
        part: one of PARTS.
        shards: number of files of the table.
        keys: ids, which end in 16 hex digits and sort as these do.
        payloads: JSON of each.
    """
    rows = shelf.put([int(key[-16:], 16) for key in keys], payloads)
    yield from cut(table, part, shards, keys, rows)


def row_pieces(rows: Sequence[Row], table: str, part: str, shards: int, shelf: Shelf = INSIDE) -> Iterator[Piece]:
    """A block of rows as pieces; see `pieces`."""
    return pieces(shelf, table, part, shards, [key for key, _ in rows], [row for _, row in rows])


def cut(table: str, part: str, shards: int, keys: Sequence[str], rows: Rows) -> Iterator[Piece]:
    """Packed rows cut by the shard of their key."""
    shard = np.fromiter((shard_of(key, shards) for key in keys), np.int64, len(keys))
    for number, mine in rows.split(shard):
        yield table, part, number, mine.packed()


def _join(parts: Mapping[str, Rows]) -> Iterator[bytes]:
    """Whole rows in order of their ids; rows of one id, in order of their bytes."""
    rows = parts.get("row")
    if rows is None:
        return
    rows = rows.take(np.argsort(rows.key, kind="stable"))
    at: dict[str, tuple[Rows, list[int], list[int]]] = {}
    for part in PARTS[1:]:
        if part in parts:
            found = parts[part].take(np.argsort(parts[part].key, kind="stable"))
            low, high = (np.searchsorted(found.key, rows.key, side) for side in ("left", "right"))
            at[part] = found, low.tolist(), high.tolist()
    for index, line in enumerate(rows):
        more = {
            part: [found.read(place) for place in range(low[index], high[index])]
            for part, (found, low, high) in at.items()
            if low[index] < high[index]
        }
        if not more:
            yield line
            continue
        said = more.pop("said", ())
        if len(said) == 1 and not more:
            whole = _spliced(line, said[0])
            if whole is not None:
                yield whole
                continue
        row = orjson.loads(line)
        for data in (*said, *more.get("added", ())):
            row.update(orjson.loads(data))
        if more.get("links"):
            row["links"] = sorted({*row["links"], *(name for data in more["links"] for name in orjson.loads(data))})
        if more.get("related"):
            known = [(item["family_id"], item["relation"]) for item in row["related"]]
            known += [tuple(item) for data in more["related"] for item in orjson.loads(data)]
            row["related"] = [{"family_id": name, "relation": relation} for name, relation in sorted(set(known))]
        yield dumps(row)


def _spliced(base: bytes, said: bytes) -> bytes | None:
    """A record of its two halves, as bytes; None where they do not have the fields that these halves have."""
    a, b, c = map(base.find, _CUTS_OF_BASE)
    d, e, f, g = map(said.find, _CUTS_OF_SAID)
    if not (0 < a < b < c and 0 < d < e < f < g):
        return None
    return b"".join(
        (said[:d], b",", base[1:a], said[d:e], base[a:b], said[f:g], base[b:c], said[g:-1], base[c:])
    )


def _write(
    group: tuple[int, Iterable[tuple[str, Packed]]], output: str, table: str, shards: int, formats: tuple[str, ...]
) -> Iterator[FileInfo]:
    shard, values = group
    found: dict[str, list[Rows]] = {}
    for part, packed in values:
        found.setdefault(part, []).append(unpacked(packed))
    rows = list(_join({part: joined(several) for part, several in found.items()}))
    yield from _write_rows(rows, shard, output, table, shards, formats)


def _write_rows(
    rows: Sequence[bytes], shard: int, output: str, table: str, shards: int, formats: tuple[str, ...]
) -> Iterator[FileInfo]:
    name = f"{shard:05d}-of-{shards:05d}"
    if "jsonl" in formats or table not in TYPED:
        data = b"\n".join((*rows, b""))
        yield write_file(output, table, f"{name}.jsonl", data, len(rows))
    if "parquet" in formats and table in TYPED:
        from pipeline.tables import parquet_bytes

        yield write_file(output, table, f"{name}.parquet", parquet_bytes(table, rows), len(rows))


def _write_lines(
    group: tuple[int, Iterable[list[Row]]], output: str, table: str, shards: int
) -> Iterator[FileInfo]:
    rows = [line for _, line in sorted(row for rows in group[1] for row in rows)]
    yield from _write_rows(rows, group[0], output, table, shards, ("jsonl",))


def _by_shard(rows: Iterable[Row], shards: int) -> Iterator[tuple[int, list[Row]]]:
    parts: dict[int, list[Row]] = {}
    for row in rows:
        parts.setdefault(shard_of(row[0], shards), []).append(row)
    yield from parts.items()


class WriteTable(beam.PTransform):
    """`Piece`s of one table → `FileInfo` of each written file.

    The join of the parts of a row and the cut into files are one GroupByKey.
    """

    def __init__(
        self,
        output: str,
        table: str,
        shards: int,
        formats: Sequence[str] = ("jsonl",),
        over: Callable[..., Any] = beam.FlatMap,
    ) -> None:
        """Keep where and how to write."""
        super().__init__()
        self._write = partial(_write, output=output, table=table, shards=shards, formats=tuple(formats))
        self._over = over

    def expand(self, rows: Any) -> Any:
        """Gather each shard, sort it, write it."""
        return (
            rows
            | "ByShard" >> beam.Map(lambda piece: (piece[2], (piece[1], piece[3])))
            | "GroupShard" >> beam.GroupByKey()
            | "Write" >> self._over(self._write)
        )


class WriteLines(beam.PTransform):
    """Blocks of (key, row) of a table that is small or seldom asked for → `FileInfo` of each written file."""

    def __init__(self, output: str, table: str, shards: int) -> None:
        """Keep where to write."""
        super().__init__()
        self._output, self._table, self._shards = output, table, shards

    def expand(self, rows: Any) -> Any:
        """Gather each shard, sort it by key, write it."""
        return (
            rows
            | "ByShard" >> beam.FlatMap(_by_shard, self._shards)
            | "GroupShard" >> beam.GroupByKey()
            | "Write" >> beam.FlatMap(_write_lines, self._output, self._table, self._shards)
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
