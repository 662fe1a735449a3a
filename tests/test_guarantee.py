from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.guarantee import articles_of, covers, failures, make_case
from transforms.schema import Link, Passage


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_every_planted_run_is_found(seed: int) -> None:
    assert [(number, stage) for number, _, stage in failures(12, seed)] == []


def test_a_missing_word_is_noticed() -> None:
    case = make_case(random.Random(3))
    a, b = (article.doc_id for article in articles_of(case, 0))

    def link(cut: int) -> Link:
        (a_start, a_end), (b_start, b_end) = case.spans
        passage = Passage(a_start, a_end - cut, b_start, b_end, "verbatim", "body", "body")
        return Link("l-1", a, b, "partial", None, None, 0.9, 0.5, 0.5, 0.5, 20, (), (passage,))

    assert covers((link(0),), case, a, b)
    assert not covers((link(3),), case, a, b)
    assert not covers((), case, a, b)
