"""AlignCandidates: sketches are brought to their pairs, and every pair is aligned.

    pairs (a, b)  ──► partitions of a and of b                              ┐
    sketches      ──► partition of the document                             ┴─ GroupByKey 1
    GroupByKey 1  ──► partition of a: the pair, the sketches of a and b     ── GroupByKey 2 ──► alignments

Only sketches (a few kilobytes, or on one machine the places where they lie) are shuffled, never text; the sketch of b
travels once to each partition that asks for it, however many pairs it is in there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import apache_beam as beam
import numpy as np

from transforms.alignment.align import align_pair
from transforms.attribution.codec import encode_alignment
from transforms.attribution.components import reach_of
from transforms.packets import INSIDE, Packed, Rows, Shelf, joined, unpacked
from transforms.schema import Sketch, U8Array
from transforms.settings import AlignSettings, AttributeSettings
from transforms.sketch.codec import decode_sketch
from transforms.sketch.pairs import PAIR, Pairs, from_bytes, to_candidates

_SKETCHES: Final = "sketches"
_PAIRS: Final = "pairs"
_TASK: Final = 1024
"""Pairs of one piece of work: about a second."""

Aligned = tuple[Packed, bytes, bytes]
"""Encoded alignments by document a; (P,) document numbers b; (P,) flags of `transforms.attribution.components`."""


def _sketches_by_partition(packed: Packed, partitions: int) -> Iterator[tuple[int, tuple[str, Any]]]:
    rows = unpacked(packed)
    for part, mine in rows.split(rows.key % np.uint64(partitions)):
        yield part, (_SKETCHES, mine.packed())


def _pairs_by_partition(block: bytes, partitions: int) -> Iterator[tuple[int, tuple[str, Any]]]:
    pairs = from_bytes(block)
    ends = [pairs[side] % np.uint64(partitions) for side in ("a", "b")]
    for part in np.unique(np.concatenate(ends)).tolist():
        yield part, (_PAIRS, pairs[(ends[0] == part) | (ends[1] == part)].tobytes())


def _gather(values: Iterable[tuple[str, Any]]) -> tuple[Rows, Pairs]:
    rows: list[Rows] = []
    pairs: list[Pairs] = [np.zeros(0, PAIR)]
    for kind, item in values:
        if kind == _SKETCHES:
            rows.append(unpacked(item))
        else:
            pairs.append(from_bytes(item))
    return joined(rows), np.concatenate(pairs)


def _send_sketches(
    group: tuple[int, Iterable[tuple[str, Any]]], partitions: int
) -> Iterator[tuple[int, tuple[str, Any]]]:
    """At the partition of a document: forward its sketch to every partition that aligns a pair of it."""
    part = group[0]
    rows, pairs = _gather(group[1])
    if not len(pairs):
        return
    target = pairs["a"] % np.uint64(partitions)
    own = target == part
    if own.any():
        yield part, (_PAIRS, pairs[own].tobytes())
    theirs = pairs["b"] % np.uint64(partitions) == part
    documents = np.concatenate([pairs["a"][own], pairs["b"][theirs]])
    wanted = np.unique(np.stack([np.concatenate([target[own], target[theirs]]), documents]), axis=1)
    rows = rows.take(np.argsort(rows.key, kind="stable"))
    chosen = rows.take(np.searchsorted(rows.key, wanted[1]))
    for to, mine in chosen.split(wanted[0]):
        yield to, (_SKETCHES, mine.packed())


def _tasks(group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[tuple[int, bytes, Packed]]:
    """Cut the pairs of a partition into pieces, in order of a, each with the sketches it needs."""
    rows, pairs = _gather(group[1])
    # a sketch can come twice: as side a and as side b
    _, first = np.unique(rows.key, return_index=True)
    rows = rows.take(first)
    pairs = pairs[np.lexsort((pairs["b"], pairs["a"]))]
    for start in range(0, len(pairs), _TASK):
        piece = pairs[start : start + _TASK]
        documents = np.unique(np.concatenate([piece["a"], piece["b"]]))
        yield group[0], piece.tobytes(), rows.take(np.searchsorted(rows.key, documents)).packed()


def _align(
    task: tuple[int, bytes, Packed], settings: AlignSettings, attribute: AttributeSettings, shelf: Shelf
) -> Iterator[tuple[int, Aligned]]:
    part, block, packed = task
    pairs, rows = from_bytes(block), unpacked(packed)
    place = {f"{key:016x}": n for n, key in enumerate(rows.key.tolist())}
    cache: dict[str, Sketch] = {}
    current = ""
    encoded: list[bytes] = []
    flags: U8Array = np.zeros(len(pairs), np.uint8)
    for n, pair in enumerate(to_candidates(pairs)):
        if pair.a != current:
            # pairs are in order of a: its sketch is decoded once, b is kept while it is asked for again
            cache = {}
            current = pair.a
        for doc in (pair.a, pair.b):
            if doc not in cache:
                cache[doc] = decode_sketch(rows.read(place[doc]))
        alignment = align_pair(cache[pair.a], cache[pair.b], pair, settings)
        encoded.append(encode_alignment(alignment))
        flags[n] = reach_of(alignment, attribute)
    yield part, (shelf.put(pairs["a"], encoded).packed(), pairs["b"].tobytes(), flags.tobytes())


class AlignCandidates(beam.PTransform):
    """(blocks of candidate pairs, packed sketches of blocks) → (partition of a, `Aligned`)."""

    def __init__(
        self,
        settings: AlignSettings,
        attribute: AttributeSettings,
        partitions: int,
        shelf: Shelf = INSIDE,
        over: Callable[..., Any] = beam.FlatMap,
    ) -> None:
        """Keep the settings; ``partitions``, ``shelf`` and ``over`` change how work is done, never a result."""
        super().__init__()
        self._partitions = partitions
        self._align = partial(_align, settings=settings, attribute=attribute, shelf=shelf)
        self._over = over

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Two packed shuffles, then alignment."""
        pairs, sketches = inputs
        asked = pairs | "PairsByPartition" >> beam.FlatMap(_pairs_by_partition, self._partitions)
        held = sketches | "SketchesByPartition" >> beam.FlatMap(_sketches_by_partition, self._partitions)
        return (
            (asked, held)
            | "PairsAndSketches" >> beam.Flatten()
            | "GroupByDocument" >> beam.GroupByKey()
            | "SendSketches" >> beam.FlatMap(_send_sketches, self._partitions)
            | "GroupByPair" >> beam.GroupByKey()
            | "Tasks" >> beam.FlatMap(_tasks)
            | "Align" >> self._over(self._align)
        )
