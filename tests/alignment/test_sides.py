"""Texts made ready for alignment: the same from the bytes of a sketch as from the sketch, and no read past damaged bytes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.alignment.align import align_pair, align_pairs, align_sketches
from transforms.alignment.anchor_loops import shared_anchors
from transforms.alignment.features import prepare, prepare_bytes
from transforms.alignment.glances import glances_at, glances_of
from transforms.alignment.packed_loops import (
    BODY_SENTENCES,
    BODY_TOKENS,
    HEAD,
    LEARNED,
    NUMBERS,
    QUOTES,
    SAID,
    WEIGHT,
    anchors_of,
)
from transforms.alignment.table import alignment_of, seen_as
from transforms.attribution.codec import encode_alignment, encode_row
from transforms.attribution.components import reach_of
from transforms.packed_blocks import Describe
from transforms.packets import INSIDE, unpacked
from transforms.ready import TEXTS
from transforms.schema import Candidate, Document
from transforms.settings import Settings
from transforms.sketch.codec import decode_sketch, encode_sketch
from transforms.sketch.lexicon import PairTable, lexicon_of, with_lexemes
from transforms.sketch.pairs import from_candidates
from transforms.sketch.prior import BITS
from transforms.text.article import normalize_document


@pytest.fixture(scope="module")
def sketches() -> list[bytes]:
    options = Settings()
    texts = [*TEXTS, "x"]
    articles = [
        normalize_document(Document(f"{n:016x}", f"{n}.txt", text.encode()), options.normalize, None)
        for n, text in enumerate(texts)
    ]
    return list(unpacked(Describe(options, 1, INSIDE)(articles).sketches))


def test_bytes_of_a_sketch_give_what_the_sketch_gives(sketches: list[bytes]) -> None:
    assert {decode_sketch(data).unspaced for data in sketches} == {True, False}
    for data in sketches:
        sketch = decode_sketch(data)
        one, other = prepare_bytes(data), prepare(sketch)
        assert (one.doc_id, one.language, one.unspaced) == (other.doc_id, other.language, other.unspaced)
        for read in (lambda s: s.packed, lambda s: s.words(), lambda s: s.anchors(), lambda s: s.said(), lambda s: s.grams(4)):
            assert np.array_equal(read(one), read(other))
        # the stream holds every token that stands in a sentence of a unit that is aligned, and breaks between units
        assert one.body <= len(sketch.token_hash) and (one.stream >= 0).sum() == len(sketch.token_hash)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_bytes_are_refused_or_read_within_their_bounds(sketches: list[bytes], data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(sketches))
    damaged = bytearray(whole)
    if data.draw(st.booleans()):
        for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
            damaged[at] = data.draw(st.integers(0, 255))
    else:
        del damaged[data.draw(st.integers(0, len(whole) - 1)) :]
    try:
        side = prepare_bytes(bytes(damaged))
        length = len(side.stream)
    except (ValueError, UnicodeDecodeError):
        return
    assert side.body <= length


def test_a_glance_at_a_sketch_tells_what_all_of_it_tells(sketches: list[bytes]) -> None:
    sides = [prepare_bytes(data) for data in sketches]
    for data, side in zip(sketches, sides, strict=True):
        head = side.packed[:HEAD].tolist()
        for place, value in (
            (BODY_TOKENS, side.body), (BODY_SENTENCES, side.body_sentences), (QUOTES, side.quotes), (SAID, side.quotes),
            (NUMBERS, side.numbers), (WEIGHT, side.weight * BITS), (LEARNED, side.learned),
        ):  # fmt: skip
            assert head[place] == value
        whole = prepare_bytes(data, whole=True)
        for name in ("body", "body_sentences", "quotes", "numbers", "weight", "learned", "length"):
            assert getattr(whole, name) == getattr(side, name)
        assert np.array_equal(whole.packed, side.packed)
    for side in sides:
        assert side.weight == anchors_of.py_func(side.packed).unique_bits.sum()
    assert {side.quotes > 0 for side in sides} == {True, False}
    whole = [prepare_bytes(data, whole=True) for data in sketches]
    glances = glances_at(sketches)
    for other in (glances_of(sides), glances_of(whole)):
        assert glances.language.tolist() == other.language.tolist()
    for place in (BODY_TOKENS, BODY_SENTENCES, NUMBERS, WEIGHT, LEARNED, SAID):
        assert glances.heads[:, place].tolist() == [side.packed[place] for side in whole]
    a, b = (np.array(column) for column in zip(*itertools.product(range(len(sides)), repeat=2), strict=True))
    seen = [shared_anchors(of.data, of.bounds, a, b) for of in (glances, glances_of(sides), glances_of(whole))]
    assert all(np.array_equal(x, y) for other in seen[1:] for x, y in zip(seen[0], other, strict=True))
    assert (seen[0][1] > 0).any() and (seen[0][2] > 0).any()


def test_bytes_that_are_cut_or_too_long_are_refused(sketches: list[bytes]) -> None:
    for damaged in (b"", b"\xff" + sketches[0][1:], sketches[0][:-1], sketches[0] + b"\0", sketches[0][:40]):
        with pytest.raises(ValueError, match="sketch bytes"):
            prepare_bytes(damaged)


def test_many_pairs_at_once_are_aligned_as_each_alone(sketches: list[bytes]) -> None:
    options = Settings()
    plain = [decode_sketch(data) for data in sketches]
    names = [sketch.doc_id for sketch in plain]
    pairs = [
        Candidate(a, b, wording_keys=keys % 2, anchor_keys=keys)
        for keys in (2, 3)
        for a, b in itertools.combinations(names, 2)
    ]
    alone = [
        align_pair(plain[names.index(pair.a)], plain[names.index(pair.b)], pair, options.align) for pair in pairs
    ]
    rows = list(align_sketches(sketches, from_candidates(pairs), options.align))
    assert [alignment_of(row) for row in rows] == alone
    assert [reach_of(seen_as(row), options.attribute) for row in rows] == [reach_of(al, options.attribute) for al in alone]
    assert [encode_row(row) for row in rows] == [encode_alignment(alignment) for alignment in alone]
    assert {bool(alignment.passages) for alignment in alone} == {True, False}


def test_texts_from_bytes_are_aligned_as_sketches_are(sketches: list[bytes]) -> None:
    options = Settings().align
    plain = [decode_sketch(data) for data in sketches]
    harbour, hafen = (int(next(iter(s.token_stem))) for s in (plain[0], plain[2]))
    lexicon = lexicon_of([PairTable("de", "en", 9, {hafen: harbour})], {"en": {harbour: 200}})
    for words in (None, lexicon):
        data = sketches if words is None else [encode_sketch(with_lexemes(s, words)) for s in plain]
        texts = [
            (a, b, Candidate(a.doc_id, b.doc_id, wording_keys=1))
            for a, b in itertools.combinations(map(decode_sketch, data), 2)
        ]
        keys = from_candidates([pair for _, _, pair in texts])
        alone = [align_pair(a, b, pair, options, words) for a, b, pair in texts]
        assert list(map(alignment_of, align_sketches(data, keys, options, words))) == alone
        assert list(align_pairs(texts, options, words)) == alone
