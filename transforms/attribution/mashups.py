"""Mash-ups: texts that take paragraphs from two sources. They belong to both stories and join neither to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from transforms.attribution.relation import Pair, side_of
from transforms.attribution.spans import Spans, body_spans, length, merged, outside
from transforms.attribution.times import days_between, seconds_between
from transforms.schema import ArticleFacts

TAKEN_WHOLE: Final = 0.8
"""Coverage of a neighbour from which it lies inside the text as a whole: an excerpt of it, rather than a source."""


def body_lengths(pairs: Sequence[Pair], facts: Sequence[ArticleFacts]) -> list[float]:
    """Length of every body in code points, as far as alignments tell: aligned code points ÷ aligned share.

    Taken from the alignment that covers most; 0 where a document has none.
    """
    lengths = [(0, 0.0)] * len(facts)
    for pair in pairs:
        for doc in (pair.i, pair.j):
            side = side_of(pair.alignment, facts[doc].doc_id)
            covered = length(body_spans(pair.alignment, side.doc_id))
            if side.coverage > 0 and covered > lengths[doc][0]:
                lengths[doc] = (covered, covered / side.coverage)
    return [value for _, value in lengths]


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
