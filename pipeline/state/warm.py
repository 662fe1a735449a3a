"""The state's files, kept warm between the turns of one process: parts are read once, then they follow what is written.

The files stay the truth: what a turn changes is written as files, and counts in memory only after the pointer that names
them has been committed. A process that finds another pointer than the one it left begins anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from pipeline.state import store
from pipeline.state.index import Index, append_index, load_index
from pipeline.state.plan import Fresh
from pipeline.state.pointer import Memory
from pipeline.state.reader import FileTables, Said
from pipeline.state.tables import KEYS, SCHEMAS, day_of, is_dated

_MANY_ARTICLE_FILES: Final = 32
"""Files of articles of a part from which they are joined into one when articles are added."""
_IDLE_TURNS: Final = 256
"""Turns after which a part that no new article comes near is read again when it is asked for."""


class WarmTables(FileTables):
    """`pipeline.unbounded.desk.DeskTables` over a state's files."""

    def __init__(self, memory: Memory, days: int) -> None:
        """Begin with nothing read.

        Args:
            memory: the state as it is.
            days: that two articles of a pair may be apart.
        """
        super().__init__(memory.uri, memory.pointer)
        self._memory = memory
        self._days = days
        #: articles at hand: by document, and documents by part
        self._articles: dict[int, tuple[int, Mapping[str, Any]]] = {}
        self._parts: dict[int, set[int]] = {}
        #: the turn in which a part was last asked for
        self._used: dict[int, int] = {}
        self._turn = 0
        self._waiting: list[tuple[str, int, Sequence[Mapping[str, Any]], Collection[Any]]] = []
        #: what the index said at the beginning, and what it has been told since
        self._index = load_index(memory.uri, memory.pointer)
        self._told: dict[int, dict[tuple[int, int], Mapping[str, Any]]] = {}
        #: parts of the documents first seen on a day
        self._seen: dict[int, set[int]] = {}
        for seen, part in np.unique(np.stack([self._index.seen, self._index.part]), axis=1).T.tolist():
            self._seen.setdefault(seen, set()).add(part)

    # ------------------------------------------------------------- what a desk asks

    def article(self, doc: int) -> tuple[int, Mapping[str, Any]]:
        """See `DeskTables`."""
        return self._articles[doc]

    def contents(self, docs: Iterable[int]) -> Index:
        """See `DeskTables`."""
        rows: list[Mapping[str, Any]] = []
        for doc in sorted(set(docs)):
            found: dict[tuple[int, int], Mapping[str, Any]] = {
                self._index.content(row): {name: getattr(self._index, name)[row].item() for name in SCHEMAS["index"].names}
                for row in self._index.rows_of(doc)
            }
            rows += {**found, **self._told.get(doc, {})}.values()
        return Index.of_rows(rows)

    def bring(self, fresh: Mapping[str, Fresh]) -> list[int]:
        """See `DeskTables`: whole parts are read, those of days near a new article."""
        wanted = self._partners({(f.part, f.seen) for f in fresh.values()})
        self._turn += 1
        self._used.update(dict.fromkeys(wanted, self._turn))
        brought: list[int] = []
        for part in sorted(wanted - self._parts.keys()):
            brought += self._read(part)
        return sorted(brought)

    def is_whole(self, part: int, seen: int) -> bool:
        """See `DeskTables`."""
        return all(p in self._parts or not self.files("articles", p) for p in self._partners({(part, seen)}))

    def _partners(self, places: set[tuple[int, int]]) -> set[int]:
        """Parts of all that articles of some (part, first-seen day) could be paired with."""
        dated = {day_of(part) for part, _ in places if is_dated(part)}
        wanted = {2 * day + 1 for day in self._near(dated)}
        for day in self._near({seen for _, seen in places}):
            # an undated text meets what was seen when it was; a dated one meets undated texts so, but dated ones by day
            wanted.update(p for p in self._seen.get(day, ()) if not is_dated(p))
        for day in self._near({seen for part, seen in places if not is_dated(part)}):
            wanted.update(self._seen.get(day, ()))
        return wanted

    def _near(self, days: set[int]) -> set[int]:
        return {near for day in days for near in range(day - self._days, day + self._days + 1)}

    def _read(self, part: int) -> list[int]:
        rows = {row["doc"]: row for row in super().articles(part)}
        self._parts[part] = set(rows)
        for doc, row in rows.items():
            # texts are said once
            self._articles[doc] = part, {**row, "text": None}
        return list(rows)

    def columns(self, part: int, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        """See `Tables`."""
        wanted = set(docs)
        if part not in self._parts:
            return super().columns(part, wanted, *names)
        found = {doc: self._articles[doc][1] for doc in wanted & self._parts[part]}
        return {doc: tuple(row[name] for name in names) for doc, row in found.items()}

    # ------------------------------------------------------------- changes

    def change(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any] = ()) -> None:
        """See `Tables`."""
        if not rows and not gone:
            return
        self._waiting.append((table, part, rows, gone))
        if table == "index":
            added, dropped = append_index(self._memory, [dict(row) for row in rows])
            self.added += added
            self.dropped += dropped
        elif table == "articles" and not gone:
            self._add_articles(part, rows)
        else:
            super().change(table, part, rows, gone)

    def _add_articles(self, part: int, rows: Sequence[Mapping[str, Any]]) -> None:
        files = [entry for entry in self.files("articles", part) if entry.path not in self.dropped]
        if len(files) < _MANY_ARTICLE_FILES:
            self.added.append(store.write(self._state, "articles", part, rows))
            return
        held = [row for entry in files for row in store.read(self._state, entry).to_pylist()]
        self.dropped += [entry.path for entry in files]
        self.added.append(store.write(self._state, "articles", part, [*held, *rows]))

    def committed(self, memory: Memory) -> list[int]:
        """What was changed counts from now on.

        Args:
            memory: the state as it was committed.

        Returns:
            Documents that are at hand no more: nothing has come near them for long.
        """
        for table, part, rows, gone in self._waiting:
            self._apply(table, part, rows, gone)
        self._begin(memory)
        lost: list[int] = []
        for part in [part for part, turn in self._used.items() if turn < self._turn - _IDLE_TURNS]:
            del self._used[part]
            for doc in self._parts.pop(part, ()):
                del self._articles[doc]
                lost.append(doc)
            self._said.pop(part, None)
            self._alignments.pop(part, None)
            for table in ("links", "families"):
                self._rows.pop((table, part), None)
        return lost

    def discard(self, memory: Memory) -> None:
        """What was changed does not count: nothing was committed."""
        self._begin(memory)

    def _begin(self, memory: Memory) -> None:
        self._waiting, self.added, self.dropped = [], [], []
        self._memory = memory
        self._files = memory.pointer.files

    def _apply(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any]) -> None:
        if table == "index":
            for row in rows:
                self._told.setdefault(row["doc"], {})[row["sha_high"], row["sha_low"]] = row
                self._seen.setdefault(row["seen"], set()).add(row["part"])
        elif table == "articles":
            for doc in gone:
                self._parts.get(part, set()).discard(doc)
                if self._articles.get(doc, (part,))[0] == part:
                    self._articles.pop(doc, None)
            for row in rows:
                self._parts.setdefault(part, set()).add(row["doc"])
                self._articles[row["doc"]] = part, {**row, "text": None}
        elif table == "said":
            held = self.said(part)
            for doc in gone:
                held.pop(doc, None)
            held.update((row["doc"], Said.of(row)) for row in rows)
        elif table == "alignments":
            pairs = self.alignments(part)
            for pair in gone:
                pairs.pop(pair, None)
            pairs.update(((row["a"], row["b"]), row["alignment"]) for row in rows)
        else:
            named = self.rows(table, part)
            for name in gone:
                named.pop(name, None)
            named.update((row[KEYS[table][0]], row["row"]) for row in rows)

