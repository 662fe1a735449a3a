"""Keys of the anchors view: rare anchors, and pairs of anchors that stand near each other.

A single anchor seldom tells one article from the other reports of its day, and the Jaccard similarity of a translation is
too low for bands of a signature. But a translation keeps anchors *together*: two of them within a few words of each other
make a key that is as rare as both. Every key has a weight, the bits of its anchors beyond what chance puts into any
article, and the place in the article where it stands; a pair of articles is kept when the keys they share, at about the
same place, weigh enough against all keys of the lighter one. Weights come from frozen tables, never from the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import UNIT_KINDS, Sketch, U8Array, U16Array, U32Array, U64Array
from transforms.settings import CandidateSettings
from transforms.sketch.chars import mix64
from transforms.sketch.marks import LEXEME
from transforms.sketch.prior import BITS
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


def anchor_keys(sketches: Sequence[Sketch], settings: CandidateSettings) -> AnchorKeys:
    """Keys of the anchors of headlines and bodies.

    Args:
        sketches: any number of sketches.
        settings: distance of a pair in tokens, least bits of a pair and of a single anchor.

    Returns:
        The keys, in order of the sketches and of the key.
    """
    counts = [len(sketch.anchor_hash) for sketch in sketches]
    owner = np.repeat(np.arange(len(sketches)), counts)
    if not len(owner):
        empty = np.zeros(0, np.int64)
        total = np.zeros(len(sketches), np.uint32)
        return AnchorKeys(empty, empty.astype(np.uint64), empty.astype(np.uint16), empty.astype(np.uint8), total)
    anchor = np.concatenate([sketch.anchor_hash for sketch in sketches]).astype(np.uint64)
    bits = np.concatenate([sketch.anchor_rarity for sketch in sketches]).astype(np.int64) - CHANCE
    token = np.concatenate([sketch.anchor_token for sketch in sketches]).astype(np.int64)
    kept = (bits > 0) & ~_in_captions(sketches, owner, token)
    learned = np.concatenate([sketch.anchor_kind for sketch in sketches])[kept] == LEXEME
    owner, anchor, bits, token = owner[kept], anchor[kept], bits[kept], token[kept]
    # tokens of different sketches far apart, so that distances never cross them
    length = np.array([max(1, len(sketch.token_hash)) for sketch in sketches], np.int64)
    stride = int(length.max()) + settings.anchor_distance + 1
    position = owner * stride + token

    rare = bits >= settings.anchor_single_bits * BITS
    parts = [(owner[rare], mix64(anchor[rare]), bits[rare], 2 * token[rare], np.full(int(rare.sum()), NEIGHBOURS))]
    for step in range(1, len(owner)):
        gap = position[step:] - position[:-step]
        if gap.min() > settings.anchor_distance:
            break
        left = np.flatnonzero(gap <= settings.anchor_distance)
        right = left + step
        both = bits[left] + bits[right]
        good = (both >= settings.anchor_pair_bits * BITS) & (anchor[left] != anchor[right])
        left, right, both = left[good], right[good], both[good]
        low, high = np.minimum(anchor[left], anchor[right]), np.maximum(anchor[left], anchor[right])
        parts.append((owner[left], mix64(mix64(low) + high), both, token[left] + token[right], token[right] - token[left]))
    sketch, key, weight, twice, gap = (np.concatenate([part[k] for part in parts]) for k in range(5))
    order = np.lexsort((twice, key, sketch))
    sketch, key, weight, twice, gap = sketch[order], key[order], weight[order], twice[order], gap[order]
    first = np.flatnonzero(np.append(True, (key[1:] != key[:-1]) | (sketch[1:] != sketch[:-1]))) if len(key) else order
    if len(first):
        # two anchors that are one name somewhere are one name everywhere
        first = first[np.minimum.reduceat(gap, first) >= NEIGHBOURS]
    sketch, weight = sketch[first], np.minimum(weight[first], 0xFFFF).astype(np.uint16)
    place = np.minimum(twice[first] * PLACES // (2 * length[sketch]), PLACES - 1).astype(np.uint8)
    total = np.bincount(sketch, weights=weight, minlength=len(sketches)).astype(np.uint32)
    if learned.any():
        total -= _not_owed(total, owner, bits, learned)
    return AnchorKeys(sketch, key[first], weight, place, total)


def _not_owed(total: U32Array, owner: I64Array, bits: I64Array, learned: np.ndarray) -> U32Array:
    """(sketches,) what of the keys' weight a translation need not have: the share that a learned lexicon gave.

    A translator has many words for one, and the lexicon knows one; what it gives must not make others weigh less.
    """
    given = np.bincount(owner[learned], weights=bits[learned], minlength=len(total)).astype(np.int64)
    whole = np.maximum(np.bincount(owner, weights=bits, minlength=len(total)).astype(np.int64), 1)
    return (total.astype(np.int64) * given // whole).astype(np.uint32)


def _in_captions(sketches: Sequence[Sketch], owner: I64Array, token: I64Array) -> NDArray[np.bool_]:
    """(A,) True for anchors in captions: they go with the picture, not with the text.

    Args:
        sketches: the sketches.
        owner: (A,) sketch of each anchor, rising.
        token: (A,) token of each anchor.
    """
    captioned = [k for k, sketch in enumerate(sketches) if _CAPTION in sketch.sentence_unit.tobytes()]
    inside = np.zeros(len(token), bool)
    for k in captioned:
        low, high = np.searchsorted(owner, (k, k + 1)).tolist()
        sketch = sketches[k]
        sentence = np.searchsorted(sketch.sentence_token, token[low:high], side="right") - 1
        inside[low:high] = sketch.sentence_unit[np.minimum(sentence, len(sketch.sentence_unit) - 1)] == _CAPTION
    return inside
