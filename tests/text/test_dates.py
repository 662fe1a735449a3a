"""Date expressions, date lines, publication times, dates of the story."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.schema import Dateline, Published
from transforms.text import dates
from transforms.text.date_forms import find_dates, iso_value, jalali_to_gregorian
from transforms.text.date_labels import label_at
from transforms.text.dates import PageDates, parse_published, published_time, url_day
from transforms.text.lines import line_spans
from transforms.text.page_words import PageWords
from transforms.text.story_dates import story_dates


def first(text: str, language: str | None = None, *, head: bool = False) -> tuple[str, list[str]] | None:
    found = find_dates(text, 0, len(text), language, head=head)
    if not found:
        return None
    form = found[0]
    return text[form.start : form.end], [
        iso_value(one, form) or f"--{one[1]:02d}-{one[2]:02d}" for one in form.readings
    ]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("on January 3, 2022, at", "en", "2022-01-03"), ("Jan. 3", "en", "--01-03"), ("January 3rd", "en", "--01-03"),
        ("3rd January 2022", "en", "2022-01-03"), ("3 janvier 2022", "fr", "2022-01-03"), ("3 janv.", "fr", "--01-03"),
        ("1er mars 2021", "fr", "2021-03-01"), ("3 de enero de 2022", "es", "2022-01-03"),
        ("1º de janeiro de 2022", "pt", "2022-01-01"), ("3. Januar 2022", "de", "2022-01-03"),
        ("3 gennaio 2022", "it", "2022-01-03"), ("03 GEN 2022", "it", "2022-01-03"), ("3 januari 2022", "nl", "2022-01-03"),
        ("3 января 2022 г.", "ru", "2022-01-03"), ("3 січня 2022", "uk", "2022-01-03"), ("3 stycznia 2022", "pl", "2022-01-03"),
        ("3. ledna 2022", "cs", "2022-01-03"), ("3 Ocak 2022", "tr", "2022-01-03"), ("2022. január 3.", "hu", "2022-01-03"),
        ("2022 m. sausio 3 d.", "lt", "2022-01-03"), ("2022. gada 3. janvāris", "lv", "2022-01-03"),
        ("3. tammikuuta 2022", "fi", "2022-01-03"), ("3 Ιανουαρίου 2022", "el", "2022-01-03"),
        ("3 يناير 2022", "ar", "2022-01-03"), ("٣ يناير ٢٠٢٢", "ar", "2022-01-03"),
        ("3 كانون الثاني 2022", "ar", "2022-01-03"), ("3 كانون الثاني/يناير 2022", "ar", "2022-01-03"),
        ("3 يناير/كانون الثاني 2022", "ar", "2022-01-03"), ("3 בינואר 2022", "he", "2022-01-03"),
        ("3 जनवरी 2022", "hi", "2022-01-03"), ("2022年1月3日", "zh", "2022-01-03"), ("1月3日", "zh", "--01-03"),
        ("2022년 1월 3일", "ko", "2022-01-03"), ("ngày 3 tháng 1 năm 2022", "vi", "2022-01-03"),
        ("3 Januari 2022", "id", "2022-01-03"), ("2022-01-03", None, "2022-01-03"), ("3.1.2022", "de", "2022-01-03"),
    ],
)  # fmt: skip
def test_printed_dates_of_many_languages(text: str, language: str | None, value: str) -> None:
    found = first(text, language)
    assert found is not None
    assert found[1] == [value]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("3 มกราคม 2565", "th", "2022-01-03"), ("3 ม.ค. 65", "th", "2022-01-03"), ("民國111年1月4日", "zh", "2022-01-04"),
        ("1110104", "zh", "2022-01-04"), ("令和4年1月3日", "ja", "2022-01-03"), ("۱۳ دی ۱۴۰۰", "fa", "2022-01-03"),
        ("۱۴۰۰/۱۰/۱۳", "fa", "2022-01-03"),
    ],
)  # fmt: skip
def test_years_of_other_calendars_are_converted(text: str, language: str, value: str) -> None:
    found = first(text, language, head=True)
    assert found is not None
    assert found[1] == [value]


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1400, 1, 1), (2021, 3, 21)),
        ((1399, 12, 30), (2021, 3, 20)),
        ((1357, 11, 22), (1979, 2, 11)),
        ((1403, 1, 1), (2024, 3, 20)),
    ],
)
def test_persian_years_begin_at_the_equinox(
    solar: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert jalali_to_gregorian(*solar) == gregorian


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022-01-03T09:30:15.123Z", "2022-01-03T09:30:15Z"), ("2022-01-03T09:30+05:30", "2022-01-03T09:30+05:30"),
        ("Mon, 03 Jan 2022 09:30:00 +0100", "2022-01-03T09:30:00+01:00"), ("Jan 3, 2022 9:30 PM ET", "2022-01-03T21:30"),
        ("9:30 AM, Monday, January 3, 2022", "2022-01-03T09:30"), ("3 janv. 2022 à 09h30", "2022-01-03T09:30"),
        ("3. Januar 2022, 14:05 Uhr", "2022-01-03T14:05"), ("Fri 9 Jan 2015 14.30 GMT", "2015-01-09T14:30Z"),
        ("2022년 1월 3일 오후 3:05", "2022-01-03T15:05"), ("3 يناير ٢٠٢٢ - ١٠:٢٠", "2022-01-03T10:20"),
        ("03-01-2022 15:34 IST", "2022-01-03T15:34"), ("January 3, 2022 at 12:05 a.m.", "2022-01-03T00:05"),
        ("20220103", "2022-01-03"), ("3 Jan 90", "1990-01-03"),
    ],
)  # fmt: skip
def test_clock_times_and_zones(text: str, value: str) -> None:
    found = first(text, "fr" if "à" in text or "-01-" in text[:6] else None, head=True)
    assert found is not None
    assert found[1][0] == value


@pytest.mark.parametrize(
    "text",
    ["3 out of 5 people", "they may 3 times", "the score was 3-4 in 2021-22", "32 January 2022", "2,500 soldiers", "30.02.2022",
     "at 10:30 p.m.", "version 1.2.3", "in 1999", "99/99/9999", "x" * 50],
)  # fmt: skip
def test_numbers_that_are_no_dates(text: str) -> None:
    assert first(text, "en") is None


def test_strokes_have_two_readings_and_points_one() -> None:
    assert first("01/03/2022", "en") == ("01/03/2022", ["2022-01-03", "2022-03-01"])
    assert first("01/03/2022", "pt") == ("01/03/2022", ["2022-03-01", "2022-01-03"])
    assert first("01.03.2022", "en") == ("01.03.2022", ["2022-03-01"])
    assert first("31/12/2021", "en") == ("31/12/2021", ["2021-12-31"])


@given(st.text(alphabet="0123456789 -/.:,年月日JanمارسT+", max_size=120), st.booleans())
def test_any_text_gives_ordered_valid_dates(text: str, head: bool) -> None:
    before = 0
    for form in find_dates(text, 0, len(text), "en", head=head):
        assert before <= form.start < form.end <= len(text)
        before = form.end
        for year, month, day in form.readings:
            assert date(year or 2000, month, day)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_days_are_read_as_they_stand(day: date) -> None:
    assert first(f"on {day.isoformat()} it") == (day.isoformat(), [day.isoformat()])


# ------------------------------------------------------------------ date lines


def read(text: str, language: str | None = "en", *, url: str | None = None) -> tuple[PageDates, str, str]:
    page = PageDates(language, url_day=url_day(url))
    start = page.add_crawl(text)
    stop = page.add_line(text, start, len(text))
    return page, text[start:stop], text[stop:]


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        (
            "Published: Monday, January 3, 2022, 9:30 AM ET | Updated: Jan 4, 2022",
            "en",
            ["posted 2022-01-03T09:30", "updated 2022-01-04"],
        ),
        ("Dec 31, 2019 Updated Dec 31, 2019  0", "en", ["posted 2019-12-31", "updated 2019-12-31"]),
        (
            "Issued on: 22/03/2024 - 11:57 Modified: 22/03/2024 - 11:56",
            "en",
            ["posted 2024-03-22T11:57", "updated 2024-03-22T11:56"],
        ),
        ("Stand: 03.01.2022, 14:05 Uhr", "de", ["updated 2022-01-03T14:05"]),
        (
            "Publié le 3 janvier 2022 à 09h30, mis à jour le 4 janvier 2022 à 10h00",
            "fr",
            ["posted 2022-01-03T09:30", "updated 2022-01-04T10:00"],
        ),
        (
            "Postado em 13/01/2022 09:30 / atualizado em 14/01/2022 09:31",
            "pt",
            ["posted 2022-01-13T09:30", "updated 2022-01-14T09:31"],
        ),
        (
            "Опубликовано: 3 января 2022, 10:00. Обновлено: 4 января 2022",
            "ru",
            ["posted 2022-01-03T10:00", "updated 2022-01-04"],
        ),
        (
            "17 Nisan 2020 Cuma 09:00 Güncelleme: 17 Nisan 2020 Cuma 09:18",
            "tr",
            ["posted 2020-04-17T09:00", "updated 2020-04-17T09:18"],
        ),
        (
            "입력 2022.01.03 15:51 수정 2022.01.03 16:00",
            "ko",
            ["posted 2022-01-03T15:51", "updated 2022-01-03T16:00"],
        ),
        ("发布时间：2022-01-03 15:51", "zh", ["posted 2022-01-03T15:51"]),
        ("2016/12/31 15:51(12/31 16:51 更新)", "zh", ["posted 2016-12-31T15:51"]),
        ("نشر في: ٣ يناير ٢٠٢٢", "ar", ["posted 2022-01-03"]),
        ("เผยแพร่: 3 ม.ค. 2565 10:20", "th", ["posted 2022-01-03T10:20"]),
        ("Tuesday, 4 January 2022", "en", ["posted 2022-01-04"]),
        ("Le 3 janvier 2022 à 09h30", "fr", ["posted 2022-01-03T09:30"]),
        ("Mis à jour le 4 janvier 2022 à 10 h 31", "fr", ["updated 2022-01-04T10:31"]),
        ("21.03.2024, 07:10 | Lesedauer: 2 Minuten", "de", ["posted 2024-03-21T07:10"]),
    ],
)
def test_date_lines_are_read_to_their_end(line: str, language: str, expected: list[str]) -> None:
    page, taken, rest = read(line, language)
    assert [f"{one.kind} {one.value}" for one in page.decided()] == expected
    assert (taken, rest) == (line, "")
    for mention in page.decided():
        assert any(char.isdigit() for char in line[mention.start : mention.end])


@pytest.mark.parametrize(
    "line",
    [
        "January 3, 2022 was the day on which the harbour was closed to ships of all sizes.",
        "Published in 2020, the report on the harbour said that it would close.",
        "2022 was a good year for the harbour",
        "Updated figures show 3 more cases, said the ministry in the capital on Monday.",
        "A headline without any number",
        "Recife, 05 de janeiro de 2018",
        "Published on January 3, 2022, the report on the harbour says that it will close to all ships of some size.",
        "Le 1er décembre 2021, l'assemblée du port a voté une motion sur les navires qui ont été refusés par le maître.",
    ],
)
def test_running_text_is_no_date_line(line: str) -> None:
    page, taken, _ = read(line)
    assert taken == ""
    assert page.decided() == []


def test_a_label_with_a_clock_alone_is_furniture_without_a_date() -> None:
    page, taken, rest = read("Updated at 11:45 p.m. ET")
    assert (taken, rest, page.decided()) == ("Updated at 11:45 p.m. ET", "", [])


def test_a_headline_may_follow_the_dates_on_one_line() -> None:
    page, taken, rest = read(
        " date 2024-03-05 posted on 03/04/2024 09:30 / updated on 03/04/2024 09:31 Two ships leave the port after strike"
    )
    assert rest.strip() == "Two ships leave the port after strike"
    assert page.crawl is not None
    assert (page.crawl.value, page.crawl.start, page.crawl.end) == ("2024-03-05", 0, 16)
    assert taken


def test_swapped_day_and_month_are_decided_by_the_crawl_date() -> None:
    page, _, _ = read(" date 2024-02-05 posted on 02/04/2024 09:30 / updated on 02/04/2024 09:31")
    posted, updated = page.decided()
    assert (posted.value, posted.rejected) == ("2024-02-04T09:30", ("2024-04-02T09:30",))
    assert (updated.value, updated.confidence) == ("2024-02-04T09:31", 0.85)
    # the same line of a page crawled in April can be either: the nearer reading wins, with less confidence
    later, _, _ = read(" date 2024-04-03 posted on 02/04/2024 09:30")
    assert later.decided()[0].value == "2024-04-02T09:30"
    assert later.decided()[0].confidence < 0.85


def test_another_date_of_the_page_shows_the_order() -> None:
    page, _, _ = read("Published 02/04/2024 | Updated 15/04/2024")
    assert [one.value for one in page.decided()] == ["2024-04-02", "2024-04-15"]
    page, _, _ = read("Published 02/04/2024 | Updated 04/15/2024")
    assert [one.value for one in page.decided()] == ["2024-02-04", "2024-04-15"]


def test_the_day_of_the_url_decides() -> None:
    page, _, _ = read("Published 02/04/2024", url="https://example.org/2024/04/02/port")
    assert page.decided()[0].value == "2024-04-02"
    assert page.reference_days[0] == "2024-04-02"


def test_a_date_after_the_crawl_is_not_believed() -> None:
    page, _, _ = read(" date 2024-02-05 posted on 17 December 2024")
    assert page.decided()[0].confidence < 0.5
    assert published_time(page, page.decided(), None) is None


def test_the_order_is_that_of_the_language_found_later() -> None:
    page, _, _ = read("05/04/2024 14:25", None)
    page.language = "ar"
    assert page.decided()[0].value == "2024-04-05T14:25"
    page.language = "en"
    assert page.decided()[0].value == "2024-05-04T14:25"


@pytest.mark.parametrize(
    ("line", "value"),
    [("By Ann Poe, The Example | March 5, 2024", "2024-03-05"), ("Por Inés Gil | 27 de marzo de 2024 | 08:15", "2024-03-27T08:15"),
     ("Ann Poe Published Jan 3, 2022 9:30 am", "2022-01-03T09:30")],
)  # fmt: skip
def test_dates_behind_a_byline(line: str, value: str) -> None:
    page = PageDates("en")
    assert page.add_inner(line, 0, len(line))
    assert [one.value for one in page.decided()] == [value]


@pytest.mark.parametrize(
    "line",
    ["Un panneau à Maputo, le 5 avril 2024 (Ann Poe)", "Born on March 5, 2024 in Rome", "The port in 2024"],
)
def test_dates_inside_a_caption_are_no_date_line(line: str) -> None:
    page = PageDates("fr")
    assert not page.add_inner(line, 0, len(line))
    assert page.decided() == []


def test_a_month_is_a_crawl_date_too() -> None:
    page, _, rest = read(" date 2024-02 The port is closed")
    assert page.crawl is not None and page.crawl.value == "2024-02"
    assert rest == "The port is closed"
    assert page.reference_days == ("2024-02-15",)


# ------------------------------------------------------------------ publication


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-03", ("2022-01-03", "day")), ("20220103", ("2022-01-03", "day")), ("2022-01", ("2022-01", "month")),
        ("1641202200", ("2022-01-03T09:30:00Z", "second")), ("1641202200000", ("2022-01-03T09:30:00Z", "second")),
        ("2022-01-03 09:30", ("2022-01-03T09:30", "minute")), ("3 janvier 2022", ("2022-01-03", "day")),
        ("Mon, 03 Jan 2022 09:30:00 GMT", ("2022-01-03T09:30:00Z", "second")),
    ],
)  # fmt: skip
def test_published_values_of_sources(value: str, expected: tuple[str, str]) -> None:
    assert parse_published(value) == Published(*expected, "source")


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", "2022", "soon", "2022-13-45", "0000000000", "99999999999999", "202213", "x" * 300],
)
def test_what_is_no_date_stays_unknown(value: str | None) -> None:
    assert parse_published(value) is None


def dateline(day: str | None) -> Dateline:
    return Dateline("X", 0, 1, "X -", "X", None, None, None, day, "printed", (), "bare_place", 0.9)


def test_the_best_basis_gives_the_publication_time() -> None:
    page, _, _ = read(" date 2024-02-05 Published Feb 3, 2024 Updated Feb 4, 2024")
    decided = page.decided()
    assert published_time(page, decided, None) == Published("2024-02-03", "day", "posted")
    assert published_time(page, [one for one in decided if one.kind == "updated"], None) == Published(
        "2024-02-04", "day", "updated"
    )
    assert published_time(page, [], dateline("2024-02-02")) == Published("2024-02-02", "day", "dateline")
    page.source = Published("2024-02-01", "day", "source")
    assert published_time(page, decided, dateline("2024-02-02")) == page.source


def test_a_crawl_date_or_a_day_without_a_year_is_no_publication_time() -> None:
    page, _, _ = read(" date 2024-02-05 ")
    assert published_time(page, page.decided(), None) is None
    assert published_time(page, [], dateline("--02-05")) is None


# ------------------------------------------------------------------ dates of the story


def events(text: str, language: str, reference: str | None) -> list[tuple[str, str]]:
    found = story_dates(text, [(0, len(text))], language, reference)
    return [(text[one.start : one.end], one.value) for one in found]


def test_weekdays_of_the_lead_are_the_last_such_day() -> None:
    text = "The port was closed on Tuesday, officials said. It had opened on Monday. A meeting is set for next Friday."
    assert events(text, "en", "2022-01-04") == [("Tuesday", "2022-01-04"), ("Monday", "2022-01-03")]
    assert events(text, "en", None) == []
    assert events("Der Hafen wurde am Dienstag geschlossen.", "de", "2022-01-06") == [
        ("Dienstag", "2022-01-04")
    ]
    assert events("当局星期二说，港口已经关闭。", "zh", "2022-01-06") == [("星期二", "2022-01-04")]
    assert events("항구는 화요일 폐쇄됐다.", "ko", "2022-01-06") == [("화요일", "2022-01-04")]


def test_days_without_a_year_are_the_nearest() -> None:
    assert events("It ended on December 9, and starts on Jan. 10.", "en", "2022-01-04") == [
        ("December 9", "2021-12-09"), ("Jan. 10", "2022-01-10"),
    ]  # fmt: skip
    assert events("It ended on December 9, 2019.", "en", None) == [("December 9, 2019", "2019-12-09")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Last updated: 3 Jan", ("updated", 12)), ("Published 3 Jan", ("posted", 9)), ("date of 3 Jan", None), ("date: 3", ("posted", 4)),
     ("Aktualisiert am 3.", ("updated", 15)), ("อัปเดตล่าสุด 3", ("updated", 12)), ("The published", None), ("", None)],
)  # fmt: skip
def test_labels(text: str, expected: tuple[str, int] | None) -> None:
    assert label_at(text, 0, len(text)) == expected


@given(
    st.tuples(st.integers(1898, 2101), st.integers(0, 13), st.integers(0, 32)),
    st.sampled_from(["", "T", " ", "t", "  "]),
    st.tuples(st.integers(0, 25), st.integers(0, 61), st.integers(0, 61)),
    st.sampled_from(["", ":", ".5", ".1234567890"]),
    st.sampled_from(["", "Z", "z", "+00:00", "-0000", "+0530", "-05:30", "+15:00", "+05:75", "+05", " UTC"]),
    st.sampled_from(["en", "fa", "zh", "th", "hu", None]),
)
def test_iso_times_are_read_as_any_printed_date_is(
    day: tuple[int, int, int], between: str, clock: tuple[int, int, int], seconds: str, zone: str, language: str | None
) -> None:
    value = "{:04d}-{:02d}-{:02d}".format(*day)
    if between:
        value += f"{between}{clock[0]:02d}:{clock[1]:02d}{f':{clock[2]:02d}' if seconds else ''}{seconds.strip(':')}{zone}"
    found = parse_published(value, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_iso", lambda _: None)
        assert parse_published(value, language) == found


def test_all_digits_of_a_latin_page_are_ascii() -> None:
    others = [chr(code) for code in range(128, 0x110000) if chr(code).isdecimal()]
    assert others
    assert not any(PageWords(f"On Monday {char}.").latin for char in others)


@given(st.lists(st.sampled_from(["3 April 2015", "2015", "12", "on", "“", "é", "1", "\n", "Monday"]), max_size=90))
def test_dates_among_lines_are_those_found_everywhere(some: list[str]) -> None:
    text = " ".join(some)
    found = find_dates(text, 0, len(text), "en", limit=40)
    lines = [span for span in line_spans(text) if any(span[0] <= form.start < span[1] for form in found)]
    assert find_dates(text, 0, len(text), "en", limit=40, among=lines) == found
    if PageWords(text).latin:
        assert find_dates(text, 0, len(text), "en", limit=40, among=lines, latin=True) == found
