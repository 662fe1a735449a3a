"""The signature of a record works with datasketch alone, in the ten lines of the README."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from tests.pipeline.runs import run, table

ROOT = Path(__file__).parent.parent


def test_the_lines_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"word{i}" for i in range(400)]
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "a.txt").write_text("The " + " ".join(words) + ".")
    (dump / "b.txt").write_text("The " + " ".join(words[:250] + [f"other{i}" for i in range(150)]) + ".")
    run([dump], tmp_path / "out")
    rows = table(tmp_path / "out", "records")
    (tmp_path / "records.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    [code] = re.findall(r"```python\n(import base64.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert len(code.strip().splitlines()) <= 11
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README", "exec"), {})
    printed = float(capsys.readouterr().out)

    from transforms.records import signature_values

    ours = float((signature_values(rows[0]["signature"]) == signature_values(rows[1]["signature"])).mean())
    shared, union = 250 - 4 + 1, 2 * 397 - (250 - 4 + 1)
    assert printed == ours
    assert abs(printed - shared / union) < 0.15
