"""Rows of the state by part, read when they are asked for and kept while a run settles; and their changes, as files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
import orjson

from pipeline.state import store
from pipeline.state.files import FileEntry
from pipeline.state.neighbours import Near, unpack
from pipeline.state.pointer import Pointer
from pipeline.state.tables import KEYS
from transforms.lookup import among

_MANY_FILES: Final = 8
"""Files of a part from which they are joined into one when the part is written again."""


@dataclass(slots=True)
class Said:
    """What was last said of an article."""

    revision: int
    because: str | None
    #: the attribution as JSON
    data: bytes
    family_part: int | None
    near_data: bytes
    _row: dict[str, Any] | None = None
    _near: Near | None = field(default=None)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Said:
        """What a row of the table says."""
        return cls(row["revision"], row["because"], row["attribution"], row["family_part"], row["near"])

    def row(self, doc: int) -> dict[str, Any]:
        """The row of the table for a document."""
        return {
            "doc": doc, "revision": self.revision, "because": self.because, "attribution": self.data,
            "family_part": self.family_part, "near": self.near_data,
        }  # fmt: skip

    @property
    def attribution(self) -> dict[str, Any]:
        """The attribution."""
        if self._row is None:
            self._row = orjson.loads(self.data)
        return self._row

    @property
    def near(self) -> Near:
        """Neighbours by alignment."""
        if self._near is None:
            self._near = unpack(self.near_data)
        return self._near


class Tables(Protocol):
    """What settling needs of the state, wherever its rows are kept."""

    def said(self, part: int) -> Mapping[int, Said]:
        """What was said of the documents of a part, by document number."""

    def alignments(self, part: int) -> Mapping[tuple[int, int], bytes]:
        """Encoded alignments of a part, by their ends."""

    def rows(self, table: str, part: int) -> Mapping[str, bytes]:
        """Rows of links or families of a part, by id."""

    def columns(self, part: int, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        """Columns of the articles of a part, for some documents."""

    def change(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any] = ()) -> None:
        """Put rows in place of those with the same key, and remove those whose keys are gone.

        Until the run ends the other methods may go on telling what was there before.
        """


class Reader:
    """Reads parts of the state's tables once each."""

    def __init__(self, state: str, pointer: Pointer) -> None:
        """Begin with nothing read."""
        self._state = state
        self._files = pointer.files
        self._said: dict[int, dict[int, Said]] = {}
        self._alignments: dict[int, dict[tuple[int, int], bytes]] = {}
        self._rows: dict[tuple[str, int], dict[str, bytes]] = {}

    def files(self, table: str, part: int) -> list[FileEntry]:
        """Files of one part of a table."""
        return self._files.of_part(table, part)

    def parts(self, table: str) -> list[int]:
        """Parts of a table that have files."""
        return sorted({entry.part for entry in self._files.of_table(table)})

    def said(self, part: int) -> dict[int, Said]:
        """What was said of the documents of a part, by document number."""
        if part not in self._said:
            found: dict[int, Said] = {}
            for entry in self.files("said", part):
                columns = store.read(self._state, entry).to_pydict()
                found.update(
                    (doc, Said(*values))
                    for doc, *values in zip(
                        *(columns[name] for name in ("doc", "revision", "because", "attribution", "family_part", "near")),
                        strict=True,
                    )
                )
            self._said[part] = found
        return self._said[part]

    def alignments(self, part: int) -> dict[tuple[int, int], bytes]:
        """Encoded alignments of a part, by their ends."""
        if part not in self._alignments:
            found: dict[tuple[int, int], bytes] = {}
            for entry in self.files("alignments", part):
                columns = store.read(self._state, entry).to_pydict()
                found.update(zip(zip(columns["a"], columns["b"], strict=True), columns["alignment"], strict=True))
            self._alignments[part] = found
        return self._alignments[part]

    def rows(self, table: str, part: int) -> dict[str, bytes]:
        """Rows of links or families of a part, by id."""
        key = KEYS[table][0]
        if (table, part) not in self._rows:
            found: dict[str, bytes] = {}
            for entry in self.files(table, part):
                columns = store.read(self._state, entry).to_pydict()
                found.update(zip(columns[key], columns["row"], strict=True))
            self._rows[table, part] = found
        return self._rows[table, part]

    def columns(self, part: int, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        """Columns of the articles of a part, for some documents."""
        wanted = np.array(sorted(docs), np.uint64)
        found: dict[int, tuple[Any, ...]] = {}
        for entry in self.files("articles", part):
            table = store.read(self._state, entry, ["doc", *names])
            numbers = table.column("doc").to_numpy()
            rows = np.flatnonzero(among(numbers, wanted))
            if len(rows):
                chosen = table.take(rows)
                values = zip(*(chosen.column(name).to_pylist() for name in names), strict=True)
                found.update(zip(numbers[rows].tolist(), values, strict=True))
        return found

    def articles(self, part: int) -> list[dict[str, Any]]:
        """All rows of the articles of a part."""
        return [row for entry in self.files("articles", part) for row in store.read(self._state, entry).to_pylist()]


class FileTables(Reader):
    """The state's files: a part that changes is written again whole, alignments that come are put beside the others."""

    def __init__(self, state: str, pointer: Pointer) -> None:
        """Begin with nothing changed."""
        super().__init__(state, pointer)
        self.added: list[FileEntry] = []
        #: paths
        self.dropped: list[str] = []

    def change(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any] = ()) -> None:
        """See `Tables`; the files are written at once and count when the pointer names them."""
        files = self.files(table, part)
        if table == "alignments" and not gone and len(files) < _MANY_FILES:
            if rows:
                self.added.append(store.write(self._state, table, part, rows))
            return
        kept = {key: row for key, row in self._held(table, part).items() if key not in gone}
        kept.update((_key(table, row), row) for row in rows)
        self.dropped += [entry.path for entry in files]
        if kept:
            self.added.append(store.write(self._state, table, part, list(kept.values())))

    def _held(self, table: str, part: int) -> dict[Any, Mapping[str, Any]]:
        if table == "said":
            return {doc: said.row(doc) for doc, said in self.said(part).items()}
        if table == "alignments":
            return {(a, b): {"a": a, "b": b, "alignment": data} for (a, b), data in self.alignments(part).items()}
        if table == "articles":
            return {row["doc"]: row for row in self.articles(part)}
        return {name: {KEYS[table][0]: name, "row": data} for name, data in self.rows(table, part).items()}


def _key(table: str, row: Mapping[str, Any]) -> Any:
    values = tuple(row[name] for name in KEYS[table])
    return values if len(values) > 1 else values[0]
