"""Probabilities of derivation: order, bounds, both directions, and the sample documents."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from sketch_factory import sketch
from test_align import FRENCH, OTHER, STORY

from transforms.alignment.align import align_pair
from transforms.alignment.scoring import (
    CROSS_LANGUAGE,
    SAME_LANGUAGE,
    cross_language_features,
    derivation_probability,
    same_language_features,
)
from transforms.schema import Alignment, Candidate, Document
from transforms.settings import AlignSettings, NormalizeSettings, SketchSettings

A, B = "00000000000000aa", "00000000000000bb"


def pair(a: str, b: str, language: str = "en") -> Alignment:
    left, right = sketch(a, A)[0], sketch(b, B, language)[0]
    keys = int(language == "en")
    return align_pair(left, right, Candidate(A, B, passage_keys=keys, anchor_keys=1), AlignSettings())


def test_every_feature_has_a_coefficient_and_none_is_left_over() -> None:
    al = pair(STORY, STORY)
    assert ["intercept", *same_language_features(al)] == list(SAME_LANGUAGE)
    assert ["intercept", *cross_language_features(al)] == list(CROSS_LANGUAGE)


def test_copies_are_likelier_than_cuts_than_other_stories() -> None:
    cut = ". ".join(STORY.split(". ")[:3]) + ". " + OTHER
    whole, part, none = (derivation_probability(pair(STORY, text)) for text in (STORY, cut, OTHER))
    assert 1 >= whole > part > none == 0
    assert whole > 0.97
    assert part > 0.5


def test_a_translation_is_likelier_than_another_story() -> None:
    true = derivation_probability(pair(STORY.replace("4,000", "4000"), FRENCH, "fr"))
    false = derivation_probability(pair(OTHER, FRENCH, "fr"))
    assert true > 0.8
    assert false < 0.2


@pytest.mark.parametrize(("better", "worse"), [
    ({"containment_a": 0.4}, {"containment_a": 0.1}),
    ({"plain_weight": 300.0}, {"plain_weight": 0.0}),
    ({"groups": 6}, {"groups": 2}),
    ({"rare_shared": 8}, {"rare_shared": 0}),
    ({"quotes_in_order": 2}, {"quotes_in_order": 0}),
    ({"longest_plain_run": 20}, {"longest_plain_run": 6}),
])  # fmt: skip
def test_what_speaks_for_a_copy_raises_the_probability(
    better: dict[str, float], worse: dict[str, float]
) -> None:
    base = replace(pair(STORY, STORY), containment_a=0.1, containment_b=0.1, plain_weight=20.0, strength=0.1,
                   longest_plain_run=4, groups=3, rare_shared=2, coverage_a=0.3)  # fmt: skip
    high = derivation_probability(replace(base, **better))  # type: ignore[arg-type]
    low = derivation_probability(replace(base, **worse))  # type: ignore[arg-type]
    assert high > low


def test_sample_documents(shared: Path) -> None:
    """Co-derivatives of one dispatch stand above the other agency's report of the event, whatever the overlap."""
    from transforms.sketch.sketch import sketch_articles
    from transforms.text.article import normalize_document

    articles = [
        normalize_document(Document(f"{n:016x}", path.name, path.read_bytes()), NormalizeSettings())
        for n, path in enumerate(sorted((shared / "seeds").glob("*.txt")))
    ]
    sketches = sketch_articles(articles, SketchSettings())
    found = {}
    for a, b in combinations(sketches, 2):
        al = align_pair(a, b, Candidate(a.doc_id, b.doc_id, passage_keys=1), AlignSettings())
        found[int(a.doc_id, 16), int(b.doc_id, 16)] = derivation_probability(al)
    assert found[0, 1] > 0.95
    unrelated = [found[k] for k in ((0, 3), (1, 3), (2, 3), (0, 4), (1, 4), (2, 4), (3, 4))]
    # by the words alone; the agency that both name decides
    assert found[0, 2] > 0.4 > 2 * max(unrelated)
