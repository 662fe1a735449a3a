"""Units of a page: what is headline, caption, body, footer, noise."""

from __future__ import annotations

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from transforms.schema import UNIT_KINDS
from transforms.text.article import normalize_text
from transforms.text.dates import PageDates
from transforms.text.headlines import _ABBREVIATED, like_headline
from transforms.text.layout import Layout, _Amounts, read_layout
from transforms.text.lines import Paragraph, paragraphs
from transforms.text.units import label_units

LEAD = "The port of Marsa was closed to all ships on Tuesday after a crane fell on a freighter, the harbour master said."
MORE = "Nobody was hurt, he said, but the freighter cannot be moved before divers have looked at its hull and rudder."
LAST = "The port handles a third of the country's grain, and the strike of last month had already emptied the silos."
TITLE = "Port of Marsa closed after crane falls on freighter"


def units(text: str) -> list[tuple[str, str]]:
    article = normalize_text(text)
    return [(unit.kind, text[unit.start : unit.end]) for unit in article.units]


def test_headline_and_body() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\n{MORE}\n"
    assert units(text) == [("headline", TITLE), ("body", f"{LEAD}\n\n{MORE}")]
    assert normalize_text(text).title == TITLE


def test_a_text_without_a_headline_has_none() -> None:
    text = f"{LEAD}\n\n{MORE}\n\n{LAST}"
    assert units(text) == [("body", text)]
    assert normalize_text(text).title is None


def test_one_short_paragraph_is_the_body() -> None:
    assert units("The old king is dead") == [("body", "The old king is dead")]
    assert units(LEAD) == [("body", LEAD)]


def test_headlines_may_ask_shout_or_stand_twice() -> None:
    for title in (
        "Who closed the port of Marsa?",
        "‘The port is closed’",
        "Closed!",
        "Port to stay closed, says Lloyd's Inc.",
    ):
        assert units(f"{title}\n{LEAD}\n{MORE}")[0] == ("headline", title)
    assert units(f"{TITLE}\n{TITLE}\n{LEAD}\n{MORE}")[:2] == [("headline", TITLE), ("headline", TITLE)]


def test_a_desk_below_the_headline_is_no_headline() -> None:
    for desk in ("Our foreign staff", "The Marsa Courier with a friend"):
        text = f"{TITLE}\n\n{desk}\n\n{LEAD}\n\n{MORE}"
        assert units(text) == [("headline", TITLE), ("noise", desk), ("body", f"{LEAD}\n\n{MORE}")]


def test_the_title_stands_below_a_kicker() -> None:
    article = normalize_text(f"English edition\n\n{TITLE}\n\n{LEAD}\n\n{MORE}")
    assert article.title == TITLE
    assert [unit.kind for unit in article.units] == ["headline", "headline", "body"]


def test_captions_known_by_date_and_credit() -> None:
    for credit in ("/ AFP", "(ا ب / Ann Poe)"):
        caption = f"Divers in the port of Marsa look at the crane that fell, on 5 March 2024 {credit}"
        text = f"{TITLE}\n\n{caption}\n\n{LEAD}\n\n{MORE}"
        assert units(text)[1] == ("caption", caption)


def test_the_headline_of_an_advertisement_at_the_end() -> None:
    scrap = "What Are The Benefits Of Comparing Insurance Quotes Online"
    text = f"{TITLE}\n\n{LEAD}\n\n{MORE}\n\n{LAST}\n\n{scrap}"
    assert units(text)[-1] == ("footer", scrap)


def test_a_crosshead_stays_in_the_body() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\nEmpty silos\n\n{MORE}\n\n{LAST}"
    assert [kind for kind, _ in units(text)] == ["headline", "body"]


def test_the_body_begins_behind_the_dateline() -> None:
    text = f"{TITLE}\n\nCAIRO (AFP) – {LEAD}\n\n{MORE}"
    assert units(text) == [("headline", TITLE), ("body", f"{LEAD}\n\n{MORE}")]
    dateline = normalize_text(text).dateline
    assert dateline is not None and text[dateline.start : dateline.end] == "CAIRO (AFP) –"


def test_a_headline_glued_before_the_dateline_is_cut_off() -> None:
    text = f"{TITLE} By Ann Poe CAIRO (Reuters) - {LEAD} {MORE}"
    assert units(text) == [("headline", TITLE), ("noise", "By Ann Poe"), ("body", f"{LEAD} {MORE}")]


def test_a_headline_scraped_twice_on_one_line() -> None:
    text = f"{TITLE} {TITLE} {LEAD} {MORE}"
    assert units(text) == [("headline", TITLE), ("headline", TITLE), ("body", f"{LEAD} {MORE}")]


def test_crawl_and_posted_prefixes_are_noise_and_the_headline_follows() -> None:
    text = f" date 2024-03-05 {TITLE}\n\n{LEAD}\n\n{MORE}"
    assert units(text) == [("noise", " date 2024-03-05"), ("headline", TITLE), ("body", f"{LEAD}\n\n{MORE}")]
    text = f" date 2024-03-05 posted on 03/04/2024 09:30 / updated on 03/04/2024 09:31\n\n{LEAD}\n\n{MORE}"
    assert [kind for kind, _ in units(text)] == ["noise", "body"]


def test_a_caption_of_two_lines_is_one_unit() -> None:
    caption = "A picture shows the crane in the port of Marsa on March 5, 2024, hours after its fall.\nThe strike of last month had emptied the silos. (Photo by Handout / AFP)"
    text = f"{TITLE}\n\n{caption}\n\nMARSA, Malta (AFP) – {LEAD}\n\n{MORE}"
    assert units(text) == [("headline", TITLE), ("caption", caption), ("body", f"{LEAD}\n\n{MORE}")]


def test_a_caption_does_not_take_the_headline_above_it() -> None:
    text = f"{TITLE}\nThe crane in the port. (Photo: AFP)\n\n{LEAD}\n\n{MORE}\n\n{LAST}"
    assert [kind for kind, _ in units(text)] == ["headline", "caption", "body"]


def test_long_dated_captions_inside_the_body() -> None:
    caption = f"Divers look at the hull of the freighter in Marsa, Malta, Tuesday, March 5, 2024. {MORE} (AP Photo/Ann Poe)"
    text = f"{LEAD}\n\n{caption}\n\n{MORE}\n\n{LAST}"
    assert units(text) == [("body", LEAD), ("caption", caption), ("body", f"{MORE}\n\n{LAST}")]


def test_footers_below_and_glued() -> None:
    assert units(f"{LEAD}\n\n{MORE}\n\n© Agence France-Presse") == [
        ("body", f"{LEAD}\n\n{MORE}"), ("footer", "© Agence France-Presse"),
    ]  # fmt: skip
    assert units(f"{LEAD}\n\n{MORE} © Agence France-Presse") == [
        ("body", f"{LEAD}\n\n{MORE}"), ("footer", "© Agence France-Presse"),
    ]  # fmt: skip
    assert units(f"{LEAD} {MORE} (AFP)") == [("body", f"{LEAD} {MORE}"), ("footer", "(AFP)")]
    note = "___ Associated Press writer Ann Poe contributed to this report from Rome."
    assert units(f"{LEAD} {MORE} {note}") == [("body", f"{LEAD} {MORE}"), ("footer", note)]


def test_scraps_at_the_end_are_no_body() -> None:
    text = f"{LEAD}\n\n{MORE}\n\n{LAST}\n\n(Reporting by Ann Poe; Editing by Jon Doe)\n\nThis story first ran elsewhere.\n\nREUTERS2"
    assert [kind for kind, _ in units(text)] == ["body", "footer"]


def test_links_inside_the_body_are_noise() -> None:
    text = f"{LEAD}\n\nAlso read: Strike empties silos of Marsa\n\n{MORE}\n\n{LAST}"
    assert [kind for kind, _ in units(text)] == ["body", "noise", "body"]


def test_teasers_of_other_stories_cut_the_page() -> None:
    teaser = "ROME (Reuters) - A minister resigned on Monday."
    text = f"{TITLE}\n\n{LEAD}\n\n{MORE}\n\n{LAST}\n\nRecommended\n\n{teaser}"
    article = normalize_text(text)
    assert [unit.kind for unit in article.units] == ["headline", "body", "noise"]
    assert article.dateline is None


def test_wrapped_feed_text() -> None:
    text = (
        "PORT OF MARSA CLOSED\n\n"
        "    MARSA, March 5 (Reuters) - The port of Marsa was closed to\n"
        "all ships on Tuesday after a crane fell on a freighter, the\n"
        "harbour master said in a statement that was sent to the press.\n"
        "    Nobody was hurt, he said, but the freighter cannot be moved\n"
        "before divers have looked at its hull and at its rudder.\n"
    )
    found = units(text)
    assert found[0] == ("headline", "PORT OF MARSA CLOSED")
    assert found[1][0] == "body"
    assert found[1][1].startswith("The port of Marsa was closed to\nall ships")


def test_scripts_without_spaces() -> None:
    text = "马萨港因起重机倒塌而关闭\n\n港务局长星期二说，一台起重机倒在一艘货轮上，港口因此对所有船只关闭。\n\n他说没有人受伤，但在潜水员检查船体之前，货轮不能移动。"
    assert [kind for kind, _ in units(text)] == ["headline", "body"]


PIECES = [
    TITLE, LEAD, MORE, LAST, " date 2024-03-05", "© AFP", "(AFP)", "ROME (AFP) – It rained.", "(Photo by Ann Poe / AFP)", "Also read: x",
    "Updated: March 5, 2024", "___", "...", "* * *", "By Ann Poe", "Sources 1/ https://a.b/ 2/ https://c.d/", "x", "الميناء مغلق", "港口关闭。", "“", "1",
]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", " ", "", "\r\n", "\t"])),
        max_size=14,
    )
)
def test_units_are_ordered_apart_and_within_the_text(parts: list[tuple[str, str]]) -> None:
    text = "".join(itertools.chain.from_iterable(parts))
    layout = read_layout(text, paragraphs(text), PageDates("en"))
    found = label_units(text, layout, None)
    covered = 0
    for unit in found:
        assert unit.kind in UNIT_KINDS
        assert covered <= unit.start < unit.end <= len(text)
        # without a dateline every visible character has a label
        assert not any(char.isalnum() for char in text[covered : unit.start])
        covered = unit.end
    assert not any(char.isalnum() for char in text[covered:])
    assert label_units(text, read_layout(text, paragraphs(text), PageDates("en")), None) == found


def test_a_dateline_proves_the_headline_of_a_table() -> None:
    text = "COBALT INC YEAR NET\n\nSANTA CRUZ, Calif., Feb 26 (Reuters) - Shr 34 cts vs 1.19 dlrs\n    Net 807,000 vs 858,000\n Reuter\n"
    assert units(text)[0] == ("headline", "COBALT INC YEAR NET")
    assert units(text)[-1] == ("footer", "Reuter")


def test_what_stands_between_headline_and_dateline_is_not_lost() -> None:
    caption = (
        "The freighter lies on the reef off Marsa. " + "A storm drove the ship ashore and her crew was taken off by boat. " * 6
    ).strip() + " (Photo by Ann Poe / AFP)"
    body = "MARSA, Malta (AFP) – The port of Marsa was closed to all ships on Monday, the harbour master said."
    for paragraph, kind in ((caption, "caption"), (caption.partition(" (Photo")[0], "body")):
        article = normalize_text(f"Storm drives freighter onto reef\n\n{paragraph}\n\n{body}")
        assert len(paragraph) > 420
        units = [(unit.kind, article.text[unit.start : unit.end]) for unit in article.units]
        assert (kind, paragraph) in units
        assert units[0] == ("headline", "Storm drives freighter onto reef")
        assert units[-1][0] == "body" and units[-1][1].startswith("The port of Marsa")


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_text_above_and_below_headings_is_what_counting_it_anew_gives(page: list[tuple[int, bool, bool]]) -> None:
    """Each paragraph: its length, whether it has a label from the start, whether it is a heading of other stories."""
    ends = list(itertools.accumulate(length + 1 for length, _, _ in page))
    blocks = [Paragraph(end - 1 - length, end - 1, False) for (length, _, _), end in zip(page, ends, strict=True)]
    kinds = ["noise" if labelled else "" for _, labelled, _ in page]
    amounts = _Amounts(Layout(blocks, [block.start for block in blocks], kinds))
    for index, (_, _, heading) in enumerate(page):
        if heading and not kinds[index]:
            kinds[index] = "noise"
            sizes = [0 if kind else length for (length, _, _), kind in zip(page, kinds, strict=True)]
            above, below = sum(sizes[:index]), sum(sizes[index + 1 :])
            assert amounts.end_at(index) == (above > 0 and below <= 0.4 * (above + below))


@given(st.sampled_from(["", "x", "x ", "Mr. "]), st.text(st.sampled_from("AaCorpLtdInc é"), min_size=1, max_size=12))
@example("", "Corp")
@example("x", "Corp")
@example("", "xCorp")
@example("x ", "Acme Inc")
def test_an_abbreviation_is_looked_for_at_the_end_of_a_headline(before: str, line: str) -> None:
    text = f"{before}{line}."
    assert like_headline(text, len(before), len(text)) == bool(_ABBREVIATED.search(text, len(before)))
