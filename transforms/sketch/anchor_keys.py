"""Keys of the anchors view: rare anchors, and pairs of anchors that stand near each other.

A single anchor seldom tells one article from the other reports of its day, and the Jaccard similarity of a translation is
too low for bands of a signature. But a translation keeps anchors *together*: two of them within a few words of each other
make a key that is as rare as both. Every key has a weight, the bits of its anchors beyond what chance puts into any
article, and the place in the article where it stands; a pair of articles is kept when the keys they share, at about the
same place, weigh enough against all keys of the lighter one. Weights come from frozen tables, never from the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import UNIT_KINDS, U8Array, U16Array, U32Array, U64Array
from transforms.settings import CandidateSettings
from transforms.sketch.block_loops import keys_of_anchors
from transforms.sketch.marks import LEXEME
from transforms.sketch.prior import BITS
from transforms.sketch.sketch_block import Keyed
from transforms.sketch.tokens import I64Array

CHANCE: Final = 8 * BITS
"""Rarity that an article of some 250 words makes up for by its length: 8 bits."""
NEIGHBOURS: Final = 3
"""Anchors closer than this many tokens are one name (`Boris Johnson`), not two witnesses."""
PLACES: Final = 256
"""Places are counted in 256ths of an article."""
UNIT: Final = 256
"""Weight of a bit's eighth that stands at exactly the same place in both articles."""

_CAPTION: Final = UNIT_KINDS.index("caption")
_FADE: Final = 0.3
_distance: Final = np.arange(PLACES) / PLACES
FADING: Final[U16Array] = np.round(UNIT * np.maximum(_FADE, 1 - _distance / _FADE)).astype(np.uint16)
"""Share (of UNIT) of a key's weight that counts at each distance of its places: from all of it at the same place down to
three tenths from a fifth of the article on, so that a text that was cut still counts."""


@dataclass(slots=True)
class AnchorKeys:
    """K keys of a block of sketches, by sketch, distinct within a sketch."""

    sketch: I64Array
    key: U64Array
    weight: U16Array
    #: place of the key's first occurrence in the article, 0..PLACES - 1
    place: U8Array
    #: (sketches,) sum of the weights of each sketch
    total: U32Array


def anchor_keys(block: Keyed, settings: CandidateSettings) -> AnchorKeys:
    """Keys of the anchors of headlines and bodies.

    Args:
        block: any number of sketches.
        settings: distance of a pair in tokens, least bits of a pair and of a single anchor.

    Returns:
        The keys, in order of the sketches and of the key.
    """
    bits = block.anchor_rarity.astype(np.int64) - CHANCE
    counts, key, weight, place, total = keys_of_anchors(
        block.anchors, block.anchor_hash, block.anchor_token.astype(np.int64), bits,
        block.sentences, block.sentence_token.astype(np.int64), block.sentence_unit, _CAPTION,
        np.maximum(block.tokens, 1), settings.anchor_distance, float(settings.anchor_pair_bits * BITS),
        float(settings.anchor_single_bits * BITS), NEIGHBOURS, PLACES,
    )  # fmt: skip
    if (block.anchor_kind == LEXEME).any():
        owner = np.repeat(np.arange(len(counts)), np.diff(block.anchors))
        kept = (bits > 0) & ~_in_captions(block, owner)
        total -= _not_owed(total, owner[kept], bits[kept], block.anchor_kind[kept] == LEXEME)
    return AnchorKeys(np.repeat(np.arange(len(counts)), counts), key, weight, place, total)


def _not_owed(total: U32Array, owner: I64Array, bits: I64Array, learned: np.ndarray) -> U32Array:
    """(sketches,) what of the keys' weight a translation need not have: the share that a learned lexicon gave.

    A translator has many words for one, and the lexicon knows one; what it gives must not make others weigh less.
    """
    given = np.bincount(owner[learned], weights=bits[learned], minlength=len(total)).astype(np.int64)
    whole = np.maximum(np.bincount(owner, weights=bits, minlength=len(total)).astype(np.int64), 1)
    return (total.astype(np.int64) * given // whole).astype(np.uint32)


def _in_captions(block: Keyed, owner: I64Array) -> NDArray[np.bool_]:
    """(A,) True for anchors in captions: they go with the picture, not with the text.

    Args:
        block: the sketches.
        owner: (A,) sketch of each anchor.
    """
    sentences = block.sentences.tolist()
    inside = np.zeros(len(owner), bool)
    for k in range(len(sentences) - 1):
        low, high = sentences[k], sentences[k + 1]
        unit = block.sentence_unit[low:high]
        if (unit == _CAPTION).any():
            own = slice(int(block.anchors[k]), int(block.anchors[k + 1]))
            first = block.sentence_token[low + k : high + k + 1]
            sentence = np.searchsorted(first, block.anchor_token[own], side="right") - 1
            inside[own] = unit[np.minimum(sentence, len(unit) - 1)] == _CAPTION
    return inside
