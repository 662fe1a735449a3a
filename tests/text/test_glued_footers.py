from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_furniture import PIECES, STORY
from transforms.text.glued_footers import split_trailing_footer

GLUED = [
    ("The minister resigned on Monday. (AFP)", "(AFP)"),
    ("Das freut mich sehr. (APA/dpa, 3.4.2015)", "(APA/dpa, 3.4.2015)"),
    ("The bridge was closed, officials said. — AFP", "— AFP"),
    ("The bridge stayed closed until noon. © Agence France-Presse", "© Agence France-Presse"),
    ("The bridge stayed closed until noon. Source: AFP", "Source: AFP"),
    (
        "The bridge stayed closed. (Reporting by Jane Doe; Editing by John Smith)",
        "(Reporting by Jane Doe; Editing by John Smith)",
    ),
    (
        "The bridge stayed closed. Copyright 2023 The Associated Press. All rights reserved.",
        "Copyright 2023 The Associated Press. All rights reserved.",
    ),
    ("O barco afundou na segunda-feira. (Com informações da AFP)", "(Com informações da AFP)"),
    ("月曜日に濃霧の中で２隻のフェリーが衝突した。 — AFP", "— AFP"),
    ("غرقت السفينة يوم الاثنين. (أ ف ب)", "(أ ف ب)"),
]


@pytest.mark.parametrize(("line", "footer"), GLUED)
def test_glued_footers(line: str, footer: str) -> None:
    at = split_trailing_footer(line)
    assert at is not None
    assert line[at:] == footer


@pytest.mark.parametrize(
    "line",
    [*STORY, "The Australian Federal Police (AFP)", "(AFP)", "", "He works for the agency (AFP) in Sofia."],
)
def test_nothing_to_split(line: str) -> None:
    assert split_trailing_footer(line) is None


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_line_is_split_inside_or_not_at_all(line: str) -> None:
    at = split_trailing_footer(line)
    assert at is None or 0 < at < len(line)


@pytest.mark.parametrize("piece", ["a", "(", "Photo: ", "© AFP ", "Updated: 01 ", "Source: ", "- ", "AFP/", "Jane Doe / "])
def test_hostile_lines_are_split_in_linear_time(piece: str) -> None:
    # a quadratic reading of lines this long would run into the time limit of the test run
    for size in (900, 1_000_000):
        split_trailing_footer(piece * (size // len(piece)))
