"""Sketched articles as packed blocks: all that the later stages need of a block of articles, without its texts."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from transforms.attribution.codec import encode_facts
from transforms.packets import Packed, Rows, Shelf, unpacked
from transforms.schema import Article, Sketch, doc_number
from transforms.settings import Settings
from transforms.sketch.banding import KeyColumns, candidate_keys, pack_keys
from transforms.sketch.codec import decode_sketch, encode_sketch
from transforms.sketch.key_rows import key_rows
from transforms.sketch.lexicon import Lexicon
from transforms.sketched import describe
from transforms.superseded import Claim


class SketchedBlock(NamedTuple):
    """N sketched articles as packed rows by document, all in the order of the block; `keys` by hash partition.

    Where a run has a memory, `keys` too are by document, see `transforms.sketch.key_rows`: the state keeps them.
    """

    claims: Packed
    sketches: Packed
    facts: Packed
    #: records without what attribution adds, as JSON
    bases: Packed
    #: rows of the texts table as JSON, or None
    texts: Packed | None
    #: packed key columns, by partition; or rows of keys, by document
    keys: Packed

    def take(self, index: NDArray[Any], keys: Packed | None = None) -> SketchedBlock:
        """The articles selected by an index or a mask; ``keys`` are theirs, for those by partition cannot be selected."""

        def some(packed: Packed) -> Packed:
            return unpacked(packed).take(index).packed()

        return SketchedBlock(
            claims=some(self.claims),
            sketches=some(self.sketches),
            facts=some(self.facts),
            bases=some(self.bases),
            texts=None if self.texts is None else some(self.texts),
            keys=some(self.keys) if keys is None else keys,
        )


@dataclass(frozen=True)
class Describe:
    """Sketch blocks of articles and take along what records and attribution need.

    How texts are cut into blocks and keys into partitions never shows in a result.
    """

    settings: Settings
    #: hash partitions of the keys; None: keys by document
    partitions: int | None
    shelf: Shelf
    #: keep rows of the texts table
    texts: bool = False
    #: words that translate each other, or None
    lexicon: Lexicon | None = None

    def __call__(self, articles: Sequence[Article]) -> SketchedBlock:
        """One block."""
        put = self.shelf.put
        rows = describe(articles, self.settings, texts=self.texts, lexicon=self.lexicon)
        docs = np.array([doc_number(row.doc_id) for row in rows], np.uint64)
        return SketchedBlock(
            claims=put(docs, [encode_claim(row.claim) for row in rows]).packed(),
            sketches=put(docs, [encode_sketch(row.sketch) for row in rows]).packed(),
            facts=put(docs, [encode_facts(row.facts) for row in rows]).packed(),
            bases=put(docs, [row.base for row in rows]).packed(),
            texts=put(docs, [row.text_row for row in rows if row.text_row is not None]).packed() if self.texts else None,
            keys=self._keys([row.sketch for row in rows]).packed(),
        )

    def without(self, block: SketchedBlock, losers: Container[tuple[str, str]]) -> SketchedBlock:
        """The block without the texts whose (doc_id, instance) is in `losers`."""
        claims = map(decode_claim, unpacked(block.claims))
        kept = np.array([(claim.doc_id, claim.instance) not in losers for claim in claims], bool)
        if self.partitions is None:
            return block.take(kept)
        sketches = [decode_sketch(data) for data in unpacked(block.sketches).take(kept)]
        return block.take(kept, self._keys(sketches).packed())

    def _keys(self, sketches: Sequence[Sketch]) -> Rows:
        if self.partitions is None:
            numbers = [doc_number(sketch.doc_id) for sketch in sketches]
            return self.shelf.put(numbers, key_rows(sketches, self.settings.candidates))
        return by_partition(candidate_keys(sketches, self.settings.candidates), self.partitions, self.shelf)


def by_partition(keys: KeyColumns, partitions: int, shelf: Shelf) -> Rows:
    """Packed key columns, by hash partition."""
    parts = pack_keys(keys, partitions)
    return shelf.put([part for part, _ in parts], [data for _, data in parts])


def encode_claim(claim: Claim) -> bytes:
    """Bytes of a claim."""
    return orjson.dumps([claim.doc_id, claim.time, claim.sha256, claim.instance, claim.uri])


def decode_claim(data: bytes) -> Claim:
    """The claim of `encode_claim`'s bytes."""
    return Claim(*orjson.loads(data))


def repeated(claims: Rows) -> Rows:
    """The claims on documents that more than one text claims."""
    documents, counts = np.unique(claims.key, return_counts=True)
    return claims.take(np.isin(claims.key, documents[counts > 1]))
