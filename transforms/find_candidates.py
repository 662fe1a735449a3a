"""FindCandidates: packed key columns to blocks of candidate pairs, and the capped keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import apache_beam as beam

from transforms.packets import INSIDE, Packed, Shelf, get_all, unpacked
from transforms.schema import CappedKey
from transforms.settings import CandidateSettings
from transforms.sketch.banding import (
    keep_pairs,
    match_partition,
    merge_pairs,
    pack_pairs,
    unpack_keys,
    unpack_pairs,
)
from transforms.sketch.pairs import PAIR, to_rows

_CAPPED = "capped"
_PAIRS = "pairs"
_BLOCK = 65_536
"""Pairs of one element."""


@dataclass(frozen=True)
class CandidatePairs:
    """What FindCandidates gives."""

    #: PCollection[bytes]: rows of `transforms.sketch.pairs.PAIR`; every pair stands in one element, sorted there
    pairs: Any
    #: PCollection[CappedKey]
    capped: beam.PCollection[CappedKey]


class FindCandidates(beam.PTransform):
    """Find the pairs of articles worth aligning.

    Input: packed key columns of blocks of articles, each block's rows by hash partition. Output: `CandidatePairs`. The
    pairs and their counts do not depend on blocks, partitions or order. Only packed columns are shuffled: one element
    per block and partition.

    Args:
        settings: keys, time window, group size, and how many keys must agree.
        partitions: hash partitions of the packed columns.
        shelf: where pairs are put between matching and merging.
        over: makes the transform that applies a function to every element, in this process or in others.

    Raises:
        ValueError: if `partitions` is less than 1.
    """

    def __init__(
        self,
        settings: CandidateSettings,
        partitions: int = 32,
        shelf: Shelf = INSIDE,
        over: Callable[..., Any] = beam.FlatMap,
    ) -> None:
        """Keep the settings; they travel inside the transform to every worker."""
        super().__init__()
        if partitions < 1:
            raise ValueError(f"partitions must be at least 1, got {partitions}")
        self._match = partial(_match, settings=settings, partitions=partitions, shelf=shelf)
        self._merge = partial(_merge, settings=settings)
        self._over = over

    def expand(self, keys: Any) -> CandidatePairs:
        """Spread keys, match inside partitions, merge the counts of each pair."""
        matched = (
            keys
            | "KeysByPartition" >> beam.FlatMap(_by_partition)
            | "GroupKeys" >> beam.GroupByKey()
            | "Match" >> self._over(self._match).with_outputs(_CAPPED, main=_PAIRS)
        )
        pairs = (
            matched[_PAIRS]
            | "PairsByPartition" >> beam.FlatMap(_by_partition)
            | "GroupPairs" >> beam.GroupByKey()
            | "MergePairs" >> self._over(self._merge)
        )
        return CandidatePairs(pairs, matched[_CAPPED])


def _by_partition(packed: Packed) -> Iterator[tuple[int, Packed]]:
    rows = unpacked(packed)
    for part, mine in rows.split(rows.key):
        yield part, mine.packed()


def _match(
    group: tuple[int, Iterable[Packed]], settings: CandidateSettings, partitions: int, shelf: Shelf
) -> Iterator[Any]:
    pairs, capped = match_partition(unpack_keys(get_all(group[1])), settings, merged=False)
    parts = pack_pairs(pairs, partitions)
    if parts:
        yield shelf.put([part for part, _ in parts], [data for _, data in parts]).packed()
    for key in capped:
        yield beam.pvalue.TaggedOutput(_CAPPED, key)


def _merge(group: tuple[int, Iterable[Packed]], settings: CandidateSettings) -> Iterator[bytes]:
    rows = to_rows(keep_pairs(merge_pairs(unpack_pairs(get_all(group[1]))), settings))
    for start in range(0, len(rows), _BLOCK):
        yield rows[start : start + _BLOCK].astype(PAIR, copy=False).tobytes()
