"""Draw the last scaling run: processor time an article and peak memory by number of articles, as one small SVG.

python -m benchmarks.plot [benchmarks/results/scaling.json] [benchmarks/results/scaling.svg]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

RESULTS = Path(__file__).resolve().parent / "results"


def draw(runs: list[dict[str, float]], place: Path) -> None:
    """Draw runs of rising size; dates and random ids are left out, so that equal figures give equal files."""
    plt.rcParams["svg.hashsalt"] = "wiretrace"
    sizes = [run["articles"] for run in runs]
    figure, (left, right) = plt.subplots(1, 2, figsize=(7, 2.6))
    left.plot(sizes, [1000 * run["cpu_seconds"] / run["articles"] for run in runs], "o-", color="#1f5fa8")
    left.set_ylabel("ms of processor an article")
    right.plot(sizes, [run["peak_gigabytes"] for run in runs], "o-", color="#a8421f")
    right.set_ylabel("peak memory, GB")
    for axes in (left, right):
        axes.set_xscale("log")
        axes.set_xlabel("articles")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(place, metadata={"Date": None})


def main(argv: list[str]) -> None:
    """Command line."""
    source = Path(argv[0]) if argv else RESULTS / "scaling.json"
    place = Path(argv[1]) if len(argv) > 1 else RESULTS / "scaling.svg"
    if not source.is_file():
        sys.exit(f"{source} is not there: run python -m benchmarks.scaling --json {source} first")
    draw(json.loads(source.read_text(encoding="utf-8"))["runs"], place)


if __name__ == "__main__":
    main(sys.argv[1:])
