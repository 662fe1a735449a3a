"""Sentences that an outlet prints under everything: a table that one run learns and a later run uses.

Which sentences are boilerplate must not depend on what else is in a batch (DESIGN.md, promise 6). So it is learned
apart, frozen with a version that is the hash of its content, and named in the settings. A sentence is in the table
when *unrelated* texts of one outlet carry it: texts of different days that share few other words. A background
sentence of a running story is carried by related texts, and stays out.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

from transforms.schema import Article, Unit
from transforms.text.sentences import split_sentences

SCHEMA: Final = "wiretrace/boilerplate/1"
LEAST_TEXTS: Final = 5
"""Unrelated texts of an outlet that make a sentence boilerplate; a standing phrase of a desk is met twice or thrice."""
RELATED: Final = 0.12
"""Jaccard similarity of the other words of two texts from which they count as related. Of 7,649 pairs of English news
texts of different stories 99 % have less than .11, of 479 pairs of one story 95 % have more than .09 and half .18."""
_LEAST_LETTERS: Final = 12
"""Letters of the shortest sentence that is counted (half of it where a character is a syllable): shorter ones are
crossheads and cries."""
_MOST_TEXTS: Final = 400
"""Texts compared for one sentence, the first by day and id: enough to find `LEAST_TEXTS` unrelated ones."""
_WORD_LETTERS: Final = 4
"""Letters of the shortest word that says what a text is about."""


class BoilerplateError(Exception):
    """A table cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The frozen table."""

    #: hash of the content, 16 hex digits
    version: str
    #: outlet → hashes of its sentences, with the number of unrelated texts that carried each
    outlets: dict[str, dict[int, int]]

    def row(self) -> dict[str, Any]:
        """The table as JSON data."""
        return {
            "schema": SCHEMA,
            "version": self.version,
            "outlets": {
                outlet: [[f"{key:016x}", count] for key, count in sorted(known.items())]
                for outlet, known in sorted(self.outlets.items())
                if known
            },
        }

    def dumps(self) -> bytes:
        """The bytes of the table's file; equal tables have equal bytes."""
        return orjson.dumps(self.row(), option=orjson.OPT_SORT_KEYS) + b"\n"


def table_of(outlets: dict[str, dict[int, int]]) -> Boilerplate:
    """A table with its version."""
    content = Boilerplate("", {outlet: dict(known) for outlet, known in outlets.items() if known}).row()["outlets"]
    version = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
    return Boilerplate(version, {outlet: dict(sorted(known.items())) for outlet, known in sorted(outlets.items()) if known})


def parse_table(data: bytes, name: str) -> Boilerplate:
    """A table from the bytes of its file.

    Args:
        data: the bytes.
        name: what to call the file in an error.

    Raises:
        BoilerplateError: it is no such table, or its content is not that of its version.
    """
    try:
        row = orjson.loads(data)
        if row["schema"] != SCHEMA:
            raise BoilerplateError(f"{name} has schema {row['schema']!r}, not {SCHEMA!r}")
        outlets = {
            str(outlet): {int(key, 16): int(count) for key, count in pairs} for outlet, pairs in row["outlets"].items()
        }
        version = str(row["version"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BoilerplateError(f"{name} is no boilerplate table ({error}); make one with wiretrace learn boilerplate") from error
    table = table_of(outlets)
    if table.version != version:
        raise BoilerplateError(f"{name} says version {version}, but its content has version {table.version}")
    return table


@lru_cache(maxsize=8)
def load_table(path: str) -> Boilerplate:
    """The table of a local file; read once a process.

    Raises:
        BoilerplateError: the file cannot be read or is no table.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise BoilerplateError(f"cannot read the boilerplate table {path!r}: {error.strerror}") from error
    return parse_table(data, path)


def sentence_key(sentence: str) -> int | None:
    """64-bit hash of a sentence without case, accents of form, white space and punctuation; None if it is too short.

    >>> sentence_key("Follow us on Telegram!") == sentence_key("FOLLOW  us on telegram")
    True
    """
    folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", sentence).casefold()))
    if len(folded) < (_LEAST_LETTERS // 2 if folded[:1] >= "\u0e00" else _LEAST_LETTERS):
        return None
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def keys_of(text: str) -> set[int]:
    """Keys of the sentences of a text that are long enough to have one."""
    keys = (sentence_key(text[start:end]) for start, end in split_sentences(text, 0, len(text), None))
    return {key for key in keys if key is not None}


def keyed_sentences(text: str, units: Iterable[Unit], language: str | None) -> Iterator[tuple[int, int, int]]:
    """(start, end, key) of the sentences of the body."""
    for unit in units:
        if unit.kind == "body":
            for start, end in split_sentences(text, unit.start, unit.end, language):
                key = sentence_key(text[start:end])
                if key is not None:
                    yield start, end, key


def cut_boilerplate(
    text: str, units: Sequence[Unit], language: str | None, outlet: str | None, table: Boilerplate
) -> tuple[Unit, ...]:
    """Units with the outlet's boilerplate sentences labelled ``noise``.

    A text whose whole body is in the table is left as it is: such a page is the boilerplate's own.
    """
    known = table.outlets.get(outlet) if outlet is not None else None
    return cut_sentences(text, units, language, known) if known else tuple(units)


def cut_sentences(
    text: str, units: Sequence[Unit], language: str | None, known: Container[int]
) -> tuple[Unit, ...]:
    """Units with the sentences whose keys are known labelled ``noise``, unless they are the whole body."""
    cuts = [(start, end) for start, end, key in keyed_sentences(text, units, language) if key in known]
    if not cuts:
        return tuple(units)
    found: list[Unit] = []
    for unit in units:
        inside = [cut for cut in cuts if unit.kind == "body" and unit.start <= cut[0] and cut[1] <= unit.end]
        at = unit.start
        for start, end in inside:
            _add(found, text, unit, unit.kind, at, start)
            _add(found, text, unit, "noise", start, end)
            at = end
        _add(found, text, unit, unit.kind, at, unit.end)
    return tuple(found) if any(unit.kind == "body" for unit in found) else tuple(units)


def _add(found: list[Unit], text: str, unit: Unit, kind: str, start: int, end: int) -> None:
    """Append a trimmed span; cut sentences with nothing between them are one unit."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    if kind == "noise" and found and found[-1].kind == kind and not text[found[-1].end : start].strip():
        found[-1] = replace(found[-1], end=end)
    else:
        found.append(Unit(kind, start, end, unit.language))


# ------------------------------------------------------------------ learning


@dataclass(frozen=True, slots=True)
class _Text:
    """What is kept of a text while a table is learned."""

    day: str
    doc_id: str
    sha256: str
    words: frozenset[int]


def learn(articles: Callable[[], Iterable[Article]], least: int = LEAST_TEXTS) -> Boilerplate:
    """Learn a table from articles, in two passes, whatever their order.

    Args:
        articles: gives the same articles each time it is called; those without an outlet are passed over.
        least: unrelated texts that make a sentence boilerplate, at least 2.
    """
    counts: dict[tuple[str, int], int] = {}
    for article in articles():
        if article.source.outlet is not None:
            keys = {key for _, _, key in keyed_sentences(article.text, article.units, article.language)}
            for key in keys:
                pair = (article.source.outlet, key)
                counts[pair] = counts.get(pair, 0) + 1
    repeated = {pair for pair, count in counts.items() if count >= max(2, least)}
    del counts
    carriers: dict[tuple[str, int], set[_Text]] = {}
    for article in articles():
        outlet = article.source.outlet
        if outlet is None:
            continue
        sentences = list(keyed_sentences(article.text, article.units, article.language))
        held = {key for _, _, key in sentences if (outlet, key) in repeated}
        if not held:
            continue
        rest = (article.text[start:end] for start, end, key in sentences if key not in held)
        day = article.published.value[:10] if article.published is not None else ""
        kept = _Text(day, article.doc_id, article.source.sha256, frozenset(_words("\n".join(rest))))
        for key in held:
            carriers.setdefault((outlet, key), set()).add(kept)
    outlets: dict[str, dict[int, int]] = {}
    for (outlet, key), texts in carriers.items():
        count = _unrelated(texts)
        if count >= max(2, least):
            outlets.setdefault(outlet, {})[key] = count
    return table_of(outlets)


def _words(text: str) -> Iterator[int]:
    """Hashes of the words a text is about; pairs of characters where words are not spaced."""
    for word in text.casefold().split():
        bare = "".join(filter(str.isalnum, word))
        if bare[:1] >= "\u0e00" and len(bare) > 1:
            pieces = [bare[at : at + 2] for at in range(len(bare) - 1)]
        else:
            pieces = [bare] if len(bare) >= _WORD_LETTERS else []
        for piece in pieces:
            yield int.from_bytes(hashlib.blake2b(piece.encode("utf-8", "replace"), digest_size=6).digest(), "big")


def _unrelated(texts: Iterable[_Text]) -> int:
    """Number of texts, taken by day and id, each of another known day than all before it and related to none."""
    taken: list[_Text] = []
    days: set[str] = set()
    for one in sorted(texts, key=lambda text: (text.day, text.doc_id, text.sha256))[:_MOST_TEXTS]:
        if one.day in days or not one.words:
            continue
        if all(_similarity(one.words, other.words) < RELATED for other in taken):
            taken.append(one)
            if one.day:
                days.add(one.day)
    return len(taken)


def _similarity(a: frozenset[int], b: frozenset[int]) -> float:
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)
