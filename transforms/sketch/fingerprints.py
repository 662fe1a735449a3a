"""Winnowed fingerprints: a thin, position-free sample of shingles that cannot miss a long shared run.

Of every `window` consecutive shingles of a stream the smallest hash is kept. Two streams that share a run of
`window + shingle - 1` tokens share a whole window, hence its minimum (Schleimer, Wilkerson, Aiken: Winnowing, 2003).
A stream with fewer shingles than a window keeps its minimum. Of equal minima in one window the rightmost is kept, and of
one hash in one article the first place, so that repetitive text stays small.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.schema import U64Array
from transforms.sketch.shingles import Shingles
from transforms.sketch.tokens import I64Array


def winnow(shingles: Shingles, window: int) -> NDArray[np.bool_]:
    """Which shingles are fingerprints.

    Args:
        shingles: the shingles of all streams.
        window: shingles per window.

    Returns:
        (H,) True where the shingle is the rightmost minimum of a window of its stream.
    """
    values = shingles.hash64
    count = len(values)
    sizes = np.diff(shingles.start)
    chosen = np.zeros(count, bool)
    if not count:
        return chosen
    short = (sizes > 0) & (sizes < window)
    if count >= window:
        smallest, place = _sliding_minimum(values, window)
        stream = np.repeat(np.arange(len(sizes)), sizes)
        inside = stream[window - 1 :] == stream[: count - window + 1]
        chosen[place[inside]] = True
        del smallest
    for index in np.flatnonzero(short).tolist():
        low, high = int(shingles.start[index]), int(shingles.start[index + 1])
        part = values[low:high]
        chosen[high - 1 - int(np.argmin(part[::-1]))] = True
    return chosen


def _sliding_minimum(values: U64Array, window: int) -> tuple[U64Array, I64Array]:
    """Minimum of every window and the place of its rightmost occurrence, by doubling."""
    smallest = values.copy()
    place = np.arange(len(values), dtype=np.int64)
    width = 1
    while width < window:
        step = min(width, window - width)
        left, right = smallest[:-step], smallest[step:]
        take = right <= left
        place = np.where(take, place[step:], place[:-step])
        smallest = np.where(take, right, left)
        width += step
    return smallest, place


def first_per_article(hashes: U64Array, article: I64Array) -> I64Array:
    """Indices of the first occurrence of each hash in each article, in order of the input.

    Args:
        hashes: (F,) hashes, in order of the text within an article.
        article: (F,) article of each.

    Returns:
        Sorted indices into `hashes`.
    """
    order = np.lexsort((np.arange(len(hashes)), hashes, article))
    same = (hashes[order[1:]] == hashes[order[:-1]]) & (article[order[1:]] == article[order[:-1]])
    return np.sort(order[np.append(True, ~same)]) if len(order) else order
