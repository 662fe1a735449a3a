"""Web pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import DocumentError
from transforms.schema import Document
from transforms.text.article import normalize_document
from transforms.text.html import read_html

PARAGRAPHS = [
    "MARSA, Malta (AFP) &ndash; The port of Marsa was closed to all ships on Tuesday, the harbour master said.",
    "Nobody was hurt, he said, but the freighter cannot be moved before divers have looked at its hull.",
    "The port handles a third of the grain of the country, and a strike had already emptied the silos.",
]
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Port closed | The Example</title>
<meta property="article:published_time" content="2024-03-05T10:00:00Z"><script>var x = "By Nobody";</script></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Port of Marsa closed</h1><div class="by">By AFP</div>
<figure><img src="a.jpg"><figcaption>The crane. (Photo by Ann Poe / AFP)</figcaption></figure>
{"".join(f"<p>{one}</p>" for one in PARAGRAPHS)}<p>&copy; Agence France-Presse</p></article>
<footer>Contact us at the example</footer></body></html>"""


def test_the_article_is_found_with_its_furniture() -> None:
    page = read_html(PAGE.encode())
    lines = [line for line in page.text.splitlines() if line]
    assert lines[0] == "Port of Marsa closed"
    assert lines[1:3] == ["By AFP", "The crane. (Photo by Ann Poe / AFP)"]
    assert lines[3].startswith("MARSA, Malta (AFP) – The port")
    assert "© Agence France-Presse" in lines
    assert "Home" not in page.text and "var x" not in page.text and "Contact" not in page.text
    assert (page.published, page.language, page.codec) == ("2024-03-05T10:00:00Z", "en-GB", "utf-8")


def test_a_page_becomes_an_article() -> None:
    article = normalize_document(Document("0" * 16, "p", PAGE.encode(), media="html"))
    assert article.title == "Port of Marsa closed"
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-03-05T10:00:00Z", "source")
    assert [unit.kind for unit in article.units] == ["headline", "noise", "caption", "body", "footer"]
    assert article.unit_texts("body")[0].startswith("The port of Marsa was closed")


def test_the_declared_encoding_of_the_page_counts() -> None:
    body = "<p>Le ministre a parlé à l'été et il a dit que la réunion aurait lieu à Orléans, près de la forêt.</p>"
    data = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"></head>{body}</html>'
    page = read_html(data.encode("iso8859_15"))
    assert "été" in page.text and page.codec == "iso8859-15"


def test_entities_are_read() -> None:
    page = read_html(
        b"<p>He wrote of AT&amp;T and the caf&eacute; &ndash; in the paper of the town, on a Monday.</p>"
    )
    assert page.text == "He wrote of AT&T and the café – in the paper of the town, on a Monday."


def test_a_headline_outside_of_the_text_is_put_first() -> None:
    markup = f"<html><head><title>Port closed - The Example</title></head><body><div>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}</div></body></html>"
    assert read_html(markup.encode()).text.startswith("Port closed\n\nMARSA")


def test_a_fragment_is_read_whole() -> None:
    assert read_html(b"<p>short</p>").text == "short"
    assert read_html(b"no tag at all").text == "no tag at all"


@pytest.mark.parametrize("data", [b"<p>", b"<html></html>", b"<script>alert(1)</script>", b"", b"  "])
def test_pages_without_text_are_empty(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_html(data)
    assert caught.value.code == "empty"


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<div>", "<a", ">", "<!--", "-->", "<table>", "<br/>", "text ", "&#0;", "&amp", "<h1>", "<?", "\x00", "<svg>",
                              '<time datetime="x">', "</body>", "é"]), max_size=25)
)  # fmt: skip
def test_broken_markup_never_breaks_the_reader(parts: list[str]) -> None:
    data = "".join(parts).encode()
    try:
        page = read_html(data)
    except DocumentError as error:
        assert error.code in ("empty", "binary", "undecodable")
        return
    assert page.text.strip()
    assert read_html(data) == page
