from __future__ import annotations

import pytest

from transforms.text.dateline_rules import (
    abbreviates,
    is_kicker,
    is_lead,
    is_nowhere,
    special_place,
    state_code,
)


@pytest.mark.parametrize(
    ("acronym", "before", "answer"),
    [
        ("AFP", "Australian Federal Police", True),
        ("AFP", "the Armed Forces of the Philippines", True),
        ("AFP", "las Administradoras de Fondos de Pensiones", True),
        ("AP", "Partido Acción Popular", True),
        ("A.P.", "Andhra Pradesh", True),
        ("ANP", "Agência Nacional do Petróleo", True),
        ("AFP", "BAGHDAD, Iraq", False),
        ("AFP", "Alice Fell", False),
        ("AP", "Paris", False),
        ("A", "Alpha", False),
        ("", "", False),
        ("Reuters", "Red Eagles", False),
    ],
)
def test_abbreviates(acronym: str, before: str, answer: bool) -> None:
    assert abbreviates(acronym, before) is answer


def test_state_code() -> None:
    amapa = state_code("MACAPÁ", "AP")
    assert amapa is not None and amapa.region == "Amapa"
    assert state_code("Pittsburgh", "PA") is not None
    # the code of another state, of no state, or a city elsewhere
    assert state_code("Pittsburgh", "AP") is None
    assert state_code("BAGHDAD", "AP") is None
    assert state_code("MACAPÁ", "AFP") is None


def test_kickers() -> None:
    assert is_kicker("WATCH") and is_kicker("Update") and is_kicker("COVID-19") and is_kicker("LIVE BLOG")
    assert not is_kicker("BAGHDAD")
    # with a region or date behind it only the whole head counts
    assert is_kicker("NEW HYDE PARK") and not is_kicker("NEW HYDE PARK", True) and is_kicker("NEW", True)


def test_special_places() -> None:
    assert special_place("Nations unies") == special_place("联合国") == "United Nations"
    assert special_place("ABOARD AIR FORCE ONE") == "ABOARD AIR FORCE ONE"
    assert special_place("Baghdad") is None and special_place("Aboardville") is None
    assert is_nowhere("CLANDESTINE") and is_nowhere("No City") and not is_nowhere("NORFOLK")


@pytest.mark.parametrize(
    ("lead", "answer"),
    [
        ("The port was closed on Monday because of thick fog, officials said.", True),
        ("\u201cThe port was closed on Monday because of thick fog,\u201d officials said.", True),
        ("Real Madrid 1-0", False),
        ("the port was closed on Monday because of thick fog, officials said.", False),
        ("Port closed, ferries stay where they are until further notice", False),
        ("PORT CLOSED ON MONDAY BECAUSE OF THICK FOG, OFFICIALS SAID.", False),
        ("", False),
    ],
)
def test_lead(lead: str, answer: bool) -> None:
    assert is_lead(lead + "\n\nMore.", 0, 40) is answer


def test_wrapped_lead_goes_on_below() -> None:
    text = "KINGSTON - Two ferries collided in thick fog on Monday, the\nharbour master of the town said.\n"
    assert is_lead(text, 11, 60)


@pytest.mark.parametrize("credit", [" — AFP", " (AFP)", "（新华社）", " Source: Reuters", " © Agence France-Presse"])
@pytest.mark.parametrize(
    ("lead", "answer"),
    [
        ("Two ferries collided in thick fog on Monday, the harbour master said.", True),
        ("اصطدمت عبارتان يوم الاثنين وسط ضباب كثيف، حسبما أعلنت سلطة الميناء، ولم يصب أحد.", True),
        ("Two ferries collided on Monday.", False),
    ],
)  # fmt: skip
def test_a_credit_at_the_end_is_no_part_of_the_lead(lead: str, answer: bool, credit: str) -> None:
    head = "PARIS — "
    for text in (f"{head}{lead}", f"{head}{lead}{credit}", f"{head}{lead}{credit}\n\nMore."):
        assert is_lead(text, len(head), 40) is answer


def test_a_credit_below_a_wrapped_line_is_no_part_of_the_lead() -> None:
    text = "KINGSTON - Two ferries collided in thick fog on Monday, the\nharbour master of the town said. — AFP"
    assert is_lead(text, 11, 60)
    head = "PARIS — 港の当局によると、月曜日に濃霧の中で２隻のフェリーが衝突したが、けが人はなかった。"
    assert is_lead(f"date 2022-01-05 {head}\nAFP", 24, 40) and is_lead(f"date 2022-01-05 {head}\n港は閉鎖された。\nAFP", 24, 40)
