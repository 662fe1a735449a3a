"""Near-duplicate search as others do it, on the same files as ours, scored the same way.

    python -m benchmarks.rivals ../shared/data/families --edges ../shared/data/families/edges.jsonl
    python -m benchmarks.rivals ../shared/data/translation --language en

Rivals: MinHash over word shingles with LSH and union-find as text-dedup and the datasketch examples do it, and
TF-IDF cosine with a date window as newswire studies do it. Each is given its *best* threshold on these very
labels, for each measure its own (an advantage that ours does not have: its settings are the shipped ones).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

from benchmarks import measure

WORD = re.compile(r"\w+")
WINDOW_DAYS = 7


class Union:
    """Union-find over names."""

    def __init__(self, names: Iterable[str]) -> None:
        """Every name alone."""
        self.parent = {name: name for name in names}

    def find(self, name: str) -> str:
        """The root of a name."""
        while self.parent[name] != name:
            self.parent[name] = self.parent[self.parent[name]]
            name = self.parent[name]
        return name

    def join(self, a: str, b: str) -> None:
        """Join two groups."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)

    def groups(self) -> dict[str, str]:
        """Name → group."""
        return {name: self.find(name) for name in self.parent}


def pairwise(found: dict[str, str], truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs in one group."""

    def pairs(sizes: Iterable[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes)

    together = pairs(Counter(found[name] for name in truth).values())
    true = pairs(Counter(truth.values()).values())
    right = pairs(Counter((found[name], truth[name]) for name in truth).values())
    precision = right / together if together else 1.0
    recall = right / true if true else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bcubed(found: dict[str, str], truth: dict[str, str]) -> float:
    """B-cubed F1 over the documents whose true group has two members or more."""
    true_groups: dict[str, set[str]] = {}
    found_groups: dict[str, set[str]] = {}
    for name in truth:
        true_groups.setdefault(truth[name], set()).add(name)
        found_groups.setdefault(found[name], set()).add(name)
    scores = [
        (len(true_groups[truth[n]] & found_groups[found[n]]) / len(found_groups[found[n]]),
         len(true_groups[truth[n]] & found_groups[found[n]]) / len(true_groups[truth[n]]))
        for n in truth if len(true_groups[truth[n]]) > 1
    ]  # fmt: skip
    precision, recall = (float(np.mean([s[i] for s in scores])) for i in (0, 1))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def minhash_sketches(texts: dict[str, str], ngram: int) -> dict[str, MinHash]:
    """MinHash of word n-grams, as text-dedup and the datasketch examples make it."""
    sketches = {}
    for name in sorted(texts):
        words = [w.lower() for w in WORD.findall(texts[name])]
        shingles = {" ".join(words[i : i + ngram]).encode() for i in range(max(1, len(words) - ngram + 1))}
        sketches[name] = MinHash(num_perm=256)
        sketches[name].update_batch(list(shingles))
    return sketches


def minhash_groups(sketches: dict[str, MinHash], threshold: float) -> dict[str, str]:
    """Groups of MinHash LSH with union-find."""
    lsh = MinHashLSH(threshold=threshold, num_perm=256)
    union = Union(sketches)
    for name, sketch in sketches.items():
        for other in lsh.query(sketch):
            union.join(name, other)
        lsh.insert(name, sketch)
    return union.groups()


def tfidf_similarity(texts: dict[str, str]) -> tuple[list[str], np.ndarray]:
    """Names and the (N, N) cosine matrix of TF-IDF over words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = sorted(texts)
    matrix = TfidfVectorizer(sublinear_tf=True, min_df=1).fit_transform([texts[name] for name in names])
    return names, (matrix @ matrix.T).toarray()


def tfidf_groups(
    names: list[str], cosine: np.ndarray, days: dict[str, int | None], threshold: float
) -> dict[str, str]:
    """Groups of pairs over a cosine, inside a date window where both dates are known."""
    union = Union(names)
    for i, j in np.argwhere(np.triu(cosine, 1) >= threshold):
        a, b = names[i], names[j]
        if days.get(a) is None or days.get(b) is None or abs(days[a] - days[b]) <= WINDOW_DAYS:  # type: ignore[operator]
            union.join(a, b)
    return union.groups()


def true_groups(folder: Path, edges: Path | None, language: str | None) -> tuple[dict[str, str], set[str]]:
    """Document → true group, and the documents to score."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf-8")]
    names = {row["path"] for row in rows if language is None or row.get("lang") == language}
    if edges is None:
        return {
            r["path"]: r.get("story") or r.get("family") or r["path"] for r in rows if r["path"] in names
        }, names
    union = Union(names)
    for line in edges.open(encoding="utf-8"):
        edge = json.loads(line)
        if (edge.get("derivative") or edge.get("text_copy")) and edge["a"] in names and edge["b"] in names:
            union.join(edge["a"], edge["b"])
    return union.groups(), names


def published_days(folder: Path) -> dict[str, int | None]:
    """Day each document was published, as an ordinal, where the truth gives it: the rival is told what we must find out."""
    days: dict[str, int | None] = {}
    for line in (folder / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        try:
            days[row["path"]] = date.fromisoformat(str(row.get("published"))[:10]).toordinal()
        except ValueError:
            days[row["path"]] = None
    return days


def our_groups(folder: Path, names: set[str]) -> tuple[dict[str, str], float]:
    """Families of a run of ours at the shipped settings over the same files, and its seconds."""
    with tempfile.TemporaryDirectory() as place:
        dump = Path(place) / "dump"
        dump.mkdir()
        for name in names:
            (dump / name).write_bytes((folder / "dump" / name).read_bytes())
        out = Path(place) / "out"
        run = measure.run(
            [sys.executable, "-m", "pipeline.cli", "run", "--input", str(dump), "--output", str(out)]
        )
        groups = {}
        for path in sorted((out / "records").glob("*.jsonl")):
            for line in path.open(encoding="utf-8"):
                record = json.loads(line)
                groups[record["source"]["uri"]] = record["family_id"] or record["doc_id"]
    return {name: groups.get(name, name) for name in names}, run.seconds


def show_best(
    found: list[tuple[str, dict[str, str]]], truth: dict[str, str], show: Callable[[str, dict[str, str]], None]
) -> None:
    """Show the groups that are best by pair F1, and those best by B-cubed: a rival gets its best threshold for each."""
    for measure_name, figure in (("pair F1", lambda g: pairwise(g, truth)[2]), ("B-cubed", lambda g: bcubed(g, truth))):
        name, groups = max(found, key=lambda item: figure(item[1]))
        show(f"{name} (best {measure_name})", groups)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="folder with dump/ and truth.jsonl")
    parser.add_argument("--edges", type=Path)
    parser.add_argument("--language", help="only documents of one language")
    parser.add_argument("--rivals-only", action="store_true", help="leave out our own run")
    args = parser.parse_args()
    if not args.folder.is_dir():
        sys.exit(f"skipped: {args.folder} is not there")
    truth, names = true_groups(args.folder, args.edges, args.language)
    texts = {
        name: (args.folder / "dump" / name).read_text(encoding="utf-8", errors="replace") for name in names
    }
    print(
        f"{len(names)} documents of {args.folder.name}{' in ' + args.language if args.language else ''}; {measure.conditions()}"
    )
    print(f"{'system':56} {'precision':>9} {'recall':>9} {'pair F1':>9} {'B-cubed':>9}")

    def show(name: str, groups: dict[str, str]) -> None:
        p, r, f = pairwise(groups, truth)
        print(f"{name:56} {p:9.3f} {r:9.3f} {f:9.3f} {bcubed(groups, truth):9.3f}")

    found = []
    for ngram in (2, 3, 5):
        sketches = minhash_sketches(texts, ngram)
        found += [
            (f"MinHash LSH, {ngram}-grams, threshold {threshold}", minhash_groups(sketches, threshold))
            for threshold in (0.1, 0.2, 0.3, 0.45, 0.6, 0.8)
        ]
    show_best(found, truth, show)
    days = published_days(args.folder)
    ordered, cosine = tfidf_similarity(texts)
    show_best(
        [
            (f"TF-IDF cosine, threshold {threshold:.2f}", tfidf_groups(ordered, cosine, days, float(threshold)))
            for threshold in np.arange(0.1, 0.95, 0.05)
        ],
        truth,
        show,
    )
    if args.rivals_only:
        return
    try:
        groups, seconds = our_groups(args.folder, names)
    except (RuntimeError, subprocess.SubprocessError) as error:
        sys.exit(f"our run failed: {error}")
    show(f"wiretrace, shipped settings ({seconds:.0f} s)", groups)


if __name__ == "__main__":
    main()
