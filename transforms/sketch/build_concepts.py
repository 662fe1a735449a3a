"""Build the frozen table `data/concepts.npz`; run by hand, never at run time. Needs babel and wordfreq.

    python -m transforms.sketch.build_concepts

Sources: the hand lists of `concept_lists.py` and `data/lexicon.txt`, CLDR's names of languages (babel), and the place and
calendar names of `transforms.text`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np

from transforms.sketch import concept_lists as lists
from transforms.sketch import concept_loops as loops
from transforms.sketch import concepts, prior
from transforms.sketch.chars import CAPITAL, CHARACTER, char_table
from transforms.sketch.prior import BITS, UNKNOWN
from transforms.sketch.tokens import hash_words, joined_hashes64, tokenize_text
from transforms.text import calendar_names, gazetteer
from transforms.text.build_places import MAJOR
from transforms.text.build_region_lists import COUNTRY_FORMS
from transforms.text.gazetteer import fold_place

MIN_POPULATION: Final = 100_000
"""Inhabitants of the smallest city that makes an anchor by its name alone."""
_WORD: Final = 148
"""Rarity below which a form is a word of some language."""
_DOUBTFUL_MONTHS: Final = frozenset({"may", "march", "mars", "mart"})
_SMALL_MONTHS: Final = frozenset({"mai", "maj", "mei", "mars", "mart"})
_VOWELS: Final = frozenset("aeiouyаеиоуыэюяіїєьъ")


@dataclass(frozen=True)
class Row:
    """One form of one concept, before hashing."""

    form: str
    concept: int
    kind: int
    rarity: int
    rule: int
    languages: int = concepts.ANY_LANGUAGE


def _canonical(kind: str, name: str) -> int:
    return crc32(f"{kind}:{name}".encode())


def letters(form: str) -> str:
    """The form without what does not count in a token hash, so that it is one token."""
    flags = char_table().flags
    return "".join(c for c in form if ord(c) < len(flags) and flags[ord(c)] & 3)


def _unspaced(form: str) -> bool:
    plain = letters(form)
    return bool(plain) and bool(char_table().flags[ord(plain[0])] & CHARACTER)


def _rule(form: str, grows: int) -> int:
    """Capitals a form needs, and the ending it may grow."""
    flags = char_table().flags
    plain = letters(form)
    if plain and all(flags[ord(c)] & CAPITAL for c in plain):
        return loops.NEEDS_CAPITALS if len(plain) <= 6 else loops.NEEDS_CAPITAL
    if plain and flags[ord(plain[0])] & CAPITAL:
        return loops.NEEDS_CAPITAL | grows * loops.GROWS
    return grows * loops.GROWS


def _english() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict("en", "best"))


def _bits(frequency: float) -> int:
    return min(255, max(64, round(-BITS * math.log2(frequency)))) if frequency > 0 else UNKNOWN


def _listed() -> Iterator[Row]:
    """Organisations, countries, magnitudes, number words, currencies."""
    english = _english()
    for name, forms in lists.ORGANISATIONS.items():
        rarity = _bits(english.get(name.casefold(), 0.0)) if len(name) > 4 else 112
        for form in forms.split():
            plain = form.replace("_", " ")
            yield Row(plain, _canonical("organisation", name), concepts.ORGANISATION, rarity, _rule(plain, 0))
    for code, forms in lists.COUNTRIES.items():
        known = [f.casefold() for f in forms.split() if f.isascii() and f.isalpha() and len(f) > 3]
        rarity = _bits(sum(english.get(form, 0.0) for form in set(known)))
        for form in forms.split():
            plain = form.replace("_", " ")
            yield Row(plain, _canonical("country", code), concepts.PLACE, rarity, _rule(plain, 0))
    for number, forms in lists.MAGNITUDES.items():
        for form in forms.split():
            language, _, rest = form.rpartition(":")
            bits = concepts.language_bit(language) if language else concepts.ANY_LANGUAGE
            yield Row(rest.replace("_", " "), number, concepts.MAGNITUDE, 72, 0, bits)
    for language, forms in lists.NUMBER_WORDS.items():
        for number, words in enumerate(forms.split(), 2):
            for form in filter("-".__ne__, words.split("/")):
                yield Row(form, number, concepts.DIGITS, 72, 0, concepts.language_bit(language))
    for name, forms in lists.CURRENCIES.items():
        for form in forms.split():
            yield Row(form, _canonical("currency", name), concepts.CURRENCY, 104, 0)


def _words() -> Iterator[Row]:
    """The word list: stems that grow, by language."""
    english = _english()
    path = Path(__file__).parent / "data" / "lexicon.txt"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    names = lines[0].split("|")
    if not set(names) <= set(concepts.LANGUAGES):
        raise ValueError(f"{path.name} has the languages {names}, the table {concepts.LANGUAGES}")
    for line in lines[1:]:
        columns = line.split("|")
        stems = columns[0].split(",")
        frequency = sum(f for word, f in english.items() if any(_meets(word, stem) for stem in stems))
        for language, column in zip(names, columns, strict=True):
            for form in column.split(","):
                exact = form.startswith("=") or " " in form or language in {"zh", "ja"}
                grows = 0 if exact else loops.MAX_GROWTH
                yield Row(
                    form.lstrip("="), _canonical("word", stems[0].lstrip("=")), concepts.WORD_OF_NEWS, _bits(frequency),
                    grows * loops.GROWS, concepts.language_bit(language),
                )  # fmt: skip


def _meets(word: str, stem: str) -> bool:
    """True if a form of the word list finds a word."""
    if stem.startswith("="):
        return word == stem[1:]
    return word.startswith(stem) and len(word) - len(stem) <= loops.MAX_GROWTH


def _adjectives() -> Iterator[Row]:
    """Names of languages, which are adjectives of countries in most languages; they grow endings."""
    from babel import Locale, localedata

    rarity = {row.concept: row.rarity for row in _listed() if row.kind == concepts.PLACE}
    for identifier in sorted(localedata.locale_identifiers()):
        if "_" in identifier:
            continue
        names = Locale.parse(identifier).languages
        for language, country in lists.LANGUAGE_COUNTRIES.items():
            name = names.get(language)
            if not name or " " in name or name == language or len(letters(name)) < (2 if _unspaced(name) else 5):
                continue
            concept = _canonical("country", country)
            grows = 0 if _unspaced(name) else 3
            yield Row(name, concept, concepts.PLACE, rarity.get(concept, 120), grows * loops.GROWS)


def _places() -> Iterator[Row]:
    """Countries and cities of the gazetteer; names that end in a vowel also as a stem that grows endings."""
    english = _english()
    listed = {row.concept: row.rarity for row in _listed() if row.kind == concepts.PLACE}
    table = gazetteer._gazetteer()
    trusted = _trusted_countries()
    for line in table._names.decode().splitlines():
        name, _, numbers = line.partition("\t")
        place, _ = table.place(int(numbers.split(",")[0]))
        country = place.kind == "country"
        if place.kind not in {"city", "country"} or not (country or place.population >= MIN_POPULATION):
            continue
        plain = letters(name)
        unspaced = _unspaced(plain)
        if len(plain) < (2 if unspaced else 4) or name.count(" ") >= loops.MAX_PHRASE or len(plain) > 24:
            continue
        if unspaced and len(plain) > loops.MAX_NGRAM:
            continue
        if country and fold_place(name) not in trusted and int(prior.lookup(None, hash_words([plain]))[0]) < _WORD:
            # a name in a small language that is a word in a large one: Ende is India somewhere
            continue
        concept = _canonical("country", place.country) if country else _canonical("place", str(place.geoname_id))
        parts = [english.get(part, 0.0) for part in place.name.casefold().split()]
        rarity = listed.get(concept) or _bits(min(parts) * (1.0 if len(parts) == 1 else 0.3))
        cased = not unspaced and _cased(plain)
        rule = loops.NEEDS_CAPITAL if cased else 0
        yield Row(name, concept, concepts.PLACE, rarity, rule)
        if not cased or " " in name:
            continue
        stem = plain.rstrip("".join(_VOWELS)) if plain[-1] in _VOWELS else plain
        if len(plain) - len(stem) <= 2 and len(stem) >= (4 if country else 5):
            yield Row(stem, concept, concepts.PLACE, rarity, rule | 3 * loops.GROWS)


def _trusted_countries() -> set[str]:
    """Folded names of countries in the large languages, and the forms of the press."""
    from babel import Locale

    names = {name for locale in MAJOR for name in Locale.parse(locale).territories.values()}
    for line in COUNTRY_FORMS.strip().splitlines():
        _, name, forms = line.split("|")
        names |= {name, *forms.split(";")}
    return {fold_place(name) for name in names}


def _cased(word: str) -> bool:
    return word.lower() != word.upper()


def _calendar() -> Iterator[Row]:
    """Months and weekdays in full."""
    for word in calendar_names.month_words():
        number = calendar_names.month_number(word)
        plain = letters(word)
        if number is None or any(c.isdigit() for c in word) or len(plain) < (2 if _unspaced(word) else 3):
            continue
        # may and march are verbs, mai is "never" in Italian; abbreviations are words in some language or other
        short = word in _DOUBTFUL_MONTHS or (len(plain) < 4 and not _unspaced(word))
        rule = loops.NEEDS_CAPITAL if short and word.isascii() and word not in _SMALL_MONTHS else 0
        yield Row(word, number, concepts.SHORT_MONTH if short else concepts.MONTH, 96, rule)
    for word in calendar_names.weekday_words():
        number = calendar_names.weekday_number(word)
        if number is not None and len(letters(word)) >= (2 if _unspaced(word) else 5):
            yield Row(word, number, concepts.WEEKDAY, 96, 0)


def build() -> tuple[dict[str, Any], int]:
    """Columns of the table, and how many forms were dropped because an earlier source has them otherwise."""
    rows = [row for source in (_listed(), _calendar(), _words(), _adjectives(), _places()) for row in source]
    counted = [(row, words_of(row.form)) for row in rows]
    counted = [(row, words) for row, words in counted if words <= loops.MAX_PHRASE]
    keys, tags = concepts.key_and_tag(joined_hashes64([letters(row.form) for row, _ in counted]))
    by_key: dict[tuple[int, int], list[tuple[Row, int]]] = {}
    dropped = 0
    for key, (row, words) in zip(zip(keys.tolist(), tags.tolist(), strict=True), counted, strict=True):
        same = by_key.setdefault(key, [])
        alike = [k for k, (_, count) in enumerate(same) if count == words]
        twin = next((k for k in alike if (same[k][0].concept, same[k][0].kind) == (row.concept, row.kind)), None)
        if twin is not None:
            same[twin] = (_merge(same[twin][0], row), words)
        elif len(same) < loops.MAX_ROWS and all(not same[k][0].languages & row.languages for k in alike):
            same.append((row, words))
        else:
            dropped += 1
    return _columns(by_key), dropped


def _merge(old: Row, new: Row) -> Row:
    """The more lenient rule of two forms of one concept that fold alike."""
    grows = max(old.rule // loops.GROWS, new.rule // loops.GROWS)
    needs = (old.rule & 3) & (new.rule & 3)
    if {old.rule & 3, new.rule & 3} == {1, 2}:
        needs = loops.NEEDS_CAPITAL
    return Row(old.form, old.concept, old.kind, old.rarity, needs | grows * loops.GROWS, old.languages | new.languages)


def words_of(form: str) -> int:
    """Tokens of a form in a spaced script, 0 for one of an unspaced script."""
    return 0 if _unspaced(form) else len(tokenize_text(form))


def _columns(by_key: dict[tuple[int, int], list[tuple[Row, int]]]) -> dict[str, Any]:
    triples = [(key, row, words) for key in sorted(by_key) for row, words in by_key[key]]
    pairs = [(key, row) for key, row, _ in triples]
    meanings = sorted({(row.kind, row.concept, row.rarity) for _, row in pairs})
    number = {meaning: k for k, meaning in enumerate(meanings)}
    step = np.diff(np.array([key for (key, _), _ in pairs], np.uint32), prepend=np.uint32(0)).astype(np.uint32)
    return {
        "steps": np.stack([((step >> np.uint32(8 * k)) & np.uint32(255)).astype(np.uint8) for k in range(4)]),
        "which": np.array([number[row.kind, row.concept, row.rarity] for _, row in pairs], np.uint16),
        "tag": np.array([tag for (_, tag), _ in pairs], np.uint8),
        "rule": np.array([row.rule | words * loops.WORDS for _, row, words in triples], np.uint8),
        "languages": np.array([row.languages for _, row in pairs], np.uint32),
        "concept": np.array([meaning[1] for meaning in meanings], np.uint32),
        "kind": np.array([meaning[0] for meaning in meanings], np.uint8),
        "rarity": np.array([meaning[2] for meaning in meanings], np.uint8),
    }


def main() -> None:
    """Write the table beside this module."""
    path = Path(__file__).parent / "data" / "concepts.npz"
    columns, dropped = build()
    np.savez_compressed(path, **columns)
    forms, meanings = len(columns["which"]), len(columns["kind"])
    sys.stdout.write(f"{path.name}: {forms:,} forms of {meanings:,} concepts ({dropped:,} dropped), {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
