"""Align two sketches: what they share, in which order, with which words. One engine for all relations.

Nothing here reads a text: tokens, stems, flags, rarities and anchors of the sketches are enough.
"""

from __future__ import annotations

import numpy as np

from transforms.alignment.features import (
    CAPTION,
    HEADLINE,
    UNSPACED_FACTOR,
    Bool,
    Features,
    Float,
    Int,
    Side,
    anchor_features,
    body_anchors,
    body_trigrams,
    name_mask,
    prepare,
    quote_mask,
    rare_words,
    side_grams,
    word_features,
)
from transforms.alignment.groups import Cells, Groups, align_groups, convincing, join, moved_groups
from transforms.alignment.passages import PROMISED, build_passages, choose_runs
from transforms.alignment.quotes import match_quotes, match_quotes_across
from transforms.alignment.runs import Runs, common_runs, covered
from transforms.schema import TOKEN_QUOTED, Alignment, Candidate, Passage, Sketch
from transforms.settings import AlignSettings

NEAR = 0.12
"""Distance, as a share of the text, at which a shared anchor stops counting; DESIGN.md 3.3."""
SAME_TEXT = 0.25
"""Share of verbatim tokens from which two texts labelled with different languages are taken as one language
(Croatian and Serbian, a wrong label)."""


CONVINCING = (10.0, 3.0, 25.0)
"""One language, bits: price of a group, of a skipped sentence, and the sum from which a stretch is convincing."""
CONVINCING_CROSS = (-1.0, 4.0, 16.0)
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
        raise ValueError(f"sketches {a.doc_id}, {b.doc_id} are not the candidate {candidate.a}, {candidate.b}")
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
    if not worded and anchored < settings.hopeless:
        return _nothing(left, right, candidate, cross, anchored)
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
    cells = join(a, b, len(b.total))
    raw = align_groups(left, right, a, b, cells, scale)
    groups, evidence = _accept(raw, cross)
    groups = moved_groups(left, right, a, b, cells, groups, scale)
    shown = choose_runs(runs, left, right, settings.passage_run * factor)
    in_body = groups.take((groups.a_first < left.body_segments) & (groups.b_first < right.body_segments))

    shown_body = shown.take((shown.a < left.body) & (shown.b < right.body))
    mask_a = covered(shown_body.a, shown_body.length, left.body) | _group_mask(left, in_body.a_first, in_body.a_last)
    mask_b = covered(shown_body.b, shown_body.length, right.body) | _group_mask(right, in_body.b_first, in_body.b_last)
    if cross:
        quotes = match_quotes_across(left, right, in_body, scale or 1.0)
    else:
        quotes = match_quotes(left, right, run_a, run_b)
    weight, weight_aligned = _shared_weight(body_anchors(left), body_anchors(right), left, right, in_body)
    rare = 0 if cross else _rare_shared(left, right, in_body)
    caption_tokens, caption_run = _captions(left, right, runs, shown, groups)
    triples_a, triples_b = (0.0, 0.0) if cross else _containment(left, right)
    inside = _length(runs.take(body))
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
        longest_run=inside,
        longest_plain_run=_plain_run(left, right, runs.take(body)),
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
        anchor_weight_aligned=weight_aligned,
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
    ratio = float(right.width[: right.body_segments].sum()) / max(float(left.width[: left.body_segments].sum()), 1.0)
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
    total = float(small.bits.sum())
    if not total or not len(large.hash):
        return 0.0
    # one number per (hash, place), hashes 4 apart: the nearest neighbour is the nearest occurrence
    here, there = small.hash * 4 + small.place, large.hash * 4 + large.place
    at = np.searchsorted(there, here)
    after = np.abs(there[np.minimum(at, len(there) - 1)] - here)
    before = np.abs(here - there[np.maximum(at - 1, 0)])
    near = np.maximum(0.0, 1.0 - np.minimum(after, before) / NEAR)
    return _round(float((small.bits * near).sum()) / total)


def _shared_weight(a, b, left: Side, right: Side, groups: Groups) -> tuple[float, float]:
    """Bits of distinct anchors that both bodies have, and of those met inside an aligned group."""
    common, index, _ = np.intersect1d(a.hash, b.hash, return_indices=True)
    if not len(common):
        return 0.0, 0.0
    bits = a.bits[index]
    place_a, place_b = _group_index(left, groups.a_first, groups.a_last), _group_index(right, groups.b_first, groups.b_last)
    group_a, group_b = place_a[a.segment], place_b[b.segment]
    count = len(groups) + 1
    key_a = a.hash[group_a >= 0] * count + group_a[group_a >= 0]
    key_b = b.hash[group_b >= 0] * count + group_b[group_b >= 0]
    met = np.isin(common, np.intersect1d(key_a, key_b) // count)
    return _round(float(bits.sum())), _round(float(bits[met].sum()))


def _group_index(side: Side, first: Int, last: Int) -> Int:
    """(G,) group of each segment, -1 if none."""
    lookup = np.full(len(side.first) + 1, -1, dtype=np.int64)
    for k, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        lookup[start:end] = k
    return lookup


def _rare_shared(left: Side, right: Side, groups: Groups) -> int:
    """Distinct rare stems met inside aligned groups."""
    stem_a, segment_a = rare_words(left)
    stem_b, segment_b = rare_words(right)
    group_a = _group_index(left, groups.a_first, groups.a_last)[segment_a]
    group_b = _group_index(right, groups.b_first, groups.b_last)[segment_b]
    count = len(groups) + 1
    key_a = stem_a[group_a >= 0] * count + group_a[group_a >= 0]
    key_b = stem_b[group_b >= 0] * count + group_b[group_b >= 0]
    return len(np.unique(np.intersect1d(key_a, key_b) // count))


def _numbers_shared(left: Side, right: Side) -> float:
    a, b = body_anchors(left).numbers, body_anchors(right).numbers
    fewer = min(len(a), len(b))
    return _round(len(np.intersect1d(a, b, assume_unique=True)) / fewer) if fewer else 0.0


def _containment(left: Side, right: Side) -> tuple[float, float]:
    """Share of distinct 3-grams of each side found on the other."""
    a, b = body_trigrams(left), body_trigrams(right)
    if not len(a) or not len(b):
        return 0.0, 0.0
    at = np.searchsorted(b, a)
    at[at == len(b)] = 0
    common = int((b[at] == a).sum())
    return _round(common / len(a)), _round(common / len(b))


def _plain_run(left: Side, right: Side, runs: Runs) -> int:
    """Most tokens of one verbatim run that stand together outside quotation marks and are no names."""
    if not len(runs):
        return 0
    longest = 0
    quoted_a, quoted_b = quote_mask(left), quote_mask(right)
    name_a, name_b = name_mask(left), name_mask(right)
    for k in np.argsort(-runs.length, kind="stable").tolist():
        size = int(runs.length[k])
        if size <= longest:
            break
        here, there = slice(int(runs.a[k]), int(runs.a[k]) + size), slice(int(runs.b[k]), int(runs.b[k]) + size)
        quoted = quoted_a[here] | quoted_b[there]
        plain = ~(name_a[here] & name_b[there] | quoted)
        piece = np.cumsum(quoted)
        longest = max(longest, int(np.bincount(piece, weights=plain).max()))
    return longest


def _captions(left: Side, right: Side, runs: Runs, shown: Runs, groups: Groups) -> tuple[int, int]:
    """Tokens aligned with a caption on a side (the smaller count of both texts), and the longest such run."""

    def with_caption(some: Runs) -> Bool:
        unit_a, unit_b = left.unit[left.segment[some.a]], right.unit[right.segment[some.b]]
        return (unit_a == CAPTION) | (unit_b == CAPTION)

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


def _nothing(left: Side, right: Side, candidate: Candidate, cross: bool, anchored: float) -> Alignment:
    """The alignment of a hopeless pair: counts, the anchor score, and nothing aligned."""
    return Alignment(
        a=left.sketch.doc_id, b=right.sketch.doc_id, cross_language=cross,
        tokens_a=left.body, tokens_b=right.body, coverage_a=0.0, coverage_b=0.0, verbatim_a=0.0, verbatim_b=0.0,
        containment_a=0.0, containment_b=0.0, longest_run=0, longest_plain_run=0, groups=0,
        sentences_a=left.body_sentences, sentences_b=right.body_sentences, monotone=0.0, lead_a=False, lead_b=False,
        position_a=0.0, position_b=0.0, quotes_a=len(left.quote_first), quotes_b=len(right.quote_first),
        quotes_matched=0, quotes_in_order=0, quotes_altered=0, anchor_score=anchored, anchor_weight=0.0,
        anchor_weight_aligned=0.0, numbers_shared=0.0, rare_shared=0, caption_tokens=0, caption_run=0,
        headline_similarity=0.0, passages=(), wording_keys=candidate.wording_keys,
        passage_keys=candidate.passage_keys, anchor_keys=candidate.anchor_keys, via_hub=candidate.via_hub,
    )  # fmt: skip


def _mirror(al: Alignment) -> Alignment:
    """The same alignment with the sides swapped."""
    swapped = {}
    for name in al.__dataclass_fields__:
        base, _, side = name.rpartition("_")
        swapped[name] = getattr(al, {"a": f"{base}_b", "b": f"{base}_a"}[side] if base and side in ("a", "b") else name)
    swapped["a"], swapped["b"] = al.b, al.a
    swapped["passages"] = tuple(
        sorted(
            (Passage(p.b_start, p.b_end, p.a_start, p.a_end, p.kind, p.unit_b, p.unit_a) for p in al.passages),
            key=lambda p: (p.a_start, p.a_end, p.b_start, p.b_end, p.kind),
        )
    )
    return Alignment(**swapped)
