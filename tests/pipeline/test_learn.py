"""`wiretrace learn boilerplate`, and a run with its table."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.cli import _main
from pipeline.config import SettingsError, load_settings, settings_sha256
from tests.pipeline.runs import by_uri, run
from tests.text.test_boilerplate import FOOT, story

TEMPLATE = "read.path_template={outlet}/{date}/{name}.txt"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    for number in range(7):
        folder = tmp_path / "dump" / "islander" / f"2024-03-{number + 1:02d}"
        folder.mkdir(parents=True)
        (folder / f"s{number}.txt").write_text(story(number).text, encoding="utf-8")
    return tmp_path / "dump"


def learn(dump: Path, output: Path, *more: str) -> int:
    return _main(["learn", "boilerplate", "--input", str(dump), "--output", str(output), "--set", TEMPLATE, *more])


def test_learn_then_use(dump: Path, tmp_path: Path, capsys: Any) -> None:
    table = tmp_path / "tables" / "boilerplate.json"
    assert learn(dump, table) == 0
    version = orjson.loads(table.read_bytes())["version"]
    assert f"1 sentences of 1 outlets, version {version}" in capsys.readouterr().out
    plain = run([dump], tmp_path / "plain", TEMPLATE)
    used = run([dump], tmp_path / "used", TEMPLATE, f"normalize.boilerplate={table}")
    assert used["settings"]["normalize"]["boilerplate_version"] == version
    assert used["settings_sha256"] != plain["settings_sha256"]
    before, after = by_uri(tmp_path / "plain"), by_uri(tmp_path / "used")
    for uri, row in after.items():
        text = (dump / uri).read_text(encoding="utf-8")
        assert [text[u["start"] : u["end"]] for u in row["units"] if u["kind"] == "noise"] == [FOOT]
        assert not any(u["kind"] == "noise" for u in before[uri]["units"])
    # a part of the dump gives the same units: the table decides, not the batch
    part = tmp_path / "part"
    shutil.copytree(dump / "islander" / "2024-03-03", part / "islander" / "2024-03-03")
    run([part], tmp_path / "one", TEMPLATE, f"normalize.boilerplate={table}")
    ((uri, row),) = by_uri(tmp_path / "one").items()
    assert row["units"] == after[uri]["units"]
    again = tmp_path / "again.json"
    assert learn(dump, again) == 0
    assert again.read_bytes() == table.read_bytes()


def test_the_version_is_hashed_and_the_place_is_not(dump: Path, tmp_path: Path) -> None:
    table, moved, other = tmp_path / "a.json", tmp_path / "b" / "c.json", tmp_path / "d.json"
    assert learn(dump, table) == 0
    moved.parent.mkdir()
    moved.write_bytes(table.read_bytes())
    assert learn(dump, other, "--least", "8") == 0
    hashes = [settings_sha256(load_settings(None, [f"normalize.boilerplate={path}"])) for path in (table, moved, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert hashes[2] != settings_sha256(load_settings())


def test_a_table_that_is_not_there_or_another_is_refused(dump: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings(None, [f"normalize.boilerplate={tmp_path / 'none.json'}"])
    with pytest.raises(SettingsError, match="needs normalize"):
        load_settings(None, ["normalize.boilerplate_version='00'"])
    table = tmp_path / "a.json"
    assert learn(dump, table) == 0
    with pytest.raises(SettingsError, match="ask for"):
        load_settings(None, [f"normalize.boilerplate={table}", "normalize.boilerplate_version='00'"])
    assert _main(["learn", "boilerplate", "--input", str(tmp_path / "no"), "--output", str(table)]) == 3
