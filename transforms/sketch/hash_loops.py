"""The finaliser of `transforms.sketch.chars.mix64`, for compiled functions."""

from __future__ import annotations

import numpy as np

from transforms.compiled import compiled_part


@compiled_part
def mixed(h: np.uint64) -> np.uint64:
    """`mix64` of one value."""
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xFF51AFD7ED558CCD)
    h ^= h >> np.uint64(33)
    h *= np.uint64(0xC4CEB9FE1A85EC53)
    return np.uint64(h ^ h >> np.uint64(33))


@compiled_part
def folded32(h: np.uint64) -> np.uint32:
    """`fold32` of one value."""
    return np.uint32((h ^ (h >> np.uint64(32))) & np.uint64(0xFFFFFFFF))
