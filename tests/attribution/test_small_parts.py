"""Ids, times, spans and facts: the small modules that the others stand on."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attribution.factory import align, text
from transforms.attribution.facts import facts_of
from transforms.attribution.ids import family_id, hub_of, link_id, lost_original_id
from transforms.attribution.once import KEPT, once
from transforms.attribution.spans import body_spans, covered_share, length, merged, outside
from transforms.attribution.times import days_between, seconds_between
from transforms.schema import Article, ArticleFacts, Published, Source, Unit

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda s: (min(s), max(s))), max_size=8
)


def points(found: list[tuple[int, int]]) -> set[int]:
    return {n for start, end in found for n in range(start, end)}


@given(spans, spans)
def test_spans_are_sets_of_points(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    one, two = merged(left), merged(right)
    assert points(one) == points(left) and length(one) == len(points(left))
    assert outside(one, two) == len(points(left) - points(right))
    assert all(a[1] < b[0] for a, b in itertools.pairwise(one))


def test_a_question_is_put_once_to_one_text_and_never_answered_by_another() -> None:
    asked: list[tuple[str, str | None]] = []

    @once
    def question(facts: ArticleFacts, agency: str | None) -> str:
        asked.append((facts.doc_id, agency))
        return f"{facts.doc_id} {agency}"

    first, again = text(1, "AB").facts, text(1, "AB").facts
    for facts, agency in ((first, "AFP"), (first, "AFP"), (first, None), (again, "AFP"), (first, "AFP")):
        assert question(facts, agency) == f"{facts.doc_id} {agency}"
    assert len(asked) == 3
    for number in range(3 * KEPT):
        # most of these have the place in memory of one that is gone
        assert question(text(number, "AB").facts, None).startswith(f"{number:016x}")


def test_body_spans_leave_captions_out() -> None:
    from tests.attribution.factory import captioned

    a, b = text(1, "ABXY"), text(2, "ABZW")
    assert body_spans(captioned(align(a, b), 20), a.doc_id) == [(0, 99), (100, 199)]


def test_covered_share_is_exact_for_one_alignment_and_scaled_for_more() -> None:
    assert covered_share([]) == 0
    assert covered_share([([(0, 50)], 0.4)]) == 0.4
    assert covered_share([([(0, 50)], 0.4), ([(25, 75)], 0.4)]) == pytest.approx(0.6)
    assert covered_share([([(0, 50)], 0.9), ([(50, 100)], 0.9)]) == 1.0


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (("2024-03-01T06:00+00:00", "minute"), ("2024-03-01T09:00+02:00", "minute"), 3600),
        (("2024-03-01T06:00Z", "minute"), ("2024-03-01T06:00:30+00:00", "second"), 30),
        (("2024-03-01T06:00", "minute"), ("2024-03-01T05:00", "minute"), -3600),
        (("2024-03-01T06:00", "minute"), ("2024-03-01T07:00+00:00", "minute"), None),
        (("2024-03-01", "day"), ("2024-03-02T07:00", "minute"), None),
        (("nonsense", "minute"), ("2024-03-02T07:00", "minute"), None),
    ],
)
def test_seconds(earlier: tuple[str, str], later: tuple[str, str], expected: int | None) -> None:
    assert seconds_between(Published(*earlier, "source"), Published(*later, "source")) == expected


def test_days() -> None:
    day, minute = Published("2024-02-28", "day", "source"), Published("2024-03-01T23:00", "minute", "source")
    assert days_between(day, minute) == 2 and days_between(minute, day) == -2
    assert days_between(day, Published("2024-02", "month", "source")) is None
    assert days_between(day, None) is None and days_between(Published("soon", "day", "source"), day) is None


def test_ids_are_stable_and_tell_things_apart() -> None:
    assert link_id("a", "b", "verbatim") == "l-" + link_id("a", "b", "verbatim")[2:]
    assert (
        len({link_id("a", "b", "verbatim"), link_id("a", "b", "partial"), link_id("ab", "", "verbatim")}) == 3
    )
    assert len({lost_original_id("f", "AFP", "en", 1), lost_original_id("f", "AFP", "en", 2), lost_original_id("f", "AFP", None, 1), lost_original_id("f", None, "en", 1)}) == 4  # fmt: skip


def test_the_hub_names_the_family() -> None:
    early, late, unknown = (
        text(3, "A", published="2024-03-01"),
        text(1, "A", published="2024-03-02"),
        text(0, "A"),
    )
    members = [late.facts, unknown.facts, early.facts]
    assert hub_of(members) is early.facts
    assert family_id(members) == family_id([early.facts]) == family_id(reversed(members))
    assert family_id([late.facts, unknown.facts]) != family_id(members)
    with pytest.raises(ValueError):
        family_id([])


def test_facts_of_an_article_without_a_sketch() -> None:
    body = "One two three.\nFour five."
    article = Article(
        doc_id="00", source=Source("a.txt", "One", "https://one.example/a", None, "utf-8", "ff"), text=body, language="en",
        title=None, published=Published("2024-03-01", "day", "source"), dates=(), dateline=None,
        units=(Unit("body", 0, len(body)),), evidence=(), remnants=(("pt", 0.5),),
    )  # fmt: skip
    got = facts_of(article, None)
    assert (got.body_tokens, got.sentences, got.outlet, got.url, got.sha256) == (
        5,
        2,
        "One",
        "https://one.example/a",
        "ff",
    )
    assert got.remnants == (("pt", 0.5),) and got.published == article.published and got.paragraphs == 2
