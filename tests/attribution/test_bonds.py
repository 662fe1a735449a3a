"""A component is the union of its bonded groups, and links between them: what a batch says, a run with memory says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attribution.factory import Text, align, furniture, text, told
from transforms.attribution.bonds import is_bond, links_between, party
from transforms.attribution.component import attribute_component
from transforms.attribution.components import MAY_BIND, MAY_LINK, component_labels, component_of, reach_of
from transforms.schema import Alignment, doc_number
from transforms.settings import Settings

ATTRIBUTE = Settings().attribute
FOUND = st.sampled_from([(), (), furniture("AP"), furniture("AFP"), told("AP", 2), told("AFP")])
LETTERS = st.lists(st.sampled_from("ABCDEFGHabcdefghIJKL"), min_size=2, max_size=7, unique_by=str.lower).map("".join)
TEXTS = st.lists(st.tuples(LETTERS, FOUND, st.sampled_from(["Gazette", "Herald", None])), min_size=2, max_size=7)
# what stands out: names in common and nothing else, a quotation in the same place
MARKED = st.lists(st.sampled_from([{}, {}, {"anchor_score": 0.9, "numbers_shared": 1.0}, {"quotes_in_order": 1, "longest_run": 18}]), min_size=21, max_size=21)


def _said(texts: Sequence[Text], alignments: Sequence[Alignment], connected: Sequence[Alignment]) -> tuple[Any, ...]:
    """Attributions, links and families where the components are those of some alignments."""
    ends = np.array([(doc_number(al.a), doc_number(al.b)) for al in connected], np.uint64).reshape(-1, 2)
    documents, labels = component_labels(ends[:, 0], ends[:, 1])
    numbers = np.array([doc_number(one.doc_id) for one in texts], np.uint64)
    home = dict(zip([one.doc_id for one in texts], component_of(numbers, documents, labels).tolist(), strict=True))
    rows, links, families, agency = [], [], [], {}
    for component in sorted(set(home.values())):
        facts = [one.facts for one in texts if home[one.doc_id] == component]
        inside = [al for al in alignments if home[al.a] == home[al.b] == component]
        found = attribute_component(facts, inside, ATTRIBUTE)
        links += found.links
        families += [(family.family_id, family.agency, family.members, family.originals) for family in found.families]
        for row in found.attributions:
            agency[row.doc_id] = row.agency.name if row.agency is not None else None
            rows.append((row.doc_id, row.family_id, row.agency, row.original, row.derivation, row.credited))
    parties = {one.doc_id: party(one.facts) for one in texts}
    for al in alignments:
        if home[al.a] != home[al.b] and reach_of(al, ATTRIBUTE) & MAY_LINK:
            links += links_between(al, parties[al.a], parties[al.b], agency[al.a], agency[al.b], ATTRIBUTE)
    return sorted(rows, key=lambda row: row[0]), sorted(links, key=lambda link: link.link_id), sorted(families, key=lambda row: row[0])


@given(TEXTS, MARKED)
@settings(max_examples=150, deadline=None)
def test_a_component_is_the_union_of_its_bonded_groups(drawn: list[Any], marks: list[dict[str, Any]]) -> None:
    texts = [text(n, letters, *found, outlet=outlet) for n, (letters, found, outlet) in enumerate(drawn, start=1)]
    alignments = [align(a, b, **mark) for (a, b), mark in zip(combinations(texts, 2), marks, strict=False)]
    parties = {one.doc_id: party(one.facts) for one in texts}
    may = [al for al in alignments if reach_of(al, ATTRIBUTE) & MAY_BIND]
    bonds = [al for al in alignments if is_bond(al, parties[al.a], parties[al.b], ATTRIBUTE)]
    assert _said(texts, alignments, may) == _said(texts, alignments, bonds)
