from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attribution.factory import align, furniture, text, told
from transforms.attribution.bonds import is_bond, party
from transforms.attribution.components import MAY_BIND, component_labels, distinct, is_among, reach_of
from transforms.settings import AttributeSettings, Settings

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


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**64 - 1) | st.integers(0, 5)), max_size=40))
def test_distinct_pairs_are_a_sorted_set(pairs: list[tuple[int, int]]) -> None:
    columns = np.array(pairs, np.uint64).reshape(-1, 2).T
    parts, documents = distinct(columns[0], columns[1])
    assert list(zip(parts.tolist(), documents.tolist(), strict=True)) == sorted(set(pairs))
    among = np.unique(documents[::2])
    assert is_among(columns[1], among).tolist() == [document in set(among.tolist()) for _, document in pairs]


def test_a_long_chain_and_large_numbers() -> None:
    nodes = np.arange(10_000, dtype=np.uint64) + np.uint64(2**63)
    documents, labels = component_labels(nodes[1:], nodes[:-1])
    assert len(documents) == 10_000
    assert set(labels.tolist()) == {2**63}


ATTRIBUTE: AttributeSettings = Settings().attribute
FOUND = st.sampled_from([(), furniture("AP"), told("AP"), told("AP", 2), furniture("AFP"), (*furniture("AP"), *told("AFP", 2))])
LETTERS = st.lists(st.sampled_from("ABCDEFGHIJabcdefghij"), min_size=1, max_size=12, unique_by=str.lower).map("".join)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "longest_run": st.integers(0, 40), "quotes_in_order": st.integers(0, 2), "lead_a": st.booleans(), "lead_b": st.booleans(),
    },
)  # fmt: skip


@given(LETTERS, LETTERS, FOUND, FOUND, CHANGES)
@settings(max_examples=400, deadline=None)
def test_a_pair_that_is_a_bond_may_bind(left: str, right: str, one: tuple, two: tuple, changes: dict) -> None:  # type: ignore[type-arg]
    """What may not bind is never asked for, in a batch as in a run with memory."""
    a, b = text(1, left, *one), text(2, right, *two)
    alignment = align(a, b, **changes)
    if is_bond(alignment, party(a.facts), party(b.facts), ATTRIBUTE):
        assert reach_of(alignment, ATTRIBUTE) & MAY_BIND


def test_a_quotation_taken_from_a_dispatch_may_bind() -> None:
    """Found by feeding pages in portions: in a batch other pairs held the two together, a run with memory never asked."""
    dispatch, other = text(1, "ABCDEFGHIJ", *furniture("AP")), text(2, "QGRSTUVWXY", *told("AP", 2))
    alignment = align(dispatch, other, longest_run=18, quotes_in_order=1, lead_a=False, coverage_a=0.4, coverage_b=0.4)
    assert is_bond(alignment, party(dispatch.facts), party(other.facts), ATTRIBUTE)
    assert reach_of(alignment, ATTRIBUTE) & MAY_BIND
