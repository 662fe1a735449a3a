"""Direct quotations of two texts: which are the same, in the same order, with other words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.alignment.arrays import Bool, Int
from transforms.alignment.cell_loops import group_index
from transforms.alignment.cells import join
from transforms.alignment.features import Side, quote_features
from transforms.alignment.groups import Groups
from transforms.alignment.quote_loops import altered_quotes, longest_chain, pair_quotes

SAME_SHARE = 0.45
"""Share of the mean weight two quotations must have in common."""
INSIDE_SHARE = 0.70
"""Or share of the smaller one (a quotation is often cut)."""
SAME_BITS = 16.0
"""And at least so many bits: two content words."""
KEPT_SHARE = 0.80
"""Share of a quotation inside verbatim runs from which its wording counts as kept."""
LENGTH_RATIO = 2.5
"""Across languages: largest ratio of the lengths of a quotation and its translation."""


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Matched quotations: how many, how many of them in one order, how many with other words."""

    matched: int
    in_order: int
    altered: int


def match_quotes(left: Side, right: Side, run_a: Bool, run_b: Bool) -> QuoteMatch:
    """Match quotations of one language by the weight of the stems they share, best first, one to one.

    Args:
        left: one text.
        right: the other.
        run_a: body tokens of left inside verbatim runs.
        run_b: the same of right.
    """
    if not len(left.quote_first) or not len(right.quote_first):
        return QuoteMatch(0, 0, 0)
    a, b = quote_features(left), quote_features(right)
    cells = join(a, b)
    if not len(cells.a):
        return QuoteMatch(0, 0, 0)
    pairs = pair_quotes(cells.a, cells.b, cells.shared, a.total, b.total, SAME_SHARE, INSIDE_SHARE, SAME_BITS)
    places = left.quote_first, left.quote_last, right.quote_first, right.quote_last
    return QuoteMatch(len(pairs), longest_chain(pairs), altered_quotes(pairs, run_a, run_b, *places, KEPT_SHARE))


def match_quotes_across(left: Side, right: Side, groups: Groups, scale: float) -> QuoteMatch:
    """Match quotations across languages: in the same sentence group and of a like length, in order.

    `scale` is the number of code points of right for one of left.
    """
    place_a = _group_of(left.quote_first, left, groups.a_first, groups.a_last)
    place_b = _group_of(right.quote_first, right, groups.b_first, groups.b_last)
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for i, here in enumerate(place_a.tolist()):
        if here < 0:
            continue
        for j in np.flatnonzero(place_b == here).tolist():
            if j in taken:
                continue
            ratio = _width(right, j) / max(_width(left, i) * scale, 1.0)
            if 1 / LENGTH_RATIO <= ratio <= LENGTH_RATIO:
                pairs.append((i, j))
                taken.add(j)
                break
    return QuoteMatch(len(pairs), longest_chain(np.array(pairs, dtype=np.int64).reshape(-1, 2)), 0)


def _width(side: Side, quote: int) -> float:
    sketch = side.sketch
    head, tail = side.token[side.quote_first[quote]], side.token[side.quote_last[quote] - 1]
    return float(sketch.token_start[tail]) + int(sketch.token_length[tail]) - float(sketch.token_start[head])


def _group_of(position: Int, side: Side, first: Int, last: Int) -> Int:
    """Group whose segments hold a stream position, -1 if none."""
    lookup: Int = group_index(first, last, len(side.first))
    return lookup[side.segment[position]]
