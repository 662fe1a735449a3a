"""Texts of which lower case tells all that a pattern without regard to case would find.

Such patterns take some letters for others that are no small or capital form of them: the dotless ``ı`` for ``i``, the long
``ſ`` for ``s``, the sign of the kelvin for ``k``. A test of words in lower case that spares a pattern holds where none of
these stands; elsewhere the pattern itself must be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_UNUSUAL: Final = re.compile("[^\u0000-\u012f\u0132-\u017e\u0180-\u024f\u2010-\u205f\u20a0-\u20cf]")
"""Whatever is not a usual Latin letter, punctuation or currency."""


def plain_letters(text: str) -> bool:
    """Whether a text is Latin and has no letter that counts as another one where case does not count.

    >>> plain_letters("“Été” – 5 €"), plain_letters("Kadıköy"), plain_letters("Вода")
    (True, False, False)
    """
    return text.isascii() or _UNUSUAL.search(text) is None


@lru_cache(maxsize=64)
def _lowered(text: str) -> str | None:
    """The text in small letters, or None where these do not tell: several patterns in a row are asked about one text."""
    return text.lower() if plain_letters(text) else None


_REFUSED: Final = re.compile(r"[İſ\u212a\u212b]|\[[^\]]*ı")
_LETTERS: Final = re.compile(r"\\.|\(\?P?[<=!:]*|[^\W\d_]")
"""The letters of a pattern, and what begins with a letter that means something else: ``\\S``, ``(?P<``."""


def _in_small(part: re.Match[str]) -> str:
    letter = part.group()
    if letter == "ı":
        return "[ıi]"
    return letter.lower() if len(letter) == 1 else letter


class Caseless:
    """A pattern without regard to case, three to eight times as fast on usual texts as one with `re.IGNORECASE`.

    With that flag `re` compares letter by letter with each of a hundred words; without it, it passes over those that
    begin otherwise. So the pattern in small letters is asked about the text in small letters. What is matched has the
    places of the text, but not its capitals.
    """

    __slots__ = ("ignoring_case", "lowered")

    def __init__(self, pattern: str) -> None:
        """Compile it both ways.

        Args:
            pattern: as for `re.compile`, without flags in it and without ranges of capitals.

        Raises:
            ValueError: it has a letter that counts as another where case does not count, but for ``ı`` outside of classes.
        """
        if _REFUSED.search(pattern):
            raise ValueError(f"letters of {pattern!r} stand for others that lower case does not show")
        self.ignoring_case = re.compile(pattern, re.IGNORECASE)
        self.lowered = re.compile(_LETTERS.sub(_in_small, pattern))

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        small = _lowered(text)
        return self.ignoring_case.search(text, start) if small is None else self.lowered.search(small, start)

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        small = _lowered(text)
        return self.ignoring_case.match(text) if small is None else self.lowered.match(small)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        small = _lowered(text)
        return self.ignoring_case.finditer(text) if small is None else self.lowered.finditer(small)
