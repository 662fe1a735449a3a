"""What the report is made of, without a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.manifest import NoRun
from pipeline.report import ReportError, build_report
from pipeline.report.details import stream_docs
from pipeline.report.model import SPREAD, overview, read_run, spread_bins, story_of
from pipeline.report.safe import fnv1a
from pipeline.report.spool import BLOCK_ROWS, Spool
from tests.pipeline.report import factory
from tests.pipeline.report.factory import doc_id, family, original, published, record

ASSETS = Path(__file__).parents[3] / "pipeline" / "report" / "assets"


class _Parts(HTMLParser):
    """Elements of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = (tag, dict(attrs)) if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.inside.append((*self._open, data))
            self._open = None


def parts(page: Path) -> _Parts:
    return _Parts(page.read_text(encoding="utf-8"))


def policy(found: _Parts) -> str:
    return next(a["content"] or "" for t, a in found.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy")


@pytest.fixture(params=["small", "folder", "hostile"])
def any_report(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(request.param))


def test_every_script_and_style_is_named_by_its_hash(any_report: Path) -> None:
    found = parts(any_report)
    said = policy(found)
    assert "unsafe" not in said and "default-src 'none'" in said and "*" not in said
    run = [(tag, text) for tag, attrs, text in found.inside if tag == "style" or attrs.get("type") != "application/json"]
    assert len(run) == 13
    for _, text in run:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in said


def test_the_page_holds_no_markup_from_data_and_no_handler(any_report: Path) -> None:
    found = parts(any_report)
    assert {tag for tag, _ in found.tags} <= {
        "html", "head", "meta", "title", "link", "style", "body", "a", "header", "svg", "path", "circle", "span", "nav", "ul",
        "li", "search", "label", "input", "button", "main", "noscript", "p", "footer", "dl", "div", "dt", "dd", "bdi", "script",
    }  # fmt: skip
    for tag, attrs in found.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], (tag, attrs)
        assert (attrs.get("href") or "#").startswith(("#", "data:image/svg+xml,"))
        assert "src" not in attrs


def test_the_policy_lets_no_script_in_but_its_own(small: Path, folder: Path) -> None:
    assert "strict-dynamic" not in policy(parts(small)) and "trusted-types 'none'" in policy(parts(small))
    assert "'strict-dynamic'" in policy(parts(folder)) and "trusted-types wiretrace" in policy(parts(folder))


def test_two_builds_are_equal(tmp_path: Path) -> None:
    factory.write_run(tmp_path, factory.small_tables())
    one = Path(build_report(str(tmp_path), str(tmp_path / "a.html")).path).read_bytes()
    two = Path(build_report(str(tmp_path), str(tmp_path / "b.html")).path).read_bytes()
    assert one == two


def test_a_new_report_replaces_the_data_of_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    factory.write_run(tmp_path / "run", factory.small_tables())
    build_report(str(tmp_path / "run"), str(pages))
    (pages / "data" / "mine").mkdir()
    (pages / "data" / "mine" / "note.js").write_text("kept")
    before = {p.name for p in (pages / "data").iterdir()}
    factory.write_run(tmp_path / "run", factory.small_tables(texts=False))
    build_report(str(tmp_path / "run"), str(pages))
    after = {p.name for p in (pages / "data").iterdir()}
    assert before & after == {"mine"} and len(after) == 2
    assert (pages / "data" / "mine" / "note.js").read_text() == "kept"


def test_a_large_run_becomes_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.report.pages.SINGLE_LIMIT", 1000)
    factory.write_run(tmp_path, factory.small_tables())
    report = build_report(str(tmp_path))
    assert report.path == str(tmp_path / "report" / "index.html") and report.files > 5
    assert report.total_bytes == sum(p.stat().st_size for p in (tmp_path / "report").rglob("*") if p.is_file())


def test_missing_runs_and_places_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoRun, match="no finished run"):
        build_report(str(tmp_path))
    factory.write_run(tmp_path / "run", factory.small_tables())
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="--to"):
        build_report(str(tmp_path / "run"), str(tmp_path / "file" / "inside.html"))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli import _main

    factory.write_run(tmp_path, factory.small_tables())
    assert _main(["report", str(tmp_path)]) == 0
    assert str(tmp_path / "report.html") in capsys.readouterr().out
    assert _main(["report", str(tmp_path / "nothing")]) == 3
    assert _main(["report", str(tmp_path), "--to", str(tmp_path / "manifest.json" / "x.html")]) == 2


def test_paths_of_this_machine_stay_here(tmp_path: Path) -> None:
    factory.write_run(tmp_path, factory.small_tables())
    manifest = orjson.loads((tmp_path / "manifest.json").read_bytes())
    manifest["inputs"] = ["/home/jdoe17/secret/crawl/2024", "C:\\Users\\jdoe17\\crawl\\2024", "gs://bucket/dump", "articles/"]
    (tmp_path / "manifest.json").write_bytes(orjson.dumps(manifest))
    page = Path(build_report(str(tmp_path)).path).read_text(encoding="utf-8")
    assert "jdoe17" not in page and "…/crawl/2024, …/crawl/2024, gs://bucket/dump, articles/" in page


# ------------------------------------------------------------------ figures


def test_figures_of_the_small_run(tmp_path: Path) -> None:
    run = read_run(str(factory.write_run(tmp_path, factory.small_tables())))
    found = overview(run)
    assert (found["documents"], found["in_stories"], found["stories"], found["agency_stories"]) == (7, 6, 2, 1)
    assert found["credited"] == {"yes": 3, "no": 1}
    assert found["credit_by_agency"] == [{"agency": "AFP", "yes": 3, "in_text": 0, "no": 1}]
    assert found["relations"] == [("translation", 2), ("partial", 1), ("rewrite", 1), ("verbatim", 1)]
    assert [(p["from"], p["to"], p["n"]) for p in found["pairs"]] == [("en", "ar", 1), ("en", "es", 1)]
    matrix = found["matrix"]
    assert matrix["agencies"] == ["AFP"]
    assert dict(zip((o["name"] for o in matrix["outlets"]), matrix["cells"], strict=True))["Globe Spinner"] == [[1, 1]]
    # from 14:05 to 08:00 the next day; the Arabic text of that day has no hour but is neither first nor last
    assert found["median_spread"] == 17 * 3600 + 55 * 60


def _story(*times: str) -> Any:
    rows = [record(f"d{n}", published=published(value)) for n, value in enumerate(times)]
    from pipeline.report.model import doc_of

    return story_of(family("f-1", rows, [original("o-1", "AFP", "en")], "AFP"), {r["doc_id"]: doc_of(r) for r in rows})


@pytest.mark.parametrize(
    ("times", "name"),
    [
        (("2024-03-12T10:00+00:00", "2024-03-12T10:59+00:00"), "< 1 h"),
        (("2024-03-12T10:00+00:00", "2024-03-12T12:00+01:00"), "1-3 h"),
        (("2024-03-12", "2024-03-12"), "same day"),
        (("2024-03-12T10:00+00:00", "2024-03-12"), "same day"),
        (("2024-03-12", "2024-03-13"), "1-2 d"),
        (("2024-03-01", "2024-03-30"), "> 7 d"),
    ],
)
def test_spread_is_not_finer_than_the_dates(times: tuple[str, ...], name: str) -> None:
    assert [bin for bin in spread_bins([_story(*times)]) if bin[1]] == [[name, 1]]


def test_a_story_without_two_dates_has_no_spread() -> None:
    assert sum(n for _, n in spread_bins([_story("2024-03-12")])) == 0
    assert len(spread_bins([])) == len(SPREAD)


def test_the_story_is_called_after_its_original(tmp_path: Path) -> None:
    rows = [
        record("a", title="Früh", language="de", published=published("2024-03-01")),
        record("b", title="Late but original", published=published("2024-03-02")),
        record("c", title=None, published=published("2024-02-01")),
    ]
    from pipeline.report.model import doc_of

    docs = {r["doc_id"]: doc_of(r) for r in rows}
    assert story_of(family("f", rows, [original(doc_id("b"), "AFP", "en", kind="document")], "AFP"), docs).title == "Late but original"
    assert story_of(family("f", rows, [original("o-1", "AFP", "de")], "AFP"), docs).title == "Früh"
    assert story_of(family("f", rows, [original("o-1", "AFP", "ja")], "AFP"), docs).title == "Früh"


# ------------------------------------------------------------------ data files


def test_texts_are_joined_whatever_their_order(tmp_path: Path) -> None:
    tables = factory.small_tables()
    factory.write_run(tmp_path, tables)
    manifest = orjson.loads((tmp_path / "manifest.json").read_bytes())
    # another number of shards would give another order
    manifest["files"].sort(key=lambda info: (info["table"] != "texts", info["path"]), reverse=True)
    (tmp_path / "manifest.json").write_bytes(orjson.dumps(manifest))
    found = {record["doc_id"]: text for record, text in stream_docs(read_run(str(tmp_path)))}
    assert found == {row["doc_id"]: row["text"] for row in tables["texts"]}


def test_bins_hold_every_row_where_it_is_looked_for() -> None:
    with Spool() as spool:
        spool.open_bins("docs", 2_000_000)
        bins = spool.counts["docs"]
        keys = [f"{n:016x}" for n in range(500)]
        for key in keys:
            spool.put("docs", key, {"n": key})
        spool.put_table("doclist", ("a", "b"), iter([(n, "x") for n in range(BLOCK_ROWS + 1)]))
        spool.put_table("empty", ("a",), iter([]))
        files = {name: orjson.loads(data) for name, data in spool.files()}
        assert spool.counts == {"docs": bins, "doclist": 2, "empty": 1}
    assert all(files[f"docs-{fnv1a(key) % bins}"][key] == {"n": key} for key in keys)
    assert [row[0] for n in range(2) for row in files[f"doclist-{n}"]["rows"]] == list(range(BLOCK_ROWS + 1))
    assert files["empty-0"] == {"columns": ["a"], "rows": []}


def test_the_vendored_library_is_what_is_pinned() -> None:
    head = (ASSETS / "vendor" / "vendor.js").read_text(encoding="utf-8").split("*/")[0]
    pins = orjson.loads((ASSETS / "vendor" / "package.json").read_bytes())["dependencies"]
    assert dict(re.findall(r"^ \* ([\w-]+) ([\d.]+) \(ISC\)$", head, re.M)) == pins
    assert "Permission to use, copy, modify" in head
    notice = (ASSETS.parents[2] / "NOTICE").read_text(encoding="utf-8")
    assert all(name in notice for name in pins)
