"""Known keys stand in order: what new articles find is what matching everything finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.settings import CandidateSettings
from transforms.sketch.banding import NO_DAY, KeyColumns, PairColumns, keep_pairs, match_partition
from transforms.sketch.standing import StandingKeys

SETTINGS = CandidateSettings(max_group=3, max_anchor_group=3)


def columns(rows: list[tuple[int, int, int]]) -> KeyColumns:
    """(document, key, day) as rows of the wording and passage views."""
    doc, key, day = (np.array([row[n] for row in rows], np.int64) for n in range(3))
    count = len(rows)
    return KeyColumns(
        (key % 2).astype(np.uint8), key.astype(np.uint64), doc.astype(np.uint64), day.astype(np.int32),
        np.zeros(count, np.uint16), np.zeros(count, np.uint8), np.zeros(count, np.uint32),
    )  # fmt: skip


def pairs_of(pairs: PairColumns) -> dict[tuple[int, int], tuple[int, ...]]:
    values = zip(pairs.wording.tolist(), pairs.passage.tolist(), pairs.direct.tolist(), strict=True)
    return dict(zip(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True), values, strict=True))


ARTICLES = st.lists(
    st.tuples(st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True), st.sampled_from([0, 3, 9, 30, NO_DAY])),
    min_size=2,
    max_size=14,
)


@settings(deadline=None)
@given(ARTICLES, st.integers(1, 4), st.booleans())
def test_turn_by_turn_is_all_at_once(articles: list[tuple[list[int], int]], size: int, replace: bool) -> None:
    """Pairs with new articles, and pairs among doubtful ones, are those of everything known at that moment."""
    now: dict[int, list[tuple[int, int, int]]] = {}
    standing = StandingKeys()
    told: dict[tuple[int, int], tuple[int, ...]] = {}
    for start in range(0, len(articles), size):
        fresh = {n: [(n, key, day) for key in keys] for n, (keys, day) in list(enumerate(articles))[start : start + size]}
        replaced: list[int] = []
        if replace and start:
            # the first article gets the text of the newest one
            fresh[0] = [(0, key, day) for _, key, day in fresh[max(fresh)]]
            replaced = [0]
        new = columns([row for rows in fresh.values() for row in rows])
        found = standing.find(new, np.array(replaced, np.uint64), SETTINGS, lambda a, b, held=frozenset(told): (a, b) in held)
        standing.add(new)
        now.update(fresh)
        whole = pairs_of(keep_pairs(match_partition(columns([r for rows in now.values() for r in rows]), SETTINGS)[0], SETTINGS))
        doubtful = set(found.doubtful.tolist())
        told = {p: v for p, v in told.items() if not {*p} & fresh.keys() and not {*p} <= doubtful}
        told.update(pairs_of(found.pairs))
        told.update(pairs_of(found.again))
        assert told == whole
        assert len(standing) == sum(map(len, now.values()))


def test_what_is_removed_is_found_no_more() -> None:
    standing = StandingKeys()
    standing.add(columns([(1, 5, 0), (2, 6, 0)]))
    standing.remove(np.array([1], np.uint64))
    found = standing.find(columns([(3, 5, 0), (3, 6, 0)]), np.zeros(0, np.uint64), SETTINGS, lambda a, b: False)
    assert list(pairs_of(found.pairs)) == [(2, 3)]


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_known_nothing_found(count: int) -> None:
    found = StandingKeys().find(columns([(1, 5, 0)][:count]), np.zeros(0, np.uint64), SETTINGS, lambda a, b: False)
    assert not len(found.pairs.a) and not len(found.doubtful)
