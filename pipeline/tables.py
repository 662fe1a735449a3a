"""Reading and writing the tables of a run: rows of a finished run, and the same tables typed as Parquet."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.json
import pyarrow.parquet
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.manifest import NoRun
from pipeline.sinks import shard_of

_STR, _INT, _FLOAT = pa.string(), pa.int64(), pa.float64()


def _struct(**fields: pa.DataType) -> pa.DataType:
    return pa.struct([pa.field(name, kind) for name, kind in fields.items()])


_STRS = pa.list_(_STR)
_ORIGINAL: Final = {"id": _STR, "kind": _STR, "agency": _STR, "language": _STR, "confidence": _FLOAT}

PARQUET_SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "records": pa.schema(
        {
            "schema": _STR,
            "doc_id": _STR,
            "revision": _INT,
            "revised_because": _STR,
            "source": _struct(uri=_STR, outlet=_STR, url=_STR, record_id=_STR, encoding=_STR, sha256=_STR),
            "language": _STR,
            "title": _STR,
            "published": _struct(value=_STR, precision=_STR, basis=_STR),
            "dates": pa.list_(
                _struct(kind=_STR, value=_STR, start=_INT, end=_INT, rejected=_STRS, confidence=_FLOAT)
            ),
            "dateline": _struct(
                raw=_STR,
                start=_INT,
                end=_INT,
                normal=_STR,
                place=_STR,
                region=_STR,
                country=_STR,
                geoname_id=_INT,
                date=_STR,
                date_basis=_STR,
                agencies=_STRS,
                form=_STR,
                confidence=_FLOAT,
            ),
            "units": pa.list_(_struct(kind=_STR, start=_INT, end=_INT, language=_STR)),
            "evidence": pa.list_(
                _struct(kind=_STR, agency=_STR, about=_STR, weight=_FLOAT, start=_INT, end=_INT, text=_STR)
            ),
            "footer": _STR,
            "agency": _struct(name=_STR, confidence=_FLOAT, basis=_STR),
            "credited": _STR,
            "family_id": _STR,
            "also_in": _STRS,
            "original": _struct(**_ORIGINAL),
            "derivation": _struct(
                relation=_STR,
                parent=_STR,
                score=_FLOAT,
                copied_share=_FLOAT,
                originality=_FLOAT,
                lag_seconds=_INT,
                direction_basis=_STRS,
            ),
            "links": _STRS,
            "signature": _struct(
                view=_STR, shingle=_STR, hash=_STR, scheme=_STR, num_perm=_INT, seed=_INT, values=_STR
            ),
            "produced_by": _struct(version=_STR, settings_sha256=_STR),
        }
    ),
    "links": pa.schema(
        {
            "schema": _STR,
            "link_id": _STR,
            "a": _STR,
            "b": _STR,
            "relation": _STR,
            "child": _STR,
            "parent": _STR,
            "confidence": _FLOAT,
            "score": _FLOAT,
            "coverage_a": _FLOAT,
            "coverage_b": _FLOAT,
            "longest_run_words": _INT,
            "direction_basis": _STRS,
            "passages": pa.list_(
                _struct(
                    a_start=_INT, a_end=_INT, b_start=_INT, b_end=_INT, kind=_STR, unit_a=_STR, unit_b=_STR
                )
            ),
        }
    ),
    "families": pa.schema(
        {
            "schema": _STR,
            "family_id": _STR,
            "agency": _STR,
            "originals": pa.list_(_struct(**_ORIGINAL, aliases=_STRS)),
            "members": _STRS,
            "languages": _STRS,
            "outlets": _STRS,
            "first_published": _STR,
            "related": pa.list_(_struct(family_id=_STR, relation=_STR)),
        }
    ),
}
"""Table → Arrow schema; the fields of the JSON rows, by the same names. Times stay ISO 8601 strings: they have
no zone, or no year, more often than not, and an Arrow timestamp would have to invent one."""

#: rows of a Parquet row group; one file rarely holds more
_ROW_GROUP: Final = 65_536

#: JSON bytes read at a time; Arrow's reader counts a block in 31 bits
_BLOCK: Final = 1 << 26


def parquet_bytes(table: str, rows: Sequence[bytes]) -> bytes:
    """Rows as one Parquet file (zstd), typed by PARQUET_SCHEMAS; the same rows give the same bytes.

    Args:
        table: ``records``, ``links`` or ``families``.
        rows: one JSON object each.

    Raises:
        KeyError: the table has no Parquet form.
        ValueError: a row has a field that the schema does not know, or of another type.
    """
    schema = PARQUET_SCHEMAS[table]
    try:
        typed = pa.concat_tables([schema.empty_table(), *(_typed(block, schema) for block in _blocks(rows))])
    except pa.ArrowInvalid as error:
        raise ValueError(f"a row of {table} does not fit its Parquet schema: {error}") from error
    sink = io.BytesIO()
    pyarrow.parquet.write_table(typed.combine_chunks(), sink, compression="zstd", row_group_size=_ROW_GROUP)
    return sink.getvalue()


def _blocks(rows: Sequence[bytes]) -> Iterator[bytes]:
    block: list[bytes] = []
    size = 0
    for row in rows:
        block.append(row)
        size += len(row) + 1
        if size >= _BLOCK:
            yield b"\n".join(block)
            block, size = [], 0
    if block:
        yield b"\n".join(block)


def _typed(data: bytes, schema: pa.Schema) -> pa.Table:
    return pyarrow.json.read_json(
        io.BytesIO(data),
        # one block, for a row longer than a block is refused
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    ).select(schema.names)


def parquet_rows(data: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file of ours, equal to the JSON rows it was made of."""
    with pyarrow.parquet.ParquetFile(io.BytesIO(data)) as file:
        for batch in file.iter_batches(batch_size=1024):
            yield from batch.to_pylist()


def files_of(manifest: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    """The manifest's files of one table to read rows from: JSON Lines where there are any, else Parquet."""
    named = [info for info in manifest["files"] if info["table"] == table]
    return [info for info in named if info["path"].endswith(".jsonl")] or named


def read_rows(output: str, manifest: Mapping[str, Any], table: str) -> Iterator[dict[str, Any]]:
    """All rows of one table of a run, in file order, whichever format it was written in.

    Raises:
        NoRun: a file that the manifest names is missing or cannot be read.
    """
    for info in files_of(manifest, table):
        yield from _file_rows(output, info, None)


def find_rows(
    output: str, manifest: Mapping[str, Any], table: str, key: str, ids: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """The rows with given ids; only the files that can hold them are read.

    Args:
        output: folder of the run.
        manifest: its manifest.
        table: name of the table.
        key: field of the row's id, by whose hash the table is cut into files.
        ids: ids to find; those that are not there are left out of the answer.

    Raises:
        NoRun: a file that the manifest names is missing or cannot be read.
    """
    wanted = set(ids)
    found: dict[str, dict[str, Any]] = {}
    for info in files_of(manifest, table):
        cut = shard_name(info["path"])
        here = wanted if cut is None else {item for item in wanted if shard_of(item, cut[1]) == cut[0]}
        if here:
            found.update((row[key], row) for row in _file_rows(output, info, here) if row[key] in here)
    return found


def rows_with(output: str, manifest: Mapping[str, Any], table: str, text: str) -> Iterator[dict[str, Any]]:
    """Rows of one table that may hold a text as a value or part of one; far faster than parsing every row.

    Raises:
        NoRun: a file that the manifest names is missing or cannot be read.
    """
    written = orjson.dumps(text)[1:-1].decode()
    for info in files_of(manifest, table):
        yield from _file_rows(output, info, {written})


def shard_name(path: str) -> tuple[int, int] | None:
    """Which part of a table a file holds, as its name says: (number, of how many), or None.

    >>> shard_name("records/00002-of-00008-0123456789abcdef.jsonl")
    (2, 8)
    """
    parts = posixpath.basename(path).split("-")
    if len(parts) == 4 and parts[1] == "of" and parts[0].isdecimal() and parts[2].isdecimal() and int(parts[2]):
        return int(parts[0]), int(parts[2])
    return None


def _file_rows(output: str, info: Mapping[str, Any], parts: set[str] | None) -> Iterator[dict[str, Any]]:
    """Rows of one file; with parts of lines, lines that hold none of them are not parsed."""
    try:
        with FileSystems.open(posixpath.join(output, info["path"])) as handle:
            data = handle.read()
    except (OSError, BeamIOError) as error:
        raise NoRun(f"{info['path']} is named by the manifest of {output!r} but cannot be read: {error}") from error
    try:
        if info["path"].endswith(".parquet"):
            yield from parquet_rows(data)
            return
        needles = None if parts is None else [part.encode() for part in parts]
        for line in data.splitlines():
            if needles is None or any(needle in line for needle in needles):
                yield orjson.loads(line)
    except (ValueError, pa.ArrowException) as error:
        raise NoRun(f"{info['path']} of {output!r} is damaged ({error}); wiretrace validate tells more") from error
