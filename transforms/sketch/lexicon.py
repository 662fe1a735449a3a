"""A learned lexicon: words of several languages that translate each other, as anchors of a sketch.

What is in it was learned from pairs already linked (`transforms.alignment.learned_words`), frozen with a version that is
the hash of its content, and named in the settings, so that no record depends on its batch (DESIGN.md, promise 6). It
holds hashes of stems and of character bigrams, and no words. The languages form a tree: each but the root has one table
of *terms* into the language above it, and a term's *concept* is what it is called highest up. Two texts whose terms
have one concept share an anchor of kind LEXEME, also where no table leads from the one language to the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import orjson

from transforms.schema import TOKEN_COMMON, Article, Sketch, Source, U8Array, U32Array, Unit
from transforms.settings import SketchSettings
from transforms.sketch.chars import fold32, mix64
from transforms.sketch.marks import LEXEME, canonical_hash
from transforms.sketch.sketch import sketch_articles
from transforms.sketch.tokens import I64Array

SCHEMA: Final = "wiretrace/lexicon/1"
LEAST_RARITY, MOST_RARITY = 64, 140
"""Rarity of a word of the lexicon, eighths of a bit: a chance translation of a rare word must not weigh like a rare name."""
_BIGRAM: Final = np.uint64(0x9E3779B97F4A7C15)
_PROBE: Final = (
    ("en", "The ministers' warnings were ignored by several farming communities."),
    ("de", "Die Warnungen der Ministerin wurden von Bauern überhört."),
    ("ru", "Предупреждения министров не услышали сельские жители."),
    ("hu", "A miniszterek figyelmeztetését nem hallották a falvakban."),
    ("ar", "لم يسمع المزارعون تحذيرات الوزراء"),
    ("zh", "部长们的警告没有被村民听到"),
)


class LexiconError(Exception):
    """A lexicon cannot be read or used; the message says which and why."""


class Terms(NamedTuple):
    """What of a sketch a lexicon can hold: N terms in order of the text."""

    #: (N,) token where the term begins
    token: I64Array
    #: (N,) hash of the stem, or of the two characters
    term: U32Array
    #: (N,) rarity in the language, eighths of a bit
    rarity: I64Array


class Words(NamedTuple):
    """The words of one language: W rows sorted by term."""

    term: U32Array
    concept: U32Array
    rarity: U8Array


@dataclass(frozen=True, slots=True)
class PairTable:
    """Words of one language and their translation in the language above it."""

    language: str
    above: str
    #: aligned sentence groups it was learned from
    sentences: int
    #: term → its translation in `above`
    words: dict[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The frozen lexicon; two of one version are the same."""

    #: hash of the content, 16 hex digits
    version: str
    #: sorted by language; no language twice, and no circle
    tables: tuple[PairTable, ...]
    #: language → rarity of each term that is a translation, eighths of a bit
    rarity: dict[str, dict[int, int]]
    #: language → its words, filled when the lexicon is made
    words: dict[str, Words] = field(default_factory=dict, repr=False)

    def row(self) -> dict[str, Any]:
        """The lexicon as JSON data."""
        return {
            "schema": SCHEMA,
            "version": self.version,
            "scheme": scheme(),
            "tables": [
                {
                    "from": table.language,
                    "to": table.above,
                    "sentences": table.sentences,
                    "words": [[f"{a:08x}", f"{b:08x}"] for a, b in sorted(table.words.items())],
                }
                for table in self.tables
            ],
            "rarity": {
                language: [[f"{term:08x}", value] for term, value in sorted(known.items())]
                for language, known in sorted(self.rarity.items())
            },
        }

    def dumps(self) -> bytes:
        """The bytes of the lexicon's file; equal lexicons have equal bytes."""
        return orjson.dumps(self.row(), option=orjson.OPT_SORT_KEYS) + b"\n"


@cache
def scheme() -> str:
    """What a term is in this version: a hash over the terms of invented sentences in several scripts.

    It changes when tokens, stems, anchors or rarities do, and then a lexicon learned before does not fit any more.
    """
    articles = [
        Article(f"{n:016x}", Source("", None, None, None, "utf-8", ""), text, language, None, None, (), None, (Unit("body", 0, len(text)),), ())
        for n, (language, text) in enumerate(_PROBE)
    ]  # fmt: skip
    total = hashlib.sha256()
    for sketch in sketch_articles(articles, SketchSettings()):
        for column in terms_of(sketch):
            total.update(np.ascontiguousarray(column, "<i8").tobytes())
    return f"stem-bigram/1-{total.hexdigest()[:12]}"


def lexicon_of(tables: Iterable[PairTable], rarity: dict[str, dict[int, int]]) -> Lexicon:
    """A lexicon with its version.

    Raises:
        LexiconError: a language has two tables, or the tables lead in a circle.
    """
    kept = tuple(sorted((table for table in tables if table.words), key=lambda table: table.language))
    above = {table.language: table for table in kept}
    if len(above) < len(kept):
        raise LexiconError("a language has two tables")
    needed: dict[str, set[int]] = {}
    for table in kept:
        needed.setdefault(table.above, set()).update(table.words.values())
        seen = {table.language}
        at: PairTable | None = table
        while at is not None:
            if at.above in seen:
                raise LexiconError(f"the tables of {', '.join(sorted(seen))} lead in a circle")
            seen.add(at.above)
            at = above.get(at.above)
    known = {
        language: {term: rarity.get(language, {}).get(term, LEAST_RARITY) for term in sorted(terms)}
        for language, terms in sorted(needed.items())
    }
    made = Lexicon("", kept, known)
    content = {name: value for name, value in made.row().items() if name != "version"}
    version = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
    return replace(made, version=version, words=_words(above, needed, known))


def _words(
    above: dict[str, PairTable], needed: dict[str, set[int]], rarity: dict[str, dict[int, int]]
) -> dict[str, Words]:
    """The words of each language with their concepts."""
    out: dict[str, Words] = {}
    for language in sorted(above.keys() | needed.keys()):
        own = above[language].words if language in above else {}
        terms = sorted(own.keys() | needed.get(language, set()))
        rows = []
        for term in terms:
            place, name = language, term
            while place in above and name in above[place].words:
                place, name = above[place].above, above[place].words[name]
            bits = min(MOST_RARITY, max(LEAST_RARITY, rarity[place][name]))
            rows.append((term, canonical_hash("lexeme", f"{place}:{name:08x}"), bits))
        columns = np.array(rows, np.int64).reshape(-1, 3)
        out[language] = Words(
            columns[:, 0].astype(np.uint32), columns[:, 1].astype(np.uint32), columns[:, 2].astype(np.uint8)
        )
    return out


def parse_lexicon(data: bytes, name: str) -> Lexicon:
    """A lexicon from the bytes of its file.

    Args:
        data: the bytes.
        name: what to call the file in an error.

    Raises:
        LexiconError: it is no lexicon, was made with other tokens and stems, or its content is not that of its version.
    """
    try:
        row = orjson.loads(data)
        if row["schema"] != SCHEMA:
            raise LexiconError(f"{name} has schema {row['schema']!r}, not {SCHEMA!r}")
        if row["scheme"] != scheme():
            raise LexiconError(
                f"{name} was made with words cut as {row['scheme']}, this version cuts them as {scheme()}; "
                "make it anew with wiretrace learn lexicon"
            )
        tables = [
            PairTable(
                str(table["from"]), str(table["to"]), int(table["sentences"]),
                {int(a, 16): int(b, 16) for a, b in table["words"]},
            )
            for table in row["tables"]
        ]  # fmt: skip
        rarity = {
            str(language): {int(term, 16): int(value) for term, value in known} for language, known in row["rarity"].items()
        }
        version = str(row["version"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"{name} is no lexicon ({error}); make one with wiretrace learn lexicon") from error
    lexicon = lexicon_of(tables, rarity)
    if lexicon.version != version:
        raise LexiconError(f"{name} says version {version}, but its content has version {lexicon.version}")
    return lexicon


def terms_of(sketch: Sketch) -> Terms:
    """The terms of a sketch: stems of words that are not very common, pairs of characters where words are not spaced.

    Tokens that bear an anchor are left out: they meet by their anchor already.
    """
    free = np.ones(len(sketch.token_hash), bool)
    free[sketch.anchor_token[sketch.anchor_kind != LEXEME]] = False
    if sketch.unspaced:
        single = free & (sketch.token_length == 1)
        begin = sketch.token_start.astype(np.int64)
        token = np.flatnonzero(single[:-1] & single[1:] & (np.diff(begin) == 1))
        left, right = sketch.token_hash[token].astype(np.uint64), sketch.token_hash[token + 1].astype(np.uint64)
        rarity = sketch.token_rarity.astype(np.int64)
        return Terms(token, fold32(mix64(left * _BIGRAM + right)), (rarity[token] + rarity[token + 1]) // 2)
    token = np.flatnonzero(free & ((sketch.token_flags & TOKEN_COMMON) == 0) & (sketch.token_length >= 2))
    return Terms(token, sketch.token_stem[token], sketch.token_rarity[token].astype(np.int64))


def lexemes_between(sketch: Sketch, language: str | None, lexicon: Lexicon) -> Sketch:
    """The sketch with those of its lexemes only that a text of another language can have; without any for None."""
    learned = sketch.anchor_kind == LEXEME
    if not learned.any():
        return sketch
    words = lexicon.words.get(language or "")
    kept = ~learned if words is None else ~learned | np.isin(sketch.anchor_hash, words.concept)
    return replace(
        sketch,
        anchor_token=sketch.anchor_token[kept],
        anchor_hash=sketch.anchor_hash[kept],
        anchor_kind=sketch.anchor_kind[kept],
        anchor_rarity=sketch.anchor_rarity[kept],
    )


def with_lexemes(sketch: Sketch, lexicon: Lexicon) -> Sketch:
    """The sketch with an anchor at every term that the lexicon has; it depends on the sketch and the lexicon alone."""
    words = lexicon.words.get(sketch.language or "")
    if words is None:
        return sketch
    terms = terms_of(sketch)
    place = np.minimum(np.searchsorted(words.term, terms.term), len(words.term) - 1)
    hit = words.term[place] == terms.term
    if not hit.any():
        return sketch
    token, place = terms.token[hit].astype(np.int32), place[hit]
    tokens = np.concatenate([sketch.anchor_token, token])
    order = np.argsort(tokens, kind="stable")
    return replace(
        sketch,
        anchor_token=tokens[order],
        anchor_hash=np.concatenate([sketch.anchor_hash, words.concept[place]])[order],
        anchor_kind=np.concatenate([sketch.anchor_kind, np.full(len(token), LEXEME, np.uint8)])[order],
        anchor_rarity=np.concatenate([sketch.anchor_rarity, words.rarity[place]])[order],
    )
