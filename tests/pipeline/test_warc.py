from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.inputs import list_work
from pipeline.sources import doc_id, read_work
from transforms.schema import DeadLetter, Document
from transforms.settings import ReadSettings
from transforms.text.article import normalize_document

HTML = "<html><body><article><p>Die Fähre lief am Montag vor dem Hafen auf Grund.</p></article></body></html>"


def archive(pages: list[dict[str, Any]], *, packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "a test"}))
    for page in pages:
        kind = page.get("kind", "response")
        http = None
        if kind == "response":
            headers = [("Content-Type", page["type"])]
            http = StatusAndHeaders(page.get("status", "200 OK"), headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            page["url"], kind, payload=io.BytesIO(page["data"]), http_headers=http, warc_content_type=page["type"]
        )
        writer.write_record(record)
    return out.getvalue()


def read(path: Path, **settings: Any) -> list[Document | DeadLetter]:
    chosen = ReadSettings(**settings)
    return [item for work in list_work(str(path)) for item in read_work(work, chosen)]


PAGES = [
    {"url": "https://e.org/1", "type": "text/html; charset=iso-8859-1", "data": HTML.encode("latin-1")},
    {"url": "https://e.org/2", "type": "text/plain", "data": b"A ferry ran aground on Monday."},
    {"url": "https://e.org/3", "type": "image/png", "data": b"\x89PNG"},
    {"url": "https://e.org/4", "type": "text/html", "data": b"gone", "status": "404 Not Found"},
    {"url": "https://e.org/5", "type": "application/http", "data": b"GET /5", "kind": "request"},
]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    (tmp_path / ("x.warc.gz" if packed else "x.warc")).write_bytes(archive(PAGES, packed=packed))
    page, plain, image, missing = read(tmp_path)
    assert isinstance(page, Document)
    assert (page.uri, page.url, page.doc_id) == ("https://e.org/1", "https://e.org/1", doc_id("https://e.org/1"))
    assert (page.media, page.declared_encoding, page.published) == ("html", "iso-8859-1", None)
    assert "Fähre lief am Montag" in normalize_document(page).text
    assert isinstance(plain, Document) and (plain.media, plain.data) == ("text", PAGES[1]["data"])
    assert isinstance(image, DeadLetter) and (image.code, image.uri) == ("bad_row", "https://e.org/3")
    assert isinstance(missing, DeadLetter) and "404" in missing.message


def test_a_text_extract_is_text_in_utf8(tmp_path: Path) -> None:
    rows = [{"url": "https://e.org/w", "kind": "conversion", "type": "text/plain", "data": "Ægir – fréttir".encode()}]
    (tmp_path / "x.warc.wet.gz").write_bytes(archive(rows, packed=True))
    [document] = read(tmp_path)
    assert isinstance(document, Document)
    assert (document.data, document.declared_encoding, document.media) == (rows[0]["data"], "utf-8", "text")


def test_limits_and_damage(tmp_path: Path) -> None:
    whole = archive(PAGES[:2], packed=False)
    (tmp_path / "a.warc").write_bytes(whole)
    assert [i.code for i in read(tmp_path, max_bytes=40) if isinstance(i, DeadLetter)] == ["too_large"]
    assert "too_many_members" in [i.code for i in read(tmp_path, max_members=2) if isinstance(i, DeadLetter)]
    (tmp_path / "a.warc").write_bytes(b"this is no web archive\n" * 20)
    [letter] = read(tmp_path)
    assert isinstance(letter, DeadLetter) and letter.code == "corrupt_archive" and "a.warc" in letter.message
    (tmp_path / "a.warc").write_bytes(whole[:-30])
    first, letter = read(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(letter, DeadLetter) and letter.code == "corrupt_archive" and "record 2" in letter.message
    (tmp_path / "a.warc").unlink()
    packed = archive(PAGES[:2] * 50, packed=True)
    (tmp_path / "a.warc.gz").write_bytes(packed[: len(packed) - 40])
    assert [i.code for i in read(tmp_path) if isinstance(i, DeadLetter)] == ["corrupt_archive"]


def test_a_record_that_says_not_what_it_is_is_not_dropped_in_silence(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\nWARC-Target-URI: https://e.org/1\r\nContent-Length: 2\r\n\r\nab\r\n\r\n")
    [letter] = read(tmp_path)
    assert isinstance(letter, DeadLetter)
    assert (letter.code, letter.uri) == ("bad_row", "https://e.org/1")


@pytest.mark.parametrize("encoding", ["gzip", "chunked"])
def test_a_body_that_states_its_encoding_is_whole_or_damaged(tmp_path: Path, encoding: str) -> None:
    body = b"A ferry ran aground on Monday. " * 90
    if encoding == "gzip":
        stored, header = gzip.compress(body, 1, mtime=0), ("Content-Encoding", "gzip")
    else:
        stored, header = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), ("Transfer-Encoding", "chunked")
    out = io.BytesIO()
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/plain"), header], protocol="HTTP/1.1")
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warc_record("https://e.org/1", "response", io.BytesIO(stored), http_headers=http))
    (tmp_path / "a.warc").write_bytes(out.getvalue())
    [document] = read(tmp_path)
    assert isinstance(document, Document) and document.data == body
    for cut in (20, 8):
        (tmp_path / "a.warc").write_bytes(out.getvalue()[:-cut])
        [letter] = read(tmp_path)
        assert isinstance(letter, DeadLetter) and letter.code == "corrupt_archive" and "record 0" in letter.message


def test_an_empty_archive_is_a_dead_letter(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"")
    [letter] = read(tmp_path)
    assert isinstance(letter, DeadLetter) and letter.code == "corrupt_archive" and "no record" in letter.message


def test_a_damaged_line_is_not_quoted_at_length(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"\x00" * 50_000)
    [letter] = read(tmp_path)
    assert isinstance(letter, DeadLetter) and letter.code == "corrupt_archive" and len(letter.message) < 300
