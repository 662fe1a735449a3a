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
from transforms.sketch.print_loops import first_in_text, winnowed
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
    return winnowed(shingles.hash64, shingles.start, window)


def first_per_article(
    shingles: Shingles, chosen: NDArray[np.bool_], article_token: I64Array
) -> tuple[U64Array, I64Array, I64Array]:
    """The chosen shingles of each article in order of the text, each hash at its first place only.

    Args:
        shingles: the shingles of all streams.
        chosen: (H,) True for those that count.
        article_token: (A + 1,) first token of each article.

    Returns:
        (F,) hashes, (F,) tokens where they start, and (A + 1,) where each article starts in them.
    """
    room = int(np.count_nonzero(chosen))
    out, token, bounds = np.empty(room, np.uint64), np.empty(room, np.int64), np.empty(len(article_token), np.int64)
    found = first_in_text(shingles.hash64, shingles.token, chosen, article_token, out, token, bounds)
    return out[:found], token[:found], bounds
