"""Passages: the matched stretches as a reader sees them, with raw offsets on both sides.

Verbatim passages are runs of equal tokens, token to token. Between and around them, aligned sentence groups give
reworded or translated passages, cut at the verbatim runs, so that in the common order no two passages overlap. A
translated passage is one sentence group, for a reader of two languages looks a sentence up; reworded groups are merged
up to the size of a paragraph.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.features import UNSPACED_FACTOR, Side
from transforms.alignment.groups import Groups
from transforms.alignment.loops import show_runs
from transforms.alignment.runs import Runs
from transforms.schema import UNIT_KINDS, Passage

PARAGRAPH = 80
"""Tokens after which a reworded passage ends with its sentence group; two to four news sentences."""
PROMISED = 20
"""Tokens from which every run has a passage of its own; DESIGN.md, promise 3."""
PIECE = 3
"""Tokens of the shortest reworded piece between two verbatim runs; less is a changed word inside one sentence."""
MANY = 400
"""Most runs shorter than PROMISED that are weighed one by one; the longest come first."""


def choose_runs(runs: Runs, left: Side, right: Side, shortest: int) -> Runs:
    """Runs that become passages: all of PROMISED tokens or more, and shorter ones that show something new."""
    shown = show_runs(
        runs.a, runs.b, runs.length, shortest, PROMISED * _factor(left), MANY, len(left.stream), len(right.stream)
    )
    return runs.take(shown)


def _factor(side: Side) -> int:
    return UNSPACED_FACTOR if side.sketch.unspaced else 1


def build_passages(left: Side, right: Side, runs: Runs, groups: Groups, kind: str) -> tuple[Passage, ...]:
    """Verbatim passages of the runs and `kind` passages of what the groups add to them, sorted by offsets."""
    made = {
        _passage(left, right, a, a + size, b, b + size, "verbatim")
        for a, b, size in zip(runs.a.tolist(), runs.b.tolist(), runs.length.tolist(), strict=True)
    }
    full, piece = (0, 1) if kind == "translated" else (PARAGRAPH, PIECE)
    for stretch in _stretches(groups):
        for a0, a1, b0, b1 in _pieces(left, right, runs, stretch, full, piece):
            made.add(_passage(left, right, a0, a1, b0, b1, kind))
    return tuple(sorted(made, key=passage_order))


def passage_order(passage: Passage) -> tuple[int, int, int, int, str]:
    """Sort key of passages: offsets in a, offsets in b, kind."""
    return passage.a_start, passage.a_end, passage.b_start, passage.b_end, passage.kind


def _stretches(groups: Groups) -> list[list[tuple[int, int, int, int]]]:
    """Groups that follow each other without a gap on either side."""
    ranges = groups.a_first, groups.a_last, groups.b_first, groups.b_last
    rows = sorted(zip(*(side.tolist() for side in ranges), strict=True))
    out: list[list[tuple[int, int, int, int]]] = []
    for row in rows:
        if out and out[-1][-1][1] == row[0] and out[-1][-1][3] == row[2]:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _pieces(
    left: Side, right: Side, runs: Runs, stretch: list[tuple[int, int, int, int]], full: int, piece: int
) -> list[tuple[int, int, int, int]]:
    """Stream ranges of a stretch that no verbatim run of the common order covers, paragraph by paragraph.

    `full` and `piece` are the tokens after which a range ends with its group, and those of the shortest range.
    """
    a0, b0 = int(left.first[stretch[0][0]]), int(right.first[stretch[0][2]])
    a1, b1 = int(left.last[stretch[-1][1] - 1]), int(right.last[stretch[-1][3] - 1])
    inside = (runs.a < a1) & (runs.a + runs.length > a0) & (runs.b < b1) & (runs.b + runs.length > b0)
    at_a, at_b = a0, b0
    holes: list[tuple[int, int, int, int]] = []
    for k in np.flatnonzero(inside).tolist():
        start_a, start_b, size = int(runs.a[k]), int(runs.b[k]), int(runs.length[k])
        if start_a < at_a or start_b < at_b:
            # a run may begin before the stretch, or overlap the one before it: only what lies ahead counts
            skip = max(at_a - start_a, at_b - start_b)
            if skip >= size or not _same_diagonal_start(start_a, start_b, a0, b0, at_a, at_b):
                continue
            start_a, start_b, size = start_a + skip, start_b + skip, size - skip
        holes.append((at_a, start_a, at_b, start_b))
        at_a, at_b = start_a + size, start_b + size
    holes.append((at_a, a1, at_b, b1))
    ends = [(int(left.last[row[1] - 1]), int(right.last[row[3] - 1])) for row in stretch]
    pieces: list[tuple[int, int, int, int]] = []
    shortest = (piece * _factor(left), piece * _factor(right)) if piece > 1 else (1, 1)
    for hole in holes:
        for part in _paragraphs(hole, ends, _factor(left), _factor(right), full):
            if part[1] - part[0] >= shortest[0] and part[3] - part[2] >= shortest[1]:
                pieces.append(part)  # noqa: PERF401 - the condition reads better on its own line
    return pieces


def _same_diagonal_start(a: int, b: int, a0: int, b0: int, at_a: int, at_b: int) -> bool:
    """True if a run that begins early begins before the stretch itself, not inside a run already taken."""
    return (at_a, at_b) == (a0, b0) and (a < a0 or b < b0)


def _paragraphs(
    hole: tuple[int, int, int, int], ends: list[tuple[int, int]], factor_a: int, factor_b: int, full: int
) -> list[tuple[int, int, int, int]]:
    """Cut a hole at ends of sentence groups when a paragraph is full."""
    a0, a1, b0, b1 = hole
    out: list[tuple[int, int, int, int]] = []
    for end_a, end_b in ends:
        size = max((end_a - a0) / factor_a, (end_b - b0) / factor_b)
        if a0 < end_a < a1 and b0 < end_b < b1 and size >= full:
            out.append((a0, end_a, b0, end_b))
            a0, b0 = end_a, end_b
    out.append((a0, a1, b0, b1))
    return out


def _passage(left: Side, right: Side, a0: int, a1: int, b0: int, b1: int, kind: str) -> Passage:
    a_start, a_end, unit_a = _raw(left, a0, a1)
    b_start, b_end, unit_b = _raw(right, b0, b1)
    return Passage(a_start, a_end, b_start, b_end, kind, unit_a, unit_b)


def _raw(side: Side, start: int, end: int) -> tuple[int, int, str]:
    """Raw offsets and unit of a stream range."""
    sketch = side.sketch
    head, tail = int(side.token[start]), int(side.token[end - 1])
    unit = UNIT_KINDS[int(side.unit[side.segment[start]])]
    return int(sketch.token_start[head]), int(sketch.token_start[tail]) + int(sketch.token_length[tail]), unit
