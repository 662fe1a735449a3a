"""What travels between the stages of the unbounded graph: tuples of built-in values, which every engine can carry.

A `Piece` is something to read; an `Item` is one document after reading: an article with all that later stages need of
it, or a dead letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import islice
from typing import Any, Final

from pipeline.inputs import Work
from transforms.attribution.codec import decode_facts, encode_facts
from transforms.schema import DeadLetter
from transforms.sketch.codec import decode_sketch, encode_sketch
from transforms.sketched import SketchedArticle
from transforms.superseded import Claim

WORKS: Final = "works"
_FILES: Final = 32
"""Files of one piece."""
MESSAGE: Final = "message"
ARTICLE: Final = "article"
LETTER: Final = "letter"

Piece = tuple[str, tuple[Any, ...], float]
"""WORKS and the fields of each `Work`, or MESSAGE, (topic, bytes); and when it arrived, seconds since 1970-01-01 UTC."""
Item = tuple[str, tuple[Any, ...], float]
"""ARTICLE or LETTER, its fields, and when it arrived."""


def work_pieces(works: Iterable[Work], arrived: float) -> Iterator[Piece]:
    """Files, or parts of them, to read: a few at a time, for sketching costs less so."""
    left = iter(works)
    while some := tuple(astuple(work) for work in islice(left, _FILES)):
        yield WORKS, some, arrived


def message_piece(topic: str, data: bytes, arrived: float) -> Piece:
    """A message to read."""
    return MESSAGE, (topic, data), arrived


def article_item(article: SketchedArticle, arrived: float) -> Item:
    """A sketched article on its way."""
    claim = article.claim
    fields = (
        article.doc_id, article.instance, claim.time, claim.sha256, claim.uri, encode_sketch(article.sketch),
        encode_facts(article.facts), article.base, article.text_row,
    )  # fmt: skip
    return ARTICLE, fields, arrived


def item_article(item: Item) -> SketchedArticle:
    """The article of `article_item`'s tuple."""
    doc_id, instance, time, sha256, uri, sketch, facts, base, text = item[1]
    claim = Claim(doc_id, time, sha256, instance, uri)
    return SketchedArticle(doc_id, instance, claim, decode_sketch(sketch), decode_facts(facts), base, text)


def letter_item(letter: DeadLetter, arrived: float) -> Item:
    """A dead letter on its way."""
    return LETTER, astuple(letter), arrived


def item_letter(item: Item) -> DeadLetter:
    """The dead letter of `letter_item`'s tuple."""
    return DeadLetter(*item[1])


def size_of(item: Item) -> int:
    """About how many bytes an item takes."""
    return sum(len(value) for value in item[1] if isinstance(value, (bytes, str)))
