"""Sketches of articles: tokens, sentences, MinHash signature, fingerprints and anchors of a block in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from transforms.schema import (
    TOKEN_CAPITAL,
    TOKEN_COMMON,
    TOKEN_QUOTED,
    Article,
    Published,
    Sketch,
    U8Array,
    U32Array,
    U64Array,
)
from transforms.settings import SketchSettings
from transforms.sketch import prior
from transforms.sketch.anchors import find_anchors
from transforms.sketch.chars import fold32
from transforms.sketch.fingerprints import first_per_article, winnow
from transforms.sketch.minhash import distinct, signatures
from transforms.sketch.quotes import quoted
from transforms.sketch.shingles import BODY, Shingles, shingle, streams
from transforms.sketch.sketch_block import SketchBlock
from transforms.sketch.stems import affixes, stem_hashes
from transforms.sketch.token_loops import finish_tokens
from transforms.sketch.tokens import I64Array, TokenBlock, prefix_hash, token_units, tokenize
from transforms.text.sentences import block_starts

_DIGIT_RARITY: Final = np.array([0, 64, 80, 96, 104, 136, 152, 168], np.uint8)
"""Rarity of a number by its digits: 1 (8 bits) .. 7 and more (21 bits)."""
_MOMENT: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?\d{2}(?:[.,]\d{1,9})?)?)?(Z|([+-])(\d{2}):?(\d{2})?)?)?$", re.ASCII
)
_TRUSTED: Final = ("day", "minute", "second")


def shingle_name(settings: SketchSettings) -> str:
    """Name of the shingles a wording signature was made of; signatures of different names must not be compared.

    >>> shingle_name(SketchSettings())
    'word5-char8-syllabic20/1'
    """
    return f"word{settings.shingle}-char{settings.shingle_unspaced}-syllabic{settings.shingle_syllabic}/1"


def published_day(published: Published | None) -> int | None:
    """Day since 1970-01-01 (UTC where the zone is known) of a publication time, or None where it names no day.

    >>> published_day(Published("1970-01-02T23:30:00-05:00", "minute", "source"))
    2
    """
    if published is None or published.precision not in _TRUSTED:
        return None
    # not datetime.fromisoformat: what it reads depends on the Python version
    match = _MOMENT.match(published.value)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return None
    if match[6] is None or match[6] == "Z" or match[4] is None:
        return day
    ahead = int(match[7] + match[8]) * 60 + int(match[7] + (match[9] or "0"))
    return day + (int(match[4]) * 60 + int(match[5] or 0) - ahead) // 1440


def sketch_articles(articles: Sequence[Article], settings: SketchSettings) -> list[Sketch]:
    """The sketches of `sketch_block` one by one."""
    return sketch_block(articles, settings)[0].sketches() if articles else []


def sketch_block(articles: Sequence[Article], settings: SketchSettings) -> tuple[SketchBlock, I64Array]:
    """Sketch a block of articles; a sketch depends on its article and the settings alone, not on the block.

    Args:
        articles: at most 65,535 articles, and at least one.
        settings: lengths of shingles and windows, permutations.

    Returns:
        The sketches, in the same order, and (A,) lines of each body that hold text.

    Raises:
        ValueError: if the units of an article overlap, are out of order, or point past its text.
    """
    block = tokenize(articles)
    count = len(articles)
    languages = [article.language for article in articles]
    hash32 = fold32(block.hash64)
    skip, cut = affixes(block, languages)
    stem32 = stem_hashes(block, skip, cut)
    rarity = _rarity(block, hash32, skip, languages)
    start, length = np.empty(len(hash32), np.uint32), np.empty(len(hash32), np.uint16)
    flags, unspaced = np.empty(len(hash32), np.uint8), np.empty(count, bool)
    finish_tokens(
        block.start, block.end, block.letters, block.first_flags, block.text_start, block.article_token, quoted(block),
        _DIGIT_RARITY, prior.UNKNOWN_CHARACTER, prior.COMMON, (TOKEN_CAPITAL, TOKEN_COMMON, TOKEN_QUOTED),
        rarity, start, length, flags, unspaced,
    )  # fmt: skip

    runs = streams(block)
    shingles = shingle(block, runs, settings)
    bodies = shingles.start[: count + 1]
    elements = fold32(shingles.hash64[: int(bodies[-1])])
    wording = signatures(elements, bodies, settings.num_perm, settings.seed)
    wording_size = distinct(elements, bodies)
    print_hash, print_token, print_bounds = _fingerprints(block, shingles, settings)

    anchors = find_anchors(block, articles, rarity, skip, cut, unspaced)
    anchor_bounds = np.searchsorted(anchors.token, block.article_token)
    in_body = block.unit_kind[token_units(block)[anchors.token]] == BODY
    body_bounds = np.append(0, np.cumsum(in_body))[anchor_bounds]
    anchor_signature = signatures(anchors.hash[in_body], body_bounds, settings.anchor_perm, settings.seed)

    sentence_token, sentence_unit, sentences, paragraphs = _sentences(block, articles)
    low = block.article_token[:-1]
    in_order = np.argsort(np.concatenate([np.repeat(np.arange(count), np.diff(sentences)), np.arange(count)]), kind="stable")
    sentence_token = sentence_token - np.repeat(low, np.diff(sentences))
    made = SketchBlock(
        doc_id=[article.doc_id for article in articles],
        outlet=[article.source.outlet for article in articles],
        language=languages,
        unspaced=unspaced.tolist(),
        day=[published_day(article.published) for article in articles],
        wording_size=wording_size,
        tokens=block.article_token,
        sentences=sentences,
        anchors=anchor_bounds,
        passages=print_bounds,
        token_hash=hash32,
        token_stem=stem32,
        token_start=start,
        token_length=length,
        token_flags=flags,
        token_rarity=rarity,
        sentence_token=np.append(sentence_token, np.diff(block.article_token))[in_order].astype(np.int32),
        sentence_unit=sentence_unit,
        anchor_hash=anchors.hash,
        anchor_token=(anchors.token - np.repeat(low, np.diff(anchor_bounds))).astype(np.int32),
        anchor_kind=anchors.kind,
        anchor_rarity=anchors.rarity,
        wording=wording,
        passage_hash=print_hash,
        passage_token=(print_token - np.repeat(low, np.diff(print_bounds))).astype(np.int32),
        anchors_signature=anchor_signature,
    )
    return made, paragraphs


def _rarity(block: TokenBlock, hash32: U32Array, skip: I64Array, languages: list[str | None]) -> U8Array:
    """Rarity of all tokens as words, from the prior: one look-up per language of the block."""
    rarity = prior.rarities(languages, hash32, block.article_token)
    # an Arabic word with what leans on it is as common as the word alone or with the article
    leaning = np.flatnonzero(skip)
    owner = np.searchsorted(block.article_token, leaning, side="right") - 1
    for name in {languages[k] for k in owner.tolist()}:
        own = leaning[[languages[k] == name for k in owner.tolist()]]
        for start in ("", "ال"):
            bare = fold32(prefix_hash(block, own, skip[own], block.end[own], start))
            rarity[own] = np.minimum(rarity[own], prior.lookup(name, bare))
    return rarity


def _fingerprints(
    block: TokenBlock, shingles: Shingles, settings: SketchSettings
) -> tuple[U64Array, I64Array, I64Array]:
    """Fingerprints of bodies and captions by article, in order of the text."""
    chosen = winnow(shingles, settings.window)
    return first_per_article(shingles, chosen, block.article_token)


def _sentences(block: TokenBlock, articles: Sequence[Article]) -> tuple[I64Array, U8Array, I64Array, I64Array]:
    """Sentences of a block; those without a token are left out.

    Returns:
        (S,) first token of each, (S,) its unit kind, (A + 1,) first sentence of each article, and (A,) lines of its body
        that hold text.
    """
    texts = [article.text for article in articles]
    languages = [article.language for article in articles]
    starts, counts, lines = block_starts(
        texts, block.codes, block.text_start, block.unit_article, block.unit_start, block.unit_end, languages
    )
    token = np.searchsorted(block.start, starts)
    full = np.flatnonzero(np.diff(token, append=len(block.start)) > 0)
    unit = np.repeat(np.arange(len(counts)), counts)[full]
    bounds = np.searchsorted(block.unit_article[unit], np.arange(len(articles) + 1))
    body = block.unit_kind == BODY
    paragraphs = np.bincount(block.unit_article[body], weights=lines[body], minlength=len(articles)).astype(np.int64)
    return token[full], block.unit_kind[unit], bounds, paragraphs
