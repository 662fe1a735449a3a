"""Names of people and places as consonant skeletons that survive transliteration and inflection.

A name is written in ASCII (anyascii), its digraphs are read as one sound, vowels, h and y are dropped, sounds that
writing systems confuse fall together (l and r, b v and w, all sibilants, m before a labial and n), doubled sounds
collapse, and five sounds are kept. `Путина`, `Putin` and `プーチン` meet, or differ in one of their variants.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from anyascii import anyascii

from transforms.schema import U8Array, U32Array
from transforms.sketch.prior import BITS

LENGTH: Final = 5
"""Sounds kept of a name."""
MIN_LENGTH: Final = 2
"""Sounds a name needs to make an anchor."""
MAX_READINGS: Final = 4
"""Most skeletons of one name."""

_DIGRAPHS: Final[dict[str, str]] = {
    "tsch": "S", "shch": "S", "sch": "S", "tch": "S", "dzh": "S", "dsch": "S", "sh": "S", "zh": "S", "kh": "K", "gh": "G",
    "ph": "F", "th": "T", "dh": "D", "tz": "S", "ts": "S", "cz": "S", "dz": "S", "dj": "S", "ck": "K", "qu": "K", "x": "KS",
    "ce": "S", "ci": "S", "cy": "S", "sc": "SK", "ch": "S",
}  # fmt: skip
_PATTERN: Final = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_SOUNDS: Final = str.maketrans("bvwpftdkcqgszjlrmn", "VVVPFTDKKKGSSSRRMN", "aeiouyh'")
_REPEATS: Final = re.compile(r"(.)\1+")
_HARD_CH: Final = re.compile(r"ch(?=[lrnmtw]|$)")
_LABIAL: Final = re.compile(r"m(?=[pbv])")
_LETTERS: Final = re.compile(r"[^a-z]+")
_HARD_CH_LANGUAGES: Final = frozenset({"de", "cs", "sk", "pl", "nl", "sv", "da", "nb", "no", "it", "ro"})
_ARABIC_WEAK: Final = re.compile("(?<=.)[اويىآأإئؤءةهع]")
_HEBREW_WEAK: Final = re.compile("(?<=.)[אויהע]")
_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
_ARABIC: Final = re.compile("[\u0620-\u06ff]")


def sounds(plain: str) -> str:
    """Sounds of a name in lower-case ASCII letters, vowels dropped and repeats collapsed.

    >>> sounds("trump"), sounds("toranpu"), sounds("khrushchev")
    ('TRNP', 'TRNP', 'KRSV')
    """
    text = _LABIAL.sub("n", plain)
    text = _PATTERN.sub(lambda match: _DIGRAPHS[match.group()], text)
    return _REPEATS.sub(r"\1", text.translate(_SOUNDS))


def skeletons(word: str, cut: int = 0, language: str | None = None) -> tuple[str, ...]:
    """Skeletons of a name: the likeliest reading first, then others a translator may have had.

    Args:
        word: the name as printed, any script.
        cut: code points of an inflection at its end (`transforms.sketch.stems`).
        language: language of the text, for the reading of `ch`.

    Returns:
        One to MAX_READINGS distinct skeletons of MIN_LENGTH to LENGTH sounds, or none.

    >>> skeletons("Путиным", 2, "ru"), skeletons("Putin", 0, "en")
    (('PTN', 'PTNM'), ('PTN',))
    >>> skeletons("Jelzin", 0, "de"), skeletons("Ельцин", 0, "ru")
    (('SRSN', 'RSN'), ('RSN',))
    >>> skeletons("Нетаньяху", 0, "ru"), skeletons("Netanyahu", 0, "en")
    (('NTNK', 'NTN'), ('NTN',))
    """
    found: dict[str, None] = {}
    for form in (word[: len(word) - cut], word) if cut else (word,):
        for plain in _spellings(form, language):
            skeleton = sounds(plain)[:LENGTH]
            if len(skeleton) >= MIN_LENGTH:
                found[skeleton] = None
    return tuple(found)[:MAX_READINGS]


def katakana_skeletons(word: str) -> tuple[str, ...]:
    """Skeletons of a katakana word; チ stands for ti as well as for chi.

    >>> katakana_skeletons("プーチン"), katakana_skeletons("ブッシュ")
    (('PSN', 'PTN'), ('VS',))
    """
    plain = _LETTERS.sub("", anyascii(word.replace("ッ", "")).lower())
    found = dict.fromkeys(sounds(form)[:LENGTH] for form in (plain, plain.replace("chi", "ti")))
    return tuple(skeleton for skeleton in found if len(skeleton) >= MIN_LENGTH)


def _spellings(word: str, language: str | None) -> list[str]:
    """ASCII spellings of a name that may sound differently."""
    if _ARABIC.search(word):
        plain = _LETTERS.sub("", anyascii(_ARABIC_WEAK.sub("", word)).lower())
        # Arabic writes p as b and v as f
        return [plain, plain.replace("b", "p")] if "b" in plain else [plain, plain.replace("f", "v")]
    if _HEBREW.search(word):
        # a preposition or conjunction of one letter may lean on the name
        forms = [word, word[1:]] if len(word) > 3 and word[0] in "ובלמשכה" else [word]
        plains = [_LETTERS.sub("", anyascii(_HEBREW_WEAK.sub("", form)).lower()) for form in forms]
        return [spelling for plain in plains for spelling in dict.fromkeys((plain, plain.replace("p", "f")))]
    ascii_word = anyascii(word).lower()
    if ascii_word.endswith("'s"):
        ascii_word = ascii_word[:-2]
    plain = _LETTERS.sub("", ascii_word)
    spellings = [plain]
    if "ch" in plain:
        hard = _HARD_CH.sub("k", plain)
        soft_first = [hard, hard.replace("ch", "k")] if language in _HARD_CH_LANGUAGES else [hard]
        spellings = list(dict.fromkeys(soft_first))
    if "kh" in plain and not word.isascii():
        # Cyrillic х is h as often as kh
        spellings.append(plain.replace("kh", ""))
    if "j" in plain and word.isascii():
        # English j is a sibilant, German and Slavic j a vowel
        spellings.append(plain.replace("dj", "\0").replace("j", "").replace("\0", "dj"))
    return spellings


# ------------------------------------------------------------------ prior


@cache
def _prior() -> tuple[U32Array, U8Array, U8Array]:
    with np.load(Path(__file__).parent / "data" / "skeletons.npz") as data:
        return np.cumsum(data["steps"].astype(np.uint32), dtype=np.uint32), data["rarity"], data["by_sound"]


def skeleton_hash(skeleton: str) -> int:
    """32-bit anchor hash of a skeleton."""
    return crc32(b"name:" + skeleton.encode())


_ALPHABET: Final = "DFGKMNPRSTV"
FLOOR: Final = 26 * BITS
"""Rarity of the rarest skeleton: 26 bits."""


def skeleton_rarity(skeleton: str) -> int:
    """Rarity of a skeleton as a name: the frozen table's, else by the sounds alone."""
    keys, rarity, by_sound = _prior()
    key = skeleton_hash(skeleton)
    place = int(np.searchsorted(keys, np.uint32(key)))
    if place < len(keys) and int(keys[place]) == key:
        return int(rarity[place])
    return min(FLOOR, tail_rarity(skeleton, by_sound))


def tail_rarity(skeleton: str, by_sound: U8Array) -> int:
    """Rarity of a skeleton no listed word has: names outside the list take 1 token in 64, spread over sounds."""
    total = 6 * BITS
    previous = len(_ALPHABET)
    for sound in skeleton:
        index = _ALPHABET.index(sound)
        total += int(by_sound[previous, index])
        previous = index
    if len(skeleton) < LENGTH:
        total += int(by_sound[previous, len(_ALPHABET)])
    return total
