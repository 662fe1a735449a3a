"""Which tokens stand inside quotation marks, in the quoting styles of the world's newspapers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.sketch.chars import CHARACTER, QUOTE, WORD
from transforms.sketch.tokens import TokenBlock

# What may close a quotation, by what opened it. German and Czech close with the English opener, Swedish and Finnish open
# and close with the same mark, Danish turns the guillemets.
_CLOSERS: Final[dict[str, str]] = {
    '"': '"”“', "＂": "＂", "“": "”\"", "”": '”"', "„": "“”\"", "‟": "”\"", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "「": "」", "『": "』", "〝": "〞〟", "‘": "’", "‚": "‘’", "״": "״",
}  # fmt: skip
_OPEN_ONLY: Final = frozenset("„‟「『〝‚“")
_LONGEST: Final = 3_000
"""Code points after which an unclosed quotation is given up."""


def quoted(block: TokenBlock) -> NDArray[np.bool_]:
    """(T,) True for tokens inside quotation marks.

    A quotation that runs over paragraphs is opened anew at each (`“… ⏎ “…”`); one that is never closed ends with its
    paragraph. Marks never reach across units.
    """
    flags = block.flags
    letters = (flags & (WORD | CHARACTER)).astype(bool)
    where = np.flatnonzero(flags & QUOTE)
    before = letters[np.maximum(where - 1, 0)]
    after = letters[np.minimum(where + 1, len(letters) - 1)]
    # a mark between two letters is an apostrophe or a gershayim, except where words are not spaced
    spaced = ~(before & after) | ((flags[np.maximum(where - 1, 0)] & CHARACTER) > 0)
    where, before, after = where[spaced], before[spaced], after[spaced]
    bounds = np.searchsorted(where, np.concatenate([block.unit_start, block.unit_end]))
    units = len(block.unit_start)
    opened: list[int] = []
    closed: list[int] = []
    marks = [chr(c) for c in block.codes[where].tolist()]
    places, lefts, rights = where.tolist(), before.tolist(), after.tolist()
    for unit in range(units):
        low, high = int(bounds[unit]), int(bounds[units + unit])
        if high > low:
            stop = int(block.unit_end[unit])
            _pair(block, marks[low:high], places[low:high], lefts[low:high], rights[low:high], stop, opened, closed)
    depth = np.zeros(len(block.start) + 1, np.int32)
    np.add.at(depth, np.searchsorted(block.start, opened), 1)
    np.add.at(depth, np.searchsorted(block.start, closed), -1)
    return np.cumsum(depth)[:-1] > 0


def _pair(
    block: TokenBlock,
    marks: list[str],
    places: list[int],
    lefts: list[bool],
    rights: list[bool],
    stop: int,
    opened: list[int],
    closed: list[int],
) -> None:
    """Pair the marks of one unit; append the block spans of its quotations to `opened` and `closed`."""
    mark, since = "", 0
    for char, place, left, right in zip(marks, places, lefts, rights, strict=True):
        if mark and place - since > _LONGEST:
            _give_up(block, since, place, opened, closed)
            mark = ""
        if not mark:
            if char in _CLOSERS and (char in _OPEN_ONLY or (right and not left) or char in "«"):
                mark, since = char, place
        elif char == mark and right and not left and char not in "»":
            # the same opener again: a new paragraph of the same quotation
            _give_up(block, since, place, opened, closed)
            since = place
        elif char in _CLOSERS[mark]:
            if char == "’" and right:
                continue
            opened.append(since)
            closed.append(place)
            mark = ""
    if mark:
        _give_up(block, since, stop, opened, closed)


def _give_up(block: TokenBlock, since: int, stop: int, opened: list[int], closed: list[int]) -> None:
    """An unclosed quotation ends with its paragraph."""
    stop = min(stop, since + _LONGEST)
    breaks = np.flatnonzero(block.codes[since:stop] == 10)
    opened.append(since)
    closed.append(since + int(breaks[0]) if len(breaks) else stop)
