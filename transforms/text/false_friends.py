"""Acronyms that mean something else: the Australian Federal Police, Andhra Pradesh, a party, a pension fund.

Names written out need no licence. Short acronyms do: a text that spells the letters out as another name (`expansion`),
a country where the letters are a household word, or words behind them that only fit an organisation, take it away.
Source: NEWSWIRE.md section 0, rules 6 and 7, and section 2.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from transforms.text.agencies import current_table
from transforms.text.agency_mentions import Mention
from transforms.text.plain_letters import Caseless
from transforms.text.scan_loops import Codes, parts_in

_WORLD: Final = frozenset(
    {
        "AFP",
        "AP",
        "Reuters",
        "dpa",
        "EFE",
        "TASS",
        "Xinhua",
        "UPI",
        "PTI",
        "IANS",
        "ANSA",
        "IRNA",
        "ISNA",
        "KCNA",
        "AAP",
        "Anadolu",
        "Lusa",
        "PAP",
        "APA",
        "Kyodo",
        "ČTK",
        "MTI",
        "NTB",
    }
)
"""Agencies whose acronym after a reporting verb is read without asking for the language."""

_LANGUAGES: Final[dict[str, str]] = {
    "AT": "de", "DE": "de", "CH": "de fr it", "NL": "nl", "BE": "nl fr", "PL": "pl", "ES": "es ca", "IT": "it", "PT": "pt", "BR": "pt", "CZ": "cs",
    "SK": "sk", "HU": "hu", "RO": "ro", "BG": "bg", "RS": "sr hr bs", "HR": "hr", "BA": "bs sr hr", "SI": "sl", "MK": "mk", "GR": "el", "CY": "el", "TR": "tr",
    "SE": "sv", "NO": "nb no nn", "DK": "da", "FI": "fi sv", "EE": "et", "LT": "lt", "LV": "lv", "RU": "ru", "UA": "uk ru", "FR": "fr", "GB": "en", "US": "en",
    "CA": "en fr", "AU": "en", "NZ": "en", "IN": "en hi", "ID": "id", "MY": "ms", "VN": "vi", "AR": "es", "MX": "es", "CU": "es", "DZ": "fr ar", "MA": "fr ar", "TN": "fr ar",
    "AL": "sq", "ZA": "en", "PK": "en ur", "BD": "en bn", "PH": "en tl", "JP": "ja", "KR": "ko", "CN": "zh", "TW": "zh", "IR": "fa",
}  # fmt: skip
"""Seat of an agency -> languages in which its bare acronym is understood."""

# the acronym spelled out as something else: one of these anywhere in the text (lower case) takes it from the agency
_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "AFP": (
        "australian federal police", "armed forces of the philippines", "fondos de pensi", "fondo de pensi", "administradoras de fondos", "administradora de fondos",
        "americans for prosperity", "alpha-fetoprotein", "alphafetoprotein", "alliance des forces", " las afp", " una afp", "afp capital", "afp habitat", "afp provida",
        "afp integra", "afp prima", "afp profuturo", "afp modelo", "afp cuprum", "afp planvital", "afp crecer", "afp siembra", "afp popular", "apple filing", "afp server",
    ),
    "AP": (
        "andhra pradesh", "amapá", "autoridad palestina", "autoridad nacional palestina", "autoridade palestina", "autorité palestinienne", "arbeiderpartiet",
        "advanced placement", "acción popular", "alianza popular", "alianza país", "access point", "ap class", "ap course", "ap exam", "ap high court",
    ),
    "PA": ("palestinian authority", "autorité palestinienne", "pennsylvania", "pará", "personal assistant", "public address"),
    "PTI": ("tehreek", "imran khan"),
    "UPI": ("unified payments", "payments interface", "payment system", "paytm", "upi payment", "upi transaction"),
    "dpa": ("data protection",),
    "ANP": ("agência nacional do petróleo", "awami", "armée nationale", "autoridad nacional palestina", "autoridade nacional palestina"),
    "APA": ("psycholog", "psychiatr"),
    "AAP": ("aam aadmi", "academy of pediatrics", "kejriwal"),
    "CP": ("communist party", "conservative party", "parti conservateur", "parti communiste"),
    "EFE": ("letra efe",),
    "AGI": ("general intelligence", "intelligenza artificiale"),
    "ANI": ("agencia nacional de infraestructura",),
    "Anadolu": ("anadolu efes", "alcoholics"),
    "PAP": ("people's action party", "people’s action party"),
    "TT": ("trinidad",),
    "SITA": ("baggage",),
    "Sputnik": ("vaccin", "vacun", "vacin", "impf", "вакцин", "لقاح", "疫苗", "satellit"),
    "Bloomberg": ("michael bloomberg", "mayor bloomberg", "bloomberg terminal"),
}  # fmt: skip


_PART: Final = re.compile(rb"[a-z]{5,}")
_CUE: Final = re.compile(rb"[a-z]{3,}")


class _Phrases:
    """Phrases to be looked for in a text in lower case, some ten or twenty at once.

    Most of them share a part with others: one search for the part answers for all that have it. The text is searched as
    UTF-8, which is put in lower case many times as fast as text with a single curly quote in it.
    """

    __slots__ = ("leads", "others", "shared")

    def __init__(self, agency: str, phrases: Sequence[str]) -> None:
        #: a part -> the phrases with it, by the place of the part in them
        self.shared: dict[bytes, dict[int, tuple[bytes, ...]]] = {}
        # a shorter one stands in too many words
        acronym = [agency.lower().encode()] if len(agency) > 2 else []
        left = [phrase.encode() for phrase in phrases if phrase.isascii()]
        while left:
            parts = {*left, *acronym, *(part for phrase in left for part in _PART.findall(phrase))}
            part = min(parts, key=lambda one: (-sum(one in phrase for phrase in left), -len(one), one))
            places: dict[int, tuple[bytes, ...]] = {}
            for phrase in left:
                if part in phrase:
                    at = phrase.index(part)
                    places[at] = (*places.get(at, ()), phrase)
            self.shared[part] = places
            left = [phrase for phrase in left if part not in phrase]
        #: of those with other letters, an ASCII part and the whole
        self.others = [
            (max(_CUE.findall(phrase.encode()), key=len, default=b""), phrase) for phrase in phrases if not phrase.isascii()
        ]
        #: the bytes that begin their other letters, small or capital: most texts have none of these
        self.leads = {
            form.encode()[:1]
            for _, phrase in self.others
            for letter in phrase
            if not letter.isascii()
            for form in (letter, letter.upper())
        }

    def any_in(self, text: str, data: bytes, parts: Iterable[bytes]) -> bool:
        """Whether one of them stands in a text.

        Args:
            text: the text.
            data: the text as UTF-8, its ASCII letters in lower case.
            parts: those of the shared parts that can stand in it.
        """
        for part in parts:
            places = self.shared[part]
            at = data.find(part)
            while at >= 0:
                if any(at >= place and data.startswith(whole, at - place) for place, whole in places.items()):
                    return True
                at = data.find(part, at + 1)
        if any(lead in data for lead in self.leads) and any(part in data for part, _ in self.others):
            lower = text.lower()
            return any(phrase in lower for _, phrase in self.others)
        return False


_NAMED_OTHERWISE: Final = {agency: _Phrases(agency, phrases) for agency, phrases in _OTHER_NAMES.items()}
_PARTS: Final = sorted({part for phrases in _NAMED_OTHERWISE.values() for part in phrases.shared})
_BITS: Final = {part: 1 << bit for bit, part in enumerate(_PARTS)}
_LETTERS: Final = np.array([list(part.ljust(max(map(len, _PARTS)))) for part in _PARTS], np.uint8)
_LENGTHS: Final = np.array([len(part) for part in _PARTS], np.int64)


def _heads() -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    assert len(_PARTS) <= 62
    assert min(map(len, _PARTS)) >= 3
    heads = np.zeros((3, 128), np.int64)
    for bit, part in enumerate(_PARTS):
        for place in range(3):
            for letter in {part[place], part.upper()[place]}:
                heads[place, letter] |= 1 << bit
    return heads


_HEADS: Final = _heads()
_LOWERED_TO_ASCII: Final = "\u0130", "\u212a"
"""The dotted I and the sign of the kelvin: their small forms begin with ASCII letters."""

_ORGANISATION: Final = re.compile(
    r"^(?:['’]s)?\s+(?:chief|spokes\w+|officers?|commissioner|troops|soldiers|personnel|investigat(?:ors?|ed|es|ing)|arrest\w*|charged|raid\w*|deploy\w*|modernization|commanders?|generals?|headquarters|"
    r"members?|leaders?|candidates?|lawmakers?|workers|party|funds?|fees|accounts?|index|terminal|government|minister|CM|police|strike|employees|users?|students?|producers?|supporters?|"
    r"lawyers?|attorneys?|voters?|customers?|clients?|shareholders?|investors?|recruits?|classes|payments?|transactions?)\b",
    re.IGNORECASE,
)
"""Words behind the name that make it an organisation or a thing, not a news desk."""
_GOES_ON: Final = "'’sSſ"
_VICTIM: Final = re.compile(
    r"^['’]?s?\s+(?:[a-z-]+\s+){0,2}?(?:reporters?|journalists?|correspondents?|photographers?|staff\w*|stringers?|teams?|crews?|videographers?)\b[^.!?\n]{0,60}?"
    r"\s(?:was|were|has\s+been|have\s+been|had\s+been|is|are)\s+(?:\w+ly\s+|also\s+|among\s+)?(?:killed|arrested|wounded|injured|detained|shot|barred|banned|jailed|released|freed|expelled|sentenced|attacked|beaten|kidnapped|abducted|fired|honou?red|awarded|those)",
    re.IGNORECASE,
)
"""Its people are the story."""
_NAMED_AGENCY: Final = Caseless(
    r"(?:agenc|agent|presse?bureau|nyhet|nyhed|وكالة|агент|агенц|ügynöks|πρακτορ|haber|hãng|wire|newswire|कथ|ajans|uutistoim|סוכנות|خبرگزاری|เอเจน|สำนัก|kantor|شبكة)\w*\W{0,3}(?:\S+\s){0,2}$"
)
_AGENCY_STEMS: Final = (
    "agenc", "agent", "bureau", "nyhet", "nyhed", "haber", "wire", "ajans", "uutistoim", "kantor", "وكالة", "агент", "агенц", "ügynök", "πρακτορ",
    "hãng", "कथ", "סוכנות", "خبرگزاری", "เอเจน", "สำนัก", "شبكة", "ı", "i̇", "ſ",
)  # fmt: skip
"""Parts of the words of `_NAMED_AGENCY`, one of which stands in every text it finds, in lower case; the last three are letters
that count as others where case does not: they could hide one."""
_ASCII_STEMS: Final = tuple(stem for stem in _AGENCY_STEMS if stem.isascii())
_ARTICLE: Final = re.compile(r"(?:^|\s)the\s$", re.IGNORECASE)
_ARTICLE_REACH: Final = 6
"""Code points from the end in which all that `_ARTICLE` finds lies; the search begins there, not at each letter before."""
_SMALL: Final = frozenset({
    "of", "the", "and", "for", "de", "la", "le", "les", "des", "du", "et", "y", "e", "o", "a", "da", "do", "dos", "das", "del", "los", "las",
    "der", "die", "und", "für", "van", "het", "en", "og", "i", "na", "w", "z",
})  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_STATE: Final = re.compile(r"(?:^|\s|,)[A-ZÀ-Þ][\wà-ÿ'’-]+(?:\s(?:d[aeo]s?\s)?[A-ZÀ-Þ][\wà-ÿ'’-]+){0,3}\s?$")
_ACRONYM: Final = re.compile(r"^[A-Z]{2,5}$")


_TITLE_CASED: Final = frozenset({"it", "es", "pt", "fr", "ca", "ro", None})
"""Languages whose press writes ``Ap`` and ``Afp``; elsewhere the two letters are a word or a name."""


class Doubts:
    """What one text says against reading a short acronym as an agency."""

    __slots__ = ("_codes", "_data", "_known", "_language", "_parts", "_text")

    def __init__(self, text: str, language: str | None, codes: Codes | None = None) -> None:
        """Nothing is read before it is asked for.

        Args:
            text: the whole text.
            language: its language, or None.
            codes: its code points, where they are at hand.
        """
        self._text = text
        self._codes = codes
        self._parts = -1
        self._data: bytes | None = None
        self._language = language
        self._known: dict[str, bool] = {}

    def other_meaning(self, agency: str) -> bool:
        """Whether the text spells the acronym of the agency out as something else."""
        phrases = _NAMED_OTHERWISE.get(agency)
        if phrases is None:
            return False
        known = self._known.get(agency)
        if known is None:
            bits = self._held()
            parts = [part for part in phrases.shared if bits & _BITS[part]]
            known = (len(parts) > 0 or len(phrases.others) > 0) and phrases.any_in(self._text, self._lower(), parts)
            self._known[agency] = known
        return known

    def _held(self) -> int:
        """Bits of the parts of other names that stand in the text, with none left out."""
        if self._parts < 0:
            if self._codes is None or any(map(self._text.__contains__, _LOWERED_TO_ASCII)):
                self._parts = (1 << len(_PARTS)) - 1
            else:
                self._parts = parts_in(self._codes, _HEADS, _LETTERS, _LENGTHS)
        return self._parts

    def _lower(self) -> bytes:
        if self._data is None:
            text = self._text
            if any(map(text.__contains__, _LOWERED_TO_ASCII)):
                text = text.lower()
            self._data = text.encode("utf-8", "surrogatepass").lower()
        return self._data

    def is_expansion(self, before: str, inside: str) -> bool:
        """Whether a bracketed acronym abbreviates the words right before it: ``Australian Federal Police (AFP)``."""
        acronym = inside.strip()
        if not _ACRONYM.match(acronym):
            return False
        words = _WORD.findall(before[-120:])
        letters = [w[0].upper() for w in words if w.lower() not in _SMALL]
        every = [w[0].upper() for w in words]
        size = len(acronym)
        if not before.rstrip() or before.rstrip()[-1] in '.!?"”»':
            return False
        target = list(acronym)
        return letters[-size:] == target or every[-size:] == target

    def is_state(self, before: str, inside: str) -> bool:
        """Whether the bracket is a Brazilian state behind its town: ``Macapá (AP)``, ``Belém (PA)``."""
        return self._language == "pt" and inside.strip() in ("AP", "PA") and _STATE.search(before) is not None

    def license(self, mention: Mention, weight: str, left: str, right: str, surface: str) -> str | None:
        """The weight key an attribution in prose may have, or None: the letters mean something else here."""
        agency = mention.agency
        # both begin with white space or an apostrophe; most names end their sentence
        first = right[:1]
        if (first.isspace() or (first and first in _GOES_ON)) and (_ORGANISATION.match(right) or _VICTIM.match(right)):
            return None
        if len(surface) > 5 and not surface.isupper():
            if (
                agency in ("Sputnik", "Bloomberg", "Anadolu")
                and self.other_meaning(agency)
                and weight != "told"
            ):
                return None
            return weight
        if not surface.isascii():
            return weight
        if surface == "Ap" and self._language not in _TITLE_CASED:
            return None
        near = left[-60:]
        if any(map(near.lower().__contains__, _ASCII_STEMS if near.isascii() else _AGENCY_STEMS)) and _NAMED_AGENCY.search(near):
            return weight
        if right.lstrip().lower().startswith(("news agency", "news service")):
            return weight
        if agency not in _WORLD:
            seat = _LANGUAGES.get(current_table().agencies[agency].country, "")
            if self._language is not None and self._language not in seat.split():
                return None
            if len(surface) <= 2 and (weight != "told" or self._language is None):
                # at home ``säger hon till TT`` needs no more
                return None
        if self.other_meaning(agency):
            # "told the AFP" is the police; "told AFP" may still be the agency in a story about the police
            return None if weight != "told" or _behind_article(left) else "told_once"
        return None if weight == "quoted" and surface == "AFP" and _behind_article(left) else weight


def _behind_article(left: str) -> bool:
    return _ARTICLE.search(left, max(0, len(left) - _ARTICLE_REACH)) is not None
