"""FindCandidates: blocks of sketches to blocks of candidate pairs, and the capped keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import apache_beam as beam

from transforms.schema import Candidate, CappedKey, Sketch
from transforms.settings import CandidateSettings
from transforms.sketch.banding import (
    candidate_keys,
    keep_pairs,
    match_partition,
    merge_pairs,
    pack_keys,
    pack_pairs,
    unpack_keys,
    unpack_pairs,
)
from transforms.sketch.candidates import to_candidates

_CAPPED = "capped"
_PAIRS = "pairs"
_BLOCK = 4096


@dataclass(frozen=True)
class CandidatePairs:
    """What FindCandidates gives."""

    #: PCollection[list[Candidate]]: blocks of pairs; every pair stands in one block
    pairs: beam.PCollection[list[Candidate]]
    #: PCollection[CappedKey]
    capped: beam.PCollection[CappedKey]


class FindCandidates(beam.PTransform):
    """Find the pairs of articles worth aligning.

    Input: PCollection[list[Sketch]], blocks of any size. Output: `CandidatePairs`. The pairs and their counts do not
    depend on blocks, partitions or order. Only packed columns are shuffled: one element per block and partition.

    Args:
        settings: keys, time window, group size, and how many keys must agree.
        partitions: hash partitions of the packed columns.

    Raises:
        ValueError: if `partitions` is less than 1.
    """

    def __init__(self, settings: CandidateSettings, partitions: int = 32) -> None:
        """Keep the settings; they travel inside the transform to every worker."""
        super().__init__()
        if partitions < 1:
            raise ValueError(f"partitions must be at least 1, got {partitions}")
        self.settings = settings
        self.partitions = partitions

    def expand(self, blocks: beam.PCollection[list[Sketch]]) -> CandidatePairs:
        """Pack keys, match inside partitions, merge the counts of each pair."""
        matched = (
            blocks
            | "PackKeys" >> beam.FlatMap(_keys, self.settings, self.partitions).with_output_types(tuple[int, bytes])
            | "GroupKeys" >> beam.GroupByKey()
            | "Match" >> beam.FlatMap(_match, self.settings, self.partitions).with_outputs(_CAPPED, main=_PAIRS)
        )
        pairs = (
            matched[_PAIRS]
            | "TypePairs" >> beam.Map(lambda row: row).with_output_types(tuple[int, bytes])
            | "GroupPairs" >> beam.GroupByKey()
            | "MergePairs" >> beam.FlatMap(_merge, self.settings).with_output_types(list[Candidate])
        )
        return CandidatePairs(pairs, matched[_CAPPED])


def _keys(block: list[Sketch], settings: CandidateSettings, partitions: int) -> list[tuple[int, bytes]]:
    return pack_keys(candidate_keys(block, settings), partitions)


def _match(
    row: tuple[int, Iterable[bytes]], settings: CandidateSettings, partitions: int
) -> Iterator[tuple[int, bytes] | beam.pvalue.TaggedOutput]:
    pairs, capped = match_partition(unpack_keys(row[1]), settings)
    yield from pack_pairs(pairs, partitions)
    for key in capped:
        yield beam.pvalue.TaggedOutput(_CAPPED, key)


def _merge(row: tuple[int, Iterable[bytes]], settings: CandidateSettings) -> Iterator[list[Candidate]]:
    pairs = to_candidates(keep_pairs(merge_pairs(unpack_pairs(row[1])), settings))
    for start in range(0, len(pairs), _BLOCK):
        yield pairs[start : start + _BLOCK]
