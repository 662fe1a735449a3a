"""Sketches as bytes: compact, fast, no pickle, little endian, with a format version.

Rising columns are written as steps, every column in the narrowest unsigned type that holds it, and stems only where they
differ from the token: a sketch of 500 words takes some five kilobytes.
"""

from __future__ import annotations

import struct
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import Sketch, U32Array
from transforms.sketch.block_loops import HEAD, write_columns
from transforms.sketch.sketch_block import SketchBlock

FORMAT: Final = 2
"""Version of the byte format, the first byte of every encoded sketch."""

_PLAIN: Final = (
    ("token_hash", "<u4"), ("token_length", "<u2"), ("token_flags", "u1"), ("token_rarity", "u1"), ("sentence_unit", "u1"),
    ("anchor_hash", "<u4"), ("anchor_kind", "u1"), ("anchor_rarity", "u1"), ("wording", "<u4"), ("passage_hash", "<u8"),
    ("anchors_signature", "<u4"),
)  # fmt: skip
_RISING: Final = (("token_start", "<u4"), ("sentence_token", "<i4"), ("anchor_token", "<i4"), ("passage_token", "<i4"))
_COLUMNS: Final = len(_PLAIN) + len(_RISING) + 2
_NARROW: Final = frozenset({"token_length", *(name for name, _ in _RISING)})
_WIDTHS: Final = (np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"), np.dtype("<u8"))

_ALL: Final = frozenset({*(name for name, _ in (*_PLAIN, *_RISING)), "token_stem"})
_KEYED: Final = _ALL - {"token_length", "token_flags", "token_rarity", "token_start", "token_stem", "passage_token"}
"""What keys are made of; of the tokens only how many there are."""

_CODES: Final = tuple((name, None if name in _NARROW else _WIDTHS.index(np.dtype(dtype))) for name, dtype in _PLAIN)
"""Columns with the index of their width; None: the narrowest."""
_STEM: Final = _WIDTHS.index(np.dtype("<u4"))

_SPREAD: Final = np.array([0, 0, 0, 0, 0, 0, 1])
"""Of tokens, sentences, anchors, fingerprints and the two signatures a sketch has as many as its bounds say; first tokens of
sentences are one more."""
_ORDER: Final = np.array(
    [
        (0, 0, -1, 2), (0, -1, 0, 0), (0, 1, -1, 0), (0, 2, -1, 0), (1, 3, -1, 0), (2, 4, -1, 2), (2, 5, -1, 0), (2, 6, -1, 0),
        (4, 7, -1, 2), (3, 8, -1, 3), (5, 9, -1, 2), (0, -1, 1, 1), (6, -1, 2, 1), (2, -1, 3, 1), (3, -1, 4, 1),
    ]
)  # fmt: skip
"""The columns in the order of the bytes, see `write_columns`; what is narrow is written as it stands (0) or as steps (1)."""

_NO_DAY: Final = -(1 << 31)
_HEAD: Final = struct.Struct("<BB16sIi")
HEAD_SIZE: Final = _HEAD.size
"""Bytes before the outlet."""
_COLUMN: Final = struct.Struct("<BI")
_ABSENT: Final = 0xFFFF


def encode_sketch(sketch: Sketch) -> bytes:
    """Bytes of a sketch; the same sketch gives the same bytes everywhere.

    Args:
        sketch: any sketch.

    Returns:
        Version byte, fixed head, outlet and language, then the columns, each with the code of its width and its length.

    Raises:
        ValueError: if the doc_id is not 16 characters of ASCII, or outlet or language is longer than 65,534 bytes.
    """
    parts = [_head(sketch.doc_id, sketch.unspaced, sketch.wording_size, sketch.day, sketch.outlet, sketch.language)]
    for field, code in _CODES:
        column = getattr(sketch, field)
        _write(parts, column, _narrowest(column) if code is None else code)
    for field, _ in _RISING:
        _write_rising(parts, getattr(sketch, field))
    changed = np.flatnonzero(sketch.token_stem != sketch.token_hash)
    _write_rising(parts, changed)
    _write(parts, sketch.token_stem[changed], _STEM)
    return b"".join(parts)


def encode_block(block: SketchBlock) -> list[bytes]:
    """`encode_sketch` of every sketch of a block, in one compiled pass.

    Raises:
        ValueError: as `encode_sketch` does.
    """
    permutations, anchor_permutations = block.wording.shape[1], block.anchors_signature.shape[1]
    # a token takes at most 4 bytes each of hash and start, 4 of flags, rarity and length, and 8 where its stem differs
    room = 20 * len(block.token_hash) + 5 * len(block.sentence_token) + 10 * len(block.anchor_hash) + 12 * len(block.passage_hash)
    room += (4 * (permutations + anchor_permutations) + HEAD * _COLUMNS) * len(block)
    out, ends = np.empty(room, np.uint8), np.empty(len(block), np.int64)
    articles = np.arange(len(block) + 1)
    bounds = np.stack(
        [block.tokens, block.sentences, block.anchors, block.passages, articles * permutations, articles * anchor_permutations]
    )
    plain = (
        block.token_hash.view(np.uint8), block.token_flags, block.token_rarity, block.sentence_unit,
        block.anchor_hash.view(np.uint8), block.anchor_kind, block.anchor_rarity, block.wording.reshape(-1).view(np.uint8),
        block.passage_hash.view(np.uint8), block.anchors_signature.reshape(-1).view(np.uint8), block.token_stem.view(np.uint8),
    )  # fmt: skip
    narrow = tuple(
        column.astype(np.int64)
        for column in (block.token_length, block.token_start, block.sentence_token, block.anchor_token, block.passage_token)
    )
    write_columns(np.concatenate([bounds, bounds[1:2]]), _SPREAD, _ORDER, plain, narrow, len(plain) - 1, out, ends)
    data = out[: int(ends[-1]) if len(ends) else 0].tobytes()
    rows = zip(
        block.doc_id, block.unspaced, block.wording_size.tolist(), block.day, block.outlet, block.language,
        [0, *ends[:-1].tolist()], ends.tolist(), strict=True,
    )  # fmt: skip
    return [_head(*head) + data[low:high] for *head, low, high in rows]


def _head(doc_id: str, unspaced: bool, wording_size: int, day: int | None, outlet: str | None, language: str | None) -> bytes:
    name = doc_id.encode("ascii")
    if len(name) != 16:
        raise ValueError(f"a doc_id has 16 hex digits, got {doc_id!r}")
    head = _HEAD.pack(FORMAT, int(unspaced), name, wording_size, _NO_DAY if day is None else day)
    return head + _text(outlet) + _text(language)


def decode_sketch(data: bytes) -> Sketch:
    """The sketch of `encode_sketch`'s bytes. Some arrays are read-only views of them.

    Args:
        data: bytes of one sketch.

    Returns:
        An equal sketch.

    Raises:
        ValueError: if the bytes are of another format version, cut short, or too long.
    """
    return _sketch(data, _ALL)


def decode_keyed(data: bytes) -> Sketch:
    """The same with what `transforms.sketch.banding.candidate_keys` reads, and the rest of the tokens left empty.

    Half the work, for texts that are known and only looked up.
    """
    return _sketch(data, _KEYED)


def sketch_head(data: bytes) -> tuple[str, str | None, bool, int]:
    """doc_id and language of a sketch, whether its words are not spaced, and where its columns begin in its bytes.

    Raises:
        ValueError: the bytes are of another format version, or cut short.
    """
    check_format(data)
    try:
        _, unspaced, name, _, _ = _HEAD.unpack_from(data)
        _, offset = _read_text(data, _HEAD.size)
        language, offset = _read_text(data, offset)
    except struct.error as error:
        raise ValueError(f"sketch bytes are cut short: {error}") from error
    return name.decode("ascii"), language, bool(unspaced), offset


def is_unspaced(data: bytes) -> bool:
    """Whether the words of a sketch are not spaced.

    Raises:
        ValueError: the bytes are cut short.
    """
    if len(data) < HEAD_SIZE:
        raise ValueError("sketch bytes are cut short")
    return data[1] != 0


def day_of(data: bytes) -> int | None:
    """The trusted published day of a sketch, days since 1970-01-01.

    Raises:
        ValueError: the bytes are of another format version, or cut short.
    """
    check_format(data)
    try:
        day = int(_HEAD.unpack_from(data)[-1])
    except struct.error as error:
        raise ValueError(f"sketch bytes are cut short: {error}") from error
    return None if day == _NO_DAY else day


def check_format(data: bytes) -> None:
    """Raises a ValueError for bytes of another format version."""
    if not data or data[0] != FORMAT:
        found = data[0] if data else "nothing"
        raise ValueError(f"sketch bytes of format {found}, this version reads format {FORMAT}: sketch the articles again")


def _sketch(data: bytes, wanted: frozenset[str]) -> Sketch:
    check_format(data)
    try:
        _, unspaced, name, wording_size, day = _HEAD.unpack_from(data)
        outlet, offset = _read_text(data, _HEAD.size)
        language, offset = _read_text(data, offset)
        places: list[tuple[np.dtype[Any], int, int]] = []
        for _ in range(_COLUMNS):
            width, size = _COLUMN.unpack_from(data, offset)
            offset += _COLUMN.size
            if width >= len(_WIDTHS) or offset + size * _WIDTHS[width].itemsize > len(data):
                raise ValueError(f"sketch bytes are cut short or damaged at byte {offset} of {len(data)}")
            places.append((_WIDTHS[width], size, offset))
            offset += size * _WIDTHS[width].itemsize
    except struct.error as error:
        raise ValueError(f"sketch bytes are cut short: {error}") from error
    if offset != len(data):
        raise ValueError(f"sketch bytes have {len(data)} bytes, expected {offset}")
    arrays: dict[str, Any] = {}
    for (field, dtype), place in zip(_PLAIN, places, strict=False):
        column: NDArray[Any] = np.frombuffer(data, *place) if field in wanted else np.zeros(0, dtype)
        arrays[field] = column.astype(dtype, copy=False)
    for (field, dtype), place in zip(_RISING, places[len(_PLAIN) :], strict=False):
        if field in wanted:
            arrays[field] = np.cumsum(np.frombuffer(data, *place), dtype=np.int64).astype(dtype)
        else:
            arrays[field] = np.zeros(0, dtype)
    stem: U32Array = arrays["token_hash"]
    if "token_stem" in wanted:
        stem = stem.copy()
        changed = np.cumsum(np.frombuffer(data, *places[-2]), dtype=np.int64)
        stems = np.frombuffer(data, *places[-1])
        if len(stems) != len(changed) or (len(changed) and changed[-1] >= len(stem)):
            raise ValueError("sketch bytes are damaged: stems do not fit the tokens")
        stem[changed] = stems
    return Sketch(
        doc_id=name.decode("ascii"),
        outlet=outlet,
        language=language,
        unspaced=bool(unspaced),
        day=None if day == _NO_DAY else day,
        wording_size=wording_size,
        token_stem=stem,
        **arrays,
    )


def _narrowest(column: NDArray[Any]) -> int:
    """Index of the narrowest width of a column of numbers that are not negative."""
    top = int(column.max()) if len(column) else 0
    return 0 if top < 1 << 8 else 1 if top < 1 << 16 else 2


def _write_rising(parts: list[bytes], column: NDArray[Any]) -> None:
    """Append a column that never falls as its steps, the first from 0."""
    steps = column.astype(np.int64)
    steps[1:] -= column[:-1]
    _write(parts, steps, _narrowest(steps))


def _write(parts: list[bytes], column: NDArray[Any], code: int) -> None:
    """Append the width, the length and the values of a column."""
    parts.append(_COLUMN.pack(code, len(column)))
    parts.append(column.astype(_WIDTHS[code], copy=False).tobytes())


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
