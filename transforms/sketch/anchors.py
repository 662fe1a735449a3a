"""Language-free anchors: what a translation keeps.

Numbers, times, dates, names as consonant skeletons, acronyms, and concepts (places, organisations, currencies, calendar
words, words of the news) whose names in many languages stand in one frozen table. An anchor is a 32-bit hash of a
canonical form, the token it stands at, a kind, and a rarity that follows from the hash alone, never from the batch.
One token can bear several anchors (a name that can be read in two ways, a place and its skeleton).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from transforms.schema import Article, U8Array, U32Array
from transforms.sketch import concepts, numbers, transliterated
from transforms.sketch.chars import CAPITAL, CHARACTER, DIGIT, SCRIPTS, char_table
from transforms.sketch.concepts import Found, find_concepts
from transforms.sketch.names import skeleton_hash, skeleton_rarity, skeletons
from transforms.sketch.tokens import I64Array, TokenBlock

NUMBER: Final = numbers.NUMBER
TIME: Final = numbers.TIME
NAME: Final = 3
ACRONYM: Final = 4
DATE: Final = numbers.DATE
PLACE: Final = 6
ORGANISATION: Final = 7
WORD: Final = 8
CURRENCY: Final = 9
CALENDAR: Final = numbers.CALENDAR
KINDS: Final = {
    NUMBER: "number", TIME: "time", NAME: "name", ACRONYM: "acronym", DATE: "date", PLACE: "place",
    ORGANISATION: "organisation", WORD: "word", CURRENCY: "currency", CALENDAR: "calendar",
}  # fmt: skip
"""Anchor kind codes of `Sketch.anchor_kind`: WORD is a word of the news, CALENDAR a month or weekday alone."""

NAME_RARITY: Final = 72
"""Least rarity of a word with a capital that is taken for a name (9 bits)."""
CASELESS_RARITY: Final = 104
"""The same in scripts without capitals (13 bits)."""
_CACHE_LIMIT: Final = 200_000
_CONCEPT_KINDS: Final = {
    concepts.PLACE: PLACE, concepts.ORGANISATION: ORGANISATION, concepts.WORD_OF_NEWS: WORD, concepts.CURRENCY: CURRENCY
}  # fmt: skip
_FIGURES: Final = re.compile("[0-9]+(?:[.,'’٫٬\\s][0-9]+)*")
_DECLINING: Final = frozenset(
    {"ru", "uk", "be", "bg", "mk", "cs", "sk", "pl", "sl", "hr", "sr", "bs", "sh", "lt", "lv", "et", "fi", "hu", "tr", "el", "ro", "is"}
)
_LONG_NOUN: Final = 15
_NOUN_ENDINGS: Final = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "nis", "nisse", "tät", "täten", "ismus"
)  # fmt: skip
_GENITIVE: Final = frozenset({"de", "en", "nl", "sv", "da", "nb", "no", "nn"})
_CURRENCY_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB"}
_CASELESS: Final = np.isin(
    np.array(SCRIPTS),
    ["ARABIC", "HEBREW", "HANGUL", "DEVANAGARI", "BENGALI", "GEORGIAN", "TAMIL", "TELUGU", "GUJARATI", "GURMUKHI",
     "KANNADA", "MALAYALAM", "SINHALA", "ETHIOPIC"],
)  # fmt: skip

_Mark = tuple[int, int, int]
"""Hash, kind, rarity."""


@dataclass(slots=True)
class Anchors:
    """Anchors of a block, in order of the text."""

    hash: U32Array
    #: token index of the block
    token: I64Array
    kind: U8Array
    rarity: U8Array


def find_anchors(
    block: TokenBlock, articles: Sequence[Article], rarity: U8Array, skip: I64Array, cut: I64Array, unspaced: NDArray[np.bool_]
) -> Anchors:
    """Anchors of all articles of a block.

    Args:
        block: the tokens.
        articles: the articles the block was made of.
        rarity: (T,) rarity of the tokens.
        skip: (T,) code points of an article or preposition at the start of the token.
        cut: (T,) code points of an inflection at its end.
        unspaced: (A,) True where tokens are characters.

    Returns:
        The anchors in order of token, kind and hash.
    """
    languages = [article.language for article in articles]
    found = find_concepts(block, languages, skip)
    covered = np.zeros(len(block.start) + 1, np.int64)
    np.add.at(covered, found.token, 1)
    np.add.at(covered, found.token + found.width, -1)
    covered = np.cumsum(covered)[:-1]
    owner = np.repeat(np.arange(len(articles)), np.diff(block.article_token))

    rows: list[tuple[int, int, int, int]] = []
    _concept_rows(found, rows)
    _name_rows(block, articles, owner, rarity, skip, cut, unspaced, found, covered, rows)
    chinese = np.array([k for k, name in enumerate(languages) if name == "zh"], np.int64)
    japanese = np.array([k for k, name in enumerate(languages) if name == "ja"], np.int64)
    for token, skeleton in transliterated.find_names(block, covered, chinese, japanese):
        rows.append((token, *_name_mark(skeleton)))
    _number_rows(block, articles, found, rows)

    table: I64Array = np.array(rows, np.int64).reshape(-1, 4)
    if len(table):
        table = table[np.lexsort((table[:, 1], table[:, 2], table[:, 0]))]
        table = table[np.append(True, (np.diff(table[:, :2], axis=0) != 0).any(axis=1))]
    return Anchors(table[:, 1].astype(np.uint32), table[:, 0], table[:, 2].astype(np.uint8), table[:, 3].astype(np.uint8))


# ------------------------------------------------------------------ concepts


def _concept_rows(found: Found, rows: list[tuple[int, int, int, int]]) -> None:
    """Anchors of the concepts that are anchors by themselves."""
    columns = (found.token, found.concept, found.kind, found.rarity)
    for token, concept, kind, rarity in zip(*(column.tolist() for column in columns), strict=True):
        anchor = _CONCEPT_KINDS.get(kind)
        if anchor is not None:
            rows.append((token, concept, anchor, rarity))
        elif kind == concepts.DIGITS:
            rows.append((token, *numbers.number_reading(str(concept))))


# ------------------------------------------------------------------ names

_skeleton_marks: dict[str, _Mark] = {}
_word_marks: dict[tuple[str, int, str | None], tuple[_Mark, ...]] = {}


def _name_mark(skeleton: str) -> _Mark:
    mark = _skeleton_marks.get(skeleton)
    if mark is None:
        if len(_skeleton_marks) >= _CACHE_LIMIT:
            _skeleton_marks.clear()
        mark = _skeleton_marks[skeleton] = (skeleton_hash(skeleton), NAME, skeleton_rarity(skeleton))
    return mark


def _marks_of_word(word: str, cut: int, language: str | None) -> tuple[_Mark, ...]:
    """Anchors of a name or an acronym."""
    marks: list[_Mark] = []
    if language == "de" and (len(word) >= _LONG_NOUN or word.endswith(_NOUN_ENDINGS)):
        return ()
    if 2 <= len(word) <= 6 and word.isupper():
        form = anyascii(word).upper()
        marks.append((numbers.canonical_hash("acronym", form), ACRONYM, min(176, 72 + 24 * len(form))))
        if len(word) < 4:
            return tuple(marks)
        word = word.lower()
    marks.extend(_name_mark(skeleton) for skeleton in skeletons(word, cut, language))
    return tuple(marks)


def _name_rows(
    block: TokenBlock, articles: Sequence[Article], owner: I64Array, rarity: U8Array, skip: I64Array, cut: I64Array,
    unspaced: NDArray[np.bool_], found: Found, covered: I64Array, rows: list[tuple[int, int, int, int]],
) -> None:  # fmt: skip
    """Names and acronyms: words with a capital, rare words where there are none, Latin words in unspaced text."""
    flags = block.first_flags
    word = (flags & (CHARACTER | DIGIT)) == 0
    free = covered == 0
    # a place of one word keeps its skeleton beside its id: the other language may have a name the table lacks
    single = found.width == 1
    free[found.token[(found.kind == concepts.PLACE) & single]] = True
    # a word of the news with a capital may be a name that begins like it, except where all nouns have capitals
    german = np.array([article.language == "de" for article in articles])
    news = found.token[(found.kind == concepts.WORD_OF_NEWS) & single]
    free[news[~german[owner[news]]]] = True
    script = char_table().script[block.codes[block.start]]
    named = (flags & CAPITAL).astype(bool) & (rarity >= NAME_RARITY)
    named |= _CASELESS[script] & (rarity >= CASELESS_RARITY) & (block.letters - skip - cut >= 3)
    named |= (script == SCRIPTS.index("LATIN")) & (block.letters >= 3) & unspaced[owner]
    picked = np.flatnonzero(word & free & named & (block.letters >= 2))
    base = block.text_start[owner[picked]]
    ending = _name_endings(block, picked, owner[picked], articles, cut[picked])
    columns = (picked, owner[picked], block.start[picked] + skip[picked] - base, block.end[picked] - base, ending)
    if len(_word_marks) >= _CACHE_LIMIT:
        _word_marks.clear()
    texts = [article.text for article in articles]
    hard = [article.language for article in articles]
    for token, index, low, high, ending in zip(*(column.tolist() for column in columns), strict=True):
        key = (texts[index][low:high], ending, hard[index])
        marks = _word_marks.get(key)
        if marks is None:
            marks = _word_marks[key] = _marks_of_word(*key)
        rows.extend([(token, *mark) for mark in marks])


def _name_endings(
    block: TokenBlock, picked: I64Array, owner: I64Array, articles: Sequence[Article], cut: I64Array
) -> I64Array:
    """Code points of the inflection of names: whole endings where names are declined, the genitive s, or nothing."""
    declined = np.array([article.language in _DECLINING for article in articles])[owner]
    genitive = np.array([article.language in _GENITIVE for article in articles])[owner]
    last = block.codes[block.end[picked] - 1]
    with_s = genitive & (last == ord("s")) & (block.letters[picked] > 3)
    return np.where(declined, cut, with_s.astype(np.int64))


# ------------------------------------------------------------------ numbers


def _number_rows(
    block: TokenBlock, articles: Sequence[Article], found: Found, rows: list[tuple[int, int, int, int]]
) -> None:
    """Numbers, times and dates; months and weekdays that are part of no date."""
    magnitude: dict[int, int] = {}
    months: dict[int, int] = {}
    calendar: dict[int, _Mark] = {}
    for token, concept, kind in zip(found.token.tolist(), found.concept.tolist(), found.kind.tolist(), strict=True):
        if kind == concepts.MAGNITUDE:
            magnitude[token] = concept
        elif kind == concepts.MONTH:
            months[token] = concept
            calendar[token] = numbers.month_reading(concept)
        elif kind == concepts.WEEKDAY:
            calendar[token] = numbers.weekday_reading(concept)
    digit = np.flatnonzero((block.first_flags & DIGIT) > 0)
    bounds = np.searchsorted(digit, block.article_token).tolist()
    for index, article in enumerate(articles):
        if bounds[index + 1] > bounds[index]:
            tokens = digit[bounds[index] : bounds[index + 1]]
            base = int(block.text_start[index])
            starts, ends = (block.start[tokens] - base).tolist(), (block.end[tokens] - base).tolist()
            scan = _Scan(numbers.ascii_digits(article.text), tokens.tolist(), starts, ends, magnitude, months, calendar, rows)
            scan.run()
    rows.extend([(token, *mark) for token, mark in calendar.items()])


@dataclass(slots=True)
class _Scan:
    """The numbers of one article."""

    text: str
    tokens: list[int]
    starts: list[int]
    ends: list[int]
    #: exponents of the words that multiply, months, and other calendar words, by token
    magnitude: dict[int, int]
    months: dict[int, int]
    calendar: dict[int, _Mark]
    rows: list[tuple[int, int, int, int]]

    def run(self) -> None:
        """Read all numbers."""
        at = 0
        while at < len(self.tokens):
            at = self._read(at)

    def _after(self, at: int, end: int) -> int:
        """The first number that starts at or after a place of the text."""
        while at < len(self.tokens) and self.starts[at] < end:
            at += 1
        return at

    def _read(self, at: int) -> int:
        """Read the number at an index; returns the index of the next one."""
        text, start, end, token = self.text, self.starts[at], self.ends[at], self.tokens[at]
        following = text[end : end + 1]
        if start and text[start - 1] in _CURRENCY_SIGNS:
            sign = numbers.canonical_hash("currency", _CURRENCY_SIGNS[text[start - 1]])
            self.rows.append((token, sign, CURRENCY, 104))
        if (end - start <= 5 and numbers.may_be_clock(following)) or "h" in text[start:end].lower():
            clock = numbers.clock_reading(text, start)
            if clock is not None:
                self.rows.append((token, *clock[0]))
                return self._after(at + 1, clock[1])
        if following in ".-月":
            date = numbers.numeric_date(text, start)
            if date is not None:
                self._date(token, date[0], date[1])
                return self._after(at + 1, date[2])
        last = self._group(at)
        raw = text[start : self.ends[last]]
        if not raw.isdecimal():
            # `19th`, `25km`, `5G`, `1,500m`: what the word starts with
            figures = _FIGURES.match(raw)
            if figures is None:
                return last + 1
            raw = figures[0]
        raw = raw[: numbers.MAX_DIGITS]
        if self._is_day(token, last, raw):
            return last + 1
        canonical = numbers.number_text(raw)
        exponent = self.magnitude.get(self.tokens[last] + 1)
        if exponent is not None:
            canonical = numbers.scaled_text(canonical, exponent)
            last, canonical = self._chain(last, exponent, canonical)
        self.rows.append((token, *numbers.number_reading(canonical)))
        return last + 1

    def _group(self, at: int) -> int:
        """Index of the last token of a number written in groups: `2,500`, `2 500`, `1.234,56`."""
        last = at
        while last + 1 < len(self.tokens) and self.starts[last + 1] == self.ends[last] + 1:
            mark = self.text[self.ends[last]]
            size = self.ends[last + 1] - self.starts[last + 1]
            if mark not in numbers.GROUP_MARKS or not self.text[self.starts[last] : self.ends[last]].isdecimal():
                break
            if mark not in ".,٫" and (size != 3 or self.ends[last] - self.starts[last] > 3):
                break
            last += 1
        return last

    def _chain(self, last: int, exponent: int, canonical: str) -> tuple[int, str]:
        """Add the lower part of an East Asian number: `1億2000万`."""
        while last + 1 < len(self.tokens) and self.tokens[last + 1] == self.tokens[last] + 2:
            lower = self.magnitude.get(self.tokens[last + 1] + 1)
            gap = self.starts[last + 1] - self.ends[last]
            digits = self.text[self.starts[last + 1] : self.ends[last + 1]]
            if gap != 1 or lower is None or lower >= exponent or not digits.isdecimal() or "." in canonical:
                break
            if len(digits) + len(canonical) > numbers.MAX_DIGITS:
                break
            canonical = str(int(canonical) + int(numbers.scaled_text(numbers.number_text(digits), lower)))
            exponent, last = lower, last + 1
        return last, canonical

    def _is_day(self, token: int, last: int, raw: str) -> bool:
        """True if the number is the day of a month named beside it; the date becomes an anchor."""
        if not (raw.isdecimal() and len(raw) <= 2 and 1 <= int(raw) <= 31):
            return False
        for near in (self.tokens[last] + 1, self.tokens[last] + 2, token - 1):
            month = self.months.get(near)
            if month is not None:
                self.calendar.pop(near, None)
                self._date(token, month, int(raw))
                return True
        return False

    def _date(self, token: int, month: int, day: int) -> None:
        reading = numbers.date_reading(month, day)
        if reading is not None:
            self.rows.append((token, *reading))
