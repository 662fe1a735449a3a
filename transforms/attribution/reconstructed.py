"""Relation of a text to a lost original, read off its siblings: what several witnesses share is what the original said.

Furniture and remnants speak first (`originals.evidence_relation`). Where they are silent, a text that says that it mixes
sources is a mash-up, one that keeps what its nearest sibling has is verbatim, lightly edited or partial by the tests of
NEWSWIRE.md 3.1, and one in which the outlet speaks of the agency as of someone else is a rewrite (NEWSWIRE.md 2.1).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from transforms.attribution.agency import FURNITURE_KINDS, at_first_hand
from transforms.attribution.mixture import is_declared_mixture
from transforms.attribution.originals import Root
from transforms.attribution.relation import Pair, Side, is_woven, side_of, text_relation
from transforms.schema import ArticleFacts
from transforms.text.weights import WEIGHTS

BY_SIBLING: Final = 0.6
BY_STATEMENT: Final = 0.7
BY_QUOTING: Final = 0.5
"""Confidence of a relation read off a sibling, off what the text says of its sources, and off how it names the agency
(a judgement)."""
WHOLE_OF_IT: Final = 0.9
"""Share of the words from which a text is taken to hold all that the original said."""
REWORDED: Final = frozenset({"rewrite", "back_translation"})
"""Relations of a sibling with other words: nothing says which of the two was worked over."""
WHOLE_CREDIT: Final = frozenset({"byline", "credit", "tail"})
"""Credits that stand over or under a text as a whole."""
KEPT: Final = 0.8
"""Coverage by one sibling from which further sources, if any, have left no trace."""


def words_held(kin: Sequence[Pair]) -> dict[int, float]:
    """How much of the words of its siblings each text has: the sum of their containments, rounded to 6 decimals."""
    held: dict[int, list[float]] = {}
    for pair in kin:
        if not pair.alignment.cross_language:
            held.setdefault(pair.i, []).append(pair.alignment.containment_b)
            held.setdefault(pair.j, []).append(pair.alignment.containment_a)
    return {doc: round(math.fsum(shares), 6) for doc, shares in held.items()}


def refine_roots(
    roots: Mapping[int, Root], kin: Sequence[Pair], facts: Sequence[ArticleFacts], agency: str | None
) -> dict[int, Root]:
    """The roots, with a relation where the family tells what evidence alone does not.

    Args:
        roots: what stands behind every document without a present parent.
        kin: pairs that support the family.
        facts: facts of all documents.
        agency: agency of the family, or None.
    """
    near: dict[int, list[Pair]] = {}
    for pair in kin:
        if not pair.alignment.cross_language:
            near.setdefault(pair.i, []).append(pair)
            near.setdefault(pair.j, []).append(pair)
    return {doc: _refined(doc, root, near.get(doc, []), facts, agency) for doc, root in roots.items()}


def _refined(
    doc: int, root: Root, near: Sequence[Pair], facts: Sequence[ArticleFacts], agency: str | None
) -> Root:
    if root.relation is not None or root.original.id == facts[doc].doc_id:
        return root
    closest = _closest(doc, near, facts)
    if root.original.kind == "document":
        # the source of the family is here: only what it shares with that tells
        source = [pair for pair in near if root.original.id in (facts[pair.i].doc_id, facts[pair.j].doc_id)]
        closest = source[0] if source else None
    held = max((side_of(pair.alignment, facts[doc].doc_id).coverage for pair in near), default=0.0)
    if agency is not None and held < KEPT and mixes_sources(facts[doc]):
        return _with(root, "mashup", "declared_mixture", BY_STATEMENT)
    if agency is not None and held < KEPT and at_first_hand(facts[doc], agency):
        # "told AFP", and no witness holds the rest: the text of the agency without its furniture, if nobody reworded it
        if closest is not None and is_woven(closest.alignment, facts[doc].doc_id):
            return _with(root, "mashup", "woven", BY_QUOTING)
        if closest is not None and text_relation(closest.alignment, None, remnants=False) not in REWORDED:
            return _with(root, "light_edit", "first_hand", BY_QUOTING)
    if closest is not None:
        relation = _by_sibling(doc, closest, facts, agency is not None or root.original.kind == "document")
        if relation is not None:
            other = closest.j if closest.i == doc else closest.i
            return _with(root, relation, f"sibling:{facts[other].doc_id}", BY_SIBLING)
    if agency is not None and not near and _only_quotes(facts[doc], agency):
        return _with(root, "rewrite", "quoted", BY_QUOTING)
    if agency is not None and not near and _claims_whole(facts[doc], agency):
        return _with(root, "verbatim", "credited_whole", BY_SIBLING)
    return root


def _with(root: Root, relation: str, basis: str, confidence: float) -> Root:
    return replace(
        root,
        relation=relation,
        basis=(basis, *root.basis),
        confidence=round(confidence * root.original.confidence, 4),
    )


def _sides(doc: int, pair: Pair, facts: Sequence[ArticleFacts]) -> tuple[Side, Side]:
    other = pair.j if pair.i == doc else pair.i
    return side_of(pair.alignment, facts[doc].doc_id), side_of(pair.alignment, facts[other].doc_id)


def _closest(doc: int, near: Sequence[Pair], facts: Sequence[ArticleFacts]) -> Pair | None:
    """The sibling that shares most words, whichever text is the longer."""

    def shared(pair: Pair) -> tuple[float, int, int]:
        own, other = _sides(doc, pair, facts)
        return (-round(own.containment + other.containment, 6), pair.i, pair.j)

    return min(near, key=shared, default=None)


def _by_sibling(doc: int, pair: Pair, facts: Sequence[ArticleFacts], known_source: bool) -> str | None:
    own, other = _sides(doc, pair, facts)
    relation = text_relation(pair.alignment, own.doc_id, remnants=False)
    if relation == "verbatim":
        return relation
    if relation == "light_edit" and own.containment < other.containment:
        # it holds the sibling and a little more: the sibling was cut
        if own.containment >= WHOLE_OF_IT:
            return "verbatim"
        return relation if known_source else None
    if relation == "light_edit":
        return relation
    # of two texts with different words nothing says which one was worked over
    return relation if relation == "partial" and known_source else None


def mixes_sources(facts: ArticleFacts) -> bool:
    """Whether the outlet put several sources together, by what the text itself says; no agency claims it as a whole."""
    claimed = any(item.kind in FURNITURE_KINDS[:3] and item.about == "text" for item in facts.evidence)
    return not claimed and is_declared_mixture(facts)


def _only_quotes(facts: ArticleFacts, agency: str) -> bool:
    items = [e for e in facts.evidence if e.agency == agency and e.about == "text" and e.kind != "style"]
    return bool(items) and all(
        e.kind == "in_text_attribution" and e.weight <= WEIGHTS["quoted"] for e in items
    )


def _claims_whole(facts: ArticleFacts, agency: str) -> bool:
    """Whether the outlet prints the text as this agency's: its name alone above or below, and no other voice.

    ``Source: AFP`` says less: what was worked over has its source too.
    """
    items = [e for e in facts.evidence if e.about == "text" and e.kind != "style"]
    if any(
        e.agency != agency or (e.kind == "in_text_attribution" and e.weight <= WEIGHTS["quoted"])
        for e in items
    ):
        return False
    return any(e.kind in WHOLE_CREDIT and ":" not in e.text and "：" not in e.text for e in items)
