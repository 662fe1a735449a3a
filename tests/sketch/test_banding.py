"""Candidate keys and pairs: against brute force, whatever the order and the partitions."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketching import sketch

from transforms.schema import UNIT_KINDS, CappedKey, Sketch, doc_name
from transforms.settings import CandidateSettings
from transforms.sketch import banding
from transforms.sketch.anchor_keys import CHANCE, FADING, NEIGHBOURS, PLACES, UNIT, anchor_keys
from transforms.sketch.banding import (
    ANCHORS,
    NO_DAY,
    PASSAGE,
    WORDING,
    KeyColumns,
    band_hashes,
    candidate_keys,
    keep_pairs,
    match_partition,
    merge_pairs,
    pack_keys,
    pack_pairs,
    unpack_keys,
    unpack_pairs,
)  # fmt: skip
from transforms.sketch.candidates import find_candidates, to_candidates
from transforms.sketch.chars import mix64
from transforms.sketch.prior import BITS
from transforms.sketch.sketch_block import Keyed

Row = tuple[int, int, int]
"""Key, article, day; an article has one day."""

SMALL = CandidateSettings(max_group=3, max_anchor_group=3, window_days_before=4, window_days_after=2)


def columns(rows: list[Row], view: int = PASSAGE) -> KeyColumns:
    key, doc, day = (np.array([row[k] for row in rows], np.int64) for k in range(3))
    zeros = np.zeros(len(rows))
    return KeyColumns(
        np.full(len(rows), view, np.uint8), key.astype(np.uint64), doc.astype(np.uint64), day.astype(np.int32),
        zeros.astype(np.uint16), zeros.astype(np.uint8), zeros.astype(np.uint32),
    )  # fmt: skip


def brute(rows: list[Row], settings: CandidateSettings) -> tuple[dict[tuple[int, int], list[int]], set[int]]:
    """Pair → [agreeing keys, direct], and the capped keys, by the rules as the module states them."""
    window = max(settings.window_days_before, settings.window_days_after)
    pairs: dict[tuple[int, int], list[int]] = {}
    capped: set[int] = set()

    def near(a: Row, b: Row) -> bool:
        return NO_DAY in (a[2], b[2]) or abs(a[2] - b[2]) <= window

    def add(a: Row, b: Row, direct: int) -> None:
        pair = pairs.setdefault((min(a[1], b[1]), max(a[1], b[1])), [0, 0])
        pair[0] += 1
        pair[1] = max(pair[1], direct)

    for key in {row[0] for row in rows}:
        members = sorted({row for row in rows if row[0] == key}, key=lambda row: (row[2], row[1]))
        crowded = {m for m in members if sum(near(m, other) for other in members) > settings.max_group}
        if len(members) > 1 and crowded:
            capped.add(key)
        for a, b in itertools.combinations(members, 2):
            if near(a, b) and not (a in crowded and b in crowded):
                add(a, b, 1)
        for m in crowded:
            dated = [o for o in members if o[2] != NO_DAY and abs(m[2] - o[2]) <= window]
            hub = dated[0] if m[2] != NO_DAY else members[0]
            # a hub that is not crowded is tied to the member by the rule above
            if hub != m and hub in crowded:
                add(m, hub, 0)
    return pairs, capped


DAYS = st.dictionaries(st.integers(0, 12), st.one_of(st.integers(0, 12), st.just(NO_DAY)))
KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12)), max_size=60)


@settings(max_examples=150, deadline=None)
@given(KEYS, DAYS)
def test_pairs_equal_brute_force(entries: list[tuple[int, int]], days: dict[int, int]) -> None:
    rows = [(key, doc, days.get(doc, 5)) for key, doc in entries]
    found, capped = match_partition(columns(rows), SMALL)
    expected, expected_capped = brute(rows, SMALL)
    values = zip(found.passage.tolist(), found.direct.tolist(), strict=True)
    got = dict(zip(zip(found.a.tolist(), found.b.tolist(), strict=True), map(list, values), strict=True))
    assert got == expected
    assert {int(c.key, 16) for c in capped} == expected_capped


@settings(max_examples=60, deadline=None)
@given(KEYS, DAYS, st.integers(1, 9), st.randoms(use_true_random=False))
def test_order_blocks_and_partitions_do_not_matter(entries: list[tuple[int, int]], days: dict[int, int], parts: int, random: object) -> None:
    rows = [(key * 0x9E3779B97F4A7, doc, days.get(doc, 5)) for key, doc in entries]
    whole, capped = match_partition(columns(rows), SMALL)
    shuffled = rows[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    blobs: dict[int, list[bytes]] = {}
    for start in range(0, len(shuffled), 7):
        for part, blob in pack_keys(columns(shuffled[start : start + 7]), parts):
            blobs.setdefault(part, []).append(blob)
    merged: dict[int, list[bytes]] = {}
    hot: list[CappedKey] = []
    for blob_list in blobs.values():
        pairs, keys = match_partition(unpack_keys(blob_list), SMALL)
        hot += keys
        for part, blob in pack_pairs(pairs, parts):
            merged.setdefault(part, []).append(blob)
    found = [candidate for part in merged for candidate in to_candidates(merge_pairs(unpack_pairs(merged[part])))]
    assert sorted(found, key=lambda c: (c.a, c.b)) == to_candidates(whole)
    assert sorted(hot, key=lambda c: (c.view, c.key)) == capped


def test_a_capped_key_ties_every_member_to_its_hub() -> None:
    rows = [(7, doc, 1) for doc in range(10, 0, -1)]
    pairs, capped = match_partition(columns(rows), SMALL)
    assert list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == [(1, doc) for doc in range(2, 11)]
    assert not pairs.direct.any()
    assert all(c.via_hub for c in to_candidates(pairs))
    assert capped == [CappedKey("passage", doc_name(7), 10, 10, doc_name(1))]
    assert capped[0].row() == {"view": "passage", "key": doc_name(7), "articles": 10, "crowd": 10, "hub": doc_name(1)}


def test_hubs_are_local_in_time() -> None:
    rows = [(7, 100 * day + k, day) for day in (0, 50) for k in range(5)]
    pairs, capped = match_partition(columns(rows), SMALL)
    assert set(pairs.a.tolist()) == {0, 5000}
    assert capped[0].articles == 10 and capped[0].crowd == 5


def test_the_time_window() -> None:
    rows = [(1, 1, 0), (1, 2, 4), (1, 3, 5), (2, 4, 0), (2, 5, NO_DAY)]
    pairs, _ = match_partition(columns(rows), SMALL)
    assert list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == [(1, 2), (2, 3), (4, 5)]


def test_counts_per_view_and_the_rule_of_each() -> None:
    parts = [columns([(1, 1, 0), (1, 2, 0)], WORDING), columns([(2, 1, 0), (2, 2, 0), (3, 2, 0), (3, 4, 0)], PASSAGE)]
    heavy = columns([(4, 5, 0), (4, 6, 0)], ANCHORS)
    heavy.weight[:], heavy.total[:] = 100, [300, 20_000]
    light = columns([(5, 7, 0), (5, 8, 0)], ANCHORS)
    light.weight[:], light.total[:] = 100, [9_000, 20_000]
    apart = columns([(6, 9, 0), (6, 10, 0)], ANCHORS)
    apart.weight[:], apart.total[:], apart.place[:] = 100, [900, 900], [0, 255]
    fields = ("view", "key", "doc", "day", "weight", "place", "total")
    everything = KeyColumns(**{f: np.concatenate([getattr(p, f) for p in (*parts, heavy, light, apart)]) for f in fields})
    pairs, _ = match_partition(everything, CandidateSettings())
    assert pairs.shared.tolist() == [0, 0, 100 * UNIT, 100 * UNIT, 100 * int(FADING[255])]
    kept = to_candidates(keep_pairs(pairs, CandidateSettings(anchor_share=0.1)))
    assert [(c.a[-1], c.b[-1], c.wording_keys, c.passage_keys, c.anchor_keys) for c in kept] == [
        ("1", "2", 1, 1, 0), ("2", "4", 0, 1, 0), ("5", "6", 0, 0, 1),
    ]  # fmt: skip
    enough = CandidateSettings(anchor_share=0.1, anchor_enough_bits=12)
    assert len(keep_pairs(pairs, enough).a) == 4


def test_bands() -> None:
    signature = np.arange(128, dtype=np.uint32)
    other = signature.copy()
    other[4] = 99
    bands = band_hashes(np.stack([signature, other]), 3)
    assert bands.shape == (2, 42)
    assert Counter((bands[0] == bands[1]).tolist()) == {True: 41, False: 1}
    assert (band_hashes(other[None], 3) == bands[1]).all(), "a signature's bands depend on it alone"
    same = band_hashes(np.full((1, 128), 7, np.uint32), 2)
    assert len(set(same[0].tolist())) == 64, "equal values in different bands are different keys"


def test_anchor_keys_are_rare_anchors_and_near_pairs() -> None:
    settings = CandidateSettings(anchor_distance=5)
    s = sketch("Soleimani and then there was Muhandis" + " so" * 40 + " but Trump and then also Pompeo")
    keys = anchor_keys(Keyed.of([s]), settings)
    assert len(set(keys.key.tolist())) == len(keys.key)
    far = anchor_keys(Keyed.of([s]), CandidateSettings(anchor_distance=200))
    assert set(keys.key.tolist()) < set(far.key.tolist())
    assert int(keys.weight.astype(int).sum()) == int(keys.total[0])
    assert keys.place.min() < 20 and keys.place.max() > 200


def test_a_first_and_a_last_name_are_one_witness() -> None:
    settings = CandidateSettings(anchor_single_bits=99)
    assert len(anchor_keys(Keyed.of([sketch("Qassem Soleimani")]), settings).key) == 0
    assert len(anchor_keys(Keyed.of([sketch("Qassem so they said Soleimani")]), settings).key) >= 1
    assert len(anchor_keys(Keyed.of([sketch("Qassem so they said Soleimani. Qassem Soleimani")]), settings).key) == 0


def test_anchor_keys_do_not_depend_on_the_block_and_leave_captions_out() -> None:
    texts = ["Trump flew to Kyiv on 12 March", "Le 12 mars, Trump est à Kiev", "", "42,195 Marathon Läufer in Wien"]
    block = [sketch(text, number) for number, text in enumerate(texts)]
    together = anchor_keys(Keyed.of(block), CandidateSettings())
    for index, s in enumerate(block):
        alone = anchor_keys(Keyed.of([s]), CandidateSettings())
        own = together.sketch == index
        assert together.key[own].tolist() == alone.key.tolist()
        assert together.place[own].tolist() == alone.place.tolist()
        assert together.total[index] == alone.total[0]
    caption = sketch([("caption", "Trump and then they met Muhandis"), ("body", "no anchors here")])
    assert len(anchor_keys(Keyed.of([caption]), CandidateSettings()).key) == 0


def test_translations_are_candidates_and_strangers_are_not() -> None:
    english = (
        "Some 2,350 soldiers left the Sarbaz barracks near Kandovar on 14 March, General Arman Duvall told reporters. "
        "Prime Minister Petra Lindqvist called the move, which costs 48.7 million euros, long overdue. "
        "Talks with Ambassador Tarik Osmanovic in Vienna are to resume at 16:30 on Thursday."
    )
    german = (
        "Rund 2.350 Soldaten haben am 14. März die Sarbaz-Kaserne bei Kandovar verlassen, sagte General Arman Duvall. "
        "Ministerpräsidentin Petra Lindqvist nannte den Schritt, der 48,7 Millionen Euro kostet, längst überfällig. "
        "Die Gespräche mit Botschafter Tarik Osmanovic in Wien sollen am Donnerstag um 16.30 Uhr weitergehen."
    )
    stranger = (
        "About 1,200 runners crossed the finish line in Oslo on 3 June, said organiser Kari Nordby. "
        "Mayor Jonas Bakke praised the race, which raised 2.1 million kroner for hospitals."
    )
    sketches = [sketch(english, 1, "en"), sketch(german, 2, "de"), sketch(stranger, 3, "en")]
    found, capped = find_candidates(sketches, CandidateSettings())
    assert [(c.a, c.b) for c in found] == [(doc_name(1), doc_name(2))]
    assert found[0].anchor_keys > 10 and found[0].passage_keys == 0 and not capped


FILLER = st.lists(st.sampled_from([f"filler{k}x" for k in range(400)]), max_size=60)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([f"shared{k}x" for k in range(60)]), min_size=20, max_size=20), FILLER, FILLER, FILLER, FILLER,
       st.integers(0, 14))  # fmt: skip
def test_twenty_shared_words_in_the_window_make_a_candidate(
    run: list[str], a: list[str], b: list[str], c: list[str], d: list[str], days: int
) -> None:
    one = sketch(" ".join([*a, *run, *b]), 1, "en", "2024-03-01")
    two = sketch(" ".join([*c, *run, *d]), 2, "en", f"2024-03-{1 + days:02d}")
    found, _ = find_candidates([two, one], CandidateSettings())
    assert [(f.a, f.b, f.passage_keys > 0) for f in found] == ([(doc_name(1), doc_name(2), True)] if days <= 7 else [])


def test_no_sketches_and_no_keys() -> None:
    assert find_candidates([], CandidateSettings()) == ([], [])
    assert find_candidates([sketch("", 1), sketch("", 2)], CandidateSettings()) == ([], [])
    assert len(candidate_keys([sketch("", 1)], CandidateSettings()).key) == 0


def test_equal_texts_agree_in_every_band() -> None:
    text = " ".join(f"word{k}" for k in range(30))
    found, _ = find_candidates([sketch(text, 1), sketch(text, 2), sketch("short", 3)], CandidateSettings())
    assert len(found) == 1 and found[0].wording_keys == 42 and found[0].passage_keys >= 1


def test_damaged_columns_are_refused() -> None:
    blob = pack_keys(columns([(1, 1, 0), (1, 2, 0)]), 1)[0][1]
    with pytest.raises(ValueError, match="packed columns of"):
        unpack_keys([blob + b"\0"])
    assert banding.VIEWS[ANCHORS] == "anchors"


def plain_anchor_keys(s: Sketch, settings: CandidateSettings) -> tuple[dict[int, tuple[int, int]], int]:
    """Weight and place of each key, and the sum of the weights, by looking at every pair."""
    kinds = [UNIT_KINDS[s.sentence_unit[np.searchsorted(s.sentence_token, t, side="right") - 1]] for t in s.anchor_token.tolist()]
    bits = s.anchor_rarity.astype(int) - CHANCE
    chosen = [k for k in range(len(kinds)) if bits[k] > 0 and kinds[k] != "caption"]
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for step in range(len(chosen)):
        for left, right in zip(chosen, chosen[step:], strict=False):
            a, b = (s.anchor_hash[[k]].astype(np.uint64) for k in (left, right))
            gap = int(s.anchor_token[right]) - int(s.anchor_token[left])
            if left == right:
                good, weight, gap, key = bits[left] >= settings.anchor_single_bits * BITS, bits[left], NEIGHBOURS, mix64(a)
            else:
                weight = bits[left] + bits[right]
                good = gap <= settings.anchor_distance and a != b and weight >= settings.anchor_pair_bits * BITS
                key = mix64(mix64(min(a, b)) + max(a, b))
            if good:
                rows.setdefault(int(key[0]), []).append((int(s.anchor_token[left]) + int(s.anchor_token[right]), int(weight), gap))
    out = {}
    for key, found in rows.items():
        if min(gap for *_, gap in found) >= NEIGHBOURS:
            twice, weight, _ = min(found, key=lambda row: row[0])
            out[key] = (weight, min(twice * PLACES // (2 * len(s.token_hash)), PLACES - 1))
    return out, sum(weight for weight, _ in out.values())


@given(st.lists(st.lists(st.tuples(st.integers(0, 59), st.integers(1, 6), st.integers(40, 200)), max_size=25), min_size=1, max_size=4), st.integers(1, 30))
def test_anchor_keys_are_those_of_every_pair(blocks: list[list[tuple[int, int, int]]], distance: int) -> None:
    settings = CandidateSettings(anchor_distance=distance)
    base = sketch([("headline", "so " * 10), ("caption", "so " * 10), ("body", "so " * 20 + "\n" + "so " * 20)])
    sketches = []
    for n, rows in enumerate(blocks):
        token, anchor, rarity = np.array(sorted(rows), np.int64).reshape(-1, 3).T
        sketches.append(
            dataclasses.replace(
                base, doc_id=f"{n:016x}", anchor_hash=anchor.astype(np.uint32), anchor_token=token.astype(np.int32),
                anchor_rarity=rarity.astype(np.uint8), anchor_kind=np.ones(len(rows), np.uint8),
            )
        )  # fmt: skip
    keys = anchor_keys(Keyed.of(sketches), settings)
    for n, s in enumerate(sketches):
        own = keys.sketch == n
        expected, total = plain_anchor_keys(s, settings)
        found = zip(keys.weight[own].tolist(), keys.place[own].tolist(), strict=True)
        assert dict(zip(keys.key[own].tolist(), found, strict=True)) == expected
        assert keys.key[own].tolist() == sorted(expected) and int(keys.total[n]) == total
