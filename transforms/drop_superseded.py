"""DropSuperseded: of several texts under one id, only the newest goes on; the others become dead letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam
import numpy as np

from transforms.packed_blocks import Describe, SketchedBlock, decode_claim, repeated
from transforms.packets import Packed, joined, unpacked
from transforms.schema import doc_number
from transforms.superseded import Claim, dead_letter, superseded


def _claims(block: SketchedBlock, partitions: int) -> Iterator[tuple[int, Packed]]:
    rows = unpacked(block[0])
    for part, mine in rows.split(rows.key % np.uint64(partitions)):
        yield part, mine.packed()


def _losers(group: tuple[int, Iterable[Packed]]) -> list[Claim]:
    rivals = repeated(joined([unpacked(packed) for packed in group[1]]))
    # the order of arrival must not show in the output
    return sorted(
        superseded(decode_claim(data) for data in rivals),
        key=lambda claim: (claim.doc_id, claim.sha256, claim.instance),
    )


def _without(block: SketchedBlock, describe: Describe, losers: Sequence[tuple[str, str]]) -> SketchedBlock:
    block = SketchedBlock(*block)
    if not losers:
        return block
    gone = set(losers)
    numbers = np.array(sorted({doc_number(doc) for doc, _ in losers}), np.uint64)
    return describe.without(block, gone) if np.isin(unpacked(block.claims).key, numbers).any() else block


class FindSuperseded(beam.PTransform):
    """Sketched blocks → (keys of the losing texts, their dead letters)."""

    def __init__(self, partitions: int) -> None:
        """Keep the number of hash partitions; it changes how work is cut, never a result."""
        super().__init__()
        self._partitions = partitions

    def expand(self, blocks: Any) -> tuple[Any, Any]:
        """Gather the claims on each id, keep the best."""
        losers = (
            blocks
            | "ClaimsByPartition" >> beam.FlatMap(_claims, self._partitions)
            | "GroupClaims" >> beam.GroupByKey()
            | "Losers" >> beam.FlatMap(_losers)
        )
        keys = losers | "LoserKeys" >> beam.Map(lambda claim: (claim.doc_id, claim.instance))
        return keys, losers | "SupersededLetters" >> beam.Map(dead_letter)


class DropSuperseded(beam.PTransform):
    """Sketched blocks → the same without the losing texts."""

    def __init__(self, losers: Any, describe: Describe) -> None:
        """Keep the losers, which are few, so they travel as a side input, and what made the blocks."""
        super().__init__()
        self._losers = losers
        self._describe = describe

    def expand(self, blocks: Any) -> Any:
        """Filter each block."""
        return blocks | "WithoutSuperseded" >> beam.Map(
            _without, self._describe, losers=beam.pvalue.AsList(self._losers)
        )
