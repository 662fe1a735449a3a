"""The learned lexicon: its file, its versions, and what it adds to a sketch."""

from __future__ import annotations

import numpy as np
import orjson
import pytest
from sketching import sketch

from transforms.schema import TOKEN_COMMON, Sketch
from transforms.sketch import lexicon as module
from transforms.sketch.lexicon import (
    Lexicon,
    LexiconError,
    PairTable,
    lexemes_between,
    lexicon_of,
    parse_lexicon,
    terms_of,
    with_lexemes,
)
from transforms.sketch.marks import LEXEME


def term(word: str, language: str) -> int:
    """The term of a word or of two characters."""
    (found,) = terms_of(sketch(word, language=language)).term.tolist()
    return int(found)


def lexemes(s: Sketch) -> set[int]:
    return set(s.anchor_hash[s.anchor_kind == LEXEME].tolist())


@pytest.fixture
def small() -> Lexicon:
    """Hungarian over English, Estonian over Hungarian, Chinese over English."""
    basket, ladder = term("basket", "en"), term("ladder", "en")
    return lexicon_of(
        [
            PairTable("hu", "en", 9, {term("kosár", "hu"): basket, term("létra", "hu"): ladder}),
            PairTable("et", "hu", 5, {term("korv", "et"): term("kosár", "hu")}),
            PairTable("zh", "en", 7, {term("篮子", "zh"): basket}),
        ],
        {"en": {basket: 100, ladder: 250}, "hu": {term("kosár", "hu"): 90}},
    )


def test_words_meet_in_the_language_highest_up(small: Lexicon) -> None:
    texts = {"en": "a basket stood there", "hu": "egy kosár állt", "et": "üks korv seisis", "zh": "一个篮子"}
    found = [lexemes(with_lexemes(sketch(text, language=language), small)) for language, text in texts.items()]
    assert len(set.intersection(*found)) == 1
    assert not lexemes(with_lexemes(sketch("a basket stood there", language="fr"), small))
    assert not lexemes(with_lexemes(sketch("a bucket stood there", language="en"), small))


def test_anchors_stay_in_order_and_the_rest_of_a_sketch_is_untouched(small: Lexicon) -> None:
    plain = sketch("In Vienna a basket and a ladder cost 314 euros", language="en")
    more = with_lexemes(plain, small)
    assert (np.diff(more.anchor_token) >= 0).all()
    own = more.anchor_kind != LEXEME
    for name in ("anchor_hash", "anchor_token", "anchor_kind", "anchor_rarity"):
        assert getattr(more, name)[own].tolist() == getattr(plain, name).tolist()
    for name in ("token_hash", "token_stem", "wording", "passage_hash", "anchors_signature"):
        assert getattr(more, name) is getattr(plain, name)
    # twice is once: terms are read off the sketch without its lexemes
    assert terms_of(more).term.tolist() == terms_of(plain).term.tolist()


def test_between_two_texts_only_words_of_both_languages_count(small: Lexicon) -> None:
    plain = sketch("In Vienna a basket and a ladder cost 314 euros", language="en")
    more = with_lexemes(plain, small)
    assert len(lexemes(lexemes_between(more, "hu", small))) == 2
    assert len(lexemes(lexemes_between(more, "zh", small))) == 1
    for language in ("fr", None):
        none = lexemes_between(more, language, small)
        assert none.anchor_hash.tolist() == plain.anchor_hash.tolist()
        assert none.anchor_token.tolist() == plain.anchor_token.tolist()


def test_a_learned_word_never_weighs_like_a_rare_name(small: Lexicon) -> None:
    more = with_lexemes(sketch("a basket, a ladder", language="en"), small)
    assert more.anchor_rarity[more.anchor_kind == LEXEME].tolist() == [100, module.MOST_RARITY]


def test_terms_are_words_without_anchor() -> None:
    s = sketch("On 12 March the baskets of Vienna were woven", language="en")
    terms = terms_of(s)
    assert not set(terms.token.tolist()) & set(s.anchor_token.tolist())
    assert not (s.token_flags[terms.token] & TOKEN_COMMON).any()
    assert term("baskets", "en") == term("basket", "en")


def test_the_file_gives_the_lexicon_back(small: Lexicon) -> None:
    data = small.dumps()
    again = parse_lexicon(data, "it")
    assert again.version == small.version
    assert again.dumps() == data
    assert {name: [c.tolist() for c in words] for name, words in again.words.items()} == {
        name: [c.tolist() for c in words] for name, words in small.words.items()
    }
    # no word can be read off it
    assert not any(word in data.decode() for word in ("basket", "kosár", "korv", "篮"))


def test_what_is_no_lexicon_or_was_changed_is_refused(small: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"", b"{}", b"[]", b'{"schema":"wiretrace/lexicon/1"}'):
        with pytest.raises(LexiconError, match="is no lexicon"):
            parse_lexicon(data, "it")
    row = orjson.loads(small.dumps())
    with pytest.raises(LexiconError, match="schema"):
        parse_lexicon(orjson.dumps(row | {"schema": "wiretrace/boilerplate/1"}), "it")
    row["tables"][0]["sentences"] += 1
    with pytest.raises(LexiconError, match="content has version"):
        parse_lexicon(orjson.dumps(row), "it")
    data = small.dumps()
    monkeypatch.setattr(module, "scheme", lambda: "stem-bigram/2")
    with pytest.raises(LexiconError, match="cut as"):
        parse_lexicon(data, "it")


def test_the_scheme_follows_the_stems(monkeypatch: pytest.MonkeyPatch) -> None:
    before = module.scheme()
    module.scheme.cache_clear()
    monkeypatch.setattr(module, "_BIGRAM", np.uint64(5))
    try:
        assert module.scheme() != before
    finally:
        module.scheme.cache_clear()


def test_circles_and_second_tables_are_refused() -> None:
    with pytest.raises(LexiconError, match="circle"):
        lexicon_of([PairTable("hu", "et", 1, {1: 2}), PairTable("et", "hu", 1, {2: 1})], {})
    with pytest.raises(LexiconError, match="two tables"):
        lexicon_of([PairTable("hu", "et", 1, {1: 2}), PairTable("hu", "en", 1, {1: 3})], {})
