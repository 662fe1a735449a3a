"""A damaged state, or one of another version, is refused with the file's name and the cure; never a wrong answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from pipeline.cli import _main
from pipeline.state.pointer import StateError, read_pointer
from pipeline.state.tend import check
from tests.pipeline.runs import table
from tests.pipeline.state import story
from tests.pipeline.state.daily import facts_of, full, pointer_of, step, tree

DAY = 19_800


@pytest.fixture
def state(tmp_path: Path) -> Path:
    story.write(tmp_path / "in0", "a.txt", story.copy())
    story.write(tmp_path / "in0", "b.txt", story.copy(0, 4))
    step([tmp_path / "in0"], tmp_path / "out0", tmp_path / "state", DAY)
    story.write(tmp_path / "in1", "c.txt", story.copy(1))
    return tmp_path / "state"


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [_truncate, _flip, _remove])
@pytest.mark.parametrize("name", ["articles", "alignments", "said", "links", "families", "index"])
def test_a_damaged_file_is_named(
    state: Path, name: str, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (entry,) = pointer_of(state).of_table(name)
    damage(state / entry.path)
    (finding,) = check(str(state), pointer_of(state))
    assert entry.path in finding and "wiretrace state rebuild" in finding
    before = (state / "pointer.json").read_bytes()
    arguments = ["--input", str(state.parent / "in1"), "--output", str(state.parent / "out1")]
    code = _main(["run", *arguments, "--state", str(state), "--seen", "2024-03-19"])
    sentence = capsys.readouterr().err
    assert code == 5, sentence
    assert entry.path in sentence and "wiretrace state rebuild" in sentence
    assert (state / "pointer.json").read_bytes() == before
    assert not (state.parent / "out1" / "manifest.json").exists()


@pytest.mark.parametrize("damage", [_truncate, _flip])
def test_a_damaged_pointer_is_named(state: Path, damage: Callable[[Path], None]) -> None:
    damage(state / "pointer.json")
    with pytest.raises(StateError, match=r"pointer\.json .*wiretrace state rebuild"):
        read_pointer(str(state))


def test_a_missing_pointer_is_named_and_nothing_is_swept(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pointer = (state / "pointer.json").read_bytes()
    (state / "pointer.json").unlink()
    before = tree(state)
    arguments = ["--input", str(state.parent / "in1"), "--output", str(state.parent / "out1")]
    for command in (["run", *arguments, "--state", str(state)], ["state", "check", str(state)], ["state", "compact", str(state)]):
        assert _main(command) == 5
        sentence = capsys.readouterr().err.splitlines()[-1]
        assert str(state / "pointer.json") in sentence and f"wiretrace state rebuild {state} --input" in sentence
        assert tree(state) == before
    # both cures
    (state / "pointer.json").write_bytes(pointer)
    assert list(check(str(state), pointer_of(state))) == []
    (state / "pointer.json").unlink()
    assert _main(["state", "rebuild", str(state), "--input", str(state.parent / "in0"), "--output", str(state.parent / "anew")]) == 0
    assert list(check(str(state), pointer_of(state))) == []


def test_files_of_a_first_run_that_died_are_no_damage(tmp_path: Path) -> None:
    story.write(tmp_path / "in0", "a.txt", story.copy())
    (tmp_path / "state" / "articles").mkdir(parents=True)
    (tmp_path / "state" / "articles" / "39600-0123456789abcdef.parquet").write_bytes(b"whole, but never named")
    step([tmp_path / "in0"], tmp_path / "out0", tmp_path / "state", DAY)
    assert "articles/39600-0123456789abcdef.parquet" not in tree(tmp_path / "state")


@pytest.mark.parametrize(("key", "value"), [("prior", "wordfreq-9/1"), ("sketch", "99"), ("tables", "0" * 64)])
def test_another_version_is_refused(state: Path, key: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    pointer = pointer_of(state)
    (state / "pointer.json").write_bytes(replace(pointer, versions={**pointer.versions, key: value}).data())
    arguments = ["--input", str(state.parent / "in1"), "--output", str(state.parent / "out1"), "--state", str(state)]
    assert _main(["run", *arguments]) == 5
    sentence = capsys.readouterr().err
    assert key in sentence and "wiretrace state rebuild" in sentence


def test_a_state_of_another_schema_is_refused(state: Path) -> None:
    row = orjson.loads((state / "pointer.json").read_bytes())
    row["schema"] = "wiretrace/state/9"
    (state / "pointer.json").write_bytes(orjson.dumps(row))
    with pytest.raises(StateError, match=r"wiretrace/state/9.*rebuild"):
        read_pointer(str(state))


def test_other_settings_are_refused(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--input", str(state.parent / "in1"), "--output", str(state.parent / "out1"), "--state", str(state)]
    assert _main(["run", *arguments, "--set", "sketch.seed=2"]) == 5
    assert "other settings" in capsys.readouterr().err
    # what changes no record changes no state either
    assert _main(["run", *arguments, "--set", "run.shards=2"]) == 0


def test_a_rebuild_mends_and_keeps_counting(state: Path) -> None:
    whole = full(state, state.parent / "full")
    (entry,) = pointer_of(state).of_table("articles")
    _flip(state / entry.path)
    code = _main(
        ["state", "rebuild", str(state), "--input", str(state.parent / "in0"), "--output", str(state.parent / "anew")]
    )
    assert code == 0
    assert list(check(str(state), pointer_of(state))) == []
    before = {row["doc_id"]: row for row in table(whole, "records")}
    for row in table(state.parent / "anew", "records"):
        assert row["revision"] == before[row["doc_id"]]["revision"] + 1 and row["revised_because"] == "rebuilt"
        assert {**row, "revision": 0, "revised_because": 0} == {
            **before[row["doc_id"]], "revision": 0, "revised_because": 0,
        }  # fmt: skip


def test_care_changes_no_answer(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(3):
        story.write(state.parent / f"more{n}", f"d{n}.txt", story.copy(n, n + 2))
        step([state.parent / f"more{n}"], state.parent / "out", state, DAY)
    before = tree(full(state, state.parent / "full1"))
    assert len(pointer_of(state).of_table("articles")) == 4
    assert _main(["state", "compact", str(state)]) == 0
    assert len(pointer_of(state).of_table("articles")) == 1
    assert _main(["state", "check", str(state)]) == 0
    after = tree(full(state, state.parent / "full2"))
    assert {k: v for k, v in after.items() if k != "manifest.json"} == {
        k: v for k, v in before.items() if k != "manifest.json"
    }
    assert _main(["state", "show", str(state)]) == 0
    assert "articles    5 rows in 1 files" in capsys.readouterr().out


def test_what_a_killed_run_left_is_swept(state: Path) -> None:
    for name in ("articles/39600-0123456789abcdef.parquet", "said/.tmp-0-1-2.parquet", ".tmp-0-pointer.json"):
        (state / name).write_bytes(b"half")
    (state / "articles" / "notes.txt").write_text("not ours")
    # it was killed, so its lock stands
    (state / "lock.json").write_bytes(b"half")
    step([state.parent / "in1"], state.parent / "out1", state, DAY + 1)
    files = set(tree(state))
    assert files == {entry.path for entry in pointer_of(state).files} | {"pointer.json", "in-use.json", "articles/notes.txt"}


def test_a_run_killed_after_its_commit_is_finished_by_the_next(state: Path) -> None:
    output = state.parent / "out0"
    whole = tree(output)
    (output / "manifest.json").unlink()
    (output / "records" / "00000-of-00008-0123456789abcdef.jsonl").write_bytes(b"half")
    step([state.parent / "in0"], output, state, DAY + 1)
    assert tree(output) == whole


def test_no_state_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _main(["state", "show", str(tmp_path / "none")]) == 3
    assert "no state" in capsys.readouterr().err
    assert facts_of([], ())[1].sample is None
