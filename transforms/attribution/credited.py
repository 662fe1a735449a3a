"""Whether the outlet told its readers which agency the text comes from."""

from __future__ import annotations

import re
from typing import Final

from transforms.schema import AgencyVerdict, ArticleFacts
from transforms.text.agency_mentions import find_mentions
from transforms.text.weights import WEIGHTS

NOT_APPLICABLE: Final = "not_applicable"
"""The text comes from no agency that we know of."""

CREDIT_KINDS: Final = frozenset({"copyright", "dateline", "byline", "credit", "with_agencies", "url"})
"""Evidence by which a reader sees where the text comes from."""

NAMING_KINDS: Final = frozenset({"tail", "transmission_mark", "republication_notice"})
"""Evidence that credits only where it spells the agency out: ``(Reporting by …; editing by …)`` does not, and a
signer (``hk-lm/bur``) tells a reader nothing at all."""

IN_TEXT_KINDS: Final = frozenset({"in_text_attribution", "agency_witness"})
"""Evidence that the copied text itself brings along: ``told AFP``, ``an AFP journalist saw``. An attribution in
which someone else speaks (``according to AFP``, ``AFP reports``; weight ``quoted``) is the outlet's own credit."""


_TOLD: Final = re.compile(r"\b(?:told|tells|telling|informed|spoke|interview)", re.IGNORECASE)
"""A weak attribution that is direct all the same: "told the French news agency AFP"."""


def _names(text: str, agency: str) -> bool:
    return any(mention.agency == agency for mention in find_mentions(text))


def credited(facts: ArticleFacts, verdict: AgencyVerdict | None) -> str:
    """How the text credits the agency it comes from.

    Returns:
        ``yes``, ``in_text`` (only ``told AFP`` and the like), ``no``, or ``not_applicable`` where the text
        comes from no agency that we know of.
    """
    if verdict is None:
        return NOT_APPLICABLE
    items = [e for e in facts.evidence if e.about == "text" and e.agency == verdict.name]
    if any(
        e.kind in CREDIT_KINDS or (e.kind in NAMING_KINDS and _names(e.text, verdict.name)) for e in items
    ):
        return "yes"
    kinds = {e.kind for e in items}
    if any(
        e.kind == "in_text_attribution" and e.weight <= WEIGHTS["quoted"] and not _TOLD.search(e.text)
        for e in items
    ):
        # "according to AFP": the outlet itself says where it has it from
        return "yes"
    return "in_text" if kinds & IN_TEXT_KINDS else "no"
