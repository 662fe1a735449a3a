"""One connected component of alignments becomes attributions, links and families.

    alignments ─► pairs (relation.py) ─► clusters (families.py) ─► per family:
        agency (agency.py) ─► directions (direction.py) ─► forest of parents (parents.py)
        ─► originals (originals.py) ─► links (labels.py) ─► verdicts, credits, shares

Nothing depends on the order of the inputs: everything is sorted first, and every tie has a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.attribution.agency import derived_confidence, family_agency, own_agencies, verdict
from transforms.attribution.components import component_labels, component_of
from transforms.attribution.credited import NOT_APPLICABLE, credited
from transforms.attribution.direction import AgencyMarks, Direction, agency_marks, judge_direction
from transforms.attribution.families import Clustering, cluster_component
from transforms.attribution.ids import family_id, hub_key
from transforms.attribution.labels import (
    Label,
    family_link,
    is_wire_version,
    label_inside,
    lost_link,
    outside_link,
)
from transforms.attribution.originals import Root, find_originals
from transforms.attribution.parents import Edge, Forest, best_source, choose_parents
from transforms.attribution.reconstructed import refine_roots, words_held
from transforms.attribution.relation import Pair, are_two_translations, binds, make_pair, outside_relations
from transforms.attribution.spans import Spans, covered_share, in_body
from transforms.attribution.times import seconds_between
from transforms.schema import (
    DERIVATIONS,
    FAMILY_RELATIONS,
    AgencyVerdict,
    Alignment,
    ArticleFacts,
    Attribution,
    ComponentResult,
    Derivation,
    Family,
    Link,
    Original,
)
from transforms.settings import AttributeSettings


@dataclass(slots=True)
class _Draft:
    """A family while it is made; documents are indices."""

    family_id: str
    members: list[int]
    agency: str | None
    edges: list[Edge]
    forest: Forest
    roots: dict[int, Root]
    strength: dict[int, float]


def attribute_component(
    facts: Sequence[ArticleFacts], alignments: Sequence[Alignment], settings: AttributeSettings
) -> ComponentResult:
    """Attribute the documents of one connected component of alignments.

    Args:
        facts: facts of all its documents, in any order; a text alone is a component too.
        alignments: all alignments between them, in any order.
        settings: thresholds.

    Returns:
        Attributions in order of doc_id, links in order of (a, b, relation), families in order of id.

    Raises:
        ValueError: if a document stands twice, or an alignment names a document that is not among the facts.
    """
    docs = sorted(facts, key=lambda f: f.doc_id)
    index = {f.doc_id: n for n, f in enumerate(docs)}
    if len(index) != len(docs):
        raise ValueError("a document stands twice in the facts of a component")
    own = [own_agencies(f) for f in docs]
    if len(docs) == 1 and not alignments:
        named = min(settings.agency_named, settings.agency_decided)
        if all(value < named for value in own[0].values()):
            return unrelated(docs[0].doc_id)
    pairs: list[Pair] = []
    for al in sorted(alignments, key=lambda x: (x.a, x.b)):
        if al.a not in index or al.b not in index:
            raise ValueError(f"alignment of {al.a!r} and {al.b!r}: not both are in the component")
        i, j = index[al.a], index[al.b]
        pairs.append(make_pair(i, j, al, docs[i], docs[j], own[i], own[j]))
    clustering = cluster_component(docs, own, pairs, settings)
    drafts = _draft_families(docs, own, pairs, clustering, settings)
    family_of = {doc: draft for draft in drafts.values() for doc in draft.members}
    verdicts = [
        verdict(
            own[doc],
            family_of[doc].agency if doc in family_of else None,
            family_of[doc].strength.get(doc, 0.0) if doc in family_of else 0.0,
            settings.agency_decided,
            settings.agency_named,
        )
        for doc in range(len(docs))
    ]
    links = _links(docs, own, pairs, clustering, drafts, family_of, verdicts, settings)
    return _result(docs, clustering, drafts, family_of, verdicts, links)


def unrelated(doc_id: str) -> ComponentResult:
    """What is said of a text that nothing is aligned with and that names no agency: nothing, and most texts are so."""
    said = Attribution(doc_id, None, NOT_APPLICABLE, None, (), None, None, ())
    return ComponentResult((said,), ())


def _draft_families(
    docs: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    pairs: Sequence[Pair],
    clustering: Clustering,
    settings: AttributeSettings,
) -> dict[int, _Draft]:
    """Families by cluster: clusters of two and more, sources of a mash-up, and texts alone that carry an agency."""
    mashups = frozenset(clustering.also_in)
    sources = {number for found in clustering.also_in.values() for number, _ in found}
    inside: dict[int, list[Pair]] = {}
    for pair in pairs:
        number = clustering.cluster[pair.i]
        if number == clustering.cluster[pair.j]:
            inside.setdefault(number, []).append(pair)
    drafts: dict[int, _Draft] = {}
    for number, members in enumerate(clustering.members):
        agency = family_agency(members, own, docs, settings.agency_named)
        if len(members) == 1 and agency is None and number not in sources:
            continue
        drafts[number] = _draft(
            number, members, agency, inside.get(number, []), docs, own, clustering, mashups, settings
        )
    return drafts


def _draft(
    number: int,
    members: list[int],
    agency: str | None,
    pairs: Sequence[Pair],
    docs: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    clustering: Clustering,
    mashups: frozenset[int],
    settings: AttributeSettings,
) -> _Draft:
    # where an agency has left its marks, those tell the source from what came back out of a translation
    rephrased = {
        doc
        for pair in pairs
        if agency is None and are_two_translations(pair.alignment) and _supports(pair, mashups, settings)
        for doc in (pair.i, pair.j)
    }
    marks = {doc: agency_marks(docs[doc], agency) for doc in members} if agency is not None and pairs else {}
    edges = [_edge(pair, docs, agency, mashups, rephrased, marks) for pair in pairs]
    kin = [e for e in edges if _supports(e.pair, mashups, settings)]
    forest = choose_parents(members, kin, docs, own, agency)
    neighbours: dict[int, list[tuple[int, float]]] = {}
    for edge in kin:
        confidence = _kin_probability(edge.pair, mashups)
        neighbours.setdefault(edge.pair.i, []).append((edge.pair.j, confidence))
        neighbours.setdefault(edge.pair.j, []).append((edge.pair.i, confidence))
    strength: dict[int, float] = {}
    if agency is not None:
        sources = {doc: own[doc][agency] for doc in members if own[doc].get(agency, 0.0) > 0}
        arrived = derived_confidence(sources, neighbours, settings.agency_named / 2) if neighbours else {}
        strength = {doc: max(sources.get(doc, 0.0), arrived.get(doc, 0.0)) for doc in members}
    versions = [
        (e.pair.i, e.pair.j) for e in kin if is_wire_version(e.pair, docs[e.pair.i], docs[e.pair.j], agency)
    ]
    set_apart = set(versions)
    together = sorted([(-e.pair.probability, e.pair.i, e.pair.j) for e in kin if (e.pair.i, e.pair.j) not in set_apart])
    name = family_id([docs[doc] for doc in members])
    held = words_held([e.pair for e in kin])
    roots = find_originals(
        name, members, forest, docs, agency, strength, versions, [(i, j) for _, i, j in together], held
    )
    roots = refine_roots(roots, [e.pair for e in kin], docs, agency)
    return _Draft(name, members, agency, edges, forest, roots, strength)


def _supports(pair: Pair, mashups: frozenset[int], settings: AttributeSettings) -> bool:
    return _kin_probability(pair, mashups) >= settings.family_joined


def _kin_probability(pair: Pair, mashups: frozenset[int]) -> float:
    # a mash-up names other agencies than its source by nature
    return pair.text_probability if pair.i in mashups or pair.j in mashups else pair.probability


def _edge(
    pair: Pair,
    docs: Sequence[ArticleFacts],
    agency: str | None,
    mashups: frozenset[int],
    rephrased: set[int],
    marks: Mapping[int, AgencyMarks],
) -> Edge:
    if (pair.i in mashups) != (pair.j in mashups):
        parent, child = (pair.j, pair.i) if pair.i in mashups else (pair.i, pair.j)
        return Edge(pair, Direction(docs[parent].doc_id, 0.9, ("mashup",)), parent, child)
    direction = judge_direction(
        pair.alignment, docs[pair.i], docs[pair.j], agency, pair.i in rephrased, pair.j in rephrased,
        marks.get(pair.i), marks.get(pair.j),
    )  # fmt: skip
    if direction.parent is None:
        return Edge(pair, direction, -1, -1)
    if direction.parent == docs[pair.i].doc_id:
        return Edge(pair, direction, pair.i, pair.j)
    return Edge(pair, direction, pair.j, pair.i)


def _links(
    docs: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    pairs: Sequence[Pair],
    clustering: Clustering,
    drafts: Mapping[int, _Draft],
    family_of: Mapping[int, _Draft],
    verdicts: Sequence[AgencyVerdict | None],
    settings: AttributeSettings,
) -> list[Link]:
    mashups = frozenset(clustering.also_in)
    also = {doc: {number for number, _ in found} for doc, found in clustering.also_in.items()}
    links: list[Link] = []
    for draft in drafts.values():
        for edge in draft.edges:
            if not edge.pair.alignment.passages:
                continue
            label = label_inside(edge, draft.forest, draft.roots, docs, draft.agency, mashups)
            shared = clustering.joined[edge.pair.i] * clustering.joined[edge.pair.j]
            confidence = max(_kin_probability(edge.pair, mashups), shared)
            links.append(family_link(edge, label, confidence, docs))
        for doc, root in draft.roots.items():
            link = lost_link(docs[doc], root)
            if link is not None:
                links.append(link)
    taken: dict[tuple[int, int], list[Edge]] = {}
    group = _bonded_groups(len(docs), pairs, settings)
    for pair in pairs:
        left, right = clustering.cluster[pair.i], clustering.cluster[pair.j]
        if left == right and left in drafts:
            continue
        if not pair.alignment.passages and group[pair.i] != group[pair.j]:
            # names alone: what else the component holds must not decide whether they are looked at
            continue
        mixed = next(
            (
                (doc, other)
                for doc, other in ((pair.i, pair.j), (pair.j, pair.i))
                if clustering.cluster[other] in also.get(doc, ())
                and pair.text_probability >= settings.family_joined
            ),
            None,
        )
        if mixed is not None:
            child, parent = mixed
            edge = Edge(pair, Direction(docs[parent].doc_id, 0.9, ("mashup",)), parent, child)
            taken.setdefault((child, clustering.cluster[parent]), []).append(edge)
            continue
        ours, theirs = verdicts[pair.i], verdicts[pair.j]
        same_agency = ours is not None and theirs is not None and ours.name == theirs.name
        links.extend(
            outside_link(pair, found)
            for found in outside_relations(
                pair.alignment,
                docs[pair.i],
                docs[pair.j],
                same_agency,
                pair.probability,
                settings.event_named,
            )
        )
    for (_, number), edges in taken.items():
        # of the texts of a further source one is the parent, the others are its siblings in that part
        source = best_source(edges, docs, own, drafts[number].agency)
        for edge in edges:
            label = (
                Label("mashup", edge.child, edge.parent, ("mashup",))
                if edge is source
                else Label("co_derivative", -1, -1, ("mashup",))
            )
            links.append(family_link(edge, label, edge.pair.text_probability, docs))
    links.sort(key=lambda link: (link.a, link.b, link.relation))
    return links


def _bonded_groups(count: int, pairs: Sequence[Pair], settings: AttributeSettings) -> list[int]:
    """For each document the smallest of those that a chain of bonds connects it with (`transforms.attribution.bonds`)."""
    if all(pair.alignment.passages for pair in pairs):
        return [0] * count  # what names alone tie is all that it is asked for
    found = np.arange(count, dtype=np.uint64)
    bonds = np.array([(pair.i, pair.j) for pair in pairs if binds(pair, settings.family_joined)], np.uint64).reshape(-1, 2)
    return [int(label) for label in component_of(found, *component_labels(bonds[:, 0], bonds[:, 1]))]


def _result(
    docs: Sequence[ArticleFacts],
    clustering: Clustering,
    drafts: Mapping[int, _Draft],
    family_of: Mapping[int, _Draft],
    verdicts: Sequence[AgencyVerdict | None],
    links: Sequence[Link],
) -> ComponentResult:
    by_doc: dict[str, list[Link]] = {f.doc_id: [] for f in docs}
    related: dict[str, set[tuple[str, str]]] = {draft.family_id: set() for draft in drafts.values()}
    name_of = {docs[doc].doc_id: draft.family_id for doc, draft in family_of.items()}
    for link in links:
        for end in (link.a, link.b):
            if end in by_doc:
                by_doc[end].append(link)
        left, right = name_of.get(link.a), name_of.get(link.b)
        # siblings of a mash-up in its further source are told by the mash-up itself
        told = link.relation in FAMILY_RELATIONS
        if left is not None and right is not None and left != right and not told:
            related[left].add((right, link.relation))
            related[right].add((left, link.relation))
    attributions = [
        _attribution(
            doc, docs, clustering, drafts, family_of.get(doc), verdicts[doc], by_doc[docs[doc].doc_id]
        )
        for doc in range(len(docs))
    ]
    families = [_family(draft, docs, related[draft.family_id]) for draft in drafts.values()]
    families.sort(key=lambda family: family.family_id)
    return ComponentResult(tuple(attributions), tuple(links), tuple(families))


def _attribution(
    doc: int,
    docs: Sequence[ArticleFacts],
    clustering: Clustering,
    drafts: Mapping[int, _Draft],
    draft: _Draft | None,
    found: AgencyVerdict | None,
    links: Sequence[Link],
) -> Attribution:
    facts = docs[doc]
    original: Original | None = None
    derivation: Derivation | None = None
    also: list[str] = []
    if draft is not None:
        root = draft.roots[draft.forest.root_of[doc]]
        original = root.original
        derivation = _derivation(doc, docs, draft, links)
        also = [drafts[number].family_id for number, _ in clustering.also_in.get(doc, ())]
    return Attribution(
        doc_id=facts.doc_id,
        agency=found,
        credited=credited(facts, found),
        family_id=draft.family_id if draft is not None else None,
        also_in=tuple(sorted(also)),
        original=original,
        derivation=derivation,
        links=tuple(sorted(link.link_id for link in links)),
    )


def _derivation(
    doc: int, docs: Sequence[ArticleFacts], draft: _Draft, links: Sequence[Link]
) -> Derivation | None:
    facts = docs[doc]
    edge = draft.forest.chosen.get(doc)
    if edge is not None:
        parent = docs[edge.parent]
        ends = tuple(sorted((facts.doc_id, parent.doc_id)))
        link = next(x for x in links if x.relation in DERIVATIONS and (x.a, x.b) == ends)
        copied = _copied_share(facts.doc_id, links)
        lag = seconds_between(parent.published, facts.published)
        return Derivation(
            link.relation, parent.doc_id, link.score, copied, round(1 - copied, 4), lag, edge.direction.basis
        )
    root = draft.roots[doc]
    if root.original.id == facts.doc_id:
        return None
    copied = _copied_share(facts.doc_id, links)
    if root.original.kind == "lost" and root.relation in ("verbatim", "translation", "back_translation"):
        # the furniture, or the remnants, speak for the whole text: it all came from the agency
        copied = 1.0
    lost = root.original.kind == "lost" or root.original.agency is not None
    return Derivation(
        root.relation, root.original.id if lost else None, 0.0, copied, round(1 - copied, 4), None, root.basis
    )


def _copied_share(doc_id: str, links: Sequence[Link]) -> float:
    """Share of the body's tokens inside passages of derivation links that do not have the document as parent."""
    parts: list[tuple[Spans, float]] = []
    for link in links:
        if link.relation not in DERIVATIONS or link.parent == doc_id or not link.passages:
            continue
        first = link.a == doc_id
        parts.append((in_body(link.passages, first), link.coverage_a if first else link.coverage_b))
    return round(covered_share(parts), 4)


def _family(draft: _Draft, docs: Sequence[ArticleFacts], related: set[tuple[str, str]]) -> Family:
    members = [docs[doc] for doc in draft.members]
    originals: dict[str, Original] = {}
    for root in draft.roots.values():
        known = originals.get(root.original.id)
        if known is None or root.original.confidence > known.confidence:
            originals[root.original.id] = root.original
    dated = [m for m in members if m.published is not None]
    first = min(dated, key=hub_key).published if dated else None
    return Family(
        family_id=draft.family_id,
        agency=draft.agency,
        originals=tuple(originals[name] for name in sorted(originals)),
        members=tuple(m.doc_id for m in members),
        languages=tuple(sorted({m.language for m in members if m.language is not None})),
        outlets=tuple(sorted({m.outlet for m in members if m.outlet is not None})),
        first_published=first.value if first is not None else None,
        related=tuple(sorted(related)),
    )
