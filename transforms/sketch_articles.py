"""SketchArticles: blocks of articles become blocks of sketched articles; the text stays behind."""

from __future__ import annotations

from typing import Any

import apache_beam as beam

from transforms.settings import Settings
from transforms.sketched import describe


class SketchArticles(beam.PTransform):
    """Blocks of articles → blocks of `SketchedArticle`."""

    def __init__(self, settings: Settings, *, texts: bool = False) -> None:
        """Keep the settings; ``texts`` keeps rows of the texts table."""
        super().__init__()
        self._settings = settings
        self._texts = texts

    def expand(self, blocks: Any) -> Any:
        """One fused stage."""
        return blocks | "SketchBlock" >> beam.Map(describe, self._settings, texts=self._texts)
