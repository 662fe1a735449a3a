"""Texts that say themselves that they mix sources."""

from __future__ import annotations

from typing import Final

from transforms.schema import ArticleFacts

NAMED_SOURCE: Final = 0.3
"""Weight of evidence from which an agency counts as a source that a text names."""


def is_declared_mixture(facts: ArticleFacts) -> bool:
    """Whether a text itself says that it mixes sources: "additional reporting by", or two agencies that speak in it."""
    named: set[str] = set()
    for item in facts.evidence:
        if item.about != "text" or item.kind == "style":
            continue
        if item.kind == "with_agencies":
            return True
        if item.agency is not None and item.weight >= NAMED_SOURCE:
            named.add(item.agency)
    return len(named) >= 2
