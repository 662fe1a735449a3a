"""The best source of every text, as in textual criticism, and why each rival lost.

A rival is a related text that is nearer the source. The one whose words the child keeps best wins; among equals the
one nearest the source, for a copy of a copy shows itself by readings the first text lacks. The choice makes a
forest: a choice that would close a circle is passed over. Reasons are kept in `direction_basis` of the rival's link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from transforms.attribution.agency import at_first_hand, furniture, has_edition, is_agency_document
from transforms.attribution.direction import Direction
from transforms.attribution.ids import hub_key
from transforms.attribution.relation import Pair, side_of, text_relation
from transforms.schema import DERIVATIONS, ArticleFacts, Attribution, Link

FIDELITY_MARGIN: Final = 0.03
"""Difference of fidelity that says something; below it the nearness to the source decides."""
CROSS_LANGUAGE_FIDELITY: Final = 0.35
"""Weight of aligned coverage across languages, where no words can be compared: a rewrite of a text in the child's own
language (coverage .7 and more) is a better witness, unless the child shows remnants of the other language."""
REWORDED_FIDELITY: Final = 0.3
"""The same for a rival in the child's language whose very quotations have other words."""
REMNANTS_FIDELITY: Final = 0.8
"""The same for a rival in a language that has left remnants in the child."""
REMNANTS_MIN: Final = 0.35
"""Weight of remnants of another language from which a text counts as translated: more than one sign
(`transforms.text.remnants`), or one that hardly errs."""
NO_LANGUAGE: Final = "und"
"""Signs of translation that name no language."""
WHOLE: Final = 0.8
"""Coverage on both sides from which a text in another language is a translation of this very text."""
COVERED: Final = 0.8
"""Coverage by a text below which what is left must have come from elsewhere."""
LOST_PREFIX: Final = "rival_lost:"


class Edge(NamedTuple):
    """A pair inside a family, with its direction."""

    pair: Pair
    direction: Direction
    #: index of the parent, or -1: undetermined
    parent: int
    #: index of the child, or -1
    child: int


@dataclass(slots=True)
class Forest:
    """Who copied from whom inside one family."""

    #: the chosen edge of every document with a present parent
    chosen: dict[int, Edge]
    #: why the parent of an edge is not the child's chosen one, by (i, j) of the pair
    lost: dict[tuple[int, int], str]
    #: the first present text of every document's chain
    root_of: dict[int, int]
    _enter: dict[int, int]
    _leave: dict[int, int]

    def descent(self, doc: int, other: int) -> tuple[int, int] | None:
        """(ancestor, descendant) of two texts of which one derives from the other, over any number of hops; else None."""
        if self._enter[doc] > self._enter[other]:
            doc, other = other, doc
        return (doc, other) if self._leave[other] < self._leave[doc] else None


def remnant_weight(facts: ArticleFacts) -> float:
    """Weight in [0, 1] of all signs that the text was translated: the strongest language, and signs without one."""
    if not facts.remnants:
        return 0.0
    best = max((w for lang, w in facts.remnants if lang not in (facts.language, NO_LANGUAGE)), default=0.0)
    unnamed = max((w for lang, w in facts.remnants if lang == NO_LANGUAGE), default=0.0)
    return round(1 - (1 - best) * (1 - unnamed), 6)


def remnant_languages(facts: ArticleFacts, tie: float = 0.05) -> tuple[str, ...]:
    """Languages that the remnants speak for: the strongest and those within `tie` of it, by name."""
    named = [(w, lang) for lang, w in facts.remnants if lang not in (facts.language, NO_LANGUAGE)]
    best = max((w for w, _ in named), default=0.0)
    return tuple(sorted(lang for w, lang in named if w >= best - tie))


def fidelity(edge: Edge, facts: Sequence[ArticleFacts]) -> float:
    """How well the child keeps the parent's text, in [0, 1]: aligned coverage, and words where they compare."""
    al = edge.pair.alignment
    name = facts[edge.child].doc_id
    own = side_of(al, name)
    if al.cross_language:
        child = facts[edge.child]
        made_from = remnant_weight(child) >= REMNANTS_MIN and facts[
            edge.parent
        ].language in remnant_languages(child)
        return round((REMNANTS_FIDELITY if made_from else CROSS_LANGUAGE_FIDELITY) * own.coverage, 6)
    kept = round((own.coverage + own.containment) / 2, 6)
    if text_relation(al, name, remnants=False) == "back_translation":
        # other words in the quotations too: both may be translations of one text, which is then the better witness
        return min(kept, round(REWORDED_FIDELITY * own.coverage, 6))
    return kept


def same_outlet(a: ArticleFacts, b: ArticleFacts) -> bool:
    """Whether both were published by one outlet, as far as that is known."""
    return a.outlet is not None and a.outlet == b.outlet


def is_whole_translation(edge_pair: Pair) -> bool:
    """Whether two texts in different languages say the same from end to end: no edition is so close to another."""
    al = edge_pair.alignment
    return al.cross_language and min(al.coverage_a, al.coverage_b) >= WHOLE


def _excluded(edge: Edge, facts: Sequence[ArticleFacts], agency: str | None) -> str | None:
    """Why the nearer text of an edge cannot be the parent at all, or None."""
    parent, child = facts[edge.parent], facts[edge.child]
    if same_outlet(parent, child) and not is_agency_document(parent, agency):
        return "same_outlet"
    if (
        furniture(child, agency)
        and remnant_weight(child) < REMNANTS_MIN
        and has_edition(agency, child.language)
        and not is_agency_document(parent, agency)
        and "explicit_credit" not in edge.direction.basis
        and not (is_whole_translation(edge.pair) and set(furniture(child, agency)) == {"dateline"})
    ):
        # its dateline or copyright says that it came from the agency itself
        return "own_furniture"
    if (
        not is_agency_document(parent, agency)
        and at_first_hand(child, agency)
        and side_of(edge.pair.alignment, child.doc_id).coverage < COVERED
        and not edge.pair.alignment.cross_language
    ):
        # what the parent lacks has the agency's marks too: both took it from the agency
        return "own_attributions"
    return None


def nearness(
    doc: int, facts: Sequence[ArticleFacts], own: Sequence[Mapping[str, float]], agency: str | None
) -> tuple[bool, float, tuple[str, str]]:
    """Order of witnesses by how near the source they are: the agency's own, then by evidence, then by date."""
    strength = own[doc].get(agency, 0.0) if agency is not None else 0.0
    return (not is_agency_document(facts[doc], agency), -round(strength, 1), hub_key(facts[doc]))


def best_source(
    edges: Sequence[Edge],
    facts: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    agency: str | None,
) -> Edge:
    """Of several edges of one child, the one to the text it was made from: the most faithful, then the nearest.

    Raises:
        ValueError: if there are no edges.
    """
    valued = [(fidelity(edge, facts), edge) for edge in edges]
    best = max(value for value, _ in valued)
    close = [edge for value, edge in valued if value >= best - FIDELITY_MARGIN]
    return min(close, key=lambda edge: nearness(edge.parent, facts, own, agency))


def choose_parents(
    members: Sequence[int],
    edges: Sequence[Edge],
    facts: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    agency: str | None,
) -> Forest:
    """Choose a parent for every member that has a nearer relative.

    Args:
        members: indices of the family's documents, ascending.
        edges: pairs between members that support the family.
        facts: facts of all documents.
        own: confidences by agency of all documents.
        agency: agency of the family, or None.
    """
    lost: dict[tuple[int, int], str] = {}
    rivals: dict[int, list[tuple[float, Edge]]] = {}
    for edge in edges:
        if edge.parent < 0:
            continue
        reason = _excluded(edge, facts, agency)
        if reason is not None:
            lost[edge.pair.i, edge.pair.j] = reason
        else:
            rivals.setdefault(edge.child, []).append((fidelity(edge, facts), edge))

    near = {doc: nearness(doc, facts, own, agency) for doc in members} if rivals else {}
    ranked: list[tuple[float, int, list[tuple[float, Edge]]]] = []
    for child, found in rivals.items():
        best = max(value for value, _ in found)
        # rivals that keep clearly fewer words come after, by what they keep
        close = sorted(
            (item for item in found if item[0] >= best - FIDELITY_MARGIN),
            key=lambda item: near[item[1].parent],
        )
        far = sorted(
            (item for item in found if item[0] < best - FIDELITY_MARGIN),
            key=lambda item: (-item[0], near[item[1].parent]),
        )
        ranked.append((-best, child, close + far))
    ranked.sort(key=lambda item: item[:2])
    top = {doc: doc for doc in members}

    def find(doc: int) -> int:
        root = doc
        while top[root] != root:
            root = top[root]
        while top[doc] != root:
            top[doc], doc = root, top[doc]
        return root

    chosen: dict[int, Edge] = {}
    for _, child, found in ranked:
        kept = -1.0
        for value, edge in found:
            key = (edge.pair.i, edge.pair.j)
            if child in chosen:
                if value < kept - FIDELITY_MARGIN:
                    lost[key] = f"less_faithful:{value:.2f}<{kept:.2f}"
                else:
                    lost[key] = "farther_from_source"
            elif find(edge.parent) == child:
                lost[key] = "circle"
            else:
                chosen[child] = edge
                top[child] = edge.parent
                kept = value
    return Forest(chosen, lost, *_walk(members, chosen))


def _walk(
    members: Sequence[int], chosen: Mapping[int, Edge]
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Root of every document, and the times a walk of the forest enters and leaves it: ancestors enclose descendants."""
    children: dict[int, list[int]] = {}
    for child in sorted(chosen):
        children.setdefault(chosen[child].parent, []).append(child)
    root_of: dict[int, int] = {}
    enter: dict[int, int] = {}
    leave: dict[int, int] = {}
    clock = 0
    for root in members:
        if root in chosen:
            continue
        stack = [(root, False)]
        while stack:
            doc, done = stack.pop()
            clock += 1
            if done:
                leave[doc] = clock
                continue
            root_of[doc] = root
            enter[doc] = clock
            stack.append((doc, True))
            stack.extend((child, False) for child in reversed(children.get(doc, [])))
    return root_of, enter, leave


@dataclass(frozen=True, slots=True)
class Rival:
    """A text that could have been the source of another, and what was decided about it."""

    #: doc id of the rival, or id of a lost original
    rival: str
    link_id: str
    relation: str
    chosen: bool
    #: ``chosen``, or reasons such as ``less_faithful:0.61<0.95``, ``own_furniture``, ``undetermined``,
    #: ``derives_from_this``, ``relation:same_event``
    reasons: tuple[str, ...]
    confidence: float
    score: float


def explain_parents(attribution: Attribution, links: Sequence[Link]) -> tuple[Rival, ...]:
    """Why a document has the parent it has: every related text, the chosen one first, and why each other one lost.

    Works from output rows alone, so it can be asked of any finished run.

    Args:
        attribution: what was said of the document.
        links: links of which the document is an end (others are passed over).
    """
    doc = attribution.doc_id
    parent = attribution.derivation.parent if attribution.derivation is not None else None
    found: list[Rival] = []
    for link in links:
        if doc not in (link.a, link.b):
            continue
        rival = link.b if link.a == doc else link.a
        chosen = rival == parent and link.child == doc
        reasons: tuple[str, ...]
        lost = tuple(
            reason[len(LOST_PREFIX) :] for reason in link.direction_basis if reason.startswith(LOST_PREFIX)
        )
        if chosen:
            reasons = ("chosen", *link.direction_basis)
        elif link.parent == doc:
            reasons = ("derives_from_this",)
        elif lost:
            reasons = lost
        elif link.relation in DERIVATIONS and link.child == doc:
            reasons = ("farther_ancestor",)
        elif link.relation in DERIVATIONS:
            reasons = ("undetermined",)
        else:
            reasons = (f"relation:{link.relation}",)
        found.append(Rival(rival, link.link_id, link.relation, chosen, reasons, link.confidence, link.score))
    found.sort(key=lambda r: (not r.chosen, -r.confidence, -r.score, r.rival, r.relation))
    return tuple(found)
