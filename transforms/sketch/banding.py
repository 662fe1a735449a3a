"""Keys of sketches as packed columns, and the pairs of articles that share keys.

A key is a 64-bit hash, salted by its view. Columns of keys travel as bytes, one element per block of articles and hash
partition; inside a partition they are sorted and equal keys are matched. Nothing here depends on how articles were
blocked, partitioned or ordered.

A member of a key is *crowded* when more than `max_group` articles have the key within its time window, itself included.
Pairs with at least one member that is not crowded are all made; a crowded member is tied to its hub, the smallest (day,
id) among the members of its time window, so that a capped key thins links but never parts a family.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import CappedKey, Sketch, U8Array, U32Array, U64Array, doc_name, doc_number
from transforms.settings import CandidateSettings
from transforms.sketch.chars import mix64
from transforms.sketch.tokens import I64Array

WORDING: Final = 0
PASSAGE: Final = 1
ANCHORS: Final = 2
VIEWS: Final = ("wording", "passage", "anchors")
"""View names; the index is the code in packed columns."""

NO_DAY: Final = (1 << 31) - 1
"""Day of articles without a trusted date: it sorts last."""

_SALT: Final = np.array([0x77_0D_1A_6, 0x9A_55_A6_E, 0xA2_C4_0_2], np.uint64) * np.uint64(0x9E3779B97F4A7C15)
_ROW_KEYS: Final = (("view", "u1"), ("key", "<u8"), ("doc", "<u8"), ("day", "<i4"))
_ROW_PAIRS: Final = (
    ("a", "<u8"), ("b", "<u8"), ("wording", "<u2"), ("passage", "<u2"), ("anchors", "<u2"), ("direct", "u1")
)  # fmt: skip


@dataclass(slots=True)
class KeyColumns:
    """K rows (view, key, article, day)."""

    view: U8Array
    key: U64Array
    doc: U64Array
    #: days since 1970-01-01, NO_DAY where unknown
    day: NDArray[np.int32]


@dataclass(slots=True)
class PairColumns:
    """P pairs of articles, a < b, sorted by (a, b), with their agreeing keys per view (at most 65,535)."""

    a: U64Array
    b: U64Array
    wording: NDArray[np.uint16]
    passage: NDArray[np.uint16]
    anchors: NDArray[np.uint16]
    #: 1 where some key ties the pair by itself, 0 where all its keys only tie it as member and hub
    direct: U8Array


def band_hashes(signature: U32Array, rows: int) -> U64Array:
    """Hashes of the bands of a signature: every `rows` consecutive values with their band number.

    Args:
        signature: (num_perm,) values.
        rows: values per band; values that fill no band are not used.

    Returns:
        (num_perm // rows,) hashes.
    """
    bands = len(signature) // rows
    table = signature[: bands * rows].reshape(bands, rows).astype(np.uint64)
    out = mix64(np.arange(1, bands + 1, dtype=np.uint64))
    for k in range(rows):
        out = mix64(out ^ table[:, k])
    return out


def candidate_keys(sketches: Sequence[Sketch], settings: CandidateSettings) -> KeyColumns:
    """Keys of all views of the sketches.

    Args:
        sketches: any sketches.
        settings: rows of a band, and how anchors make keys.

    Returns:
        Columns, in order of the sketches.
    """
    views: list[int] = []
    keys: list[U64Array] = []
    sizes: list[int] = []
    for sketch in sketches:
        wording = band_hashes(sketch.wording, settings.wording_rows) if sketch.wording_size else _NONE
        for view, part in ((WORDING, wording), (PASSAGE, sketch.passage_hash), (ANCHORS, anchor_keys(sketch, settings))):
            views.append(view)
            keys.append(part)
            sizes.append(len(part))
    if not keys:
        return KeyColumns(np.zeros(0, np.uint8), _NONE, _NONE, np.zeros(0, np.int32))
    view = np.repeat(np.array(views, np.uint8), sizes)
    per_sketch = np.array(sizes, np.int64).reshape(-1, len(VIEWS)).sum(axis=1)
    doc = np.repeat(np.array([doc_number(s.doc_id) for s in sketches], np.uint64), per_sketch)
    day = np.repeat(np.array([NO_DAY if s.day is None else s.day for s in sketches], np.int32), per_sketch)
    key = mix64(np.concatenate(keys) ^ _SALT[view])
    return KeyColumns(view, key, doc, day)


_NONE: Final[U64Array] = np.zeros(0, np.uint64)


def anchor_keys(sketch: Sketch, settings: CandidateSettings) -> U64Array:
    """Keys of the anchors view."""
    return band_hashes(sketch.anchors_signature, settings.anchor_rows) if len(sketch.anchor_hash) else _NONE


# ------------------------------------------------------------------ packing


def pack_keys(columns: KeyColumns, partitions: int) -> list[tuple[int, bytes]]:
    """Split columns by a hash of the key and pack each part.

    Args:
        columns: keys.
        partitions: number of partitions, at least 1.

    Returns:
        (partition, bytes) for every partition that has rows, in order of the partition.
    """
    part = (columns.key >> np.uint64(40)) % np.uint64(partitions)
    order = np.argsort(part, kind="stable")
    cuts = np.searchsorted(part[order], np.arange(partitions + 1, dtype=np.uint64))
    arrays = [getattr(columns, name)[order] for name, _ in _ROW_KEYS]
    return [
        (index, _pack([array[low:high] for array in arrays], _ROW_KEYS))
        for index, (low, high) in enumerate(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))
        if high > low
    ]


def unpack_keys(blobs: Iterable[bytes]) -> KeyColumns:
    """Join the columns of several packed blocks, in the order given."""
    return KeyColumns(*_unpack(blobs, _ROW_KEYS))


def pack_pairs(pairs: PairColumns, partitions: int) -> list[tuple[int, bytes]]:
    """Split pairs by a hash of (a, b) and pack each part, as `pack_keys` does."""
    part = (mix64(pairs.a ^ mix64(pairs.b)) >> np.uint64(40)) % np.uint64(partitions)
    order = np.argsort(part, kind="stable")
    cuts = np.searchsorted(part[order], np.arange(partitions + 1, dtype=np.uint64))
    arrays = [getattr(pairs, name)[order] for name, _ in _ROW_PAIRS]
    return [
        (index, _pack([array[low:high] for array in arrays], _ROW_PAIRS))
        for index, (low, high) in enumerate(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))
        if high > low
    ]


def unpack_pairs(blobs: Iterable[bytes]) -> PairColumns:
    """Join the pairs of several packed blocks, in the order given; pairs may repeat (see `merge_pairs`)."""
    return PairColumns(*_unpack(blobs, _ROW_PAIRS))


def _pack(arrays: Sequence[NDArray[np.generic]], row: Sequence[tuple[str, str]]) -> bytes:
    parts = [np.ascontiguousarray(a, dtype).tobytes() for a, (_, dtype) in zip(arrays, row, strict=True)]
    return b"".join([struct.pack("<I", len(arrays[0])), *parts])


def _unpack(blobs: Iterable[bytes], row: Sequence[tuple[str, str]]) -> list[NDArray[np.generic]]:
    columns: list[list[NDArray[np.generic]]] = [[] for _ in row]
    for blob in blobs:
        (count,) = struct.unpack_from("<I", blob)
        offset = 4
        for column, (_, dtype) in zip(columns, row, strict=True):
            column.append(np.frombuffer(blob, dtype, count, offset))
            offset += column[-1].nbytes
        if offset != len(blob):
            raise ValueError(f"packed columns of {len(blob)} bytes, expected {offset} for {count} rows")
    return [
        np.concatenate(column) if column else np.zeros(0, dtype) for column, (_, dtype) in zip(columns, row, strict=True)
    ]


# ------------------------------------------------------------------ matching


def match_partition(columns: KeyColumns, settings: CandidateSettings) -> tuple[PairColumns, list[CappedKey]]:
    """Pairs of articles that share keys, and the keys too many share.

    Args:
        columns: all rows of the keys they hold (a key never stands in two partitions), in any order.
        settings: time window and size of a group.

    Returns:
        Pairs with their keys counted per view, and the capped keys in order of (view, key).
    """
    window = max(settings.window_days_before, settings.window_days_after)
    rows = _shared_rows(columns)
    if not len(rows.key):
        return _no_pairs(), []
    fresh = np.append(True, rows.key[1:] != rows.key[:-1])
    group = np.cumsum(fresh) - 1
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(group))
    low, high, undated = _neighbours(rows, group, first, last, window)
    # members in the window: those with a day, and all without one
    known = rows.day != NO_DAY
    crowd = np.where(known, (high - low) + (last[group] - undated[group]), last[group] - first[group])
    crowded = crowd > settings.max_group

    index = np.arange(len(group))
    pairs: list[tuple[I64Array, I64Array]] = []
    # neighbours with a day (for undated members: everyone), later ones; earlier ones only where they are crowded
    calm = np.flatnonzero(~crowded)
    begin = np.where(known, low, first[group])[calm]
    stop = np.where(known, high, last[group])[calm]
    pairs.append(_expand(calm, begin, stop))
    dated = calm[known[calm]]
    pairs.append(_expand(dated, undated[group[dated]], last[group[dated]]))
    left = np.concatenate([p[0] for p in pairs])
    right = np.concatenate([p[1] for p in pairs])
    kept = (right > left) | ((right < left) & crowded[right])
    left, right = left[kept], right[kept]
    hub = np.where(known, low, first[group])
    tied = np.flatnonzero(crowded & (hub != index))
    direct = np.append(np.ones(len(left), np.uint8), np.zeros(len(tied), np.uint8))
    left = np.append(left, tied)
    right = np.append(right, hub[tied])
    capped = _capped(rows, group, first, last, crowd, crowded)
    return _count(rows, left, right, direct), capped


def _shared_rows(columns: KeyColumns) -> KeyColumns:
    """Distinct (key, article) rows of keys that two rows share, in order of (key, day, article)."""
    order = np.argsort(columns.key, kind="stable")
    key = columns.key[order]
    same = key[1:] == key[:-1]
    order = order[np.append(same, False) | np.append(False, same)] if len(key) else order
    order = order[np.lexsort((columns.doc[order], columns.day[order], columns.key[order]))]
    key, doc = columns.key[order], columns.doc[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (key[1:] != key[:-1]) | (doc[1:] != doc[:-1])
    order = order[fresh]
    return KeyColumns(columns.view[order], columns.key[order], columns.doc[order], columns.day[order])


def _neighbours(
    rows: KeyColumns, group: I64Array, first: I64Array, last: I64Array, window: int
) -> tuple[I64Array, I64Array, I64Array]:
    """Range of dated members in each member's time window, and where the undated members of each group start."""
    span = np.int64(1) << 33
    place = group * span + rows.day.astype(np.int64) + (np.int64(1) << 31)
    low = np.maximum(np.searchsorted(place, place - window), first[group])
    high = np.minimum(np.searchsorted(place, place + window, side="right"), last[group])
    undated = np.searchsorted(place, np.arange(len(first)) * span + NO_DAY + (np.int64(1) << 31))
    high = np.minimum(high, undated[group])
    return low, high, undated


def _expand(owner: I64Array, begin: I64Array, stop: I64Array) -> tuple[I64Array, I64Array]:
    """All (owner, j) with j in [begin, stop)."""
    sizes = np.maximum(stop - begin, 0)
    left = np.repeat(owner, sizes)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return left, np.repeat(begin, sizes) + offset


def _capped(
    rows: KeyColumns, group: I64Array, first: I64Array, last: I64Array, crowd: I64Array, crowded: NDArray[np.bool_]
) -> list[CappedKey]:
    """Describe the groups that have a crowded member."""
    groups = np.unique(group[crowded])
    out = [
        CappedKey(
            view=VIEWS[int(rows.view[first[g]])],
            key=doc_name(int(rows.key[first[g]])),
            articles=int(last[g] - first[g]),
            crowd=int(crowd[first[g] : last[g]].max()),
            hub=doc_name(int(rows.doc[first[g]])),
        )
        for g in groups.tolist()
    ]
    return sorted(out, key=lambda capped: (capped.view, capped.key))


def _count(rows: KeyColumns, left: I64Array, right: I64Array, direct: U8Array) -> PairColumns:
    """Order and count the pairs of row indices."""
    one, two = rows.doc[left], rows.doc[right]
    view = rows.view[left]
    ones = np.ones(len(left), np.uint16)
    zeros = np.zeros(len(left), np.uint16)
    counts = [np.where(view == v, ones, zeros) for v in range(len(VIEWS))]
    return merge_pairs(PairColumns(np.minimum(one, two), np.maximum(one, two), *counts, direct))


def merge_pairs(pairs: PairColumns) -> PairColumns:
    """Sum the counts of equal pairs; the result is sorted by (a, b)."""
    if not len(pairs.a):
        return pairs
    order = np.lexsort((pairs.b, pairs.a))
    a, b = pairs.a[order], pairs.b[order]
    first = np.flatnonzero(np.append(True, (a[1:] != a[:-1]) | (b[1:] != b[:-1])))
    counts = [
        np.minimum(np.add.reduceat(getattr(pairs, name)[order].astype(np.int64), first), 0xFFFF).astype(np.uint16)
        for name in VIEWS
    ]
    direct = np.maximum.reduceat(pairs.direct[order], first)
    return PairColumns(a[first], b[first], *counts, direct)


def keep_pairs(pairs: PairColumns, settings: CandidateSettings) -> PairColumns:
    """Pairs with enough agreeing keys in one view."""
    kept = (
        (pairs.wording >= settings.min_wording_keys)
        | (pairs.passage >= settings.min_passage_keys)
        | (pairs.anchors >= settings.min_anchor_keys)
    )
    return PairColumns(*(getattr(pairs, name)[kept] for name, _ in _ROW_PAIRS))


def _no_pairs() -> PairColumns:
    return PairColumns(*(np.zeros(0, dtype) for _, dtype in _ROW_PAIRS))
