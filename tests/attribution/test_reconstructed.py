from __future__ import annotations

import pytest

from tests.attribution.factory import Text, align, evidence, furniture, text, told
from transforms.attribution.originals import Root
from transforms.attribution.reconstructed import refine_roots, words_held
from transforms.attribution.relation import Pair
from transforms.schema import Evidence, Original

LOST = Root(Original("o-1", "lost", "AFP", "en", 0.9), None, ("derivation",), 0.5)


def refined(*texts: Text, agency: str | None = "AFP", root: Root = LOST) -> list[str | None]:
    facts = [t.facts for t in texts]
    pairs = [
        Pair(i, j, align(texts[i], texts[j]), 0.99, 0.99, False)
        for j in range(len(texts))
        for i in range(j)
        if align(texts[i], texts[j]).groups
    ]
    return [
        r.relation
        for _, r in sorted(refine_roots(dict.fromkeys(range(len(texts)), root), pairs, facts, agency).items())
    ]


WHOLE, CUT, PART = "ABCDEFGHIJ", "ABCDEFGH", "ABCDEQRSTUVW"


@pytest.mark.parametrize(
    ("first", "second", "agency", "expected"),
    [
        (text(1, WHOLE), text(2, WHOLE), "AFP", ["verbatim", "verbatim"]),
        (text(1, WHOLE), text(2, WHOLE), None, ["verbatim", "verbatim"]),
        # which of the two was cut is clear, what else the longer one did only where the source is known
        (text(1, WHOLE), text(2, CUT), "AFP", ["light_edit", "light_edit"]),
        (text(1, WHOLE), text(2, CUT), None, [None, "light_edit"]),
        (text(1, WHOLE), text(2, PART), "AFP", ["partial", "partial"]),
        (text(1, WHOLE), text(2, PART), None, [None, None]),
        # other words: nothing says who reworded
        (text(1, WHOLE), text(2, WHOLE.lower()), "AFP", [None, None]),
        (text(1, WHOLE), text(2, "ABCDEQRSTUVWXYZ", *told("AFP"), *told("AP")), "AFP", ["partial", "mashup"]),
        # two agencies in a text that one of them claims: that one passes on the other's dispatch
        (text(1, WHOLE), text(2, WHOLE, *furniture("PTI"), *told("AP")), "AP", ["verbatim", "verbatim"]),
    ],
)  # fmt: skip
def test_relation_by_siblings(
    first: Text, second: Text, agency: str | None, expected: list[str | None]
) -> None:
    assert refined(first, second, agency=agency) == expected


def test_an_outlet_that_quotes_the_agency_rewrote_it() -> None:
    quoting = evidence("in_text_attribution", "AFP", 0.3, text="according to AFP")
    assert refined(text(1, WHOLE, quoting)) == ["rewrite"]
    assert refined(text(1, WHOLE, *told("AFP"))) == [None]
    assert refined(text(1, WHOLE, quoting), agency=None) == [None]


def test_a_text_that_speaks_as_the_agency_does_has_the_rest_from_it() -> None:
    other = text(1, WHOLE)
    assert refined(other, text(2, PART, *told("AFP")))[1] == "light_edit"
    # a sibling in other words: nothing says who reworded
    assert refined(other, text(2, "abcdeQRSTUVW", *told("AFP")))[1] is None
    # the agency's part stands in another order, inside a longer story
    assert refined(text(1, "ABCDEF"), text(2, "DEQRSABTUVWX", *told("AFP")))[1] == "mashup"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((evidence("credit", "AFP", 0.8),), "verbatim"),
        ((evidence("tail", "AFP", 0.5),), "verbatim"),
        ((evidence("credit", "AFP", 0.8, text="Source: AFP"),), None),
        ((evidence("byline", "AFP", 0.85), evidence("in_text_attribution", "AFP", 0.3, 50)), None),
        ((evidence("credit", "AFP", 0.5), evidence("credit", "dpa", 0.5, 50)), "mashup"),
        ((evidence("credit", "AFP", 0.8), evidence("with_agencies", None, 0.3)), "mashup"),
        ((evidence("url", "AFP", 0.9),), None),
    ],
)
def test_a_text_alone_that_is_credited_as_a_whole(found: tuple[Evidence, ...], expected: str | None) -> None:
    assert refined(text(1, WHOLE, *found)) == [expected]


def test_what_evidence_says_stays() -> None:
    root = Root(LOST.original, "translation", ("remnants:fr",), 0.8)
    assert refined(text(1, WHOLE), text(2, WHOLE), root=root) == ["translation", "translation"]


def test_words_held_counts_both_sides_and_no_other_language() -> None:
    texts = [text(0, WHOLE), text(1, CUT), text(2, WHOLE, language="fr")]
    pairs = [Pair(i, j, align(texts[i], texts[j]), 0.9, 0.9, False) for i, j in ((0, 1), (0, 2))]
    held = words_held(pairs)
    assert set(held) == {0, 1} and held[0] > held[1]
