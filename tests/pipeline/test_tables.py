"""Parquet twins of the JSON tables, and reading rows of a finished run in either format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.manifest import NoRun, read_manifest
from pipeline.schemas import SCHEMA_OF_TABLE, load_schema
from pipeline.sinks import TYPED, dumps
from pipeline.tables import (
    PARQUET_SCHEMAS,
    files_of,
    find_rows,
    parquet_bytes,
    parquet_rows,
    read_rows,
    shard_name,
)
from tests.pipeline.handmade import doc, family, link, passage, record
from tests.pipeline.story import story, write_story


def round_trip(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(parquet_rows(parquet_bytes(table, [dumps(row) for row in rows])))


@pytest.mark.parametrize("table", TYPED)
def test_the_typed_tables_have_the_fields_of_the_json_schemas(table: str) -> None:
    def same(node: dict[str, Any], kind: pa.DataType, place: str) -> None:
        if "properties" in node:
            assert {kind.field(n).name for n in range(kind.num_fields)} == set(node["properties"]), place
            for name, below in node["properties"].items():
                same(below, kind.field(name).type, f"{place}.{name}")
        elif "items" in node:
            assert pa.types.is_list(kind), place
            same(node["items"], kind.value_type, f"{place}[]")
        else:
            declared = node.get("type", "string")  # enums and constants are strings
            [named] = {declared} if isinstance(declared, str) else set(declared) - {"null"}
            assert str(kind) == {"string": "string", "integer": "int64", "number": "double"}[named], place

    same(load_schema(SCHEMA_OF_TABLE[table]), pa.struct(list(PARQUET_SCHEMAS[table])), table)


@pytest.mark.parametrize("table", TYPED)
def test_round_trip_equals_the_json_rows(table: str) -> None:
    rows = story()[table]
    assert round_trip(table, rows) == rows
    assert round_trip(table, []) == []


SCALARS = {
    "uri": st.text(),
    "title": st.none() | st.text() | st.sampled_from(["2024-05-07T09:00:00Z", "1", "true", "null", "a\0b", "\U0001f4f0"]),
    "lag": st.none() | st.integers(-(2**53), 2**53),
    "share": st.floats(0, 1).map(lambda value: round(value, 4)),
}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_values_come_back_as_they_were(data: st.DataObject) -> None:
    def draw(name: str) -> Any:
        return data.draw(SCALARS[name])

    rows = [
        record(
            n, draw("uri"), title=draw("title"),
            dates=[] if n else [{"kind": "event", "value": "--05-07", "start": 0, "end": 1, "rejected": [draw("uri")], "confidence": draw("share")}],
            derivation={"relation": None, "parent": None, "score": draw("share"), "copied_share": 1, "originality": 0.0, "lag_seconds": draw("lag"), "direction_basis": []},
        ) if n < 3 else record(n, draw("uri"))
        for n in range(data.draw(st.integers(0, 5)))
    ]  # fmt: skip
    assert round_trip("records", rows) == rows


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [dumps(row) for row in story()["records"]] * 3
    assert parquet_bytes("records", rows) == parquet_bytes("records", list(rows))


def test_file_is_zstd_and_names_no_time() -> None:
    file = pq.ParquetFile(io.BytesIO(parquet_bytes("links", [dumps(story()["links"][0])])))
    group = file.metadata.row_group(0)
    assert {group.column(n).compression for n in range(group.num_columns)} == {"ZSTD"}
    assert file.schema_arrow.equals(PARQUET_SCHEMAS["links"])
    assert set(file.metadata.metadata) == {b"ARROW:schema"}


def test_many_rows_are_read_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.tables._BLOCK", 2000)
    rows = [link(doc(n), doc(n + 1), "verbatim", passages=[passage((0, 9), (1, 10))] * (n % 40)) for n in range(60)]
    assert round_trip("links", rows) == rows


@pytest.mark.parametrize(
    ("change", "said"),
    [({"surprise": 1}, "unexpected field"), ({"members": "x"}, "changed from"), ({"originals": [{"nick": "x"}]}, "unexpected field")],
)
def test_a_row_that_does_not_fit_is_refused(change: dict[str, Any], said: str) -> None:
    row = orjson.dumps({**family(1, [doc(1)]), **change})
    with pytest.raises(ValueError, match=f"a row of families does not fit its Parquet schema.*{said}"):
        parquet_bytes("families", [row])


def test_tables_without_a_typed_form() -> None:
    with pytest.raises(KeyError):
        parquet_bytes("texts", [])


@pytest.mark.parametrize("formats", [("jsonl",), ("parquet",), ("jsonl", "parquet")])
def test_rows_are_read_once_in_either_format(tmp_path: Path, formats: tuple[str, ...]) -> None:
    output = write_story(tmp_path, formats)
    manifest = read_manifest(output)
    for table, rows in story().items():
        found = list(read_rows(output, manifest, table))
        assert sorted(map(dumps, found)) == sorted(map(dumps, rows)), table
    assert len(files_of(manifest, "records")) == 2


@pytest.mark.parametrize("formats", [("jsonl",), ("parquet",)])
def test_find_rows_by_id(tmp_path: Path, formats: tuple[str, ...]) -> None:
    output = write_story(tmp_path, formats)
    manifest = read_manifest(output)
    found = find_rows(output, manifest, "records", "doc_id", [doc(2), doc(5), doc(99)])
    assert set(found) == {doc(2), doc(5)}
    assert found[doc(2)] == story()["records"][1]
    # an id that a row only mentions is not the row's own
    link_id = story()["links"][0]["link_id"]
    assert find_rows(output, manifest, "records", "doc_id", [link_id]) == {}


def test_missing_and_damaged_files_are_no_run(tmp_path: Path) -> None:
    output = write_story(tmp_path)
    manifest = read_manifest(output)
    path = tmp_path / files_of(manifest, "families")[0]["path"]
    path.write_bytes(b"{oops\n")
    with pytest.raises(NoRun, match="is damaged"):
        list(read_rows(output, manifest, "families"))
    path.unlink()
    with pytest.raises(NoRun, match="cannot be read"):
        list(read_rows(output, manifest, "families"))


@pytest.mark.parametrize("path", ["records/part.jsonl", "records/a-of-b-c.jsonl", "records/00000-of-00000-ab.jsonl"])
def test_foreign_names_say_no_part(path: str) -> None:
    assert shard_name(path) is None
