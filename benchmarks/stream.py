"""What a stream sustains: generated articles dropped into a watched folder at a rate, latency, memory, completeness.

python -m benchmarks.stream --rate 20 --minutes 10 --disturb

Latency is from the last change of a file to the manifest that names its first record, so it holds across restarts. Memory
is the proportional set size of the stream's processes; its slope is a least-squares line over the second half of the
longest life, when caches are filled. With ``--disturb`` the stream gets SIGTERM at seven tenths of the time and SIGKILL at
nine tenths, and is started again at once.
"""

from __future__ import annotations

import argparse
import atexit
import json
import resource
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


class Life:
    """One process of the stream, from its start to its end."""

    def __init__(self, command: list[str], work: Path) -> None:
        """Start it."""
        self.log = (work / "log").open("ab")
        self.turns = (work / "turns").open("ab")
        self.process = subprocess.Popen(command, stdout=self.turns, stderr=self.log)
        atexit.register(self.process.kill)
        self.memory: list[tuple[float, int]] = []

    def look(self, at: float) -> None:
        """Note its memory."""
        self.memory.append((at, sum(map(measure.resident_bytes, measure.processes(self.process.pid)))))

    def end(self, number: int) -> int:
        """Send it a signal and wait."""
        self.process.send_signal(number)
        code = self.process.wait(180)
        self.log.close()
        self.turns.close()
        return code


def written(output: Path, known: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Turn → first records in it, by name of the file, with the time of the manifest; grows with each call."""
    for manifest in output.glob("turn-*/manifest.json"):
        folder = str(manifest.parent)
        if folder not in known:
            rows = read_table(folder, read_manifest(folder), "records")
            known[folder] = {row["source"]["uri"]: manifest.stat().st_mtime for row in rows if row["revision"] == 1}
    return known


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rate", type=float, default=20.0, help="articles a second")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turn-files", type=int, default=400)
    parser.add_argument("--disturb", action="store_true", help="SIGTERM, then SIGKILL, and start again")
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
        life = Life(command, work)
        lives, codes = [life], []
        time.sleep(5)  # imports are not part of the latency
        done = threading.Event()
        writer = threading.Thread(target=drop, args=(work / "in", rows, args.rate, done), daemon=True)
        started = time.monotonic()
        writer.start()
        blows = [(0.7, signal.SIGTERM), (0.9, signal.SIGKILL)] if args.disturb else []
        known: dict[str, dict[str, float]] = {}
        dropped = args.minutes * 60
        took = 0.0
        while took < dropped + 600:
            time.sleep(2)
            took = time.monotonic() - started
            if blows and took >= blows[0][0] * dropped:
                codes.append(life.end(blows.pop(0)[1]))
                life = Life(command, work)
                lives.append(life)
            if life.process.poll() is not None:
                break
            life.look(took)
            if sum(map(len, written(work / "out", known).values())) >= count:
                break
        done.set()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        codes.append(life.end(signal.SIGTERM))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        lines = [json.loads(line) for line in (work / "turns").read_bytes().splitlines() if line.endswith(b"}")]
        print(f"exits {codes}; processor time of the stream {used.ru_utime + used.ru_stime:.0f} s ({before.ru_utime + before.ru_stime:.0f} s before the last life)")
        report(work, count, took, max(lives, key=lambda one: len(one.memory)).memory, lines, written(work / "out", known))


def report(
    work: Path, count: int, took: float, memory: list[tuple[float, int]], lines: list[dict],  # type: ignore[type-arg]
    first: dict[str, dict[str, float]],
) -> None:  # fmt: skip
    """Print the figures and whether every article has one record."""
    turns = [line for line in lines if line["event"] == "wiretrace_run"]
    seen: Counter[tuple[str, int]] = Counter()
    revised = 0
    for manifest in sorted((work / "out").glob("turn-*/manifest.json")):
        folder = str(manifest.parent)
        about = read_manifest(folder)
        revised += sum(about["state"]["revised"].values())
        seen.update((row["doc_id"], row["revision"]) for row in read_table(folder, about, "records"))
    documents = len({doc for doc, _ in seen})
    waits = sorted(at - (work / "in" / name).stat().st_mtime for turn in first.values() for name, at in turn.items())
    quantiles = {q: round(waits[min(len(waits) - 1, int(q / 100 * len(waits)))], 2) for q in (50, 95, 99)} if waits else {}
    print(f"{took:.0f} s until all were written: {documents / took:.1f} articles/s; {documents} of {count} articles have records; {sum(n > 1 for n in seen.values())} revisions written twice")
    print(f"latency, seconds: {quantiles}; {len(first)} turns, {revised} revisions")
    quarter = max(1, len(turns) // 4)
    for name, part in (("first", turns[:quarter]), ("last", turns[-quarter:])):
        if part:
            seconds = [turn["seconds"] for turn in part]
            print(f"{name} quarter of the turns: {np.mean(seconds):.2f} s a turn, {np.mean([t['counts']['documents_read'] for t in part]):.0f} articles a turn")
    half = np.array(memory[len(memory) // 2 :], dtype=float)
    if len(half) > 2:
        slope = np.polyfit(half[:, 0], half[:, 1] / 1e6, 1)[0] * 60
        print(f"memory of the longest life: {half[0, 1] / 1e6:.0f} MB at half time, {half[-1, 1] / 1e6:.0f} MB at its end, slope {slope:+.1f} MB a minute")


if __name__ == "__main__":
    main()
