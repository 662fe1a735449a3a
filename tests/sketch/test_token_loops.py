"""The compiled passes over characters and tokens against plain ones."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sketching import article

from transforms.sketch import chars, mark_loops, print_loops, prior, token_loops, tokens
from transforms.sketch.chars import CHARACTER, LIMIT, SCRIPTS, WORD, char_table, fold32
from transforms.sketch.quotes import _CLOSERS, _OPEN_ONLY, quoted
from transforms.sketch.stems import _ENDINGS, _PREFIXES, affixes, stem_hashes
from transforms.sketch.token_loops import finish_tokens
from transforms.sketch.tokens import TokenBlock, loud_tokens, prefix_hash, token_units, tokenize

PIECES = st.sampled_from(
    [*"aZ7é'’׳\"“”„«»‹›「」‘‚״ \n.-的กЖв", "об'єкт", "Trump's", "l'Iran", "O'Brien", "צה\"ל", "ﬃ", "\u200d", "\u0301", "12.5", "UN", "Elections",
     "Keiten", "والعراق", "выборами", "running", "x" * 3100, "THE NEWS TODAY IS", "プーチン", "북한's"]
)  # fmt: skip
UNITS = st.lists(st.tuples(st.sampled_from(["headline", "caption", "body", "noise"]), st.lists(PIECES, max_size=25).map("".join)), min_size=1, max_size=4)


def block_of(parts: list[tuple[str, str]], language: str | None = "en") -> TokenBlock:
    return tokenize([article(parts, 1, language), article(parts[::-1], 2, language)])


def plain_tokens(block: TokenBlock) -> list[tuple[int, int]]:
    table = char_table()
    found: list[tuple[int, int]] = []
    for low, high in zip(block.unit_start.tolist(), block.unit_end.tolist(), strict=True):
        raw: list[tuple[int, int]] = []
        for at in range(low, high):
            own = int(table.flags[block.codes[at]])
            if own & WORD and raw and raw[-1][1] == at and table.flags[block.codes[at - 1]] & WORD:
                raw[-1] = (raw[-1][0], at + 1)
            elif own & (WORD | CHARACTER):
                raw.append((at, at + 1))
        whole: list[tuple[int, int]] = []
        for k, (start, end) in enumerate(raw):
            if k and whole and start - raw[k - 1][1] == 1:
                before, after = int(block.codes[start - 2]), int(block.codes[start])
                between = int(block.codes[start - 1])
                apostrophe = bool(table.flags[between] & chars.APOSTROPHE)
                words = table.flags[before] & WORD and table.flags[after] & WORD
                scripts = {SCRIPTS[table.script[before]], SCRIPTS[table.script[after]]}
                ending = end - start <= 2 and raw[k - 1][1] - raw[k - 1][0] >= 2
                joined = apostrophe and (ending or scripts == {"CYRILLIC"})
                joined = joined or (scripts == {"HEBREW"} and (apostrophe or chr(between) in "\"״”“"))
                if words and joined:
                    whole[-1] = (whole[-1][0], end)
                    continue
            whole.append((start, end))
        found += [(a, b) for a, b in whole if table.length[block.codes[a:b]].sum() > 0]
    return found


def plain_quoted(block: TokenBlock) -> list[bool]:
    letter = (block.flags & (WORD | CHARACTER)) > 0
    spans: list[tuple[int, int]] = []

    def give_up(since: int, stop: int) -> None:
        stop = min(stop, since + 3000)
        breaks = [at for at in range(since, stop) if block.codes[at] == 10]
        spans.append((since, breaks[0] if breaks else stop))

    for low, high in zip(block.unit_start.tolist(), block.unit_end.tolist(), strict=True):
        mark, since = "", 0
        for at in range(low, high):
            left, right = at > 0 and bool(letter[at - 1]), bool(letter[at + 1])
            if not block.flags[at] & chars.QUOTE or (left and right and not block.flags[at - 1] & CHARACTER):
                continue
            char = chr(block.codes[at])
            if mark and at - since > 3000:
                give_up(since, at)
                mark = ""
            if not mark:
                if char in _CLOSERS and (char in _OPEN_ONLY or (right and not left) or char == "«"):
                    mark, since = char, at
            elif char == mark and right and not left and char != "»":
                give_up(since, at)
                since = at
            elif char in _CLOSERS[mark] and not (char == "’" and right):
                spans.append((since, at))
                mark = ""
        if mark:
            give_up(since, high)
    return [any(a <= at < b for a, b in spans) for at in block.start.tolist()]


@settings(max_examples=150, deadline=None)
@given(UNITS)
def test_tokens_and_quotations_equal_plain_ones(parts: list[tuple[str, str]]) -> None:
    block = block_of(parts)
    assert list(zip(block.start.tolist(), block.end.tolist(), strict=True)) == plain_tokens(block)
    assert block.unit_token.tolist() == [*np.searchsorted(block.start, block.unit_start).tolist(), len(block.start)]
    assert block.letters.tolist() == [int(char_table().length[block.codes[a:b]].sum()) for a, b in zip(block.start, block.end, strict=True)]
    assert quoted(block).tolist() == plain_quoted(block)


@settings(max_examples=100, deadline=None)
@given(UNITS, st.sampled_from(["en", "de", "ru", "ar", "sr", "xx", None]))
def test_affixes_and_rarity_equal_plain_ones(parts: list[tuple[str, str]], language: str | None) -> None:
    block = block_of(parts, language)
    first = char_table().first
    name = {"sr": "hr"}.get(language or "", language or "")

    def listed(source: dict[str, str]) -> set[tuple[int, ...]]:
        return {tuple(int(first[ord(c)]) for c in affix) for affix in source.get(name, "").split()}

    skip, cut = affixes(block, [language, language])
    for token, (a, b) in enumerate(zip(block.start.tolist(), block.end.tolist(), strict=True)):
        word = [int(first[c]) for c in block.codes[a:b].tolist()]
        ahead = behind = 0
        if block.letters[token] > 3:
            ahead = max([n for n in range(1, min(6, len(word) - 3) + 1) if tuple(word[:n]) in listed(_PREFIXES)], default=0)
            rest = len(word) - ahead
            behind = max([n for n in range(1, min(6, rest - 3) + 1) if tuple(word[-n:]) in listed(_ENDINGS)], default=0)
        assert (int(skip[token]), int(cut[token])) == (ahead, behind)
    hashes = fold32(block.hash64)
    keys, rarity = prior.table(language)
    known = dict(zip(keys.tolist(), rarity.tolist(), strict=True)) if language else {}
    found = prior.rarities([language, language], hashes, block.article_token)
    assert found.tolist() == prior.lookup(language, hashes).tolist()
    if language:
        assert found.tolist() == [known.get(h, prior.UNKNOWN) for h in hashes.tolist()]


@settings(max_examples=60, deadline=None)
@given(UNITS, st.sampled_from(["de", "ru", "ar"]))
def test_stems_are_the_tokens_without_their_affixes(parts: list[tuple[str, str]], language: str) -> None:
    block = block_of(parts, language)
    skip, cut = affixes(block, [language, language])
    expected = prefix_hash(block, np.arange(len(skip)), skip, block.end - cut)
    uncut = (skip == 0) & (cut == 0)
    expected[uncut] = block.hash64[uncut]
    assert stem_hashes(block, skip, cut).tolist() == fold32(expected).tolist()


@settings(max_examples=100, deadline=None)
@given(UNITS, st.randoms())
def test_tokens_are_finished_as_columns_would_be(parts: list[tuple[str, str]], random: Random) -> None:
    block = block_of([*parts, ("body", "x" * 70_000)])
    count = len(block.start)
    owner = np.repeat(np.arange(2), np.diff(block.article_token))
    rarity = np.array([random.choice([20, 80, 81, 88, 89, 255]) for _ in range(count)], np.uint8)
    said = np.array([random.random() < 0.5 for _ in range(count)], bool)
    own = block.first_flags
    single, digit = (own & CHARACTER) > 0, (own & chars.DIGIT) > 0
    of_digits, bits = np.array([0, 64, 90], np.uint8), (2, 4, 1)
    rare = np.where(single, np.minimum(rarity, 88), rarity)
    rare = np.where(digit, of_digits[np.minimum(block.letters, 2)], rare)
    flags = ((own & chars.CAPITAL) > 0) * 2 + ((rare <= 80) & ~single & ~digit) * 4 + said
    characters, letters = np.bincount(owner[single], minlength=2), np.bincount(owner, weights=block.letters, minlength=2)
    place, length = np.empty(count, np.uint32), np.empty(count, np.uint16)
    found, unspaced = np.empty(count, np.uint8), np.empty(2, bool)
    finish_tokens(
        block.start, block.end, block.letters, own, block.text_start, block.article_token, said, of_digits, 88, 80, bits,
        rarity, place, length, found, unspaced,
    )  # fmt: skip
    assert rarity.tolist() == rare.tolist() and found.tolist() == flags.tolist()
    assert place.tolist() == (block.start - block.text_start[owner]).tolist()
    assert length.tolist() == np.minimum(block.end - block.start, 0xFFFF).tolist()
    assert unspaced.tolist() == (characters * 3 > letters - characters).tolist()


@settings(max_examples=60, deadline=None)
@given(UNITS)
def test_loud_units_equal_plain_ones(parts: list[tuple[str, str]]) -> None:
    block = block_of(parts)
    capital = (block.flags & chars.CAPITAL) > 0
    whole, shouted, titled = loud_tokens(block)
    unit = token_units(block).tolist()
    own = [bool(capital[a:b].all()) for a, b in zip(block.start, block.end, strict=True)]
    assert whole.tolist() == own
    words = [not f & (CHARACTER | chars.DIGIT) and n >= 2 for f, n in zip(block.first_flags.tolist(), block.letters.tolist(), strict=True)]
    for token in range(len(own)):
        mates = [k for k in range(len(own)) if unit[k] == unit[token] and words[k]]
        loud = sum(own[k] for k in mates) * 5 > len(mates) * 3 and len(mates) >= 4
        title = sum(bool(block.first_flags[k] & chars.CAPITAL) for k in mates) * 5 > len(mates) * 3 and len(mates) >= 4
        assert bool(shouted[token]) == loud and bool(titled[token]) == (loud or title)


def test_loops_name_what_the_tables_mean() -> None:
    for name in ("WORD", "CHARACTER", "CAPITAL", "DIGIT", "APOSTROPHE", "QUOTE", "BASE"):
        assert getattr(token_loops, name) == getattr(chars, name)
    for name in ("CHARACTER", "CAPITAL", "DIGIT"):
        assert getattr(mark_loops, name) == getattr(chars, name)
    assert (char_table().flags[tokens._GERSHAYIM] & chars.QUOTE).all()
    assert (print_loops.CHARACTER, print_loops.SYLLABIC, print_loops.BASE) == (chars.CHARACTER, chars.SYLLABIC, chars.BASE)


def test_code_points_that_fold_to_more_have_tokens_too() -> None:
    text = "ﬃ" * 5000
    block = tokenize([article(text)])
    assert block.letters.tolist() == [15_000] and block.codes.max() < LIMIT
    assert block.hash64.tolist() == tokenize([article("ffi" * 5000)]).hash64.tolist()
