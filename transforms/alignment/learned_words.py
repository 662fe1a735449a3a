"""Learn a lexicon from sentence groups that are known to translate each other: IBM model 1, and only what is agreed.

For each pair of languages a word is given the translation that it has most often by the first of the alignment models
of Brown et al. (1993), run both ways over the terms of the aligned groups. A pair of words is kept when both directions
give it some weight and unrelated stories use it: a pair met in one story is its people and places. All numbers follow
from the groups alone, whatever their order: sums run in one fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from transforms.alignment.arrays import Float, Int
from transforms.alignment.runs import expand
from transforms.sketch.lexicon import Lexicon, PairTable, lexicon_of

ROUNDS: Final = 6
"""Rounds of expectation and maximisation; probabilities of model 1 hardly move after five."""
LEAST_STORIES: Final = 2
"""Unrelated stories that must show a pair of words in aligned groups."""
LEAST_FORTH, LEAST_BACK = 0.2, 0.1
"""Least probability of the translation given the word, and of the word given the translation."""
SPARE: Final = 1.0
"""Occurrences set aside for each word, so that one seen once or twice proves little."""
THIN: Final = 0.25
"""Share of a language's groups with another language below which a pair is passed over, if there is another way."""
MOST_TERMS: Final = 60
"""Terms of the longest side of a group that is learned from; longer ones are no sentences."""
MOST_GROUPS: Final = 100_000
"""Groups of two languages learned from, the first by (story, terms); more add time and memory, and few words."""


class Group(NamedTuple):
    """One aligned group of sentences of two languages, `a` the smaller name."""

    a: str
    b: str
    #: name of the story: unrelated stories have different names
    story: str
    #: distinct terms, sorted
    terms_a: tuple[int, ...]
    terms_b: tuple[int, ...]


@dataclass(slots=True)
class RarityCount:
    """How rare the occurrences of each term are, by language: integer sums, so that their order does not matter."""

    #: language → term → [sum of rarities, occurrences]
    found: dict[str, dict[int, list[int]]]

    def add(self, language: str, terms: Iterable[int], rarities: Iterable[int]) -> None:
        """Count the terms of a text."""
        own = self.found.setdefault(language, {})
        for term, rarity in zip(terms, rarities, strict=True):
            total = own.setdefault(term, [0, 0])
            total[0] += rarity
            total[1] += 1

    def means(self) -> dict[str, dict[int, int]]:
        """Mean rarity of each term, eighths of a bit."""
        return {
            language: {term: total // count for term, (total, count) in own.items()}
            for language, own in self.found.items()
        }


def learn_lexicon(groups: Iterable[Group], rarity: RarityCount) -> Lexicon:
    """A lexicon over the languages of the groups.

    The languages become a tree, see `tree`: the root has most groups.

    Args:
        groups: aligned groups, in any order; equal ones count once.
        rarity: how rare the terms are.
    """
    by_pair: dict[tuple[str, str], list[Group]] = {}
    for group in sorted(set(groups)):
        if 0 < len(group.terms_a) <= MOST_TERMS and 0 < len(group.terms_b) <= MOST_TERMS:
            by_pair.setdefault((group.a, group.b), []).append(group)
    tables = []
    for language, above in tree({pair: len(found) for pair, found in by_pair.items()}):
        pair = min(language, above), max(language, above)
        chosen = by_pair[pair][:MOST_GROUPS]
        turned = [(g.story, g.terms_a, g.terms_b) if language == g.a else (g.story, g.terms_b, g.terms_a) for g in chosen]
        tables.append(PairTable(language, above, len(chosen), translations(turned)))
    return lexicon_of(tables, rarity.means())


def tree(weights: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """(language, language above it) of a tree for each connected part: as flat as can be, then by groups, then by name.

    Each step of the way up loses words, so a language hangs from the root where it has groups with it, unless these are
    less than `THIN` of what the poorer of the two has with another language.

    >>> tree({("cs", "en"): 9, ("cs", "uk"): 9, ("en", "fr"): 4, ("en", "uk"): 1})
    [('cs', 'en'), ('fr', 'en'), ('uk', 'cs')]
    """
    total: dict[str, int] = {}
    most: dict[str, int] = {}
    for (a, b), weight in weights.items():
        total[a] = total.get(a, 0) + weight
        total[b] = total.get(b, 0) + weight
        most[a], most[b] = max(most.get(a, 0), weight), max(most.get(b, 0), weight)
    depth: dict[str, int] = {}
    out: list[tuple[str, str]] = []
    for root in sorted(total, key=lambda name: (-total[name], name)):
        if root in depth:
            continue
        depth[root] = 0
        while True:
            ways = [
                (depth[old], -weight, new, old)
                for (a, b), weight in weights.items()
                for new, old in ((a, b), (b, a))
                if old in depth and new not in depth and weight >= THIN * min(most[a], most[b])
            ]
            if not ways:
                break
            above, _, new, old = min(ways)
            depth[new] = above + 1
            out.append((new, old))
    return out


def translations(groups: list[tuple[str, tuple[int, ...], tuple[int, ...]]]) -> dict[int, int]:
    """Word → its translation.

    Args:
        groups: (story, distinct terms of the language, distinct terms of the other), at least one.
    """
    story_names = {name: n for n, name in enumerate(sorted({story for story, _, _ in groups}))}
    story = np.array([story_names[name] for name, _, _ in groups], np.int64)
    here, here_count = _shared_terms([terms for _, terms, _ in groups], story)
    there, there_count = _shared_terms([terms for _, _, terms in groups], story)
    left, right, group = expand(
        np.cumsum(here_count) - here_count, here_count, np.cumsum(there_count) - there_count, there_count
    )
    if not len(group):
        return {}
    source, target = here[left], there[right]
    sources, source = np.unique(source, return_inverse=True)
    targets, target = np.unique(target, return_inverse=True)
    pairs, pair = np.unique(source * len(targets) + target, return_inverse=True)
    told = np.unique(pair * len(story_names) + story[group])
    stories = np.bincount(told // len(story_names), minlength=len(pairs))
    of_source, of_target = pairs // len(targets), pairs % len(targets)
    forth = _model_one(pair, of_source, of_target, group)
    back = _model_one(pair, of_target, of_source, group)
    kept = np.flatnonzero((stories >= LEAST_STORIES) & (forth >= LEAST_FORTH) & (back >= LEAST_BACK))
    # the most probable one, the smaller hash on a tie
    order = kept[np.lexsort((of_target[kept], -np.round(forth[kept] * back[kept], 9), of_source[kept]))]
    first = order[np.append(True, np.diff(of_source[order]) != 0)] if len(order) else order
    return dict(zip(sources[of_source[first]].tolist(), targets[of_target[first]].tolist(), strict=True))


def _shared_terms(rows: list[tuple[int, ...]], story: Int) -> tuple[Int, Int]:
    """The terms that enough stories have, row after row, and how many each row keeps."""
    count = np.array([len(row) for row in rows], np.int64)
    term = np.fromiter((t for row in rows for t in row), np.int64, int(count.sum()))
    row = np.repeat(np.arange(len(rows)), count)
    names, term_index = np.unique(term, return_inverse=True)
    told = np.unique(term_index * (int(story.max()) + 1) + story[row])
    stories = np.bincount(told // (int(story.max()) + 1), minlength=len(names))
    kept = stories[term_index] >= LEAST_STORIES
    return term[kept], np.bincount(row[kept], minlength=len(rows)).astype(np.int64)


def _model_one(pair: Int, source: Int, target: Int, group: Int) -> Float:
    """(P,) probability of the target given the source for each pair of terms that meet in a group.

    Each occurrence of a target in a group comes from one of the sources of the group, or from none.

    Args:
        pair: (E,) pair of each entry: a source and a target that stand in one group.
        source: (P,) source of each pair.
        target: (P,) target of each pair.
        group: (E,) group of each entry.
    """
    targets = int(target.max()) + 1
    _, slot = np.unique(group * targets + target[pair], return_inverse=True)
    slots = int(slot.max()) + 1
    slot_target = np.zeros(slots, np.int64)
    slot_target[slot] = target[pair]
    chance: Float = np.bincount(slot_target, minlength=targets) / slots
    forth: Float = (1.0 / np.bincount(source))[source]
    for _ in range(ROUNDS):
        weight = forth[pair]
        total = np.bincount(slot, weights=weight, minlength=slots) + chance[slot_target]
        count = np.bincount(pair, weights=weight / total[slot], minlength=len(source))
        forth = count / (np.bincount(source, weights=count)[source] + SPARE)
        by_chance = np.bincount(slot_target, weights=chance[slot_target] / total, minlength=targets)
        chance = by_chance / by_chance.sum()
    return forth
