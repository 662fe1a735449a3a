from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.agencies import AGENCIES, canonical, read_slot, squash
from transforms.text.agency_mentions import find_mentions

SLOTS = [
    ("AFP", "AFP"), ("A.F.P.", "AFP"), ("afp", "AFP"), ("Agence France-Presse", "AFP"), ("agence france presse", "AFP"),
    ("أ ف ب", "AFP"), ("أ.ف.ب", "AFP"), ("أـ ف ـ ب", "AFP"), ("ا ف ب", "AFP"), ("وكالة فرانس برس", "AFP"), ("АФП", "AFP"), ("法新社", "AFP"), ("एएफपी", "AFP"),
    ("AP", "AP"), ("A.P.", "AP"), ("Associated Press", "AP"), ("The Associated Press", "AP"), ("agentura Associated Press", "AP"), ("أ ب", "AP"), ("美聯社", "AP"),
    ("АП", "AP"), ("Prensa Asociada", "AP"), ("Reuter", "Reuters"), ("REUTERS", "Reuters"), ("Рейтер", "Reuters"), ("ロイター", "Reuters"), ("路透社", "Reuters"), ("로이터", "Reuters"),
    ("dpa", "dpa"), ("DPA", "dpa"), ("Deutsche Presse-Agentur", "dpa"), ("dpa-AFX", "dpa"), ("EFE", "EFE"), ("Agencia EFE", "EFE"), ("la agencia Efe", "EFE"), ("EFECOM", "EFE"),
    ("ACAN-EFE", "ACAN-EFE"), ("ACAN EFE", "ACAN-EFE"), ("Australian Associated Press", "AAP"), ("Associated Press of Pakistan", "APP"), ("TELAM", "Télam"), ("Notimex", "Notimex"),
    ("ТАСС", "TASS"), ("ИТАР-ТАСС", "TASS"), ("РИА Новости", "RIA"), ("İHA", "IHA"), ("AA", "Anadolu"), ("연합뉴스", "Yonhap"), ("共同", "Kyodo"), ("時事", "Jiji"),
    ("بترا", "Petra"), ("وام", "WAM"), ("سانا", "SANA"), ("ČTK", "ČTK"), ("CNS", "Catholic News Service"), ("中新社", "CNS"), ("中央社", "CNA-TW"), ("Inter Press Service", "IPS"),
    ("Prensa Latina", "Prensa Latina"), ("IRNA", "IRNA"), ("MNA", "Mehr"), ("BEIJING XINHUA", "Xinhua"), ("PAP", "PAP"), ("KNA", "KNA"), ("epd", "epd"), ("Dow Jones", "Dow Jones"),
    # letters of another alphabet that look the same
    ("АP", "AP"), ("AР", "AP"), ("ΑFP", "AFP"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "agency"), SLOTS)
def test_a_slot_names_an_agency(form: str, agency: str) -> None:
    assert canonical(form) == agency


@pytest.mark.parametrize(
    "form",
    [
        "ERBIL",
        "Kurdistan 24",
        "RADIO RELOJ",
        "",
        " ",
        "آب",
        "the",
        "A",
        "AFPX",
        "Getty",
        "x" * 500,
        "Paris",
        "agency",
    ],
)
def test_a_slot_names_nobody(form: str) -> None:
    assert canonical(form) is None


@pytest.mark.parametrize(
    ("slot", "agencies"),
    [
        ("AFP/dpa", ("AFP", "dpa")), ("APA, Reuters", ("APA", "Reuters")), ("TT-AFP", ("TT", "AFP")), ("AFP-JIJI", ("AFP", "Jiji")), ("AFP, EFE y Reuters", ("AFP", "EFE", "Reuters")),
        ("SITA/AP", ("SITA", "AP")), ("dpa/lno", ("dpa",)), ("ACAN-EFE", ("ACAN-EFE",)), ("Weltexpress", ()), ("AFP=연합뉴스", ("AFP", "Yonhap")), ("AFP et Reuters", ("AFP", "Reuters")),
    ],
)  # fmt: skip
def test_slots_of_several_names(slot: str, agencies: tuple[str, ...]) -> None:
    assert read_slot(slot) == agencies


MENTIONS = [
    ("Der Sprecher sagte der Nachrichtenagentur AFP am Abend", ["AFP"]),
    ("قال المسؤول لوكالة فرانس برس إن", ["AFP"]),
    ("قال لفرانس برس", ["AFP"]),
    ("(أ ف ب)", ["AFP"]),
    ("据法新社消息，路透社报道", ["AFP", "Reuters"]),
    ("AFP통신에 말했다", ["AFP"]),
    ("APによると", ["AP"]),
    ("AFP'ye konuşan", ["AFP"]),
    ("Australian Associated Press", ["AAP"]),
    ("told the Associated Press and Reuters", ["AP", "Reuters"]),
    ("(apa/dpa)", ["APA", "dpa"]),
    ("xAFP AFPx AFP1 1AFP @AFP _AFP", []),
    ("the map and the tap of a beta version", []),
    ("共同で作業する", []),
    ("[共同]", ["Kyodo"]),
    ("एएफपी को बताया", ["AFP"]),
    ("एपीजे", []),
    ("Reutersille kertonut Reutersin lähde", ["Reuters"]),
    ("ASSOCIATED PRESS", ["AP"]),
    ("в августе, сообщает ТАСС.", ["TASS"]),
    ("שאמר לרויטרס", ["Reuters"]),
]


@pytest.mark.parametrize(("text", "agencies"), MENTIONS)
def test_mentions(text: str, agencies: list[str]) -> None:
    assert [m.agency for m in find_mentions(text)] == agencies


def test_every_form_is_found_where_it_stands() -> None:
    for agency in AGENCIES.values():
        for form in agency.forms:
            found = find_mentions(f"– {form} –")
            assert [(m.start, m.end) for m in found] == [(2, 2 + len(form))], form
            assert canonical(form) == found[0].agency, form


def test_forms_of_two_agencies_never_collide() -> None:
    owners: dict[str, str] = {}
    for agency in AGENCIES.values():
        for form in agency.forms:
            assert owners.setdefault(squash(form), agency.key) == agency.key, form


def test_long_input_is_read_once() -> None:
    assert len(find_mentions("AFP " * 50_000)) == 50_000


_PIECES = st.sampled_from(
    [
        "AFP",
        "AP",
        "Reuters",
        "dpa",
        "(",
        ")",
        "/",
        " ",
        "\n",
        "法新社",
        "أ ف ب",
        "x",
        "ل",
        "-",
        "@",
        "’",
        "ИТАР-ТАСС",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_mentions_are_ordered_spans_of_known_agencies(text: str) -> None:
    last = 0
    for mention in find_mentions(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.agency in AGENCIES
        assert canonical(text[mention.start : mention.end]) == mention.agency
        last = mention.end


@given(st.text(max_size=80))
def test_slots_never_raise(text: str) -> None:
    found = canonical(text)
    assert found is None or found in AGENCIES
    assert set(read_slot(text)) <= set(AGENCIES)


@given(st.text(st.characters(max_codepoint=127), max_size=20))
def test_ascii_is_squashed_as_every_text_is(form: str) -> None:
    assert squash(form) == squash(form + "é").removesuffix("é")
