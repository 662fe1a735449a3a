"""AttributeFamilies: alignments and article facts become attributions, links and families.

    alignments ──► edges (packed, one worker) ──► component of each document  ┐
    facts      ────────────────────────────────► partition of the document    │
    alignments ────────────────────────────────► partition they were made in ─┴─ GroupByKey 1
    GroupByKey 1 ──► partition of the component: facts, alignments inside it  ── GroupByKey 2 ──► results
    GroupByKey 1 ──► alignments between components  ┐
    results      ──► cards of their documents       ┴─ GroupByKey 3 ──► links between components

Only the edge list meets on one worker, 17 bytes a pair; everything else is spread. Components are connected by pairs
that can put two texts into one family, and by nothing else, so none grows with the dump. A text without such a pair is
attributed right after GroupByKey 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any, Final

import apache_beam as beam
import numpy as np

from transforms.attribution.bonds import Party, links_between, party
from transforms.attribution.codec import decode_alignment, decode_facts, has_evidence
from transforms.attribution.component import attribute_component, unrelated
from transforms.attribution.components import (
    MAY_BIND,
    MAY_LINK,
    component_labels,
    component_of,
    is_among,
)
from transforms.packets import Packed, Rows, joined, unpacked
from transforms.schema import ComponentResult, CrossLinks, U64Array, doc_name
from transforms.settings import AttributeSettings
from transforms.uncollected import uncollected

_FACTS: Final = "facts"
_ALIGNED: Final = "aligned"
_LABELS: Final = "labels"
_CARDS: Final = "cards"
_BETWEEN: Final = "between"
_COMPONENTS: Final = "components"
_TASKS: Final = "tasks"
_RESULTS: Final = "results"
_TASK: Final = 512
"""Documents attributed in one piece of work; a component is never cut."""

Aligned = tuple[Packed, bytes, bytes]
"""Encoded alignments by document a, (P,) document numbers b, (P,) flags of `transforms.attribution.components`."""
Task = tuple[Packed, bytes, Packed, bytes, bytes, bytes]
"""Facts and their components, alignments and theirs, documents whose card is wanted and the partition that wants it."""
Card = tuple[str, Any, Any, bytes]
"""What a link between components needs of one side: document, family, agency of the verdict, encoded facts."""
Then = Callable[[Sequence[Any]], Any]


def _numbers(data: bytes) -> U64Array:
    return np.frombuffer(data, np.uint64)


def _all_numbers(parts: Iterable[bytes]) -> U64Array:
    return _numbers(b"".join(parts))


# ------------------------------------------------------------------ components


def _edges(item: tuple[int, Aligned]) -> tuple[int, tuple[int, bytes, bytes, bytes]]:
    """All pairs and their flags: one that binds nothing still counts between documents that others bind."""
    part, (packed, b, flags) = item
    return 0, (part, packed[0], b, flags)


def _labels(
    group: tuple[int, Iterable[tuple[int, bytes, bytes, bytes]]], partitions: int
) -> Iterator[tuple[int, tuple[str, Any]]]:
    """To each partition: components of its bonded documents and of those its pairs name, and where cards are wanted."""
    edges = sorted(group[1], key=itemgetter(0))
    a, b = _all_numbers(edge[1] for edge in edges), _all_numbers(edge[2] for edge in edges)
    reach = np.frombuffer(b"".join(edge[3] for edge in edges), np.uint8)
    held = np.repeat([edge[0] for edge in edges], [len(edge[3]) for edge in edges])
    bonds = (reach & MAY_BIND) > 0
    documents, labels = component_labels(a[bonds], b[bonds])
    cross = (reach & MAY_LINK) > 0
    cross[cross] = component_of(a[cross], documents, labels) != component_of(b[cross], documents, labels)
    starts = np.searchsorted(held, np.arange(partitions + 1)).tolist()
    # pairs are kept in the partition of their cluster, which must know both documents' components and get their cards
    pairs = [slice(low, high) for low, high in pairwise(starts)]
    named = [np.unique(np.concatenate([a[mine], b[mine]])) for mine in pairs]
    linked = [np.unique(np.concatenate([a[mine][cross[mine]], b[mine][cross[mine]]])) for mine in pairs]
    card = np.concatenate(linked)
    card_to = np.repeat(np.arange(partitions, dtype=np.uint64), [len(ends) for ends in linked])
    home, card_home = documents % np.uint64(partitions), card % np.uint64(partitions)
    for part in range(partitions):
        known = np.union1d(documents[home == part], named[part][is_among(named[part], documents)])
        wanted = card_home == part
        if len(known) or wanted.any():
            label = component_of(known, documents, labels)
            yield part, (_LABELS, (known.tobytes(), label.tobytes(), card[wanted].tobytes(), card_to[wanted].tobytes()))


def _facts_by_partition(packed: Packed, partitions: int) -> Iterator[tuple[int, tuple[str, Any]]]:
    rows = unpacked(packed)
    for part, mine in rows.split(rows.key % np.uint64(partitions)):
        yield part, (_FACTS, mine.packed())


def _send(group: tuple[int, Iterable[tuple[str, Any]]], partitions: int) -> Iterator[Any]:
    """Send the facts and alignments of a partition to the partitions of their components."""
    parts: dict[str, list[Any]] = {_FACTS: [], _ALIGNED: [], _LABELS: []}
    for kind, item in group[1]:
        parts[kind].append(item)
    count = np.uint64(partitions)
    facts = joined([unpacked(packed) for packed in parts[_FACTS]])
    documents, labels, card_of, card_to = (_all_numbers(item[n] for item in parts[_LABELS]) for n in range(4))
    lone = ~np.isin(facts.key, documents)
    for _, mine in facts.take(lone).split(np.arange(int(lone.sum())) // _TASK):
        wanted = np.isin(card_of, mine.key)
        yield beam.pvalue.TaggedOutput(
            _TASKS,
            (mine.packed(), mine.key.tobytes(), _NOTHING, b"", card_of[wanted].tobytes(), card_to[wanted].tobytes()),
        )
    bonded = facts.take(~lone)
    component_of_card = component_of(card_of, documents, labels) % count
    of_bonded = is_among(card_of, documents)
    for part, (rows, label) in _split(bonded, component_of(bonded.key, documents, labels), count):
        wanted = of_bonded & (component_of_card == part)
        cards = card_of[wanted].tobytes(), card_to[wanted].tobytes()
        yield part, (_FACTS, (rows.packed(), label.tobytes(), *cards))
    if not parts[_ALIGNED]:
        return
    rows = joined([unpacked(item[0]) for item in parts[_ALIGNED]])
    b = _all_numbers(item[1] for item in parts[_ALIGNED])
    reach = np.frombuffer(b"".join(item[2] for item in parts[_ALIGNED]), np.uint8)
    label_a, label_b = component_of(rows.key, documents, labels), component_of(b, documents, labels)
    inside = label_a == label_b
    for part, (mine, label) in _split(rows.take(inside), label_a[inside], count):
        yield part, (_ALIGNED, (mine.packed(), label.tobytes(), b"", b""))
    between = ~inside & ((reach & MAY_LINK) > 0)
    if between.any():
        yield beam.pvalue.TaggedOutput(_BETWEEN, (group[0], (_BETWEEN, rows.take(between).packed())))


def _split(rows: Any, label: U64Array, count: np.uint64) -> Iterator[tuple[int, tuple[Any, U64Array]]]:
    """(partition of the component, (rows, their components))."""
    target = label % count
    order = np.argsort(target, kind="stable")
    for part, mine in rows.split(target):
        low, high = np.searchsorted(target[order], [part, part + 1])
        yield part, (mine, label[order[low:high]])


_NOTHING: Final[Packed] = joined([]).packed()


def _tasks(group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[Task]:
    """Cut a partition into pieces of whole components."""
    parts: dict[str, list[Any]] = {_FACTS: [], _ALIGNED: []}
    for kind, item in group[1]:
        parts[kind].append(item)
    sides = []
    for kind in (_FACTS, _ALIGNED):
        rows = joined([unpacked(item[0]) for item in parts[kind]])
        label = _all_numbers(item[1] for item in parts[kind])
        order = np.argsort(label, kind="stable")
        sides.append((rows.take(order), label[order]))
    (facts, of_fact), (aligned, of_pair) = sides
    card_of, card_to = (_all_numbers(item[n] for item in parts[_FACTS]) for n in (2, 3))
    starts = np.flatnonzero(np.append(True, of_fact[1:] != of_fact[:-1])) if len(of_fact) else of_fact
    piece = np.zeros(len(starts), np.int64)
    number = first = 0
    for n, start in enumerate(starts.tolist()):
        if start - first >= _TASK:
            number, first = number + 1, start
        piece[n] = number
    piece_of_fact = piece[np.searchsorted(of_fact[starts], of_fact)]
    piece_of_pair = piece[np.searchsorted(of_fact[starts], of_pair)]
    for n in range(number + 1 if len(starts) else 0):
        mine, pairs = piece_of_fact == n, piece_of_pair == n
        rows = facts.take(mine)
        wanted = np.isin(card_of, rows.key)
        yield (
            rows.packed(), of_fact[mine].tobytes(), aligned.take(pairs).packed(), of_pair[pairs].tobytes(),
            card_of[wanted].tobytes(), card_to[wanted].tobytes(),
        )  # fmt: skip


def _attribute(task: Task, settings: AttributeSettings, then: Then) -> Iterator[Any]:
    rows = unpacked(task[0])
    with uncollected():
        results = _results(task, rows, settings)
        made, cards = then(results), _cards(task, rows, results)
        del results  # or the search for cycles begins with all of them
    yield made
    for target in sorted(cards):
        yield beam.pvalue.TaggedOutput(_CARDS, (target, (_CARDS, cards[target])))


def _cards(task: Task, rows: Rows, results: Sequence[ComponentResult]) -> dict[int, list[Card]]:
    """The cards that are wanted, by the partition that wants them."""
    cards: dict[int, list[Card]] = {}
    if not task[4]:
        return cards
    said = {a.doc_id: a for result in results for a in result.attributions}
    place = {key: n for n, key in enumerate(rows.key.tolist())}
    for number, target in zip(_numbers(task[4]).tolist(), _numbers(task[5]).tolist(), strict=True):
        found = said[doc_name(number)]
        agency = found.agency.name if found.agency is not None else None
        cards.setdefault(target, []).append((found.doc_id, found.family_id, agency, rows.read(place[number])))
    return cards


def _results(task: Task, rows: Rows, settings: AttributeSettings) -> list[ComponentResult]:
    """What is said of the components of a task, in order of their labels; one at a time is decoded."""
    pairs: dict[int, list[bytes]] = {}
    for label, data in zip(_numbers(task[3]).tolist(), unpacked(task[2]), strict=True):
        pairs.setdefault(label, []).append(data)
    members: dict[int, list[tuple[int, bytes]]] = {}
    for label, key, data in zip(_numbers(task[1]).tolist(), rows.key.tolist(), rows, strict=True):
        members.setdefault(label, []).append((key, data))
    results: list[ComponentResult] = []
    for label in sorted(members):
        docs, inside = members[label], pairs.get(label, ())
        if len(docs) == 1 and not inside and not has_evidence(docs[0][1]):
            results.append(unrelated(doc_name(docs[0][0])))
            continue
        facts, alignments = [decode_facts(data) for _, data in docs], [decode_alignment(data) for data in inside]
        results.append(attribute_component(facts, alignments, settings))
    return results


# ------------------------------------------------------------------ between components


def _cross(group: tuple[int, Iterable[tuple[str, Any]]], settings: AttributeSettings, then: Then) -> Iterator[Any]:
    cards: dict[str, Card] = {}
    packed: list[Packed] = []
    for kind, item in group[1]:
        if kind == _CARDS:
            cards.update((card[0], card) for card in item)
        else:
            packed.append(item)
    with uncollected():
        found = _cross_links(cards, packed, settings)
        made = [then(found)] if found else []
        del found
    yield from made


def _cross_links(cards: Mapping[str, Card], packed: Sequence[Packed], settings: AttributeSettings) -> list[CrossLinks]:
    parties: dict[str, Party] = {}
    found = []
    for alignment in sorted(map(decode_alignment, joined([unpacked(p) for p in packed])), key=lambda al: (al.a, al.b)):
        a, b = cards[alignment.a], cards[alignment.b]
        for card in (a, b):
            if card[0] not in parties:
                parties[card[0]] = party(decode_facts(card[3]))
        links = links_between(alignment, parties[a[0]], parties[b[0]], a[2], b[2], settings)
        if links:
            found.append(CrossLinks(tuple(links), a[1], b[1]))
    return found


class AttributeFamilies(beam.PTransform):
    """((partition, `Aligned`), packed facts of blocks) → what ``then`` makes of lists of results.

    A list holds `ComponentResult` of whole components, or `CrossLinks` of pairs between them.
    """

    def __init__(
        self,
        settings: AttributeSettings,
        partitions: int,
        then: Then = list,
        over: Callable[..., Any] = beam.FlatMap,
    ) -> None:
        """Keep the settings; ``partitions`` and ``over`` change how work is done, never a result.

        Args:
            settings: thresholds.
            partitions: hash partitions of documents and of components.
            then: what becomes of a list of results before it leaves the process that made it.
            over: makes the transform that applies a function to every element, in this process or in others.
        """
        super().__init__()
        self._partitions = partitions
        self._attribute = partial(_attribute, settings=settings, then=then)
        self._cross = partial(_cross, settings=settings, then=then)
        self._over = over

    def expand(self, inputs: tuple[Any, Any]) -> Any:
        """Label components, gather each, attribute it, then link components."""
        aligned, facts = inputs
        labels = (
            aligned
            | "Edges" >> beam.Map(_edges)
            | "AllEdges" >> beam.GroupByKey()
            | "LabelComponents" >> beam.FlatMap(_labels, self._partitions)
        )
        sent = (
            (
                labels,
                facts | "FactsByPartition" >> beam.FlatMap(_facts_by_partition, self._partitions),
                aligned | "Kind" >> beam.Map(lambda item: (item[0], (_ALIGNED, item[1]))),
            )
            | "FactsAndAlignments" >> beam.Flatten()
            | "GroupByDocument" >> beam.GroupByKey()
            | "SendToComponent"
            >> beam.FlatMap(_send, self._partitions).with_outputs(_TASKS, _BETWEEN, main=_COMPONENTS)
        )
        linked = sent[_COMPONENTS] | "GroupByComponent" >> beam.GroupByKey() | "Tasks" >> beam.FlatMap(_tasks)
        said = (
            (linked, sent[_TASKS])
            | "AllTasks" >> beam.Flatten()
            | "Attribute" >> self._over(self._attribute).with_outputs(_CARDS, main=_RESULTS)
        )
        crossed = (
            (sent[_BETWEEN], said[_CARDS])
            | "PairsAndCards" >> beam.Flatten()
            | "GroupByPair" >> beam.GroupByKey()
            | "LinkComponents" >> self._over(self._cross)
        )
        return (said[_RESULTS], crossed) | "AllResults" >> beam.Flatten()
