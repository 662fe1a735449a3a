"""What an alignment of two texts is worth, in one compiled pass: how much of either is covered, and what stands there."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Float, Int
from transforms.alignment.cell_loops import features_met, join, rare_met
from transforms.alignment.columns import Groups, Runs, Text
from transforms.alignment.group_loops import taken
from transforms.alignment.packed_loops import (
    cells_of,
    features_of,
    grams_of,
    groups_of,
    runs_of,
    shown_of,
    text_of,
)
from transforms.alignment.passage_loops import count_places, covered, find_pieces, mark_groups
from transforms.alignment.quote_loops import match_quotes, match_quotes_across
from transforms.alignment.run_loops import body_runs, plain_runs, shared_hashes
from transforms.alignment.side_loops import CAPTION
from transforms.compiled import compiled, compiled_part

RARE_BITS = 18.0
"""Rarity from which a word counts as rare: one in 260,000 words."""
PARAGRAPH = 80
"""Words after which a reworded passage ends with its sentence group; two to four news sentences."""
PIECE = 3
"""Words of the shortest reworded piece between two verbatim runs; less is a changed word inside one sentence."""
VERBATIM, REWORDED = 1, 0
"""Codes of passages: verbatim ones sort behind others of the same place, as their name does."""


COVERED, PLACES, LEAD, VERBATIM_TOKENS, TRIPLES_OF, SIDE = 0, 1, 2, 3, 4, 5
"""Places of the counts of one side in the row of a pair, and how many they are; those of b stand behind those of a. Body tokens in
aligned groups and the sum of their positions, whether one of them is in the lead, body tokens in verbatim runs, distinct 3-grams."""
TRIPLES, LONGEST_RUN, LONGEST_PLAIN_RUN, GROUPS, IN_ORDER = 10, 11, 12, 13, 14
QUOTES_MATCHED, QUOTES_IN_ORDER, QUOTES_ALTERED, RARE_SHARED, CAPTION_TOKENS, CAPTION_RUN = 15, 16, 17, 18, 19, 20
COUNTS = 21
"""Places of the counts of both, and how many counts there are: distinct 3-grams that both bodies have, then fields of
`transforms.schema.Alignment`; IN_ORDER is the groups that lie in one common order."""
PLAIN_WEIGHT, ALIGNED_WEIGHT, HEADLINES, EVIDENCE, STRENGTH, WEIGHTS = 0, 1, 2, 3, 4, 5
"""Places of the weights of a pair, and how many they are: `plain_weight`, `anchor_weight_aligned`, `headline_similarity` and the
like of `Alignment`, not yet rounded."""


@compiled
def measure(
    side_a: Int, side_b: Int, of_a: Int, of_b: Int, anchors_a: Int, anchors_b: Int, quotes_a: Int, quotes_b: Int,
    triples_a: Int, triples_b: Int, table: Int, found: Int, cross: bool, scale: float, swapped: bool, counts: Int, weights: Float,
) -> Int:  # fmt: skip
    """Measure an aligned pair and lay out its passages. All that is known of it comes packed.

    Args:
        side_a: the text that gives the rows.
        side_b: the text that gives the columns.
        of_a: features of the segments of the first: stems in one language, anchors across languages.
        of_b: the same of the second.
        anchors_a: anchors of the segments of the first.
        anchors_b: the same of the second.
        quotes_a: stems of the quotations of the first; not read across languages.
        quotes_b: the same of the second.
        triples_a: 3-grams of the body of the first; not read across languages.
        triples_b: the same of the second.
        table: (3, R) verbatim runs, sorted by (a, b).
        found: what `transforms.alignment.group_loops.find_groups` gave.
        cross: True across languages.
        scale: code points of the second for one of the first across languages, else 1.
        swapped: True if the second is the a of the pair.
        counts: (COUNTS,) row of the pair, to be filled.
        weights: (WEIGHTS,) row of the pair; PLAIN_WEIGHT and ALIGNED_WEIGHT are filled.

    Returns:
        (N, 7) passages, sorted and distinct: start and end in a, in b, code, unit in a, unit in b.
    """
    left, right, a, runs = text_of(side_a), text_of(side_b), features_of(of_a), runs_of(table)
    cells, groups, shown, marks_a = cells_of(found), groups_of(found), shown_of(found), features_of(anchors_a)
    inside, run_a, run_b = body_runs(runs, left.body, right.body)
    picked = picked_runs(runs, shown)
    _, mask_a, mask_b = body_runs(picked, left.body, right.body)
    in_body = np.empty(len(groups.score), np.bool_)
    in_order = 0
    for k in range(len(in_body)):
        in_body[k] = groups.a_first[k] < left.body_segments and groups.b_first[k] < right.body_segments
        in_order += groups.in_order[k] if in_body[k] else 0
    bodies = taken(groups, in_body)
    mark_groups(mask_a, left.first, left.last, bodies.a_first, bodies.a_last)
    mark_groups(mask_b, right.first, right.last, bodies.b_first, bodies.b_last)
    one, two = (SIDE, 0) if swapped else (0, SIDE)
    counts[one + COVERED], counts[one + PLACES], counts[one + LEAD] = count_places(mask_a, left.lead)
    counts[two + COVERED], counts[two + PLACES], counts[two + LEAD] = count_places(mask_b, right.lead)
    if cross:
        matched, ordered, altered = match_quotes_across(left, right, bodies, scale)
        shared_marks = cells
        rare = triples = 0
    else:
        matched, ordered, altered = match_quotes(left, right, features_of(quotes_a), features_of(quotes_b), run_a, run_b)
        shared_marks = join(marks_a, features_of(anchors_b))
        together = features_met(cells, bodies, len(left.first), len(right.first), len(a.unique))
        rare = rare_met(together, a.rarity, RARE_BITS)[0]
        grams_a, grams_b = grams_of(triples_a), grams_of(triples_b)
        counts[one + TRIPLES_OF], counts[two + TRIPLES_OF] = grams_a.distinct, grams_b.distinct
        triples = shared_hashes(grams_a, grams_b)
    met = features_met(shared_marks, bodies, len(left.first), len(right.first), len(marks_a.unique))
    weights[ALIGNED_WEIGHT] = rare_met(met, marks_a.rarity, 0.0)[1]
    longest = 0
    for k in range(len(inside)):
        if inside[k]:
            longest = max(longest, runs.length[k])
    for t in range(left.body):
        counts[one + VERBATIM_TOKENS] += run_a[t]
    for t in range(right.body):
        counts[two + VERBATIM_TOKENS] += run_b[t]
    counts[TRIPLES], counts[LONGEST_RUN], counts[GROUPS], counts[IN_ORDER] = triples, longest, len(bodies.score), in_order
    counts[QUOTES_MATCHED], counts[QUOTES_IN_ORDER], counts[QUOTES_ALTERED], counts[RARE_SHARED] = matched, ordered, altered, rare
    counts[LONGEST_PLAIN_RUN], weights[PLAIN_WEIGHT] = plain_runs(left, right, runs, inside)
    counts[CAPTION_TOKENS], counts[CAPTION_RUN] = caption_overlap(left, right, runs, picked, groups)
    return ordered_rows(passages(left, right, picked, groups, cross), swapped)


@compiled_part
def ordered_rows(rows: Int, swapped: bool) -> Int:
    """(N, 7) passages, sorted and each once; the columns of both sides change places where the texts are `swapped`."""
    if swapped:
        for k in range(len(rows)):
            rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3] = rows[k, 2], rows[k, 3], rows[k, 0], rows[k, 1]
            rows[k, 5], rows[k, 6] = rows[k, 6], rows[k, 5]
    out = np.empty_like(rows)
    count = 0
    for k in range(len(rows)):
        at = count
        while at and before(rows[k], out[at - 1]):
            at -= 1
        if at and not before(out[at - 1], rows[k]):
            continue
        for n in range(count, at, -1):
            out[n] = out[n - 1]
        out[at] = rows[k]
        count += 1
    return out[:count]


@compiled_part
def before(one: Int, two: Int) -> bool:
    """Whether a row of numbers comes before another of as many."""
    for k in range(len(one)):
        if one[k] != two[k]:
            return bool(one[k] < two[k])
    return False


@compiled_part
def picked_runs(runs: Runs, keep: Int) -> Runs:
    """The runs that a mask selects."""
    count = 0
    for k in range(len(keep)):
        count += keep[k]
    out = np.empty((3, count), np.int64)
    n = 0
    for k in range(len(keep)):
        if keep[k]:
            out[0, n], out[1, n], out[2, n] = runs.a[k], runs.b[k], runs.length[k]
            n += 1
    return Runs(out[0], out[1], out[2])


@compiled_part
def caption_overlap(left: Text, right: Text, runs: Runs, shown: Runs, groups: Groups) -> tuple[int, int]:
    """Tokens aligned with a caption on a side (the smaller count of both texts), and the longest such run."""
    captions = False
    for k in range(len(left.unit)):
        captions = captions or left.unit[k] == CAPTION
    for k in range(len(right.unit)):
        captions = captions or right.unit[k] == CAPTION
    if not captions:
        return 0, 0
    most = len(shown.a) + len(groups.score)
    start_a, start_b = np.empty(most, np.int64), np.empty(most, np.int64)
    length_a, length_b = np.empty(most, np.int64), np.empty(most, np.int64)
    n = longest = 0
    for k in range(len(shown.a)):
        x, y = shown.a[k], shown.b[k]
        if left.unit[left.segment[x]] == CAPTION or right.unit[right.segment[y]] == CAPTION:
            start_a[n], start_b[n], length_a[n], length_b[n] = x, y, shown.length[k], shown.length[k]
            n += 1
    for k in range(len(groups.score)):
        i, j = groups.a_first[k], groups.b_first[k]
        if left.unit[i] == CAPTION or right.unit[j] == CAPTION:
            start_a[n], start_b[n] = left.first[i], right.first[j]
            length_a[n] = left.last[groups.a_last[k] - 1] - start_a[n]
            length_b[n] = right.last[groups.b_last[k] - 1] - start_b[n]
            n += 1
    for k in range(len(runs.a)):
        if left.unit[left.segment[runs.a[k]]] == CAPTION or right.unit[right.segment[runs.b[k]]] == CAPTION:
            longest = max(longest, runs.length[k])
    mask_a = covered(start_a[:n], length_a[:n], len(left.stream))
    mask_b = covered(start_b[:n], length_b[:n], len(right.stream))
    return min(count_places(mask_a, left.lead)[0], count_places(mask_b, right.lead)[0]), longest


@compiled_part
def passages(left: Text, right: Text, runs: Runs, groups: Groups, cross: bool) -> Int:
    """(N, 7) verbatim passages of the runs, and passages of what the groups add to them.

    Verbatim passages are runs of equal tokens, token to token. Between and around them, aligned sentence groups give
    reworded or translated passages, cut at the verbatim runs, so that in the common order no two passages overlap. A
    translated passage is one sentence group, for a reader of two languages looks a sentence up; reworded groups are merged
    up to the size of a paragraph.
    """
    table = np.empty((len(groups.score), 4), np.int64)
    for k in range(len(table)):
        row = groups.a_first[k], groups.a_last[k], groups.b_first[k], groups.b_last[k]
        at = k
        while at and (table[at - 1, 0], table[at - 1, 1], table[at - 1, 2], table[at - 1, 3]) > row:
            for column in range(4):
                table[at, column] = table[at - 1, column]
            at -= 1
        table[at, 0], table[at, 1], table[at, 2], table[at, 3] = row
    shortest = 1 if cross else PIECE
    pieces = find_pieces(
        left, right, runs, table, shortest if cross else shortest * left.factor, shortest if cross else shortest * right.factor,
        0 if cross else PARAGRAPH,
    )  # fmt: skip
    out = np.empty((len(runs.a) + len(pieces), 7), np.int64)
    for k in range(len(out)):
        if k < len(runs.a):
            x, y = runs.a[k], runs.b[k]
            end_x, end_y = x + runs.length[k], y + runs.length[k]
            out[k, 4] = VERBATIM
        else:
            at = k - len(runs.a)
            x, end_x, y, end_y = pieces[at, 0], pieces[at, 1], pieces[at, 2], pieces[at, 3]
            out[k, 4] = REWORDED
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = left.begin[x], left.end[end_x - 1], right.begin[y], right.end[end_y - 1]
        out[k, 5], out[k, 6] = left.unit[left.segment[x]], right.unit[right.segment[y]]
    return out
