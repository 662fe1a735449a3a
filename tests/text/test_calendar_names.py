from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.calendar_names import (
    alternation,
    fold_name,
    month_number,
    month_words,
    weekday_number,
    weekday_words,
)

MONTHS = [
    # (number, forms of many languages and habits)
    (
        1,
        "January Jan. JAN janvier janv. enero Ene ENE. janeiro Januar Jänner gennaio GEN januari января янв ЯНВ.",
    ),
    (
        1,
        "січня студзеня stycznia ledna Ocak OCAK janar ianuarie ian. leden januar tammikuuta január sausio ينایر يناير",
    ),
    (1, "1月 一月 1월 ژانویه जनवरी জানুয়ারী มกราคม ม.ค. Ιανουαρίου ינואר იანვარი հունվարի қаңтар"),
    (
        2,
        "February Feb Febr. février févr fevr FÉV. febrero fevereiro fev Februar Feber febbraio лютого Şubat ŞUB. فيفري شباط",
    ),
    (3, "March mars MARZO março marco März Maerz Mrz maart mrt марта березня ožujka kovo مارس آذار 三月 3月"),
    (4, "April avril avr. abril abr aprile апреля квітня Nisan nis. travnja أبريل أفريل نيسان 4월"),
    (5, "May mai mayo maio Mai maggio MAG mei мая МАЙ травня Mayıs mayis maja května svibnja toukokuuta"),
    (6, "June juin junio junho Juni giugno GIU июня червня Haziran HAZİRAN حزيران جوان"),
    (7, "July juil. juillet julio julho Juli luglio LUG июля липня Temmuz تموز جويلية يوليوز"),
    (8, "August Aug août aout AOÛT agosto ago. августа серпня Ağustos AĞUSTOS srpna آب غشت ส.ค."),
    (
        9,
        "September Sept. Sep setembro set. SET settembre sett. setiembre septiembre сентября сен вересня Eylül zářijové",
    ),
    (
        10,
        "October Oct. octubre outubro out. OUT ottobre OTT oktober Okt. октября жовтня Ekim października řijna",
    ),
    (11, "November Nov. novembre NOV noviembre ноября ноя листопада Kasım KASIM listopada studenoga نونبر"),
    (
        12,
        "December Dec. décembre déc. diciembre dic. dezembro dez. Dezember dicembre DIC декабря грудня Aralık ARALIK 12月",
    ),
]
NOT_CLDR = {"ينایر", "zářijové"}


@pytest.mark.parametrize(
    ("word", "number"), [(w, n) for n, words in MONTHS for w in words.split() if w not in NOT_CLDR]
)
def test_month(word: str, number: int) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("كانون الثاني", 1), ("كانون الثاني/يناير", 1), ("تشرين الأول / أكتوبر", 10), ("تشرين الثاني/ نوفمبر", 11),
        ("كانـون الأول", 12), ("tháng 1", 1), ("tháng  12", 12), ("يناير/فبراير", None), ("Ｓｅｐｔ.", 9),
    ],
)  # fmt: skip
def test_month_phrases(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize("word", ["", ".", "Marcus", "Baghdad", "7", "Monday", "the", "AFP", "/", "a/b", "-"])
def test_no_month(word: str) -> None:
    assert month_number(word) is None


def test_one_form_two_months() -> None:
    assert month_number("listopada") == 11
    assert month_number("listopada", "hr") == 10
    assert month_number("listopada", "hr-HR") == 10
    assert month_number("srpna", "cs") == 8
    assert month_number("lipnja") == 6


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("Monday", 0), ("Mon.", 0), ("lundi", 0), ("понедельник", 0), ("الاثنين", 0), ("الإثنين", 0), ("星期一", 0), ("月曜日", 0),
        ("martes", 1), ("terça-feira", 1), ("terça", 1), ("Dienstag", 1), ("Salı", 1), ("вівторок", 1), ("화요일", 1),
        ("mercredi", 2), ("miércoles", 2), ("środa", 2), ("среду", 2), ("周三", 2), ("Çarşamba", 2),
        ("giovedì", 3), ("donderdag", 3), ("quinta-feira", 3), ("czwartek", 3), ("torstai", 3),
        ("Friday", 4), ("vendredi", 4), ("пятница", 4), ("الجمعة", 4), ("金曜日", 4), ("hétfő", 0), ("péntek", 4),
        ("sábado", 5), ("Samstag", 5), ("Sonnabend", None), ("lördag", 5), ("суббота", 5), ("เสาร์", None),
        ("domenica", 6), ("Sonntag", 6), ("воскресенье", 6), ("Pazar", 6), ("星期天", 6), ("niedziela", 6),
        ("понедельника", 0), ("пятницы", 4), ("воскресенью", 6), ("середи", 2), ("poniedziałku", 0), ("piątku", 4), ("čtvrtka", 3),
        ("Δευτέρας", 0), ("Παρασκευής", 4), ("ΚΥΡΙΑΚΗΣ", 6), ("hétfőn", 0), ("csütörtökön", 3), ("måndagen", 0), ("søndagen", 6),
        ("trečiadienį", 2), ("ceturtdien", 3), ("reedel", 4), ("petka", 4), ("недељу", 6),
        ("so", None), ("January", None), ("", None),
    ],
)  # fmt: skip
def test_weekday(word: str, number: int | None) -> None:
    assert weekday_number(word) == number


def test_a_turkish_day_is_no_month() -> None:
    assert month_number("gün") is None
    assert month_number("gün", "tr") is None
    assert month_number("Ġun", "mt") == 6


def test_weekday_abbreviation_needs_language() -> None:
    assert weekday_number("so") is None
    assert weekday_number("So.", "de") == 6
    assert weekday_number("so", "cs") == 5


def test_many_languages() -> None:
    # a form of January from each of 60 languages, straight from the shipped words
    assert len({w for w in month_words() if month_number(w) == 1}) >= 60
    assert all(month_number(w) is not None for w in month_words())
    # words that only single languages read are None without a language
    assert sum(weekday_number(w) is None for w in weekday_words()) < 20


def test_no_mixed_up_locale() -> None:
    # Babel's trap: Chinese names for Turkish or Swedish; every CJK form must be Chinese, Japanese or Korean
    for number in range(1, 13):
        cjk = [w for w in month_words() if month_number(w) == number and re.search("[\u4e00-\u9fff]", w)]
        assert len(cjk) <= 3
    assert month_number("haziran") == 6 and month_number("kinókuu") is None


def test_alternation_takes_longest() -> None:
    pattern = re.compile(alternation(month_words()), re.IGNORECASE)
    for text, expected in [("September 3", "September"), ("Sept 3", "Sept"), ("tháng 12", "tháng 12")]:
        found = pattern.match(text)
        assert found is not None and found.group() == expected


@given(st.text(max_size=40))
def test_fold_is_stable(text: str) -> None:
    once = fold_name(text)
    assert fold_name(once) == once
    assert once == once.strip() and not once.endswith(".")
    assert month_number(text) == month_number(text.upper()) or not text.isascii()


@given(st.sampled_from(month_words()))
def test_case_and_point_do_not_matter(word: str) -> None:
    assert (
        month_number(word)
        == month_number(word.upper())
        == month_number(word.title())
        == month_number(word + ".")
    )
