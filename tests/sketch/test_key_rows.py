"""Keys by article: put together they are the keys of the block, whoever is in it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from multilingual import FERRY
from sketching import sketch

from transforms.schema import Sketch, doc_number
from transforms.settings import CandidateSettings
from transforms.sketch.banding import NO_DAY, KeyColumns, candidate_keys
from transforms.sketch.codec import day_of, encode_sketch
from transforms.sketch.key_rows import ROW, key_columns, key_rows

SETTINGS = CandidateSettings()
EMPTY = sketch("", 99)


def some() -> list[Sketch]:
    texts = [sketch(text, n, language, "2026-05-02" if n % 2 else None) for n, (language, text) in enumerate(FERRY.items(), 1)]
    return [*texts[:3], EMPTY, *texts[3:]]


def joined(sketches: list[Sketch], rows: list[bytes]) -> KeyColumns:
    days = [NO_DAY if s.day is None else s.day for s in sketches]
    docs = np.array([doc_number(s.doc_id) for s in sketches], np.uint64)
    return key_columns(rows, docs, np.array(days, np.int32))


def as_set(columns: KeyColumns) -> list[tuple[int, ...]]:
    names = ("view", "key", "doc", "day", "weight", "place", "total")
    return sorted(zip(*(getattr(columns, name).tolist() for name in names), strict=True))


def test_keys_put_together_are_those_of_the_block() -> None:
    sketches = some()
    rows = key_rows(sketches, SETTINGS)
    assert [len(data) > 0 for data in rows] == [s is not EMPTY for s in sketches]
    assert as_set(joined(sketches, rows)) == as_set(candidate_keys(sketches, SETTINGS))
    assert as_set(joined(sketches[2:7], rows[2:7])) == as_set(candidate_keys(sketches[2:7], SETTINGS))


def test_two_texts_of_one_number_keep_their_own_keys() -> None:
    one, two = sketch(FERRY["en"], 5), sketch(FERRY["tr"], 5)
    assert key_rows([one, two, some()[0]], SETTINGS)[:2] == [*key_rows([one], SETTINGS), *key_rows([two], SETTINGS)]
    assert key_rows([one], SETTINGS) != key_rows([two], SETTINGS)


def test_no_sketch_has_no_keys() -> None:
    assert key_rows([], SETTINGS) == []


def test_other_numbers_of_articles_and_cut_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 3"):
        key_columns([bytes(ROW.itemsize)], np.arange(3, dtype=np.uint64), np.full(3, NO_DAY, np.int32))
    with pytest.raises(ValueError, match="multiple of element size"):
        key_columns([bytes(ROW.itemsize - 1)], np.arange(1, dtype=np.uint64), np.full(1, NO_DAY, np.int32))


def test_the_day_is_read_off_the_bytes() -> None:
    assert day_of(encode_sketch(sketch(FERRY["en"]))) is None
    dated = encode_sketch(sketch(FERRY["en"], published="2026-05-02"))
    assert day_of(dated) == (date(2026, 5, 2) - date(1970, 1, 1)).days
    with pytest.raises(ValueError, match="cut short"):
        day_of(dated[:5])
    with pytest.raises(ValueError, match="format 9"):
        day_of(b"\x09" + dated[1:])
