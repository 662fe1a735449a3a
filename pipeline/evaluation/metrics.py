"""Figures that compare what a run says with what is true. Pure functions; shares are rounded to 4 decimals.

Documents may stand in several families (a mash-up does), so every figure rests on one relation, *joined*: two
documents are joined if they have the same home family, or the home of one is among the further families of the other.
Without further families this is plain clustering, counted by contingency tables and not pair by pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

Cell = tuple[str, str]
"""Two languages, in order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Group:
    """The families of one document."""

    #: its family, or None: it stands alone
    home: str | None
    #: further families
    also: frozenset[str] = frozenset()


ALONE: Final = Group(None)


def joined(a: Group, b: Group) -> bool:
    """Whether two different documents belong to one family.

    >>> joined(Group("x"), Group("y", frozenset({"x"})))
    True
    """
    return (a.home is not None and (a.home == b.home or a.home in b.also)) or (b.home is not None and b.home in a.also)


def share(part: float, whole: float) -> float | None:
    """A share, or None where there is nothing to have a share of."""
    return round(part / whole, 4) if whole else None


def f1_of(precision: float | None, recall: float | None) -> float | None:
    """Harmonic mean; None where both are unknown, and 0 counts for one that is unknown."""
    if precision is None and recall is None:
        return None
    p, r = precision or 0.0, recall or 0.0
    return round(2 * p * r / (p + r), 4) if p + r else 0.0


def cell_of(a: str, b: str) -> Cell:
    """Two languages as a pair without order."""
    return (a, b) if a <= b else (b, a)


class PairCounts(NamedTuple):
    """Pairs of documents by (language pair): joined by the run, joined in truth, joined by both."""

    predicted: Counter[Cell]
    true: Counter[Cell]
    both: Counter[Cell]


def pair_counts(predicted: Sequence[Group], true: Sequence[Group], languages: Sequence[str]) -> PairCounts:
    """Count joined pairs of documents; the three sequences are parallel.

    Takes time in proportion to the documents, and to documents × those with further families.
    """
    plain, special = _split(predicted, true)
    tables: tuple[dict[Any, Counter[str]], ...] = ({}, {}, {})
    for n in plain:
        p, t = predicted[n].home, true[n].home
        for table, key in zip(tables, (p, t, None if p is None or t is None else (p, t)), strict=True):
            if key is not None:
                table.setdefault(key, Counter())[languages[n]] += 1
    counts = PairCounts(*(_within(table.values()) for table in tables))
    for n, m in _special_pairs(plain, special):
        p_joined, t_joined = joined(predicted[n], predicted[m]), joined(true[n], true[m])
        cell = cell_of(languages[n], languages[m])
        counts.predicted[cell] += p_joined
        counts.true[cell] += t_joined
        counts.both[cell] += p_joined and t_joined
    return counts


def _split(predicted: Sequence[Group], true: Sequence[Group]) -> tuple[list[int], list[int]]:
    """Documents without and with further families."""
    plain: list[int] = []
    special: list[int] = []
    for n, (p, t) in enumerate(zip(predicted, true, strict=True)):
        (special if p.also or t.also else plain).append(n)
    return plain, special


def _special_pairs(plain: Sequence[int], special: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Every pair with a document that has further families, once."""
    for place, n in enumerate(special):
        for m in plain:
            yield n, m
        for m in special[place + 1 :]:
            yield n, m


def _within(groups: Iterable[Counter[str]]) -> Counter[Cell]:
    """Pairs inside groups, by language pair."""
    found: Counter[Cell] = Counter()
    for group in groups:
        names = sorted(group)
        for place, name in enumerate(names):
            found[name, name] += group[name] * (group[name] - 1) // 2
            for other in names[place + 1 :]:
                found[name, other] += group[name] * group[other]
    return found


def all_pairs(languages: Iterable[str]) -> Counter[Cell]:
    """All pairs of documents, by language pair."""
    return _within([Counter(languages)])


def pairwise(predicted: int, true: int, both: int) -> dict[str, Any]:
    """Precision, recall and F1 over pairs of documents."""
    precision, recall = share(both, predicted), share(both, true)
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1_of(precision, recall),
        "pairs_predicted": predicted,
        "pairs_true": true,
        "pairs_right": both,
    }


class Neighbours(NamedTuple):
    """How many documents belong together with one, itself included."""

    predicted: int
    true: int
    both: int


def neighbours(predicted: Sequence[Group], true: Sequence[Group]) -> list[Neighbours]:
    """Count, for every document, those joined with it by the run, in truth, and by both."""
    plain, special = _split(predicted, true)
    sizes: tuple[Counter[Any], ...] = (Counter(), Counter(), Counter())
    for n in plain:
        for size, key in zip(sizes, _keys(predicted[n], true[n]), strict=True):
            if key is not None:
                size[key] += 1
    # every document is joined with itself
    found = [[1, 1, 1] for _ in predicted]
    for n in plain:
        for place, (size, key) in enumerate(zip(sizes, _keys(predicted[n], true[n]), strict=True)):
            if key is not None:
                found[n][place] = size[key]
    for n, m in _special_pairs(plain, special):
        p_joined, t_joined = joined(predicted[n], predicted[m]), joined(true[n], true[m])
        for doc in (n, m):
            found[doc][0] += p_joined
            found[doc][1] += t_joined
            found[doc][2] += p_joined and t_joined
    return [Neighbours(*counts) for counts in found]


def bcubed(counts: Sequence[Neighbours]) -> dict[str, Any]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) over some documents.

    A document's precision is the share of its predicted neighbours that are true ones, its recall the share of its
    true neighbours that are predicted; the figures are means over the documents, F1 is that of the means.
    """
    precision = share(sum(sorted(c.both / c.predicted for c in counts)), len(counts))
    recall = share(sum(sorted(c.both / c.true for c in counts)), len(counts))
    return {"precision": precision, "recall": recall, "f1": f1_of(precision, recall), "documents": len(counts)}


def _keys(p: Group, t: Group) -> tuple[Any, Any, Any]:
    return p.home, t.home, None if p.home is None or t.home is None else (p.home, t.home)


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How often each true label was given each label: true → given → count."""
    table: dict[str, Counter[str]] = {}
    for true, given in pairs:
        table.setdefault(true, Counter())[given] += 1
    return {true: dict(sorted(row.items())) for true, row in sorted(table.items())}


def by_class(pairs: Sequence[tuple[str, str]], classes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Precision, recall and F1 of each class that occurs among (true, given) labels."""
    true = Counter(t for t, _ in pairs)
    given = Counter(g for _, g in pairs)
    right = Counter(t for t, g in pairs if t == g)
    return {
        name: {
            "precision": (precision := share(right[name], given[name])),
            "recall": (recall := share(right[name], true[name])),
            "f1": f1_of(precision, recall),
            "true": true[name],
            "given": given[name],
        }
        for name in classes
        if true[name] or given[name]
    }


def macro_f1(classes: Mapping[str, Mapping[str, Any]]) -> float | None:
    """Mean F1 of the classes of `by_class`."""
    return share(sum(row["f1"] for row in classes.values()), len(classes))


def reliability(values: Iterable[tuple[float, bool]], bins: int = 10) -> dict[str, Any]:
    """How well a confidence keeps what it promises.

    Args:
        values: (confidence in [0, 1], whether the claim is right).
        bins: number of bins of equal width; 1 falls into the last.

    Returns:
        The bins that hold something, each with its bounds, mean confidence, share right and count, and the
        expected calibration error: the mean distance of the two, weighted by count.
    """
    confidences: list[list[float]] = [[] for _ in range(bins)]
    right = [0] * bins
    for confidence, is_right in values:
        place = min(int(confidence * bins), bins - 1)
        confidences[place].append(confidence)
        right[place] += is_right
    count = sum(map(len, confidences))
    # sorted sums: the figure must not depend on the order of the links
    gap = sum(abs(sum(sorted(found)) - hits) for found, hits in zip(confidences, right, strict=True))
    return {
        "count": count,
        "expected_calibration_error": share(gap, count),
        "bins": [
            {
                "from": round(place / bins, 4),
                "to": round((place + 1) / bins, 4),
                "mean_confidence": share(sum(sorted(found)), len(found)),
                "right": share(hits, len(found)),
                "count": len(found),
            }
            for place, (found, hits) in enumerate(zip(confidences, right, strict=True))
            if found
        ],
    }
