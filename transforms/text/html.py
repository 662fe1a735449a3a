"""From a web page to the text of its article.

trafilatura finds the main text. It also drops what speaks for an agency (bylines, picture credits, copyright
lines), so the page is walked once more and such lines are put back where they stood. Nothing is fetched, nothing in
the page is executed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import trafilatura

from transforms.errors import DocumentError
from transforms.text.charset import decode
from transforms.text.furniture import classify_line


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_META_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w:.-]{2,40})",
    re.IGNORECASE,
)
_CHARSET_BYTES: Final = 4096
"""Bytes in which the encoding is declared (1,024 by the HTML standard; real pages are longer)."""
_BLOCKS: Final = _words(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead time tr ul"
)
_SKIPPED: Final = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "form",
        "button",
        "iframe",
        "svg",
        "select",
        "head",
        "object",
    }
)
_AROUND: Final = 4
"""Lines before the first and after the last line of the main text in which bylines and credits are looked for."""
_SHORT: Final = 400
"""Longest line, in code points, that is put back."""
_PUBLISHED: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='publishdate' or @name='DC.date.issued' or @name='parsely-pub-date']/@content",
    "//article//time[@datetime]/@datetime",
)
_JSON_PUBLISHED: Final = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_SITE_NAME: Final = re.compile(r"\s[|–—·»-]\s[^|–—·»]{2,40}$")


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says."""

    #: headline, main text and the furniture around it, a line each
    text: str
    #: Python codec the bytes were read with
    codec: str
    #: publication time from the page's metadata, unparsed
    published: str | None
    #: language the page declares, BCP 47
    language: str | None


def read_html(data: bytes, declared: str | None = None) -> Page:
    """Extract the article of a web page.

    Args:
        data: raw bytes of the page.
        declared: encoding stated by the source (HTTP header), or None: the page's own declaration counts.

    Raises:
        DocumentError: ``empty`` when the page has no article text, ``binary`` or ``undecodable`` as in `decode`.
    """
    if declared is None:
        match = _META_CHARSET.search(data[:_CHARSET_BYTES])
        declared = match[1].decode("ascii", "replace") if match is not None else None
    markup, codec = decode(data, declared, mend=False)
    tree = _parse(markup)
    published, language, title = _published(tree, markup), tree.get("lang"), _title(tree)
    walked = _lines(tree)
    main = _main_text(tree)
    # a fragment, or a page without an article, has no main text: all of its text
    text = _with_furniture(main, walked) if main else "\n\n".join(walked)
    if title and _squeeze(title).casefold() not in _squeeze(text[: len(title) + 400]).casefold():
        text = f"{title}\n\n{text}"
    if not text.strip():
        raise DocumentError(
            "empty", "the page has no text outside of scripts and navigation; nothing to read"
        )
    return Page(text, codec, published, language)


def _parse(markup: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentError("empty", f"the page cannot be parsed as HTML ({type(error).__name__})") from error
    return tree


def _main_text(tree: lxml.html.HtmlElement) -> list[str]:
    """Lines of the main text as trafilatura finds them."""
    try:
        text = trafilatura.extract(tree, favor_recall=True, include_comments=False, output_format="txt")
    except (lxml.etree.LxmlError, ValueError, AttributeError, TypeError, IndexError, RecursionError):
        # hostile markup: the walk over the tree is the fallback
        return []
    return [line for line in (text or "").splitlines() if line.strip()]


def _with_furniture(main: list[str], walked: list[str]) -> str:
    """The main text with bylines, captions, credits and date lines put back where they stood."""
    kept = {_squeeze(line.lstrip("-•* ")) for line in main}
    places = [index for index, line in enumerate(walked) if line in kept]
    if len({walked[index] for index in places}) < 0.9 * len(kept):
        return "\n\n".join(main)
    first, last = places[0] - _AROUND, places[-1] + _AROUND
    used: set[str] = set()
    lines = []
    for index, line in enumerate(walked):
        if line in kept:
            if line not in used:
                lines.append(line)
                used.add(line)
        elif first <= index <= last and len(line) <= _SHORT:
            label = classify_line(
                line, first=index <= places[0] + _AROUND, last=index >= places[-1] - _AROUND
            )
            if label is not None and label[0] in ("byline", "caption", "footer"):
                lines.append(line)
    return "\n\n".join(lines)


def _lines(tree: lxml.html.HtmlElement) -> list[str]:
    """Text of the page's blocks, in order, white space squeezed."""
    lines: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        line = _squeeze("".join(buffer))
        if line:
            lines.append(line)
        buffer.clear()

    skipping = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipping or tag in _SKIPPED:
                skipping += 1
                continue
            if tag in _BLOCKS or tag == "br":
                flush()
            if element.text:
                buffer.append(element.text)
            continue
        if skipping:
            skipping -= 1
        elif tag in _BLOCKS:
            flush()
        if not skipping and element.tail:
            buffer.append(element.tail)
    flush()
    return lines


def _published(tree: lxml.html.HtmlElement, markup: str) -> str | None:
    for path in _PUBLISHED:
        found = tree.xpath(path)
        if found and str(found[0]).strip():
            return str(found[0]).strip()
    match = _JSON_PUBLISHED.search(markup)
    return match[1] if match is not None else None


def _title(tree: lxml.html.HtmlElement) -> str | None:
    headings = tree.findall(".//h1")
    if len(headings) == 1 and (title := _squeeze(headings[0].text_content())):
        return title
    for found in tree.xpath("//meta[@property='og:title']/@content"):
        if title := _squeeze(str(found)):
            return title
    title = _squeeze(tree.findtext(".//title") or "")
    return _SITE_NAME.sub("", title) or None


def _squeeze(text: str) -> str:
    return " ".join(text.split())
