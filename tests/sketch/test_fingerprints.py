"""Winnowing against brute force: a shared run of 20 words, or 40 characters where words are not spaced, shares a key."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketching import SETTINGS, article, sketch

from transforms.sketch.fingerprints import first_per_article, winnow
from transforms.sketch.shingles import Shingles, shingle, streams
from transforms.sketch.tokens import tokenize


def brute(hashes: list[int], window: int) -> set[int]:
    """Indices of the rightmost minimum of every window; of the whole if it is shorter."""
    chosen = set()
    for low in range(max(1, len(hashes) - window + 1) if hashes else 0):
        part = hashes[low : low + window]
        chosen.add(low + max(k for k, h in enumerate(part) if h == min(part)))
    return chosen


@given(st.lists(st.lists(st.integers(0, 30), max_size=40), min_size=1, max_size=5), st.sampled_from([1, 2, 5, 16]))
def test_winnowing_equals_brute_force(runs: list[list[int]], window: int) -> None:
    start = np.append(0, np.cumsum([len(run) for run in runs])).astype(np.int64)
    values = np.array([h for run in runs for h in run], np.uint64)
    chosen = winnow(Shingles(values, np.arange(len(values)), start), window)
    for index, run in enumerate(runs):
        own = np.flatnonzero(chosen[start[index] : start[index + 1]])
        assert set(own.tolist()) == brute(run, window)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=30))
def test_first_of_each_hash_in_each_article(rows: list[tuple[int, int]]) -> None:
    rows.sort(key=lambda row: row[0])
    place = np.arange(len(rows))[::-1].copy()
    values = np.array([h for _, h in rows], np.uint64)[::-1].copy()
    chosen = values != 5
    article_token = np.searchsorted([a for a, _ in rows], np.arange(4)).astype(np.int64)
    hashes, token, bounds = first_per_article(Shingles(values, place, np.zeros(1, np.int64)), chosen, article_token)
    kept = [k for k, row in enumerate(rows) if row[1] != 5 and row not in rows[:k]]
    assert token.tolist() == kept and hashes.tolist() == [rows[k][1] for k in kept]
    assert bounds.tolist() == [sum(1 for k in kept if rows[k][0] < a) for a in range(4)]


WORDS = st.sampled_from([f"word{chr(97 + k)}{chr(97 + j)}" for k in range(8) for j in range(4)])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(WORDS, min_size=20, max_size=20), st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30),
    st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30),
)  # fmt: skip
def test_twenty_shared_words_share_a_key(run: list[str], a: list[str], b: list[str], c: list[str], d: list[str]) -> None:
    left = sketch(" ".join([*a, *run, *b]))
    right = sketch(", ".join([*c, *run, *d]), 2)
    assert set(left.passage_hash.tolist()) & set(right.passage_hash.tolist())


@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("alphabet", ["的国人在有了中大时年上会", "のにはをたがでてとしれさ東京", "กขคงจดตนิีุ่้", "កខគឃងចិុ្ា", "ကခဂငစ်ိုး"])
@given(data=st.data())
def test_forty_shared_characters_share_a_key(alphabet: str, data: st.DataObject) -> None:
    chars = st.text(alphabet=alphabet, max_size=50)
    run = data.draw(st.text(alphabet=alphabet, min_size=40, max_size=40))
    a, b, c, d = (data.draw(chars) for _ in range(4))
    left, right = sketch(a + run + b, 1, "zh"), sketch(c + run + "。" + d, 2, "zh")
    assert set(left.passage_hash.tolist()) & set(right.passage_hash.tolist())


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([*"国人大时年", "GDP", "2022", "Reuters"]), min_size=40, max_size=40))
def test_shingles_of_mixed_text_depend_on_their_own_tokens(run: list[str]) -> None:
    left = sketch("前" * 9 + " ".join(run), 1, "zh")
    right = sketch("An English text of some length before it: " + " ".join(run) + " and after.", 2, "en")
    assert set(left.passage_hash.tolist()) & set(right.passage_hash.tolist())


def test_a_passage_around_a_caption_or_noise_stays_whole() -> None:
    run = [f"w{k}x" for k in range(24)]
    whole = sketch(" ".join(run))
    parted = sketch([("body", " ".join(run[:12])), ("caption", "A picture of something"), ("body", " ".join(run[12:]))], 2)
    assert set(whole.passage_hash.tolist()) <= set(parted.passage_hash.tolist())
    assert (whole.wording == parted.wording).all()


def test_captions_have_fingerprints_of_their_own_and_windows_stay_inside_them() -> None:
    caption = " ".join(f"c{k}x" for k in range(22))
    with_body = sketch([("body", " ".join(f"b{k}x" for k in range(30))), ("caption", caption)])
    alone = sketch([("caption", caption)], 2)
    assert set(alone.passage_hash.tolist()) <= set(with_body.passage_hash.tolist())
    assert alone.wording_size == 0
    assert (np.diff(with_body.passage_token) >= 0).all()


def test_short_texts_keep_their_minimum_and_headlines_none() -> None:
    assert len(sketch("only five words stand here").passage_hash) == 1
    assert len(sketch("only four words here").passage_hash) == 0
    assert len(sketch([("headline", " ".join(f"h{k}" for k in range(40)))]).passage_hash) == 0


def test_repetitive_text_stays_small() -> None:
    assert len(sketch("again " * 5_000).passage_hash) == 1


def test_shingles_hash_their_tokens_in_order() -> None:
    block = tokenize([article("a b c d e f"), article("b a c d e f"), article("x a b c d e")])
    found = shingle(block, streams(block), SETTINGS)
    first, second, third = (found.hash64[found.start[k] : found.start[k + 1]].tolist() for k in range(3))
    assert first[0] == third[1]
    assert first[0] != second[0]
    assert len(first) == len(second) == len(third) == 2
