"""The same input on every engine: the tables must be the same bytes; wall times are printed side by side.

    python -m tests.cluster.matrix                                   the demo on all engines
    python -m tests.cluster.matrix --articles 20000 --engines embedded,flink

Exit code 0: all that ran agree. 1: one differs or failed. A skipped engine is named and counts as not shown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.cluster import pieces
from tests.cluster.engines import ENGINES, environment
from tests.cluster.processes import NotUp


@dataclass
class Outcome:
    """What one engine did."""

    engine: str
    verdict: str
    seconds: float = 0.0
    what: str = ""


def tables(output: Path) -> dict[str, str]:
    """Path below OUT → SHA-256 of every table file the manifest names, and the counts."""
    manifest = json.loads((output / "manifest.json").read_text())
    found = {info["path"]: info["sha256"] for info in manifest["files"]}
    return {**found, "counts": json.dumps(manifest["counts"], sort_keys=True), "capped": json.dumps(manifest["capped_keys"])}


def run(name: str, source: list[str], folder: Path, bin_folder: Path, limit: float) -> tuple[Outcome, dict[str, str]]:
    """One engine, from nothing to stopped."""
    output = folder / name / "out"
    try:
        with ENGINES[name](folder / name, bin_folder) as engine:
            command = [str(bin_folder / "wiretrace"), "run", *source, "--output", str(output), "--format", "both", "--texts", "--", *engine.args]
            started = time.perf_counter()
            try:
                done = subprocess.run(command, cwd=folder, env=environment(bin_folder), capture_output=True, text=True, timeout=limit, check=False)
            except subprocess.TimeoutExpired:
                return Outcome(name, f"FAILED: not done within {limit:.0f} s", limit, engine.what), {}
            seconds = time.perf_counter() - started
            if done.returncode:
                (folder / name / "client.log").write_text(done.stdout + done.stderr)
                last = (done.stderr.strip().splitlines() or ["no message"])[-1]
                return Outcome(name, f"FAILED ({done.returncode}): {last[:300]}", seconds, engine.what), {}
            return Outcome(name, "done", seconds, engine.what), tables(output)
    except pieces.Missing as missing:
        return Outcome(name, f"skipped: {missing}"), {}
    except NotUp as error:
        return Outcome(name, f"FAILED: {error}"), {}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=0, help="generated articles; 0 is the demo of the package")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--limit", type=float, default=1800, help="seconds an engine may take")
    parser.add_argument("--keep", type=Path, help="a folder for inputs, outputs and logs, instead of a temporary one")
    args = parser.parse_args(argv)
    try:
        bin_folder = pieces.wheel_environment()
    except pieces.Missing as missing:
        print(f"skipped: {missing}")
        return 0
    with tempfile.TemporaryDirectory(prefix="wiretrace-cluster-") as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source, what = _input(args.articles, folder, bin_folder)
        print(f"input: {what}; {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}", flush=True)
        outcomes: list[Outcome] = []
        reference: dict[str, str] = {}
        for name in args.engines.split(","):
            outcome, found = run(name, source, folder, bin_folder, args.limit)
            if outcome.verdict == "done":
                if not reference:
                    reference, outcome.verdict = found, "the reference"
                elif found == reference:
                    outcome.verdict = "same bytes"
                else:
                    differ = sorted(path for path in found.keys() | reference.keys() if found.get(path) != reference.get(path))
                    outcome.verdict = f"DIFFERS in {', '.join(differ[:6])}"
            outcomes.append(outcome)
            print(f"  {outcome.engine:10} {outcome.seconds:8.1f} s  {outcome.verdict}", flush=True)
        _table(outcomes)
    return int(any(outcome.verdict.startswith(("FAILED", "DIFFERS")) for outcome in outcomes))


def _input(articles: int, folder: Path, bin_folder: Path) -> tuple[list[str], str]:
    if not articles:
        say = "from pipeline.demo import demo_input, DEMO_OVERRIDES as d; import json; print(json.dumps([str(demo_input()), *d]))"
        out = subprocess.run([str(bin_folder / "python"), "-c", say], cwd=folder, env=environment(bin_folder), capture_output=True, text=True, check=True)
        path, *overrides = json.loads(out.stdout)
        return ["--input", path, *(part for o in overrides for part in ("--set", o))], "the demo"
    from benchmarks import corpus

    place = folder / f"corpus-{articles}"
    if not (place / "truth.jsonl").exists():
        corpus.write(place, articles, 1)
    return ["--input", str(place / "dump")], f"{articles} generated articles"


def _table(outcomes: list[Outcome]) -> None:
    base = next((o.seconds for o in outcomes if o.verdict == "the reference"), 0.0)
    print("\n| engine | wall time | against the first | verdict |\n|---|---|---|---|")
    for outcome in outcomes:
        ratio = f"{outcome.seconds / base:.2f}" if base and outcome.seconds else ""
        print(f"| {outcome.engine}: {outcome.what} | {outcome.seconds:.1f} s | {ratio} | {outcome.verdict} |")
    for outcome in outcomes:
        if outcome.verdict.startswith("skipped"):
            print(f"{outcome.engine}: {outcome.verdict} (not shown)")


if __name__ == "__main__":
    sys.exit(main())
