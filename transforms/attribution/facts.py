"""What attribution needs to know of one article."""

from __future__ import annotations

from transforms.frozen import quick
from transforms.schema import UNIT_KINDS, Article, ArticleFacts, Sketch
from transforms.sketch.homes import home_languages

_facts = quick(ArticleFacts)
_BODY = UNIT_KINDS.index("body")


def facts_of(article: Article, sketch: Sketch | None) -> ArticleFacts:
    """Boil an article down to the facts that attribution uses; no text but that of evidence.

    Args:
        article: the normalised document.
        sketch: its sketch, for exact token and sentence counts; without it, words between white space
            and non-empty lines of the body are counted.
    """
    bodies = article.unit_texts("body")
    paragraphs = sum(1 for body in bodies for line in body.splitlines() if line.strip())
    if sketch is not None:
        tokens = sketch.body_tokens
        sentences = int((sketch.sentence_unit == _BODY).sum())
    else:
        tokens = sum(len(body.split()) for body in bodies)
        sentences = paragraphs
    return counted_facts(article, tokens, sentences, paragraphs, home_languages(sketch) if sketch is not None else ())


def counted_facts(
    article: Article, tokens: int, sentences: int, paragraphs: int, home: tuple[tuple[str, int], ...]
) -> ArticleFacts:
    """`facts_of` where tokens, sentences and paragraphs of the body were counted, and the languages of its places are known."""
    return _facts(
        doc_id=article.doc_id,
        outlet=article.source.outlet,
        url=article.source.url,
        language=article.language,
        published=article.published,
        dateline=article.dateline,
        evidence=article.evidence,
        body_tokens=tokens,
        sentences=sentences,
        remnants=article.remnants,
        sha256=article.source.sha256,
        home=home,
        paragraphs=paragraphs,
    )
