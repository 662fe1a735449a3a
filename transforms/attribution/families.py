"""Clusters of documents that carry one story of one source.

Constrained agglomeration by descending probability: the surest pairs join first, and a join is refused where it
would put two agencies into one family, where the two clusters as a whole do not support it, or where all support
runs through one text that takes from both (a mash-up). So one weak false pair cannot chain two families together,
and a text without agency has joined its kin before a conflict of agencies is judged. O(m log m).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from transforms.attribution.mashups import BodyLengths, are_twins, is_mashup_at, place_mashups, sent_whole
from transforms.attribution.relation import Pair, event_score, promised_run
from transforms.attribution.spans import Spans, body_spans, merged
from transforms.schema import ArticleFacts
from transforms.settings import AttributeSettings

BACKERS: Final = 0.25
UNBACKED: Final = 0.4
"""Share of the pairs with a family that back a single text, and the mean that it needs where fewer do: one member that
quotes two stories brings the other in otherwise."""


class _Between:
    """All pairs between two clusters: the sum of their probabilities, their number, those more likely of one source than not."""

    __slots__ = ("backers", "count", "total")

    def __init__(self, probability: float) -> None:
        self.total = probability
        self.count = 1
        self.backers = int(probability >= 0.5)

    def add(self, other: _Between) -> None:
        self.total += other.total
        self.count += other.count
        self.backers += other.backers


@dataclass(slots=True)
class _Held:
    """What a cluster explains of the body of one of its documents."""

    #: pairs that explain more of it than `spans` says
    more: list[Pair] = field(default_factory=list)
    spans: Spans = field(default_factory=list)
    #: how much of the nearest neighbour the document holds
    coverage: float = 0.0

    def bring_up(self, doc_id: str) -> None:
        """Take in the pairs that have come since."""
        found = self.spans
        for pair in self.more:
            al = pair.alignment
            found = found + body_spans(al, doc_id)
            self.coverage = max(self.coverage, al.coverage_b if doc_id == al.a else al.coverage_a)
        self.spans = merged(found)
        self.more = []


@dataclass(frozen=True, slots=True)
class Clustering:
    """Clusters of one component."""

    #: cluster of each document; clusters are numbered by their first member
    cluster: list[int]
    #: members of each cluster, ascending; every document is in one, alone if need be
    members: list[list[int]]
    #: mash-ups: document -> (other clusters it takes from, share covered), largest share first
    also_in: dict[int, list[tuple[int, float]]]
    #: probability of the pair by which each document joined its cluster (1 for one alone)
    joined: list[float]


class _Agglomeration:
    def __init__(
        self,
        facts: Sequence[ArticleFacts],
        own: Sequence[Mapping[str, float]],
        pairs: Sequence[Pair],
        bodies: BodyLengths,
        settings: AttributeSettings,
        leave_out: frozenset[int],
    ) -> None:
        n = len(facts)
        self._facts = facts
        self._own = own
        self._bodies = bodies
        self._settings = settings
        self._root = list(range(n))
        self._size = [1] * n
        self._between: list[dict[int, _Between]] = [{} for _ in range(n)]
        self._held: dict[int, _Held] = {}
        self._pins = [_decided(confidences, settings.agency_decided) for confidences in own]
        self._all_pairs = pairs
        self._suspects: list[tuple[int, int]] = []
        self.joined = [1.0] * n
        self._pairs = pairs
        if leave_out:
            self._pairs = [pair for pair in pairs if pair.i not in leave_out and pair.j not in leave_out]
        between = self._between
        for pair in self._pairs:
            i, j = pair.i, pair.j
            between[i][j] = between[j][i] = _Between(pair.probability)

    @cached_property
    def _whole(self) -> list[bool]:
        return sent_whole(self._facts, self._own, self._all_pairs)

    @cached_property
    def _neighbours(self) -> dict[int, list[Pair]]:
        found: dict[int, list[Pair]] = {}
        for pair in self._pairs:
            found.setdefault(pair.i, []).append(pair)
            found.setdefault(pair.j, []).append(pair)
        return found

    def find(self, doc: int) -> int:
        root = doc
        while self._root[root] != root:
            root = self._root[root]
        while self._root[doc] != root:
            self._root[doc], doc = root, self._root[doc]
        return root

    def run(self) -> None:
        """Join by descending probability; equal ones in the order of their documents."""
        supporting = [pair for pair in self._pairs if pair.probability >= self._settings.family_joined]
        supporting.sort(key=lambda pair: (-pair.probability, pair.i, pair.j))
        for pair in supporting:
            left, right = self.find(pair.i), self.find(pair.j)
            if left == right:
                self._hold(pair)
            elif self._allowed(pair, left, right):
                self._join(left, right)
                self._hold(pair)
                for doc in (pair.i, pair.j):
                    if self.joined[doc] == 1.0:
                        self.joined[doc] = pair.probability

    def _allowed(self, pair: Pair, left: int, right: int) -> bool:
        pins_left, pins_right = self._pins[left], self._pins[right]
        conflict = bool(pins_left) and bool(pins_right) and not pins_left & pins_right
        if conflict and pair.full_copy:
            # one agency (or its client) passes on the other's dispatch
            return True
        suspects = [
            (doc, other)
            for doc, other in ((pair.i, pair.j), (pair.j, pair.i))
            if self._mashup(doc, pair, conflict)
        ]
        self._suspects.extend(suspects)
        if conflict or suspects:
            return False
        if pair.probability >= self._settings.family_certain and self._proves(pair):
            return True
        if pair.alignment.cross_language and self._size[left] == self._size[right] == 1:
            # two texts alone, in two languages, and nothing beside their anchors to speak for it: among a million
            # unrelated articles there are so many such pairs that the likely ones are false as often as true
            return pair.probability >= self._settings.family_certain
        between = self._between[left][right]
        if min(self._size[left], self._size[right]) > 1:
            return between.total >= self._settings.family_joined * between.count
        needed = self._settings.family_support_alone
        if between.backers < BACKERS * between.count:
            needed = max(needed, UNBACKED)
        return between.total >= needed * between.count

    def _proves(self, pair: Pair) -> bool:
        """Whether a pair can stand alone: a long run of the same words. Aligned sentences can be of one event."""
        a, b = self._facts[pair.i], self._facts[pair.j]
        return pair.alignment.longest_run >= promised_run(a, b)

    def _mashup(self, doc: int, pair: Pair, conflict: bool) -> bool:
        held = self._held.get(doc)
        if held is None or self._whole[doc]:
            return False
        if held.more:
            held.bring_up(self._facts[doc].doc_id)
        other = pair.j if doc == pair.i else pair.i
        home = self.find(doc)

        def related() -> bool:
            for near in self._neighbours.get(other, ()):
                third = near.j if near.i == other else near.i
                if (
                    third != doc
                    and self.find(third) == home
                    and event_score(near.alignment) >= self._settings.event_named
                ):
                    return True
            return False

        return is_mashup_at(
            doc, pair, held.spans, held.coverage, conflict, related, self._facts, self._own, self._bodies[doc],
            self._settings.mashup_share, self._settings.agency_named,
        )  # fmt: skip

    def mashups(self) -> frozenset[int]:
        """Documents that take from two clusters which nothing else has joined since."""
        return frozenset(doc for doc, other in self._suspects if self.find(doc) != self.find(other))

    def _hold(self, pair: Pair) -> None:
        if are_twins(pair):
            return
        for doc in (pair.i, pair.j):
            held = self._held.get(doc)
            if held is None:
                held = self._held[doc] = _Held()
            held.more.append(pair)

    def _join(self, left: int, right: int) -> None:
        # the cluster with fewer neighbours is poured into the other, so every entry moves O(log n) times
        if (len(self._between[left]), left) < (len(self._between[right]), right):
            left, right = right, left
        kept, poured = self._between[left], self._between[right]
        kept.pop(right, None)
        poured.pop(left, None)
        for other, stats in poured.items():
            del self._between[other][right]
            known = kept.get(other)
            if known is None:
                kept[other] = stats
                self._between[other][left] = stats
            else:
                known.add(stats)
        self._between[right] = {}
        self._root[right] = left
        self._size[left] += self._size[right]
        self._pins[left] |= self._pins[right]


def cluster_component(
    facts: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    pairs: Sequence[Pair],
    settings: AttributeSettings,
) -> Clustering:
    """Cut one component into clusters of one story of one source.

    Args:
        facts: facts of the documents, in order of id.
        own: confidences by agency of each document's own evidence.
        pairs: all aligned pairs, in order of (i, j).
        settings: thresholds.

    Returns:
        The clusters; a component without pairs gives clusters of one document each.
    """
    supporting = [pair for pair in pairs if pair.text_probability >= settings.family_joined]
    bodies = BodyLengths(supporting, facts)
    first = _Agglomeration(facts, own, pairs, bodies, settings, frozenset())
    first.run()
    mashups = first.mashups()
    final = first
    if mashups:
        # without them the two sources fall apart by themselves; then each mash-up is hung on its sources
        final = _Agglomeration(facts, own, pairs, bodies, settings, mashups)
        final.run()
    smallest: dict[int, int] = {}
    # a cluster is called after its smallest member: roots depend on the order of joins
    home = [
        smallest.setdefault(final.find(doc), doc) if doc not in mashups else -1 for doc in range(len(facts))
    ]
    joined = list(final.joined)
    also = place_mashups(mashups, home, joined, facts, pairs, bodies, settings)
    number: dict[int, int] = {}
    members: list[list[int]] = []
    cluster: list[int] = []
    for doc, name in enumerate(home):
        if name not in number:
            number[name] = len(members)
            members.append([])
        members[number[name]].append(doc)
        cluster.append(number[name])
    numbered = {doc: [(number[name], share) for name, share in found] for doc, found in also.items()}
    return Clustering(cluster, members, numbered, joined)


def _decided(confidences: Mapping[str, float], decided: float) -> set[str]:
    """The agency that a text ties its family to; a text that two agencies claim tells nothing of the others."""
    if not confidences:
        return set()
    names = {name for name, value in confidences.items() if value >= decided}
    return names if len(names) == 1 else set()
