"""Language identification of long and short text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.language import _SCRIPTS, _by_script, identify, primary

LONG = {
    "en": "The minister said on Monday that the talks would go on next week and that both sides would discuss the supply of food.",
    "fr": "Le ministre a déclaré lundi que les négociations continueraient la semaine prochaine et que les deux parties en parleraient.",
    "es": "El ministro dijo el lunes que las conversaciones continuarán la próxima semana y que las partes hablarán de los alimentos.",
    "pt": "O ministro disse na segunda-feira que as negociações vão continuar na próxima semana e que as partes não se reuniram.",
    "de": "Der Minister sagte am Montag, dass die Gespräche in der nächsten Woche fortgesetzt würden und beide Seiten darüber reden.",
    "it": "Il ministro ha detto lunedì che i colloqui continueranno la prossima settimana e che le parti discuteranno di questo.",
    "ru": "Министр заявил в понедельник, что переговоры продолжатся на следующей неделе и стороны обсудят поставки продовольствия.",
    "uk": "Міністр заявив у понеділок, що переговори триватимуть наступного тижня і сторони обговорять постачання продовольства.",
    "ar": "قال الوزير يوم الاثنين إن المحادثات ستستمر الأسبوع المقبل وإن الطرفين سيبحثان إمدادات الغذاء للمدن.",
    "fa": "وزیر روز دوشنبه گفت که گفتگوها هفته آینده ادامه خواهد یافت و دو طرف درباره تأمین غذا برای شهرها بحث می‌کنند.",
    "zh": "部长星期一表示，谈判将于下周继续进行。双方将讨论向城市供应粮食的问题，并希望尽快达成协议。会议在首都举行，各国代表都出席了会议。",
    "ja": "大臣は月曜日、協議は来週も続くと述べた。双方は食料の供給について話し合う予定である。会議は首都で開かれ、各国の代表が出席した。",
    "ko": "장관은 월요일 협상이 다음 주에도 계속될 것이라고 말했다. 양측은 식량 공급 문제를 논의할 예정이며 회의는 수도에서 열린다고 밝혔다. 대표단도 참석한다.",
    "tr": "Bakan pazartesi günü görüşmelerin gelecek hafta süreceğini ve tarafların gıda tedarikini görüşeceğini söyledi.",
    "el": "Ο υπουργός δήλωσε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα και οι πλευρές θα συζητήσουν.",
    "pl": "Minister powiedział w poniedziałek, że rozmowy będą kontynuowane w przyszłym tygodniu i że strony omówią dostawy.",
}


@pytest.mark.parametrize(("language", "text"), LONG.items())
def test_a_sentence_or_two_are_enough(language: str, text: str) -> None:
    assert identify(text) == language
    # what the source declares does not overrule the text
    assert identify(text, "sw") == language


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("BAGHDAD (AFP) –", None, None), ("BAGHDAD (AFP) –", "en-US", "en"), ("The end of the war", None, "en"),
        ("Le chef de la police est mort", None, "fr"), ("Das ist nicht der Fall", None, "de"), ("部长星期一表示", None, "zh"),
        ("大臣は月曜日", None, "ja"), ("장관은 월요일", None, "ko"), ("بغداد", None, "ar"), ("گفتگو با پلیس", None, "fa"),
        ("Багдад", None, "ru"), ("Київ і Львів", None, "uk"), ("Багдад", "bg", "bg"), ("Багдад", "fr", "ru"),
        ("ירושלים", None, "he"), ("Αθήνα", None, "el"), ("กรุงเทพ", None, "th"), ("दिल्ली", None, "hi"), ("东京", "ja", "ja"),
        ("", None, None), ("", "fr", "fr"), ("1234 56", None, None), ("🙂🙂", "en", "en"), ("\x00\x1f" * 60, None, None),
    ],
)  # fmt: skip
def test_short_text_falls_back_step_by_step(text: str, declared: str | None, expected: str | None) -> None:
    assert identify(text, declared) == expected


def test_near_languages_are_what_the_source_says() -> None:
    croatian = "Ministar je u ponedjeljak rekao da će se razgovori nastaviti idući tjedan te da će strane raspravljati o hrani."
    assert identify(croatian) == "hr"
    assert identify(croatian, "bs-BA") == "bs"


def test_the_body_decides_in_a_mixed_page() -> None:
    assert identify(LONG["fr"] * 3 + " " + LONG["en"]) == "fr"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt-BR", "pt"),
        ("ZH_hant", "zh"),
        ("iw", "he"),
        ("und", None),
        ("", None),
        (None, None),
        ("english", None),
        ("e", None),
        ("12", None),
    ],
)
def test_primary_subtags(tag: str | None, expected: str | None) -> None:
    assert primary(tag) == expected


@given(st.text(max_size=300))
def test_any_text_has_a_plain_code_or_none(text: str) -> None:
    found = identify(text)
    assert found is None or (found.islower() and 2 <= len(found) <= 3)
    assert identify(text) == found


@given(st.text(st.characters(max_codepoint=0x1FFF) | st.sampled_from("“”’–—…あ漢한ａ")))
def test_a_text_without_a_told_script_is_in_none(sample: str) -> None:
    letters = [char for char in sample if char.isalpha()]
    if not any(low <= ord(char) <= high for char in letters for low, high, _ in _SCRIPTS):
        assert _by_script(sample) is None
    if letters and all("а" <= char <= "я" for char in letters):
        assert _by_script(sample) is not None
