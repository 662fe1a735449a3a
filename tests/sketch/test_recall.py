"""Candidates on the shared development translations: a floor, well below what was measured when it was written."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import orjson
from sketching import SETTINGS, article

from transforms.settings import CandidateSettings
from transforms.sketch.candidates import find_candidates
from transforms.sketch.sketch import sketch_articles


def test_translations_are_candidates(shared: Path) -> None:
    """When this was written: recall 1.0 of originals and human translations at 8.5 pairs an article."""
    folder = shared / "data" / "translation"
    rows = [orjson.loads(line) for line in (folder / "truth.jsonl").read_bytes().splitlines()]
    articles = []
    for number, row in enumerate(rows):
        text = (folder / "dump" / row["path"]).read_text(encoding="utf-8")
        head, _, body = text.partition("\n")
        articles.append(article([("headline", head), ("body", body)], number, row["lang"]))
    sketches = [s for k in range(0, len(articles), 256) for s in sketch_articles(articles[k : k + 256], SETTINGS)]
    found, _ = find_candidates(sketches, CandidateSettings())
    pairs = {(int(c.a, 16), int(c.b, 16)) for c in found}
    stories: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row["role"] == "source" or row["by"].startswith("human"):
            stories[row["story"]].append(number)
    wanted = [
        (a, b) for story in stories.values() for a, b in combinations(story, 2)
        if "source" in (rows[a]["role"], rows[b]["role"])
    ]  # fmt: skip
    assert len(wanted) > 700
    assert sum(pair in pairs for pair in wanted) >= 0.985 * len(wanted)
    assert 2 * len(pairs) < 15 * len(rows)
