"""The state's tables: columns, parts, and Parquet bytes that depend on nothing but the rows."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    # time: published, seconds since 1970-01-01 UTC, -1 where unknown; seen: first-seen day since 1970-01-01;
    # keys: see `transforms.sketch.key_rows`, null where a stream wrote the row, which keeps the keys itself
    "articles": pa.schema(
        {
            "doc": pa.uint64(), "seen": pa.int32(), "sha256": pa.string(), "time": pa.int64(), "uri": pa.string(),
            "sketch": pa.binary(), "keys": pa.binary(), "facts": pa.binary(), "base": pa.binary(), "text": pa.binary(),
        }
    ),
    "alignments": pa.schema({"a": pa.uint64(), "b": pa.uint64(), "alignment": pa.binary()}),
    # near, near_part, near_bits: neighbours by alignment as packed columns, see `pipeline.state.neighbours`
    "said": pa.schema(
        {
            "doc": pa.uint64(), "revision": pa.int32(), "because": pa.string(), "attribution": pa.binary(),
            "family_part": pa.int32(), "near": pa.binary(),
        }
    ),
    "links": pa.schema({"link_id": pa.string(), "row": pa.binary()}),
    "families": pa.schema({"family_id": pa.string(), "row": pa.binary()}),
    # sha_high, sha_low: first 128 bits of the content's SHA-256; current: False for a content that another one has
    # replaced; expired: last revision of an article that was forgotten, else 0
    "index": pa.schema(
        {
            "doc": pa.uint64(), "sha_high": pa.uint64(), "sha_low": pa.uint64(), "part": pa.int32(), "seen": pa.int32(),
            "time": pa.int64(), "current": pa.bool_(), "expired": pa.int32(),
        }
    ),
}  # fmt: skip
"""Columns of every table."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "articles": ("doc",), "alignments": ("a", "b"), "said": ("doc",), "links": ("link_id",),
    "families": ("family_id",), "index": ("doc", "sha_high", "sha_low"),
}  # fmt: skip
"""Columns that name a row; files are sorted by them."""

EVERYWHERE: Final = 0
"""Part of tables that are not cut by day."""
JOURNAL: Final = "journal"
"""Files of changes that are not folded into the tables yet, of a stream; their part is the generation that wrote them."""


def part_of(day: int | None, seen: int) -> int:
    """The part of an article: twice the day, and one more where the day is a trusted published day.

    >>> part_of(19000, 20000), part_of(None, 20000)
    (38001, 40000)
    """
    return 2 * seen if day is None else 2 * day + 1


def day_of(part: int) -> int:
    """The day of a part.

    >>> day_of(38001)
    19000
    """
    return part >> 1


def is_dated(part: int) -> bool:
    """Whether the day of a part is a trusted published day."""
    return bool(part & 1)


def to_bytes(table: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as the bytes of a Parquet file, sorted by the table's key."""
    return table_bytes(table, pa.Table.from_pylist(list(rows), schema=SCHEMAS[table]))


def table_bytes(table: str, rows: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file, sorted by its key."""
    rows = rows.sort_by([(key, "ascending") for key in KEYS[table]]).combine_chunks()
    sink = io.BytesIO()
    pq.write_table(rows, sink, compression="zstd", use_dictionary=False)
    return sink.getvalue()


def from_bytes(table: str, data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """Columns of a Parquet file of one table.

    Raises:
        ValueError: the bytes are not a Parquet file of this table.
    """
    try:
        found = pq.read_table(io.BytesIO(data), columns=list(columns) if columns is not None else None)
    except (pa.lib.ArrowException, OSError) as error:
        raise ValueError(f"not a readable Parquet file: {error}") from error
    expected = SCHEMAS[table] if columns is None else pa.schema([SCHEMAS[table].field(name) for name in columns])
    if not found.schema.equals(expected, check_metadata=False):
        raise ValueError(f"its columns are not those of the table {table}")
    return found
