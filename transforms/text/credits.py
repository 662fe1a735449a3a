"""Who is credited: every span of a text that speaks for an agency, with what it proves and how strongly.

The search starts from the names of agencies (`transforms.text.agencies.find_mentions`) and reads the words around each:
a name in a bracket at the end is a credit, after ``told`` an attribution, beside a slash and a person a picture credit,
and alone in a sentence nothing at all; the agency may be the story. Marks that name nobody (desk tails, signers) and
links come from `transforms.text.notices` and `transforms.text.url_evidence`. Source: NEWSWIRE.md section 2.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.schema import Dateline, Evidence, Unit
from transforms.text.agencies import AGENCIES, Mention, find_mentions
from transforms.text.attribution_phrases import REACH, read_phrase
from transforms.text.credit_patterns import (
    AGENCIES_WORDS,
    BYLINE_WORDS,
    CONTRIBUTED_RIGHT,
    COPYRIGHT_LEFT,
    COPYRIGHT_RIGHT,
    COVERAGE_LEFT,
    COVERAGE_RIGHT,
    PHOTO_WORDS,
    RESTRICTED_LEFT,
    SOURCE_LEFT,
    SOURCE_WORDS,
    UNSPACED_AGENCIES_WORDS,
    WITH_LEFT,
    WITH_RIGHT,
)
from transforms.text.credit_slots import agencies_of_credit
from transforms.text.false_friends import Doubts
from transforms.text.lines import line_spans
from transforms.text.notices import SIGNING, find_notices
from transforms.text.photo_credits import bracket_around, is_loose_photo_credit, is_photo_credit
from transforms.text.url_evidence import find_source_urls
from transforms.text.weights import WEIGHTS

_EDGE: Final = 8
"""Non-empty lines from the top or the bottom in which bylines and end credits are looked for (NEWSWIRE 1.5)."""
_SHORT: Final = 140
"""Longest line, in code points, that can be a byline or a credit line."""
_LEAD: Final = 1000
"""Code points of the body that count as its lead for the weight of an attribution."""
_MAX_MENTIONS: Final = 400
"""Mentions read in one text; a page with more is a list of agencies, and its first ones decide."""

_GAP: Final = re.compile(
    r"(?:\s?[/／,;&+=＝|·、，-]\s?|\s[–—]\s|\s?,?\s(?:and|y|e|et|und|en|og|och|i|и|та|ve|și|και|و|with|avec|mit|con|com)\s(?:the\s|la\s|l['’])?)"
)
_EXPANSION_GAP: Final = re.compile(r"\s?[(（]\s?")
_LINE_END: Final = re.compile(r"[\s.,;:*\"”»’|<_-]{0,6}$")
_BYLINE_START: Final = re.compile(
    rf"^[\s^*#>·•|–—-]{{0,6}}(?:(?:{BYLINE_WORDS})\b\.?\s?:?|[文撰]\s?[:：/／]|(?:{SOURCE_WORDS})\s?[:：])(?P<rest>.*)$",
    re.IGNORECASE,
)
_NAME: Final = r"[^\W\d_][\w.'’-]{0,25}"
_NAME_COMMA: Final = re.compile(
    rf"^[\s^*>]{{0,4}}{_NAME}(?:\s{_NAME}){{1,7}}\s?[,|·–—-]\s?(?:the\s|for\s)?$", re.IGNORECASE
)
_JUNK_ONLY: Final = re.compile(r"^[\W\d_]*$")
_WIRE_LINE_RIGHT: Final = re.compile(r"^\s?(?:=|<)?\s*$")
_NEWS_FROM: Final = re.compile(
    r"^\W{0,4}(?:(?:more\s+)?news\s+from|content\s+from|a\s+report\s+by|dispatch\s+from|meldung(?:en)?\s+(?:der|des)|ein\s+bericht\s+(?:der|von)|despacho\s+de)\s+(?:the\s+)?(?:[\w-]+en\s+)?$",
    re.IGNORECASE,
)
_TITLE_SUFFIX: Final = re.compile(r"\S\s?[-–—|｜_]\s?$")
_SENTENCE_DONE: Final = re.compile(r"(?:^|[.!?…。！？؟।\"”»’)\]])\s*$")
_OPEN_WORLD: Final = frozenset({"AP", "AFP", "Reuters", "EFE", "Xinhua"})
"""Agencies whose bracket is read as a credit even where the sentence before it was not closed."""
_CREATED: Final = re.compile(
    r"^\s+(?:created\s+this\s+story|ha\s+creato\s+questa\s+storia|a\s+créé\s+(?:cet\s+article|cette\s+histoire)|cre[óo]\s+esta\s+(?:historia|nota)|criou\s+esta\s+(?:história|matéria)|hat\s+diese\s+geschichte)",
    re.IGNORECASE,
)
_FEED_HEAD: Final = re.compile(r"^[\s*>|]{0,4}$")
_FEED_TAIL: Final = re.compile(r"^\s?[-–—―]{1,2}\s?(?=\S)|^\s?[|｜]\s?(?=\S)")
_LATE_DATELINE: Final = re.compile(r"^\s?[)）］\]]\s?(?:[.:]?\s?[-–—―−_~]{1,3}|[:：])\s?")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_END: Final = re.compile(r"[一-鿿ぁ-ヿ가-힣」』”]$")
_UNNAMED: Final = re.compile(
    rf"^[\s(（\[【*•–—-]{{0,4}}(?:(?:with|avec|con|com|mit|met|med|z|с|за|con informaci[oó]n de|com informações d[ae]s?|(?:{SOURCE_WORDS})\s?[:：])\s?(?:(?:les|las|le|die|the|as)\s)?)?"
    rf"(?:[\w. ]{{2,30}}?\s?[-–—/,|]\s?)?(?P<word>{AGENCIES_WORDS}|{UNSPACED_AGENCIES_WORDS})(?:\s?[-–—/,|]\s?[\w. ]{{2,30}})?[\s)）\]】.*]{{0,4}}$",
    re.IGNORECASE,
)
_UNNAMED_END: Final = re.compile(
    rf"[(（\[【](?:(?:with|avec|con|com|mit|met)\s)?(?:{AGENCIES_WORDS}|{UNSPACED_AGENCIES_WORDS})[)）\]】][\s.]{{0,3}}$",
    re.IGNORECASE,
)
_UNNAMED_KEYS: Final = (
    "genc", "gent", "ires", "ажанс", "генц", "гентс", "كالات", "외신", "종합", "综合", "綜合", "外电", "外電", "jans", "ειδήσ", "πρακτορ", "एजेंस", "jencj", "ügynöks", "yrå", "ureau", "סוכנו", "خبرگزار",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """Agencies named side by side: ``AFP, EFE y Reuters``; spans of each, and of the whole."""

    mentions: tuple[Mention, ...]
    start: int
    end: int

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.agency for m in self.mentions))


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    weight: str
    start: int
    end: int
    about: str = "text"


def find_evidence(
    text: str,
    units: Sequence[Unit],
    dateline: Dateline | None,
    language: str | None,
    title: str | None,
) -> tuple[Evidence, ...]:
    """Every span of the text that speaks for an agency, in order of start.

    Args:
        text: the decoded text; spans point into it.
        units: its labelled spans, in order; outside them, and where there are none, text counts as body.
        dateline: its dateline, if one was found; its agencies become evidence of kind ``dateline``.
        language: language of the body, or None. It only narrows rules; nothing needs it.
        title: the headline, or None; slugs of source links are compared with it.

    Returns:
        Evidence with weights of `transforms.text.weights`. An agency that is merely mentioned, or is the subject of
        the story, gives none. ``agency`` is None where a wire is meant but not named (``with agencies``).
    """
    mentions = find_mentions(text)
    lines = line_spans(text)
    page = _Page(text, units, lines, language)
    found: list[Evidence] = []
    if dateline is not None:
        found += _from_dateline(text, dateline, mentions)
    if mentions:
        doubts = Doubts(text, language)
        for group in _groups(text, mentions[:_MAX_MENTIONS]):
            if dateline is not None and group.start < dateline.end and group.end > dateline.start:
                continue
            found += _read_group(page, group, doubts, dateline is None or not dateline.agencies)
    found += _from_notices(page, found)
    found += _unnamed(page, found)
    for link in find_source_urls(text, title, language):
        found.append(
            Evidence(
                "url", link.agency, "text", link.weight, link.start, link.end, text[link.start : link.end]
            )
        )
    found = _weigh_attributions(found, page)
    found.sort(key=lambda e: (e.start, e.end, e.kind, e.agency or ""))
    return tuple(_distinct(found))


def footer_normal(evidence: Iterable[Evidence]) -> str | None:
    """One normal form of the source lines, the same in every language, or None if there are none.

    >>> e = Evidence("credit", "AFP", "text", 0.8, 10, 22, "Quelle : AFP")
    >>> footer_normal([e])
    'Source: AFP'
    """
    columns: dict[str, list[str]] = {"©": [], "Source:": [], "With": []}
    names = {"copyright": "©", "credit": "Source:", "url": "Source:", "with_agencies": "With"}
    for item in sorted(evidence, key=lambda e: (e.start, e.end)):
        column = names.get(item.kind)
        if column is None or item.about != "text":
            continue
        name = item.agency or "agencies"
        if name not in columns[column]:
            columns[column].append(name)
    parts = [f"{head} {', '.join(listed)}" for head, listed in columns.items() if listed]
    return "; ".join(parts) or None


# ------------------------------------------------------------------ the page


class _Page:
    """The text with its lines and units, and where in it a position stands."""

    __slots__ = ("_starts", "_unit_starts", "body", "language", "lines", "text", "units")

    def __init__(
        self, text: str, units: Sequence[Unit], lines: list[tuple[int, int]], language: str | None
    ) -> None:
        self.text = text
        self.units = units
        self.lines = lines
        self.language = language
        self._starts = [start for start, _ in lines]
        self._unit_starts = [u.start for u in units]
        bodies = [u for u in units if u.kind == "body"]
        self.body = (bodies[0].start, bodies[-1].end) if bodies else (0, len(text))

    def line(self, position: int) -> tuple[int, int, int]:
        """Index and span of the line that holds a position."""
        index = max(0, bisect_right(self._starts, position) - 1)
        start, end = self.lines[index]
        return index, start, end

    def unit(self, position: int) -> str:
        """Kind of the unit that holds a position; ``body`` outside all units."""
        index = bisect_right(self._unit_starts, position) - 1
        if index >= 0 and position < self.units[index].end:
            return self.units[index].kind
        return "body"

    def at_top(self, index: int) -> bool:
        return index < _EDGE

    def at_bottom(self, index: int) -> bool:
        return index >= len(self.lines) - _EDGE


def _groups(text: str, mentions: list[Mention]) -> list[_Group]:
    groups: list[_Group] = []
    run: list[Mention] = []
    end = 0
    for mention in mentions:
        if run:
            gap = text[end : mention.start]
            if len(gap) <= 14 and "\n" not in gap:
                if (
                    mention.agency == run[-1].agency
                    and _EXPANSION_GAP.fullmatch(gap)
                    and text[mention.end : mention.end + 1] in ")）"
                ):
                    # "Agence France-Presse (AFP)" is one name
                    run[-1] = Mention(run[-1].start, mention.end + 1, mention.agency)
                    end = mention.end + 1
                    continue
                if _GAP.fullmatch(gap):
                    run.append(mention)
                    end = mention.end
                    continue
            groups.append(_Group(tuple(run), run[0].start, end))
            run = []
        run.append(mention)
        end = mention.end
    if run:
        groups.append(_Group(tuple(run), run[0].start, end))
    return groups


# ------------------------------------------------------------------ one group of names


def _read_group(page: _Page, group: _Group, doubts: Doubts, want_dateline: bool) -> list[Evidence]:
    text = page.text
    index, line_start, line_end = page.line(group.start)
    unit = page.unit(group.start)
    left = text[max(line_start, group.start - REACH) : group.start]
    right = text[group.end : min(line_end, group.end + 100)]
    if _inside_address(text, group):
        return []
    hit = _copyright(page, group, left, right, unit, line_start, line_end)
    if hit is None and unit != "noise":
        hit = _tail(page, group, left, right, line_end)
    if hit is None:
        hit = _slot(page, group, left, right, unit, index, line_start, line_end, doubts, want_dateline)
    if hit is not None:
        photo_only = all(AGENCIES[a].photo for a in group.agencies)
        about = "photo" if photo_only else hit.about
        kind = "photo_credit" if photo_only else hit.kind
        return [
            _evidence(page, kind, agency, about, _shared(hit.weight, group), hit.start, hit.end)
            for agency in group.agencies
            if about == "photo" or not AGENCIES[agency].photo
        ]
    if unit in ("caption", "noise"):
        return []
    return _prose(page, group, left, right, doubts)


def _shared(weight: str, group: _Group) -> str:
    if len(group.agencies) > 1 and f"{weight}_shared" in WEIGHTS:
        return f"{weight}_shared"
    return weight


def _evidence(
    page: _Page, kind: str, agency: str | None, about: str, weight: str, start: int, end: int
) -> Evidence:
    return Evidence(kind, agency, about, WEIGHTS[weight], start, end, page.text[start:end])


def _inside_address(text: str, group: _Group) -> bool:
    """Whether the name is part of a URL, a host, an e-mail address or a handle."""
    before = text[max(0, group.start - 60) : group.start]
    tail = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
    if "://" in tail or "www." in tail.lower() or tail.endswith("@"):
        return True
    after = text[group.end : group.end + 8]
    return after[:1] == "@" or (
        tail.endswith(".") and len(tail) > 3 and tail[-2].isalpha() and after[:1] == "."
    )


def _copyright(
    page: _Page, group: _Group, left: str, right: str, unit: str, line_start: int, line_end: int
) -> _Hit | None:
    signed = COPYRIGHT_LEFT.search(left[-80:])
    if signed:
        start = group.start - (len(left[-80:]) - signed.start())
        bracket = bracket_around(page.text, start, group.end, line_start, line_end)
        if unit == "caption" or is_photo_credit(left, right):
            span = bracket or (start, group.end)
            return _Hit("photo_credit", "photo", *span, about="photo")
        end = group.end + (1 if right[:1] == ")" and "(" in signed.group()[-3:] else 0)
        return _Hit("copyright", "copyright", start, end)
    if COPYRIGHT_RIGHT.match(right) or RESTRICTED_LEFT.search(left):
        if unit == "caption":
            return None
        return _Hit("copyright", "copyright", group.start, group.end)
    return None


def _tail(page: _Page, group: _Group, left: str, right: str, line_end: int) -> _Hit | None:
    if group.agencies[0] not in ("AP", "AFP", "Reuters", "PA", "CP", "AAP"):
        return None
    full = page.text[group.end : min(line_end, group.end + 700)] if "ontribut" in page.text else ""
    if full:
        contributed = CONTRIBUTED_RIGHT.match(full)
        if contributed:
            # under the agency's own story the house speaks of its writers so; an outlet's own story does it too
            return _Hit("tail", "tail_contributed", group.start, group.end + contributed.end())
    if group.agencies == ("AP",):
        after = COVERAGE_RIGHT.match(right)
        if after and (
            "http" in after.group()
            or "ceives" in after.group()
            or "responsible" in after.group()
            or COVERAGE_LEFT.search(left)
        ):
            return _Hit("tail", "tail", group.start, group.end + after.end())
    if _CREATED.match(right):
        return _Hit("tail", "tail", group.start, group.end)
    if group.agencies == ("CP",) and re.match(r"^\s+was\s+first\s+published\b", right):
        return _Hit("tail", "tail", group.start, group.end)
    return None


def _slot(
    page: _Page,
    group: _Group,
    left: str,
    right: str,
    unit: str,
    index: int,
    line_start: int,
    line_end: int,
    doubts: Doubts,
    want_dateline: bool,
) -> _Hit | None:
    """Readings in which only an agency can stand: brackets, credit lines, bylines, picture credits."""
    text = page.text
    bracket = bracket_around(text, group.start, group.end, line_start, line_end)
    sourced = SOURCE_LEFT.search(left[-130:])
    if sourced and not _photo_source(sourced, left):
        start = group.start - (len(left[-130:]) - sourced.start())
        start += len(text[start : group.start]) - len(text[start : group.start].lstrip(' \t.•*"“|([（'))
        if unit == "caption":
            return _Hit("photo_credit", "photo", *(bracket or (start, group.end)), about="photo")
        return _Hit("credit", "credit", start, group.end)
    if is_photo_credit(left, right) or is_loose_photo_credit(left, len(group.mentions) > 1 and not bracket):
        inside = text[bracket[0] + 1 : bracket[1] - 1] if bracket else ""
        if not bracket or agencies_of_credit(inside) is None:
            return _Hit(
                "photo_credit",
                "photo",
                *_photo_span(text, group, bracket, line_start, line_end),
                about="photo",
            )
    if bracket is not None:
        hit = _bracket(page, group, bracket, unit, index, line_start, line_end, doubts, want_dateline)
        if hit is not None:
            return hit
    if unit == "noise":
        return None
    line = text[line_start:line_end]
    if index == 0 and _TITLE_SUFFIX.search(left) and _LINE_END.match(right) and len(page.lines) > 1:
        # "Minister resigns - Reuters": the name of the site, cut into the title
        return _Hit("credit", "credit_inner", group.start, group.end)
    if line_end - line_start <= _SHORT:
        hit = _line(page, group, left, right, unit, index, line_start, line_end, line)
        if hit is not None:
            return hit
    elif WITH_RIGHT.match(right):
        return _Hit("with_agencies", "with_agencies", group.start, group.end)
    # "... the minister said. — AFP"
    if (
        _LINE_END.match(right)
        and re.search(r"(?:^|[.!?\"”»’)])\s?(?:[-–—]{1,2})\s?$", left)
        and page.at_bottom(index)
    ):
        if unit == "caption":
            return _Hit("photo_credit", "photo", group.start, group.end, about="photo")
        return _Hit("credit", "credit", group.start, group.end)
    if want_dateline and page.at_top(index) and unit != "caption":
        if _FEED_HEAD.match(left) and _FEED_TAIL.match(right):
            # "AFP - A storm ..." as feeds print it, and "PTI | Delhi | Updated:"
            kind = "byline" if right.lstrip()[:1] in "|｜" else "dateline"
            return _Hit(kind, kind, group.start, group.end)
        if text[line_start : group.start].strip(" [（(【") == "" and re.match(
            r"^[^\s，。,.]{0,12}\d{1,2}(?:月\d{1,2})?日", right
        ):
            return _Hit("dateline", "dateline", group.start, group.end)
    return None


def _photo_source(sourced: re.Match[str], left: str) -> bool:
    """Whether the source named is that of a picture: ``Bildquelle``, ``Sursa foto``, ``Photo source``."""
    before = left[-130:][: sourced.start("word") if sourced.group("word") else sourced.start()]
    around = before[-24:] + sourced.group()[:40]
    return (
        re.search(rf"\b(?:{PHOTO_WORDS})\b", around, re.IGNORECASE) is not None
        and "información" not in around
    )


def _photo_span(
    text: str, group: _Group, bracket: tuple[int, int] | None, line_start: int, line_end: int
) -> tuple[int, int]:
    if bracket is not None:
        return bracket
    low = max(line_start, group.start - 90)
    before = text[low : group.start]
    cut = 0
    for mark in re.finditer(
        r"[.!?\"”|]\s+|\s(?=©)|^|(?<=\s)(?=(?:Foto|Photo|Bild|Image|Credit|Fotos|Photos|Photograph|Crédit|Imagen|Imagem)\b)",
        before,
    ):
        cut = mark.end()
    start = low + cut
    end = group.end
    stop = text[group.end : min(line_end, group.end + 60)]
    tail = re.match(
        r"(?:\s?/\s?[^/\n|,;()\[\]\"]{2,40}|\s(?:[Pp]hoto|PHOTO|via)[^\n|,;()\[\]\".]{0,40}){1,3}", stop
    )
    if tail:
        end += len(tail.group().rstrip(" ."))
    while start < group.start and text[start] in ' \t"“':
        start += 1
    return start, end


def _bracket(
    page: _Page,
    group: _Group,
    bracket: tuple[int, int],
    unit: str,
    index: int,
    line_start: int,
    line_end: int,
    doubts: Doubts,
    want_dateline: bool,
) -> _Hit | None:
    text = page.text
    inside = text[bracket[0] + 1 : bracket[1] - 1]
    before = text[max(line_start, bracket[0] - 160) : bracket[0]]
    after = text[bracket[1] : min(line_end, bracket[1] + 60)]
    with_inside = WITH_LEFT.search(text[bracket[0] + 1 : group.start])
    if with_inside and len(inside) <= 90 and not TEXTUAL.search(inside):
        return _Hit("with_agencies", "with_agencies", *bracket)
    named = agencies_of_credit(inside)
    if named is None:
        return None
    if doubts.is_expansion(before, inside) or doubts.is_state(before, inside, page.language):
        return None
    if unit == "caption":
        return _Hit("photo_credit", "photo", *bracket, about="photo")
    if _LINE_END.match(after) or re.match(r"^\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}", after):
        signed = re.search(r"(?:©|\([cC]\)|ⓒ)\s?[^\n.]{2,60}$", before)
        if signed:
            return _Hit("photo_credit", "photo", bracket[0] - len(signed.group()), bracket[1], about="photo")
        if index < 3 and bracket[1] - line_start <= 60 and _PLACE_AND_DATE.match(before):
            return _Hit("dateline", "dateline", *bracket)
        last = page.at_bottom(index)
        return _Hit("credit", "credit" if last else "credit_inner", *bracket)
    if want_dateline and page.at_top(index) and unit != "caption":
        opening = _LATE_DATELINE.match(text[bracket[1] - 1 : min(line_end, bracket[1] + 12)])
        head = before.rstrip()
        column = bracket[0] - line_start
        if opening is not None and line_end - bracket[1] < 30 and (unit == "headline" or index == 0):
            # "Quake shakes the north (Kyodo) - Site": the provider, in a title
            return _Hit("credit", "credit_inner", *bracket)
        if (opening or not head) and column <= 160 and _ends_in_place(head):
            return _Hit("dateline", "dateline", *bracket)
    return None


_PLACE_AND_DATE: Final = re.compile(
    r"^[^\W\d_][\w.'’ -]{1,30}(?:,\s[^\W\d_][\w.'’ -]{1,20})?,?\s(?:\d{1,2}\.?\s[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s\d{1,2},?)(?:\s\d{4})?\s?$"
)
TEXTUAL: Final = re.compile(r"[.!?]\s|\b(?:said|told|that|which)\b")


def _ends_in_place(head: str) -> bool:
    """Whether the words before a bracket can be a place and a date, or nothing at all."""
    if not head:
        return True
    last = re.split(r"[\s,]+", head)[-3:]
    return any(
        w[:1].isupper() or w[:1].isdigit() or _UNSPACED_END.search(w) or not w[:1].islower() for w in last
    )


def _line(
    page: _Page,
    group: _Group,
    left: str,
    right: str,
    unit: str,
    index: int,
    line_start: int,
    line_end: int,
    line: str,
) -> _Hit | None:
    """Readings of a short line: a byline, a credit, ``with AFP``."""
    edge = page.at_top(index) or page.at_bottom(index)
    if not edge:
        return None
    whole = (line_start, line_end)
    caption = unit == "caption"
    # the line is the agency, perhaps with a date or initials
    if agencies_of_credit(line.strip("^=<>*\"',.; ")) is not None:
        if caption:
            return _Hit("photo_credit", "photo", *whole, about="photo")
        if page.at_bottom(index) and not (page.at_top(index) and index <= len(page.lines) // 2):
            return _Hit("credit", "credit", *whole)
        return _Hit("byline", "byline", *whole)
    if caption:
        return None
    short = left if len(left) < REACH else ""
    if WITH_RIGHT.match(right):
        return _Hit("with_agencies", "with_agencies", line_start, group.end + WITH_RIGHT.match(right).end())  # type: ignore[union-attr]
    closing = len(right.strip()) <= 40 and not re.search(r"[.!?]\s+\S", right)
    if short == text_from(line, left) and WITH_LEFT.search(left) and closing and len(left.split()) <= 9:
        started = WITH_LEFT.search(left)
        assert started is not None
        start = group.start - (len(left) - started.start())
        start += len(page.text[start : group.start]) - len(
            page.text[start : group.start].lstrip(" (*|,.[–—-/\t")
        )
        return _Hit("with_agencies", "with_agencies", start, group.end)
    if _NEWS_FROM.match(left) and closing:
        return _Hit("credit", "credit", *whole)
    byline = _BYLINE_START.match(left)
    if (
        byline
        and closing
        and len(byline.group("rest").split()) <= 10
        and not byline.group("rest").rstrip().endswith((".", "!", "?"))
    ):
        return _Hit("byline", "byline", line_start, group.end)
    if _NAME_COMMA.match(left) and _JUNK_ONLY.match(right) and len(line) <= 90:
        return _Hit("byline", "byline", line_start, group.end)
    if (
        not left.strip("^*> ")
        and _FEED_TAIL.match(right) is None
        and re.match(r"^\s?[,|·]\s", right)
        and len(line) <= 60
    ):
        # "AFP, Paris"
        return _Hit("byline", "byline", group.start, group.end)
    return None


def text_from(line: str, left: str) -> str:
    """The left context, if it reaches back to the start of the line, else an empty string."""
    return left if line.startswith(left) else ""


# ------------------------------------------------------------------ running prose


def _prose(page: _Page, group: _Group, left: str, right: str, doubts: Doubts) -> list[Evidence]:
    phrase = read_phrase(left, right, page.language)
    if phrase is None:
        return []
    start = group.start - phrase.before
    end = group.end + phrase.after
    if phrase.after:
        # verbs are matched by their stems; the span ends with the word
        stop = min(len(page.text), end + 20)
        while end < stop and page.text[end].isalpha() and not _UNSPACED.match(page.text[end]):
            end += 1
    unit = page.unit(group.start)
    found = []
    for mention in group.mentions:
        if AGENCIES[mention.agency].photo:
            continue
        weight = doubts.license(mention, phrase.weight, left, right, page.text[mention.start : mention.end])
        if weight is None:
            continue
        if unit == "headline":
            # a headline names the agency it quotes
            weight = "quoted"
        found.append(
            _evidence(page, phrase.kind, mention.agency, "text", weight, start, max(end, mention.end))
        )
    return found


def _weigh_attributions(found: list[Evidence], page: _Page) -> list[Evidence]:
    """``told AFP`` once and far down is an outlet quoting; in the lead, or twice, it is the agency's own copy."""
    told = WEIGHTS["told"]
    direct: dict[str, int] = {}
    for item in found:
        if item.kind == "in_text_attribution" and item.agency and item.weight in (told, WEIGHTS["provided"]):
            direct[item.agency] = direct.get(item.agency, 0) + 1
    low, high = page.body
    lead = low + max(_LEAD, (high - low) // 3)
    weighed = []
    for item in found:
        if (
            item.kind == "in_text_attribution"
            and item.weight == told
            and item.agency
            and direct[item.agency] < 2
            and item.start > lead
        ):
            item = Evidence(
                item.kind, item.agency, item.about, WEIGHTS["told_once"], item.start, item.end, item.text
            )
        weighed.append(item)
    return weighed


# ------------------------------------------------------------------ the rest


def _from_dateline(text: str, dateline: Dateline, mentions: list[Mention]) -> list[Evidence]:
    weight = "dateline" if len(dateline.agencies) == 1 else "dateline_shared"
    found = []
    for agency in dateline.agencies:
        span = next(
            ((m.start, m.end) for m in mentions if m.agency == agency and dateline.start <= m.start and m.end <= dateline.end), None
        )  # fmt: skip
        if span is None:
            span = (dateline.start, dateline.end)
        elif len(dateline.agencies) == 1:
            start, end = span
            # the brackets belong to it: "(AFP)"
            if text[start - 1 : start] in ("(", "（", "[", "【", "/") and text[end : end + 1] in (
                ")",
                "）",
                "]",
                "】",
                "/",
            ):
                span = (start - 1, end + 1)
        found.append(Evidence("dateline", agency, "text", WEIGHTS[weight], *span, text[span[0] : span[1]]))
    return found


def _from_notices(page: _Page, known: list[Evidence]) -> list[Evidence]:
    found = []
    strongest: dict[str, float] = {}
    for item in known:
        if item.agency and item.about == "text":
            strongest[item.agency] = max(strongest.get(item.agency, 0.0), item.weight)
    for notice in find_notices(page.text, page.lines, page.body):
        agency = notice.agency
        if notice.kind == "signer" and strongest:
            # the house that the rest of the page names, if it signs its texts; the form is no one's own
            best = min(strongest, key=lambda a: (-strongest[a], a))
            if best in SIGNING:
                agency = best
            elif strongest[best] >= WEIGHTS["credit"]:
                continue
        if notice.kind in ("style",) and page.unit(notice.start) in ("caption", "noise", "footer"):
            continue
        found.append(_evidence(page, notice.kind, agency, "text", notice.weight, notice.start, notice.end))
    return found


def _unnamed(page: _Page, known: list[Evidence]) -> list[Evidence]:
    """``With agencies``: a wire stands behind the text, unknown which."""
    found: list[Evidence] = []
    taken = [(e.start, e.end) for e in known]
    count = len(page.lines)
    edge = range(count) if count <= 2 * _EDGE else [*range(_EDGE), *range(count - _EDGE, count)]
    for index in edge:
        start, end = page.lines[index]
        if end - start > 80 and page.text[end - 1] not in ")]）】" and page.text[end - 2] not in ")]）】":
            continue
        tail = page.text[max(start, end - 80) : end]
        lowered = tail.lower()
        if not any(key in lowered for key in _UNNAMED_KEYS):
            continue
        if page.unit(start) in ("caption", "noise") or any(a < end and start < b for a, b in taken):
            continue
        if end - start <= 80:
            hit = _UNNAMED.match(page.text[start:end])
            if hit and not (index == 0 and count > 1 and " " in hit.group("word")):
                found.append(_evidence(page, "with_agencies", None, "text", "with_unnamed", start, end))
                continue
        closing = _UNNAMED_END.search(tail)
        if closing:
            begin = end - len(tail) + closing.start()
            found.append(_evidence(page, "with_agencies", None, "text", "with_unnamed", begin, end))
    return found


def _distinct(found: list[Evidence]) -> list[Evidence]:
    """One item per agency, kind and place; where two kinds claim the same span the stronger stays."""
    kept: list[Evidence] = []
    for item in found:
        clash = next(
            (
                n
                for n, other in enumerate(kept)
                if other.agency == item.agency
                and other.start < item.end
                and item.start < other.end
                and (other.kind == item.kind or (other.start, other.end) == (item.start, item.end))
            ),
            None,
        )
        if clash is None:
            kept.append(item)
        elif item.weight > kept[clash].weight:
            kept[clash] = item
    return sorted(kept, key=lambda e: (e.start, e.end, e.kind, e.agency or ""))
