"""Files, folders and globs as pieces of reading work."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.inputs import PIECE_BYTES, InputError, Work, batches, input_root, list_work, sample_work


@pytest.mark.parametrize(
    ("pattern", "root"),
    [
        ("dump", "dump"),
        ("dump/", "dump"),
        ("dump/*.txt", "dump"),
        ("dump/a?/x/*.txt", "dump"),
        ("/data/dump/**", "/data/dump"),
        ("gs://b/x/[ab]/y", "gs://b/x"),
    ],
)
def test_input_root(pattern: str, root: str) -> None:
    assert input_root(pattern) == root


def test_large_dumps_are_listed_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with path.open("wb") as handle:
        handle.truncate(PIECE_BYTES * 2 + 5)
    works = list_work(str(path))
    assert [(w.start, w.end) for w in works] == [
        (0, PIECE_BYTES),
        (PIECE_BYTES, 2 * PIECE_BYTES),
        (2 * PIECE_BYTES, 2 * PIECE_BYTES + 5),
    ]


def test_no_match_is_an_input_error(tmp_path: Path) -> None:
    for pattern in (tmp_path / "none", tmp_path / "*.txt", tmp_path):
        with pytest.raises(InputError, match="no file matches"):
            list_work(str(pattern))


def test_batches_hold_everything_once() -> None:
    works = [Work(f"/x/{i}", f"{i}", 100_000) for i in range(1000)]
    cut = list(batches(works))
    assert [w for batch in cut for w in batch] == works
    assert len(cut) > 5


def test_a_sample_is_part_of_the_whole_and_stable(tmp_path: Path) -> None:
    for i in range(20):
        (tmp_path / f"{i}.txt").write_bytes(b"A ferry ran aground.\n")
    five = [w.name for w in sample_work([str(tmp_path)], 5)]
    assert len(set(five)) == 5
    assert [w.name for w in sample_work([str(tmp_path)], 6)][:5] == five
