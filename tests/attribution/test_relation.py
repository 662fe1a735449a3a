from __future__ import annotations

from typing import Any

import pytest

from tests.attribution.factory import Text, align, captioned, furniture, text, told
from transforms.attribution.agency import own_agencies
from transforms.attribution.relation import (
    event_score,
    family_probability,
    is_full_copy,
    is_woven,
    outside_relations,
    score_of,
    side_of,
    text_relation,
)
from transforms.schema import Evidence


@pytest.mark.parametrize(
    ("parent", "child", "changes", "remnants", "expected"),
    [
        ("ABCDEFGHIJ", "ABCDEFGHIJ", {}, False, "verbatim"),
        ("ABCDEFGHIJKLMNOPQRST", "ABCDEFGHIJKLMNOPQRS", {}, False, "verbatim"),
        ("ABCDEFGHIJ", "ABCDE", {}, False, "light_edit"),  # cut from the end
        ("ABCDEFGHIJ", "ABCDefGHIJ", {}, False, "light_edit"),
        ("ABCDEFGHIJ", "FGHIJABCDE", {}, False, "verbatim"),
        ("ABCDEFGHIJ", "FGhIJABCDe", {}, False, "partial"),  # words kept, order not
        ("ABCDE", "ABCDEVWXYZQ", {}, False, "partial"),  # much of its own
        ("ABCDEFGH", "ABCDEFGHXY", {}, False, "light_edit"),
        ("ABCDEFGHIJ", "ABCXYZUVWQ", {}, False, "partial"),
        ("ABCDEFGHIJ", "abcdefghij", {}, False, "rewrite"),
        ("ABCDEFGHIJ", "abcdefghij", {}, True, "back_translation"),
        (
            "ABCDEFGHIJ",
            "abcdefghij",
            {"quotes_a": 4, "quotes_b": 4, "quotes_matched": 4, "quotes_altered": 2},
            False,
            "back_translation",
        ),
        (
            "ABCDEFGHIJ",
            "abcdefghij",
            {"quotes_a": 4, "quotes_b": 4, "quotes_matched": 4, "quotes_altered": 1},
            False,
            "rewrite",
        ),
        # quotations that find no counterpart at all were changed beyond recognition
        (
            "ABCDEFGHIJ",
            "abcdefghij",
            {"quotes_a": 4, "quotes_b": 3, "quotes_matched": 1},
            False,
            "back_translation",
        ),
        # turned into indirect speech: those that are left are kept
        ("ABCDEFGHIJ", "abcdefghij", {"quotes_a": 6, "quotes_b": 2, "quotes_matched": 2}, False, "rewrite"),
        (
            "ABCDEFGHIJ",
            "abXYZUVWQR",
            {"quotes_a": 4, "quotes_b": 4, "quotes_matched": 4, "quotes_altered": 4},
            True,
            "rewrite",
        ),
    ],
)
def test_same_language(
    parent: str, child: str, changes: dict[str, Any], remnants: bool, expected: str
) -> None:
    a, b = text(1, parent), text(2, child)
    assert text_relation(align(a, b, **changes), b.doc_id, remnants) == expected


def test_across_languages() -> None:
    a, b = text(1, "ABCD", language="fr"), text(2, "ABCD")
    assert text_relation(align(a, b), b.doc_id, remnants=False) == "translation"


def test_without_direction_the_text_that_lies_more_inside_is_the_child() -> None:
    a, b = text(1, "ABCDE"), text(2, "ABCDEVWXYZ")
    assert text_relation(align(a, b), None, remnants=False) == text_relation(
        align(a, b), a.doc_id, remnants=False
    )


def test_sides_and_score() -> None:
    a, b = text(1, "ABCDEFGHIJ"), text(2, "ABCXY")
    al = align(a, b)
    assert side_of(al, a.doc_id).coverage == pytest.approx(0.3) and side_of(
        al, b.doc_id
    ).coverage == pytest.approx(0.6)
    assert score_of(al) == pytest.approx(0.6)
    with pytest.raises(ValueError):
        side_of(al, "elsewhere")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("ABCDEFGHIJ", "ABCDEFGHI", True), ("ABCDEFGHIJ", "ABCD", False), ("ABCDEFGHIJ", "ABCDEFghij", False)],
)
def test_full_copies(a: str, b: str, expected: bool) -> None:
    assert is_full_copy(align(text(1, a), text(2, b))) is expected


def probability(a: Text, b: Text, given: float = 0.5, **changes: Any) -> float:
    return family_probability(
        align(a, b, **changes), given, a.facts, b.facts, own_agencies(a.facts), own_agencies(b.facts)
    )


def test_agencies_and_days_move_the_probability() -> None:
    plain = probability(text(1, "ABcdXYZUVW"), text(2, "ABcdefghij"))
    assert plain == pytest.approx(0.5)
    same = probability(text(1, "ABcdXYZUVW", *told("AFP", 2)), text(2, "ABcdefghij", *furniture("AFP")))
    other = probability(text(1, "ABcdXYZUVW", *told("AFP", 2)), text(2, "ABcdefghij", *furniture("AP")))
    assert other < 0.1 < plain < same
    # the same agency on another day, with another lead: no version of one story
    assert probability(
        text(1, "ABcdXYZUVW", *told("AFP", 2)), text(2, "ABcdefghij", *furniture("AFP")), lead_a=False
    ) == pytest.approx(0.5)
    far = probability(
        text(1, "ABcdXYZUVW", published="2024-03-01"), text(2, "ABcdefghij", published="2024-03-09")
    )
    assert far < plain


def test_a_copy_in_full_is_a_copy_whoever_it_names() -> None:
    a, b = text(1, "ABCDEFGHIJ", *furniture("AP")), text(2, "ABCDEFGHIJ", *furniture("PTI"))
    assert probability(a, b, 0.97) == pytest.approx(0.97)


OLD, NEW = "ABCDEFGHIJ", "QRSTUVWXIJ"


@pytest.mark.parametrize(
    ("a", "b", "changes", "same_agency", "expected"),
    [
        (text(1, OLD), text(2, NEW), {"anchor_score": 0.3}, True, ["follow_up"]),
        (text(1, OLD), text(2, NEW), {"anchor_score": 0.1}, True, ["shared_background"]),
        (text(1, OLD), text(2, NEW), {}, False, ["shared_background"]),
        (text(1, OLD, outlet="One"), text(2, NEW, outlet="One"), {"anchor_score": 0.3}, False, ["follow_up"]),
        (text(1, OLD), text(2, "abXYZUVWQR"), {"anchor_score": 0.4}, False, ["same_event"]),
        (
            text(1, OLD),
            text(2, NEW),
            {"rare_shared": 0, "anchor_weight_aligned": 0.0},
            False,
            ["boilerplate"],
        ),
        (
            text(1, OLD),
            text(2, "QRSTUVWXYj"),
            {"longest_run": 5, "anchor_score": 0.02, "numbers_shared": 0.0},
            True,
            [],
        ),
    ],
)
def test_relations_between_families(
    a: Text, b: Text, changes: dict[str, Any], same_agency: bool, expected: list[str]
) -> None:
    found = outside_relations(align(a, b, **changes), a.facts, b.facts, same_agency, 0.1, 0.5)
    assert [x.relation for x in found] == expected
    assert all(0.3 <= x.confidence <= 1 for x in found)


def test_a_caption_and_a_background_are_two_links() -> None:
    a, b = text(1, OLD), text(2, NEW)
    found = outside_relations(captioned(align(a, b, anchor_score=0.3), 21), a.facts, b.facts, True, 0.1, 0.5)
    assert [(x.relation, x.captions) for x in found] == [("shared_caption", True), ("follow_up", False)]


def test_names_in_a_caption_are_not_a_shared_caption() -> None:
    a, b = text(1, OLD), text(2, "QRSTUVWXYZ")
    assert outside_relations(captioned(align(a, b), 11), a.facts, b.facts, True, 0.1, 0.5) == []


def test_more_in_common_is_more_of_one_event() -> None:
    a = text(1, OLD)
    weaker, stronger = align(a, text(2, "abQRSTUVWX")), align(a, text(2, "abcdefQRST"))
    assert event_score(weaker) < event_score(stronger) <= 1


def test_an_outlets_own_story_that_quotes_an_agency_is_no_dispatch_with_old_background() -> None:
    # the late part of one text is the head of the other
    dispatch = text(1, "ABCDEFGHIJ", *furniture("AP"))
    for late, background in (
        (text(2, "UVWXYZABC", *furniture("AP")), True),
        (text(2, "UVWXYZABC", *told("AP", 2)), False),
    ):
        al = align(dispatch, late)
        own = own_agencies(dispatch.facts), own_agencies(late.facts)
        p = family_probability(al, 0.6, dispatch.facts, late.facts, *own)
        assert (p < 0.1) == background


def test_direct_speech_kept_word_for_word_was_no_machine() -> None:
    changes = {"quotes_a": 3, "quotes_b": 2, "quotes_matched": 1, "quotes_in_order": 1}
    a, b = text(1, "ABCDEFGHIJ"), text(2, "abcdefghij")
    assert text_relation(align(a, b, **changes), b.doc_id, remnants=False) == "back_translation"
    kept = align(a, b, longest_run=20, longest_plain_run=4, **changes)
    assert text_relation(kept, b.doc_id, remnants=False) == "rewrite"


@pytest.mark.parametrize(
    ("source", "child", "expected"),
    [
        ("ABCDEF", "DEQRSABTUVWX", True),
        ("ABCDEF", "ABQRSDETUVWX", False),  # in order: some of its paragraphs
        ("ABCDEFGHIJKLMN", "DEQRSABTUVWX", False),  # the source is longer
        ("ABCDEF", "DEFABCQRS", False),  # most of it
    ],
)
def test_woven(source: str, child: str, expected: bool) -> None:
    a, b = text(1, source), text(2, child)
    assert is_woven(align(a, b), b.doc_id) is expected


@pytest.mark.parametrize(
    ("found", "changes", "higher"),
    [
        (told("AP", 2), {}, True),
        (told("AP", 2), {"longest_run": 9}, False),  # a press line
        (told("AP", 2), {"quotes_in_order": 0}, False),
        (told("dpa", 2), {}, False),
        (told("AP", 1)[:0], {}, False),
        (furniture("AP"), {}, False),  # another dispatch: a version, or the next day's
    ],
)
def test_a_quotation_that_a_text_has_from_the_agency_is_from_its_dispatch(
    found: tuple[Evidence, ...], changes: dict[str, int], higher: bool
) -> None:
    dispatch, other = text(1, "ABCDEFGHIJ", *furniture("AP")), text(2, "QGRSTUVWXY", *found)
    own = own_agencies(dispatch.facts), own_agencies(other.facts)
    al = align(dispatch, other, **{"longest_run": 18, "quotes_in_order": 1, "lead_a": False, **changes})
    assert (family_probability(al, 0.3, dispatch.facts, other.facts, *own) > 0.7) == higher
