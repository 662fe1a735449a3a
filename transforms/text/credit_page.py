"""Where a name of an agency stands: its line, its unit, the words beside it, the names in the same breath."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from transforms.frozen import quick
from transforms.schema import Evidence, Unit
from transforms.text.agency_mentions import Mention
from transforms.text.page_words import OTHER
from transforms.text.photo_credits import bracket_around
from transforms.text.scan_loops import CLASSES, MARKS
from transforms.text.weights import WEIGHTS

EVIDENCE: Final = quick(Evidence)
"""Its constructor."""
EDGE: Final = 8
"""Non-empty lines from the top or the bottom in which bylines and end credits are looked for (NEWSWIRE 1.5)."""
REACH_LEFT: Final = 150
"""Code points read on the left of a name, within its line."""
REACH_RIGHT: Final = 100
"""Code points read on its right, within its line."""

_GAP: Final = re.compile(
    r"(?:\s?[/／,;&+=＝|·、，-]\s?|\s[–—]\s|\s?,?\s(?:and|y|e|et|und|en|og|och|i|и|та|ve|și|και|و|with|avec|mit|con|com)\s(?:the\s|la\s|l['’])?)"
)
_EXPANSION: Final = re.compile(r"\s?[(（]\s?")
_ENDS: Final = "", ".", "!", "?", ";"
_MOST_GAP: Final = 14
_START: Final = attrgetter("start")


class Group(NamedTuple):
    """Agencies named side by side: ``AFP, EFE y Reuters``; the span of the whole."""

    mentions: tuple[Mention, ...]
    start: int
    end: int

    @property
    def agencies(self) -> tuple[str, ...]:
        """Canonical names, in order, each once."""
        if len(self.mentions) == 1:
            return (self.mentions[0].agency,)
        return tuple(dict.fromkeys(m.agency for m in self.mentions))


class Hit(NamedTuple):
    """A reading of a group: evidence without its agency."""

    kind: str
    #: key of `transforms.text.weights.WEIGHTS`
    weight: str
    start: int
    end: int
    about: str = "text"


def picture(start: int, end: int) -> Hit:
    """The reading that a span credits a picture."""
    return Hit("photo_credit", "photo", start, end, "photo")


class Page:
    """The text with its lines and units, and where in it a position stands."""

    __slots__ = ("_rows", "body", "language", "lines", "text", "units")

    def __init__(
        self, text: str, units: Sequence[Unit], lines: list[tuple[int, int]], language: str | None, rows: list[list[int]] | None = None
    ) -> None:
        """Keep the text and prepare the look-ups.

        Args:
            text: the whole text.
            units: its labelled spans, in order.
            lines: spans of its non-empty lines, in order.
            language: its language, or None.
            rows: what the scan tells of these lines (`PageWords.rows`), where it is known.
        """
        self.text = text
        self._rows = rows
        self.units = units
        self.lines = lines
        self.language = language
        bodies = [u for u in units if u.kind == "body"]
        self.body = (bodies[0].start, bodies[-1].end) if bodies else (0, len(text))

    def line(self, position: int) -> int:
        """Index of the line that holds a position."""
        return max(0, bisect_left(self.lines, (position + 1,)) - 1)

    def may_hold(self, index: int, classes: int) -> bool:
        """Whether a telling word of some classes can stand in a line: True where it is not known."""
        if self._rows is None:
            return True
        row = self._rows[index]
        return bool(row[CLASSES] & classes or row[MARKS] & OTHER)

    def unit(self, position: int) -> str:
        """Kind of the unit that holds a position; ``body`` outside all units."""
        index = bisect_right(self.units, position, key=_START) - 1
        if index >= 0 and position < self.units[index].end:
            return self.units[index].kind
        return "body"

    def at_top(self, index: int) -> bool:
        """Whether a line is among the first."""
        return index < EDGE

    def at_bottom(self, index: int) -> bool:
        """Whether a line is among the last."""
        return index >= len(self.lines) - EDGE

    def evidence(
        self, kind: str, agency: str | None, weight: str, start: int, end: int, about: str = "text"
    ) -> Evidence:
        """Evidence with its text; `weight` is a key of the table."""
        return EVIDENCE(kind, agency, about, WEIGHTS[weight], start, end, self.text[start:end])


class Spot:
    """One group on its page, with the words beside it; the bracket around it is found when asked for."""

    __slots__ = (
        "_bracket",
        "end",
        "group",
        "index",
        "left",
        "line_end",
        "line_start",
        "page",
        "right",
        "start",
        "text",
        "unit",
    )

    def __init__(self, page: Page, group: Group) -> None:
        """Cut the context.

        Args:
            page: the page.
            group: the names.
        """
        self.page = page
        self.group = group
        self.text = page.text
        self.start, self.end = group.start, group.end
        self.index = page.line(group.start)
        self.line_start, self.line_end = page.lines[self.index]
        self.unit = page.unit(group.start)
        self.left = page.text[max(self.line_start, group.start - REACH_LEFT) : group.start]
        self.right = page.text[group.end : min(self.line_end, group.end + REACH_RIGHT)]
        self._bracket: tuple[int, int] | bool | None = False

    @property
    def bracket(self) -> tuple[int, int] | None:
        """Span of the bracket around the group, within its line, or None."""
        if isinstance(self._bracket, bool):
            self._bracket = bracket_around(self.text, self.start, self.end, self.line_start, self.line_end)
        return self._bracket

    @property
    def ends(self) -> bool:
        """Whether the line or the sentence ends with the group: nothing that goes on with words is said of it then."""
        return self.right[:1] in _ENDS

    @property
    def top(self) -> bool:
        """Whether its line is among the first."""
        return self.page.at_top(self.index)

    @property
    def bottom(self) -> bool:
        """Whether its line is among the last."""
        return self.page.at_bottom(self.index)


def group_mentions(text: str, mentions: Sequence[Mention]) -> list[Group]:
    """Names that stand side by side, and a name with its acronym in brackets, as one group each."""
    groups: list[Group] = []
    run: list[Mention] = []
    end = 0
    for mention in mentions:
        if run:
            # most names are far apart; the text between these is not cut out
            gap = text[end : mention.start] if mention.start - end <= _MOST_GAP else "\n"
            if "\n" not in gap:
                closed = text[mention.end : mention.end + 1] in (")", "）")
                if mention.agency == run[-1].agency and closed and _EXPANSION.fullmatch(gap):
                    # "Agence France-Presse (AFP)" is one name
                    run[-1] = Mention(run[-1].start, mention.end + 1, mention.agency)
                    end = mention.end + 1
                    continue
                if _GAP.fullmatch(gap):
                    run.append(mention)
                    end = mention.end
                    continue
            groups.append(Group(tuple(run), run[0].start, end))
            run = []
        run.append(mention)
        end = mention.end
    if run:
        groups.append(Group(tuple(run), run[0].start, end))
    return groups
