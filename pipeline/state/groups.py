"""What settling asks of the texts themselves, as work for workers: packed facts and alignments in, what follows from them out.

Nothing here knows what was said before, so a piece of work gives the same wherever and whenever it is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.sinks import dumps
from transforms import records
from transforms.alignment.align import align_sketches
from transforms.alignment.table import seen_as
from transforms.attribution.bonds import Party, is_bond, links_between, party
from transforms.attribution.codec import decode_alignment, decode_facts, encode_row
from transforms.attribution.component import attribute_component
from transforms.attribution.components import MAY_LINK, reach_of, tie_of
from transforms.attribution.ids import hub_of
from transforms.schema import Alignment, Candidate, ComponentResult, doc_name, doc_number
from transforms.settings import AttributeSettings, Settings
from transforms.sketch.pairs import from_candidates
from transforms.sketch_articles import known_lexicon

TASK: Final = 256
"""Documents, or pairs, of one piece of work; a group is never cut."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A new alignment as it travels: it is taken apart only where it may bind or link."""

    a: int
    b: int
    #: of `transforms.attribution.codec.encode_row`
    data: bytes
    #: flags of `transforms.attribution.components`
    reach: int

    @staticmethod
    def of(alignment: Alignment, data: bytes, settings: AttributeSettings) -> Pairing:
        """An alignment and its bytes."""
        reach = reach_of(alignment, settings) | tie_of(alignment)
        return Pairing(doc_number(alignment.a), doc_number(alignment.b), data, reach)


Facts = Mapping[int, bytes]
"""Encoded facts by document number."""
AlignTask = tuple[Mapping[int, bytes], Sequence[tuple[int, int, bool]]]
"""Encoded sketches by document number, and (a, b, worded) of pairs among them."""
BondTask = tuple[Facts, Sequence[tuple[int, int, bytes]]]
"""Facts, and (a, b, encoded alignment) of pairs among them."""
LinkTask = tuple[Facts, Sequence[tuple[int, int, bytes, "str | None", "str | None"]]]
"""The same, with the agencies that the verdicts on a and b name."""
Group = tuple[Sequence[bytes], Sequence[bytes]]
"""Encoded facts of the documents of a bonded group, encoded alignments among them."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """What follows from one group."""

    #: (document, row of its attribution)
    rows: list[tuple[int, dict[str, Any]]]
    #: (id, documents at its ends, row)
    links: list[tuple[str, tuple[int, ...], bytes]]
    #: (row, document at which the family is kept)
    families: list[tuple[dict[str, Any], int]]


@dataclass(frozen=True, slots=True)
class AlignPairs:
    """Pairs → the alignment of each."""

    settings: Settings

    def __call__(self, task: AlignTask) -> Iterator[Pairing]:
        """One piece."""
        sketches = [data for _, data in sorted(task[0].items())]
        pairs = from_candidates([Candidate(doc_name(a), doc_name(b), wording_keys=int(worded)) for a, b, worded in task[1]])
        for row in align_sketches(sketches, pairs, self.settings.align, known_lexicon(self.settings.sketch)):
            yield Pairing.of(seen_as(row), encode_row(row), self.settings.attribute)


@dataclass(frozen=True, slots=True)
class FindBonds:
    """Pairs → whether each is a bond."""

    settings: AttributeSettings

    def __call__(self, task: BondTask) -> Iterator[bool]:
        """One piece."""
        parties = _Parties(task[0])
        for a, b, data in task[1]:
            yield is_bond(decode_alignment(data), parties[a], parties[b], self.settings)


@dataclass(frozen=True, slots=True)
class AttributeGroups:
    """Groups → `Attributed`."""

    settings: AttributeSettings

    def __call__(self, groups: Sequence[Group]) -> Iterator[Attributed]:
        """One piece."""
        for facts, alignments in groups:
            docs = [decode_facts(data) for data in facts]
            result = attribute_component(docs, [decode_alignment(data) for data in alignments], self.settings)
            yield _attributed(result, {item.doc_id: item for item in docs})


def _attributed(result: ComponentResult, facts: Mapping[str, Any]) -> Attributed:
    links = []
    for link in result.links:
        # a lost original is no document: its id is longer
        ends = tuple(doc_number(end) for end in (link.a, link.b) if len(end) == 16)
        links.append((link.link_id, ends, dumps(records.link_row(link))))
    families = []
    for family in result.families:
        hub = hub_of([facts[doc] for doc in family.members])
        families.append((records.family_row(family), doc_number(hub.doc_id)))
    rows = [(doc_number(found.doc_id), records.attribution_row(found)) for found in result.attributions]
    return Attributed(rows, links, families)


@dataclass(frozen=True, slots=True)
class LinkGroups:
    """Pairs between groups → for each None where a batch would not look at it, else (id, relation, row) of its links."""

    settings: AttributeSettings

    def __call__(self, task: LinkTask) -> Iterator[list[tuple[str, str, bytes]] | None]:
        """One piece."""
        parties = _Parties(task[0])
        for a, b, data, one, two in task[1]:
            alignment = decode_alignment(data)
            if not reach_of(alignment, self.settings) & MAY_LINK:
                yield None
                continue
            found = links_between(alignment, parties[a], parties[b], one, two, self.settings)
            yield [(link.link_id, link.relation, dumps(records.link_row(link))) for link in found]


class _Parties(dict[int, Party]):
    """Sides of pairs, each made when it is first asked for."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, doc: int) -> Party:
        self[doc] = made = party(decode_facts(self._facts[doc]))
        return made
