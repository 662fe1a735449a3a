"""From bytes to text: encodings, repairs, refusals."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import DocumentError
from transforms.text.charset import REPAIRED, decode, repair

RUSSIAN = (
    "Министр заявил в понедельник, что переговоры продолжатся на следующей неделе. Стороны обсудят поставки."
)
GREEK = (
    "Ο υπουργός δήλωσε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν. Οι δύο πλευρές θα συζητήσουν για τη χώρα."
)
ARABIC = (
    "قال الوزير يوم الاثنين إن المحادثات ستستمر الأسبوع المقبل وإن الطرفين سيبحثان ملف الغذاء في العاصمة."
)
HEBREW = "השר אמר ביום שני כי השיחות יימשכו בשבוע הבא וכי הצדדים ידונו באספקת המזון לעיר הבירה."
POLISH = "Minister powiedział w poniedziałek, że rozmowy będą kontynuowane. Strony omówią dostawy żywności dla miast."
CZECH = "Ministr v pondělí řekl, že jednání budou pokračovat příští týden. Obě strany chtějí řešit zásobování měst."
TURKISH = "Bakan pazartesi günü görüşmelerin gelecek hafta süreceğini söyledi. Taraflar şehirlere gıda sağlanmasını görüşecek."
FRENCH = "Le ministre a déclaré lundi que les négociations étaient prêtes à reprendre, après l'été. Où et quand, c'est à décider."
SPANISH = "El ministro señaló el lunes que la negociación continuará mañana. Según él, los países aún no están de acuerdo."
JAPANESE = "大臣は月曜日、協議は来週も続くと述べた。双方は食料の供給について話し合う予定である。"
CHINESE = "部长星期一表示，谈判将于下周继续进行。双方将讨论向城市供应粮食的问题，并希望尽快达成协议。"
KOREAN = "장관은 월요일 협상이 다음 주에도 계속될 것이라고 말했다. 양측은 식량 공급 문제를 논의할 예정이다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (RUSSIAN, "iso8859_5"), (RUSSIAN, "cp866"), (GREEK, "cp1253"),
        (ARABIC, "cp1256"), (HEBREW, "cp1255"), (POLISH, "cp1250"), (POLISH, "iso8859_2"), (CZECH, "iso8859_2"),
        (CZECH, "cp1250"), (TURKISH, "cp1254"), (FRENCH, "cp1252"), (FRENCH, "iso8859_15"), (SPANISH, "cp1252"),
        (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (CHINESE, "gb18030"), (CHINESE.replace("谈", "談"), "big5hkscs"),
        (KOREAN, "cp949"), (JAPANESE, "iso2022_jp"), (FRENCH, "utf-16"), (RUSSIAN, "utf-32"), (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16-le"), (FRENCH, "utf-16-be"), (CHINESE, "utf-8"),
    ],
)  # fmt: skip
def test_undeclared_encodings_are_found(text: str, encoding: str) -> None:
    data = (text * 2).encode(encoding, "ignore")
    decoded, codec = decode(data)
    assert decoded == data.decode(encoding)
    assert codecs.lookup(codec)


def test_valid_utf8_beats_a_wrong_label() -> None:
    assert decode(FRENCH.encode(), "iso-8859-1") == (FRENCH, "utf-8")


def test_a_declared_label_decides_between_siblings() -> None:
    data = "Der Preis stieg um 5 €, sagte er.".encode("cp1252")
    assert decode(data, "ISO-8859-1") == ("Der Preis stieg um 5 €, sagte er.", "cp1252")
    assert decode("大臣".encode("shift_jis"), "Shift_JIS") == ("大臣", "cp932")


@pytest.mark.parametrize(
    "label", ["no-such-codec", "base64", "rot13", "idna", "unicode_escape", "utf-8\x00", ""]
)
def test_useless_labels_are_ignored(label: str) -> None:
    assert decode(FRENCH.encode("cp1252"), label)[0] == FRENCH


def test_line_ends_are_kept_so_that_offsets_hold() -> None:
    assert decode(b"a\r\nb\rc\n") == ("a\r\nb\rc\n", "utf-8")


def test_a_text_cut_inside_a_character_is_read() -> None:
    text, codec = decode("déjà vu, déjà dit".encode()[:5])
    assert (text, codec) == ("déj\ufffd", "utf-8")


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    text, codec = decode(data)
    assert codec == "utf-8"
    assert text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("BAGHDAD â€“ Two drones", "BAGHDAD – Two drones"),
        ("L'Ã‰tat a dÃ©clarÃ©", "L'État a déclaré"),
        ("He said &quot;no&quot; &ndash; twice", 'He said "no" – twice'),
        ("It&#8217;s over", "It’s over"),
    ],
)
def test_mojibake_and_entities_are_repaired_and_named(damaged: str, whole: str) -> None:
    assert decode(damaged.encode()) == (whole, "utf-8" + REPAIRED)


@pytest.mark.parametrize(
    "text",
    [
        "« à » dit-il à 10 h, déjà !", "l’été “déjà”", "CAFÉ» À É", "Straße – „Größe“", "São Paulo’s “ação”", RUSSIAN, ARABIC,
        CHINESE, "R&D; AT&T; Marks & Spencer;", "Þór Ðað çağlar’ın", "“A” – ‘b’…",
    ],
)  # fmt: skip
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b" \n\t ", "empty"), (b"\x00\x00\x00", "empty"), (b"\xef\xbb\xbf", "empty"),
        ("\u200b\ufeff \u200e".encode(), "empty"), (b"\x89PNG\r\n\x1a\n12", "binary"), (b"%PDF-1.4 text", "binary"),
        (b"PK\x03\x04aaaa", "binary"), (bytes(range(256)) * 4, "binary"), (b"abc\x01\x02\x03", "binary"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.code == code
    assert caught.value.message


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "utf-16", "gb2312", "junk"]),
)
def test_any_bytes_give_a_text_or_a_known_refusal(data: bytes, label: str | None) -> None:
    try:
        text, codec = decode(data, label)
    except DocumentError as error:
        assert error.code in ("empty", "binary", "undecodable")
        return
    assert text.strip()
    assert codecs.lookup(codec.removesuffix(REPAIRED))
    assert decode(data, label) == (text, codec)


@given(st.text(min_size=1))
def test_utf8_without_damage_round_trips(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    try:
        decoded, codec = decode(data)
    except DocumentError:
        return
    if codec == "utf-8":
        assert decoded.encode() == data
