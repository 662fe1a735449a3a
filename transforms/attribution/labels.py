"""The relation written on every link: inside a family from its forest, between families from the pair alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from transforms.attribution.agency import furniture, is_agency_document
from transforms.attribution.ids import link_id
from transforms.attribution.layout import lost_paragraphs
from transforms.attribution.mixture import is_declared_mixture
from transforms.attribution.originals import Root
from transforms.attribution.parents import (
    LOST_PREFIX,
    REMNANTS_MIN,
    Edge,
    Forest,
    is_whole_translation,
    remnant_weight,
    same_outlet,
)
from transforms.attribution.relation import Outside, Pair, is_woven, score_of, side_of, text_relation
from transforms.attribution.times import days_between, seconds_between
from transforms.schema import ArticleFacts, Link, Original

NEARLY_ALL: Final = 0.9
"""Containment from which one text has next to nothing that the other lacks: no sign that they are siblings."""
RE_POSTED: Final = 0.5
"""Containment from which a second text of one outlet is a re-post of the first, rather than another copy it took."""
MIXED: Final = 0.8
"""Coverage by its parent below which a text that names further sources is a mash-up."""
LONGER: Final = 1.2
PURE_CUT: Final = 0.95
"""How much longer a further version is; containment from which the shorter text is nothing but a cut."""
VERSION_GAP: Final = 1800
"""Seconds between two dispatches from which the longer, later one is a new version rather than a full one."""


class Label(NamedTuple):
    """A relation of a pair, with its direction where it is a derivation with a known one."""

    relation: str
    #: index of the child and of the parent, or -1
    child: int
    parent: int
    basis: tuple[str, ...]


def is_wire_version(pair: Pair, a: ArticleFacts, b: ArticleFacts, agency: str | None) -> bool:
    """Whether two texts, both printed as the agency sent them, are different versions of one dispatch.

    They differ in wording where both claim to be the dispatch; or one contains the other and is clearly later. An
    outlet that cuts a dispatch leaves the words alone.
    """
    al = pair.alignment
    if agency is None or al.cross_language:
        return False
    if is_agency_document(a, agency) and is_agency_document(b, agency):
        return True
    if not furniture(a, agency) or not furniture(b, agency):
        return False
    if max(remnant_weight(a), remnant_weight(b)) >= REMNANTS_MIN:
        return False
    relation = text_relation(al, None, remnants=False)
    if relation in ("partial", "rewrite"):
        return True
    if relation != "light_edit" or max(al.tokens_a, al.tokens_b) < LONGER * min(al.tokens_a, al.tokens_b):
        return False
    short, long = (a, b) if al.tokens_a < al.tokens_b else (b, a)
    if side_of(al, short.doc_id).containment < PURE_CUT:
        return True
    seconds = seconds_between(short.published, long.published)
    if seconds is None:
        return (days_between(short.published, long.published) or 0) >= 1
    return seconds >= VERSION_GAP


def label_inside(
    edge: Edge,
    forest: Forest,
    roots: Mapping[int, Root],
    facts: Sequence[ArticleFacts],
    agency: str | None,
    mashups: frozenset[int],
) -> Label:
    """The relation of two members of one family.

    A derivation where one is an ancestor of the other in the forest, or where nothing says that either came
    from elsewhere; siblings (`co_derivative`), versions, editions or re-posts otherwise.
    """
    pair = edge.pair
    a, b = facts[pair.i], facts[pair.j]
    basis = edge.direction.basis
    reason = forest.lost.get((pair.i, pair.j))
    if reason is not None:
        basis = (*basis, LOST_PREFIX + reason)
    descent = forest.descent(pair.i, pair.j)
    if descent is not None:
        parent, child = descent
        if child in mashups and parent not in mashups:
            return Label("mashup", child, parent, basis)
        machine = remnant_weight(facts[child]) >= REMNANTS_MIN or lost_paragraphs(
            facts[child], facts[parent]
        )
        relation = text_relation(pair.alignment, facts[child].doc_id, machine)
        if (
            relation == "translation"
            and _original(parent, forest, roots).language == facts[child].language
        ):
            # out of a language and back into it
            relation = "back_translation"
        if is_woven(pair.alignment, facts[child].doc_id):
            return Label("mashup", child, parent, (*basis, "woven"))
        taken = side_of(pair.alignment, facts[child].doc_id).coverage
        if relation in ("partial", "rewrite") and taken < MIXED and is_declared_mixture(facts[child]):
            return Label("mashup", child, parent, (*basis, "declared_mixture"))
        return Label(relation, child, parent, basis)
    kept = max(pair.alignment.containment_a, pair.alignment.containment_b)
    if (
        same_outlet(a, b)
        and kept >= RE_POSTED
        and not {pair.i, pair.j} & mashups
        and not (is_agency_document(a, agency) and is_agency_document(b, agency))
    ):
        return Label("self_update", -1, -1, basis)
    if is_wire_version(pair, a, b, agency):
        return Label("wire_version", -1, -1, basis)
    if not (_established(pair.i, forest, roots) and _established(pair.j, forest, roots)):
        return Label(text_relation(pair.alignment, None, remnants=False), -1, -1, basis)
    first, second = _original(pair.i, forest, roots), _original(pair.j, forest, roots)
    if first.id != second.id and first.language != second.language and pair.alignment.cross_language:
        return Label("language_edition", -1, -1, basis)
    if first.id != second.id and first.language == second.language and not pair.alignment.cross_language:
        return Label("wire_version", -1, -1, basis)
    both_roots = pair.i in roots and pair.j in roots
    if both_roots and pair.alignment.cross_language and is_whole_translation(pair):
        return Label("translation", -1, -1, basis)
    if both_roots and kept >= NEARLY_ALL:
        relation = text_relation(pair.alignment, None, remnants=False)
        if relation in ("verbatim", "light_edit"):
            return Label(relation, -1, -1, basis)
    return Label("co_derivative", -1, -1, basis)


def _original(doc: int, forest: Forest, roots: Mapping[int, Root]) -> Original:
    """The original behind a document."""
    return roots[forest.root_of[doc]].original


def _established(doc: int, forest: Forest, roots: Mapping[int, Root]) -> bool:
    """Whether it is known where a document comes from: from a present text, or from the agency."""
    if doc in forest.chosen:
        return True
    root = roots[doc]
    return root.original.agency is not None or root.relation is not None


def family_link(edge: Edge, label: Label, confidence: float, facts: Sequence[ArticleFacts]) -> Link:
    """The link of a pair inside a family, or of a mash-up and its source, with all passages."""
    al = edge.pair.alignment
    return Link(
        link_id=link_id(al.a, al.b, label.relation),
        a=al.a,
        b=al.b,
        relation=label.relation,
        child=facts[label.child].doc_id if label.child >= 0 else None,
        parent=facts[label.parent].doc_id if label.parent >= 0 else None,
        confidence=round(confidence, 4),
        score=round(score_of(al), 4),
        coverage_a=round(al.coverage_a, 4),
        coverage_b=round(al.coverage_b, 4),
        longest_run_words=al.longest_run,
        direction_basis=label.basis,
        passages=al.passages,
    )


def outside_link(pair: Pair, outside: Outside) -> Link:
    """The link of a pair between families; a shared caption shows its captions, the others all else."""
    al = pair.alignment
    passages = tuple(p for p in al.passages if ("caption" in (p.unit_a, p.unit_b)) == outside.captions)
    return Link(
        link_id=link_id(al.a, al.b, outside.relation),
        a=al.a,
        b=al.b,
        relation=outside.relation,
        child=None,
        parent=None,
        confidence=outside.confidence,
        score=round(score_of(al), 4),
        coverage_a=round(al.coverage_a, 4),
        coverage_b=round(al.coverage_b, 4),
        longest_run_words=al.caption_run if outside.captions else al.longest_run,
        direction_basis=outside.basis,
        passages=passages,
    )


def lost_link(doc: ArticleFacts, root: Root) -> Link | None:
    """The link of a text to its lost original; None where the evidence does not say how it carries it."""
    if root.original.kind != "lost" or root.relation is None:
        return None
    return Link(
        link_id=link_id(doc.doc_id, root.original.id, root.relation),
        a=doc.doc_id,
        b=root.original.id,
        relation=root.relation,
        child=doc.doc_id,
        parent=root.original.id,
        confidence=root.confidence,
        score=0.0,
        coverage_a=0.0,
        coverage_b=0.0,
        longest_run_words=0,
        direction_basis=root.basis,
        passages=(),
    )
