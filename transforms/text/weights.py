"""How strongly each piece of evidence speaks for an agency, and how pieces add up.

One table for the whole project. Strengths are those of NEWSWIRE.md section 2.1 and 2.5 (strong 0.8-0.95: the text
itself is claimed; medium 0.4-0.7: the reporting is attributed; weak up to 0.2: picture, style, context). They are a
judgement there and here; `MEASURED` says what labelled pages say of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from transforms.schema import EVIDENCE_KINDS, Evidence

WEIGHTS: Final[dict[str, float]] = {
    # the text is claimed
    "copyright": 0.95,
    "dateline": 0.9,
    "dateline_shared": 0.6,  # (AFP/dpa): both, less each
    "byline": 0.85,
    "byline_shared": 0.55,
    "credit": 0.8,  # alone on the last text line, or behind "Source:"
    "credit_shared": 0.5,
    "credit_inner": 0.5,  # bracket at the end of a paragraph that is not the last
    "source_url": 0.9,
    "transmission_mark": 0.85,
    "transmission_shared": 0.5,  # forms that a second agency uses too
    "tail": 0.9,
    "tail_contributed": 0.5,  # "AP writer X contributed": also under an outlet's own story
    "signer": 0.6,  # nobody invents it, but dpa, APA, ats and Lusa use the same form
    # the reporting is attributed
    "with_agencies": 0.5,
    "with_unnamed": 0.3,  # "agencies": a wire, unknown which
    "told": 0.6,  # in the lead, or at least twice
    "told_once": 0.35,  # once, far down: an outlet quoting
    "provided": 0.5,  # "images provided to AFP": first-person by rule of the house
    "quoted": 0.3,  # "according to AFP", "the French agency AFP": someone else speaks
    "witness": 0.65,  # "an AFP reporter saw"
    "witness_once": 0.5,  # "documents seen by AFP"
    "republished": 0.8,  # "published from a syndicated AFP feed"
    "republished_unnamed": 0.3,
    # picture, style
    "photo": 0.15,
    "photo_shared": 0.1,
    "style": 0.1,
    "style_shared": 0.05,  # two houses write so
}
"""Strength by kind and circumstance, in [0, 1]; judged, but for the rows of `MEASURED`."""

MEASURED: Final[dict[str, tuple[int, int]]] = {
    "copyright": (2, 2), "dateline": (17, 17), "credit": (1, 1), "source_url": (1, 1), "tail": (5, 5), "tail_contributed": (3, 3),
    "credit_inner": (1, 3), "with_agencies": (2, 3), "told": (10, 11), "told_once": (6, 9), "provided": (2, 2), "quoted": (6, 14),
    "witness": (1, 1), "photo": (6, 9), "style": (4, 4), "style_shared": (1, 1),
}  # fmt: skip
"""Labelled pages of which evidence of this weight said the right agency, and pages on which it stood.

Counted by ``benchmarks/calibrate.py`` over 215 pages labelled AFP, AP, Reuters or none. The counts are small, and items
stand on pages that other items speak of too, so they check the judged weights and do not replace them: a curve fitted
to the same pages (monotone, five parts) predicts held-out pages worse than the combined weights do (Brier score .128
against .116). A weight below its count is meant: a picture credit is right of most pages here, yet pictures are
licensed apart from text."""

PHOTO_CAP: Final = 0.2
"""All picture credits of one agency together: pictures are licensed apart from text (NEWSWIRE section 0, rule 3)."""

STYLE_CAP: Final = 0.4
"""All style marks of one agency together (NEWSWIRE section 2)."""

REPEATED: Final = 0.5
"""A repeated kind counts at full weight once and then at this share (NEWSWIRE section 2)."""

_DIGITS: Final = 6
_ORDER: Final = {kind: n for n, kind in enumerate(EVIDENCE_KINDS)}


def combine(evidence: Iterable[Evidence]) -> dict[str, float]:
    """Confidence per agency that the text is its work: 1 - Π(1 - w) over independent items.

    The strongest item of a kind counts in full, further ones of the same kind by half; two in-text attributions are
    independent of each other and both count in full. Picture credits together give at most `PHOTO_CAP`, style marks
    together at most `STYLE_CAP`. Items that name no agency are left out. The result does not depend on the order of
    the items; values are rounded to six digits and lie in [0, 1).

    >>> def told(start): return Evidence("in_text_attribution", "AFP", "text", 0.6, start, start + 8, "told AFP")
    >>> combine([told(0), told(50)])
    {'AFP': 0.84}
    """
    by_agency: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.agency is not None:
            by_agency.setdefault(item.agency, []).append(item)
    combined = {}
    for agency in sorted(by_agency):
        items = by_agency[agency]
        if len(items) > 1:
            items = sorted(items, key=lambda e: (_ORDER.get(e.kind, len(_ORDER)), e.about, -e.weight, e.start, e.end))
        doubt = 1.0
        photo_doubt = style_doubt = 1.0
        seen: dict[tuple[str, str], int] = {}
        for item in items:
            key = (item.kind, item.about)
            before = seen.get(key, 0)
            seen[key] = before + 1
            full = 2 if item.kind == "in_text_attribution" else 1
            weight = item.weight if before < full else item.weight * REPEATED
            if item.about == "photo" or item.kind == "photo_credit":
                photo_doubt *= 1.0 - weight
            elif item.kind == "style":
                style_doubt *= 1.0 - weight
            else:
                doubt *= 1.0 - weight
        doubt *= max(photo_doubt, 1.0 - PHOTO_CAP) * max(style_doubt, 1.0 - STYLE_CAP)
        combined[agency] = round(1.0 - doubt, _DIGITS)
    return combined
