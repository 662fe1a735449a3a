"""The data behind one page each: a document, a story, a pair, an outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pipeline.manifest import read_table
from pipeline.report import words
from pipeline.report.model import Doc, Outlet, Run, Story, Tie, delay_of, outlet_row, sources_of
from pipeline.report.safe import TEXT_LIMIT, block, href, language, line
from transforms.attribution.parents import explain_parents
from transforms.schema import EVIDENCE_KINDS, UNIT_KINDS, Attribution, Derivation, Evidence, Link
from transforms.text.weights import combine

PASSAGE_KINDS: Final = ("verbatim", "reworded", "translated")
MAX_RELATIVES: Final = 200
"""Related texts listed on a document's page, the parent and the surest first."""
MAX_STORY_LINKS: Final = 1500
"""Links listed on a story's page, derivations and the surest first."""
MAX_EVIDENCE: Final = 200

DOC_COLUMNS: Final = (
    "id", "title", "uri", "outlet", "outlet_key", "language", "published", "agency", "credited", "relation", "copied", "family",
)  # fmt: skip
"""Columns of every table of documents."""

MEMBER_COLUMNS: Final = (
    "id", "title", "name", "outlet_key", "language", "published", "precision", "epoch", "agency", "confidence", "credited",
    "relation", "parent", "original", "score", "copied", "lag", "dateline", "footer", "mixed",
)  # fmt: skip
"""Columns of a story's witnesses."""

TIE_COLUMNS: Final = (
    "id", "a", "b", "relation", "child", "parent", "confidence", "score", "coverage_a", "coverage_b", "run", "passages",
)  # fmt: skip
"""Columns of a story's links."""

STORY_COLUMNS: Final = (
    "id", "title", "language", "agency", "witnesses", "outlets", "languages", "published", "spread", "exact", "yes", "in_text",
    "no", "original", "translations",
)  # fmt: skip
"""Columns of the table of stories."""

LETTER_COLUMNS: Final = ("uri", "stage", "code", "message", "sha256", "kept")


def doc_row(run: Run, doc: Doc) -> list[Any]:
    """A document in the order of DOC_COLUMNS."""
    return [
        doc.id, doc.title, "" if doc.outlet and doc.title else doc.uri, doc.outlet, outlet_key(run, doc), doc.language,
        doc.published, doc.agency, doc.credited, doc.relation, doc.copied, doc.family,
    ]  # fmt: skip


def outlet_key(run: Run, doc: Doc) -> str | None:
    """Key of the document's outlet page, or None."""
    return run.outlets[doc.outlet].key if doc.outlet else None


def story_row(story: Story) -> list[Any]:
    """A story in the order of STORY_COLUMNS."""
    family = story.family
    kinds = {original["kind"] for original in family["originals"]}
    return [
        story.id, story.title, story.language, line(family["agency"], 80) or None, len(story.members),
        len({doc.outlet for doc in story.members if doc.outlet}), family["languages"], family["first_published"],
        story.spread, story.exact, *(story.credited[value] for value in ("yes", "in_text", "no")),
        "both" if len(kinds) > 1 else next(iter(kinds), None), story.translations,
    ]  # fmt: skip


def brief(run: Run, doc_id: str) -> dict[str, Any]:
    """How another text is named on a page: a document, or a lost original."""
    doc = run.docs.get(doc_id)
    if doc is None:
        return {"id": doc_id, "lost": True}
    return {
        "id": doc.id, "name": doc.name, "title": doc.title, "language": doc.language, "published": doc.published,
        "family": doc.family,
    }  # fmt: skip


# ------------------------------------------------------------------ stories


def story_detail(run: Run, story: Story, ties: Sequence[Tie], titles: dict[str, Story], mixed: Sequence[Doc]) -> dict[str, Any]:
    """Everything a story's page shows.

    Args:
        run: the run.
        story: the story.
        ties: links of which both ends are of this story.
        titles: stories by id.
        mixed: documents of other stories that also take from this one.
    """
    family = story.family
    ranked = sorted(ties, key=lambda t: (t.child is None, -t.confidence, t.id))[:MAX_STORY_LINKS]
    related = []
    for entry in family["related"]:
        other = titles.get(entry["family_id"])
        related.append(
            {
                "id": entry["family_id"],
                "relation": entry["relation"],
                "known": other is not None,
                "title": other.title if other else "",
                "language": other.language if other else None,
                "agency": line(other.family["agency"], 80) if other else "",
            }
        )
    return {
        "row": story_row(story),
        "originals": [
            {**original, "agency": line(original["agency"], 80), "known": original["id"] in run.docs}
            for original in family["originals"]
        ],
        "members": {"columns": MEMBER_COLUMNS, "rows": [_member(run, doc) for doc in story.members]},
        "mixed": {"columns": MEMBER_COLUMNS, "rows": [_member(run, doc) for doc in mixed]},
        "links": {
            "columns": TIE_COLUMNS,
            "rows": [
                [t.id, t.a, t.b, t.relation, t.child, t.parent, t.confidence, t.score, t.coverage_a, t.coverage_b, t.run, t.passages]
                for t in ranked
            ],
        },
        "links_total": len(ties),
        "related": related,
    }


def _member(run: Run, doc: Doc) -> list[Any]:
    return [
        doc.id, doc.title, doc.name, outlet_key(run, doc), doc.language, doc.published, doc.precision, doc.epoch, doc.agency,
        doc.agency_confidence, doc.credited, doc.relation, doc.parent, doc.original, doc.score, doc.copied, doc.lag,
        doc.dateline, doc.footer, list(doc.also_in),
    ]  # fmt: skip


# ------------------------------------------------------------------ documents


def stream_docs(run: Run) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every record with its text, or None where the run kept none.

    Both tables are cut and sorted the same way, so hardly a text is ever held.
    """
    texts = read_table(run.output, run.manifest, "texts") if run.has_texts else iter(())
    waiting: dict[str, str] = {}
    for record in read_table(run.output, run.manifest, "records"):
        wanted = record["doc_id"]
        found = waiting.pop(wanted, None)
        while found is None:
            row = next(texts, None)
            if row is None:
                break
            if row["doc_id"] == wanted:
                found = row["text"]
            else:
                waiting[row["doc_id"]] = row["text"]
        yield record, found


def doc_detail(run: Run, record: dict[str, Any], text: str | None, ties: Sequence[Tie], titles: dict[str, Story]) -> dict[str, Any]:
    """Everything a document's page shows."""
    doc = run.docs[record["doc_id"]]
    story = titles.get(doc.family or "")
    source = record["source"]
    evidence = record["evidence"][:MAX_EVIDENCE]
    return {
        "id": doc.id,
        "title": doc.title,
        "uri": doc.uri,
        "outlet": doc.outlet,
        "outlet_key": outlet_key(run, doc),
        "name": doc.name,
        "language": doc.language,
        "url": line(source["url"]),
        "href": href(source["url"]),
        "encoding": line(source["encoding"], 40),
        "sha256": source["sha256"],
        "record_id": line(source["record_id"], 120),
        "revision": record["revision"],
        "revised_because": line(record["revised_because"]),
        "published": record["published"],
        "dates": [{**d, "value": line(d["value"], 60)} for d in record["dates"][:60]],
        "dateline": _dateline(record["dateline"]),
        "footer": doc.footer,
        "agency": {**record["agency"], "name": doc.agency} if record["agency"] else None,
        "weighed": weighed(evidence),
        "credited": doc.credited,
        "family": {"id": doc.family, "title": story.title, "language": story.language} if story else None,
        "also_in": [{"id": name, "title": titles[name].title if name in titles else ""} for name in doc.also_in],
        "original": {**record["original"], "agency": line(record["original"]["agency"], 80), "language": language(record["original"]["language"])}
        if record["original"]
        else None,
        "derivation": _derivation(record["derivation"]),
        "units": [[UNIT_KINDS.index(u["kind"]), u["start"], u["end"]] for u in record["units"] if u["kind"] in UNIT_KINDS],
        "evidence": [
            {**e, "agency": line(e["agency"], 80), "text": line(e["text"], 240)}
            for e in evidence
        ],
        "evidence_total": len(record["evidence"]),
        "relatives": _relatives(run, record, ties),
        "relatives_total": len(ties),
        "text": block(text) if text is not None else None,
        "cut": len(text) if text is not None and len(text) > TEXT_LIMIT else None,
    }


def _dateline(row: dict[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        **row,
        **{name: line(row[name], 160) for name in ("raw", "normal", "place", "region")},
        "agencies": [line(name, 80) for name in row["agencies"]],
    }


def _derivation(row: dict[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {**row, "reasons": _reasons(row["direction_basis"])}


def _reasons(codes: Iterable[str]) -> list[str]:
    return [line(words.basis(code)) for code in codes]


def weighed(evidence: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the pieces of evidence for each agency add up to, best supported first."""
    items = [
        Evidence(e["kind"], e["agency"], e["about"], e["weight"], e["start"], e["end"], e["text"])
        for e in evidence
        if e["agency"] is not None and e["kind"] in EVIDENCE_KINDS
    ]
    found = combine(items)
    return [
        {"agency": line(name, 80), "confidence": found[name], "items": sum(e.agency == name for e in items)}
        for name in sorted(found, key=lambda name: (-found[name], name))
    ]


def _relatives(run: Run, record: dict[str, Any], ties: Sequence[Tie]) -> list[dict[str, Any]]:
    """Every related text, the parent first, and why each other one is not the parent."""
    doc_id = record["doc_id"]
    by_id = {tie.id: tie for tie in ties}
    derivation = record["derivation"]
    attribution = Attribution(
        doc_id=doc_id,
        agency=None,
        credited=record["credited"],
        family_id=record["family_id"],
        also_in=(),
        original=None,
        derivation=None
        if derivation is None
        else Derivation(derivation["relation"], derivation["parent"], 0.0, 0.0, 0.0, None, ()),
        links=tuple(by_id),
    )
    links = [
        Link(t.id, t.a, t.b, t.relation, t.child, t.parent, t.confidence, t.score, t.coverage_a, t.coverage_b, t.run, t.basis, ())
        for t in ties
    ]
    rows = []
    for rival in explain_parents(attribution, links)[:MAX_RELATIVES]:
        tie = by_id[rival.link_id]
        own, theirs = (tie.coverage_a, tie.coverage_b) if tie.a == doc_id else (tie.coverage_b, tie.coverage_a)
        if rival.chosen:
            reasons = _reasons(code for code in rival.reasons if code != "chosen")
        else:
            reasons = [line(words.lost(code)) for code in rival.reasons]
        rows.append(
            {
                "other": brief(run, rival.rival),
                "link": tie.id,
                "relation": tie.relation,
                "role": "parent" if rival.chosen else "child" if tie.parent == doc_id else "rival",
                "reasons": reasons,
                "confidence": tie.confidence,
                "score": tie.score,
                "own": own,
                "theirs": theirs,
                "run": tie.run,
                "passages": tie.passages,
            }
        )
    return rows


def link_detail(row: dict[str, Any]) -> dict[str, Any]:
    """A link with its passages, packed as flat lists of numbers."""
    return {
        "a": row["a"],
        "b": row["b"],
        "relation": row["relation"],
        "child": row["child"],
        "parent": row["parent"],
        "confidence": row["confidence"],
        "score": row["score"],
        "coverage_a": row["coverage_a"],
        "coverage_b": row["coverage_b"],
        "run": row["longest_run_words"],
        "reasons": _reasons(row["direction_basis"]),
        "passages": [
            [
                p["a_start"], p["a_end"], p["b_start"], p["b_end"], PASSAGE_KINDS.index(p["kind"]),
                UNIT_KINDS.index(p["unit_a"]), UNIT_KINDS.index(p["unit_b"]),
            ]
            for p in row["passages"]
            if p["a_start"] < TEXT_LIMIT and p["b_start"] < TEXT_LIMIT
        ],
    }  # fmt: skip


# ------------------------------------------------------------------ outlets


def outlet_detail(run: Run, outlet: Outlet, firsts: dict[str, Doc]) -> dict[str, Any]:
    """Everything an outlet's page shows."""
    takers: dict[str, int] = {}
    for doc in outlet.taken:
        takers[doc.name] = takers.get(doc.name, 0) + 1
    languages: dict[str, int] = {}
    for doc in outlet.docs:
        if doc.language:
            languages[doc.language] = languages.get(doc.language, 0) + 1
    delays = [delay for delay in (delay_of(doc, firsts) for doc in outlet.docs) if delay is not None]
    return {
        "row": outlet_row(outlet, firsts),
        "sources": sources_of(run, outlet, firsts),
        "takers": [
            {"name": name, "key": run.outlets[name].key if name in run.outlets else None, "documents": n}
            for name, n in sorted(takers.items(), key=lambda item: (-item[1], item[0]))
        ],
        "languages": sorted(languages.items(), key=lambda item: (-item[1], item[0])),
        "delays": [round(delay) for delay in sorted(delays)],
        "docs": {"columns": DOC_COLUMNS, "rows": [doc_row(run, doc) for doc in outlet.docs]},
    }


def letter_row(row: dict[str, Any]) -> list[Any]:
    """A dead letter in the order of LETTER_COLUMNS."""
    return [
        line(row["uri"]), line(row["stage"], 40), line(row["code"], 40), line(row["message"], 500), row["sha256"],
        line(row["bytes_kept"], 200) or None,
    ]  # fmt: skip
