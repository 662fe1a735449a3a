"""The state's files, kept warm between the turns of one process: parts are read once, then they follow what is written.

The files stay the truth: what a turn changes is written as files, and counts here only after the pointer that names them
has been committed. A process that finds another pointer than the one it left begins anew. What a turn changes in old rows
goes into a journal (`pipeline.state.journal`), which is folded into the tables now and then. The rows themselves lie in a
file without a name for each part (`pipeline.state.spill`); memory holds their keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from pipeline.inputs import is_local_folder
from pipeline.state import journal, store
from pipeline.state.files import FileEntry
from pipeline.state.index import Index, append_index, joined, load_index
from pipeline.state.plan import Fresh
from pipeline.state.pointer import Memory
from pipeline.state.reader import Said
from pipeline.state.spill import Filed, Spill
from pipeline.state.tables import JOURNAL, KEYS, SCHEMAS, day_of, is_dated

_JOINED: Final = 32
"""Small files of articles of a part that are joined into one."""
_SMALL: Final = 4 << 20
"""Bytes of a small file."""
_FOLD_TURNS: Final = 64
"""Turns after which the journal is folded into the tables."""
_IDLE_TURNS: Final = 256
"""Turns after which a part that no new article comes near is read again when it is asked for."""
_INDEX_ROWS: Final = 4096
"""Documents that the index was told of from which they are packed with the others."""
_BATCH: Final = 256
"""Rows of a file that are looked at at a time."""

_ARTICLE: Final = tuple(name for name in SCHEMAS["articles"].names if name not in ("keys", "text"))


class _Part:
    """The rows of one part."""

    def __init__(self, folder: str | None) -> None:
        self.spill = Spill(folder)
        self.articles: Filed[int, dict[str, Any]] = Filed(
            self.spill, lambda row: [row[name] for name in _ARTICLE], lambda values: dict(zip(_ARTICLE, values, strict=True))
        )
        self.said: Filed[int, Said] = Filed(
            self.spill, lambda s: [s.revision, s.because, s.data, s.family_part, s.near_data], lambda values: Said(*values)
        )
        self.alignments: Filed[tuple[int, int], bytes] = Filed(self.spill, _as_it_is, _as_it_is)
        self.links: Filed[str, bytes] = Filed(self.spill, _as_it_is, _as_it_is)
        self.families: Filed[str, bytes] = Filed(self.spill, _as_it_is, _as_it_is)
        self.tables: dict[str, Filed[Any, Any]] = {
            "articles": self.articles, "said": self.said, "alignments": self.alignments, "links": self.links,
            "families": self.families,
        }  # fmt: skip

    def put(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        if table == "articles":
            self.articles.update((row["doc"], dict(row)) for row in rows)
        elif table == "said":
            self.said.update((row["doc"], Said.of(row)) for row in rows)
        elif table == "alignments":
            self.alignments.update(((row["a"], row["b"]), row["alignment"]) for row in rows)
        else:
            self.tables[table].update((row[KEYS[table][0]], row["row"]) for row in rows)


def _as_it_is(value: Any) -> Any:
    return value


class WarmTables:
    """`pipeline.unbounded.desk.DeskTables` over a state's files."""

    def __init__(self, memory: Memory, days: int) -> None:
        """Begin with nothing read.

        Args:
            memory: the state as it is; its journal is folded.
            days: that two articles of a pair may be apart.
        """
        self._state = memory.uri
        self._folder = memory.uri if is_local_folder(memory.uri) else None
        self._days = days
        self._parts: dict[int, _Part] = {}
        #: tables of parts that are in memory
        self._loaded: set[tuple[str, int]] = set()
        #: the turn in which a part was last asked for
        self._used: dict[int, int] = {}
        self._turn = 0
        #: (part, first-seen day) of the articles at hand; one object for each pair of them
        self._places: dict[int, tuple[int, int]] = {}
        self._known_places: dict[tuple[int, int], tuple[int, int]] = {}
        self._waiting: list[journal.Change] = []
        #: what the index said when it was last packed, and what it has been told since
        self._index = load_index(memory.uri, memory.pointer)
        self._told: dict[int, dict[tuple[int, int], Mapping[str, Any]]] = {}
        #: parts of the documents first seen on a day
        self._seen: dict[int, set[int]] = {}
        for seen, part in np.unique(np.stack([self._index.seen, self._index.part]), axis=1).T.tolist():
            self._seen.setdefault(seen, set()).add(part)
        self._begin(memory)

    # ------------------------------------------------------------- what a desk asks

    def place(self, doc: int) -> tuple[int, int]:
        """See `DeskTables`."""
        return self._places[doc]

    def sketch(self, doc: int) -> bytes:
        """See `DeskTables`."""
        data: bytes = self._table("articles", self._places[doc][0]).read(doc)["sketch"]
        return data

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
        for part in sorted(wanted):
            if ("articles", part) not in self._loaded:
                brought += self._table("articles", part)
        return sorted(brought)

    def is_whole(self, part: int, seen: int) -> bool:
        """See `DeskTables`."""
        return all(("articles", p) in self._loaded or not self._files_of("articles", p) for p in self._partners({(part, seen)}))

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

    # ------------------------------------------------------------- what settling asks

    def said(self, part: int) -> Mapping[int, Said]:
        """See `Tables`."""
        return self._table("said", part)

    def alignments(self, part: int) -> Mapping[tuple[int, int], bytes]:
        """See `Tables`."""
        return self._table("alignments", part)

    def rows(self, table: str, part: int) -> Mapping[str, bytes]:
        """See `Tables`."""
        return self._table(table, part)

    def columns(self, part: int, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        """See `Tables`."""
        held = self._table("articles", part)
        rows = {doc: held.read(doc) for doc in set(docs) if doc in held}
        return {doc: tuple(row[name] for name in names) for doc, row in rows.items()}

    def _table(self, table: str, part: int) -> Filed[Any, Any]:
        """A table of a part, read from its files at the first call."""
        held = self._parts.get(part)
        if held is None:
            held = self._parts[part] = _Part(self._folder)
        self._used[part] = self._turn
        if (table, part) not in self._loaded:
            self._loaded.add((table, part))
            for entry in self._files_of(table, part):
                for batch in store.read(self._state, entry).to_batches(_BATCH):
                    self._put(table, part, batch.to_pylist())
        return held.tables[table]

    def _files_of(self, table: str, part: int) -> list[FileEntry]:
        if (table, part) not in self._files:
            self._files[table, part] = self._memory.pointer.files.of_part(table, part)
        return self._files[table, part]

    def _put(self, table: str, part: int, rows: Sequence[Mapping[str, Any]]) -> None:
        self._parts[part].put(table, rows)
        if table == "articles":
            for row in rows:
                place = part, row["seen"]
                self._places[row["doc"]] = self._known_places.setdefault(place, place)

    # ------------------------------------------------------------- changes

    def change(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any] = ()) -> None:
        """See `Tables`."""
        if rows or gone:
            self._waiting.append((table, part, rows, gone))

    def write(self) -> tuple[list[FileEntry], list[str]]:
        """Write what was changed; files added and paths dropped, for the next pointer.

        Raises:
            StateError: a file is missing or damaged.
        """
        pointer = self._memory.pointer
        told: list[journal.Change] = []
        articles: dict[int, _Rewritten] = {}
        added: list[FileEntry] = []
        dropped: list[str] = []
        for change in self._waiting:
            table, part, rows, gone = change
            if table == "index":
                more, less = append_index(self._memory, [dict(row) for row in rows])
                added += more
                dropped += less
            elif table == "articles":
                articles.setdefault(part, _Rewritten()).take(rows, gone)
            else:
                told.append(change)
        for part, rewritten in sorted(articles.items()):
            more, less = rewritten.write(self._state, part, self._files_of("articles", part))
            added += more
            dropped += less
        if len(pointer.of_table(JOURNAL)) >= _FOLD_TURNS:
            more, less = journal.fold(self._state, pointer)
            added += more
            dropped += less
        entry = journal.write(self._state, pointer.generation + 1, told)
        return (added if entry is None else [*added, entry]), dropped

    def committed(self, memory: Memory) -> list[int]:
        """What was changed counts from now on.

        Args:
            memory: the state as it was committed.

        Returns:
            Documents that are at hand no more: nothing has come near them for long.
        """
        for table, part, rows, gone in self._waiting:
            if table == "index":
                self._tell(rows)
            else:
                self._apply(table, part, rows, gone)
        self._begin(memory)
        lost: list[int] = []
        for part in [part for part, turn in self._used.items() if turn < self._turn - _IDLE_TURNS]:
            del self._used[part]
            held = self._parts.pop(part)
            for doc in held.articles:
                del self._places[doc]
                lost.append(doc)
            self._loaded -= {(table, part) for table in SCHEMAS}
            held.spill.close()
        for held in self._parts.values():
            for filed in held.tables.values():
                filed.forget()
            held.spill.tidy()
        return lost

    def discard(self, memory: Memory) -> None:
        """What was changed does not count: nothing was committed."""
        self._begin(memory)

    def _begin(self, memory: Memory) -> None:
        self._waiting = []
        self._memory = memory
        self._files: dict[tuple[str, int], list[FileEntry]] = {}

    def _tell(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            self._told.setdefault(row["doc"], {})[row["sha_high"], row["sha_low"]] = row
            self._seen.setdefault(row["seen"], set()).add(row["part"])
        if len(self._told) >= _INDEX_ROWS:
            told = [row for contents in self._told.values() for row in contents.values()]
            new = pa.Table.from_pylist(told, schema=SCHEMAS["index"])
            self._index = joined([self._index.table(), new])
            self._told = {}

    def _apply(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any]) -> None:
        filed = self._table(table, part)
        for key in gone:
            filed.drop(key)
            if table == "articles" and self._places.get(key, (part, 0))[0] == part:
                self._places.pop(key, None)
        self._put(table, part, rows)


class _Rewritten:
    """What a turn does to the articles of a part."""

    def __init__(self) -> None:
        self._rows: dict[int, Mapping[str, Any]] = {}
        self._gone: set[int] = set()

    def take(self, rows: Iterable[Mapping[str, Any]], gone: Collection[int]) -> None:
        self._gone.update(gone)
        self._rows.update((row["doc"], row) for row in rows)

    def write(self, state: str, part: int, files: Iterable[FileEntry]) -> tuple[list[FileEntry], list[str]]:
        """New articles go into a file of their own; small files are joined when they are many."""
        new = pa.Table.from_pylist(list(self._rows.values()), schema=SCHEMAS["articles"])
        left: list[FileEntry] = []
        whole, dropped = [new], []
        for entry in files:
            if self._gone:
                rows = store.read(state, entry)
                kept = rows.filter(pa.array([doc not in self._gone for doc in rows.column("doc").to_pylist()], pa.bool_()))
                if kept.num_rows < rows.num_rows:
                    dropped.append(entry.path)
                    whole.append(kept)
                    continue
            left.append(entry)
        small = [entry for entry in left if entry.bytes < _SMALL]
        if len(small) >= _JOINED:
            whole += [store.read(state, entry) for entry in small]
            dropped += [entry.path for entry in small]
        table = pa.concat_tables(whole)
        return ([store.write_table(state, "articles", part, table)] if table.num_rows else []), dropped

