from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attribution.factory import (
    Text,
    align,
    align_all,
    captioned,
    dateline,
    furniture,
    photo,
    text,
    told,
)
from transforms.attribution.codec import encode_facts, has_evidence
from transforms.attribution.component import attribute_component, unrelated
from transforms.schema import DERIVATIONS, RELATIONS, Alignment, Attribution, ComponentResult, Link
from transforms.settings import AttributeSettings

SETTINGS = AttributeSettings()


def attribute(texts: Sequence[Text], alignments: Sequence[Alignment] | None = None) -> ComponentResult:
    return attribute_component(
        [t.facts for t in texts], align_all(*texts) if alignments is None else alignments, SETTINGS
    )


def of(result: ComponentResult, wanted: Text) -> Attribution:
    return next(a for a in result.attributions if a.doc_id == wanted.doc_id)


def between(result: ComponentResult, a: Text, b: Text) -> list[Link]:
    return [link for link in result.links if {link.a, link.b} == {a.doc_id, b.doc_id}]


def relation(result: ComponentResult, a: Text, b: Text) -> str:
    (link,) = between(result, a, b)
    return link.relation


# ------------------------------------------------------------------ texts alone


def test_a_text_alone_without_agency_has_no_family() -> None:
    alone = text(1, "ABCD")
    result = attribute([alone])
    got = of(result, alone)
    assert (got.agency, got.credited, got.family_id, got.original, got.derivation) == (
        None, "not_applicable", None, None, None,
    )  # fmt: skip
    assert result.families == () and result.links == ()
    assert not has_evidence(encode_facts(alone.facts)) and result == unrelated(alone.doc_id)
    doubtful = text(1, "ABCD", *photo("AFP"))
    assert has_evidence(encode_facts(doubtful.facts)) and attribute([doubtful]) == unrelated(alone.doc_id)


def test_a_text_alone_with_full_credit_is_a_verbatim_witness_of_a_lost_original() -> None:
    alone = text(1, "ABCD", *furniture("AFP"))
    result = attribute([alone])
    got = of(result, alone)
    assert got.agency is not None and got.agency.name == "AFP" and got.agency.basis == "evidence"
    assert got.credited == "yes"
    assert got.original is not None and got.original.kind == "lost" and got.original.language == "en"
    assert got.derivation is not None and got.derivation.relation == "verbatim"
    assert got.derivation.parent == got.original.id
    (family,) = result.families
    assert family.members == (alone.doc_id,) and family.agency == "AFP"
    (link,) = result.links
    assert (link.a, link.b, link.child, link.parent) == (
        alone.doc_id,
        got.original.id,
        alone.doc_id,
        got.original.id,
    )
    assert link.passages == () and link.direction_basis == ("dateline", "copyright")
    assert got.links == (link.link_id,)


def test_in_text_attribution_alone_gives_a_family_but_no_relation() -> None:
    alone = text(1, "ABCD", *told("AP", 2))
    got = of(attribute([alone]), alone)
    assert got.agency is not None and got.agency.name == "AP" and got.credited == "in_text"
    assert got.derivation is not None and got.derivation.relation is None
    assert got.original is not None and got.derivation.parent == got.original.id


def test_a_photo_credit_decides_nothing() -> None:
    alone = text(1, "ABCD", *photo("AFP"), *photo("AFP"), *photo("AFP"))
    got = of(attribute([alone]), alone)
    assert got.agency is None and got.family_id is None and got.credited == "not_applicable"


@pytest.mark.parametrize(
    ("agency", "language", "remnants", "expected"),
    [
        ("AFP", "en", (("pt", 0.8),), "translation"),  # AFP has a Portuguese edition
        (
            "PA",
            "en",
            (("pt", 0.8),),
            "back_translation",
        ),  # PA has not: the English text went through Portuguese
        ("AFP", "en", (("pt", 0.2),), None),  # too little
    ],
)
def test_remnants_speak_for_a_lost_original(
    agency: str, language: str, remnants: tuple[tuple[str, float], ...], expected: str | None
) -> None:
    alone = text(1, "ABCD", *told(agency, 2), language=language, remnants=remnants)
    got = of(attribute([alone]), alone)
    assert got.derivation is not None and got.derivation.relation == expected


def test_the_agency_own_document_is_the_original() -> None:
    wire = text(1, "ABCDEFGH", *furniture("AFP"), outlet="AFP")
    copy = text(2, "ABCDEFGH", outlet="Meridian")
    result = attribute([wire, copy])
    assert of(result, wire).original is not None
    assert of(result, wire).original.kind == of(result, copy).original.kind == "document"  # type: ignore[union-attr]
    assert of(result, copy).original.id == wire.doc_id  # type: ignore[union-attr]
    assert of(result, wire).derivation is None
    assert of(result, copy).derivation.parent == wire.doc_id  # type: ignore[union-attr]


# ------------------------------------------------------------------ derivation inside a family


@pytest.mark.parametrize(
    ("source", "copy", "expected"),
    [
        ("ABCDEFGHIJ", "ABCDEFGHIJ", "verbatim"),
        ("ABCDEFGHIJ", "ABCDEFGH", "light_edit"),  # cut from the end
        ("ABCDEFGHIJ", "ABCDEFGhij", "partial"),
        ("ABCDEFGHIJ", "ABCDXYZUVW", "partial"),
        ("ABCDEFGHIJ", "abcdefgh", "rewrite"),
    ],
)
def test_same_language_derivations(source: str, copy: str, expected: str) -> None:
    credited, uncredited = text(1, source, *furniture("AFP")), text(2, copy)
    result = attribute([credited, uncredited], [align(credited, uncredited)])
    (link,) = between(result, credited, uncredited)
    assert (link.relation, link.child, link.parent) == (expected, uncredited.doc_id, credited.doc_id)
    assert link.direction_basis[0] == "agency_marker" and link.passages
    got = of(result, uncredited)
    assert got.agency is not None and (got.agency.name, got.agency.basis) == ("AFP", "derivation")
    assert got.agency.confidence <= of(result, credited).agency.confidence  # type: ignore[union-attr]
    assert got.credited == "no"
    assert got.derivation is not None
    assert got.derivation.copied_share == pytest.approx(link.coverage_b)
    assert got.derivation.originality == pytest.approx(1 - link.coverage_b)
    assert got.original == of(result, credited).original and got.original.kind == "lost"  # type: ignore[union-attr]


def test_altered_quotations_make_a_back_translation() -> None:
    source, spun = text(1, "ABCDEFGHIJ", *furniture("AP")), text(2, "abcdefghij")
    alignment = align(source, spun, quotes_matched=4, quotes_altered=3, quotes_a=4, quotes_b=4)
    result = attribute([source, spun], [alignment])
    (link,) = between(result, source, spun)
    assert (link.relation, link.child) == ("back_translation", spun.doc_id)


def test_a_translation_hangs_on_the_text_in_the_other_language() -> None:
    source = text(1, "ABCDEFGHIJ", *furniture("AFP"), language="fr")
    made = text(2, "ABCDEFGHIJ", language="de")
    result = attribute([source, made])
    (link,) = between(result, source, made)
    assert (link.relation, link.child, link.parent) == ("translation", made.doc_id, source.doc_id)
    assert of(result, made).original.language == "fr"  # type: ignore[union-attr]


def test_a_chain_of_agencies_is_one_family_of_the_first() -> None:
    ap = text(1, "ABCDEFGHIJ", *furniture("AP"), *told("AP"))
    pti = text(2, "ABCDEFGHI", *dateline("PTI"), *told("AP"))
    outlet = text(3, "ABCDEFGh", *dateline("PTI"))
    result = attribute([ap, pti, outlet])
    (family,) = result.families
    assert family.agency == "AP" and len(family.members) == 3
    assert of(result, pti).agency.name == "PTI"  # type: ignore[union-attr]
    assert of(result, ap).agency.name == "AP"  # type: ignore[union-attr]


def test_siblings_of_one_present_parent_are_co_derivatives() -> None:
    source = text(1, "ABCDEFGHIJ", *furniture("AFP"))
    first, second = text(2, "ABCDEFGHX"), text(3, "BCDEFGHIJY")
    result = attribute([source, first, second])
    assert of(result, first).derivation.parent == of(result, second).derivation.parent == source.doc_id  # type: ignore[union-attr]
    (link,) = between(result, first, second)
    assert (link.relation, link.child, link.parent) == ("co_derivative", None, None)


def test_the_better_witness_wins_and_the_loser_is_told_why() -> None:
    source = text(1, "ABCDEFGHIJ", *furniture("AFP"), published="2024-03-01T06:00+00:00")
    edited = text(2, "ABCDEFGHxy", published="2024-03-01T09:00+00:00")
    second = text(3, "ABCDEFGHxy", published="2024-03-01T12:00+00:00")
    alignments = [
        align(source, edited), align(edited, second),
        align(source, second),
    ]  # fmt: skip
    result = attribute([source, edited, second], alignments)
    assert of(result, second).derivation.parent == edited.doc_id  # type: ignore[union-attr]
    assert of(result, second).derivation.lag_seconds == 3 * 3600  # type: ignore[union-attr]
    (link,) = between(result, source, second)
    assert link.relation in DERIVATIONS and link.parent == source.doc_id
    assert any(reason.startswith("rival_lost:less_faithful") for reason in link.direction_basis)


def test_a_text_with_more_of_the_agency_than_another_did_not_take_it_from_there() -> None:
    dispatch = text(1, "ABCDEFGHIJ", *furniture("AFP"))
    early = text(2, "ABCDEFQRST", *told("AFP", 2))
    result = attribute([dispatch, early])
    (link,) = between(result, dispatch, early)
    assert "rival_lost:own_attributions" in link.direction_basis and link.relation not in DERIVATIONS
    got = of(result, early)
    assert got.derivation is not None and got.original is not None
    assert got.derivation.relation == "light_edit" and got.derivation.parent == got.original.id
    # what it has beyond the dispatch bears no mark of the agency: it took the dispatch and wrote on
    taken = attribute([dispatch, text(2, "ABCDEFQRST")])
    assert of(taken, text(2, "ABCDEFQRST")).derivation.parent == dispatch.doc_id  # type: ignore[union-attr]


def test_full_furniture_on_both_sides_comes_from_the_agency_not_from_the_other_outlet() -> None:
    first = text(1, "ABCDEFGHIJ", *furniture("AFP"), outlet="One", published="2024-03-01T06:00+00:00")
    second = text(2, "ABCDEFGHIJ", *furniture("AFP"), outlet="Two", published="2024-03-01T12:00+00:00")
    result = attribute([first, second])
    lost = of(result, first).original
    assert lost is not None and lost.kind == "lost" and of(result, second).original == lost
    for witness in (first, second):
        assert of(result, witness).derivation.parent == lost.id  # type: ignore[union-attr]
        assert of(result, witness).derivation.relation == "verbatim"  # type: ignore[union-attr]
    (link,) = between(result, first, second)
    assert (link.relation, link.child) == ("verbatim", None)
    assert "rival_lost:own_furniture" in link.direction_basis


def test_an_outlet_re_posting_its_own_copy_is_a_self_update() -> None:
    first = text(1, "ABCDEFGHIJ", *furniture("AFP"), outlet="One", published="2024-03-01T06:00+00:00")
    again = text(2, "ABCDEFGHIJk", outlet="One", published="2024-03-01T12:00+00:00")
    result = attribute([first, again])
    assert relation(result, first, again) == "self_update"
    assert of(result, first).family_id == of(result, again).family_id is not None


def test_two_dispatches_that_differ_are_wire_versions_with_an_original_each() -> None:
    early = text(1, "ABCDEFGH", *furniture("AP"), outlet="One", published="2024-03-01")
    late = text(2, "ABcdeFGXYZUVW", *furniture("AP"), outlet="Two", published="2024-03-01")
    result = attribute([early, late])
    assert relation(result, early, late) == "wire_version"
    (family,) = result.families
    assert [o.kind for o in family.originals] == ["lost", "lost"]
    assert of(result, early).original != of(result, late).original


def test_two_editions_have_an_original_each() -> None:
    english = text(1, "ABCDEFGHIJ", *furniture("AFP"), language="en")
    french = text(2, "XABYCDZEFUGW", *furniture("AFP"), language="fr")
    copy = text(3, "ABCDEFGHIJ", language="en")
    result = attribute([english, french, copy])
    assert relation(result, english, french) == "language_edition"
    (family,) = result.families
    assert {o.language for o in family.originals} == {"en", "fr"}
    assert of(result, copy).original == of(result, english).original
    assert family.languages == ("en", "fr")


# ------------------------------------------------------------------ families without an agency


def test_copying_between_outlets_makes_a_family_without_agency() -> None:
    first = text(1, "ABCDEFGHIJ", outlet="One", published="2024-03-01T06:00+00:00")
    second = text(2, "ABCDEFGHIJ", outlet="Two", published="2024-03-01T12:00+00:00")
    result = attribute([first, second])
    (family,) = result.families
    assert family.agency is None and family.originals[0].kind == "document"
    assert of(result, second).derivation.parent == first.doc_id  # type: ignore[union-attr]
    assert of(result, first).original.id == first.doc_id  # type: ignore[union-attr]
    assert of(result, first).derivation is None
    assert of(result, second).credited == "not_applicable"


def test_without_direction_the_source_of_two_equal_texts_stays_lost() -> None:
    first, second = text(1, "ABCDEFGHIJ"), text(2, "ABCDEFGHIJ")
    result = attribute([first, second])
    (family,) = result.families
    assert [o.kind for o in family.originals] == ["lost"]
    (link,) = between(result, first, second)
    assert (link.relation, link.child, link.parent) == ("verbatim", None, None)
    assert link.direction_basis[0] == "undetermined"


def test_two_wordings_in_one_language_have_their_source_in_the_other() -> None:
    source = text(1, "ABCDEFGHIJ", language="cs")
    first, second = text(2, "ABCDEFGHIJ"), text(3, "aBcdEfGhIj")
    quotes = {"quotes_a": 3, "quotes_b": 3, "quotes_matched": 3}
    alignments = [
        align(source, first, **quotes), align(source, second, **quotes),
        align(first, second, **quotes, quotes_altered=3),
    ]  # fmt: skip
    result = attribute([source, first, second], alignments)
    assert of(result, first).derivation.parent == of(result, second).derivation.parent == source.doc_id  # type: ignore[union-attr]
    assert relation(result, first, second) == "co_derivative"
    # a rewrite keeps the quotations, and then nothing is known
    kept = [*alignments[:2], align(first, second, **quotes)]
    result = attribute([source, first, second], kept)
    assert of(result, first).derivation.parent != source.doc_id  # type: ignore[union-attr]


# ------------------------------------------------------------------ conflicts and chaining


def test_two_agencies_on_one_event_stay_apart() -> None:
    afp = text(1, "ABCDEFGHIJ", *furniture("AFP"))
    derived = text(2, "ABCDEFGHIJ")
    ap = text(3, "ABcdXYZUVWQR", *furniture("AP"))
    result = attribute([afp, derived, ap])
    assert len(result.families) == 2
    assert of(result, derived).agency.name == "AFP"  # type: ignore[union-attr]
    # the text without agency has joined AFP before its likeness to AP is judged
    assert of(result, derived).family_id != of(result, ap).family_id
    assert relation(result, derived, ap) == "same_event"
    assert {r for f in result.families for _, r in f.related} == {"same_event"}


def test_a_mash_up_belongs_to_both_and_joins_neither() -> None:
    ap = text(1, "ABCDEFGHIJ", *furniture("AP"), published="2024-03-01")
    ap_copy = text(2, "ABCDEFGHIJ", published="2024-03-01")
    afp = text(3, "QRSTUVWXYZ", *furniture("AFP"), published="2024-03-02")
    afp_copy = text(4, "QRSTUVWXYZ", published="2024-03-02")
    mixed = text(5, "ABCDEFQRST", published="2024-03-03")
    result = attribute([ap, ap_copy, afp, afp_copy, mixed])
    assert sorted(len(f.members) for f in result.families) == [2, 3]
    got = of(result, mixed)
    assert got.family_id == of(result, ap).family_id and got.also_in == (of(result, afp).family_id,)
    assert got.derivation is not None and got.derivation.relation == "mashup"
    assert got.derivation.copied_share == pytest.approx(1.0, abs=0.02)
    assert got.original is not None and got.original.agency == "AP"
    assert relation(result, mixed, afp) == "mashup"
    assert next(link for link in between(result, mixed, afp)).child == mixed.doc_id


def test_two_excerpts_of_one_text_do_not_make_it_a_mash_up() -> None:
    whole = text(1, "ABCDEFGHIJ", published="2024-03-01T01:00+00:00")
    head, tail = (
        text(2, "ABCDE", published="2024-03-02T01:00+00:00"),
        text(3, "FGHIJ", published="2024-03-02T05:00+00:00"),
    )
    result = attribute([whole, head, tail])
    (family,) = result.families
    assert len(family.members) == 3
    assert of(result, whole).also_in == ()


# ------------------------------------------------------------------ relations between families


def test_a_follow_up_shares_background_and_joins_nothing() -> None:
    first = text(1, "ABCDEFGHIJ", *furniture("AFP"), published="2024-03-01")
    second = text(2, "QRSTUVWX" + "IJ", *furniture("AFP"), published="2024-03-03")
    result = attribute([first, second], [align(first, second, anchor_score=0.3)])
    assert len(result.families) == 2
    (link,) = between(result, first, second)
    assert link.relation == "follow_up" and link.longest_run_words == 40 and link.passages


def test_background_of_another_source() -> None:
    first = text(1, "ABCDEFGHIJ", *furniture("AFP"), published="2024-03-01")
    second = text(2, "QRSTUVWX" + "IJ", *furniture("AP"), published="2024-03-03")
    assert relation(attribute([first, second]), first, second) == "shared_background"


def test_sentences_without_a_rare_word_are_boilerplate() -> None:
    first, second = text(1, "ABCDEFGHIJKLMNOP"), text(2, "QRSTUVWXYZ12345P")
    alignment = align(first, second, rare_shared=0, anchor_weight_aligned=0.0, anchor_score=0.0)
    assert relation(attribute([first, second], [alignment]), first, second) == "boilerplate"


def test_a_shared_caption_links_and_never_merges() -> None:
    first = text(1, "ABCDEFGHIJ", *told("AFP", 2))
    second = text(2, "QRSTUVWXYZ", *furniture("AFP"))
    result = attribute([first, second], [captioned(align(first, second), 21)])
    assert len(result.families) == 2
    (link,) = between(result, first, second)
    assert link.relation == "shared_caption" and link.longest_run_words == 21
    assert all("caption" in (p.unit_a, p.unit_b) for p in link.passages)


def test_unrelated_texts_give_no_link() -> None:
    first, second = text(1, "ABCDEFGHIJKLMNOPQRST"), text(2, "UVWXYZ1234567890!?t")
    alignment = align(first, second, anchor_score=0.02, numbers_shared=0.0, longest_run=5)
    result = attribute([first, second], [alignment])
    assert result.links == () and result.families == ()


@pytest.mark.parametrize("agencies", [("AFP", "AFP"), ("AFP", "AP"), (None, None), ("AFP", None)])
@pytest.mark.parametrize("place", [0, 10, 18])
def test_a_run_of_twenty_words_is_always_in_a_link(
    agencies: tuple[str | None, str | None], place: int
) -> None:
    letters = list("QRSTUVWXYZ1234567890")
    letters[place] = "K"
    found = [furniture(name) if name else () for name in agencies]
    first, second = text(1, "ABCDEFGHIJKLMNOP", *found[0]), text(2, "".join(letters), *found[1])
    for changes in ({}, {"rare_shared": 0, "anchor_weight_aligned": 0.0}, {"via_hub": True}):
        result = attribute([first, second], [align(first, second, **changes)])
        assert any(link.passages for link in between(result, first, second))


def test_where_words_are_not_spaced_forty_characters_are_the_promise() -> None:
    first, second = text(1, "ABCDEFGHIJKLMNOP", language="zh"), text(2, "QRSTUVWXYZ1234P567", language="zh")
    short = align(
        first, second, longest_run=39, anchor_score=0.0, numbers_shared=0.0, lead_a=False, lead_b=False
    )
    long = align(
        first, second, longest_run=40, anchor_score=0.0, numbers_shared=0.0, lead_a=False, lead_b=False
    )
    assert attribute([first, second], [short]).links == ()
    assert len(attribute([first, second], [long]).links) == 1


# ------------------------------------------------------------------ promises


def crowd() -> tuple[list[Text], list[Alignment]]:
    texts = [
        text(1, "ABCDEFGHIJ", *furniture("AFP"), outlet="One", published="2024-03-01"),
        text(2, "ABCDEFGHIJ", outlet="Two", published="2024-03-01"),
        text(3, "ABcdEFGHIX", outlet="Three", published="2024-03-02"),
        text(4, "ABCDEFGHIJ", outlet="Four", language="fr", published="2024-03-01"),
        text(5, "ABxyzuvIJK", *furniture("AP"), outlet="Five", published="2024-03-01"),
        text(6, "ABCDEQRSTU", outlet="Six", published="2024-03-03"),
        text(7, "QRSTUVWXYZ", *furniture("Reuters"), outlet="Seven", published="2024-03-02"),
        text(8, "QRSTUVWXYZ", outlet="Eight", published="2024-03-02"),
        text(9, "12345678IJ", *told("AFP", 2), outlet="Nine", published="2024-03-04"),
    ]
    return texts, align_all(*texts)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_inputs_changes_nothing(seed: int) -> None:
    texts, alignments = crowd()
    expected = attribute(texts, alignments)
    shuffled_texts, shuffled = list(texts), list(alignments)
    random.Random(seed).shuffle(shuffled_texts)
    random.Random(seed + 1).shuffle(shuffled)
    assert attribute(shuffled_texts, shuffled) == expected


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 500))
def test_unrelated_neighbours_change_nothing(seed: int, position: int) -> None:
    texts, alignments = crowd()
    expected = attribute(texts, alignments)
    stranger = text(1000 + position, "!?;:+-*/%&", *furniture("dpa"), published="2024-03-01")
    weak = random.Random(seed).sample(texts, 3)
    pairs = [
        align(
            stranger,
            other,
            anchor_score=0.02,
            numbers_shared=0.0,
            longest_run=4,
            coverage_a=0.05,
            coverage_b=0.05,
        )
        for other in weak
    ]
    got = attribute([*texts, stranger], [*alignments, *pairs])
    assert [a for a in got.attributions if a.doc_id != stranger.doc_id] == list(expected.attributions)
    assert got.links[: len(expected.links)] == expected.links or set(expected.links) <= set(got.links)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("ABCDEFGHabcdefgh", min_size=2, max_size=10).map(
                lambda s: "".join({c.lower(): c for c in s}.values())
            ),
            st.sampled_from([(), furniture("AFP"), furniture("AP"), told("AFP", 2), told("Reuters")]),
            st.sampled_from(["en", "fr", "zh"]),
            st.sampled_from([None, "One", "Two", "AFP"]),
            st.sampled_from([None, "2024-03-01", "2024-03-02T10:00+00:00"]),
        ),
        min_size=1,
        max_size=7,
    )
)
def test_the_result_is_consistent_whatever_comes_in(
    rows: list[tuple[str, tuple[object, ...], str, str | None, str | None]],
) -> None:
    texts = [
        text(n + 1, letters, *found, language=language, outlet=outlet, published=when)  # type: ignore[arg-type]
        for n, (letters, found, language, outlet, when) in enumerate(rows)
    ]
    result = attribute(texts)
    ids = {t.doc_id for t in texts}
    families = {f.family_id: f for f in result.families}
    members = [m for f in result.families for m in f.members]
    assert len(members) == len(set(members))
    assert [a.doc_id for a in result.attributions] == sorted(ids)
    links = {link.link_id: link for link in result.links}
    assert len(links) == len(result.links)
    for got in result.attributions:
        assert (got.family_id is None) == (got.original is None)
        if got.family_id is not None:
            family = families[got.family_id]
            assert got.doc_id in family.members
            assert got.original is not None and got.original.id in {o.id for o in family.originals}
        assert set(got.also_in) <= set(families) - {got.family_id}
        assert {links[name].link_id for name in got.links} == {
            link.link_id for link in result.links if got.doc_id in (link.a, link.b)
        }
        if got.derivation is not None:
            assert 0 <= got.derivation.copied_share <= 1
            assert got.derivation.copied_share + got.derivation.originality == pytest.approx(1)
        # no circle, and every chain ends in the document's original or in a text whose parent is not known
        seen = {got.doc_id}
        by_id = {a.doc_id: a for a in result.attributions}
        step = got
        while step.derivation is not None and step.derivation.parent in by_id:
            step = by_id[step.derivation.parent]
            assert step.doc_id not in seen
            seen.add(step.doc_id)
        assert step.original == got.original
    for link in result.links:
        assert link.relation in RELATIONS
        assert link.a in ids and (
            link.b in ids or link.b in {o.id for f in result.families for o in f.originals}
        )
        assert 0 <= link.confidence <= 1 and 0 <= link.score <= 1
        assert (link.child is None) == (link.parent is None)
        if link.child is not None:
            assert {link.child, link.parent} == {link.a, link.b} and link.relation in DERIVATIONS
        assert link.passages or link.b not in ids


def test_a_star_of_many_copies_is_one_family() -> None:
    hub = text(0, "ABCDEFGHIJ", *furniture("AFP"), published="2024-03-01")
    copies = [text(n, "ABCDEFGHIJ", published="2024-03-02") for n in range(1, 2001)]
    alignment = align(hub, copies[0])
    stars = [
        Alignment(**{**{f: getattr(alignment, f) for f in Alignment.__dataclass_fields__}, "b": copy.doc_id})
        for copy in copies
    ]
    result = attribute([hub, *copies], stars)
    (family,) = result.families
    assert len(family.members) == 2001
    assert all(a.derivation.parent == hub.doc_id for a in result.attributions[1:])  # type: ignore[union-attr]


@pytest.mark.parametrize("wrong", ["twice", "unknown"])
def test_impossible_input_is_refused(wrong: str) -> None:
    first, second = text(1, "ABCD"), text(2, "ABCD")
    with pytest.raises(ValueError):
        if wrong == "twice":
            attribute_component([first.facts, first.facts], [], SETTINGS)
        else:
            attribute_component([first.facts], [align(first, second)], SETTINGS)
