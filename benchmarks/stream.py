"""What a stream sustains: generated articles dropped into a watched folder at a rate, latency, memory, completeness.

python -m benchmarks.stream --rate 20 --minutes 10

Latency is from the last change of a file to the commit of its record. Memory is the proportional set size of the
stream's processes; its slope is a least-squares line over the second half, when caches are filled.
"""

from __future__ import annotations

import argparse
import atexit
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks import corpus, measure
from pipeline.manifest import read_manifest, read_table


def drop(folder: Path, rows: list[dict[str, str]], rate: float, done: threading.Event) -> None:
    """Write the articles at a steady rate: under a hidden name first, then renamed in."""
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    for number, row in enumerate(rows):
        wait = started + number / rate - time.monotonic()
        if wait > 0 and done.wait(wait):
            return
        half = folder / f".{number:08d}.txt"
        half.write_text(row["text"], encoding="utf-8")
        half.rename(folder / f"{number:08d}.txt")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rate", type=float, default=20.0, help="articles a second")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turn-files", type=int, default=400)
    args = parser.parse_args()
    count = int(args.rate * args.minutes * 60)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        corpus.write(work / "corpus", count, args.seed)
        rows = [json.loads(line) for file in sorted((work / "corpus" / "dump").iterdir()) for line in file.open(encoding="utf-8")]
        print(f"{count} articles at {args.rate:g}/s; {measure.conditions()}", flush=True)
        command = [
            sys.executable, "-m", "pipeline.cli", "stream", "--input", str(work / "in"), "--output", str(work / "out"),
            "--state", str(work / "state"), "--set", f"run.turn_files={args.turn_files}", "--log-json",
        ]  # fmt: skip
        (work / "in").mkdir()
        with (work / "log").open("wb") as log, (work / "turns").open("wb") as turns:
            stream = subprocess.Popen(command, stdout=turns, stderr=log)
            atexit.register(stream.kill)
            time.sleep(5)  # imports are not part of the latency
            done = threading.Event()
            writer = threading.Thread(target=drop, args=(work / "in", rows, args.rate, done), daemon=True)
            started = time.monotonic()
            writer.start()
            memory: list[tuple[float, int]] = []
            deadline = started + args.minutes * 60 + 600
            while time.monotonic() < deadline and stream.poll() is None:
                time.sleep(2)
                memory.append((time.monotonic() - started, sum(map(measure.resident_bytes, measure.processes(stream.pid)))))
                read = sum(json.loads(line)["counts"]["documents_read"] for line in (work / "turns").read_bytes().splitlines(keepends=True) if line.endswith(b"\n"))
                if read >= count:
                    break
            took = time.monotonic() - started
            done.set()
            stream.send_signal(signal.SIGTERM)
            code = stream.wait(120)
        lines = [json.loads(line) for line in (work / "turns").read_bytes().splitlines()]
        report(work, count, took, code, memory, lines)


def report(work: Path, count: int, took: float, code: int, memory: list[tuple[float, int]], lines: list[dict]) -> None:  # type: ignore[type-arg]
    """Print the figures and whether every article has one record."""
    totals = lines[-1] if lines and lines[-1]["event"] == "wiretrace_stream" else {}
    turns = [line for line in lines if line["event"] == "wiretrace_run"]
    seen: Counter[tuple[str, int]] = Counter()
    for manifest in sorted((work / "out").glob("turn-*/manifest.json")):
        folder = str(manifest.parent)
        seen.update((row["doc_id"], row["revision"]) for row in read_table(folder, read_manifest(folder), "records"))
    documents = len({doc for doc, _ in seen})
    print(f"exit {code}; {took:.0f} s until all were read; {documents} of {count} articles have records; {sum(n > 1 for n in seen.values())} revisions written twice")
    print(f"latency, seconds: {totals.get('latency_seconds')}; {len(turns)} turns, {totals.get('revised')} revisions")
    quarter = max(1, len(turns) // 4)
    for name, part in (("first", turns[:quarter]), ("last", turns[-quarter:])):
        if part:
            seconds = [turn["seconds"] for turn in part]
            print(f"{name} quarter of the turns: {np.mean(seconds):.2f} s a turn, {np.mean([t['counts']['documents_read'] for t in part]):.0f} articles a turn")
    half = np.array(memory[len(memory) // 2 :], dtype=float)
    if len(half) > 2:
        slope = np.polyfit(half[:, 0], half[:, 1] / 1e6, 1)[0] * 60
        print(f"memory: {half[0, 1] / 1e6:.0f} MB at half time, {half[-1, 1] / 1e6:.0f} MB at the end, slope {slope:+.1f} MB a minute")


if __name__ == "__main__":
    main()
