"""Figures of single documents: agency, credit, relation to the source; and mistakes to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from pipeline.evaluation.labels import Doc, Labels, Pair
from pipeline.evaluation.metrics import by_class, confusion, macro_f1, share
from pipeline.evaluation.pairs import Linked, Links, is_joined
from transforms.schema import DERIVATIONS, RELATIONS

#: mistakes of one kind that are listed
_EXAMPLES: Final = 20


def agency_figures(labels: Labels) -> dict[str, Any]:
    """Agency right where there is one, and falsely given where there is none, over documents with a label.

    Any agency but AFP, AP and Reuters counts as none, in truth and in what the run says.
    """
    labelled = [doc for doc in labels.docs if "agency" in doc.truth]

    def figures(docs: Sequence[Doc]) -> dict[str, Any]:
        with_one = [doc for doc in docs if doc.agency is not None]
        without = [doc for doc in docs if doc.agency is None]
        return {
            "documents": len(with_one),
            "right": share(sum(doc.given_agency == doc.agency for doc in with_one), len(with_one)),
            "wrong": share(sum(doc.given_agency not in (None, doc.agency) for doc in with_one), len(with_one)),
            "documents_without": len(without),
            "falsely_given": share(sum(doc.given_agency is not None for doc in without), len(without)),
        }

    return {
        **figures(labelled),
        "by_agency": {
            name: figures([doc for doc in labelled if doc.agency == name])
            for name in sorted({doc.agency for doc in labelled if doc.agency is not None})
        },
        "by_language": _by_language(labelled, figures),
    }


def _by_language(docs: Sequence[Doc], figures: Callable[[Sequence[Doc]], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    languages = sorted({doc.language for doc in docs})
    return {language: figures([doc for doc in docs if doc.language == language]) for language in languages}


def credited_figures(labels: Labels) -> dict[str, Any]:
    """Credit right, over documents where it is labelled."""

    def figures(docs: Sequence[Doc]) -> dict[str, Any]:
        right = sum(doc.truth["credited"] == doc.said.credited for doc in docs)
        return {"documents": len(docs), "accuracy": share(right, len(docs))}

    labelled = [doc for doc in labels.docs if doc.truth.get("credited") is not None]
    return {
        **figures(labelled),
        "confusion": confusion((str(doc.truth["credited"]), doc.said.credited or "none") for doc in labelled),
        "by_language": _by_language(labelled, figures),
    }


def relation_figures(labels: Labels, links: Links) -> dict[str, Any]:
    """Relation of each document to its source, and of each labelled pair.

    ``macro_f1`` is over the documents whose true relation is a derivation; ``macro_f1_as_recorded`` does not count a
    text that is itself the original as ``verbatim`` (see `labels.said_of`); ``macro_f1_with_others`` also counts what
    all other labelled documents are wrongly called.
    """
    labelled = [doc for doc in labels.docs if doc.truth.get("relation") is not None]
    derived = [doc for doc in labelled if doc.truth["relation"] in DERIVATIONS]

    def said(docs: Sequence[Doc]) -> list[tuple[str, str]]:
        return [(str(doc.truth["relation"]), doc.said.relation or "none") for doc in docs]

    def figures(docs: Sequence[Doc]) -> dict[str, Any]:
        found = said(docs)
        return {
            "documents": len(docs),
            "macro_f1": macro_f1(by_class(found, DERIVATIONS)),
            "accuracy": share(sum(true == given for true, given in found), len(docs)),
        }

    result = {
        **figures(derived),
        "by_relation": by_class(said(derived), DERIVATIONS),
        "macro_f1_as_recorded": macro_f1(
            by_class([(str(doc.truth["relation"]), doc.said.recorded or "none") for doc in derived], DERIVATIONS)
        ),
        "macro_f1_with_others": macro_f1(by_class(said(labelled), DERIVATIONS)),
        "confusion": confusion(said(labelled)),
        "by_language": _by_language(derived, figures),
    }
    pairs = {pair: str(row["relation"]) for pair, row in labels.edges.items() if row.get("relation") is not None}
    if pairs:
        given = [(true, _relation_of(links.get(pair, ()), true)) for pair, true in sorted(pairs.items())]
        classes = by_class(given, RELATIONS)
        result["pairs"] = {
            "pairs": len(given),
            "accuracy": share(sum(true == said for true, said in given), len(given)),
            "macro_f1": macro_f1(classes),
            "by_relation": classes,
            "confusion": confusion(given),
        }
    return result


def _relation_of(found: Sequence[Linked], true: str) -> str:
    """The relation of a pair: the true one if a link has it, for a pair can have several, else the most telling."""
    relations = [link.relation for link in found]
    return true if true in relations else relations[0] if relations else "none"


def examples(labels: Labels, negatives: Sequence[Pair]) -> dict[str, Any]:
    """Some mistakes of each kind, for looking at."""
    docs = labels.docs

    def wrong(mistakes: Iterable[tuple[Doc, Any, Any]]) -> list[dict[str, Any]]:
        found = [{"path": doc.path, "true": true, "given": given} for doc, true, given in mistakes]
        return sorted(found, key=lambda row: str(row["path"]))[:_EXAMPLES]

    def pairs(found: Iterable[Pair]) -> list[list[str]]:
        return sorted(sorted((docs[a].path, docs[b].path)) for a, b in found)[:_EXAMPLES]

    return {
        "agency": wrong(
            (doc, doc.agency, doc.said.agency)
            for doc in docs
            if "agency" in doc.truth and doc.agency != doc.given_agency
        ),
        "credited": wrong(
            (doc, doc.truth["credited"], doc.said.credited)
            for doc in docs
            if doc.truth.get("credited") not in (None, doc.said.credited)
        ),
        "relation": wrong(
            (doc, doc.truth["relation"], doc.said.relation)
            for doc in docs
            if doc.truth.get("relation") in DERIVATIONS and doc.truth["relation"] != doc.said.relation
        ),
        "hard_negatives_joined": pairs(pair for pair in negatives if is_joined(labels, pair)),
        "copies_apart": pairs(
            pair
            for pair, row in labels.edges.items()
            if (row.get("text_copy") or row.get("derivation")) and not is_joined(labels, pair)
        ),
    }
