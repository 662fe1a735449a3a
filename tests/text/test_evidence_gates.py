"""What is asked before a reading of evidence, to spare it, lets through whatever the reading would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text import false_friends, notices, url_evidence
from transforms.text.agencies import current_table
from transforms.text.agency_mentions import _patterns, find_mentions
from transforms.text.false_friends import Doubts
from transforms.text.page_words import PageWords

WORDS = ["the", "told", "AFP", "Ap", "storm", "“ferry”", "İ", "K", "ſ", "ı", "été", "\n"]


def joined(*pieces: str) -> st.SearchStrategy[str]:
    """Some of the pieces and some ordinary words in any order, with and without spaces."""
    return st.lists(st.sampled_from([*pieces, *WORDS]), max_size=8).flatmap(
        lambda some: st.sampled_from([" ".join(some), "".join(some)])
    )


def found_by(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts in which a pattern finds something."""
    return st.from_regex(pattern)


@pytest.mark.parametrize("agency", sorted(false_friends._OTHER_NAMES))
def test_an_acronym_spelled_out_is_found_as_in_lower_case(agency: str) -> None:
    phrases = false_friends._OTHER_NAMES[agency]
    halves = [phrase[: len(phrase) // 2] for phrase in phrases]

    @given(joined(*phrases, *halves, *(phrase.upper() for phrase in phrases)))
    @settings(deadline=None, max_examples=60)
    def asked(text: str) -> None:
        assert Doubts(text, "en").other_meaning(agency) == any(phrase in text.lower() for phrase in phrases)

    asked()


@given(found_by(false_friends._NAMED_AGENCY))
@settings(deadline=None, max_examples=300)
def test_a_named_agency_has_one_of_the_stems(near: str) -> None:
    assert any(stem in near.lower() for stem in false_friends._AGENCY_STEMS)


@given(joined("The ", " the ", "the\n", "the\t", "lathe "))
def test_an_article_is_looked_for_at_the_end(left: str) -> None:
    assert false_friends._behind_article(left) == bool(false_friends._ARTICLE.search(left))


def test_every_form_holds_the_letters_it_is_looked_for_by() -> None:
    patterns = _patterns(current_table())
    for keyed in patterns.latin.values():
        for form in keyed.forms:
            # other characters may stand for these
            printed = form.replace(" ", "\u00a0").replace("-", "\u2011").replace("'", "’")
            assert any(part in form and part in printed for part in keyed.letters), form


@pytest.mark.parametrize("opening", "(（[【［/／=＝–—:：")
def test_a_slot_is_found_behind_whatever_opens_it(opening: str) -> None:
    assert [m.agency for m in find_mentions(f"Storm hits the coast\n\nThe port is shut {opening}ap)")] == ["AP"]


ADDRESSES = ["https://apnews.com/article/storm-hits-the-coast-0123456789abcdef", "www.reuters.com/world/storm-hits-coast", "http://", "www.", "://", "a/b", "afp.com"]


@given(joined(*ADDRESSES))
@settings(deadline=None, max_examples=150)
def test_an_address_of_a_story_is_found_in_its_line(text: str) -> None:
    told = [link.span() for link in url_evidence._links(text, PageWords(text)) if url_evidence._match(link.group())]
    assert told == [link.span() for link in url_evidence._URL.finditer(text) if url_evidence._match(link.group())]


CUES = [
    "1230 GMT", "AP-WF", "BC-EU", "Eds:", "AP Photos NY", "APTN video", "Enditem", "Item ends", "Lusa/Fim", "PTI KR", "(Schluss)", "(…)", "\n- Aid -", "\n-", "<AAPL.O>", "(AAPL.O)",
    "Thomson Reuters", "Purchase Licensing", "Arbil", "Hashed al-Shaabi", "Islamic State (IS) group", "Qassim Soleimani", "Mouhandis", "dpa:", "(ndlr)", "核稿", "(a)", "- no",
]  # fmt: skip


@given(st.lists(st.sampled_from(CUES + WORDS), max_size=8))
@settings(deadline=None, max_examples=300)
def test_cues_are_found_in_the_lines_that_can_hold_one(some: list[str]) -> None:
    text = " ".join(some)
    assert notices._cues(text, PageWords(text)) == set(notices._CUES.findall(text))
