"""Numbers that the compiled pass reads, and names from the cache, against the plain readers."""

from __future__ import annotations

from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketching import article, sketch

from transforms.sketch import anchors, figures
from transforms.sketch.chars import CAPITAL, CHARACTER, DIGIT, SCRIPTS, char_table
from transforms.sketch.concepts import find_concepts
from transforms.sketch.mark_loops import LEFT, READ, may_be_names
from transforms.sketch.numbers import number_reading, number_text
from transforms.sketch.stems import affixes
from transforms.sketch.tokens import loud_tokens, tokenize

PIECES = st.sampled_from(
    [*"0123456789", "00", "12", "500", "2024", "1990", "1,500", "2.500", "3.5", "0.75", "1'000", "2 500", ".", ",", "'", " ", " ", " ", "’", "\u00a0",
     "-", "–", ":", "h", "H", " a.m.", " p m", "am", " Uhr", "uhr", "月", "日", "월", "일", "만", "억", "万", "億", "時", "시", "오후 ", "$", "€", "£",
     "¥", "m", "th", "km", " March", " May ", " Montag ", " million", " people", ". Januar", "٢٥", "x", "\n", "1,500,만", "12.03.2022", "2022-03-12",
     "4.30 p.m.", "4h30", "3月12日", "19" * 20, "1.234,56", "five"]
)  # fmt: skip


def found(texts: list[str], language: str, plain: bool) -> list[tuple[int, int]]:
    block = tokenize([article(text, n, language) for n, text in enumerate(texts)])
    capitals, shouted, _ = loud_tokens(block)
    languages = [language] * len(texts)
    skip, _ = affixes(block, languages)
    concepts = find_concepts(block, languages, skip, capitals & ~shouted)
    articles = [article(text, n, language) for n, text in enumerate(texts)]

    def leave(*columns: np.ndarray) -> None:
        columns[-3].fill(LEFT)

    if plain:
        with patch.object(figures, "read_figures", leave):
            tokens, marks = figures.find_figures(block, articles, concepts)
    else:
        tokens, marks = figures.find_figures(block, articles, concepts)
    return sorted(set(zip(tokens, marks, strict=True)))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=25).map("".join), min_size=1, max_size=3), st.sampled_from(["en", "de", "ko", "ja", "zh"]))
def test_numbers_are_those_of_the_plain_reader(texts: list[str], language: str) -> None:
    assert found(texts, language, plain=False) == found(texts, language, plain=True)


@pytest.mark.parametrize("raw", ["0", "007", "14", "120", "1999", "2000", "2024", "12345", "100000", "2,500", "0.75", "0.750", "3.5", "12.500.000", "1'000"])
def test_a_number_that_stands_alone_needs_no_python(raw: str) -> None:
    states: list[np.ndarray] = []
    read = figures.read_figures

    def watched(*columns: np.ndarray) -> None:
        read(*columns)
        states.append(columns[-3].copy())

    with patch.object(figures, "read_figures", watched):
        assert number_reading(number_text(raw)) in [mark for _, mark in found([f"some {raw} people"], "en", plain=False)]
    assert states[0][0] == READ and LEFT not in states[0]


def test_names_do_not_depend_on_what_was_read_before() -> None:
    texts = [("Putin met Merkel", "en"), ("PUTIN MET MERKEL AGAIN", "en"), ("Путина и Путиным", "ru"), ("Merkels Regierung Putin", "de"), ("Putins met", "en")]
    anchors._names.clear()
    warm = [sketch(text, 1, language) for text, language in texts]
    for (text, language), before in zip(texts, warm, strict=True):
        anchors._names.clear()
        alone = sketch(text, 1, language)
        assert alone.anchor_hash.tolist() == before.anchor_hash.tolist() and alone.anchor_token.tolist() == before.anchor_token.tolist()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*"aA1東بПк", "Ab", "ab", "АБ", "Пу", "abc", "Abc", "بغد", "بغداد", "국"]), max_size=12), min_size=1, max_size=3), st.randoms())
def test_names_may_be_where_the_plain_rule_says(words: list[list[str]], random: Random) -> None:
    block = tokenize([article(" ".join(own), n) for n, own in enumerate(words)])
    count = len(block.start)

    def drawn(values: list[int], size: int = count, dtype: type = np.int64) -> np.ndarray:
        return np.array([random.choice(values) for _ in range(size)], dtype)

    rarity, skip, cut = drawn([71, 72, 103, 104, 200], dtype=np.uint8), drawn([0, 1]), drawn([0, 1])
    free, titled, unspaced = drawn([0, 1, 1], dtype=bool), drawn([0, 1], dtype=bool), drawn([0, 1], len(words), bool)
    latin, script = SCRIPTS.index("LATIN"), char_table().script[block.codes[block.start]]
    flags = block.first_flags
    named = (flags & CAPITAL).astype(bool) & (rarity >= np.where(titled, anchors.CASELESS_RARITY, anchors.NAME_RARITY))
    named |= anchors._CASELESS[script] & (rarity >= anchors.CASELESS_RARITY) & (block.letters - skip - cut >= 3)
    named |= (script == latin) & (block.letters >= 3) & np.repeat(unspaced, np.diff(block.article_token))
    expected = np.flatnonzero(((flags & (CHARACTER | DIGIT)) == 0) & free & named & (block.letters >= 2))
    out = np.empty(count, np.int64)
    found = may_be_names(
        block.codes, block.start, block.letters, flags, block.article_token, rarity, skip, cut, free, titled, unspaced,
        char_table().script, anchors._CASELESS, latin, anchors.NAME_RARITY, anchors.CASELESS_RARITY, out,
    )  # fmt: skip
    assert out[:found].tolist() == expected.tolist()


@given(st.lists(st.lists(st.integers(0, 60), max_size=40), max_size=6), st.integers(1, 2))
def test_names_are_found_where_they_were_put(batches: list[list[int]], letters: int) -> None:
    """Against a dict; code points are the digits of a number, so that some differ by their seed alone."""
    names, plain = anchors._Names(), dict[int, tuple[int, ...]]()
    for batch in batches:
        values = np.array(batch, np.int64)
        codes = np.repeat(values // 2, letters).astype(np.uint32)
        low = np.arange(len(values)) * letters
        hashes, number = names.find(codes, low, low + letters, values % 2)
        assert [int(h) in plain for h in hashes] == (number >= 0).tolist()
        assert len(set(hashes.tolist())) == len(set(batch))
        read = {int(h): tuple(range(v % 4)) for h, v in zip(hashes.tolist(), batch, strict=True) if int(h) not in plain}
        names.add(read)
        plain |= read
        _, number = names.find(codes, low, low + letters, values % 2)
        for h, n in zip(hashes.tolist(), number.tolist(), strict=True):
            assert names.marks[names.first[n] : names.first[n] + names.size[n]].tolist() == list(plain[h])
    assert len(names) == len(plain)


def test_the_cache_of_names_grows() -> None:
    names = anchors._Names()
    codes, low, seed = np.arange(3000, dtype=np.uint32), np.arange(3000), np.zeros(3000, np.int64)
    hashes, _ = names.find(codes, low, low + 1, seed)
    for part in np.array_split(np.arange(3000), 7):
        names.add({int(hashes[n]): tuple(range(n % 4)) for n in part.tolist()})
    assert names.find(codes, low, low + 1, seed)[1].tolist() == list(range(3000))
    assert all(names.marks[names.first[n] : names.first[n] + names.size[n]].tolist() == list(range(n % 4)) for n in range(3000))
