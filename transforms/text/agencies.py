"""News agencies: their names in some forty languages, and where those names stand in a text.

Two questions are kept apart on purpose. `canonical` reads a *slot*, a place where only an agency can stand (the bracket
of a dateline, the line after ``Source:``): there the letters ``AP`` are the Associated Press.
`transforms.text.agency_mentions` reads running text: there the same letters are a mention and no more, and the words
around them decide (`transforms.text.credits`).

The table is ``data/agencies.json`` (names, forms, false friends; compiled from general knowledge and from
NEWSWIRE.md section 1); a second file ``data/agencies_extra.json`` of the same shape is merged when it is there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final


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
_ALIKE: Final = "АВЕЅІЈКМНОРСТХУаеорсхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_CONFUSABLES: Final = str.maketrans(_ALIKE, "ABESIJKMHOPCTXYaeopcxyisjABEZHIKMNOPTYX")
_CONFUSABLE: Final = re.compile(f"[{_ALIKE}]")
# alef with hamza, Persian yeh and kaf, Arabic tatweel and marks; alef madda stays: without it August would be AP
_ARABIC: Final = str.maketrans({"أ": "ا", "إ": "ا", "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": None})
_DROP = re.compile(r"[\s.\u200b-\u200f\u202a-\u202e\u2060\ufeff·•‧۔,'\"’‘“”«»„`´־\-‐‑‒–—_*]+")
_DROPPED: Final = {code: None for code in range(128) if _DROP.match(chr(code))}
"""Those of them that are ASCII."""
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


_AGENCY_STEMS: Final = "agen", "agjen", "bureau", "uutistoimisto", "kantor", "ajans"
_TRAILS: Final = "news", "agency", "agencies", "wire", "ajansi"
_ARTICLES: Final = "the", "la", "l'", "die", "der", "el"


def _has_stem(form: str) -> bool:
    return any(map(form.__contains__, _AGENCY_STEMS))


_FORGIVEN: Final = (
    (_LEAD_WORD, _has_stem),
    (_TRAIL_WORD, lambda form: form.endswith(_TRAILS)),
    (_ARTICLE, lambda form: form.startswith(_ARTICLES)),
)
"""What may stand before or behind a name, each with what an ASCII form in lower case cannot have it without."""


def squash(form: str) -> str:
    """The form as compared: NFKC, no dots, spaces, quotes, dashes or tatweel, case-folded, Arabic letters unified."""
    if form.isascii():
        return form.translate(_DROPPED).lower()
    folded = unicodedata.normalize("NFKC", form).translate(_ARABIC).casefold()
    # the casefold of the Turkish dotted capital leaves a combining dot
    return _DROP.sub("", folded.replace("i̇", "i"))


_MAX_FORM: Final = 60


class AgencyTable:
    """Agencies with the look-up of slots; two tables are equal only if they are one object."""

    def __init__(self, agencies: Mapping[str, Agency], mirrors: Mapping[str, str] | None = None) -> None:
        """Index the forms.

        Args:
            agencies: canonical name -> row.
            mirrors: beginning of an address without scheme and ``www.`` -> the agency whose copy its pages are.
        """
        self.agencies = agencies
        #: the longest first: a folder says more than its host
        self.mirrors = tuple(sorted((mirrors or {}).items(), key=lambda pair: (-len(pair[0]), pair)))
        self._slots = _slot_table(agencies)
        #: `_read`, remembered: the same few slots are asked for again and again
        self.canonical = lru_cache(maxsize=8192)(self._read)

    def of_surface(self, surface: str) -> str | None:
        """The agency of a form exactly as the table has it, spelling forgiven."""
        return self._slots.get(squash(surface))

    def _read(self, form: str) -> str | None:
        if not form or len(form) > _MAX_FORM:
            return None
        found = self._slots.get(squash(form))
        if found is not None:
            return found
        ascii_only = form.isascii()
        if not ascii_only and _CONFUSABLE.search(form):
            found = self._slots.get(squash(form.translate(_CONFUSABLES)))
            if found is not None:
                return found
        bare = form.strip()
        for pattern, may_match in _FORGIVEN:
            if ascii_only and not may_match(bare.lower()):
                continue
            shorter = pattern.sub("", bare, count=1)
            if shorter != bare:
                found = self._slots.get(squash(shorter))
                if found is not None:
                    return found
                bare = shorter
        return None


def _slot_table(agencies: Mapping[str, Agency]) -> dict[str, str]:
    table: dict[str, str] = {}
    # plain forms win over slot forms, and a canonical name over both, whatever the order of the rows
    for agency in agencies.values():
        for form in agency.slot_forms:
            table.setdefault(squash(form), agency.key)
    for agency in agencies.values():
        for form in agency.forms:
            table[squash(form)] = agency.key
    for agency in agencies.values():
        for form in (agency.key, agency.name):
            if form not in ("CNS", "CNA-TW"):  # printed CNS is Catholic News Service, not the Chinese key
                table.setdefault(squash(form), agency.key)
    table.pop("", None)
    return table


SHIPPED: Final = AgencyTable(AGENCIES)
"""The table of the package."""
_CURRENT: Final[ContextVar[AgencyTable]] = ContextVar("wiretrace_agencies", default=SHIPPED)


def current_table() -> AgencyTable:
    """The table in use: that of the package, or within `using_table` another."""
    return _CURRENT.get()


@contextmanager
def using_table(table: AgencyTable) -> Iterator[None]:
    """Use another table in this thread, for as long as the block runs."""
    token = _CURRENT.set(table)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def is_photo_agency(key: str) -> bool:
    """Whether an agency of the table in use sells pictures only."""
    return _CURRENT.get().agencies[key].photo


def canonical(form: str) -> str | None:
    """The agency that a slot names, or None.

    A slot is what stands in a dateline bracket or behind ``Source:``, one name, without the brackets. Spelling
    is forgiven (case, dots, spaces, tatweel, look-alike letters, ``news agency`` before or after), meaning is not.

    >>> canonical("A.F.P."), canonical("أ.ف.ب"), canonical("agencia EFE"), canonical("ERBIL")
    ('AFP', 'AFP', 'EFE', None)
    """
    return _CURRENT.get().canonical(form)


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
