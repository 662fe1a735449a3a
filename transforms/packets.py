"""Packed rows: many small payloads as one element of a shuffle, kept beside it on disk where there is one machine.

A pipeline shuffles few large elements much faster than many small ones. `Rows` holds payloads (sketches, facts,
alignments, rows of tables) by document number as columns. On a cluster the payloads travel inside the element. On one
machine every process can read what any other wrote: there a `Shelf` with a folder keeps the payloads in files, and the
element carries only where they lie, so that memory holds places and not texts.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import U32Array, U64Array

U16Array = NDArray[np.uint16]
Packed = tuple[bytes, bytes, bytes, bytes, tuple[str, ...], bytes]
"""`Rows` as built-in values, which every Beam coder knows."""

_lock = threading.Lock()
_writers: dict[str, tuple[int, BinaryIO, str]] = {}
_readers: dict[str, tuple[int, BinaryIO]] = {}
_OPEN: Final = 512
"""Files kept open for reading in one process; the usual limit is 1024."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """N payloads. Where `names` is empty they are cut from `data`, else from the files named."""

    #: (N,) document number, or another 64-bit key
    key: U64Array
    #: (N,) index into `names`
    file: U16Array
    #: (N,) first byte in the file or in `data`, and number of bytes
    offset: U64Array
    size: U32Array
    names: tuple[str, ...] = ()
    data: bytes = b""

    def __len__(self) -> int:
        """Number of payloads."""
        return len(self.key)

    def packed(self) -> Packed:
        """As built-in values, for a shuffle."""
        return (
            self.key.tobytes(), self.file.tobytes(), self.offset.tobytes(), self.size.tobytes(), self.names, self.data
        )  # fmt: skip

    def take(self, index: NDArray[Any]) -> Rows:
        """The payloads selected by an index or a mask; payloads that travel inside are copied."""
        key, file, offset, size = self.key[index], self.file[index], self.offset[index], self.size[index]
        if self.names:
            rows = Rows(key, file, offset, size, self.names)
            return rows if len(self.names) == 1 else rows._with_used_names()
        data = memoryview(self.data)
        ends = offset + size
        inside = b"".join(data[a:b] for a, b in zip(offset.tolist(), ends.tolist(), strict=True))
        return Rows(key, file, np.cumsum(size, dtype=np.uint64) - size, size, (), inside)

    def split(self, part: NDArray[Any]) -> Iterator[tuple[int, Rows]]:
        """(part, its payloads) for each value of an (N,) column, ascending; order is kept inside a part."""
        if not len(part):
            return
        order = np.argsort(part, kind="stable")
        values = part[order]
        cuts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
        ordered = self.take(order)
        for low, high in zip(cuts.tolist(), [*cuts[1:].tolist(), len(values)], strict=True):
            yield int(values[low]), ordered._between(low, high)

    def _between(self, low: int, high: int) -> Rows:
        """The payloads of a range, at least one; those that travel inside must lie one behind the other."""
        some = slice(low, high)
        key, file, offset, size = self.key[some], self.file[some], self.offset[some], self.size[some]
        if len(self.names) > 1:
            return Rows(key, file, offset, size, self.names)._with_used_names()
        if self.names:
            return Rows(key, file, offset, size, self.names)
        first = offset[0]
        return Rows(key, file, offset - first, size, (), self.data[int(first) : int(offset[-1]) + int(size[-1])])

    def _with_used_names(self) -> Rows:
        used, file = np.unique(self.file, return_inverse=True)
        return Rows(self.key, file.astype(np.uint16), self.offset, self.size, tuple(self.names[n] for n in used.tolist()))

    def read(self, index: int) -> bytes:
        """One payload."""
        start, size = int(self.offset[index]), int(self.size[index])
        if not self.names:
            return self.data[start : start + size]
        return _read(self.names[int(self.file[index])], start, size)

    def __iter__(self) -> Iterator[bytes]:
        """All payloads, in order."""
        places = zip(self.offset.tolist(), self.size.tolist(), strict=True)
        if not self.names:
            data = self.data
            return (data[start : start + size] for start, size in places)
        names = [self.names[number] for number in self.file.tolist()]
        return (_read(name, start, size) for name, (start, size) in zip(names, places, strict=True))


def unpacked(packed: Packed) -> Rows:
    """The rows of `Rows.packed`'s values."""
    key, file, offset, size, names, data = packed
    return Rows(
        np.frombuffer(key, np.uint64), np.frombuffer(file, np.uint16), np.frombuffer(offset, np.uint64),
        np.frombuffer(size, np.uint32), names, data,
    )  # fmt: skip


def joined(parts: Sequence[Rows]) -> Rows:
    """All rows of several, in order.

    Raises:
        ValueError: some lie in files and others travel inside.
    """
    parts = [part for part in parts if len(part)]
    if not parts:
        return no_rows()
    if len({bool(part.names) for part in parts}) > 1:
        raise ValueError("rows in files cannot be joined with rows that travel inside")
    names = sorted({name for part in parts for name in part.names})
    place = {name: n for n, name in enumerate(names)}
    offsets = [part.offset for part in parts]
    files = [part.file for part in parts]
    if names:
        files = [np.array([place[name] for name in part.names], np.uint16)[part.file] for part in parts]
    else:
        shifts = np.cumsum([0, *(len(part.data) for part in parts[:-1])]).tolist()
        offsets = [part.offset + np.uint64(shift) for part, shift in zip(parts, shifts, strict=True)]
    return Rows(
        np.concatenate([part.key for part in parts]),
        np.concatenate(files),
        np.concatenate(offsets),
        np.concatenate([part.size for part in parts]),
        tuple(names),
        b"".join(part.data for part in parts),
    )


def no_rows() -> Rows:
    """No payload."""
    return Rows(np.zeros(0, np.uint64), np.zeros(0, np.uint16), np.zeros(0, np.uint64), np.zeros(0, np.uint32))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where payloads are put: in files of a folder that all processes of the run share, or nowhere (they travel)."""

    folder: str | None = None

    def put(self, keys: Sequence[int] | U64Array, payloads: Sequence[bytes]) -> Rows:
        """Payloads as rows.

        Args:
            keys: document number of each.
            payloads: as many byte strings, each shorter than 4 GiB.

        Raises:
            OSError: the folder cannot be written to, or the disk is full.
        """
        key = np.array(keys, np.uint64)
        size = np.fromiter(map(len, payloads), np.uint32, len(payloads))
        offset = np.cumsum(size, dtype=np.uint64) - size
        file = np.zeros(len(key), np.uint16)
        data = b"".join(payloads)
        if self.folder is None or not len(key):
            return Rows(key, file, offset, size, (), data)
        name, start = _append(self.folder, data)
        return Rows(key, file, offset + np.uint64(start), size, (name,))


INSIDE: Final = Shelf()
"""No shelf: payloads travel inside the elements."""


def get_all(packed: Iterable[Packed]) -> list[bytes]:
    """All payloads of packed rows, in order."""
    return [payload for rows in packed for payload in unpacked(rows)]


def _append(folder: str, data: bytes) -> tuple[str, int]:
    with _lock:
        owner, handle, name = _writers.get(folder, (0, None, ""))
        if owner != os.getpid() or handle is None:
            # a file of its own for every process: a forked child must not write into its parent's
            number, name = tempfile.mkstemp(".rows", f"{os.getpid()}-", folder)
            handle = os.fdopen(number, "wb", buffering=0)
            _writers[folder] = (os.getpid(), handle, name)
        start = handle.tell()
        view = memoryview(data)
        while view:
            view = view[handle.write(view) :]
    return name, start


def _read(name: str, start: int, size: int) -> bytes:
    with _lock:
        owner, handle = _readers.get(name, (0, None))
        if owner != os.getpid() or handle is None:
            if len(_readers) >= _OPEN:
                _, oldest = _readers.pop(next(iter(_readers)))
                oldest.close()
            handle = Path(name).open("rb", buffering=0)  # noqa: SIM115 (kept open)
            _readers[name] = (os.getpid(), handle)
        data = _read_at(handle, start, size)
    if len(data) != size:
        raise OSError(f"{name} has {len(data)} of {size} bytes at {start}: the file was cut or removed while the run went on")
    return data


if hasattr(os, "pread"):

    def _read_at(handle: BinaryIO, start: int, size: int) -> bytes:
        return os.pread(handle.fileno(), size, start)

else:  # Windows

    def _read_at(handle: BinaryIO, start: int, size: int) -> bytes:
        handle.seek(start)
        return handle.read(size)


def close_shelf(folder: str) -> None:
    """Close the files of a folder in this process, so that it can be removed."""
    with _lock:
        written = _writers.pop(folder, None)
        if written is not None:
            written[1].close()
        for name in [name for name in _readers if Path(name).parent == Path(folder)]:
            _readers.pop(name)[1].close()
