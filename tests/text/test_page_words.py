"""Words of a page, and phrases in any case."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from transforms.text.page_words import holds_any

PHRASES = ("right", "hakk", "p.t.i", "diritti")


@given(
    st.lists(st.sampled_from(["RIGHT", "right", "Hak", "K", "\u212a", "P.T.", "I", "i", "\u0130", "é", "版", " ", "DIRITT"]), max_size=8).map("".join)
)
@example("TUTTI I DIRITT\u0130 é")
@example("HA\u212aK é")
@example("é \ud800 RIGHT")
def test_phrases_are_found_in_any_case_as_in_the_text_in_lower_case(text: str) -> None:
    for phrase in PHRASES:
        assert holds_any(text, (phrase,)) == (phrase in text.lower())
    assert holds_any(text, PHRASES) == any(phrase in text.lower() for phrase in PHRASES)


def test_no_other_letter_has_a_small_form_in_ascii() -> None:
    assert [code for code in range(128, 0x110000) if any(char.isascii() for char in chr(code).lower())] == [0x130, 0x212A]
