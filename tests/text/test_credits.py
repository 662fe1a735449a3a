from __future__ import annotations

import pytest
from credit_cases import ENDS, NOTHING, PICTURES, PROSE, TOPS
from hypothesis import given
from hypothesis import strategies as st

from transforms.schema import EVIDENCE_KINDS, Dateline, Evidence, Unit
from transforms.text.agencies import AGENCIES
from transforms.text.credits import evidence_steps, find_evidence, footer_normal
from transforms.text.weights import WEIGHTS, combine

HEAD = "Ferries collide in the delta\n\n"
BODY = (
    "Two ferries collided in the delta on Monday, the harbour office said.\n\n"
    "Nobody was hurt, and both ships reached the quay under their own power.\n\n"
    "The channel stayed closed until the evening while divers looked for damage.\n\n"
    "It was the third collision in the delta since the beginning of the year.\n\n"
    "Pilots have asked for lights on the western bank for a long time.\n\n"
    "The town council will talk about it at its next meeting in June.\n\n"
    "A bridge downstream was not touched, engineers found after a dive.\n\n"
    "Trains crossed it again from nine o'clock on with little delay.\n\n"
)


def read(text: str, language: str | None = None, units: list[Unit] | None = None) -> tuple[Evidence, ...]:
    found = find_evidence(text, units or [], None, language, None)
    for item in found:
        assert text[item.start : item.end] == item.text
        assert item.kind in EVIDENCE_KINDS
    return tuple(e for e in found if e.kind != "style")


@pytest.mark.parametrize(("language", "sentence", "kind", "agency"), PROSE)
@pytest.mark.parametrize("known", [True, False])
def test_prose(language: str, sentence: str, kind: str, agency: str, known: bool) -> None:
    text = f"{HEAD}{sentence}\n\n{BODY}"
    found = read(text, language if known else None)
    assert [(e.kind, e.agency, e.about) for e in found] == [(kind, agency, "text")]
    assert 0.3 <= found[0].weight <= 0.65


def test_the_table_covers_twenty_languages() -> None:
    assert len({language for language, *_ in PROSE}) >= 30
    assert len(PROSE) + len(NOTHING) + len(ENDS) + len(PICTURES) + len(TOPS) >= 200


@pytest.mark.parametrize(("language", "sentence"), NOTHING)
def test_a_mention_is_no_evidence(language: str, sentence: str) -> None:
    assert read(f"{HEAD}{BODY}{sentence}\n\n{BODY}", language) == ()


@pytest.mark.parametrize(("line", "kind", "agencies"), ENDS)
def test_the_last_line(line: str, kind: str, agencies: list[str]) -> None:
    found = [e for e in read(f"{HEAD}{BODY}{line}\n") if e.agency]
    assert sorted(str(e.agency) for e in found if e.kind == kind) == sorted(agencies)
    if not agencies:
        assert found == []
    assert all(e.about == "text" for e in found)


@pytest.mark.parametrize(("line", "agency"), PICTURES)
def test_a_picture_credit_is_about_the_picture(line: str, agency: str) -> None:
    found = read(f"{HEAD}{line}\n\n{BODY}")
    assert agency in {e.agency for e in found}
    assert {(e.kind, e.about) for e in found} == {("photo_credit", "photo")}
    assert all(e.weight <= 0.15 for e in found)
    assert max(combine(found).values()) <= 0.2


@pytest.mark.parametrize(("line", "kind", "agency"), TOPS)
def test_the_line_under_the_headline(line: str, kind: str, agency: str) -> None:
    found = read(f"{HEAD}{line}\n\n{BODY}")
    assert [(e.kind, e.agency) for e in found] == [(kind, agency)]


SPANS = [
    ("Both sank, a source at the port told AFP.", "a source at the port told AFP"),
    ("“Both sank at about 04:30” (0130 GMT), the pilot told AFP.", "the pilot told AFP"),
    (
        "The captain of the larger of the two ferries that had met in the narrow channel of the delta told Reuters that all was well.",
        "told Reuters",
    ),
    ("Images provided to AFP by the same pilot show the wreck.", "Images provided to AFP"),
    (
        "Pictures taken by AFP from the harbour official show the wreck.",
        "Pictures taken by AFP from the harbour official",
    ),
    ("Le bac a coulé, a indiqué à l'AFP un pilote.", "a indiqué à l'AFP"),
    ("Both sank. (Photo by Jane Doe / AFP)", "(Photo by Jane Doe / AFP)"),
    ("(credit: Handout / AFP)", "(credit: Handout / AFP)"),
    ("© Agence France-Presse", "© Agence France-Presse"),
]


@pytest.mark.parametrize(("line", "span"), SPANS)
def test_spans(line: str, span: str) -> None:
    assert [e.text for e in read(f"{HEAD}{BODY}{line}\n")] == [span]


def test_an_attribution_far_down_counts_less_unless_it_is_repeated() -> None:
    told = "Nothing else is known, a pilot told AFP."
    (once,) = read(HEAD + BODY * 3 + told)
    assert once.weight == WEIGHTS["told_once"]
    (lead,) = read(HEAD + told + "\n\n" + BODY * 3)
    assert lead.weight == WEIGHTS["told"]
    twice = read(HEAD + BODY * 3 + told + "\n\nThe light was green, a sailor told AFP.")
    assert [e.weight for e in twice] == [WEIGHTS["told"]] * 2


def test_an_agency_introduced_by_its_nation_is_quoted() -> None:
    (own,) = read(f"{HEAD}The bridge is closed, a pilot told AFP.\n\n{BODY}")
    (foreign,) = read(f"{HEAD}The bridge is closed, a pilot told the French news agency AFP.\n\n{BODY}")
    assert foreign.weight == WEIGHTS["quoted"] < own.weight


def test_letters_that_the_text_spells_out_otherwise_are_not_the_agency() -> None:
    police = "The Australian Federal Police (AFP) opened an inquiry."
    assert read(f"{HEAD}{police}\n\nA pilot told the AFP that he slept.\n\n{BODY}", "en") == ()
    (item,) = read(f"{HEAD}{police}\n\nA pilot told AFP that he slept.\n\n{BODY}", "en")
    assert item.weight <= WEIGHTS["told_once"]


def test_a_dateline_gives_its_agencies() -> None:
    text = "SOFIA (AFP/dpa) - Two ferries collided."
    line = Dateline(
        "SOFIA (AFP/dpa) -",
        0,
        17,
        "SOFIA (AFP/dpa) -",
        "SOFIA",
        None,
        "BG",
        None,
        None,
        None,
        ("AFP", "dpa"),
        "place_agency_dash",
        0.9,
    )
    found = find_evidence(text, [Unit("body", 18, len(text))], line, "en", None)
    assert [(e.kind, e.agency, e.weight, e.text) for e in found] == [
        ("dateline", "AFP", WEIGHTS["dateline_shared"], "AFP"), ("dateline", "dpa", WEIGHTS["dateline_shared"], "dpa"),
    ]  # fmt: skip


def test_a_single_agency_keeps_its_brackets() -> None:
    text = "SOFIA (AFP) - Two ferries collided."
    line = Dateline(
        "SOFIA (AFP) -",
        0,
        13,
        "SOFIA (AFP) -",
        "SOFIA",
        None,
        "BG",
        None,
        None,
        None,
        ("AFP",),
        "place_agency_dash",
        0.9,
    )
    (item,) = find_evidence(text, [Unit("body", 14, len(text))], line, "en", None)
    assert (item.kind, item.text, item.weight) == ("dateline", "(AFP)", WEIGHTS["dateline"])


def test_names_in_a_caption_are_about_the_picture_and_prose_there_is_nothing() -> None:
    caption = "A ferry in the delta, a pilot told AFP. (AFP)"
    text = f"{HEAD}{caption}\n\n{BODY}"
    start = text.index(caption)
    units = [
        Unit("headline", 0, len(HEAD) - 2),
        Unit("caption", start, start + len(caption)),
        Unit("body", start + len(caption) + 2, len(text)),
    ]
    assert [(e.kind, e.about) for e in read(text, units=units)] == [("photo_credit", "photo")]


def test_related_links_carry_foreign_credits() -> None:
    text = f"{HEAD}{BODY}{BODY}Also read: Storm in the east (AFP)"
    start = text.index("Also read")
    assert read(text, units=[Unit("body", 0, start), Unit("noise", start, len(text))]) == ()


def test_signers_belong_to_the_house_the_page_names() -> None:
    found = read(f"SOFIA (dpa) - Two ferries collided.\n\n{BODY}ab/cde\n")
    assert {(e.kind, e.agency) for e in found} == {("dateline", "dpa"), ("signer", "dpa")}


def test_wires_without_a_name() -> None:
    for line in (
        "(With agencies)",
        "Agencias",
        "(avec agences)",
        "وكالات",
        "综合外电",
        "Com agências",
        "(mit Agenturmaterial)",
    ):
        found = read(f"{HEAD}{BODY}{line}\n")
        assert [(e.kind, e.agency) for e in found] == [("with_agencies", None)], line
    assert read(f"{HEAD}{BODY}Travel agencies\n") == ()


def test_syndication_notes() -> None:
    note = "(This story has not been edited by Gazette staff and is auto-generated from a syndicated feed.)"
    (item,) = read(f"{HEAD}{BODY}{note}")
    assert (item.kind, item.agency) == ("republication_notice", None)
    named = "This story has been published from a PTI feed without changes to the text."
    (item,) = read(f"{HEAD}{BODY}{named}")
    assert (item.kind, item.agency, item.weight) == ("republication_notice", "PTI", WEIGHTS["republished"])


def test_style_is_weak() -> None:
    text = f"{HEAD}{BODY}It happened near Arbil at 04:30 (0130 GMT).\n"
    found = find_evidence(text, [], None, "en", None)
    assert {e.kind for e in found} == {"style"}
    assert {e.agency for e in found} == {"AFP"}
    assert max(combine(found).values()) < 0.2


def test_a_source_link() -> None:
    url = "https://abcnews.go.com/International/wireStory/ferries-collide-delta-monday-81234567"
    text = f"{HEAD}{BODY}Sources 1/ https://Google.com/ 2/ {url} The mention sources can contact us to remove/changing this article"
    (item,) = read(text, "en")
    assert (item.kind, item.agency, item.text) == ("url", "AP", url)


FOOTERS = [
    ("© Agence France-Presse", "© AFP"),
    ("Quelle: dpa", "Source: dpa"),
    ("المصدر: رويترز", "Source: Reuters"),
    ("来源：新华社", "Source: Xinhua"),
    ("Источник: ТАСС", "Source: TASS"),
    ("(Con información de AFP, EFE y Reuters)", "With AFP, EFE, Reuters"),
    ("(avec AFP)", "With AFP"),
    ("(with agencies)", "With agencies"),
    ("(avec AFP)\n\n© AFP", "© AFP; With AFP"),
    ("(Photo by Jane Doe / AFP)", None),
]


@pytest.mark.parametrize(("line", "normal"), FOOTERS)
def test_footers_have_one_form_in_every_language(line: str, normal: str | None) -> None:
    assert footer_normal(read(f"{HEAD}{BODY}{line}\n")) == normal


_PIECES = st.sampled_from(
    ["AFP", "AP", "Reuters", "dpa", "法新社", "أ ف ب", "told ", "à l'", "der ", " (", ")", "/", " - ", "©", "Photo: ", "Source: ", "\n", "\n\n", " ", ". ", "by ", "Jane Doe", "“", "’", "2023", "http://apnews.com/article/x"]
)  # fmt: skip


@given(
    st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join),
    st.sampled_from([None, "en", "de", "pt", "ar"]),
)
def test_evidence_is_ordered_spans_of_the_text(text: str, language: str | None) -> None:
    found = find_evidence(text, [], None, language, None)
    assert list(found) == sorted(found, key=lambda e: (e.start, e.end, e.kind, e.agency or ""))
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
        assert item.text == text[item.start : item.end]
        assert item.kind in EVIDENCE_KINDS
        assert item.agency is None or item.agency in AGENCIES
        assert 0 < item.weight < 1
        assert (item.kind == "photo_credit") == (item.about == "photo")
    assert find_evidence(text, [], None, language, None) == found
    assert all(0 <= c <= 1 for c in combine(found).values())


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "AP ",
        "told AFP ",
        "(",
        "(AFP) ",
        "AFP/",
        "© AFP ",
        "\n",
        "AFP\n",
        "(Reporting by ",
        "Photo: AFP ",
        "据法新社报道",
    ],
)
def test_hostile_lines_are_read_in_linear_time(piece: str) -> None:
    # a quadratic reading of a line this long would run into the time limit of the test run
    find_evidence(piece * (400_000 // len(piece)), [], None, None, None)


@pytest.mark.parametrize(
    ("sentence", "weight"),
    [
        ("The founder told Reuters that the yard was busy.", "told"),
        ("Last year, the founder told Reuters that the yard was busy.", "told_once"),
        ("In 2013 the founder told Reuters that the yard was busy.", "told_once"),
        ("Im vergangenen Jahr sagte der Gründer der Nachrichtenagentur Reuters, die Werft sei voll.", "told_once"),
        # what he said last week was of last year
        ("Sales rose last year, the founder told Reuters.", "told"),
        ("Last year, sales rose by a tenth, the founder told Reuters.", "told"),
        ("The yard will open in 2031, the founder told Reuters.", "told"),
    ],
)
def test_a_quotation_from_an_earlier_story_weighs_less(sentence: str, weight: str) -> None:
    (found,) = read(f"{HEAD}{sentence}\n\n{BODY}")
    assert found.weight == WEIGHTS[weight]


@pytest.mark.parametrize(
    ("picture", "close", "agencies"),
    [
        ("The quay on Monday. — AFP pic", "— AF", ["AFP"]),
        ("The quay on Monday.", "— AF", []),  # nothing says which agency
        ("The quay on Monday.", "— Reuter", ["Reuters"]),
        ("The quay on Monday.", "— Reut", []),
        ("The quay on Monday.", "(Reuter", ["Reuters"]),
        ("The quay on Monday. — AFP pic", "— EU", []),
        ("The quay on Monday. — AFP pic", "on the AF", []),
    ],
)
def test_a_closing_credit_that_was_cut_off(picture: str, close: str, agencies: list[str]) -> None:
    found = read(f"{HEAD}{picture}\n\n{BODY.rstrip()} {close}", "en")
    assert [e.agency for e in found if e.kind == "credit"] == agencies


@pytest.mark.parametrize("text", ["", "No agency is named here.", "The mayor told AFP and AP.\n\n(AFP)\n", "By Jane Doe, AFP"])
def test_evidence_of_every_text_is_read_in_as_many_steps(text: str) -> None:
    assert len(list(evidence_steps(text, [], None, "en", None))) == len(list(evidence_steps("Nothing.", [], None, "en", None)))
