"""The documents around a run: where they are kept, how they hang together, and which groups must be attributed anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from pipeline.state.groups import TASK, AlignPairs, AlignTask, BondTask, FindBonds, Pairing
from pipeline.state.known_pairs import KnownPairs, changes, pairs_of, unpacked_near
from pipeline.state.neighbours import BOND, WORDED, Near
from pipeline.state.plan import Fresh, Plan
from pipeline.state.reader import Said, Tables
from pipeline.workers import each
from transforms.attribution import components
from transforms.schema import doc_number
from transforms.settings import Settings


class Around:
    """What a run looks at: its new documents, their neighbours, and what these hang together with."""

    def __init__(self, tables: Tables, plan: Plan, settings: Settings) -> None:
        """Begin with what the plan knows."""
        self.tables = tables
        self._plan = plan
        self._settings = settings
        self.fresh: dict[int, Fresh] = {doc_number(doc): fresh for doc, fresh in plan.fresh.items()}
        #: where each document is kept
        self.part: dict[int, int] = dict(zip(plan.known.doc.tolist(), plan.known.part.tolist(), strict=True))
        self.part.update((doc, fresh.part) for doc, fresh in self.fresh.items())
        #: neighbours as they are now, of documents where they changed
        self.near: dict[int, Near] = {}
        #: encoded alignments that are new
        self.new: dict[tuple[int, int], Pairing] = {}
        #: alignments that are no more, by the part that holds them
        self.void: dict[int, set[tuple[int, int]]] = {}
        #: documents whose bonded group must be attributed anew
        self._seeds: set[int] = set()
        self._facts: dict[int, bytes] = {}

    # ------------------------------------------------------------- what is known

    def said(self, doc: int) -> Said | None:
        """What was last said of a document; None for a new one."""
        fresh = self.fresh.get(doc)
        if fresh is not None:
            return self.tables.said(fresh.replaces).get(doc) if fresh.replaces is not None else None
        return self.tables.said(self.part[doc])[doc]

    def near_of(self, doc: int) -> Near:
        """Neighbours of a document as they are now; remembers where they are kept."""
        near = self.near.get(doc)
        if near is None:
            near = self.tables.said(self.part[doc])[doc].near
            for other, (part, _) in near.items():
                self.part.setdefault(other, part)
        return near

    def alignment(self, a: int, b: int) -> bytes:
        """The encoded alignment of two neighbours, a < b."""
        new = self.new.get((a, b))
        return self.tables.alignments(max(self.part[a], self.part[b]))[a, b] if new is None else new.data

    def columns(self, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        """Columns of the articles of some known documents."""
        by_part: dict[int, list[int]] = {}
        for doc in docs:
            by_part.setdefault(self.part[doc], []).append(doc)
        found: dict[int, tuple[Any, ...]] = {}
        for part in sorted(by_part):
            found.update(self.tables.columns(part, by_part[part], *names))
        return found

    def facts(self, docs: Iterable[int]) -> dict[int, bytes]:
        """Encoded facts of some documents at least; each is read once."""
        missing = {doc for doc in docs if doc not in self._facts}
        self._facts.update((doc, data) for doc, (data,) in self.columns(missing, "facts").items())
        return self._facts

    # ------------------------------------------------------------- what changes

    def arrive(self, facts: Iterable[tuple[int, bytes]]) -> None:
        """Take in the encoded facts of new documents; those that replace a known one take its place."""
        for doc, data in facts:
            self._facts[doc] = data
            self.near[doc] = {}
            self._seeds.add(doc)
        for doc, fresh in sorted(self.fresh.items()):
            if fresh.replaces is not None:
                self._replace(doc, fresh.replaces)

    def _replace(self, doc: int, replaces: int) -> None:
        said = self.tables.said(replaces)[doc]
        for other, (part, _) in said.near.items():
            self.void.setdefault(max(part, replaces), set()).add((min(doc, other), max(doc, other)))
            if other in self.fresh:
                continue
            self.part.setdefault(other, part)
            self._change(other).pop(doc, None)
            self._seeds.add(other)

    def _change(self, doc: int) -> Near:
        if doc not in self.near:
            self.near[doc] = dict(self.near_of(doc))
        return self.near[doc]

    def join(self, pairings: Sequence[Pairing]) -> None:
        """Take in new alignments; a bond makes both ends seeds."""
        asked = [pair for pair in pairings if pair.reach & components.MAY_BIND]
        bonds = {(pair.a, pair.b) for pair, bond in zip(asked, self._bonds(asked), strict=True) if bond}
        for pair in pairings:
            a, b = pair.a, pair.b
            bits = WORDED if pair.reach & components.WORDED else 0
            if (a, b) in bonds:
                bits |= BOND
                self._seeds.update((a, b))
            self.new[a, b] = pair
            self._change(a)[b] = (self.part[b], bits)
            self._change(b)[a] = (self.part[a], bits)

    def _bonds(self, pairings: Sequence[Pairing]) -> list[bool]:
        facts = self.facts(doc for pair in pairings for doc in (pair.a, pair.b))

        def task(some: Sequence[Pairing]) -> BondTask:
            docs = {doc for pair in some for doc in (pair.a, pair.b)}
            return {doc: facts[doc] for doc in docs}, [(pair.a, pair.b, pair.data) for pair in some]

        tasks = (task(pairings[start : start + TASK]) for start in range(0, len(pairings), TASK))
        return list(each(FindBonds(self._settings.attribute), tasks))

    def recheck(self, known_pairs: KnownPairs) -> None:
        """Pairs of known documents change only where a new text made a key too common, or a hub of another one."""
        whole = self._plan.known.doc[self._plan.complete]
        if not len(whole):
            return
        docs = whole.tolist()
        # neighbours as last said: of those between complete documents nothing has changed yet in this run
        packed = [self.tables.said(self.part[doc])[doc].near_data for doc in docs]
        now = known_pairs[np.isin(known_pairs["a"], whole) & np.isin(known_pairs["b"], whole)]
        gone, found = changes(pairs_of(*unpacked_near(packed, docs), whole), now)
        for a, b in gone:
            self.void.setdefault(max(self.part[a], self.part[b]), set()).add((a, b))
            self._change(a).pop(b, None)
            self._change(b).pop(a, None)
            self._seeds.update((a, b))
        if found:
            self._seeds.update(doc for a, b, _ in found for doc in (a, b))
            self.join(self._align(found))

    def _align(self, pairs: Sequence[tuple[int, int, bool]]) -> list[Pairing]:
        docs = {doc for a, b, _ in pairs for doc in (a, b)}
        sketches = {doc: sketch for doc, (sketch,) in self.columns(docs, "sketch").items()}

        def task(some: Sequence[tuple[int, int, bool]]) -> AlignTask:
            return {doc: sketches[doc] for pair in some for doc in pair[:2]}, some

        tasks = (task(pairs[start : start + TASK]) for start in range(0, len(pairs), TASK))
        return list(each(AlignPairs(self._settings), tasks))

    def groups(self) -> dict[int, int]:
        """Every document of a bonded group with a seed → the smallest document of its group."""
        group_of: dict[int, int] = {}
        for seed in sorted(self._seeds):
            if seed in group_of:
                continue
            members = {seed}
            waiting = [seed]
            while waiting:
                for other, (_, bits) in self.near_of(waiting.pop()).items():
                    if bits & BOND and other not in members:
                        members.add(other)
                        waiting.append(other)
            group_of.update(dict.fromkeys(members, min(members)))
        return group_of
