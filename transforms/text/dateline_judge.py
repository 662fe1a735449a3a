"""How sure it is that what was read is a dateline: places resolved, false friends refused, a confidence given."""

from __future__ import annotations

from transforms.text.dateline_grammar import Parsed, is_region, starts_like_a_name
from transforms.text.dateline_rules import is_everyday_word, is_kicker, is_lead, is_nowhere, special_place
from transforms.text.gazetteer import Place, lookup, region_meanings


def body_follows(text: str, pos: int, limit: int) -> bool:
    """True if a sentence can begin at ``pos``: a capital, an uncased letter or a digit, quotation marks skipped."""
    while pos < limit and (text[pos].isspace() or text[pos] in "\"'“”‘’«»„[…¿¡?<"):
        pos += 1
    return pos < limit and (starts_like_a_name(text[pos]) or text[pos].isdigit())


def judge(text: str, parsed: Parsed, language: str | None) -> Parsed | None:
    """Resolve the places and say how sure it is that this is a dateline; None if it is none."""
    first = parsed.places[0]
    special = special_place(first) if len(parsed.places) == 1 else None
    if special is None and any(name.count(" ") > 3 and lookup(name) is None for name in parsed.places):
        return None
    region_known = parsed.region is not None and is_region(parsed.region)
    if parsed.region is not None and not region_known:
        parsed.province = lookup(parsed.region, language=language)
    country = parsed.province.country if parsed.province is not None else None
    for name in parsed.places:
        found = _second_region(name, parsed.resolved) or lookup(
            name, region=parsed.region, country=country, language=language
        )
        if found is None and parsed.region is not None and not region_known and country is None:
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
        named = parsed.date.named
        confidence = (
            0.94 if resolved or region_known else 0.85 if parsed.capitals and named else 0.6 if named else 0.0
        )
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
    if resolved and parsed.date is not None and not text[parsed.end : parsed.end + 4].strip():
        return 0.8  # a line of its own
    if not body_follows(text, parsed.end, len(text)) or text[parsed.end : parsed.end + 1].isalnum():
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
            # a country in capitals is a kicker (``CHINA –``)
            return 0.7 if city and is_lead(text, parsed.end, 40) else 0.0
        return 0.35 if city and is_lead(text, parsed.end, 80) else 0.0
    if not city or place is None or place.population < 100_000:
        return 0.0
    if parsed.dash == "colon" and parsed.capitals:
        # the house style of South Asian papers; a kicker before a headline is not followed by a sentence
        return 0.6 if is_lead(text, parsed.end, 60) else 0.0
    if not is_lead(text, parsed.end, 100):
        return 0.0
    return 0.35 if parsed.capitals else 0.3
