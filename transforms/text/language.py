"""Which language a text is written in.

From `min_letters` letters upward CLD2 decides, if it is sure. For shorter text the script decides where it belongs
to one language, then a vote of function words, then what the source declares; else the language is unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

import pycld2

from transforms.text.common_words import COMMON_WORDS, PLAIN_WORDS

MIN_LETTERS: Final = 60
"""Letters below which CLD2 guesses (it calls a bare dateline Klingon and is sure of it)."""

_HEAD: Final = 420
_MIDDLE: Final = 260
"""Code points taken from the head and from the middle of a text: enough for CLD2, a third of the time of 3 kB."""

_LONG: Final = 4000
"""Code points looked at when the sample does not decide (names, tables, two languages)."""

_RENAMED: Final = {"iw": "he", "jw": "jv", "in": "id", "mo": "ro", "sh": "sr", "tl": "fil"}
"""Codes of CLD2 that BCP 47 has replaced."""
_REFUSED: Final = frozenset({"un", "xxx", "tlh", "zzp"})
"""Unknown, Klingon, and the pig Latin that CLD2 was tested with."""
_ALIKE: Final = (
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"hr", "sr", "bs", "sh"}),
    frozenset({"id", "ms"}),
    frozenset({"cs", "sk"}),
    frozenset({"pt", "gl"}),
    frozenset({"bg", "mk"}),
    frozenset({"fa", "prs"}),
    frozenset({"fil", "tl"}),
)
"""Languages that no short text tells apart: within one group the declared language is believed."""

# what CLD2 refuses: control characters except tab and line ends, surrogates, non-characters
_REFUSED_CHARS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_SCRIPTS: Final = (
    (0x0370, 0x03FF, "el"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"), (0x0F00, 0x0FFF, "bo"),
    (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "han"), (0xAC00, 0xD7AF, "ko"),
    (0x0400, 0x04FF, "cyrillic"), (0x0600, 0x06FF, "arabic"),
)  # fmt: skip

_CYRILLIC: Final = (
    ("ў", "be"), ("ђћљњџ", "sr"), ("ѓќѕ", "mk"), ("қңүұһәө", "kk"), ("іїєґ", "uk"), ("ыэё", "ru"), ("ъ", "bg"),
)  # fmt: skip
"""Letters that only one of the larger Cyrillic languages uses, the telling ones first."""
_ARABIC: Final = (("ٹڈڑےں", "ur"), ("ښځڅږ", "ps"), ("ڕڵێۆ", "ckb"), ("پچژگیک", "fa"))

_WORD: Final = re.compile(r"[^\W\d_]+")
_VOTES: Final = 24
"""Words looked at in a vote."""


_BY_WORD: Final = {word: tuple(code for code, words in COMMON_WORDS.items() if word in words) for words in COMMON_WORDS.values() for word in words}


def primary(tag: str | None) -> str | None:
    """Primary subtag of a BCP 47 tag, lower case; None if it has none.

    >>> primary("pt-BR"), primary("ZH_Hant"), primary("iw"), primary("")
    ('pt', 'zh', 'he', None)
    """
    if not tag:
        return None
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()) or code in ("und", "mul", "zxx"):
        return None
    return _RENAMED.get(code, code)


def identify(
    text: str, declared: str | None = None, *, min_letters: int = MIN_LETTERS, counted: bool = False
) -> str | None:
    """Language of a text, BCP 47 primary subtag, or None if nothing tells.

    Args:
        text: running text; furniture should be cut before.
        declared: language stated by the source, used where the text does not decide.
        min_letters: letters from which CLD2 is asked.
        counted: its commonest words have been counted, and do not tell (`PageWords.language`).
    """
    stated = primary(declared)
    plain = None if counted else _plain(text)
    if plain is not None:
        return plain
    sample = _sample(text)
    letters = sum(map(str.isalpha, sample[: 4 * min_letters]))
    guess = None
    if letters >= min_letters:
        guess, reliable = _detect(sample)
        if not reliable and len(text) > len(sample):
            guess, reliable = _detect(text[:_LONG])
        if guess is not None and reliable:
            if (
                stated is not None
                and stated != guess
                and any(guess in group and stated in group for group in _ALIKE)
            ):
                return stated
            # Bosnian and Croatian are one to CLD2: without a word from the source, one name for both
            return "hr" if guess == "bs" else guess
    if letters == 0:
        return stated
    script = _by_script(sample)
    if script is not None:
        # a script of one language is certain; Han and Cyrillic may be what the source says
        return stated if stated is not None and _same_script(script, stated) else script
    vote = _vote(sample)
    if guess is not None and (
        guess == vote or (vote is None and (guess == stated or letters >= 2 * min_letters))
    ):
        return guess
    return vote or stated


_PLAIN_WORDS: Final = 40
_PLAIN_SHARE: Final = 0.2


def _plain(text: str) -> str | None:
    """English, French, Spanish or German where a fifth of the words, at the head and in the middle, are its commonest.

    CLD2 says the same and takes ten times as long; other languages share too many words.
    """
    if len(text) < _HEAD + _MIDDLE:
        return None
    middle = len(text) // 2
    head = text[:_HEAD].lower().split(None, _PLAIN_WORDS)[:_PLAIN_WORDS]
    rest = text[middle : middle + _MIDDLE].lower().split(None, _PLAIN_WORDS)[1:_PLAIN_WORDS]
    if len(head) < 30 or len(rest) < 20:
        return None
    for language, common in PLAIN_WORDS.items():
        mine = sum(map(common.__contains__, head))
        if mine >= _PLAIN_SHARE * len(head):
            return language if sum(map(common.__contains__, rest)) >= _PLAIN_SHARE * len(rest) else None
    return None


_PART: Final = 300
"""Code points of a part that are looked at."""
_PART_WORDS: Final = 40
_PART_HEAD: Final = 2 * _PART_WORDS
"""Code points that cannot hold more words than are looked at."""


def other_language(
    text: str, start: int, end: int, known: str | None, min_letters: int = MIN_LETTERS
) -> str | None:
    """Language of a part of a text if it is another than the text's, else None.

    Args:
        text: the whole text.
        start: first code point of the part.
        end: code point behind it.
        known: language of the text, BCP 47 primary subtag, or None: then the part speaks for itself.
        min_letters: letters from which CLD2 is asked.

    A part with two common words of the known language is in that language. Another script is another language,
    however short the part. Else CLD2 must be sure, and where the language it names has a list of common words, more
    of them must stand in the part than of the known language's.
    """
    common = None if known is None else COMMON_WORDS.get(known)
    if common is not None:
        # the head of the part decides for most; its last word may be cut
        head = text[start : min(end, start + _PART_HEAD)].lower().split()[:-1]
        if sum(map(common.__contains__, head)) > 1:
            return None
    part = text[start : min(end, start + _PART)]
    if known is None:
        return identify(part, min_letters=min_letters)
    script = None if part.isascii() else _by_script(part[:80])
    if script == known or (script is None and len(part) < min_letters):
        # in its script, or too short to tell, whatever its words
        return None
    words: list[str] = []
    mine = 0
    if common is not None:
        words = part.lower().split(None, _PART_WORDS)[:_PART_WORDS]
        mine = sum(map(common.__contains__, words))
        if mine > 1:
            return None
    if script is not None and not _same_script(script, known):
        return identify(part, min_letters=min_letters)
    if len(part) < min_letters or sum(map(str.isalpha, part)) < min_letters:
        return None
    guess, reliable = _detect(part)
    if guess is None or not reliable or guess == known:
        return None
    if any(guess in group and known in group for group in _ALIKE):
        return None
    theirs = COMMON_WORDS.get(guess)
    if theirs is not None and sum(word in theirs for word in words or part.lower().split()) < mine + 2:
        return None
    return guess


def _sample(text: str) -> str:
    if len(text) <= _HEAD + _MIDDLE:
        return text
    middle = len(text) // 2
    return text[:_HEAD] + "\n" + text[middle : middle + _MIDDLE]


@lru_cache(maxsize=1024)
def _detect(sample: str) -> tuple[str | None, bool]:
    """What CLD2 says, and whether it is sure."""
    data = _REFUSED_CHARS.sub(" ", sample).encode("utf-8", "replace")
    try:
        reliable, _, details = pycld2.detect(data, isPlainText=True)[:3]
    except pycld2.error:
        return None, False
    code = str(details[0][1])
    if code in _REFUSED or code.startswith("X_"):
        return None, False
    return primary(code), bool(reliable)


_SCRIPTED: Final = re.compile(f"[{''.join(f'{chr(low)}-{chr(high)}' for low, high, _ in _SCRIPTS)}]")
"""A character of one of the scripts that are told."""
_OTHER: Final = "other"
_DENSE: Final = frozenset({"ja", "han", "ko"})


@lru_cache(maxsize=1 << 14)
def _script(char: str) -> str:
    """Script of a letter as `_SCRIPTS` names it, `_OTHER` for other letters, "" for what is no letter."""
    if not char.isalpha():
        return ""
    point = ord(char)
    return next((name for low, high, name in _SCRIPTS if low <= point <= high), _OTHER)


def _by_script(sample: str) -> str | None:
    """Language that the script of most letters belongs to, or None for Latin and other shared scripts."""
    if _SCRIPTED.search(sample) is None:
        return None
    counts: dict[str, int] = {}
    # letters are counted before they are looked up: a text has thousands, and some sixty different ones
    for char, many in Counter(sample).items():
        name = _script(char)
        counts[name] = counts.get(name, 0) + many
    counts.pop("", None)
    letters = sum(counts.values())
    counts.pop(_OTHER, None)
    if not counts:
        return None
    for name in _DENSE & counts.keys():
        # one Chinese or Korean character says as much as two or three letters
        letters += counts[name]
        counts[name] *= 2
    name = max(sorted(counts), key=lambda one: counts[one])
    if counts.get("ja", 0) * 12 >= letters and name in ("han", "ja"):
        return "ja"
    if counts[name] * 2 < letters:
        return None
    if name == "han":
        return "zh"
    lowered = sample.lower()
    if name == "cyrillic":
        return next((code for chars, code in _CYRILLIC if any(char in lowered for char in chars)), "ru")
    if name == "arabic":
        return next((code for chars, code in _ARABIC if any(char in lowered for char in chars)), "ar")
    return name


_SHARED_SCRIPTS: Final = (
    frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt"}),
    frozenset({"ar", "fa", "ur", "ps", "ckb", "prs", "ug", "sd"}),
    frozenset({"hi", "mr", "ne", "sa"}),
    frozenset({"zh", "yue", "ja"}),
    frozenset({"he", "yi"}),
    frozenset({"bn", "as"}),
    frozenset({"am", "ti"}),
)


def _same_script(found: str, stated: str) -> bool:
    return any(found in group and stated in group for group in _SHARED_SCRIPTS)


def _vote(sample: str) -> str | None:
    """Language whose function words are met most, by two or more and alone; None in a tie."""
    counts: dict[str, int] = {}
    for number, match in enumerate(_WORD.finditer(sample)):
        if number >= _VOTES:
            break
        for code in _BY_WORD.get(match[0].lower(), ()):
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        return None
    best = max(counts.values())
    leaders = sorted(code for code in counts if counts[code] == best)
    return leaders[0] if best >= 2 and len(leaders) == 1 else None
