"""Matching what is new against what is known, and a year of days: what a scheduled run costs.

    python -m benchmarks.incremental share --known 100000 --new 10000
    python -m benchmarks.incremental year --days 365 --articles 1000

`share`: one run over everything, then the known part alone into a state, then the new part against it; the last
divided by the first is the share. Known and new are drawn from the same days, so nearly all of what is known lies in
the window of what is new: the worst case. `year`: every day so many articles, published that day or the days before;
seconds, peak memory and bytes of state by day, with the slope of a straight line through each; then `expire`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks import corpus, measure

WIRETRACE = [sys.executable, "-m", "pipeline.cli"]
FIRST = date(2024, 1, 1)


def share(known: int, new: int, seed: int, workers: int) -> None:
    """Print what a run on new articles costs, as a share of one run over all."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus.write(work / "all", known + new, seed)
        rows = _rows(work / "all" / "dump")
        # every eleventh row or so, so that both parts cover the same days and stories
        chosen = set(np.linspace(0, len(rows) - 1, new).astype(int).tolist())
        _write(work / "known" / "a.jsonl", [row for n, row in enumerate(rows) if n not in chosen])
        _write(work / "new" / "a.jsonl", [row for n, row in enumerate(rows) if n in chosen])
        print(f"{known} known, {new} new generated articles; {measure.conditions()}; {workers} workers", flush=True)
        whole = _run(work / "all" / "dump", work / "out", workers)
        print(f"one run over all: {whole.seconds:.1f} s, peak {whole.peak_bytes / 1e9:.2f} GB", flush=True)
        state = ["--state", str(work / "state"), "--seen", FIRST.isoformat()]
        first = _run(work / "known", work / "out-known", workers, *state)
        print(f"the known into an empty state: {first.seconds:.1f} s, peak {first.peak_bytes / 1e9:.2f} GB", flush=True)
        second = _run(work / "new", work / "out-new", workers, *state)
        print(f"the new against it: {second.seconds:.1f} s, peak {second.peak_bytes / 1e9:.2f} GB")
        print(second.stdout.strip())
        print(f"share {second.seconds / whole.seconds:.3f}")


def year(days: int, articles: int, seed: int, keep: int) -> None:
    """Print time, memory and disk of every day's run, and their slopes."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        figures: list[tuple[float, float, float]] = []
        print(f"{days} days of {articles} generated articles; {measure.conditions()}", flush=True)
        for day in range(days):
            today = FIRST + timedelta(days=day)
            corpus.write(work / "day", articles, seed + day)
            rows = [_published(row, today) for row in _rows(work / "day" / "dump")]
            _write(work / "arrived" / "a.jsonl", [{**row, "id": f"{day}-{row['id']}"} for row in rows])
            state = ["--state", str(work / "state"), "--seen", today.isoformat()]
            run = _run(work / "arrived", work / "out", 1, *state)
            size = _bytes(work / "state")
            figures.append((run.seconds, run.peak_bytes / 1e6, size / 1e6))
            print(f"{today} {run.seconds:.1f} s {run.peak_bytes / 1e6:.0f} MB, state {size / 1e6:.1f} MB", flush=True)
        # the window fills during the first days
        table = np.array(figures[min(10, len(figures) // 2) :])
        for name, column in zip(("seconds", "peak MB", "state MB"), table.T, strict=True):
            slope = np.polyfit(np.arange(len(column)), column, 1)[0] if len(column) > 1 else 0.0
            print(f"{name}: mean {column.mean():.2f}, slope {slope:+.4f} a day")
        last = FIRST + timedelta(days=days - keep)
        print(measure.run([*WIRETRACE, "state", "expire", str(work / "state"), "--before", last.isoformat()]).stdout.strip())
        print(f"state after expire: {_bytes(work / 'state') / 1e6:.1f} MB")


def _published(row: dict[str, object], today: date) -> dict[str, object]:
    """The row, published today or one of the three days before: the corpus spreads each story over three days."""
    text = str(row["published"])
    back = date.fromisoformat(text[:10]).toordinal() % 4
    return {**row, "published": (today - timedelta(days=back)).isoformat() + text[10:]}


def _run(source: Path, output: Path, workers: int, *more: str) -> measure.Measured:
    command = ["run", "--input", str(source), "--output", str(output), "--workers", str(workers), *more]
    return measure.run([*WIRETRACE, *command])


def _rows(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def _write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    kinds = parser.add_subparsers(dest="kind", required=True)
    one = kinds.add_parser("share")
    one.add_argument("--known", type=int, default=10_000)
    one.add_argument("--new", type=int, default=1_000)
    one.add_argument("--workers", type=int, default=1)
    two = kinds.add_parser("year")
    two.add_argument("--days", type=int, default=30)
    two.add_argument("--articles", type=int, default=200)
    two.add_argument("--keep", type=int, default=14, help="days that expire leaves")
    for kind in (one, two):
        kind.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.kind == "share":
        share(args.known, args.new, args.seed, args.workers)
    else:
        year(args.days, args.articles, args.seed, args.keep)


if __name__ == "__main__":
    main()
