"""What is no dateline: kickers, acronyms that abbreviate the words before them, codes of states."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from transforms.text.calendar_names import fold_name
from transforms.text.furniture import classify_line
from transforms.text.gazetteer import Place, lookup, region_meanings
from transforms.text.glued_footers import FOOTER_COLUMNS, split_trailing_footer


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KICKERS: Final = _words(
    """watch exclusive exclusivo exclusif esclusiva exklusiv update updated live breaking urgent alert flash video vidéo
    vídeo photo photos foto fotos opinion analysis analyse análisis análise analisi comment commentary editorial column
    explainer factbox timeline interview entretien entrevista intervista review preview recap sport sports business
    markets economy politics world news newsmaker correction corrected correcting refile rpt recast wrapup wrap snapshot
    brief breakingviews insight feature focus special report reporter graphic podcast listen read covid coronavirus nato
    otan ue eu onu un uno who oms fbi cia isis is us usa uk uae reuters ap afp dpa efe note editors editor's advisory
    eds by from the a an in on at for with and but if as it he she they we this that these those what when where why how
    who's new our your my his her its monday tuesday wednesday thursday friday saturday sunday today yesterday tonight
    fact-check check ukraine-krieg krieg der die das le la les el los il lo gli een het de um uma o os as eilmeldung
    directo ao vivo en vivo en direct diretta liveblog ticker newsletter poll survey stocks forex oil gold test
    source sources credit author published posted title headline subject date topic tags share advertisement
    срочно видео фото эксклюзив мнение интервью обновлено молния عاجل فيديو صور حصري تحليل"""
)  # fmt: skip
"""First words of headline kickers and labels (folded): what stands before a dash there is no place."""

#: cities whose names are everyday words: never a dateline without an agency, a date or a region
_WORDS: Final = _words(
    """of man most best nice split reading mobile bar sale police pop bath battle male hit normal independence enterprise
    progress liberty commerce temple universal paradise orange media deal derby cork march may august china india cuba
    ball bell bend blues buy camp cap case central city clay club college cross crown date east eden energy fair fall
    falls garden gay golden green grove hill holy home hope hurt industry justice king lake lead life long love lower
    mine model moon music north ocean ogre opera park path peru pass peace plant point police pool power price prime
    queen race rich ridge rock rose safe salt same sandy show south spring star state stone street summit sun sunrise
    surprise target trail union unity upper valley victor victory war waters wells west white wood world young"""
)  # fmt: skip

_SPECIAL: Final = re.compile(
    r"(?:ABOARD|EN ROUTE|ON BOARD|ONBOARD|AT SEA|UNITED NATIONS|U\.N\.|ON THE [\w.-]{2,20} ?[\w-]{0,20} BORDER|CLANDESTINE|NO CITY|"
    r"NO PLACE|REDACCI[OÓ]N|ALONG THE|NEAR THE|OFF THE|IN THE|IN FLIGHT|A BORD|À BORD|A BORDO|AN BORD|NATIONS UNIES|NACIONES UNIDAS|"
    r"NAÇÕES UNIDAS|NAZIONI UNITE|VEREINTE NATIONEN|ООН|أمم المتحدة|الأمم المتحدة|联合国|聯合國|国連)(?!\w)",
    re.IGNORECASE,
)
_NOWHERE: Final = re.compile(r"(?:CLANDESTINE|NO CITY|NO PLACE|REDACCI[OÓ]N)(?!\w)", re.IGNORECASE)
_UNITED_NATIONS: Final = frozenset(
    fold_name(name)
    for name in (
        "United Nations", "U.N.", "Nations unies", "Naciones Unidas", "Nações Unidas", "Nazioni Unite", "Vereinte Nationen",
        "Birleşmiş Milletler", "Verenigde Naties", "ООН", "الأمم المتحدة", "联合国", "聯合國", "国連",
    )
)  # fmt: skip
_PARTICLES: Final = _words(
    "of the de la le les des du d da do das dos del di della für und and y e et for der die den"
)
_INITIALS: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def special_place(name: str) -> str | None:
    """Normal form of a special place (``UNITED NATIONS``, ``ABOARD AIR FORCE ONE``, ``CLANDESTINE``), or None."""
    if fold_name(name) in _UNITED_NATIONS:
        return "United Nations"
    if _SPECIAL.match(name) is None:
        return None
    return name


@lru_cache(maxsize=4096)
def is_nowhere(name: str) -> bool:
    """True for what stands in the place slot but names no place on purpose (``NO CITY``, ``CLANDESTINE``)."""
    return _NOWHERE.match(name) is not None


@lru_cache(maxsize=4096)
def is_kicker(name: str, firm: bool = False) -> bool:
    """True if a head is the label of a headline (``WATCH``, ``UPDATE 1``, ``COVID-19``) and not a place.

    Args:
        name: the head as printed.
        firm: a known region or a date follows, so that only the whole head counts (``NEW HYDE PARK, N.Y., March 11``).
    """
    folded = fold_name(name)
    return folded in KICKERS or (not firm and re.split(r"[\s\d:-]", folded, maxsplit=1)[0] in KICKERS)


@lru_cache(maxsize=4096)
def is_everyday_word(name: str) -> bool:
    """True for places that are also everyday words (``Most``, ``Nice``, ``Reading``)."""
    return fold_name(name) in _WORDS


def abbreviates(acronym: str, before: str) -> bool:
    """True if an acronym is made of the initials of the words right before it (rule 7).

    >>> abbreviates("AFP", "Australian Federal Police"), abbreviates("AFP", "Armed Forces of the Philippines")
    (True, True)
    >>> abbreviates("AFP", "BAGHDAD, Iraq")
    False
    """
    letters = "".join(c for c in acronym if c.isalpha()).casefold()
    if not 2 <= len(letters) <= 6:
        return False
    words = _INITIALS.findall(before[-120:])
    initials = [word[0].casefold() for word in words if fold_name(word) not in _PARTICLES]
    return len(initials) >= len(letters) and "".join(initials[-len(letters) :]) == letters


def state_code(place: str, slot: str) -> Place | None:
    """The place, if the bracket behind it holds the code of its own state: ``MACAPÁ (AP)``, ``Pittsburgh (PA)``."""
    if len(slot) > 4 or not slot.isalpha():
        return None
    if not any(meaning.kind == "region" for meaning in region_meanings(slot)):
        return None
    found = lookup(place, region=slot)
    return found if found is not None and found.kind == "city" else None


_OPENING: Final = " \u00a0\"'“”‘’«»„[(<…¿¡"
_CLOSING: Final = (".", "!", "?", "…", "”", '"', "»", ")", "’", "'", ":", "。", "？", "！", "؟", "।")
_CLOSED: Final = re.compile(r"\.[ \n]|[。।]|[!?…؟？！”\"»)’':]\n")
"""A sentence that ends inside a lead."""
_LEAD: Final = 400
"""Characters of a lead that are looked at."""


def _paragraph_end(text: str, end: int, reach: int) -> int:
    """End of the wrapped paragraph whose first line ends at ``end``: it stops before an empty line and before furniture."""
    while end < reach and text[end + 1 : end + 2].strip():
        below = text.find("\n", end + 1, reach)
        below = reach if below < 0 else below
        if classify_line(text[end + 1 : below], first=False, last=True) is not None:
            break
        end = below
    return end


def is_lead(text: str, pos: int, least: int) -> bool:
    """True if a sentence of a story begins at ``pos``: long enough, with small letters, closed like a sentence.

    A headline behind a kicker (``Barcelona - Real Madrid 1-0``) is short, has no final point, or is in capitals. A credit
    at the end of the line (``… on Monday. — AFP``) is no part of the lead: it is cut from the body, and what is left must
    read the same as before.

    Args:
        text: the text.
        pos: where the lead would begin.
        least: fewest characters of a lead.
    """
    reach = min(len(text), pos + _LEAD + FOOTER_COLUMNS)
    end = text.find("\n", pos, reach)
    end = reach if end < 0 else end
    line = end - max(pos - 100, text.rfind("\n", max(0, pos - 100), pos) + 1)
    if 55 <= line <= 100:
        end = _paragraph_end(text, end, reach)
    footer = split_trailing_footer(text[pos:end])
    end = min(end if footer is None else pos + footer, pos + _LEAD)
    lead = text[pos:end].strip()
    body = lead.lstrip(_OPENING)
    if (
        len(lead) < least
        or not body
        or not (body[0].isdigit() or (body[0].isalpha() and not body[0].islower()))
    ):
        return False
    if len(lead) < 250 and not lead.endswith(_CLOSING) and _CLOSED.search(lead) is None:
        return False
    return body.upper() != body or len(lead) > 160 or 2 * sum(map(str.isupper, body)) <= sum(map(str.isalpha, body))
