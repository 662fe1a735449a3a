"""ReadDocuments on the embedded runner: its blocks hold what the pieces of work hold, rows of dumps not parsed yet."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import apache_beam as beam
import orjson
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that

import pipeline.sources
from pipeline.inputs import list_work
from pipeline.sources import Documents, ReadDocuments, read_work
from transforms.schema import DeadLetter, Document
from transforms.settings import ReadSettings

SETTINGS = ReadSettings(max_bytes=2000)
Item = Document | DeadLetter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two dumps with every kind of bad row, one cut off in its compression, an archive with rows, and single files."""
    rows = [orjson.dumps({"id": f"r{number}", "text": "A ferry ran aground. " * (number % 5 + 1)}) for number in range(40)]
    odd = [b"", b"  ", b"not json", b"[1]", b'{"id": "no text"}', orjson.dumps({"id": "long", "text": "x" * 3000})]
    endless = b'{"id": "endless", "text": "' + b"x" * (1 << 21) + b'"}'
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*rows[:20], *odd, endless, *rows[20:30]]))
    noise = [orjson.dumps({"id": f"z{n}", "text": f"{n * 7919 ** 20:x}"}) for n in range(400)]
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"\n".join(noise))[:-3000])
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("inner.jsonl", b"\n".join([*rows[30:], b"{"]))
        archive.writestr("page.txt", "A ferry ran aground.")
    for number in range(5):
        (tmp_path / f"d{number}.txt").write_text(f"A ferry ran aground {number} times.\n" * (1 if number else 100))
    return tmp_path


@pytest.mark.parametrize("block", [1, 7, 1000])
@pytest.mark.parametrize("limit", [3000, 16 << 20])
def test_blocks_hold_what_the_works_hold(folder: Path, block: int, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.sources, "_BLOCK_BYTES", limit)
    expected = [item for work in list_work(str(folder)) for item in read_work(work, SETTINGS)]
    codes = {item.code for item in expected if isinstance(item, DeadLetter)}
    assert codes >= {"bad_row", "too_large", "corrupt_archive"}, "the folder must hold every kind"

    def in_order(items: Iterable[Item]) -> list[Item]:
        return sorted(items, key=repr)

    def same(found: Iterable[Any]) -> None:
        items: list[Item] = []
        for element in found:
            if isinstance(element, DeadLetter):
                items.append(element)
                continue
            assert isinstance(element, Documents) and 1 <= len(element.items) <= block
            size = sum(len(item.data if isinstance(item, Document) else item.line) for item in element.items[:-1])
            assert size < limit
            items += element
        assert in_order(items) == in_order(expected)

    def counted(numbers: Iterable[int]) -> None:
        assert sum(numbers) == len(expected)

    with TestPipeline(runner="FnApiRunner") as made:
        blocks, dead, read = made | ReadDocuments([str(folder)], SETTINGS, block)
        assert_that((blocks, dead) | beam.Flatten(), same, label="items")
        assert_that(read, counted, label="numbers")
