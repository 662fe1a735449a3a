"""Sentence groups outside the common order: blocks that were moved, and captions wherever they align."""

from __future__ import annotations

import numpy as np

from transforms.alignment.cell_loops import strong_moved
from transforms.alignment.cells import Cells
from transforms.alignment.features import BODY, CAPTION, HEADLINE, Features, Side
from transforms.alignment.groups import UNMATCHED, Groups
from transforms.alignment.passage_loops import covered

MOVED = 40.0
"""Net bits (shared weight less the price of unmatched weight) of a pair of sentences outside the common order, one
language."""
MOVED_SHARE_CROSS, MOVED_BITS_CROSS = 0.5, 40.0
"""Share of the mean weight, and bits, of such a pair across languages: anchors alone must prove it."""
MOST = 2_000
"""Most pairs looked at, strongest first."""


def moved_groups(
    left: Side, right: Side, a: Features, b: Features, cells: Cells, groups: Groups, scale: float | None
) -> Groups:
    """Add pairs of segments outside the common order: moved body segments, and captions wherever they align.

    Strongest first, one partner each; a caption may meet a body segment that the path has used.
    """
    used_a = covered(groups.a_first, groups.a_last - groups.a_first, len(a.total))
    used_b = covered(groups.b_first, groups.b_last - groups.b_first, len(b.total))
    chosen, captions = strong_moved(
        cells.a, cells.b, cells.shared, a.total, b.total, left.unit, right.unit, left.body_segments, right.body_segments,
        used_a, used_b, CAPTION, HEADLINE, BODY, scale is not None, UNMATCHED,
        MOVED if scale is None else MOVED_BITS_CROSS, MOVED_SHARE_CROSS,
    )  # fmt: skip
    if not len(chosen):
        return groups
    order = np.lexsort((cells.b[chosen], cells.a[chosen], -cells.shared[chosen]))[:MOST]
    taken: list[int] = []
    for k, caption in zip(chosen[order].tolist(), captions[order].tolist(), strict=True):
        i, j = int(cells.a[k]), int(cells.b[k])
        if caption:
            # only the caption's side is used up: the body segment may be the source of a body segment too
            free = not ((left.unit[i] == CAPTION and used_a[i]) or (right.unit[j] == CAPTION and used_b[j]))
            if free:
                used_a[i] |= left.unit[i] == CAPTION
                used_b[j] |= right.unit[j] == CAPTION
                taken.append(k)
        elif not used_a[i] and not used_b[j]:
            used_a[i] = used_b[j] = True
            taken.append(k)
    if not taken:
        return groups
    kept = np.array(taken, dtype=np.int64)
    row, column = cells.a[kept], cells.b[kept]
    return Groups(
        np.concatenate([groups.a_first, row]), np.concatenate([groups.a_last, row + 1]),
        np.concatenate([groups.b_first, column]), np.concatenate([groups.b_last, column + 1]),
        np.concatenate([groups.shared, cells.shared[kept]]),
        np.concatenate([groups.weight_a, a.total[row]]), np.concatenate([groups.weight_b, b.total[column]]),
        np.concatenate([groups.score, cells.shared[kept]]),
        np.concatenate([groups.in_order, np.zeros(len(kept), dtype=bool)]),
    )  # fmt: skip
