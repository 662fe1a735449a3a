"""Align two sketches: what they share, in which order, with which words. One engine for all relations.

Nothing here reads a text: tokens, stems, flags, rarities and anchors of the sketches are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np

from transforms.alignment.anchor_loops import shared_anchors
from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.features import MEMO, UNSPACED_FACTOR, Side, prepare, prepare_bytes
from transforms.alignment.glances import Glances, glances_at, glances_of
from transforms.alignment.group_loops import find_groups
from transforms.alignment.measure_loops import (
    EVIDENCE,
    HEADLINES,
    REWORDED,
    STRENGTH,
    VERBATIM,
    measure,
)
from transforms.alignment.packed_loops import BODY_TOKENS, LEARNED, WEIGHT
from transforms.alignment.run_loops import PROMISED, copied
from transforms.alignment.runs import common_runs
from transforms.alignment.table import Table, rounded, unmeasured
from transforms.schema import UNIT_KINDS, Alignment, Candidate, Sketch, doc_name
from transforms.settings import AlignSettings
from transforms.sketch.codec import decode_sketch
from transforms.sketch.lexicon import Lexicon, lexemes_between
from transforms.sketch.pairs import Pairs, from_candidates, is_worded
from transforms.sketch.prior import BITS

SAME_TEXT = 0.25
"""Share of verbatim tokens from which two texts labelled with different languages are taken as one language
(Croatian and Serbian, a wrong label)."""

TOGETHER = 64
"""Pairs of prepared texts aligned at once: enough to share the work on columns, few enough to hold their texts."""
PLENTY = 100.0
CHANCE_SHARE = 0.22
"""Pairs that share nothing but fewer bits of anchors than both PLENTY and this share of the lighter body's are not aligned.
Chosen with the labelled translations and a generated corpus in view: of the candidate pairs that only names tie and that no
link comes of more than half are below (their median is 52 bits), of the right links of the translations two in 3,300. Of
20,000 articles of a seed that was not looked at 9 of 19,995 right links went, no family changed, and 520 of 1,381 links `same_event`."""


def align_pair(
    a: Sketch, b: Sketch, candidate: Candidate, settings: AlignSettings, lexicon: Lexicon | None = None
) -> Alignment:
    """Align one candidate pair; many are aligned in less time by `align_pairs`.

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
    return next(align_pairs([(a, b, candidate)], settings, lexicon))


def align_pairs(
    pairs: Iterable[tuple[Sketch, Sketch, Candidate]], settings: AlignSettings, lexicon: Lexicon | None = None
) -> Iterator[Alignment]:
    """What `align_pair` says of each pair, in their order; pairs of one text should come one after the other."""
    rest = iter(pairs)
    while some := list(islice(rest, TOGETHER)):
        sides = []
        for a, b, candidate in some:
            if (a.doc_id, b.doc_id) != (candidate.a, candidate.b):
                raise ValueError(f"sketches {a.doc_id}, {b.doc_id} are not the candidate {candidate.a}, {candidate.b}")
            sides.append(_prepared(a, b, lexicon))
        yield from align_sides(sides, from_candidates([candidate for _, _, candidate in some]), settings).alignments()


def align_sides(pairs: Sequence[tuple[Side, Side]], keys: Pairs, settings: AlignSettings) -> Table:
    """The same for pairs of prepared texts, without words of a lexicon between their languages."""
    texts = {id(side): side for pair in pairs for side in pair}
    place = {text: n for n, text in enumerate(texts)}
    sides = list(texts.values())
    a, b = (np.array([place[id(pair[side])] for pair in pairs]) for side in (0, 1))
    return _align(glances_of(sides), sides.__getitem__, [side.doc_id for side in sides], a, b, keys, settings)


def align_sketches(
    sketches: Sequence[bytes], keys: Pairs, settings: AlignSettings, lexicon: Lexicon | None = None
) -> Iterator[tuple[Any, ...]]:
    """Align P pairs of D texts from the bytes of their sketches.

    Args:
        sketches: one each text, by ascending document number.
        keys: (P,) the pairs, with their agreeing keys; pairs of one text should come one after the other.
        settings: shortest run and passage.
        lexicon: see `align_pair`.

    Returns:
        The values of the fields of what `align_pair` says of each, in order.

    Raises:
        ValueError: the bytes are of another format version, or damaged.
    """
    numbers = np.unique(np.concatenate([keys["a"], keys["b"]]))
    a, b = (np.searchsorted(numbers, keys[side]) for side in ("a", "b"))
    if lexicon is None:
        ready = lru_cache(maxsize=MEMO)(lambda text: prepare_bytes(sketches[text], whole=True))
        names = [doc_name(number) for number in numbers.tolist()]
        yield from _align(glances_at(sketches), ready, names, a, b, keys, settings).rows()
        return
    # what alignment reads off a text is kept with its sketch, so one text must stay one object
    decoded = lru_cache(maxsize=MEMO)(lambda text: decode_sketch(sketches[text]))
    for start in range(0, len(keys), TOGETHER):
        some = slice(start, start + TOGETHER)
        pairs = zip(a[some].tolist(), b[some].tolist(), strict=True)
        sides = [_prepared(decoded(one), decoded(two), lexicon) for one, two in pairs]
        yield from align_sides(sides, keys[some], settings).rows()


def _prepared(a: Sketch, b: Sketch, lexicon: Lexicon | None) -> tuple[Side, Side]:
    """Two texts prepared, with the words of a lexicon between their languages."""
    if lexicon is not None:
        # words of a lexicon depend on the other text of the pair
        cross = None not in (a.language, b.language) and a.language != b.language
        a, b = (_between(x, y.language if cross else None, lexicon) for x, y in ((a, b), (b, a)))
    return prepare(a), prepare(b)


_between = lru_cache(maxsize=MEMO)(lexemes_between)


def _align(
    glances: Glances, side: Callable[[int], Side], names: Sequence[str], a: Int, b: Int, keys: Pairs, settings: AlignSettings
) -> Table:
    """Align pairs of texts: refuse what a glance tells, look into the rest one by one."""
    heads_a, heads_b = glances.heads[a], glances.heads[b]
    # One canonical orientation, read off the contents: every tie is then broken the same way whichever is a.
    swapped = heads_b[:, BODY_TOKENS] < heads_a[:, BODY_TOKENS]
    for n in np.flatnonzero(heads_b[:, BODY_TOKENS] == heads_a[:, BODY_TOKENS]).tolist():
        swapped[n] = _before(side(int(b[n])), side(int(a[n])))
    left, right = np.where(swapped, b, a), np.where(swapped, a, b)
    near, weight, figures = shared_anchors(glances.data, glances.bounds, left, right)
    weight = rounded(weight)
    languages = glances.language[a], glances.language[b]
    cross = (languages[0] >= 0) & (languages[1] >= 0) & (languages[0] != languages[1])
    table = Table(
        heads_a, heads_b, [names[k] for k in a.tolist()], [names[k] for k in b.tolist()], keys, cross, rounded(near), weight,
        figures, *unmeasured(len(keys)), [[] for _ in range(len(keys))],
    )  # fmt: skip
    worded = is_worded(keys)
    refused = ~worded & ((weight < settings.hopeless) | _by_chance(weight, heads_a, heads_b))
    rest = np.flatnonzero(~refused)
    texts, flags = np.stack([rest, left[rest], right[rest]], axis=1), np.stack([swapped, cross, worded], axis=1)[rest]
    for (n, one, two), (turned, across, tied), bits in zip(texts.tolist(), flags.tolist(), weight[rest].tolist(), strict=True):
        _look_into(table, n, side(one), side(two), turned, across, tied, bits, settings)
    return table


def _by_chance(weight: Float, heads_a: Int, heads_b: Int) -> Bool:
    """(P,) whether names that two texts of some length share by chance are all that ties them (no words of a lexicon)."""
    learned = (heads_a[:, LEARNED] > 0) & (heads_b[:, LEARNED] > 0)
    lighter = np.minimum(heads_a[:, WEIGHT], heads_b[:, WEIGHT]) / BITS
    chance: Bool = ~learned & (weight < PLENTY) & (weight < CHANCE_SHARE * lighter)
    return chance


def _before(one: Side, two: Side) -> bool:
    """Whether one of two texts whose bodies are as long comes first."""
    return (one.stream.tobytes(), one.doc_id) < (two.stream.tobytes(), two.doc_id)


_NO_RUNS = np.zeros((3, 0), np.int64)
_NOT_READ = np.zeros(4, np.int64)
"""What is not read across languages."""
_KINDS = {False: {VERBATIM: "verbatim", REWORDED: "reworded"}, True: {VERBATIM: "verbatim", REWORDED: "translated"}}
"""Passages in one language and across languages."""


def _look_into(
    table: Table, n: int, left: Side, right: Side, swapped: bool, cross: bool, worded: bool, weight: float, settings: AlignSettings
) -> None:
    """Align two texts in their canonical order, `swapped` to that of the pair, and fill its row."""
    factor = _factor(left, right)
    shortest = settings.min_run * factor
    runs = _NO_RUNS
    if not cross or worded:
        runs = common_runs(left.grams(shortest), right.grams(shortest), left.stream, right.stream, shortest)
    scale = 1.0
    if cross and runs.shape[1]:
        run_a, run_b = copied(runs, left.body, right.body)
        cross = table.cross[n] = max(run_a / max(left.body, 1), run_b / max(right.body, 1)) < SAME_TEXT
    if cross:
        # words of the other language left standing (names, titles) are no copy: only promised runs count
        runs = np.ascontiguousarray(runs[:, runs[2] >= PROMISED * factor])
        a, b = left.anchors(), right.anchors()
        scale = _length_scale(left, right)
    else:
        a, b = left.words(), right.words()
    weights = table.weights[n]
    found, some, evidence, strength, weights[HEADLINES] = find_groups(
        left.packed, right.packed, a, b, runs, cross, scale, weight, settings.passage_run * factor
    )
    if not some:
        # without a passage a pair proves nothing, whatever else is measured (a third of all candidate pairs)
        return
    weights[EVIDENCE], weights[STRENGTH] = evidence, strength
    table.measured[n] = True
    if cross:
        marks, said, grams = (a, b), (_NOT_READ, _NOT_READ), (_NOT_READ, _NOT_READ)
    else:
        marks, said = (left.anchors(), right.anchors()), (left.said(), right.said())
        grams = left.triples(), right.triples()
    places = measure(
        left.packed, right.packed, a, b, *marks, *said, *grams, runs, found, cross, scale, swapped, table.counts[n], weights
    )
    kinds = _KINDS[cross]
    table.passages[n] = [
        (a0, a1, b0, b1, kinds[code], UNIT_KINDS[unit_a], UNIT_KINDS[unit_b])
        for a0, a1, b0, b1, code, unit_a, unit_b in places.tolist()
    ]


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
