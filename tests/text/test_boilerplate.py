"""Boilerplate: what is learned, what is cut, and that neither order nor neighbours matter."""

from __future__ import annotations

import itertools
import random

import pytest

from transforms.schema import Article, Document, Unit
from transforms.settings import NormalizeSettings
from transforms.text.article import normalize_document
from transforms.text.boilerplate import (
    BoilerplateError,
    cut_boilerplate,
    learn,
    parse_table,
    sentence_key,
    table_of,
)

FOOT = "Stay with us for the stories that move the islands, every morning on our channel."
NAMES = ["harbour", "school", "ferry", "market", "bridge", "storm", "council", "museum", "orchard", "airport", "hospital", "tunnel", "stadium", "canal", "library", "bakery"]
VERBS = ["closed", "opened", "flooded", "burned", "moved", "painted", "sold", "rented", "visited", "praised", "guarded", "measured", "emptied", "cleaned", "lifted", "named"]
PLACES = ["Marsa", "Vikby", "Lusan", "Orrel", "Tamba", "Quist", "Hadro", "Belfen", "Norva", "Prisk", "Dunmar", "Selo", "Karvia", "Ustrel", "Wendle", "Zabor"]


def story(number: int, *, outlet: str | None = "The Islander", foot: str = FOOT, day: int | None = None) -> Article:
    """One of many stories that have nothing in common but the foot."""
    pick = random.Random(number)
    words = [pick.choice(group) + str(number) for group in (NAMES, VERBS, PLACES) for _ in range(12)]
    pick.shuffle(words)
    lines = [
        f"Report on {words[0]} in {words[1]}",
        f"The {words[2]} of {' '.join(words[3:12])} was {words[12]}.",
        f"A {' '.join(words[13:24])} is to be {words[24]}.",
        foot,
        f"Later {' '.join(words[25:])}.",
    ]
    day = number if day is None else day
    return normalize_document(
        Document(
            f"{number:016x}", f"{number}.txt", "\n\n".join(lines).encode(), outlet=outlet, published=f"2024-03-{day % 28 + 1:02d}"
        )
    )


def test_a_sentence_of_unrelated_texts_is_learned_and_nothing_else() -> None:
    stories = [story(number) for number in range(8)]
    table = learn(lambda: stories)
    assert table.outlets == {"The Islander": {sentence_key(FOOT): 8}}
    assert learn(lambda: stories, least=9).outlets == {}
    assert learn(lambda: stories[:4]).outlets == {}


def test_neither_order_nor_neighbours_change_a_table() -> None:
    stories = [story(number) for number in range(9)]
    table = learn(lambda: stories)
    for seed in range(3):
        mixed = list(stories)
        random.Random(seed).shuffle(mixed)
        assert learn(lambda mixed=mixed: mixed).dumps() == table.dumps()  # type: ignore[misc]
    others = [story(number, outlet="Another", foot="Something else is printed under this one here.") for number in range(20, 29)]
    wider = learn(lambda: [*others, *stories])
    assert wider.outlets["The Islander"] == table.outlets["The Islander"]
    assert wider.version != table.version


def test_copies_one_day_and_one_running_story_are_one_occasion() -> None:
    copies = [story(1, day=number) for number in range(8)]
    assert learn(lambda: copies).outlets == {}
    one_day = [story(number, day=3) for number in range(8)]
    assert learn(lambda: one_day).outlets == {}
    background = "The war began two years ago when troops crossed the river at Selo in the night."
    running = [
        normalize_document(
            Document(
                f"{number:016x}", f"{number}.txt",
                (
                    f"Shells fell on the towns of Selo and Prisk again, killing {number} soldiers, commanders said there.\n\n{background}\n\n"
                    f"President Ustrel demanded that the troops leave the river towns before talks about prisoners begin, {number} times."
                ).encode(),
                outlet="The Islander", published=f"2024-03-{number + 1:02d}",
            )
        )
        for number in range(9)
    ]  # fmt: skip
    assert learn(lambda: running).outlets == {}


def test_without_an_outlet_nothing_is_learned_or_cut() -> None:
    lone = [story(number, outlet=None) for number in range(8)]
    assert learn(lambda: lone).outlets == {}
    table = learn(lambda: [story(number) for number in range(8)])
    assert cut_boilerplate(lone[0].text, lone[0].units, "en", None, table) == lone[0].units


def test_what_is_learned_is_cut_whatever_else_is_in_the_batch(tmp_path_factory: pytest.TempPathFactory) -> None:
    table = learn(lambda: [story(number) for number in range(8)])
    file = tmp_path_factory.mktemp("tables") / "b.json"
    file.write_bytes(table.dumps())
    settings = NormalizeSettings(boilerplate=str(file))
    new = story(77)
    document = Document(new.doc_id, "77.txt", new.text.encode(), outlet="The Islander", published="2024-03-22")
    cut = normalize_document(document, settings)
    assert [(unit.kind, cut.text[unit.start : unit.end]) for unit in cut.units if unit.kind == "noise"] == [("noise", FOOT)]
    assert [unit.kind for unit in cut.units] == ["headline", "body", "noise", "body"]
    assert cut == normalize_document(document, NormalizeSettings(), table)
    # another outlet's text keeps the sentence, and so does a run without the table
    elsewhere = normalize_document(Document(new.doc_id, "77.txt", new.text.encode(), outlet="Another"), settings)
    assert FOOT in elsewhere.text[elsewhere.units[1].start : elsewhere.units[-1].end] and len(elsewhere.units) == 2
    assert all(unit.kind != "noise" for unit in new.units)


def test_a_page_that_is_all_boilerplate_keeps_its_body() -> None:
    table = table_of({"X": {sentence_key(FOOT) or 0: 9}})
    units = (Unit("body", 0, len(FOOT)),)
    assert cut_boilerplate(FOOT, units, "en", "X", table) == units


def test_neighbouring_sentences_are_one_unit_and_spans_are_trimmed() -> None:
    text = f"Nobody was hurt in it. {FOOT}  {FOOT} The inquiry goes on."
    table = table_of({"X": {sentence_key(FOOT) or 0: 9}})
    units = cut_boilerplate(text, (Unit("body", 0, len(text)),), "en", "X", table)
    assert [(unit.kind, text[unit.start : unit.end]) for unit in units] == [
        ("body", "Nobody was hurt in it."), ("noise", f"{FOOT}  {FOOT}"), ("body", "The inquiry goes on."),
    ]  # fmt: skip
    assert all(a.end <= b.start for a, b in itertools.pairwise(units))


def test_keys() -> None:
    assert sentence_key("Café  OUVERT le lundi !") == sentence_key("café ouvert, le lundi")
    assert sentence_key("Read on") is None
    assert sentence_key("请关注我们的频道") is not None
    assert sentence_key("") is None


def test_a_table_is_what_its_version_says() -> None:
    table = table_of({"B": {3: 5, 1: 9}, "A": {7: 6}, "C": {}})
    assert parse_table(table.dumps(), "t") == table
    assert table.dumps() == table_of({"A": {7: 6}, "B": {1: 9, 3: 5}}).dumps()
    assert table_of({"A": {7: 5}}).version != table_of({"A": {7: 6}}).version
    for broken in (b"", b"[]", b"{}", b'{"schema":"x"}', table.dumps().replace(b"5]", b"6]"), table.dumps().replace(b"[[", b"[")):
        with pytest.raises(BoilerplateError):
            parse_table(broken, "t")
