"""From an alignment to a probability: is one of these texts derived from the other, or both from one source text?

Two logistic models, one for texts in one language and one across languages. Their coefficients were fitted by
`python -m benchmarks.fit_scoring` (see there for the data, and how it is split); nothing is fitted at run time.
Only the texts are weighed here: agencies, dates and outlets speak in `transforms.attribution`.
"""

from __future__ import annotations

import math
from typing import Final

from transforms.schema import Alignment

SAME_LANGUAGE: Final = {
    "intercept": -6.0,
    "wording": 3.0,
    "plain_density": 1.0,
    "plain_run": 0.5,
    "strength": 1.0,
    "sentences": 2.0,
    "quotes": 1.0,
    "rare_density": 1.0,
    "shift": -2.0,
}
"""Coefficients in one language; the features are those of `same_language_features`."""

CROSS_LANGUAGE: Final = {
    "intercept": -6.0,
    "place": 2.0,
    "strength": 1.0,
    "evidence": 1.0,
    "evidence_density": 1.0,
    "sentences": 2.0,
    "quotes": 1.0,
    "numbers": 1.0,
    "uneven": -1.0,
    "shift": -2.0,
}
"""Coefficients across languages; the features are those of `cross_language_features`."""


def same_language_features(al: Alignment) -> dict[str, float]:
    """Features of a pair in one language, each about 0 (nothing) to 1-4 (all)."""
    words = min(al.tokens_a, al.tokens_b)
    return {
        # 3-grams of the text that shares more of them: square root, since rewriting keeps few
        "wording": math.sqrt(max(al.containment_a, al.containment_b)),
        # bits of wording outside quotations and names, for 100 words
        "plain_density": math.log1p(100 * al.plain_weight / (words + 60)),
        "plain_run": math.log1p(al.longest_plain_run),
        "strength": math.log1p(20 * al.strength),
        "sentences": _sentences(al),
        "quotes": _quotes(al),
        # rare words met in aligned sentences, for 30 words
        "rare_density": 30 * al.rare_shared / (words + 30),
        "shift": abs(al.position_a - al.position_b),
    }


def cross_language_features(al: Alignment) -> dict[str, float]:
    """Features of a pair across languages."""
    sentences = max(1, min(al.sentences_a, al.sentences_b))
    return {
        "place": math.log1p(10 * al.anchor_score),
        "strength": math.log1p(10 * al.strength),
        "evidence": math.log1p(al.evidence / 10),
        "evidence_density": math.log1p(al.evidence / sentences),
        "sentences": _sentences(al),
        "quotes": _quotes(al),
        "numbers": al.numbers_shared,
        "uneven": abs(math.log((al.sentences_a + 1) / (al.sentences_b + 1))),
        "shift": abs(al.position_a - al.position_b),
    }


def _sentences(al: Alignment) -> float:
    """Aligned groups for each sentence of the shorter text."""
    return min(1.0, al.groups / max(1, min(al.sentences_a, al.sentences_b)))


def _quotes(al: Alignment) -> float:
    """Quotations matched in one order, of those of the text with fewer."""
    return al.quotes_in_order / max(1, min(al.quotes_a, al.quotes_b))


def derivation_probability(al: Alignment) -> float:
    """Probability in [0, 1] that the two texts carry one source text, rounded to 6 decimals.

    Derivation and co-derivatives (siblings) count; another report of the same event, a follow-up or a shared
    background paragraph does not. It is calibrated for pairs of which half are derived (see the fit).
    """
    if not al.groups and not al.longest_run:
        return 0.0
    if al.cross_language:
        return _logistic(CROSS_LANGUAGE, cross_language_features(al))
    return _logistic(SAME_LANGUAGE, same_language_features(al))


def _logistic(coefficients: dict[str, float], features: dict[str, float]) -> float:
    odds = coefficients["intercept"] + math.fsum(
        coefficients[name] * value for name, value in features.items()
    )
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, odds)))), 6)
