"""Identifiers of links, families and lost originals: hashes of what they stand for, the same on every run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from transforms.schema import ArticleFacts

_SEPARATOR = "\x1f"


def _digest(*parts: str) -> str:
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()[:16]


def link_id(a: str, b: str, relation: str) -> str:
    """Id of the link between two ids (documents, or a document and a lost original) with one relation.

    >>> link_id("00", "01", "verbatim") == link_id("00", "01", "verbatim")
    True
    """
    return "l-" + _digest("link", a, b, relation)


def hub_key(facts: ArticleFacts) -> tuple[str, str]:
    """Order of documents by (published day, id); an unknown day comes last."""
    day = facts.published.value[:10] if facts.published is not None else "~"
    return day, facts.doc_id


def hub_of(members: Iterable[ArticleFacts]) -> ArticleFacts:
    """The member that names a family: the smallest of (published day, id).

    Raises:
        ValueError: if there are no members.
    """
    return min(members, key=hub_key)


def family_id(members: Iterable[ArticleFacts]) -> str:
    """Id of the family of these members; it changes only when an earlier member arrives.

    Raises:
        ValueError: if there are no members.
    """
    return "f-" + _digest("family", hub_of(members).doc_id)


def lost_original_id(family: str, agency: str | None, language: str | None, version: int) -> str:
    """Id of a lost original: family, agency, language edition (BCP 47 or None) and version (1, 2, …)."""
    return "o-" + _digest("lost", family, agency or "", language or "", str(version))
