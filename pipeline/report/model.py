"""What a run says, gathered for the pages: documents, stories, outlets and the figures of the overview.

Texts, evidence and passages stay on disk and are streamed past by the builder; only what tables, trees and figures
need is held in memory (about 1 kB a document).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from statistics import median
from typing import Any, Final

from pipeline.manifest import read_manifest, read_table
from pipeline.report.safe import language, line, short_key

TRANSLATIONS: Final = ("translation", "back_translation")
CREDITED: Final = ("yes", "in_text", "no")

MATRIX_AGENCIES: Final = 12
MATRIX_OUTLETS: Final = 24
"""Largest matrix of the overview; the pages of the outlets hold the rest."""

SPREAD: Final[tuple[tuple[str, float], ...]] = (
    ("< 1 h", 3600),
    ("1-3 h", 3 * 3600),
    ("3-6 h", 6 * 3600),
    ("6-12 h", 12 * 3600),
    ("12-24 h", 24 * 3600),
    ("1-2 d", 2 * 86400),
    ("2-4 d", 4 * 86400),
    ("4-7 d", 7 * 86400),
    ("> 7 d", float("inf")),
)
"""Bins of the time from the first to the last copy of a story: name, upper bound in seconds."""

_FRACTION: Final = re.compile(r"\.\d{1,12}")

SAME_DAY: Final = "same day"
"""Bin of stories of which all copies are of one day and at least one has no hour."""


@dataclass(frozen=True, slots=True)
class Doc:
    """One document, as tables and trees need it; strings are ready for display."""

    id: str
    title: str
    uri: str
    outlet: str
    language: str | None
    #: ISO 8601 as in the record, or None
    published: str | None
    precision: str | None
    #: seconds since 1970 (a value without zone is read as UTC), for the order of things only
    epoch: float | None
    agency: str | None
    agency_confidence: float | None
    credited: str
    family: str | None
    also_in: tuple[str, ...]
    original: str | None
    relation: str | None
    #: doc id, id of a lost original, or None
    parent: str | None
    score: float | None
    copied: float | None
    lag: int | None
    dateline: str
    footer: str

    @property
    def name(self) -> str:
        """The outlet, or where that is unknown the document's own name."""
        return self.outlet or self.uri


@dataclass(frozen=True, slots=True)
class Tie:
    """A link without its passages."""

    id: str
    a: str
    b: str
    relation: str
    child: str | None
    parent: str | None
    confidence: float
    score: float
    coverage_a: float
    coverage_b: float
    run: int
    passages: int
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A family with what its members add up to."""

    family: dict[str, Any]
    title: str
    language: str | None
    members: tuple[Doc, ...]
    #: seconds from the first to the last copy, or None where fewer than two are dated
    spread: float | None
    #: whether both ends of the spread are known to the minute
    exact: bool
    credited: Counter[str]
    translations: int

    @property
    def id(self) -> str:
        """Id of the family."""
        return str(self.family["family_id"])


@dataclass(slots=True)
class Outlet:
    """What one outlet takes, from whom, and what others take from it."""

    name: str
    docs: list[Doc] = field(default_factory=list)
    #: documents of other outlets that have one of this outlet's as parent
    taken: list[Doc] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The outlet's key in addresses and data files."""
        return "o" + short_key(self.name)


@dataclass(slots=True)
class Run:
    """A finished run, read."""

    output: str
    manifest: dict[str, Any]
    docs: dict[str, Doc]
    stories: list[Story]
    outlets: dict[str, Outlet]
    #: language → number of documents, most first
    languages: list[tuple[str, int]]

    @property
    def has_texts(self) -> bool:
        """Whether the run kept its texts."""
        return any(info["table"] == "texts" for info in self.manifest["files"])


def moment(value: str | None) -> float | None:
    """Seconds since 1970 of an ISO 8601 value of any precision; without a zone it is read as UTC.

    >>> moment("2024-03-12"), moment("2024-03-12T01:00:00.5+01:00"), moment("2024-03"), moment("soon")
    (1710201600.0, 1710201600.0, 1709251200.0, None)
    """
    if not value:
        return None
    # Python 3.10 reads neither the zone letter nor every length of fraction
    full = _FRACTION.sub("", value.replace("Z", "+00:00"))
    if len(full) in (4, 7):
        full += "-01-01"[: 10 - len(full)]
    try:
        found = datetime.fromisoformat(full)
        return (found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, OverflowError):
        return None


def doc_of(row: dict[str, Any]) -> Doc:
    """A record as the report holds it."""
    source, published, agency = row["source"], row["published"], row["agency"]
    derivation, dateline, original = row["derivation"], row["dateline"], row["original"]
    return Doc(
        id=row["doc_id"],
        title=line(row["title"]),
        uri=line(source["uri"]),
        outlet=line(source["outlet"], 120),
        language=language(row["language"]),
        published=published["value"] if published else None,
        precision=published["precision"] if published else None,
        epoch=moment(published["value"]) if published else None,
        agency=line(agency["name"], 80) if agency else None,
        agency_confidence=agency["confidence"] if agency else None,
        credited=row["credited"],
        family=row["family_id"],
        also_in=tuple(row["also_in"]),
        original=original["id"] if original else None,
        relation=derivation["relation"] if derivation else None,
        parent=derivation["parent"] if derivation else None,
        score=derivation["score"] if derivation else None,
        copied=derivation["copied_share"] if derivation else None,
        lag=derivation["lag_seconds"] if derivation else None,
        dateline=line(dateline["normal"], 160) if dateline else "",
        footer=line(row.get("footer"), 160),
    )


def tie_of(row: dict[str, Any]) -> Tie:
    """A link as the report holds it."""
    return Tie(
        id=row["link_id"],
        a=row["a"],
        b=row["b"],
        relation=row["relation"],
        child=row["child"],
        parent=row["parent"],
        confidence=row["confidence"],
        score=row["score"],
        coverage_a=row["coverage_a"],
        coverage_b=row["coverage_b"],
        run=row["longest_run_words"],
        passages=len(row["passages"]),
        basis=tuple(row["direction_basis"]),
    )


def by_time(doc: Doc) -> tuple[float, str]:
    """Order of documents: published first, undated last, then id."""
    return (doc.epoch if doc.epoch is not None else float("inf"), doc.id)


def read_run(output: str) -> Run:
    """Read a finished run without texts and links.

    Raises:
        NoRun: there is no readable run at `output`.
    """
    manifest = read_manifest(output)
    docs = {row["doc_id"]: doc_of(row) for row in read_table(output, manifest, "records")}
    stories = [story_of(row, docs) for row in read_table(output, manifest, "families")]
    stories.sort(key=lambda story: (-len(story.members), story.id))
    outlets: dict[str, Outlet] = {}
    for doc in docs.values():
        if doc.outlet:
            outlets.setdefault(doc.outlet, Outlet(doc.outlet)).docs.append(doc)
    for doc in docs.values():
        parent = docs.get(doc.parent) if doc.parent else None
        if parent is not None and parent.outlet and parent.outlet != doc.outlet:
            outlets[parent.outlet].taken.append(doc)
    for outlet in outlets.values():
        outlet.docs.sort(key=by_time)
        outlet.taken.sort(key=by_time)
    languages = Counter(doc.language for doc in docs.values() if doc.language)
    return Run(output, manifest, docs, stories, outlets, sorted(languages.items(), key=lambda item: (-item[1], item[0])))


def story_of(row: dict[str, Any], docs: dict[str, Doc]) -> Story:
    """A family joined with its members; members without a record are left out (a stream may still be writing)."""
    row = {
        **row,
        "languages": [code for code in map(language, row["languages"]) if code],
        "originals": [{**original, "language": language(original["language"])} for original in row["originals"]],
    }
    members = sorted((docs[member] for member in row["members"] if member in docs), key=by_time)
    dated = [doc for doc in members if doc.epoch is not None]
    spread = None
    if len(dated) > 1:
        first, last = dated[0].epoch, dated[-1].epoch
        spread = last - first if first is not None and last is not None else None
    chosen = _title(row["originals"], members, docs)
    return Story(
        family=row,
        title=chosen.title if chosen is not None else "",
        language=chosen.language if chosen is not None else None,
        members=tuple(members),
        spread=spread,
        exact=bool(dated) and all(doc.precision in ("minute", "second") for doc in (dated[0], dated[-1])),
        credited=Counter(doc.credited for doc in members),
        translations=sum(doc.relation in TRANSLATIONS for doc in members),
    )


def _title(originals: Sequence[dict[str, Any]], members: Sequence[Doc], docs: dict[str, Doc]) -> Doc | None:
    """The document whose headline stands for the story: the original, else the first in its language, else the first."""
    for original in originals:
        found = docs.get(original["id"])
        if found is not None and found.title:
            return found
    languages = {original["language"] for original in originals}
    titled = [doc for doc in members if doc.title]
    return next((doc for doc in titled if doc.language in languages), titled[0] if titled else None)


# ------------------------------------------------------------------ figures


def overview(run: Run) -> dict[str, Any]:
    """The figures of the first page."""
    docs = list(run.docs.values())
    from_agency = [doc for doc in docs if doc.agency is not None]
    return {
        "documents": len(docs),
        "in_stories": sum(doc.family is not None for doc in docs),
        "stories": len(run.stories),
        "agency_stories": sum(story.family["agency"] is not None for story in run.stories),
        "outlets": len(run.outlets),
        "languages": [[code, n] for code, n in run.languages],
        "derived": sum(doc.relation is not None for doc in docs),
        "credited": dict(Counter(doc.credited for doc in from_agency)),
        "credit_by_agency": credit_rows(from_agency),
        "relations": _ranked(doc.relation for doc in docs if doc.relation is not None),
        "matrix": matrix(from_agency),
        "pairs": language_pairs(run),
        "spread": spread_bins(run.stories),
        "median_spread": _median(story.spread for story in run.stories if story.exact),
        "median_days": _median(story.spread for story in run.stories if not story.exact),
    }


def _ranked(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None


def credit_rows(docs: Iterable[Doc]) -> list[dict[str, Any]]:
    """Credited, in text only and not credited texts of each agency, most texts first."""
    found: dict[str, Counter[str]] = {}
    for doc in docs:
        found.setdefault(doc.agency or "", Counter())[doc.credited] += 1
    rows = [{"agency": name, **{value: counts[value] for value in CREDITED}} for name, counts in found.items()]
    return sorted(rows, key=lambda row: (-sum(int(row[value]) for value in CREDITED), str(row["agency"])))


def matrix(docs: Iterable[Doc]) -> dict[str, Any]:
    """Agencies by outlets: texts and, of them, those without credit; the largest of both."""
    cells: dict[tuple[str, str], list[int]] = {}
    for doc in docs:
        # an outlet that is the agency itself takes nothing from itself
        if not doc.outlet or doc.agency is None or doc.outlet == doc.agency:
            continue
        cell = cells.setdefault((doc.agency, doc.outlet), [0, 0])
        cell[0] += 1
        cell[1] += doc.credited == "no"
    agencies: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    for (agency, outlet), (n, _) in cells.items():
        agencies[agency] += n
        outlets[outlet] += n
    rows = [name for name, _ in sorted(outlets.items(), key=lambda item: (-item[1], item[0]))]
    columns = [name for name, _ in sorted(agencies.items(), key=lambda item: (-item[1], item[0]))]
    shown_rows, shown_columns = rows[:MATRIX_OUTLETS], columns[:MATRIX_AGENCIES]
    return {
        "agencies": shown_columns,
        "outlets": [{"name": name, "key": Outlet(name).key} for name in shown_rows],
        "cells": [[cells.get((agency, outlet)) for agency in shown_columns] for outlet in shown_rows],
        "more_agencies": len(columns) - len(shown_columns),
        "more_outlets": len(rows) - len(shown_rows),
    }


def language_pairs(run: Run) -> list[dict[str, Any]]:
    """Translations by language of the source (a text, or a lost original) and of the copy."""
    lost = {o["id"]: o["language"] for story in run.stories for o in story.family["originals"] if o["kind"] == "lost"}
    found: Counter[tuple[str, str, str]] = Counter()
    for doc in run.docs.values():
        if doc.relation in TRANSLATIONS and doc.language:
            parent = run.docs.get(doc.parent) if doc.parent else None
            source = parent.language if parent is not None else lost.get(doc.parent or "")
            found[source or "?", doc.language, doc.relation or ""] += 1
    rows = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [{"from": a, "to": b, "relation": relation, "n": n} for (a, b, relation), n in rows]


def spread_bins(stories: Iterable[Story]) -> list[list[Any]]:
    """Stories by the time from their first to their last copy: (name of the bin, stories)."""
    names = [name for name, _ in SPREAD]
    found: Counter[str] = Counter()
    for story in stories:
        if story.spread is None:
            continue
        if not story.exact and story.spread < 86400:
            found[SAME_DAY] += 1
        else:
            found[next(name for name, top in SPREAD if story.spread < top)] += 1
    if found[SAME_DAY]:
        names.insert(5, SAME_DAY)
    return [[name, found[name]] for name in names]


def delay_of(doc: Doc, firsts: dict[str, Doc]) -> float | None:
    """Seconds from the first dated witness of a document's story, where both are known to the minute."""
    first = firsts.get(doc.family or "")
    if first is None or first.id == doc.id or doc.epoch is None or first.epoch is None:
        return None
    exact = {"minute", "second"}
    return doc.epoch - first.epoch if doc.precision in exact and first.precision in exact else None


def first_witnesses(stories: Iterable[Story]) -> dict[str, Doc]:
    """Story → its first dated witness."""
    return {s.id: s.members[0] for s in stories if s.members and s.members[0].epoch is not None}


def outlet_row(outlet: Outlet, firsts: dict[str, Doc]) -> dict[str, Any]:
    """One row of the table of outlets."""
    agency = [doc for doc in outlet.docs if doc.agency is not None and doc.agency != outlet.name]
    others = [doc for doc in outlet.docs if doc.agency is None and doc.relation is not None]
    copied = [doc.copied for doc in outlet.docs if doc.copied is not None]
    n = len(outlet.docs)
    return {
        "key": outlet.key,
        "name": outlet.name,
        "documents": n,
        "agency": len(agency),
        "others": len(others),
        "own": n - len(agency) - len(others),
        **{value: sum(doc.credited == value for doc in agency) for value in CREDITED},
        "copied": round(sum(copied) / len(copied), 4) if copied else None,
        "delay": _median(delay_of(doc, firsts) for doc in outlet.docs),
        "taken": len(outlet.taken),
    }


def sources_of(run: Run, outlet: Outlet, firsts: dict[str, Doc]) -> list[dict[str, Any]]:
    """Whom an outlet takes from: one row an agency, and one a named parent outlet."""
    groups: dict[tuple[str, str], list[Doc]] = {}
    for doc in outlet.docs:
        parent = run.docs.get(doc.parent) if doc.parent else None
        if doc.agency is not None and doc.agency != outlet.name:
            groups.setdefault(("agency", doc.agency), []).append(doc)
        if parent is not None and parent.name not in (outlet.name, doc.agency):
            groups.setdefault(("outlet", parent.name), []).append(doc)
    rows = []
    for (kind, name), docs in groups.items():
        copied = [doc.copied for doc in docs if doc.copied is not None]
        rows.append(
            {
                "kind": kind,
                "name": name,
                "key": run.outlets[name].key if kind == "outlet" and name in run.outlets else None,
                "documents": len(docs),
                **{value: sum(doc.credited == value for doc in docs) for value in CREDITED},
                "delay": _median(delay_of(doc, firsts) for doc in docs),
                "copied": round(sum(copied) / len(copied), 4) if copied else None,
                "relations": _ranked(doc.relation for doc in docs if doc.relation is not None),
            }
        )
    return sorted(rows, key=lambda row: (row["kind"], -int(row["documents"]), str(row["name"])))
