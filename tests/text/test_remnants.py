"""Remnants of a source language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.remnants import _ROUND, _SQUARE, _inside, find_remnants


def remnants(text: str, language: str | None) -> dict[str, float]:
    return dict(find_remnants(text, [(0, len(text))], language))


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("Troops fight the group Islamic State (EI) there.", "en", "pt"),
        ("Officials of the United States (EE.UU.) met.", "en", "es"),
        ("The envoy of the ONU spoke.", "en", "fr"),
        ("It began at 04H30 local time.", "en", "fr"),
        ("The bank (EZB) raised rates.", "en", "de"),
        ("He spoke (ndlr: the mayor) on Monday.", "en", "fr"),
        ("Prices rose 3,5 percent, not 2,25.", "en", "fr"),
        ("It is ¿true? she asked.", "en", "es"),
        ("It was said in Москва on Monday.", "en", "ru"),
        ("He said 「no」 and 东京新闻 wrote it.", "en", "zh"),
        ("El jefe de la agencia Prensa Asociada habló.", "es", "en"),
        ("Les prix ont atteint 2,500 puis 3,700 dollars.", "fr", "en"),
        ("The “chief” said « no » to it.", "en", "fr"),
        ("Er sagte nichts (Anm. d. Red.: der Chef).", "en", "de"),
    ],
)
def test_signs_name_their_language(text: str, language: str, source: str) -> None:
    found = remnants(text, language)
    assert found[source] >= 0.1
    assert language not in found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The U.N. (UN) said 2,500 people fled at 4:30 a.m., 3.5 percent more.", "en"),
        ("L'ONU (Organisation des Nations unies) et l'OTAN, à 04H30, « oui », 3,5 % (EI).", "fr"),
        ("La ONU y EE.UU. dijeron que no: 2.500 personas (EI), ¿verdad?", "es"),
        ("Der Chef der UNO sagte „nein“, 3,5 Prozent.", "de"),
        ("Министр «сказал» в Москве 3,5 %.", "ru"),
        ("", "en"),
    ],
)
def test_what_a_language_uses_itself_is_no_sign(text: str, language: str) -> None:
    assert remnants(text, language) == {}


def test_without_a_language_nothing_is_foreign() -> None:
    assert remnants("The ONU (EI) ¿", None) == {}


def test_signs_add_up_and_are_ordered() -> None:
    one = remnants("The group (EI) fled.", "en")
    two = remnants("The group (EI) fled at 04H30, said the ONU.", "en")
    assert two["fr"] > two["pt"] > one["pt"]
    ordered = find_remnants("The group (EI) fled at 04H30, said the ONU.", [(0, 43)], "en")
    assert [weight for _, weight in ordered] == sorted((weight for _, weight in ordered), reverse=True)


def test_machine_traces_without_a_language() -> None:
    body = "The first paragraph ends.\n\namerican troops\n\nThe second paragraph ends."
    assert remnants(body, "en") == {"und": 0.15}
    assert remnants("He said “it is over. Nobody heard it.", "en") == {"und": 0.1}
    # each paragraph of a long quotation opens anew: nothing is missing
    assert remnants("He said: “It is over.\n“Nobody heard it.”", "en") == {}


def test_only_the_given_spans_are_read() -> None:
    text = "The ONU. The end of it."
    assert find_remnants(text, [(9, len(text))], "en") == ()


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "es", "de", "ru", "zh"]))
def test_weights_are_shares(text: str, language: str) -> None:
    found = find_remnants(text, [(0, len(text))], language)
    assert all(0.1 <= weight <= 0.95 and code != language for code, weight in found)
    assert found == find_remnants(text, [(0, len(text))], language)


def test_names_in_latin_letters_stand_in_translations_into_chinese() -> None:
    found = remnants("码头在 Harbour Standard 报道中关闭。", "zh")
    assert found["en"] == found["fr"] == 0.3
    assert remnants("码头于周一关闭，GDP 增长 2%。", "zh") == {}


def test_a_spinners_disclaimer_tells_of_a_machine() -> None:
    text = "The quay was shut. The mention sources can contact us to remove this article"
    assert find_remnants(text, [(0, 18)], "en") == (("und", 0.4),)


@given(st.text(st.sampled_from("ab()[]\n "), max_size=40) | st.from_regex(r"(?:\(a{59,62}\)){1,3}", fullmatch=True))
def test_brackets_are_found_as_their_patterns_find_them(body: str) -> None:
    assert _inside(body, "(", _ROUND) == [match[1] for match in _ROUND.finditer(body)]
    assert _inside(body, "[", _SQUARE) == [match[1] for match in _SQUARE.finditer(body)]
