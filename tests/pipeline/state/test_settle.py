"""What settling looks at: what a batch looks at, and no more; and which pairs of known documents it takes up again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from pipeline.config import load_settings
from pipeline.state.known_pairs import KNOWN, Chooser, changes, pairs_of, unpacked_near
from pipeline.state.neighbours import BOND, WORDED, pack
from pipeline.state.plan import Fresh, Plan
from pipeline.state.reader import Said
from pipeline.state.settle import Settled, settle
from pipeline.state.window import Places
from tests.attribution.factory import Text, align, text
from transforms.attribution.bonds import links_between, party
from transforms.attribution.codec import encode_facts
from transforms.attribution.components import MAY_BIND, MAY_LINK, reach_of
from transforms.attribution.relation import outside_relations
from transforms.schema import Alignment, doc_number
from transforms.sketch.pairs import PAIR

PART = 39_601
BY = {"version": "0", "settings_sha256": "0"}


@dataclass
class _Tables:
    """`pipeline.state.reader.Tables` over some texts that are known and of which nothing is said but that they stand alone."""

    known: dict[int, Text]
    changed: list[str] = field(default_factory=list)

    def said(self, part: int) -> Mapping[int, Said]:
        alone = (
            b'{"agency":null,"also_in":[],"credited":"not_applicable","derivation":null,"family_id":null,"links":[],"original":null}'
        )
        return {doc: Said(1, None, alone, None, pack({})) for doc in self.known}

    def alignments(self, part: int) -> Mapping[tuple[int, int], bytes]:
        return {}

    def rows(self, table: str, part: int) -> Mapping[str, bytes]:
        return {}

    def columns(self, part: int, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        return {doc: (encode_facts(self.known[doc].facts) if names == ("facts",) else b"{}",) for doc in docs}

    def change(self, table: str, part: int, rows: Sequence[Mapping[str, Any]], gone: Collection[Any] = ()) -> None:
        self.changed.append(table)


def _settled(known: Text, new: Text, alignment: Alignment) -> Settled:
    places = Places(np.array([doc_number(known.doc_id)], np.uint64), np.array([PART], np.int32), np.zeros(1, np.int32))
    fresh = {new.doc_id: Fresh(PART, 0, None)}
    plan = Plan(frozenset(), fresh, (), (), 0, 0, {}, (), places, np.zeros(1, bool))
    tables = _Tables({doc_number(known.doc_id): known})
    return settle(tables, plan, load_settings(None, ()), [new.facts], [alignment], _known(), BY)


def test_a_pair_that_shares_names_alone_gives_no_link() -> None:
    """Found by feeding pages in portions: daily runs ended with one link more than a batch, of a pair without a passage."""
    settings = load_settings(None, ()).attribute
    known, new = text(1, "ABCDEF"), text(2, "UVWXYZ")
    by_names = align(known, new, anchor_score=0.7, numbers_shared=1.0)
    assert not by_names.passages and by_names.longest_run == 0
    # judged by names it would be one event; nobody asks, for nothing of the texts ties them
    assert outside_relations(by_names, known.facts, new.facts, False, 0.0, settings.event_named)
    assert not links_between(by_names, party(known.facts), party(new.facts), None, None, settings)
    assert not reach_of(by_names, settings) & (MAY_LINK | MAY_BIND)
    assert _settled(known, new, by_names).links == []


def test_a_pair_between_groups_gives_the_link_that_a_batch_gives() -> None:
    settings = load_settings(None, ()).attribute
    known, new = text(1, "ABCDEFGHIJKLMNOP"), text(2, "qrstuvwxyzAB")
    shared = align(known, new)
    assert shared.longest_run >= 20 and reach_of(shared, settings) & MAY_LINK
    out = _settled(known, new, shared)
    assert out.links and {doc for doc, _ in out.attributions} == {known.doc_id, new.doc_id}


# ------------------------------------------------------------------ pairs of known documents


def _known(*rows: tuple[int, int, bool]) -> np.ndarray:
    return np.array(list(rows), KNOWN)


def test_only_pairs_that_differ_are_taken_up_again() -> None:
    then = _known((1, 2, True), (1, 3, False), (4, 5, True))
    now = _known((6, 7, False), (1, 3, True), (1, 2, True))
    assert changes(then, now) == ([(1, 3), (4, 5)], [(1, 3, True), (6, 7, False)])
    assert changes(then, then[::-1]) == ([], [])
    assert changes(_known(), now[:1]) == ([], [(6, 7, False)])


def test_pairs_are_read_off_neighbours_once_each() -> None:
    near = {1: {2: (0, WORDED | BOND), 9: (0, WORDED)}, 2: {1: (0, WORDED | BOND), 3: (0, 0)}, 3: {2: (0, 0)}}
    owner, rows = unpacked_near([pack(near[doc]) for doc in near], list(near))
    # 9 is not among them
    found = pairs_of(owner, rows, np.array([1, 2, 3], np.uint64))
    assert sorted(found.tolist()) == [(1, 2, True), (2, 3, False)]


@pytest.mark.parametrize(("seen", "kept"), [(10, True), (3, True), (2, False)])
def test_a_pair_with_an_undated_text_counts_by_first_seen_days(seen: int, kept: bool) -> None:
    # the known text has no date (its part is even) and was first seen on day `seen`; the window is 7 days
    known = Places(np.array([5], np.uint64), np.array([2 * seen], np.int32), np.array([seen], np.int32))
    fresh = {f"{7:016x}": Fresh(21, 10, None)}
    plan = Plan(frozenset(), fresh, (), (), 0, 0, {}, (), known, np.ones(1, bool))
    pairs = np.zeros(1, PAIR)
    pairs["a"], pairs["b"], pairs["wording"] = 5, 7, 1
    new, again = Chooser.of(plan, 7).cut(pairs)
    assert (len(new) == 1) is kept and not len(again)


def test_pairs_of_known_texts_count_where_both_are_complete() -> None:
    known = Places(np.array([5, 6, 8], np.uint64), np.full(3, 21, np.int32), np.zeros(3, np.int32))
    plan = Plan(frozenset(), {}, (), (), 0, 0, {}, (), known, np.array([True, True, False]))
    pairs = np.zeros(3, PAIR)
    pairs["a"], pairs["b"], pairs["direct"] = [5, 5, 6], [6, 8, 8], 1
    new, again = Chooser.of(plan, 7).cut(pairs)
    assert not len(new) and again.tolist() == [(5, 6, False)]
