"""Turns of a stream without Beam: in any portions they end in what a batch says, and what is old is forgotten."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import orjson
import pytest

from pipeline.config import load_settings, settings_sha256
from pipeline.demo import DEMO_OVERRIDES, demo_input
from pipeline.inputs import list_work
from pipeline.sources import read_work
from pipeline.unbounded.desk import Desk, Turn
from pipeline.unbounded.held import Damaged, HeldTables
from tests.pipeline.runs import run
from tests.pipeline.state.daily import _timeless, said
from transforms.normalize_articles import normalize_or_dead
from transforms.schema import Article, Document
from transforms.settings import Settings
from transforms.sketched import SketchedArticle, describe


@cache
def demo() -> tuple[Settings, str, tuple[SketchedArticle, ...]]:
    settings = load_settings(None, DEMO_OVERRIDES)
    documents = [d for work in list_work(str(demo_input())) for d in read_work(work, settings.read)]
    articles = [normalize_or_dead(d, settings.normalize) for d in documents if isinstance(d, Document)]
    return settings, settings_sha256(settings), tuple(describe([a for a in articles if isinstance(a, Article)], settings))


class Kept:
    """What a reader of all turns has in the end."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.links: dict[str, Any] = {}
        self.families: dict[str, Any] = {}

    def take(self, turn: Turn) -> None:
        for doc, data in turn.records:
            row = orjson.loads(data)
            assert row["revision"] == self.records.get(doc, {"revision": 0})["revision"] + 1
            self.records[doc] = row
        for name in turn.retired_links:
            self.links.pop(name, None)
        for name in turn.retired_families:
            self.families.pop(name, None)
        self.links.update((name, orjson.loads(data)) for name, data in turn.links)
        self.families.update((name, orjson.loads(data)) for name, data in turn.families)

    def said(self) -> dict[str, list[Any]]:
        return {
            name: [_timeless(rows[key]) for key in sorted(rows)]
            for name, rows in (("records", self.records), ("links", self.links), ("families", self.families))
        }


def feed(desk: Desk, kept: Kept, portions: Iterable[Sequence[SketchedArticle]], seen: int = 19_800) -> list[bytes]:
    journal = []
    for portion in portions:
        kept.take(desk.turn(portion, [], seen))
        assert isinstance(desk.tables, HeldTables)
        journal += desk.tables.commit()
    return journal


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    out = tmp_path_factory.mktemp("batch")
    run([demo_input()], out, *DEMO_OVERRIDES)
    return said(out)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_any_portions_in_any_order_end_in_what_a_batch_says(batch: dict[str, list[Any]], size: int) -> None:
    settings, sha256, articles = demo()
    shuffled = list(articles)
    random.Random(size).shuffle(shuffled)
    # a fifth of the articles arrive twice, the second time after all others
    portions = [shuffled[n : n + size] for n in range(0, len(shuffled), size)] + [shuffled[::5]]
    kept = Kept()
    feed(Desk(settings, sha256, HeldTables()), kept, portions)
    assert kept.said() == batch
    if size == 1:
        assert max(row["revision"] for row in kept.records.values()) > 1


def test_the_journal_in_any_order_gives_the_same_desk(batch: dict[str, list[Any]]) -> None:
    settings, sha256, articles = demo()
    kept, tables = Kept(), HeldTables()
    journal: list[bytes] = []
    for n in range(0, len(articles), 23):
        journal += feed(Desk(settings, sha256, tables), kept, [articles[n : n + 23]])
        random.Random(n).shuffle(journal)
        tables = HeldTables.replay(journal)
    assert kept.said() == batch
    assert HeldTables.replay(tables.whole()).held() == tables.held()
    with pytest.raises(Damaged, match="missing"):
        HeldTables.replay(journal[1:])
    with pytest.raises(Damaged, match="cannot be read"):
        HeldTables.replay([b"no journal"])
