"""Days that a text says of itself: anniversaries, hours in GMT, pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.article import normalize_text
from transforms.text.date_forms import dated_rows, find_dates
from transforms.text.page_words import PageWords
from transforms.text.story_dates import _above

FIRST = "A bomb went off at the gates of the old harbour in Marsa on {day}, killing two guards, police said."


def events(text: str, **known: str) -> list[tuple[str, str]]:
    article = normalize_text(text, **known)  # type: ignore[arg-type]
    return [(one.value, article.text[one.start : one.end]) for one in article.dates if one.kind == "event"]


@pytest.mark.parametrize(
    ("day", "said", "printed", "value"),
    [
        ("Thursday", "It came four years after a fire at the yard.", "March 5, 2020", "2024-03-05"),
        ("Tuesday", "It came four years after a fire at the yard.", "March 5, 2020", "2024-03-05"),
        ("Tuesday", "It was the fourth anniversary of the great fire.", "March 5, 2020", "2024-03-05"),
        ("Tuesday", "It was the 4th anniversary of the great fire.", "5 March 2020", "2024-03-05"),
        ("Tuesday", "It came three years after a fire at the yard.", "March 5, 2020", None),
        ("Tuesday", "It came after a fire at the yard.", "March 5, 2020", None),
    ],
)
def test_an_anniversary_dates_the_weekday_only_where_they_agree(day: str, said: str, printed: str, value: str | None) -> None:
    text = f"{FIRST.format(day=day)}\n\n{said}\n\nThe fire of {printed}, had burnt down nine sheds and a chapel."
    found = [one for one in events(text) if one[1] == day]
    # 5 March 2024 was a Tuesday
    assert found == ([(value, day)] if value and day == "Tuesday" else [])


def test_two_printed_days_leave_the_anniversary_open() -> None:
    text = (
        f"{FIRST.format(day='Tuesday')}\n\nIt came four years after a fire.\n\n"
        "The fire of March 5, 2020, and the flood of March 5, 2019, had ruined the yard."
    )
    assert [one for one in events(text) if one[1] == "Tuesday"] == []


def test_the_hour_in_gmt_belongs_to_the_day_named_before_it() -> None:
    text = f"{FIRST.format(day='Monday')}\n\nThe blast was heard at 04:30 (0130 GMT), the port's master said to the press."
    assert ("2024-03-04T01:30Z", "(0130 GMT)") in events(text, published="2024-03-05")
    assert events(text) == []
    french = f"{FIRST.format(day='Monday')}\n\nIt was 04h30 (01H30 GMT) by the clock of the tower, as the guards said."
    assert ("2024-03-04T01:30Z", "(01H30 GMT)") in events(french, published="2024-03-05")


def test_the_day_of_a_picture_is_an_event_and_never_the_page() -> None:
    text = (
        "Port of Marsa closed\n\nThis picture taken on March 2, 2024 shows the crane. (Photo by Ann Poe / AFP)\n\n"
        "MARSA, Malta (AFP) – The port of Marsa was closed to all ships, an official said on the quay."
    )
    article = normalize_text(text)
    assert article.published is None
    assert [(one.kind, one.value) for one in article.dates] == [("event", "2024-03-02")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("МОСКВА (Рейтер) - С понедельника в порту закрыт причал, сообщили власти города, и суда стоят на рейде.", "2024-03-04"),
        ("ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - Με απόφαση της Δευτέρας έκλεισε το λιμάνι, είπε ο δήμαρχος στους δημοσιογράφους της πόλης.", "2024-03-04"),
        ("WARSZAWA (PAP) - Od poniedziałku port jest zamknięty dla statków, powiedział w ratuszu rzecznik miasta.", "2024-03-04"),
    ],
)  # fmt: skip
def test_inflected_weekdays_of_the_lead(text: str, value: str) -> None:
    assert value in [one for one, _ in events(text, published="2024-03-05")]


@given(
    st.lists(st.sampled_from(["3", "12", "2022", "January", "May", "tháng", "-", ".", "/", "the", "of", "de", "года", "月", "日", " ", "\n", "\n\n", "in 7"]), max_size=24),
    st.sampled_from(["en", "zh", "hu", "fa", None]),
    st.integers(1, 9),
)
def test_dates_are_looked_for_only_where_they_can_begin(parts: list[str], language: str | None, limit: int) -> None:
    text = "".join(f"{part} " if number % 3 else part for number, part in enumerate(parts))
    rows = PageWords(text).rows
    among = _above(rows, dated_rows(rows, language))
    assert find_dates(text, 0, len(text), language, limit=limit, among=among) == find_dates(text, 0, len(text), language, limit=limit)
