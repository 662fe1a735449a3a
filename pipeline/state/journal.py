"""Changes of the state's tables as entries of a journal: what a turn of a stream changes, and nothing else.

On an engine the entries lie in its keyed state (`pipeline.unbounded.held`). The embedded stream writes those of a turn
as one file that the pointer names, for to write every part that changes as a whole would cost what is known, not what
is new; whoever opens the state otherwise finds them folded into the tables first (`fold`).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import orjson
import pyarrow as pa

from pipeline.state import store
from pipeline.state.files import FileEntry
from pipeline.state.pointer import Pointer, StateError
from pipeline.state.tables import JOURNAL, KEYS, SCHEMAS

_META: Final = b"wiretrace.change"
_PIECE: Final = 256
"""Rows of one entry: about a megabyte of articles."""
_SIZE: Final = struct.Struct("<Q")
_FILE_ROWS: Final = 4096
"""Rows of a file that folding writes: what it holds in memory does not grow with the table."""

Entry = bytes
"""One change as the bytes of an Arrow stream: rows of one part of one table, and the keys that are gone."""
Change = tuple[str, int, Sequence[Mapping[str, Any]], Collection[Any]]
"""Table, part, rows that are put in place of those with their keys, keys that are gone."""


class Damaged(Exception):
    """The journal is not what this version writes."""


def entries(number: int, change: Change) -> Iterator[Entry]:
    """The entries of a change, numbered from `number` on."""
    table, part, rows, gone = change
    lost = sorted(gone)
    for start in range(0, max(len(rows), 1), _PIECE):
        yield _encoded(number, table, part, rows[start : start + _PIECE], lost if start == 0 else ())
        number += 1


def _encoded(number: int, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any]) -> Entry:
    meta = orjson.dumps([number, table, part, list(gone)])
    schema = SCHEMAS[table].with_metadata({_META: meta})
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        if rows:
            writer.write_table(pa.Table.from_pylist(list(rows), schema=schema))
    return sink.getvalue()


def decoded(entry: Entry) -> tuple[int, str, int, pa.Table, list[Any]]:
    """Number, table, part, rows and gone keys of an entry.

    Raises:
        Damaged: it is none.
    """
    try:
        with pa.ipc.open_stream(entry) as reader:
            number, table, part, gone = orjson.loads(reader.schema.metadata[_META])
            rows = reader.read_all().replace_schema_metadata(None)
    except (pa.lib.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        raise Damaged(f"an entry of the stream's journal cannot be read: {error}") from error
    return number, table, part, rows, [tuple(key) if isinstance(key, list) else key for key in gone]


# ------------------------------------------------------------------ as files of the state


def write(state: str, generation: int, changes: Iterable[Change]) -> FileEntry | None:
    """Write the changes of one turn as a file; None where there are none.

    Args:
        state: folder of the state.
        generation: that the turn commits; files of later turns come later in `fold`.
        changes: in order.
    """
    found: list[Entry] = []
    rows = 0
    for change in changes:
        found += entries(len(found), change)
        rows += len(change[2]) + len(change[3])
    if not found:
        return None
    data = b"".join(_SIZE.pack(len(entry)) + entry for entry in found)
    return store.write_bytes(state, JOURNAL, generation, data, rows)


def fold(state: str, pointer: Pointer) -> tuple[list[FileEntry], list[str]]:
    """Fold the journal of a state into its tables.

    Returns:
        Files added and paths dropped, for the next pointer; nothing where there is no journal.

    Raises:
        StateError: a file is missing or damaged.
    """
    files = sorted(pointer.of_table(JOURNAL), key=lambda entry: entry.part)
    changed: dict[tuple[str, int], _Changed] = {}
    for file in files:
        for table, part, rows, gone in _read(state, file):
            changed.setdefault((table, part), _Changed(table)).add(rows, gone)
    added: list[FileEntry] = []
    dropped = [file.path for file in files]
    for (table, part), change in sorted(changed.items(), key=lambda item: item[0]):
        whole = []
        for file in pointer.files.of_part(table, part):
            rows = store.read(state, file)
            kept = change.others(rows)
            if kept.num_rows == rows.num_rows >= _FILE_ROWS // 2:
                continue
            dropped.append(file.path)
            if kept.num_rows >= _FILE_ROWS // 2:
                added.append(store.write_table(state, table, part, kept))
            else:
                whole.append(kept)
        rows = pa.concat_tables([*whole, change.rows()])
        added += [
            store.write_table(state, table, part, rows.slice(start, _FILE_ROWS)) for start in range(0, rows.num_rows, _FILE_ROWS)
        ]
    return added, dropped


def _read(state: str, file: FileEntry) -> list[tuple[str, int, pa.Table, list[Any]]]:
    data = store.read_bytes(state, file)
    found = []
    at = 0
    try:
        while at < len(data):
            (size,) = _SIZE.unpack_from(data, at)
            at += _SIZE.size + size
            found.append(decoded(data[at - size : at])[1:])
    except (Damaged, struct.error) as error:
        raise StateError(
            f"the state's file {state}/{file.path} is damaged: {error}; "
            f"make the state anew with: wiretrace state rebuild {state} --input DUMP"
        ) from error
    return found


class _Changed:
    """What the journal makes of one part of a table: the last row of each key, or that it is gone."""

    def __init__(self, table: str) -> None:
        self._keys = KEYS[table]
        self._empty = SCHEMAS[table].empty_table()
        self._tables: list[pa.Table] = []
        #: key → (number of the table, row), or None where it is gone
        self._last: dict[Any, tuple[int, int] | None] = {}

    def add(self, rows: pa.Table, gone: Collection[Any]) -> None:
        self._last.update(dict.fromkeys(gone))
        number = len(self._tables)
        self._tables.append(rows)
        self._last.update((key, (number, row)) for row, key in enumerate(_keys(rows, self._keys)))

    def others(self, table: pa.Table) -> pa.Table:
        """The rows of a table before that the journal says nothing of."""
        kept = [key not in self._last for key in _keys(table, self._keys)]
        return table if all(kept) else table.filter(pa.array(kept, pa.bool_()))

    def rows(self) -> pa.Table:
        """The rows that the journal puts."""
        chosen: dict[int, list[int]] = {}
        for place in self._last.values():
            if place is not None:
                chosen.setdefault(place[0], []).append(place[1])
        return pa.concat_tables([self._empty, *(self._tables[number].take(sorted(rows)) for number, rows in sorted(chosen.items()))])


def _keys(table: pa.Table, names: Sequence[str]) -> list[Any]:
    columns = [table.column(name).to_pylist() for name in names]
    return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
