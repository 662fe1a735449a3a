"""Forgetting: what no article in time can meet any more, story by story."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from pipeline.state.neighbours import BOND, pack
from pipeline.state.tables import EVERYWHERE, day_of
from pipeline.unbounded.held import HeldTables
from transforms.attribution.components import component_labels

AHEAD_DAYS: Final = 2
"""Days that a published day may lie ahead of the day of arrival; what lies further is held no longer for it."""


def next_expiry(tables: HeldTables, days: int, remembered: int) -> int | None:
    """The day from whose start on there is something to forget; None where nothing is known.

    Args:
        tables: what is known.
        days: that an article is known beyond the day it counts for: when it was published, or first seen if later.
        remembered: that an id is known beyond the day it was first seen.
    """
    first = min((_day(part, row) + days for part, row in tables.articles.values()), default=None)
    if first is None:
        first = min((int(row["seen"]) + remembered for row in tables.places()), default=None)
    return None if first is None else first + 1


def expire(tables: HeldTables, before: int, remember: int) -> set[int]:
    """Forget articles that count for no day from ``before`` on, story by story, and ids not before ``remember``.

    A story is forgotten as a whole, when all its articles are old enough; what was said of it stays said. Its ids
    and contents stay known until ``remember``, so that a text that comes again is not taken for a new one.

    Args:
        tables: told of every row that goes.
        before: days since 1970-01-01.
        remember: days since 1970-01-01, not after ``before``.

    Returns:
        Articles forgotten.
    """
    near = {doc: tables.said(part)[doc].near for doc, (part, _) in tables.articles.items()}
    bonds = [(doc, other) for doc, them in near.items() for other, (_, bits) in them.items() if bits & BOND]
    ends = np.array(bonds, np.uint64).reshape(-1, 2)
    documents, labels = component_labels(ends[:, 0], ends[:, 1])
    story = dict(zip(documents.tolist(), labels.tolist(), strict=True))
    young = {story.get(doc, doc) for doc, (part, row) in tables.articles.items() if _day(part, row) >= before}
    gone = {doc for doc in tables.articles if story.get(doc, doc) not in young}
    if gone:
        _forget(tables, gone, near)
    left = tables.articles.keys() - gone
    stale = [
        (row["doc"], row["sha_high"], row["sha_low"])
        for row in tables.places()
        if int(row["seen"]) < remember and row["doc"] not in left
    ]
    tables.change("index", EVERYWHERE, (), stale)
    return gone


def _forget(tables: HeldTables, gone: set[int], near: dict[int, Any]) -> None:
    links: set[str] = set()
    families: set[str] = set()
    by_part: dict[int, set[int]] = {}
    kept: dict[int, set[int]] = {}
    index: list[dict[str, Any]] = []
    for doc in sorted(gone):
        part = tables.articles[doc][0]
        said = tables.said(part)[doc]
        by_part.setdefault(part, set()).add(doc)
        links.update(said.attribution["links"])
        families.add(said.attribution["family_id"])
        for other, (place, _) in near[doc].items():
            if other not in gone:
                kept.setdefault(place, set()).add(other)
        index += [{**row, "expired": said.revision} for row in tables.contents_of(doc) if row["current"]]
    for part, docs in sorted(by_part.items()):
        tables.change("articles", part, (), docs)
        tables.change("said", part, (), docs)
    for part, docs in sorted(kept.items()):
        rows = []
        for doc in sorted(docs):
            said = tables.said(part)[doc]
            left = {other: place for other, place in near[doc].items() if other not in gone}
            rows.append({**said.row(doc), "near": pack(left)})
        tables.change("said", part, rows)
    for part in tables.parts("alignments"):
        tables.change("alignments", part, (), [p for p in tables.alignments(part) if p[0] in gone or p[1] in gone])
    for table, names in (("links", links), ("families", families)):
        for part in tables.parts(table):
            tables.change(table, part, (), tables.rows(table, part).keys() & names)
    tables.change("index", EVERYWHERE, index)


def _day(part: int, row: Any) -> int:
    seen = int(row["seen"])
    return max(seen, min(day_of(part), seen + AHEAD_DAYS))
