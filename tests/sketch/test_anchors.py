"""Anchors are the same in every language: pairs of invented sentences that must, and must not, meet."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketching import SETTINGS, article, sketch

from transforms.schema import Sketch
from transforms.sketch import anchors, names, numbers
from transforms.sketch.anchors import (
    ACRONYM,
    CALENDAR,
    DATE,
    KINDS,
    NAME,
    NUMBER,
    ORGANISATION,
    PLACE,
    TIME,
    WORD,
)
from transforms.sketch.concepts import concept_table
from transforms.sketch.marks import canonical_hash
from transforms.sketch.sketch import sketch_articles


def of(text: str, language: str, kind: int) -> set[int]:
    s = sketch(text, language=language)
    return set(s.anchor_hash[s.anchor_kind == kind].tolist())


def number(text: str) -> set[int]:
    return {canonical_hash("number", text)}


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("2,500 troops", "en", "2500"), ("2.500 Soldaten", "de", "2500"), ("2 500 soldats", "fr", "2500"),
        ("2\u202f500 soldats", "fr", "2500"), ("2\u00a0500 vojáků", "cs", "2500"), ("2’500 Soldaten", "de", "2500"),
        ("2500 soldados", "es", "2500"), ("٢٥٠٠ جندي", "ar", "2500"), ("２５００人", "ja", "2500"), ("२५०० सैनिक", "hi", "2500"),
        ("2.5 million people", "en", "2500000"), ("2,5 Millionen Menschen", "de", "2500000"), ("2,5 млн человек", "ru", "2500000"),
        ("2,5 milionu lidí", "cs", "2500000"), ("250万人", "zh", "2500000"), ("250萬人", "zh", "2500000"), ("٢٫٥ مليون", "ar", "2500000"),
        ("1.3 billion dollars", "en", "1300000000"), ("1,3 Milliarden Dollar", "de", "1300000000"), ("13億ドル", "ja", "1300000000"),
        ("1,3 billón de euros", "es", "1300000000000"), ("1,3 Billionen Euro", "de", "1300000000000"),
        ("1億2000万円", "ja", "120000000"), ("3 thousand", "en", "3000"), ("0.75 per cent", "en", "0.75"), ("0,75 Prozent", "de", "0.75"),
        ("the 19th century", "en", "19"), ("a 25km march", "en", "25"), ("1,234,567 votes", "en", "1234567"),
        ("1.234.567,89 Euro", "de", "1234567.89"), ("007", "en", "7"), ("seven people", "en", "7"), ("sieben Menschen", "de", "7"),
        ("семь человек", "ru", "7"), ("1,500m race", "en", "1500"),
    ],
)  # fmt: skip
def test_numbers_have_one_form(text: str, language: str, value: str) -> None:
    assert of(text, language, NUMBER) >= number(value)


@pytest.mark.parametrize(
    "text",
    ["at 04:30 today", "à 4h30 hier", "às 04H30", "at 4:30 a.m. on", "at 4:30am", "um 4.30 Uhr", "凌晨4时30分", "午前4時30分", "в ٠٤:٣٠"],
)
def test_times_have_one_form(text: str) -> None:
    assert of(text, "en", TIME) == {canonical_hash("time", "0430")}


@pytest.mark.parametrize(("text", "clock"), [("4 p.m.", "1600"), ("16 Uhr", "1600"), ("16h", "1600"), ("16時に", "1600"), ("12 a.m.", "0000")])
def test_full_hours(text: str, clock: str) -> None:
    assert of(text, "en", TIME) == {canonical_hash("time", clock)}


@pytest.mark.parametrize("text", ["25:70 x", "13:99", "won 3:1 today", "3時間後", "4 amigos", "12.30 euros"])
def test_what_is_no_time(text: str) -> None:
    assert not of(text, "en", TIME)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on March 12, 2022", "en"), ("on 12 March", "en"), ("am 12. März 2022", "de"), ("le 12 mars", "fr"), ("el 12 de marzo", "es"),
        ("12 марта", "ru"), ("12 березня", "uk"), ("12. března", "cs"), ("3月12日", "zh"), ("12.03.2022", "de"), ("2022-03-12", "en"),
        ("12 مارس", "ar"), ("12 de março de 2022", "pt"), ("12. ožujka", "hr"),
    ],
)  # fmt: skip
def test_dates_have_one_form(text: str, language: str) -> None:
    assert of(text, language, DATE) == {canonical_hash("date", "03-12")}


@pytest.mark.parametrize(
    "forms",
    [
        [("en", "President Putin said"), ("ru", "заявил Путин"), ("ru", "с Путиным"), ("uk", "заявив Путін"), ("cs", "s Putinem"),
         ("ja", "プーチン大統領"), ("de", "Putins Rede"), ("ar", "الرئيس بوتين")],
        [("en", "Boris Johnson resigned"), ("ru", "ушел Джонсон"), ("uk", "Джонсона"), ("ja", "ジョンソン首相"), ("cs", "Johnsonovi")],
        [("en", "for Trump now"), ("ru", "о Трампе"), ("ja", "トランプ氏"), ("zh", "唐纳德·特朗普说"), ("de", "Trumps Anwalt")],
        [("en", "met Soleimani there"), ("ar", "قتل سليماني أمس"), ("es", "murió Soleimani"), ("ru", "убит Сулеймани")],
        [("en", "Netanyahu told"), ("he", "אמר נתניהו אתמול"), ("ru", "Нетаньяху заявил")],
        [("en", "visiting Zelenskyy again"), ("de", "traf Selenskyj dort"), ("fr", "Zelensky a dit"), ("uk", "Зеленський сказав"), ("cs", "Zelenskyj")],
        [("de", "sagte Jelzin gestern"), ("ru", "сказал Ельцин")],
        [("en", "Xi Jinping said"), ("zh", "主席习近平说")],
    ],
)  # fmt: skip
def test_names_meet(forms: list[tuple[str, str]]) -> None:
    sets = [of(text, language, NAME) for language, text in forms]
    assert set.intersection(*sets), [KINDS[NAME], forms]


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        (PLACE, [("en", "in Moscow today"), ("de", "in Moskau heute"), ("ru", "в Москве сегодня"), ("cs", "v Moskvě dnes"), ("zh", "在莫斯科"), ("ja", "モスクワで")]),
        (PLACE, [("en", "New York police"), ("es", "en Nueva York"), ("zh", "在纽约市"), ("ru", "Нью-Йорк")]),
        (PLACE, [("en", "the United States said"), ("fr", "les États-Unis"), ("ru", "в США"), ("cs", "v USA"), ("zh", "美国说"), ("ar", "الولايات المتحدة"), ("en", "American troops"), ("es", "EE.UU. dijo")]),
        (PLACE, [("en", "Ukrainian troops"), ("de", "in der Ukraine"), ("ru", "на Украине"), ("uk", "в Україні"), ("ja", "ウクライナ軍")]),
        (ORGANISATION, [("en", "the U.N. said"), ("en", "United Nations"), ("fr", "l'ONU"), ("ru", "в ООН"), ("cs", "v OSN"), ("zh", "联合国说"), ("de", "UNO in Genf")]),
        (ORGANISATION, [("en", "NATO chief"), ("fr", "de l'OTAN"), ("ru", "глава НАТО"), ("zh", "北约秘书长")]),
        (WORD, [("en", "new vaccines arrived"), ("de", "der Impfstoff"), ("ru", "вакцинации"), ("zh", "疫苗接种"), ("ja", "ワクチン接種"), ("cs", "očkování a vakcína"), ("ar", "اللقاح الجديد")]),
        (ACRONYM, [("en", "the FCDO said"), ("de", "das FCDO")]),
    ],
)  # fmt: skip
def test_concepts_meet(kind: int, forms: list[tuple[str, str]]) -> None:
    sets = [of(text, language, kind) for language, text in forms]
    assert set.intersection(*sets), forms


@pytest.mark.parametrize(
    ("kind", "text", "language"),
    [
        (ORGANISATION, "who is it that sad un", "en"), (PLACE, "let us go, he told us", "en"), (PLACE, "une étude chinée", "fr"),
        (NAME, "the and with from that", "en"), (WORD, "the reading of the day", "en"), (PLACE, "sie lesen", "de"),
        (PLACE, "I ran as I can, My saint", "en"), (PLACE, "Das Ende der Namen", "de"), (PLACE, "奋斗青年联合", "zh"),
        (NUMBER, "to on out mag set sei", "en"), (CALENDAR, "out may march set dic, se il mai", "en"),
        (WORD, "planets, seasons, taxis, training, courtesy, dogma", "en"),
        (NAME, "die Verhandlungen der Verfassungsgerichte", "de"),
    ],
)  # fmt: skip
def test_ordinary_words_are_no_anchors(kind: int, text: str, language: str) -> None:
    assert not of(text, language, kind)


def test_texts_in_capitals_have_names_but_no_acronyms() -> None:
    loud = "THE MINISTER MET SOLEIMANI AND IS TO SEE US IN BAGHDAD WHO KNOWS WHY"
    assert of(loud, "en", NAME) & of("met Soleimani there", "en", NAME)
    assert of(loud, "en", PLACE) == of("in Baghdad", "en", PLACE)
    assert not of(loud, "en", ACRONYM) and not of(loud, "en", ORGANISATION)
    titled = sketch([("headline", "Minister Says Soleimani Left Five Thousand Behind"), ("body", "It is so.")], language="en")
    kinds = [KINDS[k] for k in titled.anchor_kind.tolist()]
    assert kinds.count("name") < 4


def test_longest_place_wins() -> None:
    york = of("In York today", "en", PLACE)
    assert not york & of("In New York today", "en", PLACE)


def test_a_long_name_keeps_its_skeleton_and_a_word_stem_does_not_hide_a_name() -> None:
    assert of("Courtney Love sang", "en", NAME) & of("Кортни пела", "ru", NAME)


def test_rarity_follows_from_the_hash_and_rare_is_rare() -> None:
    s = sketch("Boris Johnson met Johnson in Qarabulli with 34,567 and 5 people", language="en")
    pairs = set(zip(s.anchor_hash.tolist(), s.anchor_rarity.tolist(), strict=True))
    assert len(pairs) == len(set(s.anchor_hash.tolist()))
    rarity = {text: numbers.number_rarity(text) for text in ("5", "50", "53", "2021", "1956", "34567", "1000", "3.5", "3.57")}
    assert rarity["5"] < rarity["50"] < rarity["53"] < rarity["34567"]
    assert rarity["2021"] < rarity["1956"] < rarity["1000"] < rarity["34567"]
    assert rarity["3.5"] < rarity["3.57"]
    assert names.skeleton_rarity("MN") < names.skeleton_rarity("KRGSV")
    assert names.skeleton_rarity("GFKGF") > 140


def test_anchors_stand_in_order_at_tokens() -> None:
    text = "Boris Johnson flew from London to Kyiv on 9 April with 120 vehicles"
    s = sketch(text, language="en")
    assert (np.diff(s.anchor_token) >= 0).all()
    assert s.anchor_token.max() < len(s.token_hash)
    assert set(s.anchor_kind.tolist()) <= set(KINDS)
    at = {int(t) for t, k in zip(s.anchor_token, s.anchor_kind, strict=True) if k == PLACE}
    assert at == {4, 6}


def test_anchors_do_not_depend_on_the_block_nor_on_the_cache() -> None:
    texts = [("en", "Truss met Lavrov in Moscow on 10 February"), ("ru", "Трасс встретилась с Лавровым в Москве 10 февраля"), ("zh", "特拉斯在莫斯科会见拉夫罗夫")]
    block = [article(text, k, language) for k, (language, text) in enumerate(texts)]
    together = sketch_articles(block, SETTINGS)
    anchors._names.clear()
    anchors._skeleton_marks.clear()
    for a, expected in zip(block, together, strict=True):
        alone = sketch_articles([a], SETTINGS)[0]
        for field in ("anchor_hash", "anchor_token", "anchor_kind", "anchor_rarity"):
            assert getattr(alone, field).tolist() == getattr(expected, field).tolist()


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet=st.sampled_from(list("0123456789.,:'hH月日万億%$€ \u202f٣²①aApm-/年")), max_size=60), st.sampled_from(["en", "ja", None]))
def test_hostile_figures_do_no_harm(text: str, language: str | None) -> None:
    s: Sketch = sketch(text, language=language)
    assert len(s.anchor_hash) <= 3 * max(1, len(s.token_hash)) + 3


def test_endless_digits_do_no_harm() -> None:
    assert len(sketch("9" * 20_000 + "億" + "8" * 9_000 + "万").anchor_hash) >= 1


def test_the_concept_table_is_sorted_and_complete() -> None:
    table = concept_table()
    assert (np.diff(table.key.astype(np.int64)) >= 0).all()
    assert len(table.key) == len(table.concept) == len(table.rule) > 100_000
    assert all((table.key[a:b] >> np.uint32(16) == k).all() for k, (a, b) in enumerate(itertools.pairwise(table.part.tolist())))
