"""Paragraphs of a page, labelled by what each says of itself: date lines, captions, credits, related links.

The first of the two passes of `transforms.text.units`; the language and the dateline are looked for in what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from transforms.text.date_forms import find_dates, may_be_dated
from transforms.text.date_labels import LABEL
from transforms.text.dateline_grammar import WRAP
from transforms.text.dates import DATE_LINE, FIGURE_REACH, PageDates
from transforms.text.furniture import classify_line
from transforms.text.furniture_signs import (
    ANYTHING,
    DATING,
    KINDS_OF_LINE,
    PICTURED,
    RESERVING,
    SILENT,
    UNMARKED,
    PageSigns,
    ask_page,
)
from transforms.text.headlines import like_headline
from transforms.text.lines import Paragraph
from transforms.text.page_words import AGENCY, BAR, OTHER, PageWords
from transforms.text.photo_credits import photo_credit_at_end
from transforms.text.scan_loops import CLASSES, END, FIRST_DIGIT, HEAD, INITIAL, MARKS, START

HEAD_PARAGRAPHS: Final = 8
"""Paragraphs from the top, and from the end, that furniture is expected among (NEWSWIRE 1.5)."""
_TAIL: Final = 8
_LONG: Final = 900
"""Code points from which a paragraph is running text, whatever it ends in."""
_CUT_SHARE: Final = 0.4
"""A heading of other stories cuts the page only if what follows has less than this share of the text."""
_SLASHED_TAIL: Final = re.compile(
    r"[(（][^()（）\n/]{2,30}/[^()（）\n/]{2,30}[)）]$|\s/\s[^\s/][^/\n.]{1,20}$"
)


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
    #: what each paragraph can be (`transforms.text.furniture_signs.may_be_furniture`)
    asked: list[int] = field(default_factory=list)
    #: what the scan tells of each (`PageWords.rows`): of the first, without the scraper's date where that is cut
    rows: list[list[int]] = field(default_factory=list)
    #: what is left of the first line behind the scraper's date, and what that can be
    left: tuple[list[int], int] | None = None

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
        for (_, end, _), start, kind, asked, row in zip(
            self.paragraphs, self.starts, self.kinds, self.asked, self.rows, strict=True
        ):
            if (not kind or kind == "byline") and start < end:
                found.append((start, end if end < start + columns else start + columns))
                if asked & UNMARKED and start == row[START]:
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
    asked, left = ask_page(words, rows, _TAIL)
    return Layout(
        blocks, [block[0] for block in blocks], [""] * len(blocks), asked=asked, rows=rows, left=(words.left, left) if words.left[START] >= 0 else None
    )


def label_paragraphs(text: str, layout: Layout, words: PageWords) -> None:
    """Label the paragraphs that the dates of the page are cut from: the last of three steps of `read_layout`."""
    blocks, kinds, starts, asked = layout.paragraphs, layout.kinds, layout.starts, layout.asked
    signs = PageSigns(words)
    count = len(blocks)
    amounts: _Amounts | None = None
    rights = not words.latin or any([may_be & RESERVING for may_be in asked[-_TAIL:]])  # noqa: C419 (a generator costs more)
    for index, (may_be, start, row) in enumerate(zip(asked, starts, layout.rows)):  # noqa: B905 (same length)
        if start != row[START]:
            # of what is left behind a date the scan says nothing
            may_be = ANYTHING | PICTURED
        elif not may_be & (KINDS_OF_LINE | PICTURED):
            continue
        block = blocks[index]
        if kinds[index] or block.end - start > _LONG:
            continue
        label = (
            classify_line(
                text[start : block.end],
                first=index < HEAD_PARAGRAPHS,
                last=index >= count - _TAIL,
                rights=rights,
                signs=signs,
                named=row[CLASSES] & AGENCY != 0 or row[MARKS] & (OTHER | INITIAL) != 0,
                any_form=may_be & ANYTHING != 0,
            )
            if may_be & KINDS_OF_LINE
            else None
        )
        if label is not None:
            kinds[index] = label[0]
            if label[1] != "cut_to_end":
                continue
            amounts = amounts or _Amounts(layout)
            if amounts.end_at(index):
                for later in range(index + 1, count):
                    kinds[later] = kinds[later] or "noise"
                break
        elif may_be & PICTURED and count > 2 and _dated_picture(text, start, block.end):
            kinds[index] = "caption"
    _extend_captions(text, layout)
    _below_footer(text, layout)


class _Amounts:
    """How much text stands above and below headings, asked for from the top of a page down: each paragraph is counted once."""

    __slots__ = ("_above", "_at", "_below", "_kinds", "_lengths", "_sizes")

    def __init__(self, layout: Layout) -> None:
        self._kinds = layout.kinds
        self._lengths = [block.end - block.start for block in layout.paragraphs]
        #: of the paragraphs without a label as yet
        self._sizes = [0 if kind else length for kind, length in zip(layout.kinds, self._lengths, strict=True)]
        self._below = sum(self._sizes)
        self._above = 0
        self._at = 0

    def end_at(self, heading: int) -> bool:
        """Whether what stands below a heading of other stories is not too much to be teasers, and text stands above it."""
        for index in range(self._at, heading):
            self._below -= self._sizes[index]
            # paragraphs above may have got their label since
            self._above += 0 if self._kinds[index] else self._lengths[index]
        self._at = heading
        below = self._below - self._sizes[heading]
        return self._above > 0 and below <= _CUT_SHARE * (self._above + below)


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
        _know_left(layout)
    count = len(blocks)
    chinese = page.language == "zh"
    for index, may_be in enumerate(layout.asked):
        # at the head and at the end
        if not (may_be & DATING or chinese) or HEAD_PARAGRAPHS + 2 <= index < count - 4:
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
        stop = start if far or not begun else page.add_line(text, start, end, bare=index < HEAD_PARAGRAPHS + 2)
        if stop > start:
            _prefix(text, layout, index, start, stop)
        elif (
            end - start <= 160
            and index < HEAD_PARAGRAPHS
            # its date line stands behind a bar or a label
            and (marks & (OTHER | BAR) or row[CLASSES] & LABEL)
            and page.add_inner(text, start, end)
        ):
            layout.kinds[index] = "noise"


def _know_left(layout: Layout) -> None:
    """What the scan tells of the rest of the first line, in place of what it tells of the whole."""
    if layout.left is None:
        return
    row, asked = layout.left
    if row[START] == layout.starts[0] and row[END] == layout.paragraphs[0].end:
        layout.rows = [row, *layout.rows[1:]]
        layout.asked[0] = asked


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
            if above == first and like_headline(text, layout.starts[above], blocks[above].end):
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
