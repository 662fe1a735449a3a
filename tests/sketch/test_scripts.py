"""What anchors must follow in scripts and languages that no evaluation data of the project cover; invented texts."""

from __future__ import annotations

import itertools

import pytest
from multilingual import LANGUAGES, STORIES
from sketching import sketch

from transforms.alignment.align import align_pair
from transforms.alignment.scoring import derivation_probability
from transforms.schema import Candidate
from transforms.settings import AlignSettings, AttributeSettings, CandidateSettings
from transforms.sketch.candidates import find_candidates
from transforms.sketch.marks import CALENDAR, DATE, NAME, NUMBER, ORGANISATION, PLACE, TIME, canonical_hash

SKETCHES = {
    (story, language): sketch(text, number, language)
    for number, (story, language, text) in enumerate(
        ((story, language, text) for story, texts in STORIES.items() for language, text in texts.items()), 1
    )
}
JOINED = AttributeSettings().family_joined


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", STORIES)
def test_a_translation_is_traced(story: str, language: str) -> None:
    a, b = sorted((SKETCHES[story, "en"], SKETCHES[story, language]), key=lambda s: s.doc_id)
    found, _ = find_candidates([a, b], CandidateSettings())
    assert found
    al = align_pair(a, b, found[0], AlignSettings())
    assert derivation_probability(al) >= JOINED
    assert al.groups >= 4


def test_every_pair_of_languages_meets_and_no_two_stories_do() -> None:
    found, _ = find_candidates(list(SKETCHES.values()), CandidateSettings())
    names = {s.doc_id: name for name, s in SKETCHES.items()}
    met = {frozenset((names[pair.a], names[pair.b])) for pair in found}
    wanted = {
        frozenset(((story, a), (story, b)))
        for story, texts in STORIES.items()
        for a, b in itertools.combinations(texts, 2)
    }
    assert met == wanted
    for one, two in itertools.product(("is", "ko", "he", "el", "hu"), repeat=2):
        a, b = sorted((SKETCHES["ferry", one], SKETCHES["bank", two]), key=lambda s: s.doc_id)
        al = align_pair(a, b, Candidate(a.doc_id, b.doc_id, anchor_keys=1), AlignSettings())
        assert derivation_probability(al) < 0.1


def of(text: str, language: str, kind: int) -> set[int]:
    s = sketch(text, language=language)
    return set(s.anchor_hash[s.anchor_kind == kind].tolist())


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("2500000", "el", "2,5 εκατομμύρια"), ("2500000", "he", "2.5 מיליון"), ("2500000", "ko", "250만 명"), ("2500000", "tr", "2,5 milyon"),
        ("2500000", "hu", "2,5 millió"), ("2500000", "it", "2,5 milioni"), ("2500000", "sv", "2,5 miljoner"), ("2500000", "hi", "25 लाख"),
        ("385000000", "ko", "3억8500만 유로"), ("385000000", "ja", "3億8500万ユーロ"), ("1200000000", "ko", "12억 원"),
        ("1200000000", "it", "1,2 miliardi"), ("1200000000", "el", "1,2 δισεκατομμύρια"), ("1200000000", "ar", "1.2 مليار"),
        ("6.4", "tr", "yüzde 6,4"), ("6.4", "tr", "%6,4"), ("6.4", "ar", "٦٫٤ في المئة"), ("6.4", "ko", "6.4퍼센트"), ("317", "ko", "317명을"),
    ],
)  # fmt: skip
def test_numbers(value: str, language: str, text: str) -> None:
    assert canonical_hash("number", value) in of(text, language, NUMBER)


@pytest.mark.parametrize(
    ("clock", "language", "text"),
    [
        ("0430", "tr", "04:30'da"), ("0430", "es", "a las 4:30 horas"), ("0430", "is", "klukkan 04:30"), ("0430", "ar", "الساعة 4:30"),
        ("0430", "el", "στις 04:30"), ("0430", "he", "בשעה 04:30"), ("0430", "ko", "오전 4시 30분에"), ("0430", "ko", "4시30분"),
        ("1630", "ko", "오후 4시 30분"), ("1600", "ko", "오후 4시에"),
    ],
)  # fmt: skip
def test_times(clock: str, language: str, text: str) -> None:
    assert of(text, language, TIME) == {canonical_hash("time", clock)}


def test_hours_that_last_are_no_times() -> None:
    assert not of("3시간 뒤", "ko", TIME)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "el 12 de marzo"), ("it", "il 12 marzo"), ("is", "12. mars"), ("hu", "március 12-én"), ("tr", "12 Mart"), ("pl", "12 marca"),
        ("el", "12 Μαρτίου"), ("ar", "12 آذار"), ("ko", "3월 12일"), ("sv", "den 12 mars"), ("fi", "12. maaliskuuta"), ("th", "12 มีนาคม"),
    ],
)  # fmt: skip
def test_dates(language: str, text: str) -> None:
    assert of(text, language, DATE) == {canonical_hash("date", "03-12")}


@pytest.mark.parametrize(
    ("kind", "english", "forms"),
    [
        (NAME, "met Macron there", [("el", "ο Μακρόν είπε"), ("he", "מקרון אמר"), ("ar", "وقال ماكرون"), ("ja", "マクロン大統領"), ("ru", "с Макроном"), ("pl", "Macrona")]),
        (NAME, "and Merkel said", [("el", "η Μέρκελ είπε"), ("he", "מרקל אמרה"), ("ar", "وقالت ميركل"), ("ko", "메르켈 총리는"), ("ja", "メルケル首相"), ("hu", "Merkellel")]),
        (PLACE, "in Greece now", [("hu", "Görögországban"), ("el", "στην Ελλάδα"), ("ar", "في اليونان"), ("ja", "ギリシャで"), ("pl", "w Grecji"), ("sv", "i Grekland"), ("es", "en Grecia")]),
        (PLACE, "in Budapest now", [("el", "στη Βουδαπέστη"), ("ar", "في بودابست"), ("zh", "在布达佩斯"), ("is", "í Búdapest"), ("it", "a Budapest")]),
        (CALENDAR, "on Friday they", [("hu", "pénteken"), ("el", "την Παρασκευή"), ("ar", "يوم الجمعة"), ("it", "venerdì"), ("pl", "w piątek"), ("sv", "på fredag"), ("ja", "金曜日")]),
        (ORGANISATION, "the United Nations said", [("hu", "az ENSZ"), ("el", "ο ΟΗΕ"), ("ar", "الأمم المتحدة"), ("tr", "Birleşmiş Milletler"), ("it", "le Nazioni Unite"), ("pl", "ONZ")]),
    ],
)  # fmt: skip
def test_names_and_concepts(kind: int, english: str, forms: list[tuple[str, str]]) -> None:
    wanted = of(english, "en", kind)
    missed = [form for form in forms if not of(form[1], form[0], kind) & wanted]
    assert not missed
