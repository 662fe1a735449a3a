"""Learning which words translate each other, on toy corpora made here."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.alignment import learned_words
from transforms.alignment.learned_words import Group, RarityCount, learn_lexicon, translations, tree

OTHER = 1000
"""A toy language: the translation of word n is OTHER + n."""


def corpus(seed: int, stories: int = 40, words: int = 60) -> list[Group]:
    """Stories of sentences over a small vocabulary; one word in six has no translation in the group."""
    rng = random.Random(seed)
    groups = []
    for story in range(stories):
        for _ in range(rng.randint(2, 6)):
            here = set(rng.choices(range(1, words), weights=[1 / n for n in range(1, words)], k=rng.randint(3, 9)))
            there = {OTHER + n for n in here if rng.random() < 5 / 6} | {OTHER + rng.randrange(1, words)}
            groups.append(Group("aa", "bb", f"s{story}", tuple(sorted(here)), tuple(sorted(there))))
    return groups


def as_rows(groups: list[Group]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(g.story, g.terms_a, g.terms_b) for g in groups]


def by_hand(rows: list[tuple[str, tuple[int, ...], tuple[int, ...]]]) -> dict[int, int]:
    """The same in plain Python, entry by entry."""

    def shared(side: int) -> set[int]:
        seen = defaultdict(set)
        for row in rows:
            for word in row[side]:
                seen[word].add(row[0])
        return {word for word, names in seen.items() if len(names) >= learned_words.LEAST_STORIES}

    keep = {1: shared(1), 2: shared(2)}
    groups = [(r[0], [w for w in r[1] if w in keep[1]], [w for w in r[2] if w in keep[2]]) for r in rows]

    def model(forward: bool) -> dict[tuple[int, int], float]:
        sides = [(left, right) if forward else (right, left) for _, left, right in groups]
        sides = [(left, right) for left, right in sides if left]
        partners = defaultdict(set)
        for left, right in sides:
            for s in left:
                partners[s].update(right)
        p = {(s, t): 1 / len(found) for s, found in partners.items() for t in found}
        targets = [t for _, right in sides for t in right]
        chance = {t: targets.count(t) / len(targets) for t in set(targets)}
        for _ in range(learned_words.ROUNDS):
            count: dict[tuple[int, int], float] = defaultdict(float)
            alone: dict[int, float] = defaultdict(float)
            for left, right in sides:
                for t in right:
                    total = sum(p[s, t] for s in left) + chance[t]
                    alone[t] += chance[t] / total
                    for s in left:
                        count[s, t] += p[s, t] / total
            whole: dict[int, float] = defaultdict(float)
            for (s, _), value in count.items():
                whole[s] += value
            p = {(s, t): value / (whole[s] + learned_words.SPARE) for (s, t), value in count.items()}
            chance = {t: value / sum(alone.values()) for t, value in alone.items()}
        return p

    forth, back = model(True), model(False)
    stories = defaultdict(set)
    for name, left, right in groups:
        for s in left:
            for t in right:
                stories[s, t].add(name)
    best: dict[int, tuple[float, int]] = {}
    for (s, t), value in forth.items():
        other = back[t, s]
        if len(stories[s, t]) < learned_words.LEAST_STORIES:
            continue
        if value >= learned_words.LEAST_FORTH and other >= learned_words.LEAST_BACK:
            rank = (-round(value * other, 9), t)
            best[s] = min(best.get(s, rank), rank)
    return {s: t for s, (_, t) in best.items()}


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000))
def test_it_is_what_plain_counting_gives(seed: int) -> None:
    rows = as_rows(corpus(seed, stories=8, words=20))
    assert translations(rows) == by_hand(rows)


def test_translations_are_found_and_chance_is_not() -> None:
    found = translations(as_rows(corpus(1, stories=120)))
    right = sum(there == OTHER + here for here, there in found.items())
    assert len(found) > 25
    assert right / len(found) > 0.95


def test_words_of_one_story_are_not_learned() -> None:
    rows = as_rows(corpus(2)) + [("own", (777,), (OTHER + 777,))] * 50
    assert 777 not in translations(rows)
    assert translations([*rows, ("another", (777,), (OTHER + 777,))])[777] == OTHER + 777


def test_the_order_of_the_groups_does_not_matter() -> None:
    groups = corpus(3)
    count = RarityCount({})
    count.add("bb", [g for group in groups for g in group.terms_b], [100] * sum(len(g.terms_b) for g in groups))
    data = learn_lexicon(groups, count).dumps()
    for seed in range(3):
        mixed = [*groups, *groups[:5]]
        random.Random(seed).shuffle(mixed)
        assert learn_lexicon(mixed, count).dumps() == data


def test_nothing_comes_of_nothing() -> None:
    assert learn_lexicon([], RarityCount({})).tables == ()
    assert translations([("s", (1,), (2,))]) == {}


def test_endless_sentences_teach_nothing() -> None:
    long = tuple(range(1, learned_words.MOST_TERMS + 2))
    groups = [Group("aa", "bb", f"s{n}", long, (OTHER,)) for n in range(5)]
    assert learn_lexicon(groups, RarityCount({})).tables == ()


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({}, []),
        ({("de", "fr"): 3}, [("fr", "de")]),
        ({("de", "en"): 3, ("en", "fr"): 3}, [("de", "en"), ("fr", "en")]),
        ({("de", "en"): 9, ("ja", "ko"): 1}, [("en", "de"), ("ko", "ja")]),
    ],
)
def test_languages_hang_from_the_one_with_most_groups(
    weights: dict[tuple[str, str], int], expected: list[tuple[str, str]]
) -> None:
    assert tree(weights) == expected
