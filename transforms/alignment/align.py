"""Align two sketches: what they share, in which order, with which words. One engine for all relations.

Nothing here reads a text: tokens, stems, flags, rarities and anchors of the sketches are enough.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.alignment.cells import Cells, join
from transforms.alignment.features import (
    CAPTION,
    HEADLINE,
    RARE,
    UNSPACED_FACTOR,
    Bool,
    Features,
    Int,
    Side,
    anchor_features,
    body_anchors,
    body_trigrams,
    grained,
    name_mask,
    prepare,
    quote_mask,
    ranges,
    rarity_bits,
    side_grams,
    word_features,
)
from transforms.alignment.groups import Groups, align_groups, convincing
from transforms.alignment.moved import moved_groups
from transforms.alignment.passages import PROMISED, build_passages, choose_runs, passage_order
from transforms.alignment.quotes import match_quotes, match_quotes_across
from transforms.alignment.runs import Runs, common_runs, covered
from transforms.schema import Alignment, Candidate, Passage, Sketch
from transforms.settings import AlignSettings
from transforms.sketch.prior import BITS

NEAR = 0.12
"""Distance, as a share of the text, at which a shared anchor stops counting; DESIGN.md 3.3."""
SAME_TEXT = 0.25
"""Share of verbatim tokens from which two texts labelled with different languages are taken as one language
(Croatian and Serbian, a wrong label)."""


PLAIN_BITS, PLAIN_PRICE = 20.0, 10.0
"""Bits a verbatim run must have outside quotation marks and names to tell of copying, and what each such run pays."""
CONVINCING = (20.0, 3.0, 25.0)
"""One language, bits: price of a group, of a skipped sentence, and the sum from which a stretch is convincing."""
CONVINCING_CROSS = (-1.0, 4.0, 10.0)
"""The same across languages."""


def align_pair(a: Sketch, b: Sketch, candidate: Candidate, settings: AlignSettings) -> Alignment:
    """Align one candidate pair.

    Args:
        a: sketch with the smaller doc_id.
        b: sketch with the larger doc_id.
        candidate: the pair, with its agreeing keys.
        settings: shortest run and passage.

    Returns:
        The alignment, all scores rounded to 6 decimals; swapping the contents of a and b mirrors it exactly.

    Raises:
        ValueError: if the sketches are not those of the candidate.
    """
    if (a.doc_id, b.doc_id) != (candidate.a, candidate.b):
        raise ValueError(
            f"sketches {a.doc_id}, {b.doc_id} are not the candidate {candidate.a}, {candidate.b}"
        )
    left, right = prepare(a), prepare(b)
    # One canonical orientation, read off the contents: every tie is then broken the same way whichever is a.
    swapped = _orientation(right) < _orientation(left)
    if swapped:
        left, right = right, left
    result = _align(left, right, candidate, settings)
    return result if not swapped else _mirror(result)


def _orientation(side: Side) -> tuple[int, bytes, str]:
    return side.body, side.stream.tobytes(), side.sketch.doc_id


def _align(left: Side, right: Side, candidate: Candidate, settings: AlignSettings) -> Alignment:
    factor = _factor(left, right)
    languages = left.sketch.language, right.sketch.language
    cross = None not in languages and languages[0] != languages[1]
    anchored = _anchor_score(left, right)
    worded = bool(candidate.wording_keys or candidate.passage_keys or candidate.via_hub)
    weight = _shared_weight(left, right)
    if not worded and weight < settings.hopeless:
        return _nothing(left, right, candidate, cross, anchored, weight)
    shortest = settings.min_run * factor
    runs = Runs(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    if not cross or worded:
        runs = common_runs(
            side_grams(left, shortest), side_grams(right, shortest), left.stream, right.stream, shortest
        )
    body = (runs.a < left.body) & (runs.b < right.body)
    run_a = covered(runs.a[body], runs.length[body], left.body)
    run_b = covered(runs.b[body], runs.length[body], right.body)
    if cross and max(run_a.sum() / max(left.body, 1), run_b.sum() / max(right.body, 1)) >= SAME_TEXT:
        cross = False
    if cross:
        # words of the other language left standing (names, titles) are no copy: only promised runs count
        runs = runs.take(runs.length >= PROMISED * factor)
        body = (runs.a < left.body) & (runs.b < right.body)
        run_a = covered(runs.a[body], runs.length[body], left.body)
        run_b = covered(runs.b[body], runs.length[body], right.body)
        a, b = anchor_features(left), anchor_features(right)
        scale: float | None = _length_scale(left, right)
    else:
        a, b = word_features(left), word_features(right)
        scale = None
    cells = join(a, b)
    raw = align_groups(left, right, a, b, cells, scale)
    groups, evidence = _accept(raw, cross)
    groups = moved_groups(left, right, a, b, cells, groups, scale)
    shown = choose_runs(runs, left, right, settings.passage_run * factor)
    in_body = groups.take((groups.a_first < left.body_segments) & (groups.b_first < right.body_segments))

    shown_body = shown.take((shown.a < left.body) & (shown.b < right.body))
    mask_a = covered(shown_body.a, shown_body.length, left.body)
    mask_a |= _group_mask(left, in_body.a_first, in_body.a_last)
    mask_b = covered(shown_body.b, shown_body.length, right.body)
    mask_b |= _group_mask(right, in_body.b_first, in_body.b_last)
    if cross:
        quotes = match_quotes_across(left, right, in_body, scale or 1.0)
    else:
        quotes = match_quotes(left, right, run_a, run_b)
    place_a = _group_index(left, in_body.a_first, in_body.a_last)
    place_b = _group_index(right, in_body.b_first, in_body.b_last)
    marks = anchor_features(left)
    shared_marks = cells if cross else join(marks, anchor_features(right))
    met = _met(shared_marks, place_a, place_b, len(marks.unique))
    together = _met(cells, place_a, place_b, len(a.unique))
    rare = 0 if cross else int((together & (a.rarity >= RARE / BITS)).sum())
    caption_tokens, caption_run = _captions(left, right, runs, shown, groups)
    triples_a, triples_b = (0.0, 0.0) if cross else _containment(left, right)
    body_runs = runs.take(body)
    plain_run, plain_weight = _plain(left, right, body_runs)
    return Alignment(
        a=left.sketch.doc_id,
        b=right.sketch.doc_id,
        cross_language=cross,
        tokens_a=left.body,
        tokens_b=right.body,
        coverage_a=_share(mask_a),
        coverage_b=_share(mask_b),
        verbatim_a=_share(run_a),
        verbatim_b=_share(run_b),
        containment_a=triples_a,
        containment_b=triples_b,
        longest_run=_length(body_runs),
        longest_plain_run=plain_run,
        groups=len(in_body),
        sentences_a=left.body_sentences,
        sentences_b=right.body_sentences,
        monotone=_round(float(in_body.in_order.mean())) if len(in_body) else 0.0,
        lead_a=bool(mask_a[: left.lead].any()),
        lead_b=bool(mask_b[: right.lead].any()),
        position_a=_position(mask_a),
        position_b=_position(mask_b),
        quotes_a=len(left.quote_first),
        quotes_b=len(right.quote_first),
        quotes_matched=quotes.matched,
        quotes_in_order=quotes.in_order,
        quotes_altered=quotes.altered,
        anchor_score=anchored,
        anchor_weight=weight,
        anchor_weight_aligned=_round(float(marks.rarity[met].sum())),
        numbers_shared=_numbers_shared(left, right),
        rare_shared=rare,
        caption_tokens=caption_tokens,
        caption_run=caption_run,
        headline_similarity=_headlines(left, right, a, b, cells),
        passages=build_passages(left, right, shown, groups, "translated" if cross else "reworded"),
        wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys,
        anchor_keys=candidate.anchor_keys,
        via_hub=candidate.via_hub,
        evidence=_round(evidence),
        plain_weight=plain_weight,
        strength=_round(_strength(evidence, left, right, a, b)),
    )


def _factor(left: Side, right: Side) -> int:
    """How many tokens count as one word."""
    return UNSPACED_FACTOR if left.sketch.unspaced or right.sketch.unspaced else 1


def _round(value: float) -> float:
    return round(value, 6)


def _share(mask: Bool) -> float:
    return _round(int(mask.sum()) / len(mask)) if len(mask) else 0.0


def _position(mask: Bool) -> float:
    """Mean relative place of the True positions."""
    places = np.flatnonzero(mask)
    return _round((int(places.sum()) / len(places) + 0.5) / len(mask)) if len(places) else 0.0


def _group_mask(side: Side, first: Int, last: Int) -> Bool:
    """Body positions inside segment ranges."""
    if not len(first):
        return np.zeros(side.body, dtype=bool)
    starts = side.first[first]
    return covered(starts, side.last[last - 1] - starts, side.body)


def _length(runs: Runs) -> int:
    return int(runs.length.max()) if len(runs) else 0


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


def _anchor_score(left: Side, right: Side) -> float:
    """Share of the anchors of the smaller body that the other one has at about the same relative place."""
    small, large = body_anchors(left), body_anchors(right)
    if left.body > right.body:
        small, large = large, small
    if not small.total or not len(large.where):
        return 0.0
    at = np.searchsorted(large.where, small.where)
    after = np.abs(large.where[np.minimum(at, len(large.where) - 1)] - small.where)
    before = np.abs(small.where - large.where[np.maximum(at - 1, 0)])
    near = grained(np.maximum(0.0, 1.0 - np.minimum(after, before) / NEAR))
    return _round(float((small.bits * near).sum()) / small.total)


def _shared_weight(left: Side, right: Side) -> float:
    """Bits of the distinct anchors that both bodies have."""
    anchors = body_anchors(left)
    return _round(float(anchors.unique_bits[_common(anchors.unique, body_anchors(right).unique)].sum()))


def _common(a: NDArray[Any], b: NDArray[Any]) -> Int:
    """Indices in a of the values that b has too; both sorted and distinct."""
    if not len(b):
        return np.zeros(0, dtype=np.int64)
    at = np.searchsorted(b, a)
    at[at == len(b)] = 0
    found: Int = (b[at] == a).nonzero()[0]
    return found


def _met(cells: Cells, place_a: Int, place_b: Int, features: int) -> Bool:
    """(features,) True for the features of the left text that both sides of one aligned group have."""
    same = place_a[cells.entry_a]
    same = (same >= 0) & (same == place_b[cells.entry_b])
    met = np.zeros(features, dtype=bool)
    met[cells.feature[same]] = True
    return met


def _group_index(side: Side, first: Int, last: Int) -> Int:
    """(G,) group of each segment, -1 if none."""
    lookup = np.full(len(side.first) + 1, -1, dtype=np.int64)
    for k, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        lookup[start:end] = k
    return lookup


def _numbers_shared(left: Side, right: Side) -> float:
    a, b = body_anchors(left).numbers, body_anchors(right).numbers
    fewer = min(len(a), len(b))
    return _round(len(_common(a, b)) / fewer) if fewer else 0.0


def _containment(left: Side, right: Side) -> tuple[float, float]:
    """Share of distinct 3-grams of each side found on the other."""
    a, b = body_trigrams(left), body_trigrams(right)
    if not len(a) or not len(b):
        return 0.0, 0.0
    common = len(_common(a, b))
    return _round(common / len(a)), _round(common / len(b))


def _plain(left: Side, right: Side, runs: Runs) -> tuple[int, float]:
    """Wording shared outside quotation marks and names: tokens of the longest stretch, and bits in all.

    Two agencies at one event quote the same officials and name the same people, and share little else; who copied
    shares ordinary words in a row as well. Bits are rarities of the tokens; a run counts from `PLAIN_BITS` and pays
    `PLAIN_PRICE`, so that set phrases add nothing.
    """
    if not len(runs):
        return 0, 0.0
    here, there = ranges(runs.a, runs.length), ranges(runs.b, runs.length)
    quoted = quote_mask(left)[here] | quote_mask(right)[there]
    plain = ~(quoted | (name_mask(left)[here] & name_mask(right)[there]))
    starts = np.cumsum(runs.length) - runs.length
    cut = quoted.copy()
    cut[starts] = True
    longest = int(np.bincount(np.cumsum(cut), weights=plain).max())
    bits_a, bits_b = rarity_bits(left), rarity_bits(right)
    telling = np.add.reduceat(bits_a[here] * plain, starts) >= PLAIN_BITS
    if not telling.any():
        return longest, 0.0
    counted = plain & np.repeat(telling, runs.length)
    seen_a, seen_b = np.zeros(left.body, dtype=bool), np.zeros(right.body, dtype=bool)
    seen_a[here[counted]] = True
    seen_b[there[counted]] = True
    weight = min(float(bits_a[: left.body][seen_a].sum()), float(bits_b[: right.body][seen_b].sum()))
    return longest, _round(max(0.0, weight - PLAIN_PRICE * int(telling.sum())))


def _captions(left: Side, right: Side, runs: Runs, shown: Runs, groups: Groups) -> tuple[int, int]:
    """Tokens aligned with a caption on a side (the smaller count of both texts), and the longest such run."""

    def with_caption(some: Runs) -> Bool:
        unit_a, unit_b = left.unit[left.segment[some.a]], right.unit[right.segment[some.b]]
        either: Bool = (unit_a == CAPTION) | (unit_b == CAPTION)
        return either

    picked = shown.take(with_caption(shown))
    chosen = groups.take((left.unit[groups.a_first] == CAPTION) | (right.unit[groups.b_first] == CAPTION))
    counts = []
    for side, start, first, last in (
        (left, picked.a, chosen.a_first, chosen.a_last),
        (right, picked.b, chosen.b_first, chosen.b_last),
    ):
        starts = np.concatenate([start, side.first[first]])
        lengths = np.concatenate([picked.length, side.last[last - 1] - side.first[first]])
        counts.append(int(covered(starts, lengths, len(side.stream)).sum()))
    return min(counts), _length(runs.take(with_caption(runs)))


def _headlines(left: Side, right: Side, a: Features, b: Features, cells: Cells) -> float:
    """Shared weight of the headlines as a share of the mean."""
    head_a, head_b = left.unit == HEADLINE, right.unit == HEADLINE
    total_a, total_b = float(a.total[head_a].sum()), float(b.total[head_b].sum())
    if not total_a or not total_b:
        return 0.0
    shared = float(cells.shared[head_a[cells.a] & head_b[cells.b]].sum())
    return _round(min(1.0, min(shared, total_a, total_b) / ((total_a + total_b) / 2)))


def _accept(groups: Groups, cross: bool) -> tuple[Groups, float]:
    """Groups in stretches that convince, and the net bits of these stretches.

    One group rarely proves a copy: the same names meet in any two reports of one event. Groups that follow each
    other without a gap on either side do, and the more so the fewer words only one side has.
    """
    if not len(groups):
        return groups, 0.0
    step, skip, enough = CONVINCING_CROSS if cross else CONVINCING
    gaps = np.zeros(len(groups))
    gaps[1:] = skip * ((groups.a_first[1:] - groups.a_last[:-1]) + (groups.b_first[1:] - groups.b_last[:-1]))
    values = groups.score - step
    keep = np.zeros(len(groups), dtype=bool)
    evidence = 0.0
    for start, end in convincing(values.tolist(), gaps.tolist(), enough):
        keep[start:end] = True
        evidence += float(values[start:end].sum() - gaps[start + 1 : end].sum())
    return groups.take(keep), evidence


def _strength(evidence: float, left: Side, right: Side, a: Features, b: Features) -> float:
    lighter = min(float(a.total[: left.body_segments].sum()), float(b.total[: right.body_segments].sum()))
    return min(1.0, evidence / lighter) if lighter > 0 else 0.0


def _nothing(
    left: Side, right: Side, candidate: Candidate, cross: bool, anchored: float, weight: float
) -> Alignment:
    """The alignment of a hopeless pair: counts, the anchor score, and nothing aligned."""
    return Alignment(
        a=left.sketch.doc_id, b=right.sketch.doc_id, cross_language=cross,
        tokens_a=left.body, tokens_b=right.body, coverage_a=0.0, coverage_b=0.0, verbatim_a=0.0, verbatim_b=0.0,
        containment_a=0.0, containment_b=0.0, longest_run=0, longest_plain_run=0, groups=0,
        sentences_a=left.body_sentences, sentences_b=right.body_sentences, monotone=0.0, lead_a=False, lead_b=False,
        position_a=0.0, position_b=0.0, quotes_a=len(left.quote_first), quotes_b=len(right.quote_first),
        quotes_matched=0, quotes_in_order=0, quotes_altered=0, anchor_score=anchored, anchor_weight=weight,
        anchor_weight_aligned=0.0, numbers_shared=0.0, rare_shared=0, caption_tokens=0, caption_run=0,
        headline_similarity=0.0, passages=(), wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys, anchor_keys=candidate.anchor_keys, via_hub=candidate.via_hub,
    )  # fmt: skip


def _mirror(al: Alignment) -> Alignment:
    """The same alignment with the sides swapped."""
    fields = {name: getattr(al, _MIRRORED.get(name, name)) for name in Alignment.__dataclass_fields__}
    turned = (
        Passage(p.b_start, p.b_end, p.a_start, p.a_end, p.kind, p.unit_b, p.unit_a) for p in al.passages
    )
    fields["passages"] = tuple(sorted(turned, key=passage_order))
    return Alignment(**fields)


_MIRRORED = {
    name: {"a": f"{name[:-1]}b", "b": f"{name[:-1]}a"}[name[-1]]
    for name in Alignment.__dataclass_fields__
    if name.endswith(("_a", "_b"))
} | {"a": "b", "b": "a"}
