from __future__ import annotations

from typing import Any

import pytest

from tests.attribution.factory import Text, align, evidence, furniture, text, told
from transforms.attribution.direction import judge_direction
from transforms.schema import Published

HERE = "2024-03-01T06:00+00:00"
LATER = "2024-03-01T12:00+00:00"
SAME = "ABCDEFGHIJ"


def judge(a: Text, b: Text, agency: str | None = "AFP", **changes: Any) -> tuple[str | None, tuple[str, ...]]:
    got = judge_direction(align(a, b, **changes), a.facts, b.facts, agency)
    assert (got.parent is None) == (got.probability == 0.5)
    name = None if got.parent is None else "a" if got.parent == a.doc_id else "b"
    # the same judgement from the other side
    swapped_a, swapped_b = text_with_id(b, 1), text_with_id(a, 2)
    if not changes:
        mirrored = judge_direction(align(swapped_a, swapped_b), swapped_a.facts, swapped_b.facts, agency)
        assert mirrored.probability == got.probability
        assert (mirrored.parent is None) == (got.parent is None)
    return name, got.basis


def text_with_id(original: Text, number: int) -> Text:
    from dataclasses import replace

    from tests.attribution.factory import doc_id

    return replace(original, facts=replace(original.facts, doc_id=doc_id(number)))


@pytest.mark.parametrize(
    ("a", "b", "agency", "expected", "reason"),
    [
        (text(1, SAME, *furniture("AFP")), text(2, SAME), "AFP", "a", "agency_marker"),
        (text(1, SAME), text(2, SAME, *told("AFP")), "AFP", "b", "agency_marker"),
        (text(1, SAME, outlet="AFP"), text(2, SAME, *furniture("AFP"), outlet="Two"), "AFP", "a", "agency_document"),
        (text(1, SAME, url="https://one.example/x"), text(2, SAME, evidence("url", None, 0.1, text="https://one.example/x")), None, "a", "explicit_credit"),
        (text(1, SAME, outlet="Meridian"), text(2, SAME, evidence("credit", None, 0.5, text="Source: Meridian")), None, "a", "explicit_credit"),
        (text(1, SAME), text(2, "ABCDE"), None, "a", "containment"),
        (text(1, SAME), text(2, SAME, remnants=(("pt", 0.8),)), None, "a", "remnants"),
        (text(1, SAME, language="pt"), text(2, SAME, remnants=(("pt", 0.8),)), None, "a", "remnants"),
        (text(1, SAME, published=HERE), text(2, SAME, published=LATER), None, "a", "published:21600s"),
        (text(1, SAME, published="2024-03-02"), text(2, SAME, published="2024-03-01"), None, "b", "published:1d"),
    ],
)  # fmt: skip
def test_one_reason(a: Text, b: Text, agency: str | None, expected: str, reason: str) -> None:
    name, basis = judge(a, b, agency)
    assert name == expected and reason in basis


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (text(1, SAME), text(2, SAME)),
        (text(1, SAME, *furniture("AFP")), text(2, SAME, *furniture("AFP"))),
        (
            text(1, SAME, published="2024-03-01T06:00"),
            text(2, SAME, published="2024-03-01T06:30"),
        ),  # under an hour
        (
            text(1, SAME, published="2024-03-01T06:00"),
            text(2, SAME, published="2024-03-01T12:00+00:00"),
        ),  # zones differ
        (text(1, SAME, published="2024-03-01"), text(2, SAME)),
        (text(1, SAME, language="fr"), text(2, SAME, remnants=(("pt", 0.8),))),  # of a third language
    ],
)
def test_undetermined(a: Text, b: Text) -> None:
    name, basis = judge(a, b)
    assert name is None and basis[0] == "undetermined"


def test_an_agency_marker_outweighs_a_date_and_the_date_is_kept_as_contrary() -> None:
    name, basis = judge(text(1, SAME, *furniture("AFP"), published=LATER), text(2, SAME, published=HERE))
    assert name == "a" and basis == ("agency_marker", "furniture", "against:published:21600s")


def test_an_earlier_short_text_is_not_a_cut_of_the_later_long_one() -> None:
    name, _ = judge(text(1, "ABCDEFG", published=HERE), text(2, SAME, published=LATER), None)
    assert name != "b"


def test_a_dateline_date_says_nothing_on_who_was_first() -> None:
    from dataclasses import replace

    first = text(1, SAME)
    first = replace(first, facts=replace(first.facts, published=Published("2024-02-20", "day", "dateline")))
    assert judge(first, text(2, SAME, published="2024-03-01"))[0] is None


def test_indirect_speech_comes_after_direct_speech() -> None:
    name, basis = judge(text(1, SAME), text(2, "ABCDEFGH"), None, quotes_a=6, quotes_b=1)
    assert name == "a" and "quotations" in basis


@pytest.mark.parametrize(
    ("home_a", "home_b", "languages", "expected"),
    [
        ((("pl", 2),), (("pl", 1),), ("pl", "en"), "a"),
        ((("pl", 2),), (("pl", 1),), ("en", "pl"), "b"),
        # Washington is named everywhere: English counts only where nothing speaks for the other language
        ((("en", 4), ("pl", 1)), (("en", 4),), ("pl", "en"), None),
        ((("en", 4),), (("en", 4),), ("pl", "en"), "b"),
        ((("en", 1),), (("en", 1),), ("pl", "en"), None),
        ((("de", 3),), (("de", 2), ("fr", 1)), ("de", "fr"), "a"),
        ((), (), ("de", "fr"), None),
        # in one language the places say nothing
        ((("en", 9),), (), ("en", "en"), None),
    ],
)
def test_a_story_is_at_home_where_its_language_is_spoken(
    home_a: tuple[tuple[str, int], ...],
    home_b: tuple[tuple[str, int], ...],
    languages: tuple[str, str],
    expected: str | None,
) -> None:
    from dataclasses import replace

    a, b = (text(n, SAME, language=language) for n, language in enumerate(languages, 1))
    first = replace(a, facts=replace(a.facts, home=home_a))
    second = replace(b, facts=replace(b.facts, home=home_b))
    assert judge(first, second, None)[0] == expected


def with_paragraphs(original: Text, paragraphs: int) -> Text:
    from dataclasses import replace

    return replace(original, facts=replace(original.facts, paragraphs=paragraphs))


@pytest.mark.parametrize(
    ("first", "second", "letters", "expected"),
    [
        (6, 1, SAME.lower(), "a"),
        (1, 6, SAME.lower(), "b"),
        (2, 1, SAME.lower(), None),
        (6, 1, SAME, None),  # the same words: only how the page was read
        (6, 0, SAME.lower(), None),  # nobody counted
    ],
)
def test_a_machine_that_rewords_a_text_loses_its_paragraphs(
    first: int, second: int, letters: str, expected: str | None
) -> None:
    name, basis = judge(
        with_paragraphs(text(1, SAME), first), with_paragraphs(text(2, letters), second), None
    )
    assert name == expected
    assert ("layout" in basis) == (expected is not None)


@pytest.mark.parametrize(("home", "expected"), [((("en", 1),), None), ((("en", 1), ("hi", 1)), "a")])
def test_news_from_where_english_is_one_of_several_languages_is_english_first(
    home: tuple[tuple[str, int], ...], expected: str | None
) -> None:
    from dataclasses import replace

    a, b = text(1, SAME), text(2, SAME, language="es")
    a, b = (replace(t, facts=replace(t.facts, home=home)) for t in (a, b))
    assert judge(a, b, None)[0] == expected
