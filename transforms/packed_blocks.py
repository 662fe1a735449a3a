"""Sketched articles as packed blocks: all that the later stages need of a block of articles, without its texts."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import orjson

from transforms.attribution.codec import encode_facts
from transforms.attribution.facts import facts_of
from transforms.packets import Packed, Rows, Shelf, unpacked
from transforms.records import record_base, text_row
from transforms.schema import Article, Sketch, doc_number
from transforms.settings import CandidateSettings, Settings
from transforms.sketch.banding import candidate_keys, pack_keys
from transforms.sketch.codec import decode_sketch, encode_sketch
from transforms.sketch.lexicon import Lexicon, with_lexemes
from transforms.sketch.sketch import sketch_articles
from transforms.superseded import Claim, claim_of


class SketchedBlock(NamedTuple):
    """N sketched articles as packed rows by document, all in the order of the block; `keys` by hash partition."""

    claims: Packed
    sketches: Packed
    facts: Packed
    #: records without what attribution adds, as JSON
    bases: Packed
    #: rows of the texts table as JSON, or None
    texts: Packed | None
    #: packed key columns, by partition
    keys: Packed


@dataclass(frozen=True)
class Describe:
    """Sketch blocks of articles and take along what records and attribution need.

    How texts are cut into blocks and keys into partitions never shows in a result.
    """

    settings: Settings
    partitions: int
    shelf: Shelf
    #: keep rows of the texts table
    texts: bool = False
    #: words that translate each other, or None
    lexicon: Lexicon | None = None

    def __call__(self, articles: Sequence[Article]) -> SketchedBlock:
        """One block."""
        settings, put = self.settings, self.shelf.put
        sketches = sketch_articles(articles, settings.sketch)
        if self.lexicon is not None:
            sketches = [with_lexemes(sketch, self.lexicon) for sketch in sketches]
        docs = np.array([doc_number(article.doc_id) for article in articles], np.uint64)
        both = list(zip(articles, sketches, strict=True))
        return SketchedBlock(
            claims=put(docs, [encode_claim(claim_of(article)) for article in articles]).packed(),
            sketches=put(docs, [encode_sketch(sketch) for sketch in sketches]).packed(),
            facts=put(docs, [encode_facts(facts_of(article, sketch)) for article, sketch in both]).packed(),
            bases=put(docs, [_json(record_base(article, sketch, settings.sketch)) for article, sketch in both]).packed(),
            texts=put(docs, [_json(text_row(article)) for article in articles]).packed() if self.texts else None,
            keys=self._keys(sketches).packed(),
        )

    def without(self, block: SketchedBlock, losers: Container[tuple[str, str]]) -> SketchedBlock:
        """The block without the texts whose (doc_id, instance) is in `losers`."""
        claims = unpacked(block.claims)
        kept = np.array([(c.doc_id, c.instance) not in losers for c in map(decode_claim, claims)], bool)
        sketches = unpacked(block.sketches).take(kept)

        def left(packed: Packed) -> Packed:
            return unpacked(packed).take(kept).packed()

        return SketchedBlock(
            claims=claims.take(kept).packed(),
            sketches=sketches.packed(),
            facts=left(block.facts),
            bases=left(block.bases),
            texts=None if block.texts is None else left(block.texts),
            keys=self._keys([decode_sketch(data) for data in sketches]).packed(),
        )

    def _keys(self, sketches: Sequence[Sketch]) -> Rows:
        return keys_of(sketches, self.settings.candidates, self.partitions, self.shelf)


def keys_of(sketches: Sequence[Sketch], settings: CandidateSettings, partitions: int, shelf: Shelf) -> Rows:
    """Packed key columns of a block of sketches, by hash partition."""
    parts = pack_keys(candidate_keys(sketches, settings), partitions)
    return shelf.put([part for part, _ in parts], [data for _, data in parts])


def rows_of(sketches: Sequence[Sketch], shelf: Shelf) -> Rows:
    """A block of sketches, packed."""
    return shelf.put([doc_number(sketch.doc_id) for sketch in sketches], [encode_sketch(sketch) for sketch in sketches])


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


def _json(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS)
