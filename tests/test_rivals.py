from __future__ import annotations

import itertools
import json
from pathlib import Path

from benchmarks import corpus
from benchmarks.rivals_speed import bands, read, truth_of


def test_copies_of_one_text_share_a_band(tmp_path: Path) -> None:
    corpus.write(tmp_path, 300, 5)
    rows = read(tmp_path / "dump")
    keys = dict(zip((name for name, _ in rows), bands(rows), strict=True))
    assert len(keys) == 300
    families: dict[str, list[str]] = {}
    for name, family in truth_of(tmp_path / "truth.jsonl").items():
        families.setdefault(family, []).append(name)
    verbatim = {row["path"] for row in map(json.loads, (tmp_path / "truth.jsonl").open()) if row["relation"] == "verbatim"}
    copies = [[name for name in family if name in verbatim] for family in families.values()]
    pairs = [(a, b) for family in copies for a, b in itertools.pairwise(family)]
    assert len(pairs) > 10
    assert sum((keys[a] == keys[b]).any() for a, b in pairs) >= 0.8 * len(pairs)
    strangers = [name for name, _ in rows if name not in truth_of(tmp_path / "truth.jsonl")]
    assert sum((keys[a] == keys[b]).any() for a, b in itertools.pairwise(strangers)) <= 1
