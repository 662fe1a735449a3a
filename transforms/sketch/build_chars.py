"""Build the frozen character table `data/chars.npz`; run by hand, never at run time.

The table is built once from `unicodedata` (Unicode 14.0) and shipped, so that the tokens of a text do not depend on the
Python a run uses. Traditional Chinese is folded to simplified by the OpenCC mapping that ships with wordfreq.

    python -m transforms.sketch.build_chars
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from pathlib import Path
from typing import Final

import numpy as np

from transforms.sketch.chars import (
    APOSTROPHE,
    APOSTROPHES,
    CAPITAL,
    CHARACTER,
    DIGIT,
    LIMIT,
    MAX_FOLD,
    QUOTE,
    QUOTES,
    SCRIPTS,
    SYLLABIC,
    WORD,
)

# Letters that Unicode does not decompose but a reader of another language writes plain.
_PLAIN: Final[dict[str, str]] = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i",
    "ĸ": "k", "ƒ": "f", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ſ": "s", "ƶ": "z", "ɛ": "e", "ɔ": "o",
    # Arabic letters written in several ways (alef, yeh, kaf, teh marbuta, heh)
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه",
    # Ukrainian and Belarusian Cyrillic i stays apart from и; ґ is г in most spellings
    "ґ": "г",
}  # fmt: skip

# Combining marks that writers leave out or add freely; they never make another word.
_DROPPED: Final = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic diacritics
    (0x0483, 0x0489),
    (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),  # Hebrew points
    (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4),
    (0x06E7, 0x06E8), (0x06EA, 0x06ED),  # Arabic tatweel and vowel signs
    (0x093C, 0x093C), (0x09BC, 0x09BC), (0x0A3C, 0x0A3C), (0x0ABC, 0x0ABC), (0x0B3C, 0x0B3C),  # nuktas
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
)  # fmt: skip

# Invisible characters inside words: soft hyphen, joiners, direction marks, variation selectors, byte order mark.
_INVISIBLE: Final = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip

_SYLLABIC: Final = ("THAI", "LAO", "KHMER", "MYANMAR")
_UNSPACED: Final = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "YI", "TANGUT")


def _inside(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _script(char: str) -> str:
    """First word of the character's name, with width forms taken away."""
    name = unicodedata.name(char, "")
    for prefix in ("FULLWIDTH ", "HALFWIDTH ", "MODIFIER LETTER ", "MATHEMATICAL "):
        name = name.removeprefix(prefix)
    word = name.split(" ", 1)[0].split("-", 1)[0]
    if word == "IDEOGRAPHIC":
        return "CJK"
    if word in {"KATAKANA", "HIRAGANA"} or "KATAKANA" in name:
        return "KATAKANA" if "KATAKANA" in name else "HIRAGANA"
    return word


def _fold(char: str, simplified: dict[int, str]) -> str:
    """The characters a token hash sees for one character: case, width, diacritics and spelling variants folded."""
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return char
    plain = unicodedata.normalize("NFKC", char).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    if any(c in "\u3099\u309a" for c in decomposed):
        decomposed = unicodedata.normalize("NFC", decomposed)
    out: list[str] = []
    for c in decomposed:
        if _inside(ord(c), _DROPPED) or _inside(ord(c), _INVISIBLE):
            continue
        if unicodedata.category(c)[0] not in "LMN":
            continue
        if unicodedata.category(c) == "Nd":
            c = str(unicodedata.digit(c))
        c = _PLAIN.get(c, c)
        c = simplified.get(ord(c[0]), c) if len(c) == 1 else c
        out.append(c)
    return "".join(out)[:MAX_FOLD]


def _classify(code: int, simplified: dict[int, str]) -> tuple[int, str, str]:
    """Flags, folded characters and script of one code point."""
    if 0xD800 <= code <= 0xDFFF:
        return 0, "", ""
    char = chr(code)
    script = _script(char)
    flags = 0
    if char in APOSTROPHES:
        flags |= APOSTROPHE
    if char in QUOTES:
        flags |= QUOTE
    if flags:
        return flags, "", ""
    if _inside(code, _INVISIBLE) or _inside(code, _DROPPED):
        return WORD, "", ""
    category = unicodedata.category(char)
    digits = category == "No" and unicodedata.normalize("NFKC", char).isdecimal()
    if not (category[0] in "LM" or category in {"Nd", "Nl"} or digits):
        return 0, "", ""
    fold = _fold(char, simplified)
    if not fold:
        return (WORD, "", "") if category[0] == "M" else (0, "", "")
    if category == "Nd" or digits:
        return WORD | DIGIT, fold, script
    if script in _SYLLABIC:
        return CHARACTER | SYLLABIC, fold, script
    if script in _UNSPACED and category != "Nl":
        return CHARACTER, fold, script
    flags = WORD | (CAPITAL if category in {"Lu", "Lt"} else 0)
    return flags, fold, script


def _simplified() -> dict[int, str]:
    """Traditional → simplified Chinese, one character to one, as wordfreq ships it."""
    import msgpack
    import wordfreq

    path = Path(wordfreq.__file__).parent / "data" / "_chinese_mapping.msgpack.gz"
    with gzip.open(path, "rb") as file:
        mapping = msgpack.load(file, raw=False, strict_map_key=False)
    return {int(key): value for key, value in mapping.items() if len(value) == 1}


def build() -> dict[str, np.ndarray]:
    """All columns of the table, each of length LIMIT (fold: MAX_FOLD per code point, as difference to the code)."""
    simplified = _simplified()
    flags = np.zeros(LIMIT, np.uint8)
    script = np.zeros(LIMIT, np.uint8)
    fold = np.zeros((MAX_FOLD, LIMIT), np.int32)
    length = np.zeros(LIMIT, np.uint8)
    for code in range(LIMIT - 1):
        bits, folded, name = _classify(code, simplified)
        flags[code] = bits
        script[code] = SCRIPTS.index(name) if name in SCRIPTS else 0
        length[code] = len(folded)
        for k, c in enumerate(folded):
            fold[k, code] = ord(c) - code
    return {"flags": flags, "script": script, "fold": fold, "length": length}


def main() -> None:
    """Write the table beside this module."""
    path = Path(__file__).parent / "data" / "chars.npz"
    np.savez_compressed(path, **build())  # type: ignore[arg-type]
    sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes, Unicode {unicodedata.unidata_version}\n")


if __name__ == "__main__":
    main()
