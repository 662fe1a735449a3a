"""What a run takes of known articles: the keys that the state keeps, or keys made anew where it keeps none."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.state import stages, store
from pipeline.state.tables import part_of
from transforms.packets import INSIDE, unpacked
from transforms.schema import Article, Published, Source, Unit, doc_number
from transforms.settings import CandidateSettings, SketchSettings
from transforms.sketch.banding import KeyColumns, candidate_keys, unpack_keys
from transforms.sketch.codec import encode_sketch
from transforms.sketch.key_rows import key_rows
from transforms.sketch.sketch import sketch_articles

SETTINGS = CandidateSettings()
TEXTS = (
    "The bridge over the Tavra was closed on Friday after a barge struck its third pier, the port office said.",
    "Engineers in Korvale found a crack of 14 centimetres and asked for two more weeks to repair the bridge.",
    "Farmers in the Ostin valley lost 900 sheep to the floods, and the ministry promised 3 million crowns.",
)


def as_set(columns: KeyColumns) -> list[tuple[int, ...]]:
    names = ("view", "key", "doc", "day", "weight", "place", "total")
    return sorted(zip(*(getattr(columns, name).tolist() for name in names), strict=True))


def test_keys_of_the_state_and_keys_made_anew_are_the_same(tmp_path: Path) -> None:
    day = 20_575
    published = Published("2026-05-02", "day", "source")
    source = Source("a.txt", "outlet.example", None, None, "utf-8", "0" * 64)
    articles = [
        Article(f"{n:016x}", source, text, "en", None, published, (), None, (Unit("body", 0, len(text)),), ())
        for n, text in enumerate(TEXTS, 1)
    ]
    sketches = sketch_articles(articles, SketchSettings())
    assert {s.day for s in sketches} == {day}
    keys: list[bytes | None] = list(key_rows(sketches, SETTINGS))
    # the second row as a stream writes it
    keys[1] = None
    rows = [
        {
            "doc": doc_number(s.doc_id), "seen": day, "sha256": "", "time": -1, "uri": "", "sketch": encode_sketch(s),
            "keys": data, "facts": b"", "base": b"", "text": None,
        }
        for s, data in zip(sketches, keys, strict=True)
    ]  # fmt: skip
    entry = store.write(str(tmp_path), "articles", part_of(day, day), rows)
    load = stages._KnownSides(str(tmp_path), SETTINGS, 4, INSIDE)
    wanted = np.array([doc_number(s.doc_id) for s in sketches[:2]], np.uint64)
    ((packed, found),) = load((entry, wanted.tobytes()))
    assert as_set(unpack_keys(unpacked(packed))) == as_set(candidate_keys(sketches[:2], SETTINGS))
    assert unpacked(found).key.tolist() == wanted.tolist()
    assert list(unpacked(found)) == [encode_sketch(s) for s in sketches[:2]]
