"""The shapes a dateline can take where words are spaced; each function reads one shape from one position.

Shapes of Chinese, Japanese and Korean wires are in `transforms.text.dateline_cjk`.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.agencies import canonical
from transforms.text.calendar_names import month_number
from transforms.text.dateline_dates import PrintedDate, scan_date
from transforms.text.dateline_grammar import (
    BRACKET,
    DASH,
    SEPARATOR,
    SLASHES,
    SOFT_DASH,
    Parsed,
    agencies_of,
    is_region,
    scan_name,
    scan_region,
    starts_like_a_name,
)
from transforms.text.dateline_rules import (
    abbreviates,
    is_everyday_word,
    is_kicker,
    is_lead,
    is_nowhere,
    special_place,
    state_code,
)
from transforms.text.gazetteer import Place, lookup, region_meanings

_SLASH: Final = re.compile(r"[ \u00a0]?/[ \u00a0]?")
_GAP: Final = re.compile(r"[.,]?\s{0,3}")
_DASH_BEFORE_DATE: Final = re.compile(r"[.,]{0,2}\s{0,2}[-–—]\s{1,2}")
_BOUNDARY: Final = re.compile(r"\s{0,3}(?:[-–—―−_:.]|\n|$)")
_PLAIN_GAP: Final = re.compile(r"[.,]?[ \u00a0]{1,3}")
_PIPE: Final = re.compile(r"\s{1,2}\|\s{1,2}")
_BYLINE: Final = re.compile(r"By\s{1,2}([^\s,][^,\n]{1,28}),\s{1,2}")
_IN_LINE: Final = re.compile(r"[(（]\s{0,2}([^()（）\n]{2,60})[)）](?=\.?\s{0,3}[-–—―−_:&â])")
_WORD_START: Final = re.compile(r"(?<![^\s.!?:;,\"”“»«'’])[^\W\d_]")


def place_first(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``PLACE[/PLACE][, Region][, date] (AG) -`` and its kin without brackets, date, agency or dash."""
    end = scan_name(text, pos, limit, language)
    if end == pos:
        return None
    parsed = Parsed(pos, end, [text[pos:end]])
    while len(parsed.places) < 3 and (slash := _SLASH.match(text, parsed.end, limit)):
        end = scan_name(text, slash.end(), limit, language)
        if end == slash.end() or text[end : end + 1] == "/":
            break
        parsed.places.append(text[slash.end() : end])
        parsed.end = end
    _regions_and_date(text, parsed, limit, language)
    if not _agency_and_dash(text, parsed, limit):
        return None
    return judge(text, parsed, language)


def _regions_and_date(text: str, parsed: Parsed, limit: int, language: str | None) -> None:
    """Read what stands between the place and the agency; moves ``parsed.end``."""
    regions = 0
    for _ in range(4):
        gap = SEPARATOR.match(text, parsed.end, limit)
        assert gap is not None  # the pattern matches the empty string
        at = gap.end()
        if at >= limit:
            return
        mark = gap[0].strip()
        char = text[at]
        if char in "([（［":
            bracket = BRACKET.match(text, at, limit)
            if bracket is None or regions or mark:
                return
            if not is_region(bracket[1]) or (
                agencies_of(bracket[1]) and state_code(parsed.places[0], bracket[1]) is None
            ):
                return
            parsed.region = bracket[1]
            parsed.end = bracket.end()
            regions += 1
            continue
        if parsed.date is None and (char.isdigit() or starts_like_a_name(char) or mark):
            date = scan_date(text, at, limit, language)
            if date is not None:
                parsed.date = date
                parsed.end = date.end
                continue
        if mark in (",", "،", ",,", ",.", ".,") and regions < 2 and parsed.date is None:
            region = scan_region(text, at, limit, language)
            if region is not None and month_number(region[1].split()[-1], language) is not None:
                # a day spelled out: ``तीन जनवरी``
                parsed.date = PrintedDate(at, region[0], None, None, None)
                parsed.end = region[0]
                continue
            if region is not None:
                # of several, the known and narrowest one counts: ``Ramallah, West Bank, Palestine``
                if parsed.region is None or not is_region(parsed.region):
                    parsed.region = region[1].rstrip(",")
                parsed.end = region[0]
                regions += 1
                continue
        if parsed.region is not None and parsed.date is None:
            dash = _DASH_BEFORE_DATE.match(text, parsed.end, limit)
            date = scan_date(text, dash.end(), limit, language) if dash else None
            if date is not None:
                parsed.date = date
                parsed.end = date.end
        return


def _agency_and_dash(text: str, parsed: Parsed, limit: int) -> bool:
    """Read the agency and the dash behind place, region and date; False if nothing of the kind stands there."""
    gap = _GAP.match(text, parsed.end, limit)
    at = gap.end() if gap is not None else parsed.end
    char = text[at] if at < limit else ""
    slot = None
    if char and char in "([（［":
        slot = BRACKET.match(text, at, limit)
    elif char == "/":
        slot = SLASHES.match(text, at, limit)
        if slot is not None and not agencies_of(slot[1]) and parsed.date is None:
            slot = None
    if slot is not None:
        parsed.agencies = agencies_of(slot[1])
        if not parsed.agencies:
            parsed.organisation = slot[1]
        parsed.form = "agency" if char != "/" else "slash_agency"
        # rule 7 and state codes need what stands before the bracket
        if parsed.agencies and state_code(parsed.places[0], slot[1]) is not None:
            parsed.agencies = ()
            parsed.region = slot[1]
            parsed.form = ""
        elif parsed.agencies and _expands(text, parsed, slot[1], slot.start()):
            return False
        parsed.end = slot.end()
        dash = DASH.match(text, parsed.end, limit)
        if dash is not None:
            parsed.dash, parsed.end = "dash", dash.end()
        elif (soft := SOFT_DASH.match(text, parsed.end, limit)) is not None:
            parsed.dash, parsed.end = "soft", soft.end()
        return True
    dash = DASH.match(text, parsed.end, limit)
    if dash is not None:
        if (
            text[dash.start()] in "-‐‑"
            and not text[dash.end() : dash.end() + 1].isspace()
            and parsed.date is None
        ):
            return False
        found = _agency_at(text, dash.end(), limit)
        if found is not None:
            parsed.agencies, parsed.end = found
            parsed.form, parsed.dash = "dash_agency", "dash"
        else:
            parsed.dash, parsed.end = "dash", dash.end()
        return True
    if parsed.date is not None and (plain := _PLAIN_GAP.match(text, parsed.end, limit)):
        found = _agency_at(text, plain.end(), limit)
        if found is not None:
            parsed.agencies, parsed.end = found
            parsed.form, parsed.dash = "plain_agency", "dash"
            return True
    if parsed.date is not None or parsed.region is not None:
        return False
    if text[parsed.end : parsed.end + 2] in (". ", ".\u00a0"):
        parsed.dash, parsed.end = "point", parsed.end + 1
        return True
    if pipe := _PIPE.match(text, parsed.end, limit):
        parsed.dash, parsed.end = "pipe", pipe.end() - 1
        return True
    # ``BEIJING China's``: the place in capitals, the first word of the sentence behind it
    capitals = _leading_capitals(parsed.places[0])
    if len(parsed.places) == 1 and capitals:
        parsed.places = [capitals]
        parsed.end = parsed.start + len(capitals)
        parsed.dash = "none"
        return True
    return False


def _expands(text: str, parsed: Parsed, acronym: str, bracket: int) -> bool:
    """Rule 7: the bracket abbreviates the words before it, and they are not just the city (``Addis Ababa (AA)``)."""
    before = text[max(0, parsed.start - 80, text.rfind("\n", 0, parsed.start) + 1) : bracket]
    if not abbreviates(acronym, before):
        return False
    own = abbreviates(acronym, text[parsed.start : bracket])
    return not (own and lookup(parsed.places[0]) is not None)


def _leading_capitals(name: str) -> str:
    """The words in capitals that a name begins with, if words in small letters follow."""
    words = name.split(" ")
    count = 0
    while count < len(words) and len(words[count]) > 2 and words[count].isupper():
        count += 1
    head = " ".join(words[:count])
    return head if 0 < count < len(words) and len(head) > 3 and not words[count].isupper() else ""


def _agency_at(text: str, pos: int, limit: int) -> tuple[tuple[str, ...], int] | None:
    """A known agency at ``pos`` that a dash, point, colon or line end closes (``РИА Новости.``, ``AFP -``)."""
    while pos < limit and text[pos] in " \u00a0":
        pos += 1
    if pos >= limit or not (text[pos].isalpha() or text[pos] in '«"“('):
        return None
    best: tuple[tuple[str, ...], int] | None = None
    for count, boundary in enumerate(_BOUNDARY.finditer(text, pos, min(limit, pos + 40))):
        if count == 6:
            break
        content = text[pos : boundary.start()].strip('«»"“”()')
        cut = boundary.start() == limit and limit < len(text) and text[limit] != "\n"
        if (
            not content
            or cut
            or (canonical(content) is None and not ("/" in content and agencies_of(content)))
        ):
            continue
        names = agencies_of(content)
        if names:
            # the longest name counts: ``INTERFAX.RU``, ``أ.ف.ب``
            closed = DASH.match(text, boundary.start(), limit) or SOFT_DASH.match(
                text, boundary.start(), limit
            )
            best = names, closed.end() if closed is not None else boundary.start()
    return best


def agency_first(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``(ANSA) - ROMA, 03 GEN -``, ``(Reuters) -Yum``, ``(Bloomberg) --``."""
    slot = BRACKET.match(text, pos, limit)
    names = agencies_of(slot[1]) if slot is not None else ()
    if slot is None or not names:
        return None
    dash = DASH.match(text, slot.end(), limit) or SOFT_DASH.match(text, slot.end(), limit)
    if dash is None:
        return None
    at = dash.end()
    while at < limit and text[at] in " \u00a0":
        at += 1
    if at < limit and starts_like_a_name(text[at]):
        inner = place_first(text, at, limit, language)
        if inner is not None and inner.dash == "dash" and not inner.agencies and inner.organisation is None:
            inner.start, inner.agencies, inner.form = pos, names, "agency_place_dash"
            inner.confidence = 0.97 if inner.date is not None or inner.capitals else 0.85
            return inner
    if at >= limit or text[at] == "\n":
        return None
    return Parsed(pos, dash.end(), agencies=names, form="agency_dash", dash="dash", confidence=0.85)


def date_first(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``Oct 22 (Reuters) -``: no place."""
    date = scan_date(text, pos, limit, language)
    if date is None:
        return None
    gap = _GAP.match(text, date.end, limit)
    slot = BRACKET.match(text, gap.end(), limit) if gap is not None else None
    names = agencies_of(slot[1]) if slot is not None else ()
    if slot is None or not names:
        return None
    dash = DASH.match(text, slot.end(), limit)
    if dash is None:
        return None
    return Parsed(
        pos, dash.end(), date=date, agencies=names, form="date_agency_dash", dash="dash", confidence=0.95
    )


def byline_first(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``By IANS, Washington :``."""
    byline = _BYLINE.match(text, pos, limit)
    names = agencies_of(byline[1]) if byline is not None else ()
    if byline is None or not names:
        return None
    end = scan_name(text, byline.end(), limit, language)
    name = text[byline.end() : end]
    place = lookup(name, language=language) if name else None
    soft = SOFT_DASH.match(text, end, limit) or DASH.match(text, end, limit)
    if place is None or soft is None:
        return None
    return Parsed(
        pos, soft.end(), [name], agencies=names, form="byline_place", capitals=name.isupper(), resolved=[place],
        dash="soft", confidence=0.85,
    )  # fmt: skip


def pipe_header(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``PTI | Baghdad | Updated: …``."""
    line_end = text.find("\n", pos, limit)
    parts = text[pos : line_end if line_end >= 0 else limit].split(" | ")
    if len(parts) < 2:
        return None
    names = agencies_of(parts[0])
    place = lookup(parts[1].strip(), language=language)
    if not names or place is None:
        return None
    end = pos + len(parts[0]) + 3 + len(parts[1].rstrip())
    return Parsed(
        pos,
        end,
        [parts[1].strip()],
        agencies=names,
        form="pipe_header",
        resolved=[place],
        dash="soft",
        confidence=0.9,
    )


def in_line(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """A dateline with a known agency behind a headline on the same line; never a bare form."""
    for count, slot in enumerate(_IN_LINE.finditer(text, pos, limit)):
        if count == 4:
            break
        if not agencies_of(slot[1]):
            continue
        low = max(pos, slot.start() - 90)
        starts = [m.start() for m in _WORD_START.finditer(text, low, slot.start())][-10:]
        for at in starts:
            if not starts_like_a_name(text[at]):
                continue
            parsed = place_first(text, at, limit, language)
            if parsed is None or parsed.end < slot.end() or not parsed.agencies:
                continue
            if parsed.resolved and parsed.resolved[0] is not None and _body_follows(text, parsed.end, limit):
                parsed.confidence = min(parsed.confidence, 0.9)
                return parsed
    return None


def _body_follows(text: str, pos: int, limit: int) -> bool:
    while pos < limit and (text[pos].isspace() or text[pos] in "\"'“”‘’«»„[…¿¡"):
        pos += 1
    return pos < limit and (starts_like_a_name(text[pos]) or text[pos].isdigit())


# ------------------------------------------------------------------ judgement


def judge(text: str, parsed: Parsed, language: str | None) -> Parsed | None:
    """Resolve the places and say how sure it is that this is a dateline; None if it is none."""
    first = parsed.places[0]
    special = special_place(first) if len(parsed.places) == 1 else None
    if special is None and any(name.count(" ") > 3 for name in parsed.places) and lookup(first) is None:
        return None
    for name in parsed.places:
        found = _second_region(name, parsed.resolved) or lookup(name, region=parsed.region, language=language)
        if found is None and parsed.region is not None and not is_region(parsed.region):
            found = lookup(name, language=language)
        parsed.resolved.append(found)
    resolved = special is not None or parsed.resolved[0] is not None
    if len(parsed.places) > 1 and not parsed.agencies:
        resolved = resolved and all(
            place is not None or is_region(name)
            for name, place in zip(parsed.places, parsed.resolved, strict=True)
        )
    parsed.capitals = any(c.isupper() for c in first) and first.upper() == first and len(first) > 1
    uncased = first.upper() == first.lower()
    region_known = parsed.region is not None and is_region(parsed.region)
    if not (resolved or region_known) and parsed.form in ("dash_agency", "plain_agency", "slash_agency"):
        return None
    if not resolved and (
        is_kicker(first, region_known or parsed.date is not None)
        or (uncased and (not parsed.agencies or first.count(" ") > 2))
    ):
        return None
    if parsed.agencies:
        confidence = _with_agency(text, parsed, resolved, region_known)
    elif parsed.dash not in ("dash", "soft"):
        confidence = _bare(text, parsed)
    elif parsed.organisation is not None:
        confidence = _with_organisation(parsed, resolved)
    elif parsed.dash == "soft":
        confidence = 0.0
    elif parsed.date is not None:
        confidence = 0.94 if resolved or region_known else 0.85 if parsed.capitals else 0.6
    elif parsed.region is not None:
        confidence = _with_region(text, parsed, resolved, region_known)
    else:
        confidence = _bare(text, parsed)
    parsed.confidence = confidence
    if not parsed.form or parsed.form == "agency":
        parsed.form = _form_name(parsed, special is not None and is_nowhere(first))
    return parsed if confidence > 0.0 else None


def _second_region(name: str, resolved: list[Place | None]) -> Place | None:
    """A region behind a city of its country: ``Berlin/Brandenburg``."""
    first = resolved[0] if resolved else None
    if first is None:
        return None
    for meaning in region_meanings(name):
        if meaning.kind == "region" and meaning.country == first.country:
            return Place(meaning.name, None, meaning.country, meaning.name, 0, "region")
    return None


def _form_name(parsed: Parsed, nowhere: bool) -> str:
    parts = ["no_place" if nowhere else "place"]
    if parsed.region is not None:
        parts.append("region")
    if parsed.date is not None:
        parts.append("date")
    if parsed.agencies:
        parts.append("agency")
    elif parsed.organisation is not None:
        parts.append("organisation")
    if len(parts) == 1:
        return "bare_place" if parsed.dash == "dash" else f"bare_place_{parsed.dash}"
    if parsed.dash:
        parts.append("dash")
    return "_".join(parts)


def _with_agency(text: str, parsed: Parsed, resolved: bool, region_known: bool) -> float:
    firm = parsed.capitals or parsed.date is not None or region_known
    if parsed.dash == "dash":
        if resolved:
            return 0.98 if firm else 0.97
        return 0.9 if firm else 0.75
    if parsed.dash == "soft":
        return 0.95 if resolved else 0.7 if firm else 0.0
    # no dash: ``New Delhi, Sep 14 (PTI) Body``; prose goes on in small letters
    if not _body_follows(text, parsed.end, len(text)) or text[parsed.end : parsed.end + 1].isalnum():
        return 0.0
    if resolved:
        return 0.85 if firm else 0.7
    return 0.7 if parsed.date is not None or region_known else 0.0


def _with_organisation(parsed: Parsed, resolved: bool) -> float:
    slot = parsed.organisation or ""
    if not slot[:1].isalnum() or not any(c.isalpha() for c in slot) or slot.count(" ") > 5:
        return 0.0
    if parsed.date is not None and parsed.dash == "dash":
        return 0.9 if resolved else 0.8 if parsed.capitals else 0.0
    if not resolved or slot[:1].islower() or slot.count(" ") > 3:
        return 0.0
    if parsed.dash == "dash":
        return 0.7 if parsed.capitals else 0.5
    return 0.5 if parsed.region is not None else 0.0


def _with_region(text: str, parsed: Parsed, resolved: bool, region_known: bool) -> float:
    if not region_known or not is_lead(text, parsed.end, 40):
        return 0.0
    if parsed.capitals:
        return 0.85 if resolved else 0.75
    return 0.6 if resolved else 0.0


def _bare(text: str, parsed: Parsed) -> float:
    """Confidence of a place without agency, date and region: the style of an agency, or a kicker."""
    first = parsed.places[0]
    special = special_place(first)
    if "\n" in text[parsed.start : parsed.end] or is_everyday_word(first):
        return 0.0
    place = parsed.resolved[0]
    if special is None and (place is None or any(found is None for found in parsed.resolved)):
        return 0.0
    if special is not None and not parsed.capitals:
        return 0.0
    city = special is not None or (place is not None and place.kind == "city")
    if parsed.dash == "dash":
        if parsed.capitals:
            return 0.0 if not is_lead(text, parsed.end, 40) else 0.7 if city else 0.3
        return 0.35 if city and is_lead(text, parsed.end, 80) else 0.0
    if not city or place is None or place.population < 100_000 or not is_lead(text, parsed.end, 100):
        return 0.0
    return 0.35 if parsed.capitals else 0.3
