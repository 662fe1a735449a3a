"""Looking values up in a column that is in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.schema import U64Array


def among(values: U64Array, ordered: U64Array) -> NDArray[np.bool_]:
    """Which values stand in a column that is in order; `numpy.isin` would put it in order for every call.

    Args:
        values: (N,) any values.
        ordered: (M,) ascending; repetitions do no harm.

    >>> among(np.array([3, 9], np.uint64), np.array([1, 3], np.uint64)).tolist()
    [True, False]
    """
    if not len(ordered):
        return np.zeros(len(values), bool)
    place = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[place] == values
    return found
