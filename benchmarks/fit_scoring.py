"""Fit the coefficients of `transforms.alignment.scoring` and say how well they hold on data they were not fitted on.

    python -m benchmarks.fit_scoring [--data ../shared/data] [--seeds ../shared/seeds] [--list N]

Needs scikit-learn (the ``bench`` extra) and the shared evaluation data, which is not part of the project. Printed are the
coefficients as they stand in `scoring.py`, the quality on the half that was not fitted, and the probabilities of the
sample documents. The same documents are among the pages: no pair of one language with them falls into the fitted half, but
they were looked at when features and constants were chosen, so they test nothing. For the same reason the other half is
not untouched: it judged the choice of features. Only data kept aside gives a clean figure.

Pairs in one language: pages of one event (``families``: derived by edges, or another report of the event), two
versions of one foreign story (``translation``), texts into which one to three sentences of another story were put,
and the most alike texts of different stories. Across languages: a story and its translation, whole, cut to a part,
or with sentences dropped and paragraphs joined, and the most alike texts of different stories. Every family and story
is in one half only, by a hash of its name. Pairs are weighted so that each family and kind counts with the square root
of its pairs, and derived and other pairs count the same.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from transforms.alignment.align import align_pair
from transforms.alignment.scoring import (
    CROSS_LANGUAGE,
    SAME_LANGUAGE,
    cross_language_features,
    derivation_probability,
    same_language_features,
)
from transforms.errors import DocumentError
from transforms.schema import Alignment, Article, Candidate, Document, Sketch
from transforms.settings import AlignSettings, NormalizeSettings, SketchSettings
from transforms.sketch.sketch import sketch_articles
from transforms.text.article import normalize_document

HERE = Path(__file__).resolve().parent
FAINT = 0.05
"""3-gram containment below which a pair labelled derived has nothing left to see; such pairs are not fitted."""
NEAREST = 3
"""Most alike texts of other stories taken for each text."""


@dataclass(frozen=True)
class Text:
    """A text of the data: its sketch and what is known of it."""

    name: str
    group: str
    raw: str
    language: str | None
    sketch: Sketch


@dataclass(frozen=True)
class Pair:
    """A labelled pair, aligned."""

    left: str
    right: str
    derived: bool
    kind: str
    group: str
    alignment: Alignment

    @property
    def fitted(self) -> bool:
        """True if the pair belongs to the half that is fitted."""
        return int(hashlib.sha256(self.group.encode()).hexdigest(), 16) % 2 == 0


def make_texts(rows: Iterable[tuple[str, str, str]]) -> list[Text]:
    """Normalise and sketch (name, group, raw text) rows; what cannot be read is left out."""
    kept: list[tuple[str, str, str, Article]] = []
    for name, group, raw in rows:
        doc_id = hashlib.sha256(name.encode()).hexdigest()[:16]
        try:
            article = normalize_document(Document(doc_id, name, raw.encode()), NormalizeSettings())
        except DocumentError:
            continue
        kept.append((name, group, raw, article))
    sketches: list[Sketch] = []
    for start in range(0, len(kept), 128):
        sketches += sketch_articles([row[3] for row in kept[start : start + 128]], SketchSettings())
    return [
        Text(name, group, raw, article.language, sketch)
        for (name, group, raw, article), sketch in zip(kept, sketches, strict=True)
    ]


def align(left: Text, right: Text, *, keys: int) -> Alignment:
    """Align two texts as if they shared `keys` passage keys."""
    a, b = sorted((left.sketch, right.sketch), key=lambda s: s.doc_id)
    return align_pair(a, b, Candidate(a.doc_id, b.doc_id, passage_keys=keys, anchor_keys=1), AlignSettings())


def read_jsonl(path: Path) -> list[dict[str, object]]:
    """Rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def family_pairs(folder: Path) -> tuple[list[Pair], list[Text]]:
    """Pairs of pages of one event, and all pages."""
    truth = {str(row["path"]): row for row in read_jsonl(folder / "truth.jsonl")}
    rows = []
    for name, row in sorted(truth.items()):
        raw = (folder / "dump" / name).read_text(encoding="utf-8", errors="replace")
        rows.append((name, str(row["family"] or name), raw))
    texts = make_texts(rows)
    by_name = {text.name: text for text in texts}
    pairs = []
    for edge in read_jsonl(folder / "edges.jsonl"):
        left, right = by_name.get(str(edge["a"])), by_name.get(str(edge["b"]))
        if left is None or right is None:
            continue
        derived = bool(edge["derivative"] or edge["text_copy"])
        same = left.language == right.language
        if derived and same and max(float(str(edge["c3_ab"])), float(str(edge["c3_ba"]))) < FAINT:
            continue
        kind = "page" if derived else "same event"
        pairs.append(
            Pair(left.name, right.name, derived, kind, left.group, align(left, right, keys=int(same)))
        )
    return pairs, texts


def variants(text: Text, mode: str) -> str:
    """A text cut to a part of it, or with sentences dropped and paragraphs joined."""
    rng = random.Random(f"{mode}:{text.name}")
    lines = [line for line in text.raw.splitlines() if line.strip()]
    if mode == "cut":
        keep = max(2, int(len(lines) * rng.uniform(0.45, 0.7)))
        start = rng.choice([0, 0, rng.randrange(max(1, len(lines) - keep + 1))])
        return "\n\n".join(lines[start : start + keep])
    out: list[str] = []
    for line in lines:
        if rng.random() < 0.2:
            continue
        if out and rng.random() < 0.4:
            out[-1] += ("" if text.sketch.unspaced else " ") + line
        else:
            out.append(line)
    return "\n\n".join(out)


def spliced(host: Text, donor: Text) -> str | None:
    """The host with one to three sentences of the donor, 30 words or more, in the place of some of its own."""
    rng = random.Random(f"{host.name}:{donor.name}")
    lines = [line for line in host.raw.splitlines() if line.strip()]
    other = [line for line in donor.raw.splitlines() if line.strip()]
    count = min(rng.randint(1, 3), len(other))
    start = rng.randrange(len(other) - count + 1)
    part = other[start : start + count]
    if sum(len(line.split()) for line in part) < 30 or len(lines) < 4:
        return None
    at = rng.randrange(1, len(lines))
    return "\n\n".join([*lines[:at], *part, *lines[at + count :]])


def story_pairs(folder: Path) -> tuple[list[Pair], list[Text]]:
    """Pairs of versions of one story, in one language and across, and all texts."""
    truth = {str(row["path"]): row for row in read_jsonl(folder / "truth.jsonl")}
    rows = [
        (name, str(row["story"]), (folder / "dump" / name).read_text(encoding="utf-8"))
        for name, row in sorted(truth.items())
    ]
    texts = make_texts(rows)
    changed = {
        mode: {
            text.name.partition(":")[2]: text
            for text in make_texts((f"{mode}:{t.name}", t.group, variants(t, mode)) for t in texts)
        }
        for mode in ("cut", "edit")
    }
    stories: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        stories[text.group].append(text)
    pairs = []
    for group in sorted(stories):
        for left, right in itertools.combinations(stories[group], 2):
            mode = random.Random(f"{left.name}:{right.name}").choice(["whole", "whole", "cut", "edit"])
            other = right if mode == "whole" else changed[mode].get(right.name)
            if other is None or left.language is None or other.language is None:
                continue
            kind = f"version, {mode}" if left.language == other.language else f"translation, {mode}"
            al = align(left, other, keys=int(left.language == other.language))
            pairs.append(Pair(left.name, right.name, True, kind, group, al))
    return pairs, texts


def splice_pairs(texts: Sequence[Text]) -> list[Pair]:
    """Texts that took over a few sentences of another story."""
    rng = random.Random("splice")
    english = [text for text in texts if text.language == "en"]
    chosen = [rng.sample(english, 2) for _ in range(400)]
    made = [(host, donor, spliced(host, donor)) for host, donor in chosen if host.group != donor.group]
    hosts = make_texts((f"splice:{h.name}:{d.name}", h.group, raw) for h, d, raw in made if raw)
    by_name = {text.name: text for text in hosts}
    pairs = []
    for host, donor, raw in made:
        text = by_name.get(f"splice:{host.name}:{donor.name}")
        if raw and text is not None and text.language == donor.language:
            pairs.append(Pair(text.name, donor.name, True, "splice", host.group, align(text, donor, keys=1)))
    return pairs


def other_pairs(texts: Sequence[Text]) -> list[Pair]:
    """The most alike texts of different stories, by rare anchors in common, in one language and across."""
    sets = [np.unique(text.sketch.anchor_hash) for text in texts]
    vocabulary = np.unique(np.concatenate(sets))
    table = np.zeros((len(texts), len(vocabulary)), dtype=np.float32)
    for row, hashes in enumerate(sets):
        table[row, np.searchsorted(vocabulary, hashes)] = 1
    table *= np.log(len(texts) / table.sum(axis=0))
    table /= np.maximum(np.sqrt((table**2).sum(axis=1, keepdims=True)), 1e-9)
    alike = table @ table.T
    groups = np.unique([text.group for text in texts], return_inverse=True)[1]
    languages = np.unique([str(text.language) for text in texts], return_inverse=True)[1]
    found: set[tuple[int, int]] = set()
    for row in range(len(texts)):
        for same in (True, False):
            allowed = (groups != groups[row]) & ((languages == languages[row]) == same) & (alike[row] > 0)
            scores = np.where(allowed, alike[row], -1)
            for column in np.argsort(-scores, kind="stable")[:NEAREST].tolist():
                if scores[column] > 0 and None not in (texts[row].language, texts[column].language):
                    found.add((min(row, column), max(row, column)))
    pairs = []
    for i, j in sorted(found):
        left, right = texts[i], texts[j]
        al = align(left, right, keys=int(left.language == right.language))
        pairs.append(Pair(left.name, right.name, False, "other story", left.group, al))
    return pairs


def weights(pairs: Sequence[Pair]) -> np.ndarray:
    """Weight of each pair: groups and kinds by the square root of their size, both labels the same in all."""
    sizes = Counter((pair.group, pair.kind) for pair in pairs)
    out = np.array([sizes[pair.group, pair.kind] ** -0.5 for pair in pairs])
    labels = np.array([pair.derived for pair in pairs])
    for kind in sorted({pair.kind for pair in pairs}):
        mask = np.array([pair.kind == kind for pair in pairs])
        out[mask] /= np.sqrt(out[mask].sum())
    for chosen in (labels, ~labels):
        out[chosen] *= 1000 / out[chosen].sum()
    return out


def fit(pairs: Sequence[Pair], cross: bool) -> dict[str, float]:
    """Coefficients of a logistic regression on the fitted half."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = cross_language_features if cross else same_language_features
    names = list(features(pairs[0].alignment))
    pairs = [pair for pair in pairs if pair.alignment.groups or pair.alignment.longest_run]
    table = np.array([[features(pair.alignment)[name] for name in names] for pair in pairs])
    labels = np.array([pair.derived for pair in pairs])
    scale = StandardScaler().fit(table)
    model = LogisticRegression(C=0.05, max_iter=2000).fit(
        scale.transform(table), labels, sample_weight=weights(pairs)
    )
    slopes = model.coef_[0] / scale.scale_
    intercept = float(model.intercept_[0] - (slopes * scale.mean_).sum())
    return {
        "intercept": round(intercept, 3),
        **{n: round(float(s), 3) for n, s in zip(names, slopes, strict=True)},
    }


def probability(coefficients: dict[str, float], al: Alignment, cross: bool) -> float:
    """Probability under given coefficients."""
    values = (cross_language_features if cross else same_language_features)(al)
    odds = coefficients["intercept"] + sum(coefficients[name] * value for name, value in values.items())
    return float(1 / (1 + np.exp(-odds))) if al.groups or al.longest_run else 0.0


def report(pairs: Sequence[Pair], coefficients: dict[str, float], cross: bool, listed: int) -> None:
    """Area under the curve and rates by kind of pair."""
    from sklearn.metrics import roc_auc_score

    labels = np.array([pair.derived for pair in pairs])
    scores = np.array([probability(coefficients, pair.alignment, cross) for pair in pairs])
    print(
        f"  AUC {roc_auc_score(labels, scores):.4f} on {labels.sum()} derived and {(~labels).sum()} other pairs"
    )
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            weighted = weights(pairs)[inside]
            share = float((weighted * labels[inside]).sum() / weighted.sum())
            print(
                f"  said {low:.1f}-{min(high, 1):.1f}: {int(inside.sum()):5} pairs, derived {share:.2f} of their weight"
            )
    for kind in sorted({pair.kind for pair in pairs}):
        mask = np.array([pair.kind == kind for pair in pairs])
        levels = " ".join(f"{float(q):.2f}" for q in np.percentile(scores[mask], [5, 25, 50, 75, 95]))
        derived = bool(labels[mask][0])
        rate = float((scores[mask] >= 0.5).mean())
        print(
            f"  {kind:20} {int(mask.sum()):5} pairs: {'found' if derived else 'taken for derived'} {rate:.3f}; percentiles {levels}"
        )
    order = np.argsort(np.where(labels, scores, 1 - scores), kind="stable")
    for k in order[:listed].tolist():
        pair = pairs[k]
        print(f"    {scores[k]:.2f} {pair.kind} {pair.group}: {pair.left} {pair.right}")


def main() -> None:
    """Fit and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--seeds", type=Path, default=HERE.parent.parent / "shared" / "seeds")
    parser.add_argument("--list", type=int, default=0, help="worst pairs to print")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: {options.data} is not there (the shared evaluation data is not part of the project)")
        return
    pages, page_texts = family_pairs(options.data / "families")
    stories, story_texts = story_pairs(options.data / "translation")
    pairs = [*pages, *stories, *splice_pairs(story_texts), *other_pairs([*page_texts, *story_texts])]
    for cross, name, current in (
        (False, "SAME_LANGUAGE", SAME_LANGUAGE),
        (True, "CROSS_LANGUAGE", CROSS_LANGUAGE),
    ):
        chosen = [pair for pair in pairs if pair.alignment.cross_language == cross]
        fitted = [pair for pair in chosen if pair.fitted]
        kept = [pair for pair in chosen if not pair.fitted]
        coefficients = fit(fitted, cross)
        print(f"{name}: Final = {{")
        for key, value in coefficients.items():
            print(f'    "{key}": {value},')
        print("}")
        print(f"fitted on {len(fitted)} pairs; on the other half:")
        report(kept, coefficients, cross, options.list)
        if current != coefficients:
            print("with the coefficients of scoring.py, on the other half:")
            report(kept, current, cross, 0)
    if options.seeds.is_dir():
        print("sample documents, with the coefficients of scoring.py:")
        rows = [
            (path.name, path.name, path.read_text(encoding="utf-8"))
            for path in sorted(options.seeds.glob("*.txt"))
        ]
        for left, right in itertools.combinations(make_texts(rows), 2):
            print(
                f"  {left.name[:3]} {right.name[:3]} {derivation_probability(align(left, right, keys=1)):.3f}"
            )


if __name__ == "__main__":
    main()
