"""The main job end to end on small dumps written here."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from pipeline.demo import DEMO_OVERRIDES, demo_input
from pipeline.manifest import read_manifest
from pipeline.validate import validate_run
from tests.pipeline.runs import by_uri, run, table, table_bytes

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("demo")
    run([demo_input()], output, *DEMO_OVERRIDES)
    return output


def test_counts_add_up(demo_run: Path) -> None:
    counts = read_manifest(str(demo_run))["counts"]
    texts = list(demo_input().rglob("*.txt"))
    assert counts["documents_read"] == len(texts) == counts["records"] + counts["dead_letters"]
    assert counts["records"] == len(table(demo_run, "records"))


def test_the_demo_keeps_its_contract(demo_run: Path) -> None:
    assert list(validate_run(str(demo_run))) == []


def test_again_is_byte_identical(demo_run: Path, tmp_path: Path) -> None:
    run([demo_input()], tmp_path / "again", *DEMO_OVERRIDES)
    first, second = (read_manifest(str(path))["files"] for path in (demo_run, tmp_path / "again"))
    assert first == second


def test_the_first_run_of_a_version_says_why_it_takes_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Harbour opens new pier\n\nThe harbour opened its new pier on Tuesday.\n")
    for ready in (True, False):
        monkeypatch.setattr("pipeline.launch.is_ready", lambda ready=ready: ready)
        run([tmp_path / "a.txt"], tmp_path / "out", progress=True)
        assert ("compiles its loops" in capsys.readouterr().err) is not ready


def test_cut_of_the_work_does_not_show(demo_run: Path, tmp_path: Path) -> None:
    run([demo_input()], tmp_path / "x", *DEMO_OVERRIDES, "run.block=7", "run.partitions=3", "run.shards=2")
    assert table_bytes(tmp_path / "x") == table_bytes(demo_run)


def test_two_workers_write_the_same_bytes(demo_run: Path, tmp_path: Path) -> None:
    run([demo_input()], tmp_path / "x", *DEMO_OVERRIDES, workers=2)
    assert table_bytes(tmp_path / "x") == table_bytes(demo_run)


@pytest.mark.parametrize("shards", [1, 5])
def test_a_shuffled_json_lines_dump_writes_the_same_bytes(demo_run: Path, tmp_path: Path, shards: int) -> None:
    rows = []
    for path in sorted(demo_input().rglob("*.txt")):
        outlet, date, _ = path.relative_to(demo_input()).parts
        text = path.read_bytes().decode("utf-8-sig")
        name = path.relative_to(demo_input()).as_posix()
        rows.append({"path": name, "outlet": outlet, "published": date, "text": text})
    random.Random(shards).shuffle(rows)
    dump = tmp_path / "dump"
    dump.mkdir()
    for shard in range(shards):
        lines = [orjson.dumps(row) + b"\n" for row in rows[shard::shards]]
        (dump / f"{shard}.jsonl").write_bytes(b"".join(lines))
    run([dump], tmp_path / "x", "read.id_field=path")
    # a file and a row differ in their source only: bytes as stored, codec, name of the row's id
    for name in ("records", "links", "families"):
        ours, theirs = ([strip(row) for row in sorted(table(out, name), key=str)] for out in (tmp_path / "x", demo_run))
        assert sorted(ours, key=str) == sorted(theirs, key=str)


def strip(row: dict) -> dict:
    row = dict(row)
    if "source" in row:
        row["source"] = {k: v for k, v in row["source"].items() if k not in ("record_id", "encoding", "sha256")}
        row.pop("produced_by")
    return row


def test_bad_input_is_a_dead_letter_and_the_rest_goes_on(tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "good.txt").write_text("PARIS (AFP) – A bakery opened on Monday, its owner told AFP.\n" * 3, encoding="utf-8")
    (dump / "empty.txt").write_bytes(b"")
    (dump / "blank.txt").write_bytes(b" \n\t\n")
    (dump / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (dump / "long.txt").write_bytes(b"word " * 40_000)
    (dump / "cut.txt.gz").write_bytes(b"\x1f\x8b\x08\x00 cut")
    manifest = run([dump], tmp_path / "out", "read.max_bytes=100000")
    codes = {row["uri"]: row["code"] for row in table(tmp_path / "out", "dead_letters")}
    assert codes == {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "picture.txt": "binary",
        "long.txt": "too_large",
        "cut.txt.gz": "corrupt_archive",
    }
    assert list(by_uri(tmp_path / "out")) == ["good.txt"]
    assert manifest["counts"]["dead_letters_by_code"] == {
        "binary": 1, "corrupt_archive": 1, "empty": 2, "too_large": 1,
    }  # fmt: skip


def test_of_one_id_the_newest_text_is_kept(tmp_path: Path) -> None:
    rows = [
        {"url": "https://e.org/1", "published": "2024-03-01", "text": "An older text of this page, long ago."},
        {"url": "https://e.org/1", "published": "2024-03-02", "text": "A newer text of this page, just now."},
        {"url": "https://e.org/1", "published": "2024-03-02", "text": "A newer text of this page, just now."},
    ]
    for order in ([0, 1, 2], [2, 0, 1]):
        dump = tmp_path / f"dump{order[0]}"
        dump.mkdir()
        (dump / "x.jsonl").write_bytes(b"".join(orjson.dumps(rows[i]) + b"\n" for i in order))
        out = tmp_path / f"out{order[0]}"
        manifest = run([dump], out, texts=True)
        assert manifest["counts"]["dead_letters_by_code"] == {"superseded": 2}
        assert [row["text"] for row in table(out, "texts")] == ["A newer text of this page, just now."]


def test_no_usable_document_still_publishes_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "x.txt").write_bytes(b"")
    manifest = run([tmp_path / "dump"], tmp_path / "out")
    assert manifest["counts"]["documents_read"] == manifest["counts"]["dead_letters"] == 1


def test_a_new_run_replaces_the_old_and_sweeps_it(tmp_path: Path) -> None:
    for word in ("first", "second"):
        dump = tmp_path / word
        dump.mkdir()
        (dump / "x.txt").write_text(f"The {word} text is about a small harbour and its boats.")
        run([dump], tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("not ours")
    run([tmp_path / "second"], tmp_path / "out")
    on_disk = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    named = {info["path"] for info in read_manifest(str(tmp_path / "out"))["files"]}
    assert on_disk == named | {"manifest.json", "notes.txt"}


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.95])
def test_a_killed_run_leaves_the_old_output_as_it_was(tmp_path: Path, share: float) -> None:
    out = tmp_path / "out"
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "x.txt").write_text("A small harbour opened its new pier on Tuesday, the mayor said.")
    command = [sys.executable, "-m", "pipeline.cli", "run", "--output", str(out)]
    subprocess.run([*command, "--input", str(dump)], check=True, cwd=ROOT, timeout=120, capture_output=True)
    named = ["manifest.json", *(info["path"] for info in read_manifest(str(out))["files"])]
    before = {name: (out / name).read_bytes() for name in named}
    started = time.monotonic()
    full = subprocess.Popen([*command[:-1], str(tmp_path / "other"), "--input", str(demo_input())], cwd=ROOT)
    full.wait(timeout=120)
    seconds = time.monotonic() - started
    victim = subprocess.Popen([*command, "--input", str(demo_input())], cwd=ROOT, stderr=subprocess.DEVNULL)
    time.sleep(seconds * share)
    finished = victim.poll() is not None
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    after = read_manifest(str(out))
    if orjson.dumps(after) == orjson.dumps(orjson.loads(before["manifest.json"])):
        assert {name: (out / name).read_bytes() for name in named} == before
    else:
        # the kill came after the commit point: then all of the new run is there
        assert after["counts"]["documents_read"] > 1 or finished
        assert all((out / info["path"]).is_file() for info in after["files"])
    # running again needs no clean-up
    subprocess.run([*command, "--input", str(dump)], check=True, cwd=ROOT, timeout=120, capture_output=True)
    assert {p.name for p in (out / "records").iterdir()} == {Path(n).name for n in named if n.startswith("records")}


def add_unrelated(folder: Path, count: int, *, plain: bool) -> None:
    """Generated texts; ``plain`` ones hold neither names nor numbers, so that they share no anchors with anyone."""
    from benchmarks.corpus import Generator

    generator = Generator(seed=7)
    folder.mkdir(parents=True)
    for number in range(count):
        [(row, _)] = generator.lone()
        text = str(row["text"])
        if plain:
            text = "\n".join(re.sub(r"[A-Z]\w+|\d\S*", "", line) for line in text.splitlines())
        (folder / f"unrelated-{number}.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("count", "day", "plain"),
    [
        (100, "2024-03-20", True),
        (100, "2023-03-20", False),
        pytest.param(1000, "2024-03-20", True, marks=pytest.mark.slow),
        pytest.param(1000, "2023-03-20", False, marks=pytest.mark.slow),
    ],
)
def test_neighbours_do_not_matter(demo_run: Path, tmp_path: Path, count: int, day: str, plain: bool) -> None:
    """In the same days without new capped keys, and on other days whatever they hold."""
    dump = tmp_path / "dump"
    shutil.copytree(demo_input(), dump)
    add_unrelated(dump / "stray" / day, count, plain=plain)
    run([dump], tmp_path / "out", *DEMO_OVERRIDES)
    before, after = by_uri(demo_run), by_uri(tmp_path / "out")
    assert len(after) == len(before) + count
    assert {uri: after[uri] for uri in before} == before
    ours = {row["link_id"]: row for row in table(tmp_path / "out", "links")}
    assert all(ours[row["link_id"]] == row for row in table(demo_run, "links"))
