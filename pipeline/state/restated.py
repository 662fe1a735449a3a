"""What is said now beside what was said before: of documents, of the links between them, and of families."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from pipeline.sinks import dumps
from pipeline.state.around import Around
from pipeline.state.groups import Attributed
from pipeline.state.reader import Said
from pipeline.state.revisions import inherit
from transforms.schema import doc_name


class Restated:
    """Statements of a run: `take` groups, then `between`, then `finish`."""

    def __init__(self, around: Around, group_of: Mapping[int, int]) -> None:
        """Begin with what was said of the documents of the groups."""
        self._around = around
        self.group_of = group_of
        self.before: dict[int, Said] = {doc: said for doc in group_of if (said := around.said(doc)) is not None}
        #: attributions of the documents of the groups now; of those beside them, where lists of links may change
        self.after: dict[int, dict[str, Any]] = {}
        self.aside: dict[int, dict[str, Any]] = {}
        #: (part that holds it, row) by id
        self.links: dict[str, tuple[int, bytes]] = {}
        self.families: dict[str, dict[str, Any]] = {}
        self.family_part: dict[str, int] = {}
        #: rows of families that only stand beside those attributed anew
        self.side_families: dict[str, tuple[int, bytes]] = {}
        self.old_links = {name for said in self.before.values() for name in said.attribution["links"]}
        self._old_families = {said.attribution["family_id"] for said in self.before.values()} - {None}
        for said in self.before.values():
            self._old_families.update(said.attribution["also_in"])
        self._related: dict[str, set[tuple[str, str]]] = {}

    # ------------------------------------------------------------- what is said now

    def take(self, result: Attributed) -> None:
        """A group as it was attributed."""
        self.after.update(result.rows)
        for link, ends, data in result.links:
            self.links[link] = max(self._around.part[end] for end in ends), data
        for row, hub in result.families:
            self.families[row["family_id"]] = row
            # a family is kept where its hub is
            self.family_part[row["family_id"]] = self._around.part[hub]

    def agency(self, doc: int) -> str | None:
        """The agency that the verdict on a document names."""
        row = self.after.get(doc)
        if row is None:
            row = self._known(doc).attribution
        name: str | None = (row["agency"] or {}).get("name")
        return name

    def between(self, a: int, b: int, found: Sequence[tuple[str, str, bytes]]) -> None:
        """Links (id, relation, row) of two documents of different groups."""
        rows = [self.after.get(doc) or self._aside(doc) for doc in (a, b)]
        for link, relation, data in found:
            self.links[link] = max(self._around.part[a], self._around.part[b]), data
            for row, other in (rows, rows[::-1]):
                row.setdefault("_new_links", []).append(link)
                if row["family_id"] is not None and other["family_id"] is not None:
                    self._related.setdefault(row["family_id"], set()).add((other["family_id"], relation))

    def _known(self, doc: int) -> Said:
        said = self._around.said(doc)
        assert said is not None
        return said

    def _aside(self, doc: int) -> dict[str, Any]:
        if doc not in self.aside:
            self.aside[doc] = dict(self._known(doc).attribution)
        return self.aside[doc]

    # ------------------------------------------------------------- what stays said

    def finish(self, touched: Iterable[int], link_parts: set[int]) -> None:
        """Join what is said now with what stays said.

        Args:
            touched: documents outside the groups whose neighbours changed: one that has gone leaves its links behind.
            link_parts: parts that hold the links of everything in the run.
        """
        for doc in touched:
            self._aside(doc)
        self.old_links -= self._forgotten_links(link_parts)
        for doc, row in self.after.items():
            row["links"] = sorted({*row["links"], *row.pop("_new_links", ()), *self._kept_links(doc)})
        gone = self.old_links - self.links.keys()
        for row in self.aside.values():
            row["links"] = sorted({*row["links"], *row.pop("_new_links", ())} - gone)
        self._find_side_families()
        for name, pairs in self._forgotten_relations().items():
            self._related.setdefault(name, set()).update(pairs)
        for name, row in self.families.items():
            row["related"] = _related({(r["family_id"], r["relation"]) for r in row["related"]} | self._related.get(name, set()))
        self._name_originals()

    def _forgotten_links(self, link_parts: set[int]) -> set[str]:
        """Links of which the state has forgotten the other end: they stay said."""
        gone = set(self.old_links)
        for part in link_parts if gone else ():
            gone -= self._around.tables.rows("links", part).keys()
        return gone

    def _kept_links(self, doc: int) -> set[str]:
        said = self.before.get(doc)
        return set() if said is None or doc in self._around.fresh else set(said.attribution["links"]) - self.old_links

    def _forgotten_relations(self) -> dict[str, set[tuple[str, str]]]:
        """Relations to families that the state has forgotten, by the family of the smallest document they were said of."""
        beside = self.aside.values()
        live = self._old_families.union(
            self.families, (row["family_id"] for row in beside), *(row["also_in"] for row in beside)
        )
        found: dict[str, set[tuple[str, str]]] = {}
        done: set[str] = set()
        for doc, said in sorted(self.before.items()):
            name, now = said.attribution["family_id"], self.after[doc]["family_id"]
            if name is None or now is None or name in done or doc in self._around.fresh or said.family_part is None:
                continue
            done.add(name)
            for row in self._family(said)["related"]:
                if row["family_id"] not in live:
                    found.setdefault(now, set()).add((row["family_id"], row["relation"]))
        return found

    def _family(self, said: Said) -> dict[str, Any]:
        """The row of the family that a document was said to be in."""
        assert said.family_part is not None
        name = said.attribution["family_id"]
        row: dict[str, Any] = orjson.loads(self._around.tables.rows("families", said.family_part)[name])
        return row

    def _find_side_families(self) -> None:
        """Rows of families that only stand beside those attributed anew, where their relations may have changed."""
        for doc, row in sorted(self.aside.items()):
            name = row["family_id"]
            if name is None or name in self.families or name in self.side_families:
                continue
            said = self._known(doc)
            assert said.family_part is not None
            family = orjson.loads(self._around.tables.rows("families", said.family_part)[name])
            kept = {
                (r["family_id"], r["relation"])
                for r in family["related"]
                if r["family_id"] not in self._old_families and r["family_id"] not in self.families
            }
            family["related"] = _related(kept | self._related.get(name, set()))
            self.side_families[name] = said.family_part, dumps(family)

    def _name_originals(self) -> None:
        aliases: dict[str, list[str]] = {}
        seen: set[str] = set()
        for said in self.before.values():
            name = said.attribution["family_id"]
            if name is not None and name not in seen and said.family_part is not None:
                seen.add(name)
                aliases.update((row["id"], row["aliases"]) for row in self._family(said)["originals"])
        inherit(
            (self.families[name] for name in sorted(self.families)),
            {doc_name(doc): said.attribution for doc, said in self.before.items()},
            {doc_name(doc): row for doc, row in self.after.items()},
            aliases,
        )

    def members_before(self, said: Said) -> list[str]:
        """Members of the family that a document was said to be in."""
        if said.attribution["family_id"] is None or said.family_part is None:
            return []
        members: list[str] = self._family(said)["members"]
        return members


def _related(pairs: set[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"family_id": name, "relation": relation} for name, relation in sorted(pairs)]
