"""The index: id and content of every document ever read, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.state import store
from pipeline.state.files import FileEntry
from pipeline.state.pointer import Memory, Pointer
from pipeline.state.tables import EVERYWHERE, SCHEMAS
from pipeline.state.window import Places
from transforms.lookup import among

Short = tuple[int, int]
"""First 128 bits of a SHA-256."""


def short(sha256: str) -> Short:
    """The part of a content's hash that the index keeps.

    >>> short("00000000000000010000000000000002" + "ff" * 16)
    (1, 2)
    """
    return int(sha256[:16], 16), int(sha256[16:32], 16)


@dataclass(frozen=True, slots=True)
class Index:
    """(N,) columns in order of document, contents of one id next to each other."""

    doc: NDArray[np.uint64]
    sha_high: NDArray[np.uint64]
    sha_low: NDArray[np.uint64]
    part: NDArray[np.int32]
    seen: NDArray[np.int32]
    time: NDArray[np.int64]
    current: NDArray[np.bool_]
    expired: NDArray[np.int32]

    @classmethod
    def of_rows(cls, rows: Sequence[Mapping[str, Any]]) -> Index:
        """The index of rows in order of document, one for each content."""
        table = pa.Table.from_pylist(list(rows), schema=SCHEMAS["index"])
        return cls(**{name: np.asarray(table.column(name).to_numpy()) for name in SCHEMAS["index"].names})

    def rows_of(self, doc: int) -> range:
        """Rows of one document."""
        number = np.uint64(doc)
        return range(int(np.searchsorted(self.doc, number)), int(np.searchsorted(self.doc, number, side="right")))

    def content(self, row: int) -> Short:
        """Content of a row."""
        return int(self.sha_high[row]), int(self.sha_low[row])

    def places(self) -> Places:
        """Where the articles stand that the state holds."""
        held = self.current & (self.expired == 0)
        return Places(self.doc[held], self.part[held], self.seen[held])

    def replaced(self, row: int) -> dict[str, object]:
        """A row that says that another content has replaced this one."""
        found = index_row(
            int(self.doc[row]), self.content(row), int(self.part[row]), int(self.seen[row]), int(self.time[row])
        )
        return {**found, "current": False}

    def table(self) -> pa.Table:
        """As one table of the state."""
        return pa.table({name: getattr(self, name) for name in SCHEMAS["index"].names}, schema=SCHEMAS["index"])


def index_row(doc: int, content: Short, part: int, seen: int, time: int) -> dict[str, Any]:
    """A row of a document that is held."""
    return {
        "doc": doc, "sha_high": content[0], "sha_low": content[1], "part": part, "seen": seen, "time": time,
        "current": True, "expired": 0,
    }  # fmt: skip


FILE_ROWS: Final = 1 << 16
"""Rows from which a file of the index stays as it is: it is looked through whole, so it must not be large."""
_STANDING: Final = ("doc", "part", "seen", "current", "expired")
_SMALL_FILES: Final = 16
"""Smaller files of the index from which they are joined."""


def load_index(state: str, pointer: Pointer) -> Index:
    """The whole index of a state.

    Raises:
        StateError: a file of the index is missing or damaged.
    """
    return joined([store.read(state, entry) for entry in pointer.of_table("index")])


def look_up(state: str, pointer: Pointer, docs: Collection[int]) -> tuple[Index, Places]:
    """What the index says of some documents, and where all held articles stand; files are looked through one by one.

    Raises:
        StateError: a file of the index is missing or damaged.
    """
    asked = np.sort(np.array(list(docs), np.uint64))
    about: list[pa.Table] = []
    undone: list[NDArray[np.uint64]] = []
    held: list[pa.Table] = []
    for entry in pointer.of_table("index"):
        data = store.read_bytes(state, entry)
        table = store.decoded(state, entry, data, _STANDING)
        numbers = table.column("doc").to_numpy()
        mine = among(numbers, asked)
        if mine.any():
            about.append(store.decoded(state, entry, data).filter(pa.array(mine)))
        stands = table.column("current").to_numpy() & (table.column("expired").to_numpy() == 0)
        held.append(table.select(["doc", "part", "seen"]).filter(pa.array(stands)))
        undone.append(numbers[~stands])
    if not held:
        return joined([]), Places.of([])
    columns = pa.concat_tables(held)
    places = Places(*(np.asarray(columns.column(name).to_numpy()) for name in ("doc", "part", "seen")))
    # a row that says that an article was replaced or forgotten may stand in another file than the one that brought it
    doubtful = np.unique(np.concatenate(undone))
    if len(doubtful):
        places = _settled(state, pointer, places, doubtful)
    order = np.argsort(places.doc, kind="stable")
    return joined(about), Places(places.doc[order], places.part[order], places.seen[order])


def _settled(state: str, pointer: Pointer, places: Places, doubtful: NDArray[np.uint64]) -> Places:
    """Places, with those of some documents after all rows about them."""
    both = among(places.doc, doubtful)
    if not both.any():
        return places
    again = np.unique(places.doc[both])
    found = []
    for entry in pointer.of_table("index"):
        table = store.read(state, entry)
        found.append(table.filter(pa.array(among(table.column("doc").to_numpy(), again))))
    sure, more = places.where(~both), joined(found).places()
    return Places(*(np.concatenate([getattr(sure, name), getattr(more, name)]) for name in ("doc", "part", "seen")))


def joined(found: Sequence[pa.Table]) -> Index:
    """The index of rows as they stand in files.

    Files are only appended: of several rows on one content, one that says it was replaced outdoes the one that brought
    it, and so does one that says it was forgotten.
    """
    table = pa.concat_tables(found) if found else SCHEMAS["index"].empty_table()
    columns = {name: np.asarray(table.column(name).to_numpy()) for name in SCHEMAS["index"].names}
    order = np.lexsort((-columns["expired"], columns["current"], columns["sha_low"], columns["sha_high"], columns["doc"]))
    columns = {name: column[order] for name, column in columns.items()}
    first = np.ones(len(order), bool)
    for name in ("doc", "sha_high", "sha_low"):
        first[1:] &= columns[name][1:] == columns[name][:-1]
    first[1:] = ~first[1:]
    return Index(**{name: column[first] for name, column in columns.items()})


def write_index(state: str, index: Index) -> list[FileEntry]:
    """The index as files of `FILE_ROWS` rows."""
    table = index.table()
    return [
        store.write_table(state, "index", EVERYWHERE, table.slice(start, FILE_ROWS))
        for start in range(0, table.num_rows, FILE_ROWS)
    ]


def append_index(memory: Memory, rows: Sequence[Mapping[str, Any]]) -> tuple[list[FileEntry], list[str]]:
    """Files added to and dropped from the index for some new rows; large files stay as they are."""
    if not rows:
        return [], []
    entry = store.write(memory.uri, "index", EVERYWHERE, rows)
    small = [file for file in memory.pointer.of_table("index") if file.rows < FILE_ROWS]
    if len(small) < _SMALL_FILES:
        return [entry], []
    whole = joined([store.read(memory.uri, file) for file in (*small, entry)])
    return write_index(memory.uri, whole), [file.path for file in small]
