"""Which agency a text comes from: by its own evidence, else by derivation from a text that has evidence."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from transforms.attribution.once import once
from transforms.schema import AgencyVerdict, ArticleFacts, Evidence
from transforms.text.agencies import canonical
from transforms.text.weights import WEIGHTS, combine

FURNITURE_KINDS: Final = ("dateline", "copyright", "transmission_mark", "tail")
"""Evidence that only stands on a text printed as the agency sent it."""

FIRST_HAND: Final = ("in_text_attribution", "agency_witness")
"""Evidence that the agency's text itself brings along."""

WHOLE_TAIL: Final = 0.8
"""Weight from which a tail closes the agency's own text (``Reporting by …; editing by …``); one that only says that
an agency writer contributed also stands under an outlet's own story."""

OWN_SITES: Final[Mapping[str, tuple[str, ...]]] = {
    "AFP": ("afp.com", "afpbb.com"),
    "AP": ("apnews.com", "ap.org", "apnewsarchive.com"),
    "Reuters": ("reuters.com",),
    "dpa": ("dpa.com", "dpa-international.com"),
    "EFE": ("efe.com",),
    "Europa Press": ("europapress.es",),
    "ANSA": ("ansa.it",),
    "Xinhua": ("xinhuanet.com", "news.cn"),
    "TASS": ("tass.com", "tass.ru"),
    "RIA": ("ria.ru",),
    "Interfax": ("interfax.ru", "interfax.com"),
    "Kyodo": ("kyodonews.net",),
    "Jiji": ("jiji.com",),
    "UPI": ("upi.com",),
    "PTI": ("ptinews.com",),
    "ANI": ("aninews.in",),
    "IANS": ("ians.in",),
    "Anadolu": ("aa.com.tr",),
    "Lusa": ("lusa.pt",),
    "ANP": ("anp.nl",),
    "Yonhap": ("yna.co.kr",),
    "Adnkronos": ("adnkronos.com",),
    "AGI": ("agi.it",),
}
"""Hosts where an agency publishes its own dispatches (NEWSWIRE.md 2.5, and the agencies' public sites)."""


EDITIONS: Final[Mapping[str, frozenset[str]]] = {
    "AFP": frozenset({"fr", "en", "es", "pt", "de", "ar"}),
    "AP": frozenset({"en", "es"}),
    "Reuters": frozenset({"en", "es", "pt", "fr", "de", "it", "ar", "ru", "zh", "ja"}),
    "dpa": frozenset({"de", "en", "es", "ar"}),
    "EFE": frozenset({"es", "en", "pt", "ar"}),
    "ANSA": frozenset({"it", "en", "es", "de", "ar", "pt"}),
    "Xinhua": frozenset({"zh", "en", "fr", "es", "ru", "ar", "pt"}),
    "TASS": frozenset({"ru", "en"}),
    "PA": frozenset({"en"}),
    "PTI": frozenset({"en", "hi"}),
    "UPI": frozenset({"en", "es"}),
}
"""Languages in which an agency sends text (NEWSWIRE.md 1.2; the agencies' public product lists). A text that was
turned out of and back into such a language is a back-translation where the language in between is not one of them."""


def has_edition(agency: str | None, language: str | None) -> bool:
    """Whether the agency may have sent a text in this language itself; True where we know no better."""
    if agency is None or language is None or agency not in EDITIONS:
        return True
    return language in EDITIONS[agency]


def own_agencies(facts: ArticleFacts) -> dict[str, float]:
    """Confidence of every agency that the text's own evidence speaks for, rounded to 6 decimals."""
    if not facts.evidence:
        return {}
    return {name: round(value, 6) for name, value in sorted(combine(facts.evidence).items())}


def text_strength(evidence: Iterable[Evidence], agency: str) -> float:
    """Strength in [0, 1] of the evidence for one agency that is about the text: no photo credits, no style."""
    about_text = [e for e in evidence if e.agency == agency and e.about == "text" and e.kind != "style"]
    return combine(about_text).get(agency, 0.0)


def strongest(confidences: Mapping[str, float]) -> tuple[str, float] | None:
    """The best supported agency and its confidence; equal support goes by name."""
    if not confidences:
        return None
    name = min(confidences, key=lambda n: (-confidences[n], n))
    return name, confidences[name]


@once
def furniture(facts: ArticleFacts, agency: str | None) -> tuple[str, ...]:
    """Kinds of furniture of this agency that stand on the text: it was printed as sent, or says so.

    Empty where the furniture names a second agency too, or where the outlet says it worked with agency
    material (``with_agencies``): then the text is not the dispatch of one.
    """
    if agency is None:
        return ()
    kinds: set[str] = set()
    for item in facts.evidence:
        if item.about != "text":
            continue
        if item.kind == "with_agencies":
            return ()
        if item.kind in FURNITURE_KINDS and (item.kind != "tail" or item.weight >= WHOLE_TAIL):
            if item.agency == agency:
                kinds.add(item.kind)
            elif item.agency is not None:
                return ()
    return tuple(kind for kind in FURNITURE_KINDS if kind in kinds)


@once
def at_first_hand(facts: ArticleFacts, agency: str | None) -> bool:
    """Whether the text speaks as the agency's own does: "told AFP", "an AFP reporter saw", never "according to AFP"."""
    items = [e for e in facts.evidence if e.agency == agency and e.about == "text"]
    return any(e.kind in FIRST_HAND and e.weight > WEIGHTS["quoted"] for e in items) and not any(
        e.kind == "in_text_attribution" and e.weight <= WEIGHTS["quoted"] for e in items
    )


@once
def is_agency_document(facts: ArticleFacts, agency: str | None) -> bool:
    """Whether the document is the agency's own dispatch: its outlet or URL is the agency's, or it is wire copy.

    A transmission mark counts only where nothing says who published the text: pages of outlets keep such
    marks by mistake.
    """
    if agency is None:
        return False
    if facts.outlet is not None and canonical(facts.outlet) == agency:
        return True
    if facts.url is not None:
        host = (urlsplit(facts.url).hostname or "").lower()
        if any(host == site or host.endswith("." + site) for site in OWN_SITES.get(agency, ())):
            return True
    if facts.outlet is None and facts.url is None:
        return any(
            e.kind == "transmission_mark" and e.agency == agency and e.about == "text" for e in facts.evidence
        )
    return False


def family_agency(
    members: Sequence[int], own: Sequence[Mapping[str, float]], facts: Sequence[ArticleFacts], named: float
) -> str | None:
    """The agency a family comes from, or None.

    The best supported agency of its members; where several are supported (a chain: one agency passes on
    another's dispatch), the one that the texts of the others still quote (``told AP``) is the source.

    Args:
        members: indices of the members.
        own: confidences by agency of every document.
        facts: facts of every document.
        named: confidence from which an agency counts.
    """
    best: dict[str, float] = {}
    carriers: dict[str, int] = {}
    for member in members:
        for name, value in own[member].items():
            if value >= named:
                best[name] = max(best.get(name, 0.0), value)
                carriers[name] = carriers.get(name, 0) + 1
    if not best:
        return None
    if len(best) == 1:
        return next(iter(best))
    quoted: dict[str, int] = dict.fromkeys(best, 0)
    for member in members:
        if not own[member]:
            continue
        items = facts[member].evidence
        claimed = {
            e.agency
            for e in items
            if e.kind in ("dateline", "byline", "copyright", "credit") and e.about == "text"
        }
        spoken = {
            e.agency
            for e in items
            if e.kind in ("in_text_attribution", "agency_witness", "tail") and e.about == "text"
        }
        if any(name in best for name in claimed):
            for name in quoted:
                if name in spoken and name not in claimed:
                    quoted[name] += 1
    return min(best, key=lambda name: (-quoted[name], -carriers[name], -best[name], name))


def derived_confidence(
    sources: Mapping[int, float], neighbours: Mapping[int, Sequence[tuple[int, float]]], floor: float
) -> dict[int, float]:
    """Confidence that reaches each document from those with evidence: the product of link confidences on the best path.

    Args:
        sources: confidence by the document's own evidence.
        neighbours: (other document, link confidence) of every document of the family.
        floor: confidences below are not passed on.

    Returns:
        The confidence that arrives from *another* document; a document's own evidence is not repeated to it
        unless it comes back over another one.
    """
    arrived: dict[int, float] = {}
    done: set[int] = set()
    heap = [(-value, doc) for doc, value in sorted(sources.items()) if value >= floor]
    heapq.heapify(heap)
    while heap:
        negative, doc = heapq.heappop(heap)
        if doc in done:
            continue
        done.add(doc)
        for other, confidence in neighbours.get(doc, ()):
            value = -negative * confidence
            if (
                other not in done
                and value >= floor
                and value > max(arrived.get(other, 0.0), sources.get(other, 0.0))
            ):
                arrived[other] = value
                heapq.heappush(heap, (-value, other))
    return arrived


def verdict(
    own: Mapping[str, float], agency: str | None, derived: float, decided: float, named: float
) -> AgencyVerdict | None:
    """The verdict on one document.

    Own evidence that decides stands, whatever the family is (a PTI story stays PTI where it passes AP on);
    below that the better of evidence and derivation, and nothing below ``named``.

    Args:
        own: confidences by agency of the document's own evidence.
        agency: agency of its family, or None.
        derived: confidence that reaches it from other members.
        decided: confidence from which evidence decides.
        named: confidence from which an agency is named.
    """
    best = strongest(own)
    if agency is not None and own.get(agency, 0.0) >= decided:
        best = (agency, own[agency])
    if best is not None and best[1] >= decided:
        return AgencyVerdict(best[0], round(best[1], 4), "evidence")
    if agency is not None and derived >= named and (best is None or derived > best[1]):
        return AgencyVerdict(agency, round(derived, 4), "derivation")
    if best is not None and best[1] >= named:
        return AgencyVerdict(best[0], round(best[1], 4), "evidence")
    return None
