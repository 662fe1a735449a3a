from __future__ import annotations

import pytest

from tests.attribution.factory import dateline, evidence, furniture, photo, text, told
from transforms.attribution.agency import (
    derived_confidence,
    family_agency,
    is_agency_document,
    own_agencies,
    text_strength,
    verdict,
)
from transforms.attribution.agency import (
    furniture as furniture_of,
)
from transforms.attribution.credited import credited
from transforms.schema import AgencyVerdict, Evidence


@pytest.mark.parametrize(
    ("found", "agency", "expected"),
    [
        (furniture("AFP"), "AFP", ("dateline", "copyright")),
        (dateline("AFP"), "AFP", ("dateline",)),
        (dateline("AFP"), "AP", ()),
        (told("AFP", 3), "AFP", ()),
        ((*dateline("AFP"), *dateline("dpa")), "AFP", ()),  # (AFP/dpa): of which?
        ((*furniture("AFP"), evidence("with_agencies", None, 0.3)), "AFP", ()),
        (photo("AFP"), "AFP", ()),
        (dateline("AFP"), None, ()),
    ],
)
def test_furniture(found: tuple[Evidence, ...], agency: str | None, expected: tuple[str, ...]) -> None:
    assert furniture_of(text(1, "AB", *found).facts, agency) == expected


@pytest.mark.parametrize(
    ("outlet", "url", "agency", "expected"),
    [
        ("AFP", None, "AFP", True),
        ("afp", None, "AFP", True),
        ("Agence France-Presse", None, "AFP", True),
        ("Meridian", None, "AFP", False),
        (None, "https://apnews.com/article/some-slug", "AP", True),
        (None, "https://www.reuters.com/world/x", "Reuters", True),
        (None, "https://notreuters.com/x", "Reuters", False),
        (None, "https://example.org/apnews.com/x", "AP", False),
        (None, None, "AP", False),
        ("AFP", None, None, False),
    ],
)
def test_agency_documents(outlet: str | None, url: str | None, agency: str | None, expected: bool) -> None:
    assert is_agency_document(text(1, "AB", outlet=outlet, url=url).facts, agency) is expected


def test_a_transmission_mark_counts_only_on_a_text_of_unknown_origin() -> None:
    mark = evidence("transmission_mark", "AP", 0.85)
    assert is_agency_document(text(1, "AB", mark).facts, "AP")
    assert not is_agency_document(text(1, "AB", mark, outlet="Meridian").facts, "AP")


def test_strength_of_the_text_leaves_pictures_and_style_out() -> None:
    items = (*photo("AFP"), evidence("style", "AFP", 0.1), *told("AFP"))
    assert text_strength(items, "AFP") == pytest.approx(0.6)
    assert own_agencies(text(1, "AB", *items).facts)["AFP"] > 0.6


def test_derivation_multiplies_along_the_best_path() -> None:
    neighbours = {0: [(1, 0.9), (2, 0.5)], 1: [(0, 0.9), (2, 0.9)], 2: [(0, 0.5), (1, 0.9)]}
    got = derived_confidence({0: 0.9}, neighbours, 0.25)
    assert got == {1: pytest.approx(0.81), 2: pytest.approx(0.729)}


def test_derivation_stops_at_the_floor() -> None:
    assert derived_confidence({0: 0.9}, {0: [(1, 0.2)], 1: [(0, 0.2)]}, 0.25) == {}


@pytest.mark.parametrize(
    ("own", "agency", "derived", "expected"),
    [
        ({}, None, 0.0, None),
        ({"AFP": 0.95}, "AFP", 0.0, ("AFP", 0.95, "evidence")),
        ({"AFP": 0.4}, "AFP", 0.4, None),
        ({"AFP": 0.4}, "AFP", 0.7, ("AFP", 0.7, "derivation")),
        ({"AFP": 0.6}, "AFP", 0.55, ("AFP", 0.6, "evidence")),
        ({}, "AFP", 0.45, None),
        ({"PTI": 0.9, "AP": 0.6}, "AP", 0.95, ("PTI", 0.9, "evidence")),
        ({"PTI": 0.9, "AP": 0.85}, "AP", 0.95, ("AP", 0.85, "evidence")),
        ({"AP": 0.6}, "AFP", 0.9, ("AFP", 0.9, "derivation")),
    ],
)
def test_verdicts(
    own: dict[str, float], agency: str | None, derived: float, expected: tuple[str, float, str] | None
) -> None:
    got = verdict(own, agency, derived, 0.8, 0.5)
    assert (None if got is None else (got.name, got.confidence, got.basis)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([()], None),
        ([photo("AFP")], None),
        ([told("AFP")], "AFP"),
        ([furniture("AP"), (*dateline("PTI"), *told("AP"))], "AP"),
        ([(*dateline("PTI"), *told("AP")), dateline("PTI"), dateline("PTI")], "AP"),
        ([furniture("AFP"), furniture("AFP"), told("AP")], "AFP"),
    ],
)
def test_agency_of_a_family(rows: list[tuple[Evidence, ...]], expected: str | None) -> None:
    facts = [text(n, "AB", *row).facts for n, row in enumerate(rows)]
    assert family_agency(list(range(len(rows))), [own_agencies(f) for f in facts], facts, 0.5) == expected


@pytest.mark.parametrize(
    ("found", "name", "expected"),
    [
        ((), "AFP", "no"),
        (told("AFP"), "AFP", "in_text"),
        ((evidence("agency_witness", "AFP", 0.6),), "AFP", "in_text"),
        ((evidence("in_text_attribution", "AFP", 0.3, text="according to AFP"),), "AFP", "yes"),
        ((evidence("in_text_attribution", "AFP", 0.3, text="told the AFP news agency"),), "AFP", "in_text"),
        ((*told("AFP"), *dateline("AFP")), "AFP", "yes"),
        ((evidence("byline", "AFP", 0.8),), "AFP", "yes"),
        ((evidence("credit", "AFP", 0.8),), "AFP", "yes"),
        ((evidence("copyright", "AFP", 0.9),), "AFP", "yes"),
        ((evidence("signer", "AFP", 0.6),), "AFP", "no"),
        ((evidence("tail", "Reuters", 0.9, text="(Reporting by A. B.; editing by C. D.)"),), "Reuters", "no"),
        (
            (evidence("tail", "AP", 0.9, text="Associated Press writer A. B. contributed to this report"),),
            "AP",
            "yes",
        ),
        (photo("AFP"), "AFP", "no"),
        ((evidence("style", "AFP", 0.1),), "AFP", "no"),
        (furniture("AP"), "AFP", "no"),
        (furniture("AFP"), None, "not_applicable"),
    ],
)
def test_credit(found: tuple[Evidence, ...], name: str | None, expected: str) -> None:
    given = None if name is None else AgencyVerdict(name, 0.9, "evidence")
    assert credited(text(1, "AB", *found).facts, given) == expected
