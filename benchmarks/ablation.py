"""What each part of tracing is worth: the same labelled pairs judged without it.

    python -m benchmarks.ablation [--data ../shared/data] [--no-runs]

For each variant the coefficients are fitted again without the part and judged by cross-validation over families and
stories (`benchmarks.fit_scoring`), so no variant suffers from coefficients that were made for another. Printed are the
area under the curve, and the share of derived pairs found where one in a hundred others is taken for derived. Places by
id are taken out of the sketches themselves, and everything is aligned again without them. The learned lexicon is off in the
shipped settings, so there the question is what it adds: `benchmarks.lexicon` runs the whole pipeline with and without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks import fit_scoring, lexicon
from benchmarks.fit_scoring import (
    FOLDS,
    HERE,
    Pair,
    Text,
    family_pairs,
    other_pairs,
    parts,
    splice_pairs,
    story_pairs,
    teaches,
    weights,
)
from transforms.alignment.scoring import cross_language_features, same_language_features
from transforms.schema import Alignment, Sketch
from transforms.sketch.marks import PLACE

FALSE_SHARE = 0.01
Features = Callable[[Alignment], Mapping[str, float]]
WITHOUT_ALIGNMENT = {
    "sentences",
    "strength",
    "coverage",
    "rare_words",
    "quotes",
    "anchors_aligned",
    "evidence",
}
"""Features that only aligned sentences give."""


def without_places(sketch: Sketch) -> Sketch:
    """The sketch without its anchors of places."""
    keep = sketch.anchor_kind != PLACE
    columns = {
        name: getattr(sketch, name)[keep]
        for name in ("anchor_hash", "anchor_token", "anchor_kind", "anchor_rarity")
        if hasattr(sketch, name)
    }
    return replace(sketch, **columns)


def labelled(data: Path) -> list[Pair]:
    """All labelled pairs, aligned."""
    pages, page_texts = family_pairs(data / "families")
    stories, story_texts = story_pairs(data / "translation")
    return [*pages, *stories, *splice_pairs(story_texts), *other_pairs([*page_texts, *story_texts])]


def judged(pairs: Sequence[Pair], names: Sequence[str], features: Features) -> np.ndarray:
    """Log-odds of every pair under coefficients fitted on other families and stories."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    part = parts(pairs)
    fold = np.array([part[pair.group] for pair in pairs])
    values = [features(pair.alignment) for pair in pairs]
    table = np.array([[value[name] for name in names] for value in values])
    labels = np.array([pair.derived for pair in pairs])
    odds = np.zeros(len(pairs))
    for k in range(FOLDS):
        seen = fold != k
        scale = StandardScaler().fit(table[seen])
        weight = weights([pair for pair, used in zip(pairs, seen, strict=True) if used])
        model = LogisticRegression(C=0.05, max_iter=2000).fit(
            scale.transform(table[seen]), labels[seen], sample_weight=weight
        )
        odds[~seen] = model.decision_function(scale.transform(table[~seen]))
    return odds


def line(name: str, pairs: Sequence[Pair], dropped: set[str], cross: bool) -> None:
    """Print one variant."""
    from sklearn.metrics import roc_auc_score

    features: Features = cross_language_features if cross else same_language_features
    chosen = [pair for pair in pairs if teaches(pair, cross)]
    names = [n for n in features(chosen[0].alignment) if n not in dropped]
    odds = judged(chosen, names, features)
    labels = np.array([pair.derived for pair in chosen])
    bar = np.quantile(odds[~labels], 1 - FALSE_SHARE)
    found = {
        kind: float((odds[[pair.kind == kind for pair in chosen]] > bar).mean())
        for kind in sorted({pair.kind for pair in chosen if pair.derived})
    }
    shown = ", ".join(f"{kind} {value:.3f}" for kind, value in found.items())
    print(
        f"  {name:26} AUC {roc_auc_score(labels, odds):.4f}  found {(odds[labels] > bar).mean():.3f}: {shown}"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--no-runs", action="store_true", help="leave out the runs with and without a learned lexicon")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: {options.data} is not there (the shared evaluation data is not part of the project)")
        return
    pairs = labelled(options.data)
    make = fit_scoring.make_texts

    def bare(rows: object) -> list[Text]:
        return [replace(text, sketch=without_places(text.sketch)) for text in make(rows)]  # type: ignore[arg-type]

    fit_scoring.make_texts = bare  # type: ignore[assignment]
    try:
        placeless = labelled(options.data)
    finally:
        fit_scoring.make_texts = make
    for cross, title in ((False, "one language"), (True, "across languages")):
        print(f"{title} ({FALSE_SHARE:.0%} of other pairs taken for derived):")
        line("everything", pairs, set(), cross)
        if cross:
            line("without numbers", pairs, {"numbers"}, cross)
        else:
            line("without words in a row", pairs, {"plain_run", "plain_wording", "wording"}, cross)
        line("without quotations", pairs, {"quotes"}, cross)
        line("without places by id", placeless, set(), cross)
        line("without alignment", pairs, WITHOUT_ALIGNMENT, cross)
    if not options.no_runs:
        lexicon.compare(options.data / "translation")


if __name__ == "__main__":
    main()
