"""SketchArticles: blocks of articles become packed blocks; the text stays behind."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems

from transforms.packed_blocks import Describe
from transforms.packets import INSIDE, Shelf
from transforms.settings import Settings, SketchSettings
from transforms.sketch.lexicon import Lexicon, LexiconError, parse_lexicon


def read_lexicon(settings: SketchSettings) -> Lexicon | None:
    """The lexicon that the settings name, from any Beam file system.

    Raises:
        LexiconError: it cannot be read, is none, or has another version than the settings ask for.
    """
    path = settings.lexicon
    if path is None:
        return None
    try:
        with FileSystems.open(path) as handle:
            data = bytes(handle.read())
    except Exception as error:
        # each file system raises its own kinds
        raise LexiconError(f"cannot read the lexicon {path!r}: {type(error).__name__}") from error
    lexicon = parse_lexicon(data, repr(path))
    if settings.lexicon_version not in (None, lexicon.version):
        raise LexiconError(f"{path!r} has version {lexicon.version}, but the settings ask for {settings.lexicon_version}")
    return lexicon


@lru_cache(maxsize=4)
def known_lexicon(settings: SketchSettings) -> Lexicon | None:
    """`read_lexicon`, once a process: for work that is made where it is done."""
    return read_lexicon(settings)


class SketchArticles(beam.PTransform):
    """Blocks of articles → `SketchedBlock`. `work` is what it does, for use inside another stage."""

    def __init__(self, settings: Settings, partitions: int, shelf: Shelf = INSIDE, *, texts: bool = False) -> None:
        """Keep the settings.

        A lexicon is read here, where the job is put together, and travels to the workers with it.

        Args:
            settings: of the whole run.
            partitions: hash partitions of the keys.
            shelf: where payloads are put.
            texts: keep rows of the texts table.

        Raises:
            LexiconError: the lexicon cannot be read, or has another version than the settings ask for.
        """
        super().__init__()
        self.work = Describe(settings, partitions, shelf, texts, read_lexicon(settings.sketch))

    def expand(self, blocks: Any) -> Any:
        """One fused stage."""
        return blocks | "SketchBlock" >> beam.Map(self.work)
