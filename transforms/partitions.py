"""Hash partitions of documents: how packed elements find each other in a shuffle."""

from __future__ import annotations

from transforms.schema import doc_number


def partition_of(doc_id: str, partitions: int) -> int:
    """The hash partition of a document; ids are hashes already.

    >>> partition_of("00000000000000ff", 16)
    15
    """
    return doc_number(doc_id) % partitions
