"""Remnants of another language in a text: signs that it was translated, and from what.

Machine translation leaves acronyms, number forms, quotation marks and editors' notes of its source standing. Each
sign is weak alone; together they name a source language. The weights are judgements (NEWSWIRE 3.2), in the scale
of the evidence weights, combined as 1 - (1 - w1)(1 - w2)...

``und`` (undetermined, BCP 47) collects signs of translation that name no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from transforms.text.page_words import CURLY, OPENING, OTHER, TELLING, PageWords, holds_any, telling

_Add = Callable[[Sequence[str], float], None]

_ROMANCE: Final = ("es", "fr", "it", "pt")

_ACRONYMS: Final = {
    # acronym: languages it belongs to
    "EI": "es fr pt", "ONU": "ca es fr it pt ro", "OTAN": "ca es fr pt", "EE.UU.": "es", "EE. UU.": "es", "EEUU": "es",
    "EUA": "ca pt", "UE": "ca es fr it pl pt ro", "UA": "es fr pt", "OMS": "ca es fr it pt ro", "FMI": "es fr it pt ro",
    "BCE": "es fr it pt", "AIEA": "es fr it pt", "OIEA": "es", "CPI": "es fr it", "TPI": "es fr pt", "CIJ": "es fr pt",
    "OCDE": "ca es fr pt", "OPEP": "es fr pt", "OMC": "es fr it pt ro", "ONG": "es fr it pt ro", "PIB": "es fr pt",
    "RDC": "es fr it", "RCA": "es fr", "RPDC": "es fr", "HCR": "fr", "ACNUR": "es pt", "OIM": "es fr it pt",
    "CEDEAO": "es fr pt", "CICR": "es fr pt", "OEA": "es fr pt", "CIDH": "es pt", "RPC": "es fr pt",
    "UNO": "de", "EZB": "de", "IWF": "de", "VAE": "de", "VN": "nl", "ONZ": "pl", "OSN": "cs sk", "BM": "tr", "ABD": "tr",
    "AB": "tr", "PBB": "id ms", "ENSZ": "hu", "FN": "da no sv", "YK": "fi", "OKB": "bs hr", "ООН": "ru", "ЕС": "bg ru",
    "IAEA": "en", "IMF": "en", "ECB": "en", "OPEC": "en", "ICC": "en", "UNHCR": "en", "GDP": "en", "UN": "en", "IOM": "en",
}  # fmt: skip
_ACRONYM_LANGUAGES: Final = {acronym: tuple(table.split()) for acronym, table in _ACRONYMS.items()}
_BARE: Final = (
    ("ONU", ("ONU",)),
    ("OTAN", ("OTAN",)),
    ("OPEP", ("OPEP",)),
    ("UU", ("EE.UU.", "EE. UU.", "EEUU")),
)
"""Acronyms that mean nothing else, so that they count outside brackets too, with what to look for first."""
_SHARED: Final = frozenset({"UN", "GDP", "ICC", "IOM", "IMF", "ECB", "IAEA", "OPEC", "UNHCR"})
"""English acronyms that careful writers of other languages print too: half the weight."""

_ROUND: Final = re.compile(r"\(([^()\n]{1,60})\)")
_SQUARE: Final = re.compile(r"\[([^\[\]\n]{1,60})\]")
_BARE_WORDS: Final = telling(b"onu otan opep uu eeuu @onu @otan @opep".split())
_REMOVE: Final = telling([b"remove"])
_MOST_NUMBERS: Final = 200
"""Numbers of the telling forms that are counted on a page: a bound for tables."""
_TELLING: Final = re.compile("[«„¿¡№「『º°\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
"""Any character that `_marks` and `_foreign_words` could be about: most texts have none."""
_FOREIGN: Final = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
    r"[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,40}"
)
_LATIN_NAME: Final = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,}")
_LATIN_IN_HAN: Final = ("de", "en", "es", "fr", "it")
"""Languages that a name in Latin letters may come from."""
_SPUN: Final = "sources can contact us to remove"
"""Disclaimer of pages that are spun by machine (NEWSWIRE 2.4), lower case."""
_SMALL_CROSSHEAD: Final = re.compile(r"\n[ \t]*[a-zà-ÿ][^\n.!?:;,…]{3,48}[a-zà-ÿ][ \t]*(?=\n)")

_NOTES: Final = (
    ("ndlr", "fr"), ("n.d.l.r", "fr"), ("n. de la r", "es"), ("n. del r", "es"), ("n. de r", "es"), ("n. da r", "pt"),
    ("ndr", "it"), ("n.d.r", "it"), ("anm. d. red", "de"), ("anm.d.red", "de"), ("прим. ред", "ru"), ("przyp. red", "pl"),
    ("pozn. red", "cs"), ("nvdr", "nl"), ("red. anm", "sv"),
)  # fmt: skip
"""Heads of editors' notes, which stand in brackets."""
_TRANSLATED_AP: Final = {
    "es": "Prensa Asociada", "pt": "Imprensa Associada", "fr": "Presse Associée", "it": "Stampa Associata",
}  # fmt: skip
"""What machine translation makes of "Associated Press"."""

_LATIN: Final = frozenset(
    {"en", "fr", "es", "pt", "it", "de", "nl", "sv", "da", "no", "nb", "nn", "fi", "pl", "cs", "sk", "hu", "ro", "tr",
     "hr", "bs", "sl", "id", "ms", "vi", "ca", "gl", "sq", "et", "lv", "lt", "sw", "fil", "af", "eu", "is", "ga"}
)  # fmt: skip
_COMMA: Final = _LATIN - {"en", "ms", "sw", "fil", "ga"} | {"ru", "uk", "be", "bg", "sr", "mk", "el", "kk"}
"""Languages that write a decimal comma."""
_POINT: Final = frozenset({"en", "zh", "ja", "ko", "th", "he", "hi", "ms", "sw", "fil", "ga"})
"""Languages that write a decimal point."""
_NO_GUILLEMETS: Final = frozenset(
    {
        "en",
        "nl",
        "sv",
        "pl",
        "cs",
        "sk",
        "tr",
        "id",
        "ms",
        "vi",
        "zh",
        "ja",
        "ko",
        "fi",
        "hu",
        "he",
        "th",
        "hi",
        "sw",
    }
)
_NO_LOW_QUOTES: Final = frozenset(
    {"en", "fr", "es", "pt", "it", "ca", "tr", "id", "ms", "vi", "sv", "no", "nb", "da"}
)
_CLOCK_H: Final = frozenset({"fr", "pt", "es", "ca", "vi", "ro", "gl", "eu"})
"""Languages that write 04h30."""
_CLOSE: Final = 600
"""Code points at the end of a page in which it says how it was made."""
_MOST: Final = 0.95
_LEAST: Final = 0.1


def find_remnants(
    text: str, spans: Iterable[tuple[int, int]], language: str | None, words: PageWords | None = None
) -> tuple[tuple[str, float], ...]:
    """Languages that have left remnants in a text.

    Args:
        text: the whole text.
        spans: spans of the body, in order.
        language: language of the body, BCP 47 primary subtag; without it nothing can be foreign.
        words: the words of the text, where they are at hand.

    Returns:
        (language, weight) pairs, weight in (0, 0.95], the heaviest first, ties by language.

    >>> find_remnants("troops fight the Islamic State (EI).", [(0, 36)], "en")
    (('es', 0.25), ('fr', 0.25), ('pt', 0.25))
    """
    if language is None:
        return ()
    words = words or PageWords(text)
    spans = list(spans)
    marks = words.marks
    pieces = [text[start:end] for start, end in spans]
    body = pieces[0] if len(pieces) == 1 else "\n".join(pieces)
    left: dict[str, float] = {}

    def add(languages: Sequence[str], weight: float) -> None:
        for one in languages:
            left[one] = left.get(one, 1.0) * (1.0 - weight)

    brackets = _inside(body, "(", _ROUND) if marks & OPENING else []
    cuts = _inside(body, "[", _SQUARE) if marks & OPENING else []
    if brackets or words.bits & _BARE_WORDS:
        _acronyms(body, brackets, language, add)
    _numbers(words, spans, language, add)
    _notes(body, brackets, cuts, language, add)
    if language == "zh" and _LATIN_NAME.search(body) is not None:
        # translators into Chinese leave names in Latin letters: nine in ten translations of the shared data hold one,
        # one original in twenty-five
        add(_LATIN_IN_HAN, 0.3)
    if words.printed & _REMOVE and holds_any(text[-_CLOSE:], (_SPUN,)):
        add(("und",), 0.4)
    if marks & (OTHER | TELLING | CURLY):
        if words.latin:
            # no letter of another script: the marks are asked for one by one, without a look at every character
            if marks & TELLING:
                _marks(body, language, add)
        elif _TELLING.search(body) is not None:
            _marks(body, language, add)
            if language in _LATIN:
                for source in _foreign_words(body):
                    add((source,), 0.3)
        if language == "en" and marks & CURLY and body.count("“") != body.count("”") and _unbalanced(body):
            add(("und",), 0.1)
    if (
        language in ("en", "fr", "es", "pt", "it")
        and _SMALL_CROSSHEAD.search(body) is not None
    ):
        # languages that print crossheads with a capital; the source's was translated as running text
        add(("und",), 0.15)
    if not left:
        return ()
    found = [(one, round(min(_MOST, 1.0 - rest), 3)) for one, rest in left.items() if one != language]
    return tuple(sorted((pair for pair in found if pair[1] >= _LEAST), key=lambda pair: (-pair[1], pair[0])))


def _inside(body: str, opening: str, bracket: re.Pattern[str]) -> list[str]:
    """What stands in the brackets of one kind; the search for the sign alone is several times as fast as that for the pattern."""
    found = []
    at = body.find(opening)
    while at >= 0:
        match = bracket.match(body, at)
        if match is not None:
            found.append(match[1])
        at = body.find(opening, at + 1 if match is None else match.end())
    return found


def _acronyms(body: str, brackets: Sequence[str], language: str, add: _Add) -> None:
    seen = {content for content in brackets if content in _ACRONYM_LANGUAGES}
    if language not in _ROMANCE:
        for probe, forms in _BARE:
            if probe in body:
                seen.update(form for form in forms if _stands_alone(body, form))
    for acronym in sorted(seen):
        languages = _ACRONYM_LANGUAGES.get(acronym)
        if languages is None or language in languages:
            continue
        if acronym in _SHARED:
            # only in languages whose own form is current
            if language in _ROMANCE:
                add(languages, 0.12)
            continue
        add(languages, 0.3 if len(languages) == 1 else 0.25 if len(languages) <= 3 else 0.2)


def _stands_alone(body: str, word: str) -> bool:
    at = body.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at > 0 and body[at - 1].isalnum()) and not (end < len(body) and body[end].isalnum()):
            return True
        at = body.find(word, end)
    return False


def _numbers(words: PageWords, spans: Sequence[tuple[int, int]], language: str, add: _Add) -> None:
    if language == "es":
        # Spanish has all these forms, by country
        return
    clock = comma = points = commas = sign = 0
    for start, end in spans:
        found = words.numbers(start, end, _MOST_NUMBERS - clock - comma - points - commas - sign)
        clock, comma, points = clock + found[0], comma + found[1], points + found[2]
        commas, sign = commas + found[3], sign + found[4]
    if clock and language not in _CLOCK_H:
        add(("fr",), 0.3)
        add(("pt",), 0.2)
    if language in _POINT:
        if comma:
            add(("de", "es", "fr", "it", "pt", "ru"), 0.1)
        if points > 1:
            add(("de", "es", "it", "pt"), 0.1)
        if language == "en" and sign:
            add(("de", "es", "fr", "it", "pt", "ru"), 0.1)
    elif language in _COMMA and commas > 1 and not comma:
        add(("en",), 0.15)


def _notes(body: str, brackets: Sequence[str], cuts: Sequence[str], language: str, add: _Add) -> None:
    """Editors' notes, cuts in quotations, translated agency names."""
    if language not in _ROMANCE and any(content in ("…", "...") for content in (*brackets, *cuts)):
        add(("es", "fr", "pt"), 0.1)
    for content in (*brackets, *cuts):
        folded = content.lower()
        for note, source in _NOTES:
            if source != language and folded.startswith(note):
                add((source,), 0.5)
    translated = _TRANSLATED_AP.get(language)
    if translated is not None and translated in body:
        add(("en",), 0.5)


def _marks(body: str, language: str, add: _Add) -> None:
    """Quotation marks, inverted marks, numero signs."""
    if language in _NO_GUILLEMETS and "«" in body:
        add(("fr",), 0.15)
        add(("ar", "es", "it", "ru"), 0.1)
    if language in _NO_LOW_QUOTES and "„" in body:
        add(("de",), 0.2)
        add(("cs", "pl", "ro"), 0.1)
    if language not in ("es", "ca", "gl", "eu") and ("¿" in body or "¡" in body):
        add(("es",), 0.4)
    if language in _LATIN:
        if "№" in body:
            add(("ru",), 0.3)
        if "「" in body or "『" in body:
            add(("ja", "zh"), 0.2)
        if language not in ("es", "pt", "gl") and ("N.º" in body or "n.º" in body or " nº" in body):
            add(("es", "pt"), 0.2)
        if language not in ("fr", "it") and (" n°" in body or " N°" in body):
            add(("fr", "it"), 0.2)


def _unbalanced(body: str) -> bool:
    """Whether a quotation is left open or closed twice; paragraphs of one long quotation each open anew."""
    lines = [line.strip() for line in body.split("\n")]
    lines = [line for line in lines if line]
    for index, line in enumerate(lines):
        surplus = line.count("“") - line.count("”")
        if surplus < 0:
            return True
        if surplus > 0 and not (index + 1 < len(lines) and lines[index + 1].startswith("“")):
            return True
    return False


def _foreign_words(body: str) -> list[str]:
    """Languages of the scripts in which whole words stand in a Latin-script text."""
    found: set[str] = set()
    for number, match in enumerate(_FOREIGN.finditer(body)):
        if number >= 20:
            break
        word = match[0]
        if word[0] < "\u0600":
            found.add("uk" if any(char in "іїєґ" for char in word) else "ru")
        elif word[0] < "\u0700":
            found.add("fa" if any(char in "پچژگ" for char in word) else "ar")
        elif any("\u3040" <= char <= "\u30ff" for char in word):
            found.add("ja")
        else:
            found.add("ko" if word[0] >= "\uac00" else "zh")
    return sorted(found)
