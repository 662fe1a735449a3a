"""The scan of a page: its lines, telling words and marks; phrases in any case."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.text.agencies import AGENCIES
from transforms.text.charset import repair
from transforms.text.common_words import COMMON_WORDS, PLAIN_WORDS
from transforms.text.date_forms import find_dates, may_be_dated
from transforms.text.language import _plain
from transforms.text.lines import breaks, line_spans
from transforms.text.page_words import AGENCY, COMMON_BIT, OTHER, PageWords, holds_any, pieces, telling
from transforms.text.scan_loops import (
    BREAKS,
    CLASSES,
    DAMAGED,
    DATED,
    END,
    FIRST_DIGIT,
    HEAD,
    HEAD_CODES,
    HEAD_WORDS,
    INITIAL,
    LINK,
    MARKS,
    RUNNING,
    SAMPLE,
    SECOND,
    START,
    TWICE,
)

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
    assert b"reuters" in words.held and b"quince" not in words.held
    assert not PageWords("quinces").bits & (FRUIT | TOOL | AGENCY)


@given(
    st.sampled_from(["date 2022-01-03 ", "Date 2022-01 \t", "\n date 2022-01-03\t"]),
    st.lists(st.sampled_from(["quince", "Adze", "2 May", "adze", "(AFP)", "the", "of", "é", "3", ":", "айва", " ", "\n"]), max_size=8).map(" ".join),
)
def test_what_is_left_behind_a_scraper_s_date_is_known_as_a_line_of_its_own(prefix: str, text: str) -> None:
    words, alone = PageWords(prefix + text), PageWords(text)
    if not alone.rows or not prefix.isascii() or "\n" in text[: alone.rows[0][START]] or not text or text[0].isspace():
        return
    left, row, shift = words.left, alone.rows[0], len(prefix)
    assert left[START] == row[START] + shift and left[END] == row[END] + shift and left[END] == words.rows[0][END]
    assert left[CLASSES] == row[CLASSES] and left[HEAD] == row[HEAD] and left[SECOND] == row[SECOND]
    # a number of the date may count for a month behind it
    assert left[MARKS] & ~DATED == row[MARKS] & ~DATED and left[MARKS] & DATED >= row[MARKS] & DATED
    assert left[FIRST_DIGIT] == (row[FIRST_DIGIT] + shift if row[FIRST_DIGIT] >= 0 else -1)
    assert left[TWICE] == row[TWICE] == words.rows[0][TWICE]
    assert words.rows[0][CLASSES] & row[CLASSES] == row[CLASSES] and words.rows[0][MARKS] & row[MARKS] == row[MARKS]
    assert alone.left[START] == -1


@pytest.mark.parametrize("text", ["", "date", "date 2022-01-03", "date 2022-01-03 \nThe quince", "dates 2022-01-03 x", "a date 2022-01-03 x"])
def test_where_no_scraper_s_date_begins_a_line_nothing_is_left(text: str) -> None:
    assert PageWords(text).left[START] == -1


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


_SPOKEN = ("the", "The", "of", "der", "été", "ÉTÉ", "ete", "à", "á", "A", "и", "la", "l'été", "the,", "x", "_la", "7", "\u00a0", "\n", "\n\n", "\r\n", "port " * 30)


@given(st.lists(st.sampled_from(_SPOKEN), max_size=70).map(" ".join))
def test_common_words_at_the_head_of_a_line_are_counted_to_two(text: str) -> None:
    for row in PageWords(text).rows:
        words = text[row[0] : min(row[1], row[0] + HEAD_CODES)].lower().split()[:HEAD_WORDS]
        for language, common in COMMON_WORDS.items():
            assert bool(row[TWICE] & COMMON_BIT[language]) == (sum(word in common for word in words) > 1), language


@given(_CHARS)
def test_breaks_before_a_line_are_counted(text: str) -> None:
    before = 0
    for row in PageWords(text).rows:
        assert row[BREAKS] == breaks(text, before, row[0])
        before = row[1]


def _plainly(sample: str) -> str | None:
    """`PageWords.language` in the plainest words."""
    head = sample[:420].lower().split()[:40]
    middle = sample[len(sample) // 2 :][:260].lower().split()[:40][1:]
    if len(sample) < 680 or len(head) < 30 or len(middle) < 20:
        return None
    for language, plain in PLAIN_WORDS.items():
        if sum(word in plain for word in head) * 5 >= len(head):
            return language if sum(word in plain for word in middle) * 5 >= len(middle) else None
    return None


_TONGUES = ("the harbour was closed to ships", "le port est fermé aux navires", "der Hafen ist für Schiffe zu", "el puerto está cerrado", "port", "\n")


@given(st.lists(st.sampled_from(_TONGUES), max_size=60).map(" ".join))
@example("the port was full of ships and of men " * 30)
@example("le port était plein de navires " * 20 + "\n" + "the port was full of ships and of men " * 30)
def test_the_language_is_told_by_common_words_at_the_head_and_in_the_middle(text: str) -> None:
    long = [(start, end) for start, end in line_spans(text) if end - start >= RUNNING]
    parts, size = [], 0
    for start, end in long:
        parts.append(text[start : min(end, start + SAMPLE)])
        size += end - start
        if size >= SAMPLE:
            break
    assert PageWords(text).language == _plainly("\n".join(parts))
    # so `identify` need not count them again
    assert _plain("\n".join(parts)) == PageWords(text).language


def test_plain_languages_are_told() -> None:
    for words, language in (("the port was full of ships and of men", "en"), ("le port est fermé aux navires", "fr"), ("el puerto y los barcos", "es")):
        assert PageWords(f"{words} " * 40).language == language
