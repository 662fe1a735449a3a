"""Direct quotations of two texts: which are the same, in the same order, with other words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.alignment.cells import join
from transforms.alignment.features import Bool, Float, Int, Side, quote_features
from transforms.alignment.groups import Groups, increasing_chain

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
    total_a, total_b = a.total[cells.a], b.total[cells.b]
    mean = cells.shared / ((total_a + total_b) / 2)
    small = cells.shared / np.minimum(total_a, total_b)
    good = ((mean >= SAME_SHARE) | (small >= INSIDE_SHARE)) & (cells.shared >= SAME_BITS)
    pairs = _one_to_one(cells.a[good], cells.b[good], cells.shared[good])
    altered = 0
    for i, j in pairs:
        kept_a = run_a[left.quote_first[i] : left.quote_last[i]].mean()
        kept_b = run_b[right.quote_first[j] : right.quote_last[j]].mean()
        altered += int(max(kept_a, kept_b) < KEPT_SHARE)
    return QuoteMatch(len(pairs), _in_order(pairs), altered)


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
    return QuoteMatch(len(pairs), _in_order(pairs), 0)


def _width(side: Side, quote: int) -> float:
    sketch = side.sketch
    head, tail = side.token[side.quote_first[quote]], side.token[side.quote_last[quote] - 1]
    return float(sketch.token_start[tail]) + int(sketch.token_length[tail]) - float(sketch.token_start[head])


def _group_of(position: Int, side: Side, first: Int, last: Int) -> Int:
    """Group whose segments hold a stream position, -1 if none."""
    lookup = np.full(len(side.first) + 1, -1, dtype=np.int64)
    for k, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        lookup[start:end] = k
    return lookup[side.segment[position]]


def _one_to_one(a: Int, b: Int, shared: Float) -> list[tuple[int, int]]:
    """Greedy pairing, largest shared weight first; ties go to like places in the order of quotations."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for k in np.lexsort((b, a, np.abs(a - b), -shared)).tolist():
        i, j = int(a[k]), int(b[k])
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _in_order(pairs: list[tuple[int, int]]) -> int:
    """Length of the longest chain of pairs with increasing places on both sides; pairs are sorted."""
    if not pairs:
        return 0
    table = np.array(pairs, dtype=np.int64)
    return len(increasing_chain(table[:, 0], table[:, 1]))
