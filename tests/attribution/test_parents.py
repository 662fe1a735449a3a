from __future__ import annotations

from tests.attribution.factory import Text, align, align_all, furniture, text
from transforms.attribution.component import attribute_component
from transforms.attribution.direction import Direction
from transforms.attribution.parents import Edge, choose_parents, explain_parents
from transforms.attribution.relation import Pair
from transforms.settings import AttributeSettings

SETTINGS = AttributeSettings()


def edge(texts: list[Text], parent: int, child: int) -> Edge:
    i, j = sorted((parent, child))
    pair = Pair(i, j, align(texts[i], texts[j]), 0.9, 0.9, False)
    return Edge(pair, Direction(texts[parent].doc_id, 0.9, ("containment",)), parent, child)


def test_a_circle_is_passed_over() -> None:
    texts = [text(n, "ABCDEFGHIJ") for n in range(3)]
    edges = [edge(texts, 0, 1), edge(texts, 1, 2), edge(texts, 2, 0)]
    forest = choose_parents([0, 1, 2], edges, [t.facts for t in texts], [{}, {}, {}], None)
    assert len(forest.chosen) == 2 and list(forest.lost.values()) == ["circle"]
    roots = {doc for doc in range(3) if doc not in forest.chosen}
    assert len(roots) == 1 and set(forest.root_of.values()) == roots


def test_ancestors() -> None:
    texts = [text(n, "ABCDEFGHIJ"[: 10 - n]) for n in range(4)]
    edges = [edge(texts, 0, 1), edge(texts, 1, 2), edge(texts, 0, 3)]
    forest = choose_parents([0, 1, 2, 3], edges, [t.facts for t in texts], [{}] * 4, None)
    assert [forest.descent(0, 2), forest.descent(3, 0), forest.descent(1, 2), forest.descent(2, 1)] == [(0, 2), (0, 3), (1, 2), (1, 2)]
    assert forest.descent(1, 3) is None and forest.descent(1, 1) is None


def test_among_equals_the_one_nearest_the_source() -> None:
    texts = [text(0, "ABCDEFGHIJ"), text(1, "ABCDEFGHIJ", *furniture("AFP")), text(2, "ABCDEFGHIJ")]
    edges = [edge(texts, 0, 2), edge(texts, 1, 2)]
    forest = choose_parents([0, 1, 2], edges, [t.facts for t in texts], [{}, {"AFP": 0.99}, {}], "AFP")
    assert forest.chosen[2].parent == 1 and forest.lost == {(0, 2): "farther_from_source"}


def test_the_same_outlet_is_no_source() -> None:
    texts = [text(0, "ABCDEFGHIJ", outlet="One"), text(1, "ABCDEFGHIJ", outlet="One")]
    forest = choose_parents([0, 1], [edge(texts, 0, 1)], [t.facts for t in texts], [{}, {}], None)
    assert forest.chosen == {} and forest.lost == {(0, 1): "same_outlet"}


def test_a_long_chain_is_walked_without_recursion() -> None:
    count = 5000
    texts = [text(n, "AB") for n in range(count)]
    shape = align(texts[0], texts[1])
    edges = [
        Edge(
            Pair(n, n + 1, shape_for(shape, texts[n], texts[n + 1]), 0.9, 0.9, False),
            Direction(texts[n].doc_id, 0.9, ()),
            n,
            n + 1,
        )
        for n in range(count - 1)
    ]
    forest = choose_parents(list(range(count)), edges, [t.facts for t in texts], [{}] * count, None)
    assert set(forest.root_of.values()) == {0} and forest.descent(0, count - 1) == (0, count - 1)


def shape_for(shape: object, a: Text, b: Text) -> object:
    from dataclasses import replace

    return replace(shape, a=a.doc_id, b=b.doc_id)  # type: ignore[type-var]


def test_every_rival_has_a_reason() -> None:
    source = text(1, "ABCDEFGHIJ", *furniture("AFP"), published="2024-03-01T06:00+00:00")
    edited = text(2, "ABCDEFGHxy", published="2024-03-01T09:00+00:00")
    second = text(3, "ABCDEFGHxy", published="2024-03-01T12:00+00:00")
    third = text(4, "ABCDEFGH", published="2024-03-01T20:00+00:00")
    event = text(5, "ABcdXYZUVWQR", *furniture("AP"), published="2024-03-01")
    texts = [source, edited, second, third, event]
    result = attribute_component([t.facts for t in texts], align_all(*texts), SETTINGS)
    rows = {a.doc_id: a for a in result.attributions}
    rivals = {r.rival: r for r in explain_parents(rows[second.doc_id], result.links)}
    assert set(rivals) == {source.doc_id, edited.doc_id, third.doc_id, event.doc_id}
    assert rivals[edited.doc_id].chosen and rivals[edited.doc_id].reasons[0] == "chosen"
    assert rivals[source.doc_id].reasons[0].startswith("less_faithful:")
    assert rivals[event.doc_id].reasons == ("relation:same_event",)
    assert explain_parents(rows[second.doc_id], result.links)[0].chosen
    # the source has a lost original for a parent
    (lost, *others) = explain_parents(rows[source.doc_id], result.links)
    assert lost.chosen and lost.rival == rows[source.doc_id].original.id  # type: ignore[union-attr]
    assert {r.reasons for r in others if r.relation != "same_event"} == {("derives_from_this",)}
