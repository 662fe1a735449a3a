"""The compiled look-up against a plain one that makes a string of every form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sketch.sketching import article
from transforms.sketch import concepts
from transforms.sketch.chars import CAPITAL, CHARACTER
from transforms.sketch.concept_loops import (
    CAPITAL_PHRASES,
    CAPITAL_WORDS,
    GROWS,
    MAX_GROWTH,
    MAX_NGRAM,
    MAX_PHRASE,
    NEEDS_CAPITAL,
    NEEDS_CAPITALS,
    PHRASES,
    WORDS,
    WORDS_ALONE,
    disjoint,
)
from transforms.sketch.concepts import Found, concept_table, find_concepts, key_and_tag, language_bit
from transforms.sketch.stems import affixes
from transforms.sketch.tokens import TokenBlock, joined_hashes64, loud_tokens, tokenize

PIECES = {
    "en": ["New York", "United States", "the UN", "NATO", "may", "May", "Monday", "London", "Berlin", "million", "in", "talks", "police", "US", "us"],
    "ru": ["в Москве", "Москвы", "полиция", "полицейские", "во вторник", "миллионов", "Нью-Йорк", "США", "и", "президента"],
    "de": ["Ende", "München", "Vereinigten Staaten", "Polizisten", "Dienstag", "Millionen", "USA", "die", "Wahlen"],
    "zh": ["北京", "美国总统", "联合国", "星期二", "一百万", "说", "的", "カリフォルニア"],
    "ja": ["カリフォルニア", "東京", "アメリカ合衆国", "火曜日", "警察", "ロンドン", "は", "と"],
    "ar": ["والقاهرة", "في بغداد", "الأمم المتحدة", "الشرطة", "مليون", "يوم الثلاثاء"],
}  # fmt: skip


def rows_of(form: str, bit: int, capital: bool, capitals: bool, words: int, grown: int) -> int:
    """The first row of the table for a form, or -1."""
    table = concept_table()
    keys, tags = key_and_tag(joined_hashes64([form]))
    for at in np.flatnonzero(table.key == keys[0]).tolist():
        rule = int(table.rule[at])
        if table.tag[at] != tags[0] or (rule & NEEDS_CAPITAL and not capital) or (rule & NEEDS_CAPITALS and not capitals):
            continue
        if (rule & (WORDS - 1)) // GROWS >= grown and rule // WORDS == words and int(table.languages[at]) & bit:
            return at
    return -1


def plainly(text: str, block: TokenBlock, language: str, skip: list[int], loud: list[bool]) -> set[tuple[int, int, int]]:
    """(token, width, row) of everything that the table has."""
    start, end = block.start.tolist(), block.end.tolist()
    single = [bool(f & CHARACTER) for f in block.first_flags.tolist()]
    capital = [bool(f & CAPITAL) for f in block.first_flags.tolist()]
    bit = language_bit(language) | 1 << 31
    katakana = [0x30A1 <= ord(c) <= 0x30FF for c in text] + [False]
    found = set()

    def look(t: int, width: int, form: str, words: int, grown: int) -> None:
        row = rows_of(form, bit, capital[t], loud[t] and loud[t + width - 1], words, grown)
        if row >= 0:
            found.add((t, width, row))

    for t in range(len(start)):
        for width in range(1, MAX_NGRAM + 1):
            last = t + width - 1
            if last >= len(start) or single[t] != single[last]:
                break
            form = "".join(text[start[k] : end[k]] for k in range(t, last + 1))
            if single[t]:
                inside = start[last] - start[t] == width - 1
                cut = (start[t] > 0 and katakana[start[t]] and katakana[start[t] - 1]) or (katakana[end[last] - 1] and katakana[end[last]])
                if inside and not cut:
                    look(t, width, form, 0, 0)
            elif 1 < width <= MAX_PHRASE and all(start[k + 1] - end[k] <= 2 for k in range(t, last)):
                look(t, width, form, width, 0)
        if single[t]:
            continue
        word = text[start[t] : end[t]]
        for grown in range(MAX_GROWTH + 1):
            if grown == 0 or len(word) >= 3 + grown:
                look(t, 1, word[: len(word) - grown], 1, grown)
            if skip[t] and len(word) - skip[t] >= 3 + grown:
                look(t, 1, word[skip[t] : len(word) - grown], 1, grown)
    return found


@pytest.mark.parametrize("language", sorted(PIECES))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_everything_of_the_table_is_found(language: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[language]), min_size=1, max_size=12))
    text = data.draw(st.sampled_from([" ", ", ", "" if language in ("zh", "ja") else " "])).join(pieces)
    made = article(text, language=language)
    block = tokenize([made])
    skip, _ = affixes(block, [language])
    capitals, shouted, _ = loud_tokens(block)
    loud = capitals & ~shouted
    spans: list[np.ndarray] = []
    original = concepts._plausible

    def keep(block: TokenBlock, out: np.ndarray, owner: np.ndarray, languages: list[str | None]) -> np.ndarray:
        spans.append(out[:, :3].copy())
        return original(block, out, owner, languages)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(concepts, "_plausible", keep)
        found = find_concepts(block, [language], skip, loud)
    assert {(t, w, r) for t, w, r in spans[0].tolist()} == plainly(text, block, language, skip.tolist(), loud.tolist())
    assert spans[0].tolist() == sorted(spans[0].tolist(), key=lambda row: (row[0], -row[1])), "in order, the widest first"
    assert is_disjoint(found)


def test_the_sieves_hold_every_row_and_hardly_anything_else() -> None:
    table = concept_table()
    plain = (table.rule & NEEDS_CAPITAL) == 0
    phrase = table.rule // WORDS > 1
    other = np.random.RandomState(1).randint(0, 1 << 32, 100_000, np.uint32)
    for size, rows in ((PHRASES, phrase & plain), (CAPITAL_PHRASES, phrase), (WORDS_ALONE, ~phrase & plain), (CAPITAL_WORDS, ~phrase)):

        def let_through(keys: np.ndarray, size: int = size) -> np.ndarray:
            bits = np.uint64(1) << ((keys >> 20) & 63).astype(np.uint64) | np.uint64(1) << (keys >> 26).astype(np.uint64)
            return (table.sieve[size + (keys & np.uint32(size - 1))] & bits) == bits

        assert let_through(table.key[rows]).all()
        assert let_through(other).mean() < 0.03


def is_disjoint(found: Found) -> bool:
    return bool((found.token[1:] >= (found.token + found.width)[:-1]).all())


def test_a_span_that_a_dropped_one_covers_is_kept() -> None:
    token, width = np.array([0, 0, 1, 2, 2, 5]), np.array([2, 1, 3, 2, 1, 1])
    assert disjoint(token, width).tolist() == [True, False, False, True, False, True]


def test_more_finds_than_room_are_all_kept() -> None:
    text = "北京" * 200 + "東京"
    found = find_concepts(tokenize([article(text, language="zh")]), ["zh"], np.zeros(402, np.int64), np.zeros(402, bool))
    assert len(found.token) >= 200
