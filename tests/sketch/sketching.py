"""Articles for the tests of the sketch: a list of (unit kind, text) joined by blank lines, or one string, a body."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.schema import Article, Published, Sketch, Source, Unit
from transforms.settings import SketchSettings
from transforms.sketch.sketch import sketch_articles

SETTINGS = SketchSettings()


def article(
    text: str | Sequence[tuple[str, str]],
    number: int = 1,
    language: str | None = "en",
    published: str | None = None,
) -> Article:
    parts = [("body", text)] if isinstance(text, str) else list(text)
    units, full = [], ""
    for kind, part in parts:
        full += "\n\n" if full else ""
        units.append(Unit(kind, len(full), len(full) + len(part)))
        full += part
    date = Published(published, "day", "source") if published else None
    source = Source(f"{number}.txt", "outlet.example", None, None, "utf-8", "0" * 64)
    return Article(f"{number:016x}", source, full, language, None, date, (), None, tuple(units), ())


def sketch(text: str | Sequence[tuple[str, str]], number: int = 1, language: str | None = "en", published: str | None = None) -> Sketch:
    return sketch_articles([article(text, number, language, published)], SETTINGS)[0]


def words(s: Sketch, text: str) -> list[str]:
    return [text[a : a + n] for a, n in zip(s.token_start.tolist(), s.token_length.tolist(), strict=True)]
