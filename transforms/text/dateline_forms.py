"""The shapes a dateline can take where words are spaced; each function reads one shape from one position.

Shapes of Chinese, Japanese and Korean wires are in `transforms.text.dateline_cjk`.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.agencies import canonical
from transforms.text.calendar_names import month_number
from transforms.text.dateline_cjk import starts_cjk
from transforms.text.dateline_dates import PrintedDate, scan_date
from transforms.text.dateline_grammar import (
    BRACKET,
    CLOCK,
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
from transforms.text.dateline_judge import body_follows, judge
from transforms.text.dateline_rules import abbreviates, is_lead, special_place, state_code
from transforms.text.gazetteer import lookup

_SLASH: Final = re.compile(r"[ \u00a0]?/[ \u00a0]?")
_DIGIT: Final = re.compile(r"\d|DATE")
_GAP: Final = re.compile(r"[.,]?\s{0,3}")
_DASH_BEFORE_DATE: Final = re.compile(r"[.,]{0,2}\s{0,2}[-–—]\s{1,2}")
_BOUNDARY: Final = re.compile(r"\s{0,3}(?:[-–—―−_:.,|]|\n|$)")
_CORRESPONDENT: Final = re.compile(r",\s[^\W\d_][^.,:\n]{2,40}\.(?=\s)")
_PLAIN_GAP: Final = re.compile(r"[.,]?[ \u00a0]{1,3}")
_SMALL_WORD: Final = re.compile(r" [a-z]{3,12}(?=, )")
_COMMAS: Final = re.compile(r"[.,]{1,2}(?=\s)")
_COMMA_DATE: Final = re.compile(r"\s?,\s{1,2}(?:\d{1,2}\s|[^\W\d_]{3,12}\.?\s\d)")
_BRACKET_AHEAD: Final = re.compile(r"\s{0,2}[(\[（［]")
_PIPE: Final = re.compile(r"\s{1,2}\|\s{1,2}")
_BYLINE: Final = re.compile(r"By\s{1,2}([^\s,][^,\n]{1,28}),\s{1,2}")
_IN_LINE: Final = re.compile(r"[(（]\s{0,2}([^()（）\n]{2,60})[)）](?=\.?\s{0,3}[-–—―−_:&â])")
_DASHES: Final = frozenset("-–—―−")
_ARABIC_HYPHEN: Final = re.compile(r"([\u0620-\u064a]{2,20})\s?[-–]\s?([\u0620-\u064a]{2,12})(?=\s)")
_WORD_START: Final = re.compile(r"(?<![^\s.!?:;,\"”“»«'’])[^\W\d_]")


def place_first(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``PLACE[/PLACE][, Region][, date] (AG) -`` and its kin without brackets, date, agency or dash."""
    if "\u0620" <= text[pos] <= "\u064a" and (tied := _arabic_hyphen(text, pos, limit)):
        return tied
    end = scan_name(text, pos, limit, language)
    if end == pos:
        return None
    if text[end : end + 1] == " " and text[end + 1 : end + 2].islower() and not text[pos : pos + 3].isupper():
        # prose goes on in small letters, and most lines end here; ``New york, March 2 -`` is a slip of the desk
        small = _SMALL_WORD.match(text, end, limit)
        if small is None or lookup(text[pos : small.end()]) is None:
            return None
        end = small.end()
    name = text[pos:end]
    if name.count(" ") > 3 and special_place(name) is None and lookup(name) is None:
        # a headline or a sentence in capitals; ``JOHANNESBURG Police said`` is shorter
        return None
    parsed = Parsed(pos, end, [name])
    if text[end : end + 1] in (",", "،") and (named := _agency_then_place(text, parsed, limit, language)):
        return named
    _hyphened_agency(parsed)
    while len(parsed.places) < 3 and (slash := _SLASH.match(text, parsed.end, limit)):
        end = scan_name(text, slash.end(), limit, language)
        name = text[slash.end() : end]
        if not name or (text[end : end + 1] == "/" and canonical(name) is not None):
            break
        if canonical(name) is not None and lookup(parsed.places[0]) is not None:
            # ``بغداد/ أ ف ب``: the agency behind one slash
            found = _agency_at(text, slash.end(), limit)
            if found is not None:
                parsed.agencies, parsed.end = found
                parsed.form, parsed.dash = "slash_agency", "dash"
                return judge(text, parsed, language)
        parsed.places.append(name)
        parsed.end = end
    if len(parsed.places) == 2 and lookup(text[pos : parsed.end]) is not None:
        parsed.places = [text[pos : parsed.end]]  # ``Frankfurt/Main``
    _regions_and_date(text, parsed, limit, language)
    if not _agency_and_dash(text, parsed, limit):
        return None
    return judge(text, parsed, language)


def _agency_then_place(text: str, parsed: Parsed, limit: int, language: str | None) -> Parsed | None:
    """``Xinhua News Agency, Beijing, December 12 (Xinhua) --``: how machines translate ``新华社北京``."""
    name = parsed.places[0]
    agency = canonical(name)
    if agency is None or lookup(name) is not None:
        return None
    at = parsed.end + 1
    while at < limit and text[at] in " \u00a0":
        at += 1
    inner = place_first(text, at, limit, language) if at < limit else None
    if inner is None or (inner.date is None and not inner.agencies) or inner.resolved[0] is None:
        return None
    inner.start = parsed.start
    inner.agencies = (agency, *(other for other in inner.agencies if other != agency))
    inner.form, inner.confidence = "agency_place_date", 0.9
    return inner


def _arabic_hyphen(text: str, pos: int, limit: int) -> Parsed | None:
    """``دمشق-سانا``: city and agency tied by a hyphen, and the story behind them without a mark."""
    found = _ARABIC_HYPHEN.match(text, pos, limit)
    place = lookup(found[1]) if found is not None and canonical(found[2]) is not None else None
    if found is None or place is None:
        return None
    return Parsed(
        pos, found.end(), [found[1]], agencies=agencies_of(found[2]), form="hyphen_agency", resolved=[place], dash="dash",
        confidence=0.9,
    )  # fmt: skip


def _hyphened_agency(parsed: Parsed) -> None:
    """``ANKARA-AA``: an agency that a hyphen ties to the city."""
    head, hyphen, tail = parsed.places[0].rpartition("-")
    if (
        hyphen
        and tail.isupper()
        and canonical(tail) is not None
        and lookup(parsed.places[0]) is None
        and lookup(head)
    ):
        parsed.places[0] = head
        parsed.agencies = agencies_of(tail)
        parsed.form = "hyphen_agency"


def _regions_and_date(text: str, parsed: Parsed, limit: int, language: str | None) -> None:
    """Read what stands between the place and the agency; moves ``parsed.end``."""
    regions = 0
    for _ in range(4):
        gap = SEPARATOR.match(text, parsed.end, limit)
        assert gap is not None  # the pattern matches the empty string
        at = gap.end()
        char = text[at] if at < limit else ""
        if not char or (at == parsed.end and char.isdigit() and not starts_cjk(text[at - 1])):
            return  # ``Channel9 (AFP)``: digits tied to a name are no date
        mark = gap[0].strip()
        if char in "([（［":
            bracket = BRACKET.match(text, at, limit)
            if bracket is None or mark:
                return
            if regions and not (char == "[" and regions == 1 and is_region(bracket[1])):
                return  # ``Bhopal (Madhya Pradesh) [India]`` has two regions
            names = agencies_of(bracket[1])
            if not names and not is_region(bracket[1]) and _BRACKET_AHEAD.match(text, bracket.end(), limit):
                whole = f"{parsed.places[0]} {bracket[1]}"  # ``Halle (Saale) (dpa)``
                if lookup(whole) is not None:
                    parsed.places[0] = whole
                parsed.end = bracket.end()
                continue
            province = not names and bracket[1][0].isupper() and _COMMA_DATE.match(text, bracket.end(), limit)
            if not province and not is_region(bracket[1]):
                return
            if names and state_code(parsed.places[0], bracket[1]) is None:
                return
            parsed.region = parsed.region or bracket[1]
            parsed.end = bracket.end()
            regions += 1
            continue
        if parsed.date is None and _DIGIT.search(text, at, min(limit, at + 24)):
            date = scan_date(text, at, limit, language)
            if date is not None:
                clock = CLOCK.match(text, date.end, limit)
                parsed.date = date
                parsed.end = clock.end() if clock is not None else date.end
                continue
        if mark in (",", "،", "，", ",,", ",.", ".,") and regions < 2 and parsed.date is None:
            region = scan_region(text, at, limit, language)
            if region is not None and month_number(region[1].split()[-1], language) is not None:
                # a day spelled out: ``तीन जनवरी``
                parsed.date = PrintedDate(at, region[0], None, None, None)
                parsed.end = region[0]
                continue
            if region is not None and canonical(region[1]) is not None and not is_region(region[1]):
                return  # ``PARIS, AFP -``
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
    if parsed.form == "hyphen_agency":
        closed = DASH.match(text, parsed.end, limit) or SOFT_DASH.match(text, parsed.end, limit)
        parsed.dash = "dash" if closed is not None else ""
        parsed.end = closed.end() if closed is not None else parsed.end
        return True
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
        elif char == "/" and (more := _agency_at(text, slot.end(), limit)) is not None:
            # ``BAGDAD/ritzau/AFP -``
            parsed.agencies = tuple(dict.fromkeys((*parsed.agencies, *more[0])))
            parsed.dash, parsed.end = "dash", more[1]
        return True
    dash = DASH.match(text, parsed.end, limit)
    if dash is None and parsed.region is not None and (comma := _COMMAS.match(text, parsed.end, limit)):
        dash = DASH.match(text, comma.end(), limit)
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
    pipe = _PIPE.match(text, parsed.end, limit)
    plain = pipe or _PLAIN_GAP.match(text, parsed.end, limit)
    if plain is not None and (pipe is not None or parsed.date is not None or plain[0][:1] == ","):
        found = _agency_at(text, plain.end(), limit)
        if found is not None:
            parsed.agencies, parsed.end = found
            parsed.form, parsed.dash = "pipe_agency" if pipe is not None else "plain_agency", "dash"
            return True
    if parsed.date is not None or parsed.region is not None:
        return False
    if text[parsed.end : parsed.end + 2] in (". ", ".\u00a0"):
        found = _agency_at(text, parsed.end + 2, limit)
        if found is not None and text[found[1] - 1] in _DASHES and lookup(parsed.places[0]) is not None:
            # ``АСТАНА. КАЗИНФОРМ -``
            parsed.agencies, parsed.end = found
            parsed.form, parsed.dash = "point_agency", "dash"
            return True
        parsed.dash, parsed.end = "point", parsed.end + 1
        return True
    if text[parsed.end : parsed.end + 2] in (": ", ":\u00a0") or text[parsed.end : parsed.end + 3] == " : ":
        parsed.dash, parsed.end = "colon", parsed.end + (1 if text[parsed.end] == ":" else 2)
        return True
    if pipe is not None:
        parsed.dash, parsed.end = "pipe", parsed.end + len(pipe[0].rstrip())
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
            at = boundary.start()
            closed = (
                DASH.match(text, at, limit)
                or SOFT_DASH.match(text, at, limit)
                or _PIPE.match(text, at, limit)
            )
            if closed is None and boundary[0].strip() == ",":
                # ``РИА Новости, Иван Петров.``
                closed = _CORRESPONDENT.match(text, at, limit)
                if closed is None:
                    continue
            end = at if closed is None else closed.end()
            best = names, pos + len(text[pos:end].rstrip())
    return best


def agency_first(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``(ANSA) - ROMA, 03 GEN -``, ``(Reuters) -Yum``, ``(Bloomberg) --``."""
    slot = BRACKET.match(text, pos, limit)
    names = agencies_of(slot[1]) if slot is not None else ()
    if slot is None or not names:
        return None
    dash = DASH.match(text, slot.end(), limit) or SOFT_DASH.match(text, slot.end(), limit)
    at = dash.end() if dash is not None else slot.end()
    while at < limit and text[at] in " \u00a0":
        at += 1
    if at < limit and starts_like_a_name(text[at]):
        inner = place_first(text, at, limit, language)
        if inner is not None and inner.dash == "dash" and not inner.agencies and inner.organisation is None:
            inner.start, inner.agencies, inner.form = pos, names, "agency_place_dash"
            inner.confidence = 0.97 if inner.date is not None or inner.capitals else 0.85
            return inner if dash is not None or inner.confidence > 0.9 else None
    if dash is None:
        return None
    if at >= limit or text[at] == "\n":
        return None
    return Parsed(pos, dash.end(), agencies=names, form="agency_dash", dash="dash", confidence=0.85)


def agency_plain(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``AP - The president met …``: an agency where the place should be, as news portals print it."""
    end = scan_name(text, pos, limit, language)
    name = text[pos:end]
    if (
        not name
        or not (name.isupper() or len(name) > 4)
        or canonical(name) is None
        or lookup(name) is not None
    ):
        return None
    dash = DASH.match(text, end, limit)
    names = agencies_of(name)
    if dash is None or not names or not text[end].isspace() or not is_lead(text, dash.end(), 60):
        return None
    confidence = 0.75 if len(name) > 2 else 0.6
    return Parsed(
        pos, dash.end(), agencies=names, form="agency_plain_dash", dash="dash", confidence=confidence
    )


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
            if parsed.resolved and parsed.resolved[0] is not None and body_follows(text, parsed.end, limit):
                parsed.confidence = min(parsed.confidence, 0.9)
                return parsed
    return None
