"""Connected components of links, on packed columns, and which alignments connect them."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.alignment.scoring import derivation_probability
from transforms.attribution.relation import (
    CAPTION_RUN,
    PROMISED_RUN,
    event_score,
    odds_added_at_most,
)
from transforms.schema import Alignment, U64Array
from transforms.settings import AttributeSettings

MAY_BIND: Final = 1
"""The pair can put two texts into one family, whatever agencies they name: it connects a component."""
MAY_LINK: Final = 2
"""The pair can give a link even where its texts are in different components."""
WORDED: Final = 4
"""Words or a hub tie the pair, not only names: it says nothing of what the pair can do."""


def reach_of(alignment: Alignment, settings: AttributeSettings) -> int:
    """What an alignment can do at most: MAY_BIND, MAY_LINK, both or 0, read off the texts alone.

    A component of *all* alignments soon takes in half of a dump, because two reports of one day share a name. So
    only pairs connect that can be a bond (see `transforms.attribution.bonds`, which knows the agencies too).
    """
    if not alignment.passages:
        return 0
    reach = 0
    p = min(max(derivation_probability(alignment), 1e-4), 1 - 1e-4)
    # what a bond asks of, rounded there, with the most that the agencies of its texts can add to it
    if 1 / (1 + math.exp(-math.log(p / (1 - p)) - odds_added_at_most(alignment))) >= settings.family_joined - 1e-4:
        reach |= MAY_BIND
    if (
        alignment.longest_run >= PROMISED_RUN
        or alignment.caption_run >= CAPTION_RUN
        or event_score(alignment) >= settings.event_named
    ):
        reach |= MAY_LINK
    return reach


def tie_of(alignment: Alignment) -> int:
    """WORDED or 0."""
    return WORDED if alignment.wording_keys or alignment.passage_keys or alignment.via_hub else 0


def component_labels(a: U64Array, b: U64Array) -> tuple[U64Array, U64Array]:
    """Documents and the component each belongs to.

    Args:
        a: (E,) uint64 document numbers, one end of each edge.
        b: (E,) uint64 document numbers, the other end.

    Returns:
        (documents, labels), both (N,) uint64, documents ascending; a label is the smallest document of its
        component, so it depends neither on the order of the edges nor on other components.

    Source:
        Min-label hooking with pointer jumping (Shiloach and Vishkin 1982): O(E log N) in numpy.

    >>> d, l = component_labels(np.array([5, 1], np.uint64), np.array([7, 5], np.uint64))
    >>> d.tolist(), l.tolist()
    ([1, 5, 7], [1, 1, 1])
    """
    documents, index = np.unique(np.concatenate([a, b]), return_inverse=True)
    left, right = index[: len(a)], index[len(a) :]
    parent = np.arange(len(documents))
    while True:
        root_left, root_right = parent[left], parent[right]
        low, high = np.minimum(root_left, root_right), np.maximum(root_left, root_right)
        if np.array_equal(low, high):
            break
        # documents are ascending, so the smallest index is the smallest document
        np.minimum.at(parent, high, low)
        while True:
            jumped = parent[parent]
            if np.array_equal(jumped, parent):
                break
            parent = jumped
    return documents, documents[parent]


def component_of(wanted: U64Array, documents: U64Array, labels: U64Array) -> U64Array:
    """(W,) component of each document wanted; a document that `component_labels` does not know is its own.

    Args:
        wanted: (W,) document numbers.
        documents: from `component_labels`, ascending.
        labels: from `component_labels`.

    >>> component_of(np.array([7, 9], np.uint64), np.array([1, 7], np.uint64), np.array([1, 1], np.uint64)).tolist()
    [1, 9]
    """
    if not len(documents):
        return wanted
    at = np.minimum(np.searchsorted(documents, wanted), len(documents) - 1)
    found: U64Array = np.where(documents[at] == wanted, labels[at], wanted)
    return found


def is_among(wanted: U64Array, documents: U64Array) -> NDArray[np.bool_]:
    """(W,) whether each document wanted is among (N,) documents, which ascend."""
    if not len(documents):
        return np.zeros(len(wanted), bool)
    found: NDArray[np.bool_] = documents[np.minimum(np.searchsorted(documents, wanted), len(documents) - 1)] == wanted
    return found


def distinct(part: U64Array, document: U64Array) -> tuple[U64Array, U64Array]:
    """Each pair of (part, document) once, ascending; ``np.unique`` of the rows compares bytes and takes ten times as long.

    Args:
        part: (N,) uint64.
        document: (N,) uint64.

    >>> distinct(np.array([2, 1, 2], np.uint64), np.array([9, 5, 9], np.uint64))
    (array([1, 2], dtype=uint64), array([5, 9], dtype=uint64))
    """
    order = np.lexsort((document, part))
    part, document = part[order], document[order]
    first = np.ones(len(order), bool)
    first[1:] = (part[1:] != part[:-1]) | (document[1:] != document[:-1])
    return part[first], document[first]
