from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketching import article

from transforms.schema import Article, Source, Unit
from transforms.sketch.chars import fold32
from transforms.sketch.tokens import hash_words, joined_hashes, prefix_hash, tokenize


def tokens(text: str) -> list[str]:
    a = article(text)
    block = tokenize([a])
    return [a.text[s:e] for s, e in zip(block.start.tolist(), block.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quick, brown fox.", ["The", "quick", "brown", "fox"]),
        ("co-operation pre–war", ["co", "operation", "pre", "war"]),
        ("Trump's don’t they'll", ["Trump's", "don’t", "they'll"]),
        ("l'Iran d’Irak O'Brien", ["l", "Iran", "d", "Irak", "O", "Brien"]),
        ("dell'Italia qu'il", ["dell", "Italia", "qu'il"]),
        ("об'єкт п’ять", ["об'єкт", "п’ять"]),
        ('צה"ל אמר "שלום"', ['צה"ל', "אמר", "שלום"]),
        ("2,500 G7 4h30 U.S.", ["2", "500", "G7", "4h30", "U", "S"]),
        ("国连は2日", ["国", "连", "は", "2", "日"]),
        ("กิน", ["ก", "ิ", "น"]),
        ("한국 정부는", ["한국", "정부는"]),
        ("soft\u00adware zero\u200bwidth", ["soft\u00adware", "zero\u200bwidth"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("‘quoted’ 'quoted'", ["quoted", "quoted"]),
        ("...", []),
        ("\u0301\u00ad", []),
        ("", []),
    ],
)
def test_bounds(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élysée", "elysee"), ("STRASSE", "straße"), ("Ærø", "aero"), ("don’t", "dont"), ("Ёлка", "елка"), ("ﬁn", "fin"),
        ("٢٠٢٢", "2022"), ("２０２２", "2022"), ("ｱﾒﾘｶ"[:1], "ア"), ("蘇", "苏"), ("الأمم", "الامم"), ("Łódź", "lodz"),
        ("Istanbul", "İstanbul"), ("e\u0301te\u0301", "été"), ("soft\u00adware", "software"), ("й", "и\u0306"),
    ],
)  # fmt: skip
def test_folds_alike(one: str, other: str) -> None:
    a, b = hash_words([one, other]).tolist()
    assert a == b != 0


@pytest.mark.parametrize(("one", "other"), [("ab", "ba"), ("が", "か"), ("한", "하"), ("1", "l"), ("и", "і")])
def test_stays_apart(one: str, other: str) -> None:
    a, b = hash_words([one, other]).tolist()
    assert a != b


def test_hash_of_phrases_is_the_hash_of_their_letters() -> None:
    assert joined_hashes(["New York", "北京", "Straße"]).tolist() == [
        *hash_words(["newyork"]).tolist(),
        joined_hashes(["北京"])[0],
        *hash_words(["strasse"]).tolist(),
    ]


def test_prefix_hash_is_the_hash_of_the_prefix() -> None:
    block = tokenize([article("wir Übersetzungen straßenweise")])
    at = np.array([1, 2])
    found = fold32(prefix_hash(block, at, np.array([0, 1]), block.start[at] + np.array([5, 6])))
    assert found.tolist() == hash_words(["übers", "traße"]).tolist()
    longer = fold32(prefix_hash(block, at, np.array([0, 1]), block.start[at] + np.array([5, 6]), "vorß"))
    assert longer.tolist() == hash_words(["vorssübers", "vorsstraße"]).tolist()


TEXT = st.text(alphabet=st.sampled_from(list("abÀé 'ʼ’-.,12日本กิ\n\"“”")) | st.characters(), max_size=60)


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_a_block_is_its_articles(texts: list[str]) -> None:
    together = tokenize([article(text) for text in texts])
    for index, text in enumerate(texts):
        alone = tokenize([article(text)])
        own = slice(together.article_token[index], together.article_token[index + 1])
        assert (together.start[own] - together.text_start[index]).tolist() == alone.start.tolist()
        assert (together.end[own] - together.text_start[index]).tolist() == alone.end.tolist()
        assert together.hash64[own].tolist() == alone.hash64.tolist()
        assert (alone.end > alone.start).all() and (alone.end[:-1] <= alone.start[1:]).all()


def test_tokens_lie_in_their_units() -> None:
    text = "HeadlineBody part one skipped middle partTail"
    units = (Unit("headline", 0, 8), Unit("body", 8, 21), Unit("noise", 21, 36), Unit("body", 36, 41), Unit("footer", 41, 45))
    a = Article("0" * 16, Source("", None, None, None, "utf-8", ""), text, "en", None, None, (), None, units, ())
    block = tokenize([a])
    spans = [text[s:e] for s, e in zip(block.start.tolist(), block.end.tolist(), strict=True)]
    assert spans == ["Headline", "Body", "part", "one", " part".strip()]
    assert block.unit_token.tolist() == [0, 1, 4, 5]


@pytest.mark.parametrize("units", [((0, 5), (3, 8)), ((4, 8), (0, 3)), ((0, 99),)])
def test_impossible_units_are_refused(units: tuple[tuple[int, int], ...]) -> None:
    spans = tuple(Unit("body", a, b) for a, b in units)
    a = Article("0" * 16, Source("", None, None, None, "utf-8", ""), "some text", "en", None, None, (), None, spans, ())
    with pytest.raises(ValueError, match="overlap, are out of order or point past"):
        tokenize([a])


def test_lone_surrogates_and_astral_characters_are_separators_or_letters() -> None:
    assert tokens("a\ud800b \U0001f600 𝐁old \U000e0041") == ["a", "b", "𝐁old"]
