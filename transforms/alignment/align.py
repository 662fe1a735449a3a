"""Align two sketches: what they share, in which order, with which words. One engine for all relations.

Nothing here reads a text: tokens, stems, flags, rarities and anchors of the sketches are enough.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

import numpy as np

from transforms.alignment.accept import accept
from transforms.alignment.cell_loops import rare_met
from transforms.alignment.cells import join
from transforms.alignment.features import (
    MEMO,
    RARE,
    UNSPACED_FACTOR,
    Side,
    anchor_features,
    prepare,
    side_grams,
    word_features,
)
from transforms.alignment.groups import align_groups
from transforms.alignment.measures import (
    anchor_score,
    caption_overlap,
    containment,
    features_met,
    headline_similarity,
    longest,
    mean_place,
    numbers_shared,
    plain_wording,
    rounded,
    share,
    shared_weight,
)
from transforms.alignment.moved import moved_groups
from transforms.alignment.passage_loops import count_places, mark_groups
from transforms.alignment.passages import PROMISED, build_passages, choose_runs, passage_order
from transforms.alignment.quotes import match_quotes, match_quotes_across
from transforms.alignment.run_loops import body_runs
from transforms.alignment.runs import Runs, common_runs
from transforms.schema import Alignment, Candidate, Passage, Sketch
from transforms.settings import AlignSettings
from transforms.sketch.lexicon import Lexicon, lexemes_between
from transforms.sketch.prior import BITS

SAME_TEXT = 0.25
"""Share of verbatim tokens from which two texts labelled with different languages are taken as one language
(Croatian and Serbian, a wrong label)."""


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
    left, right = prepare(a), prepare(b)
    # One canonical orientation, read off the contents: every tie is then broken the same way whichever is a.
    swapped = _orientation(right) < _orientation(left)
    if swapped:
        left, right = right, left
    result = _align(left, right, candidate, settings)
    return result if not swapped else _mirror(result)


# what alignment reads off a text is kept with its sketch, so one text must stay one object
_between = lru_cache(maxsize=MEMO)(lexemes_between)


def _orientation(side: Side) -> tuple[int, bytes, str]:
    return side.body, side.stream.tobytes(), side.sketch.doc_id


def _align(left: Side, right: Side, candidate: Candidate, settings: AlignSettings) -> Alignment:
    factor = _factor(left, right)
    languages = left.sketch.language, right.sketch.language
    cross = None not in languages and languages[0] != languages[1]
    anchored = anchor_score(left, right)
    worded = bool(candidate.wording_keys or candidate.passage_keys or candidate.via_hub)
    weight = shared_weight(left, right)
    if not worded and weight < settings.hopeless:
        return _nothing(left, right, candidate, cross, anchored, weight)
    shortest = settings.min_run * factor
    runs = Runs(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    if not cross or worded:
        runs = common_runs(
            side_grams(left, shortest), side_grams(right, shortest), left.stream, right.stream, shortest
        )
    body, run_a, run_b = body_runs(runs.a, runs.b, runs.length, left.body, right.body)
    if cross and max(run_a.sum() / max(left.body, 1), run_b.sum() / max(right.body, 1)) >= SAME_TEXT:
        cross = False
    if cross:
        # words of the other language left standing (names, titles) are no copy: only promised runs count
        runs = runs.take(runs.length >= PROMISED * factor)
        body, run_a, run_b = body_runs(runs.a, runs.b, runs.length, left.body, right.body)
        a, b = anchor_features(left), anchor_features(right)
        scale: float | None = _length_scale(left, right)
    else:
        a, b = word_features(left), word_features(right)
        scale = None
    cells = join(a, b)
    raw = align_groups(left, right, a, b, cells, scale)
    accepted = accept(left, right, a, b, cells, raw, cross, weight)
    groups = moved_groups(left, right, a, b, cells, accepted.groups, scale)
    shown = choose_runs(runs, left, right, settings.passage_run * factor)
    if not len(shown) and not len(groups):
        # without a passage a pair proves nothing, whatever else is measured (a third of all candidate pairs)
        headlines = headline_similarity(left, right, a, b, cells)
        return _nothing(left, right, candidate, cross, anchored, weight, headlines)
    in_body = groups.take((groups.a_first < left.body_segments) & (groups.b_first < right.body_segments))

    _, mask_a, mask_b = body_runs(shown.a, shown.b, shown.length, left.body, right.body)
    mark_groups(mask_a, left.first, left.last, in_body.a_first, in_body.a_last)
    mark_groups(mask_b, right.first, right.last, in_body.b_first, in_body.b_last)
    tokens_a, places_a, lead_a = count_places(mask_a, left.lead)
    tokens_b, places_b, lead_b = count_places(mask_b, right.lead)
    if cross:
        quotes = match_quotes_across(left, right, in_body, scale or 1.0)
    else:
        quotes = match_quotes(left, right, run_a, run_b)
    marks = anchor_features(left)
    shared_marks = cells if cross else join(marks, anchor_features(right))
    met = features_met(shared_marks, left, right, in_body, len(marks.unique))
    together = features_met(cells, left, right, in_body, len(a.unique))
    rare = 0 if cross else rare_met(together, a.rarity, RARE / BITS)[0]
    caption_tokens, caption_run = caption_overlap(left, right, runs, shown, groups)
    triples_a, triples_b = (0.0, 0.0) if cross else containment(left, right)
    in_bodies = runs.take(body)
    figures, numbers = numbers_shared(left, right)
    plain_run, plain_weight = plain_wording(left, right, in_bodies)
    return Alignment(
        a=left.sketch.doc_id,
        b=right.sketch.doc_id,
        cross_language=cross,
        tokens_a=left.body,
        tokens_b=right.body,
        coverage_a=share(tokens_a, left.body),
        coverage_b=share(tokens_b, right.body),
        verbatim_a=share(int(run_a.sum()), left.body),
        verbatim_b=share(int(run_b.sum()), right.body),
        containment_a=triples_a,
        containment_b=triples_b,
        longest_run=longest(in_bodies),
        longest_plain_run=plain_run,
        groups=len(in_body),
        sentences_a=left.body_sentences,
        sentences_b=right.body_sentences,
        monotone=rounded(float(in_body.in_order.mean())) if len(in_body) else 0.0,
        lead_a=lead_a,
        lead_b=lead_b,
        position_a=mean_place(tokens_a, places_a, left.body),
        position_b=mean_place(tokens_b, places_b, right.body),
        quotes_a=len(left.quote_first),
        quotes_b=len(right.quote_first),
        quotes_matched=quotes.matched,
        quotes_in_order=quotes.in_order,
        quotes_altered=quotes.altered,
        anchor_score=anchored,
        anchor_weight=weight,
        anchor_weight_aligned=rounded(rare_met(met, marks.rarity, 0.0)[1]),
        numbers_shared=figures,
        rare_shared=rare,
        caption_tokens=caption_tokens,
        caption_run=caption_run,
        headline_similarity=headline_similarity(left, right, a, b, cells),
        passages=build_passages(left, right, shown, groups, "translated" if cross else "reworded"),
        wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys,
        anchor_keys=candidate.anchor_keys,
        via_hub=candidate.via_hub,
        evidence=rounded(accepted.evidence),
        plain_weight=plain_weight,
        strength=rounded(accepted.strength),
        numbers=numbers,
    )


def _factor(left: Side, right: Side) -> int:
    """How many tokens count as one word."""
    return UNSPACED_FACTOR if left.sketch.unspaced or right.sketch.unspaced else 1


def _length_scale(left: Side, right: Side) -> float:
    """Code points of right for one of left, if right says the same: the ratio of the bodies within what can be.

    Between alphabets a translation is 0.7 to 1.4 times as long; a text of Chinese characters or kana has a
    quarter to the whole of the code points of an alphabetic one (Thai is unspaced, but an alphabet).
    """
    length_a, length_b = left.width[: left.body_segments].sum(), right.width[: right.body_segments].sum()
    ratio = float(length_b) / max(float(length_a), 1.0)
    if left.sketch.unspaced == right.sketch.unspaced:
        return min(max(ratio, 0.7), 1.4)
    if right.sketch.unspaced:
        return min(max(ratio, 0.25), 1.0)
    return min(max(ratio, 1.0), 4.0)


def _nothing(
    left: Side, right: Side, candidate: Candidate, cross: bool, anchored: float, weight: float, headlines: float = 0.0
) -> Alignment:
    """The alignment of a pair without a passage: counts, the anchor score, and nothing aligned."""
    return Alignment(
        a=left.sketch.doc_id, b=right.sketch.doc_id, cross_language=cross,
        tokens_a=left.body, tokens_b=right.body, coverage_a=0.0, coverage_b=0.0, verbatim_a=0.0, verbatim_b=0.0,
        containment_a=0.0, containment_b=0.0, longest_run=0, longest_plain_run=0, groups=0,
        sentences_a=left.body_sentences, sentences_b=right.body_sentences, monotone=0.0, lead_a=False, lead_b=False,
        position_a=0.0, position_b=0.0, quotes_a=len(left.quote_first), quotes_b=len(right.quote_first),
        quotes_matched=0, quotes_in_order=0, quotes_altered=0, anchor_score=anchored, anchor_weight=weight,
        anchor_weight_aligned=0.0, numbers_shared=0.0, rare_shared=0, caption_tokens=0, caption_run=0,
        headline_similarity=headlines, passages=(), wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys, anchor_keys=candidate.anchor_keys, via_hub=candidate.via_hub,
    )  # fmt: skip


def _mirror(al: Alignment) -> Alignment:
    """The same alignment with the sides swapped."""
    values = list(_turned(al))
    values[_PASSAGES] = tuple(
        sorted(
            (Passage(p.b_start, p.b_end, p.a_start, p.a_end, p.kind, p.unit_b, p.unit_a) for p in al.passages),
            key=passage_order,
        )
    )
    return Alignment(*values)


_MIRRORED = {
    name: {"a": f"{name[:-1]}b", "b": f"{name[:-1]}a"}[name[-1]]
    for name in Alignment.__dataclass_fields__
    if name.endswith(("_a", "_b"))
} | {"a": "b", "b": "a"}
_FIELDS = tuple(Alignment.__dataclass_fields__)
_PASSAGES = _FIELDS.index("passages")
_turned = attrgetter(*(_MIRRORED.get(name, name) for name in _FIELDS))
