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
from transforms.alignment.passage_loops import find_pieces, raw_rows
from transforms.alignment.run_loops import show_runs
from transforms.alignment.runs import Runs
from transforms.schema import UNIT_KINDS, Passage

PARAGRAPH = 80
"""Tokens after which a reworded passage ends with its sentence group; two to four news sentences."""
PROMISED = 20
"""Tokens from which every run has a passage of its own; DESIGN.md, promise 3."""
PIECE = 3
"""Tokens of the shortest reworded piece between two verbatim runs; less is a changed word inside one sentence."""
_VERBATIM = 1
"""Code of verbatim passages; they sort behind others of the same place, as their name does."""
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
    sides = (
        left.begin, left.end, left.segment, left.unit, right.begin, right.end, right.segment, right.unit
    )  # fmt: skip
    spans = np.stack([runs.a, runs.a + runs.length, runs.b, runs.b + runs.length], axis=1)
    rows = raw_rows(spans, _VERBATIM, *sides).tolist()
    if len(groups):
        columns = groups.a_first, groups.a_last, groups.b_first, groups.b_last
        table = np.stack(columns, axis=1)
        if not groups.in_order.all():
            table = table[np.lexsort(columns[::-1])]
        if kind == "translated":
            full, shortest = 0, (1, 1)
        else:
            full, shortest = PARAGRAPH, (PIECE * _factor(left), PIECE * _factor(right))
        pieces = find_pieces(
            runs.a, runs.b, runs.length, table, left.first, left.last, right.first, right.last, _factor(left),
            _factor(right), *shortest, full,
        )  # fmt: skip
        rows += raw_rows(pieces, 1 - _VERBATIM, *sides).tolist()
    kinds = {_VERBATIM: "verbatim", 1 - _VERBATIM: kind}
    return tuple(
        Passage(a0, a1, b0, b1, kinds[code], UNIT_KINDS[unit_a], UNIT_KINDS[unit_b])
        for a0, a1, b0, b1, code, unit_a, unit_b in sorted(set(map(tuple, rows)))
    )


def passage_order(passage: Passage) -> tuple[int, int, int, int, str]:
    """Sort key of passages: offsets in a, offsets in b, kind."""
    return passage.a_start, passage.a_end, passage.b_start, passage.b_end, passage.kind
