"""AlignCandidates: sketches are brought to their pairs, and every pair is aligned.

    pairs (a, b)  ──► partition of b: "send b to the partition of a"        ┐
    sketches      ──► partition of the document                             ┴─ GroupByKey 1
    GroupByKey 1  ──► partition of a: the pair, the sketches of a and b     ── GroupByKey 2 ──► alignments

Only sketches (a few kilobytes) are shuffled, never text; the sketch of b travels once to each partition that
asks for it, however many pairs it is in there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam

from transforms.alignment.align import align_pair
from transforms.partitions import partition_of
from transforms.schema import Alignment, Candidate, Sketch
from transforms.settings import AlignSettings
from transforms.sketch.codec import decode_sketch, encode_sketch


class _SketchesByPartitionFn(beam.DoFn):
    def __init__(self, partitions: int) -> None:
        super().__init__()
        self._partitions = partitions

    def process(self, block: Sequence[Sketch]) -> Iterator[tuple[int, tuple[str, list[tuple[str, bytes]]]]]:
        parts: dict[int, list[tuple[str, bytes]]] = {}
        for sketch in block:
            parts.setdefault(partition_of(sketch.doc_id, self._partitions), []).append(
                (sketch.doc_id, encode_sketch(sketch))
            )
        for part, items in parts.items():
            yield part, ("sketches", items)


class _PairsByPartitionFn(beam.DoFn):
    def __init__(self, partitions: int) -> None:
        super().__init__()
        self._partitions = partitions

    def process(self, pairs: Sequence[Candidate]) -> Iterator[tuple[int, tuple[str, list[Candidate]]]]:
        parts: dict[int, list[Candidate]] = {}
        for pair in pairs:
            for part in {partition_of(pair.a, self._partitions), partition_of(pair.b, self._partitions)}:
                parts.setdefault(part, []).append(pair)
        for part, items in parts.items():
            yield part, ("pairs", items)


class _SendSketchesFn(beam.DoFn):
    """At the partition of a document: forward its sketch to every partition that aligns a pair of it."""

    def __init__(self, partitions: int) -> None:
        super().__init__()
        self._partitions = partitions

    def process(self, group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[tuple[int, tuple[str, Any]]]:
        part, values = group
        sketches: dict[str, bytes] = {}
        pairs: list[Candidate] = []
        for kind, items in values:
            if kind == "sketches":
                sketches.update(items)
            else:
                pairs.extend(items)
        wanted: dict[int, set[str]] = {}
        own: list[Candidate] = []
        for pair in pairs:
            target = partition_of(pair.a, self._partitions)
            if target == part:
                own.append(pair)
                wanted.setdefault(target, set()).add(pair.a)
            if partition_of(pair.b, self._partitions) == part:
                wanted.setdefault(target, set()).add(pair.b)
        if own:
            yield part, ("pairs", own)
        for target, docs in wanted.items():
            yield target, ("sketches", [(doc, sketches[doc]) for doc in sorted(docs) if doc in sketches])


class _AlignFn(beam.DoFn):
    def __init__(self, settings: AlignSettings) -> None:
        super().__init__()
        self._settings = settings
        self._aligned = beam.metrics.Metrics.counter("wiretrace", "pairs_aligned")

    def process(self, group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[list[Alignment]]:
        packed: dict[str, bytes] = {}
        pairs: list[Candidate] = []
        for kind, items in group[1]:
            if kind == "sketches":
                packed.update(items)
            else:
                pairs.extend(items)
        # pairs in order of a: its sketch is decoded once; b is kept while it is asked for again
        pairs.sort(key=lambda pair: (pair.a, pair.b))
        cache: dict[str, Sketch] = {}
        block: list[Alignment] = []
        current = ""
        for pair in pairs:
            if pair.a != current:
                cache = {}
                current = pair.a
            for doc in (pair.a, pair.b):
                if doc not in cache:
                    cache[doc] = decode_sketch(packed[doc])
            block.append(align_pair(cache[pair.a], cache[pair.b], pair, self._settings))
            self._aligned.inc()
            if len(block) >= 512:
                yield block
                block = []
        if block:
            yield block


class AlignCandidates(beam.PTransform):
    """(blocks of candidate pairs, blocks of sketches) → blocks of alignments."""

    def __init__(self, settings: AlignSettings, partitions: int) -> None:
        """Keep the settings; ``partitions`` changes how work is cut, never a result."""
        super().__init__()
        self._settings = settings
        self._partitions = partitions

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Two packed shuffles, then alignment."""
        pairs, sketches = inputs
        asked = pairs | "PairsByPartition" >> beam.ParDo(_PairsByPartitionFn(self._partitions))
        held = sketches | "SketchesByPartition" >> beam.ParDo(_SketchesByPartitionFn(self._partitions))
        return (
            (asked, held)
            | "PairsAndSketches" >> beam.Flatten()
            | "GroupByDocument" >> beam.GroupByKey()
            | "SendSketches" >> beam.ParDo(_SendSketchesFn(self._partitions))
            | "GroupByPair" >> beam.GroupByKey()
            | "Align" >> beam.ParDo(_AlignFn(self._settings))
        )
