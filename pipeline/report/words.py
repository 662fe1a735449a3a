"""The words of DESIGN.md as a reader meets them: what a relation, a kind of evidence or a reason means."""

from __future__ import annotations

from typing import Any, Final

RELATIONS: Final[dict[str, tuple[str, str]]] = {
    "verbatim": ("verbatim", "the same text, word for word"),
    "light_edit": ("light edit", "the same text with small edits or cuts"),
    "partial": ("partial", "some paragraphs taken, the rest its own"),
    "rewrite": ("rewrite", "the same facts, quotes and order in other words"),
    "translation": ("translation", "the same text in another language"),
    "back_translation": ("back-translation", "translated away and back: same language, other words, altered quotes"),
    "mashup": ("mash-up", "put together from two or more sources"),
    "language_edition": ("language edition", "the same agency story in another language of the agency"),
    "wire_version": ("wire version", "another version of the same dispatch"),
    "co_derivative": ("sibling", "both come from one source, neither from the other"),
    "self_update": ("own re-post", "the same outlet published it again"),
    "same_event": ("same event", "the same event told independently"),
    "follow_up": ("follow-up", "a later story that repeats the background"),
    "shared_background": ("shared background", "only background paragraphs in common"),
    "shared_caption": ("shared caption", "only a picture caption in common"),
    "boilerplate": ("boilerplate", "only standing phrases in common"),
}
"""Relation → (name, meaning)."""

EVIDENCE: Final[dict[str, tuple[str, str]]] = {
    "copyright": ("copyright", "a copyright line that claims the text"),
    "dateline": ("dateline", "the agency stands in the dateline"),
    "byline": ("byline", "the agency stands in the byline"),
    "credit": ("credit", "a credit or source line"),
    "with_agencies": ("with agencies", "the outlet says it worked with agency material"),
    "in_text_attribution": ("told the agency", "someone is quoted as having told the agency"),
    "agency_witness": ("agency witness", "a reporter of the agency saw or heard it"),
    "signer": ("signer", "an agency's signature of desk and writer"),
    "transmission_mark": ("transmission mark", "a mark of the wire itself"),
    "tail": ("tail", "a closing line of the agency"),
    "url": ("address", "a link to the agency's own page"),
    "republication_notice": ("republication notice", "the page says it was published from a feed"),
    "photo_credit": ("photo credit", "speaks for the picture, hardly for the text"),
    "style": ("house style", "written the way the agency writes"),
}
"""Kind of evidence → (name, meaning)."""

CREDITED: Final[dict[str, tuple[str, str]]] = {
    "yes": ("credited", "dateline, byline, credit line or copyright names the agency"),
    "in_text": ("in text only", "only phrases such as “told the agency” name it"),
    "no": ("not credited", "nothing in the text names the agency it comes from"),
    "not_applicable": ("no agency", "the text comes from no agency that we know of"),
}
"""Value of `credited` → (name, meaning)."""

DATE_BASIS: Final[dict[str, str]] = {
    "source": "stated by the source",
    "posted": "read from a posted line",
    "updated": "read from an updated line",
    "dateline": "read from the dateline",
}
"""Basis of a published time → meaning."""

PASSAGES: Final[dict[str, tuple[str, str]]] = {
    "verbatim": ("verbatim", "the same words"),
    "reworded": ("reworded", "the same sentence in other words"),
    "translated": ("translated", "the same sentence in another language"),
}
"""Kind of passage → (name, meaning)."""

UNITS: Final[dict[str, str]] = {
    "headline": "headline",
    "caption": "caption",
    "body": "body",
    "footer": "footer",
    "noise": "page furniture",
}
"""Unit kind → name."""

_BASIS: Final[dict[str, str]] = {
    "agency_document": "one of the two is the agency's own page",
    "agency_marker": "the marks of the agency are stronger in one text",
    "explicit_credit": "one text names or links the other as its source",
    "remnants": "remnants of the other language stand in one text",
    "containment": "one text lies inside the other",
    "furniture": "one text keeps the agency's dateline, copyright or marks",
    "quotations": "one text turns direct quotes into indirect speech",
    "layout": "one text has lost its paragraphs, as happens where a machine rewords it",
    "home": "the story is at home where the language of one text is spoken",
    "two_translations": "two texts in one language have other words throughout: translations of one source",
    "undetermined": "the reasons do not decide who was first",
    "declared_mixture": "the text says itself that it mixes sources",
    "woven": "less than half of it is from there, in another order: woven from several sources",
    "first_hand": "it speaks as the agency's own text does, and no other witness holds all of it",
    "credited_whole": "the outlet credits the text as a whole to this agency alone",
    "quoted": "the outlet speaks of the agency as of someone else",
    "nothing_else_shared": "nothing but these sentences is shared",
    "anchors": "they share names, places and numbers",
    "mashup": "it takes from two sources",
    "no_agency": "no agency is named",
    "derivation": "it follows from the texts it is related to",
    "edition_original": "the original of this language edition is at hand",
    "leads_align": "the opening sentences tell the same",
    "leads_differ": "the opening sentences differ",
    "same_source": "both come from the same agency or outlet",
    "no_rare_words": "nothing but common words is shared",
}

_LOST: Final[dict[str, str]] = {
    "same_outlet": "it was published by the same outlet: a re-post, not a source",
    "own_furniture": "the copy carries the agency's own dateline or copyright, so it came from the agency itself",
    "own_attributions": "the text has more from the agency itself than that one: both took it from the agency",
    "farther_from_source": "it keeps the words as well, but stands farther from the source than the chosen one",
    "circle": "it would close a circle: it derives from this text over others",
    "undetermined": "nothing decides which of the two was first",
    "derives_from_this": "it derives from this text, not the other way round",
    "farther_ancestor": "it is an ancestor farther up: the chosen parent stands between",
}


def duration(seconds: float) -> str:
    """A span of time as a person says it, in the largest two units that matter.

    >>> duration(59), duration(7200), duration(90061), duration(-60)
    ('59 s', '2 h', '1 d 1 h', '-1 min')
    """
    sign, rest = ("-" if seconds < 0 else ""), int(abs(seconds))
    if rest < 60:
        return f"{sign}{rest} s"
    minutes = rest // 60
    if minutes < 60:
        return f"{sign}{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{sign}{hours} h" + (f" {minutes} min" if minutes else "")
    days, hours = divmod(hours, 24)
    return f"{sign}{days} d" + (f" {hours} h" if hours and days < 14 else "")


def _plain(code: str) -> str:
    return code.replace("_", " ").replace(":", ": ")


def basis(code: str) -> str:
    """What one entry of a `direction_basis` says.

    >>> basis("published:5400s"), basis("against:containment")
    ('published 1 h 30 min apart', 'speaks against it: one text lies inside the other')
    """
    if code.startswith("against:"):
        return "speaks against it: " + basis(code[len("against:") :])
    if code.startswith("rival_lost:"):
        return "not the parent: " + lost(code[len("rival_lost:") :])
    name, _, value = code.partition(":")
    if name == "published" and value:
        if value.endswith("s") and value[:-1].isdecimal():
            return f"published {duration(int(value[:-1]))} apart"
        if value.endswith("d") and value[:-1].isdecimal():
            return f"published {value[:-1]} day{'' if value == '1d' else 's'} apart"
    if name == "remnants" and value:
        return f"remnants of the language “{value}” stand in the text"
    if name == "sibling" and value:
        return f"it was compared with the nearest other witness, {value}"
    if name == "no_edition" and value:
        return f"the agency sends no text in the language “{value}”"
    if name == "caption_run" and value:
        return f"{value} words of a caption in a row are the same"
    if not value and code in _BASIS:
        return _BASIS[code]
    if not value and code in EVIDENCE:
        return EVIDENCE[code][1]
    return _plain(code)


def lost(code: str) -> str:
    """Why a rival is not the parent.

    >>> lost("less_faithful:0.61<0.95")
    'its words are kept less well: fidelity 0.61 against 0.95 for the chosen parent'
    """
    name, _, value = code.partition(":")
    if name == "less_faithful" and "<" in value:
        own, best = value.split("<", 1)
        return f"its words are kept less well: fidelity {own} against {best} for the chosen parent"
    if name == "relation" and value:
        label, meaning = RELATIONS.get(value, (_plain(value), ""))
        return f"no derivation, but {label}" + (f": {meaning}" if meaning else "")
    return _LOST.get(code) or basis(code)


def vocabulary() -> dict[str, Any]:
    """All names and meanings, for the pages."""
    return {
        "relations": RELATIONS,
        "evidence": EVIDENCE,
        "credited": CREDITED,
        "passages": PASSAGES,
        "units": UNITS,
        "dates": DATE_BASIS,
    }
