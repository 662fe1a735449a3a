from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest
import zstandard

from pipeline.inputs import Work, list_work
from pipeline.sources import PathTemplate, doc_id, read_work
from transforms.schema import DeadLetter, Document
from transforms.settings import ReadSettings

TEXT = "HARBOUR TOWN (AFP) – A ferry ran aground on Monday.\n".encode()


def read(path: Path | str, **settings: Any) -> list[Document | DeadLetter]:
    chosen = ReadSettings(**settings)
    return [item for work in list_work(str(path)) for item in read_work(work, chosen)]


def test_names_are_paths_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "x.txt").write_bytes(TEXT)
    (tmp_path / "a" / ".hidden").write_bytes(TEXT)
    for pattern in (tmp_path / "a", f"{tmp_path}/a/", f"{tmp_path}/a/**"):
        [document] = read(pattern)
        assert isinstance(document, Document)
        assert (document.uri, document.doc_id) == ("b/x.txt", doc_id("b/x.txt"))
    [single] = read(tmp_path / "a" / "b" / "x.txt")
    assert single.uri == "x.txt"


def test_the_id_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    ids = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_bytes(TEXT)
        ids.append(read(tmp_path / folder)[0].doc_id)  # type: ignore[union-attr]
    assert ids[0] == ids[1]


PACKERS = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("ending", PACKERS)
def test_compressed_files_read_as_what_is_inside(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"x.txt{ending}").write_bytes(PACKERS[ending](TEXT))
    [document] = read(tmp_path)
    assert isinstance(document, Document)
    assert (document.uri, document.data) == ("x.txt", TEXT)


@pytest.mark.parametrize("ending", PACKERS)
def test_damaged_compressed_files_are_dead_letters(tmp_path: Path, ending: str) -> None:
    packed = PACKERS[ending](TEXT * 2000)
    (tmp_path / f"x.txt{ending}").write_bytes(packed[: len(packed) // 2])
    (tmp_path / f"y.txt{ending}").write_bytes(b"this is no archive")
    for letter in read(tmp_path):
        assert isinstance(letter, DeadLetter)
        assert letter.code == "corrupt_archive"


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "x.txt.gz").write_bytes(gzip.compress(b"0" * 60_000_000))
    [letter] = read(tmp_path, max_bytes=50_000_000, max_expansion=10)
    assert isinstance(letter, DeadLetter)
    assert letter.code == "expansion_limit"


@pytest.mark.parametrize(("limit", "code"), [({"max_bytes": 10}, "too_large"), ({"max_lines": 1}, "too_many_lines")])
def test_limits(tmp_path: Path, limit: dict[str, int], code: str) -> None:
    (tmp_path / "x.txt").write_bytes(b"one\ntwo\nthree\n")
    [letter] = read(tmp_path, **limit)
    assert isinstance(letter, DeadLetter)
    assert letter.code == code


def rows_file(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def test_json_lines_with_a_field_mapping(tmp_path: Path) -> None:
    rows_file(
        tmp_path / "d.jsonl",
        [{"body": "Text one", "link": "https://e.org/1", "site": "e", "when": "2024-03-01", "lang": "en", "head": "H"}],
    )
    [document] = read(
        tmp_path, text_field="body", url_field="link", outlet_field="site", published_field="when",
        language_field="lang", title_field="head",
    )  # fmt: skip
    assert isinstance(document, Document)
    assert (document.uri, document.url, document.outlet) == ("https://e.org/1", "https://e.org/1", "e")
    assert (document.published, document.language, document.title) == ("2024-03-01", "en", "H")
    assert document.data == b"Text one"


def test_a_row_without_an_id_is_named_by_its_content(tmp_path: Path) -> None:
    rows_file(tmp_path / "a.jsonl", [{"text": "same"}, {"text": "other"}])
    rows_file(tmp_path / "b.jsonl", [{"text": "same"}])
    ids = [item.doc_id for item in read(tmp_path) if isinstance(item, Document)]
    assert ids[0] == ids[2] != ids[1]


@pytest.mark.parametrize(
    "line", [b"not json", b"[1, 2]", b'"text"', b'{"txt": "x"}', b'{"text": 5}', b'{"text": null}', b"\xff\xfe{}"]
)
def test_bad_rows_are_dead_letters_and_the_rest_goes_on(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "x.jsonl").write_bytes(b'{"text": "good"}\n\n' + line + b'\n{"text": "good too"}')
    items = read(tmp_path)
    assert [type(item) for item in items] == [Document, DeadLetter, Document]
    assert items[1].code == "bad_row"  # type: ignore[union-attr]


def test_pieces_of_a_large_dump_hold_every_row_once(tmp_path: Path) -> None:
    rows_file(tmp_path / "x.jsonl", [{"id": str(i), "text": "x" * (i % 97)} for i in range(500)])
    path = tmp_path / "x.jsonl"
    size = path.stat().st_size
    for step in (1000, 777, size // 2, size - 1):
        seen: list[str] = []
        for start in range(0, size, step):
            work = Work(str(path), "x.jsonl", size, start, min(start + step, size))
            seen += [item.uri for item in read_work(work, ReadSettings())]
        assert seen == [str(i) for i in range(500)]


def test_csv_and_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "a.csv").write_text('url,text\nhttps://e.org/1,"one, with\ncomma"\n', encoding="utf-8")
    pq.write_table(pa.table({"url": ["https://e.org/2"], "text": ["two"]}), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 but not really")
    first, second, third = read(tmp_path)
    assert isinstance(first, Document) and first.data == b"one, with\ncomma"
    assert isinstance(second, Document) and (second.uri, second.data) == ("https://e.org/2", b"two")
    assert isinstance(third, DeadLetter) and third.code == "corrupt_archive"


def test_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/one.txt", TEXT)
        archive.writestr("../../evil.txt", TEXT)
        archive.writestr("rows.jsonl", b'{"id": "r1", "text": "row"}\n')
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as tar:
        info = tarfile.TarInfo("y/two.txt")
        info.size = len(TEXT)
        tar.addfile(info, io.BytesIO(TEXT))
    uris = [item.uri for item in read(tmp_path)]
    assert uris == ["a.zip/x/one.txt", "a.zip/evil.txt", "r1", "b.tar.gz/y/two.txt"]


def test_sidecars_and_templates(tmp_path: Path) -> None:
    folder = tmp_path / "gazette" / "2024-03-01"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_bytes(TEXT)
    (folder / "y.txt").write_bytes(TEXT)
    (folder / "y.txt.meta.json").write_bytes(orjson.dumps({"url": "https://e.org/y", "outlet": "other"}))
    x, y = read(tmp_path, path_template="{outlet}/{date}/{name}.txt")
    assert isinstance(x, Document) and (x.outlet, x.published, x.url) == ("gazette", "2024-03-01", None)
    assert isinstance(y, Document) and (y.outlet, y.published, y.uri) == ("other", "2024-03-01", "https://e.org/y")


@pytest.mark.parametrize("template", ["{a}/{a}", "{a", "a}"])
def test_bad_templates(template: str) -> None:
    with pytest.raises(ValueError, match="bad path template"):
        PathTemplate(template)
