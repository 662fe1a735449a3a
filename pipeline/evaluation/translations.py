"""Figures of translated stories: does a translation meet its source, and do two translations meet each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

from pipeline.evaluation.labels import Labels, Pair
from pipeline.evaluation.metrics import Cell, PairCounts, cell_of, share
from pipeline.evaluation.pairs import as_pair, is_joined

UNSPACED: Final = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages that put no spaces between words."""


def translation_figures(labels: Labels, counts: PairCounts, candidates: set[Pair] | None) -> dict[str, Any]:
    """Recall of source and human translation by language pair, and of the English versions of a foreign story.

    Args:
        labels: truth rows have ``role`` (``source``, ``translation``) and ``by`` (``human:…``, ``mt:…``).
        counts: joined pairs of all documents, for the precision of a language pair.
        candidates: pairs that were aligned, or None if the run did not keep them.
    """
    stories: dict[str, list[int]] = {}
    for number, group in enumerate(labels.true):
        if group.home is not None:
            stories.setdefault(group.home, []).append(number)
    by_cell: dict[Cell, list[Pair]] = {}
    for members in stories.values():
        sources = [n for n in members if labels.docs[n].truth.get("role") == "source"]
        humans = [n for n in members if _is_human_translation(labels, n)]
        for source in sources:
            for human in humans:
                cell = cell_of(labels.docs[source].language, labels.docs[human].language)
                by_cell.setdefault(cell, []).append(as_pair(source, human))

    def figures(pairs: Sequence[Pair]) -> dict[str, Any]:
        row = {"pairs": len(pairs), "recall": share(sum(is_joined(labels, pair) for pair in pairs), len(pairs))}
        if candidates is not None:
            row["candidate_recall"] = share(sum(pair in candidates for pair in pairs), len(pairs))
        return row

    def some(unspaced: bool) -> list[Pair]:
        return [p for cell, pairs in by_cell.items() if bool(UNSPACED & set(cell)) == unspaced for p in pairs]

    return {
        "source_to_human": {
            **figures([pair for pairs in by_cell.values() for pair in pairs]),
            "spaced_languages": figures(some(unspaced=False)),
            "unspaced_languages": figures(some(unspaced=True)),
            "by_language_pair": {
                "-".join(cell): {
                    **figures(by_cell[cell]),
                    "pairwise_precision": share(counts.both[cell], counts.predicted[cell]),
                }
                for cell in sorted(by_cell)
            },
        },
        "english_versions": _english_versions(labels, list(stories.values())),
    }


def _is_human_translation(labels: Labels, number: int) -> bool:
    truth = labels.docs[number].truth
    return truth.get("role") == "translation" and str(truth.get("by", "")).startswith("human")


def _english_versions(labels: Labels, stories: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Independent English translations of one foreign story: siblings, whether their source is there or not."""
    pairs = together = whole = counted = without_source = lost = 0
    for members in stories:
        versions = [
            n for n in members if labels.docs[n].language == "en" and labels.docs[n].truth.get("role") == "translation"
        ]
        if len(versions) < 2:
            continue
        found = [is_joined(labels, pair) for pair in combinations(versions, 2)]
        pairs += len(found)
        together += sum(found)
        counted += 1
        whole += all(found)
        if not any(labels.docs[n].truth.get("role") == "source" for n in members):
            without_source += 1
            lost += all(found) and all(labels.docs[n].said.original == "lost" for n in versions)
    return {
        "stories": counted,
        "stories_whole": share(whole, counted),
        "pairs": pairs,
        "recall": share(together, pairs),
        "stories_without_source": without_source,
        # all versions in one family whose original is known to be lost
        "lost_original": share(lost, without_source),
    }
