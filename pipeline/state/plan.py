"""What a run will do, decided before anything is matched: which documents are new, which known ones they may meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.state import store
from pipeline.state.files import FileEntry
from pipeline.state.index import Index, Short, index_row, load_index, look_up, short
from pipeline.state.pointer import Memory, StateError
from pipeline.state.tables import part_of
from pipeline.state.window import Places, close_to, reach
from transforms.schema import DeadLetter, doc_number
from transforms.settings import CandidateSettings
from transforms.superseded import Claim, dead_letter, superseded


@dataclass(frozen=True, slots=True)
class Fresh:
    """A document that is new, or has a new content."""

    part: int
    seen: int
    #: part of the content that it replaces, or None
    replaces: int | None
    #: revision of what was said of it before the state forgot it or was made anew, else 0
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions of one run."""

    #: (doc_id, instance) of the texts that go on
    keep: frozenset[tuple[str, str]]
    #: by doc_id
    fresh: dict[str, Fresh]
    #: rows for the index
    index_rows: tuple[dict[str, object], ...]
    letters: tuple[DeadLetter, ...]
    #: documents that are known with this content, and documents outside the asked days
    unchanged: int
    outside: int
    #: doc_id → part of known documents whose records are written again although nothing changed (``--from/--to``)
    repeat: dict[str, int]
    #: files of articles to read, and the known documents in them that may meet a new one
    files: tuple[FileEntry, ...]
    known: Places
    #: (len(known.doc),) True where all that a document could be paired with is in the run too
    complete: NDArray[np.bool_]


Arrival = tuple[Claim, "int | None"]
"""A claim on an id, and the trusted published day of the text."""


def make_plan(memory: Memory, arrivals: Iterable[Arrival], settings: CandidateSettings) -> Plan:
    """Decide what is new, and which known documents it may meet.

    Args:
        memory: the state.
        arrivals: everything that was read and sketched, in any order.
        settings: the window.

    Raises:
        StateError: the index is damaged.
    """
    arrived = list(arrivals)
    index, places = look_up(memory.uri, memory.pointer, {doc_number(claim.doc_id) for claim, _ in arrived})
    plan = decide(memory, index, load_past(memory), arrived)
    files, known, complete = _neighbourhood(memory, places, plan.fresh, settings)
    return replace(plan, files=files, known=known, complete=complete)


def decide(
    memory: Memory, index: Index, past: Mapping[int, tuple[int, int]], arrivals: Iterable[Arrival]
) -> Plan:
    """Decide what is new; the plan knows of no other documents yet.

    Args:
        memory: day on which new documents are first seen, and days that are asked for.
        index: contents that are known, of all documents among the arrivals at least.
        past: first-seen day and last revision of documents that a state made anew said something of.
        arrivals: everything that was read and sketched, in any order.
    """
    waiting: list[Claim] = []
    days: dict[tuple[str, str], int | None] = {}
    repeat: dict[str, int] = {}
    unchanged = outside = 0
    for claim, day in sorted(arrivals, key=lambda a: (a[0].doc_id, a[0].sha256, a[0].instance)):
        rows = index.rows_of(doc_number(claim.doc_id))
        content = short(claim.sha256)
        same = next((row for row in rows if index.content(row) == content), None)
        seen = int(index.seen[rows[0]]) if rows else memory.seen
        if not _asked(memory, day if day is not None else seen):
            outside += 1
        elif same is not None:
            unchanged += 1
            if memory.first_day is not None and index.current[same] and not index.expired[same]:
                repeat[claim.doc_id] = int(index.part[same])
        else:
            waiting.append(claim)
            days[claim.doc_id, claim.instance] = day
    losers = superseded(waiting)
    gone = {(claim.doc_id, claim.instance) for claim in losers}
    fresh: dict[str, Fresh] = {}
    keep: set[tuple[str, str]] = set()
    index_rows: list[dict[str, object]] = []
    for claim in waiting:
        if (claim.doc_id, claim.instance) in gone:
            continue
        number = doc_number(claim.doc_id)
        current = next((row for row in index.rows_of(number) if index.current[row]), None)
        if current is not None and -1 < claim.time < int(index.time[current]):
            losers.append(claim)
            continue
        seen, forgotten = past.get(number, (memory.seen, 0))
        if current is not None:
            seen, forgotten = int(index.seen[current]), int(index.expired[current])
        part = part_of(days[claim.doc_id, claim.instance], seen)
        index_rows.append(index_row(number, short(claim.sha256), part, seen, claim.time))
        if current is not None:
            index_rows.append(index.replaced(current))
        repeat.pop(claim.doc_id, None)
        keep.add((claim.doc_id, claim.instance))
        replaces = None if current is None or index.expired[current] else int(index.part[current])
        fresh[claim.doc_id] = Fresh(part, seen, replaces, forgotten)
    taken = {(row["doc"], row["sha_high"], row["sha_low"]) for row in index_rows}
    index_rows += [
        row for row in _refused(losers, index, fresh) if (row["doc"], row["sha_high"], row["sha_low"]) not in taken
    ]
    letters = tuple(dead_letter(claim) for claim in sorted(losers, key=lambda c: (c.doc_id, c.sha256, c.instance)))
    nobody = Places.of([])
    return Plan(
        frozenset(keep), fresh, tuple(index_rows), letters, unchanged, outside, repeat, (), nobody, np.zeros(0, bool)
    )


def load_past(memory: Memory) -> dict[int, tuple[int, int]]:
    """First-seen day and last revision by document, of a state that is made anew; what cannot be read is left out."""
    past: dict[int, tuple[int, int]] = {}
    if memory.before is None:
        return past
    with suppress(StateError):
        index = load_index(memory.uri, memory.before)
        past = {
            doc: (seen, expired)
            for doc, seen, expired in zip(index.doc.tolist(), index.seen.tolist(), index.expired.tolist(), strict=True)
        }
    for entry in memory.before.of_table("said"):
        with suppress(StateError):
            found = store.read(memory.uri, entry, ["doc", "revision"])
            for doc, revision in zip(found.column("doc").to_pylist(), found.column("revision").to_pylist(), strict=True):
                past[doc] = (past.get(doc, (memory.seen, 0))[0], revision)
    return past


def _refused(losers: Iterable[Claim], index: Index, fresh: dict[str, Fresh]) -> list[dict[str, object]]:
    """Index rows of contents that lost: they are known from now on, so that they need not lose again."""
    rows: dict[tuple[int, Short], dict[str, object]] = {}
    for claim in losers:
        number = doc_number(claim.doc_id)
        content = short(claim.sha256)
        known = index.rows_of(number)
        winner = fresh.get(claim.doc_id)
        part = winner.part if winner is not None else int(index.part[known[0]])
        seen = winner.seen if winner is not None else int(index.seen[known[0]])
        rows[number, content] = {**index_row(number, content, part, seen, claim.time), "current": False}
    return list(rows.values())


def _asked(memory: Memory, day: int) -> bool:
    return (memory.first_day is None or day >= memory.first_day) and (
        memory.last_day is None or day <= memory.last_day
    )


def _neighbourhood(
    memory: Memory, places: Places, fresh: dict[str, Fresh], settings: CandidateSettings
) -> tuple[tuple[FileEntry, ...], Places, NDArray[np.bool_]]:
    """Files, known documents and completeness, see `Plan`."""
    days = reach(settings)
    numbers = np.array([doc_number(doc) for doc in fresh], np.uint64)
    arriving = Places(
        numbers,
        np.array([f.part for f in fresh.values()], np.int32),
        np.array([f.seen for f in fresh.values()], np.int32),
    )
    places = places.where(~np.isin(places.doc, numbers))
    wanted = close_to(places, arriving, days)
    known = places.where(wanted)
    complete = ~close_to(known, places.where(~wanted), days)
    parts = np.unique(known.part).tolist()
    files = tuple(entry for part in parts for entry in memory.pointer.files.of_part("articles", part))
    return files, known, complete
