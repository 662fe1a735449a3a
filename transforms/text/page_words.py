"""The words of a page as a set, and its scripts: cheap questions that spare nearly every page the dear ones.

A pattern that can match only where certain words stand need not be run on a page that has none of them. The set holds
the ASCII words in lower case; every other character parts words, so that ``Agência`` is two pieces here. It answers
"can this stand here at all", never "does it".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_KEPT: Final = b"0123456789abcdefghijklmnopqrstuvwxyz_@"
"""Bytes that make words; the sign and the underscore hold handles and addresses together."""
_TABLE: Final = bytes(
    code + 32 if 65 <= code <= 90 else code if bytes((code,)) in _KEPT else 32 for code in range(256)
)
_LATIN: Final = bytes((*range(0xCE), 0xE2))
"""Bytes of UTF-8 of which Latin text consists, its marks and its punctuation included; Vietnamese has others too."""


class PageWords:
    """What a page has; every answer is worked out once, when it is first asked for."""

    __slots__ = ("_all", "_data", "_latin", "memo", "text")

    def __init__(self, text: str) -> None:
        """Keep the text.

        Args:
            text: the whole page.
        """
        self.text = text
        self._all: frozenset[bytes] | None = None
        self._data: bytes | None = None
        self._latin: bool | None = None
        #: answers of others that are asked twice, by the table that they come from
        self.memo: dict[object, frozenset[bytes]] = {}

    @property
    def all(self) -> frozenset[bytes]:
        """The ASCII words of the page in lower case."""
        if self._all is None:
            self._all = frozenset(self._bytes().translate(_TABLE).split())
        return self._all

    @property
    def latin(self) -> bool:
        """Whether all letters of the page are surely Latin."""
        if self._latin is None:
            self._latin = self.text.isascii() or not self._bytes().translate(None, _LATIN)
        return self._latin

    def _bytes(self) -> bytes:
        if self._data is None:
            self._data = self.text.encode("utf-8", "surrogatepass")
        return self._data

    def has_any(self, words: frozenset[bytes]) -> bool:
        """Whether one of the words stands on the page."""
        return not words.isdisjoint(self.all)


def holds_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of some ASCII phrases in lower case stands in a text, in any case: as in ``text.lower()``.

    A long text with other letters takes its time to be put in lower case; its bytes do not.
    """
    if text.isascii() or "\u0130" in text or "\u212a" in text:
        # the dotted I and the sign of the kelvin, whose small forms begin with ASCII letters
        return any(map(text.lower().__contains__, phrases))
    data = text.encode("utf-8", "surrogatepass").lower()
    return any(map(data.__contains__, map(str.encode, phrases)))


def pieces(phrase: str) -> tuple[bytes, ...]:
    """ASCII words of a phrase as they stand in `PageWords.all`.

    >>> pieces("Agência Brasil")
    (b'ag', b'ncia', b'brasil')
    """
    return tuple(phrase.encode("utf-8", "surrogatepass").translate(_TABLE).split())


def word_keys(phrases: Iterable[str]) -> frozenset[bytes]:
    """One ASCII word of each phrase, the longest: where none of them stands, none of the phrases does.

    Raises:
        ValueError: a phrase has no ASCII word, so that the set could not answer for it.
    """
    keys = set()
    for phrase in phrases:
        found = pieces(phrase)
        if not found:
            raise ValueError(f"{phrase!r} has no ASCII word to look for")
        keys.add(max(found, key=lambda word: (len(word), word)))
    return frozenset(keys)
