from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.dateline_dates import PrintedDate, resolve_date, scan_date


@pytest.mark.parametrize(
    ("text", "read", "parts"),
    [
        ("Jan. 3 (Xinhua)", "Jan. 3", (None, 1, 3)),
        ("Aug 29, 2014 (AFP)", "Aug 29, 2014", (2014, 8, 29)),
        ("3 de enero de 2022 -", "3 de enero de 2022", (2022, 1, 3)),
        ("3. Januar (AFP)", "3. Januar", (None, 1, 3)),
        ("03 GEN -", "03 GEN", (None, 1, 3)),
        ("3.01 (PAP)", "3.01", (None, 1, 3)),
        ("3.01.2022 (PAP)", "3.01.2022", (2022, 1, 3)),
        ("3-1-2022 (x)", "3-1-2022", (2022, 1, 3)),
        ("2022. január 3., hétfő (MTI)", "2022. január 3., hétfő", (2022, 1, 3)),
        ("1月3日电", "1月3日", (None, 1, 3)),
        ("１月３日电", "１月３日", (None, 1, 3)),
        ("109年1月4日", "109年1月4日", (2020, 1, 4)),
        ("4日綜合", "4日", (None, None, 4)),
        ("3 كانون الثاني/يناير 2022 (", "3 كانون الثاني/يناير 2022", (2022, 1, 3)),
        ("3 كانون الثاني (", "3 كانون الثاني", (None, 1, 3)),
        ("3 يناير/كانون الثاني (", "3 يناير/كانون الثاني", (None, 1, 3)),
        ("٣ يناير (", "٣ يناير", (None, 1, 3)),
        ("3 JAN 90 --", "3 JAN 90", (1990, 1, 3)),
        ("JUNE 11 89 (AFP)", "JUNE 11 89", (1989, 6, 11)),
        ("NO DATE (", "NO DATE", (None, None, None)),
        ("10 juil 2024 (AFP)", "10 juil 2024", (2024, 7, 10)),
        ("1er janvier", "1er janvier", (None, 1, 1)),
        ("lundi 3 janvier 2022", "lundi 3 janvier 2022", (2022, 1, 3)),
        ("Monday, Jan. 3 (AP)", "Monday, Jan. 3", (None, 1, 3)),
        ("9 сентября. /ТАСС/", "9 сентября", (None, 9, 9)),
        ("17 ноя – РИА", "17 ноя", (None, 11, 17)),
        ("3 января 2022 года", "3 января 2022 года", (2022, 1, 3)),
        ("22. novembra (SITA)", "22. novembra", (None, 11, 22)),
        ("3rd January, 2022 (WAM)", "3rd January, 2022", (2022, 1, 3)),
        ("३ जनवरी (भाषा)", "३ जनवरी", (None, 1, 3)),
        ("3 มกราคม 2565", "3 มกราคม 2565", (2022, 1, 3)),
        ("3/1 (ANTARA)", "3/1", (None, 1, 3)),
        ("2022-01-04T08:00", "2022-01-04", (2022, 1, 4)),
        ("3 (EUROPA PRESS)", "3", (None, None, 3)),
        ("Oct 22 10:30", "Oct 22", (None, 10, 22)),
    ],
)  # fmt: skip
def test_scan(text: str, read: str, parts: tuple[int | None, int | None, int | None]) -> None:
    found = scan_date(text, 0, len(text), None)
    assert found is not None
    assert text[: found.end] == read
    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14 mil",
        "90 people",
        "Marchers",
        "March",
        "3",
        "3 de",
        "AFP",
        "Monday",
        "1,000 marched",
        "No dates",
        "12:30",
    ],
)
def test_no_date(text: str) -> None:
    assert scan_date(text, 0, len(text), None) is None


def test_language_decides_between_readings() -> None:
    found = scan_date("3. listopada", 0, 12, "hr")
    other = scan_date("3. listopada", 0, 12, "pl")
    assert found is not None and other is not None
    assert (found.month, other.month) == (10, 11)


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 12, 31))


@given(DAYS, st.integers(1, 12), st.integers(1, 31))
def test_year_is_the_latest_that_fits(reference: datetime.date, month: int, day: int) -> None:
    printed = PrintedDate(0, 1, None, month, day)
    value, basis = resolve_date(printed, [reference.isoformat()])
    # brute force: walk back day by day from three days ahead
    wanted = None
    for back in range(-3, 366 * 4 + 8):
        guess = reference - datetime.timedelta(days=back)
        if (guess.month, guess.day) == (month, day):
            wanted = guess.isoformat()
            break
    assert value == wanted
    assert basis == ("year_from_document" if wanted else None)


@given(DAYS, st.integers(1, 31))
def test_day_alone_is_the_latest_that_fits(reference: datetime.date, day: int) -> None:
    value, _ = resolve_date(PrintedDate(0, 1, None, None, day), [reference.isoformat()])
    assert value is not None
    made = datetime.date.fromisoformat(value)
    assert made.day == day and made <= reference + datetime.timedelta(days=3)
    between = [made + datetime.timedelta(days=n) for n in range(1, 70)]
    assert not any(d.day == day and d <= reference + datetime.timedelta(days=3) for d in between)


@given(st.text(max_size=60), st.integers(0, 5))
def test_scan_never_raises(text: str, pos: int) -> None:
    found = scan_date(text, pos, len(text), None)
    assert found is None or pos == found.start < found.end <= len(text)
