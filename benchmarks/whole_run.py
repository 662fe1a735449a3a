"""The whole job on a generated corpus: articles/s, processor time, peak memory, stages, quality on the planted truth.

python -m benchmarks.whole_run --articles 10000
python -m benchmarks.whole_run --articles 100000 --copies 20000    # one story printed 20,000 times
python -m benchmarks.whole_run --articles 100000 --corpora ../corpora    # keep the corpus, or take the one kept there
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import corpus, measure
from transforms.schema import DERIVATIONS

WIRETRACE = [sys.executable, "-m", "pipeline.cli"]


def whole_run(
    articles: int, *, workers: int = 0, copies: int = 0, seed: int = 1, quality: bool = True, corpora: Path | None = None
) -> dict[str, Any]:
    """Generate a corpus, run the job on it, and say what it took.

    Args:
        articles: number of articles.
        workers: as of ``wiretrace run``; 0 is all cores.
        copies: of the articles, so many are one story.
        seed: of the corpus.
        quality: evaluate against the planted truth too.
        corpora: folder where corpora are kept; without one they are made anew each time.
    """
    with corpus.written(articles, copies, seed, corpora) as made, tempfile.TemporaryDirectory(dir=corpora) as folder:
        out = Path(folder) / "out"
        size = sum(path.stat().st_size for path in (made / "dump").iterdir())
        conditions = measure.conditions()
        command = [*WIRETRACE, "run", "--input", str(made / "dump"), "--output", str(out), "--workers", str(workers)]
        run = measure.run(command)
        manifest = json.loads((out / "manifest.json").read_text())
        row: dict[str, Any] = {
            "articles": articles,
            "copies": copies,
            "workers": workers,
            "megabytes": round(size / 1e6),
            "conditions": conditions,
            "seconds": round(run.seconds, 1),
            "articles_per_second": round(articles / run.seconds),
            "cpu_seconds": round(run.cpu_seconds, 1),
            "articles_per_cpu_second": round(articles / run.cpu_seconds),
            "peak_gigabytes": round(run.peak_bytes / 1e9, 2),
            "counts": manifest["counts"],
            "stages": stages(run),
            "processor_milliseconds_an_article": processor(manifest, articles),
        }
        if copies:
            row["largest_family"] = largest_family(out)
        if quality:
            said = measure.run([*WIRETRACE, "evaluate", str(out), "--truth", str(made / "truth.jsonl")])
            figures = json.loads(said.stdout)
            row["false_derivations"] = false_derivations(out, made / "truth.jsonl")
            row["quality"] = {key: figures.get(key) for key in ("families", "agency", "relations", "credited")}
        return row


def processor(manifest: dict[str, Any], articles: int) -> dict[str, float]:
    """Milliseconds of processor time an article, by what workers did, and of the runner's own process."""
    return {name: round(1000 * seconds / articles, 3) for name, seconds in manifest["processor_seconds"].items()}


def stages(run: measure.Measured) -> dict[str, float]:
    """Seconds from each progress line to the next, by its words."""
    begins = [(at, line.partition(": ")[2].strip()) for at, line in run.log if line.startswith("wiretrace: ")]
    found: dict[str, float] = {"starting": begins[0][0] if begins else run.seconds}
    for (at, words), (end, _) in zip(begins, [*begins[1:], (run.seconds, "")], strict=True):
        found[words] = found.get(words, 0.0) + end - at
    return {words: round(seconds, 1) for words, seconds in found.items()}


def false_derivations(out: Path, truth: Path) -> dict[str, float]:
    """Derivation links between texts that have no planted source in common, and those that touch a text of no family.

    The last figure is the number for 100,000 texts of no family.
    """
    rows = [json.loads(line) for line in truth.open(encoding="utf-8")]
    family = {row["path"]: row["family"] for row in rows}
    named = {}
    for path in (out / "records").glob("*.jsonl"):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            named[row["doc_id"]] = row["source"]["uri"]
    alone = sum(name is None for name in family.values())
    wrong = touching = 0
    for path in (out / "links").glob("*.jsonl"):
        for line in path.open(encoding="utf-8"):
            link = json.loads(line)
            if link["relation"] not in DERIVATIONS or link["a"] not in named or link["b"] not in named:
                continue
            a, b = family.get(named[link["a"]]), family.get(named[link["b"]])
            wrong += a is None or a != b
            touching += a is None or b is None
    return {
        "links": wrong, "links_of_unrelated": touching, "unrelated": alone,
        "for_100000_unrelated": round(100_000 * touching / max(alone, 1), 1),
    }  # fmt: skip


def largest_family(out: Path) -> int:
    """Members of the largest family of a run."""
    sizes = [len(json.loads(line)["members"]) for path in (out / "families").glob("*.jsonl") for line in path.open()]
    return max(sizes, default=0)


def show(row: dict[str, Any]) -> None:
    """Print one run."""
    story = f", {row['copies']} of them one story" if row["copies"] else ""
    print(f"{row['articles']} generated articles{story}, {row['megabytes']} MB; {row['conditions']}; workers: {row['workers'] or 'all cores'}")
    print(
        f"  {row['seconds']} s, {row['articles_per_second']} articles/s; {row['cpu_seconds']} s of processor, "
        f"{row['articles_per_cpu_second']} articles for each; peak {row['peak_gigabytes']} GB"
    )
    whole = max(row["seconds"], 0.1)
    for words, seconds in row["stages"].items():
        print(f"    {seconds:7.1f} s {100 * seconds / whole:4.0f} %  {words}")
    for name, milliseconds in sorted(row["processor_milliseconds_an_article"].items(), key=lambda item: -item[1]):
        print(f"    {milliseconds:7.3f} ms of processor an article  {name}")
    if row["copies"]:
        print(f"  largest family: {row['largest_family']} members")
    if "quality" in row:
        print("  derivation links between unrelated texts: " + json.dumps(row["false_derivations"]))
        print("  " + json.dumps(row["quality"])[:1500])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=0, help="0: all cores")
    parser.add_argument("--copies", type=int, default=0, help="of the articles, so many are one story")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-quality", action="store_true", help="skip the evaluation against the planted truth")
    parser.add_argument("--corpora", type=Path, help="keep corpora in this folder, and take those that are there")
    args = parser.parse_args()
    options = {"workers": args.workers, "copies": args.copies, "seed": args.seed, "quality": not args.no_quality, "corpora": args.corpora}
    show(whole_run(args.articles, **options))


if __name__ == "__main__":
    main()
