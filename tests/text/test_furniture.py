from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.furniture import classify_line
from transforms.text.furniture_forms import _NAME_PARTICLES, is_name_word
from transforms.text.furniture_patterns import STARTS
from transforms.text.furniture_signs import ANYTHING, FIRST_WORD, KINDS_OF_LINE, NOTHING, may_be_furniture
from transforms.text.page_words import PageWords
from transforms.text.photo_credits import photo_credit_at_end
from transforms.text.scan_loops import END, START

# (line, where: "first", "last" or "both" or "middle", kind, reason)
# fmt: off
LINES: list[tuple[str, str, str, str]] = [
    (" date 2022-01-04", "first", "noise", "crawl_date"),
    (" date 2022-01", "first", "noise", "crawl_date"),
    ("posted on 01/03/2022 09:30 / updated on 01/03/2022 09:31", "first", "noise", "posted"),
    ("Published: Updated:", "first", "noise", "posted"),
    ("Published: 3 May 2023, 10:15", "first", "noise", "posted"),
    ("Last updated: 3 May 2023", "first", "noise", "updated"),
    ("Publié le 3 mai 2023 à 10h15", "first", "noise", "posted"),
    ("Mis à jour le 3 mai 2023", "first", "noise", "updated"),
    ("Aktualisiert: 03.05.2023", "first", "noise", "updated"),
    ("Опубликовано: 3 мая 2023", "first", "noise", "posted"),
    ("Обновлено: 3 мая 2023, 10:15", "first", "noise", "updated"),
    ("2023/05/03 10:15", "first", "noise", "date"),
    ("3 min read", "first", "noise", "date"),
    ("* * *", "middle", "noise", "rule"),
    ("By Jane Doe", "first", "byline", "name"),
    ("By Jane Doe, Associated Press", "first", "byline", "agency"),
    ("Jane Doe, Associated Press", "first", "byline", "agency"),
    ("Par Jeanne Dupont", "first", "byline", "name"),
    ("Por Juana Pérez", "first", "byline", "name"),
    ("AFP", "first", "byline", "agency"),
    ("The Associated Press", "first", "byline", "agency"),
    ("PTI | Sofia | Updated: 03-05-2023 15:37 IST", "first", "byline", "agency"),
    ("Le Journal avec AFP", "first", "byline", "with_agencies"),
    ("Agencias", "first", "byline", "agencies"),
    ("(AFP)", "last", "footer", "credit"),
    ("(APA/dpa, 3.4.2015)", "last", "footer", "credit"),
    ("(أ ف ب)", "last", "footer", "credit"),
    ("AFP", "last", "footer", "credit"),
    ("— AFP", "last", "footer", "credit"),
    ("afp/fr", "last", "footer", "credit"),
    ("Source : AFP", "last", "footer", "source"),
    ("Source: AFP", "middle", "footer", "source"),
    ("Quelle: dpa", "last", "footer", "source"),
    ("Fuente: EFE", "last", "footer", "source"),
    ("Fonte: Ansa", "last", "footer", "source"),
    ("Bron: ANP", "last", "footer", "source"),
    ("Kaynak: AA / Ayşe Yılmaz", "last", "footer", "source"),
    ("Źródło: PAP", "last", "footer", "source"),
    ("Zdroj: ČTK", "last", "footer", "source"),
    ("Источник: ТАСС", "last", "footer", "source"),
    ("Джерело: Укрінформ", "last", "footer", "source"),
    ("المصدر: رويترز", "last", "footer", "source"),
    ("来源：新华社", "last", "footer", "source"),
    ("출처: 연합뉴스", "last", "footer", "source"),
    ("Sumber: Antara", "last", "footer", "source"),
    ("Πηγή: ΑΠΕ-ΜΠΕ", "last", "footer", "source"),
    ("Sursa: Agerpres", "last", "footer", "source"),
    ("(Con información de AFP)", "last", "footer", "with_agencies"),
    ("*Com informações da AFP", "last", "footer", "with_agencies"),
    ("(with agencies)", "last", "footer", "agencies"),
    ("(mit Agenturmaterial)", "last", "footer", "agencies"),
    ("وكالات", "last", "footer", "agencies"),
    ("© Agence France-Presse", "last", "footer", "copyright"),
    ("© Harbour Gazette", "last", "footer", "copyright"),
    ("Copyright 2023 The Associated Press. All rights reserved.", "last", "footer", "copyright"),
    ("Copyright ⓒ 서울신문", "last", "footer", "copyright"),
    ("Riproduzione riservata", "last", "footer", "rights"),
    ("무단 전재, 재배포 및 AI학습 이용 금지", "last", "footer", "rights"),
    ("All rights reserved.", "last", "footer", "rights"),
    ("(Reporting by Jane Doe; Editing by John Smith)", "last", "footer", "desk_tail"),
    ("Additional reporting by Jane Doe; editing by John Smith", "last", "footer", "desk_tail"),
    ("(Reporte de Juana Pérez; editado por Juan Gómez)", "last", "footer", "desk_tail"),
    ("Associated Press writer Jane Doe contributed to this report.", "last", "footer", "desk_tail"),
    ("Our Standards: The Thomson Reuters Trust Principles.", "last", "footer", "desk_tail"),
    ("AP-WF-05-01-23 1509GMT<", "last", "footer", "transmission"),
    ("BC-EU--Ferries, 1st Ld-Writethru", "first", "noise", "transmission"),
    ("Enditem", "last", "footer", "transmission"),
    ("Lusa/Fim", "last", "footer", "credit"),
    ("bur-abc/def", "last", "footer", "signer"),
    ("ab/cde/fg", "last", "footer", "signer"),
    ("(This story has not been edited by Gazette staff and is auto-generated from a syndicated feed.)", "last", "footer", "disclaimer"),
    ("Except for the headline, this story has not been edited by Gazette staff and is published from a syndicated feed.", "last", "footer", "disclaimer"),
    ("Dieser Artikel wurde automatisch übersetzt.", "last", "footer", "disclaimer"),
    ("Sources 1/ https://Google.com/ 2/ https://apnews.com/article/x The mention sources can contact us to remove/changing this article", "last", "footer", "spinner_sources"),
    ("(credit: Handout / AFP)", "first", "caption", "photo_credit"),
    ("A ferry lies on its side on May 1, 2023. (Photo by Jane Doe / AFP)", "first", "caption", "photo_credit"),
    ("Die Fähre am Montag. Foto: Max Muster/dpa", "middle", "caption", "photo_credit"),
    ("REUTERS/Jane Doe", "middle", "caption", "photo_credit"),
    ("(AP Photo/Jane Doe)", "middle", "caption", "photo_credit"),
    ("Le bac lundi. Photo : Jeanne Dupont / AFP", "middle", "caption", "photo_credit"),
    ("© Max Muster/dpa", "middle", "caption", "photo_credit"),
    ("Фото: ТАСС", "middle", "caption", "photo_credit"),
    ("图片来源：新华社", "middle", "caption", "photo_credit"),
    ("Fot. Jan Kowalski / PAP", "middle", "caption", "photo_credit"),
    ("A picture obtained from an official shows a ferry in the delta on May 1, 2023.", "first", "caption", "picture_text"),
    ("FILE - In this May 1, 2023 file photo, a ferry is seen in the delta.", "first", "caption", "picture_text"),
    ("Also Read", "middle", "noise", "cut_to_end"),
    ("Meer uit Binnenland", "middle", "noise", "cut_to_end"),
    ("Recommended for you", "last", "noise", "cut_to_end"),
    ("Noticias relacionadas", "last", "noise", "cut_to_end"),
    ("Articles similaires", "last", "noise", "cut_to_end"),
    ("相关阅读", "last", "noise", "cut_to_end"),
    ("関連記事", "last", "noise", "cut_to_end"),
    ("موضوعات تهمك", "last", "noise", "cut_to_end"),
    ("Читайте также", "last", "noise", "cut_to_end"),
    ("ZOBACZ TAKŻE", "last", "noise", "cut_to_end"),
    ("Also read: Second ferry sinks in the delta", "middle", "noise", "related"),
    ("À lire aussi : un second bac coule", "middle", "noise", "related"),
    ("Leia também: segunda balsa afunda", "middle", "noise", "related"),
    ("LEIA: segunda balsa afunda", "middle", "noise", "related"),
    ("Lees ook: tweede veerboot gezonken", "middle", "noise", "related"),
    ("Lesen Sie auch: Zweite Fähre gesunken", "middle", "noise", "related"),
    ("READ MORE: Second ferry sinks", "middle", "noise", "related"),
    ("Read more: Reuters", "last", "noise", "related"),
    ("Continue reading", "last", "noise", "related"),
    ("Читать в полной версии", "last", "noise", "related"),
    ("اقرأ المزيد", "last", "noise", "related"),
    ("Click here to visit source. www.reuters.com", "last", "noise", "related"),
    ("SIGN UP", "last", "noise", "subscription"),
    ("Seja assinante", "middle", "noise", "subscription"),
    ("Iscriviti al canale", "last", "noise", "subscription"),
    ("Schließen Sie jetzt den kostenfreien Probemonat ab", "last", "noise", "subscription"),
    ("Pour continuer à lire, abonnez-vous", "last", "noise", "subscription"),
    ("Ce site Web utilise des cookies pour mesurer l'audience.", "last", "noise", "cookies"),
    ("請同意我們的隱私權規範", "last", "noise", "cookies"),
    ("We use cookies to improve your experience.", "last", "noise", "cookies"),
    ("Advertisement", "middle", "noise", "advertisement"),
    ("PUB", "middle", "noise", "advertisement"),
    ("إعلان", "middle", "noise", "advertisement"),
    ("Anzeige", "middle", "noise", "advertisement"),
    ("広告", "middle", "noise", "advertisement"),
]

# fmt: on
# running text and headlines
STORY: list[str] = [
    "Two ferries collide in the delta",
    "Two ferries collided in the delta on Monday, the harbour office said.",
    "The bridge is closed, a harbour official told AFP.",
    "By Monday evening the channel was open again.",
    "By the time the divers came the ferry had sunk.",
    "From Sofia With Love",
    "Sources close to the council say the bridge will stay closed.",
    "Source of the river found by two students",
    "Source code of the ferry system leaked",
    "Photos show damage to the ferry, officials said on Monday.",
    "Watch the river rise: a summer in the delta",
    "Advertisement revenue fell by a tenth in the first quarter.",
    "Recommended dose of sleep rises, study finds",
    "Subscribers of the ferry line complained about the noise.",
    "Login data of forty pilots were stolen, the council said.",
    "Share prices of the ferry line fell by a tenth.",
    "Posted to the delta as a pilot, he learned to love the fog.",
    "Published poet wins prize",
    "Updated figures show that twelve people were killed.",
    "Also, the bridge is closed.",
    "More from the pilots was expected on Tuesday, when the council meets.",
    "The AP reported on Monday that the bridge was closed.",
    "Le pont est fermé, a indiqué à l'AFP un pilote.",
    "Die Brücke ist gesperrt, sagte ein Sprecher der dpa.",
    "El puente está cerrado, dijo a la AFP un vecino.",
    "Мост закрыт, сообщает ТАСС.",
    "大桥已经关闭，法新社报道。",
    "قال مسؤول لوكالة فرانس برس إن الجسر مغلق.",
    "Image of a nation: how the ferry made the delta",
    "She said: “I saw the ferry turn.”",
    "The vote was 4/5 in favour.",
    "and/or",
    "Kommentar zur Fähre: Ein Fehler mit Folgen",
    "Related costs rose to two million euros, the council said.",
    "Cookies and other small things: a baker's life",
]


@pytest.mark.parametrize(("line", "where", "kind", "reason"), LINES)
def test_furniture(line: str, where: str, kind: str, reason: str) -> None:
    assert classify_line(line, first=where == "first", last=where == "last") == (kind, reason)


@pytest.mark.parametrize("line", STORY)
@pytest.mark.parametrize(("first", "last"), [(False, False), (False, True), (True, False)])
def test_the_story_is_no_furniture(line: str, first: bool, last: bool) -> None:
    assert classify_line(line, first=first, last=last) is None


def test_a_name_alone_in_the_middle_is_a_crosshead() -> None:
    assert classify_line("Reuters", first=False, last=False) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A ferry in the delta. (Photo by Jane Doe / AFP)", "(Photo by Jane Doe / AFP)"),
        ("Eine Fähre. Foto: Max Muster/dpa", "Foto: Max Muster/dpa"),
        ("Eine Fähre. © Max Muster/dpa", "© Max Muster/dpa"),
        ("A ferry, May 1, 2023. REUTERS/Jane Doe", "REUTERS/Jane Doe"),
        ("He said so. (AFP)", None),
        ("He said so. (APA/dpa, 3.4.2015)", None),
        ("He said so.", None),
        ("", None),
    ],
)
def test_picture_credit_at_the_end(line: str, credit: str | None) -> None:
    at = photo_credit_at_end(line)
    assert (line[at:] if at is not None else None) == credit


PIECES = st.sampled_from(
    [
        "AFP",
        "(",
        ")",
        "/",
        " - ",
        "©",
        "Photo: ",
        "Source: ",
        "By ",
        " ",
        ". ",
        "Jane Doe",
        "2023",
        "Also read",
        "Updated: ",
        "dpa",
        "via ",
        "...",
        "：",
        "图",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join), st.booleans(), st.booleans())
def test_any_line_is_read(line: str, first: bool, last: bool) -> None:
    label = classify_line(line, first=first, last=last)
    assert label is None or (label[0] in ("noise", "footer", "caption", "byline") and label[1])
    assert classify_line(f"  {line}\t", first=first, last=last) == label
    at = photo_credit_at_end(line)
    assert at is None or 0 <= at < len(line)


@given(st.lists(PIECES | st.sampled_from([one[0] for one in LINES]), min_size=1, max_size=12).map(" ".join), st.booleans(), st.booleans())
def test_of_a_line_that_is_not_asked_nothing_is_said(line: str, first: bool, last: bool) -> None:
    words = PageWords(line)
    for row, flags in zip(words.rows, may_be_furniture(words, words.rows, len(words.rows) if last else 0), strict=True):
        may_be = flags & KINDS_OF_LINE
        label = classify_line(line[row[0] : row[1]], first=first, last=last)
        assert may_be or label is None
        assert label == classify_line(line[row[0] : row[1]], first=first, last=last, any_form=may_be != FIRST_WORD)


@pytest.mark.parametrize("behind", ["", ".", " x", "2", "_x", "é", "s", "\u017f", ": x", " to" * 60])
@pytest.mark.parametrize("before", ["", "“", "x "])
def test_a_line_that_begins_as_furniture_does_is_asked(before: str, behind: str) -> None:
    phrases = [form for entries in STARTS.values() for phrase, _ in entries for form in (phrase, phrase.upper(), phrase.replace("ss", "ß"))]
    assert len(phrases) > 2000
    for phrase in phrases:
        line = before + phrase + behind
        words = PageWords(line)
        row = words.rows[0]
        may_be = may_be_furniture(words, words.rows[:1], 0)[0] & KINDS_OF_LINE
        label = classify_line(line[row[START] : row[END]], first=True, last=False)
        assert may_be or label is None, line
        assert label == classify_line(line[row[START] : row[END]], first=True, last=False, any_form=may_be == ANYTHING), line


def test_of_a_first_word_that_begins_furniture_the_second_tells() -> None:
    for line, may_be in (("Most read this week", FIRST_WORD), ("Most boats came back", NOTHING), ("Most 2022 boats", FIRST_WORD), ("To seas and lakes", NOTHING)):
        words = PageWords(line)
        assert may_be_furniture(words, words.rows, 0)[0] & KINDS_OF_LINE == may_be, line


@pytest.mark.parametrize("case", LINES, ids=str)
def test_every_line_of_furniture_is_asked(case: tuple[str, str, str, str]) -> None:
    line, where, _, _ = case
    words = PageWords(line)
    first, last = where == "first", where == "last"
    may_be = may_be_furniture(words, words.rows[:1], int(last))[0] & KINDS_OF_LINE
    assert may_be
    assert classify_line(line, first=first, last=last, any_form=may_be == ANYTHING) == classify_line(line, first=first, last=last)


def test_a_line_that_only_begins_as_furniture_does_is_told_from_one_that_may_be_anything() -> None:
    line = "From the hill one sees the harbour, the old town and, on clear days, the islands."
    words = PageWords(line)
    assert may_be_furniture(words, words.rows, 0)[0] & KINDS_OF_LINE == FIRST_WORD


def test_prose_is_not_asked() -> None:
    line = "The minister said on Tuesday that the bridge would be open by the end of the week, whatever the weather."
    words = PageWords(line)
    assert may_be_furniture(words, words.rows, 0)[0] & KINDS_OF_LINE == NOTHING


@pytest.mark.parametrize(
    "piece", ["a", "(", "Photo: ", "© AFP ", "Updated: 01 ", "Source: ", "- ", "AFP/", "Jane Doe / "]
)
def test_hostile_lines_are_read_in_linear_time(piece: str) -> None:
    # a quadratic reading of lines this long would run into the time limit of the test run
    for size in (900, 1_000_000):
        line = piece * (size // len(piece))
        classify_line(line, first=True, last=True)


NAME_WORD = re.compile(rf"^(?:[^\W\d_a-zß-öø-ÿа-яα-ω][\w.'’-]{{0,24}}|{'|'.join(sorted(_NAME_PARTICLES))})$")


@given(st.text(st.sampled_from("aAéßЯя漢0_.'’-&"), max_size=28) | st.sampled_from(sorted(_NAME_PARTICLES)) | st.from_regex(NAME_WORD))
def test_a_word_of_a_name_is_a_particle_or_no_small_one(word: str) -> None:
    assert is_name_word(word.strip()) == bool(NAME_WORD.match(word.strip()))
