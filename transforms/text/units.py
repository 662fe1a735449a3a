"""Labelled spans of a page: headline, caption, body, footer, noise.

Two passes. `read_layout` labels paragraphs by what each says of itself (date lines, captions, credits, related
links). Then the language and the dateline are looked for in what is left, and `label_units` draws the units: the
headline is the short line above the text, the body begins behind the dateline and ends where the furniture begins.
Everything that is cut stays in the text under its label; evidence is read from the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from transforms.schema import Dateline, Unit
from transforms.text.date_forms import find_dates, may_be_dated
from transforms.text.date_labels import LABEL
from transforms.text.dateline import WRAP
from transforms.text.dates import DATE_LINE, FIGURE_REACH, PageDates
from transforms.text.furniture import classify_line, split_trailing_footer
from transforms.text.furniture_signs import (
    ANYTHING,
    DATING,
    KINDS_OF_LINE,
    PICTURED,
    RESERVING,
    SILENT,
    UNMARKED,
    PageSigns,
    may_be_furniture,
)
from transforms.text.lines import Paragraph
from transforms.text.page_words import AGENCY, BAR, OTHER, PageWords
from transforms.text.photo_credits import photo_credit_at_end
from transforms.text.scan_loops import CLASSES, END, FIRST_DIGIT, HEAD, INITIAL, MARKS, START

_HEAD: Final = 8
"""Paragraphs from the top, and from the end, that furniture is expected among (NEWSWIRE 1.5)."""
_TAIL: Final = 8
_LONG: Final = 900
"""Code points from which a paragraph is running text, whatever it ends in."""
_HEADLINE: Final = 200
"""Longest headline, code points; half of it where a character is a syllable."""
_DECKS: Final = 3
"""Most headline paragraphs: headline, its repetition or a deck line."""
_SIGNATURE: Final = 45
"""Longest line below a headline that is a desk or an outlet (``Our foreign staff``) and not a deck line."""
_STRIP: Final = 0.5
"""Confidence from which a dateline is cut from the body; a bare place in title case has less (NEWSWIRE 1.6)."""
_TAIL_WINDOW: Final = 400
"""Code points at the end of the body in which a ruled-off note is looked for."""
_CUT_SHARE: Final = 0.4
"""A heading of other stories cuts the page only if what follows has less than this share of the text."""

_DENSE: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_ENDS: Final = frozenset(".。．।॥۔።:,;：，；、")
_CLOSERS: Final = "\"'”’“»)]）」』"
_SHOUTS: Final = frozenset("!?！？؟")
_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|vs|No)\.)$")
_SLASHED_TAIL: Final = re.compile(
    r"[(（][^()（）\n/]{2,30}/[^()（）\n/]{2,30}[)）]$|\s/\s[^\s/][^/\n.]{1,20}$"
)
_BYLINE_TAIL: Final = re.compile(r"\s+(By\s[A-Z][\w.'’-]{0,20}(?:\s[A-Z][\w.'’-]{0,20}){1,3})$")
_RULE: Final = re.compile(r"_{3,}|\*(?: ?\*){2,}|-{5,}|={5,}")


@dataclass(slots=True)
class Layout:
    """Paragraphs with what each says of itself."""

    paragraphs: list[Paragraph]
    #: where the content of each paragraph starts, after a date prefix
    starts: list[int]
    #: ``noise``, ``footer``, ``caption``, ``byline`` or "" for each paragraph
    kinds: list[str]
    #: spans of date prefixes inside paragraphs
    prefixes: list[tuple[int, int]] = field(default_factory=list)
    #: what each paragraph can be (`may_be_furniture`)
    asked: list[int] = field(default_factory=list)
    #: what the scan tells of each (`PageWords.rows`)
    rows: list[list[int]] = field(default_factory=list)

    def dateline_lines(self, count: int, columns: int) -> tuple[list[tuple[int, int]], list[int], list[int]]:
        """Where to search for a dateline.

        Returns:
            Spans of the first ``count`` lines of text, ``columns`` code points of each; the starts of those of them in
            which no mark stands that dateline and date are set off by; and of those that surely have no dateline.
        """
        found: list[tuple[int, int]] = []
        unmarked: list[int] = []
        silent: list[int] = []
        # a line that is cut may be taken for one that goes on below
        known = SILENT if columns > WRAP else 0
        for (begun, end, _), start, kind, asked in zip(self.paragraphs, self.starts, self.kinds, self.asked, strict=True):
            if (not kind or kind == "byline") and start < end:
                found.append((start, end if end < start + columns else start + columns))
                if asked & UNMARKED and start == begun:
                    (silent if asked & known else unmarked).append(start)
                if len(found) == count:
                    break
        return found, unmarked, silent


def read_layout(
    text: str, blocks: list[Paragraph], page: PageDates, words: PageWords | None = None
) -> Layout:
    """Label paragraphs by what each says of itself.

    Args:
        text: the whole text.
        blocks: its paragraphs.
        page: takes the dates of the page that are found; its language decides how they are read.
        words: the words of the text, where they are at hand.
    """
    words = words or PageWords(text)
    layout = ask_paragraphs(blocks, words)
    read_dates(text, layout, page)
    label_paragraphs(text, layout, words)
    return layout


def ask_paragraphs(blocks: list[Paragraph], words: PageWords) -> Layout:
    """What each paragraph can be, none of them labelled: the first of three steps of `read_layout`."""
    rows = _rows(words, blocks)
    return Layout(
        blocks, [block.start for block in blocks], [""] * len(blocks), asked=may_be_furniture(words, rows, _TAIL), rows=rows
    )


def label_paragraphs(text: str, layout: Layout, words: PageWords) -> None:
    """Label the paragraphs that the dates of the page are cut from: the last of three steps of `read_layout`."""
    blocks, kinds, starts, asked = layout.paragraphs, layout.kinds, layout.starts, layout.asked
    signs = PageSigns(words)
    count = len(blocks)
    rights = not words.latin or any([may_be & RESERVING for may_be in asked[-_TAIL:]])  # noqa: C419 (a generator costs more)
    for index, block in enumerate(blocks):
        may_be, start = asked[index] & (KINDS_OF_LINE | PICTURED), starts[index]
        if start != block.start:
            # of what is left behind a date the scan says nothing
            may_be = ANYTHING | PICTURED
        if not may_be or kinds[index] or block.end - start > _LONG:
            continue
        row = layout.rows[index]
        label = (
            classify_line(
                text[start : block.end],
                first=index < _HEAD,
                last=index >= count - _TAIL,
                rights=rights,
                signs=signs,
                named=row[CLASSES] & AGENCY != 0 or row[MARKS] & (OTHER | INITIAL) != 0,
                any_form=may_be & ANYTHING != 0,
            )
            if may_be != PICTURED
            else None
        )
        if label is not None:
            kinds[index] = label[0]
            if label[1] == "cut_to_end" and _ends_page(layout, index):
                for later in range(index + 1, count):
                    kinds[later] = kinds[later] or "noise"
                break
        elif may_be & PICTURED and count > 2 and _dated_picture(text, start, block.end):
            kinds[index] = "caption"
    _extend_captions(text, layout)
    _below_footer(text, layout)


def _ends_page(layout: Layout, heading: int) -> bool:
    """Whether what stands below a heading of other stories is not too much to be teasers, and text stands above it."""
    sizes = [0 if kind else block.end - block.start for block, kind in zip(layout.paragraphs, layout.kinds, strict=True)]
    above, rest = sum(sizes[:heading]), sum(sizes[heading + 1 :])
    return above > 0 and rest <= _CUT_SHARE * (above + rest)


def _rows(words: PageWords, blocks: list[Paragraph]) -> list[list[int]]:
    """What the scan tells of each paragraph: that of its line, or of all its lines."""
    rows = words.rows
    if len(rows) == len(blocks):
        return rows
    found: list[list[int]] = []
    lines = iter(rows)
    for block in blocks:
        whole = list(next(lines))
        while whole[END] < block.end:
            line = next(lines)
            whole[END] = line[END]
            whole[MARKS] |= line[MARKS]
            whole[CLASSES] |= line[CLASSES]
            if whole[FIRST_DIGIT] < 0:
                whole[FIRST_DIGIT] = line[FIRST_DIGIT]
        found.append(whole)
    return found


def read_dates(text: str, layout: Layout, page: PageDates) -> None:
    """Find the crawl line and the posted and updated lines at the top and at the end: the second of three steps of `read_layout`."""
    blocks = layout.paragraphs
    after = page.add_crawl(text)
    if after:
        _prefix(text, layout, 0, 0, after)
    count = len(blocks)
    chinese = page.language == "zh"
    for index, may_be in enumerate(layout.asked):
        # at the head and at the end
        if not (may_be & DATING or chinese) or _HEAD + 2 <= index < count - 4:
            continue
        start, end = layout.starts[index], blocks[index].end
        row = layout.rows[index]
        if layout.kinds[index] or start >= end or (end - start > DATE_LINE and index > 2):
            continue
        marks, dated = row[MARKS], may_be_dated(row, page.language)
        if not (dated or marks & (OTHER | BAR) or row[CLASSES] & LABEL):
            continue
        # a date line has a figure near its head, and the scan has seen where the first one stands
        digit = row[FIRST_DIGIT]
        far = not marks & OTHER and (digit < 0 or digit >= start + FIGURE_REACH)
        # and begins with a date or with its label
        begun = dated or marks & OTHER or row[HEAD] & LABEL or start != row[START]
        stop = start if far or not begun else page.add_line(text, start, end, bare=index < _HEAD + 2)
        if stop > start:
            _prefix(text, layout, index, start, stop)
        elif (
            end - start <= 160
            and index < _HEAD
            # its date line stands behind a bar or a label
            and (marks & (OTHER | BAR) or row[CLASSES] & LABEL)
            and page.add_inner(text, start, end)
        ):
            layout.kinds[index] = "noise"


def _prefix(text: str, layout: Layout, index: int, start: int, stop: int) -> None:
    """Cut a date prefix from a paragraph; a paragraph that is nothing else is noise."""
    end = layout.paragraphs[index].end
    rest = stop
    while rest < end and (text[rest].isspace() or text[rest] in "|/·•,;"):
        rest += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    layout.prefixes.append((start, stop))
    layout.starts[index] = rest
    if rest >= end:
        layout.kinds[index] = "noise"


def _extend_captions(text: str, layout: Layout) -> None:
    """Lines right above a credit line belong to its caption, where blank lines separate paragraphs."""
    blocks, kinds = layout.paragraphs, layout.kinds
    if "caption" not in kinds or len(blocks) < 3 or sum(block.gap for block in blocks) * 2 < len(blocks) - 1:
        return
    first = next((index for index, kind in enumerate(kinds) if not kind), len(blocks))
    for index, kind in enumerate(kinds):
        if kind != "caption" or blocks[index].gap or index == 0:
            continue
        above = index - 1
        # a block is a caption as a whole, but the headline may stand right above it
        while above >= 0 and index - above <= 3 and not kinds[above]:
            if above == first and _like_headline(text, layout.starts[above], blocks[above].end):
                break
            if blocks[above].end - layout.starts[above] > _LONG:
                break
            kinds[above] = "caption"
            if blocks[above].gap:
                break
            above -= 1


def _dated_picture(text: str, start: int, end: int) -> bool:
    """A caption without its usual words: among other paragraphs, dated to the day, and ending in a credit."""
    if end - start < 60:
        return False
    slashed = "/" in text[max(start, end - 60) : end]
    if not slashed and text[end - 1] not in ")]）":
        return False
    credit = slashed and _SLASHED_TAIL.search(text, max(start, end - 60), end) is not None
    if not credit and (text[end - 1] not in ")]）" or photo_credit_at_end(text[start:end]) is None):
        return False
    return any(form.readings[0][0] is not None for form in find_dates(text, start, end))


def _below_footer(text: str, layout: Layout) -> None:
    """What little stands below the first footer at the end of a page is furniture too."""
    blocks, kinds = layout.paragraphs, layout.kinds
    if "footer" not in kinds and "noise" not in kinds:
        return
    sizes = [0 if kind else block.end - block.start for block, kind in zip(blocks, kinds)]  # noqa: B905 (same length)
    # from the end: how far up everything is short, and how much of it there is
    total = sum(sizes)
    below, first = 0, len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        below += sizes[index]
        if sizes[index] > 200 or below * 4 > total - below:
            break
        if kinds[index] == "footer" or (kinds[index] == "noise" and text.startswith("___", layout.starts[index])):
            first = index
    for later in range(first, len(blocks)):
        kinds[later] = kinds[later] or "footer"


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
            pieces.append((start, end, "noise" if kind == "byline" and index < _HEAD else _unit_kind(kind)))
    headlines = _headlines(text, content, cut)
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


def _dense(text: str, start: int, end: int) -> bool:
    """Whether a character is a syllable or a word: half the length says as much."""
    head = text[start : start + 12 if start + 12 < end else end]
    return not head.isascii() and _DENSE.search(head) is not None


def _like_headline(text: str, start: int, end: int) -> bool:
    """Whether a paragraph looks like a headline by itself."""
    length = end - start
    if length > _HEADLINE or (length > _HEADLINE // 2 and _dense(text, start, end)):
        return False
    last = end - 1
    while last > start and text[last] in _CLOSERS:
        last -= 1
    char = text[last]
    if char in _SHOUTS:
        return length <= 0.7 * _HEADLINE
    if char in _ENDS:
        return char == "." and (
            text[last - 2 : last] == ".." or _ABBREVIATED.search(text, start, last + 1) is not None
        )
    return text[start].isalpha() or any(one.isalpha() for one in text[start : min(end, start + 40)])


def _shouts(text: str, start: int, end: int) -> bool:
    """Whether a line ends in an exclamation or a question: then somebody says it."""
    last = end - 1
    while last > start and text[last] in _CLOSERS:
        last -= 1
    return text[last] in _SHOUTS


def _headlines(text: str, content: list[tuple[int, int]], dateline: Dateline | None) -> dict[int, str]:
    """Which of the unlabelled spans stand above the text: ``headline``, or ``noise`` for a signature below a headline."""
    found: dict[int, str] = {}
    title = ""
    for position, (start, end) in enumerate(content[:_DECKS]):
        if dateline is not None and dateline.start < end:
            break
        # above a dateline a short sentence is a headline, whatever it ends in
        above = dateline is not None and end - start <= _HEADLINE // 2
        if not above and not _like_headline(text, start, end):
            break
        below = content[position + 1 :]
        if found:
            # a second one: the same again, a deck line above a longer paragraph, the headline below a kicker
            same = text[start:end] == title
            if not same and dateline is None and not _longer_below(text, end - start, below[:1]):
                break
            signed = end - start <= _SIGNATURE and not (
                same or _dense(text, start, end) or _shouts(text, start, end)
            )
            found[position] = "noise" if signed else "headline"
            continue
        # a dateline below says by itself that the text begins there
        if dateline is None and not _longer_below(text, end - start, below[:6]):
            break
        found[position] = "headline"
        title = text[start:end]
    return found


def _longer_below(text: str, length: int, below: list[tuple[int, int]]) -> bool:
    for start, end in below:
        least = 30 if _dense(text, start, end) else 60
        if end - start >= max(least, 1.3 * length):
            return True
        if end - start >= least and not _like_headline(text, start, end):
            return True
    return False


def _around_dateline(
    text: str, start: int, end: int, dateline: Dateline, pieces: list[tuple[int, int, str]], titled: bool
) -> Iterator[tuple[int, int]]:
    """Parts of the dateline's paragraph: what stands before it, and the body behind it."""
    stop = dateline.start
    while stop > start and (text[stop - 1].isspace() or not text[stop - 1].isalnum()):
        if text[stop - 1] in _CLOSERS or text[stop - 1] in _SHOUTS or text[stop - 1] == ".":
            break
        stop -= 1
    if stop > start:
        if not titled and _like_headline(text, start, stop):
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
    again = text.find(text[start : start + 24], start + 24, min(end, start + _HEADLINE + 24))
    if again < 0:
        return
    stop = again
    while stop > start and not text[stop - 1].isalnum() and text[stop - 1] not in _CLOSERS:
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
    if not _like_headline(text, start, end) or _shouts(text, start, end):
        return False
    dense = _dense(text, start, end)
    if end - start <= (12 if dense else 40) and text.count(" ", start, end) <= 4:
        return True
    # a longer one only in the capitals of an English headline, below paragraphs that are sentences
    words = [word for word in text[start:end].split() if len(word) > 3]
    titled = len(words) > 4 and all(word[0].isupper() for word in words)
    closed = sum(1 for _, stop in body[:-1] if text[stop - 1] in _ENDS or text[stop - 1] in _CLOSERS)
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
    return tuple([Unit(*unit, language) for unit in units])
