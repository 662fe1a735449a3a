"""Labelled spans of a page: headline, caption, body, footer, noise.

Two passes. `transforms.text.layout` labels paragraphs by what each says of itself (date lines, captions, credits, related
links). Then the language and the dateline are looked for in what is left, and `label_units` draws the units: the
headline is the short line above the text, the body begins behind the dateline and ends where the furniture begins.
Everything that is cut stays in the text under its label; evidence is read from the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from transforms.frozen import quick
from transforms.schema import Dateline, Unit
from transforms.text.glued_footers import split_trailing_footer
from transforms.text.headlines import (
    CLOSERS,
    ENDS,
    HEADLINE,
    SHOUTS,
    find_headlines,
    is_dense,
    like_headline,
    shouts,
)
from transforms.text.layout import HEAD_PARAGRAPHS, Layout

_UNIT: Final = quick(Unit)

_STRIP: Final = 0.5
"""Confidence from which a dateline is cut from the body; a bare place in title case has less (NEWSWIRE 1.6)."""
_TAIL_WINDOW: Final = 400
"""Code points at the end of the body in which a ruled-off note is looked for."""
_BYLINE_TAIL: Final = re.compile(r"\s+(By\s[A-Z][\w.'’-]{0,20}(?:\s[A-Z][\w.'’-]{0,20}){1,3})$")
_RULE: Final = re.compile(r"_{3,}|\*(?: ?\*){2,}|-{5,}|={5,}")


def label_units(
    text: str, layout: Layout, dateline: Dateline | None, language: str | None = None
) -> tuple[Unit, ...]:
    """Draw the units of a page.

    Args:
        text: the whole text.
        layout: what `read_layout` found.
        dateline: the dateline found in its text, or None.
        language: the document's language, which the units are taken to be in.

    Returns:
        Units in order, not overlapping. White space and the dateline lie outside of all units.
    """
    return join_pieces(text, cut_pieces(text, layout, dateline), language)


class Pieces(NamedTuple):
    """What the paragraphs of a page are cut into."""

    #: labelled ones, in no order
    labelled: list[tuple[int, int, str]]
    #: spans of the body, in order
    body: list[tuple[int, int]]
    #: a headline stands among the labelled ones
    titled: bool
    #: the dateline, if it is one that is cut from the body
    dateline: Dateline | None


def cut_pieces(text: str, layout: Layout, dateline: Dateline | None) -> Pieces:
    """Cut the paragraphs at the dateline and find the headline: the first of two steps of `label_units`."""
    pieces: list[tuple[int, int, str]] = [(start, stop, "noise") for start, stop in layout.prefixes]
    content: list[tuple[int, int]] = []
    cut = dateline if dateline is not None and dateline.confidence >= _STRIP else None
    body: list[tuple[int, int]] = []
    for index, ((_, end, _), start, kind) in enumerate(zip(layout.paragraphs, layout.starts, layout.kinds, strict=True)):
        if start >= end:
            continue
        if not kind:
            content.append((start, end))
        elif cut is not None and start < cut.start < end:
            # "By Ann Poe BAGHDAD (AFP) - ...": the line break behind the byline was lost
            stop = cut.start
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            pieces.append((start, stop, "noise" if kind == "byline" else _unit_kind(kind)))
            body.append((_skip(text, cut.end, end), end))
        else:
            pieces.append((start, end, "noise" if kind == "byline" and index < HEAD_PARAGRAPHS else _unit_kind(kind)))
    headlines = find_headlines(text, content, cut)
    pieces += [(*content[position], kind) for position, kind in headlines.items()]
    # they are the first ones
    below = content[len(headlines) :]
    if cut is None:
        body += below
        below = []
    for start, end in below:
        assert cut is not None
        if start <= cut.start < end:
            body.extend(_around_dateline(text, start, end, cut, pieces, bool(headlines)))
        elif cut.start < start < cut.end:
            # a dateline may run over a line break
            body.append((_skip(text, cut.end, end), end))
        else:
            body.append((start, end))
    return Pieces(pieces, sorted([span for span in body if span[0] < span[1]]), bool(headlines), cut)


def join_pieces(text: str, pieces: Pieces, language: str | None) -> tuple[Unit, ...]:
    """Cut what is glued to the end of the body, and join neighbours of one kind: the second of two steps of `label_units`."""
    labelled, body, titled, dateline = pieces
    if body:
        _repeated_headline(text, body, labelled, titled)
        _cut_tail(text, body, labelled)
    labelled += [(start, end, "body") for start, end in body]
    labelled.sort()
    return _merge(text, labelled, dateline, language)


def _unit_kind(kind: str) -> str:
    return "footer" if kind == "byline" else kind


def _around_dateline(
    text: str, start: int, end: int, dateline: Dateline, pieces: list[tuple[int, int, str]], titled: bool
) -> Iterator[tuple[int, int]]:
    """Parts of the dateline's paragraph: what stands before it, and the body behind it."""
    stop = dateline.start
    while stop > start and (text[stop - 1].isspace() or not text[stop - 1].isalnum()):
        if text[stop - 1] in CLOSERS or text[stop - 1] in SHOUTS or text[stop - 1] == ".":
            break
        stop -= 1
    if stop > start:
        if not titled and like_headline(text, start, stop):
            # the line break behind the headline was lost
            byline = _BYLINE_TAIL.search(text, start, stop)
            if byline is not None:
                pieces.append((byline.start(1), stop, "noise"))
                stop = byline.start()
            pieces.append((start, stop, "headline"))
        elif any(char.isalnum() for char in text[start:stop]):
            yield start, stop
    yield _skip(text, dateline.end, end), end


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _repeated_headline(
    text: str, body: list[tuple[int, int]], pieces: list[tuple[int, int, str]], titled: bool
) -> None:
    """In a page scraped as one paragraph the headline often stands twice: ``Man dies Man dies A man died``."""
    start, end = body[0]
    if titled or any(kind == "headline" for _, _, kind in pieces) or end - start < 80:
        return
    again = text.find(text[start : start + 24], start + 24, min(end, start + HEADLINE + 24))
    if again < 0:
        return
    stop = again
    while stop > start and not text[stop - 1].isalnum() and text[stop - 1] not in CLOSERS:
        stop -= 1
    title = text[start:stop]
    if title.count(" ") < 3 or not text.startswith(title, again):
        return
    pieces.append((start, stop, "headline"))
    pieces.append((again, again + len(title), "headline"))
    body[0] = (_skip(text, again + len(title), end), end)


def _cut_tail(text: str, body: list[tuple[int, int]], pieces: list[tuple[int, int, str]]) -> None:
    """Cut footers that are glued to the last sentence of the body, and scraps of the page below it."""
    while len(body) > 3 and _scrap(text, body):
        start, end = body.pop()
        pieces.append((start, end, "footer"))
    start, end = body[-1]
    low = max(start, end - _TAIL_WINDOW)
    tail = text[low:end]
    # the pattern stops at every character of running text; one of these stands in whatever it finds
    ruled = "___" in tail or "*" in tail or "-----" in tail or "=====" in tail
    rule = _RULE.search(text, low, end) if ruled else None
    if rule is not None and rule.start() > start:
        at: int | None = rule.start()
    else:
        offset = split_trailing_footer(text[start:end])
        at = None if offset is None else start + offset
    if at is not None:
        pieces.append((at, end, "footer"))
        while at > start and text[at - 1].isspace():
            at -= 1
        body[-1] = (start, at)
        if at <= start:
            body.pop()


def _scrap(text: str, body: list[tuple[int, int]]) -> bool:
    """Whether the last paragraph is left over from the page: ``Captcha``, the headline of an advertisement."""
    start, end = body[-1]
    if not like_headline(text, start, end) or shouts(text, start, end):
        return False
    dense = is_dense(text, start, end)
    if end - start <= (12 if dense else 40) and text.count(" ", start, end) <= 4:
        return True
    # a longer one only in the capitals of an English headline, below paragraphs that are sentences
    words = [word for word in text[start:end].split() if len(word) > 3]
    titled = len(words) > 4 and all(word[0].isupper() for word in words)
    closed = sum(1 for _, stop in body[:-1] if text[stop - 1] in ENDS or text[stop - 1] in CLOSERS)
    return titled and end - start <= 100 and closed >= max(3, 0.8 * (len(body) - 1))


def _merge(
    text: str, pieces: list[tuple[int, int, str]], dateline: Dateline | None, language: str | None
) -> tuple[Unit, ...]:
    """Units of sorted pieces: neighbours of one kind are one unit, headlines and separate captions excepted.

    A dateline lies between units, never inside one.
    """
    units: list[tuple[str, int, int]] = []
    kept = ""
    begun = stop = -1
    cut = dateline.start if dateline is not None else -1
    for start, end, kind in pieces:
        if start < stop:
            start = stop
        if start >= end:
            continue
        joined = kept == kind and kind != "headline" and not stop <= cut < start
        if joined and (kind != "caption" or text.count("\n", stop, start) <= 1):
            units[-1] = kind, begun, end
        else:
            units.append((kind, start, end))
            kept, begun = kind, start
        stop = end
    return tuple([_UNIT(kind, start, end, language) for kind, start, end in units])
