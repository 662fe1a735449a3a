"""Tables that one run learns and later runs use: ``wiretrace learn``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import numpy as np

from pipeline.inputs import list_work
from pipeline.manifest import read_manifest
from pipeline.sinks import publish
from pipeline.sources import read_work
from pipeline.tables import files_of, read_rows
from transforms.alignment.learned_words import Group, RarityCount, learn_lexicon
from transforms.normalize_articles import normalized
from transforms.schema import DERIVATIONS, FAMILY_RELATIONS, Article, DeadLetter, Source, U32Array, Unit
from transforms.settings import Settings, SketchSettings
from transforms.sketch.lexicon import Lexicon, terms_of
from transforms.sketch.sketch import sketch_articles
from transforms.sketch.tokens import I64Array
from transforms.text.boilerplate import LEAST_TEXTS, Boilerplate, learn


@dataclass(slots=True)
class Learned:
    """What learning a boilerplate table found."""

    table: Boilerplate
    #: articles read, and those that have no outlet and were passed over
    articles: int
    without_outlet: int


def learn_boilerplate(inputs: Sequence[str], output: str, settings: Settings, least: int = LEAST_TEXTS) -> Learned:
    """Learn a boilerplate table from a dump and write it.

    The dump is read twice, so that nothing but counts stays in memory. What cannot be read is passed over.

    Args:
        inputs: files, folders or globs on any Beam file system.
        output: file of the table; it appears when it is complete.
        settings: how documents are read and normalised. A table they name is not applied: the new one would lack
            what the old one has cut.
        least: unrelated texts of an outlet that make a sentence boilerplate.

    Raises:
        InputError: nothing matches an input.
    """
    section = settings.normalize.model_copy(update={"boilerplate": None, "boilerplate_version": None})
    works = [work for pattern in inputs for work in list_work(pattern)]
    passed = {"articles": 0, "without": 0}

    def articles() -> Iterator[Article]:
        passed.update(articles=0, without=0)
        items = chain.from_iterable(read_work(work, settings.read) for work in works)
        for article in normalized(items, section):
            if isinstance(article, DeadLetter):
                continue
            passed["articles"] += 1
            passed["without"] += article.source.outlet is None
            yield article

    table = learn(articles, least)
    folder, name = posixpath.split(output)
    publish(folder or ".", name, table.dumps())
    return Learned(table, passed["articles"], passed["without"])


LEAST_CONFIDENCE: Final = 0.9
"""Confidence of a link from which its passages teach; of such links of the shared translations all are right."""
_OF_ONE_FAMILY: Final = frozenset(DERIVATIONS + FAMILY_RELATIONS) - {"mashup"}
_BLOCK: Final = 256


class NoTexts(Exception):
    """A run cannot teach, because it was made without its texts."""


@dataclass(slots=True)
class LearnedLexicon:
    """What learning a lexicon found."""

    lexicon: Lexicon
    #: links whose passages taught, and these passages
    links: int
    groups: int


def learn_words(outputs: Sequence[str], output: str, least: float = LEAST_CONFIDENCE) -> LearnedLexicon:
    """Learn a lexicon from the translated passages of finished runs, and write it.

    Links of one family across languages teach, where the run is certain of them. Texts of one family are one story.

    Args:
        outputs: folders of finished runs, made with their texts; their order does not matter.
        output: file of the lexicon; it appears when it is complete.
        least: confidence of a link from which it teaches.

    Raises:
        NoRun: there is no finished run in a folder.
        NoTexts: a run has no texts.
    """
    groups: set[Group] = set()
    rarity = RarityCount({})
    counted: set[tuple[str, str]] = set()
    links = passages = 0
    for folder in sorted(set(outputs)):
        manifest = read_manifest(folder)
        if not files_of(manifest, "texts"):
            raise NoTexts(f"the run at {folder!r} has no texts; make it again with --texts")
        teaching = list(_teaching(read_rows(folder, manifest, "links"), least))
        wanted = {doc for link in teaching for doc in (link["a"], link["b"])}
        records = {row["doc_id"]: row for row in read_rows(folder, manifest, "records") if row["doc_id"] in wanted}
        teaching = [
            link for link in teaching if link["a"] in records and link["b"] in records
            and None not in (records[link["a"]]["language"], records[link["b"]]["language"])
            and records[link["a"]]["language"] != records[link["b"]]["language"]
        ]  # fmt: skip
        texts = _texts_of(read_rows(folder, manifest, "texts"), records, {d for k in teaching for d in (k["a"], k["b"])})
        for doc in sorted(texts):
            key = doc, records[doc]["source"]["sha256"]
            if key not in counted:
                counted.add(key)
                rarity.add(records[doc]["language"], texts[doc].term.tolist(), texts[doc].rarity.tolist())
        for link in teaching:
            found = list(_groups(link, records, texts))
            links += bool(found)
            passages += len(found)
            groups.update(found)
    lexicon = learn_lexicon(groups, rarity)
    place, name = posixpath.split(output)
    publish(place or ".", name, lexicon.dumps())
    return LearnedLexicon(lexicon, links, passages)


@dataclass(frozen=True, slots=True)
class _Text:
    """The terms of a text: where each begins, its hash and its rarity."""

    start: U32Array
    term: U32Array
    rarity: I64Array


def _teaching(links: Iterable[Mapping[str, Any]], least: float) -> Iterator[Mapping[str, Any]]:
    """Links of one family that the run is certain of, with translated passages."""
    for link in links:
        certain = link["relation"] in _OF_ONE_FAMILY and link["confidence"] >= least
        if certain and any(passage["kind"] == "translated" for passage in link["passages"]):
            yield link


def _texts_of(
    rows: Iterable[Mapping[str, Any]], records: Mapping[str, Mapping[str, Any]], wanted: set[str]
) -> dict[str, _Text]:
    """The terms of the texts that links need, sketched block by block."""
    out: dict[str, _Text] = {}
    pending: list[Article] = []

    def flush() -> None:
        for sketch in sketch_articles(pending, SketchSettings()):
            terms = terms_of(sketch)
            out[sketch.doc_id] = _Text(sketch.token_start[terms.token], terms.term, terms.rarity)
        pending.clear()

    for row in rows:
        if row["doc_id"] in wanted:
            pending.append(_article(records[row["doc_id"]], row["text"]))
            if len(pending) >= _BLOCK:
                flush()
    flush()
    return out


def _article(record: Mapping[str, Any], text: str) -> Article:
    """As much of an article as its sketch needs."""
    units = tuple(Unit(unit["kind"], unit["start"], unit["end"]) for unit in record["units"])
    source = Source(record["source"]["uri"], None, None, None, "utf-8", record["source"]["sha256"])
    return Article(record["doc_id"], source, text, record["language"], None, None, (), None, units, ())


def _groups(
    link: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]], texts: Mapping[str, _Text]
) -> Iterator[Group]:
    """The translated passages of a link as groups of terms."""
    sides = sorted((records[link[side]]["language"], side) for side in ("a", "b"))
    story = records[link["a"]]["family_id"] or link["a"]
    for passage in link["passages"]:
        if passage["kind"] != "translated" or not all(link[side] in texts for _, side in sides):
            continue
        terms = []
        for _, side in sides:
            text = texts[link[side]]
            low, high = np.searchsorted(text.start, (passage[f"{side}_start"], passage[f"{side}_end"]))
            terms.append(tuple(np.unique(text.term[low:high]).tolist()))
        yield Group(sides[0][0], sides[1][0], story, terms[0], terms[1])
