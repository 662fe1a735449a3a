from __future__ import annotations

import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.packets import INSIDE, Shelf, close_shelf, get_all, joined, no_rows, unpacked

PAYLOADS = st.lists(st.tuples(st.integers(0, 2**64 - 1), st.binary(max_size=40)), max_size=30)


@pytest.fixture(params=["inside", "files"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "inside":
        return INSIDE
    request.addfinalizer(lambda: close_shelf(str(tmp_path)))
    return Shelf(str(tmp_path))


def content(rows: object) -> list[tuple[int, bytes]]:
    return list(zip(rows.key.tolist(), rows, strict=True))  # type: ignore[attr-defined]


def test_rows_come_back_as_they_were_put(shelf: Shelf) -> None:
    @given(PAYLOADS, PAYLOADS)
    def check(first: list[tuple[int, bytes]], second: list[tuple[int, bytes]]) -> None:
        parts = [shelf.put([k for k, _ in some], [p for _, p in some]) for some in (first, second)]
        both = joined([unpacked(part.packed()) for part in parts])
        assert content(both) == first + second
        assert get_all([both.packed()]) == [payload for _, payload in first + second]

    check()


def test_split_parts_hold_every_row_once_and_in_order(shelf: Shelf) -> None:
    @given(PAYLOADS, st.integers(1, 5))
    def check(some: list[tuple[int, bytes]], parts: int) -> None:
        rows = shelf.put([k for k, _ in some], [p for _, p in some])
        found = {part: content(mine) for part, mine in rows.split(rows.key % np.uint64(parts))}
        assert list(found) == sorted({key % parts for key, _ in some})
        for part, mine in found.items():
            assert mine == [row for row in some if row[0] % parts == part]

    check()


def test_split_parts_of_several_files_name_the_files_that_they_need(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    rows = joined([Shelf(str(folder)).put([n, n + 10], [b"%d" % n, b"%d more" % n]) for n, folder in enumerate(folders)])
    assert len(rows.names) == 3
    parts = dict(rows.split(np.array([2, 0, 1, 0, 1, 0])))
    assert {part: content(mine) for part, mine in parts.items()} == {
        0: [(10, b"0 more"), (11, b"1 more"), (12, b"2 more")], 1: [(1, b"1"), (2, b"2")], 2: [(0, b"0")]
    }  # fmt: skip
    assert {part: len(mine.names) for part, mine in parts.items()} == {0: 3, 1: 2, 2: 1}
    for folder in folders:
        close_shelf(str(folder))


def test_take_copies_only_what_is_taken(shelf: Shelf) -> None:
    rows = shelf.put([1, 2, 3], [b"one", b"two", b"three"])
    taken = rows.take(np.array([2, 0]))
    assert content(taken) == [(3, b"three"), (1, b"one")]
    assert len(taken.data) in (0, 8)


def test_rows_in_files_and_inside_are_not_mixed(tmp_path: Path) -> None:
    outside = Shelf(str(tmp_path)).put([1], [b"x"])
    with pytest.raises(ValueError, match="travel inside"):
        joined([outside, INSIDE.put([2], [b"y"])])
    assert content(joined([outside, no_rows()])) == [(1, b"x")]
    close_shelf(str(tmp_path))


def put_elsewhere(folder: str) -> object:
    return Shelf(folder).put([7], [b"from another process"]).packed()


def test_processes_write_files_of_their_own(tmp_path: Path) -> None:
    mine = Shelf(str(tmp_path)).put([1], [b"mine"])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        theirs = unpacked(pool.apply(put_elsewhere, (str(tmp_path),)))
    assert content(joined([mine, theirs])) == [(1, b"mine"), (7, b"from another process")]
    assert len(list(tmp_path.iterdir())) == 2
    close_shelf(str(tmp_path))


def test_a_cut_file_is_an_error_not_a_short_payload(tmp_path: Path) -> None:
    rows = Shelf(str(tmp_path)).put([1], [b"payload"])
    close_shelf(str(tmp_path))
    Path(rows.names[0]).write_bytes(b"pay")
    with pytest.raises(OSError, match="was cut or removed"):
        rows.read(0)
    close_shelf(str(tmp_path))
