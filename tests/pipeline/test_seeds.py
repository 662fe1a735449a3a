"""The five raw samples beside the project: what must hold of them, and of variants that we make of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.runs import run, table


class Run:
    """Rows of a run over the five, by number."""

    def __init__(self, output: Path, names: dict[str, str]) -> None:
        self.records = {}
        for row in table(output, "records"):
            self.records[names[row["source"]["uri"]]] = row
        self.number = {row["doc_id"]: number for number, row in self.records.items()}
        self.families = {row["family_id"]: row for row in table(output, "families")}
        self.links = table(output, "links")

    def relations(self, x: str, y: str) -> set[str]:
        found = set()
        for link in self.links:
            ends = {self.number.get(link["a"]), self.number.get(link["b"])}
            if ends == {x, y}:
                found.add(link["relation"])
        return found

    def family(self, number: str) -> str:
        return self.records[number]["family_id"]


def rename(texts: dict[str, str]) -> dict[str, str]:
    """Other people and places, consistently."""
    names = {
        "Baghdad": "Tripoli", "BAGHDAD": "TRIPOLI", "Iraqis": "Libyans", "Iraqi": "Libyan", "IraqI": "Libyan", "Iraq": "Libya",
        "Soleimani": "Karimzadeh", "Muhandis": "Barghouti", "Qassem": "Nasser", "Qassim": "Nassim",
        "Hashd": "Harak", "Hashed": "Harakat", "Iran": "Syria", "Iranian": "Syrian", "Trump": "Keller",
    }  # fmt: skip
    pattern = re.compile("|".join(sorted(names, key=len, reverse=True)))
    return {k: pattern.sub(lambda m: names[m[0]], text) for k, text in texts.items()}


def redate(texts: dict[str, str]) -> dict[str, str]:
    """Two years later: January 3 becomes June 3, on the right weekday."""
    changes = [
        ("2022-01-04", "2024-06-04"), ("01/03/2022", "06/03/2024"), ("January 3, 2022", "June 3, 2024"),
        ("January 3, 2020", "June 3, 2022"), ("December 9", "May 9"), ("2020", "2022"),
    ]  # fmt: skip
    out = {}
    for key, text in texts.items():
        for old, new in changes:
            text = text.replace(old, new)
        out[key] = text
    return out


def reword(texts: dict[str, str]) -> dict[str, str]:
    """Other everyday words, another one in each text, so that it is no consistent renaming."""
    swaps = {
        "shot down": ["downed", "brought down"],
        "armed": ["armed", "weaponised"],
        "investigation": ["inquiry", "probe"],
        "official": ["officer", "representative"],
        "withdrawal": ["pullout", "departure"],
        "targeting": ["aimed at", "heading for"],
    }
    out = {}
    for position, (key, text) in enumerate(sorted(texts.items())):
        for word, others in swaps.items():
            if position % 2:
                text = text.replace(word, others[position % len(others)])
        out[key] = text
    return out


def same(texts: dict[str, str]) -> dict[str, str]:
    return texts


@pytest.fixture(scope="module", params=[same, rename, redate, reword], ids=lambda f: f.__name__)
def five(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = Path(__file__).parent.parent.parent.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with the five samples is not there")
    variant: Callable[[dict[str, str]], dict[str, str]] = request.param
    texts = {path.name[:3]: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}
    dump = tmp_path_factory.mktemp("dump")
    names = {}
    for number, text in variant(texts).items():
        # names that say nothing and another order in each variant
        name = f"{sum(map(ord, variant.__name__ + number)) * 7919 % 99991}.txt"
        (dump / name).write_text(text, encoding="utf-8", newline="")
        names[name] = number
    output = tmp_path_factory.mktemp("out")
    run([dump], output)
    return Run(output, names)


DERIVATIONS = {"verbatim", "light_edit", "partial", "rewrite", "translation", "back_translation", "mashup"}


def test_one_afp_family_with_lost_originals(five: Run) -> None:
    assert five.family("000") == five.family("001") == five.family("002")
    family = five.families[five.family("000")]
    assert family["agency"] == "AFP"
    assert family["originals"] and {o["kind"] for o in family["originals"]} == {"lost"}
    assert {five.number[m] for m in family["members"]} == {"000", "001", "002"}


def test_000_and_001_are_linked_with_high_overlap(five: Run) -> None:
    links = [x for x in five.links if {five.number.get(x["a"]), five.number.get(x["b"])} == {"000", "001"}]
    assert max(x["longest_run_words"] for x in links) >= 50
    assert any(x["relation"] in DERIVATIONS | {"co_derivative"} for x in links)


def test_003_is_afp_verbatim_and_alone(five: Run) -> None:
    record = five.records["003"]
    assert record["agency"]["name"] == "AFP" and record["agency"]["confidence"] >= 0.8
    assert record["credited"] == "yes"
    assert record["derivation"]["relation"] == "verbatim"
    assert record["original"]["kind"] == "lost" and record["derivation"]["parent"] == record["original"]["id"]
    assert five.families[record["family_id"]]["members"] == [record["doc_id"]]
    assert record["dateline"]["normal"].endswith("(AFP) -")


def test_the_caption_of_003_is_linked_not_merged(five: Run) -> None:
    first = ("000", "001", "002")
    assert any("shared_caption" in five.relations("003", x) for x in first)
    assert not any(five.relations("003", x) & (DERIVATIONS | {"co_derivative"}) for x in first)
    related = {(r["family_id"], r["relation"]) for r in five.families[five.family("003")]["related"]}
    assert (five.family("000"), "shared_caption") in related


def test_004_is_ap_with_the_afp_story_as_same_event(five: Run) -> None:
    record = five.records["004"]
    assert record["agency"]["name"] == "AP" and record["agency"]["basis"] == "evidence"
    assert record["original"]["kind"] == "lost" and record["original"]["agency"] == "AP"
    assert five.families[record["family_id"]]["members"] == [record["doc_id"]]
    assert record["dateline"]["agencies"] == []
    related = {(r["family_id"], r["relation"]) for r in five.families[record["family_id"]]["related"]}
    assert (five.family("000"), "same_event") in related


def test_001_is_uncredited_and_afp_by_derivation_only(five: Run) -> None:
    record = five.records["001"]
    assert record["credited"] == "no"
    assert (record["agency"]["name"], record["agency"]["basis"]) == ("AFP", "derivation")
    assert record["published"] is None


def test_photo_credits_decide_nothing(five: Run) -> None:
    for record in five.records.values():
        photos = [e for e in record["evidence"] if e["about"] == "photo"]
        assert sum(e["weight"] for e in photos) <= 0.3
    assert [e["kind"] for e in five.records["000"]["evidence"] if e["about"] == "photo"] == ["photo_credit"]


def test_dates(five: Run) -> None:
    posted = [d for d in five.records["000"]["dates"] if d["kind"] == "posted"]
    assert posted[0]["value"].startswith(("2022-01-03", "2024-06-03"))
    assert any(r.startswith(("2022-03-01", "2024-03-06")) for r in posted[0]["rejected"])
    assert five.records["002"]["published"] is None
