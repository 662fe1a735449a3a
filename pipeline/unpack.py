"""Compressed files as streams with a bounded expansion ratio: gzip, bzip2, xz, zstandard."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import Any, Final

import zstandard

from transforms.errors import DocumentError
from transforms.settings import ReadSettings

COMPRESSED: Final = (".gz", ".bz2", ".xz", ".zst", ".tgz")
"""File name endings that are unpacked while reading."""

#: a ratio says nothing of tiny files: this much is always allowed
_FREE_BYTES: Final = 1 << 20


def inner_name(name: str) -> str:
    """The name of what is inside a compressed file.

    >>> inner_name("a/b.jsonl.gz"), inner_name("x.tgz")
    ('a/b.jsonl', 'x.tar')
    """
    stem, _, ending = name.rpartition(".")
    return f"{stem}.tar" if ending.lower() == "tgz" else stem


def unpack(raw: Any, name: str, size: int, settings: ReadSettings) -> io.BufferedReader:
    """A buffered stream of the unpacked bytes.

    Reading from it raises DocumentError ``corrupt_archive`` or ``expansion_limit``.

    Args:
        raw: binary stream of the packed bytes.
        name: name of the file, its ending says how it is packed.
        size: packed size, bytes.
        settings: `max_expansion` bounds unpacked bytes : packed bytes.
    """
    lower = name.lower()
    stream: Any
    if lower.endswith((".gz", ".tgz")):
        stream = gzip.GzipFile(fileobj=raw)
    elif lower.endswith(".bz2"):
        stream = bz2.BZ2File(raw)
    elif lower.endswith(".xz"):
        stream = lzma.LZMAFile(raw)  # noqa: SIM115 - closed with the raw file
    else:
        stream = _ZstdFile(raw)
    return io.BufferedReader(_Guarded(stream, name, _FREE_BYTES + int(size * settings.max_expansion)), 1 << 16)


class _ZstdFile:
    """Frames of zstandard one after the other; unlike the package's own reader it notices a cut file."""

    _CHUNK = 1 << 17

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._frame: Any = None
        self._packed = b""
        self._plain = b""

    def read(self, size: int) -> bytes:
        while not self._plain:
            if not self._packed:
                self._packed = self._raw.read(self._CHUNK)
                if not self._packed:
                    if self._frame is not None:
                        raise EOFError("the file ends inside a zstandard frame")
                    return b""
            if self._frame is None:
                self._frame = zstandard.ZstdDecompressor().decompressobj()
            self._plain = self._frame.decompress(self._packed)
            self._packed = b""
            if self._frame.eof:
                self._packed = self._frame.unused_data
                self._frame = None
        data, self._plain = self._plain[:size], self._plain[size:]
        return data


class _Guarded(io.RawIOBase):
    def __init__(self, stream: Any, name: str, limit: int) -> None:
        super().__init__()
        self._stream, self._name, self._limit, self._seen = stream, name, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, lzma.LZMAError, zlib.error, zstandard.ZstdError) as error:
            raise DocumentError("corrupt_archive", f"{self._name} cannot be unpacked: {error}") from error
        self._seen += len(data)
        if self._seen > self._limit:
            raise DocumentError(
                "expansion_limit",
                f"{self._name} unpacks to more than read.max_expansion allows ({self._limit} bytes); raise the limit if you trust it",
            )
        buffer[: len(data)] = data
        return len(data)
