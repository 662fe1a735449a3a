"""AlignCandidates: sketches are brought to their pairs, and every pair is aligned.

    pairs (a, b)  ──► clusters of pairs that share words (packed, one worker)
    pairs, clusters ──► partitions of a and of b                            ┐
    sketches        ──► partition of the document                           ┴─ GroupByKey 1
    GroupByKey 1  ──► partition of the cluster of a: pairs and sketches     ── GroupByKey 2 ──► alignments

Only sketches (a few kilobytes, or on one machine the places where they lie) are shuffled, never text. The texts of one
story meet in one partition, one after the other: what alignment reads off a text is read once, not once a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import apache_beam as beam
import numpy as np

from transforms.alignment.align import align_sketches
from transforms.alignment.table import PASSAGES, seen_as
from transforms.attribution.codec import encode_row
from transforms.attribution.components import (
    WORDED,
    component_labels,
    component_of,
    distinct,
    reach_of,
)
from transforms.packets import INSIDE, Packed, Rows, Shelf, joined, unpacked
from transforms.settings import AlignSettings, AttributeSettings
from transforms.sketch.lexicon import Lexicon
from transforms.sketch.pairs import PAIR, Pairs, from_bytes, is_worded

_SKETCHES: Final = "sketches"
_PAIRS: Final = "pairs"
_TASK: Final = 1024
"""Pairs of one piece of work: some tenths of a second."""

_BLOCK: Final = 65_536
"""Pairs of one element."""
_CLUSTERED: Final = np.dtype([*[(name, PAIR[name]) for name in PAIR.names or ()], ("cluster", "<u8")])
"""A candidate pair and the cluster of its a, 31 bytes."""

Task = tuple[int, bytes, Packed]
"""Partition of the cluster, rows of `PAIR`, and the sketches they need."""
Aligned = tuple[Packed, bytes, bytes]
"""Encoded alignments by document a; (P,) document numbers b; (P,) flags of `transforms.attribution.components`."""


def _sketches_by_partition(packed: Packed, partitions: int) -> Iterator[tuple[int, tuple[str, Any]]]:
    rows = unpacked(packed)
    for part, mine in rows.split(rows.key % np.uint64(partitions)):
        yield part, (_SKETCHES, mine.packed())


def _clusters(group: tuple[int, Iterable[bytes]]) -> Iterator[bytes]:
    """All pairs, each with the cluster of its a: what shares words is aligned together."""
    pairs = np.concatenate([from_bytes(block) for block in group[1]])
    worded = ((pairs["wording"] > 0) | (pairs["passage"] > 0)) & (pairs["direct"] > 0)
    documents, labels = component_labels(pairs["a"][worded], pairs["b"][worded])
    rows = np.empty(len(pairs), _CLUSTERED)
    for name in PAIR.names or ():
        rows[name] = pairs[name]
    rows["cluster"] = component_of(pairs["a"], documents, labels)
    for start in range(0, len(rows), _BLOCK):
        yield rows[start : start + _BLOCK].tobytes()


def _pairs_by_partition(block: bytes, partitions: int) -> Iterator[tuple[int, tuple[str, Any]]]:
    pairs = np.frombuffer(block, _CLUSTERED)
    ends = [pairs[side] % np.uint64(partitions) for side in ("a", "b")]
    for part in np.unique(np.concatenate(ends)).tolist():
        yield part, (_PAIRS, pairs[(ends[0] == part) | (ends[1] == part)].tobytes())


def _gather(values: Iterable[tuple[str, Any]]) -> tuple[Rows, Pairs]:
    rows: list[Rows] = []
    pairs: list[Pairs] = [np.zeros(0, _CLUSTERED)]
    for kind, item in values:
        if kind == _SKETCHES:
            rows.append(unpacked(item))
        else:
            pairs.append(np.frombuffer(item, _CLUSTERED))
    return joined(rows), np.concatenate(pairs)


def _send_sketches(
    group: tuple[int, Iterable[tuple[str, Any]]], partitions: int
) -> Iterator[tuple[int, tuple[str, Any]]]:
    """At the partition of a document: forward its sketch, and the pairs it comes first in, to where they are aligned."""
    part = group[0]
    rows, pairs = _gather(group[1])
    if not len(pairs):
        return
    target = pairs["cluster"] % np.uint64(partitions)
    own = pairs["a"] % np.uint64(partitions) == part
    for to in np.unique(target[own]).tolist():
        yield to, (_PAIRS, pairs[own & (target == to)].tobytes())
    theirs = pairs["b"] % np.uint64(partitions) == part
    documents = np.concatenate([pairs["a"][own], pairs["b"][theirs]])
    to_part, wanted = distinct(np.concatenate([target[own], target[theirs]]), documents)
    rows = rows.take(np.argsort(rows.key, kind="stable"))
    chosen = rows.take(np.searchsorted(rows.key, wanted))
    for to, mine in chosen.split(to_part):
        yield to, (_SKETCHES, mine.packed())


def _tasks(group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[Task]:
    """Cut the pairs of a partition into pieces, cluster after cluster, each with the sketches it needs."""
    part, (rows, pairs) = group[0], _gather(group[1])
    # a sketch can come twice: as side a and as side b
    _, first = np.unique(rows.key, return_index=True)
    rows = rows.take(first)
    pairs = pairs[np.lexsort((pairs["b"], pairs["a"], pairs["cluster"]))]
    for start in range(0, len(pairs), _TASK):
        piece = pairs[start : start + _TASK]
        documents = np.unique(np.concatenate([piece["a"], piece["b"]]))
        mine = rows.take(np.searchsorted(rows.key, documents)).packed()
        yield part, piece[list(PAIR.names or ())].astype(PAIR).tobytes(), mine


def _align(
    task: Task,
    settings: AlignSettings,
    attribute: AttributeSettings,
    shelf: Shelf,
    lexicon: Lexicon | None,
) -> Iterator[tuple[int, Aligned]]:
    pairs, rows = from_bytes(task[1]), unpacked(task[2])
    flags = np.where(is_worded(pairs), WORDED, 0).astype(np.uint8)
    encoded = []
    for n, row in enumerate(align_sketches(list(rows), pairs, settings, lexicon)):
        encoded.append(encode_row(row))
        if row[PASSAGES]:
            flags[n] |= reach_of(seen_as(row), attribute)
    yield task[0], (shelf.put(pairs["a"], encoded).packed(), pairs["b"].tobytes(), flags.tobytes())


class AlignCandidates(beam.PTransform):
    """(blocks of candidate pairs, packed sketches of blocks) → (partition, `Aligned`), one element a piece of work.

    The partition is that of the cluster, so that what follows handles as many elements as there are pieces, and not one
    for each piece and each partition that its documents fall into.
    """

    def __init__(
        self,
        settings: AlignSettings,
        attribute: AttributeSettings,
        partitions: int,
        shelf: Shelf = INSIDE,
        over: Callable[..., Any] = beam.FlatMap,
        lexicon: Lexicon | None = None,
    ) -> None:
        """Keep the settings; ``partitions``, ``shelf`` and ``over`` change how work is done, never a result.

        ``lexicon`` is what the sketches were made with.
        """
        super().__init__()
        self._partitions = partitions
        self._align = partial(_align, settings=settings, attribute=attribute, shelf=shelf, lexicon=lexicon)
        self._over = over

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Clusters, two packed shuffles, then alignment."""
        pairs, sketches = inputs
        clustered = (
            pairs
            | "OneKey" >> beam.Map(lambda block: (0, block))
            | "AllPairs" >> beam.GroupByKey()
            | "Clusters" >> beam.FlatMap(_clusters)
        )
        asked = clustered | "PairsByPartition" >> beam.FlatMap(_pairs_by_partition, self._partitions)
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
