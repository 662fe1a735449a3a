"""What a new text changes in what was said, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from pipeline.manifest import read_manifest
from pipeline.state.revisions import inherit, reasons
from pipeline.state.tend import check
from tests.pipeline.runs import by_uri, run, table
from tests.pipeline.state import story
from tests.pipeline.state.daily import full, pointer_of, said, step

DAY = 19_800
TEMPLATE = "read.path_template='{outlet}/{date}/{name}.txt'"


def _arrive(base: Path, day: int, name: str, text: str, **options: object) -> dict:
    folder = story.write(base / f"in{day}", name, text)
    return step([folder], base / f"out{day}", base / "state", DAY + day, TEMPLATE, **options)  # type: ignore[arg-type]


def test_a_late_original_claims_its_copies(tmp_path: Path) -> None:
    _arrive(tmp_path, 0, "harbor-ledger/2024-03-19/pier.txt", story.copy(0, 4, "PORT LEMARA (AFP) – "))
    _arrive(tmp_path, 1, "daily-meridian/2024-03-19/pier.txt", story.copy(0, 5, "PORT LEMARA (AFP) – "))
    before = by_uri(full(tmp_path / "state", tmp_path / "full1", TEMPLATE))
    lost = {row["original"]["id"] for row in before.values()}
    assert len(lost) == 1 and all(row["original"]["kind"] == "lost" for row in before.values())
    record = _arrive(tmp_path, 2, "AFP/2024-03-19/pier.txt", story.agency_text())
    after = by_uri(full(tmp_path / "state", tmp_path / "full2", TEMPLATE))
    agency = after.pop("AFP/2024-03-19/pier.txt")
    assert agency["revision"] == 1 and agency["revised_because"] is None
    assert agency["original"] == {**agency["original"], "kind": "document", "id": agency["doc_id"]}
    for name, row in after.items():
        assert row["original"]["id"] == agency["doc_id"], name
        assert row["revision"] == before[name]["revision"] + 1
        assert "original_arrived" in row["revised_because"].split(",")
    assert sum(record["state"]["revised"].values()) == 2
    family = next(f for f in table(tmp_path / "full2", "families") if agency["doc_id"] in f["members"])
    originals = {row["id"]: row["aliases"] for row in family["originals"]}
    assert lost <= set(originals[agency["doc_id"]])
    # the delta says the two again, and only them
    assert {row["doc_id"] for row in table(tmp_path / "out2", "records")} == {
        agency["doc_id"], *(row["doc_id"] for row in after.values()),
    }  # fmt: skip


def test_an_unrelated_text_revises_nothing(tmp_path: Path) -> None:
    _arrive(tmp_path, 0, "harbor-ledger/2024-03-19/pier.txt", story.copy())
    record = _arrive(
        tmp_path, 1, "daily-meridian/2024-03-20/bees.txt",
        "Beekeepers count their hives\n\nA mild spring has brought the bees of the upper valley out three weeks early, "
        "and the keepers' union expects a harvest of lime honey such as nobody under forty can remember.\n",
    )  # fmt: skip
    assert record["state"]["revised"] == {} and record["counts"]["records"] == 1
    assert record["state"]["retired_links"] == [] and record["state"]["retired_families"] == []


def test_a_corrected_text_replaces_its_record(tmp_path: Path) -> None:
    _arrive(tmp_path, 0, "harbor-ledger/2024-03-19/pier.txt", story.copy())
    _arrive(tmp_path, 1, "daily-meridian/2024-03-19/pier.txt", story.copy())
    first = by_uri(full(tmp_path / "state", tmp_path / "full1", TEMPLATE))
    corrected = "Bees again\n\nThe keepers' union of the upper valley has nothing to do with any pier, it says, and never had.\n"
    record = _arrive(tmp_path, 2, "harbor-ledger/2024-03-19/pier.txt", corrected)
    assert record["state"]["new"] == 1
    after = by_uri(full(tmp_path / "state", tmp_path / "full2", TEMPLATE))
    assert len(after) == 2
    row = after["harbor-ledger/2024-03-19/pier.txt"]
    assert row["revision"] == first["harbor-ledger/2024-03-19/pier.txt"]["revision"] + 1
    assert row["revised_because"].startswith("content")
    assert row["family_id"] is None and row["links"] == []
    other = after["daily-meridian/2024-03-19/pier.txt"]
    assert other["revision"] == first["daily-meridian/2024-03-19/pier.txt"]["revision"] + 1
    assert other["family_id"] is None and other["links"] == []
    # the pair's link, and what tied each of the two to the story's lost original
    assert len(record["state"]["retired_links"]) == 3 and len(record["state"]["retired_families"]) == 1
    assert table(tmp_path / "full2", "links") == [] == table(tmp_path / "full2", "families")
    assert list(check(str(tmp_path / "state"), pointer_of(tmp_path / "state"))) == []
    # the state is what one run over the present texts would say
    for name, text in (("harbor-ledger", corrected), ("daily-meridian", story.copy())):
        story.write(tmp_path / "now", f"{name}/2024-03-19/pier.txt", text)
    run([tmp_path / "now"], tmp_path / "batch", TEMPLATE)
    assert said(tmp_path / "full2") == said(tmp_path / "batch")
    # the old text once more does not flip it back
    again = step([tmp_path / "in0"], tmp_path / "out9", tmp_path / "state", DAY + 9, TEMPLATE)
    assert again["state"]["new"] == 0 and again["state"]["unchanged"] == 1


def test_a_corrected_text_may_move_to_another_day(tmp_path: Path) -> None:
    for day, published in enumerate(("2024-03-18", "2024-03-20")):
        rows = [{"url": "https://e.org/pier", "outlet": "e", "published": published, "text": story.copy(day)}]
        folder = tmp_path / f"in{day}"
        folder.mkdir()
        (folder / "x.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        step([folder], tmp_path / f"out{day}", tmp_path / "state", DAY + day)
    assert list(check(str(tmp_path / "state"), pointer_of(tmp_path / "state"))) == []
    (row,) = table(full(tmp_path / "state", tmp_path / "full"), "records")
    assert row["revision"] == 2 and row["published"]["value"] == "2024-03-20"
    # an older date than the known one is no correction
    record = step([tmp_path / "in0"], tmp_path / "out5", tmp_path / "state", DAY + 5)
    assert record["state"]["unchanged"] == 1


def test_an_older_text_under_a_known_id_is_superseded_once(tmp_path: Path) -> None:
    for day, published in enumerate(("2024-03-20", "2024-03-18")):
        folder = tmp_path / f"in{day}"
        folder.mkdir()
        row = {"url": "https://e.org/pier", "published": published, "text": story.copy(day)}
        (folder / "x.jsonl").write_bytes(orjson.dumps(row) + b"\n")
    step([tmp_path / "in0"], tmp_path / "out", tmp_path / "state", DAY)
    record = step([tmp_path / "in1"], tmp_path / "out1", tmp_path / "state", DAY + 1)
    assert record["counts"]["dead_letters_by_code"] == {"superseded": 1}


def test_a_day_again_overwrites_that_day_only(tmp_path: Path) -> None:
    for day in range(3):
        _arrive(tmp_path, day, f"outlet{day}/2024-03-{18 + day}/pier.txt", story.copy(0, 5 - day))
    everything = tmp_path / "all"
    for day in range(3):
        story.write(everything, f"outlet{day}/2024-03-{18 + day}/pier.txt", story.copy(0, 5 - day))
    whole = by_uri(full(tmp_path / "state", tmp_path / "full", TEMPLATE))
    files = pointer_of(tmp_path / "state").files
    first = DAY + 1  # 2024-03-18 is day 19800
    record = step([everything], tmp_path / "day", tmp_path / "state", DAY + 7, TEMPLATE, days=(first, first))
    assert record["state"]["outside_days"] == 2 and record["state"]["repeated"] == 1
    (row,) = table(tmp_path / "day", "records")
    assert row == whole[row["source"]["uri"]] and row["published"]["value"] == "2024-03-19"
    assert pointer_of(tmp_path / "state").files == files


def test_what_was_said_of_forgotten_articles_stays_said(tmp_path: Path) -> None:
    from pipeline.state.commit import commit_care
    from pipeline.state.session import open_as_it_is
    from pipeline.state.tend import expire

    _arrive(tmp_path, 0, "harbor-ledger/2024-03-18/pier.txt", story.copy())
    _arrive(tmp_path, 1, "daily-meridian/2024-03-19/pier.txt", story.copy())
    before = pointer_of(tmp_path / "state")
    with open_as_it_is(str(tmp_path / "state")) as memory:
        # the story has a young text, so all of it stays
        assert expire(memory, DAY + 1).articles == 0
        result = expire(memory, DAY + 2)
        assert result.articles == 2
        commit_care(memory, result.pointer)
    after = pointer_of(tmp_path / "state")
    assert {f.table for f in after.files} == {"index"} and after.generation == before.generation + 1
    assert list(check(str(tmp_path / "state"), after)) == []
    again = step([tmp_path / "in0"], tmp_path / "out0", tmp_path / "state", DAY + 3, TEMPLATE)
    assert again["state"]["unchanged"] == 1 and again["state"]["new"] == 0
    # a correction of a forgotten article goes on counting
    _arrive(tmp_path, 4, "harbor-ledger/2024-03-18/pier.txt", story.copy(0, 3))
    (row,) = table(tmp_path / "out4", "records")
    assert row["revision"] == 3 and row["revised_because"] == "content"


def test_reasons_are_told_in_one_order() -> None:
    alone = {
        "family_id": None, "original": None, "derivation": None, "agency": None, "credited": "no", "also_in": [], "links": [],
    }  # fmt: skip
    joined = {**alone, "family_id": "f-1", "links": ["l-1"], "original": {"kind": "lost", "id": "o-1"}}
    assert reasons(alone, joined, [], ["00", "01"], content=False) == "family_joined,original,links"
    assert reasons(joined, alone, ["00", "01"], [], content=True) == "content,family_left,original,links"
    merged = {**joined, "family_id": "f-2"}
    assert reasons(joined, merged, ["00"], ["00", "01"], content=False) == "family_merged"
    assert reasons(joined, merged, ["00", "01"], ["00"], content=False) == "family_split"
    assert reasons(joined, merged, ["00"], ["00"], content=False) == "family_renamed"


def test_of_two_heirs_the_smallest_document_takes_the_old_id() -> None:
    families = [{"originals": [{"id": "o-2", "aliases": []}, {"id": "o-3", "aliases": []}]}]
    before = {"00": {"original": {"id": "o-1"}}, "01": {"original": {"id": "o-1"}}}
    after = {"00": {"original": {"id": "o-3"}}, "01": {"original": {"id": "o-2"}}}
    inherit(families, before, after, {"o-1": ["o-0"]})
    assert families[0]["originals"] == [{"id": "o-2", "aliases": []}, {"id": "o-3", "aliases": ["o-0", "o-1"]}]


def test_the_manifest_counts_what_was_read(tmp_path: Path) -> None:
    _arrive(tmp_path, 0, "harbor-ledger/2024-03-19/pier.txt", story.copy())
    story.write(tmp_path / "in1", "harbor-ledger/2024-03-19/pier.txt", story.copy())
    story.write(tmp_path / "in1", "harbor-ledger/2024-03-19/empty.txt", "")
    _arrive(tmp_path, 1, "daily-meridian/2024-03-19/pier.txt", story.copy(1))
    manifest = read_manifest(str(tmp_path / "out1"))
    counts, state = manifest["counts"], manifest["state"]
    assert counts["documents_read"] == 3 == state["new"] + state["unchanged"] + counts["dead_letters"]
    assert state["parent"] is not None and state["generation"] == 2
    assert {"reading, normalising and sketching", "settling what changes", "publishing"} <= manifest["timings"].keys()
    assert sum(manifest["timings"].values()) <= manifest["seconds"] + 0.1


@pytest.mark.parametrize("text", ["dead_letters", "drop", "empty=1", "drop=2", "speed=1", "drop=x"])
def test_bad_limits(text: str) -> None:
    from pipeline.limits import LimitError, parse_limit

    with pytest.raises(LimitError):
        parse_limit(text)


def test_limits() -> None:
    from pipeline.limits import over_limit

    counts = {"documents_read": 40, "dead_letters": 10}
    assert over_limit([("dead_letters", 0.2)], counts, []) is not None
    assert over_limit([("dead_letters", 0.25), ("empty", 0)], counts, []) is None
    assert over_limit([("drop", 0.5)], counts, [100, 90, 110]) is not None
    assert over_limit([("drop", 0.5)], counts, [60, 70]) is None
    assert over_limit([("empty", 0)], {"documents_read": 0, "dead_letters": 0}, []) is not None
