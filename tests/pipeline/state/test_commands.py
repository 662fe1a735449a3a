"""The command line of scheduled runs: exit codes, limits, care of a state, and runs that are asked to stop."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.cli import _main
from pipeline.manifest import read_manifest
from pipeline.state import groups
from pipeline.state.lock import LOCK
from pipeline.state.reader import FileTables
from tests.pipeline.runs import table
from tests.pipeline.state import story
from tests.pipeline.state.daily import pointer_of, tree
from transforms import normalize_articles


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Two texts of one story that a run with memory has read."""
    story.write(tmp_path / "day1", "a.txt", story.copy())
    story.write(tmp_path / "day1", "b.txt", story.copy(0, 4))
    assert _run(tmp_path, "day1", "2024-03-18") == 0
    return tmp_path


def _run(base: Path, day: str, seen: str, *more: str) -> int:
    """One run; its exit code."""
    arguments = ["--input", str(base / day), "--output", str(base / f"out-{day}"), "--state", str(base / "state")]
    return _main(["run", *arguments, "--seen", seen, *more])


def _sentence(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.splitlines()[-1]


# ------------------------------------------------------------------ limits


def test_too_many_dead_letters_end_with_4(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write(base / "day2", "c.txt", story.copy(1))
    story.write(base / "day2", "empty.txt", "")
    assert _run(base, "day2", "2024-03-19", "--fail-on", "dead_letters=0.5") == 0
    assert _run(base, "day2", "2024-03-19", "--fail-on", "dead_letters=0.4") == 4
    assert _sentence(capsys) == "wiretrace: 1 of 2 documents are dead letters (--fail-on dead_letters=0.4)"
    # the run itself is done: what is over a limit is published and known
    assert read_manifest(str(base / "out-day2"))["counts"]["dead_letters_by_code"] == {"empty": 1}
    assert pointer_of(base / "state").runs[-1].dead_letters == 1


def test_an_input_without_documents_ends_with_4(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write(base / "day2", "none.jsonl", "")
    assert _run(base, "day2", "2024-03-19", "--fail-on", "empty") == 4
    assert _sentence(capsys) == "wiretrace: no document was read (--fail-on empty)"


def test_an_input_that_is_not_there_ends_with_3_whatever_the_limits(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (base / "day2").mkdir()
    assert _run(base, "day2", "2024-03-19", "--fail-on", "empty") == 3
    assert str(base / "day2") in _sentence(capsys)
    # nothing was run: no generation, and the next run finds nothing to mend
    assert pointer_of(base / "state").generation == 1


def test_a_drop_in_volume_ends_with_4(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write(base / "day2", "c.txt", story.copy(1))
    assert _run(base, "day2", "2024-03-19", "--fail-on", "drop=0.6") == 0
    story.write(base / "day3", "d.txt", story.copy(2))
    # usual are 1.5: the median of 2 and 1
    assert _run(base, "day3", "2024-03-20", "--fail-on", "drop=0.3") == 4
    assert _sentence(capsys) == "wiretrace: 1 documents were read, the last runs read 1.5 (--fail-on drop=0.3)"


def test_the_record_is_one_line_of_json(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    story.write(base / "day2", "c.txt", story.copy(1))
    assert _run(base, "day2", "2024-03-19", "--log-json") == 0
    row = orjson.loads(capsys.readouterr().out.splitlines()[-1])
    assert row["event"] == "wiretrace_run"
    assert row["counts"]["documents_read"] == row["counts"]["records"] + row["counts"]["dead_letters"] - sum(
        row["state"]["revised"].values()
    )
    assert row["state"]["generation"] == 2 and row["state"]["parent"] and row["versions"] and row["timings"]
    assert row["counts"]["dead_letters_by_code"] == {} and row["settings_sha256"]
    assert "files" not in row and "settings" not in row


# ------------------------------------------------------------------ care


def test_a_state_is_shown_checked_and_compacted(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = str(base / "state")
    story.write(base / "day2", "c.txt", story.copy(1))
    assert _run(base, "day2", "2024-03-18") == 0
    capsys.readouterr()
    assert _main(["state", "show", state]) == 0
    shown = capsys.readouterr().out
    assert f"{state}: generation 2" in shown and "articles    3 rows in 2 files" in shown
    assert "run 2: seen 2024-03-18, 1 documents read, 0 dead letters" in shown
    assert _main(["state", "compact", state]) == 0
    assert "articles    3 rows in 1 files" in (_main(["state", "show", state]), capsys.readouterr().out)[1]
    assert _main(["state", "check", state]) == 0
    (entry,) = pointer_of(base / "state").of_table("said")
    (base / "state" / entry.path).unlink()
    capsys.readouterr()
    assert _main(["state", "check", state]) == 5
    seen = capsys.readouterr()
    assert entry.path in seen.out and seen.err == f"wiretrace: 1 findings: the state {state!r} is not whole\n"


def test_a_state_forgets_and_still_knows_the_ids(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = str(base / "state")
    size = sum(entry.bytes for entry in pointer_of(base / "state").files)
    assert _main(["state", "expire", state, "--before", "2024-03-19"]) == 0
    assert "forgot 2 articles from before 2024-03-19; 0 old ones stay" in capsys.readouterr().out
    assert sum(entry.bytes for entry in pointer_of(base / "state").files) < size / 4
    before = tree(base / "state")
    assert _run(base, "day1", "2024-03-20") == 0
    assert "nothing new: 2 documents are known" in capsys.readouterr().out
    assert tree(base / "state") == before
    # counted from the last run's day
    story.write(base / "day2", "c.txt", story.copy(1))
    assert _run(base, "day2", "2024-03-20") == 0
    assert _main(["state", "expire", state, "--keep-days", "1"]) == 0
    assert "forgot 0 articles from before 2024-03-19" in capsys.readouterr().out


@pytest.mark.parametrize("more", [[], ["--before", "2024-03-19", "--keep-days", "3"], ["--before", "yesterday"]])
def test_what_to_forget_must_be_said(base: Path, more: list[str]) -> None:
    before = tree(base / "state")
    assert _main(["state", "expire", str(base / "state"), *more]) == 2
    assert tree(base / "state") == before


def test_a_state_says_all_it_says(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write(base / "day2", "c.txt", story.copy(1))
    assert _run(base, "day2", "2024-03-19") == 0
    output = str(base / "full")
    assert _main(["state", "export", str(base / "state"), "--output", output, "--format", "both"]) == 0
    assert "3 records, 1 families" in capsys.readouterr().out
    assert _main(["validate", output]) == 0
    (family,) = table(base / "full", "families")
    assert len(family["members"]) == 3
    assert _main(["state", "export", str(base / "state"), "--output", output, "--format", "xml"]) == 2


@pytest.mark.parametrize("command", ["show", "check", "compact", "expire --before 2024-01-01", "export --output OUT"])
def test_where_no_state_is_it_is_said(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, *more = command.replace("OUT", str(tmp_path / "out")).split()
    assert _main(["state", name, str(tmp_path / "none"), *more]) == 3
    assert "no state" in _sentence(capsys)
    assert not (tmp_path / "none").exists()


def test_a_state_is_made_anew_with_other_settings(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(base, "day1", "2024-03-19", "--set", "sketch.seed=2") == 5
    assert "wiretrace state rebuild" in _sentence(capsys)
    arguments = ["--input", str(base / "day1"), "--output", str(base / "anew"), "--set", "sketch.seed=2"]
    assert _main(["state", "rebuild", str(base / "state"), *arguments]) == 0
    assert {row["revised_because"] for row in table(base / "anew", "records")} == {"rebuilt"}
    capsys.readouterr()
    assert _main(["run", *arguments, "--state", str(base / "state")]) == 0
    assert "nothing new: 2 documents are known" in capsys.readouterr().out


# ------------------------------------------------------------------ two at once, and runs that are stopped


def test_of_two_runs_at_once_the_second_ends_with_5(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = time.time()
    lease = {"token": "x", "host": "another", "pid": 1, "born": 0, "since": now, "until": now + 60}
    (base / "state" / LOCK).write_bytes(orjson.dumps(lease))
    before = tree(base / "state")
    story.write(base / "day2", "c.txt", story.copy(1))
    assert _run(base, "day2", "2024-03-19") == 5
    assert "in use by process 1 on another since" in _sentence(capsys)
    assert _main(["state", "compact", str(base / "state")]) == 5
    assert tree(base / "state") == before and not (base / "out-day2" / "manifest.json").exists()
    # a dead run's lock does not hold
    lease.update(host=socket.gethostname(), pid=2**22 - 1)
    (base / "state" / LOCK).write_bytes(orjson.dumps(lease))
    assert _run(base, "day2", "2024-03-19") == 0
    assert not (base / "state" / LOCK).exists()


def _signalled(function: Callable[..., Any]) -> Callable[..., Any]:
    def first(*args: Any, **kwargs: Any) -> Any:
        os.kill(os.getpid(), signal.SIGTERM)
        # the handler runs between two steps of the interpreter
        for _ in range(1000):
            pass
        return function(*args, **kwargs)

    return first


@pytest.mark.parametrize(
    ("where", "name"),
    [(normalize_articles, "normalize_documents"), (groups, "attribute_component"), (FileTables, "change")],
)
def test_sigterm_stops_a_run_wherever_it_is(
    base: Path, where: Any, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(base / "state")
    story.write(base / "day2", "c.txt", story.copy(1))
    with monkeypatch.context() as patched:
        patched.setattr(where, name, _signalled(getattr(where, name)))
        assert _run(base, "day2", "2024-03-19") == 1
    assert _sentence(capsys) == "wiretrace: stopped by SIGTERM; nothing was published"
    pointer = pointer_of(base / "state")
    assert pointer.generation == 1 and pointer.data() == before["pointer.json"]
    assert not (base / "out-day2" / "manifest.json").exists()
    # its lock holds no one up: it tells the next run where to sweep
    lease = orjson.loads((base / "state" / LOCK).read_bytes())
    assert lease["until"] == 0 and lease["output"] == str(base / "out-day2")
    assert _run(base, "day2", "2024-03-19") == 0
    assert read_manifest(str(base / "out-day2"))["counts"]["dead_letters"] == 0
    assert not (base / "state" / LOCK).exists()
