"""Whether the outlet told its readers which agency the text comes from."""

from __future__ import annotations

from typing import Final

from transforms.schema import AgencyVerdict, ArticleFacts

CREDIT_KINDS: Final = frozenset(
    {
        "copyright",
        "dateline",
        "byline",
        "credit",
        "with_agencies",
        "tail",
        "transmission_mark",
        "url",
        "republication_notice",
    }
)
"""Evidence by which a reader sees where the text comes from. A signer (``hk-lm/bur``) tells a reader nothing."""

IN_TEXT_KINDS: Final = frozenset({"in_text_attribution", "agency_witness"})
"""Evidence that the copied text itself brings along: ``told AFP``, ``an AFP journalist saw``."""


def credited(facts: ArticleFacts, verdict: AgencyVerdict | None) -> str:
    """How the text credits the agency it comes from.

    Returns:
        ``yes``, ``in_text`` (only ``told AFP`` and the like), ``no``, or ``not_applicable`` where the text
        comes from no agency that we know of.
    """
    if verdict is None:
        return "not_applicable"
    kinds = {e.kind for e in facts.evidence if e.about == "text" and e.agency == verdict.name}
    if kinds & CREDIT_KINDS:
        return "yes"
    return "in_text" if kinds & IN_TEXT_KINDS else "no"
