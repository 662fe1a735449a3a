"""Killed at any moment, the next run ends with the bytes of a sequence that nobody disturbed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.state.tend import check
from tests.pipeline.state import kills, story
from tests.pipeline.state.daily import pointer_of, step
from tests.pipeline.state.killed import Victims
from tests.pipeline.state.kills import timeless

DAY = 19_800


def _again(base: Path, source: Path, seen: int, *overrides: str) -> None:
    step([source], base / "out", base / "state", seen, *overrides)


def _fresh(base: Path, before: Path) -> None:
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(before, base)


def test_killed_at_some_changes_of_a_small_run(tmp_path: Path) -> None:
    base = tmp_path / "base"
    for n in range(2):
        story.write(tmp_path / f"in{n}", f"{n}.txt", story.copy(n))
    _again(base, tmp_path / "in0", DAY)
    shutil.copytree(base, tmp_path / "before")
    with Victims() as victims:
        count = victims.run(base, tmp_path / "in1", DAY + 1).changes
        whole = timeless(base)
        # the first is a half-written lock, the last are the publishing: manifest, pointer, manifest again, sweeps
        for at in (-1, count // 2, -(count - 6)):
            _fresh(base, tmp_path / "before")
            assert victims.run(base, tmp_path / "in1", DAY + 1, at=at).killed
            _again(base, tmp_path / "in1", DAY + 1)
            assert timeless(base) == whole, at
            assert list(check(str(base / "state"), pointer_of(base / "state"))) == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_fifty_kills_of_runs(tmp_path: Path) -> None:
    found = kills.run(50, seed=1, texts=27, work=tmp_path)
    assert found.total() == 50
    # every stage was met
    assert set(found) == set(kills.STAGES)


def test_finished_blocks_are_reused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.state import blocks, commit

    story.write(tmp_path / "in", "a.txt", story.copy())
    made: list[int] = []
    make = blocks.EarlyBlock._make

    def counted(self: Any, works: Any) -> Any:
        made.append(len(works))
        return make(self, works)

    def fail(*_: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(blocks.EarlyBlock, "_make", counted)
    with monkeypatch.context() as broken:
        broken.setattr(commit, "write_pointer", fail)
        with pytest.raises(Exception, match="disk is full"):
            _again(tmp_path, tmp_path / "in", DAY)
    assert made == [1]
    (block,) = (tmp_path / "state" / "work").iterdir()
    # other settings, or another content, make it anew; a damaged block is not believed
    with monkeypatch.context() as broken:
        broken.setattr(commit, "write_pointer", fail)
        with pytest.raises(Exception, match="disk is full"):
            _again(tmp_path, tmp_path / "in", DAY, "sketch.seed=2")
    assert made == [1, 1]
    _again(tmp_path, tmp_path / "in", DAY)
    assert made == [1, 1]
    assert not list((tmp_path / "state" / "work").iterdir())
    assert not block.exists()
