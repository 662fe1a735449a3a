"""Which sentence groups of two texts belong together, in one compiled pass: their path, the convincing part, what moved.

Groups are found by monotone dynamic programming with gaps over 1-1, 1-2, 2-1 and 2-2 groups. The score of a group is in
bits: shared weight, less a price for weight that only one side has; across languages also the agreement of length (Gale
and Church 1993) and of quotation marks. Skipping a segment costs nothing, so the path holds only groups that are better
than chance, and a cut or a mash-up aligns as well as a full copy.

One group rarely proves a copy: the same names meet in any two reports of one event. Groups that follow each other without
a gap on either side do, and the more so the fewer words only one side has: stretches of groups must convince together.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.block_loops import blocks
from transforms.alignment.cell_loops import features_met, join, unit_shared, unit_weights
from transforms.alignment.columns import Cells, Features, Groups, Text
from transforms.alignment.packed_loops import LEARNED, features_of, pack_found, runs_of, text_of
from transforms.alignment.path_loops import UNMATCHED, best_steps, score_tables, stretches
from transforms.alignment.run_loops import show_runs
from transforms.alignment.side_loops import BODY, CAPTION, HEADLINE, stable_order
from transforms.compiled import compiled, compiled_part

SKIP = 1.0
"""Bits of a segment left out of the path across languages: nearly all sentences of a translation have a partner."""
CONVINCING = (20.0, 3.0, 25.0)
"""One language, bits: price of a group, of a skipped sentence, and the sum from which a stretch is convincing."""
CONVINCING_CROSS = (-1.0, 4.0, 10.0)
"""The same across languages, for a pair that is plausible as a whole."""
STRICT_CROSS = (6.0, 4.0, 30.0)
"""The same for other pairs: there a stretch must prove itself by anchors (a paragraph translated in a longer text)."""
PLAUSIBLE_STRENGTH, PLAUSIBLE_ANCHORS = 0.12, 0.5
"""A translation is plausible as a whole if the accepted stretches hold this share of the weight of the lighter body,
net, and of the anchors that both bodies have. 96 % of cut translations and more of whole ones pass."""
LEARNED_GAIN, FEW = 0.6, 2
"""A translator has many words for one: of the words of a learned lexicon fewer come back than of names and numbers, and
the share that is aligned falls, for translations and others alike, to five eighths. It is raised by this factor, by less
where a text has so few of them."""
MOVED = 40.0
"""Net bits (shared weight less the price of unmatched weight) of a pair of sentences outside the common order, one
language."""
MOVED_SHARE_CROSS, MOVED_BITS_CROSS = 0.5, 40.0
"""Share of the mean weight, and bits, of such a pair across languages: anchors alone must prove it."""
MOST_MOVED = 2_000
"""Most pairs looked at, strongest first."""


@compiled
def find_groups(
    side_a: Int, side_b: Int, of_a: Int, of_b: Int, table: Int, cross: bool, scale: float, weight: float, shortest: int
) -> tuple[Int, bool, float, float, float]:
    """What two texts share, the groups of segments that count, and the runs that become passages.

    Args:
        side_a: the packed text that gives the rows.
        side_b: the packed text that gives the columns.
        of_a: packed features of the segments of the first: stems in one language, anchors across languages.
        of_b: features of the segments of the second.
        table: (3, R) verbatim runs, sorted by (a, b).
        cross: True across languages.
        scale: code points of the second for one of the first across languages, else 1.
        weight: bits of the anchors that both bodies have.
        shortest: tokens of the shortest run that becomes a passage of its own.

    Returns:
        The cells, the groups and (R,) 1 for the runs, packed; whether there is a group or such a run; net bits of the
        convincing stretches; these as a share of the weight of the lighter body; shared weight of the headlines as a share of
        the mean.
    """
    left, right, a, b, runs = text_of(side_a), text_of(side_b), features_of(of_a), features_of(of_b), runs_of(table)
    learned = min(side_a[LEARNED], side_b[LEARNED])
    cells = join(a, b)
    raw = path(left, right, a, b, cells, cross, scale)
    groups, evidence, strength = accept(left, right, a, b, cells, raw, cross, weight, learned)
    groups = with_moved(left, right, a, b, cells, groups, cross)
    shown = show_runs(runs, shortest, left.factor, len(left.stream), len(right.stream))
    titles = headlines(left.unit, right.unit, a.total, b.total, cells)
    some = len(groups.score) > 0
    for k in range(len(shown)):
        some = some or shown[k] > 0
    return pack_found(cells, groups, shown), some, evidence, strength, titles


@compiled_part
def path(left: Text, right: Text, a: Features, b: Features, cells: Cells, cross: bool, scale: float) -> Groups:
    """The groups of the best monotone path through the body segments."""
    rows, columns = left.body_segments, right.body_segments
    most = min(rows, columns)
    table = np.empty((4, most), np.int64)
    score = np.empty(most)
    count = 0
    if most:
        parts = blocks(cells, a.total, b.total, rows, columns)
        for part in range(len(parts)):
            top, bottom, west, east = parts[part, 0], parts[part, 1], parts[part, 2], parts[part, 3]
            scores = score_tables(cells, top, bottom, west, east, a.total, b.total, left, right, cross, scale)
            steps = best_steps(scores, SKIP if cross else 0.0)
            for k in range(len(steps)):
                i, j, m, n = steps[k, 0], steps[k, 1], steps[k, 2], steps[k, 3]
                table[0, count], table[1, count] = top + i, top + i + m
                table[2, count], table[3, count] = west + j, west + j + n
                score[count] = scores[m - 1, n - 1, i, j]
                count += 1
    return Groups(
        table[0, :count].copy(), table[1, :count].copy(), table[2, :count].copy(), table[3, :count].copy(),
        score[:count].copy(), np.ones(count, np.int64),
    )  # fmt: skip


@compiled_part
def taken(groups: Groups, keep: Bool) -> Groups:
    """The groups that a mask selects."""
    count = 0
    for k in range(len(keep)):
        count += keep[k]
    ranges = np.empty((4, count), np.int64)
    score, in_order = np.empty(count), np.empty(count, np.int64)
    n = 0
    for k in range(len(keep)):
        if keep[k]:
            ranges[0, n], ranges[1, n] = groups.a_first[k], groups.a_last[k]
            ranges[2, n], ranges[3, n] = groups.b_first[k], groups.b_last[k]
            score[n], in_order[n] = groups.score[k], groups.in_order[k]
            n += 1
    return Groups(ranges[0], ranges[1], ranges[2], ranges[3], score, in_order)


@compiled_part
def accept(
    left: Text, right: Text, a: Features, b: Features, cells: Cells, raw: Groups, cross: bool, weight: float, learned: int
) -> tuple[Groups, float, float]:
    """Groups in stretches that convince, the net bits of these, and their share of the weight of the lighter body."""
    weight_a = weight_b = 0.0
    for k in range(left.body_segments):
        weight_a += a.total[k]
    for k in range(right.body_segments):
        weight_b += b.total[k]
    lighter = min(weight_a, weight_b)
    if not cross:
        keep, evidence = stretches(raw, CONVINCING[0], CONVINCING[1], CONVINCING[2])
    else:
        lighter /= 1.0 + LEARNED_GAIN * learned / (learned + FEW)
        keep, evidence = stretches(raw, CONVINCING_CROSS[0], CONVINCING_CROSS[1], CONVINCING_CROSS[2])
    strength = min(1.0, evidence / lighter) if lighter > 0 else 0.0
    groups = taken(raw, keep)
    if cross and len(groups.score):
        met = features_met(cells, groups, len(left.first), len(right.first), len(a.unique))
        together = 0.0
        for k in range(len(met)):
            if met[k]:
                together += a.rarity[k]
        if strength < PLAUSIBLE_STRENGTH or together < PLAUSIBLE_ANCHORS * weight:
            keep, evidence = stretches(raw, STRICT_CROSS[0], STRICT_CROSS[1], STRICT_CROSS[2])
            strength = min(1.0, evidence / lighter) if lighter > 0 else 0.0
            groups = taken(raw, keep)
    return groups, evidence, strength


@compiled_part
def strong_moved(
    left: Text, right: Text, total_a: Float, total_b: Float, cells: Cells, used_a: Bool, used_b: Bool, cross: bool
) -> tuple[Int, Bool]:
    """Cells outside the common order that are strong enough to be a moved group, strongest first, and which hold a caption."""
    strong, price = np.empty(len(cells.a), np.int64), np.empty(len(cells.a), np.int64)
    with_caption = np.empty(len(cells.a), np.bool_)
    n = 0
    top = 0.0
    for k in range(len(cells.a)):
        i, j, shared = cells.a[k], cells.b[k], cells.shared[k]
        mean = (total_a[i] + total_b[j]) / 2
        if cross:
            if shared < MOVED_SHARE_CROSS * mean or shared < MOVED_BITS_CROSS:
                continue
        elif shared - UNMATCHED * (mean - shared) < MOVED:
            continue
        unit_a, unit_b = left.unit[i], right.unit[j]
        caption = (unit_a == CAPTION and unit_b <= BODY and unit_b != HEADLINE) or (unit_b == CAPTION and unit_a != HEADLINE)
        if caption or (i < left.body_segments and j < right.body_segments and not used_a[i] and not used_b[j]):
            strong[n], with_caption[n] = k, caption
            top = max(top, shared)
            n += 1
    for k in range(n):
        price[k] = int((top - cells.shared[strong[k]]) * 2048)  # exact: weights are multiples of 2^-11
    order = stable_order(price[:n])  # equals stay in the order of cells, which is by place
    chosen, captions = np.empty(n, np.int64), np.empty(n, np.bool_)
    for k in range(n):
        chosen[k], captions[k] = strong[order[k]], with_caption[order[k]]
    return chosen, captions


@compiled_part
def with_moved(left: Text, right: Text, a: Features, b: Features, cells: Cells, groups: Groups, cross: bool) -> Groups:
    """Add pairs of segments outside the common order: moved body segments, and captions wherever they align.

    Strongest first, one partner each; a caption may meet a body segment that the path has used.
    """
    used_a, used_b = np.zeros(len(a.total), np.bool_), np.zeros(len(b.total), np.bool_)
    for k in range(len(groups.score)):
        for i in range(groups.a_first[k], groups.a_last[k]):
            used_a[i] = True
        for j in range(groups.b_first[k], groups.b_last[k]):
            used_b[j] = True
    chosen, captions = strong_moved(left, right, a.total, b.total, cells, used_a, used_b, cross)
    found = 0
    for n in range(min(len(chosen), MOST_MOVED)):
        k = chosen[n]
        i, j = cells.a[k], cells.b[k]
        if captions[n]:
            # only the caption's side is used up: the body segment may be the source of a body segment too
            if (left.unit[i] == CAPTION and used_a[i]) or (right.unit[j] == CAPTION and used_b[j]):
                continue
            used_a[i] |= left.unit[i] == CAPTION
            used_b[j] |= right.unit[j] == CAPTION
        elif used_a[i] or used_b[j]:
            continue
        else:
            used_a[i] = used_b[j] = True
        chosen[found] = k
        found += 1
    if not found:
        return groups
    old = len(groups.score)
    ranges = np.empty((4, old + found), np.int64)
    score, in_order = np.empty(old + found), np.zeros(old + found, np.int64)
    for k in range(old):
        ranges[0, k], ranges[1, k], ranges[2, k], ranges[3, k] = (
            groups.a_first[k], groups.a_last[k], groups.b_first[k], groups.b_last[k],
        )  # fmt: skip
        score[k], in_order[k] = groups.score[k], groups.in_order[k]
    for n in range(found):
        i, j = cells.a[chosen[n]], cells.b[chosen[n]]
        ranges[0, old + n], ranges[1, old + n], ranges[2, old + n], ranges[3, old + n] = i, i + 1, j, j + 1
        score[old + n] = cells.shared[chosen[n]]
    return Groups(ranges[0], ranges[1], ranges[2], ranges[3], score, in_order)


@compiled_part
def headlines(unit_a: Int, unit_b: Int, total_a: Float, total_b: Float, cells: Cells) -> float:
    """Shared weight of the headlines as a share of the mean."""
    weight_a, weight_b = unit_weights(unit_a, total_a, HEADLINE), unit_weights(unit_b, total_b, HEADLINE)
    if not weight_a or not weight_b:
        return 0.0
    shared = unit_shared(cells.a, cells.b, cells.shared, unit_a, unit_b, HEADLINE)
    return min(1.0, min(shared, weight_a, weight_b) / ((weight_a + weight_b) / 2))
