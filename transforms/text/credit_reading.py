"""How one group of agency names is read: copyright, tail, source, picture credit, bracket, byline, or prose.

The readings are tried from the most to the least certain, and the first that fits is taken. A group that fits none is
only mentioned. Source of the forms: NEWSWIRE.md sections 2.1 and 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from typing import Final

from transforms.schema import Evidence
from transforms.text.agencies import canonical, is_photo_agency
from transforms.text.attribution_phrases import Phrase, read_phrase
from transforms.text.credit_lines import read_line
from transforms.text.credit_page import Hit, Page, Spot, picture
from transforms.text.credit_patterns import (
    CONTRIBUTED_RIGHT,
    COPYRIGHT_LEFT,
    COPYRIGHT_RIGHT,
    COVERAGE_LEFT,
    COVERAGE_RIGHT,
    CREATED_RIGHT,
    PHOTO_WORDS,
    RESTRICTED_LEFT,
    SOURCE_LEFT,
    SOURCE_WORDS,
    UNSPACED_PHOTO_WORDS,
    WITH_LEFT,
    WITH_RIGHT,
)
from transforms.text.credit_slots import agencies_of_credit
from transforms.text.false_friends import Doubts
from transforms.text.page_words import latin_words, telling
from transforms.text.photo_credits import is_loose_photo_credit, is_photo_credit, is_picture_mark
from transforms.text.weights import WEIGHTS

_SHORT: Final = 140
"""Longest line, in code points, that can be a byline or a credit line."""
_TAIL_REACH: Final = 700
"""Code points in which ``contributed to this report`` must follow the names of an agency's writers."""
_DESKS: Final = frozenset({"AP", "AFP", "Reuters", "PA", "CP", "AAP"})
"""Agencies whose texts end in notes on who made them."""
_OPEN_WORLD: Final = frozenset({"AP", "AFP", "Reuters", "EFE", "Xinhua"})
"""Agencies whose bracket at the end of a line is a credit even if the sentence before it was not closed."""

_LINE_END: Final = re.compile(r"[\s.,;:*\"”»’|<_-]{0,6}$")
_DATE_AFTER: Final = re.compile(r"^\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_SENTENCE_DONE: Final = re.compile(r"(?:^|[.!?…。！？؟।\"”»’)\]])\s*$")
_PROSE: Final = re.compile(r"[.!?]\s|\b(?:said|told|that|which)\b")
_DASHED_END: Final = re.compile(r"(?:^|[.!?\"”»’)])\s?[-–—]{1,2}\s?$")
_DASHES: Final = tuple("-–—")
_TITLE_SUFFIX: Final = re.compile(r"\S\s?[-–—|｜_]\s?$")
_FEED_HEAD: Final = re.compile(r"^[\s*>|]{0,4}$")
_FEED_TAIL: Final = re.compile(r"^\s?[-–—―]{1,2}\s?(?=\S)|^\s?[|｜]\s?(?=\S)")
_UNSPACED_DATE: Final = re.compile(r"^[^\s，。,.]{0,12}\d{1,2}(?:月\d{1,2})?日")
_LATE_DATELINE: Final = re.compile(r"^\s?[)）］\]]\s?(?:[.:]?\s?[-–—―−_~]{1,3}|[:：])\s?")
_PLACE_AND_DATE: Final = re.compile(
    r"^[^\W\d_][\w.'’ -]{1,30}(?:,\s[^\W\d_][\w.'’ -]{1,20})?,?\s(?:\d{1,2}\.?\s[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s\d{1,2},?)(?:\s\d{4})?\s?$"
)
_SIGN_BEFORE: Final = re.compile(r"(?:©|\([cC]\)|ⓒ)\s?[^\n.]{2,60}$")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_END: Final = re.compile(r"[一-鿿ぁ-ヿ가-힣」』”]$")
_CP_PUBLISHED: Final = re.compile(r"^\s+was\s+first\s+published\b")
_COPYRIGHT_MARKS: Final = (
    "©", "ⓒ", "Ⓒ", "℗", "(c)", "(C)", "opyright", "OPYRIGHT", "roits", "elif", "опиригхт", "вторские", "حقوق", "版权", "版權", "著作",
)  # fmt: skip
"""One of these stands in whatever `COPYRIGHT_LEFT` finds."""
_ASCII_COPYRIGHT_MARKS: Final = tuple(mark for mark in _COPYRIGHT_MARKS if mark.isascii())
_RESTRICTED: Final = "epublication", "edistribution", "eproduction", "reprodu", "contenido", "propiedad", "property"
"""One of these stands in whatever `RESTRICTED_LEFT` finds."""
_SOURCE: Final = telling(
    lambda: [
        *(word for phrase in SOURCE_WORDS.split("|") for word in latin_words(phrase)),
        *b"sources quelles fuentes fontes brons kaynaks sursas zdrojs izvors kildes".split(),
        *latin_words("källas"),
    ]
)
"""Without one of these, or another script, no line names its source."""
_SOURCE_SIGNS: Final = ":", "=", "|", "/", "：", "／"
_SOURCE_DASH: Final = re.compile(r"\s[-–—]")
_TWO_WORDS: Final = re.compile(r"\s*\S{4,8}\s+(?:(?:the|la|l['’])\s*)?\S{0,12}\s*$")
_UNSPACED_PICTURE: Final = (*UNSPACED_PHOTO_WORDS.split("|"), "视频", "視頻", "影片")
_PICTURE: Final = re.compile(rf"\b(?:{PHOTO_WORDS})\b", re.IGNORECASE)
_PICTURE_START: Final = re.compile(
    r"[.!?\"”|]\s+|\s(?=©)|^|(?<=\s)(?=(?:Foto|Photo|Bild|Image|Credit|Fotos|Photos|Photograph|Crédit|Imagen|Imagem)\b)"
)
_PICTURE_END: Final = re.compile(
    r"(?:\s?/\s?[^/\n|,;()\[\]\"]{2,40}|\s(?:[Pp]hoto|PHOTO|via)[^\n|,;()\[\]\".]{0,40}){1,3}"
)


def read_groups(spots: Sequence[Spot], doubts: Doubts, want_dateline: bool) -> Generator[None, None, list[Evidence]]:
    """Evidence that groups of names give, in order; none for a group that is only mentioned.

    Every question is put to all of them before the next one is, and it stops between the questions: several pages are read
    together, so that the code of a question is at hand (`transforms.text.article.normalize_documents`).

    Args:
        spots: the groups of one page.
        doubts: what the text says against its acronyms.
        want_dateline: no dateline with an agency was found, so that one may be read here.
    """
    spots = [spot for spot in spots if not _inside_address(spot)]
    hits = [_noticed(spot) for spot in spots]
    yield
    hits = [_source(spot) if hit is None else hit for spot, hit in zip(spots, hits, strict=True)]
    yield
    hits = [_slot(spot, doubts, want_dateline) if hit is None else hit for spot, hit in zip(spots, hits, strict=True)]
    yield
    phrases = [
        read_phrase(spot.left, spot.right, spot.page.language) if hit is None and spot.unit not in ("caption", "noise") else None
        for spot, hit in zip(spots, hits, strict=True)
    ]
    yield
    found: list[Evidence] = []
    for spot, hit, phrase in zip(spots, hits, phrases, strict=True):
        if hit is not None:
            found += _claimed(spot, hit)
        elif phrase is not None:
            found += _prose(spot, phrase, doubts)
    return found


def _noticed(spot: Spot) -> Hit | None:
    hit = _copyright(spot)
    return _tail(spot) if hit is None and spot.unit != "noise" else hit


def _claimed(spot: Spot, hit: Hit) -> list[Evidence]:
    agencies = spot.group.agencies
    texts = [agency for agency in agencies if not is_photo_agency(agency)]
    if not texts:
        hit = picture(hit.start, hit.end)
    weight = hit.weight
    if len(agencies) > 1 and f"{weight}_shared" in WEIGHTS:
        weight = f"{weight}_shared"
    credited = agencies if hit.about == "photo" else texts
    return [spot.page.evidence(hit.kind, agency, weight, hit.start, hit.end, hit.about) for agency in credited]


def _inside_address(spot: Spot) -> bool:
    """Whether the name is part of a URL, a host, an e-mail address or a handle."""
    after = spot.text[spot.end : spot.end + 1]
    if after != "@" and spot.text[spot.start - 1 : spot.start] == " ":
        # most names stand behind a space, and behind them no address goes on
        return False
    before = spot.text[max(0, spot.start - 60) : spot.start]
    tail = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
    if "://" in tail or "www." in tail.lower() or tail.endswith("@"):
        return True
    return after == "@" or (tail.endswith(".") and len(tail) > 3 and tail[-2].isalpha() and after == ".")


def _copyright(spot: Spot) -> Hit | None:
    near = spot.left[-80:]
    marks = _ASCII_COPYRIGHT_MARKS if near.isascii() else _COPYRIGHT_MARKS
    signed = COPYRIGHT_LEFT.search(near) if any(map(near.__contains__, marks)) else None
    if signed:
        start = spot.start - (len(near) - signed.start())
        # "ⓒ AFP=뉴스1": an agency that passes on the picture of another
        passed_on = len(spot.group.mentions) > 1 and "=" in spot.text[spot.start : spot.end]
        if spot.unit == "caption" or passed_on or is_photo_credit(spot.left, spot.right):
            return picture(*(spot.bracket or (start, spot.end)))
        closed = spot.right[:1] == ")" and "(" in signed.group()[-3:]
        return Hit("copyright", "copyright", start, spot.end + closed)
    if spot.unit != "caption" and (
        COPYRIGHT_RIGHT.match(spot.right)
        or (any(map(spot.left.__contains__, _RESTRICTED)) and RESTRICTED_LEFT.search(spot.left))
    ):
        return Hit("copyright", "copyright", spot.start, spot.end)
    return None


def _tail(spot: Spot) -> Hit | None:
    if spot.ends:
        return None
    agencies = spot.group.agencies
    if agencies[0] not in _DESKS:
        return None
    contributed = CONTRIBUTED_RIGHT.match(spot.text[spot.end : min(spot.line_end, spot.end + _TAIL_REACH)])
    if contributed and "ontribut" in spot.text:
        # under the agency's own story the house speaks of its writers so; an outlet's own story does it too
        return Hit("tail", "tail_contributed", spot.start, spot.end + contributed.end())
    if agencies == ("AP",):
        after = COVERAGE_RIGHT.match(spot.right)
        if after:
            said = after.group()
            own = "http" in said or "ceives" in said or "responsible" in said
            if own or COVERAGE_LEFT.search(spot.left):
                return Hit("tail", "tail", spot.start, spot.end + after.end())
    if CREATED_RIGHT.match(spot.right) or (agencies == ("CP",) and _CP_PUBLISHED.match(spot.right)):
        return Hit("tail", "tail", spot.start, spot.end)
    return None


def _slot(spot: Spot, doubts: Doubts, want_dateline: bool) -> Hit | None:
    """Readings in which only an agency can stand: brackets, credit lines, bylines, picture credits."""
    bracket = spot.bracket
    chained = len(spot.group.mentions) > 1 and bracket is None
    if is_photo_credit(spot.left, spot.right) or is_loose_photo_credit(spot.left, chained):
        inside = spot.text[bracket[0] + 1 : bracket[1] - 1] if bracket else None
        if inside is None or agencies_of_credit(inside) is None:
            return picture(*_photo_span(spot))
    if spot.unit == "noise" and not spot.top:
        # links to other stories; at the top it is the byline that counts as noise
        return None
    if bracket is not None:
        hit = _bracket(spot, bracket, doubts, want_dateline)
        if hit is not None:
            return hit
    closed = _LINE_END.match(spot.right) is not None
    if spot.index == 0 and closed and len(spot.page.lines) > 1 and _TITLE_SUFFIX.search(spot.left):
        # "Minister resigns - Reuters": the name of the site, cut into the title
        return Hit("credit", "credit_inner", spot.start, spot.end)
    if spot.line_end - spot.line_start <= _SHORT:
        hit = read_line(spot)
        if hit is not None:
            return hit
    elif WITH_RIGHT.match(spot.right):
        return Hit("with_agencies", "with_agencies", spot.start, spot.end)
    if closed and spot.left.rstrip()[-1:] in _DASHES and _DASHED_END.search(spot.left):
        # "... the minister said. — AFP"; near the top of a longer page such a line is a caption
        if spot.unit == "caption" or (spot.top and not spot.bottom):
            return picture(spot.start, spot.end)
        if spot.bottom:
            return Hit("credit", "credit", spot.start, spot.end)
    if want_dateline and spot.top and spot.unit != "caption":
        return _feed_head(spot)
    return None


def _feed_head(spot: Spot) -> Hit | None:
    """``AFP - A storm …`` as feeds print it, ``PTI | Delhi | Updated: …``, ``新华社北京6月1日电``."""
    if _FEED_HEAD.match(spot.left) and _FEED_TAIL.match(spot.right):
        kind = "byline" if spot.right.lstrip()[:1] in "|｜" else "dateline"
        return Hit(kind, kind, spot.start, spot.end)
    if not spot.text[spot.line_start : spot.start].strip(" [（(【") and _UNSPACED_DATE.match(spot.right):
        return Hit("dateline", "dateline", spot.start, spot.end)
    return None


def _may_name_source(near: str) -> bool:
    """Whether what a source line has before the name stands there: a separator, or two words at most."""
    return (
        any(map(near.__contains__, _SOURCE_SIGNS))
        or _TWO_WORDS.match(near) is not None
        or (any(map(near.__contains__, _DASHES)) and _SOURCE_DASH.search(near) is not None)
    )


def _source(spot: Spot) -> Hit | None:
    """``Source: AFP`` in any language."""
    near = spot.left[-130:]
    # a word may have been cut in two where the context begins
    whole = len(near) == len(spot.left) or not near[0].isalnum()
    if whole and not spot.page.may_hold(spot.index, _SOURCE):
        return None
    found = SOURCE_LEFT.search(near) if _may_name_source(near) else None
    if found is None:
        return None
    before = near[: found.start("word") if found.group("word") else found.start()]
    around = before[-24:] + near[found.start() : found.end()][:40]
    if before.endswith(_UNSPACED_PICTURE) or (_PICTURE.search(around) and "información" not in around):
        # "Bildquelle: dpa", "Sursa foto: AFP": a picture, read as such elsewhere
        return None
    if is_picture_mark(spot.right):
        return None
    start = spot.start - (len(near) - found.start())
    head = spot.text[start : spot.start]
    start += len(head) - len(head.lstrip(' \t.•*"“|([（'))
    if spot.unit == "caption":
        return picture(*(spot.bracket or (start, spot.end)))
    return Hit("credit", "credit", start, spot.end)


def _photo_span(spot: Spot) -> tuple[int, int]:
    if spot.bracket is not None:
        return spot.bracket
    low = max(spot.line_start, spot.start - 90)
    cut = 0
    for mark in _PICTURE_START.finditer(spot.text[low : spot.start]):
        cut = mark.end()
    start, end = low + cut, spot.end
    tail = _PICTURE_END.match(spot.text[end : min(spot.line_end, end + 60)])
    if tail:
        end += len(tail.group().rstrip(" ."))
    while start < spot.start and spot.text[start] in ' \t"“':
        start += 1
    return start, end


def _bracket(spot: Spot, bracket: tuple[int, int], doubts: Doubts, want_dateline: bool) -> Hit | None:
    text = spot.text
    inside = text[bracket[0] + 1 : bracket[1] - 1]
    before = text[max(spot.line_start, bracket[0] - 160) : bracket[0]]
    after = text[bracket[1] : min(spot.line_end, bracket[1] + 60)]
    if (
        len(inside) <= 90
        and WITH_LEFT.search(text[bracket[0] + 1 : spot.start])
        and not _PROSE.search(inside)
    ):
        return Hit("with_agencies", "with_agencies", *bracket)
    named = agencies_of_credit(inside)
    if named is None or doubts.is_expansion(before, inside) or doubts.is_state(before, inside):
        return None
    if spot.unit == "caption":
        return picture(*bracket)
    if _LINE_END.match(after) or _DATE_AFTER.match(after):
        signed = _SIGN_BEFORE.search(before)
        if signed:
            return picture(bracket[0] - len(signed.group()), bracket[1])
        if spot.index < 3 and bracket[1] - spot.line_start <= 60 and _PLACE_AND_DATE.match(before):
            return Hit("dateline", "dateline", *bracket)
        bare = canonical(inside) is not None
        if bare and not _SENTENCE_DONE.search(before) and not _OPEN_WORLD.issuperset(named):
            # "Jane Doe (CP)" is a party
            return None
        return Hit("credit", "credit" if spot.bottom else "credit_inner", *bracket)
    if want_dateline and spot.top:
        opening = _LATE_DATELINE.match(text[bracket[1] - 1 : min(spot.line_end, bracket[1] + 12)])
        titled = spot.unit == "headline" or spot.index == 0
        rest = text[bracket[1] : spot.line_end]
        if opening is not None and titled and len(rest) < 30 and not rest.endswith((".", "!", "?", "。")):
            # "Quake shakes the north (Kyodo) - Site": the provider, in a title
            return Hit("credit", "credit_inner", *bracket)
        head = before.rstrip()
        if (opening or not head) and bracket[0] - spot.line_start <= 160 and _ends_in_place(head):
            return Hit("dateline", "dateline", *bracket)
    return None


def _ends_in_place(head: str) -> bool:
    """Whether the words before a bracket can be a place and a date, or nothing at all."""
    if not head:
        return True
    last = re.split(r"[\s,]+", head)[-3:]
    return any(not w[:1].islower() or _UNSPACED_END.search(w) for w in last)


def _prose(spot: Spot, phrase: Phrase, doubts: Doubts) -> list[Evidence]:
    page: Page = spot.page
    start, end = spot.start - phrase.before, spot.end + phrase.after
    if phrase.after:
        # verbs are matched by their stems; the span ends with the word
        stop = min(len(page.text), end + 20)
        while end < stop and page.text[end].isalpha() and not _UNSPACED.match(page.text[end]):
            end += 1
    found = []
    for mention in spot.group.mentions:
        if is_photo_agency(mention.agency):
            continue
        weight = doubts.license(
            mention, phrase.weight, spot.left, spot.right, page.text[mention.start : mention.end]
        )
        if weight is None:
            continue
        if spot.unit == "headline":
            # a headline names the agency it quotes
            weight = "quoted"
        found.append(page.evidence(phrase.kind, mention.agency, weight, start, max(end, mention.end)))
    return found
