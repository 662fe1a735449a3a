"""FindCandidates on the embedded runner equals the pure function, whatever the blocks and partitions."""

from __future__ import annotations

import random
from collections.abc import Iterable

import apache_beam as beam
import numpy as np
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that

from transforms.find_candidates import FindCandidates
from transforms.packets import INSIDE, Packed
from transforms.schema import Article, CappedKey, Published, Sketch, Source, Unit
from transforms.settings import CandidateSettings, SketchSettings
from transforms.sketch.banding import candidate_keys, pack_keys
from transforms.sketch.candidates import find_candidates
from transforms.sketch.pairs import from_bytes, to_candidates
from transforms.sketch.sketch import sketch_articles

SETTINGS = CandidateSettings(max_group=4, max_anchor_group=4)


def corpus() -> list[Sketch]:
    """Sixty texts that share runs of each other, one sentence that all share, and dates over three weeks."""
    rng = random.Random(5)
    words = [f"{a}{b}{c}" for a in "bdfg" for b in "aeio" for c in "lmnrst"]
    runs = [" ".join(rng.choice(words) for _ in range(30)) for _ in range(25)]
    common = " ".join(words[:22])
    articles = []
    for number in range(60):
        text = ". ".join([runs[rng.randrange(25)], runs[rng.randrange(25)], common if number % 3 == 0 else f"Number {number * 7919}"])
        date = Published(f"2024-03-{1 + rng.randrange(21):02d}", "day", "source") if number % 7 else None
        source = Source("", None, None, None, "utf-8", "")
        units = (Unit("body", 0, len(text)),)
        articles.append(Article(f"{number * 977:016x}", source, text, "en", None, date, (), None, units, ()))
    return sketch_articles(articles, SketchSettings())


@pytest.mark.parametrize(("block", "partitions"), [(7, 5), (60, 1)])
def test_equals_the_pure_function(block: int, partitions: int) -> None:
    sketches = corpus()
    expected, expected_capped = find_candidates(sketches, SETTINGS)
    assert expected_capped and any(c.via_hub for c in expected) and any(not c.via_hub for c in expected)
    order = np.random.default_rng(block).permutation(len(sketches))
    shuffled = [sketches[k] for k in order]
    blocks = [shuffled[k : k + block] for k in range(0, len(shuffled), block)]

    def packed(part: list[Sketch]) -> Packed:
        keys = pack_keys(candidate_keys(part, SETTINGS), partitions)
        return INSIDE.put([key for key, _ in keys], [data for _, data in keys]).packed()

    def same_pairs(found: Iterable[bytes]) -> None:
        pairs = [pair for part in found for pair in to_candidates(from_bytes(part))]
        assert sorted(pairs, key=lambda c: (c.a, c.b)) == expected

    def same_capped(found: Iterable[CappedKey]) -> None:
        assert sorted(found, key=lambda c: (c.view, c.key)) == expected_capped

    with TestPipeline(runner="FnApiRunner") as pipeline:
        found = pipeline | beam.Create([packed(part) for part in blocks], reshuffle=False) | FindCandidates(SETTINGS, partitions)
        assert_that(found.pairs, same_pairs, label="pairs")
        assert_that(found.capped, same_capped, label="capped")


def test_partitions_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1, got 0"):
        FindCandidates(SETTINGS, 0)
