"""Rows in a file without a name: what is put comes back, also after the file was written anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.state import spill
from pipeline.state.spill import Filed, Spill


def _filed(folder: Path) -> tuple[Spill, Filed[str, bytes]]:
    where = Spill(str(folder))
    return where, Filed(where, lambda value: value, lambda value: value)


def test_values_come_back_and_the_folder_stays_empty(tmp_path: Path) -> None:
    _, filed = _filed(tmp_path)
    filed.update([("a", b"one"), ("b", b""), ("a", b"another")])
    assert dict(filed) == {"a": b"another", "b": b""}
    assert "a" in filed and "c" not in filed and filed.get("c") is None
    filed.drop("a")
    filed.drop("never there")
    assert dict(filed) == {"b": b""}
    assert not list(tmp_path.iterdir())


def test_a_value_that_was_asked_for_stays_one_object_until_it_is_forgotten(tmp_path: Path) -> None:
    _, filed = _filed(tmp_path)
    filed.update([("a", b"x" * 99)])
    first = filed["a"]
    assert filed["a"] is first and filed.read("a") is not first
    filed.forget()
    assert filed["a"] is not first and filed["a"] == first


def test_what_is_given_up_is_made_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "_WORTH", 0)
    where, filed = _filed(tmp_path)
    for turn in range(50):
        filed.update((str(key), bytes([turn]) * 1000) for key in range(10))
        where.tidy()
        assert where._end <= 2 * 11_000 + 11_000
    assert dict(filed) == {str(key): bytes([49]) * 1000 for key in range(10)}
