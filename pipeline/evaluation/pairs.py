"""Figures of pairs: families, links, direction, hard negatives, labelled edges, candidates, confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.evaluation.labels import Labels, Pair
from pipeline.evaluation.metrics import (
    Cell,
    PairCounts,
    all_pairs,
    bcubed,
    cell_of,
    f1_of,
    joined,
    neighbours,
    pair_counts,
    pairwise,
    reliability,
    share,
)
from transforms.schema import DERIVATIONS, FAMILY_RELATIONS, OUTSIDE_RELATIONS, RELATIONS

IN_FAMILY: Final = frozenset(DERIVATIONS + FAMILY_RELATIONS)
"""Relations that claim one source."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One link between two labelled documents."""

    relation: str
    #: number of the child, or None
    child: int | None
    confidence: float


Links = dict[Pair, list[Linked]]


def as_pair(a: int, b: int) -> Pair:
    """Two documents as a pair without order."""
    return (a, b) if a < b else (b, a)


def read_links(rows: Iterable[Mapping[str, Any]], numbers: Mapping[str, int]) -> Links:
    """Links between labelled documents, the most telling of each pair first."""
    found: Links = {}
    for row in rows:
        a, b = numbers.get(row["a"]), numbers.get(row["b"])
        if a is not None and b is not None:
            child = numbers.get(row["child"]) if row["child"] is not None else None
            found.setdefault(as_pair(a, b), []).append(Linked(row["relation"], child, row["confidence"]))
    for linked in found.values():
        linked.sort(key=lambda link: (link.relation not in DERIVATIONS, link.relation not in IN_FAMILY, -link.confidence))
    return found


def read_candidates(rows: Iterable[Mapping[str, Any]], numbers: Mapping[str, int]) -> set[Pair]:
    """Candidate pairs of labelled documents."""
    found = set()
    for row in rows:
        a, b = numbers.get(row["a"]), numbers.get(row["b"])
        if a is not None and b is not None:
            found.add(as_pair(a, b))
    return found


def _by_cell(cells: Iterable[Cell], figures: Callable[[Cell], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {"-".join(cell): figures(cell) for cell in sorted(set(cells))}


def _cell(labels: Labels, pair: Pair) -> Cell:
    return cell_of(labels.docs[pair[0]].language, labels.docs[pair[1]].language)


def is_joined(labels: Labels, pair: Pair) -> bool:
    """Whether the run puts two documents into one family."""
    return joined(labels.docs[pair[0]].said.group, labels.docs[pair[1]].said.group)


def truly_joined(labels: Labels, pair: Pair) -> bool:
    """Whether two documents truly belong to one family."""
    return joined(labels.true[pair[0]], labels.true[pair[1]])


def family_figures(labels: Labels, counts: PairCounts) -> dict[str, Any]:
    """Pairwise and B-cubed precision, recall and F1 of families.

    B-cubed is over the documents whose true family has two members or more. Their neighbours are all labelled
    documents: a lone page drawn into a family costs precision. ``bcubed_among_witnesses`` takes lone pages out first.
    """
    predicted, true, languages = labels.predicted, labels.true, labels.languages()
    found = neighbours(predicted, true)
    witnesses = [number for number, count in enumerate(found) if count.true >= 2]
    return {
        "pairwise": pairwise(*(part.total() for part in counts)),
        "bcubed": bcubed([found[n] for n in witnesses]),
        "bcubed_among_witnesses": bcubed(neighbours([predicted[n] for n in witnesses], [true[n] for n in witnesses])),
        "bcubed_by_language": {
            language: bcubed([found[n] for n in witnesses if languages[n] == language])
            for language in sorted({languages[n] for n in witnesses})
        },
        "by_language_pair": _by_cell(
            (cell for part in counts for cell, number in part.items() if number),
            lambda cell: pairwise(*(part[cell] for part in counts)),
        ),
    }


def link_figures(labels: Labels, links: Links, counts: PairCounts) -> dict[str, Any]:
    """Links that claim a common source, against pairs that have one."""
    claimed = [pair for pair, found in links.items() if found[0].relation in IN_FAMILY]
    derived = [pair for pair, found in links.items() if found[0].relation in DERIVATIONS]
    claimed_in = Counter(_cell(labels, pair) for pair in claimed)
    right_in = Counter(_cell(labels, pair) for pair in claimed if truly_joined(labels, pair))
    by_relation: dict[str, list[bool]] = {}
    for pair, found in links.items():
        for link in found:
            by_relation.setdefault(link.relation, []).append(truly_joined(labels, pair))

    def figures(claims: int, right: int, true: int) -> dict[str, Any]:
        precision, recall = share(right, claims), share(right, true)
        return {
            "precision": precision, "recall": recall, "f1": f1_of(precision, recall),
            "links": claims, "right": right, "pairs_true": true,
        }  # fmt: skip

    return {
        **figures(len(claimed), right_in.total(), counts.true.total()),
        "derivations": len(derived),
        "derivation_precision": share(sum(truly_joined(labels, pair) for pair in derived), len(derived)),
        "by_relation": {
            relation: {"links": len(values), "same_family": share(sum(values), len(values))}
            for relation in RELATIONS
            if (values := by_relation.get(relation))
        },
        "by_language_pair": _by_cell(
            [*claimed_in, *(cell for cell, number in counts.true.items() if number)],
            lambda cell: figures(claimed_in[cell], right_in[cell], counts.true[cell]),
        ),
    }


def direction_figures(labels: Labels, links: Links) -> dict[str, Any]:
    """Who copied from whom, over pairs whose true child and parent are labelled.

    ``accuracy`` is of the pairs for which the run decides, ``right_of_all`` of all of them; ``parents`` counts the
    children whose record names a true parent.
    """

    def figures(pairs: Sequence[tuple[int, int]]) -> dict[str, Any]:
        linked = decided = right = 0
        for child, parent in pairs:
            found = [link for link in links.get(as_pair(child, parent), ()) if link.relation in IN_FAMILY]
            directed = [link for link in found if link.child is not None]
            linked += bool(found)
            decided += bool(directed)
            right += bool(directed) and directed[0].child == child
        return {
            "pairs": len(pairs), "linked": linked, "decided": decided, "right": right,
            "accuracy": share(right, decided), "right_of_all": share(right, len(pairs)),
        }  # fmt: skip

    by_cell: dict[Cell, list[tuple[int, int]]] = {}
    parents: dict[int, set[str | None]] = {}
    for child, parent in labels.directions:
        by_cell.setdefault(_cell(labels, (child, parent)), []).append((child, parent))
        parents.setdefault(child, set()).add(labels.docs[parent].said.doc_id)
    hits = sum(labels.docs[child].said.parent in found - {None} for child, found in parents.items())
    return {
        **figures(labels.directions),
        "parents": {"documents": len(parents), "right": hits, "accuracy": share(hits, len(parents))},
        "by_language_pair": _by_cell(by_cell, lambda cell: figures(by_cell[cell])),
    }


def hard_negative_figures(
    labels: Labels, links: Links, counts: PairCounts, negatives: Sequence[Pair]
) -> dict[str, Any]:
    """False families and false derivations where texts look alike, and with pages that belong nowhere."""
    related = [number for number in range(len(labels.docs)) if number not in labels.unrelated]
    languages, predicted = labels.languages(), labels.predicted
    rest = pair_counts(
        [predicted[n] for n in related], [labels.true[n] for n in related], [languages[n] for n in related]
    )
    joined_by_cell = counts.predicted - rest.predicted
    pairs_by_cell = all_pairs(languages) - all_pairs(languages[n] for n in related)
    derivations = [pair for pair, found in links.items() if found[0].relation in DERIVATIONS]
    stray = Counter(_cell(labels, pair) for pair in derivations if labels.unrelated & set(pair))

    def figures(pairs: int, together: int, derived: int) -> dict[str, Any]:
        return {
            "pairs": pairs, "joined": together, "joined_share": share(together, pairs),
            "derivations": derived, "derivation_share": share(derived, pairs),
        }  # fmt: skip

    def of(pairs: Sequence[Pair]) -> dict[str, Any]:
        derived = sum(pair in links and links[pair][0].relation in DERIVATIONS for pair in pairs)
        return figures(len(pairs), sum(is_joined(labels, pair) for pair in pairs), derived)

    by_relation: dict[str, list[Pair]] = {}
    by_cell: dict[Cell, list[Pair]] = {}
    for pair in negatives:
        by_relation.setdefault(str(labels.edges[pair].get("relation")), []).append(pair)
        by_cell.setdefault(_cell(labels, pair), []).append(pair)
    return {
        "edges": {
            **of(negatives),
            "by_relation": {name: of(by_relation[name]) for name in OUTSIDE_RELATIONS if name in by_relation},
            "by_language_pair": _by_cell(by_cell, lambda cell: of(by_cell[cell])),
        },
        "unrelated": {
            "documents": len(labels.unrelated),
            **figures(pairs_by_cell.total(), joined_by_cell.total(), stray.total()),
            "by_language_pair": _by_cell(
                pairs_by_cell, lambda cell: figures(pairs_by_cell[cell], joined_by_cell[cell], stray[cell])
            ),
        },
    }


def edge_figures(labels: Labels, links: Links, chosen: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    """How many of some labelled pairs are in one family, and how many are linked as having one source."""
    by_cell: dict[Cell, list[Pair]] = {}
    for pair, row in labels.edges.items():
        if chosen(row):
            by_cell.setdefault(_cell(labels, pair), []).append(pair)

    def figures(pairs: Sequence[Pair]) -> dict[str, Any]:
        linked = sum(pair in links and links[pair][0].relation in IN_FAMILY for pair in pairs)
        return {
            "pairs": len(pairs),
            "joined_share": share(sum(is_joined(labels, pair) for pair in pairs), len(pairs)),
            "linked_share": share(linked, len(pairs)),
        }

    return {
        **figures([pair for pairs in by_cell.values() for pair in pairs]),
        "by_language_pair": _by_cell(by_cell, lambda cell: figures(by_cell[cell])),
    }


def candidate_figures(
    labels: Labels, counts: PairCounts, candidates: set[Pair], total: int, records: int
) -> dict[str, Any]:
    """Share of the true pairs that reached alignment, and what they cost."""
    right = Counter(_cell(labels, pair) for pair in candidates if truly_joined(labels, pair))
    edges = [pair for pair, row in labels.edges.items() if row.get("text_copy") or row.get("derivation")]
    return {
        "pairs": total,
        "per_record": share(total, records),
        "recall": share(right.total(), counts.true.total()),
        "found": right.total(),
        "pairs_true": counts.true.total(),
        "edge_recall": share(sum(pair in candidates for pair in edges), len(edges)),
        "by_language_pair": _by_cell(
            (cell for cell, number in counts.true.items() if number),
            lambda cell: {"pairs_true": counts.true[cell], "recall": share(right[cell], counts.true[cell])},
        ),
    }


def reliability_figures(labels: Labels, links: Links) -> dict[str, Any]:
    """Whether confidence is the share of claims that are right."""
    found = [(pair, link) for pair, several in links.items() for link in several]
    relations = {pair: row["relation"] for pair, row in labels.edges.items() if row.get("relation") is not None}
    return {
        # links that claim one source: right if truth has the two in one family
        "same_family": reliability(
            (link.confidence, truly_joined(labels, pair)) for pair, link in found if link.relation in IN_FAMILY
        ),
        # links that claim another source: right if truth has the two apart
        "other_family": reliability(
            (link.confidence, not truly_joined(labels, pair)) for pair, link in found if link.relation not in IN_FAMILY
        ),
        # links of pairs whose relation is labelled: right if it is that one
        "relation": reliability(
            (link.confidence, link.relation == relations[pair]) for pair, link in found if pair in relations
        ),
        "agency": reliability(
            (doc.said.agency_confidence, doc.said.agency == doc.agency)
            for doc in labels.docs
            if "agency" in doc.truth and doc.given_agency is not None
        ),
    }
