"""What is asked before a reading of evidence, to spare it, lets through whatever the reading would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from transforms.text import (
    agencies,
    credit_lines,
    credit_reading,
    false_friends,
    notices,
    photo_credits,
    url_evidence,
)
from transforms.text import attribution_phrases as phrases
from transforms.text import attribution_rules as rules
from transforms.text import credit_patterns as patterns
from transforms.text.agencies import current_table
from transforms.text.agency_mentions import _patterns, find_mentions
from transforms.text.credit_page import _ENDS
from transforms.text.false_friends import Doubts
from transforms.text.page_words import PageWords
from transforms.text.plain_letters import Caseless, plain_letters
from transforms.text.scan_loops import parts_in

WORDS = ["the", "told", "AFP", "Ap", "storm", "“ferry”", "İ", "K", "ſ", "ı", "été", "\n"]


def joined(*pieces: str) -> st.SearchStrategy[str]:
    """Some of the pieces and some ordinary words in any order, with and without spaces."""
    return st.lists(st.sampled_from([*pieces, *WORDS]), max_size=8).flatmap(
        lambda some: st.sampled_from([" ".join(some), "".join(some)])
    )


def found_by(pattern: re.Pattern[str] | Caseless) -> st.SearchStrategy[str]:
    """Texts in which a pattern finds something."""
    return st.from_regex(pattern.ignoring_case if isinstance(pattern, Caseless) else pattern)


@pytest.mark.parametrize("agency", sorted(false_friends._OTHER_NAMES))
def test_an_acronym_spelled_out_is_found_as_in_lower_case(agency: str) -> None:
    phrases = false_friends._OTHER_NAMES[agency]
    halves = [phrase[: len(phrase) // 2] for phrase in phrases]

    @given(joined(*phrases, *halves, *(phrase.upper() for phrase in phrases)))
    @settings(deadline=None, max_examples=30)
    def asked(text: str) -> None:
        wanted = any(phrase in text.lower() for phrase in phrases)
        assert Doubts(text, "en").other_meaning(agency) == wanted
        assert Doubts(text, "en", PageWords(text).codes).other_meaning(agency) == wanted

    asked()


@given(found_by(false_friends._NAMED_AGENCY))
@settings(deadline=None, max_examples=80)
def test_a_named_agency_has_one_of_the_stems(near: str) -> None:
    assert any(stem in near.lower() for stem in false_friends._AGENCY_STEMS)


@given(joined("The ", " the ", "the\n", "the\t", "lathe "))
def test_an_article_is_looked_for_at_the_end(left: str) -> None:
    assert false_friends._behind_article(left) == bool(false_friends._ARTICLE.search(left))


def test_every_form_holds_the_letters_it_is_looked_for_by() -> None:
    table = _patterns(current_table())
    for keyed in table.latin.values():
        for form in keyed.forms:
            # other characters may stand for these
            printed = form.replace(" ", "\u00a0").replace("-", "\u2011").replace("'", "’")
            assert any(part in form and part in printed for part in keyed.letters), form


@pytest.mark.parametrize("opening", "(（[【［/／=＝–—:：")
def test_a_slot_is_found_behind_whatever_opens_it(opening: str) -> None:
    assert [m.agency for m in find_mentions(f"Storm hits the coast\n\nThe port is shut {opening}ap)")] == ["AP"]


ADDRESSES = ["https://apnews.com/article/storm-hits-the-coast-0123456789abcdef", "www.reuters.com/world/storm-hits-coast", "http://", "www.", "://", "a/b", "afp.com"]


@given(joined(*ADDRESSES))
@settings(deadline=None, max_examples=80)
def test_an_address_of_a_story_is_found_in_its_line(text: str) -> None:
    told = [link.span() for link in url_evidence._links(text, PageWords(text)) if url_evidence._match(link.group())]
    assert told == [link.span() for link in url_evidence._URL.finditer(text) if url_evidence._match(link.group())]


CUES = [
    "1230 GMT", "AP-WF", "BC-EU", "Eds:", "AP Photos NY", "APTN video", "Enditem", "Item ends", "Lusa/Fim", "PTI KR", "(Schluss)", "(…)", "\n- Aid -", "\n-", "<AAPL.O>", "(AAPL.O)",
    "Thomson Reuters", "Purchase Licensing", "Arbil", "Hashed al-Shaabi", "Islamic State (IS) group", "Qassim Soleimani", "Mouhandis", "dpa:", "(ndlr)", "核稿", "(a)", "- no",
]  # fmt: skip


@given(st.lists(st.sampled_from(CUES + WORDS), max_size=8))
@settings(deadline=None, max_examples=80)
def test_cues_are_found_in_the_lines_that_can_hold_one(some: list[str]) -> None:
    text = " ".join(some)
    assert notices._cues(text, PageWords(text)) == set(notices._CUES.findall(text))


@pytest.mark.parametrize("pattern", [pattern for pattern in notices._REUTERS_TAIL if pattern.pattern.startswith(r"\(")])
def test_a_bracket_of_a_desk_has_its_parts(pattern: re.Pattern[str]) -> None:
    @given(found_by(pattern))
    @settings(deadline=None, max_examples=25)
    def asked(tail: str) -> None:
        assert notices._may_name_desk(tail)

    asked()


# ------------------------------------------------------------------ the words beside a name

RIGHT = [
    *(pattern for _, _, pattern in rules.AFTER_ANY), patterns.CONTRIBUTED_RIGHT, patterns.COVERAGE_RIGHT, patterns.CREATED_RIGHT, credit_reading._CP_PUBLISHED,
]  # fmt: skip


@pytest.mark.parametrize("pattern", RIGHT)
def test_what_goes_on_with_words_begins_with_no_end_of_a_sentence_and_is_asked_for(pattern: re.Pattern[str]) -> None:
    assert pattern.match("") is None
    general = any(pattern is one for _, _, one in rules.AFTER_ANY)

    @given(found_by(pattern))
    @settings(deadline=None, max_examples=25)
    def asked(right: str) -> None:
        assert right[:1] not in _ENDS
        assert rules.may_say_after(right) or not general

    asked()


def test_verbs_before_a_name_have_their_heads() -> None:
    assert all(head.isalpha() and head == head.lower() for head in rules.BEFORE_HEADS)


@given(found_by(rules.CLAIM_BEFORE) | found_by(rules.SAY_BEFORE))
@settings(deadline=None, max_examples=80)
def test_verbs_right_before_a_name_are_asked_for(base: str) -> None:
    assert phrases._may_say_before(base)


@given(joined(*(f" {key} " for key in rules.RULES), "à l’", "“", "ל-", "לל"))
@settings(deadline=None, max_examples=80)
def test_connectors_with_rules_are_those_of_the_last_three_words(base: str) -> None:
    words = [phrases._connector_word(word) for word in base.rstrip()[-60:].split()[-3:]]
    if words and base.rstrip()[-1] not in ',;:—–-"”»)(':
        known = [key for size in (3, 2, 1) if len(words) >= size and (key := " ".join(words[-size:])) in rules.RULES]
        assert [key for key in phrases._connectors(base, None) if key in rules.RULES][: len(known)] == known


def test_first_words_of_picture_credits_are_words() -> None:
    assert all((word.isalnum() and "ı" not in word) or not plain_letters(word) for word in photo_credits._HEADS)


@given(found_by(patterns.PHOTO_LEFT) | joined("Photo by", "file photo (a):", "(  File x/", "ScreenGrab|", "crédits photo :", "Foto: ", "ﬁle/"))
@settings(deadline=None, max_examples=60)
def test_a_picture_credit_is_found_from_its_first_word(left: str) -> None:
    begin = photo_credits._head_of_credit(left, left.lower())
    if photo_credits._opens(left, left.lower()):
        whole = patterns.PHOTO_LEFT.search(left)
        assert (whole and whole.span()) == (None if begin is None else (hit := patterns.PHOTO_LEFT.search(left, begin)) and hit.span())


@given(found_by(photo_credits._LEFT_VIA) | found_by(photo_credits._LEFT_SIGN))
@settings(deadline=None, max_examples=60)
def test_what_a_picture_credit_consists_of_stands_in_it(left: str) -> None:
    assert any(part in left.lower() for part in (*photo_credits._VIA, *photo_credits._COPYRIGHT_SIGNS))


@given(st.text("()[]（】a\n", max_size=14), st.text("()[]（】a\n", max_size=14))
def test_the_bracket_around_a_name_is_the_innermost(left: str, right: str) -> None:
    def closing(piece: str) -> int | None:
        depth = 0
        for at, char in enumerate(piece):
            depth += (char in ")]】") - (char in "([（")
            if depth > 0:
                return at
        return None

    swapped = left[::-1].translate(str.maketrans("()[]（】", ")(][】（"))
    opened, closed = closing(swapped), closing(right)
    expected = None if opened is None or closed is None else (len(left) - 1 - opened, len(left) + 3 + closed + 1)
    text = f"{left}AFP{right}"
    assert photo_credits.bracket_around(text, len(left), len(left) + 3, 0, len(text)) == expected


def test_letters_that_count_as_others_are_not_plain() -> None:
    plain = [chr(code) for code in range(0x2100) if plain_letters(chr(code))]
    for char in plain:
        if char.isalpha():
            alike = re.findall(re.escape(char), "".join(plain), re.IGNORECASE)
            assert {other.lower() for other in alike} == {char.lower()}


@given(st.sampled_from([pattern for pattern, _ in agencies._FORGIVEN]).flatmap(lambda pattern: st.from_regex(pattern, alphabet=st.characters(codec="ascii"))))
@settings(deadline=None, max_examples=60)
def test_what_may_stand_beside_a_name_in_a_slot_is_asked_for(form: str) -> None:
    bare = form.strip()
    for pattern, may_match in agencies._FORGIVEN:
        assert may_match(bare.lower()) or not pattern.search(bare)


CASELESS = [
    patterns.PHOTO_LEFT, patterns.SOURCE_LEFT, patterns.WITH_LEFT, rules.CLAIM_BEFORE, rules.SAY_BEFORE, phrases._AGENCY_NOUN, false_friends._NAMED_AGENCY, credit_lines._BYLINE_START,
    *{one.ignoring_case.pattern: one for some in rules.RULES.values() for rule in some for one in (rule.left, rule.right) if one}.values(),
]  # fmt: skip


@pytest.mark.parametrize("pattern", CASELESS)
def test_a_pattern_in_small_letters_finds_the_same(pattern: Caseless) -> None:
    latin = st.characters(max_codepoint=0x24F) | st.sampled_from("’“”–—©")

    @given(st.from_regex(pattern.ignoring_case, alphabet=latin))
    @settings(deadline=None, max_examples=4)
    def asked(text: str) -> None:
        for case in (text, text.upper(), text.title()):
            found, known = pattern.search(case), pattern.ignoring_case.search(case)
            assert (found and found.span()) == (known and known.span())
            assert [hit.span() for hit in pattern.finditer(case)] == [hit.span() for hit in pattern.ignoring_case.finditer(case)]

    try:
        asked()
    except InvalidArgument:
        assert not re.search("[a-z]{3}", pattern.ignoring_case.pattern)  # of another script: nothing of it is plain


def test_a_letter_that_stands_for_another_is_refused() -> None:
    with pytest.raises(ValueError, match="stand for others"):
        Caseless("ajans[ıu]")
    assert Caseless("ajansı").search("AJANSI") and re.search("ajansı", "AJANSI", re.IGNORECASE)


@given(st.lists(st.sampled_from([*(part.decode() for part in false_friends._PARTS), "AF", "é", "\u0130", " ", "版"]), max_size=6), st.integers(0, 3))
def test_parts_of_other_names_are_found_as_in_the_text_in_lower_case(parts: list[str], case: int) -> None:
    text = (str.lower, str.upper, str.title, str.swapcase)[case]("".join(parts))
    bits = parts_in(PageWords(text).codes, false_friends._HEADS, false_friends._LETTERS, false_friends._LENGTHS)
    data = text.encode().lower()
    assert [bits >> bit & 1 for bit in range(len(false_friends._PARTS))] == [part in data for part in false_friends._PARTS]


@given(st.sampled_from(["", " ", ".", ",", ":", "”", "'s", "’", "\n", "x"]), st.text(max_size=40))
@example(".", " Photo/Jane Doe")
@example("", "")
def test_nothing_that_ends_a_sentence_begins_a_picture_credit(stop: str, rest: str) -> None:
    right = stop + rest
    if right[:1] in photo_credits._STOPS:
        assert photo_credits._RIGHT_STRICT.match(right) is None
        assert photo_credits._RIGHT.match(right) is None


@given(st.sampled_from(["", ".", ",", "x", "s", "ſ", "'s ", "’ ", " ", "\u2028"]), st.sampled_from(["", "chief said", "reporters were killed", " officers"]))
def test_what_makes_a_name_an_organisation_begins_with_space_or_an_apostrophe(first: str, rest: str) -> None:
    right = first + rest
    if false_friends._ORGANISATION.match(right) or false_friends._VICTIM.match(right):
        assert right[0].isspace() or right[0] in false_friends._GOES_ON


SOURCE_MARK = re.compile(r"[:：=|／/]|\s[-–—]|^\s*\S{4,8}\s+(?:(?:the|la|l['’])\s*)?\S{0,12}\s*$")


@given(st.text(st.sampled_from("abé :：=|／/-–—\n\u00a0l'’"), max_size=24) | st.from_regex(SOURCE_MARK))
def test_a_source_line_is_asked_for_its_separator_part_by_part(near: str) -> None:
    assert credit_reading._may_name_source(near) == bool(SOURCE_MARK.search(near))


@given(st.text(st.sampled_from("ab ,;.”“(\n،"), max_size=150), st.integers(0, 150))
@example("x" * 150, 100)
@example("," + "x" * 100, 61)
@example(",  x" + "x" * 60, 61)
def test_the_clause_of_a_verb_begins_behind_the_last_mark_in_reach(base: str, verb: int) -> None:
    verb = min(verb, len(base))
    low = max(0, verb - phrases._SUBJECT)
    marks = [at for at in range(low, verb) if base[at] in phrases._CLAUSE]
    start = marks[-1] + 1 if marks else 0 if low == 0 else verb
    while start < verb and base[start] in " \t\u00a0'\"”’»":
        start += 1
    assert phrases._clause_start(base, verb) == start
