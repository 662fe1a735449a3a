"""Paragraphs that were lost on the way: a text put through a machine often comes out in one piece."""

from __future__ import annotations

from typing import Final

from transforms.schema import ArticleFacts

LONG: Final = 60
"""Tokens from which a text without paragraphs is unusual."""
SEVERAL: Final = 3
"""Paragraphs that show that a text was laid out."""


def lost_paragraphs(text: ArticleFacts, source: ArticleFacts) -> bool:
    """Whether a text of some length runs on in one piece where another one has paragraphs.

    It says something only of texts with different words: of a copy, it tells how the page was read.
    """
    return text.paragraphs == 1 and text.body_tokens >= LONG and source.paragraphs >= SEVERAL
