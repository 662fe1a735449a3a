"""Whole documents, and the five sample documents where they are there."""

from __future__ import annotations

import gc
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.errors import DocumentError
from transforms.schema import Article, Document
from transforms.settings import NormalizeSettings
from transforms.text.article import TOGETHER, normalize_document, normalize_documents, normalize_text

TEXT = (
    " date 2024-03-05 posted on 03/04/2024 09:30 / updated on 03/04/2024 09:31 Port of Marsa closed\n\n"
    "A picture shows the crane on March 4, 2024. (Photo by Ann Poe / AFP)\n\n"
    "MARSA, Malta, March 4, 2024 (AFP) – The port of Marsa was closed to all ships on Monday, an official told AFP.\n\n"
    "Nobody was hurt, he said, but the freighter cannot be moved before divers have looked at its hull.\n\n"
    "© Agence France-Presse\n"
)


def check(article: Article) -> None:
    """What holds for every article, whatever it was made from."""
    text = article.text
    covered = 0
    for unit in article.units:
        assert covered <= unit.start < unit.end <= len(text)
        covered = unit.end
    for mention in article.dates:
        assert 0 <= mention.start < mention.end <= len(text)
        assert any(char.isdigit() for char in text[mention.start : mention.end]) or mention.kind == "event"
    for item in article.evidence:
        assert text[item.start : item.end] == item.text
    assert list(article.evidence) == sorted(article.evidence, key=lambda item: item.start)
    if article.dateline is not None:
        line = article.dateline
        assert text[line.start : line.end] == line.raw
        if line.confidence >= 0.5:
            assert not any(unit.start < line.end and line.start < unit.end for unit in article.units)


def test_everything_a_document_carries() -> None:
    data = TEXT.encode()
    article = normalize_document(Document("00000000000000aa", "marsa.txt", data, outlet="The Example"))
    check(article)
    assert article.text == TEXT
    assert article.source.sha256 == hashlib.sha256(data).hexdigest()
    assert (article.source.encoding, article.source.outlet, article.source.uri) == (
        "utf-8",
        "The Example",
        "marsa.txt",
    )
    assert (article.language, article.title) == ("en", "Port of Marsa closed")
    assert [unit.kind for unit in article.units] == ["noise", "headline", "caption", "body", "footer"]
    assert article.dateline is not None and article.dateline.agencies == ("AFP",)
    assert [(one.kind, one.value) for one in article.dates] == [
        ("crawl", "2024-03-05"), ("posted", "2024-03-04T09:30"), ("updated", "2024-03-04T09:31"), ("event", "2024-03-04"),
        ("dateline", "2024-03-04"), ("event", "2024-03-04"),
    ]  # fmt: skip
    assert article.dates[1].rejected == ("2024-04-03T09:30",)
    assert article.published is not None
    assert (article.published.value, article.published.precision, article.published.basis) == (
        "2024-03-04T09:30",
        "minute",
        "posted",
    )
    assert {item.kind for item in article.evidence} >= {
        "photo_credit",
        "dateline",
        "in_text_attribution",
        "copyright",
    }
    assert article.footer == "© AFP"


def test_the_source_knows_best() -> None:
    article = normalize_document(
        Document(
            "0" * 16,
            "x",
            TEXT.encode(),
            url="https://example.org/a",
            published="2024-03-04T08:00:00Z",
            language="en-GB",
            record_id="7",
        )
    )
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-03-04T08:00:00Z", "source")
    assert (article.source.url, article.source.record_id) == ("https://example.org/a", "7")


def test_a_dateline_with_its_year_dates_the_page_and_a_crawl_line_does_not() -> None:
    body = "The port of Marsa was closed to all ships on Monday, the harbour master said."
    dated = normalize_text(f"MARSA, Malta, March 4, 2024 (AFP) – {body}")
    assert dated.published is not None
    assert (dated.published.value, dated.published.basis) == ("2024-03-04", "dateline")
    crawled = normalize_text(f" date 2024-03-05 \n\n{body}")
    assert crawled.published is None
    assert [one.kind for one in crawled.dates] == ["crawl", "event"]
    assert normalize_text(body).published is None
    assert normalize_text(body).dates == ()


def test_offsets_hold_with_carriage_returns_and_marks() -> None:
    data = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()
    article = normalize_document(Document("0" * 16, "x", data))
    check(article)
    assert article.text == data.decode(article.source.encoding)
    assert article.title == "Port of Marsa closed"


def test_library_use() -> None:
    article = normalize_text(TEXT, url="https://example.org/2024/03/04/marsa", outlet="E")
    assert article.doc_id == hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    assert (article.source.outlet, article.source.uri) == ("E", "text")
    assert normalize_text("PARIS (AFP) - He left.", doc_id="0" * 16).doc_id == "0" * 16
    with pytest.raises(DocumentError):
        normalize_text(" \n ")


def test_settings_bound_the_search_for_a_dateline() -> None:
    filler = "\n\n".join(
        f"Paragraph {count} tells of the port and of its cranes and ends here." for count in range(4)
    )
    text = f"{filler}\n\nMARSA, Malta (AFP) – The port of Marsa was closed to all ships on Monday, he said."
    assert normalize_text(text).dateline is not None
    assert normalize_text(text, settings=NormalizeSettings(dateline_lines=3)).dateline is None
    spread = f"{'Port of Marsa closed after crane fell on ship ' * 2}MARSA, Malta (AFP) – The port was closed on Monday."
    assert normalize_text(spread).dateline is not None
    assert normalize_text(spread, settings=NormalizeSettings(dateline_columns=60)).dateline is None


@given(st.binary(max_size=400), st.sampled_from(["text", "html"]))
@settings(deadline=None)
def test_random_bytes_give_an_article_or_a_known_refusal(data: bytes, media: str) -> None:
    try:
        article = normalize_document(Document("0" * 16, "x", data, media=media))
    except DocumentError as error:
        assert error.code in ("empty", "binary", "undecodable")
        return
    check(article)


WORDS = [
    "date 2024-03-05", "BAGHDAD (AFP) –", "told AFP", "(Photo by X / AFP)", "© AFP", "\n", "\n\n", "“", "”", ".", "the port was closed", "PARIS, Jan 3",
    "Updated: March 4, 2024", "3,5", "2024年3月4日", "قال الوزير", "___", "(EI)", "https://abcnews.go.com/x", "Also read", "By Ann Poe", "- - -", "\u2028",
    "\r\n", "\t", "é", "🙂", "&amp;",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
@example(["By Ann Poe", "BAGHDAD (AFP) –", "BAGHDAD (AFP) –"])
@settings(deadline=None)
def test_any_mixture_of_page_parts_gives_sound_spans(words: list[str]) -> None:
    text = " ".join(words)
    try:
        article = normalize_text(text)
    except DocumentError as error:
        assert error.code == "empty"
        return
    assert article.text == text
    check(article)
    assert normalize_text(text) == article


# ------------------------------------------------------------------ the sample documents

SEEDS = ["000", "001", "002", "003", "004"]


def seed(shared: Path, number: str) -> tuple[Article, dict[str, object]]:
    truth = json.loads((shared / "reference" / "seeds_truth.json").read_bytes())["seeds"][number]
    data = (shared / "seeds" / truth["file"]).read_bytes()
    return normalize_document(Document("0" * 16, truth["file"], data)), truth


@pytest.mark.parametrize("number", SEEDS)
def test_sample_documents_are_read_as_in_their_truth(shared: Path, number: str) -> None:
    article, truth = seed(shared, number)
    check(article)
    assert (article.title, article.language, article.source.sha256) == (
        truth["title"],
        truth["language"],
        truth["sha256"],
    )
    body = [unit for unit in article.units if unit.kind == "body"]
    expected = truth["body"]
    assert isinstance(expected, dict)
    # the truth counts the line ends around the body as body
    assert (
        article.text[expected["start"] : expected["end"]].strip()
        == article.text[body[0].start : body[-1].end]
    )
    for strip in truth["strip"]:  # type: ignore[attr-defined]
        for unit in body:
            assert unit.end <= strip["start"] or unit.start >= strip["end"]
    line = truth["dateline"]
    assert (article.dateline is None) == (line is None)
    if article.dateline is not None and isinstance(line, dict):
        assert (article.dateline.start, article.dateline.end) == (line["start"], line["end"])


@pytest.mark.parametrize("number", SEEDS)
def test_page_dates_of_the_sample_documents(shared: Path, number: str) -> None:
    article, truth = seed(shared, number)
    printed = {
        (str(one["kind"]).removesuffix("_date"), one["iso"], one["start"], one["end"])
        for one in truth["dates"]  # type: ignore[attr-defined]
        if one["kind"] in ("crawl_date", "posted", "updated")
    }
    found = {
        (one.kind, one.value, one.start, one.end)
        for one in article.dates
        if one.kind in ("crawl", "posted", "updated")
    }
    assert found == printed
    if number == "000":
        assert article.published is not None
        assert (article.published.value, article.published.basis) == ("2022-01-03T09:30", "posted")
        assert next(one for one in article.dates if one.kind == "posted").rejected == ("2022-03-01T09:30",)
        assert {"pt", "es"} <= {language for language, _ in article.remnants}
    else:
        assert article.published is None


def test_documents_that_are_read_together_are_read_as_each_alone() -> None:
    pages = [TEXT, "", TEXT.replace("Marsa", "Sciacca"), "\x00\x01\x02" * 40, "Un port. " * 30, TEXT[120:]] * (TOGETHER // 3)
    documents = [Document(f"{number:016x}", "x", page.encode()) for number, page in enumerate(pages)]
    together = normalize_documents(documents)
    assert len(together) == len(documents) > TOGETHER
    for document, found in zip(documents, together, strict=True):
        if isinstance(found, DocumentError):
            with pytest.raises(DocumentError) as alone:
                normalize_document(document)
            assert (alone.value.code, alone.value.message) == (found.code, found.message)
        else:
            assert found == normalize_document(document)
    assert {type(found) for found in together} == {Article, DocumentError}


@pytest.mark.parametrize("collects", [True, False])
def test_cycles_are_searched_for_afterwards_as_they_were_before(collects: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        normalize_documents([Document("0" * 16, "x", b"one day"), Document("1" * 16, "y", b"")])
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


def test_an_unexpected_error_is_that_of_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, *_: object, **__: object) -> tuple[()]:
        raise ZeroDivisionError(text[:3])

    monkeypatch.setattr("transforms.text.article.story_dates", broken)
    first, second = normalize_documents([Document("0" * 16, "x", b"one day"), Document("1" * 16, "y", b"two days")])
    assert [repr(first), repr(second)] == ["ZeroDivisionError('one')", "ZeroDivisionError('two')"]
