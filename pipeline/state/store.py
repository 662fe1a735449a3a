"""Files of the state: written once under their content's name, checked whenever they are read."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.sinks import publish
from pipeline.state import tables
from pipeline.state.files import FileEntry
from pipeline.state.pointer import Pointer, StateError

WORK: Final = "work"
"""Folder of finished blocks of a run under way."""

_OURS: Final = re.compile(r"^-?\d+-[0-9a-f]{16}\.(parquet|arrow)$")


def write(state: str, table: str, part: int, rows: Sequence[Mapping[str, Any]]) -> FileEntry:
    """Write rows of one part of a table as a new file.

    Args:
        state: folder of the state.
        table: one of `tables.SCHEMAS`.
        part: the part; see `tables.part_of`.
        rows: at least one row.

    Returns:
        The entry for the pointer.
    """
    return _put(state, table, part, tables.to_bytes(table, rows), len(rows))


def write_table(state: str, table: str, part: int, rows: pa.Table) -> FileEntry:
    """The same with a table of pyarrow."""
    return _put(state, table, part, tables.table_bytes(table, rows), rows.num_rows)


def write_bytes(state: str, table: str, part: int, data: bytes, rows: int) -> FileEntry:
    """The same with the bytes of a file that is no table."""
    return _put(state, table, part, data, rows)


def _put(state: str, table: str, part: int, data: bytes, rows: int) -> FileEntry:
    digest = hashlib.sha256(data).hexdigest()
    entry = FileEntry(table, part, digest, rows, len(data))
    publish(state, entry.path, data)
    return entry


def read_bytes(state: str, entry: FileEntry) -> bytes:
    """The checked bytes of one file.

    Raises:
        StateError: the file is missing, cut short or changed; the message names it and the cure.
    """
    path = posixpath.join(state, entry.path)
    cure = (
        f"put back a copy of it, or make the state anew with: wiretrace state rebuild {state} --input DUMP"
    )
    try:
        with FileSystems.open(path) as handle:
            data = bytes(handle.read())
    except (OSError, BeamIOError) as error:
        raise StateError(f"the state's file {path} is missing or cannot be read; {cure}") from error
    if len(data) != entry.bytes:
        raise StateError(f"the state's file {path} is damaged: {len(data)} bytes, the pointer says {entry.bytes}; {cure}")
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise StateError(f"the state's file {path} is damaged: its SHA-256 is not the one in the pointer; {cure}")
    return data


def read(state: str, entry: FileEntry, columns: Sequence[str] | None = None) -> pa.Table:
    """Columns of one file, checked.

    Raises:
        StateError: the file is missing or damaged.
    """
    return decoded(state, entry, read_bytes(state, entry), columns)


def decoded(state: str, entry: FileEntry, data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """Columns of one file from its checked bytes.

    Raises:
        StateError: they are not the rows that the pointer names.
    """
    try:
        found = tables.from_bytes(entry.table, data, columns)
    except ValueError as error:
        raise StateError(
            f"the state's file {posixpath.join(state, entry.path)} is damaged: {error}; "
            f"make the state anew with: wiretrace state rebuild {state} --input DUMP"
        ) from error
    if found.num_rows != entry.rows:
        raise StateError(
            f"the state's file {posixpath.join(state, entry.path)} has {found.num_rows} rows, the pointer says "
            f"{entry.rows}; make the state anew with: wiretrace state rebuild {state} --input DUMP"
        )
    return found


def sweep(state: str, pointer: Pointer) -> None:
    """Remove files of ours that the pointer does not name: half-written generations and older ones."""
    named = {entry.path for entry in pointer.files}
    for table in (*tables.SCHEMAS, tables.JOURNAL):
        _remove(
            path
            for path in list_files(posixpath.join(state, table))
            if _is_ours(path) and f"{table}/{posixpath.basename(path)}" not in named
        )
    _remove(path for path in list_files(state) if posixpath.basename(path).startswith(".tmp-"))


def remove(state: str, paths: Iterable[str]) -> None:
    """Remove files that the pointer names no more."""
    _remove(path for path in (posixpath.join(state, name) for name in paths) if FileSystems.exists(path))


def sweep_work(state: str) -> None:
    """Remove the finished blocks of a run that has ended."""
    _remove(list_files(posixpath.join(state, WORK)))


def list_files(folder: str) -> list[str]:
    """Full paths of the files in a folder, hidden ones too; none where there is no such folder."""
    try:
        found = FileSystems.match([folder + "/*", folder + "/.tmp-*"])
    except BeamIOError:
        return []
    return sorted({metadata.path for result in found for metadata in result.metadata_list})


def _remove(paths: Iterable[str]) -> None:
    stale = list(paths)
    if stale:
        FileSystems.delete(stale)


def _is_ours(path: str) -> bool:
    name = posixpath.basename(path)
    return bool(_OURS.match(name)) or name.startswith(".tmp-")
