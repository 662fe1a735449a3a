"""Numbers, times, dates and currencies of a block: which token bears which mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from transforms.schema import Article, U8Array
from transforms.sketch import concepts, numbers
from transforms.sketch.chars import DIGIT
from transforms.sketch.concepts import Found
from transforms.sketch.mark_loops import LEFT, PART, READ, read_figures
from transforms.sketch.marks import CURRENCY, NUMBER, canonical_hash, mark
from transforms.sketch.tokens import TokenBlock

_FIGURES: Final = re.compile("[0-9]+(?:[.,'’٫٬\\s][0-9]+)*")
_CURRENCY_SIGNS: Final = {
    sign: mark(canonical_hash("currency", name), CURRENCY, 104)
    for sign, name in {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB"}.items()
}


def find_figures(block: TokenBlock, articles: Sequence[Article], found: Found) -> tuple[list[int], list[int]]:
    """Marks of the numbers, times and dates of a block; months and weekdays that are part of no date.

    Args:
        block: the tokens.
        articles: the articles the block was made of.
        found: its concepts: months, weekdays, words that multiply, small numbers in words.

    Returns:
        Tokens of the block and their marks, in no particular order.
    """
    kinds = found.kind
    month = (kinds == concepts.MONTH) | (kinds == concepts.SHORT_MONTH)
    months = _by_token(found, month)
    powers = _by_token(found, kinds == concepts.MAGNITUDE)
    calendar = {token: numbers.month_reading(value) for token, value in _by_token(found, kinds == concepts.MONTH).items()}
    calendar |= {token: numbers.weekday_reading(day) for token, day in _by_token(found, kinds == concepts.WEEKDAY).items()}
    words = _by_token(found, kinds == concepts.DIGITS)
    tokens = list(words)
    marks = [numbers.number_reading(str(value)) for value in words.values()]

    digit = np.flatnonzero((block.first_flags & DIGIT) > 0)
    bounds = np.searchsorted(digit, block.article_token)
    state = np.empty(len(digit), np.uint8)
    read, money = np.empty(len(digit), np.int64), np.empty(len(digit), np.int64)
    read_figures(
        block.codes, block.start, block.end, block.text_start, block.article_token, digit, bounds,
        _places(block, months), _places(block, powers), *_CONSTANTS, state, read, money,
    )  # fmt: skip
    left = np.flatnonzero(state == LEFT)
    if len(left):
        owners = np.searchsorted(bounds, left, side="right") - 1
        cuts = np.flatnonzero(np.diff(owners, prepend=-1))
        for own in np.split(left, cuts[1:]):
            index = int(np.searchsorted(bounds, own[0], side="right")) - 1
            part = slice(int(bounds[index]), int(bounds[index + 1]))
            spans = digit[part]
            base = int(block.text_start[index])
            starts, ends = block.start[spans] - base, block.end[spans] - base
            text = articles[index].text
            if (block.codes[block.start[spans]] > 127).any():
                text = numbers.ascii_digits(text)
            scan = _Scan(text, spans.tolist(), starts.tolist(), ends.tolist(), powers, months, calendar, tokens, marks)
            scan.run(state[part])
    whole = np.flatnonzero(state == READ)
    paid = whole[money[whole] != 0]
    tokens += [*digit[whole].tolist(), *digit[paid].tolist(), *calendar]
    marks += [*read[whole].tolist(), *money[paid].tolist(), *calendar.values()]
    return tokens, marks


def _by_token(found: Found, chosen: NDArray[np.bool_]) -> dict[int, int]:
    """Numbers of the chosen concepts by their token."""
    return dict(zip(found.token[chosen].tolist(), found.concept[chosen].tolist(), strict=True))


def _places(block: TokenBlock, tokens: dict[int, int]) -> NDArray[np.bool_]:
    """(T + 5,) True two places behind the tokens, so that one can look beside each."""
    places = np.zeros(len(block.start) + 5, bool)
    places[np.fromiter(tokens, np.int64, len(tokens)) + 2] = True
    return places


_CONSTANTS: Final = (
    np.array([ord(sign) for sign in _CURRENCY_SIGNS], np.uint32),
    np.array(list(_CURRENCY_SIGNS.values()), np.int64),
    # the table of CRC-32 from what zlib makes of each byte, and its state after what `canonical_hash` puts before a number
    np.array([crc32(bytes([byte]), 0xFFFFFFFF) ^ 0xFFFFFFFF for byte in range(256)], np.uint32),
    canonical_hash("number", "") ^ 0xFFFFFFFF,
    mark(0, NUMBER, 0),
)


@dataclass(slots=True)
class _Scan:
    """The numbers of one article."""

    text: str
    #: tokens that start with a digit, their spans in the text
    tokens: list[int]
    starts: list[int]
    ends: list[int]
    #: exponents of the words that multiply, months, and other calendar words, by token
    magnitude: dict[int, int]
    months: dict[int, int]
    calendar: dict[int, int]
    #: tokens and marks found so far
    found: list[int]
    marks: list[int]

    def run(self, state: U8Array) -> None:
        """Read the numbers that are left, and what they hold with them.

        Args:
            state: (D,) what became of each number; what belongs to another is set to PART.
        """
        free = 0
        for at in np.flatnonzero(state == LEFT).tolist():
            if at < free:
                continue
            free = self._read(at)
            state[at:free] = PART
            while free < len(state) and state[free] == PART:
                # it was taken for a part of one before it that belongs to another
                start, free = free, self._read(free)
                state[start:free] = PART

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
            self._add(token, _CURRENCY_SIGNS[text[start - 1]])
        if self._may_be_clock(start, end, following):
            clock = numbers.clock_reading(text, start)
            if clock is not None:
                self._add(token, clock[0])
                return self._after(at + 1, clock[1])
        if following in ".-月" or "월" in text[start:end]:
            date = numbers.numeric_date(text, start)
            if date is not None:
                self._date(token, date[0], date[1])
                return self._after(at + 1, date[2])
        last = self._group(at)
        raw = text[start : self.ends[last]]
        if not raw.isdecimal():
            # `19th`, `25km`, `5G`, `1,500m`: what the word starts with
            korean = numbers.korean_number(text, start)
            if korean is not None:
                self._add(token, numbers.number_reading(korean[0]))
                return self._after(at + 1, korean[1])
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
        self._add(token, numbers.number_reading(canonical))
        return last + 1

    def _may_be_clock(self, start: int, end: int, following: str) -> bool:
        """False if no time of day starts at a number, told by its characters and those behind it."""
        raw = self.text[start:end]
        if raw.isdecimal():
            # an hour has one or two figures, and what makes it one stands behind them, after two spaces at most
            if end - start > 2 or not numbers.may_be_clock(following):
                return False
            return not following.isspace() or numbers.may_be_clock(self.text[end + 1 : end + 2])
        return (end - start <= 5 and numbers.may_be_clock(following)) or "h" in raw.lower() or "시" in raw

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
            self._add(token, reading)

    def _add(self, token: int, packed: int) -> None:
        self.found.append(token)
        self.marks.append(packed)
