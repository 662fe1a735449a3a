"""MinHash signatures of a whole block at once, equal to datasketch's bit for bit.

The permutations are datasketch 2's scheme `affine32`: the 32-bit element is mixed once by MurmurHash3's finaliser, then
permutation k is `a[k] * h + b[k]` modulo 2^32 with odd a. They are drawn as a `datasketch.MinHash` of the same seed draws
its own, so that a signature can be loaded as `datasketch.LeanMinHash(seed=..., hashvalues=..., scheme="affine32")`; the tests
compare. datasketch itself is not imported: its search indexes bring much of scipy in, a fifth of what starting a process costs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from transforms.schema import U32Array
from transforms.sketch.print_loops import distinct_counts, sign_sets
from transforms.sketch.tokens import I64Array

SCHEME: Final = "affine32"
"""Permutation scheme of every signature; signatures of different schemes must never be compared."""
EMPTY: Final = 0xFFFFFFFF
"""Value of every permutation of an empty set."""


@lru_cache(maxsize=8)
def permutations(num_perm: int, seed: int) -> tuple[U32Array, U32Array]:
    """Factors and summands of the permutations of a seed, as datasketch draws them (numpy keeps this generator as it is)."""
    random = np.random.RandomState(seed)
    a = random.randint(0, 1 << 31, num_perm, np.uint32) * np.uint32(2) + np.uint32(1)
    b = random.randint(0, 1 << 32, num_perm, np.uint32)
    return a, b


def signatures(elements: U32Array, start: I64Array, num_perm: int, seed: int) -> U32Array:
    """MinHash signatures of many sets.

    Args:
        elements: (H,) 32-bit elements, set after set; repeats do no harm.
        start: (A + 1,) where each set starts in `elements`; the last entry is H.
        num_perm: permutations.
        seed: seed of the permutations.

    Returns:
        (A, num_perm) u32 values; EMPTY throughout for an empty set.
    """
    out = np.full((len(start) - 1, num_perm), EMPTY, np.uint32)
    sign_sets(elements, start, *permutations(num_perm, seed), out)
    return out


def distinct(elements: U32Array, start: I64Array) -> I64Array:
    """Number of distinct elements of each set (same arguments as `signatures`)."""
    return distinct_counts(elements, start)


def jaccard(left: U32Array, right: U32Array) -> float:
    """Estimated Jaccard similarity of two sets: the share of equal signature values (0 where either is empty).

    Raises:
        ValueError: if the signatures differ in length.
    """
    if left.shape != right.shape:
        raise ValueError(f"signatures of {left.shape} and {right.shape} values cannot be compared")
    if (left == EMPTY).all() or (right == EMPTY).all():
        return 0.0
    return float(np.count_nonzero(left == right)) / len(left)
