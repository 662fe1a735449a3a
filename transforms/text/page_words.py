"""What stands on a page, told by one pass over it: its lines, its telling words, its telling marks.

A pattern that can match only where certain words stand need not be run on a page, or a line, that has none of them. So
the words that the readers wait for are looked up in one table while the page is scanned (`transforms.text.scan_loops`),
and every line knows which of their classes it holds. A word is a run of Latin letters, digits, ``_`` and ``@``, in any
case. One with accents is known in two ways: by its ASCII pieces (``ag`` and ``ncia`` of ``Agência``, see `pieces`), and as a
whole without them (``agencia~``, see `whole_words`). All this answers "can this stand here at all", never "does it".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import numpy as np

from transforms.text.agencies import AgencyTable, current_table
from transforms.text.calendar_names import fold_name, month_keys, month_words
from transforms.text.common_words import COMMON_WORDS, PLAIN_WORDS
from transforms.text.scan_loops import (
    ALPHANUMERIC,
    BASIS,
    BREAK,
    CONTINUATION,
    DATED,
    END,
    FIELD,
    LEAD,
    LETTER,
    MONTH,
    PRIME,
    SMALL,
    SPACE,
    SPLIT_NUMBER,
    START,
    count_numbers,
    scan_page,
)

_KEPT: Final = b"0123456789abcdefghijklmnopqrstuvwxyz_@"
"""Bytes that make words; the sign and the underscore hold handles and addresses together."""
_TABLE: Final = bytes(
    code + 32 if 65 <= code <= 90 else code if bytes((code,)) in _KEPT else 32 for code in range(256)
)
Words = Iterable[bytes]

# ------------------------------------------------------------------ marks

OTHER: Final = 1 << 8
"""A letter that is not Latin, a combining or an invisible mark: of such a line the words say nothing."""
SIGN: Final = 1 << 11
"""``©``"""
SLASH: Final = 1 << 12
OPENING: Final = 1 << 13
CLOSING: Final = 1 << 14
BAR: Final = 1 << 15
"""``|``, ``·`` and ``•``"""
COLON: Final = 1 << 16
DASH: Final = 1 << 17
ANGLE: Final = 1 << 18
ELLIPSIS: Final = 1 << 19
TELLING: Final = 1 << 20
"""Signs that some languages only print: ``«`` ``„`` ``¿`` ``№`` ``º``"""
CURLY: Final = 1 << 21
AMPERSAND: Final = 1 << 22
CURRENCY: Final = 1 << 26

_MARKS: Final = (
    (SIGN, "©ⓒ"), (SLASH, "/"), (OPENING, "(["), (CLOSING, ")]"), (BAR, "|·•"), (COLON, ":"),
    (DASH, "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), (ANGLE, "<"), (ELLIPSIS, "…"), (TELLING, "«„¿¡№º°"), (CURLY, "“”"),
    (AMPERSAND, "&"), (CURRENCY, "€$"),
)  # fmt: skip
_BREAKS: Final = "\n\r\x0b\x0c\x85\u2028\u2029"
"""Every character that `str.splitlines` breaks at, without the three separators of C0 that texts do not use."""
_INVISIBLE: Final = frozenset([0xAD, *range(0x200B, 0x2010), 0x2060])
# UTF-8 bytes read as cp1252: the letters that stand for lead bytes, and the signs that stand for the others
_LEADS: Final = frozenset("ÂÃÅÄÆÇÐÑØÙÎÏâãäåæçèéêëìíïð")
_CONTINUATIONS: Final = frozenset(map(chr, range(0x80, 0xC0))) | frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")


def _kinds() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    kinds = np.zeros(1 << 16, np.uint32)
    kinds[0x300:0x370] |= OTHER
    kinds[0x380:0x2000] |= OTHER
    kinds[0x3000:] |= OTHER
    for code in range(1 << 16):
        if chr(code).isspace():
            kinds[code] |= SPACE
        if chr(code).isalnum():
            kinds[code] |= ALPHANUMERIC
        if chr(code).isalpha():
            kinds[code] |= LETTER
        if chr(code).islower():
            kinds[code] |= SMALL
    for code in _INVISIBLE:
        kinds[code] |= OTHER
    for mark, chars in _MARKS:
        for char in chars:
            kinds[ord(char)] |= mark
    for char in _LEADS:
        kinds[ord(char)] |= LEAD
    for char in _CONTINUATIONS:
        kinds[ord(char)] |= CONTINUATION
    for char in _BREAKS:
        kinds[ord(char)] |= BREAK | SPACE
    return kinds


KINDS: Final = _kinds()
"""What each character of the first plane is, and its marks."""
_LATIN_END: Final = 0x2B0
"""Code point behind the Latin letters of Unicode's first blocks."""


def _fold() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    fold = np.zeros(_LATIN_END, np.uint8)
    fold[:128] = [byte if byte != 32 else 0 for byte in _TABLE[:128]]
    for code in range(0xC0, _LATIN_END):
        if chr(code).isalpha():
            first = fold_name(chr(code))[:1]
            fold[code] = ord(first) if first.isascii() else 1
    return fold


_FOLD: Final = _fold()
_LOWER: Final = np.array(
    [ord(small) if len(small := chr(code).lower()) == 1 else 0 for code in range(_LATIN_END)], np.uint32
)

# ------------------------------------------------------------------ telling words

_PLAIN_LANGUAGES: Final = tuple(PLAIN_WORDS)
COMMON_BIT: Final = {language: 1 << shift for shift, language in enumerate(COMMON_WORDS)}
"""The languages of `TWICE`."""
_classes: list[Words | Callable[[], Words]] = []
"""The words of each class, in the order of their bits; each module names its own."""
AGENCY: Final = 1
"""Bit of the telling word of a form of some agency in the table in use."""
_UNSURE: Final = (1 << 62) - 1
"""All bits: of a page or a line of which the words say nothing."""


def telling(words: Words | Callable[[], Words]) -> int:
    """A bit for a class of words: `PageWords.bits` has it where one of them stands.

    Args:
        words: ASCII words in lower case, as `pieces` gives them, or `latin_words`, or what makes them when a page is
            first read.
    """
    _classes.append(words)
    _telling_table.cache_clear()
    return 1 << len(_classes) + 1


class _Telling:
    """The telling words, ready for the scan."""

    def __init__(self, table: AgencyTable) -> None:
        bits: dict[bytes, int] = {}
        for agency in table.agencies.values():
            for form in (*agency.forms, *agency.slot_forms, agency.key, agency.name):
                words = whole_words(form)
                for word in words:
                    bits.setdefault(word, 0)
                # acronyms with points are known by these, and forms of other scripts by their letters
                pointed = "." in form and len(key_of(words)) == 1 if words else True
                foreign = KINDS[min(ord(form[0]), 0xFFFF)] & OTHER and form not in agency.slot_forms
                if not pointed and not foreign:
                    bits[key_of(words)] |= AGENCY
        #: words of the names of agencies by their numbers
        self.words = sorted(bits)
        for name in ("tháng", *month_keys(), *month_words()):
            for word in latin_words(name, accented=True):
                bits[word] = bits.get(word, 0) | MONTH
        for number, given in enumerate(_classes, 2):
            for word in given() if callable(given) else given:
                bits[word] = bits.get(word, 0) | 1 << number
        assert len(_classes) < 62
        known = {_fnv(word): [bits[word], 0, 0] for word in (*self.words, *sorted(bits.keys() - set(self.words)))}
        assert len(known) == len(bits)  # two words of one hash: choose another hash
        # the common words are known exactly, accents and all
        for shift, common in enumerate(COMMON_WORDS.values()):
            for one in common:
                known.setdefault(_fnv(map(ord, one)), [0, 0, 0])[1] |= 1 << shift
        for shift, plain in enumerate(PLAIN_WORDS.values()):
            for one in plain:
                known.setdefault(_fnv(map(ord, one)), [0, 0, 0])[2] += 1 << shift * FIELD
        self.facts = np.array(list(known.values()), np.int64)
        size = 1 << (2 * len(known)).bit_length()
        self.sieve = np.zeros(1024, np.uint64)
        self.keys = np.zeros(size, np.uint64)
        self.numbers = np.zeros(size, np.int64)
        for number, value in enumerate(known):
            low = value & 0xFFFF
            self.sieve[low >> 6] |= np.uint64(1 << (low & 63))
            at = (value >> 16) & (size - 1)
            while self.keys[at]:
                at = (at + 1) & (size - 1)
            self.keys[at], self.numbers[at] = value, number


def _fnv(word: Iterable[int]) -> int:
    value = BASIS
    for letter in word:
        value = (value ^ letter) * PRIME & 0xFFFFFFFFFFFFFFFF
    return value


@lru_cache(maxsize=8)
def _telling_table(table: AgencyTable) -> _Telling:
    return _Telling(table)


_NUMBERED: Final = SPLIT_NUMBER | CURRENCY | DATED


class PageWords:
    """What a page has."""

    __slots__ = ("_held", "_hits", "_table", "bits", "codes", "columns", "language", "latin", "left", "lines", "marks", "printed", "rows", "text")

    def __init__(self, text: str) -> None:
        """Scan the text with the words of the agency table in use.

        Args:
            text: the whole page.
        """
        self.text = text
        self._table = table = _telling_table(current_table())
        self.codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.columns, self._hits, self.marks, bits, tongue = scan_page(
            self.codes, KINDS, _FOLD, _LOWER, table.sieve, table.keys, table.numbers, table.facts, len(table.words), OTHER
        )
        self._held: frozenset[bytes] | None = None
        #: language of the running text where its commonest words leave no doubt: one of those with a list of them
        self.language = _PLAIN_LANGUAGES[tongue] if tongue >= 0 else None
        #: non-empty lines without the white space around them; the columns are named in `transforms.text.scan_loops`
        self.rows: list[list[int]] = self.columns.tolist()
        #: the same of what is left of the first line behind the scraper's date; it starts at -1 where there is none
        self.left = self.rows.pop()
        #: spans of the lines
        self.lines: list[tuple[int, int]] = [(row[START], row[END]) for row in self.rows]
        #: all letters are surely Latin
        self.latin = not self.marks & OTHER
        #: classes of words that can stand on the page: all, where its letters are not Latin
        self.bits = bits if self.latin else _UNSURE
        #: those of which an ASCII word stands there
        self.printed = bits

    def numbers(self, start: int, end: int, most: int) -> tuple[int, int, int, int, int]:
        """How often numbers of five forms stand in a span (`transforms.text.scan_loops.count_numbers`)."""
        if not self.marks & _NUMBERED:
            return 0, 0, 0, 0, 0
        return count_numbers(self.codes, KINDS, self.columns, _NUMBERED, start, end, most)

    @property
    def held(self) -> frozenset[bytes]:
        """The words of the page that are words of some agency's name, in lower case."""
        if self._held is None:
            self._held = frozenset([self._table.words[number] for number in self._hits.tolist()])
        return self._held


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
    """ASCII words of a phrase as they stand in a page.

    >>> pieces("Agência Brasil")
    (b'ag', b'ncia', b'brasil')
    """
    return tuple(phrase.encode("utf-8", "surrogatepass").translate(_TABLE).split())


def whole_words(phrase: str) -> tuple[bytes, ...]:
    """Latin words of a phrase, those with accents without them and with a sign behind: as the scan knows them.

    >>> whole_words("Agência Brasil")
    (b'agencia~', b'brasil')
    """
    found = []
    for part in "".join(char if ord(char) < _LATIN_END and _FOLD[ord(char)] else " " for char in phrase).split():
        folded = bytes(int(_FOLD[ord(char)]) for char in part)
        found.append(folded if part.isascii() else folded + b"~")
    return tuple(found)


def latin_words(phrase: str, *, accented: bool = False) -> tuple[bytes, ...]:
    """The longest word of a phrase, letters with accents included, as the scan knows it; none if it is not all Latin.

    A word with accents is known without them and with a sign behind it, so that ``août`` is not ``aout``.

    Args:
        phrase: one or more words.
        accented: as it is printed without its accents, and with any.
    """
    if any(KINDS[min(ord(char), 0xFFFF)] & OTHER for char in phrase):
        return ()
    words = whole_words(phrase)
    if not words:
        return ()
    word = max(words, key=lambda one: (len(one.rstrip(b"~")), one))
    return (word.rstrip(b"~"), word.rstrip(b"~") + b"~") if accented else (word,)


def first_pieces(phrases: Iterable[str]) -> frozenset[bytes]:
    """The first ASCII word of each phrase; phrases without one are of other scripts."""
    return frozenset([found[0] for phrase in phrases if (found := pieces(phrase))])


def key_of(words: tuple[bytes, ...]) -> bytes:
    """The telling one of the words of a phrase: the longest."""
    return max(words, key=lambda word: (len(word), word))


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
        keys.add(key_of(found))
    return frozenset(keys)
