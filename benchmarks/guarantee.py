"""The promise that a shared run of 20 words is found: planted in random texts, through candidates, alignment and links.

    python -m benchmarks.guarantee [--cases 100000] [--seed 1]

Every case is two texts of random words (in one of eight, of characters of unspaced script) that share one run of 20
to 60 words (40 to 120 characters) at random places and nothing else but chance. The run must come out in a link, in
passages that cover it on both sides up to what the promise is about: its first and last word included. Works on the
pure functions that the pipeline calls, without Beam; the time window is not at issue, for the texts have no dates.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.alignment.align import align_pair
from transforms.attribution.component import attribute_component
from transforms.attribution.facts import facts_of
from transforms.attribution.spans import merged
from transforms.schema import Article, Link, Source, Unit
from transforms.settings import Settings
from transforms.sketch.candidates import find_candidates
from transforms.sketch.sketch import sketch_articles

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS, CHARACTERS = 20, 40
"""Shortest run of the promise."""
BATCH = 250
"""Cases sketched together; each case is judged on its own two texts."""


@dataclass(frozen=True)
class Case:
    """Two texts and where the shared run lies in each, code points."""

    texts: tuple[str, str]
    spans: tuple[tuple[int, int], tuple[int, int]]
    language: str


def make_case(rng: random.Random) -> Case:
    """A random case; runs stand inside longer texts, at their edges, across sentences and paragraphs."""
    unspaced = rng.random() < 0.125

    def units(count: int) -> list[str]:
        if unspaced:
            return [chr(rng.randrange(0x4E00, 0x9000)) for _ in range(count)]
        return ["".join(rng.choices(LETTERS, k=rng.randint(2, 9))) for _ in range(count)]

    least = CHARACTERS if unspaced else WORDS
    run = units(rng.choice([least, least + 1, rng.randint(least, 3 * least)]))
    joint = "" if unspaced else " "
    # the run is the same words; where sentences and paragraphs break may differ
    texts, spans = [], []
    for _ in range(2):
        before, after = (
            units(rng.choice([0, 3, rng.randrange(400)])),
            units(rng.choice([0, 3, rng.randrange(400)])),
        )
        text, start, end = "", 0, 0
        for n, word in enumerate([*before, *run, *after]):
            if n:
                text += rng.choices([joint, "。" if unspaced else ". ", "\n\n"], weights=[30, 2, 1])[0]
            if n == len(before):
                start = len(text)
            text += word
            if n == len(before) + len(run) - 1:
                end = len(text)
        texts.append(text)
        spans.append((start, end))
    return Case((texts[0], texts[1]), (spans[0], spans[1]), "zh" if unspaced else "en")


def articles_of(case: Case, number: int) -> list[Article]:
    """The texts of a case as articles of one body each."""
    source = Source(f"{number}.txt", None, None, None, "utf-8", "0" * 64)
    return [
        Article(
            f"{2 * number + k:016x}", source, text, case.language, None, None, (), None, (Unit("body", 0, len(text)),), ()
        )
        for k, text in enumerate(case.texts)
    ]  # fmt: skip


def covers(links: tuple[Link, ...], case: Case, a: str, b: str) -> bool:
    """Whether a link of the two texts has passages that together cover the run on both sides."""
    for link in links:
        if {link.a, link.b} != {a, b}:
            continue
        sides = (
            merged((p.a_start, p.a_end) for p in link.passages),
            merged((p.b_start, p.b_end) for p in link.passages),
        )
        if link.a == b:
            sides = (sides[1], sides[0])
        if all(
            not _gaps(text, span, found)
            for text, span, found in zip(case.texts, case.spans, sides, strict=True)
        ):
            return True
    return False


def _gaps(text: str, span: tuple[int, int], found: list[tuple[int, int]]) -> str:
    """What passages leave out of a span, but for spaces and stops between words."""
    left, at = "", span[0]
    for start, end in [*found, (span[1], span[1])]:
        left += text[at : max(at, min(start, span[1]))]
        at = max(at, end)
    return "".join(c for c in left if c.isalnum())


def failures(cases: int, seed: int) -> Iterator[tuple[int, Case, str]]:
    """(number, case, stage) of every case in which the promise does not hold."""
    settings = Settings()
    for start in range(0, cases, BATCH):
        numbers = range(start, min(cases, start + BATCH))
        made = [make_case(random.Random(f"{seed}:{n}")) for n in numbers]
        articles = [
            article for n, case in zip(numbers, made, strict=True) for article in articles_of(case, n)
        ]
        sketches = sketch_articles(articles, settings.sketch)
        for k, (number, case) in enumerate(zip(numbers, made, strict=True)):
            two, signed = articles[2 * k : 2 * k + 2], sketches[2 * k : 2 * k + 2]
            found, _ = find_candidates(signed, settings.candidates)
            if not found:
                yield number, case, "no candidate pair"
                continue
            alignment = align_pair(signed[0], signed[1], found[0], settings.align)
            facts = [facts_of(article, sketch) for article, sketch in zip(two, signed, strict=True)]
            result = attribute_component(facts, [alignment], settings.attribute)
            if not result.links:
                yield number, case, "no link"
            elif not covers(result.links, case, two[0].doc_id, two[1].doc_id):
                yield number, case, "run not covered"


def main() -> None:
    """Count and print failures; exit 1 if there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    stages: Counter[str] = Counter()
    for number, case, stage in failures(options.cases, options.seed):
        stages[stage] += 1
        if sum(stages.values()) <= 5:
            print(f"case {number} ({case.language}, run at {case.spans}): {stage}")
    print(f"{options.cases} planted runs, {sum(stages.values())} not found: {dict(sorted(stages.items()))}")
    sys.exit(1 if stages else 0)


if __name__ == "__main__":
    main()
