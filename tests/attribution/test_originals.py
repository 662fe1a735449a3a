from __future__ import annotations

import pytest

from tests.attribution.factory import dateline, furniture, text, told
from transforms.attribution.originals import evidence_relation, source_language, version_groups
from transforms.schema import Evidence


@pytest.mark.parametrize(
    ("language", "remnants", "family", "expected"),
    [
        ("en", (), ("en",), "en"),
        ("en", (("pt", 0.8),), ("en",), "pt"),
        ("en", (("pt", 0.3),), ("en",), "en"),
        ("en", (("pt", 0.8), ("es", 0.8)), ("en",), None),
        ("en", (("pt", 0.8), ("es", 0.8)), ("en", "pt"), "pt"),
        ("en", (("pt", 0.8), ("es", 0.8)), ("es", "pt"), None),
        ("en", (("pt", 0.9), ("es", 0.7)), ("es",), "pt"),
        ("pt", (("pt", 0.9),), (), "pt"),
        (None, (), (), None),
    ],
)
def test_source_language(
    language: str | None,
    remnants: tuple[tuple[str, float], ...],
    family: tuple[str, ...],
    expected: str | None,
) -> None:
    facts = text(1, "AB", language=language, remnants=remnants).facts  # type: ignore[arg-type]
    assert source_language(facts, "AFP", family) == expected


@pytest.mark.parametrize(
    ("found", "remnants", "agency", "relation", "basis"),
    [
        (furniture("AFP"), (), "AFP", "verbatim", ("dateline", "copyright")),
        (dateline("AFP"), (), "AFP", "verbatim", ("dateline",)),
        (told("AFP", 2), (), "AFP", None, ("in_text_attribution",)),
        ((), (), "AFP", None, ("derivation",)),
        ((), (), None, None, ("no_agency",)),
        (furniture("AFP"), (("pt", 0.8),), "AFP", "translation", ("remnants:pt",)),
        (told("PA"), (("tr", 0.8),), "PA", "back_translation", ("remnants:tr",)),
        (told("unlisted"), (("tr", 0.8),), "unlisted", "translation", ("remnants:tr",)),
        ((), (("tr", 0.8),), None, "translation", ("remnants:tr",)),
    ],
)
def test_relation_to_a_lost_original(
    found: tuple[Evidence, ...],
    remnants: tuple[tuple[str, float], ...],
    agency: str | None,
    relation: str | None,
    basis: tuple[str, ...],
) -> None:
    facts = text(1, "AB", *found, remnants=remnants).facts
    got = evidence_relation(facts, agency, source_language(facts, agency, ()))
    assert got[:2] == (relation, basis) and 0 < got[2] <= 0.9


@pytest.mark.parametrize(
    ("apart", "together", "expected"),
    [
        ([], [], [[1, 2, 3, 4]]),
        ([(1, 2)], [], [[1, 3, 4], [2]]),
        ([(1, 2)], [(2, 3), (1, 4)], [[1, 4], [2, 3]]),
        ([(1, 2), (2, 3), (1, 3)], [(3, 4)], [[1], [2], [3, 4]]),
        ([(1, 2)], [(1, 3), (2, 3)], [[1, 3, 4], [2]]),  # the surer pair counts
        ([(1, 2), (3, 4)], [(1, 3), (2, 4)], [[1, 3], [2, 4]]),
    ],
)
def test_versions(
    apart: list[tuple[int, int]], together: list[tuple[int, int]], expected: list[list[int]]
) -> None:
    assert version_groups([1, 2, 3, 4], apart, together) == expected
