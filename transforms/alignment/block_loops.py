"""How long texts are cut at segments that are safely the same (as patience diff does), so that cost stays about linear."""

from __future__ import annotations

import numpy as np

from transforms.alignment.arrays import Float, Int
from transforms.alignment.cell_loops import DENSE_CELLS
from transforms.alignment.columns import Cells
from transforms.compiled import compiled, compiled_part


@compiled
def increasing_chain(i: Int, j: Int) -> Int:
    """Indices of a longest chain with both i and j strictly increasing; (i, j) pairs are sorted and distinct.

    By patience sorting; of equal i the larger j comes first, so that a chain takes one of them.
    """
    count = len(i)
    tails, back = np.empty(count, np.int64), np.full(count, -1, np.int64)
    longest = 0
    begin = 0
    while begin < count:
        stop = begin + 1
        while stop < count and i[stop] == i[begin]:
            stop += 1
        for k in range(stop - 1, begin - 1, -1):
            low, high = 0, longest
            while low < high:
                middle = (low + high) // 2
                if j[tails[middle]] < j[k]:
                    low = middle + 1
                else:
                    high = middle
            tails[low] = k
            longest = max(longest, low + 1)
            if low:
                back[k] = tails[low - 1]
        begin = stop
    chain = np.empty(longest, np.int64)
    here = tails[longest - 1] if longest else -1
    for k in range(longest - 1, -1, -1):
        chain[k] = here
        here = back[here]
    return chain


@compiled_part
def blocks(cells: Cells, total_a: Float, total_b: Float, rows: int, columns: int) -> Int:
    """(blocks, 4) row start, row end, column start, column end of the blocks of a pair, cut at safe pairs of segments.

    A pair is safe if it shares at least half the weight of its lighter side and lies on the longest increasing
    chain of such pairs. Blocks that stay too large are left out: nothing in them is alike.
    """
    if rows * columns <= DENSE_CELLS:
        whole = np.empty((1, 4), np.int64)
        whole[0, 0], whole[0, 1], whole[0, 2], whole[0, 3] = 0, rows, 0, columns
        return whole
    strong = 0
    i, j = np.empty(len(cells.a), np.int64), np.empty(len(cells.a), np.int64)
    for k in range(len(cells.a)):
        x, y = cells.a[k], cells.b[k]
        if x < rows and y < columns and cells.shared[k] >= 0.5 * max(min(total_a[x], total_b[y]), 20.0):
            i[strong], j[strong] = x, y
            strong += 1
    chain = increasing_chain(i[:strong], j[:strong])
    out = np.empty((len(chain) + 1, 4), np.int64)
    count = row = column = 0
    for k in range(len(chain) + 1):
        here_i, here_j = (i[chain[k]], j[chain[k]]) if k < len(chain) else (rows, columns)
        if k < len(chain):
            ahead_i, ahead_j = (i[chain[k + 1]], j[chain[k + 1]]) if k + 1 < len(chain) else (rows, columns)
            if (ahead_i - row) * (ahead_j - column) <= DENSE_CELLS // 8:
                continue
        if (here_i - row) * (here_j - column) <= DENSE_CELLS:
            out[count, 0], out[count, 1], out[count, 2], out[count, 3] = row, here_i, column, here_j
            count += 1
        row, column = here_i, here_j
    return out[:count].copy()
