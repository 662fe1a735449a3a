"""Month and weekday names of some seventy languages, in every form the press prints.

The names come from CLDR (full and abbreviated, inflected and nominative) and from a list of press habits that
CLDR does not have (``Sept``, ``GEN``, ``Ene``, ``янв``, Levantine and Maghreb Arabic months). Both are frozen in
``data/calendar.json`` by ``build_tables.py``; nothing here depends on the locale of the machine.

Names are compared after `fold_name`: compatibility forms, case, Latin accents, final point, Turkish dotless i
and Arabic letter variants do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final

import orjson

_ACCENTS: Final = re.compile("[\u0300-\u036f]")
#: letters that casefolding and decomposition leave apart though the press mixes them
_LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
        "\u0640": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None, "\u00ad": None,
        "’": "'", "ʻ": "'", "ʼ": "'", "‘": "'",
        "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip
_ARABIC_MARKS: Final = re.compile("[\u064b-\u0655\u0670]")


def fold_name(name: str) -> str:
    """The key under which a name is looked up: no case, no Latin accents, no final point, single spaces.

    >>> fold_name("Août."), fold_name("ŞUBAT"), fold_name("Ara\u200clık")
    ('aout', 'subat', 'aralik')
    """
    if name.isascii():
        return " ".join(name.lower().split()).rstrip(". ")
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text))
    text = _ARABIC_MARKS.sub("", text).translate(_LETTERS)
    return " ".join(text.split()).rstrip(". ")


class _Names:
    """One table of names: the common reading, and the readings of single languages that differ."""

    __slots__ = ("by_language", "common", "surface")

    def __init__(self, data: dict[str, object]) -> None:
        common = data["common"]
        by_language = data["by_language"]
        surface = data["surface"]
        assert isinstance(common, dict) and isinstance(by_language, dict) and isinstance(surface, list)
        self.common: dict[str, int | None] = common
        self.by_language: dict[str, dict[str, int]] = by_language
        self.surface: tuple[str, ...] = tuple(surface)

    def number(self, word: str, language: str | None) -> int | None:
        key = fold_name(word)
        if language is not None:
            special = self.by_language.get(language.partition("-")[0].lower())
            if special is not None and key in special:
                return special[key]
        found = self.common.get(key)
        if found is None and "/" in key:
            # doubled Arabic months: both halves name one month, else the word is no month
            parts = {self.common.get(part.strip()) for part in key.split("/", 3)}
            if len(parts) == 1:
                return parts.pop()
        return found


@lru_cache(maxsize=1)
def _tables() -> tuple[_Names, _Names]:
    raw = files("transforms.text").joinpath("data/calendar.json").read_bytes()
    data = orjson.loads(raw)
    return _Names(data["months"]), _Names(data["weekdays"])


def month_number(word: str, language: str | None = None) -> int | None:
    """Number (1-12) of the month that ``word`` names in any language, or None.

    A form that names different months in different languages (``listopad`` is November in Polish, October in
    Croatian) is read as in ``language`` (BCP 47) if given, else as in the language that is printed most.

    >>> month_number("janv."), month_number("ЯНВАРЯ"), month_number("Sept"), month_number("كانون الثاني")
    (1, 1, 9, 1)
    >>> month_number("listopad"), month_number("listopad", "hr")
    (11, 10)
    """
    return _tables()[0].number(word, language)


def weekday_number(word: str, language: str | None = None) -> int | None:
    """Number (Monday = 0) of the weekday that ``word`` names in any language, or None.

    Abbreviations that mean different days in different languages are read only with ``language`` given.

    >>> weekday_number("martes"), weekday_number("воскресенье"), weekday_number("星期三")
    (1, 6, 2)
    """
    return _tables()[1].number(word, language)


def month_keys() -> frozenset[str]:
    """All month names as `fold_name` makes them."""
    table = _tables()[0]
    return frozenset(table.common).union(*table.by_language.values())


def month_words() -> tuple[str, ...]:
    """All month names in lower case, with and without their accents, longest first, for building patterns."""
    return _tables()[0].surface


def weekday_words() -> tuple[str, ...]:
    """All weekday names in lower case, with and without their accents, longest first, for building patterns."""
    return _tables()[1].surface


def alternation(words: tuple[str, ...]) -> str:
    r"""A regular expression (no group) that matches any of the words, the longest first.

    Compile it with ``re.IGNORECASE``; a space in a word matches any run of up to three spaces.

    >>> alternation(("tháng 1", "may"))
    'tháng\\s{1,3}1|may'
    """
    return "|".join(re.escape(word).replace("\\ ", r"\s{1,3}") for word in words)
