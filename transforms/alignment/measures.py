"""Numbers of an alignment: shares, places, anchors in common, wording outside quotations and names, captions, headlines."""

from __future__ import annotations

import numpy as np

from transforms.alignment import cell_loops
from transforms.alignment.anchor_loops import common_count, common_weight, near_weight
from transforms.alignment.arrays import Bool
from transforms.alignment.cell_loops import unit_shared, unit_weights
from transforms.alignment.cells import Cells
from transforms.alignment.features import (
    CAPTION,
    GRAIN,
    HEADLINE,
    Features,
    Side,
    body_anchors,
    body_trigrams,
    name_mask,
    quote_mask,
    rarity_bits,
)
from transforms.alignment.groups import Groups
from transforms.alignment.passage_loops import covered
from transforms.alignment.run_loops import plain_runs, shared_hashes
from transforms.alignment.runs import Runs

NEAR = 0.12
"""Distance, as a share of the text, at which a shared anchor stops counting; DESIGN.md 3.3."""
PLAIN_BITS, PLAIN_PRICE = 20.0, 10.0
"""Bits a verbatim run must have outside quotation marks and names to tell of copying, and what each such run pays."""


def rounded(value: float) -> float:
    """Six decimals, as all scores have."""
    return round(value, 6)


def share(count: int, size: int) -> float:
    """Part of a whole, 0 of nothing."""
    return rounded(count / size) if size else 0.0


def mean_place(count: int, places: int, size: int) -> float:
    """Mean relative place of `count` positions of `size` whose sum is `places`."""
    return rounded((places / count + 0.5) / size) if count else 0.0


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
    met = near_weight(small.where, small.bits, large.where, NEAR, GRAIN)
    return rounded(met / small.total)


def shared_weight(left: Side, right: Side) -> float:
    """Bits of the distinct anchors that both bodies have."""
    anchors = body_anchors(left)
    return rounded(common_weight(anchors.unique, anchors.unique_bits, body_anchors(right).unique))


def features_met(cells: Cells, left: Side, right: Side, groups: Groups, features: int) -> Bool:
    """(features,) True for the features of the left text that both sides of one aligned group have."""
    return cell_loops.features_met(
        cells.entry_a, cells.entry_b, cells.feature, groups.a_first, groups.a_last, groups.b_first, groups.b_last,
        len(left.first), len(right.first), features,
    )  # fmt: skip


def numbers_shared(left: Side, right: Side) -> tuple[float, int]:
    """Share of the numbers of the body with fewer that the other has too (0 without numbers), and how many it has."""
    a, b = body_anchors(left).numbers, body_anchors(right).numbers
    fewer = min(len(a), len(b))
    return (rounded(common_count(a, b) / fewer) if fewer else 0.0), fewer


def containment(left: Side, right: Side) -> tuple[float, float]:
    """Share of distinct 3-grams of each side found on the other."""
    a, b = body_trigrams(left), body_trigrams(right)
    if not a.distinct or not b.distinct:
        return 0.0, 0.0
    common = shared_hashes(a.hash, a.slots, b.hash, b.slots)
    return rounded(common / a.distinct), rounded(common / b.distinct)


def plain_wording(left: Side, right: Side, runs: Runs) -> tuple[int, float]:
    """Wording shared outside quotation marks and names: tokens of the longest stretch, and bits in all.

    Two agencies at one event quote the same officials and name the same people, and share little else; who copied
    shares ordinary words in a row as well. Bits are rarities of the tokens; a run counts from `PLAIN_BITS` and pays
    `PLAIN_PRICE`, so that set phrases add nothing.
    """
    if not len(runs):
        return 0, 0.0
    longest, weight, telling = plain_runs(
        runs.a, runs.b, runs.length, quote_mask(left), quote_mask(right), name_mask(left), name_mask(right),
        rarity_bits(left), rarity_bits(right), left.body, right.body, PLAIN_BITS,
    )  # fmt: skip
    return longest, rounded(max(0.0, weight - PLAIN_PRICE * telling))


def caption_overlap(left: Side, right: Side, runs: Runs, shown: Runs, groups: Groups) -> tuple[int, int]:
    """Tokens aligned with a caption on a side (the smaller count of both texts), and the longest such run."""
    if not (left.unit == CAPTION).any() and not (right.unit == CAPTION).any():
        return 0, 0

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
    total_a = unit_weights(left.unit, a.total, HEADLINE)
    total_b = unit_weights(right.unit, b.total, HEADLINE)
    if not total_a or not total_b:
        return 0.0
    shared = unit_shared(cells.a, cells.b, cells.shared, left.unit, right.unit, HEADLINE)
    return rounded(min(1.0, min(shared, total_a, total_b) / ((total_a + total_b) / 2)))
