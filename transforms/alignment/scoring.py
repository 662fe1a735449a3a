"""From an alignment to a probability: is one of these texts derived from the other, or both from one source text?

Two logistic models, one for texts in one language and one across languages. Their coefficients come from
`python -m benchmarks.fit_scoring`: about 1,600 pairs in one language and 3,300 across languages that align at all (real pages of one event,
translations of news whole, cut and edited, and the most alike texts of different stories), and across languages 11,700
candidate pairs of unrelated generated texts, cross-validated by family and story, and calibrated on the candidate pairs
that a run has to judge. The cross-validated areas under the curve are 0.977 and 0.999; of candidate pairs given 0.97 and
more 98 % (pages) and all (translations) are derived, and of the 11,700 unrelated ones four are given 0.5 and more. Between
0.5 and 0.97 pages of one event are overrated, translations underrated. Features and constants were chosen with all these
data in view, so take the figures as optimistic. Nothing is fitted at run time.
Only the texts are weighed here: agencies, dates and outlets speak in `transforms.attribution`.
"""

from __future__ import annotations

import math
from itertools import islice
from operator import mul
from typing import Final

from transforms.schema import Alignment

SAME_LANGUAGE: Final = {
    "intercept": -4.61,
    "wording": 1.956,
    "plain_wording": 1.051,
    "plain_run": 2.946,
    "sentences": 1.222,
    "rare_words": 0.567,
    "quotes": 2.185,
    "strength": 1.395,
    "coverage": 0.489,
    "whole": 0.879,
}
"""Coefficients in one language; the features are those of `same_language_features`."""

CROSS_LANGUAGE: Final = {
    "intercept": -27.235,
    "strength": 7.45,
    "sentences": 8.178,
    "anchors_aligned": 10.48,
    "quotes": 2.023,
    "evidence": 0.555,
    "numbers": 6.029,
}
"""Coefficients across languages; the features are those of `cross_language_features`."""

FEW_ANCHORS: Final = 40.0
"""Bits of shared anchors at which those that are aligned count half. Unrelated texts that become candidates share 40 to 82
(11,700 such pairs of a generated background), translations 119 to 592 (2,300 pairs; the middle 80 % of each)."""


def same_language_features(al: Alignment) -> dict[str, float]:
    """Features of a pair in one language; 0 is nothing in common.

    Tried and left out, because cross-validation did not gain by them: longest run of any words, verbatim share,
    coverage of the side that is aligned more, anchors at the same place, numbers, unmatched quotations, mean places,
    lengths.
    """
    return {
        # 3-grams of the text that shares more of them; square root, since rewriting leaves few
        "wording": math.sqrt(max(al.containment_a, al.containment_b)),
        # bits of shared wording outside quotations and names, for each word of the longer text
        "plain_wording": math.sqrt(al.plain_weight / (max(al.tokens_a, al.tokens_b) + 60)),
        # longest such run: reports of one event by two agencies rarely reach 8 words, 19 prove a copy
        "plain_run": min(1.0, max(0.0, (al.longest_plain_run - 7) / 12)),
        "sentences": _sentences(al),
        # rare words met in aligned sentences, for 30 words
        "rare_words": 30 * al.rare_shared / (min(al.tokens_a, al.tokens_b) + 30),
        "quotes": _quotes(al),
        # net bits of the aligned sentences, of all that the lighter text says
        "strength": math.log1p(10 * al.strength),
        # of the text that is aligned less: what was reworded or translated as a whole is there on both sides
        "coverage": min(al.coverage_a, al.coverage_b),
        # nearly all of both: two translations of one text are so, two reports of one event hardly ever
        "whole": max(0.0, min(al.coverage_a, al.coverage_b) - 0.6) / 0.4,
    }


def cross_language_features(al: Alignment) -> dict[str, float]:
    """Features of a pair across languages; 0 is nothing in common.

    Left out, because cross-validation did not gain by it once unrelated texts were fitted on: how alike the places of the
    anchors are (`anchor_score`).
    """
    return {
        "strength": math.log1p(10 * al.strength),
        "sentences": _sentences(al),
        # of the anchors both texts have, those that meet in aligned sentences: near all in a translation, but also where
        # two unrelated texts have a number and two common names in common
        "anchors_aligned": al.anchor_weight_aligned / (al.anchor_weight + FEW_ANCHORS),
        "quotes": _quotes(al),
        "evidence": math.log1p(max(0.0, al.evidence) / 20),
        # reports of one event name the same people, and other figures; one number says little
        "numbers": (2 * al.numbers_shared - 1) * al.numbers / (al.numbers + 2),
    }


def _sentences(al: Alignment) -> float:
    """Aligned groups for each sentence of the shorter text."""
    return min(1.0, al.groups / max(1, min(al.sentences_a, al.sentences_b)))


def _quotes(al: Alignment) -> float:
    """Quotations matched in one order, of those of the text with fewer, and one more: a single match says less."""
    return al.quotes_in_order / (max(1, min(al.quotes_a, al.quotes_b)) + 1)


def derivation_probability(al: Alignment) -> float:
    """Probability in [0, 1] that the two texts carry one source text, rounded to 6 decimals.

    Derivation and co-derivatives (siblings) count; another report of the same event, a follow-up or a shared
    background paragraph does not. It is calibrated for candidate pairs of a run (see the fit).
    """
    if not al.groups and not al.longest_run:
        return 0.0
    if al.cross_language:
        return _logistic(CROSS_LANGUAGE, cross_language_features(al))
    return _logistic(SAME_LANGUAGE, same_language_features(al))


def _logistic(coefficients: dict[str, float], features: dict[str, float]) -> float:
    # both name the features in one order
    odds = coefficients["intercept"] + math.fsum(map(mul, islice(coefficients.values(), 1, None), features.values()))
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, odds)))), 6)
