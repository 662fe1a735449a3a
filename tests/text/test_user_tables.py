from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from transforms.schema import Document
from transforms.settings import NormalizeSettings
from transforms.text.agencies import canonical
from transforms.text.article import normalize_document, normalize_text
from transforms.text.user_tables import agency_table, outlet_name

SETTINGS = NormalizeSettings.model_validate(
    {
        "agencies": {"Marsh Wire": {"forms": ["Marsh Wire", "MWN"], "country": "GB"}},
        "aliases": {"Depeschen Nord": "AFP"},
        "outlets": {"m.example.org": "Example Times", "extimes": "Example Times"},
        "mirrors": {"mirror.example.org/wires/": "Marsh Wire"},
        "furniture": {"*": ["Our presses have been turning since 1871."], "Example Times": ["Call the night desk with your story."]},
    }
)
STORY = "The ferry left at noon and nobody on the quay could say when it would come back to the island.\n\n" * 3


def agencies(text: str, settings: NormalizeSettings = SETTINGS) -> set[tuple[str, str | None]]:
    return {(e.kind, e.agency) for e in normalize_text(text, settings=settings).evidence}


@pytest.mark.parametrize("settings", [SETTINGS, pickle.loads(pickle.dumps(SETTINGS))], ids=["here", "in another process"])
def test_an_agency_of_the_users_own_is_read_wherever_agencies_are(settings: NormalizeSettings) -> None:
    page = f"Ferry leaves\n\nTARSA (MWN) - {STORY}Harbour master Orla Finn told Marsh Wire so.\n"
    article = normalize_text(page, settings=settings)
    assert article.dateline is not None and article.dateline.agencies == ("Marsh Wire",)
    assert ("in_text_attribution", "Marsh Wire") in agencies(page, settings)
    plain = normalize_text(page)
    assert plain.dateline is None or plain.dateline.agencies == ()
    assert all(e.agency != "Marsh Wire" for e in plain.evidence)


def test_an_alias_is_one_more_form_of_a_known_agency() -> None:
    page = f"{STORY}(Depeschen Nord)\n"
    assert ("credit", "AFP") in agencies(page)
    assert ("credit", "AFP") not in agencies(page, NormalizeSettings())


def test_the_tables_of_one_text_do_not_reach_the_next() -> None:
    normalize_text(STORY, settings=SETTINGS)
    assert canonical("MWN") is None
    assert agency_table(SETTINGS) is agency_table(SETTINGS)


def test_a_mirror_named_as_the_source_speaks_for_its_agency() -> None:
    page = f"{STORY}Source: https://www.mirror.example.org/wires/ferry-left-noon-island\n"
    assert ("url", "Marsh Wire") in agencies(page)
    assert ("url", "Marsh Wire") not in agencies(page.replace("/wires/", "/sport/"))


def test_an_outlet_is_called_as_the_settings_say() -> None:
    document = Document("0" * 16, "x", STORY.encode(), url="https://m.example.org/1")
    assert normalize_document(document, SETTINGS).source.outlet == "Example Times"
    assert outlet_name(SETTINGS, "extimes") == "Example Times"
    assert outlet_name(SETTINGS, "other", "https://elsewhere.example/1", "http://[") == "other"
    assert outlet_name(SETTINGS, None, "https://www.m.example.org/") == "Example Times"


def test_sentences_an_outlet_prints_under_everything_are_noise() -> None:
    page = f"{STORY}Our presses have been turning since 1871. Call the night desk with your story.\n"
    everywhere = normalize_text(page, settings=SETTINGS)
    assert "1871" not in everywhere.normal_text
    assert "night desk" in everywhere.normal_text
    own = normalize_text(page, outlet="extimes", settings=SETTINGS)
    assert "night desk" not in own.normal_text


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"agencies": {"XY": {}}}, "no form to be known by"),
        ({"agencies": {"XY": {"forms": ["XY"], "country": "Germany"}}}, "country"),
        ({"agencies": {"XY": {"form": ["XY"]}}}, "form"),
        ({"aliases": {"Foo Press": "NOBODY"}}, "no agency is called so"),
        ({"mirrors": {"https://example.org": "AFP"}}, "mirrors"),
        ({"furniture": {"*": ["Hm."]}}, "too short"),
    ],
)
def test_what_cannot_be_used_is_said(tree: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        NormalizeSettings.model_validate(tree)
