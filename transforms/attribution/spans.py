"""Sets of half-open spans: union, length, difference. Offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.schema import Alignment

Spans = list[tuple[int, int]]


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The union of spans, in order, not overlapping and not touching.

    >>> merged([(5, 9), (0, 3), (3, 4), (8, 10)])
    [(0, 4), (5, 10)]
    """
    out: Spans = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if out and start <= out[-1][1]:
            if end > out[-1][1]:
                out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def length(spans: Spans) -> int:
    """Code points in a merged set."""
    return sum(end - start for start, end in spans)


def outside(spans: Spans, others: Spans) -> int:
    """Code points of one merged set that lie outside another merged set.

    >>> outside([(0, 10)], [(2, 4), (8, 20)])
    6
    """
    return length(merged([*spans, *others])) - length(others)


def body_spans(alignment: Alignment, doc_id: str) -> Spans:
    """The stretches of one document's body that are aligned with the other's body, merged."""
    if doc_id == alignment.a:
        found = ((p.a_start, p.a_end) for p in alignment.passages if p.unit_a == p.unit_b == "body")
    else:
        found = ((p.b_start, p.b_end) for p in alignment.passages if p.unit_a == p.unit_b == "body")
    return merged(found)


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
