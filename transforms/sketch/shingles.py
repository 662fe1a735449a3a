"""Shingles: hashes of short runs of tokens, the same wherever the run stands.

A shingle starts at every token and is as long as it takes to fill one measure: five words, eight characters where words
are not spaced, twenty in Thai, Lao, Khmer and Burmese, or a mixture in proportion. Its length depends on its own tokens
only, so that two texts that share a run share its shingles, whatever surrounds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from transforms.schema import UNIT_KINDS, U64Array
from transforms.settings import SketchSettings
from transforms.sketch.print_loops import shingle_streams
from transforms.sketch.tokens import I64Array, TokenBlock

BODY = UNIT_KINDS.index("body")
CAPTION = UNIT_KINDS.index("caption")


@dataclass(slots=True)
class Streams:
    """Runs of tokens that shingles never leave: the bodies of the articles, and each caption.

    All body units of an article are one stream, so that a passage around a cut advertisement stays whole. M tokens.
    """

    #: (M,) token indices of the block, stream after stream
    token: I64Array
    #: (S + 1,) where each stream starts in `token`
    start: I64Array
    #: (S,) article of each stream, and True where it is a body
    article: I64Array
    body: NDArray[np.bool_]


@dataclass(slots=True)
class Shingles:
    """H shingles of the streams of a block."""

    #: (H,) 64-bit hashes
    hash64: U64Array
    #: (H,) token index (of the block) where each starts
    token: I64Array
    #: (S + 1,) first shingle of each stream
    start: I64Array


def streams(block: TokenBlock) -> Streams:
    """Order the body and caption tokens of a block by stream: all bodies first, then all captions."""
    counts = np.diff(block.unit_token)
    body = np.flatnonzero(block.unit_kind == BODY)
    caption = np.flatnonzero(block.unit_kind == CAPTION)
    chosen = np.concatenate([body, caption])
    sizes = counts[chosen]
    token = np.repeat(block.unit_token[chosen] - (np.cumsum(sizes) - sizes), sizes)
    token += np.arange(len(token))
    articles = len(block.text_start) - 1
    body_sizes = np.bincount(block.unit_article[body], weights=counts[body], minlength=articles).astype(np.int64)
    stream_sizes = np.concatenate([body_sizes, counts[caption]])
    start = np.zeros(len(stream_sizes) + 1, np.int64)
    np.cumsum(stream_sizes, out=start[1:])
    owner = np.concatenate([np.arange(articles), block.unit_article[caption]])
    return Streams(token, start, owner, np.arange(len(owner)) < articles)


def shingle(block: TokenBlock, runs: Streams, settings: SketchSettings) -> Shingles:
    """Hash the shingles of all streams.

    Args:
        block: the tokens.
        runs: their streams.
        settings: lengths of a shingle in words, characters, and characters of syllabic scripts.

    Returns:
        The shingles, stream after stream, in order of the text.
    """
    measure = lcm(settings.shingle, settings.shingle_unspaced, settings.shingle_syllabic)
    room = len(runs.token)
    hash64, token, start = np.empty(room, np.uint64), np.empty(room, np.int64), np.empty(len(runs.start), np.int64)
    shares = (measure // settings.shingle, measure // settings.shingle_unspaced, measure // settings.shingle_syllabic)
    count = shingle_streams(block.hash64, block.first_flags, runs.token, runs.start, measure, *shares, hash64, token, start)
    return Shingles(hash64[:count], token[:count], start)
