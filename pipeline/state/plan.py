"""What a run will do, decided before anything is matched: which documents are new, which known ones they may meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.state import store
from pipeline.state.pointer import FileEntry, Memory, Pointer
from pipeline.state.tables import part_of
from pipeline.state.window import Places, close_to, reach
from transforms.schema import DeadLetter, doc_name, doc_number
from transforms.settings import CandidateSettings
from transforms.superseded import Claim, dead_letter, superseded


@dataclass(frozen=True, slots=True)
class Index:
    """Id and content of every document ever read; rows sorted by document, contents of one id next to each other."""

    doc: NDArray[np.uint64]
    sha256: Sequence[str]
    part: NDArray[np.int32]
    seen: NDArray[np.int32]
    time: NDArray[np.int64]
    current: NDArray[np.bool_]

    def rows_of(self, doc_id: str) -> range:
        """Rows of one document."""
        number = np.uint64(doc_number(doc_id))
        return range(
            int(np.searchsorted(self.doc, number)), int(np.searchsorted(self.doc, number, side="right"))
        )

    def places(self) -> Places:
        """Where the current articles stand."""
        return Places(self.doc[self.current], self.part[self.current], self.seen[self.current])


def load_index(state: str, pointer: Pointer) -> Index:
    """The index of a state.

    A row that says a content was replaced outdoes the one that brought it, so that index files are only appended.

    Raises:
        StateError: a file of the index is missing or damaged.
    """
    rows: dict[tuple[int, str], tuple[int, int, int, bool]] = {}
    for entry in pointer.of_table("index"):
        found = store.read(state, entry)
        columns = (found.column(name).to_pylist() for name in ("doc", "sha256", "part", "seen", "time", "current"))
        for doc, sha256, part, seen, time, current in zip(*columns, strict=True):
            known = rows.get((doc, sha256))
            rows[doc, sha256] = (part, seen, time, current and (known is None or known[3]))
    ordered = sorted(rows)
    values = [rows[key] for key in ordered]
    return Index(
        np.array([key[0] for key in ordered], np.uint64),
        [key[1] for key in ordered],
        np.array([v[0] for v in values], np.int32),
        np.array([v[1] for v in values], np.int32),
        np.array([v[2] for v in values], np.int64),
        np.array([v[3] for v in values], bool),
    )


@dataclass(frozen=True, slots=True)
class Fresh:
    """A document that is new, or has a new content."""

    part: int
    seen: int
    #: part of the content that it replaces, or None
    replaces: int | None


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

    @property
    def is_empty(self) -> bool:
        """Nothing new, and nothing to say again."""
        return not self.fresh and not self.repeat and not self.letters


Arrival = tuple[Claim, "int | None"]
"""A claim on an id, and the trusted published day of the text."""


def make_plan(memory: Memory, arrivals: Iterable[Arrival], settings: CandidateSettings) -> Plan:
    """Decide what is new.

    Args:
        memory: the state.
        arrivals: everything that was read and sketched, in any order.
        settings: the window.

    Raises:
        StateError: the index is damaged.
    """
    index = load_index(memory.uri, memory.pointer)
    waiting: list[Claim] = []
    days: dict[tuple[str, str], int | None] = {}
    repeat: dict[str, int] = {}
    unchanged = outside = 0
    for claim, day in sorted(arrivals, key=lambda a: (a[0].doc_id, a[0].sha256, a[0].instance)):
        rows = index.rows_of(claim.doc_id)
        same = next((row for row in rows if index.sha256[row] == claim.sha256), None)
        seen = int(index.seen[rows[0]]) if rows else memory.seen
        if not _asked(memory, day if day is not None else seen):
            outside += 1
        elif same is not None:
            unchanged += 1
            if memory.first_day is not None and index.current[same]:
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
        current = next((row for row in index.rows_of(claim.doc_id) if index.current[row]), None)
        if current is not None and -1 < claim.time < int(index.time[current]):
            losers.append(claim)
            continue
        seen = int(index.seen[current]) if current is not None else memory.seen
        part = part_of(days[claim.doc_id, claim.instance], seen)
        number = doc_number(claim.doc_id)
        row = {"doc": number, "sha256": claim.sha256, "part": part, "seen": seen, "time": claim.time, "current": True}
        index_rows.append(row)
        if current is not None:
            index_rows.append(
                {
                    "doc": number, "sha256": index.sha256[current], "part": int(index.part[current]), "seen": seen,
                    "time": int(index.time[current]), "current": False,
                }
            )  # fmt: skip
        repeat.pop(claim.doc_id, None)
        keep.add((claim.doc_id, claim.instance))
        fresh[claim.doc_id] = Fresh(part, seen, None if current is None else int(index.part[current]))
    letters = tuple(dead_letter(claim) for claim in sorted(losers, key=lambda c: (c.doc_id, c.sha256, c.instance)))
    files, known, complete = _neighbourhood(memory, index, fresh, settings)
    return Plan(
        frozenset(keep), fresh, tuple(index_rows), letters, unchanged, outside, repeat, files, known, complete
    )


def _asked(memory: Memory, day: int) -> bool:
    return (memory.first_day is None or day >= memory.first_day) and (
        memory.last_day is None or day <= memory.last_day
    )


def _neighbourhood(
    memory: Memory, index: Index, fresh: dict[str, Fresh], settings: CandidateSettings
) -> tuple[tuple[FileEntry, ...], Places, NDArray[np.bool_]]:
    """Files, known documents and completeness, see `Plan`."""
    days = reach(settings)
    numbers = np.array([doc_number(doc) for doc in fresh], np.uint64)
    arriving = Places(
        numbers,
        np.array([f.part for f in fresh.values()], np.int32),
        np.array([f.seen for f in fresh.values()], np.int32),
    )
    places = index.places()
    places = places.where(~np.isin(places.doc, numbers))
    wanted = close_to(places, arriving, days)
    known = places.where(wanted)
    complete = ~close_to(known, places.where(~wanted), days)
    parts = set(np.unique(known.part).tolist())
    files = tuple(entry for entry in memory.pointer.of_table("articles") if entry.part in parts)
    return files, known, complete


def fresh_ids(plan: Plan) -> frozenset[str]:
    """Ids of the new documents."""
    return frozenset(plan.fresh)


def known_ids(plan: Plan) -> frozenset[str]:
    """Ids of the known documents in the run."""
    return frozenset(doc_name(doc) for doc in plan.known.doc.tolist())
