"""Headlines by their looks: the short lines above the text, a repetition or a deck line below, the signature of a desk."""

from __future__ import annotations

import re
from typing import Final

from transforms.schema import Dateline

HEADLINE: Final = 200
"""Longest headline, code points; half of it where a character is a syllable."""
_DECKS: Final = 3
"""Most headline paragraphs: headline, its repetition or a deck line."""
_SIGNATURE: Final = 45
"""Longest line below a headline that is a desk or an outlet (``Our foreign staff``) and not a deck line."""
_DENSE: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
ENDS: Final = frozenset(".。．।॥۔።:,;：，；、")
"""What a sentence ends in, and what no headline does but for three points and abbreviations."""
CLOSERS: Final = "\"'”’“»)]）」』"
"""What may stand behind the last character of a line."""
SHOUTS: Final = frozenset("!?！？؟")
"""What headlines may end in too."""
_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|vs|No)\.)$")
_ABBREVIATION: Final = 4
"""Letters of the longest of these before its point; they are looked for at the end, not at every character."""


def is_dense(text: str, start: int, end: int) -> bool:
    """Whether a character is a syllable or a word: half the length says as much."""
    head = text[start : start + 12 if start + 12 < end else end]
    return not head.isascii() and _DENSE.search(head) is not None


def like_headline(text: str, start: int, end: int) -> bool:
    """Whether a paragraph looks like a headline by itself."""
    length = end - start
    if length > HEADLINE or (length > HEADLINE // 2 and is_dense(text, start, end)):
        return False
    last = _last(text, start, end)
    char = text[last]
    if char in SHOUTS:
        return length <= 0.7 * HEADLINE
    if char in ENDS:
        return char == "." and (
            text[last - 2 : last] == ".." or _ABBREVIATED.search(text, max(start, last - _ABBREVIATION), last + 1) is not None
        )
    return text[start].isalpha() or any(one.isalpha() for one in text[start : min(end, start + 40)])


def shouts(text: str, start: int, end: int) -> bool:
    """Whether a line ends in an exclamation or a question: then somebody says it."""
    return text[_last(text, start, end)] in SHOUTS


def _last(text: str, start: int, end: int) -> int:
    """Where a line ends, closing marks left out."""
    last = end - 1
    while last > start and text[last] in CLOSERS:
        last -= 1
    return last


def find_headlines(text: str, content: list[tuple[int, int]], dateline: Dateline | None) -> dict[int, str]:
    """Which of the unlabelled spans stand above the text: ``headline``, or ``noise`` for a signature below a headline."""
    found: dict[int, str] = {}
    title = ""
    for position, (start, end) in enumerate(content[:_DECKS]):
        if dateline is not None and dateline.start < end:
            break
        # above a dateline a short sentence is a headline, whatever it ends in
        above = dateline is not None and end - start <= HEADLINE // 2
        if not above and not like_headline(text, start, end):
            break
        below = content[position + 1 :]
        if found:
            # a second one: the same again, a deck line above a longer paragraph, the headline below a kicker
            same = text[start:end] == title
            if not same and dateline is None and not _longer_below(text, end - start, below[:1]):
                break
            signed = end - start <= _SIGNATURE and not (
                same or is_dense(text, start, end) or shouts(text, start, end)
            )
            found[position] = "noise" if signed else "headline"
            continue
        # a dateline below says by itself that the text begins there
        if dateline is None and not _longer_below(text, end - start, below[:6]):
            break
        found[position] = "headline"
        title = text[start:end]
    return found


def _longer_below(text: str, length: int, below: list[tuple[int, int]]) -> bool:
    for start, end in below:
        least = 30 if is_dense(text, start, end) else 60
        if end - start >= max(least, 1.3 * length):
            return True
        if end - start >= least and not like_headline(text, start, end):
            return True
    return False
