"""Compares a run with labels: families, links, direction, agencies, relations, credit, confidence.

The labels are those of ``wiretrace evaluate``: truth rows name a document by its path and its family or story; edge
rows name pairs. Every figure is a share in [0, 1], or null where there was nothing to measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from pipeline.evaluation import documents, pairs
from pipeline.evaluation.labels import Labels, hard_negatives, match, read_json_lines
from pipeline.evaluation.metrics import pair_counts
from pipeline.evaluation.translations import translation_figures
from pipeline.manifest import read_manifest
from pipeline.tables import read_rows

#: paths of one kind that are listed
_LISTED: Final = 20


def evaluate(output: str, truth_path: str, edges_path: str | None = None) -> dict[str, Any]:
    """The figures of a run against labels, as JSON data.

    Args:
        output: folder of a finished run.
        truth_path: JSON Lines, ``{"path", "family"|"story", "lang"?, "role"?, "by"?, "relation"?, "agency"?,
            "credited"?, "also_in"?}``. A path is a record's ``source.uri``, or ends like it from a ``/`` on.
        edges_path: JSON Lines of pairs, ``{"a","b","derivative","text_copy"}`` (the true families are then the
            components of these edges) or ``{"a","b","relation","derivation","same_family","child","parent"}``.

    Raises:
        NoRun: there is no finished run, or a file of it is missing.
        OSError: a file of labels cannot be read.
        ValueError: a file of labels is not of this form, or speaks of other documents.
    """
    manifest = read_manifest(output)
    truth = read_json_lines(truth_path, ("path",))
    edges = read_json_lines(edges_path, ("a", "b")) if edges_path is not None else []
    labels = match(
        read_rows(output, manifest, "records"), read_rows(output, manifest, "dead_letters"), truth, edges
    )
    numbers = {doc.said.doc_id: number for number, doc in enumerate(labels.docs) if doc.said.doc_id is not None}
    links = pairs.read_links(read_rows(output, manifest, "links"), numbers)
    counts = pair_counts(labels.predicted, labels.true, labels.languages())
    negatives = list(hard_negatives(labels))
    result = {
        "documents": _documents(labels, manifest, len(truth)),
        "families": pairs.family_figures(labels, counts),
        "links": pairs.link_figures(labels, links, counts),
        "direction": pairs.direction_figures(labels, links),
        "agency": documents.agency_figures(labels),
        "credited": documents.credited_figures(labels),
        "relations": documents.relation_figures(labels, links),
        "hard_negatives": pairs.hard_negative_figures(labels, links, counts, negatives),
        "reliability": pairs.reliability_figures(labels, links),
        "examples": documents.examples(labels, negatives),
    }
    if any("text_copy" in row for row in labels.edges.values()):
        result["text_copy"] = pairs.edge_figures(labels, links, lambda row: bool(row.get("text_copy")))
    if any("derivative" in row for row in labels.edges.values()):
        result["derivative"] = pairs.edge_figures(labels, links, lambda row: bool(row.get("derivative")))
    candidates: set[tuple[int, int]] | None = None
    if any(info["table"] == "candidates" for info in manifest["files"]):
        candidates = pairs.read_candidates(read_rows(output, manifest, "candidates"), numbers)
        total = sum(info["rows"] for info in manifest["files"] if info["table"] == "candidates")
        result["candidates"] = pairs.candidate_figures(labels, counts, candidates, total, manifest["counts"]["records"])
    if any("role" in doc.truth and "by" in doc.truth for doc in labels.docs):
        result["translation"] = translation_figures(labels, counts, candidates)
    return result


def _documents(labels: Labels, manifest: Mapping[str, Any], rows: int) -> dict[str, Any]:
    return {
        "truth_rows": rows,
        "matched": len(labels.docs),
        "unmatched": len(labels.unmatched),
        "unmatched_paths": labels.unmatched[:_LISTED],
        "ambiguous": len(labels.ambiguous),
        "ambiguous_paths": labels.ambiguous[:_LISTED],
        "dead_letters": len(labels.dead),
        "dead_letter_paths": labels.dead[:_LISTED],
        "records_without_truth": manifest["counts"]["records"] - sum(d.said.doc_id is not None for d in labels.docs),
        "edges": len(labels.edges),
        "edges_unmatched": labels.edges_unmatched,
        "languages": dict(sorted(Counter(labels.languages()).items())),
    }
