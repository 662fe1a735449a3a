"""Matching what is new against what is known, and a year of days: what a scheduled run costs.

    python -m benchmarks.incremental share --known 100000 --new 10000
    python -m benchmarks.incremental year --days 365 --articles 1000
    python -m benchmarks.incremental age --days 365 --articles 1000 --today 50

`share`: one run over everything, then the known part alone into a state, then the new part against it; the last
divided by the first is the share, by the clock and by processor time. The new articles are those of one day and the
known ones those of the days before, as many a day; with ``--mixed`` both are drawn from the same days, so that nearly
every story that is known goes on: the worst case. `year`: every day so many articles,
published that day or the days before; processor time, peak memory and bytes of state by day, with the slope of a
straight line through each; then `expire`. `age`: the same day's run on a young state and on one that looks back on so
many days (as many ids in the index, files in the pointer, manifests in the output): the difference is all that can grow
with age, for a run reads nothing else outside its time window.

Days of `year` and `age` run in processes forked from one that has imported everything (that of `year` has loaded tables
and compiled loops too); a run of its own takes the start of a process on top, the same every day.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks import corpus, measure
from pipeline.cli import _main as cli_main
from pipeline.state import store
from pipeline.state.commit import manifest_name
from pipeline.state.index import FILE_ROWS
from pipeline.state.pointer import read_pointer, write_pointer
from pipeline.state.tables import EVERYWHERE, SCHEMAS, part_of

WIRETRACE = [sys.executable, "-m", "pipeline.cli"]
FIRST = date(2024, 1, 1)


def share(known: int, new: int, seed: int, workers: int, *, mixed: bool, work: Path) -> None:
    """Print what a run on new articles costs, as a share of one run over all.

    Args:
        known: articles that are known.
        new: articles that are not.
        seed: of the corpus.
        workers: of each run.
        mixed: the new ones are drawn from the same days as the known; else they are the last to be published.
        work: folder of corpus, state and outputs; what is there is taken.
    """
    arrivals(known, new, seed, work, mixed=mixed)
    kind = "drawn from all days" if mixed else "of the last day"
    print(f"{known} known, {new} new generated articles {kind}; {measure.conditions()}; {workers} workers", flush=True)
    whole = _run(work / "all", work / "out", workers)
    print(f"one run over all: {whole.seconds:.1f} s, peak {whole.peak_bytes / 1e9:.2f} GB", flush=True)
    state = ["--state", str(work / "state"), "--seen", FIRST.isoformat()]
    if not (work / "state").exists():
        first = _run(work / "known", work / "out-known", workers, *state)
        print(f"the known into an empty state: {first.seconds:.1f} s, peak {first.peak_bytes / 1e9:.2f} GB", flush=True)
    second = _run(work / "new", work / "out-new", workers, *state)
    print(f"the new against it: {second.seconds:.1f} s, peak {second.peak_bytes / 1e9:.2f} GB")
    print(second.stdout.strip())
    print(
        f"share {second.seconds / whole.seconds:.3f} by the clock, "
        f"{second.cpu_seconds / whole.cpu_seconds:.3f} by processor time "
        f"({second.cpu_seconds:.1f} of {whole.cpu_seconds:.1f} s)"
    )


def arrivals(known: int, new: int, seed: int, work: Path, *, mixed: bool) -> None:
    """Write what is known, what is new, and all of it: ``known/``, ``new/`` and ``all/`` below ``work``.

    As many days as it takes at ``new`` articles a day, from the middle of a longer stretch: copies of stories that began
    before the first day are among the known, and stories of the last day have not been copied to the end.
    """
    if (work / "all").exists():
        return
    days, margin = max(1, round((known + new) / new)), 3
    corpus.write(work / "corpus", (known + new) * (days + 2 * margin) // days, seed, days=days + 2 * margin)
    rows = sorted(_rows(work / "corpus" / "dump"), key=lambda row: (str(row["published"]), str(row["id"])))
    start = min(len(rows) * margin // (days + 2 * margin), len(rows) - known - new)
    rows = rows[start : start + known + new]
    chosen = np.linspace(0, len(rows) - 1, new).astype(int) if mixed else np.arange(known, known + new)
    late = set(chosen.tolist())
    _write(work / "known" / "a.jsonl", [row for n, row in enumerate(rows) if n not in late])
    _write(work / "new" / "a.jsonl", [row for n, row in enumerate(rows) if n in late])
    _write(work / "all" / "a.jsonl", rows)


def year(days: int, articles: int, seed: int, keep: int, work: Path, rows: Path) -> None:
    """Print processor time, memory and disk of every day's run, and their slopes; goes on where it was interrupted.

    Args:
        days: that are simulated, the first one into an empty state.
        articles: of a day.
        seed: of the first day's articles.
        keep: days that expire leaves.
        work: folder of state and output, kept.
        rows: JSON Lines file with one row a day.
    """
    _warm()
    before = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()] if rows.exists() else []
    print(f"{days} days of {articles} generated articles; {measure.conditions()}", flush=True)
    with rows.open("a", encoding="utf-8") as handle:
        for day in range(len(before), days):
            measure.forked(partial(_arrive, work, day, articles, seed))
            run = measure.forked(partial(_day, work, FIRST + timedelta(days=day)))
            files = [path for path in (work / "state").rglob("*") if path.is_file()]
            row = {
                "day": day, "processor_seconds": round(run.cpu_seconds, 2), "peak_mb": round(run.peak_bytes / 1e6, 1),
                "clock_seconds": round(run.seconds, 1), "state_mb": round(_bytes(work / "state") / 1e6, 3),
                "state_files": len(files), "output_mb": round(_bytes(work / "out") / 1e6, 3),
            }  # fmt: skip
            before.append(row)
            handle.write(json.dumps(row) + "\n")
            handle.flush()
            if day % 10 == 0:
                print(row, flush=True)
    _slopes(before)
    last = FIRST + timedelta(days=days - keep)
    run = measure.run([*WIRETRACE, "state", "expire", str(work / "state"), "--before", last.isoformat()])
    print(f"{run.stdout.strip()} ({run.cpu_seconds:.1f} processor seconds, peak {run.peak_bytes / 1e6:.0f} MB)")
    print(f"state {before[-1]['state_mb']} MB, after expire {_bytes(work / 'state') / 1e6:.3f} MB; with {keep} days it "
          f"once had {before[min(keep, len(before)) - 1]['state_mb']} MB")


def _slopes(rows: Sequence[dict[str, float]]) -> None:
    """Print a straight line through each figure, over the days after the window has filled."""
    kept = rows[min(14, len(rows) // 2) :]
    x = np.array([row["day"] for row in kept], float)
    for name in ("processor_seconds", "peak_mb", "state_mb", "state_files", "output_mb"):
        y = np.array([row[name] for row in kept])
        if len(y) < 4:
            continue
        (slope, start), covariance = np.polyfit(x, y, 1, cov=True)
        residual = y - (slope * x + start)
        fit = 1 - residual.var() / y.var() if y.var() else 1.0
        print(
            f"{name}: mean {y.mean():.2f}, slope {slope:+.5f} ± {covariance[0, 0] ** 0.5:.5f} a day "
            f"({slope * 365 / y.mean():+.1%} of the mean a year), R² {fit:.4f}"
        )


def _warm() -> None:
    """Import and load what every run needs, compiled loops and tables too, without starting a thread.

    Days are forked from here: what each costs then is the day's work, not the start of a process, which is always the same.
    """
    import pipeline.graph
    import pipeline.launch
    import pipeline.state.flow
    import pipeline.state.session  # noqa: F401
    from transforms.ready import make_ready

    make_ready()


def age(days: int, articles: int, today: int, seed: int) -> None:
    """Print what a day's run costs on a young state and on an old one."""
    with tempfile.TemporaryDirectory() as folder:
        young, old = Path(folder) / "young", Path(folder) / "old"
        measure.forked(partial(_arrive, young, 0, today, seed))
        measure.forked(partial(_day, young, FIRST))
        measure.forked(partial(_arrive, young, 1, today, seed))
        shutil.copytree(young, old)
        measure.forked(partial(_grow_old, old, days, articles))
        print(f"{today} generated articles against as many known; {measure.conditions()}")
        runs = []
        for name, work in (("young", young), ("old", old)):
            runs.append(measure.forked(partial(_day, work, FIRST + timedelta(days=1))))
            print(
                f"{name} state ({_bytes(work / 'state') / 1e6:.1f} MB): {runs[-1].cpu_seconds:.2f} processor seconds, "
                f"peak {runs[-1].peak_bytes / 1e6:.0f} MB",
                flush=True,
            )
        seconds = runs[1].cpu_seconds - runs[0].cpu_seconds
        megabytes = (runs[1].peak_bytes - runs[0].peak_bytes) / 1e6
        print(f"{days} days of {articles} articles add {seconds:.2f} s, {megabytes:.0f} MB")
        print(f"slope {seconds / days:+.5f} s, {megabytes / days:+.4f} MB a day")


def _arrive(work: Path, day: int, articles: int, seed: int) -> None:
    """Write what arrives on a day."""
    corpus.write(work / "day", articles, seed + day)
    rows = [_published(row, FIRST + timedelta(days=day)) for row in _rows(work / "day" / "dump")]
    _write(work / "arrived" / "a.jsonl", [{**row, "id": f"{day}-{row['id']}"} for row in rows])


def _day(work: Path, seen: date) -> None:
    """A day's run, in this process."""
    command = ["run", "--input", str(work / "arrived"), "--output", str(work / "out"), "--workers", "1"]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        code = cli_main([*command, "--state", str(work / "state"), "--seen", seen.isoformat()])
    if code:
        raise RuntimeError(f"the run of {seen} ended with {code}")


def _grow_old(work: Path, days: int, articles: int) -> None:
    """Give a state what so many days leave behind: ids, files by day, manifests of earlier runs."""
    state = str(work / "state")
    pointer = read_pointer(state)
    if pointer is None:
        raise RuntimeError(f"no state at {state}")
    added = []
    far = part_of((FIRST - timedelta(days=400) - date(1970, 1, 1)).days, 0)
    draw = np.random.default_rng(1)
    doc, high, low = (draw.integers(1, 2**63, days * articles, np.uint64) for _ in range(3))
    part = np.repeat(np.arange(days, dtype=np.int32) * -2 + far, articles)
    columns = {
        "doc": doc, "sha_high": high, "sha_low": low, "part": part, "seen": part >> 1,
        "time": part.astype(np.int64) * 43_200, "current": np.ones(len(doc), bool), "expired": np.zeros(len(doc), np.int32),
    }  # fmt: skip
    rows = pa.table(columns, schema=SCHEMAS["index"])
    cut = [rows.slice(start, FILE_ROWS) for start in range(0, len(rows), FILE_ROWS)]
    added += [store.write_table(state, "index", EVERYWHERE, some) for some in cut]
    for table in SCHEMAS:
        files = pointer.of_table(table)
        if table == "index" or not files:
            continue
        data = store.read_bytes(state, files[0])
        for day in range(days):
            added.append(replace(files[0], part=far - 2 * day))
            (work / "state" / added[-1].path).write_bytes(data)
    # manifests of earlier runs stand in the output; the last run's is the newest
    manifest = json.loads((work / "out" / "manifest.json").read_text())
    generation = pointer.generation + days
    for day in range(days):
        earlier = json.loads(json.dumps(manifest))
        earlier["state"]["generation"] = number = pointer.generation + day
        (work / "out" / manifest_name(number, f"{number:064x}"[::-1])).write_text(json.dumps(earlier, indent=2, sort_keys=True))
    aged = replace(pointer.rewritten(pointer.sha256(), added, ()), generation=generation, runs=())
    write_pointer(state, aged)


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
    one.add_argument("--mixed", action="store_true", help="new articles from the same days as the known, not the last day's")
    one.add_argument("--work", type=Path, help="folder of corpus, state and outputs, kept")
    two = kinds.add_parser("year")
    two.add_argument("--days", type=int, default=30)
    two.add_argument("--articles", type=int, default=200)
    two.add_argument("--keep", type=int, default=14, help="days that expire leaves")
    two.add_argument("--work", type=Path, required=True, help="folder of state and output; a second call goes on there")
    three = kinds.add_parser("age")
    three.add_argument("--days", type=int, default=365)
    three.add_argument("--articles", type=int, default=1000)
    three.add_argument("--today", type=int, default=50, help="articles of the run that is measured")
    for kind in (one, two, three):
        kind.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.kind == "share":
        with tempfile.TemporaryDirectory() as folder:
            work = args.work or Path(folder)
            share(args.known, args.new, args.seed, args.workers, mixed=args.mixed, work=work)
    elif args.kind == "age":
        age(args.days, args.articles, args.today, args.seed)
    else:
        args.work.mkdir(parents=True, exist_ok=True)
        year(args.days, args.articles, args.seed, args.keep, args.work, args.work / "days.jsonl")


if __name__ == "__main__":
    main()
