"""Align two sketches: what they share, in which order, with which words. One engine for all relations.

Nothing here reads a text: tokens, stems, flags, rarities and anchors of the sketches are enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transforms.alignment.anchor_loops import shared_anchors
from transforms.alignment.features import MEMO, UNSPACED_FACTOR, Side, prepare, prepare_bytes
from transforms.alignment.group_loops import find_groups
from transforms.alignment.measure_loops import REWORDED, VERBATIM, measure
from transforms.alignment.run_loops import PROMISED, copied
from transforms.alignment.runs import common_runs
from transforms.schema import UNIT_KINDS, Alignment, Candidate, Passage, Sketch
from transforms.settings import AlignSettings
from transforms.sketch.codec import decode_sketch
from transforms.sketch.lexicon import Lexicon, lexemes_between

SAME_TEXT = 0.25
"""Share of verbatim tokens from which two texts labelled with different languages are taken as one language
(Croatian and Serbian, a wrong label)."""

PLENTY = 100.0
CHANCE_SHARE = 0.22
"""Pairs that share nothing but fewer bits of anchors than both PLENTY and this share of the lighter body's are not aligned.
Chosen with the labelled translations and a generated corpus in view: of the candidate pairs that only names tie and that no
link comes of more than half are below (their median is 52 bits), of the right links of the translations two in 3,300. Of
20,000 articles of a seed that was not looked at 9 of 19,995 right links went, no family changed, and 520 of 1,381 links `same_event`."""


def align_pair(
    a: Sketch, b: Sketch, candidate: Candidate, settings: AlignSettings, lexicon: Lexicon | None = None
) -> Alignment:
    """Align one candidate pair.

    Args:
        a: sketch with the smaller doc_id.
        b: sketch with the larger doc_id.
        candidate: the pair, with its agreeing keys.
        settings: shortest run and passage.
        lexicon: what made the LEXEME anchors of the sketches, or None if they have none.

    Returns:
        The alignment, all scores rounded to 6 decimals; swapping the contents of a and b mirrors it exactly.

    Raises:
        ValueError: if the sketches are not those of the candidate.
    """
    if (a.doc_id, b.doc_id) != (candidate.a, candidate.b):
        raise ValueError(
            f"sketches {a.doc_id}, {b.doc_id} are not the candidate {candidate.a}, {candidate.b}"
        )
    if lexicon is not None:
        cross = None not in (a.language, b.language) and a.language != b.language
        a, b = (_between(x, y.language if cross else None, lexicon) for x, y in ((a, b), (b, a)))
    return align_sides(prepare(a), prepare(b), candidate, settings)


def align_sides(a: Side, b: Side, candidate: Candidate, settings: AlignSettings) -> Alignment:
    """The same for two prepared texts, without words of a lexicon between their languages."""
    # One canonical orientation, read off the contents: every tie is then broken the same way whichever is a.
    if _before(b, a):
        return _align(b, a, candidate, settings, swapped=True)
    return _align(a, b, candidate, settings, swapped=False)


@dataclass(frozen=True, slots=True)
class Aligner:
    """Alignment from the bytes of sketches: a text is made ready once, and paired with any number of others."""

    settings: AlignSettings
    #: see `align_pair`
    lexicon: Lexicon | None = None

    def ready(self, data: bytes, *, whole: bool = False) -> Side | Sketch:
        """What `pair` takes of a text; `whole` where some pair of it shares more than names (the same, in less time).

        Raises:
            ValueError: the bytes are of another format version, or damaged.
        """
        # words of a lexicon depend on the other text of the pair
        return prepare_bytes(data, whole=whole) if self.lexicon is None else decode_sketch(data)

    def pair(self, a: Side | Sketch, b: Side | Sketch, candidate: Candidate) -> Alignment:
        """What `align_pair` says of two texts that `ready` has made."""
        if isinstance(a, Side) and isinstance(b, Side):
            return align_sides(a, b, candidate, self.settings)
        assert isinstance(a, Sketch) and isinstance(b, Sketch)
        return align_pair(a, b, candidate, self.settings, self.lexicon)


# what alignment reads off a text is kept with its sketch, so one text must stay one object
_between = lru_cache(maxsize=MEMO)(lexemes_between)


def _by_chance(weight: float, left: Side, right: Side) -> bool:
    """Whether names that two texts of some length share by chance are all that ties them (no words of a lexicon)."""
    if left.learned and right.learned:
        return False
    return weight < PLENTY and weight < CHANCE_SHARE * min(left.weight, right.weight)


def _before(one: Side, two: Side) -> bool:
    if one.body != two.body:
        return one.body < two.body
    return (one.stream.tobytes(), one.doc_id) < (two.stream.tobytes(), two.doc_id)


_NO_RUNS = np.zeros((3, 0), np.int64)
_NOT_READ = np.zeros(4, np.int64)
"""What is not read across languages."""


def _align(left: Side, right: Side, candidate: Candidate, settings: AlignSettings, *, swapped: bool) -> Alignment:
    """Align two texts in their canonical order; the answer is `swapped` to that of the candidate."""
    ordered = (right, left) if swapped else (left, right)
    factor = _factor(left, right)
    languages = left.language, right.language
    cross = None not in languages and languages[0] != languages[1]
    near, weight, figures = shared_anchors(left.glance, right.glance)
    anchored, weight = rounded(near), rounded(weight)
    worded = bool(candidate.wording_keys or candidate.passage_keys or candidate.via_hub)
    if not worded and (weight < settings.hopeless or _by_chance(weight, left, right)):
        return _nothing(*ordered, candidate, cross, anchored, weight)
    shortest = settings.min_run * factor
    runs = _NO_RUNS
    if not cross or worded:
        runs = common_runs(left.grams(shortest), right.grams(shortest), left.stream, right.stream, shortest)
    scale = 1.0
    if cross and runs.shape[1]:
        run_a, run_b = copied(runs, left.body, right.body)
        cross = max(run_a / max(left.body, 1), run_b / max(right.body, 1)) < SAME_TEXT
    if cross:
        # words of the other language left standing (names, titles) are no copy: only promised runs count
        runs = np.ascontiguousarray(runs[:, runs[2] >= PROMISED * factor])
        a, b = left.anchors(), right.anchors()
        scale = _length_scale(left, right)
    else:
        a, b = left.words(), right.words()
    found, some, evidence, strength, headlines = find_groups(
        left.packed, right.packed, a, b, runs, cross, scale, weight, settings.passage_run * factor
    )
    headlines = rounded(headlines)
    if not some:
        # without a passage a pair proves nothing, whatever else is measured (a third of all candidate pairs)
        return _nothing(*ordered, candidate, cross, anchored, weight, headlines)
    if cross:
        marks, said, grams = (a, b), (_NOT_READ, _NOT_READ), (_NOT_READ, _NOT_READ)
    else:
        marks, said = (left.anchors(), right.anchors()), (left.said(), right.said())
        grams = left.triples(), right.triples()
    of, rows = measure(left.packed, right.packed, a, b, *marks, *said, *grams, runs, found, cross, scale)
    fewer = min(left.numbers, right.numbers)
    kinds = {VERBATIM: "verbatim", REWORDED: "translated" if cross else "reworded"}
    places = [tuple(row) for row in rows.tolist()]
    covered = (of.tokens_a, of.places_a, of.lead_a, of.verbatim_a), (of.tokens_b, of.places_b, of.lead_b, of.verbatim_b)
    distinct = int(grams[0][2]), int(grams[1][2])
    if swapped:
        places = [(b0, b1, a0, a1, code, unit_b, unit_a) for a0, a1, b0, b1, code, unit_a, unit_b in places]
        covered, distinct = covered[::-1], distinct[::-1]
    one, two = ordered
    (tokens_a, places_a, lead_a, verbatim_a), (tokens_b, places_b, lead_b, verbatim_b) = covered
    return Alignment(
        a=one.doc_id,
        b=two.doc_id,
        cross_language=cross,
        tokens_a=one.body,
        tokens_b=two.body,
        coverage_a=share(tokens_a, one.body),
        coverage_b=share(tokens_b, two.body),
        verbatim_a=share(verbatim_a, one.body),
        verbatim_b=share(verbatim_b, two.body),
        containment_a=share(of.triples, distinct[0]),
        containment_b=share(of.triples, distinct[1]),
        longest_run=of.longest_run,
        longest_plain_run=of.longest_plain_run,
        groups=of.groups,
        sentences_a=one.body_sentences,
        sentences_b=two.body_sentences,
        monotone=share(of.in_order, of.groups),
        lead_a=lead_a,
        lead_b=lead_b,
        position_a=mean_place(tokens_a, places_a, one.body),
        position_b=mean_place(tokens_b, places_b, two.body),
        quotes_a=one.quotes,
        quotes_b=two.quotes,
        quotes_matched=of.quotes_matched,
        quotes_in_order=of.quotes_in_order,
        quotes_altered=of.quotes_altered,
        anchor_score=anchored,
        anchor_weight=weight,
        anchor_weight_aligned=rounded(of.anchor_weight_aligned),
        numbers_shared=share(figures, fewer),
        rare_shared=of.rare_shared,
        caption_tokens=of.caption_tokens,
        caption_run=of.caption_run,
        headline_similarity=headlines,
        passages=tuple(
            Passage(a0, a1, b0, b1, kinds[code], UNIT_KINDS[unit_a], UNIT_KINDS[unit_b])
            for a0, a1, b0, b1, code, unit_a, unit_b in sorted(set(places))
        ),
        wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys,
        anchor_keys=candidate.anchor_keys,
        via_hub=candidate.via_hub,
        evidence=rounded(evidence),
        plain_weight=rounded(of.plain_weight),
        strength=rounded(strength),
        numbers=fewer,
    )


def rounded(value: float) -> float:
    """Six decimals, as all scores have."""
    # half of the scores of a pair are 0, and Python takes its time to round
    return round(value, 6) if value else 0.0


def share(count: int, size: int) -> float:
    """Part of a whole, 0 of nothing."""
    return round(count / size, 6) if count and size else 0.0


def mean_place(count: int, places: int, size: int) -> float:
    """Mean relative place of `count` positions of `size` whose sum is `places`."""
    return rounded((places / count + 0.5) / size) if count else 0.0


def _factor(left: Side, right: Side) -> int:
    """How many tokens count as one word."""
    return UNSPACED_FACTOR if left.unspaced or right.unspaced else 1


def _length_scale(left: Side, right: Side) -> float:
    """Code points of right for one of left, if right says the same: the ratio of the bodies within what can be.

    Between alphabets a translation is 0.7 to 1.4 times as long; a text of Chinese characters or kana has a
    quarter to the whole of the code points of an alphabetic one (Thai is unspaced, but an alphabet).
    """
    ratio = float(right.length) / max(float(left.length), 1.0)
    if left.unspaced == right.unspaced:
        return min(max(ratio, 0.7), 1.4)
    if right.unspaced:
        return min(max(ratio, 0.25), 1.0)
    return min(max(ratio, 1.0), 4.0)


def _nothing(
    a: Side, b: Side, candidate: Candidate, cross: bool, anchored: float, weight: float, headlines: float = 0.0
) -> Alignment:
    """The alignment of a pair without a passage: counts, the anchor score, and nothing aligned."""
    return Alignment(
        a=a.doc_id, b=b.doc_id, cross_language=cross,
        tokens_a=a.body, tokens_b=b.body, coverage_a=0.0, coverage_b=0.0, verbatim_a=0.0, verbatim_b=0.0,
        containment_a=0.0, containment_b=0.0, longest_run=0, longest_plain_run=0, groups=0,
        sentences_a=a.body_sentences, sentences_b=b.body_sentences, monotone=0.0, lead_a=False, lead_b=False,
        position_a=0.0, position_b=0.0, quotes_a=a.quotes, quotes_b=b.quotes,
        quotes_matched=0, quotes_in_order=0, quotes_altered=0, anchor_score=anchored, anchor_weight=weight,
        anchor_weight_aligned=0.0, numbers_shared=0.0, rare_shared=0, caption_tokens=0, caption_run=0,
        headline_similarity=headlines, passages=(), wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys, anchor_keys=candidate.anchor_keys, via_hub=candidate.via_hub,
    )  # fmt: skip
