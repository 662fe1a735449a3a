"""The scan of a page: its lines, telling words and marks; phrases in any case."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.text.agencies import AGENCIES
from transforms.text.charset import repair
from transforms.text.date_forms import find_dates, may_be_dated
from transforms.text.lines import line_spans
from transforms.text.page_words import AGENCY, OTHER, PageWords, holds_any, pieces, telling
from transforms.text.scan_loops import DAMAGED, INITIAL, LINK

FRUIT = telling([b"quince", b"medlar"])
TOOL = telling(lambda: [b"adze"])

PHRASES = ("right", "hakk", "p.t.i", "diritti")


@given(
    st.lists(st.sampled_from(["RIGHT", "right", "Hak", "K", "\u212a", "P.T.", "I", "i", "\u0130", "é", "版", " ", "DIRITT"]), max_size=8).map("".join)
)
@example("TUTTI I DIRITT\u0130 é")
@example("HA\u212aK é")
@example("é \ud800 RIGHT")
def test_phrases_are_found_in_any_case_as_in_the_text_in_lower_case(text: str) -> None:
    for phrase in PHRASES:
        assert holds_any(text, (phrase,)) == (phrase in text.lower())
    assert holds_any(text, PHRASES) == any(phrase in text.lower() for phrase in PHRASES)


def test_no_other_letter_has_a_small_form_in_ascii() -> None:
    assert [code for code in range(128, 0x110000) if any(char.isascii() for char in chr(code).lower())] == [0x130, 0x212A]


def test_a_page_and_its_lines_have_the_classes_of_their_words() -> None:
    words = PageWords("A QUINCE.\n\nAdze, éadze, adzes\nadze_1 (Reuters)")
    assert [row[3] & (FRUIT | TOOL) for row in words.rows] == [FRUIT, TOOL, 0]
    assert [row[4] & (FRUIT | TOOL) for row in words.rows] == [0, TOOL, 0]
    assert words.bits & FRUIT and words.bits & TOOL and words.rows[2][3] & AGENCY
    assert {b"quince", b"adze", b"reuters"} <= words.held and b"adzes" not in words.held
    assert not PageWords("quinces").bits & (FRUIT | TOOL | AGENCY)


def test_of_a_page_in_another_script_everything_can_be() -> None:
    words = PageWords("quince\nайва")
    assert not words.latin and words.bits & TOOL and not words.printed & TOOL
    assert [bool(row[2] & OTHER) for row in words.rows] == [False, True]


def test_every_form_of_an_agency_in_latin_letters_is_telling() -> None:
    forms = [form for agency in AGENCIES.values() for form in agency.forms if pieces(form) and form[0] < "\u0300"]
    words = PageWords("\n".join(f"({form})" for form in forms))
    assert len(words.rows) == len(forms) > 100
    assert [form for form, row in zip(forms, words.rows, strict=True) if not (row[3] & AGENCY or row[2] & INITIAL)] == []


_CHARS = st.text(st.sampled_from("aB 9.\n\r\t\x0b\x1c\x1d\x85\u2028\u3000\u00a0é字\ud800\U0001f600"), max_size=60)


@given(_CHARS)
def test_lines_are_those_of_line_spans(text: str) -> None:
    assert PageWords(text).lines == line_spans(text)


_NUMBER = re.compile(
    r"[0-9](?<![0-9.,:/][0-9])(?:"
    r"(?P<clock>[0-9]?[hH][0-5][0-9](?!\w))"
    r"|(?P<comma>[0-9]{0,2},[0-9]{1,2}(?![0-9,.]|\.[0-9]))"
    r"|(?P<points>[0-9]{0,2}(?:\.[0-9]{3}){1,3}(?![0-9.]))"
    r"|(?P<commas>[0-9]{0,2}(?:,[0-9]{3}){1,3}(?![0-9,]))"
    r"|(?P<sign>[0-9]{0,8}[ \u00a0\u202f][€$](?!\w)))"
)


@given(st.text(st.sampled_from("0123459,.,.:/hH €$\u00a0xé_\n"), max_size=40), st.integers(0, 5))
@example("04h30, 1.234.567 and 1,234,567,890,123 or 3,5 €; 12 $", 0)
def test_numbers_are_counted_as_a_pattern_counts_them(text: str, start: int) -> None:
    wanted = dict.fromkeys(("clock", "comma", "points", "commas", "sign"), 0)
    for match in _NUMBER.finditer(text[start:]):
        wanted[match.lastgroup or ""] += 1
    assert PageWords(text).numbers(min(start, len(text)), len(text), 200) == tuple(wanted.values())
    assert sum(PageWords(text).numbers(min(start, len(text)), len(text), 2)) == min(2, sum(wanted.values()))


_DATE_PIECES = (
    "3", "12", "2022", "22", "20220103", "1998", " ", " ", " ", ". ", "-", "/", ".", ",", "\n", "de ", "of ", "the ", "d'", "st", "rd", "º",
    "January", "Jan", "mars", "août", "FÉVRIER", "février", "Fevrier", "May", "März", "maart", "ağustos", "tháng ", "thg ", "9月", "日", "янв", "x", "'",
)  # fmt: skip


@given(st.lists(st.sampled_from(_DATE_PIECES), max_size=14).map("".join), st.sampled_from([None, "en", "fr", "zh", "hu"]), st.booleans())
@example("1º de março de 2022", None, False)
@example("3 Jan2022", None, False)
@example("January the 3rd, 2022", "en", False)
def test_where_no_line_may_be_dated_there_is_no_date(text: str, language: str | None, head: bool) -> None:
    rows = PageWords(text).rows
    if not any(may_be_dated(row, language) for row in rows):
        assert find_dates(text, 0, len(text), language, head=head) == []


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("form", ["{0:%-d} {0:%B} {0:%Y}", "{0:%B} {0:%-d}", "{0:%Y}-{0:%m}-{0:%d}", "{0:%-d}.{0:%-m}.{0:%Y}"])
def test_a_line_with_a_date_may_be_dated(month: int, form: str) -> None:
    text = f"On {form.format(date(2022, month, 7))} it rained."
    assert find_dates(text, 0, len(text), "en") and may_be_dated(PageWords(text).rows[0], "en")


def test_prose_with_numbers_may_not_be_dated() -> None:
    text = "In all 96.521 of 1,200 pages are lost, and it may be that 3 or 4 of the 20 books are left."
    assert not may_be_dated(PageWords(text).rows[0], "en")


@given(st.lists(st.sampled_from(["â", "€", "“", "™", "é", "Ã", "©", "\u00a0", "…", "ð", "Ÿ", "˜", "€", "a", " ", "Â", "—"]), max_size=12).map("".join))
@example("itâ€™s")
def test_text_without_the_mark_of_damage_needs_no_repair(text: str) -> None:
    if not PageWords(text).marks & DAMAGED:
        assert repair(text) == text


def test_links_are_marked() -> None:
    assert PageWords("see https://example.org/").marks & LINK
    assert not PageWords("see: //").marks & LINK
