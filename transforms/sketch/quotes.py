"""Which tokens stand inside quotation marks, in the quoting styles of the world's newspapers."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.schema import U32Array, U64Array
from transforms.sketch.token_loops import quoted_tokens
from transforms.sketch.tokens import TokenBlock

# What may close a quotation, by what opened it. German and Czech close with the English opener, Swedish and Finnish open
# and close with the same mark, Danish turns the guillemets.
_CLOSERS: Final[dict[str, str]] = {
    '"': '"”“', "＂": "＂", "“": "”\"", "”": '”"', "„": "“”\"", "‟": "”\"", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "「": "」", "『": "』", "〝": "〞〟", "‘": "’", "‚": "‘’", "״": "״",
}  # fmt: skip
_OPEN_ONLY: Final = frozenset("„‟「『〝‚“")


def quoted(block: TokenBlock) -> NDArray[np.bool_]:
    """(T,) True for tokens inside quotation marks.

    A quotation that runs over paragraphs is opened anew at each (`“… ⏎ “…”`); one that is never closed ends with its
    paragraph. Marks never reach across units.
    """
    out = np.zeros(len(block.start), bool)
    quoted_tokens(
        block.codes, block.flags, block.unit_start, block.unit_end, block.unit_token, block.start, *_tables(), out
    )
    return out


@cache
def _tables() -> tuple[U32Array, U64Array, NDArray[np.bool_]]:
    """The marks, bits of those that may close each, and True for those that open whatever stands beside them."""
    marks = list(dict.fromkeys("".join(opener + closers for opener, closers in _CLOSERS.items())))
    closers = [sum(1 << marks.index(closer) for closer in _CLOSERS.get(mark, "")) for mark in marks]
    codes = np.array([ord(mark) for mark in marks], np.uint32)
    return codes, np.array(closers, np.uint64), np.array([mark in _OPEN_ONLY for mark in marks], bool)
