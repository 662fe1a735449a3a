"""Sentence spans of news text."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text.sentences import MAX_SENTENCE, block_starts, split_sentences, text_lines


def split(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Lt. Gen. Ann Poe of the U.S. Army met Sen. Lee on Jan. 3 in St. Louis.", "They spoke."]),
        ("en", ["It fell at 6 a.m. on Monday.", "It rose 3.5 percent by 5 p.m.", "The end came later."]),
        ("en", ["Shares of Orbit Inc. rose.", "No. 2 was J. K. Smith vs. Mr. Poe.", "Who won?", "Nobody!"]),
        ("en", ["“Stop!” he said.", "“We go.”", "They went…", "Then 25 people left."]),
        ("en", ["We saw (see p. 4) it at www.Orbit.Com and left.", "3,000 stayed."]),
        ("fr", ["Le 3 janv. 2022, M. Dupont a parlé.", "«Non!» a-t-il dit.", "« Oui. »", "Il est parti."]),
        ("fr", ["Mme Roy et le gén. Petit sont là.", "L'ONU aussi."]),
        ("es", ["EE.UU. dijo que no.", "¿Por qué?", "¡No sé!", "El Sr. Gil y la Dra. Paz llegaron."]),
        ("pt", ["O Sr. Reis e a Dra. Lima saíram.", "Foi o n.º 3 da lista."]),
        (
            "de",
            [
                "Der 3. Januar war kalt.",
                "Am 5. Mai kam z. B. Dr. Kern.",
                "Die Zahl stieg auf 12.",
                "Das war viel.",
            ],
        ),
        ("it", ["Il sig. Neri ha visto il dott. Verdi.", "Poi basta."]),
        ("nl", ["Dat is o.a. dhr. De Wit.", "Het was laat."]),
        ("pl", ["Gen. Nowak i prof. Lis przyszli.", "Było ich 5 tys. osób."]),
        (
            "ru",
            [
                "ген. Иванов сказал 3 янв. 2022 г. в Москве.",
                "Он ушел.",
                "Это было в 2022 г.",
                "Он вернулся.",
                "И. К. Лужин ушел.",
            ],
        ),
        ("hr", ["Bilo je to 2. listopada 1968. godine.", "Nitko nije došao."]),
        ("zh", ["联军击落两架无人机。", "「没有损失。」", "他说。", "什么？", "是的！"]),
        ("ja", ["「攻撃だ。」と述べた。", "彼は去った。"]),
        ("ar", ["قال المسؤول ذلك.", "هل هذا صحيح؟", "نعم."]),
        ("ur", ["یہ سچ ہے۔", "وہ گیا۔"]),
        ("hi", ["यह सच है।", "वह गया।"]),
        ("hy", ["Նա եկավ։", "Հետո գնաց։"]),
    ],
)
def test_sentences_of_many_languages(language: str, sentences: list[str]) -> None:
    glue = "" if language in ("zh", "ja") else " "
    assert split(glue.join(sentences), language) == sentences


def test_lost_line_breaks_are_found() -> None:
    text = (
        "It fed inflation concerns.Elsewhere shares rose.“The rest held,” he said. Mr.Poe of Orbit.Com left."
    )
    assert split(text) == [
        "It fed inflation concerns.", "Elsewhere shares rose.", "“The rest held,” he said.", "Mr.Poe of Orbit.Com left.",
    ]  # fmt: skip


def test_a_line_break_ends_a_sentence_only_where_lines_are_not_wrapped() -> None:
    assert split("Crosshead without point\nNext one") == ["Crosshead without point", "Next one"]
    long = "The committee said that the harbour would stay closed until inspectors had been there and had seen it all"
    wrapped = textwrap.fill(f"{long}. {long}. {long}.", 60)
    assert [" ".join(one.split()) for one in split(wrapped)] == [f"{long}."] * 3


def test_ordinals_depend_on_the_language() -> None:
    assert len(split("Er kam am 3. Oktober an.", "de")) == 1
    assert len(split("The score was 3. October began.", "en")) == 2


@pytest.mark.parametrize("text", ["word " * 900, "ก" * 2000, "a, " * 900 + "end", "x" * 5000])
def test_endless_runs_are_cut(text: str) -> None:
    pieces = split(text)
    assert all(0 < len(piece) <= MAX_SENTENCE for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_part_of_a_text_is_split_alone() -> None:
    text = "One here. Two there. Three."
    assert split_sentences(text, 10, 20, "en") == [(10, 20)]


@given(
    st.text(alphabet='aB. !?…\n"”“»«)(3,。」は؟۔;-\u00a0\r', max_size=300),
    st.sampled_from([None, "en", "de", "ja"]),
)
def test_every_visible_character_lies_in_one_sentence(text: str, language: str | None) -> None:
    spans = split_sentences(text, 0, len(text), language)
    covered = 0
    for start, end in spans:
        assert covered <= start < end
        assert not text[covered:start].strip()
        assert end - start <= MAX_SENTENCE
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert not text[covered:].strip()


PIECES = st.sampled_from(
    [*"..!?…。？؟۔։ \n\n\r\u2028\"'“”„«»‹(*–)]」とがabZΣİßK3²%€/@,;:", *([" "] * 12), "Gen.", "No.", "U.S.", "J.", "z. B.", "Jan.", "The",
     "He", "said", "www.", "Example", "Com", "3.", "12.", "a.m.", "Dr.", "Müller", "д", "Г.", "...", "\u00a0»", " »", "word " * 30,
     "\x1c", "\x0b", "ΕΚ.", "Sept. 12", "Dec. The", ". No", ".De", "x.Com ", "Said.“The", "\ud800", "🤣", "Zeile " * 9 + "\n"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, "en", "de", "zh"])), min_size=1, max_size=4))
def test_a_block_has_the_sentences_of_its_units(parts: list[tuple[str, str | None]]) -> None:
    texts, languages = [text for text, _ in parts], [language for _, language in parts]
    # two units a text, with a gap before, between and behind them
    spans = [(n, len(text) * k // 9, len(text) * (k + 3) // 9) for n, text in enumerate(texts) for k in (1, 5)]
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    base = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in texts], out=base[1:])
    owner, low, high = (np.array(column, np.int64) for column in zip(*spans, strict=True))
    starts, counts, lines = block_starts(texts, codes, base, owner, low + base[owner], high + base[owner], languages)
    found = [[start - int(base[n]) for start in part.tolist()] for (n, _, _), part in zip(spans, np.split(starts, np.cumsum(counts)[:-1]), strict=True)]
    assert found == [[a, *(start for start, _ in split_sentences(texts[n], a, b, languages[n])[1:])] for n, a, b in spans]
    assert lines.tolist() == [text_lines(texts[n][a:b]) for n, a, b in spans]
