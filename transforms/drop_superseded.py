"""DropSuperseded: of several texts under one id, only the newest goes on; the others become dead letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam

from transforms.partitions import partition_of
from transforms.superseded import Claim, dead_letter, superseded


class _ClaimsByPartitionFn(beam.DoFn):
    def __init__(self, partitions: int) -> None:
        super().__init__()
        self._partitions = partitions

    def process(self, claims: Sequence[Claim]) -> Iterator[tuple[int, list[Claim]]]:
        parts: dict[int, list[Claim]] = {}
        for claim in claims:
            parts.setdefault(partition_of(claim.doc_id, self._partitions), []).append(claim)
        yield from parts.items()


class _LosersFn(beam.DoFn):
    def process(self, group: tuple[int, Iterable[list[Claim]]]) -> Iterator[Claim]:
        # the order of arrival must not show in the output
        yield from sorted(
            superseded(claim for claims in group[1] for claim in claims),
            key=lambda claim: (claim.doc_id, claim.sha256, claim.instance),
        )


def _without(block: Sequence[Any], losers: Iterable[tuple[str, str]]) -> list[Any]:
    gone = set(losers)
    return [item for item in block if (item.doc_id, item.instance) not in gone] if gone else list(block)


class FindSuperseded(beam.PTransform):
    """Blocks of claims → (keys of the losing texts, their dead letters)."""

    def __init__(self, partitions: int) -> None:
        """Keep the number of hash partitions; it changes how work is cut, never a result."""
        super().__init__()
        self._partitions = partitions

    def expand(self, claims: Any) -> tuple[Any, Any]:
        """Gather the claims on each id, keep the best."""
        losers = (
            claims
            | "ClaimsByPartition" >> beam.ParDo(_ClaimsByPartitionFn(self._partitions))
            | "GroupClaims" >> beam.GroupByKey()
            | "Losers" >> beam.ParDo(_LosersFn())
        )
        keys = losers | "LoserKeys" >> beam.Map(lambda claim: (claim.doc_id, claim.instance))
        return keys, losers | "SupersededLetters" >> beam.Map(dead_letter)


class DropSuperseded(beam.PTransform):
    """Blocks of items with ``doc_id`` and ``instance`` → the same without the losing texts."""

    def __init__(self, losers: Any) -> None:
        """Keep the losers; they are few, so they travel as a side input."""
        super().__init__()
        self._losers = losers

    def expand(self, blocks: Any) -> Any:
        """Filter each block."""
        return blocks | "WithoutSuperseded" >> beam.Map(_without, losers=beam.pvalue.AsList(self._losers))
