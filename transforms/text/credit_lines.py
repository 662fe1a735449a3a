"""Short lines at the top or the end of a page that consist of an agency and little else: ``By Jane Doe, AFP``, ``With AFP``."""

from __future__ import annotations

import re
from typing import Final

from transforms.text.credit_page import Hit, Spot, picture
from transforms.text.credit_patterns import BYLINE_WORDS, SOURCE_WORDS, WITH_LEFT, WITH_RIGHT
from transforms.text.credit_slots import agencies_of_credit
from transforms.text.plain_letters import Caseless

_TWO_SENTENCES: Final = re.compile(r"[.!?]\s+\S")
_GOES_ON: Final = re.compile(r"^\s?,\s?\w+\s+\w")
_BYLINE_START: Final = Caseless(
    rf"^[\s^*#>·•|–—-]{{0,6}}(?:(?:{BYLINE_WORDS})\b\.?\s?:?|[文撰]\s?[:：/／]|(?:{SOURCE_WORDS})\s?[:：])(?P<rest>.*)$"
)
_NAME: Final = r"(?:(?![a-zß-öø-ÿа-яα-ω])[^\W\d_][\w.'’-]{0,25}|de|da|di|del|della|van|von|der|den|al|bin|la|le|y|et|e|and|und|en|og)"
_NAME_COMMA: Final = re.compile(
    rf"^[\s^*>]{{0,4}}{_NAME}(?:\s{_NAME}){{1,7}}\s?[,|·–—-]\s?(?:[Tt]he\s|for\s)?$"
)
_NO_WORDS: Final = re.compile(r"^[\W\d_]*$")
_PLACE_AFTER: Final = re.compile(r"^\s?[,|·]\s")
_NEWS_FROM: Final = re.compile(
    r"^\W{0,4}(?:(?:more\s+)?news\s+from|content\s+from|a\s+report\s+by|dispatch\s+from|meldung(?:en)?\s+(?:der|des)|ein\s+bericht\s+(?:der|von)|despacho\s+de)\s+(?:the\s+)?(?:[\w-]+en\s+)?$",
    re.IGNORECASE,
)
_PICTURE_WORD: Final = re.compile(r"\b(?:Images?|Photos?|PHOTOS?|Wire|Archiv)\b")


def read_line(spot: Spot) -> Hit | None:
    """Readings of a short line at the top or the end: a byline, a credit, ``with AFP``."""
    if not (spot.top or spot.bottom):
        return None
    line = spot.text[spot.line_start : spot.line_end]
    if agencies_of_credit(line.strip("^=<>*\"',.; ")) is not None:
        # the line is the agency, perhaps with a date or initials
        if spot.unit == "caption":
            return picture(spot.line_start, spot.line_end)
        if _PICTURE_WORD.search(line):
            # "dpa/PA Images"
            return picture(spot.line_start, spot.line_end)
        head = spot.top and spot.index <= len(spot.page.lines) // 2
        kind = "credit" if spot.bottom and not head else "byline"
        return Hit(kind, kind, spot.line_start, spot.line_end)
    if spot.unit == "caption":
        return None
    contributed = WITH_RIGHT.match(spot.right)
    if contributed:
        return Hit("with_agencies", "with_agencies", spot.line_start, spot.end + contributed.end())
    if (
        len(spot.right.strip()) <= 40
        and not _TWO_SENTENCES.search(spot.right)
        and not _GOES_ON.match(spot.right)
    ):
        hit = _closing_line(spot)
        if hit is not None:
            return hit
    if _NO_WORDS.match(spot.right) and len(line) <= 90 and _NAME_COMMA.match(spot.left):
        return Hit("byline", "byline", spot.line_start, spot.end)
    if not spot.left.strip("^*> ") and len(line) <= 60 and _PLACE_AFTER.match(spot.right):
        # "AFP, Paris"
        return Hit("byline", "byline", spot.start, spot.end)
    return None


def _closing_line(spot: Spot) -> Hit | None:
    """Readings of a short line that ends with the agency."""
    left, right = spot.left, spot.right.strip()
    whole = spot.text.startswith(left, spot.line_start)
    sentence = right.endswith((".", "!", "?"))
    joined = WITH_LEFT.search(left) if whole and len(right.split()) <= 3 else None
    if joined:
        before = left[: joined.start()].split()
        if len(before) <= 4 and not (sentence and before):
            start = spot.start - (len(left) - joined.start())
            head = spot.text[start : spot.start]
            start += len(head) - len(head.lstrip(" (*|,.[–—-/\t"))
            return Hit("with_agencies", "with_agencies", start, spot.end)
    if _NEWS_FROM.match(left):
        return Hit("credit", "credit", spot.line_start, spot.line_end)
    byline = _BYLINE_START.match(left) if whole and not sentence else None
    if byline:
        rest = byline.group("rest").rstrip()
        if len(rest.split()) <= 10 and not rest.endswith((".", "!", "?")) and len(right.split()) <= 4:
            return Hit("byline", "byline", spot.line_start, spot.end)
    return None
