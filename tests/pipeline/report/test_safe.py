from __future__ import annotations

import doctest

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report import model, safe, words


@pytest.mark.parametrize("module", [safe, words, model], ids=lambda m: m.__name__)
def test_examples(module: object) -> None:
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_text_keeps_its_places(text: str, limit: int) -> None:
    shown = safe.block(text, limit)
    assert len(shown) == min(len(text), limit)
    assert all(a == b for a, b in zip(text, shown, strict=False) if a.isalnum())
    assert not set(shown) & {"\x00", "\x1b", "\u202e", "\u2066", "\u2028", "\r"}


@given(st.text(max_size=300), st.integers(2, 50))
def test_a_line_is_one_short_line(text: str, limit: int) -> None:
    shown = safe.line(text, limit)
    assert len(shown) <= limit
    assert not set(shown) & set("\x00\n\r\t\u2028\u202a\u202e\u2069\u200f")
    assert shown == shown.strip()


def test_a_line_of_megabytes_is_not_cleaned_whole() -> None:
    assert safe.line("word " * 2_000_000) == safe.line("word " * 1000)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=c&d#e", True),
        ("http://example.org:8080/ü", True),
        ("HTTPS://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("//example.org/", False),
        ("data:text/html,x", False),
        ("https://user@example.org/", False),
        ("https://user:pw@example.org/", False),
        ("https://example.org/\u202egpj", False),
        ("https://exam ple.org/", False),
        ("https:\\\\example.org", False),
        ("https://", False),
        ("https://[::1", False),
        ("ftp://example.org/", False),
        ("https://example.org/" + "a" * 3000, False),
        ("", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, good: bool) -> None:
    assert safe.href(url) == (url if good else None)


@given(st.recursive(st.text() | st.integers(-9, 9) | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_json_in_a_script_reads_back_and_cannot_end_it(value: object) -> None:
    data = safe.script_json(value)
    assert orjson.loads(data) == value
    assert not set(data) & set(b"<>&")
    assert b"\xe2\x80\xa8" not in data and b"\xe2\x80\xa9" not in data


def test_every_relation_kind_and_unit_has_words() -> None:
    from transforms.schema import EVIDENCE_KINDS, RELATIONS, UNIT_KINDS

    assert set(words.RELATIONS) == set(RELATIONS)
    assert set(words.EVIDENCE) == set(EVIDENCE_KINDS)
    assert set(words.UNITS) == set(UNIT_KINDS)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("published:1d", "published 1 day apart"),
        ("published:3d", "published 3 days apart"),
        ("against:published:90s", "speaks against it: published 1 min apart"),
        ("remnants:fr", "remnants of the language “fr” stand in the text"),
        ("copyright", "a copyright line that claims the text"),
        ("rival_lost:circle", "not the parent: it would close a circle: it derives from this text over others"),
        ("something_new:7", "something new: 7"),
    ],
)
def test_reasons_are_sentences(code: str, said: str) -> None:
    assert words.basis(code) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("relation:same_event", "no derivation, but same event: the same event told independently"),
        ("own_furniture", "the copy carries the agency's own dateline or copyright, so it came from the agency itself"),
        ("own_attributions", "the text has more from the agency itself than that one: both took it from the agency"),
        ("something_new", "something new"),
    ],
)
def test_lost_rivals_are_explained(code: str, said: str) -> None:
    assert words.lost(code) == said
