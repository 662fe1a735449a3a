"""From a document to an article: the whole of normalisation in one call.

Evidence is read before anything is stripped, and nothing is stripped from the text itself: units label it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Final

from transforms.errors import DocumentError
from transforms.frozen import quick
from transforms.schema import Article, DateMention, Document, Published, Source, Unit
from transforms.settings import NormalizeSettings
from transforms.text.agencies import current_table, using_table
from transforms.text.agency_mentions import find_mentions
from transforms.text.boilerplate import Boilerplate, cut_boilerplate, cut_sentences, load_table
from transforms.text.charset import REPAIRED, decode, repair
from transforms.text.credits import evidence_steps, footer_normal
from transforms.text.dateline import find_dateline
from transforms.text.dates import PageDates, parse_published, published_time, url_day
from transforms.text.html import read_html
from transforms.text.language import identify, primary
from transforms.text.layout import ask_paragraphs, label_paragraphs, read_dates
from transforms.text.lines import Paragraph, paragraphs
from transforms.text.page_words import AMPERSAND, PageWords
from transforms.text.remnants import find_remnants
from transforms.text.scan_loops import BREAKS, DAMAGED, RUNNING, SAMPLE
from transforms.text.steps import Steps, finished
from transforms.text.story_dates import caption_dates, story_dates
from transforms.text.unit_languages import label_languages
from transforms.text.units import cut_pieces, join_pieces
from transforms.text.user_tables import agency_table, furniture_keys, outlet_name
from transforms.uncollected import uncollected

_DEFAULT: Final = NormalizeSettings()
_ARTICLE: Final = quick(Article)
_SOURCE: Final = quick(Source)


def normalize_document(
    document: Document, settings: NormalizeSettings = _DEFAULT, boilerplate: Boilerplate | None = None
) -> Article:
    """Decode a document and read everything that is in it.

    Args:
        document: raw bytes with what the source says of them.
        settings: the normalisation settings.
        boilerplate: the table that the settings name, where it is at hand; else it is read from its file.

    Raises:
        DocumentError: ``empty``, ``binary`` or ``undecodable``; nothing else is raised for any bytes.
        BoilerplateError: the settings name a boilerplate table that cannot be read.
    """
    with _table_of(settings):
        return finished(_steps(document, settings, boilerplate))


def normalize_documents(
    documents: Sequence[Document], settings: NormalizeSettings = _DEFAULT, boilerplate: Boilerplate | None = None
) -> list[Article | Exception]:
    """Read several documents, each as `normalize_document` does, in a fifth less time.

    They are read step by step, one step of all of them after the other, so that the code and the tables of a step are at
    hand in the processor's caches for all but the first. No document knows of another. Python's search for cycles waits
    while `TOGETHER` of them are read, for the whole process.

    Args:
        documents: any number of documents.
        settings: the normalisation settings.
        boilerplate: the table that the settings name, where it is at hand; else it is read from its file.

    Returns:
        For each document its article, or the error that `normalize_document` raises for it.
    """
    found: list[Article | Exception] = []
    with _table_of(settings):
        for first in range(0, len(documents), TOGETHER):
            with uncollected():
                found += _together([_steps(document, settings, boilerplate) for document in documents[first : first + TOGETHER]])
    return found


TOGETHER: Final = 64
"""Documents that are read together: more gain nothing, and what is known of these fits into the caches too."""


def _together(all_steps: Sequence[Steps[Article]]) -> list[Article | Exception]:
    found: dict[Steps[Article], Article | Exception] = {}
    going = all_steps
    while going:
        still = []
        for steps in going:
            try:
                next(steps)
            except StopIteration as done:  # noqa: PERF203 (an error is one document's)
                found[steps] = done.value
            except Exception as error:
                found[steps] = error
            else:
                still.append(steps)
        going = still
    return [found[steps] for steps in all_steps]


def _table_of(settings: NormalizeSettings) -> AbstractContextManager[None]:
    """The settings' table of agencies put in use, unless it is."""
    table = agency_table(settings)
    return nullcontext() if table is current_table() else using_table(table)


def _steps(document: Document, settings: NormalizeSettings, boilerplate: Boilerplate | None) -> Steps[Article]:
    published, language = document.published, document.language
    if document.media == "html":
        page = read_html(document.data, document.declared_encoding)
        text, codec = page.text, page.codec
        published, language = published or page.published, language or page.language
    else:
        text, codec = decode(document.data, document.declared_encoding, mend=False)
    source = _SOURCE(
        uri=document.uri,
        outlet=outlet_name(settings, document.outlet, document.url, document.uri),
        url=document.url,
        record_id=document.record_id,
        encoding=codec,
        sha256=hashlib.sha256(document.data).hexdigest(),
    )
    yield
    return (
        yield from _read(
            document.doc_id, source, text, published, language, settings, boilerplate, document.instance, document.title,
            document.media != "html",
        )
    )  # fmt: skip


def normalize_text(
    text: str,
    *,
    doc_id: str | None = None,
    uri: str = "text",
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    settings: NormalizeSettings = _DEFAULT,
) -> Article:
    """Normalise a text that is already decoded; for use as a library.

    Args:
        text: the text; spans of the article point into exactly this string.
        doc_id: 16 hex digits; by default the first 64 bits of the SHA-256 of the text.
        uri: name of the text.
        outlet: outlet that published it, if known.
        url: address, if known; a day in its path helps to read ambiguous dates.
        published: publication time as the source states it, in any usual form.
        language: BCP 47 language as the source states it.
        settings: the normalisation settings.

    Raises:
        DocumentError: ``empty`` if nothing is in the text but white space and control characters.

    >>> article = normalize_text("PARIS (AFP) - Two ministers met on Monday, officials said.")
    >>> article.text[article.units[0].start :]
    'Two ministers met on Monday, officials said.'
    """
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    outlet = outlet_name(settings, outlet, url, uri)
    source = Source(uri=uri, outlet=outlet, url=url, record_id=None, encoding="utf-8", sha256=digest)
    with _table_of(settings):
        return finished(_read(doc_id or digest[:16], source, text, published, language, settings))


def _read(
    doc_id: str,
    source: Source,
    text: str,
    published: str | None,
    language: str | None,
    settings: NormalizeSettings,
    boilerplate: Boilerplate | None = None,
    instance: str = "",
    stated_title: str | None = None,
    mend: bool = False,
) -> Steps[Article]:
    if boilerplate is None and settings.boilerplate is not None:
        boilerplate = load_table(settings.boilerplate)
    words = PageWords(text)
    if mend and words.marks & (DAMAGED | AMPERSAND) and (repaired := repair(text)) != text:
        # offsets point into the repaired text
        text, words = repaired, PageWords(repaired)
        source = replace(source, encoding=f"{source.encoding}{REPAIRED}")
    yield
    lines = words.lines
    blocks = paragraphs(text, lines, [row[BREAKS] > 1 for row in words.rows])
    if not blocks:
        raise DocumentError("empty", "the text has only white space and control characters; nothing to read")
    yield
    # the language comes first: it decides how dates are read
    found = words.language or identify(
        _sample(text, blocks), language, min_letters=settings.min_language_letters, counted=True
    )
    yield
    page = PageDates(
        language=found,
        url_day=url_day(source.url),
        source=parse_published(published, primary(language) or found),
    )
    yield
    layout = ask_paragraphs(blocks, words)
    yield
    read_dates(text, layout, page)
    yield
    label_paragraphs(text, layout, words)
    yield
    decided = page.decided()
    searched, unmarked, silent = layout.dateline_lines(settings.dateline_lines, settings.dateline_columns)
    yield
    dateline = find_dateline(
        text, searched, reference_days=page.reference_days, language=found, unmarked=unmarked, silent=silent
    )
    yield
    pieces = cut_pieces(text, layout, dateline)
    yield
    units = join_pieces(text, pieces, found)
    yield
    title = _title(text, units)
    mentions = find_mentions(text, words)
    yield
    evidence = yield from evidence_steps(text, units, dateline, found, title, words=words, lines=lines, mentions=mentions)
    if boilerplate is not None:
        # evidence first: what a standing sentence says of an agency is read before it is cut
        units = cut_boilerplate(text, units, found, source.outlet, boilerplate)
    standing = furniture_keys(settings, source.outlet)
    if standing:
        units = cut_sentences(text, units, found, standing)
    yield
    units = label_languages(text, units, found, min_letters=settings.min_language_letters, rows=words.rows, left=words.left)
    body = [(unit.start, unit.end) for unit in units if unit.kind == "body" and unit.language == found]
    yield
    when = published_time(page, decided, dateline)
    dates = [page.crawl] if page.crawl is not None else []
    dates += decided
    if dateline is not None and dateline.date is not None and not dateline.date.startswith("-"):
        dates.append(
            DateMention("dateline", dateline.date, dateline.start, dateline.end, (), dateline.confidence)
        )
    yield
    dates += story_dates(text, body, found, *_reference(when, page), words=words)
    yield
    captions = [(unit.start, unit.end) for unit in units if unit.kind == "caption"]
    if captions:
        dates += caption_dates(text, captions, found)
    remnants = find_remnants(text, body, found, words)
    yield
    dates.sort(key=lambda mention: (mention.start, mention.end, mention.kind))
    return _ARTICLE(
        doc_id=doc_id,
        source=source,
        text=text,
        language=found,
        title=title or stated_title,
        published=when,
        dates=tuple(dates),
        dateline=dateline,
        units=units,
        evidence=evidence,
        footer=footer_normal(evidence),
        remnants=remnants,
        instance=instance,
    )


def _title(text: str, units: Sequence[Unit]) -> str | None:
    """Text of the headline: the first of them, unless that is a kicker of a word or two above a longer one."""
    lines = [" ".join(text[unit.start : unit.end].split()) for unit in units if unit.kind == "headline"]
    if len(lines) > 1 and lines[0].count(" ") < 3 and len(lines[1]) > 2 * len(lines[0]):
        return lines[1]
    return lines[0] if lines else None


def _sample(text: str, blocks: Sequence[Paragraph]) -> str:
    """Running text for language identification: the first long paragraphs, else whatever there is."""
    parts: list[str] = []
    short: list[str] = []
    size = 0
    for start, end, _ in blocks:
        if end - start < RUNNING:
            if len(short) < 20:
                short.append(text[start:end])
            continue
        parts.append(text[start : min(end, start + SAMPLE)])
        size += end - start
        if size >= SAMPLE:
            break
    return "\n".join(parts or short)


def _reference(when: Published | None, page: PageDates) -> tuple[str | None, float]:
    """Day around which weekdays of the lead are resolved, and how sure it is."""
    if when is not None and when.precision != "month":
        return when.value[:10], 0.8
    if page.crawl is not None and len(page.crawl.value) > 7:
        return page.crawl.value, page.crawl.confidence
    return page.url_day, 0.6
