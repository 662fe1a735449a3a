"""Rows of the time window in a file without a name: memory holds where they lie, a read brings one back.

Sketches, alignments and what was said of an article are some twenty kilobytes, and of the thousands in a window a turn
looks at a few dozen. The file is never flushed or named: it is rebuilt from the state's own files after a restart.
"""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_SIZE_BITS: Final = 32
_WORTH: Final = 16 << 20
"""Bytes that nobody asks for any more from which a file is written anew, if they are the larger part of it."""


class Spill:
    """Bytes by address, at the end of a file; what is given up is made room for when it is the larger part."""

    def __init__(self, folder: str | None) -> None:
        """Begin an empty file in a folder of this machine, or in that for temporary files."""
        self._folder = folder
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 (it lives as long as this)
        self._end = self._lost = 0
        #: told of every address that moves: the users of this file
        self._users: list[Filed[Any, Any]] = []

    def put(self, data: bytes) -> int:
        """Append; the address."""
        view = memoryview(data)
        at = self._end
        while view:
            done = os.pwrite(self._file.fileno(), view, self._end)
            self._end += done
            view = view[done:]
        return at << _SIZE_BITS | len(data)

    def get(self, address: int) -> bytes:
        """Read back.

        Raises:
            OSError: the file cannot be read.
        """
        at, size = address >> _SIZE_BITS, address & ((1 << _SIZE_BITS) - 1)
        data = os.pread(self._file.fileno(), size, at)
        if len(data) != size:
            raise OSError(f"a temporary file of the stream has {len(data)} of {size} bytes at {at}")
        return data

    def lose(self, address: int) -> None:
        """Nobody asks for this any more."""
        self._lost += address & ((1 << _SIZE_BITS) - 1)

    def join(self, user: Filed[Any, Any]) -> None:
        """A user whose addresses follow when the file is written anew."""
        self._users.append(user)

    def tidy(self) -> None:
        """Write the file anew if most of it is out of date."""
        if self._lost < _WORTH or 2 * self._lost < self._end:
            return
        new = Spill(self._folder)
        for user in self._users:
            user.move(lambda address: new.put(self.get(address)))
        self._file.close()
        self._file, self._end, self._lost = new._file, new._end, 0

    def close(self) -> None:
        """Give the file back."""
        self._file.close()


class Filed(Mapping[K, V], Generic[K, V]):
    """A mapping whose values lie in a `Spill`; a value that was asked for stays one object until `forget`."""

    def __init__(self, spill: Spill, pack: Callable[[V], Any], unpack: Callable[[Any], V]) -> None:
        """Begin empty.

        Args:
            spill: where the values go.
            pack: a value as something that `marshal` writes.
            unpack: the way back.
        """
        self._spill, self._pack, self._unpack = spill, pack, unpack
        self._at: dict[K, int] = {}
        self._asked: dict[K, V] = {}
        spill.join(self)

    def __getitem__(self, key: K) -> V:
        """The value."""
        if key not in self._asked:
            self._asked[key] = self.read(key)
        return self._asked[key]

    def read(self, key: K) -> V:
        """The value, of which nothing is kept."""
        return self._unpack(marshal.loads(self._spill.get(self._at[key])))

    def __contains__(self, key: object) -> bool:
        """Whether there is one; nothing is read."""
        return key in self._at

    def __iter__(self) -> Iterator[K]:
        """Keys."""
        return iter(self._at)

    def __len__(self) -> int:
        """Number of values."""
        return len(self._at)

    def update(self, items: Iterable[tuple[K, V]]) -> None:
        """Put values."""
        for key, value in items:
            self.drop(key)
            self._at[key] = self._spill.put(marshal.dumps(self._pack(value)))

    def drop(self, key: K) -> None:
        """Remove a value, if it is there."""
        self._asked.pop(key, None)
        address = self._at.pop(key, None)
        if address is not None:
            self._spill.lose(address)

    def forget(self) -> None:
        """Let go of the objects that were asked for."""
        self._asked.clear()

    def move(self, moved: Callable[[int], int]) -> None:
        """Every value has another address now."""
        self._at = {key: moved(address) for key, address in self._at.items()}
