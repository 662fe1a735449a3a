"""What holds documents together: bonds put two texts into one component, all other pairs only stand beside it.

A component of *all* alignments soon takes in half of a dump, for two reports of one day share a name. But clusters,
parents, originals and verdicts of a family depend only on the documents that *bonds* connect, and on all pairs among
these; a pair between two such groups gives at most a link between families. So what a new text can change is its own
bonded group, and the links to others. `attribute_component` of a whole component equals the union of its bonded
groups and the links between them (`tests/attribution/test_bonds.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.attribution.agency import own_agencies
from transforms.attribution.labels import outside_link
from transforms.attribution.relation import binds, make_pair, outside_relations
from transforms.schema import Alignment, ArticleFacts, Link
from transforms.settings import AttributeSettings

VERSION: Final = "4"
"""Of what makes a bond, to be raised with it: a state keeps which of its pairs are bonds."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a pair: its facts and the agencies that its own evidence names."""

    facts: ArticleFacts
    own: Mapping[str, float]


def party(facts: ArticleFacts) -> Party:
    """The side of a document."""
    return Party(facts, own_agencies(facts))


def is_bond(alignment: Alignment, a: Party, b: Party, settings: AttributeSettings) -> bool:
    """Whether a pair can join two documents into one family, or make one a mash-up of the other.

    Args:
        alignment: of the two.
        a: side of ``alignment.a``.
        b: side of ``alignment.b``.
        settings: thresholds.
    """
    if not alignment.passages:
        return False
    return binds(make_pair(0, 1, alignment, a.facts, b.facts, a.own, b.own), settings.family_joined)


def links_between(
    alignment: Alignment,
    a: Party,
    b: Party,
    agency_a: str | None,
    agency_b: str | None,
    settings: AttributeSettings,
) -> Sequence[Link]:
    """Links of a pair whose documents no chain of bonds connects; none where nothing of the texts ties the two.

    Args:
        alignment: of the two.
        a: side of ``alignment.a``.
        b: side of ``alignment.b``.
        agency_a: agency that the verdict on a names, or None.
        agency_b: the same for b.
        settings: thresholds.
    """
    if not alignment.passages:
        return ()
    pair = make_pair(0, 1, alignment, a.facts, b.facts, a.own, b.own)
    same_agency = agency_a is not None and agency_a == agency_b
    found = outside_relations(
        alignment, a.facts, b.facts, same_agency, pair.probability, settings.event_named
    )
    return [outside_link(pair, outside) for outside in found]
