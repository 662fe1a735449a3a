"""The stages of a run with memory: plan, known sketches, pairs with a new text, settling, and files of new articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import apache_beam as beam
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

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
from pipeline.state.tables import SCHEMAS, is_dated
from pipeline.state.tables import day_of as day_of_part
from pipeline.state.window import reach
from pipeline.workers import over_workers, spread
from transforms.normalize_articles import read_boilerplate
from transforms.packed_blocks import Describe, SketchedBlock, by_partition, decode_claim
from transforms.packets import Packed, Shelf, unpacked
from transforms.schema import doc_name
from transforms.settings import CandidateSettings, Settings
from transforms.sketch.banding import NO_DAY
from transforms.sketch.codec import day_of, decode_keyed
from transforms.sketch.key_rows import key_columns, key_rows
from transforms.sketch.pairs import from_bytes
from transforms.sketch_articles import read_lexicon
from transforms.uncollected import uncollected

_KNOWN: Final = 4096
"""Known articles of one element: some 25 megabytes of keys while they are cut."""


class _ListFn(beam.DoFn):
    def process(self, pattern: str) -> Iterator[list[Any]]:
        yield from batches(list_work(pattern))


class EarlyBlocks(beam.PTransform):
    """Pipeline → (`SketchedBlock`s with keys by document, dead letters, counts), taking finished blocks of a killed run."""

    def __init__(
        self, inputs: Sequence[str], folder: str, settings: Settings, settings_sha256: str, shelf: Shelf, *,
        texts: bool, works: Sequence[Work] | None = None,
    ) -> None:  # fmt: skip
        """Keep what to read (``works``, else all that the inputs match) and where finished blocks are."""
        super().__init__()
        self._inputs = list(inputs)
        self._works = works
        describe = Describe(settings, None, shelf, texts, read_lexicon(settings.sketch))
        self._make = EarlyBlock(folder, settings_sha256, describe, read_boilerplate(settings.normalize))

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


def arrivals(block: SketchedBlock) -> tuple[int, list[Arrival]]:
    """What the plan needs of a block, on the one key that all meet on."""
    block = SketchedBlock(*block)
    claims = map(decode_claim, unpacked(block.claims))
    return 0, list(zip(claims, map(day_of, unpacked(block.sketches)), strict=True))


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


def only_new(block: SketchedBlock, plan: Plan) -> SketchedBlock:
    """The texts of a block that go on."""
    block = SketchedBlock(*block)
    claims = map(decode_claim, unpacked(block.claims))
    kept = np.array([(claim.doc_id, claim.instance) in plan.keep for claim in claims], bool)
    return block if kept.all() else block.take(kept)


Sides = tuple[Packed, Packed]
"""Packed key columns of a block of sketches by partition, and the sketches themselves by document."""


@dataclass(frozen=True)
class NewSides:
    """Blocks of new articles → what matching and alignment need of them."""

    partitions: int
    shelf: Shelf

    def __call__(self, block: SketchedBlock) -> Sides:
        """One block."""
        block = SketchedBlock(*block)
        rows = unpacked(block.keys)
        days = [NO_DAY if day is None else day for day in map(day_of, unpacked(block.sketches))]
        keys = key_columns(list(rows), rows.key, np.array(days, np.int32))
        return by_partition(keys, self.partitions, self.shelf).packed(), block.sketches


@dataclass(frozen=True)
class _KnownSides:
    """(file of articles, numbers of documents wanted of it) → `Sides`; what was stored is handed on as it is."""

    state: str
    settings: CandidateSettings
    partitions: int
    shelf: Shelf

    def __call__(self, asked: tuple[FileEntry, bytes]) -> Iterator[Sides]:
        entry, numbers = asked
        table = store.read(self.state, entry, ["doc", "sketch", "keys"])
        docs = table.column("doc").to_numpy()
        wanted = np.flatnonzero(np.isin(docs, np.frombuffer(numbers, np.uint64)))
        day = day_of_part(entry.part) if is_dated(entry.part) else NO_DAY
        for start in range(0, len(wanted), _KNOWN):
            rows = table.take(wanted[start : start + _KNOWN])
            numbers_here = docs[wanted[start : start + _KNOWN]]
            sketches: list[bytes] = rows.column("sketch").to_pylist()
            stored: list[bytes | None] = rows.column("keys").to_pylist()
            # a stream keeps no keys with its rows
            made = [n for n, data in enumerate(stored) if data is None]
            for n, data in zip(made, key_rows([decode_keyed(sketches[n]) for n in made], self.settings), strict=True):
                stored[n] = data
            packed = [data for data in stored if data is not None]
            keys = key_columns(packed, numbers_here, np.full(len(packed), day, np.int32))
            yield by_partition(keys, self.partitions, self.shelf).packed(), self.shelf.put(numbers_here, sketches).packed()


def _known_files(plan: Plan) -> Iterator[tuple[FileEntry, bytes]]:
    for entry in plan.files:
        yield entry, plan.known.doc[plan.known.part == entry.part].astype(np.uint64).tobytes()


class LoadKnown(beam.PTransform):
    """One `Plan` → `Sides` of the known documents that may meet a new one."""

    def __init__(self, state: str, settings: CandidateSettings, partitions: int, shelf: Shelf) -> None:
        """Keep where the state is, and how keys are made."""
        super().__init__()
        self._load = _KnownSides(state, settings, partitions, shelf)

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


def _by_part(block: SketchedBlock, plan: Plan) -> Iterator[tuple[int, tuple[SketchedBlock, bytes]]]:
    """A block of new articles by part, each with the first-seen days."""
    block = SketchedBlock(*block)
    fresh = [plan.fresh[doc_name(doc)] for doc in unpacked(block.claims).key.tolist()]
    parts = np.array([item.part for item in fresh], np.int64)
    seen = np.array([item.seen for item in fresh], np.int32)
    for part in np.unique(parts).tolist():
        mine = parts == part
        yield part, (block.take(mine), seen[mine].tobytes())


def _write_articles(
    group: tuple[int, Iterable[tuple[SketchedBlock, bytes]]], state: str
) -> Iterator[tuple[str, FileEntry]]:
    part, blocks = group
    rows = pa.concat_tables([_article_rows(SketchedBlock(*block), np.frombuffer(seen, np.int32)) for block, seen in blocks])
    yield "state", store.write_table(state, "articles", part, rows)


def _article_rows(block: SketchedBlock, seen: NDArray[np.int32]) -> pa.Table:
    claims = [decode_claim(data) for data in unpacked(block.claims)]
    none = [None] * len(claims)
    columns = {
        "doc": unpacked(block.claims).key, "seen": seen, "sha256": [claim.sha256 for claim in claims],
        "time": [claim.time for claim in claims], "uri": [claim.uri for claim in claims],
        "sketch": list(unpacked(block.sketches)), "keys": list(unpacked(block.keys)), "facts": list(unpacked(block.facts)),
        "base": list(unpacked(block.bases)), "text": none if block.texts is None else list(unpacked(block.texts)),
    }  # fmt: skip
    return pa.table(columns, schema=SCHEMAS["articles"])


class WriteArticles(beam.PTransform):
    """(blocks of new articles, plan) → ("state", `FileEntry`) of one file a part."""

    def __init__(self, state: str) -> None:
        """Keep where the state is."""
        super().__init__()
        self._write = partial(_write_articles, state=state)

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Gather each part, write it."""
        blocks, plan = inputs
        return (
            blocks
            | "ArticleRows" >> beam.FlatMap(_by_part, beam.pvalue.AsSingleton(plan))
            | "ByPart" >> beam.GroupByKey()
            | "WriteArticles" >> over_workers(self._write)
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
                rows = unpacked(items)
                facts += zip(rows.key.tolist(), rows, strict=True)
            elif kind == "alignments":
                packed, b, flags = items
                rows = unpacked(packed)
                pairings += map(Pairing, rows.key.tolist(), np.frombuffer(b, np.uint64).tolist(), rows, flags)
            else:
                known.append(np.frombuffer(items, KNOWN))
        produced_by = {"version": tool_version(), "settings_sha256": self._settings_sha256}
        memory = self._memory.whole()
        tables = FileTables(memory.uri, memory.pointer)
        # millions of rows that all live to the end: looking them through for cycles took a tenth of a run's time
        with uncollected():
            out = settle_packed(
                tables, plan, self._settings, facts, pairings, np.concatenate(known), produced_by, anew=memory.anew
            )
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
                articles | "PackedFacts" >> beam.Map(lambda block: (0, ("facts", SketchedBlock(*block).facts))),
                alignments | "PackedAlignments" >> beam.Map(lambda item: (0, ("alignments", item[1]))),
                known | "KnownPairs" >> beam.Map(lambda b: (0, ("known", b))),
                begin | "NothingNew" >> beam.Map(lambda _: (0, ("known", b""))),
            )
            | "ToSettle" >> beam.Flatten()
            | "GatherChanges" >> beam.GroupByKey()
            | "Settle" >> beam.ParDo(self._fn, beam.pvalue.AsSingleton(plan)).with_outputs(*_SettleFn.OUTPUTS)
        )
