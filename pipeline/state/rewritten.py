"""The rows of the state that a run changes, told to the tables part by part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pipeline.sinks import dumps
from pipeline.state.around import Around
from pipeline.state.reader import Said
from pipeline.state.restated import Restated


class _Told(Protocol):
    """Where the rows go that a run says; see `pipeline.state.settle.Settled`."""

    links: list[tuple[str, bytes]]
    families: list[tuple[str, bytes]]
    retired_links: list[str]
    retired_families: list[str]


class Rewriting:
    """Compares what is said now with the rows that are held, and changes those that differ."""

    def __init__(self, around: Around, restated: Restated, out: _Told) -> None:
        """Keep what is compared, and where the run's own rows go."""
        self._around, self._restated, self._out = around, restated, out
        self._tables = around.tables

    def said(self, changed: Mapping[int, Said]) -> None:
        """What is said of documents; those that moved to another part leave the old one."""
        by_part: dict[int, dict[int, Said]] = {}
        for doc, said in changed.items():
            by_part.setdefault(self._around.part[doc], {})[doc] = said
        moved: dict[int, set[int]] = {}
        for doc, fresh in self._around.fresh.items():
            if fresh.replaces is not None and fresh.replaces != fresh.part:
                moved.setdefault(fresh.replaces, set()).add(doc)
        for part in sorted(by_part.keys() | moved.keys()):
            rows = [said.row(doc) for doc, said in by_part.get(part, {}).items()]
            self._tables.change("said", part, rows, moved.get(part, ()))

    def links(self, parts: set[int]) -> None:
        """Links; ``parts`` hold those of everything in the run."""
        links = self._restated.links
        by_part = _by_part(links)
        told = self._restated.old_links | links.keys()
        for part in sorted(by_part.keys() | parts):
            held, mine = self._tables.rows("links", part), by_part.get(part, {})
            # gone from this part: no longer said, or an end has moved to another part
            gone = (held.keys() & told) - mine.keys()
            put = {n: data for n, data in mine.items() if held.get(n) != data}
            self._out.retired_links += sorted(name for name in gone if name not in links)
            self._out.links += sorted(put.items())
            if gone or put:
                self._tables.change("links", part, [{"link_id": name, "row": data} for name, data in put.items()], gone)

    def families(self) -> None:
        """Families, those beside them too."""
        now = self._restated
        rows = {name: (now.family_part[name], dumps(row)) for name, row in now.families.items()} | now.side_families
        old: dict[str, int] = {}
        for said in now.before.values():
            if said.family_part is not None:
                old[said.attribution["family_id"]] = said.family_part
        by_part = _by_part(rows)
        told = rows.keys() | old.keys()
        for part in sorted(by_part.keys() | set(old.values())):
            held, mine = self._tables.rows("families", part), by_part.get(part, {})
            gone = {n for n in (held.keys() & told) - mine.keys() if n in rows or old[n] == part}
            put = {n: data for n, data in mine.items() if held.get(n) != data}
            self._out.families += sorted(put.items())
            self._out.retired_families += sorted(name for name in gone if name not in rows)
            if gone or put:
                self._tables.change("families", part, [{"family_id": n, "row": data} for n, data in put.items()], gone)

    def alignments(self) -> None:
        """New alignments, and those that are no more."""
        part_of, void = self._around.part, self._around.void
        added: dict[int, dict[tuple[int, int], bytes]] = {}
        for (a, b), pair in self._around.new.items():
            added.setdefault(max(part_of[a], part_of[b]), {})[a, b] = pair.data
        for part in sorted(added.keys() | void.keys()):
            rows = [{"a": a, "b": b, "alignment": data} for (a, b), data in added.get(part, {}).items()]
            self._tables.change("alignments", part, rows, void.get(part, ()))

    def replaced_articles(self) -> None:
        """Contents that another one has replaced."""
        by_part: dict[int, set[int]] = {}
        for doc, fresh in self._around.fresh.items():
            if fresh.replaces is not None:
                by_part.setdefault(fresh.replaces, set()).add(doc)
        for part, docs in sorted(by_part.items()):
            self._tables.change("articles", part, (), docs)


def _by_part(rows: Mapping[str, tuple[int, bytes]]) -> dict[int, dict[str, bytes]]:
    """Rows of a table by the part that holds them."""
    found: dict[int, dict[str, bytes]] = {}
    for name, (part, data) in rows.items():
        found.setdefault(part, {})[name] = data
    return found
