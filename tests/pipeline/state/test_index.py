"""The index, looked through file by file, says what it says as a whole; and a run lists nothing after one that ended well."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.state import commit, index, store
from pipeline.state.files import Files
from pipeline.state.index import append_index, index_row, load_index, look_up
from pipeline.state.lock import LOCK
from pipeline.state.pointer import Memory, StateError
from pipeline.state.session import first_pointer, open_state
from tests.pipeline.state import story
from tests.pipeline.state.daily import facts_of, pointer_of, step

DAY = 19_800


@pytest.mark.parametrize("seed", range(10))
def test_looking_up_equals_loading(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FILE_ROWS", 16)
    monkeypatch.setattr(index, "_SMALL_FILES", 3)
    draw = random.Random(seed)
    memory = Memory(str(tmp_path), first_pointer("0" * 64), DAY, None)
    contents: dict[int, tuple[int, int]] = {}
    sizes = set()
    for run in range(12):
        rows: list[dict[str, Any]] = []
        for _ in range(draw.randrange(1, 9)):
            doc = draw.randrange(60)
            if any(row["doc"] == doc for row in rows):
                continue
            before = contents.get(doc)
            content = (draw.randrange(2**63), run)
            rows.append(index_row(doc, content, 2 * run + doc % 2, run, -1))
            if before is not None:
                # replaced, by another content
                rows.append({**index_row(doc, before, 2 * run, run, -1), "current": False})
            contents[doc] = content
        if run == 6 and contents:
            # forgotten: the row that says so stands beside the one that brought it
            doc = min(contents)
            if all(row["doc"] != doc for row in rows):
                rows.append({**index_row(doc, contents[doc], 0, run, -1), "expired": 4})
        added, dropped = append_index(memory, rows)
        pointer = memory.pointer
        memory = replace(memory, pointer=replace(pointer, files=pointer.files.changed(added, dropped)))
        sizes.add(len(memory.pointer.files))
        whole = load_index(memory.uri, memory.pointer)
        asked = set(draw.sample(range(70), 20))
        found, places = look_up(memory.uri, memory.pointer, asked)
        held = whole.places()
        for name in ("doc", "part", "seen"):
            assert np.array_equal(getattr(places, name), getattr(held, name))
        mine = np.isin(whole.doc, list(asked))
        for name in ("doc", "sha_high", "sha_low", "part", "seen", "time", "current", "expired"):
            assert np.array_equal(getattr(found, name), getattr(whole, name)[mine])
    assert max(sizes) > 3  # there were full files


def test_a_full_file_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FILE_ROWS", 4)
    monkeypatch.setattr(index, "_SMALL_FILES", 1)
    memory = Memory(str(tmp_path), first_pointer("0" * 64), DAY, None)
    for run in range(5):
        rows = [index_row(100 * run + n, (n, run), 1, run, -1) for n in range(4 if run == 0 else 1)]
        added, dropped = append_index(memory, rows)
        assert run == 0 or all(entry.rows < 4 or entry.path not in dropped for entry in memory.pointer.files)
        memory = replace(memory, pointer=replace(memory.pointer, files=memory.pointer.files.changed(added, dropped)))
    assert sorted(entry.rows for entry in memory.pointer.files) == [4, 4]
    assert look_up(str(tmp_path), replace(memory.pointer, files=Files()), {1})[0].doc.tolist() == []


def test_folders_are_looked_through_only_after_a_run_that_did_not_end_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        story.write(tmp_path / f"in{n}", f"{n}.txt", story.copy(n))
    state, out = tmp_path / "state", tmp_path / "out"
    step([tmp_path / "in0"], out, state, DAY)
    listed: list[str] = []
    looked, swept = store.list_files, commit.sweep

    def listing(folder: str) -> list[str]:
        listed.append(folder)
        return looked(folder)

    def sweeping(output: str, keep: Any) -> None:
        listed.append(output)
        swept(output, keep)

    monkeypatch.setattr(store, "list_files", listing)
    monkeypatch.setattr(commit, "sweep", sweeping)
    step([tmp_path / "in1"], out, state, DAY + 1)
    assert listed == [f"{state}/work"]
    # what the pointer no longer names is gone all the same
    named = {entry.path for entry in pointer_of(state).files}
    assert {path.relative_to(state).as_posix() for path in state.rglob("*.parquet")} == named

    _, facts = facts_of([], ())
    with pytest.raises(OSError, match="on purpose"), open_state(
        str(state), facts.settings_sha256, DAY + 2, output=str(tmp_path / "elsewhere")
    ):
        (tmp_path / "elsewhere" / "records").mkdir(parents=True)
        (tmp_path / "elsewhere" / "records" / "00000-of-00008-0123456789abcdef.jsonl").write_bytes(b"half")
        (state / "said" / "1-0123456789abcdef.parquet").write_bytes(b"half")
        raise OSError("on purpose")
    listed.clear()
    step([tmp_path / "in2"], out, state, DAY + 2)
    assert str(tmp_path / "elsewhere") in listed and f"{state}/said" in listed
    assert not (state / "said" / "1-0123456789abcdef.parquet").exists()
    assert not list((tmp_path / "elsewhere" / "records").iterdir()) and not (state / LOCK).exists()
    listed.clear()
    step([tmp_path / "in3"], out, state, DAY + 3)
    assert listed == [f"{state}/work"]


def test_what_a_runner_packs_does_not_grow_with_the_state(tmp_path: Path) -> None:
    story.write(tmp_path / "in0", "0.txt", story.copy())
    step([tmp_path / "in0"], tmp_path / "out", tmp_path / "state", DAY)
    _, facts = facts_of([], ())
    with open_state(str(tmp_path / "state"), facts.settings_sha256, DAY + 1) as memory:
        light = memory.light()
        assert len(memory.pointer.files) > 0 and len(light.pointer.files) == 0
        assert light.whole() == memory
        pointer = tmp_path / "state" / "pointer.json"
        pointer.write_bytes(replace(memory.pointer, generation=9).data())
        with pytest.raises(StateError, match="taken over"):
            light.whole()
