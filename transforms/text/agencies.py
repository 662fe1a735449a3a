"""News agencies: their names in some forty languages, and where those names stand in a text.

Two questions are answered here, and kept apart on purpose. `canonical` reads a *slot*, a place where only an agency
can stand (the bracket of a dateline, the line after ``Source:``): there the letters ``AP`` are the Associated Press.
`find_mentions` reads running text: there the same letters are a mention and no more, and the words around them decide
(`transforms.text.credits`).

The table is ``data/agencies.json`` (names, forms, false friends; compiled from general knowledge and from
NEWSWIRE.md section 1); a second file ``data/agencies_extra.json`` of the same shape is merged when it is there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple


class Mention(NamedTuple):
    """A name of an agency in a text, code points, half-open."""

    start: int
    end: int
    #: canonical name
    agency: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One row of the table."""

    #: canonical name, the one printed in records and normal forms
    key: str
    #: full name in its own language or in English
    name: str
    #: ISO 3166-1 alpha-2 of its seat
    country: str
    #: forms recognised anywhere
    forms: tuple[str, ...]
    #: forms recognised only beside a bracket, a slash or a dash: they are words or other names elsewhere
    slot_forms: tuple[str, ...]
    #: sells pictures only, so it is never the source of a text
    photo: bool


def _read_tables() -> dict[str, Agency]:
    rows: dict[str, dict[str, object]] = {}
    folder = resources.files("transforms.text") / "data"
    for name in ("agencies.json", "agencies_extra.json"):
        file = folder / name
        if not file.is_file():
            continue
        for key, row in json.loads(file.read_text(encoding="utf-8"))["agencies"].items():
            known = rows.setdefault(
                key, {"name": key, "country": "", "forms": [], "slot_forms": [], "photo": False}
            )
            for column, value in row.items():
                if column in ("forms", "slot_forms"):
                    merged = known[column]
                    assert isinstance(merged, list)
                    merged.extend(value)
                elif column in ("name", "country", "photo"):
                    known[column] = value
    agencies = {}
    for key in sorted(rows):
        row = rows[key]
        forms, slot_forms = row["forms"], row["slot_forms"]
        assert isinstance(forms, list) and isinstance(slot_forms, list)
        agencies[key] = Agency(
            key, str(row["name"]), str(row["country"]),
            tuple(sorted(set(forms))), tuple(sorted(set(slot_forms))), bool(row["photo"]),
        )  # fmt: skip
    return agencies


AGENCIES: Final[dict[str, Agency]] = _read_tables()
"""Canonical name -> row."""

# ------------------------------------------------------------------ slot look-up

# Letters of Cyrillic and Greek that look like Latin capitals; NFKC leaves them alone (NEWSWIRE 1.5, "look-alikes").
_CONFUSABLES: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеорсхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABESIJKMHOPCTXYaeopcxyisjABEZHIKMNOPTYX",
)
# alef with hamza, Persian yeh and kaf, Arabic tatweel and marks; alef madda stays: without it August would be AP
_ARABIC: Final = str.maketrans({"أ": "ا", "إ": "ا", "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": None})
_DROP = re.compile(r"[\s.\u200b-\u200f\u202a-\u202e\u2060\ufeff·•‧۔,'\"’‘“”«»„`´־\-‐‑‒–—_*]+")
_LEAD_WORD = re.compile(
    r"^(?:(?:the|a|la|le|les|el|die|der|das|den|dem|lo|il|o|od|dell['’]|all['’]|l['’]|de|da|do|d['’])\s*)?"
    r"(?:(?:news|press|state|french|francesa|française|de|di|da|do|la|noticias|notícias|prensa|presse|stampa|imprensa)\s+)*"
    r"(?:agency|agencia|agência|agència|agence|agenzia|agentur|nachrichtenagentur|presseagentur|agentura|agentúra|"
    r"agencja|agencija|agencije|agenția|agentia|agjencia|hírügynökség|nyhetsbyrån|nyhetsbyrået|nyhedsbureauet|"
    r"persbureau|persagentschap|uutistoimisto|hãng|hãng tin|kantor berita|haber ajansı|ajansı|агентство|агенція|"
    r"агенция|агенција|πρακτορείο|πρακτορείο ειδήσεων|وكالة أنباء|وكالة|خبرگزاری|סוכנות|סוכנות הידיעות)"
    r"(?:\s+(?:de\s+)?(?:noticias|notícias|presse|prensa|notizie|știri|stiri|prasowa))?\s+",
    re.IGNORECASE,
)
_TRAIL_WORD = re.compile(
    r"\s+(?:news\s+agency|news|agency|agencies|newswire|wire|haber\s+ajansı|ajansı|通信社|通訊社|通讯社|hírügynökség|통신)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|la|l['’]|die|der|el)\s*(?=\S{4})", re.IGNORECASE)


def squash(form: str) -> str:
    """The form as compared: NFKC, no dots, spaces, quotes, dashes or tatweel, case-folded, Arabic letters unified."""
    if form.isascii():
        return _DROP.sub("", form).lower()
    folded = unicodedata.normalize("NFKC", form).translate(_ARABIC).casefold()
    # the casefold of the Turkish dotted capital leaves a combining dot
    return _DROP.sub("", folded.replace("i̇", "i"))


def _slot_table() -> dict[str, str]:
    table: dict[str, str] = {}
    # plain forms win over slot forms, and a canonical name over both, whatever the order of the rows
    for agency in AGENCIES.values():
        for form in agency.slot_forms:
            table.setdefault(squash(form), agency.key)
    for agency in AGENCIES.values():
        for form in agency.forms:
            table[squash(form)] = agency.key
    for agency in AGENCIES.values():
        for form in (agency.key, agency.name):
            if form not in ("CNS", "CNA-TW"):  # printed CNS is Catholic News Service, not the Chinese key
                table.setdefault(squash(form), agency.key)
    table.pop("", None)
    return table


_SLOT_TABLE: Final = _slot_table()
_MAX_FORM: Final = 60


@lru_cache(maxsize=4096)
def canonical(form: str) -> str | None:
    """The agency that a slot names, or None.

    A slot is what stands in a dateline bracket or behind ``Source:``, one name, without the brackets. Spelling
    is forgiven (case, dots, spaces, tatweel, look-alike letters, ``news agency`` before or after), meaning is not.

    >>> canonical("A.F.P."), canonical("أ.ف.ب"), canonical("agencia EFE"), canonical("ERBIL")
    ('AFP', 'AFP', 'EFE', None)
    """
    if not form or len(form) > _MAX_FORM:
        return None
    found = _SLOT_TABLE.get(squash(form))
    if found is not None:
        return found
    looked_alike = form.translate(_CONFUSABLES)
    if looked_alike != form:
        found = _SLOT_TABLE.get(squash(looked_alike))
        if found is not None:
            return found
    bare = form.strip()
    for pattern in (_LEAD_WORD, _TRAIL_WORD, _ARTICLE):
        shorter = pattern.sub("", bare, count=1)
        if shorter != bare:
            found = _SLOT_TABLE.get(squash(shorter))
            if found is not None:
                return found
            bare = shorter
    return None


_SEPARATOR = re.compile(
    r"\s*(?:[/／|,，、;；=＝+&]|(?<=\s)(?:and|y|e|et|und|en|og|och|i|و|и|та|ve|și|και|с|with)(?=\s)|[–—])\s*"
)
_HYPHEN = re.compile(r"\s*[-‐‑]\s*")


def read_slot(slot: str) -> tuple[str, ...]:
    """All agencies named in a slot, in order: ``AFP/dpa``, ``TT-AFP``, ``APA, Reuters``; unknown tokens are skipped.

    >>> read_slot("APA/dpa, red"), read_slot("ACAN-EFE"), read_slot("TT-AFP"), read_slot("Kurdistan 24")
    (('APA', 'dpa'), ('ACAN-EFE',), ('TT', 'AFP'), ())
    """
    whole = canonical(slot)
    if whole is not None:
        return (whole,)
    found: list[str] = []
    for part in _SEPARATOR.split(slot[:200]):
        agency = canonical(part)
        parts = (
            [agency]
            if agency
            else [canonical(p) for p in _HYPHEN.split(part)]
            if _HYPHEN.search(part)
            else []
        )
        for name in parts:
            if name is not None and name not in found:
                found.append(name)
    return tuple(found)


# ------------------------------------------------------------------ mentions

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
        pieces: list[str] = []
        for n, letter in enumerate(letters):
            if n:
                pieces.append(r"[\s.\u0640]{1,3}")
            pieces.append("[أاإ]" if letter in "أاإ" else letter)
        return pieces
    pieces = []
    for char in form:
        if char in " -":
            pieces.append(r"[ \u00a0\u2010\u2011-]")
        elif char in "أاإ":
            pieces.append("[أاإ]")
        elif char in "یي":
            pieces.append("[یي]")
        elif char in "کك":
            pieces.append("[کك]")
        elif char in "'’":
            pieces.append("['’]")
        else:
            pieces.append(re.escape(char))
    return pieces


class _Trie:
    def __init__(self) -> None:
        self.children: dict[str, _Trie] = {}
        self.after: str | None = None

    def add(self, pieces: list[str], after: str) -> None:
        node = self
        for piece in pieces:
            node = node.children.setdefault(piece, _Trie())
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


def _compile_mentions(scripts: frozenset[str]) -> re.Pattern[str]:
    """One alternation over all forms of the scripts, grouped by first letter: the scan stops at those letters only."""
    by_first: dict[tuple[str, str], _Trie] = {}
    for agency in AGENCIES.values():
        for form in agency.forms:
            for variant in _variants(form):
                script = _script(variant[0])
                if script not in scripts:
                    continue
                last = _script(variant[-1])
                pieces = _units(variant)
                for first in _LETTER_PIECE.get(pieces[0], (pieces[0],)):
                    by_first.setdefault((first, script), _Trie()).add(pieces[1:], _AFTER[last])
    branches = [
        f"{first}{_BEFORE[script]}{trie.pattern()}" for (first, script), trie in sorted(by_first.items())
    ]
    return re.compile("|".join(branches))


def _compile_slots() -> re.Pattern[str]:
    """Forms that are agencies only beside a bracket, slash or dash: one character of context on the left is read."""
    forms = {f for agency in AGENCIES.values() for f in agency.slot_forms}
    trie = _Trie()
    for form in sorted(forms):
        trie.add(_units(form), _AFTER[_script(form[-1])])
    return re.compile(
        r"[(（\[【［/／=＝–—:：][ \u00a0]?(" + trie.pattern() + r")(?=\s*[)）\]】］/／=＝,;:、·-]|\s*$)"
    )


_LATIN_MENTIONS: Final = _compile_mentions(frozenset({"latin"}))
_OTHER_MENTIONS: Final = _compile_mentions(
    frozenset({"greek", "cyrillic", "hebrew", "arabic", "indic", "unspaced"})
)
_SLOT_MENTIONS: Final = _compile_slots()


# in Turkish prose the two letters are the agency where its reporters or a case ending follow
_TURKISH_AA: Final = re.compile(r"(?<![\w.])AA(?=\s+(?:foto\s?)?muhabir|['’](?:ya|nın|nin|ye|dan)\b)")


@lru_cache(maxsize=4096)
def _agency_of(surface: str) -> str:
    found = _SLOT_TABLE.get(squash(surface))
    if found is None:  # every pattern is built from the table
        raise AssertionError(f"pattern matched a form that is not in the table: {surface!r}")
    return found


def find_mentions(text: str) -> list[Mention]:
    """Every name of an agency in the text, in order, not overlapping; longest form first.

    A mention licenses nothing: ``AP`` in running prose may be Andhra Pradesh. Forms that are common words
    (``Beta``, ``sda``, ``共同``) count only beside a bracket, a slash or a dash. Linear in the length of the text.
    """
    found = [Mention(m.start(), m.end(), _agency_of(m.group())) for m in _LATIN_MENTIONS.finditer(text)]
    mixed = False
    if not text.isascii():
        others = [Mention(m.start(), m.end(), _agency_of(m.group())) for m in _OTHER_MENTIONS.finditer(text)]
        mixed = bool(others)
        found += others
    slots = [Mention(m.start(1), m.end(1), _agency_of(m.group(1))) for m in _SLOT_MENTIONS.finditer(text)]
    if "AA" in text:
        slots += [Mention(m.start(), m.end(), "Anadolu") for m in _TURKISH_AA.finditer(text)]
    if not mixed and not slots:
        return found
    found += slots
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
