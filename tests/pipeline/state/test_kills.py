"""Killed at any moment, the next run ends with the bytes of a sequence that nobody disturbed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.demo import DEMO_OVERRIDES, demo_input
from pipeline.state.tend import check
from tests.pipeline.state import story
from tests.pipeline.state.daily import pointer_of, portions, step, tree
from tests.pipeline.state.killed import Ended, Victims

DAY = 19_800


def _timeless(base: Path) -> dict[str, Any]:
    """Every byte of state and output; of manifests and the pointer all but times and what hangs on them."""
    found: dict[str, Any] = {}
    for folder in ("state", "out"):
        for name, data in tree(base / folder).items():
            if not name.endswith("json"):
                found[f"{folder}/{name}"] = data
            elif name == "pointer.json":
                row = orjson.loads(data)
                del row["output"], row["parent"]
                row["runs"] = [{**run, "manifest": ""} for run in row["runs"]]
                found[folder] = row
            else:
                row = orjson.loads(data)
                for key in ("started", "finished", "seconds", "timings", "processor_seconds"):
                    row.pop(key, None)
                row["state"]["parent"] = ""
                found[f"{folder}/{name.rpartition('-')[0] or name}"] = row
    return found


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
        whole = _timeless(base)
        # the last changes are the publishing: manifest, pointer, manifest again, sweeps
        for at in (count // 2, -(count - 6)):
            _fresh(base, tmp_path / "before")
            assert victims.run(base, tmp_path / "in1", DAY + 1, at=at).killed
            _again(base, tmp_path / "in1", DAY + 1)
            assert _timeless(base) == whole, at
            assert list(check(str(base / "state"), pointer_of(base / "state"))) == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(5))
def test_ten_of_fifty_kills(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    names = sorted(path.relative_to(demo_input()).as_posix() for path in demo_input().rglob("*.txt"))
    # into an empty state, and into one that knows something; other documents for every seed
    chosen = draw.sample(names, 40)
    folders = portions(demo_input(), tmp_path / "portions", {name: n % 2 for n, name in enumerate(chosen)})
    base = tmp_path / "base"
    kills = 0
    with Victims() as victims:
        stages: list[tuple[Path, dict[str, Any], Ended]] = []
        for day, folder in enumerate(folders):
            before = tmp_path / f"before{day}"
            (base / "state").mkdir(parents=True, exist_ok=True)
            shutil.copytree(base, before)
            ended = victims.run(base, folder, DAY + day, *DEMO_OVERRIDES)
            stages.append((before, _timeless(base), ended))
        for number in range(40):
            day = number // 2 % len(folders)
            before, whole, undisturbed = stages[day]
            _fresh(base, before)
            # by processor time, anywhere in the run; by changes, so that publishing and sweeping are met often
            when: dict[str, Any] = {"seconds": draw.uniform(0.02, 1.0) * undisturbed.seconds}
            if number % 2:
                first = max(1, undisturbed.changes - 40 * draw.randrange(2))
                when = {"at": draw.choice((1, -1)) * draw.randrange(first, undisturbed.changes + 1)}
            killed = victims.run(base, folders[day], DAY + day, *DEMO_OVERRIDES, **when).killed
            print(f"kill {kills} of seed {seed}: day {day}, {when}: {'killed' if killed else 'had ended'}", flush=True)
            kills += killed
            _again(base, folders[day], DAY + day, *DEMO_OVERRIDES)
            assert _timeless(base) == whole, (number, day, when)
            assert list(check(str(base / "state"), pointer_of(base / "state"))) == []
            if kills == 10:
                break
    assert kills == 10


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
