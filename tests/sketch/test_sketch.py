"""Whole sketches: fields, sentences, bytes, and independence of the block."""

from __future__ import annotations

import dataclasses
import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketching import SETTINGS, article, sketch, words

from transforms.schema import UNIT_KINDS, Published, Sketch
from transforms.settings import CandidateSettings
from transforms.sketch.banding import block_keys, candidate_keys
from transforms.sketch.codec import FORMAT, decode_keyed, decode_sketch, encode_block, encode_sketch
from transforms.sketch.sketch import published_day, sketch_articles, sketch_block
from transforms.sketch.sketch_block import Keyed

TEXT = st.text(
    alphabet=st.sampled_from(list("abÀéТрамп '’-.,!?12:日本アメกิسלह\n\"“”「」ŒßĿ")) | st.characters(), max_size=80
)
LANGUAGE = st.sampled_from([None, "en", "de", "ru", "ar", "he", "zh", "ja", "th", "ko", "xx"])


def same(one: Sketch, other: Sketch) -> bool:
    for field in dataclasses.fields(Sketch):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            if a.dtype != b.dtype or a.tolist() != b.tolist():
                return False
        elif a != b:
            return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, LANGUAGE), min_size=1, max_size=5))
def test_a_sketch_does_not_depend_on_its_block(parts: list[tuple[str, str | None]]) -> None:
    block = [article([("headline", text[:9]), ("body", text)], k, language) for k, (text, language) in enumerate(parts)]
    together = sketch_articles(block, SETTINGS)
    for a, found in zip(block, together, strict=True):
        assert same(found, sketch_articles([a], SETTINGS)[0])
        assert same(found, decode_sketch(encode_sketch(found)))
        check(found)
    packed = [encode_sketch(found) for found in together]
    columns = sketch_block(block, SETTINGS)[0]
    assert encode_block(columns) == packed
    # what keys are made of can be read alone
    keys, again = (candidate_keys(list(map(read, packed)), CandidateSettings()) for read in (decode_sketch, decode_keyed))
    direct = block_keys(Keyed.of_block(columns), CandidateSettings())
    for other in (again, direct):
        assert all(np.array_equal(getattr(keys, name), getattr(other, name)) for name in ("view", "key", "doc", "day", "weight", "place", "total"))


def check(s: Sketch) -> None:
    """What every sketch holds to."""
    tokens = len(s.token_hash)
    for name in ("token_stem", "token_start", "token_length", "token_flags", "token_rarity"):
        assert len(getattr(s, name)) == tokens
    assert s.sentence_token[-1] == tokens and len(s.sentence_token) == s.sentences + 1
    assert s.sentence_token[0] == 0 and (np.diff(s.sentence_token) > 0).all()
    assert len(s.anchor_hash) == len(s.anchor_token) == len(s.anchor_kind) == len(s.anchor_rarity)
    assert len(s.passage_hash) == len(s.passage_token) == len(set(s.passage_hash.tolist()))
    assert s.wording.shape == (SETTINGS.num_perm,) and s.anchors_signature.shape == (SETTINGS.anchor_perm,)
    types = {f.name: str(f.type) for f in dataclasses.fields(Sketch)}
    for name, kind in types.items():
        if kind.endswith("Array"):
            expected = {"U8Array": "uint8", "U16Array": "uint16", "U32Array": "uint32", "U64Array": "uint64", "I32Array": "int32"}
            assert getattr(s, name).dtype == expected[kind], name


def test_sentences_and_offsets() -> None:
    parts = [("headline", "A headline"), ("caption", "A picture."), ("body", "First sentence here. Second one, longer.\n\n...\n\nThird.")]
    a = article(parts)
    s = sketch_articles([a], SETTINGS)[0]
    check(s)
    first = s.sentence_token[:-1]
    assert [a.text[s.token_start[k] :].split()[0] for k in first] == ["A", "A", "First", "Second", "Third."]
    assert [UNIT_KINDS[k] for k in s.sentence_unit] == ["headline", "caption", "body", "body", "body"]
    assert words(s, a.text)[:3] == ["A", "headline", "A"]
    assert s.body_tokens == 7 and s.outlet == "outlet.example"


def test_footers_and_noise_have_no_tokens() -> None:
    s = sketch([("body", "The story."), ("footer", "© An Agency"), ("noise", "Subscribe now")])
    assert len(s.token_hash) == 2


@pytest.mark.parametrize(
    ("text", "unspaced"),
    [("中国国家主席说", True), ("これはペンです", True), ("ประเทศไทย", True), ("한국 정부는 오늘", False), ("An English text", False),
     ("特朗普 Donald Trump 说他会来访问中国和其他国家", True), ("The word 中国 is Chinese for China, they say", False), ("", False)],
)  # fmt: skip
def test_unspaced(text: str, unspaced: bool) -> None:
    assert sketch(text, language=None).unspaced is unspaced


@pytest.mark.parametrize(
    ("value", "precision", "day"),
    [
        ("1970-01-02", "day", 1), ("2024-02-26T23:30:00+00:00", "minute", 19779), ("2024-02-26T23:30:00Z", "second", 19779),
        ("2024-02-26T23:30:00-05:00", "minute", 19780), ("2024-02-26T10:00", "minute", 19779), ("2024-02", "month", None),
        ("2024-02-26T10", "minute", 19779), ("2024-02-26T23:30:00.12-01:00", "second", 19780), ("2024-02-26T00:15+0530", "minute", 19778),
        ("2024-02-26 23:59:59,123456Z", "second", 19779), ("2024-02-26T23:30-05", "minute", 19780), ("2024-02-26T03:00+03:30", "minute", 19778),
        ("not a date", "day", None), ("0000-13-40", "day", None),
    ],
)  # fmt: skip
def test_published_day(value: str, precision: str, day: int | None) -> None:
    assert published_day(Published(value, precision, "source")) == day


def test_no_articles_and_no_date() -> None:
    assert sketch_articles([], SETTINGS) == []
    assert published_day(None) is None


def test_bytes_of_a_sketch() -> None:
    s = dataclasses.replace(sketch("Some text with anchors like Trump and 2,500", published="2024-02-26"), outlet=None)
    data = encode_sketch(s)
    assert data[0] == FORMAT and encode_sketch(decode_sketch(data)) == data
    assert decode_sketch(data).day == 19779 and decode_sketch(data).outlet is None
    assert len(data) < 2_000
    for broken, message in ((b"", "format nothing"), (b"\xff" + data[1:], "format 255"), (data[:-1], "cut short or damaged"), (data + b"\0", "expected"), (data[:20], "cut short")):
        with pytest.raises(ValueError, match=message):
            decode_sketch(broken)
    with pytest.raises(ValueError, match="16 hex digits"):
        encode_sketch(dataclasses.replace(s, doc_id="short"))


@pytest.mark.parametrize("name", ["marks", "names", "numbers", "sketch"])
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"transforms.sketch.{name}"))
    assert result.attempted and not result.failed
