"""Numbers of an alignment: shares, places, anchors in common, wording outside quotations and names, captions, headlines."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.alignment.cells import Cells
from transforms.alignment.features import (
    CAPTION,
    HEADLINE,
    Bool,
    Features,
    Int,
    Side,
    body_anchors,
    body_trigrams,
    grained,
    name_mask,
    quote_mask,
    ranges,
    rarity_bits,
)
from transforms.alignment.groups import Groups
from transforms.alignment.runs import Runs, covered

NEAR = 0.12
"""Distance, as a share of the text, at which a shared anchor stops counting; DESIGN.md 3.3."""
PLAIN_BITS, PLAIN_PRICE = 20.0, 10.0
"""Bits a verbatim run must have outside quotation marks and names to tell of copying, and what each such run pays."""


def rounded(value: float) -> float:
    """Six decimals, as all scores have."""
    return round(value, 6)


def share(mask: Bool) -> float:
    """Share of True."""
    return rounded(int(mask.sum()) / len(mask)) if len(mask) else 0.0


def mean_place(mask: Bool) -> float:
    """Mean relative place of the True positions."""
    places = np.flatnonzero(mask)
    return rounded((int(places.sum()) / len(places) + 0.5) / len(mask)) if len(places) else 0.0


def group_mask(side: Side, first: Int, last: Int) -> Bool:
    """Body positions inside segment ranges."""
    if not len(first):
        return np.zeros(side.body, dtype=bool)
    starts = side.first[first]
    return covered(starts, side.last[last - 1] - starts, side.body)


def longest(runs: Runs) -> int:
    """Tokens of the longest run."""
    return int(runs.length.max()) if len(runs) else 0


def anchor_score(left: Side, right: Side) -> float:
    """Share of the anchors of the smaller body that the other one has at about the same relative place."""
    small, large = body_anchors(left), body_anchors(right)
    if left.body > right.body:
        small, large = large, small
    if not small.total or not len(large.where):
        return 0.0
    at = np.searchsorted(large.where, small.where)
    after = np.abs(large.where[np.minimum(at, len(large.where) - 1)] - small.where)
    before = np.abs(small.where - large.where[np.maximum(at - 1, 0)])
    near = grained(np.maximum(0.0, 1.0 - np.minimum(after, before) / NEAR))
    return rounded(float((small.bits * near).sum()) / small.total)


def shared_weight(left: Side, right: Side) -> float:
    """Bits of the distinct anchors that both bodies have."""
    anchors = body_anchors(left)
    return rounded(float(anchors.unique_bits[_common(anchors.unique, body_anchors(right).unique)].sum()))


def _common(a: NDArray[Any], b: NDArray[Any]) -> Int:
    """Indices in a of the values that b has too; both sorted and distinct."""
    if not len(b):
        return np.zeros(0, dtype=np.int64)
    at = np.searchsorted(b, a)
    at[at == len(b)] = 0
    found: Int = (b[at] == a).nonzero()[0]
    return found


def features_met(cells: Cells, left: Side, right: Side, groups: Groups, features: int) -> Bool:
    """(features,) True for the features of the left text that both sides of one aligned group have."""
    place_a = group_index(left, groups.a_first, groups.a_last)[cells.entry_a]
    place_b = group_index(right, groups.b_first, groups.b_last)[cells.entry_b]
    met = np.zeros(features, dtype=bool)
    met[cells.feature[(place_a >= 0) & (place_a == place_b)]] = True
    return met


def group_index(side: Side, first: Int, last: Int) -> Int:
    """(G,) group of each segment, -1 if none."""
    lookup = np.full(len(side.first) + 1, -1, dtype=np.int64)
    for k, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        lookup[start:end] = k
    return lookup


def numbers_shared(left: Side, right: Side) -> tuple[float, int]:
    """Share of the numbers of the body with fewer that the other has too (0 without numbers), and how many it has."""
    a, b = body_anchors(left).numbers, body_anchors(right).numbers
    fewer = min(len(a), len(b))
    return (rounded(len(_common(a, b)) / fewer) if fewer else 0.0), fewer


def containment(left: Side, right: Side) -> tuple[float, float]:
    """Share of distinct 3-grams of each side found on the other."""
    a, b = body_trigrams(left), body_trigrams(right)
    if not len(a) or not len(b):
        return 0.0, 0.0
    common = len(_common(a, b))
    return rounded(common / len(a)), rounded(common / len(b))


def plain_wording(left: Side, right: Side, runs: Runs) -> tuple[int, float]:
    """Wording shared outside quotation marks and names: tokens of the longest stretch, and bits in all.

    Two agencies at one event quote the same officials and name the same people, and share little else; who copied
    shares ordinary words in a row as well. Bits are rarities of the tokens; a run counts from `PLAIN_BITS` and pays
    `PLAIN_PRICE`, so that set phrases add nothing.
    """
    if not len(runs):
        return 0, 0.0
    here, there = ranges(runs.a, runs.length), ranges(runs.b, runs.length)
    quoted = quote_mask(left)[here] | quote_mask(right)[there]
    plain = ~(quoted | (name_mask(left)[here] & name_mask(right)[there]))
    starts = np.cumsum(runs.length) - runs.length
    cut = quoted.copy()
    cut[starts] = True
    longest = int(np.bincount(np.cumsum(cut), weights=plain).max())
    bits_a, bits_b = rarity_bits(left), rarity_bits(right)
    telling = np.add.reduceat(bits_a[here] * plain, starts) >= PLAIN_BITS
    if not telling.any():
        return longest, 0.0
    counted = plain & np.repeat(telling, runs.length)
    seen_a, seen_b = np.zeros(left.body, dtype=bool), np.zeros(right.body, dtype=bool)
    seen_a[here[counted]] = True
    seen_b[there[counted]] = True
    weight = min(float(bits_a[: left.body][seen_a].sum()), float(bits_b[: right.body][seen_b].sum()))
    return longest, rounded(max(0.0, weight - PLAIN_PRICE * int(telling.sum())))


def caption_overlap(left: Side, right: Side, runs: Runs, shown: Runs, groups: Groups) -> tuple[int, int]:
    """Tokens aligned with a caption on a side (the smaller count of both texts), and the longest such run."""

    def with_caption(some: Runs) -> Bool:
        unit_a, unit_b = left.unit[left.segment[some.a]], right.unit[right.segment[some.b]]
        either: Bool = (unit_a == CAPTION) | (unit_b == CAPTION)
        return either

    picked = shown.take(with_caption(shown))
    chosen = groups.take((left.unit[groups.a_first] == CAPTION) | (right.unit[groups.b_first] == CAPTION))
    counts = []
    for side, start, first, last in (
        (left, picked.a, chosen.a_first, chosen.a_last),
        (right, picked.b, chosen.b_first, chosen.b_last),
    ):
        starts = np.concatenate([start, side.first[first]])
        lengths = np.concatenate([picked.length, side.last[last - 1] - side.first[first]])
        counts.append(int(covered(starts, lengths, len(side.stream)).sum()))
    return min(counts), longest(runs.take(with_caption(runs)))


def headline_similarity(left: Side, right: Side, a: Features, b: Features, cells: Cells) -> float:
    """Shared weight of the headlines as a share of the mean."""
    head_a, head_b = left.unit == HEADLINE, right.unit == HEADLINE
    total_a, total_b = float(a.total[head_a].sum()), float(b.total[head_b].sum())
    if not total_a or not total_b:
        return 0.0
    shared = float(cells.shared[head_a[cells.a] & head_b[cells.b]].sum())
    return rounded(min(1.0, min(shared, total_a, total_b) / ((total_a + total_b) / 2)))
