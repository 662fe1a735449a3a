"""The stages of a run with memory: plan, known sketches, pairs with a new text, settling, and files of new articles."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apache_beam as beam
import numpy as np

from pipeline.inputs import Work, batches, list_work
from pipeline.manifest import tool_version
from pipeline.state import store
from pipeline.state.blocks import EarlyBlock
from pipeline.state.files import FileEntry
from pipeline.state.groups import Pairing
from pipeline.state.index import append_index
from pipeline.state.known_pairs import KNOWN, Chooser, KnownPairs
from pipeline.state.plan import Arrival, Plan, make_plan
from pipeline.state.pointer import Memory
from pipeline.state.reader import FileTables
from pipeline.state.settle import settle_packed
from pipeline.state.window import reach
from pipeline.workers import over_workers, spread
from transforms.align_candidates import Aligned
from transforms.attribution.codec import encode_facts
from transforms.normalize_articles import read_boilerplate
from transforms.packed_blocks import keys_of, rows_of
from transforms.packets import Packed, Shelf, unpacked
from transforms.schema import doc_number
from transforms.settings import CandidateSettings, Settings
from transforms.sketch.codec import decode_keyed, encode_sketch
from transforms.sketch.pairs import from_bytes
from transforms.sketch_articles import read_lexicon
from transforms.sketched import SketchedArticle


class _ListFn(beam.DoFn):
    def process(self, pattern: str) -> Iterator[list[Any]]:
        yield from batches(list_work(pattern))


class EarlyBlocks(beam.PTransform):
    """Pipeline → (blocks of `SketchedArticle`, dead letters, counts), taking finished blocks of a killed run."""

    def __init__(
        self, inputs: Sequence[str], folder: str, settings: Settings, settings_sha256: str, *,
        texts: bool, works: Sequence[Work] | None = None,
    ) -> None:  # fmt: skip
        """Keep what to read (``works``, else all that the inputs match) and where finished blocks are."""
        super().__init__()
        self._inputs = list(inputs)
        self._works = works
        self._make = EarlyBlock(
            folder, settings, settings_sha256, texts, read_boilerplate(settings.normalize), read_lexicon(settings.sketch)
        )

    def expand(self, pipeline: Any) -> tuple[Any, Any, Any]:
        """List, spread, read and sketch."""
        if self._works is None:
            work = pipeline | "Inputs" >> beam.Create(self._inputs, reshuffle=False) | "ListFiles" >> beam.ParDo(_ListFn())
        else:
            work = pipeline | "Inputs" >> beam.Create(list(batches(self._works)), reshuffle=False)
        out = (
            spread(work, "Spread")
            | "ReadFiles" >> over_workers(self._make).with_outputs(EarlyBlock.DEAD, EarlyBlock.READ, main="blocks")
        )
        return out.blocks, out[EarlyBlock.DEAD], out[EarlyBlock.READ]


def arrivals(block: Sequence[SketchedArticle]) -> tuple[int, list[Arrival]]:
    """What the plan needs of a block, on the one key that all meet on."""
    return 0, [(item.claim, item.sketch.day) for item in block]


class _PlanFn(beam.DoFn):
    def __init__(self, memory: Memory, settings: CandidateSettings) -> None:
        super().__init__()
        self._memory = memory
        self._settings = settings

    def process(self, group: tuple[int, Iterable[list[Arrival]]]) -> Iterator[Plan]:
        yield make_plan(self._memory.whole(), (arrival for block in group[1] for arrival in block), self._settings)


class MakePlan(beam.PTransform):
    """(blocks of arrivals, one element of any kind) → one `Plan`, where nothing arrived too."""

    def __init__(self, memory: Memory, settings: CandidateSettings) -> None:
        """Keep the state and the window."""
        super().__init__()
        self._memory, self._settings = memory, settings

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Gather on one key: an arrival is a few dozen bytes."""
        blocks, begin = inputs
        return (
            (blocks, begin | "NoArrivals" >> beam.Map(lambda _: (0, [])))
            | "AllArrivals" >> beam.Flatten()
            | "GatherArrivals" >> beam.GroupByKey()
            | "Plan" >> beam.ParDo(_PlanFn(self._memory.light(), self._settings))
        )


def only_new(block: Sequence[SketchedArticle], plan: Plan) -> list[SketchedArticle]:
    """The texts of a block that go on."""
    return [item for item in block if (item.doc_id, item.instance) in plan.keep]


Sides = tuple[Packed, Packed]
"""Packed key columns of a block of sketches by partition, and the sketches themselves by document."""


@dataclass(frozen=True)
class NewSides:
    """Blocks of new articles → what matching and alignment need of them."""

    settings: CandidateSettings
    partitions: int
    shelf: Shelf

    def __call__(self, block: Sequence[SketchedArticle]) -> Sides:
        """One block."""
        sketches = [item.sketch for item in block]
        keys = keys_of(sketches, self.settings, self.partitions, self.shelf)
        return keys.packed(), rows_of(sketches, self.shelf).packed()


@dataclass(frozen=True)
class _KnownSides:
    """(file of articles, numbers of documents wanted of it) → `Sides`; a sketch is handed on as it was stored."""

    state: str
    block: int
    settings: CandidateSettings
    partitions: int
    shelf: Shelf

    def __call__(self, asked: tuple[FileEntry, bytes]) -> Iterator[Sides]:
        entry, numbers = asked
        table = store.read(self.state, entry, ["doc", "sketch"])
        docs = table.column("doc").to_numpy()
        wanted = np.flatnonzero(np.isin(docs, np.frombuffer(numbers, np.uint64)))
        column = table.column("sketch")
        for start in range(0, len(wanted), self.block):
            rows = wanted[start : start + self.block]
            packed: list[bytes] = column.take(rows).to_pylist()
            keys = keys_of([decode_keyed(data) for data in packed], self.settings, self.partitions, self.shelf)
            yield keys.packed(), self.shelf.put(docs[rows].tolist(), packed).packed()


def _known_files(plan: Plan) -> Iterator[tuple[FileEntry, bytes]]:
    for entry in plan.files:
        yield entry, plan.known.doc[plan.known.part == entry.part].astype(np.uint64).tobytes()


class LoadKnown(beam.PTransform):
    """One `Plan` → `Sides` of the known documents that may meet a new one."""

    def __init__(self, state: str, block: int, settings: CandidateSettings, partitions: int, shelf: Shelf) -> None:
        """Keep where the state is, and how keys are made."""
        super().__init__()
        self._load = _KnownSides(state, block, settings, partitions, shelf)

    def expand(self, plan: Any) -> Any:
        """One element a file."""
        files = plan | "KnownFiles" >> beam.FlatMap(_known_files)
        return spread(files, "SpreadKnown") | "LoadKnown" >> over_workers(self._load)


class SelectPairsFn(beam.DoFn):
    """Packed candidate pairs → those with a new document, packed; and apart, those of known ones that may have changed."""

    KNOWN = "known"

    def __init__(self, settings: CandidateSettings) -> None:
        """Keep the window."""
        super().__init__()
        self._days = reach(settings)
        self._plan: Plan | None = None
        self._chooser: Chooser | None = None

    def process(self, block: bytes, plan: Plan) -> Iterator[Any]:
        """Cut a block."""
        if self._chooser is None or self._plan is not plan:
            self._plan, self._chooser = plan, Chooser.of(plan, self._days)
        new, known = self._chooser.cut(from_bytes(block))
        if len(new):
            yield new.tobytes()
        if len(known):
            yield beam.pvalue.TaggedOutput(self.KNOWN, known.tobytes())


class _ArticleRowsFn(beam.DoFn):
    """Blocks of new articles → (part, rows of the articles table)."""

    def process(self, block: Sequence[SketchedArticle], plan: Plan) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        cut: dict[int, list[dict[str, Any]]] = {}
        for item in block:
            fresh = plan.fresh[item.doc_id]
            cut.setdefault(fresh.part, []).append(
                {
                    "doc": doc_number(item.doc_id), "seen": fresh.seen, "sha256": item.claim.sha256,
                    "time": item.claim.time, "uri": item.claim.uri, "sketch": encode_sketch(item.sketch),
                    "facts": encode_facts(item.facts), "base": item.base, "text": item.text_row,
                }
            )  # fmt: skip
        yield from cut.items()


class _WriteArticlesFn(beam.DoFn):
    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state

    def process(self, group: tuple[int, Iterable[list[dict[str, Any]]]]) -> Iterator[tuple[str, FileEntry]]:
        part, blocks = group
        yield "state", store.write(self._state, "articles", part, [row for rows in blocks for row in rows])


class WriteArticles(beam.PTransform):
    """(blocks of new articles, plan) → ("state", `FileEntry`) of one file a part."""

    def __init__(self, state: str) -> None:
        """Keep where the state is."""
        super().__init__()
        self._state = state

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Gather each part, write it."""
        blocks, plan = inputs
        return (
            blocks
            | "ArticleRows" >> beam.ParDo(_ArticleRowsFn(), beam.pvalue.AsSingleton(plan))
            | "ByPart" >> beam.GroupByKey()
            | "WriteArticles" >> beam.ParDo(_WriteArticlesFn(self._state))
        )


class _SettleFn(beam.DoFn):
    OUTPUTS = ("bases", "attributions", "links", "families", "facts")

    def __init__(self, memory: Memory, settings: Settings, settings_sha256: str) -> None:
        super().__init__()
        self._memory = memory
        self._settings = settings
        self._settings_sha256 = settings_sha256

    def process(self, group: tuple[int, Iterable[tuple[str, Any]]], plan: Plan) -> Iterator[Any]:
        facts: list[tuple[int, bytes]] = []
        pairings: list[Pairing] = []
        known: list[KnownPairs] = [np.zeros(0, KNOWN)]
        for kind, items in group[1]:
            if kind == "facts":
                facts += items
            elif kind == "alignments":
                a, b, flags, encoded = items
                ends = np.frombuffer(a, np.uint64).tolist(), np.frombuffer(b, np.uint64).tolist()
                pairings += map(Pairing, *ends, encoded, flags)
            else:
                known.append(np.frombuffer(items, KNOWN))
        produced_by = {"version": tool_version(), "settings_sha256": self._settings_sha256}
        memory = self._memory.whole()
        tables = FileTables(memory.uri, memory.pointer)
        # millions of rows that all live to the end: looking them through for cycles took a tenth of a run's time
        collects = gc.isenabled()
        gc.disable()
        try:
            out = settle_packed(
                tables, plan, self._settings, facts, pairings, np.concatenate(known), produced_by, anew=memory.anew
            )
        finally:
            if collects:
                gc.enable()
        added, dropped = append_index(memory, plan.index_rows)
        for name in ("bases", "attributions", "links", "families"):
            rows = getattr(out, name)
            if rows:
                yield beam.pvalue.TaggedOutput(name, rows)
        said: list[tuple[str, Any]] = [("state", entry) for entry in tables.added + added]
        said += [("drop", path) for path in tables.dropped + dropped]
        said += [("retired_links", name) for name in out.retired_links]
        said += [("retired_families", name) for name in out.retired_families]
        said.append(("revised", out.revised))
        numbers = {
            "new": len(plan.fresh),
            "unchanged": plan.unchanged,
            "outside_days": plan.outside,
            "repeated": len(plan.repeat),
            "known_in_window": len(plan.known.doc),
        }
        said.append(("plan", numbers))
        for fact in said:
            yield beam.pvalue.TaggedOutput("facts", fact)


def _packed_facts(block: Sequence[SketchedArticle]) -> tuple[int, tuple[str, Any]]:
    return 0, ("facts", [(doc_number(item.doc_id), encode_facts(item.facts)) for item in block])


def _packed_alignments(item: tuple[int, Aligned]) -> tuple[int, tuple[str, Any]]:
    packed, b, flags = item[1]
    rows = unpacked(packed)
    return 0, ("alignments", (rows.key.tobytes(), b, flags, list(rows)))


class Settle(beam.PTransform):
    """(new articles, alignments, pairs of known documents, plan, one element of any kind) → what is said and written.

    Outputs by tag: ``bases``, ``attributions``, ``links``, ``families`` (blocks of rows), ``facts`` (for `PublishState`).
    """

    def __init__(self, memory: Memory, settings: Settings, settings_sha256: str) -> None:
        """Keep the state and the settings."""
        super().__init__()
        self._fn = _SettleFn(memory.light(), settings, settings_sha256)

    def expand(self, inputs: tuple[Any, Any, Any, Any, Any]) -> Any:
        """Gather on one worker, as they were packed: facts, alignments with a new document, and packed pairs."""
        articles, alignments, known, plan, begin = inputs
        return (
            (
                articles | "PackFacts" >> beam.Map(_packed_facts),
                alignments | "PackAlignments" >> beam.Map(_packed_alignments),
                known | "KnownPairs" >> beam.Map(lambda b: (0, ("known", b))),
                begin | "NothingNew" >> beam.Map(lambda _: (0, ("known", b""))),
            )
            | "ToSettle" >> beam.Flatten()
            | "GatherChanges" >> beam.GroupByKey()
            | "Settle" >> beam.ParDo(self._fn, beam.pvalue.AsSingleton(plan)).with_outputs(*_SettleFn.OUTPUTS)
        )
