"""A sketched article: all that the later stages need of it, without its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from transforms.attribution.facts import facts_of
from transforms.records import record_base, text_row
from transforms.schema import Article, ArticleFacts, Sketch
from transforms.settings import Settings
from transforms.sketch.lexicon import Lexicon, with_lexemes
from transforms.sketch.sketch import sketch_articles
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


def describe(
    articles: Sequence[Article], settings: Settings, *, texts: bool = False, lexicon: Lexicon | None = None
) -> list[SketchedArticle]:
    """Sketch a block of articles and take along what records and attribution need.

    Args:
        articles: a block; how texts are cut into blocks never shows in the result.
        settings: of the whole run.
        texts: keep rows of the texts table.
        lexicon: words that translate each other, or None.
    """
    sketches = sketch_articles(articles, settings.sketch)
    if lexicon is not None:
        sketches = [with_lexemes(sketch, lexicon) for sketch in sketches]
    return [
        SketchedArticle(
            doc_id=article.doc_id,
            instance=article.instance,
            claim=claim_of(article),
            sketch=sketch,
            facts=facts_of(article, sketch),
            base=orjson.dumps(record_base(article, sketch, settings.sketch), option=orjson.OPT_SORT_KEYS),
            text_row=orjson.dumps(text_row(article), option=orjson.OPT_SORT_KEYS) if texts else None,
        )
        for article, sketch in zip(articles, sketches, strict=True)
    ]
