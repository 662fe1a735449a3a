"""Keys of sketches as packed columns, and the pairs of articles that share keys.

A key is a 64-bit hash, salted by its view. Columns of keys travel as bytes, one element per block of articles and hash
partition; inside a partition they are sorted and equal keys are matched. Nothing here depends on how articles were
blocked, partitioned or ordered.

A member of a key is *crowded* when more than `max_group` articles have the key within its time window, itself included.
Pairs with at least one member that is not crowded are all made; a crowded member is tied to its hub, the smallest (day,
id) among the members of its time window, so that a capped key thins links but never parts a family.

One agreeing key of the wording or the passage view makes a candidate. Keys of the anchors view are weighed: see
`transforms.sketch.anchor_keys`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import CappedKey, Sketch, U8Array, U16Array, U32Array, U64Array, doc_name, doc_number
from transforms.settings import CandidateSettings
from transforms.sketch.anchor_keys import FADING, UNIT, anchor_keys
from transforms.sketch.chars import mix64
from transforms.sketch.match_loops import pairs_around, rows_in_order, sum_pairs
from transforms.sketch.prior import BITS
from transforms.sketch.sketch_block import Keyed
from transforms.sketch.tokens import I64Array

WORDING: Final = 0
PASSAGE: Final = 1
ANCHORS: Final = 2
VIEWS: Final = ("wording", "passage", "anchors")
"""View names; the index is the code in packed columns."""

NO_DAY: Final = (1 << 31) - 1
"""Day of articles without a trusted date: it sorts last."""

_SALT: Final = mix64(np.arange(1, len(VIEWS) + 1, dtype=np.uint64))
_ROW_KEYS: Final = (
    ("view", "u1"), ("key", "<u8"), ("doc", "<u8"), ("day", "<i4"), ("weight", "<u2"), ("place", "u1"), ("total", "<u4")
)  # fmt: skip
_ROW_PAIRS: Final = (
    ("a", "<u8"), ("b", "<u8"), ("wording", "<u2"), ("passage", "<u2"), ("anchors", "<u2"), ("shared", "<u4"),
    ("lighter", "<u4"), ("direct", "u1")
)  # fmt: skip


@dataclass(slots=True)
class KeyColumns:
    """K rows (view, key, article, day)."""

    view: U8Array
    key: U64Array
    doc: U64Array
    #: days since 1970-01-01, NO_DAY where unknown
    day: NDArray[np.int32]
    #: anchors view: weight and place of the key, and weight of all keys of the article; 0 in other views
    weight: U16Array
    place: U8Array
    total: U32Array


@dataclass(slots=True)
class PairColumns:
    """P pairs of articles, a < b, sorted by (a, b), with their agreeing keys per view (at most 65,535)."""

    a: U64Array
    b: U64Array
    wording: NDArray[np.uint16]
    passage: NDArray[np.uint16]
    anchors: NDArray[np.uint16]
    #: weight of the agreeing anchor keys by how near their places are, and weight of all anchor keys of the lighter one
    shared: U32Array
    lighter: U32Array
    #: 1 where some key ties the pair by itself, 0 where all its keys only tie it as member and hub
    direct: U8Array


def band_hashes(signatures: U32Array, rows: int) -> U64Array:
    """Hashes of the bands of signatures: every `rows` consecutive values with their band number.

    Args:
        signatures: (S, num_perm) values.
        rows: values per band; values that fill no band are not used.

    Returns:
        (S, num_perm // rows) hashes.
    """
    count, size = signatures.shape
    bands = size // rows
    table = signatures[:, : bands * rows].reshape(count, bands, rows).astype(np.uint64)
    out = np.broadcast_to(mix64(np.arange(1, bands + 1, dtype=np.uint64)), (count, bands))
    for k in range(rows):
        out = mix64(out ^ table[:, :, k])
    return out


def candidate_keys(sketches: Sequence[Sketch], settings: CandidateSettings) -> KeyColumns:
    """Keys of all views of the sketches.

    Args:
        sketches: any sketches.
        settings: rows of a band, and how anchors make keys.

    Returns:
        Columns, view after view.
    """
    return block_keys(Keyed.of(sketches), settings)


def block_keys(block: Keyed, settings: CandidateSettings) -> KeyColumns:
    """`candidate_keys` of what a block holds."""
    bands = band_hashes(block.wording, settings.wording_rows) if len(block.worded) else _NO_BANDS
    anchors = anchor_keys(block, settings)
    articles = np.arange(len(block.doc_id))
    owner = np.concatenate([np.repeat(block.worded, bands.shape[1]), np.repeat(articles, block.passages), anchors.sketch])
    key = np.concatenate([bands.ravel(), block.passage_hash, anchors.key])
    sizes = [bands.size, len(block.passage_hash), len(anchors.key)]
    view = np.repeat(np.arange(len(VIEWS), dtype=np.uint8), sizes)
    doc = np.array([doc_number(name) for name in block.doc_id], np.uint64)[owner]
    day = np.array([NO_DAY if day is None else day for day in block.day], np.int32)[owner]
    plain = sizes[WORDING] + sizes[PASSAGE]
    weight = np.concatenate([np.zeros(plain, np.uint16), anchors.weight])
    place = np.concatenate([np.zeros(plain, np.uint8), anchors.place])
    total = np.concatenate([np.zeros(plain, np.uint32), anchors.total[anchors.sketch]])
    return KeyColumns(view, mix64(key ^ _SALT[view]), doc, day, weight, place, total)


_NO_BANDS: Final[U64Array] = np.zeros((0, 0), np.uint64)


# ------------------------------------------------------------------ packing


def pack_keys(columns: KeyColumns, partitions: int) -> list[tuple[int, bytes]]:
    """Split columns by a hash of the key and pack each part.

    Args:
        columns: keys.
        partitions: number of partitions, at least 1.

    Returns:
        (partition, bytes) for every partition that has rows, in order of the partition.
    """
    return _pack_parts(columns, (columns.key >> np.uint64(40)) % np.uint64(partitions), partitions, _ROW_KEYS)


def unpack_keys(blobs: Iterable[bytes]) -> KeyColumns:
    """Join the columns of several packed blocks, in the order given."""
    return KeyColumns(**_unpack(blobs, _ROW_KEYS))


def pack_pairs(pairs: PairColumns, partitions: int) -> list[tuple[int, bytes]]:
    """Split pairs by a hash of (a, b) and pack each part, as `pack_keys` does."""
    part = (mix64(pairs.a ^ mix64(pairs.b)) >> np.uint64(40)) % np.uint64(partitions)
    return _pack_parts(pairs, part, partitions, _ROW_PAIRS)


def unpack_pairs(blobs: Iterable[bytes]) -> PairColumns:
    """Join the pairs of several packed blocks, in the order given; pairs may repeat (see `merge_pairs`)."""
    return PairColumns(**_unpack(blobs, _ROW_PAIRS))


def _pack_parts(
    columns: KeyColumns | PairColumns, part: U64Array, partitions: int, row: Sequence[tuple[str, str]]
) -> list[tuple[int, bytes]]:
    # sixteen bits are sorted by counting
    order = np.argsort(part.astype(np.uint16) if partitions < 1 << 16 else part, kind="stable")
    cuts = np.searchsorted(part[order], np.arange(partitions + 1, dtype=np.uint64))
    arrays = [getattr(columns, name)[order] for name, _ in row]
    return [
        (index, _pack([array[low:high] for array in arrays], row))
        for index, (low, high) in enumerate(pairwise(cuts.tolist()))
        if high > low
    ]


def _pack(arrays: Sequence[NDArray[Any]], row: Sequence[tuple[str, str]]) -> bytes:
    parts = [np.ascontiguousarray(a, dtype).tobytes() for a, (_, dtype) in zip(arrays, row, strict=True)]
    return b"".join([struct.pack("<I", len(arrays[0])), *parts])


def _unpack(blobs: Iterable[bytes], row: Sequence[tuple[str, str]]) -> dict[str, NDArray[Any]]:
    columns: list[list[NDArray[Any]]] = [[] for _ in row]
    for blob in blobs:
        (count,) = struct.unpack_from("<I", blob)
        offset = 4
        for column, (_, dtype) in zip(columns, row, strict=True):
            column.append(np.frombuffer(blob, dtype, count, offset))
            offset += column[-1].nbytes
        if offset != len(blob):
            raise ValueError(f"packed columns of {len(blob)} bytes, expected {offset} for {count} rows")
    return {
        name: np.concatenate(column) if column else np.zeros(0, dtype)
        for column, (name, dtype) in zip(columns, row, strict=True)
    }


# ------------------------------------------------------------------ matching


def match_partition(
    columns: KeyColumns, settings: CandidateSettings, *, merged: bool = True
) -> tuple[PairColumns, list[CappedKey]]:
    """Pairs of articles that share keys, and the keys too many share.

    Args:
        columns: all rows of the keys they hold (a key never stands in two partitions), in any order.
        settings: time window and size of a group.
        merged: each pair once; else once for each key, in any order, for a `merge_pairs` that is to come.

    Returns:
        Pairs with their keys counted per view, and the capped keys in order of (view, key).
    """
    matched = Matched.of(shared_rows(columns), settings)
    pairs = matched.single()
    return merge_pairs(pairs) if merged else pairs, matched.capped()


@dataclass(slots=True)
class Matched:
    """Rows of keys, each with the part of its key's other rows that it can be paired with."""

    #: distinct (key, article) rows in order of (key, day, article)
    rows: KeyColumns
    #: number of each row's key; first row of each key, and the one after its last
    group: I64Array
    first: I64Array
    last: I64Array
    #: range of the dated members in each dated row's time window; the first undated member of each key
    low: I64Array
    high: I64Array
    undated: I64Array
    #: members in the time window of each row: those with a day, and all without one
    crowd: I64Array
    crowded: NDArray[np.bool_]
    #: row of each row's hub
    hub: I64Array

    @staticmethod
    def of(rows: KeyColumns, settings: CandidateSettings) -> Matched:
        """Match rows that are in order (see `shared_rows`)."""
        window = max(settings.window_days_before, settings.window_days_after)
        fresh = np.ones(len(rows.key), bool)
        fresh[1:] = rows.key[1:] != rows.key[:-1]
        group = np.cumsum(fresh) - 1
        first = np.flatnonzero(fresh)
        last = np.append(first[1:], len(group))[: len(first)]
        low, high, undated = _neighbours(rows, group, first, last, window)
        known = rows.day != NO_DAY
        crowd = np.where(known, (high - low) + (last[group] - undated[group]), last[group] - first[group])
        crowded = crowd > np.where(rows.view == ANCHORS, settings.max_anchor_group, settings.max_group)
        return Matched(rows, group, first, last, low, high, undated, crowd, crowded, np.where(known, low, first[group]))

    def single(self) -> PairColumns:
        """All pairs that the keys make, each once for each of its keys."""
        left, right, direct = pairs_around(
            self.group, self.first, self.last, self.low, self.high, self.undated, self.rows.day != NO_DAY, self.crowded, self.hub
        )
        return _count(self.rows, left, right, (np.arange(len(left)) < direct).astype(np.uint8))

    def pairs(self, some: NDArray[np.bool_] | None = None) -> PairColumns:
        """The pairs that the keys make, each once.

        Args:
            some: (K,) pairs with one of these rows are wanted; None: all.
        """
        if not len(self.group):
            return _no_pairs()
        if some is None:
            return merge_pairs(self.single())
        left, right = self._with(some)
        index = np.arange(len(self.group))
        ties = self.crowded & (self.hub != index) & self.crowded[self.hub]
        tied = np.flatnonzero(ties & (some | some[self.hub]))
        flags = np.append(np.ones(len(left), np.uint8), np.zeros(len(tied), np.uint8))
        return merge_pairs(_count(self.rows, np.append(left, tied), np.append(right, self.hub[tied]), flags))

    def _with(self, some: NDArray[np.bool_]) -> tuple[I64Array, I64Array]:
        """Every pair with one of some rows and a calm side, once: what a crowded row can be paired with is only the calm ones."""
        parts = [
            self._around(np.flatnonzero(some & ~self.crowded), None),
            self._around(np.flatnonzero(some & self.crowded), np.flatnonzero(~self.crowded)),
        ]
        one = np.concatenate([part[0] for part in parts])
        two = np.concatenate([part[1] for part in parts])
        kept = (one < two) | ~some[two]
        one, two = one[kept], two[kept]
        swap = self.crowded[one] | (~self.crowded[two] & (two < one))
        return np.where(swap, two, one), np.where(swap, one, two)

    def _around(self, owner: I64Array, among: I64Array | None) -> tuple[I64Array, I64Array]:
        """(row, row that it can be paired with) of some rows; of the others only those in `among`, which is in order."""
        group = self.group[owner]
        known = self.rows.day[owner] != NO_DAY
        begin = np.where(known, self.low[owner], self.first[group])
        stop = np.where(known, self.high[owner], self.last[group])
        dated = owner[known]
        late, end = self.undated[group[known]], self.last[group[known]]
        if among is None:
            parts = [_expand(owner, begin, stop), _expand(dated, late, end)]
        else:
            places = [np.searchsorted(among, place) for place in (begin, stop, late, end)]
            parts = [_expand(owner, *places[:2]), _expand(dated, *places[2:])]
        left = np.concatenate([part[0] for part in parts])
        right = np.concatenate([part[1] for part in parts])
        return left, right if among is None else among[right]

    def capped(self) -> list[CappedKey]:
        """The keys that have a crowded member, in order of (view, key)."""
        rows, first = self.rows, self.first
        groups = np.unique(self.group[self.crowded])
        if not len(groups):
            return []
        crowd = np.maximum.reduceat(self.crowd, first)
        out = [
            CappedKey(VIEWS[view], doc_name(key), articles, most, doc_name(hub))
            for view, key, articles, most, hub in zip(
                rows.view[first[groups]].tolist(), rows.key[first[groups]].tolist(),
                (self.last[groups] - first[groups]).tolist(), crowd[groups].tolist(), rows.doc[first[groups]].tolist(),
                strict=True,
            )
        ]  # fmt: skip
        return sorted(out, key=lambda capped: (capped.view, capped.key))


def shared_rows(columns: KeyColumns) -> KeyColumns:
    """Distinct (key, article) rows of keys that two rows share, in order of (key, day, article)."""
    order = rows_in_order(columns.key, columns.day.astype(np.int64), columns.doc, shared=True)
    key, doc = columns.key[order], columns.doc[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (key[1:] != key[:-1]) | (doc[1:] != doc[:-1])
    order = order[fresh]
    return KeyColumns(**{name: getattr(columns, name)[order] for name, _ in _ROW_KEYS})


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


def _count(rows: KeyColumns, left: I64Array, right: I64Array, direct: U8Array) -> PairColumns:
    """Count and weigh the pairs of row indices."""
    one, two = rows.doc[left], rows.doc[right]
    view = rows.view[left]
    ones, zeros = np.ones(len(left), np.uint16), np.zeros(len(left), np.uint16)
    wording, passage, anchors = (np.where(view == v, ones, zeros) for v in range(len(VIEWS)))
    apart = np.abs(rows.place[left].astype(np.int16) - rows.place[right])
    shared = rows.weight[left].astype(np.uint32) * FADING[apart]
    lighter = np.minimum(rows.total[left], rows.total[right])
    smaller, larger = np.minimum(one, two), np.maximum(one, two)
    return PairColumns(smaller, larger, wording, passage, anchors, shared, lighter, direct)


def merge_pairs(pairs: PairColumns) -> PairColumns:
    """Sum the counts and weights of equal pairs; the result is sorted by (a, b)."""
    if not len(pairs.a):
        return pairs
    order = rows_in_order(pairs.a, np.zeros(len(pairs.a), np.int64), pairs.b, shared=False)
    summed = sum_pairs(
        order, pairs.a, pairs.b, pairs.wording, pairs.passage, pairs.anchors, pairs.shared, pairs.lighter, pairs.direct
    )
    return PairColumns(*summed)


def keep_pairs(pairs: PairColumns, settings: CandidateSettings) -> PairColumns:
    """Pairs with enough agreeing keys in one view: a band, a fingerprint, or anchors that weigh enough."""
    shared = pairs.shared.astype(np.float64) / UNIT
    share = (shared >= settings.anchor_share * pairs.lighter) & (shared >= settings.anchor_least_bits * BITS)
    heavy = share | (shared >= settings.anchor_enough_bits * BITS)
    kept = (pairs.wording > 0) | (pairs.passage > 0) | (heavy & (pairs.anchors > 0))
    return PairColumns(**{name: getattr(pairs, name)[kept] for name, _ in _ROW_PAIRS})


def _no_pairs() -> PairColumns:
    return unpack_pairs(())
