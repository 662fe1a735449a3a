"""Languages of units: mixed pages, short units, and what they fall back to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.schema import Unit
from transforms.text.article import normalize_text
from transforms.text.page_words import PageWords
from transforms.text.unit_languages import label_languages

EN = "The harbour master said that two ferries had collided in the fog on Monday and that nobody was hurt on either of them."
ES = "El capitán del puerto dijo que dos barcos chocaron en la niebla el lunes y que nadie resultó herido en ninguno de ellos."
EL = "Ο λιμενάρχης δήλωσε ότι δύο πλοία συγκρούστηκαν στην ομίχλη τη Δευτέρα και ότι κανείς δεν τραυματίστηκε."
RU = "Начальник порта сообщил, что в понедельник в тумане столкнулись два парома и что никто из пассажиров не пострадал."
ZH = "港务局长说，周一两艘渡轮在大雾中相撞，船上没有人受伤，航道已于当天下午恢复通行，事故原因正在调查之中。"


def units(text: str, language: str | None = None) -> list[tuple[str, str | None, str]]:
    article = normalize_text(text, language=language)
    return [(unit.kind, unit.language, article.text[unit.start : unit.end][:12]) for unit in article.units]


@pytest.mark.parametrize(("body", "language"), [(EN, "en"), (ES, "es"), (EL, "el"), (RU, "ru"), (ZH, "zh")])
def test_units_are_in_the_language_of_the_text(body: str, language: str) -> None:
    found = units("\n\n".join([body[:50].rstrip(" .,，"), *[body] * 4, "© AFP"]))
    assert {own for _, own, _ in found} == {language}
    assert [kind for kind, _, _ in found] == ["headline", "body", "footer"]


def test_a_caption_in_another_language() -> None:
    caption = "This picture taken on March 2, 2024 shows the two ferries in the harbour after the collision. (Photo by Ann Poe / AFP)"
    found = units("\n\n".join([EL[:40], caption, *[EL] * 3]))
    assert [(kind, own) for kind, own, _ in found] == [("headline", "el"), ("caption", "en"), ("body", "el")]
    found = units("\n\n".join([ES[:40], caption, *[ES] * 3]))
    assert [(kind, own) for kind, own, _ in found] == [("headline", "es"), ("caption", "en"), ("body", "es")]


@pytest.mark.parametrize("other", [ES, EL, RU, ZH])
def test_a_page_with_its_translation_has_a_body_in_each_language(other: str) -> None:
    # four paragraphs each, so that both are stories and not quotations
    first, second = "\n\n".join([EN] * 5), "\n\n".join([other * 2] * 4)
    article = normalize_text(f"{first}\n\n{second}")
    bodies = [unit for unit in article.units if unit.kind == "body"]
    assert [article.text[unit.start : unit.end] for unit in bodies] == [first, second]
    assert len({unit.language for unit in bodies}) == 2 and bodies[0].language == "en"


def test_a_quotation_in_another_language_does_not_cut_the_body() -> None:
    article = normalize_text("\n\n".join([EN, EN, ES, EN, EN]))
    assert [(unit.kind, unit.language) for unit in article.units] == [("body", "en")]


@pytest.mark.parametrize("short", ["El puerto", "Port", "AFP, dpa", "Madrid", "- Última hora -"])
def test_short_units_fall_back_to_the_document(short: str) -> None:
    (unit,) = label_languages(short, [Unit("headline", 0, len(short))], "en")
    assert unit.language == "en"
    (unit,) = label_languages(short, [Unit("headline", 0, len(short))], None)
    assert unit.language in (None, "es")


def test_another_script_needs_no_length() -> None:
    text = "Πυρκαγιά στο λιμάνι"
    (unit,) = label_languages(text, [Unit("headline", 0, len(text))], "en")
    assert unit.language == "el"


def test_languages_that_no_text_tells_apart_stay_the_documents() -> None:
    text = "Havnefogden sa at to ferger kolliderte i tåken mandag og at ingen ble skadet om bord på noen av dem i havnen."
    (unit,) = label_languages(text, [Unit("caption", 0, len(text))], "da")
    assert unit.language == "da"


@given(st.lists(st.sampled_from([EN, ES, EL, RU, ZH, "AFP", "1, 2, 3", "", "…"]), max_size=12), st.sampled_from([None, "en", "el", "xx"]))
def test_units_keep_order_kind_and_all_their_text(parts: list[str], language: str | None) -> None:
    text = "\n".join(parts).strip()
    if not text:
        return
    found = label_languages(text, [Unit("body", 0, len(text))], language)
    assert all(unit.kind == "body" for unit in found)
    assert (found[0].start, found[-1].end) == (0, len(text))
    for one, other in itertools.pairwise(found):
        assert one.end < other.start and not text[one.end : other.start].strip()
        assert one.language != other.language


PARAGRAPHS = [
    "The ministers met on Monday and said that the talks were held in the capital for the first time.",
    "Les ministres ont dit que la réunion était dans la capitale pour la première fois depuis des années.",
    "Zulu kappa omega sigma delta gamma theta lambda epsilon upsilon omicron iota tau rho phi chi psi nu.",
    "“Short but one of them.”", "Short.", "她" * 41, "她" * 39,
]  # fmt: skip


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=7), st.sampled_from(["en", "fr", None]), st.integers(0, 3))
def test_what_the_scan_knows_of_the_lines_changes_no_unit(some: list[str], language: str | None, cut: int) -> None:
    text = "\n\n".join(some)
    words = PageWords(text)
    for start, end in ((0, len(text)), (cut, len(text)), (0, len(text) - cut)):
        if text[start].isspace() or text[end - 1].isspace():
            continue
        whole = (Unit("body", start, end, language),)
        asked = label_languages(text, whole, language, rows=words.rows, left=words.left)
        assert asked == label_languages(text, whole, language)
