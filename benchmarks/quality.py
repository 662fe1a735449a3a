"""The acceptance table of tracing: runs of the shipped settings over the shared data, and what they must show.

    python -m benchmarks.quality [--data ../shared/data] [--keep FOLDER]

Three runs: ``families``, ``translation``, and ``translation`` with all originals taken out of the input. Every figure
stands beside its target; a line that misses it says so. Exit 0 whatever the figures are: this is a measurement.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import measure
from pipeline.evaluate import evaluate

HERE = Path(__file__).resolve().parent
DISTANT = frozenset({"ja", "zh"})
"""Languages for which a lower recall is asked."""


def run(inputs: Path, output: Path) -> float:
    """Run the command at the shipped settings; seconds it took."""
    command = [sys.executable, "-m", "pipeline.cli", "run", "--input", str(inputs), "--output", str(output)]
    return measure.run([*command, "--keep-candidates"]).seconds


def without_sources(folder: Path, place: Path) -> Path:
    """A copy of the dump without the originals."""
    place.mkdir()
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["role"] != "source":
            shutil.copy(folder / "dump" / row["path"], place / row["path"])
    return place


def rows_of_families(found: dict[str, Any]) -> Iterator[tuple[str, float | None, str, float]]:
    """(what, figure, ``>=`` or ``<=``, target)."""
    bcubed, negatives = found["families"]["bcubed"], found["hard_negatives"]
    yield "B-cubed F1", bcubed["f1"], ">=", 0.90
    yield "B-cubed precision", bcubed["precision"], ">=", 0.0
    yield "B-cubed recall", bcubed["recall"], ">=", 0.0
    yield "text copies joined", found["text_copy"]["joined_share"], ">=", 0.96
    yield "edges between families joined", negatives["edges"]["joined_share"], "<=", 0.02
    yield "pairs with an unrelated page joined", negatives["unrelated"]["joined_share"], "<=", 0.02
    yield "agency right", found["agency"]["right"], ">=", 0.95
    yield "agency falsely given", found["agency"]["falsely_given"], "<=", 0.02
    yield "macro-F1 of seven derivation relations", found["relations"]["macro_f1"], ">=", 0.70
    yield "  sources not counted as verbatim", found["relations"]["macro_f1_as_recorded"], ">=", 0.0
    for name, figures in found["relations"]["by_relation"].items():
        yield f"  {name} F1 ({figures['true']} documents)", figures["f1"], ">=", 0.0
    yield "credited right", found["credited"]["accuracy"], ">=", 0.95
    yield "candidate recall of copies", found["candidates"]["edge_recall"], ">=", 0.99


def rows_of_translation(found: dict[str, Any]) -> Iterator[tuple[str, float | None, str, float]]:
    """(what, figure, ``>=`` or ``<=``, target)."""
    pairs = found["translation"]["source_to_human"]
    yield "original and human translation, all pairs", pairs["recall"], ">=", 0.97
    for name, figures in pairs["by_language_pair"].items():
        yield f"  {name}", figures["recall"], ">=", 0.85 if DISTANT & set(name.split("-")) else 0.97
    yield "pairwise precision", found["families"]["pairwise"]["precision"], ">=", 0.99
    yield "pairwise recall", found["families"]["pairwise"]["recall"], ">=", 0.0
    yield "English versions in one family", found["translation"]["english_versions"]["recall"], ">=", 0.97
    yield "candidate recall", found["candidates"]["recall"], ">=", 0.99
    yield "candidate pairs an article", found["candidates"]["per_record"], "<=", float("inf")
    yield "records that name a true parent", found["direction"]["parents"]["accuracy"], ">=", 0.0


def rows_without_sources(found: dict[str, Any]) -> Iterator[tuple[str, float | None, str, float]]:
    """(what, figure, ``>=`` or ``<=``, target)."""
    versions = found["translation"]["english_versions"]
    yield "English versions in one family", versions["recall"], ">=", 0.95
    yield "pairwise precision", found["families"]["pairwise"]["precision"], ">=", 0.99
    yield "stories whole and with a lost original", versions["lost_original"], ">=", 0.0


def show(title: str, rows: Iterator[tuple[str, float | None, str, float]]) -> None:
    """Print a table."""
    print(f"\n{title}")
    for what, figure, sign, target in rows:
        if figure is None:
            print(f"  {what:46} nothing to measure")
            continue
        good = figure >= target if sign == ">=" else figure <= target
        wanted = (
            "" if target in (0.0, float("inf")) else f"{sign} {target:.2f}" + ("" if good else "   missed")
        )
        print(f"  {what:46} {figure:6.4f}  {wanted}".rstrip())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--keep", type=Path, help="folder where the runs are kept")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: {options.data} is not there (the shared evaluation data is not part of the project)")
        return
    print(measure.conditions())
    families, translation = options.data / "families", options.data / "translation"
    with tempfile.TemporaryDirectory() as scratch:
        place = options.keep or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        try:
            seconds = run(families / "dump", place / "families")
            found = evaluate(
                str(place / "families"), str(families / "truth.jsonl"), str(families / "edges.jsonl")
            )
            show(f"families ({seconds:.0f} s)", rows_of_families(found))
            print("  confidence of links that claim one source, and how many are right:")
            for row in found["reliability"]["same_family"]["bins"]:
                print(
                    f"    {row['from']:.1f}-{row['to']:.1f}: {row['count']:4} links, mean {row['mean_confidence']:.3f}, right {row['right']:.3f}"
                )
            seconds = run(translation / "dump", place / "translation")
            found = evaluate(str(place / "translation"), str(translation / "truth.jsonl"))
            show(f"translation ({seconds:.0f} s)", rows_of_translation(found))
            dump = without_sources(translation, Path(scratch) / "without_sources")
            seconds = run(dump, place / "without_sources")
            found = evaluate(str(place / "without_sources"), str(translation / "truth.jsonl"))
            show(f"translation without originals ({seconds:.0f} s)", rows_without_sources(found))
        except (RuntimeError, subprocess.SubprocessError) as error:
            sys.exit(f"a run failed: {error}")


if __name__ == "__main__":
    main()
