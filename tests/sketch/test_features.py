"""Stems, quotation marks, rarity: what a token carries."""

from __future__ import annotations

import pytest
from sketching import article, sketch, words

from transforms.schema import TOKEN_CAPITAL, TOKEN_COMMON, TOKEN_QUOTED
from transforms.sketch import prior
from transforms.sketch.tokens import hash_words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["attack", "attacks", "attacked", "attacking"]),
        ("fr", ["attaquée", "attaquées"]),
        ("de", ["Rakete", "Raketen"]),
        ("es", ["soldado", "soldados"]),
        ("ru", ["ракеты", "ракетами", "ракета"]),
        ("uk", ["ракети", "ракетами"]),
        ("cs", ["raketa", "rakety", "raketami", "raketou"]),
        ("ar", ["الصاروخ", "صاروخ", "والصاروخ"]),
        ("pt", ["foguete", "foguetes"]),
        ("tr", ["füze", "füzeler"]),
    ],
)
def test_inflected_forms_have_one_stem(language: str, forms: list[str]) -> None:
    assert len(set(sketch(" ".join(forms), language=language).token_stem.tolist())) == 1


@pytest.mark.parametrize("language", [None, "ja", "vi"])
def test_without_a_stemmer_stems_are_tokens(language: str | None) -> None:
    s = sketch("attacks attacked ministers 攻撃", language=language)
    assert s.token_stem.tolist() == s.token_hash.tolist()


def test_stems_leave_three_letters() -> None:
    s = sketch("as is us yes does", language="en")
    assert s.token_stem.tolist()[:3] == s.token_hash.tolist()[:3]


QUOTED = [
    ('He said "we go now" and left', "we go now"),
    ("He said “we go now” and left", "we go now"),
    ("Er sagte: „Wir gehen jetzt“, und ging", "Wir gehen jetzt"),
    ("Il a dit : « on part » hier", "on part"),
    ("Han sagde: »vi går nu« og gik", "vi går nu"),
    ("Hän sanoi: ”me lähdemme” ja meni", "me lähdemme"),
    ("他说“我们走”然后", "我们走"),
    ("「行こう」と言った", "行こう"),
    ("He said ‘we go now’ and left", "we go now"),
    ("Don't say it's the players' fault", ""),
    ('rock "n" roll', "n"),
    ("no quotes at all", ""),
    ("never “closed here\n\nthe next paragraph is not quoted", "closed here"),
    ("“first paragraph\n\n“second paragraph” he said", "first paragraph second paragraph"),
    ("stray” closing mark", ""),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quoted_tokens(text: str, expected: str) -> None:
    s = sketch(text)
    found = [w for w, f in zip(words(s, text), s.token_flags.tolist(), strict=True) if f & TOKEN_QUOTED]
    assert found == words(sketch(expected), expected)


def test_quotations_end_with_their_unit() -> None:
    a = article([("body", "He said “we go"), ("body", "and left.")])
    s = sketch([("body", "He said “we go"), ("body", "and left.")])
    assert [bool(f & TOKEN_QUOTED) for f in s.token_flags.tolist()] == [False, False, True, True, False, False]
    assert a.text.count("“") == 1


def test_flags_and_rarity() -> None:
    s = sketch("The Zelenskyy of 7 und", language="en")
    capital = [bool(f & TOKEN_CAPITAL) for f in s.token_flags.tolist()]
    common = [bool(f & TOKEN_COMMON) for f in s.token_flags.tolist()]
    assert capital == [True, True, False, False, False]
    assert common == [True, False, True, False, False]
    the, name, of, seven, und = s.token_rarity.tolist()
    assert the < of < und and the < 48 and name == prior.UNKNOWN and 0 < seven < 100


def test_rarity_is_of_the_language_and_falls_back_to_all() -> None:
    (und,) = hash_words(["und"])
    table = {name: int(prior.lookup(name, hash_words(["und"]))[0]) for name in ("de", "en", None, "xx")}
    assert table["de"] < 50 < 100 < table["en"]
    assert table[None] == table["xx"] <= table["de"]
    assert und in prior.table("de")[0]
    assert prior.lookup("hr", hash_words(["predsjednik"])) < prior.UNKNOWN
    assert prior.lookup("sr", hash_words(["председник"])) < prior.UNKNOWN
    assert {"en", "de", "ar", "zh", "ja", "sh"} <= set(prior.languages())


def test_characters_have_rarity() -> None:
    s = sketch("的鑫", language="zh")
    assert s.token_rarity[0] < 50 < s.token_rarity[1] <= prior.UNKNOWN_CHARACTER
