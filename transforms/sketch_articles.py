"""SketchArticles: blocks of articles become packed blocks; the text stays behind."""

from __future__ import annotations

from typing import Any

import apache_beam as beam

from transforms.packed_blocks import Describe
from transforms.packets import INSIDE, Shelf
from transforms.settings import Settings


class SketchArticles(beam.PTransform):
    """Blocks of articles → `SketchedBlock`. `work` is what it does, for use inside another stage."""

    def __init__(self, settings: Settings, partitions: int, shelf: Shelf = INSIDE, *, texts: bool = False) -> None:
        """Keep the settings.

        Args:
            settings: of the whole run.
            partitions: hash partitions of the keys.
            shelf: where payloads are put.
            texts: keep rows of the texts table.
        """
        super().__init__()
        self.work = Describe(settings, partitions, shelf, texts)

    def expand(self, blocks: Any) -> Any:
        """One fused stage."""
        return blocks | "SketchBlock" >> beam.Map(self.work)
