from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.errors import DocumentError
from transforms.records import text_row
from transforms.text import normal_text
from transforms.text.article import normalize_text
from transforms.text.lines import line_spans
from transforms.text.normal_text import normal_form

# letters that join, marks that are mapped, spaces and invisible characters, often side by side
TEXT = st.text(st.one_of(st.sampled_from(list("ae\u0301\u0308\u030a –—-\"“”„«»'’`´\u00ad\u200b\u200d\ufeff\u00a0\t\nㄱ\u1100\u1161\u11a8각\u09c7\u09be…\u037e\u2126ﬁ\u0344\u0958\U0001d15e")), st.characters()))


def lines_of(text: str) -> list[list[tuple[int, int]]]:
    return [[span] for span in line_spans(text)]


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal_form(text, lines_of(text))
    again = normal_form(once.text, [[(at, at + len(line))] for at, line in offsets(once.text)])
    assert again.text == once.text
    assert unicodedata.is_normalized("NFC", once.text)


PROSE = st.text(st.sampled_from(list("aeé ́–-\"“”«»'’´`​ 각;")), min_size=1, max_size=24)


@given(PROSE)
@settings(max_examples=300, deadline=None)
def test_what_changes_one_for_one_is_what_looking_at_every_character_gives(text: str) -> None:
    quick = normal_form(text, lines_of(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normal_text, "_one_to_one", lambda part: None)
        assert normal_form(text, lines_of(text)) == quick


def offsets(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_offsets_lead_back_in_order_to_where_a_character_came_from(text: str) -> None:
    normal = normal_form(text, lines_of(text))
    raws = [normal.raw_offset(at) for at in range(len(normal.text))]
    assert raws == sorted(raws)
    for char, raw in zip(normal.text, raws, strict=True):
        if char.isalnum() and char.isascii():
            # an ASCII letter is never made of others, but for the few signs that NFC calls letters
            assert text[raw] == char or unicodedata.normalize("NFC", text[raw]).startswith(char)


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("“We  saw it” — he\u00a0said", '"We saw it" - he said'),
        ("l’été «chaud»", "l'été \"chaud\""),
        ("Cafe\u0301 co\u00adoperation\u200b", "Café cooperation"),
        ("end --- of", "end - of"),
        ("「はい」と言った", '"はい"と言った'),
        ("می\u200cروم", "می\u200cروم"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_marks_spaces_and_letters_have_one_form(raw: str, normal: str) -> None:
    assert normal_form(raw, [[(0, len(raw))]]).text == normal


PAGE = """Minister resigns

By Jane Doe

PARIS (AFP) – The minister said “no” on Monday,
and went on to speak of the weather for a long while.

Nobody else said anything at all about the matter — not even the king, who was there with all of his many dogs.

© Agence France-Presse
"""


def test_an_article_has_its_body_without_furniture_one_paragraph_a_line() -> None:
    article = normalize_text(PAGE)
    lines = article.normal_text.split("\n")
    assert lines[0].startswith('The minister said "no" on Monday,')
    assert lines[-1].endswith("with all of his many dogs.")
    assert not {"AFP", "Jane"} & set(article.normal_text.replace("(", " ").split())
    form = article.normal_form()
    at = form.text.index("king")
    assert article.text[form.raw_offset(at) :].startswith("king")


def test_the_row_of_the_texts_table_carries_it() -> None:
    row = text_row(normalize_text(PAGE))
    assert row["normal_text"].startswith('The minister said "no"')
    start, raw = row["normal_offsets"][0]
    assert (start, PAGE[raw : raw + 12]) == (0, "The minister")


def test_a_page_without_a_body_has_an_empty_normal_form() -> None:
    form = normal_form("x", [])
    assert (form.text, form.runs, form.raw_offset(0)) == ("", (), 0)
    with pytest.raises(IndexError):
        form.raw_offset(1)


@given(TEXT)
@settings(max_examples=60, deadline=None)
def test_no_text_raises(text: str) -> None:
    try:
        article = normalize_text(text)
    except DocumentError:
        return
    form = article.normal_form()
    assert all(0 <= form.raw_offset(at) < len(text) for at in range(len(form.text)))
