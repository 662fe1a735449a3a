from __future__ import annotations

import pytest

from tests.sketch.sketching import sketch
from transforms.sketch.homes import home_languages, homes


def test_every_place_of_the_table_has_a_known_language() -> None:
    table = homes()
    assert len(table.spoken) > 1_000 and len(table.languages) == len(set(table.languages))
    assert {k for numbers in table.spoken.values() for k in numbers} <= set(range(len(table.languages)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The mayor of Kraków met the minister from Poland in Warsaw.", "en", "pl"),
        ("Der Zug von Hamburg nach Deutschland fuhr über Leipzig.", "de", "de"),
        ("Officials in Chicago and Boston said the United States would wait.", "en", "en"),
    ],
)
def test_places_speak_for_their_languages(text: str, language: str, expected: str) -> None:
    found = dict(home_languages(sketch(text, language=language)))
    assert found[expected] >= 1 and found[expected] == max(found.values())


def test_a_place_with_several_languages_counts_for_each() -> None:
    found = dict(home_languages(sketch("Voters in Switzerland went home.")))
    assert {"de", "fr", "it"} <= set(found)


def test_no_place_no_home() -> None:
    assert home_languages(sketch("He went home and slept.")) == ()
