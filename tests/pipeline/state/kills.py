"""Runs with memory that are killed (SIGKILL) at random moments, each followed by a run that must mend everything.

    python -m tests.pipeline.state.kills --kills 50

Three days of some texts of the demo are first fed undisturbed. Then every kill starts from the state and output of the
evening before: a process of its own, ``wiretrace run --state``, is killed; the same command is run again; and every byte
of state and output must be what it was in the undisturbed sequence (but for clocks in manifests, and the hashes of those).
A third of the kills comes after a random share of the run's processor time. The others stand right before or after a change
that the run makes to a file system, drawn from a stage that is drawn first: so the few changes around the commit are met too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from benchmarks import measure
from pipeline.demo import DEMO_OVERRIDES, demo_input
from pipeline.state.pointer import IN_USE
from pipeline.state.tend import check
from tests.pipeline.state.daily import pointer_of, portions, tree
from tests.pipeline.state.killed import ROOT, dies_at, processor_seconds

DAY = "2024-03-{:02d}"
DAYS, PARTS = 3, 3
_MARK = "@change "

STAGES = (
    "opening: lock, pointer, sweep", "reading: blocks are made and kept",
    "matching, aligning, settling: what changes in the state is written", "writing tables and new articles", "publishing: manifest under its own name, pointer not replaced",
    "pointer replaced, manifest.json not", "manifest.json replaced: sweep, record, lock",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A change to a file system, and the processor time of the run when it was about to be made, seconds."""

    what: str
    path: str
    seconds: float
    #: the last stage that the run had named
    words: str


def timeless(base: Path) -> dict[str, Any]:
    """Every byte of state and output; of manifests and the pointer all but times and what hangs on them."""
    found: dict[str, Any] = {}
    for folder in ("state", "out"):
        for name, data in tree(base / folder).items():
            if not name.endswith("json") or name == IN_USE or ".tmp-" in name:
                found[f"{folder}/{name}"] = data
            elif name == "pointer.json":
                row = orjson.loads(data)
                del row["output"], row["parent"], row["digest"]
                row["runs"] = [{**run, "manifest": ""} for run in row["runs"]]
                found[folder] = row
            else:
                row = orjson.loads(data)
                for key in ("started", "finished", "seconds", "timings", "processor_seconds"):
                    row.pop(key, None)
                row["state"]["parent"] = ""
                found[f"{folder}/{name.rpartition('-')[0] or name}"] = row
    return found


# ------------------------------------------------------------------ the victim


def _victim(at: int, arguments: Sequence[str]) -> None:
    """``wiretrace run``, which tells of every change it makes to a file system, and dies before or after the N-th."""
    from pipeline.cli import main

    dies_at(at, lambda what, path: os.write(2, f"{_MARK}{what} {time.process_time():.3f} {path}\n".encode()))
    main(list(arguments))


def kill(base: Path, arguments: Sequence[str], *, at: int = 0, seconds: float | None = None) -> tuple[bool, list[Change]]:
    """Run a victim; whether it was killed, and the changes it began."""
    command = [sys.executable, "-m", "tests.pipeline.state.kills", "--victim", str(at), *arguments]
    log = base.parent / "victim.log"
    with log.open("wb") as handle:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=handle)
        while process.poll() is None:
            if seconds is not None and processor_seconds(process.pid) >= seconds:
                process.kill()
            time.sleep(0.01)
    if process.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a run that was not killed ended with {process.returncode}: {log.read_text()[-2000:]}")
    changes, words = [], ""
    for line in log.read_text(encoding="utf-8").splitlines():
        if line.startswith(_MARK):
            what, used, path = line.removeprefix(_MARK).split(" ", 2)
            changes.append(Change(what, path, float(used), words))
        elif line.startswith("wiretrace: "):
            words = line.removeprefix("wiretrace: ")
    return process.returncode != 0, changes


def stage_of(changes: Sequence[Change], committed: bool, told: bool) -> str:
    """Where a run was when it died, from `STAGES`.

    Args:
        changes: that it had begun.
        committed: the pointer names its generation.
        told: so does OUT/manifest.json.
    """
    if committed:
        return STAGES[6] if told else STAGES[5]
    if any("/out/manifest-" in change.path or "/out/.tmp-" in change.path for change in changes):
        return STAGES[4]
    words = changes[-1].words if changes else ""
    if words in ("", "listing the input"):
        return STAGES[0]
    if words == "reading, normalising and sketching":
        return STAGES[1]
    return STAGES[3] if words in ("writing tables", "publishing") else STAGES[2]


def _by_stage(changes: Sequence[Change]) -> dict[str, list[int]]:
    """Numbers (from 1) of the changes of an undisturbed run, by the stage in which it is before them."""
    found: dict[str, list[int]] = {}
    for n in range(len(changes)):
        done = changes[:n]
        committed = any(change.what == "rename" and change.path.endswith("/state/pointer.json") for change in done)
        told = any(change.what == "rename" and change.path.endswith("/out/manifest.json") for change in done)
        found.setdefault(stage_of(changes[: n + 1], committed, told), []).append(n + 1)
    return found


# ------------------------------------------------------------------ the run after it


def _again(arguments: Sequence[str], counted: Path) -> None:
    """``wiretrace run`` in this process; leaves behind how many blocks it made, and how many were ready."""
    from pipeline.cli import _main
    from pipeline.state.blocks import EarlyBlock

    made, ready = [0], [0]
    make, finished = EarlyBlock._make, EarlyBlock._finished

    def counting_make(self: Any, works: Any) -> Any:
        made[0] += 1
        return make(self, works)

    def counting_finished(self: Any, name: Any) -> Any:
        block = finished(self, name)
        ready[0] += block is not None
        return block

    EarlyBlock._make, EarlyBlock._finished = counting_make, counting_finished  # type: ignore[method-assign]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    code = _main(list(arguments))
    if code:
        raise RuntimeError(f"the run ended with {code}")
    counted.write_text(json.dumps([made[0], ready[0]]))


def again(base: Path, arguments: Sequence[str]) -> tuple[int, int]:
    """The same run undisturbed: blocks of the early stages that it made, and that it found ready."""
    counted = base.parent / "blocks.json"
    measure.forked(partial(_again, arguments, counted))
    made, ready = json.loads(counted.read_text())
    return made, ready


# ------------------------------------------------------------------ the sequence


def _arguments(base: Path, folder: Path, day: int) -> list[str]:
    inputs = [argument for part in range(PARTS) for argument in ("--input", str(folder / f"part{part}"))]
    places = ["--output", str(base / "out"), "--state", str(base / "state"), "--seen", DAY.format(10 + day)]
    settings = [argument for setting in DEMO_OVERRIDES for argument in ("--set", setting)]
    return ["run", *inputs, *places, *settings, "--texts"]


def run(kills: int, seed: int, texts: int, work: Path, say: Callable[[str], None] = print) -> Counter[str]:
    """Kill so many runs; how many died in which stage.

    Raises:
        AssertionError: a run after a kill ended in other bytes, or the state is not whole.
    """
    import pipeline.graph
    import pipeline.launch
    import pipeline.state.flow
    import pipeline.state.session  # noqa: F401 (imported before the first fork)

    draw = random.Random(seed)
    names = sorted(path.relative_to(demo_input()).as_posix() for path in demo_input().rglob("*.txt"))
    chosen = draw.sample(names, texts)
    folders = []
    for day in range(DAYS):
        folder = work / f"day{day}"
        portions(demo_input(), folder, {name: n // DAYS % PARTS for n, name in enumerate(chosen) if n % DAYS == day})
        for part in range(PARTS):
            (folder / f"{part:02d}").rename(folder / f"part{part}")
        folders.append(folder)

    base = work / "base"
    evenings, ends, traces = [], [], []
    (base / "state").mkdir(parents=True)
    for day, folder in enumerate(folders):
        evenings.append(work / f"evening{day}")
        shutil.copytree(base, evenings[-1])
        arguments = _arguments(base, folder, day)
        again(base, arguments)
        ends.append(timeless(base))
        # once more as a process of its own, to learn what changes it makes, and when
        _fresh(base, evenings[-1])
        killed, changes = kill(base, arguments)
        assert not killed and timeless(base) == ends[-1], "two undisturbed runs differ"
        traces.append(changes)
    found: Counter[str] = Counter()
    reused = number = 0
    while found.total() < kills:
        day = number % DAYS
        changes = traces[day]
        when: dict[str, Any]
        if number % 3 == 0:
            when = {"seconds": draw.uniform(changes[0].seconds, changes[-1].seconds)}
        else:
            numbers = _by_stage(changes)
            when = {"at": draw.choice((1, -1)) * draw.choice(numbers[draw.choice([s for s in STAGES if s in numbers])])}
        number += 1
        _fresh(base, evenings[day])
        arguments = _arguments(base, folders[day], day)
        killed, begun = kill(base, arguments, **when)
        if not killed:
            say(f"day {day}, {when}: had ended before")
            continue
        stage = stage_of(begun, *_committed(base, day))
        left = len([path for path in (base / "state" / "work").glob("*.block") if not path.name.startswith(".tmp-")])
        made, ready = again(base, arguments)
        assert ready == left and made == PARTS - left, (when, made, ready, left)
        assert timeless(base) == ends[day], (number, day, when, stage)
        assert list(check(str(base / "state"), pointer_of(base / "state"))) == []
        assert not (base / "state" / "lock.json").exists() and not list((base / "state" / "work").iterdir())
        found[stage] += 1
        reused += left > 0
        say(f"kill {found.total()}: day {day}, {when}: {stage}; {left} of {PARTS} blocks were ready for the next run")
    say(f"{found.total()} kills, after each the next run ended in the bytes of the undisturbed sequence")
    for stage in STAGES:
        say(f"  {found[stage]:3d}  {stage}")
    say(f"  {reused:3d}  left finished blocks, which the next run did not make again")
    return found


def _fresh(base: Path, evening: Path) -> None:
    shutil.rmtree(base)
    shutil.copytree(evening, base)


def _committed(base: Path, day: int) -> tuple[bool, bool]:
    """Whether the pointer, and whether OUT/manifest.json, tells of the day's run."""
    pointer, manifest = base / "state" / "pointer.json", base / "out" / "manifest.json"
    committed = pointer.exists() and orjson.loads(pointer.read_bytes())["generation"] == day + 1
    told = manifest.exists() and orjson.loads(manifest.read_bytes())["state"]["generation"] == day + 1
    return committed, told


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--victim"]:
        _victim(int(given[1]), given[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=27, help="texts of the demo, for three days")
    args = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        run(args.kills, args.seed, args.texts, Path(folder), partial(print, flush=True))


if __name__ == "__main__":
    main()
