"""The list of files: spans are taken apart on demand, and say what a plain list would."""

from __future__ import annotations

import hashlib
import random

import pytest

from pipeline.state.files import FileEntry, Files

_TABLES = ("articles", "said", "index")


def _entry(draw: random.Random) -> FileEntry:
    part = draw.choice((-1, 0, 63, 64, 65, 39_000, draw.randrange(-500, 500)))
    return FileEntry(draw.choice(_TABLES), part, hashlib.sha256(draw.randbytes(8)).hexdigest(), draw.randrange(9), 7)


@pytest.mark.parametrize("seed", range(20))
def test_changes_are_those_of_a_plain_list(seed: int) -> None:
    draw = random.Random(seed)
    files, plain = Files(), dict[str, FileEntry]()
    for _ in range(12):
        added = [_entry(draw) for _ in range(draw.randrange(5))]
        dropped = draw.sample(sorted(plain), min(len(plain), draw.randrange(4)))
        files = files.changed(added, dropped)
        for path in dropped:
            del plain[path]
        plain.update((entry.path, entry) for entry in added)
        assert list(files) == sorted(plain.values()) and len(files) == len(plain)
        assert files == Files.of(plain.values())
    for table in _TABLES:
        assert files.of_table(table) == sorted(e for e in plain.values() if e.table == table)
        for part in {e.part for e in plain.values()} | {1}:
            assert files.of_part(table, part) == sorted(e for e in plain.values() if (e.table, e.part) == (table, part))


def test_what_is_added_again_while_it_is_dropped_stays() -> None:
    entry = FileEntry("said", -3, "ab" * 32, 1, 2)
    assert entry.path == "said/-3-abababababababab.parquet"
    assert list(Files.of([entry]).changed([entry], [entry.path])) == [entry]
    assert list(Files.of([entry]).changed([], [entry.path])) == [] and len(Files()) == 0


def test_other_spans_are_not_taken_apart() -> None:
    files = Files({**Files.of([FileEntry("said", 0, "cd" * 32, 1, 2)]).listed, "said/9": "no line of a list"})
    more = files.changed([FileEntry("said", 1, "ef" * 32, 1, 2)], [])
    assert [entry.part for entry in more.of_part("said", 1)] == [1]
    with pytest.raises(ValueError, match="not a line"):
        files.of_table("said")
