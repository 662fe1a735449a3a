from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.components import component_labels

EDGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=60)


def brute_force(edges: list[tuple[int, int]]) -> dict[int, int]:
    label = {node: node for edge in edges for node in edge}
    changed = True
    while changed:
        changed = False
        for a, b in edges:
            low = min(label[a], label[b])
            for node in (a, b):
                if label[node] != low:
                    label[node], changed = low, True
    return label


@given(EDGES)
def test_labels_equal_brute_force(edges: list[tuple[int, int]]) -> None:
    ends = np.array(edges, np.uint64)
    documents, labels = component_labels(ends[:, 0], ends[:, 1])
    assert dict(zip(documents.tolist(), labels.tolist(), strict=True)) == brute_force(edges)


def test_a_long_chain_and_large_numbers() -> None:
    nodes = np.arange(10_000, dtype=np.uint64) + np.uint64(2**63)
    documents, labels = component_labels(nodes[1:], nodes[:-1])
    assert len(documents) == 10_000
    assert set(labels.tolist()) == {2**63}
