"""Fit the coefficients of `transforms.alignment.scoring` and say how well they hold on families they were not fitted on.

    python -m benchmarks.fit_scoring [--data ../shared/data] [--seeds ../shared/seeds] [--list N]

Needs scikit-learn (the ``bench`` extra) and the shared evaluation data, which is not part of the project. Printed are the
coefficients as they stand in `scoring.py`, the quality by cross-validation, the reliability of the calibrated
probabilities, and the probabilities of the sample documents. The same documents are among the pages, and features and
constants were chosen with all these data in view: only data kept aside gives a clean figure.

1. Slopes. Pairs in one language: pages of one event (``families``: derived by edges, or another report of the event),
   two versions of one foreign story (``translation``), texts into which one to three sentences of another story were
   put, and the most alike texts of different stories. Across languages: a story and its translation, whole, cut to a
   part, or with sentences dropped and paragraphs joined, the most alike texts of different stories, and what a large run
   is full of: candidate pairs of unrelated generated texts (`benchmarks.corpus`, of a seed no benchmark uses), which
   share a few names and numbers by chance. Pairs are weighted so that each family and kind counts with the square root
   of its pairs, and derived and other pairs count the same. Pairs of one true family that nobody labelled as a copy
   teach nothing, and are left out; so are derived pairs with next to nothing left to see.
2. Cross-validation by family or story (5 parts, events with rival reports dealt out first): every pair is judged by
   coefficients that have not seen its event.
3. Calibration. What a run has to judge are candidate pairs, so a slope and an intercept for the odds are fitted on the
   candidates that the shipped settings find in both data sets, with the odds of the cross-validation (Platt 1999); in
   one language, pages of events and translations count the same, and across languages the generated background counts
   too. They are multiplied into the coefficients.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import corpus
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
from transforms.settings import AlignSettings, CandidateSettings, NormalizeSettings, SketchSettings
from transforms.sketch.candidates import find_candidates
from transforms.sketch.sketch import sketch_articles
from transforms.text.article import normalize_document

HERE = Path(__file__).resolve().parent
FAINT = 0.05
"""3-gram containment below which a pair labelled derived has nothing left to see; such pairs are not fitted."""
FAINT_BITS = 20.0
"""The same across languages: bits of aligned sentences below which two texts meet in what any two texts may share."""
BACKGROUND = 30_000
"""Generated articles whose unrelated candidate pairs are fitted on."""
BACKGROUND_SEED = 2
"""Their seed. The benchmarks measure on others."""
FOLDS = 5
"""Parts of the cross-validation."""
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


def true_families(edges: Iterable[dict[str, object]]) -> dict[str, str]:
    """Page -> name of its true family: the components of the edges of copies."""
    top: dict[str, str] = {}

    def find(name: str) -> str:
        while top.setdefault(name, name) != name:
            name = top[name]
        return name

    for edge in edges:
        if edge["derivative"] or edge["text_copy"]:
            top[find(str(edge["a"]))] = find(str(edge["b"]))
    return {name: find(name) for name in list(top)}


def candidate_pairs(folder: Path, texts: Sequence[Text], kind: str) -> list[Pair]:
    """What a run has to judge: the candidates of the shipped settings, labelled. Groups are those of the left text.

    Args:
        folder: data set.
        texts: its texts; those of a story share a group.
        kind: ``pages`` or ``stories``.
    """
    by_id = {text.sketch.doc_id: text for text in texts}
    edges = read_jsonl(folder / "edges.jsonl") if kind == "pages" else []
    copies = {frozenset((edge["a"], edge["b"])) for edge in edges if edge["derivative"] or edge["text_copy"]}
    home = true_families(edges)
    pairs = []
    for candidate in find_candidates([text.sketch for text in texts], CandidateSettings())[0]:
        left, right = by_id[candidate.a], by_id[candidate.b]
        if kind == "stories":
            derived = left.group == right.group
        else:
            derived = frozenset((left.name, right.name)) in copies
            if not derived and home.get(left.name, left.name) == home.get(right.name, right.name):
                continue
        al = align_pair(left.sketch, right.sketch, candidate, AlignSettings())
        if al.passages and not (derived and kind == "pages" and is_faint(al)):
            pairs.append(Pair(left.name, right.name, derived, kind, left.group, al))
    return pairs


def is_faint(al: Alignment) -> bool:
    """Whether the words of two pages say next to nothing of a common source."""
    return not al.cross_language and max(al.containment_a, al.containment_b) < FAINT


def teaches(pair: Pair, cross: bool) -> bool:
    """Whether a pair is one to fit a model on."""
    al = pair.alignment
    if al.cross_language != cross or not (al.groups or al.longest_run):
        return False
    return not cross or not pair.derived or (al.groups > 0 and al.evidence >= FAINT_BITS)


def family_pairs(folder: Path) -> tuple[list[Pair], list[Text]]:
    """Pairs of pages of one event, and all pages."""
    truth = {str(row["path"]): row for row in read_jsonl(folder / "truth.jsonl")}
    rows = []
    for name, row in sorted(truth.items()):
        raw = (folder / "dump" / name).read_text(encoding="utf-8", errors="replace")
        rows.append((name, str(row["family"] or name), raw))
    texts = make_texts(rows)
    by_name = {text.name: text for text in texts}
    edges = read_jsonl(folder / "edges.jsonl")
    home = true_families(edges)
    pairs = []
    for edge in edges:
        left, right = by_name.get(str(edge["a"])), by_name.get(str(edge["b"]))
        if left is None or right is None:
            continue
        derived = bool(edge["derivative"] or edge["text_copy"])
        if not derived and home.get(left.name, left.name) == home.get(right.name, right.name):
            continue
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


def background_pairs(articles: int) -> list[Pair]:
    """Candidate pairs across languages of generated texts, one of which at least is of no family.

    Texts of different families are left out: many of them report one event.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), articles, BACKGROUND_SEED)
        family = {str(row["path"]): row["family"] for row in read_jsonl(Path(folder) / "truth.jsonl")}
        rows = [row for path in sorted((Path(folder) / "dump").iterdir()) for row in read_jsonl(path)]
    texts = make_texts((str(row["id"]), str(family[str(row["id"])] or row["id"]), str(row["text"])) for row in rows)
    by_id = {text.sketch.doc_id: text for text in texts}
    pairs = []
    for candidate in find_candidates([text.sketch for text in texts], CandidateSettings())[0]:
        left, right = by_id[candidate.a], by_id[candidate.b]
        if left.language == right.language or None not in (family[left.name], family[right.name]):
            continue
        al = align_pair(left.sketch, right.sketch, candidate, AlignSettings())
        if al.cross_language and al.passages:
            pairs.append(Pair(left.name, right.name, False, "unrelated", left.group, al))
    return pairs


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


Coefficients = dict[str, float]


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


def fit(pairs: Sequence[Pair], cross: bool) -> Coefficients:
    """Coefficients of a logistic regression."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = cross_language_features if cross else same_language_features
    names = list(features(pairs[0].alignment))
    table = np.array([[features(pair.alignment)[name] for name in names] for pair in pairs])
    labels = np.array([pair.derived for pair in pairs])
    scale = StandardScaler().fit(table)
    model = LogisticRegression(C=0.05, max_iter=2000).fit(
        scale.transform(table), labels, sample_weight=weights(pairs)
    )
    slopes = model.coef_[0] / scale.scale_
    intercept = float(model.intercept_[0] - (slopes * scale.mean_).sum())
    return {"intercept": intercept, **{n: float(s) for n, s in zip(names, slopes, strict=True)}}


def parts(pairs: Sequence[Pair]) -> dict[str, int]:
    """Part of the cross-validation of each group: events with rival reports are dealt out first, then by size."""
    sizes = Counter(pair.group for pair in pairs)
    rivals = Counter(pair.group for pair in pairs if pair.kind == "same event")
    order = sorted(sizes, key=lambda group: (-rivals[group], -sizes[group], group))
    return {group: place % FOLDS for place, group in enumerate(order)}


def odds_of(coefficients: Coefficients, al: Alignment, cross: bool) -> float:
    """Log-odds under given coefficients."""
    values = (cross_language_features if cross else same_language_features)(al)
    return coefficients["intercept"] + sum(coefficients[name] * value for name, value in values.items())


def calibrate(judged: Sequence[Pair], odds: np.ndarray, cross: bool) -> tuple[float, float]:
    """Slope and intercept that turn odds of the cross-validation into those of candidate pairs."""
    from sklearn.linear_model import LogisticRegression

    sizes = Counter(pair.kind for pair in judged)
    # across languages pages are too few to weigh as much
    weight = np.array([1.0 if cross else 1000 / sizes[pair.kind] for pair in judged])
    labels = np.array([pair.derived for pair in judged])
    model = LogisticRegression(C=1000).fit(odds[:, None], labels, sample_weight=weight)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def reliability(judged: Sequence[Pair], scores: np.ndarray) -> None:
    """Print, for bands of probability, how many candidate pairs are derived."""
    for kind in sorted({pair.kind for pair in judged}):
        mask = np.array([pair.kind == kind for pair in judged])
        labels = np.array([pair.derived for pair in judged])
        print(f"  {int(mask.sum())} candidate pairs of {kind}:")
        for low, high in (
            (0, 0.1),
            (0.1, 0.3),
            (0.3, 0.5),
            (0.5, 0.75),
            (0.75, 0.9),
            (0.9, 0.97),
            (0.97, 1.01),
        ):
            inside = mask & (scores >= low) & (scores < high)
            if inside.any():
                print(
                    f"    said {low:.2f}-{min(high, 1):.2f} (mean {scores[inside].mean():.3f}): {int(inside.sum()):5} pairs, "
                    f"derived {labels[inside].mean():.3f}"
                )


def report(pairs: Sequence[Pair], scores: np.ndarray, listed: int) -> None:
    """Area under the curve and rates by kind of pair."""
    from sklearn.metrics import roc_auc_score

    labels = np.array([pair.derived for pair in pairs])
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
    parser.add_argument("--background", type=int, default=BACKGROUND, help="generated articles to take unrelated pairs from")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: {options.data} is not there (the shared evaluation data is not part of the project)")
        return
    pages, page_texts = family_pairs(options.data / "families")
    stories, story_texts = story_pairs(options.data / "translation")
    unrelated = background_pairs(options.background)
    pairs = [*pages, *stories, *splice_pairs(story_texts), *other_pairs([*page_texts, *story_texts]), *unrelated]
    candidates = [
        *unrelated,
        *candidate_pairs(options.data / "families", page_texts, "pages"),
        *candidate_pairs(options.data / "translation", story_texts, "stories"),
    ]
    for cross, name, current in (
        (False, "SAME_LANGUAGE", SAME_LANGUAGE),
        (True, "CROSS_LANGUAGE", CROSS_LANGUAGE),
    ):
        chosen = [pair for pair in pairs if teaches(pair, cross)]
        part = parts(chosen)
        models = [fit([pair for pair in chosen if part[pair.group] != k], cross) for k in range(FOLDS)]
        everything = fit(chosen, cross)

        def unseen(some: Sequence[Pair]) -> np.ndarray:
            # a group outside the pairs was seen by no model
            return np.array(
                [odds_of(models[part.get(pair.group, 0)], pair.alignment, cross) for pair in some]  # noqa: B023
            )

        judged = [pair for pair in candidates if pair.alignment.cross_language == cross]
        odds = unseen(judged)
        slope, shift = calibrate(judged, odds, cross)
        final = {
            key: round(slope * value + (shift if key == "intercept" else 0.0), 3)
            for key, value in everything.items()
        }
        print(f"{name}: Final = {{")
        for key, value in final.items():
            print(f'    "{key}": {value},')
        print("}")
        print(f"fitted on {len(chosen)} pairs; cross-validated by family and story:")
        report(chosen, 1 / (1 + np.exp(-(slope * unseen(chosen) + shift))), options.list)
        print("  reliability, cross-validated:")
        reliability(judged, 1 / (1 + np.exp(-(slope * odds + shift))))
        if current != final:
            print("with the coefficients of scoring.py, which have seen these pairs:")
            reliability(judged, np.array([derivation_probability(pair.alignment) for pair in judged]))
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
