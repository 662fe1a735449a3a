"""The report as files: one HTML page with everything inside, or a page with its data in files beside it."""

from __future__ import annotations

import contextlib
import hashlib
import ntpath
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import jinja2
import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems
from markupsafe import Markup

from pipeline.manifest import read_table
from pipeline.report import details, words
from pipeline.report.model import Doc, Run, Tie, first_witnesses, outlet_row, overview, read_run, tie_of
from pipeline.report.safe import TEXT_LIMIT, csp_hash, escape_json, line, script_json
from pipeline.report.spool import Spool
from pipeline.sinks import publish
from transforms.errors import DEAD_LETTER_CODES

SINGLE_LIMIT: Final = 12_000_000
"""Bytes of data up to which a report is one file unless asked otherwise: small enough to be mailed."""

TOP_STORIES: Final = 25
MAX_CAPPED: Final = 100
SCRIPTS: Final = (
    "core.js", "data.js", "table.js", "plots.js", "stemma.js", "texts.js", "overview.js", "stories.js", "documents.js", "outlets.js",
    "app.js",
)  # fmt: skip
"""Scripts of the report in the order in which they run, after the vendored library."""

_DATA_FILE: Final = re.compile(r"/data/[0-9a-f]{12}/[a-z]+-\d+\.js$")


class ReportError(Exception):
    """A report cannot be written where it was asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """A written report."""

    #: what a person opens
    path: str
    #: bytes of the page that opens first
    page_bytes: int
    #: bytes of all files
    total_bytes: int
    #: data files beside the page; 0 for a report of one file
    files: int


def build_report(output: str, to: str | None = None) -> Report:
    """Turn a finished run into a report.

    Args:
        output: the output folder of a run.
        to: a file ending in ``.html`` for one self-contained page, or a folder; by default a page, or for a large
            run a folder, called ``report`` inside `output`.

    Returns:
        Where it is and how large.

    Raises:
        NoRun: there is no readable run at `output`.
        ReportError: the place of the report cannot be written.
    """
    run = read_run(output)
    with Spool() as spool:
        _fill(run, spool)
        single = to.lower().endswith((".html", ".htm")) if to is not None else spool.bytes <= SINGLE_LIMIT
        path = to or posixpath.join(output, "report.html" if single else "report")
        try:
            return _write_single(run, spool, path) if single else _write_folder(run, spool, path)
        except (OSError, BeamIOError) as error:
            raise ReportError(f"the report cannot be written to {path!r}: {error}; give another place with --to") from error


def _fill(run: Run, spool: Spool) -> None:
    """Stream the tables of the run into the data files of the report."""
    size: dict[str, int] = {}
    for info in run.manifest["files"]:
        if info["path"].endswith(".jsonl"):
            size[info["table"]] = size.get(info["table"], 0) + info["bytes"]
    spool.open_bins("links", size.get("links", 0) // 2)
    spool.open_bins("docs", size.get("records", 0) + size.get("texts", 0) + size.get("links", 0) // 2)
    spool.open_bins("stories", 400 * len(run.docs))
    spool.open_bins("outlets", 250 * len(run.docs))

    ties: dict[str, list[Tie]] = {}
    inside: dict[str, list[Tie]] = {}
    lost = {o["id"]: story.id for story in run.stories for o in story.family["originals"]}
    for row in read_table(run.output, run.manifest, "links"):
        tie = tie_of(row)
        spool.put("links", tie.id, details.link_detail(row))
        for end in (tie.a, tie.b):
            if end in run.docs:
                ties.setdefault(end, []).append(tie)
        homes = {run.docs[end].family if end in run.docs else lost.get(end) for end in (tie.a, tie.b)}
        if len(homes) == 1:
            home = homes.pop()
            if home is not None:
                inside.setdefault(home, []).append(tie)

    titles = {story.id: story for story in run.stories}
    mixed: dict[str, list[Doc]] = {}
    for doc in run.docs.values():
        for family in doc.also_in:
            mixed.setdefault(family, []).append(doc)
    for record, text in details.stream_docs(run):
        doc_id = record["doc_id"]
        spool.put("docs", doc_id, details.doc_detail(run, record, text, ties.get(doc_id, ()), titles))
    for story in run.stories:
        found = details.story_detail(run, story, inside.get(story.id, ()), titles, mixed.get(story.id, ()))
        spool.put("stories", story.id, found)
    firsts = first_witnesses(run.stories)
    ranked = sorted(run.outlets.values(), key=lambda outlet: (-len(outlet.docs), outlet.name))
    rows = []
    for outlet in ranked:
        rows.append(outlet_row(outlet, firsts))
        spool.put("outlets", outlet.key, details.outlet_detail(run, outlet, firsts))

    newest = sorted(run.docs.values(), key=lambda d: (-(d.epoch if d.epoch is not None else float("-inf")), d.id))
    spool.put_table("doclist", details.DOC_COLUMNS, (details.doc_row(run, doc) for doc in newest))
    spool.put_table("storylist", details.STORY_COLUMNS, (details.story_row(story) for story in run.stories))
    columns = list(rows[0]) if rows else []
    spool.put_table("outletlist", columns, iter([list(row.values()) for row in rows]))
    letters = (details.letter_row(row) for row in read_table(run.output, run.manifest, "dead_letters"))
    spool.put_table("deadlist", details.LETTER_COLUMNS, letters)


def _core(run: Run, spool: Spool, data: str) -> dict[str, Any]:
    """What the first page needs, and where everything else is."""
    manifest = run.manifest
    return {
        "data": data,
        "bins": spool.counts,
        "texts": run.has_texts,
        "text_limit": TEXT_LIMIT,
        "counts": manifest["counts"],
        "capped": [
            {
                "view": line(key["view"], 40),
                "key": line(key["key"], 40),
                "articles": key["articles"],
                "crowd": key.get("crowd"),
                "hub": details.brief(run, key["hub"]) if key.get("hub") in run.docs else None,
            }
            for key in manifest["capped_keys"][:MAX_CAPPED]
        ],
        "overview": overview(run),
        "top": {
            "columns": details.STORY_COLUMNS,
            "rows": [details.story_row(story) for story in run.stories[:TOP_STORIES]],
        },
        "words": words.vocabulary(),
        "letters": DEAD_LETTER_CODES,
    }


def _write_single(run: Run, spool: Spool, path: str) -> Report:
    blocks = [(f"wt-{name}", escape_json(data).decode("utf-8")) for name, data in spool.files()]
    page = _page(run, _core(run, spool, ""), blocks)
    folder, name = posixpath.split(path)
    publish(folder or ".", name, page)
    return Report(path, len(page), len(page), 0)


def _write_folder(run: Run, spool: Spool, folder: str) -> Report:
    digest = hashlib.sha256()
    total = files = 0
    for name, data in spool.files():
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    # a folder of its own for each content: the page that is there keeps its data until it is replaced
    data_folder = digest.hexdigest()[:12]
    for name, data in spool.files():
        script = b"wiretrace.receive(" + orjson.dumps(name) + b"," + orjson.dumps(escape_json(data).decode("utf-8")) + b");\n"
        publish(folder, f"data/{data_folder}/{name}.js", script)
        total += len(script)
        files += 1
    page = _page(run, _core(run, spool, f"data/{data_folder}/"), [])
    publish(folder, "index.html", page)
    _sweep(folder, data_folder)
    return Report(posixpath.join(folder, "index.html"), len(page), len(page) + total, files)


def _sweep(folder: str, keep: str) -> None:
    """Remove the data of earlier reports in this folder; only files with names that we give are touched."""
    root = posixpath.join(folder, "data")
    # old data does no harm: what cannot be listed or removed stays
    with contextlib.suppress(BeamIOError):
        found = FileSystems.match([root + "/*/*.js"])
        paths = sorted(m.path for result in found for m in result.metadata_list)
        stale = [path for path in paths if _DATA_FILE.search(path) and posixpath.basename(posixpath.dirname(path)) != keep]
        if stale:
            FileSystems.delete(stale)
        for name in sorted({posixpath.dirname(path) for path in stale}):
            with contextlib.suppress(OSError):
                Path(name).rmdir()


def _page(run: Run, core: dict[str, Any], blocks: list[tuple[str, str]]) -> bytes:
    """The HTML page; every script and style in it is named by its hash in the content security policy."""
    style = _asset("report.css")
    scripts = [_asset("vendor/vendor.js"), *(_asset(name) for name in SCRIPTS)]
    single = not core["data"]
    policy = "; ".join(
        (
            "default-src 'none'",
            # in a folder, our own script may add scripts, and adds none but its data files
            "script-src " + " ".join(csp_hash(text) for text in scripts) + ("" if single else " 'strict-dynamic'"),
            "style-src " + csp_hash(style),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types " + ("'none'" if single else "wiretrace"),
        )
    )
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    html = environment.get_template("report.html").render(
        # hashes and keywords of our own making: quotes must stay what they are
        policy=Markup(policy),
        style=Markup(style),
        scripts=[Markup(text) for text in scripts],
        core=Markup(script_json(core).decode("utf-8")),
        blocks=[(name, Markup(data)) for name, data in blocks],
        facts=list(_facts(run)),
        title=f"wiretrace report: {len(run.docs):,} documents, {len(run.stories):,} stories",
    )
    return html.encode("utf-8")


def _facts(run: Run) -> Iterator[tuple[str, str]]:
    """What a reader must know to trust or repeat the run."""
    manifest = run.manifest
    yield "Run finished", line(manifest["finished"], 40)[:16].replace("T", " ") + " UTC"
    yield "Read from", line(", ".join(_place(name) for name in manifest["inputs"]), 400)
    if manifest.get("sample"):
        yield "Sample", f"{manifest['sample']} files"
    yield "wiretrace", line(manifest["wiretrace"], 40)
    yield "Settings", manifest["settings_sha256"][:16]
    yield "Texts", "kept" if run.has_texts else "not kept: run with --texts to read them here"


def _place(name: str) -> str:
    """An input as the report names it: a report is passed on, so a path of this machine shows only its end."""
    local = name.replace("\\", "/")
    if "://" in name or not (posixpath.isabs(local) or ntpath.isabs(name)):
        return name
    return "…/" + "/".join(local.rstrip("/").split("/")[-2:])


def _asset(name: str) -> str:
    # a script element ends at the first "</script", whatever the script means by it
    text = resources.files(__package__).joinpath("assets", *name.split("/")).read_text(encoding="utf-8")
    if "</script" in text.lower() or "</style" in text.lower():
        raise ValueError(f"the asset {name} holds an end tag and cannot stand inside a page")
    return text


def _template(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
