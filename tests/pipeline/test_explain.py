"""explain: what a person reads of one document, however it is named, and nothing that a terminal would obey."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from pipeline.explain import explain
from pipeline.manifest import NoRun
from tests.pipeline.handmade import (
    dead_letter,
    derivation,
    doc,
    link,
    name_links,
    passage,
    record,
    text,
    write_run,
)
from tests.pipeline.story import story, write_story


@pytest.fixture
def output(tmp_path: Path) -> str:
    return write_story(tmp_path / "out")


def section(page: str, start: str, end: str = "\n\n\n") -> str:
    """One part of a page, its lines joined."""
    _, _, rest = page.partition(start)
    assert rest, f"no {start!r} in:\n{page}"
    return " ".join(rest.partition(end)[0].split())


def test_facts_of_a_document(output: str) -> None:
    page = explain(output, "gazette/2024-05-07/incendie.txt", 120)
    lines = [" ".join(row.split()) for row in page.splitlines()]
    for said in (
        "Incendie au port",
        f"document {doc(1)} gazette/2024-05-07/incendie.txt",
        "outlet gazette",
        "published 2024-05-07T09:00:00+01:00 (to the minute, read from a posted line)",
        "dateline TUNIS, Tunisia (AFP) -",
        "printed as “TUNIS (AFP) -” [18, 31), form place_agency_dash, confidence 0.98",
        "Tunis, TN, GeoNames 2464470, by AFP",
        "posted date 2024-05-07 [0, 8), confidence 0.90",
        "footer © AFP",
        "units headline [0, 16), body [18, 89)",
        "AFP, confidence 0.97, from its own evidence",
        "0.90 dateline AFP text [18, 31) TUNIS (AFP) -",
        "original gazette/2024-05-07/incendie.txt (this text): present, AFP, fr, confidence 0.97",
    ):
        assert said in lines, said


def test_derivation_link_and_rivals(output: str) -> None:
    page = explain(output, doc(4), 120)
    origin = section(page, "\nOrigin", "\nLinks")
    assert "also in f-0000000000000002: AP, 2 texts" in origin
    assert "derivation mash-up of courier/2024-05-07/port-fire.txt (courier, en, AFP)" in origin
    assert "80 % of its body is copied, 20 % is its own" in origin
    links = section(page, "\nLinks (2)", "\nWhy")
    # the chosen parent comes first; shares are told from this text's side
    assert links.startswith("1. mash-up of courier/2024-05-07/port-fire.txt")
    assert "70 % of this body and 80 % of the other are aligned; longest run 25 words" in links
    assert "2. sibling with ledger/2024-05-08/blaze.txt (ledger, en, AFP)" in links
    rivals = section(page, "\nWhy no other text is its parent", "\f")
    assert rivals.startswith("- ledger/2024-05-08/blaze.txt") and "no derivation, but sibling" in rivals


def test_children_are_told_and_are_no_rivals(output: str) -> None:
    page = explain(output, "port-fire.txt", 120)
    assert "verbatim: ledger/2024-05-08/blaze.txt (ledger, en, AFP) derives from this text" in page
    assert "Why" not in page


def test_lost_originals(output: str) -> None:
    page = explain(output, "mill.txt", 120)
    assert "original    the lost original o-0000000000000009: lost, known by its witnesses, AP, en, confidence 0.80" in page
    assert "verbatim of the lost original o-0000000000000009" in section(page, "\nLinks (2)")
    assert "the agency stands in the dateline" in page


def test_a_lone_text(output: str) -> None:
    page = explain(output, "fair.txt", 120)
    assert "none is known" in page and "no family: nothing" in page and "Links (0)" in page and "Why" not in page


def test_passages_stand_side_by_side(output: str) -> None:
    page = explain(output, "port-fire.txt", 120)
    [row] = [row for row in page.splitlines() if "Un incendie a ravagé" in row]
    assert "A fire destroyed three warehouses" in row
    assert row.index("A fire") < row.index("Un incendie")
    assert "translated, body [11, 67)" in page and "translated, body [32, 82)" in page


def test_without_texts_offsets_are_shown(tmp_path: Path) -> None:
    page = explain(write_story(tmp_path, texts=None), "port-fire.txt", 120)
    assert "translated, body [11, 67)" in page and "A fire destroyed" not in page
    assert "passages are quoted where the run was made with --texts" in page


def test_parquet_runs_are_read_too(tmp_path: Path) -> None:
    both = [explain(write_story(tmp_path / name, formats), doc(2), 90) for name, formats in (("a", ("jsonl",)), ("b", ("parquet",)))]
    assert both[0] == both[1]


@pytest.mark.parametrize("width", [10, 60, 80, 500])
def test_no_line_is_wider_than_the_terminal(output: str, width: int) -> None:
    limit = max(60, min(width, 200))
    for number in range(1, 7):
        assert max(cell_len(row) for row in explain(output, doc(number), width).splitlines()) <= limit


def test_wide_characters_are_wrapped_by_their_width(tmp_path: Path) -> None:
    content = "台北消防局說火災燒毀了港口的三座倉庫，" * 8
    rows = [record(n, f"{n}.txt", language="zh") for n in (1, 2)]
    links = [link(doc(1), doc(2), "verbatim", passages=[passage((0, len(content)), (0, len(content)))])]
    name_links(rows, links)
    page = explain(write_run(tmp_path, records=rows, links=links, texts=[text(1, content), text(2, content)]), doc(1), 80)
    assert max(cell_len(row) for row in page.splitlines()) <= 80
    shown = [part for row in page.splitlines() for part in row.split()]
    assert sum(part.count("，") for part in shown) == 16 and "…" not in page


def test_hostile_text_is_harmless(tmp_path: Path) -> None:
    evil = "[bold]x[/bold] \x1b[31mred\x07 \u202eback\u2066 :smile:\x9b2J\r\nnext"
    tables = story()
    for row in tables["records"]:
        row["title"] = evil
        row["source"]["outlet"] = evil
        row["footer"] = evil
        for item in row["evidence"]:
            item["text"] = evil
    for row in tables["texts"]:
        row["text"] = (evil * 10)[: len(row["text"])]
    page = explain(write_story(tmp_path, **tables), "port-fire.txt", 100)
    assert "[bold]x[/bold]" in page and ":smile:" in page
    assert not {c for c in page if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)}
    assert not set(page) & set("\u202e\u2066\ufeff")


def test_many_links_are_cut_and_counted(tmp_path: Path) -> None:
    rows = [record(n, f"{n}.txt") for n in range(70)]
    links = [link(doc(0), doc(n), "same_event", confidence=round(1 - n / 100, 2)) for n in range(1, 70)]
    name_links(rows, links)
    page = explain(write_run(tmp_path, records=rows, links=links), doc(0), 100)
    assert "Links (69)" in page and "and 19 links of less confidence" in page
    assert "50. same event with 50.txt" in page and "51. " not in page
    assert "- and 19 more" in page


def test_every_relation_and_missing_value_can_be_told(tmp_path: Path) -> None:
    from transforms.schema import RELATIONS

    rows = [record(n, f"{n}.txt", source={"outlet": "o", "url": f"https://example.org/{n}"}) for n in range(len(RELATIONS) + 1)]
    rows[0].update(
        family_id="f-" + doc(0), revision=3, revised_because="a better parent",
        derivation=derivation(None, None, lag_seconds=None, direction_basis=[]),
        dates=[{"kind": "event", "value": "2024-05-06", "start": 1, "end": 2, "rejected": ["2024-06-05"], "confidence": 0.4}],
    )  # fmt: skip
    links = [link(doc(0), doc(n), name) for n, name in enumerate(RELATIONS, 1)]
    name_links(rows, links)
    page = explain(write_run(tmp_path, records=rows, links=links), doc(0), 100)
    assert f"Links ({len(RELATIONS)})" in page
    assert "derived, how is unknown, of an unknown text" in page
    assert "3: a better parent" in page and "not 2024-06-05" in page and "https://example.org/0" in page


# ------------------------------------------------------------------ names


@pytest.mark.parametrize("name", [doc(2), "courier/2024-05-07/port-fire.txt", "2024-05-07/port-fire.txt", "port-fire.txt", "rt-fire.txt"])
def test_a_document_by_id_uri_or_the_end_of_its_uri(output: str, name: str) -> None:
    assert explain(output, name, 80).startswith("Port fire\n")


def test_a_whole_name_goes_before_the_end_of_another(tmp_path: Path) -> None:
    rows = [record(n, uri, title=uri) for n, uri in enumerate(["a.txt", "x/a.txt", "x/aa.txt", "x/b.txt", "x/bb.txt"], 1)]
    output = write_run(tmp_path, records=rows)
    assert explain(output, "a.txt", 80).startswith("a.txt\n")
    assert explain(output, "b.txt", 80).startswith("x/b.txt\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fire", "no document of"),
        (doc(99), f"has the id '{doc(99)}' or a URI that ends so"),
        ("", "give the id of a document"),
        ("05-08/", "no document of"),
        (".txt", "'.txt' fits 6 documents: courier/2024-05-07/port-fire.txt, courier/2024-05-08/mill.txt"),
        ("photo.jpg", "'gazette/photo.jpg' has no record, it is a dead letter (binary): No text."),
    ],
)
def test_names_that_fit_none_or_many(output: str, name: str, said: str) -> None:
    with pytest.raises(LookupError) as raised:
        explain(output, name)
    assert said in raised.value.args[0]


def test_no_run(tmp_path: Path) -> None:
    with pytest.raises(NoRun):
        explain(str(tmp_path), "x")


def test_names_outside_ascii(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [record(1, "gazette/café \"noir\".txt", title="Café")]
    output = write_run(tmp_path, records=rows, dead_letters=[dead_letter("ü.txt")])
    assert explain(output, 'café "noir".txt', 80).startswith("Café")
    with pytest.raises(LookupError, match="dead letter"):
        explain(output, "ü.txt")


def test_colours_are_only_added_marks(output: str) -> None:
    """On a terminal kinds and headings are coloured; without the marks the words are the same."""
    plain = explain(output, "gazette/2024-05-07/incendie.txt", 100)
    coloured = explain(output, "gazette/2024-05-07/incendie.txt", 100, color=True)
    assert "\x1b[" in coloured and "\x1b" not in plain
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [row.rstrip() for row in bare.splitlines()] == [row.rstrip() for row in plain.splitlines()]
