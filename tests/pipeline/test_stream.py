"""The embedded stream: what it ends with is what a batch says, and a kill or a stop loses and doubles nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import orjson
import pytest

from pipeline.cli import _main
from pipeline.demo import DEMO_OVERRIDES, demo_input
from pipeline.graph import Job
from pipeline.launch import RunFailed
from pipeline.manifest import read_manifest, read_table
from pipeline.options import pipeline_options
from pipeline.state import journal, spill, warm
from pipeline.state.tables import JOURNAL
from pipeline.stream import Latency, Stream, StreamFailed
from tests.pipeline.runs import run
from tests.pipeline.state import story
from tests.pipeline.state.daily import facts_of, full, pointer_of, said
from transforms.sketch import standing

ROOT = Path(__file__).parents[2]


def stream(inputs: list[Path], base: Path, *overrides: str, until_idle: float = 0.0) -> Stream:
    names = [str(path) for path in inputs]
    settings, facts = facts_of(names, ("run.settle_seconds=0", "run.turn_seconds=0", *overrides))
    return Stream(Job(tuple(names), str(base / "out"), settings, facts), str(base / "state"), pipeline_options([]), until_idle=until_idle)


def turns(output: Path) -> list[Path]:
    return sorted(path.parent for path in output.glob("turn-*/manifest.json"))


def revisions(output: Path) -> Counter[tuple[str, int]]:
    """How often each revision of each document was written."""
    return Counter(
        (row["doc_id"], row["revision"]) for turn in turns(output) for row in read_table(str(turn), read_manifest(str(turn)), "records")
    )


def lasting(output: Path) -> dict[str, dict[str, object]]:
    """The highest revision of every record, as downstream keeps it."""
    kept: dict[str, dict[str, object]] = {}
    for turn in turns(output):
        for row in read_table(str(turn), read_manifest(str(turn)), "records"):
            if row["revision"] > kept.get(row["doc_id"], {"revision": 0})["revision"]:
                kept[row["doc_id"]] = row
    return kept


def timeless(row: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in row.items() if k not in ("revision", "revised_because")}


@pytest.mark.parametrize("small", [False, True], ids=["", "all limits small"])
def test_turns_end_in_what_a_batch_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: bool) -> None:
    limits = {warm: ("_FOLD_TURNS", "_JOINED", "_INDEX_ROWS"), journal: ("_FILE_ROWS",), spill: ("_WORTH",), standing: ("_SHORT",)}
    for module, name in ((module, name) for module, names in limits.items() for name in names if small):
        # what happens now and then happens all the time
        monkeypatch.setattr(module, name, 2)
    folder = tmp_path / "in"
    draw = random.Random(7)
    files = sorted(path for path in demo_input().rglob("*.txt"))
    draw.shuffle(files)
    (folder / "later").mkdir(parents=True)
    for number, file in enumerate(files):
        target = folder / file.relative_to(demo_input())
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        os.utime(target, (1_700_000_000 + number, 1_700_000_000 + number))
    size = 13 if small else 31
    done = stream([folder], tmp_path, f"run.turn_files={size}", *DEMO_OVERRIDES).run()
    assert (done.turns, done.files) == (-(-len(files) // size), len(files)) and done.documents == len(files)
    assert not pointer_of(tmp_path / "state").of_table(JOURNAL)
    again = stream([folder], tmp_path, f"run.turn_files={size}", *DEMO_OVERRIDES).run()
    assert again.turns == 0, "every file is taken once, across starts too"
    run([folder], tmp_path / "batch", *DEMO_OVERRIDES)
    batch = said(tmp_path / "batch")
    assert said(full(tmp_path / "state", tmp_path / "full", *DEMO_OVERRIDES)) == batch
    kept = lasting(tmp_path / "out")
    assert [timeless(kept[doc]) for doc in sorted(kept)] == [timeless(row) for row in batch["records"]]
    assert set(revisions(tmp_path / "out").values()) == {1}
    assert max(number for _, number in revisions(tmp_path / "out")) > 1, "a late original revises its copies"


def test_a_journal_that_a_kill_left_is_folded_by_whoever_opens_the_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Stream, "_rest", lambda self: None)
    folder, state = tmp_path / "in", tmp_path / "state"
    for number, (first, last) in enumerate([(0, 4), (0, 5), (1, 5)]):
        path = story.write(folder, f"{number}.txt", story.copy(first, last))
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    assert stream([folder], tmp_path, "run.turn_files=1").run().turns == 3
    # the same id with a later text
    os.utime(story.write(folder, "1.txt", story.copy(0, 3)), (1_700_000_009, 1_700_000_009))
    assert stream([folder], tmp_path).run().revised > 0
    left = pointer_of(state).of_table(JOURNAL)
    assert len(left) == 1, "the second start has folded what the first one left"
    copy = tmp_path / "copy"
    shutil.copytree(state, copy)
    data = bytearray((copy / left[0].path).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / left[0].path).write_bytes(bytes(data))
    assert _main(["state", "check", str(copy)]) == 5
    assert left[0].path in capsys.readouterr().err
    assert _main(["state", "check", str(state)]) == 0, capsys.readouterr().out
    assert not pointer_of(state).of_table(JOURNAL)
    run([folder], tmp_path / "batch")
    assert said(full(state, tmp_path / "full")) == said(tmp_path / "batch")


def test_a_failing_turn_is_tried_again_and_then_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A mill burned down outside the town on Tuesday night, the mayor said.\n")
    failures = [RunFailed("no room"), RunFailed("no room")]
    from pipeline import stream as module

    real = module.read_works

    def fails_twice(*args: object, **named: object) -> object:
        if failures:
            raise failures.pop()
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "read_works", fails_twice)
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    assert stream([tmp_path / "in"], tmp_path).run().records == 1
    (tmp_path / "in" / "b.txt").write_text("A ship was lost off the coast on Monday, the harbour master said.\n")
    failures.extend(RunFailed("no room") for _ in range(9))
    with pytest.raises(StreamFailed, match="no room"):
        stream([tmp_path / "in"], tmp_path).run()
    failures.clear()
    assert stream([tmp_path / "in"], tmp_path).run().records == 1, "the files of the turn that failed are still to be taken"


def test_latency_quantiles() -> None:
    latency = Latency()
    assert latency.quantile(0.5) is None
    for number in range(100):
        latency.add(number / 10)
    assert latency.quantile(0.5) == pytest.approx(4.9, abs=0.02)
    assert latency.quantile(0.99) == pytest.approx(9.8, abs=0.02)


def start(base: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "pipeline.cli", "stream", "--input", str(base / "in"), "--output", str(base / "out"),
        "--state", str(base / "state"), "--set", "run.turn_seconds=0.2", "--set", "run.settle_seconds=0.2", "--set", "run.turn_files=5",
    ]  # fmt: skip
    with (base / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)


def wait_for(condition: object, process: subprocess.Popen[bytes], base: Path) -> None:
    for _ in range(600):
        if condition():  # type: ignore[operator]
            return
        assert process.poll() is None, (base / "log").read_text()
        time.sleep(0.2)
    raise AssertionError((base / "log").read_text())


def drop(base: Path, first: int, last: int) -> None:
    files = sorted(path for path in demo_input().rglob("*.txt"))
    for file in files[first:last]:
        target = base / "in" / file.relative_to(demo_input())
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name("." + target.name)
        shutil.copyfile(file, half)
        half.rename(target)


@pytest.mark.slow
@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_stopped_or_killed_in_the_middle_and_started_again(tmp_path: Path, ends: signal.Signals) -> None:
    (tmp_path / "in").mkdir()
    for round_number in range(3):
        process = start(tmp_path)
        try:
            before = len(turns(tmp_path / "out"))
            drop(tmp_path, round_number * 15, round_number * 15 + 15)
            wait_for(lambda before=before: len(turns(tmp_path / "out")) > before, process, tmp_path)
            time.sleep(0.1 + 0.4 * round_number)
            process.send_signal(ends)
            code = process.wait(60)
        finally:
            process.kill()
        assert code == (-signal.SIGKILL if ends == signal.SIGKILL else 0), (tmp_path / "log").read_text()
    settings, facts = facts_of([str(tmp_path / "in")], ())
    last = Stream(Job((str(tmp_path / "in"),), str(tmp_path / "out"), settings, facts), str(tmp_path / "state"), pipeline_options([]), until_idle=0)
    last.run()
    assert set(revisions(tmp_path / "out").values()) == {1}, "no revision is written twice"
    read = sum(orjson.loads((turn / "manifest.json").read_bytes())["counts"]["documents_read"] for turn in turns(tmp_path / "out"))
    assert read == 45, "every file is read by one committed turn"
    run([tmp_path / "in"], tmp_path / "batch")
    assert said(full(tmp_path / "state", tmp_path / "full")) == said(tmp_path / "batch")
