"""The command line: exit codes, and one sentence on standard error."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from pipeline.cli import _main


def article(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    text = "LISBON (AFP) – The harbour opened on Monday, its director told AFP.\n\n© Agence France-Presse\n"
    (folder / "x.txt").write_text(text, encoding="utf-8")
    return folder


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("wiretrace: ")]
    assert "Traceback" not in "".join(lines)
    return lines[-1] if lines else ""


def test_run_then_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    assert _main(["run", "--input", str(article(tmp_path / "in")), "--output", out, "--texts", "--format", "both"]) == 0
    assert "1 documents read" in capsys.readouterr().out
    assert _main(["validate", out]) == 0
    assert _main(["explain", out, "x.txt"]) == 0
    assert "AFP" in capsys.readouterr().out
    (tmp_path / "truth.jsonl").write_text('{"path": "x.txt", "family": "f", "agency": "AFP"}\n')
    capsys.readouterr()
    assert _main(["evaluate", out, "--truth", str(tmp_path / "truth.jsonl")]) == 0
    assert isinstance(orjson.loads(capsys.readouterr().out), dict)


def test_normalize_prints_the_records_field_names(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert _main(["normalize", str(article(tmp_path / "in") / "x.txt")]) == 0
    row = orjson.loads(capsysbinary.readouterr().out)
    assert {"doc_id", "source", "language", "title", "published", "dateline", "units", "evidence", "agency"} <= set(row)
    assert row["dateline"]["agencies"] == ["AFP"]
    assert row["agency"]["name"] == "AFP"


def test_normalize_reads_json_lines(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "x.jsonl").write_text('{"key": "k1", "body": "A short text without any agency in it."}\n')
    assert _main(["normalize", str(tmp_path / "x.jsonl"), "--text-field", "body", "--id-field", "key"]) == 0
    row = orjson.loads(capsysbinary.readouterr().out)
    assert (row["source"]["uri"], row["agency"]) == ("k1", None)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "--input", "none", "--output", "OUT"], 3, "no file matches"),
        (["run", "--input", "IN", "--output", "OUT", "--set", "sketch.nope=1"], 2, "unknown setting 'sketch.nope'"),
        (["run", "--input", "IN", "--output", "OUT", "--config", "none.toml"], 2, "none.toml"),
        (["run", "--input", "IN", "--output", "OUT", "--format", "xml"], 2, "xml"),
        (["run", "--input", "IN", "--output", "IN/x.txt"], 2, "is a file"),
        (["run", "--input", "IN", "--output", "OUT", "--", "--runner=DaskRunner"], 2, "DaskRunner is refused"),
        (["run", "--input", "IN", "--output", "OUT", "--", "--runner=DirectRunner"], 2, "DirectRunner is refused"),
        (["run", "--input", "IN", "--output", "OUT", "--", "--direct_running_mode=multi_threading"], 2, "loses elements"),
        (["run", "--input", "IN", "--output", "OUT", "--", "--no_such_option=1"], 2, "no_such_option"),
        (["run", "--output", "OUT"], 2, "--input"),
        (["rum"], 2, "rum"),
        (["explain", "OUT", "x"], 3, "no finished run"),
        (["validate", "OUT"], 3, "no finished run"),
        (["evaluate", "OUT", "--truth", "t"], 3, "no finished run"),
        (["normalize", "none.txt"], 3, "no file matches"),
        (["normalize", "IN", "--set", "bad"], 2, "section.key=value"),
    ],
)
def test_failures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    article(tmp_path / "in")
    places = {"IN": str(tmp_path / "in"), "OUT": str(tmp_path / "out"), "IN/x.txt": str(tmp_path / "in" / "x.txt")}
    assert _main([places.get(argument, argument) for argument in arguments]) == code
    assert words in sentence(capsys)


def test_too_many_dead_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = article(tmp_path / "in")
    for i in range(3):
        (folder / f"{i}.txt").write_bytes(b"")
    assert _main(["run", "--input", str(folder), "--output", str(tmp_path / "out")]) == 4
    assert "3 of 4 documents are dead letters" in sentence(capsys)


def test_dry_run_reads_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = _main(["run", "--input", str(article(tmp_path / "in")), "--output", str(tmp_path / "out"), "--dry-run"])
    assert code == 0
    assert not (tmp_path / "out").exists()
    printed = capsys.readouterr().out
    assert "1 files" in printed and "settings_sha256" in printed
