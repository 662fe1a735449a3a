"""What is written of an article: rows whose fields need no sorting, facts that come back as they were."""

from __future__ import annotations

import orjson
import pytest

from transforms.attribution.codec import decode_facts, encode_facts
from transforms.ready import TEXTS
from transforms.schema import Article, Document
from transforms.settings import Settings
from transforms.sketched import describe
from transforms.text.article import normalize_document

CREDITED = "ATHENS, Feb 26 (Reuters) - The port closed.\n\nUpdated 27 February 2024 10:15. Photo: Ada Quill / AFP\n\n(c) Reuters 2024"


def articles() -> list[Article]:
    settings = Settings().normalize
    texts = (*TEXTS, CREDITED)
    return [normalize_document(Document(f"{n:016x}", f"{n}.txt", text.encode(), published="2024-02-26"), settings, None) for n, text in enumerate(texts)]


def test_fields_of_a_record_are_in_order_of_their_names() -> None:
    made = articles()
    assert any(a.dateline for a in made) and any(a.evidence for a in made) and any(a.dates for a in made) and all(a.published for a in made)
    for sketched in describe(made, Settings()):
        assert sketched.base == orjson.dumps(orjson.loads(sketched.base), option=orjson.OPT_SORT_KEYS)


def test_facts_come_back_as_they_were() -> None:
    for sketched in describe(articles(), Settings()):
        data = encode_facts(sketched.facts)
        assert decode_facts(data) == sketched.facts and encode_facts(decode_facts(data)) == data


@pytest.mark.parametrize("data", [b"[3]", b"{}", b"[4,1]"])
def test_facts_of_another_format_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="rebuild"):
        decode_facts(data)
