"""Names of agencies in running text: where each stands, whichever script it is in.

A mention licenses nothing (`transforms.text.credits` reads the words around it). Most pages name few agencies or none,
so the search begins with the page's set of words (`transforms.text.page_words`): only the forms whose words are all on
the page are looked for, by a pattern of their own that is compiled when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from transforms.text.agencies import AgencyTable, current_table
from transforms.text.page_words import (
    AGENCY,
    COLON,
    DASH,
    OPENING,
    OTHER,
    SLASH,
    PageWords,
    key_of,
    telling,
    whole_words,
)
from transforms.text.scan_loops import CLASSES, END, INITIAL, MARKS, START


class Mention(NamedTuple):
    """A name of an agency in a text, code points, half-open."""

    start: int
    end: int
    #: canonical name
    agency: str


_LATIN = "0-9A-Za-zÀ-ÖØ-öø-ɏ_@"
_CYRILLIC = "Ѐ-ӿ"
_GREEK = "Ͱ-Ͽἀ-῿"
_ARABIC_LETTERS = "ء-ي٠-ۿ"
_HEBREW = "א-ת"
_INDIC = "\u0900-\u0d7f"


def _script(char: str) -> str:
    code = ord(char)
    for name, low, high in (
        ("latin", 0x41, 0x24F), ("latin", 0x1E00, 0x1EFF), ("greek", 0x370, 0x3FF), ("greek", 0x1F00, 0x1FFF),
        ("cyrillic", 0x400, 0x52F), ("hebrew", 0x590, 0x5FF), ("arabic", 0x600, 0x77F), ("indic", 0x900, 0xD7F),
    ):  # fmt: skip
        if low <= code <= high:
            return name
    return "unspaced"


# What may not stand before (one look-behind of two characters, the first letter included) and after a form. Arabic and
# Hebrew glue a preposition to the name; Chinese, Japanese, Korean and Thai have no boundary to test.
_BEFORE: Final = {
    "latin": f"(?<![{_LATIN}].)", "cyrillic": f"(?<![{_CYRILLIC}].)", "greek": f"(?<![{_GREEK}].)",
    "arabic": f"(?<![{_ARABIC_LETTERS}][{_ARABIC_LETTERS}].)", "hebrew": f"(?<![{_HEBREW}][{_HEBREW}].)",
    "indic": f"(?<![{_INDIC}].)", "unspaced": "",
}  # fmt: skip
_AFTER: Final = {
    "latin": f"(?![{_LATIN}])", "cyrillic": f"(?![{_CYRILLIC}])", "greek": f"(?![{_GREEK}])",
    "arabic": f"(?![{_ARABIC_LETTERS}])", "hebrew": f"(?![{_HEBREW}])", "indic": f"(?![{_INDIC}])", "unspaced": "",
}  # fmt: skip
_SINGLE_ARABIC = re.compile(r"[ء-ي](?:[ .][ء-ي])+")


def _units(form: str) -> list[str]:
    """The form as a list of regex pieces, one per character, so that forms can share prefixes."""
    if _SINGLE_ARABIC.fullmatch(form):
        letters = [c for c in form if c not in " ."]
        parts: list[str] = []
        for n, letter in enumerate(letters):
            if n:
                parts.append(r"[\s.\u0640]{1,3}")
            parts.append("[أاإ]" if letter in "أاإ" else letter)
        return parts
    parts = []
    for char in form:
        if char in " -":
            parts.append(r"[ \u00a0\u2010\u2011-]")
        elif char in "أاإ":
            parts.append("[أاإ]")
        elif char in "یي":
            parts.append("[یي]")
        elif char in "کك":
            parts.append("[کك]")
        elif char in "'’":
            parts.append("['’]")
        else:
            parts.append(re.escape(char))
    return parts


class _Trie:
    def __init__(self) -> None:
        self.children: dict[str, _Trie] = {}
        self.after: str | None = None

    def add(self, parts: list[str], after: str) -> None:
        node = self
        for part in parts:
            node = node.children.setdefault(part, _Trie())
        node.after = after

    def pattern(self) -> str:
        branches = [piece + child.pattern() for piece, child in sorted(self.children.items())]
        if not branches:
            return self.after or ""
        if self.after is None:
            return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
        # the longer form first: "AFP-TV" before "AFP"
        return f"(?:{'|'.join(branches)}|{self.after})"


def _variants(form: str) -> set[str]:
    found = {form}
    if form.isascii() and len(form) > 4 and form[0].isupper():
        found.add(form.upper())
    return found


_LETTER_PIECE: Final = {"[أاإ]": ("أ", "ا", "إ"), "[یي]": ("ی", "ي"), "[کك]": ("ک", "ك")}


def _compile_mentions(forms: Iterable[str]) -> re.Pattern[str]:
    """One alternation over forms, grouped by first letter: the scan stops at those letters only."""
    by_first: dict[tuple[str, str], _Trie] = {}
    for form in forms:
        script = _script(form[0])
        letters = _units(form)
        for first in _LETTER_PIECE.get(letters[0], (letters[0],)):
            by_first.setdefault((first, script), _Trie()).add(letters[1:], _AFTER[_script(form[-1])])
    branches = [
        f"{first}{_BEFORE[script]}{trie.pattern()}" for (first, script), trie in sorted(by_first.items())
    ]
    return re.compile("|".join(branches))


def _compile_slots(forms: Iterable[str]) -> re.Pattern[str]:
    """Forms that are agencies only beside a bracket, slash or dash: one character of context on the left is read."""
    trie = _Trie()
    for form in sorted(forms):
        trie.add(_units(form), _AFTER[_script(form[-1])])
    return re.compile(
        r"[(（\[【［/／=＝–—:：][ \u00a0]?(" + trie.pattern() + r")(?=\s*[)）\]】］/／=＝,;:、·-]|\s*$)"
    )


_LOOSE: Final = re.compile("[ '’أاإیيکك-]")
"""Characters of a form for which others may stand (`_units`)."""


class _Keyed:
    """Forms that share their telling word."""

    __slots__ = ("_pattern", "forms", "letters", "slots", "words")

    def __init__(self, slots: bool) -> None:
        self.slots = slots
        self.forms: list[str] = []
        #: the ASCII words of each form
        self.words: list[frozenset[bytes]] = []
        #: one of these stands in whatever the pattern finds: of each form the longest part that is printed as it is
        self.letters: list[str] = []
        self._pattern: re.Pattern[str] | None = None

    def add(self, form: str, words: frozenset[bytes]) -> None:
        self.forms.append(form)
        if words not in self.words:
            self.words.append(words)
        part = max(_LOOSE.split(form), key=len)
        if not any(known in part for known in self.letters):
            self.letters.append(part)

    def has_words(self, held: frozenset[bytes]) -> bool:
        """Whether the words of some form are among the telling words of a text."""
        return any(map(held.issuperset, self.words))

    def may_stand(self, text: str, held: frozenset[bytes]) -> bool:
        """Whether some form can stand in a text with these telling words."""
        return self.has_words(held) and any(map(text.__contains__, self.letters))

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._pattern is None:
            self._pattern = (_compile_slots if self.slots else _compile_mentions)(self.forms)
        return self._pattern


_SLOT_MARKS: Final = OPENING | SLASH | DASH | COLON | OTHER
"""A line without any of these and without ``=`` has nothing that opens a slot (`_compile_slots`)."""


_FEW_LINES: Final = 2
"""So many lines are looked through for a slot as soon as the page is for its letters."""


class _Patterns:
    """The forms of one table, ready for searching."""

    def __init__(self, table: AgencyTable) -> None:
        self.table = table
        self.latin: dict[bytes, _Keyed] = {}
        self.slots: dict[bytes, _Keyed] = {}
        others: set[str] = set()
        other_slots: set[str] = set()
        for agency in table.agencies.values():
            for form in agency.forms:
                for variant in sorted(_variants(form)):
                    if _script(variant[0]) != "latin" or not self._add(self.latin, variant, slots=False):
                        others.add(variant)
            for form in agency.slot_forms:
                if not self._add(self.slots, form, slots=True):
                    other_slots.add(form)
        self.keys = frozenset(self.latin) | frozenset(self.slots)
        self._others = sorted(others)
        self._other_slots = sorted(other_slots)
        self._pattern: re.Pattern[str] | None = None
        self._slot_pattern: re.Pattern[str] | None = None
        #: acronyms with points have no telling word, and are known by the points
        self.pointed = tuple(sorted(key for key in (*self.latin, *self.slots) if len(key) == 1))
        first = {form[0] for form in other_slots}
        self.other_slot_letters = re.compile(f"[{re.escape(''.join(sorted(first)))}]") if first else None
        #: some of these forms could stand on a page whose letters are all Latin
        self.latin_others = any(_script(letter) == "latin" for letter in first)
        #: the agency of a printed form, remembered
        self.agency_of = lru_cache(maxsize=4096)(self._agency_of)

    def _add(self, keyed: dict[bytes, _Keyed], form: str, *, slots: bool) -> bool:
        words = whole_words(form)
        if not words:
            return False
        keyed.setdefault(key_of(words), _Keyed(slots)).add(form, frozenset(words))
        return True

    def _agency_of(self, surface: str) -> str:
        found = self.table.of_surface(surface)
        if found is None:  # every pattern is built from the table
            raise AssertionError(f"pattern matched a form that is not in the table: {surface!r}")
        return found

    @property
    def others(self) -> re.Pattern[str] | None:
        if self._pattern is None and self._others:
            self._pattern = _compile_mentions(self._others)
        return self._pattern

    @property
    def other_slots(self) -> re.Pattern[str] | None:
        if self._slot_pattern is None and self._other_slots:
            self._slot_pattern = _compile_slots(self._other_slots)
        return self._slot_pattern


@lru_cache(maxsize=8)
def _patterns(table: AgencyTable) -> _Patterns:
    return _Patterns(table)


def _named(patterns: _Patterns, words: PageWords) -> frozenset[bytes]:
    """Words of the page that are the telling word of some form."""
    found = patterns.keys & words.held if words.printed & AGENCY else frozenset()
    return found.union(patterns.pointed) if words.marks & INITIAL else found


_AA: Final = telling([b"aa"])


# in Turkish prose the two letters are the agency where its reporters or a case ending follow
_TURKISH_AA: Final = re.compile(r"(?<![\w.])AA(?=\s+(?:foto\s?)?muhabir|['’](?:ya|nın|nin|ye|dan)\b)")


def _slot_lines(text: str, rows: list[list[int]], naming: list[int]) -> list[tuple[int, int]]:
    """Spans of the lines in which a slot can stand, each with the first character of the next: a bracket may close there."""
    equals = "=" in text
    last = len(rows) - 1
    return [
        (rows[number][START], rows[number + 1][START] + 1 if number < last else len(text))
        for number in naming
        if equals or rows[number][MARKS] & _SLOT_MARKS
    ]


def find_mentions(text: str, words: PageWords | None = None) -> list[Mention]:
    """Every name of an agency in the text, in order, not overlapping; longest form first.

    A mention licenses nothing: ``AP`` in running prose may be Andhra Pradesh. Forms that are common words
    (``Beta``, ``sda``, ``共同``) count only beside a bracket, a slash or a dash. Linear in the length of the text.

    Args:
        text: the text.
        words: its words, where they are at hand.
    """
    if words is None:
        words = PageWords(text)
    patterns = _patterns(current_table())
    if words.latin and not words.printed & (AGENCY | _AA) and not words.marks & INITIAL and not patterns.latin_others:
        return []
    agency_of = patterns.agency_of
    found: list[Mention] = []
    lines: list[tuple[int, int]] = []
    naming: list[int] = []
    runs = 0
    named = _named(patterns, words)
    held = words.held if named else named
    names: list[_Keyed] = []
    slots: list[_Keyed] = []
    for key in named:
        keyed = patterns.latin.get(key)
        if keyed is not None and keyed.may_stand(text, held):
            names.append(keyed)
        keyed = patterns.slots.get(key)
        if keyed is not None and keyed.has_words(held):
            slots.append(keyed)
    rows = words.rows
    if names or slots:
        # no name runs on over a line
        naming = [number for number, row in enumerate(rows) if row[CLASSES] & AGENCY or row[MARKS] & INITIAL]
        lines = [(rows[number][START], rows[number][END]) for number in naming]
    for keyed in names:
        some = [
            Mention(m.start(), m.end(), agency_of(m.group()))
            for start, end in lines
            for m in keyed.pattern.finditer(text, start, end)
        ]
        if some:
            found += some
            runs += 1
    if not words.latin and patterns.others is not None:
        some = [Mention(m.start(), m.end(), agency_of(m.group())) for m in patterns.others.finditer(text)]
        if some:
            found += some
            runs += 1
    if slots:
        lines = _slot_lines(text, rows, naming)
    if len(lines) > _FEW_LINES:
        slots = [keyed for keyed in slots if keyed.may_stand(text, held)]
    for keyed in slots if lines else ():
        some = [
            Mention(m.start(1), m.end(1), agency_of(m.group(1)))
            for start, end in lines
            for m in keyed.pattern.finditer(text, start, end)
        ]
        if some:
            found += some
            runs += 1
    letters = patterns.other_slot_letters
    foreign = not words.latin or (patterns.latin_others and not text.isascii())
    if letters is not None and foreign and letters.search(text) and patterns.other_slots is not None:
        found += [Mention(m.start(1), m.end(1), agency_of(m.group(1))) for m in patterns.other_slots.finditer(text)]
        runs += 1
    if words.printed & _AA:
        found += [Mention(m.start(), m.end(), "Anadolu") for m in _TURKISH_AA.finditer(text)]
        runs += 1
    if runs < 2:
        return found
    found.sort(key=lambda m: (m.start, -m.end, m.agency))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
