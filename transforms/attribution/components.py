"""Connected components of links, on packed columns."""

from __future__ import annotations

import numpy as np

from transforms.schema import U64Array


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
