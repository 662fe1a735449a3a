"""The unbounded stream on a real Flink cluster: files dropped in a watched folder, a task manager killed, then compared.

    python -m tests.cluster.streaming --articles 400                     with the kill
    python -m tests.cluster.streaming --articles 400 --no-kill

What it must show: all records written, each once in every chain of turns, and the same as those of a batch over the
same files; after SIGKILL of the task manager that holds the state, the job goes on from a checkpoint; when the time window has
passed (the watch's clock is made to fly: see `hurried`) everything is forgotten and the state gets smaller. Exit code 0: shown, or skipped with a word. 1: not so.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tests.cluster import pieces
from tests.cluster.engines import Engine, environment, flink, start_task_manager, wait_for_task_managers
from tests.cluster.hurried import DAYS_A_SECOND
from tests.cluster.processes import NotUp, get
from tests.pipeline.state.daily import _timeless, said

CHECKPOINT_SECONDS = 5


class NotShown(Exception):
    """The stream does not do what it must; the message says what."""


@dataclass
class Shown:
    """What was seen."""

    facts: dict[str, Any] = field(default_factory=dict)

    def say(self, name: str, value: Any) -> None:
        """Keep and print."""
        self.facts[name] = value
        print(f"  {name}: {value}", flush=True)


def rows(articles: int, seed: int, newest: datetime) -> list[dict[str, Any]]:
    """Generated rows in order of their dates, moved so that the newest is of that time."""
    from benchmarks.corpus import Generator

    found = []
    for row, _ in Generator(seed, 0.1, 0.35).rows(articles):
        found.append(dict(row))
        if len(found) == articles:
            break
    found.sort(key=lambda row: str(row["published"]))
    shift = newest - datetime.fromisoformat(str(found[-1]["published"]))
    shift = timedelta(days=shift.days)
    for row in found:
        row["published"] = (datetime.fromisoformat(str(row["published"])) + shift).isoformat(timespec="minutes")
    return found


def drop(folder: Path, name: str, portion: Iterable[dict[str, Any]]) -> None:
    """A file that appears whole."""
    half = folder.parent / f"{name}.half"
    half.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in portion), encoding="utf-8")
    half.rename(folder / f"{name}.jsonl")


class Job:
    """The running stream, as the job manager and its output tell of it."""

    def __init__(self, engine: Engine, output: Path) -> None:
        """Keep where to look."""
        self._rest, self._output, self._engine = engine.places["rest"], output, engine
        self.name = ""

    def ask(self, path: str) -> dict[str, Any]:
        """An answer of the job manager; empty while there is none."""
        answer = get(self._rest + path)
        return dict(json.loads(answer)) if answer else {}

    def running(self) -> bool:
        """Whether all tasks of the job run."""
        jobs = self.ask("/jobs/overview").get("jobs", [])
        if not jobs:
            return False
        self.name = jobs[-1]["jid"]
        return bool(jobs[-1]["state"] == "RUNNING" and jobs[-1]["tasks"]["running"] == jobs[-1]["tasks"]["total"])

    def checkpoints(self) -> dict[str, Any]:
        """Counts of checkpoints and the newest one's size."""
        found = self.ask(f"/jobs/{self.name}/checkpoints")
        newest = (found.get("latest") or {}).get("completed") or {}
        counts = found.get("counts") or {}
        return {
            "completed": counts.get("completed", 0), "restored": counts.get("restored", 0), "failed": counts.get("failed", 0),
            "id": newest.get("id", 0), "bytes": newest.get("state_size", 0), "milliseconds": newest.get("end_to_end_duration", 0),
        }  # fmt: skip

    def busiest(self) -> str:
        """Id of the task manager where the desk works."""
        for vertex in self.ask(f"/jobs/{self.name}").get("vertices", []):
            if "Desk" in vertex["name"]:
                for task in self.ask(f"/jobs/{self.name}/vertices/{vertex['id']}").get("subtasks", []):
                    return str(task.get("taskmanager-id", ""))
        return ""

    def turns(self) -> list[dict[str, Any]]:
        """Manifests of the turns that count, in order."""
        from pipeline.unbounded.sinks import read_turns

        return [turn.manifest for turn in read_turns(str(self._output))]

    def latest(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Rows by table and id."""
        from pipeline.manifest import NoRun
        from pipeline.unbounded.sinks import latest

        try:
            return latest(str(self._output))
        except NoRun:
            return {"records": {}, "links": {}, "families": {}}


def until(what: str, condition: Callable[[], Any], seconds: float, engine: Engine, client: subprocess.Popen[bytes]) -> Any:
    """Wait for something that an engine does.

    Raises:
        NotShown: it does not happen in time, or the stream ends.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        if client.poll() is not None:
            assert engine.processes is not None
            raise NotShown(f"the stream ended with {client.returncode} before {what}:\n{engine.processes.tail('client', 30)}")
        time.sleep(0.5)
    raise NotShown(f"not within {seconds:.0f} s: {what}")


def compare(stream: dict[str, dict[str, dict[str, Any]]], batch: Path) -> Iterator[str]:
    """What differs between the latest rows of a stream and the tables of a batch."""
    tables = said(batch)
    for table, key in (("records", "doc_id"), ("links", "link_id"), ("families", "family_id")):
        wanted = {row[key]: row for row in tables[table]}
        found = {name: _timeless(row) for name, row in stream[table].items()}
        for name in sorted(wanted.keys() - found.keys()):
            yield f"{table}: {name} is missing"
        for name in sorted(found.keys() - wanted.keys()):
            yield f"{table}: {name} is too much"
        for name in sorted(wanted.keys() & found.keys()):
            one, two = found[name], wanted[name]
            if one != two:
                yield f"{table}: {name} differs in {', '.join(sorted(k for k in one.keys() | two.keys() if one.get(k) != two.get(k)))}"


def stream(folder: Path, bin_folder: Path, args: argparse.Namespace, shown: Shown) -> list[str]:
    """The whole course; returns what is wrong."""
    arriving, output = folder / "arriving", folder / "out"
    arriving.mkdir(parents=True)
    now = datetime.now(timezone.utc)
    recent = rows(args.articles, 1, now - timedelta(hours=1))
    span = now - datetime.fromisoformat(str(recent[0]["published"]))
    # all that is dropped counts as in time
    late_days = span.days + 2
    shown.say("articles", f"{len(recent)} of {span.days} days; late_days {late_days}")
    with flink(folder / "flink", bin_folder) as engine:
        processes = engine.processes
        assert processes is not None
        command = [
            str(bin_folder / "python"), str(Path(__file__).with_name("hurried.py")), str(folder / "hurry"), "stream", "--input", str(arriving), "--output", str(output),
            "--set", f"run.late_days={late_days}", "--set", "run.turn_seconds=2", "--set", "run.settle_seconds=1",
            "--", *engine.args, f"--checkpointing_interval={CHECKPOINT_SECONDS * 1000}",
        ]  # fmt: skip
        client = processes.start("client", command)
        job = Job(engine, output)
        started = time.monotonic()

        def wait(what: str, condition: Callable[[], Any]) -> Any:
            return until(what, condition, args.limit - (time.monotonic() - started), engine, client)

        wait("the job runs", job.running)
        wait("a first checkpoint", lambda: job.checkpoints()["completed"])
        shown.say("seconds to the first checkpoint", round(time.monotonic() - started, 1))
        each = max(1, len(recent) // args.files)
        portions = [recent[at : at + each] for at in range(0, len(recent), each)]
        first = time.monotonic()
        for number, portion in enumerate(portions):
            if args.kill and number == len(portions) // 2:
                _kill(engine, job, wait, shown)
            drop(arriving, f"part-{number:05d}", portion)
            time.sleep(args.every)
        wait("all records are written", lambda: len(job.latest()["records"]) >= len(recent))
        shown.say("seconds from the first file to the last record", round(time.monotonic() - first, 1))
        wrong = _compare(job, arriving, folder, bin_folder, shown)
        wrong += _expire(job, folder, late_days, wait, shown)
        shown.say("turns", len(job.turns()))
        shown.say("checkpoints", job.checkpoints())
        client.send_signal(signal.SIGTERM)
        client.wait(60)
        shown.say("the client's exit code after SIGTERM", client.returncode)
        if client.returncode:
            wrong.append(f"SIGTERM: exit code {client.returncode}")
        if args.kill and not shown.facts.get("restored from checkpoint"):
            wrong.append("no checkpoint was restored")
    return wrong


def _kill(engine: Engine, job: Job, wait: Callable[[str, Callable[[], Any]], Any], shown: Shown) -> None:
    assert engine.processes is not None
    before = job.checkpoints()["id"]
    wait("turns before the kill", job.turns)
    wait("a checkpoint after the first turns", lambda: job.checkpoints()["id"] > before + 1)
    held = job.checkpoints()
    victim = job.busiest() or "task-manager-1"
    engine.processes.kill(victim)
    killed = time.monotonic()
    shown.say("killed", f"{victim}, after {len(job.turns())} turns, checkpoint {held['id']} of {held['bytes']} bytes")
    start_task_manager(engine, "task-manager-3")
    wait_for_task_managers(engine, 2, 180)
    wait("the job is restored", lambda: job.checkpoints()["restored"] and job.running())
    shown.say("restored from checkpoint", (job.ask(f"/jobs/{job.name}/checkpoints").get("latest") or {}).get("restored", {}).get("id"))
    shown.say("seconds from the kill until all tasks run", round(time.monotonic() - killed, 1))


def _compare(job: Job, arriving: Path, folder: Path, bin_folder: Path, shown: Shown) -> list[str]:
    done = subprocess.run(
        [str(bin_folder / "wiretrace"), "run", "--input", str(arriving), "--output", str(folder / "batch")],
        cwd=folder, env=environment(bin_folder), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode:
        return [f"the batch failed: {done.stderr.strip().splitlines()[-1:]}"]
    latest = job.latest()
    wrong = list(compare(latest, folder / "batch"))
    shown.say("the same as a batch", "yes" if not wrong else f"{len(wrong)} rows differ")
    shown.say("rows", {table: len(found) for table, found in latest.items()})
    return wrong[:20]


def _expire(job: Job, folder: Path, late_days: int, wait: Callable[[str, Callable[[], Any]], Any], shown: Shown) -> list[str]:
    """Let the days fly until nothing that is known could be met any more; what is wrong."""
    from pipeline.config import load_settings

    settings = load_settings()
    window = max(settings.candidates.window_days_before, settings.candidates.window_days_after)
    days = late_days + window + settings.run.remember_days + 10
    held, before = job.turns()[-1]["state"], job.checkpoints()
    (folder / "hurry").touch()
    time.sleep(days / DAYS_A_SECOND)
    then = job.checkpoints()["id"]
    wait("a checkpoint after all was forgotten", lambda: job.checkpoints()["id"] > then + 2)
    after = job.checkpoints()
    shown.say(f"bytes of state before and after {days} days", (before["bytes"], after["bytes"]))
    turns = len(job.turns())
    drop(folder / "arriving", "one-more", [{"id": "one-more", "text": "The last word of the day. " * 5}])
    wait("one more turn", lambda: len(job.turns()) > turns)
    left = job.turns()[-1]["state"]
    for name in ("known", "journal_rows"):
        shown.say(f"{name} before and after, with one more article", (held[name], left[name]))
    return [] if left["known"] == 1 else [f"{left['known']} articles are known, 1 should be: the others are not forgotten"]


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--files", type=int, default=20, help="files that the articles are dropped in")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between files")
    parser.add_argument("--no-kill", dest="kill", action="store_false")
    parser.add_argument("--limit", type=float, default=900, help="seconds it may take")
    parser.add_argument("--keep", type=Path, help="a new folder for inputs, outputs and logs, instead of a temporary one")
    args = parser.parse_args(argv)
    shown = Shown()

    def stopped(number: int, frame: object) -> None:
        print("stopped: the stream on Flink is not shown", flush=True)
        sys.exit(1)

    # what `timeout` sends: the engine stops too, as every block is left
    signal.signal(signal.SIGTERM, stopped)
    print(f"stream on Flink; {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="wiretrace-stream-") as temporary:
        try:
            wrong = stream(args.keep or Path(temporary), pieces.wheel_environment(), args, shown)
        except pieces.Missing as missing:
            print(f"skipped: {missing} (stream on Flink: not shown)")
            return 0
        except (NotShown, NotUp) as error:
            wrong = [str(error)]
    for sentence in wrong:
        print(f"FAILED: {sentence}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
