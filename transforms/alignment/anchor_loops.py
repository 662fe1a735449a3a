"""The loops over sorted columns of anchors, compiled; see `transforms.alignment.measures`.

Weights, scores and shares are multiples of 2^-11 of a bit or coarser, so their sums are exact and do not depend on the order
in which these loops add.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.alignment.arrays import Float, Int
from transforms.compiled import compiled


@compiled
def common_count(a: NDArray[Any], b: NDArray[Any]) -> int:
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


@compiled
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


@compiled
def near_weight(small: Float, bits: Float, large: Float, near: float, grain: float) -> float:
    """Sum of bits times closeness to the nearest value of `large`; both columns sorted, `large` not empty."""
    total = 0.0
    at = 0
    for k in range(len(small)):
        value = small[k]
        while at < len(large) and large[at] < value:
            at += 1
        after = abs(large[min(at, len(large) - 1)] - value)
        before = abs(value - large[max(at - 1, 0)])
        close = max(0.0, 1.0 - min(after, before) / near)
        total += bits[k] * (np.rint(close / grain) * grain)
    return total
