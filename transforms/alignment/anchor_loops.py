"""The loops over sorted columns of anchors, compiled.

Weights, scores and shares are multiples of 2^-11 of a bit or coarser, so their sums are exact and do not depend on the order
in which these loops add.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Float, Int
from transforms.alignment.columns import Anchors
from transforms.alignment.packed_loops import BODY_TOKENS, anchors_of
from transforms.alignment.side_loops import GRAIN
from transforms.compiled import compiled, compiled_part

NEAR = 0.12
"""Distance, as a share of the text, at which a shared anchor stops counting; DESIGN.md 3.3."""


@compiled_part
def common_count(a: Int, b: Int) -> int:
    """Number of values that two sorted columns of distinct values share."""
    i = j = n = 0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            n += 1
            i += 1
            j += 1
    return n


@compiled_part
def common_weight(a: Int, bits: Float, b: Int) -> float:
    """Sum of the bits of the values of a that b has too; both sorted and distinct."""
    i = j = 0
    total = 0.0
    while i < len(a) and j < len(b):
        if a[i] < b[j]:
            i += 1
        elif a[i] > b[j]:
            j += 1
        else:
            total += bits[i]
            i += 1
            j += 1
    return total


@compiled_part
def near_weight(small: Anchors, large: Anchors) -> float:
    """Share of the bits of the one that the other has too at about the same relative place; nearest places count."""
    total = met = 0.0
    at = 0
    if not len(large.where):
        return 0.0
    for k in range(len(small.where)):
        value = small.where[k]
        while at < len(large.where) and large.where[at] < value:
            at += 1
        after = abs(large.where[min(at, len(large.where) - 1)] - value)
        before = abs(value - large.where[max(at - 1, 0)])
        close = max(0.0, 1.0 - min(after, before) / NEAR)
        met += small.bits[k] * (np.rint(close / GRAIN) * GRAIN)
        total += small.bits[k]
    return met / total if total else 0.0


@compiled
def shared_anchors(glances: Int, bounds: Int, a: Int, b: Int) -> tuple[Float, Float, Int]:
    """Anchors that the bodies of the texts of P pairs share.

    Args:
        glances: what is known of D packed texts, one behind the other.
        bounds: (D + 1,) where each begins.
        a: (P,) one text of each pair, an index of them.
        b: (P,) the other.

    Returns:
        (P,) share of those of the smaller body that the other one has at about the same relative place; bits of the distinct
        ones that both have; number of distinct numbers that both have.
    """
    near, weight, figures = np.empty(len(a)), np.empty(len(a)), np.empty(len(a), np.int64)
    for n in range(len(a)):
        one, two = glances[bounds[a[n]] : bounds[a[n] + 1]], glances[bounds[b[n]] : bounds[b[n] + 1]]
        left, right = anchors_of(one), anchors_of(two)
        near[n] = near_weight(right, left) if one[BODY_TOKENS] > two[BODY_TOKENS] else near_weight(left, right)
        weight[n] = common_weight(left.unique, left.unique_bits, right.unique)
        figures[n] = common_count(left.numbers, right.numbers)
    return near, weight, figures
