"""Sketches as bytes: compact, fast, no pickle, little endian, with a format version."""

from __future__ import annotations

import struct
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import Sketch

FORMAT: Final = 1
"""Version of the byte format, the first byte of every encoded sketch."""

_ARRAYS: Final = (
    ("token_hash", "<u4"), ("token_stem", "<u4"), ("token_start", "<u4"), ("token_length", "<u2"), ("token_flags", "u1"),
    ("token_rarity", "u1"), ("sentence_token", "<i4"), ("sentence_unit", "u1"), ("anchor_hash", "<u4"),
    ("anchor_token", "<i4"), ("anchor_kind", "u1"), ("anchor_rarity", "u1"), ("wording", "<u4"), ("passage_hash", "<u8"),
    ("passage_token", "<i4"), ("anchors_signature", "<u4"),
)  # fmt: skip
"""Array fields of a sketch in the order they are written, with their types."""

_NO_DAY: Final = -(1 << 31)
_HEAD: Final = struct.Struct("<BB16sIiI")
_ABSENT: Final = 0xFFFF


def encode_sketch(sketch: Sketch) -> bytes:
    """Bytes of a sketch; the same sketch gives the same bytes everywhere.

    Args:
        sketch: any sketch.

    Returns:
        Version byte, fixed head, outlet and language, lengths, then the arrays one after the other.

    Raises:
        ValueError: if the doc_id is not 16 characters of ASCII, or outlet or language is longer than 65,534 bytes.
    """
    name = sketch.doc_id.encode("ascii")
    if len(name) != 16:
        raise ValueError(f"a doc_id has 16 hex digits, got {sketch.doc_id!r}")
    arrays = [np.ascontiguousarray(getattr(sketch, field), dtype) for field, dtype in _ARRAYS]
    day = _NO_DAY if sketch.day is None else sketch.day
    head = _HEAD.pack(FORMAT, int(sketch.unspaced), name, sketch.wording_size, day, len(arrays))
    sizes = struct.pack(f"<{len(arrays)}I", *(len(array) for array in arrays))
    parts = [head, _text(sketch.outlet), _text(sketch.language), sizes]
    parts.extend(array.tobytes() for array in arrays)
    return b"".join(parts)


def decode_sketch(data: bytes) -> Sketch:
    """The sketch of `encode_sketch`'s bytes. Arrays are read-only views of them.

    Args:
        data: bytes of one sketch.

    Returns:
        An equal sketch.

    Raises:
        ValueError: if the bytes are of another format version, cut short, or too long.
    """
    if not data or data[0] != FORMAT:
        found = data[0] if data else "nothing"
        raise ValueError(f"sketch bytes of format {found}, this version reads format {FORMAT}: sketch the articles again")
    try:
        _, unspaced, name, wording_size, day, count = _HEAD.unpack_from(data)
        if count != len(_ARRAYS):
            raise ValueError(f"sketch bytes hold {count} arrays, expected {len(_ARRAYS)}")
        outlet, offset = _read_text(data, _HEAD.size)
        language, offset = _read_text(data, offset)
        sizes = struct.unpack_from(f"<{count}I", data, offset)
        offset += 4 * count
        whole = offset + sum(size * np.dtype(dtype).itemsize for (_, dtype), size in zip(_ARRAYS, sizes, strict=True))
        if whole != len(data):
            raise ValueError(f"sketch bytes have {len(data)} bytes, expected {whole}")
        arrays: dict[str, NDArray[Any]] = {}
        for (field, dtype), size in zip(_ARRAYS, sizes, strict=True):
            arrays[field] = np.frombuffer(data, dtype, size, offset)
            offset += arrays[field].nbytes
    except struct.error as error:
        raise ValueError(f"sketch bytes are cut short: {error}") from error
    return Sketch(
        doc_id=name.decode("ascii"),
        outlet=outlet,
        language=language,
        unspaced=bool(unspaced),
        day=None if day == _NO_DAY else day,
        wording_size=wording_size,
        **arrays,
    )


def _text(value: str | None) -> bytes:
    if value is None:
        return struct.pack("<H", _ABSENT)
    data = value.encode("utf-8", "surrogatepass")
    if len(data) >= _ABSENT:
        raise ValueError(f"outlet and language must be shorter than {_ABSENT} bytes, got {len(data)}")
    return struct.pack("<H", len(data)) + data


def _read_text(data: bytes, offset: int) -> tuple[str | None, int]:
    (size,) = struct.unpack_from("<H", data, offset)
    offset += 2
    if size == _ABSENT:
        return None, offset
    return data[offset : offset + size].decode("utf-8", "surrogatepass"), offset + size
