"""AttributeFamilies: alignments and article facts become attributions, links and families.

    alignments ──► edges (16 bytes a pair, one worker) ──► component of each document ┐
    facts, alignments ──────────────────────────► partition of the document          ─┴─ GroupByKey 1
    GroupByKey 1 ──► partition of the component: facts and alignments                 ── GroupByKey 2 ──► results

Only the edge list meets on one worker, packed; everything else is spread. A text without a link is
attributed right after GroupByKey 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam
import numpy as np

from transforms.attribution.component import attribute_component
from transforms.attribution.components import component_labels
from transforms.partitions import partition_of
from transforms.schema import Alignment, ArticleFacts, ComponentResult, doc_name, doc_number
from transforms.settings import AttributeSettings


def _packed_edges(block: Sequence[Alignment]) -> tuple[int, bytes]:
    ends = [doc_number(doc) for al in block for doc in (al.a, al.b)]
    return 0, np.array(ends, dtype="<u8").tobytes()


class _LabelFn(beam.DoFn):
    """The component of every document with an edge, cut by partition of the document."""

    def __init__(self, partitions: int) -> None:
        super().__init__()
        self._partitions = partitions

    def process(self, group: tuple[int, Iterable[bytes]]) -> Iterator[tuple[int, tuple[str, Any]]]:
        ends = np.frombuffer(b"".join(group[1]), dtype="<u8").reshape(-1, 2)
        documents, labels = component_labels(ends[:, 0], ends[:, 1])
        parts = documents % np.uint64(self._partitions)
        for part in np.unique(parts):
            mine = parts == part
            yield int(part), ("labels", (documents[mine].tobytes(), labels[mine].tobytes()))


class _ByPartitionFn(beam.DoFn):
    """Facts, or alignments by their first document, cut by partition of the document."""

    def __init__(self, kind: str, partitions: int) -> None:
        super().__init__()
        self._kind = kind
        self._partitions = partitions

    def process(self, block: Sequence[Any]) -> Iterator[tuple[int, tuple[str, Any]]]:
        parts: dict[int, list[Any]] = {}
        for item in block:
            doc = item.a if self._kind == "alignments" else item.doc_id
            parts.setdefault(partition_of(doc, self._partitions), []).append(item)
        for part, items in parts.items():
            yield part, (self._kind, items)


class _SendToComponentFn(beam.DoFn):
    ALONE = "alone"

    def __init__(self, settings: AttributeSettings, partitions: int) -> None:
        super().__init__()
        self._settings = settings
        self._partitions = partitions

    def process(self, group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[Any]:
        facts: list[ArticleFacts] = []
        alignments: list[Alignment] = []
        component: dict[str, str] = {}
        for kind, items in group[1]:
            if kind == "facts":
                facts.extend(items)
            elif kind == "alignments":
                alignments.extend(items)
            else:
                documents, labels = (np.frombuffer(column, dtype="<u8") for column in items)
                component.update((doc_name(int(d)), doc_name(int(c))) for d, c in zip(documents, labels, strict=True))
        sent: dict[int, list[tuple[str, str, Any]]] = {}
        alone: list[ComponentResult] = []
        for fact in facts:
            label = component.get(fact.doc_id)
            if label is None:
                alone.append(attribute_component([fact], [], self._settings))
            else:
                sent.setdefault(partition_of(label, self._partitions), []).append((label, "fact", fact))
        for alignment in alignments:
            label = component[alignment.a]
            sent.setdefault(partition_of(label, self._partitions), []).append((label, "alignment", alignment))
        if alone:
            yield beam.pvalue.TaggedOutput(self.ALONE, alone)
        yield from sent.items()


class _AttributeFn(beam.DoFn):
    def __init__(self, settings: AttributeSettings) -> None:
        super().__init__()
        self._settings = settings

    def process(self, group: tuple[int, Iterable[list[tuple[str, str, Any]]]]) -> Iterator[list[ComponentResult]]:
        facts: dict[str, list[ArticleFacts]] = {}
        alignments: dict[str, list[Alignment]] = {}
        for items in group[1]:
            for label, kind, item in items:
                if kind == "fact":
                    facts.setdefault(label, []).append(item)
                else:
                    alignments.setdefault(label, []).append(item)
        results: list[ComponentResult] = []
        for label in sorted(facts):
            members = sorted(facts[label], key=lambda fact: fact.doc_id)
            pairs = sorted(alignments.get(label, ()), key=lambda al: (al.a, al.b))
            results.append(attribute_component(members, pairs, self._settings))
            if len(results) >= 64:
                yield results
                results = []
        if results:
            yield results


class AttributeFamilies(beam.PTransform):
    """(blocks of alignments, blocks of article facts) → blocks of component results."""

    def __init__(self, settings: AttributeSettings, partitions: int) -> None:
        """Keep the settings; ``partitions`` changes how work is cut, never a result."""
        super().__init__()
        self._settings = settings
        self._partitions = partitions

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Label components, gather each, attribute it."""
        alignments, facts = inputs
        labels = (
            alignments
            | "PackEdges" >> beam.Map(_packed_edges)
            | "AllEdges" >> beam.GroupByKey()
            | "LabelComponents" >> beam.ParDo(_LabelFn(self._partitions))
        )
        sent = (
            (
                labels,
                facts | "FactsByPartition" >> beam.ParDo(_ByPartitionFn("facts", self._partitions)),
                alignments | "AlignmentsByPartition" >> beam.ParDo(_ByPartitionFn("alignments", self._partitions)),
            )
            | "FactsAndAlignments" >> beam.Flatten()
            | "GroupByDocument" >> beam.GroupByKey()
            | "SendToComponent"
            >> beam.ParDo(_SendToComponentFn(self._settings, self._partitions)).with_outputs(
                _SendToComponentFn.ALONE, main="linked"
            )
        )
        linked = (
            sent.linked | "GroupByComponent" >> beam.GroupByKey() | "Attribute" >> beam.ParDo(_AttributeFn(self._settings))
        )
        return (linked, sent[_SendToComponentFn.ALONE]) | "AllResults" >> beam.Flatten()
