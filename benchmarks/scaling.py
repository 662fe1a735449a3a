"""How time, memory and quality grow with the number of articles, and what one story everywhere costs.

python -m benchmarks.scaling --sizes 10000 30000 100000 --json benchmarks/results/scaling.json
python -m benchmarks.scaling --sizes 10000 100000 1000000 --story 100000    # a quarter of an hour and 30 GB of disk

Each size is a run in processes of its own. One, the largest if nothing else is asked for, is also run with a fifth of its
articles being one story, which is the hot-key test; ratios are between runs of this one command.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path
from typing import Any

from benchmarks.whole_run import show, whole_run


def compare(rows: list[dict[str, Any]], story: dict[str, Any] | None) -> dict[str, float]:
    """Ratios between the runs: growth of the clock and of processor time for each size against the one before."""
    found: dict[str, float] = {}
    for before, after in itertools.pairwise(rows):
        name = f"{before['articles']} to {after['articles']}"
        found[f"{name}: articles"] = round(after["articles"] / before["articles"], 2)
        for key in ("seconds", "cpu_seconds", "peak_gigabytes"):
            found[f"{name}: {key}"] = round(after[key] / before[key], 2)
    if story is not None:
        plain = next(row for row in rows if row["articles"] == story["articles"])
        for key in ("seconds", "cpu_seconds", "peak_gigabytes"):
            found[f"one story {story['copies']} times in {story['articles']}: {key}"] = round(story[key] / plain[key], 2)
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000])
    parser.add_argument("--workers", type=int, default=0, help="0: all cores")
    parser.add_argument("--story", type=int, help="of the sizes, the one also run with one story everywhere; 0: none; default: the largest")
    parser.add_argument("--no-quality", action="store_true", help="skip the evaluation against the planted truth")
    parser.add_argument("--corpora", type=Path, help="keep corpora in this folder, and take those that are there")
    parser.add_argument("--json", type=Path, help="keep the figures here")
    args = parser.parse_args()
    if args.story is None:
        args.story = max(args.sizes)
    if args.story and args.story not in args.sizes:
        parser.error(f"--story {args.story} is none of the sizes")
    rows, story = [], None
    for size in sorted(args.sizes):
        rows.append(whole_run(size, workers=args.workers, quality=not args.no_quality, corpora=args.corpora))
        show(rows[-1])
        if size == args.story:
            story = whole_run(size, workers=args.workers, copies=size // 5, quality=False, corpora=args.corpora)
            show(story)
    ratios = compare(rows, story)
    for name, value in ratios.items():
        print(f"{value:8.2f} x  {name}")
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps({"runs": rows, "story": story, "ratios": ratios}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
