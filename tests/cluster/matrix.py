"""The same input on every engine: the tables must be the same bytes; wall times are printed side by side.

    python -m tests.cluster.matrix                                   the demo on all engines
    python -m tests.cluster.matrix --articles 20000 --engines embedded,flink

Exit code 0: all that ran agree. 3: one differs or failed. A skipped engine is named and counts as not shown.
With ``--ci`` an engine that does not start, or does not end, within its time is not shown either, and a job that failed
is tried once more: a busy machine is no fault of the project, another answer always is.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.cluster import pieces
from tests.cluster.engines import ENGINES, Engine, environment
from tests.cluster.processes import NotUp, run_in_group

SLOW = "NOT DONE"
"""Start of the verdict of an engine that did not start or end in time."""


WRONG = 3
"""Exit code of a verdict; 1 and 2 are Python's, where the script itself breaks."""


@dataclass
class Outcome:
    """What one engine did."""

    engine: str
    verdict: str
    seconds: float = 0.0
    what: str = ""
    #: processor time of all processes, from the start of the job to its end; starting a cluster not counted
    cpu: float = 0.0


def tables(output: Path) -> dict[str, str]:
    """Path below OUT → SHA-256 of every table file the manifest names, and the counts."""
    manifest = json.loads((output / "manifest.json").read_text())
    found = {info["path"]: info["sha256"] for info in manifest["files"]}
    return {**found, "counts": json.dumps(manifest["counts"], sort_keys=True), "capped": json.dumps(manifest["capped_keys"])}


def run(name: str, source: list[str], folder: Path, bin_folder: Path, limit: float) -> tuple[Outcome, dict[str, str]]:
    """One engine, from nothing to stopped."""
    output = folder / name / "out"
    shutil.rmtree(folder / name, ignore_errors=True)
    try:
        with ENGINES[name](folder / name, bin_folder) as engine:
            command = [str(bin_folder / "wiretrace"), "run", *source, "--output", str(output), "--format", "both", "--texts", "--", *engine.args]
            started, idle = time.perf_counter(), _cpu(engine)
            try:
                done = run_in_group(command, folder, environment(bin_folder), limit)
            except subprocess.TimeoutExpired:
                return Outcome(name, f"{SLOW}: not done within {limit:.0f} s", limit, engine.what), {}
            seconds, cpu = time.perf_counter() - started, _cpu(engine) - idle
            if done.returncode:
                (folder / name / "client.log").write_text(done.stdout + done.stderr)
                lines = done.stderr.strip().splitlines() or ["no message"]
                last = next((line for line in lines if line.startswith("wiretrace: ")), lines[-1])
                return Outcome(name, f"FAILED ({done.returncode}): {last[:300]}", seconds, engine.what), {}
            return Outcome(name, "done", seconds, engine.what, cpu), tables(output)
    except pieces.Missing as missing:
        return Outcome(name, f"skipped: {missing}"), {}
    except NotUp as error:
        return Outcome(name, f"{SLOW}: {error}"), {}


def _cpu(engine: Engine) -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + (engine.processes.cpu_seconds() if engine.processes else 0.0)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=0, help="generated articles; 0 is the demo of the package")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--limit", type=float, default=1800, help="seconds an engine may take")
    parser.add_argument("--ci", action="store_true", help="what is only slow is not shown, what failed is tried again")
    parser.add_argument("--may-fail", default="", help="engines whose failed job is named and no failure; another answer always is")
    parser.add_argument("--deadline", type=float, default=86_400, help="seconds all engines together may take")
    parser.add_argument("--keep", type=Path, help="a folder for inputs, outputs and logs, instead of a temporary one")
    args = parser.parse_args(argv)
    outcomes: list[Outcome] = []
    bad = ("FAILED", "DIFFERS") if args.ci else ("FAILED", "DIFFERS", SLOW)

    def is_wrong(outcome: Outcome) -> bool:
        forgiven = outcome.engine in args.may_fail.split(",") and not outcome.verdict.startswith("DIFFERS")
        return outcome.verdict.startswith(bad) and not forgiven

    def code() -> int:
        return WRONG * any(map(is_wrong, outcomes))

    def stopped(number: int, frame: object) -> None:
        print("stopped: the rest is not shown", flush=True)
        sys.exit(code() if args.ci else 1)

    # what `timeout` sends: the engines stop too, as every block is left
    signal.signal(signal.SIGTERM, stopped)
    end = time.monotonic() + args.deadline
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
        reference: dict[str, str] = {}
        for name in args.engines.split(","):
            limit = min(args.limit, end - time.monotonic() - 60)
            if limit < 30:
                outcomes.append(Outcome(name, f"{SLOW}: no time was left for it"))
                continue
            outcome, found = run(name, source, folder, bin_folder, limit)
            if args.ci and outcome.verdict.startswith("FAILED") and end - time.monotonic() > 120:
                print(f"  {outcome.engine:10} {outcome.seconds:8.1f} s  {outcome.verdict}: once more", flush=True)
                outcome, found = run(name, source, folder, bin_folder, min(limit, end - time.monotonic() - 60))
            if outcome.verdict == "done":
                if not reference:
                    reference, outcome.verdict = found, "the reference"
                elif found == reference:
                    outcome.verdict = "same bytes"
                else:
                    differ = sorted(path for path in found.keys() | reference.keys() if found.get(path) != reference.get(path))
                    outcome.verdict = f"DIFFERS in {', '.join(differ[:6])}"
            outcomes.append(outcome)
            print(f"  {outcome.engine:10} {outcome.seconds:8.1f} s  {outcome.cpu:8.1f} s of processors  {outcome.verdict}", flush=True)
        _table(outcomes)
    return code()


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
    base = next((o for o in outcomes if o.verdict == "the reference"), None)
    print("\n| engine | wall time | processor time | against the first | verdict |\n|---|---|---|---|---|")
    for outcome in outcomes:
        ratio = f"{outcome.cpu / base.cpu:.2f}" if base is not None and outcome.cpu else ""
        print(f"| {outcome.engine}: {outcome.what} | {outcome.seconds:.1f} s | {outcome.cpu:.1f} s | {ratio} | {outcome.verdict} |")
    for outcome in outcomes:
        if outcome.verdict.startswith(("skipped", SLOW)):
            print(f"{outcome.engine}: {outcome.verdict} (not shown)")


if __name__ == "__main__":
    sys.exit(main())
