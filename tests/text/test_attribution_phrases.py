from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from transforms.text.attribution_phrases import _ARTICLE, _QUOTE_END, _without_article, read_phrase
from transforms.text.attribution_rules import CLAIM_BEFORE, SAY_BEFORE

_WORDS = st.lists(
    st.sampled_from(
        ["the", "The", "both", "state-run", "French", "official", "said", "“", "‘", "'", '"', "(", " ", "  ", "\u00a0", "l'", "wie", "meldet", "die",
         "rekao", "za", "сообщил", "агентству", "reported", ",", "schreibt", "das", "«", "x"]
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(_WORDS)
@example("told the ")
@example("a report by the official ")
@example("he said “the ")
def test_what_stands_before_a_name_is_cut_as_its_patterns_cut_it(context: str) -> None:
    assert _without_article(context) == _QUOTE_END.sub("", _ARTICLE.sub("", context))


@given(_WORDS)
@example("Wie am Montag im fernen Osten des Landes bekannt wurde, meldet die ")
def test_verbs_right_before_a_name_are_found_whatever_stands_before_them(context: str) -> None:
    far = "one two three four five six seven "
    if CLAIM_BEFORE.search(context) or SAY_BEFORE.search(context):
        assert read_phrase(far + context, " .") is not None
