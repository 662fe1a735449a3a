"""Speed of the sketch kernel against datasketch's own bulk path, in one run, with the values compared.

    python -m benchmarks.kernel [articles] [words]

Prints articles a second and core for: tokens → shingles → signature (this project), `datasketch.MinHash.bulk` with crc32
on ready-made shingles (so without its share of tokenising), whole sketches with sentences, stems, fingerprints and
anchors, and what each stage of a sketch takes. Best of three. Texts are made up from a fixed seed.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
import time
import zlib
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from datasketch import MinHash

from transforms.schema import Article, Source, Unit
from transforms.settings import SketchSettings
from transforms.sketch.chars import fold32
from transforms.sketch.minhash import signatures
from transforms.sketch.shingles import shingle, streams
from transforms.sketch.sketch import sketch_articles
from transforms.sketch.tokens import tokenize

SETTINGS: Final = SketchSettings()
BLOCK: Final = 256
_STAGES: Final = {
    "tokenize": "tokens", "_sentences": "sentences", "stem_hashes": "stems", "affixes": "affixes", "_rarity": "rarity",
    "quoted": "quotation marks", "shingle": "shingles", "signatures": "MinHash", "_fingerprints": "fingerprints",
    "find_concepts": "anchors: concepts", "_read_names": "anchors: names", "find_figures": "anchors: numbers",
    "find_names": "anchors: unspaced names", "find_anchors": "anchors, all",
}  # fmt: skip


def made_up(count: int, words: int) -> list[Article]:
    """English-like articles: common words, invented rare ones, names, numbers, quotations, paragraphs."""
    rng = random.Random(20260801)
    common = ["the", "of", "to", "and", "in", "a", "for", "on", "that", "said", "was", "with", "by", "at", "from", "it", "as", "is", "were", "be", "his", "has", "have", "not", "but", "they"]
    syllables = [c + v for c in "bcdfghklmnprstvw" for v in "aeiou"]
    rare = ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(20_000)]
    names = [word.capitalize() for word in rare[:4_000]] + ["London", "Moscow", "Ukraine", "President", "Johnson"]
    articles = []
    for number in range(count):
        parts: list[str] = []
        for k in range(words):
            kind = rng.random()
            word = rng.choice(common) if kind < 0.45 else rng.choice(names) if kind < 0.57 else rng.choice(rare)
            if kind > 0.97:
                word = str(rng.randint(1, 30_000))
            if rng.random() < 0.02:
                word = f"“{word}”"
            ends = "" if rng.random() > 0.05 else ".\n\n" if k % 3 == 0 else "."
            parts.append(word + ends)
        text = " ".join(parts)
        source = Source(f"{number}", None, None, None, "utf-8", "")
        articles.append(
            Article(f"{number:016x}", source, text, "en", None, None, (), None, (Unit("body", 0, len(text)),), ())
        )
    return articles


def kernel(articles: list[Article]) -> Any:
    """Signatures of all articles, block by block."""
    out = []
    for start in range(0, len(articles), BLOCK):
        block = tokenize(articles[start : start + BLOCK])
        found = shingle(block, streams(block), SETTINGS)
        out.append(signatures(fold32(found.hash64), found.start, SETTINGS.num_perm, SETTINGS.seed))
    return np.concatenate(out)


def whole(articles: list[Article]) -> None:
    """Whole sketches of all articles, block by block."""
    for start in range(0, len(articles), BLOCK):
        sketch_articles(articles[start : start + BLOCK], SETTINGS)


def best(work: Callable[[], Any], times: int = 3) -> float:
    """CPU seconds of the fastest of several runs, so that other work on the machine shows less."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def equal_to_datasketch(articles: list[Article]) -> bool:
    """True if our signatures are datasketch's for the same shingle hashes, bit for bit."""
    block = tokenize(articles)
    found = shingle(block, streams(block), SETTINGS)
    elements = fold32(found.hash64)
    sets = [elements[found.start[k] : found.start[k + 1]].tolist() for k in range(len(articles))]
    theirs = MinHash.bulk(sets, num_perm=SETTINGS.num_perm, seed=SETTINGS.seed, scheme="affine32", hashfunc=lambda h: h)
    ours = signatures(elements, found.start, SETTINGS.num_perm, SETTINGS.seed)
    return all((ours[k] == theirs[k].hashvalues).all() for k in range(len(articles)))


def main(argv: list[str]) -> None:
    """Run and print."""
    count = int(argv[0]) if argv else 2_048
    words = int(argv[1]) if len(argv) > 1 else 500
    articles = made_up(count, words)
    whole(articles[:BLOCK])
    say = sys.stdout.write
    say(f"{count} articles of {words} words, blocks of {BLOCK}, one process\n")
    say(f"equal to datasketch bit for bit: {equal_to_datasketch(articles[:BLOCK])}\n")
    split = [article.text.split() for article in articles]
    ready = [[" ".join(part[k : k + 5]).encode() for k in range(len(part) - 4)] for part in split]
    ours = best(lambda: kernel(articles))
    theirs = best(lambda: MinHash.bulk(ready, num_perm=128, seed=1, scheme="affine32", hashfunc=zlib.crc32), 1)
    sketches = best(lambda: whole(articles))
    say(f"text -> signature, this project           {count / ours:9,.0f} articles/s\n")
    say(f"ready shingles -> signature, datasketch   {count / theirs:9,.0f} articles/s (bulk, crc32)\n")
    say(f"text -> whole sketch, this project        {count / sketches:9,.0f} articles/s\n")
    profile = cProfile.Profile()
    profile.runcall(whole, articles)
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(row[2] for row in rows.values())
    say("stages of a sketch (profiled, µs an article):\n")
    found = [(row[3], _STAGES[key[2]]) for key, row in rows.items() if key[2] in _STAGES and "sketch" in key[0]]
    for seconds, name in sorted(found, reverse=True):
        say(f"  {name:26s} {1e6 * seconds / count:8.1f}\n")
    say(f"  {'everything':26s} {1e6 * total / count:8.1f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
