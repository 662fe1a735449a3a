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
from transforms.schema import Article, doc_number
from transforms.settings import Settings
from transforms.sketch.banding import KeyColumns, block_keys, pack_keys
from transforms.sketch.codec import decode_sketch, encode_block
from transforms.sketch.key_rows import block_key_rows
from transforms.sketch.lexicon import Lexicon
from transforms.sketch.sketch_block import Keyed
from transforms.sketched import describe_block
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
        if not articles:
            none = put([], []).packed()
            return SketchedBlock(none, none, none, none, none if self.texts else None, self._keys(Keyed.of(())).packed())
        rows = describe_block(articles, self.settings, texts=self.texts, lexicon=self.lexicon)
        docs = np.array([doc_number(name) for name in rows.docs], np.uint64)
        return SketchedBlock(
            claims=put(docs, [encode_claim(claim) for claim in rows.claims]).packed(),
            sketches=put(docs, encode_block(rows.sketches)).packed(),
            facts=put(docs, [encode_facts(facts) for facts in rows.facts]).packed(),
            bases=put(docs, rows.bases).packed(),
            texts=None if rows.text_rows is None else put(docs, rows.text_rows).packed(),
            keys=self._keys(Keyed.of_block(rows.sketches)).packed(),
        )

    def without(self, block: SketchedBlock, losers: Container[tuple[str, str]]) -> SketchedBlock:
        """The block without the texts whose (doc_id, instance) is in `losers`."""
        claims = map(decode_claim, unpacked(block.claims))
        kept = np.array([(claim.doc_id, claim.instance) not in losers for claim in claims], bool)
        if self.partitions is None:
            return block.take(kept)
        sketches = [decode_sketch(data) for data in unpacked(block.sketches).take(kept)]
        return block.take(kept, self._keys(Keyed.of(sketches)).packed())

    def _keys(self, block: Keyed) -> Rows:
        if self.partitions is not None:
            return by_partition(block_keys(block, self.settings.candidates), self.partitions, self.shelf)
        return self.shelf.put([doc_number(name) for name in block.doc_id], block_key_rows(block, self.settings.candidates))


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
