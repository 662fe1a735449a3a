"""Lines, paragraphs, hard-wrapped texts."""

from __future__ import annotations

import itertools
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from transforms.text.lines import breaks, is_wrapped, line_spans, paragraphs

SENTENCE = (
    "The committee said on Tuesday that the harbour would stay closed until the inspectors had seen every crane, "
    "and that no ship would be let in before then. "
)


def texts(text: str) -> list[str]:
    return [text[one.start : one.end] for one in paragraphs(text)]


def test_lines_are_paragraphs_where_they_are_long() -> None:
    text = f"  A headline\n\n{SENTENCE * 2}\n{SENTENCE * 2}\r\n\r\n  the end "
    found = paragraphs(text)
    assert texts(text) == ["A headline", (SENTENCE * 2).strip(), (SENTENCE * 2).strip(), "the end"]
    assert [one.gap for one in found] == [False, True, False, True]


def test_wrapped_lines_are_joined_at_blank_lines_and_indents() -> None:
    one = textwrap.fill(SENTENCE * 3, 65)
    two = textwrap.fill("    " + SENTENCE * 2, 65)
    short = "    He left."
    text = f"HARBOUR CLOSED\n\n{one}\n{two}\n{short}\n{two}\n"
    assert is_wrapped(text, line_spans(text))
    assert texts(text) == ["HARBOUR CLOSED", one, two.strip(), "He left.", two.strip()]


def test_telex_in_capitals_is_wrapped_text() -> None:
    text = textwrap.fill((SENTENCE * 3).upper(), 70)
    assert len(texts(text)) == 1


def test_a_list_of_headlines_is_not_wrapped() -> None:
    text = "\n".join(
        f"{name} says the talks on the port will go on for {count} more days" for count, name in
        enumerate(["Kenya", "Peru", "Nepal", "Ghana", "Italy", "Japan", "Chile", "Spain"])
    )  # fmt: skip
    assert not is_wrapped(text, line_spans(text))
    assert len(texts(text)) == 8


def test_breaks_count_carriage_returns() -> None:
    assert breaks("a\r\n\r\nb", 1, 5) == 2
    assert breaks("a\rb", 1, 2) == 1
    assert breaks("ab", 1, 1) == 0


@given(st.text(alphabet="ab .\n\r\u2028\u3000", max_size=400))
def test_line_spans_are_the_stripped_lines(text: str) -> None:
    expected = [line.strip() for line in text.splitlines() if line.strip()]
    assert [text[start:end] for start, end in line_spans(text)] == expected


@given(st.text(alphabet="ab \n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2029\u3000", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_lines_of_a_span_are_what_stands_between_breaks(text: str, start: int, end: int) -> None:
    # where one of the three separators is met, the text is split in another way
    expected, begun = [], start
    for at in range(start, min(end, len(text)) + 1):
        if at == min(end, len(text)) or text[at] in "\n\r\x0b\x0c\x85\u2028\u2029":
            line = text[begun:at]
            if line.strip():
                first = begun + len(line) - len(line.lstrip())
                expected.append((first, first + len(line.strip())))
            begun = at + 1
    assert line_spans(text, start, end) == expected


@given(st.text(alphabet="aB .,\n", max_size=600))
def test_paragraphs_cover_every_visible_character_once(text: str) -> None:
    found = paragraphs(text)
    joined = "".join(text[one.start : one.end] for one in found)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_lines_of_a_script_without_spaces_are_wrapped_only_at_one_width() -> None:
    one = "เรือข้ามฟากชนกันในหมอกหนาเมื่อวันจันทร์ เจ้าหน้าที่ท่าเรือกล่าวว่ามีผู้บาดเจ็บหลายคน"
    two = "ทางการสั่งปิดท่าเรือเป็นเวลาสองวันเพื่อสอบสวนสาเหตุของอุบัติเหตุ ผู้โดยสารถูก"
    page = f"date 2022-01-05 {one}\n{one}\n{two}\n© Korvale Gazette"
    assert not is_wrapped(page, line_spans(page))
    # a line that stands there twice is no piece of a paragraph either
    page = f"Published: January 4, 2022\n{one}\n{one}\n© Korvale Gazette"
    assert not is_wrapped(page, line_spans(page))
    assert len(texts(page)) == 4
    even = "\n".join([one[:60], two[:60], one[20:80], two[10:70]])
    assert is_wrapped(even, line_spans(even))


def test_a_page_of_a_few_lines_is_not_wrapped_because_two_of_them_are_as_wide() -> None:
    page = "Updated 4 Jan 2022, 18:20 GMT\nFerries collide in the fog\n港の当局によると、月曜日に濃霧の中で２隻のフェリーが衝突した。\n© Agence France-Presse"
    assert not is_wrapped(page, line_spans(page))
    assert len(texts(page)) == 4
    assert texts(textwrap.fill(SENTENCE * 3, 65)) == [textwrap.fill(SENTENCE * 3, 65)]
