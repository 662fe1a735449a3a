from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.attribution.factory import Text, align, furniture, text
from transforms.attribution.agency import own_agencies
from transforms.attribution.families import cluster_component
from transforms.attribution.mashups import BodyLengths, shares
from transforms.attribution.relation import Pair
from transforms.settings import AttributeSettings

SETTINGS = AttributeSettings()


def clusters(
    texts: list[Text],
    probabilities: Mapping[tuple[int, int], float],
    full: frozenset[tuple[int, int]] = frozenset(),
) -> list[list[int]]:
    """Clusters of texts, given the probability of each pair by position."""
    pairs = [
        Pair(i, j, align(texts[i], texts[j]), p, p, (i, j) in full)
        for (i, j), p in sorted(probabilities.items())
    ]
    facts = [t.facts for t in texts]
    return cluster_component(facts, [own_agencies(f) for f in facts], pairs, SETTINGS).members


def plain(count: int) -> list[Text]:
    return [text(n, "ABCDEFGHIJ") for n in range(count)]


def test_sure_pairs_join_and_unsure_ones_do_not() -> None:
    assert clusters(plain(3), {(0, 1): 0.8, (1, 2): 0.49}) == [[0, 1], [2]]


def test_two_single_texts_in_two_languages_need_a_sure_pair_or_a_third_text() -> None:
    texts = [text(0, "ABCDEFGHIJ"), text(1, "ABCDEFGHIJ", language="fr"), text(2, "ABCDEFGHIJ")]
    assert clusters(texts[:2], {(0, 1): 0.89}) == [[0], [1]]
    assert clusters(texts[:2], {(0, 1): 0.9}) == [[0, 1]]
    assert clusters(texts, {(0, 1): 0.89, (0, 2): 0.95, (1, 2): 0.6}) == [[0, 1, 2]]


def test_one_weak_pair_among_many_does_not_merge_two_families() -> None:
    inside = {(i, j): 0.95 for block in (range(4), range(4, 8)) for i in block for j in block if i < j}
    across = {(i, j): 0.05 for i in range(4) for j in range(4, 8)}
    assert clusters(plain(8), {**inside, **across, (0, 4): 0.85}) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_well_supported_halves_do_merge() -> None:
    inside = {(i, j): 0.95 for block in (range(4), range(4, 8)) for i in block for j in block if i < j}
    across = {(i, j): 0.75 for i in range(4) for j in range(4, 8)}
    assert clusters(plain(8), {**inside, **across}) == [list(range(8))]


def test_a_single_text_needs_more_than_one_lucky_pair() -> None:
    inside = {(i, j): 0.95 for i in range(5) for j in range(i + 1, 5)}
    assert clusters(plain(6), {**inside, (0, 5): 0.8, **{(i, 5): 0.05 for i in range(1, 5)}})[0] == [
        0,
        1,
        2,
        3,
        4,
    ]
    assert clusters(plain(6), {**inside, (0, 5): 0.8, **{(i, 5): 0.25 for i in range(1, 5)}})[1] == [5]
    assert clusters(plain(6), {**inside, (0, 5): 0.8, (1, 5): 0.6, **{(i, 5): 0.05 for i in range(2, 5)}})[
        0
    ] == [
        0,
        1,
        2,
        3,
        4,
        5,
    ]
    assert clusters(plain(6), {**inside, (0, 5): 0.8, **{(i, 5): 0.4 for i in range(1, 5)}})[0] == [
        0,
        1,
        2,
        3,
        4,
        5,
    ]


@pytest.mark.parametrize(
    ("full", "expected"), [(frozenset(), [[0, 1], [2]]), (frozenset({(1, 2)}), [[0, 1, 2]])]
)
def test_two_agencies_are_never_in_one_family_but_for_a_copy_in_full(
    full: frozenset[tuple[int, int]], expected: list[list[int]]
) -> None:
    texts = [
        text(0, "ABCDEFGHIJ", *furniture("AFP")),
        text(1, "ABCDEFGHIJ"),
        text(2, "ABCDEFGHIJ", *furniture("AP")),
    ]
    assert clusters(texts, {(0, 1): 0.99, (1, 2): 0.98}, full) == expected


def test_the_surer_pair_decides_where_a_text_without_agency_belongs() -> None:
    texts = [
        text(0, "ABCDEFGHIJ", *furniture("AFP")),
        text(1, "ABCDEFGHIJ"),
        text(2, "ABCDEFGHIJ", *furniture("AP")),
    ]
    assert clusters(texts, {(0, 1): 0.7, (1, 2): 0.8}) == [[0], [1, 2]]


def test_a_mash_up_goes_to_the_source_that_covers_most_with_the_other_beside_it() -> None:
    texts = [
        text(0, "ABCDEFGHIJ", *furniture("AFP")),
        text(1, "QRSTUVWXYZ", *furniture("AP")),
        text(2, "ABCQRSTUVW"),
    ]
    pairs = [
        Pair(0, 2, align(texts[0], texts[2]), 0.95, 0.95, False),
        Pair(1, 2, align(texts[1], texts[2]), 0.9, 0.9, False),
    ]
    facts = [t.facts for t in texts]
    found = cluster_component(facts, [own_agencies(f) for f in facts], pairs, SETTINGS)
    assert found.members == [[0], [1, 2]]
    ((source, share),) = found.also_in[2]
    assert source == found.cluster[0] and share == pytest.approx(0.3, abs=0.02)


def test_a_copy_of_a_mash_up_is_in_the_same_families() -> None:
    texts = [
        text(0, "ABCDEFGHIJ", *furniture("AFP")), text(1, "QRSTUVWXYZ", *furniture("AP")),
        text(2, "ABCQRSTUVW"), text(3, "ABCQRSTUVW"),
    ]  # fmt: skip
    every = {(i, j) for i in range(4) for j in range(i + 1, 4)} - {(0, 1)}
    pairs = [Pair(i, j, align(texts[i], texts[j]), 0.95, 0.95, False) for i, j in sorted(every)]
    facts = [t.facts for t in texts]
    found = cluster_component(facts, [own_agencies(f) for f in facts], pairs, SETTINGS)
    assert found.members == [[0], [1, 2, 3]] and sorted(found.also_in) == [2, 3]
    # the copy may be aligned with the mash-up alone, where a key was capped
    found = cluster_component(
        facts, [own_agencies(f) for f in facts], [p for p in pairs if p.j != 3 or p.i == 2], SETTINGS
    )
    assert found.members == [[0], [1, 2, 3]] and sorted(found.also_in) == [2, 3]


def test_shares_of_several_sources() -> None:
    got = shares({7: [[(0, 50)], [(40, 60)]], 8: [[(50, 90)]]}, 100.0)
    assert got == {7: (0.6, 0.5), 8: (0.4, 0.3)}


def test_body_lengths_come_from_the_alignment_that_covers_most() -> None:
    a, b, c = text(0, "ABCDEFGHIJ"), text(1, "ABCDEFGHIJ"), text(2, "ABXYZ")
    pairs = [Pair(0, 1, align(a, b), 1, 1, True), Pair(0, 2, align(a, c), 1, 1, False)]
    got = BodyLengths(pairs, [a.facts, b.facts, c.facts])
    assert got[0] == pytest.approx(990) and got[2] == pytest.approx(495)
