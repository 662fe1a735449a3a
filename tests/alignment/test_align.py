"""Alignment of hand-made pairs: copies, cuts, moved blocks, rewording, translations, captions, and its properties."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketch_factory import sketch

from transforms.alignment.align import align_pair
from transforms.schema import Alignment, Candidate, Passage, Sketch
from transforms.settings import AlignSettings

SETTINGS = AlignSettings()
A, B = "00000000000000aa", "00000000000000bb"

STORY = (
    "The harbour of Velmar was closed on Tuesday after a tanker ran aground near the northern lighthouse. "
    "Rescue teams brought all 23 sailors ashore before dawn, the coastguard reported. "
    "“We heard a terrible grinding noise and then the engines stopped,” said captain Orlo Brandt. "
    "Divers will inspect the damaged hull on Wednesday morning. "
    "The vessel, registered in Panama, carried 4,000 tonnes of sunflower oil. "
    "Fishermen fear for the oyster beds south of the estuary. "
    "“Nobody has told us anything about the spill,” complained Ida Kolm, who heads the local cooperative. "
    "Environment minister Petra Lund promised an independent inquiry within 30 days."
)
OTHER = (
    "Parliament in Kestrin adopted the budget by 61 votes to 40 after a night of debate. "
    "Opposition leaders called the cuts to regional hospitals reckless and threatened a strike. "
    "“Teachers will not forget this betrayal,” union chairman Milo Varga told reporters. "
    "Finance experts expect bond yields to climb again before the autumn."
)


def aligned(a: object, b: object, **more: object) -> tuple[Alignment, str, str]:
    """Align two texts (or unit lists); keyword arguments go to the sketch of b, `keys` to the candidate."""
    keys = more.pop("keys", 1)
    left, text_a = sketch(a, A)  # type: ignore[arg-type]
    right, text_b = sketch(b, B, **more)  # type: ignore[arg-type]
    candidate = Candidate(A, B, passage_keys=keys, anchor_keys=1)  # type: ignore[arg-type]
    return align_pair(left, right, candidate, SETTINGS), text_a, text_b


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def quoted(passages: tuple[Passage, ...], text: str, side: str, kind: str) -> list[str]:
    return [text[getattr(p, f"{side}_start") : getattr(p, f"{side}_end")] for p in passages if p.kind == kind]


def covers(passages: tuple[Passage, ...], a: tuple[int, int], b: tuple[int, int]) -> bool:
    return any(
        p.a_start <= a[0] and a[1] <= p.a_end and p.b_start <= b[0] and b[1] <= p.b_end for p in passages
    )


def test_a_full_copy() -> None:
    al, text_a, _ = aligned(STORY, STORY)
    assert (al.coverage_a, al.coverage_b, al.verbatim_a, al.containment_b, al.monotone) == (1, 1, 1, 1, 1)
    assert al.longest_run == al.tokens_a == al.tokens_b
    assert (al.quotes_a, al.quotes_matched, al.quotes_in_order, al.quotes_altered) == (2, 2, 2, 0)
    assert (al.anchor_score, al.numbers_shared) == (1, 1)
    assert [(p.kind, text_a[p.a_start : p.a_end]) for p in al.passages] == [("verbatim", STORY.rstrip("."))]
    assert (al.position_a, al.position_b) == (0.5, 0.5)
    assert al.lead_a and al.lead_b


def test_unrelated_texts() -> None:
    al, _, _ = aligned(STORY, OTHER)
    assert (al.coverage_a, al.coverage_b, al.groups, al.passages, al.longest_run) == (0, 0, 0, (), 0)
    assert not al.lead_a and not al.lead_b


def test_a_copy_cut_from_the_end_keeps_full_coverage_of_the_short_side() -> None:
    cut = ". ".join(STORY.split(". ")[:4]) + "."
    al, _, _ = aligned(STORY, cut)
    assert al.coverage_b == 1
    assert 0.4 < al.coverage_a < 0.65
    assert al.position_a < 0.3
    assert al.lead_a and al.lead_b


def test_moved_blocks_are_found_and_are_not_monotone() -> None:
    parts = STORY.split(". ")
    moved = ". ".join(parts[4:7]) + ". " + ". ".join(parts[:4]) + "."
    al, _, _ = aligned(STORY, moved)
    assert al.coverage_b > 0.95
    assert al.monotone < 0.75


def test_a_reworded_text_aligns_without_verbatim_passages() -> None:
    reworded = (
        "Velmar harbour closed Tuesday when the tanker grounded by its northern lighthouse. "
        "Before dawn the coastguard had rescue teams bring 23 sailors ashore. "
        "“We heard a terrible grinding, then the engines just stopped,” captain Orlo Brandt recalled. "
        "On Wednesday divers inspect the hull for damage. "
        "Some 4,000 tonnes of sunflower oil were aboard the vessel from Panama. "
        "South of the estuary, fishermen fear losing oyster beds. "
        "An independent inquiry within 30 days was promised by Petra Lund, environment minister."
    )
    al, _, text_b = aligned(STORY, reworded)
    assert al.coverage_b > 0.85
    assert al.verbatim_b < 0.35
    assert al.quotes_matched == 1
    assert al.quotes_altered == 1
    assert not quoted(al.passages, text_b, "b", "verbatim")
    assert "sunflower oil" in " ".join(quoted(al.passages, text_b, "b", "reworded"))


def test_segmentation_does_not_matter() -> None:
    glued = STORY.replace(". ", " ").replace("”", "").replace("“", "")
    al, _, _ = aligned(STORY, glued)
    assert al.coverage_a > 0.95
    assert al.coverage_b > 0.95
    assert al.longest_run == al.tokens_a


def test_split_and_merged_sentences_form_groups() -> None:
    split = (
        "The harbour of Velmar was closed on Tuesday. A tanker had run aground near the northern lighthouse. "
        "Rescue teams brought 23 sailors ashore before dawn and divers will inspect the damaged hull on Wednesday."
    )
    whole = (
        "The harbour of Velmar was closed on Tuesday after a tanker ran aground near the northern lighthouse. "
        "Rescue teams brought 23 sailors ashore before dawn. Divers inspect the damaged hull on Wednesday."
    )
    al, _, _ = aligned(split, whole)
    assert (al.coverage_a, al.coverage_b) == (1, 1)
    assert al.groups == 2


def test_a_run_between_body_and_caption_is_a_passage_but_not_coverage() -> None:
    caption = " ".join(STORY.split(". ")[0].split())
    al, text_a, text_b = aligned(STORY, [("caption", caption), ("body", OTHER)])
    assert (al.coverage_a, al.coverage_b, al.longest_run) == (0, 0, 0)
    assert al.caption_run == len(caption.split())
    assert al.caption_tokens >= al.caption_run
    shown = [(text_a[p.a_start : p.a_end], p.unit_a, p.unit_b) for p in al.passages if p.kind == "verbatim"]
    assert shown == [(caption, "body", "caption")]
    assert text_b.startswith(caption)


def test_a_caption_inside_the_body_does_not_cut_a_run() -> None:
    parts = STORY.split(". ")
    units = [
        ("body", ". ".join(parts[:2])),
        ("caption", "A picture shows the beach."),
        ("body", ". ".join(parts[2:])),
    ]
    al, _, _ = aligned(STORY, units)
    assert al.longest_run == al.tokens_a


def test_headlines_are_compared_with_headlines() -> None:
    al, _, _ = aligned(
        [("headline", "Tanker runs aground off Velmar"), ("body", STORY)],
        [("headline", "Tanker aground off Velmar harbour"), ("body", OTHER)],
    )
    assert al.headline_similarity > 0.6
    assert al.coverage_b == 0


FRENCH = (
    "Le port de Velmar a fermé mardi après l'échouement d'un pétrolier près du phare. "
    "Les 23 marins ont été ramenés à terre avant l'aube, selon les garde-côtes. "
    "« Nous avons entendu un bruit terrible puis les moteurs se sont arrêtés », a dit le capitaine Orlo Brandt. "
    "Des plongeurs vont inspecter mercredi la coque endommagée. "
    "Le navire, immatriculé au Panama, transportait 4000 tonnes d'huile de tournesol. "
    "Les pêcheurs craignent pour les bancs d'huîtres au sud de l'estuaire. "
    "« Personne ne nous a parlé de cette fuite », a regretté Ida Kolm, de la coopérative locale. "
    "La ministre Petra Lund a promis une enquête indépendante sous 30 jours."
)


def test_a_translation_aligns_in_order_with_its_quotations() -> None:
    al, _, text_b = aligned(STORY.replace("4,000", "4000"), FRENCH, language="fr", keys=0)
    assert al.cross_language
    assert al.coverage_a > 0.8
    assert al.coverage_b > 0.8
    assert al.anchor_score > 0.45
    assert al.quotes_matched == al.quotes_in_order == 2
    assert al.monotone == 1
    assert {p.kind for p in al.passages} == {"translated"}
    assert "tournesol" in " ".join(quoted(al.passages, text_b, "b", "translated"))
    # one sentence group a passage, in order, each within its sentences on both sides
    assert len(al.passages) == al.groups > 2
    for side in ("a", "b"):
        spans = [(getattr(p, f"{side}_start"), getattr(p, f"{side}_end")) for p in al.passages]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(not text.startswith((" ", ".")) for text in quoted(al.passages, text_b, "b", "translated"))


def test_another_story_in_another_language_does_not_align() -> None:
    al, _, _ = aligned(OTHER, FRENCH, language="fr", keys=0)
    assert (al.coverage_a, al.coverage_b, al.passages) == (0, 0, ())
    assert al.anchor_score < 0.2


def test_a_wrong_language_label_does_not_hide_a_copy() -> None:
    al, _, _ = aligned(STORY, STORY, language="de")
    assert not al.cross_language
    assert al.coverage_a == 1


def test_a_promised_run_is_a_passage_across_languages_too() -> None:
    run = " ".join(f"word{k}" for k in range(20))
    al, text_a, text_b = aligned(f"{STORY} {run}.", f"{FRENCH} {run}. {FRENCH}", language="fr")
    assert al.cross_language
    assert quoted(al.passages, text_a, "a", "verbatim") == [run]
    assert quoted(al.passages, text_b, "b", "verbatim") == [run]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_planted_run_of_twenty_words_is_covered(data: st.DataObject) -> None:
    """Whatever surrounds them, in whatever order, in the body or a caption."""
    seed = data.draw(st.integers(0, 2**16))
    rng = random.Random(seed)
    word = [f"w{k}" for k in range(data.draw(st.sampled_from([6, 60, 3000])))]
    plants = [
        " ".join(rng.choice(word) + str(rng.randrange(50)) for _ in range(rng.randrange(20, 40)))
        for _ in range(3)
    ]

    def noise() -> str:
        return " ".join(rng.choice(word) + rng.choice(["", "", ". ", ", "]) for _ in range(rng.randrange(60)))

    def text() -> list[tuple[str, str]]:
        order = list(plants)
        rng.shuffle(order)
        units = [
            (rng.choice(["body", "body", "caption"]), f"{noise()} {plant} {noise()}.") for plant in order
        ]
        return [("body", "Start."), *units]

    left, right = text(), text()
    al, text_a, text_b = aligned(left, right)
    for plant in plants:
        at_a, at_b = text_a.index(plant), text_b.index(plant)
        assert covers(al.passages, (at_a, at_a + len(plant)), (at_b, at_b + len(plant)))
    for p in al.passages:
        if p.kind == "verbatim" and p.unit_a == p.unit_b == "caption":
            assert words(text_a[p.a_start : p.a_end]) == words(text_b[p.b_start : p.b_end])


def test_forty_characters_are_promised_where_words_are_not_spaced() -> None:
    rng = random.Random(5)
    plant = "".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(40))
    left = "".join(chr(0x6000 + rng.randrange(2000)) for _ in range(150)) + plant
    right = plant + "".join(chr(0x7000 + rng.randrange(2000)) for _ in range(150))
    al, text_a, text_b = aligned_unspaced(left, right)
    assert quoted(al.passages, text_a, "a", "verbatim") == [plant]
    assert quoted(al.passages, text_b, "b", "verbatim") == [plant]
    assert al.longest_run == 40


def aligned_unspaced(a: str, b: str) -> tuple[Alignment, str, str]:
    left, text_a = sketch(a, A, "zh", unspaced=True)
    right, text_b = sketch(b, B, "zh", unspaced=True)
    return align_pair(left, right, Candidate(A, B, passage_keys=1), SETTINGS), text_a, text_b


def mirrored(al: Alignment) -> dict[str, object]:
    """What swapping the two texts (ids staying in place) must give."""
    swapped: dict[str, object] = {}
    for name in Alignment.__dataclass_fields__:
        value = getattr(al, name)
        if len(name) > 2 and name.endswith("_a"):
            swapped[name[:-1] + "b"] = value
        elif len(name) > 2 and name.endswith("_b"):
            swapped[name[:-1] + "a"] = value
        elif name == "passages":
            swapped[name] = sorted(
                (p.b_start, p.b_end, p.a_start, p.a_end, p.kind, p.unit_b, p.unit_a) for p in value
            )
        else:
            swapped[name] = value
    return swapped


def plain(al: Alignment) -> dict[str, object]:
    fields = {name: getattr(al, name) for name in Alignment.__dataclass_fields__}
    fields["passages"] = sorted(
        (p.a_start, p.a_end, p.b_start, p.b_end, p.kind, p.unit_a, p.unit_b) for p in al.passages
    )
    return fields


SENTENCES = [*STORY.split(". "), *OTHER.split(". "), *FRENCH.split(". ")]


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=14),
    st.lists(st.sampled_from(SENTENCES), max_size=14),
    st.sampled_from(["en", "fr", None]),
    st.integers(0, 1),
)
@settings(max_examples=120, deadline=None)
def test_swapping_the_texts_mirrors_the_alignment(
    a: list[str], b: list[str], language: str | None, keys: int
) -> None:
    left, right = ". ".join(a) + ".", ". ".join(b) + "."
    candidate = Candidate(A, B, passage_keys=keys, anchor_keys=1)
    one = align_pair(sketch(left, A)[0], sketch(right, B, language)[0], candidate, SETTINGS)
    two = align_pair(sketch(right, A, language)[0], sketch(left, B)[0], candidate, SETTINGS)
    assert plain(two) == mirrored(one)
    for name in (
        "coverage_a",
        "coverage_b",
        "verbatim_a",
        "containment_a",
        "monotone",
        "anchor_score",
        "numbers_shared",
    ):
        assert 0 <= getattr(one, name) <= 1
    order = [(p.a_start, p.a_end, p.b_start, p.b_end) for p in one.passages]
    assert order == sorted(order)


@pytest.mark.parametrize("text", ["", "Fire.", "Two words"])
def test_tiny_texts(text: str) -> None:
    al, _, _ = aligned(text, STORY)
    assert al.coverage_b <= 0.1
    al, _, _ = aligned(text, text)
    assert al.tokens_a == al.tokens_b == len(text.split())


def test_long_texts_align_in_blocks() -> None:
    """A thousand sentences each, every fifth reworded, a stretch cut: the banded path finds the common order."""
    rng = random.Random(3)
    lexicon = [
        "".join(rng.choice("bcdfglmnprstv") + rng.choice("aeiou") for _ in range(4)) for _ in range(5000)
    ]
    lines = [[rng.choice(lexicon) for _ in range(12)] for _ in range(1000)]
    altered = [line if k % 5 else rng.sample(line, 9) for k, line in enumerate(lines)]
    del altered[300:420]
    a, b = (". ".join(" ".join(line) for line in text) + "." for text in (lines, altered))
    al, _, _ = aligned(a, b)
    assert al.coverage_b > 0.97
    assert 0.83 < al.coverage_a < 0.92
    assert al.monotone > 0.99


def test_a_hopeless_pair_is_not_aligned_but_a_promised_run_always_is() -> None:
    """Nothing but two small numbers in common: no alignment, unless another view found the pair."""
    run = " ".join(f"plain{k}" for k in range(22))
    al, _, _ = aligned(f"{OTHER} {run}.", f"{run}. {STORY}", keys=0)
    assert (al.groups, al.passages, al.longest_run) == (0, (), 0)
    assert al.tokens_a and al.sentences_b
    al, _, _ = aligned(f"{OTHER} {run}.", f"{run}. {STORY}", keys=1)
    assert al.longest_run == 22


def test_names_that_any_two_texts_share_are_no_reason_to_align() -> None:
    """A dense window: each text shares a few names with many others. Few of many are chance; few of few are not."""
    rng = random.Random(5)
    names = ["".join(rng.choice(["ka", "ro", "mi", "ve", "lu", "ta", "zo", "ne"]) for _ in range(4)).title() for _ in range(60)]

    def text(some: list[str]) -> str:
        return " ".join(f"Then {one} spoke about {two} again." for one, two in zip(some[::2], some[1::2], strict=True))

    shared = names[:2]
    long = [text(shared + names[low : low + 24]) for low in (4, 28)]
    al, _, _ = aligned(*long, keys=0)
    assert 12 < al.anchor_weight < 100 and not al.passages and al.tokens_a and al.anchor_score > 0
    al, _, _ = aligned(*long, keys=1)
    assert al.passages
    al, _, _ = aligned(*long, keys=0, language="fr")
    assert al.cross_language and not al.passages
    al, _, _ = aligned(text(shared), long[0], keys=0)
    assert al.passages


def test_values_are_plain_python() -> None:
    for language in ("en", "fr"):
        al, _, _ = aligned(STORY, FRENCH, language=language)
        for name in Alignment.__dataclass_fields__:
            assert type(getattr(al, name)) in (str, int, float, bool, tuple), name
        for passage in al.passages:
            assert {type(getattr(passage, name)) for name in Passage._fields} == {int, str}


def test_a_translated_paragraph_in_a_longer_text_is_found() -> None:
    """The pair as a whole is no translation; one stretch proves itself by its anchors."""
    paragraph = (
        "L'armateur Gustav Hellmann, de Rotterdam, et l'assureur Nordvik ont saisi le tribunal de Haugesund. "
        "Le juge Torvald Ekeland entendra 17 marins et l'expert Yusuf Demirel le 28 septembre 2023. "
    )
    source = (
        "The owner Gustav Hellmann of Rotterdam and the insurer Nordvik went to court in Haugesund. "
        "Judge Torvald Ekeland will hear 17 sailors and the expert Yusuf Demirel on 28 September 2023. "
    )
    filler = " ".join(
        f"Une phrase banale numéro {k} raconte tout autre chose que la précédente avec des mots."
        for k in range(900, 925)
    )
    al, _, text_b = aligned(
        OTHER + " " + source + OTHER, filler + " " + paragraph + filler, language="fr", keys=0
    )
    shown = quoted(al.passages, text_b, "b", "translated")
    assert "Hellmann" in shown[0] and "Demirel" in shown[1]
    assert al.coverage_b < 0.2


def test_the_sketches_must_be_those_of_the_candidate() -> None:
    left, right = sketch(STORY, A)[0], sketch(OTHER, B)[0]
    with pytest.raises(ValueError, match="not the candidate"):
        align_pair(right, left, Candidate(A, B), SETTINGS)


def test_the_result_depends_on_contents_only() -> None:
    """The memo of prepared texts is by object: equal sketches give equal results."""
    left, right = sketch(STORY, A)[0], sketch(FRENCH, B, "fr")[0]
    copies: list[Sketch] = [replace(left), replace(right)]
    candidate = Candidate(A, B, anchor_keys=1)
    assert align_pair(left, right, candidate, SETTINGS) == align_pair(*copies, candidate, SETTINGS)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_containment_counts_the_distinct_triples_of_words_that_both_texts_have(data: st.DataObject) -> None:
    some = st.lists(st.sampled_from(["harbour", "pier", "storm", "mayor", "ferry"]), max_size=40).map(" ".join)
    texts = [f"{data.draw(some)} {STORY} {data.draw(some)}" for _ in range(2)]
    (left, _), (right, _) = sketch(texts[0], A), sketch(texts[1], B)
    al = align_pair(left, right, Candidate(A, B, passage_keys=1), SETTINGS)
    one, two = (set(zip(*(s.token_hash[k:].tolist() for k in range(3)), strict=False)) for s in (left, right))
    assert al.containment_a == round(len(one & two) / len(one), 6)
    assert al.containment_b == round(len(one & two) / len(two), 6)
