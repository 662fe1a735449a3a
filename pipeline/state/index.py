"""The index: id and content of every document ever read, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.state import store
from pipeline.state.pointer import Pointer
from pipeline.state.tables import SCHEMAS
from pipeline.state.window import Places

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


def load_index(state: str, pointer: Pointer) -> Index:
    """The index of a state.

    Index files are only appended: of several rows on one content, one that says it was replaced outdoes the one
    that brought it, and so does one that says it was forgotten.

    Raises:
        StateError: a file of the index is missing or damaged.
    """
    found = [store.read(state, entry) for entry in pointer.of_table("index")]
    table = pa.concat_tables(found) if found else SCHEMAS["index"].empty_table()
    columns = {name: np.asarray(table.column(name).to_numpy()) for name in SCHEMAS["index"].names}
    order = np.lexsort((-columns["expired"], columns["current"], columns["sha_low"], columns["sha_high"], columns["doc"]))
    columns = {name: column[order] for name, column in columns.items()}
    first = np.ones(len(order), bool)
    for name in ("doc", "sha_high", "sha_low"):
        first[1:] &= columns[name][1:] == columns[name][:-1]
    first[1:] = ~first[1:]
    return Index(**{name: column[first] for name, column in columns.items()})
