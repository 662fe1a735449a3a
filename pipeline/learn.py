"""Tables that one run learns and later runs use: ``wiretrace learn``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.sinks import publish
from pipeline.sources import list_work, read_work
from transforms.normalize_articles import normalize_or_dead
from transforms.schema import Article, DeadLetter
from transforms.settings import Settings
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
        for work in works:
            for item in read_work(work, settings.read):
                if isinstance(item, DeadLetter):
                    continue
                article = normalize_or_dead(item, section)
                if isinstance(article, DeadLetter):
                    continue
                passed["articles"] += 1
                passed["without"] += article.source.outlet is None
                yield article

    table = learn(articles, least)
    folder, name = posixpath.split(output)
    publish(folder or ".", name, table.dumps())
    return Learned(table, passed["articles"], passed["without"])
