"""Mash-ups: texts that take paragraphs from two sources. They belong to both stories and join neither to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from transforms.attribution.agency import furniture, strongest
from transforms.attribution.relation import Pair, side_of
from transforms.attribution.spans import Spans, body_spans, length, merged, outside
from transforms.attribution.times import days_between, seconds_between
from transforms.schema import ArticleFacts
from transforms.settings import AttributeSettings

TAKEN_WHOLE: Final = 0.8
"""Coverage of a neighbour from which it lies inside the text as a whole: an excerpt of it, rather than a source."""


class BodyLengths:
    """Length of every body in code points, as far as alignments tell: aligned code points ÷ aligned share.

    Taken from the alignment that covers most; 0 where a document has none. Worked out where it is asked for, which is
    only where a text takes part in a second story.
    """

    def __init__(self, pairs: Sequence[Pair], facts: Sequence[ArticleFacts]) -> None:
        """Keep the pairs that tell."""
        self._pairs = pairs
        self._facts = facts
        self._of: dict[int, list[Pair]] | None = None
        self._known: dict[int, float] = {}

    def __getitem__(self, doc: int) -> float:
        """Length of one body."""
        found = self._known.get(doc)
        if found is None:
            found = self._known[doc] = self._length(doc)
        return found

    def _length(self, doc: int) -> float:
        if self._of is None:
            self._of = {}
            for pair in self._pairs:
                self._of.setdefault(pair.i, []).append(pair)
                self._of.setdefault(pair.j, []).append(pair)
        most, found = 0, 0.0
        for pair in self._of.get(doc, ()):
            side = side_of(pair.alignment, self._facts[doc].doc_id)
            covered = length(body_spans(pair.alignment, side.doc_id))
            if side.coverage > 0 and covered > most:
                most, found = covered, covered / side.coverage
        return found


def shares(sources: Mapping[int, Iterable[Spans]], body: float) -> dict[int, tuple[float, float]]:
    """How much of a body each of several sources covers.

    Args:
        sources: by source, the stretches of the body that each alignment with it covers.
        body: length of the body, code points.

    Returns:
        By source: (share covered, share covered by this source alone), rounded to 6 decimals.
    """
    if body <= 0:
        return dict.fromkeys(sources, (0.0, 0.0))
    covered = {source: merged(span for spans in parts for span in spans) for source, parts in sources.items()}
    out: dict[int, tuple[float, float]] = {}
    for source, own in covered.items():
        others = merged(span for other, spans in covered.items() if other != source for span in spans)
        out[source] = (
            round(min(1.0, length(own) / body), 6),
            round(min(1.0, outside(own, others) / body), 6),
        )
    return out


def _may_be_the_source(
    doc: int, other: int, facts: Sequence[ArticleFacts], own: Sequence[Mapping[str, float]], named: float
) -> bool:
    """Whether the document could itself be what the other took from: it was first, or it alone names an agency."""
    seconds = seconds_between(facts[doc].published, facts[other].published)
    days = days_between(facts[doc].published, facts[other].published)
    if (seconds if seconds is not None else days or 0) > 0:
        return True
    return max(own[doc].values(), default=0.0) >= named > max(own[other].values(), default=0.0)


def is_mashup_at(
    doc: int,
    pair: Pair,
    held: Spans,
    held_coverage: float,
    different_agencies: bool,
    related: Callable[[], bool],
    facts: Sequence[ArticleFacts],
    own: Sequence[Mapping[str, float]],
    body: float,
    minimum: float,
    named: float,
) -> bool:
    """Whether a document takes one part from its cluster and another from the other end of a pair.

    Args:
        doc: index of the document, an end of `pair`.
        pair: the pair that would join two clusters.
        held: stretches of its body already explained by its own cluster.
        held_coverage: how much of the nearest neighbour in its cluster it holds.
        different_agencies: the two clusters come from different agencies. If not, the two sources must each
            have more than the document took, and be of different events: two excerpts of one text look the
            same otherwise.
        related: whether the other end is known to be on the same event as a further text of the cluster;
            asked last, for it costs most.
        facts: facts of every document.
        own: confidences by agency of every document.
        body: length of its body, code points.
        minimum: share that each source must cover alone.
        named: confidence from which an agency counts.
    """
    if not held or body <= 0:
        return False
    new = body_spans(pair.alignment, facts[doc].doc_id)
    if outside(new, held) < minimum * body or outside(held, new) < minimum * body:
        return False
    if different_agencies:
        return True
    other = pair.j if doc == pair.i else pair.i
    taken = side_of(pair.alignment, facts[other].doc_id).coverage
    return (
        taken < TAKEN_WHOLE
        and held_coverage < TAKEN_WHOLE
        and not _may_be_the_source(doc, other, facts, own, named)
        and not related()
    )


def are_twins(pair: Pair) -> bool:
    """Whether two texts hold nearly all of each other: neither can be one of several sources of the other."""
    return min(pair.alignment.coverage_a, pair.alignment.coverage_b) >= TAKEN_WHOLE


def sent_whole(
    facts: Sequence[ArticleFacts], own: Sequence[Mapping[str, float]], pairs: Sequence[Pair]
) -> list[bool]:
    """Whether each text stands as its agency sent it, or is one with a text that does: no outlet put it together."""
    whole = []
    for item, confidences in zip(facts, own, strict=True):
        best = strongest(confidences) if confidences else None
        whole.append(best is not None and bool(furniture(item, best[0])))
    if True in whole:
        for doc in {
            doc
            for pair in pairs
            if (whole[pair.i] or whole[pair.j]) and are_twins(pair)
            for doc in (pair.i, pair.j)
        }:
            whole[doc] = True
    return whole


def place_mashups(
    mashups: frozenset[int],
    home: list[int],
    joined: list[float],
    facts: Sequence[ArticleFacts],
    pairs: Sequence[Pair],
    bodies: BodyLengths,
    settings: AttributeSettings,
) -> dict[int, list[tuple[int, float]]]:
    """Give every mash-up the cluster that covers most of it, and name the others.

    Args:
        mashups: documents that seemed to take from two clusters.
        home: cluster of every document, -1 for those; changed in place, no -1 is left.
        joined: probability by which each document joined its cluster; changed in place.
        facts: facts of every document.
        pairs: all pairs.
        bodies: length of every body, code points.
        settings: thresholds.

    Returns:
        The other clusters of each document that does take from several, and the share they cover, largest first.
    """
    if not mashups:
        return {}
    also: dict[int, list[tuple[int, float]]] = {}
    touching: dict[int, list[Pair]] = {doc: [] for doc in sorted(mashups)}
    for pair in pairs:
        # an agency conflict is what makes a mash-up, so here the texts alone count
        if pair.text_probability >= settings.family_joined:
            for doc in (pair.i, pair.j):
                if doc in touching:
                    touching[doc].append(pair)
    placed: dict[int, tuple[int, float]] = {}
    for doc, found in touching.items():
        near: dict[int, float] = {}
        sources: dict[int, list[Spans]] = {}
        for pair in found:
            name = home[_other(pair, doc)]
            if name >= 0:
                near[name] = max(near.get(name, 0.0), pair.text_probability)
                if not are_twins(pair):
                    sources.setdefault(name, []).append(body_spans(pair.alignment, facts[doc].doc_id))
        if not near:
            continue
        covered = shares(sources, bodies[doc])
        ranked = sorted(covered, key=lambda name: (-covered[name][0], name))
        further = [
            (name, covered[name][0]) for name in ranked[1:] if covered[name][1] >= settings.mashup_share
        ]
        if further:
            also[doc] = further
            placed[doc] = (ranked[0], near[ranked[0]])
        else:
            # one source after all: the nearest text says which
            nearest = min(near, key=lambda name: (-near[name], name))
            placed[doc] = (nearest, near[nearest])
    for doc, (name, probability) in placed.items():
        home[doc], joined[doc] = name, probability
    _place_copies(mashups, placed, also, home, joined, pairs)
    return also


def _other(pair: Pair, doc: int) -> int:
    return pair.j if doc == pair.i else pair.i


def _place_copies(
    mashups: frozenset[int],
    placed: Mapping[int, tuple[int, float]],
    also: dict[int, list[tuple[int, float]]],
    home: list[int],
    joined: list[float],
    pairs: Sequence[Pair],
) -> None:
    """A copy of a mash-up that is aligned with none of its sources (a key was capped) follows the mash-up."""
    size: dict[int, int] = {}
    for name in home:
        size[name] = size.get(name, 0) + 1
    best: dict[int, tuple[float, int]] = {}
    for pair in pairs:
        for doc in (pair.i, pair.j):
            other = _other(pair, doc)
            follows = home[doc] < 0 or (doc not in mashups and other in also and size[home[doc]] == 1)
            if follows and other in placed and are_twins(pair):
                best[doc] = min(best.get(doc, (0.0, -1)), (-pair.text_probability, other))
    for doc, (negative, other) in best.items():
        home[doc], joined[doc] = placed[other][0], -negative
        if other in also:
            also[doc] = list(also[other])
    for doc in mashups:
        if home[doc] < 0:
            home[doc] = doc
