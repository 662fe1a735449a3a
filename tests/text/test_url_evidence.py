from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.url_evidence import agency_of_url, find_source_urls, slug_fits, slug_words

ADDRESSES = [
    ("https://abcnews.go.com/International/wireStory/two-ferries-collide-river-delta-81234567", "AP"),
    ("http://abcnews.com/US/wireStory/storm-hits-coast-91234567", "AP"),
    ("https://apnews.com/article/ferry-river-delta-collision-0123456789abcdef0123456789abcdef", "AP"),
    ("https://apnews.com/0123456789abcdef0123456789abcdef", "AP"),
    ("http://hosted.ap.org/dynamic/stories/F/FERRY", "AP"),
    ("https://www.example.org/ap-top-news/two-ferries-collide-in-delta/", "AP"),
    ("https://www.reuters.com/world/two-ferries-collide-river-delta-2023-05-01/", "Reuters"),
    ("https://uk.reuters.com/article/us-ferry-delta-idUKKBN1AB2CD", "Reuters"),
    ("https://www.marketscreener.com/news/latest/Two-ferries-collide-in-delta-40123456/", "Reuters"),
    ("https://www.lalibre.be/dernieres-depeches/afp/2023/05/01/deux-ferries-se-heurtent", "AFP"),
    ("https://factcheck.afp.com/doc.afp.com.33AB12", "AFP"),
    ("https://www.barrons.com/news/two-ferries-collide-in-delta-01683000000", "AFP"),
    ("https://www.lefigaro.fr/flash-actu/deux-ferries-se-heurtent-20230501", "AFP"),
    ("https://dpaq.de/AbCdE", "dpa"),
    ("https://www.france24.com/en/asia/20230501-two-ferries-collide-in-delta", "AFP"),
    ("https://www.example.com/news/two-ferries", None),
    ("https://google.com/", None),
    ("https://www.reuters.com/", None),
    ("https://twitter.com/AFP/status/1", None),
    ("https://apnews.com.evil.example/article", None),
]
TEXT = "Two ferries collide in the river delta\n\nTwo ferries collided in the delta of the river on Monday, officials said."


@pytest.mark.parametrize(("url", "agency"), ADDRESSES)
def test_addresses(url: str, agency: str | None) -> None:
    assert agency_of_url(url) == agency


URL = ADDRESSES[0][0]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (f"Source: {URL}", True),
        (f"Source : {URL}", True),
        (
            f"Sources 1/ https://Google.com/ 2/ {URL} The mention sources can contact us to remove/changing this article",
            True,
        ),
        (f"{URL}", True),
        (f"Read the original: {URL}", True),
        (f"Fuente: {URL}", True),
        (f"Quelle: {URL}", True),
        (f"来源：{URL}", True),
        (f"Click here to visit source {URL}", True),
        (f"Officials, who wrote of it at {URL} last year, said nothing new on Monday.", False),
        (f"See {URL} for pictures of the crash and of the town nearby.", False),
        (
            "Source: https://abcnews.go.com/International/wireStory/parliament-votes-budget-tax-reform-81234567",
            False,
        ),
        ("Source: https://www.example.com/two-ferries", False),
    ],
)
def test_a_link_counts_where_it_is_named_as_the_source_of_this_story(line: str, counts: bool) -> None:
    found = find_source_urls(f"{TEXT}\n\n{line}\n", None, "en")
    assert [f.agency for f in found] == (["AP"] if counts else [])
    for link in found:
        assert (f"{TEXT}\n\n{line}\n")[link.start : link.end] == URL
        assert link.weight == 0.9


def test_a_slug_of_another_language_counts_less() -> None:
    text = f"Dwa promy zderzyły się w delcie rzeki w poniedziałek.\n\nŹródło: {URL}"
    (found,) = find_source_urls(text, None, "pl")
    assert 0.5 < found.weight < 0.9


def test_slug_words_have_no_numbers() -> None:
    assert slug_words("two-7-ferries-of-2023-x-delta") == ["two", "ferries", "delta"]
    assert slug_fits("two-ferries", "two ferries") is None
    assert slug_fits("two-ferries-delta-storm", "Two ferries in a delta") == 0.75


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for link in find_source_urls(f"http://{text}", text, None):
        assert 0 <= link.start < link.end <= len(text) + 7
