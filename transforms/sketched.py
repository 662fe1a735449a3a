"""A sketched article: all that the later stages need of it, without its text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from transforms.attribution.facts import counted_facts
from transforms.records import record_base, signature_rows, text_row
from transforms.schema import UNIT_KINDS, Article, ArticleFacts, Sketch
from transforms.settings import Settings
from transforms.sketch.homes import languages_of
from transforms.sketch.lexicon import Lexicon, with_lexemes
from transforms.sketch.marks import PLACE
from transforms.sketch.sketch import sketch_block
from transforms.sketch.sketch_block import SketchBlock
from transforms.superseded import Claim, claim_of


@dataclass(frozen=True, slots=True)
class SketchedArticle:
    """One article after sketching."""

    doc_id: str
    #: where it was read, see `Document.instance`
    instance: str
    claim: Claim
    sketch: Sketch
    facts: ArticleFacts
    #: the record without what attribution adds, as JSON
    base: bytes
    #: the row of the texts table as JSON; None unless texts are kept
    text_row: bytes | None


@dataclass(slots=True)
class Described:
    """A block after sketching; N articles, columns and lists in their order."""

    docs: list[str]
    instances: list[str]
    claims: list[Claim]
    sketches: SketchBlock
    facts: list[ArticleFacts]
    #: as in `SketchedArticle`
    bases: list[bytes]
    text_rows: list[bytes] | None


def describe_block(
    articles: Sequence[Article], settings: Settings, *, texts: bool = False, lexicon: Lexicon | None = None
) -> Described:
    """Sketch a block of articles and take along what records and attribution need.

    Args:
        articles: a block of at least one; how texts are cut into blocks never shows in the result.
        settings: of the whole run.
        texts: keep rows of the texts table.
        lexicon: words that translate each other, or None.
    """
    block, paragraphs = sketch_block(articles, settings.sketch)
    if lexicon is not None:
        block = block.with_anchors_of([with_lexemes(sketch, lexicon) for sketch in block.sketches()])
    tokens, sentences = block.body_sizes(UNIT_KINDS.index("body"))
    place = np.flatnonzero(block.anchor_kind == PLACE)
    places, cuts = block.anchor_hash[place].tolist(), np.searchsorted(place, block.anchors).tolist()
    homes = [languages_of(places[low:high]) for low, high in itertools.pairwise(cuts)]
    counted = zip(articles, tokens, sentences, paragraphs.tolist(), homes, strict=True)
    signatures = signature_rows(block.wording, block.unspaced, settings.sketch)
    return Described(
        docs=block.doc_id,
        instances=[article.instance for article in articles],
        claims=[claim_of(article) for article in articles],
        sketches=block,
        facts=[counted_facts(*row) for row in counted],
        bases=[
            orjson.dumps(record_base(article, signature)) for article, signature in zip(articles, signatures, strict=True)
        ],
        text_rows=[orjson.dumps(text_row(article), option=orjson.OPT_SORT_KEYS) for article in articles] if texts else None,
    )


def describe(
    articles: Sequence[Article], settings: Settings, *, texts: bool = False, lexicon: Lexicon | None = None
) -> list[SketchedArticle]:
    """The articles of `describe_block` one by one."""
    if not articles:
        return []
    block = describe_block(articles, settings, texts=texts, lexicon=lexicon)
    rows: Sequence[bytes | None] = block.text_rows or [None] * len(articles)
    columns = (block.docs, block.instances, block.claims, block.sketches.sketches(), block.facts, block.bases, rows)
    return [SketchedArticle(*row) for row in zip(*columns, strict=True)]
