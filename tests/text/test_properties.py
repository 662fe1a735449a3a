"""What holds for any text: spans slice, stripping is idempotent, work is linear, nothing raises."""

from __future__ import annotations

import random
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.hostile import PATTERNS
from tests.text.dateline_cases import BODIES
from transforms.errors import DocumentError
from transforms.schema import EVIDENCE_KINDS, UNIT_KINDS, Article, Document
from transforms.text.article import normalize_document, normalize_text

LANGUAGES = sorted(BODIES)
HEADS = ["", " date 2022-01-05 ", "Published: January 4, 2022\n\n", "Home | World | Harbour\n\n", "By Jane Doe\n\n", "Updated 4 Jan 2022, 18:20 GMT\n\n"]
CAPTIONS = ["", "A ferry in the port of Marsa, January 4, 2022. (Photo by Jane Doe / AFP)\n\n", "(credit: Handout / AFP)\n\n", "Foto: Max Muster/dpa\n\n"]
DATELINES = ["", "MARSA, Malta (AFP) – ", "OSLO, Jan 4 (Reuters) - ", "PARIS — ", "Berlin (dpa) - ", "(ANSA) - ROMA, 04 GEN - "]
FOOTERS = ["", "\n\n© Agence France-Presse", "\n\n(AFP)", " — AFP", "\n\nSource: Reuters", "\n\nQuelle: dpa", "\n\nAlso read: Storm closes port", "\n\n(c) 2022 The Gazette"]


def sound(article: Article) -> None:
    """Every span slices the text, in order, and says what it is."""
    text, covered = article.text, 0
    for unit in article.units:
        assert unit.kind in UNIT_KINDS
        assert covered <= unit.start < unit.end <= len(text)
        if unit.kind != "noise":
            assert not text[unit.start].isspace() and not text[unit.end - 1].isspace()
        covered = unit.end
    for item in article.evidence:
        assert item.kind in EVIDENCE_KINDS and text[item.start : item.end] == item.text != ""
        assert 0 < item.weight <= 1
    for mention in article.dates:
        assert 0 <= mention.start < mention.end <= len(text)
    if article.dateline is not None:
        assert text[article.dateline.start : article.dateline.end] == article.dateline.raw


def body(article: Article) -> str:
    return "\n\n".join(article.unit_texts("body"))


@given(
    st.sampled_from(LANGUAGES), st.sampled_from(HEADS), st.booleans(), st.sampled_from(CAPTIONS), st.sampled_from(DATELINES),
    st.integers(1, 6), st.sampled_from(FOOTERS), st.sampled_from(["\n\n", "\n", "\r\n\r\n"]),
)  # fmt: skip
@example("ar", "", False, "", "PARIS — ", 1, " — AFP", "\n\n")
@example("fa", "", True, "", "PARIS — ", 1, " — AFP", "\n")
@example("ja", " date 2022-01-05 ", False, "", "PARIS — ", 2, " — AFP", "\n")
@example("ja", "Updated 4 Jan 2022, 18:20 GMT\n\n", True, "", "", 1, "\n\n(AFP)", "\n")
@example("th", "Published: January 4, 2022\n\n", False, "", "PARIS — ", 2, "\n\nSource: Reuters", "\n")
@example("zh", "Published: January 4, 2022\n\n", True, "(credit: Handout / AFP)\n\n", "PARIS — ", 1, "", "\n")
@settings(deadline=None, max_examples=150)
def test_stripping_is_idempotent_and_spans_slice(
    language: str, head: str, titled: bool, caption: str, dateline: str, count: int, footer: str, gap: str
) -> None:
    story = gap.join([BODIES[language]] * count)
    title = "Ferries collide in the fog\n\n" if titled else ""
    article = normalize_text(f"{head}{title}{caption}{dateline}{story}{footer}".replace("\n\n", gap))
    sound(article)
    once = body(article)
    again = normalize_text(once, language=article.language)
    sound(again)
    assert body(again) == once


@given(st.integers(0, 2**32 - 1), st.integers(1, 4000), st.sampled_from(["text", "html"]), st.sampled_from([256, 128, 40]))
@settings(deadline=None, max_examples=60)
def test_random_bytes_never_raise(seed: int, size: int, media: str, span: int) -> None:
    data = bytes(byte % span + (0 if span == 256 else 10) for byte in random.Random(seed).randbytes(size))
    try:
        article = normalize_document(Document("0" * 16, "x", data, media=media))
    except DocumentError as error:
        assert error.code in ("empty", "binary", "undecodable")
        return
    sound(article)


@given(st.text(st.characters(), max_size=300))
@settings(deadline=None)
def test_any_text_gives_sound_spans(text: str) -> None:
    try:
        sound(normalize_text(text))
    except DocumentError as error:
        assert error.code == "empty"


def _steps(text: str) -> int:
    """Calls of Python and built-in functions in one normalisation; the same each time, whatever the machine does."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        normalize_text(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_four_times_the_text_is_at_most_four_times_the_steps(name: str) -> None:
    piece = PATTERNS[name]
    small, large = ("Port " + piece * (size // len(piece)) for size in (3000, 12000))
    normalize_text(small)  # caches are filled
    few, many = _steps(small), _steps(large)
    assert many <= 4.4 * few + 200


@pytest.mark.parametrize("name", ["agencies and slashes", "opening brackets", "one capital", "addresses", "places", "updated", "cjk brackets"])
def test_a_line_of_a_megabyte_comes_to_an_end(name: str) -> None:
    # steps do not see the inside of a pattern: a quadratic one would take hours here
    piece = PATTERNS[name]
    article = normalize_text("Port " + piece * (1_000_000 // len(piece)))
    sound(article)
    assert len(article.text) > 990_000
