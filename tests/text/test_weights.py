from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.schema import EVIDENCE_KINDS, Evidence
from transforms.text.weights import MEASURED, PHOTO_CAP, STYLE_CAP, WEIGHTS, combine


def item(
    kind: str, weight: float, start: int = 0, agency: str | None = "AFP", about: str = "text"
) -> Evidence:
    return Evidence(kind, agency, about, weight, start, start + 3, "AFP")


def test_one_item_gives_its_weight() -> None:
    assert combine([item("dateline", 0.9)]) == {"AFP": 0.9}


def test_independent_items_add_up() -> None:
    assert combine([item("dateline", 0.9), item("copyright", 0.95, 9)]) == {"AFP": 0.995}


def test_a_repeated_kind_counts_half() -> None:
    assert combine([item("with_agencies", 0.5), item("with_agencies", 0.5, 9)]) == {"AFP": 0.625}


def test_two_attributions_are_independent_and_a_third_counts_half() -> None:
    two = [item("in_text_attribution", 0.6, n * 10) for n in range(2)]
    assert combine(two) == {"AFP": 0.84}
    assert combine([*two, item("in_text_attribution", 0.6, 30)]) == {"AFP": round(1 - 0.4 * 0.4 * 0.7, 6)}


def test_pictures_never_decide() -> None:
    pictures = [item("photo_credit", 0.15, n * 10, about="photo") for n in range(20)]
    assert combine(pictures) == {"AFP": PHOTO_CAP}


def test_style_never_decides() -> None:
    assert combine([item("style", 0.1, n * 10) for n in range(50)]) == {"AFP": STYLE_CAP}


def test_unnamed_agencies_are_left_out() -> None:
    assert combine([item("with_agencies", 0.3, agency=None)]) == {}


def test_agencies_are_apart() -> None:
    assert combine([item("dateline", 0.6), item("dateline", 0.6, agency="dpa")]) == {"AFP": 0.6, "dpa": 0.6}


def test_the_order_of_the_items_does_not_matter() -> None:
    items = [
        item("style", 0.1, 1),
        item("in_text_attribution", 0.35, 5),
        item("in_text_attribution", 0.6, 2),
        item("photo_credit", 0.15, 3, about="photo"),
    ]
    assert len({combine(order)["AFP"] for order in permutations(items)}) == 1


@pytest.mark.parametrize("key", sorted(WEIGHTS))
def test_weights_are_probabilities(key: str) -> None:
    assert 0 < WEIGHTS[key] < 1
    if key.startswith("photo"):
        assert WEIGHTS[key] <= 0.15
    if key.startswith("style"):
        assert WEIGHTS[key] <= 0.1


@given(
    st.lists(
        st.builds(
            Evidence,
            st.sampled_from(EVIDENCE_KINDS), st.sampled_from(["AFP", "AP", None]), st.sampled_from(["text", "photo"]),
            st.floats(0, 0.99), st.integers(0, 9), st.integers(10, 20), st.just("x"),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_combination_against_the_plain_formula(items: list[Evidence]) -> None:
    for agency, confidence in combine(items).items():
        assert 0 <= confidence <= 1
        own = [e for e in items if e.agency == agency]
        text = [e.weight for e in own if e.about == "text" and e.kind not in ("photo_credit", "style")]
        ceiling = 1 - math.prod(1 - w for w in text) * (1 - PHOTO_CAP) * (1 - STYLE_CAP)
        assert confidence <= round(ceiling, 6) + 1e-6
        assert confidence >= round(max(text, default=0.0), 6) - 1e-6


def test_what_was_measured_does_not_speak_against_a_weight() -> None:
    assert MEASURED.keys() <= WEIGHTS.keys()
    for key, (right, pages) in MEASURED.items():
        # a weight may be cautious; it may not claim more than two standard errors above what was counted
        share = (right + 1) / (pages + 2)
        assert WEIGHTS[key] <= share + 2 * (share * (1 - share) / (pages + 2)) ** 0.5, key
