"""Sets of half-open spans: union, length, difference. Offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.schema import Alignment, Passage

Spans = list[tuple[int, int]]


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The union of spans, in order, not overlapping and not touching.

    >>> merged([(5, 9), (0, 3), (3, 4), (8, 10)])
    [(0, 4), (5, 10)]
    """
    found = sorted([(start, end) for start, end in spans if start < end])
    if len(found) < 2:
        return found
    out: Spans = []
    begin, stop = found[0]
    for start, end in found:
        if start > stop:
            out.append((begin, stop))
            begin, stop = start, end
        elif end > stop:
            stop = end
    out.append((begin, stop))
    return out


def length(spans: Spans) -> int:
    """Code points in a merged set."""
    return sum([end - start for start, end in spans])


def outside(spans: Spans, others: Spans) -> int:
    """Code points of one merged set that lie outside another merged set.

    >>> outside([(0, 10)], [(2, 4), (8, 20)])
    6
    """
    return length(merged([*spans, *others])) - length(others)


def body_spans(alignment: Alignment, doc_id: str) -> Spans:
    """The stretches of one document's body that are aligned with the other's body, merged."""
    return in_body(alignment.passages, first=doc_id == alignment.a)


def in_body(passages: Iterable[Passage], first: bool) -> Spans:
    """The stretches of the body of the first (or second) text that passages align with the other's body, merged."""
    if first:
        return merged([(start, end) for start, end, _, _, _, a, b in passages if a == b == "body"])
    return merged([(start, end) for _, _, start, end, _, a, b in passages if a == b == "body"])


def covered_share(parts: Iterable[tuple[Spans, float]]) -> float:
    """Share of a body's tokens covered by several alignments together, in [0, 1].

    Each alignment states exactly which share of the tokens it covers; only for the union are code points
    used in place of tokens, scaled by the alignment that covers most. One alignment alone gives its own
    share, exactly.

    Args:
        parts: (merged spans, share of the tokens they hold) of each alignment.
    """
    known = [(length(spans), share, spans) for spans, share in parts if share > 0]
    if not known:
        return 0.0
    most = max(size for size, _, _ in known)
    share = max(share for size, share, _ in known if size == most)
    if most == 0:
        return min(1.0, share)
    union = length(merged(span for _, _, spans in known for span in spans))
    return min(1.0, share * union / most)
