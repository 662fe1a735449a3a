"""Which groups of the path count: stretches that convince together."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.alignment.cells import Cells
from transforms.alignment.features import Features, Side
from transforms.alignment.groups import Groups
from transforms.alignment.measures import features_met
from transforms.alignment.path_loops import stretches
from transforms.sketch.marks import LEXEME

CONVINCING = (20.0, 3.0, 25.0)
"""One language, bits: price of a group, of a skipped sentence, and the sum from which a stretch is convincing."""
CONVINCING_CROSS = (-1.0, 4.0, 10.0)
"""The same across languages, for a pair that is plausible as a whole."""
STRICT_CROSS = (6.0, 4.0, 30.0)
"""The same for other pairs: there a stretch must prove itself by anchors (a paragraph translated in a longer text)."""
PLAUSIBLE_STRENGTH, PLAUSIBLE_ANCHORS = 0.12, 0.5
"""A translation is plausible as a whole if the accepted stretches hold this share of the weight of the lighter body,
net, and of the anchors that both bodies have. 96 % of cut translations and more of whole ones pass."""
LEARNED, FEW = 0.6, 2
"""A translator has many words for one: of the words of a learned lexicon fewer come back than of names and numbers, and
the share that is aligned falls, for translations and others alike, to five eighths. It is raised by this factor, by less
where a text has so few of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Accepted:
    """The groups that count, and what they weigh."""

    groups: Groups
    #: net bits of their stretches
    evidence: float
    #: evidence as a share of the weight of the lighter body
    strength: float


def accept(
    left: Side, right: Side, a: Features, b: Features, cells: Cells, raw: Groups, cross: bool, weight: float
) -> Accepted:
    """Groups in stretches that convince.

    One group rarely proves a copy: the same names meet in any two reports of one event. Groups that follow each
    other without a gap on either side do, and the more so the fewer words only one side has.

    Args:
        left: the text that gives the rows.
        right: the text that gives the columns.
        a: features of the segments of left: stems in one language, anchors across languages.
        b: features of the segments of right.
        cells: their join.
        raw: the groups of the best path.
        cross: True across languages.
        weight: bits of the anchors that both bodies have.
    """
    lighter = min(float(a.total[: left.body_segments].sum()), float(b.total[: right.body_segments].sum()))
    lighter /= 1.0 + _learned(left, right) if cross else 1.0
    groups, evidence = _stretches(raw, CONVINCING_CROSS if cross else CONVINCING)
    strength = min(1.0, evidence / lighter) if lighter > 0 else 0.0
    if cross and len(groups):
        met = features_met(cells, left, right, groups, len(a.unique))
        together = float(a.rarity[met].sum())
        if strength < PLAUSIBLE_STRENGTH or together < PLAUSIBLE_ANCHORS * weight:
            groups, evidence = _stretches(raw, STRICT_CROSS)
            strength = min(1.0, evidence / lighter) if lighter > 0 else 0.0
    return Accepted(groups, evidence, strength)


def _learned(left: Side, right: Side) -> float:
    """How much the words of a learned lexicon raise the share that is aligned; 0 without a lexicon."""
    few = min(int((side.sketch.anchor_kind == LEXEME).sum()) for side in (left, right))
    return LEARNED * few / (few + FEW)


def _stretches(groups: Groups, prices: tuple[float, float, float]) -> tuple[Groups, float]:
    """The groups inside convincing stretches, and the net bits of these."""
    if not len(groups):
        return groups, 0.0
    keep, evidence = stretches(groups.a_first, groups.a_last, groups.b_first, groups.b_last, groups.score, *prices)
    return groups.take(keep), evidence
