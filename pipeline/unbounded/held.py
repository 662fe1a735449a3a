"""The matching state of a stream: the same tables as the state of scheduled jobs, held in memory and kept as a journal.

Batch keeps nothing, scheduled jobs keep Parquet files by day (`pipeline.state.reader.FileTables`), a stream keeps this:
rows in dictionaries, and every change as one entry of a journal that an engine's keyed state holds. The journal played
from its start gives the tables; when more than half of it is out of date it is written anew. So the cost of a turn
follows what it changes, not what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pipeline.state.index import Index
from pipeline.state.journal import Damaged, Entry, decoded, entries
from pipeline.state.plan import Fresh
from pipeline.state.reader import Said
from pipeline.state.tables import EVERYWHERE, KEYS, SCHEMAS

SLACK: Final = 4096
"""Rows that may be out of date while a stream runs before the journal is written anew, however short it is."""


class HeldTables:
    """`pipeline.state.reader.Tables` in memory; changes count when `commit` is called."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._said: dict[int, dict[int, Said]] = {}
        self._alignments: dict[int, dict[tuple[int, int], bytes]] = {}
        self._rows: dict[tuple[str, int], dict[str, bytes]] = {}
        #: articles by document: (part, row)
        self._articles: dict[int, tuple[int, Mapping[str, Any]]] = {}
        #: contents known of each document
        self._index: dict[int, dict[tuple[int, int], Mapping[str, Any]]] = {}
        self._waiting: list[tuple[str, int, Sequence[Mapping[str, Any]], Collection[Any]]] = []
        self._brought = False
        self._number = 0
        #: rows in the journal, and keys that are gone
        self.written = 0

    # ------------------------------------------------------------- what settling asks

    def said(self, part: int) -> Mapping[int, Said]:
        """See `Tables`."""
        return self._said.get(part, {})

    def alignments(self, part: int) -> Mapping[tuple[int, int], bytes]:
        """See `Tables`."""
        return self._alignments.get(part, {})

    def rows(self, table: str, part: int) -> Mapping[str, bytes]:
        """See `Tables`."""
        return self._rows.get((table, part), {})

    def columns(self, part: int, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        """See `Tables`."""
        found = {doc: self._articles[doc] for doc in set(docs) if doc in self._articles}
        return {doc: tuple(row[name] for name in names) for doc, (place, row) in found.items() if place == part}

    def change(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any] = ()) -> None:
        """See `Tables`."""
        if rows or gone:
            self._waiting.append((table, part, rows, gone))

    # ------------------------------------------------------------- what else is asked

    @property
    def articles(self) -> Mapping[int, tuple[int, Mapping[str, Any]]]:
        """(part, row) of each article, by document number."""
        return self._articles

    def place(self, doc: int) -> tuple[int, int]:
        """See `pipeline.unbounded.desk.DeskTables`."""
        part, row = self._articles[doc]
        return part, int(row["seen"])

    def sketch(self, doc: int) -> bytes:
        """See `DeskTables`."""
        data: bytes = self._articles[doc][1]["sketch"]
        return data

    def bring(self, fresh: Mapping[str, Fresh]) -> list[int]:
        """See `DeskTables`: everything is at hand; all articles the first time."""
        if self._brought:
            return []
        self._brought = True
        return sorted(self._articles)

    def is_whole(self, part: int, seen: int) -> bool:
        """See `DeskTables`: everything is at hand."""
        return True

    def contents(self, docs: Iterable[int]) -> Index:
        """The index of some documents."""
        rows = [row for doc in sorted(set(docs)) for row in self._index.get(doc, {}).values()]
        return Index.of_rows(rows)

    def contents_of(self, doc: int) -> Iterable[Mapping[str, Any]]:
        """Rows of the index of one document."""
        return self._index.get(doc, {}).values()

    def places(self) -> Iterator[Mapping[str, Any]]:
        """Rows of the index."""
        return (row for rows in self._index.values() for row in rows.values())

    def parts(self, table: str) -> list[int]:
        """Parts that a table has rows in."""
        if table == "said":
            return sorted(part for part, rows in self._said.items() if rows)
        if table == "alignments":
            return sorted(part for part, rows in self._alignments.items() if rows)
        return sorted(part for (name, part), rows in self._rows.items() if name == table and rows)

    def held(self) -> int:
        """Rows that are held."""
        return (
            len(self._articles)
            + sum(map(len, self._index.values()))
            + sum(map(len, self._said.values()))
            + sum(map(len, self._alignments.values()))
            + sum(map(len, self._rows.values()))
        )

    # ------------------------------------------------------------- the journal

    def commit(self) -> list[Entry]:
        """Make the changes count; the entries that tell of them, in order."""
        told: list[Entry] = []
        for table, part, rows, gone in self._waiting:
            self._apply(table, part, rows, gone)
            told += self._entries(table, part, rows, gone)
        self._waiting = []
        return told

    def is_stale(self, slack: int = 0) -> bool:
        """Whether most of the journal, but for some rows, is out of date."""
        return self.written > 2 * self.held() + slack

    def whole(self) -> list[Entry]:
        """A journal of its own for all that is held; the one before is to be thrown away."""
        self._number = self.written = 0
        told: list[Entry] = []
        for table in SCHEMAS:
            for part, rows in sorted(self._everything(table).items()):
                told += self._entries(table, part, rows, ())
        return told

    @classmethod
    def replay(cls, journal: Iterable[Entry]) -> HeldTables:
        """The tables of a journal, whose entries an engine may give back in any order.

        Raises:
            Damaged: an entry is missing, or of another form.
        """
        tables = cls()
        told = sorted(map(decoded, journal), key=lambda item: item[0])
        for at, (number, table, part, rows, gone) in enumerate(told):
            if number != at:
                raise Damaged(f"entry {at} of the stream's journal is missing")
            tables._apply(table, part, rows.to_pylist(), gone)
            tables.written += rows.num_rows + len(gone)
        tables._number = len(told)
        return tables

    def _entries(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any]) -> Iterator[Entry]:
        for entry in entries(self._number, (table, part, rows, gone)):
            yield entry
            self._number += 1
        self.written += len(rows) + len(gone)

    def _apply(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any]) -> None:
        if table == "articles":
            for doc in gone:
                # a text that was replaced has moved: what stands in another part is the new one
                if self._articles.get(doc, (part,))[0] == part:
                    self._articles.pop(doc, None)
            self._articles.update((row["doc"], (part, row)) for row in rows)
        elif table == "index":
            for doc, high, low in gone:
                contents = self._index.get(doc, {})
                contents.pop((high, low), None)
                if not contents:
                    self._index.pop(doc, None)
            for row in rows:
                self._index.setdefault(row["doc"], {})[row["sha_high"], row["sha_low"]] = row
        else:
            held: dict[Any, Any] = self._table(table, part)
            for key in gone:
                held.pop(key, None)
            if table == "said":
                held.update((row["doc"], Said.of(row)) for row in rows)
            elif table == "alignments":
                held.update(((row["a"], row["b"]), row["alignment"]) for row in rows)
            else:
                held.update((row[KEYS[table][0]], row["row"]) for row in rows)

    def _table(self, table: str, part: int) -> dict[Any, Any]:
        if table == "said":
            return self._said.setdefault(part, {})
        if table == "alignments":
            return self._alignments.setdefault(part, {})
        return self._rows.setdefault((table, part), {})

    def _everything(self, table: str) -> dict[int, list[Mapping[str, Any]]]:
        if table == "index":
            return {EVERYWHERE: list(self.places())}
        if table == "articles":
            found: dict[int, list[Mapping[str, Any]]] = {}
            for part, row in self._articles.values():
                found.setdefault(part, []).append(row)
            return found
        return {part: [_row(table, key, value) for key, value in self._table(table, part).items()] for part in self.parts(table)}


def _row(table: str, key: Any, value: Any) -> dict[str, Any]:
    if table == "said":
        said: Said = value
        return said.row(key)
    if table == "alignments":
        return {"a": key[0], "b": key[1], "alignment": value}
    return {KEYS[table][0]: key, "row": value}
