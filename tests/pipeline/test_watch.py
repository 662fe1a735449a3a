from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import watch as watch_module
from pipeline.inputs import list_work
from pipeline.watch import Ledger, Watch

NOW = 1_700_000_000.0


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


def put(path: Path, text: str, changed: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (changed, changed))
    return path


def names(watch: Watch) -> list[str]:
    return [Path(arrival.path).name for arrival in watch.look()]


def test_a_file_is_taken_when_it_stands_still(tmp_path: Path) -> None:
    clock = Clock()
    watch = Watch([str(tmp_path)], 1.0, set(), clock)
    assert watch.look() == []
    put(tmp_path / "a.txt", "half", NOW)
    assert names(watch) == [] and watch.waiting() == 1
    clock.now += 0.9
    put(tmp_path / "a.txt", "half, and more", clock.now)
    clock.now += 0.9
    assert names(watch) == []
    clock.now += 0.2
    assert names(watch) == ["a.txt"]


def test_a_finished_file_that_is_renamed_in_is_complete_at_once(tmp_path: Path) -> None:
    done = put(tmp_path / "away" / "b.txt", "whole", NOW - 60)
    watch = Watch([str(tmp_path / "in")], 1.0, set(), Clock())
    (tmp_path / "in").mkdir()
    done.rename(tmp_path / "in" / "b.txt")
    assert names(watch) == ["b.txt"]


def test_names_of_unfinished_files_are_left_alone(tmp_path: Path) -> None:
    for name in (".a.txt", "b.txt.tmp", "c.part", "d.txt.partial"):
        put(tmp_path / name, "half", NOW - 60)
    assert names(Watch([str(tmp_path)], 1.0, set(), Clock())) == []


def test_a_file_is_taken_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    clock = Clock()
    taken: set[str] = set()
    watch = Watch([str(tmp_path), str(tmp_path / "*.txt")], 1.0, taken, clock)
    put(tmp_path / "a.txt", "one", NOW - 60)
    first = watch.look()
    assert len(first) == 1
    watch.take(first)
    assert watch.look() == []
    put(tmp_path / "a.txt", "two", NOW - 30)
    assert names(watch) == ["a.txt"]
    assert Watch([str(tmp_path)], 1.0, {watch.look()[0].mark}, clock).look() == []


def test_oldest_first_and_names_below_the_watched_folder(tmp_path: Path) -> None:
    put(tmp_path / "x" / "late.txt", "b", NOW - 10)
    put(tmp_path / "y" / "early.txt", "a", NOW - 20)
    found = Watch([str(tmp_path)], 1.0, set(), Clock()).look()
    assert [arrival.works[0].name for arrival in found] == ["y/early.txt", "x/late.txt"]


def test_memory_follows_the_folder(tmp_path: Path) -> None:
    taken: set[str] = set()
    watch = Watch([str(tmp_path)], 1.0, taken, Clock())
    file = put(tmp_path / "a.txt", "one", NOW - 60)
    watch.take(watch.look())
    put(tmp_path / "b.txt", "two", NOW - 60)
    watch.take(watch.look())
    file.unlink()
    watch.look()
    watch.forget()
    assert watch.taken == watch.present and len(watch.taken) == 1


def test_the_ledger_believes_only_turns_that_have_committed(tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path))
    assert ledger.load(lambda turn: True) == set()
    ledger.write(1, ["aa", "bb"])
    ledger.write(2, ["cc"])
    ledger.write(3, ["dd"])
    assert ledger.load(lambda turn: turn <= 2) == {"aa", "bb", "cc"}
    assert ledger.load(lambda turn: True) == {"aa", "bb", "cc"}, "what had not committed is gone"
    ledger.compact({"aa", "cc"})
    assert ledger.load(lambda turn: False) == {"aa", "cc"}
    assert len(list((tmp_path / "taken").iterdir())) == 1


def test_of_many_taken_files_some_are_asked_for_at_each_look_and_all_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "_MANY", 2)
    for number in range(6):
        put(tmp_path / "day" / f"{number}.txt", "one", NOW - 60)
    watch = Watch([str(tmp_path)], 1.0, set(), Clock())
    watch.take(watch.look())
    for number in range(6):
        put(tmp_path / "day" / f"{number}.txt", "two", NOW - 30)
    put(tmp_path / "new.txt", "one", NOW - 40)
    first = watch.look()
    assert first[0].path == str(tmp_path / "new.txt") and len(first) < 7, "what is new is seen at once"
    watch.take(first)
    found = [arrival for _ in range(4) for arrival in watch.look() if not watch.take([arrival])]
    assert sorted(Path(arrival.path).name for arrival in (*first[1:], *found)) == [f"{number}.txt" for number in range(6)]


def test_a_local_folder_is_read_as_any_other(tmp_path: Path) -> None:
    for name in ("a.txt", "a.txt.meta.json", "x/b.jsonl", "x/.hidden/c.txt", ".d.txt", "y/e.txt.tmp"):
        put(tmp_path / name, "{}", NOW - 60)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "f.txt").symlink_to(tmp_path / "a.txt")
    folder = [work for arrival in Watch([str(tmp_path)], 1.0, set(), Clock()).look() for work in arrival.works]
    assert sorted(folder, key=lambda work: work.name) == [w for w in list_work(str(tmp_path)) if not w.name.endswith(".tmp")]
