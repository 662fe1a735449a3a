"""One turn of a stream, without Beam: what arrived is matched with itself and with what is known, and settled.

    arrivals ─► decide what is new ─► pairs with a new text ─► align ─► settle ─► rows to write, rows that changed

Every step is the pure function that batch or scheduled jobs use; only where rows are kept differs: in the state of an
engine (`pipeline.unbounded.held`) or, for the embedded stream, in the files of scheduled jobs (`pipeline.state.warm`).
A turn depends on the set of its arrivals, not on their order.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

import numpy as np
import orjson

from pipeline.manifest import tool_version
from pipeline.sinks import dumps
from pipeline.state.index import Index
from pipeline.state.known_pairs import KNOWN, KnownPairs
from pipeline.state.plan import Fresh, Plan, decide
from pipeline.state.pointer import Memory
from pipeline.state.reader import Tables
from pipeline.state.session import first_pointer
from pipeline.state.settle import Settled, settle
from pipeline.state.tables import EVERYWHERE, day_of, is_dated
from pipeline.state.window import Places, reach
from transforms import records
from transforms.alignment.align import align_pairs
from transforms.attribution.codec import encode_facts
from transforms.schema import Alignment, Candidate, DeadLetter, Sketch, doc_number
from transforms.settings import Settings
from transforms.sketch.banding import PairColumns, candidate_keys
from transforms.sketch.codec import decode_sketch, encode_sketch
from transforms.sketch.pairs import to_candidates, to_rows
from transforms.sketch.standing import Found, StandingKeys
from transforms.sketch_articles import known_lexicon
from transforms.sketched import SketchedArticle

_SKETCHES: Final = 256
"""Decoded sketches kept for alignment."""
_RELOAD: Final = 1024

Row = tuple[str, bytes]


@dataclass(slots=True)
class Turn:
    """What a turn says; rows are (sort key, JSON)."""

    records: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    families: list[Row] = field(default_factory=list)
    dead_letters: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    #: documents by code of their dead letter
    dead: dict[str, int] = field(default_factory=dict)
    read: int = 0
    new: int = 0
    unchanged: int = 0
    revised: dict[str, int] = field(default_factory=dict)
    retired_links: list[str] = field(default_factory=list)
    retired_families: list[str] = field(default_factory=list)
    capped: list[dict[str, Any]] = field(default_factory=list)
    pairs: int = 0
    #: known documents that the new ones were compared with
    met: int = 0

    def rows(self) -> dict[str, list[Row]]:
        """Rows by table."""
        return {
            "records": self.records, "links": self.links, "families": self.families, "dead_letters": self.dead_letters,
            "texts": self.texts,
        }  # fmt: skip

    def counts(self) -> dict[str, int]:
        """Numbers of the manifest."""
        return {"documents_read": self.read, **{f"dead:{code}": number for code, number in self.dead.items()}}

    def plan(self) -> dict[str, int]:
        """Numbers of the manifest's ``state``."""
        return {
            "new": self.new, "unchanged": self.unchanged, "outside_days": 0, "repeated": 0, "known_in_window": self.met
        }  # fmt: skip


class DeskTables(Tables, Protocol):
    """What a desk needs of the tables, beyond settling."""

    def place(self, doc: int) -> tuple[int, int]:
        """Part and first-seen day of an article at hand."""

    def sketch(self, doc: int) -> bytes:
        """Encoded sketch of an article at hand."""

    def contents(self, docs: Iterable[int]) -> Index:
        """The index of some documents."""

    def bring(self, fresh: Mapping[str, Fresh]) -> list[int]:
        """Bring the known articles that could meet these to hand; those that were not at hand before, in order."""

    def is_whole(self, part: int, seen: int) -> bool:
        """Whether all that an article of a part, first seen on a day, could be paired with is at hand."""


class Desk:
    """The turns of a stream over what it knows."""

    def __init__(self, settings: Settings, settings_sha256: str, tables: DeskTables, folder: str | bool = False) -> None:
        """Begin over some tables.

        Args:
            settings: of the stream.
            settings_sha256: their hash, for records.
            tables: what is known.
            folder: for the keys of what is known, see `StandingKeys`.
        """
        self._settings = settings
        self._produced_by = {"version": tool_version(), "settings_sha256": settings_sha256}
        self._pointer = first_pointer(settings_sha256)
        self.tables = tables
        self._keys = StandingKeys(folder)
        self._sketches: OrderedDict[int, Sketch] = OrderedDict()

    # ------------------------------------------------------------- a turn

    def turn(self, articles: Sequence[SketchedArticle], letters: Sequence[DeadLetter], seen: int) -> Turn:
        """Take in what arrived; the tables are told of every row that changes.

        Args:
            articles: in any order; several may claim one id.
            letters: dead letters of documents that did not become articles.
            seen: day of arrival, days since 1970-01-01.

        Returns:
            What is to be written.
        """
        read = len(articles) + len(letters)
        # a message that was delivered twice is one
        articles = list({(item.doc_id, item.instance, item.claim.sha256): item for item in articles}.values())
        memory = Memory("", self._pointer, seen, None)
        index = self.tables.contents(doc_number(item.doc_id) for item in articles)
        plan = decide(memory, index, {}, [(item.claim, item.sketch.day) for item in articles])
        new = sorted((a for a in articles if (a.doc_id, a.instance) in plan.keep), key=lambda a: a.doc_id)
        plan, pairs, known_pairs, found = self._match(plan, new)
        alignments = self._align(pairs, {doc_number(item.doc_id): item.sketch for item in new})
        out = settle(
            self.tables, plan, self._settings, [item.facts for item in new], alignments, known_pairs, self._produced_by
        )
        for part, rows in self._article_rows(plan, new).items():
            self.tables.change("articles", part, rows)
        self.tables.change("index", EVERYWHERE, plan.index_rows)
        said = self._said(plan, new, letters, out, found)
        said.read = read
        said.unchanged += read - len(articles) - len(letters)
        said.pairs = len(pairs)
        said.met = len(plan.known.doc)
        self._keys.rest()
        return said

    def _match(
        self, plan: Plan, new: Sequence[SketchedArticle]
    ) -> tuple[Plan, list[Candidate], KnownPairs, Found]:
        docs = self.tables.bring(plan.fresh)
        for start in range(0, len(docs), _RELOAD):
            piece = [self._held_sketch(doc) for doc in docs[start : start + _RELOAD]]
            self._keys.add(candidate_keys(piece, self._settings.candidates))
        keys = candidate_keys([item.sketch for item in new], self._settings.candidates)
        replaced = np.array(
            [doc_number(doc) for doc, fresh in plan.fresh.items() if fresh.replaces is not None], np.uint64
        )
        for doc in replaced.tolist():
            self._sketches.pop(doc, None)
        found = self._keys.find(keys, replaced, self._settings.candidates, self._is_pair)
        self._keys.add(keys)
        pairs = [pair for pair in _candidates(found.pairs) if self._in_window(pair, plan)]
        again = [pair for pair in _candidates(found.again) if self._in_window(pair, plan)]
        doubtful = {doc for doc in found.doubtful.tolist() if self._is_whole(doc)}
        met = {doc_number(doc) for pair in pairs for doc in (pair.a, pair.b) if doc not in plan.fresh} | doubtful
        rows = []
        for doc in sorted(met):
            part, seen = self.tables.place(doc)
            rows.append((doc, day_of(part) if is_dated(part) else None, seen))
        complete = np.array([doc in doubtful for doc, _, _ in rows], bool)
        known = np.array([(doc_number(pair.a), doc_number(pair.b), _worded(pair)) for pair in again], KNOWN)
        return replace(plan, known=Places.of(rows), complete=complete), pairs, known, found

    def _is_pair(self, a: int, b: int) -> bool:
        said = self.tables.said(self.tables.place(a)[0]).get(a)
        return said is not None and b in said.near

    def _is_whole(self, doc: int) -> bool:
        return self.tables.is_whole(*self.tables.place(doc))

    def _in_window(self, pair: Candidate, plan: Plan) -> bool:
        """A pair with an undated document counts only where the two were first seen inside the window."""
        (part_a, seen_a), (part_b, seen_b) = (self._place(doc, plan) for doc in (pair.a, pair.b))
        if is_dated(part_a) and is_dated(part_b):
            return True
        return abs(seen_a - seen_b) <= reach(self._settings.candidates)

    def _place(self, doc: str, plan: Plan) -> tuple[int, int]:
        fresh = plan.fresh.get(doc)
        if fresh is not None:
            return fresh.part, fresh.seen
        return self.tables.place(doc_number(doc))

    def _align(self, pairs: Sequence[Candidate], fresh: dict[int, Sketch]) -> list[Alignment]:
        def sketch(doc: str) -> Sketch:
            number = doc_number(doc)
            return fresh[number] if number in fresh else self._sketch(number)

        lexicon = known_lexicon(self._settings.sketch)
        texts = ((sketch(pair.a), sketch(pair.b), pair) for pair in pairs)
        return list(align_pairs(texts, self._settings.align, lexicon))

    def _sketch(self, doc: int) -> Sketch:
        # what alignment reads off a text is kept with its sketch, so one text should stay one object
        if doc not in self._sketches:
            self._sketches[doc] = self._held_sketch(doc)
            if len(self._sketches) > _SKETCHES:
                self._sketches.popitem(last=False)
        self._sketches.move_to_end(doc)
        return self._sketches[doc]

    def _held_sketch(self, doc: int) -> Sketch:
        return decode_sketch(self.tables.sketch(doc))

    @staticmethod
    def _article_rows(plan: Plan, new: Sequence[SketchedArticle]) -> dict[int, list[dict[str, Any]]]:
        rows: dict[int, list[dict[str, Any]]] = {}
        for item in new:
            fresh = plan.fresh[item.doc_id]
            rows.setdefault(fresh.part, []).append(
                {
                    "doc": doc_number(item.doc_id), "seen": fresh.seen, "sha256": item.claim.sha256,
                    "time": item.claim.time, "uri": item.claim.uri, "sketch": encode_sketch(item.sketch),
                    # texts are said once and not held
                    "facts": encode_facts(item.facts), "base": item.base, "text": None,
                }
            )  # fmt: skip
        return rows

    def _said(
        self, plan: Plan, new: Sequence[SketchedArticle], letters: Sequence[DeadLetter], out: Settled, found: Found
    ) -> Turn:
        bases = {item.doc_id: item.base for item in new}
        bases.update(out.bases)
        dead = [*letters, *plan.letters]
        codes: dict[str, int] = {}
        for letter in dead:
            codes[letter.code] = codes.get(letter.code, 0) + 1
        return Turn(
            records=[
                (doc, dumps({**orjson.loads(bases[doc]), **orjson.loads(said)})) for doc, said in sorted(out.attributions)
            ],
            links=sorted(out.links),
            families=sorted(out.families),
            dead_letters=sorted((f"{d.uri}\0{d.stage}\0{d.code}\0{d.sha256}", dumps(records.dead_letter_row(d))) for d in dead),
            texts=[(item.doc_id, item.text_row) for item in new if item.text_row is not None],
            dead=dict(sorted(codes.items())),
            new=len(new),
            unchanged=plan.unchanged,
            revised=dict(sorted(out.revised.items())),
            retired_links=sorted(out.retired_links),
            retired_families=sorted(out.retired_families),
            capped=[key.row() for key in found.capped],
        )

    def drop(self, docs: Iterable[int]) -> None:
        """These articles are at hand no more."""
        gone = sorted(docs)
        self._keys.remove(np.array(gone, np.uint64))
        for doc in gone:
            self._sketches.pop(doc, None)


def _candidates(pairs: PairColumns) -> list[Candidate]:
    return to_candidates(to_rows(pairs))


def _worded(pair: Candidate) -> bool:
    return bool(pair.wording_keys or pair.passage_keys or pair.via_hub)

