"""Picture credits: ``(Photo by Handout / AFP)``, ``REUTERS/Jane Doe``, ``© Max Muster/dpa``, ``AFP via Getty Images``.

A picture credit never decides who wrote a text (NEWSWIRE.md section 0, rule 3): pictures are licensed apart. What must
be told from it are the end credits of texts that look alike: ``(AFP/jW)``, ``(APA/dpa)``, ``(dpa/lno)``.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.credit_patterns import PHOTO_LEFT, PHOTO_WORDS, TEXT_CUE, UNSPACED_PHOTO_WORDS
from transforms.text.credit_slots import agencies_of_credit
from transforms.text.plain_letters import plain_letters

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩΆΈΉΊΌΎΏЀ-Я"
_NAME_WORD: Final = rf"[{_UPPER}][\w.'’‘-]{{0,25}}"
_PARTICLE: Final = (
    r"(?:al|el|bin|ibn|de|da|di|del|della|van|von|der|den|la|le|dos|y|e|and|&|abu|bint|ben|ter|ten|zu)"
)
_NAME: Final = rf"(?:{_NAME_WORD}|{_PARTICLE})(?:[ -](?:{_NAME_WORD}|{_PARTICLE})){{0,5}}"
_FULL_NAME: Final = rf"{_NAME_WORD}(?:[ -](?:{_NAME_WORD}|{_PARTICLE})){{1,5}}"
_HOLDER: Final = (
    r"(?:handout|pool|getty(?:\s+images)?|stringer|archiv\w*|archives?|archivo|arquivo|files?|file\s+photo|epa|picture[\s-]alliance|imago|zuma(?:\s+press)?|shutterstock|"
    r"keystone|anp|belga|scanpix|ritzau|tt|ntb|pap|mti|lehtikuva|afptv|tv|images?|photo|wire|reprodução|divulgação|nasa|instagram|twitter|facebook|telegram|youtube|x|"
    r"symbolbild|illustration|getty|nurphoto|sipa|abaca|maxppp|mandoga|pressfoto|laif|alamy|istock|wikipedia|wikimedia|newscom|redux|polaris|bloomberg|eyevine|pixsell|cropix)"
)  # fmt: skip
_INDEX: Final = r"(?:Ipsos|NORC|Kantar|Jazz|Tankan|Refinitiv|INSA|YouGov|University|Eikon|Gallup|Opinium|VoteCast|Markit|PMI|TIPP|HCOB|Caixin|Judo|au\s+Jibun)"
"""Partners of polls and indices: ``Reuters/Ipsos`` is no picture."""

_RIGHT: Final = re.compile(
    rf"^(?:\s?/\s?\u200b?(?!{_INDEX}\b)(?:{_HOLDER}\b|{_FULL_NAME}|{_NAME_WORD}\.\s?[\w.]+|[{_UPPER}][\w.-]*[a-z.][\w.-]*)"
    rf"|\s+(?:Photos?|PHOTOS?|File\s+Photo|Images?|Wire|Pool|Archive|via\s+(?:Getty|AP|REUTERS|Reuters|AFP|EPA|Shutterstock))\b"
    rf"|\s?[-–—|]\s?{_NAME_WORD}\s(?:{_PARTICLE}\s)?{_NAME_WORD}[^\n]{{0,30}}$"
    rf"|\s[({_UPPER}][^\n]{{0,50}}/\s?(?:Getty|AFP|AP|dpa))",
)
_RIGHT_STRICT: Final = re.compile(
    r"^(?:\s+(?:Photos?|PHOTOS?|[Ff]ile\s+[Pp]hoto|FILE\s+PHOTO)(?:\s?[/(:]|\)|\s*$)|\s?\|\s?Getty|\s?/\s?\u200b?(?:Getty|Pool|Handout|Stringer|Archiv)|\s+via\s+(?:Getty|Shutterstock)|\s?=\s?[가-힣]"
    r"|\s?(?:[记記]者|发|發)\s?[\u3400-\u9fff]{2,4}(?:[、 ][\u3400-\u9fff]{2,4}){0,2}\s?[摄攝](?![影制製像])|\s?(?:[记記]者|发|發)\s?[\u3400-\u9fff]{2,4}\s?[摄攝]影?\s?[)）]?$)"
)
_LEFT_NAME: Final = re.compile(
    rf"(?:^|[\s(\[\"“:：©/|>–—-])(?P<name>{_FULL_NAME}|{_HOLDER}|[{_UPPER}]{{2}}[{_UPPER}'’ -]{{3,40}})\s?/\s?\u200b?(?:via\s)?$"
)  # fmt: skip
_LEFT_HOLDER: Final = re.compile(rf"(?:^|[\s(\[\"“:：©/|,>–—-]){_HOLDER}\s?/\s?\u200b?$", re.IGNORECASE)
_LEFT_VIA: Final = re.compile(r"(?:^|[\s/)])via\s+(?:the\s+)?$", re.IGNORECASE)
_LEFT_WORD: Final = re.compile(
    r"^[\s(\[]*(?:photos?|fotos?|bild|image|immagine|imagem|imagen)\s+$", re.IGNORECASE
)
_LEFT_LOOSE: Final = re.compile(
    rf"^[\s\"“:'(©-]*(?:\w+\W+){{0,2}}?[{_UPPER}][\w.'’-]*(?:\s[\w.'’&-]+){{1,6}}\s?/\s?$"
)
_LEFT_SIGN: Final = re.compile(
    rf"(?:©|\([cC]\)|ⓒ)\s?(?:(?:19|20)\d\d\s)?(?:[^\n/|.]{{2,60}}\s?[/|]\s?)+$|(?:©|\([cC]\)|ⓒ)\s?{_FULL_NAME}\s?[(,]\s?$"
)
_SIGN_RIGHT: Final = re.compile(rf"^(?:\s(?:19|20)\d\d)?\s?[/|]\s?[\w{_UPPER}]|^\s?=\s?[가-힣]")
_SEPARATOR: Final = re.compile(r"[:：/／©=＝|｜]")
_OPENERS: Final = (
    "photo",
    "foto",
    "image",
    "imagem",
    "bild",
    "picture",
    "credit",
    "courtesy",
    "video",
    "фото",
    "图",
    "圖",
    "写真",
    "사진",
)
_EQUALS: Final = re.compile(r"[=＝]\s?$")
_HEAD: Final = re.compile(
    rf"(?:(?:^|[\s(\[|/.,;•*>»\"“©–—-])(?:{PHOTO_WORDS})\.?\s*(?:\([^()\n]{{1,30}}\)\s*)?(?:[:：/|©]|\bby\b|\(c\))|(?:{UNSPACED_PHOTO_WORDS})\s?[/:：／｜|=＝])", re.IGNORECASE
)  # fmt: skip


def is_picture_mark(right: str) -> bool:
    """Whether the words behind a name make it a picture credit at once: ``AP Photo/``, ``AFP via Getty Images``."""
    return _RIGHT_STRICT.match(right) is not None


def is_photo_credit(left: str, right: str) -> bool:
    """Whether a mention of an agency credits a picture.

    Args:
        left: up to 120 code points before the mention (or before the chain of names it stands in), from its line.
        right: up to 80 code points behind it, from its line.
    """
    # what stands behind a name that is credited begins with none of these: most names end their sentence
    followed = right[:1] not in _STOPS
    if followed and _RIGHT_STRICT.match(right):
        return True
    lower = left.lower()
    begin = _head_of_credit(left, lower)
    opened = PHOTO_LEFT.search(left, begin) if begin is not None else None
    if opened:
        rest = left[opened.start("rest") :]
        if not TEXT_CUE.search(rest) and rest.count(" ") <= 12 and not _closes(rest):
            return True
    alone = not right.strip(" .)]") and len(left) <= 40
    # the patterns that end at the end are tried at every character: what they consist of is asked first
    if any(map(lower.__contains__, _VIA)) and _LEFT_VIA.search(left) and (
        alone or left.count("(") > left.count(")") or "/" in left or _HEAD.search(left)
    ):
        return True
    if alone and _LEFT_WORD.match(left):
        return True
    if any(map(lower.__contains__, _COPYRIGHT_SIGNS)) and (
        _LEFT_SIGN.search(left) or (left.rstrip().endswith(("©", "(c)", "(C)", "ⓒ")) and _SIGN_RIGHT.match(right))
    ):
        return True
    if "/" in left[-3:] and (_LEFT_NAME.search(left) or _LEFT_HOLDER.search(left)):
        return True
    if ("=" in left[-2:] or "＝" in left[-2:]) and _EQUALS.search(left) and left.strip() != "=":
        return True
    hit = _RIGHT.match(right) if followed else None
    if hit:
        rest = right[hit.end() :].lstrip()
        # a credit ends soon; running text goes on
        return not rest or rest[0] in ')]"”|/,.;>(' or len(rest) <= 45
    return False


_STOPS: Final = frozenset(["", *".,;:!?\"”»'"])
_VIA: Final = "via", "vıa", "vi̇a"
"""What `_LEFT_VIA` takes for ``via``, in lower case."""
_COPYRIGHT_SIGNS: Final = "©", "ⓒ", "(c)"
_HEADS: Final = frozenset(
    form
    for phrase in (*PHOTO_WORDS.split("|"), "file", "archivo", "arquivo", "archiv", "archives?", "undated", "handout")
    for word in (phrase.split()[0], phrase.replace(" ?", "").split()[0])
    for form in (word.replace("s?", ""), word.replace("?", ""))
)
"""First words of what `PHOTO_LEFT` begins with in Latin letters."""
_WORD: Final = re.compile(r"\w+")


def _head_of_credit(left: str, lower: str) -> int | None:
    """Where to begin looking for a word for picture that opens a credit; None: there is none."""
    if not _opens(left, lower):
        return None
    if not plain_letters(left):
        return 0
    heads = _HEADS.intersection(_WORD.findall(lower))
    if not heads:
        return None
    # what stands before the word belongs to the pattern: a sign, and white space behind a bracket
    return max(0, len(left[: min(map(lower.find, heads))].rstrip()) - 1)


def _opens(left: str, lower: str) -> bool:
    """Whether a word for picture can open a credit here: one of its separators stands in the context."""
    return _SEPARATOR.search(left) is not None or "(c)" in left or any(map(lower.__contains__, _OPENERS))


def is_loose_photo_credit(left: str, chained: bool) -> bool:
    """Whether ``Ministry of defence/AP/TT`` credits a picture: a short owner of several words, then agencies.

    Args:
        left: what stands before the first agency of the chain, from its line.
        chained: two agencies or more stand in the chain.
    """
    return chained and len(left) <= 80 and _LEFT_LOOSE.match(left) is not None


def _closes(rest: str) -> bool:
    """Whether a bracket that was open when the credit began is closed before the name."""
    depth = 0
    for char in rest:
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
            if depth < 0:
                return True
    return False


_BRACKET: Final = re.compile(r"[()\[\]（）［］【】]")
_OPENING: Final = "([（［【"
_BRACKET_REACH: Final = 160
"""Code points on either side of a name in which the bracket around it must open and close."""


def bracket_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int] | None:
    """Span of the bracket that encloses [start, end) between `low` and `high`, brackets included, or None."""
    low = max(low, start - _BRACKET_REACH)
    if not any(map(text[low:start].__contains__, _OPENING)):
        # running prose: most names stand in no bracket
        return None
    depth = 0
    for mark in reversed(list(_BRACKET.finditer(text, low, start))):
        if mark.group() not in _OPENING:
            depth += 1
        elif depth == 0:
            opening = mark.start()
            break
        else:
            depth -= 1
    else:
        return None
    for mark in _BRACKET.finditer(text, end, min(high, end + _BRACKET_REACH)):
        if mark.group() in _OPENING:
            depth += 1
        elif depth == 0:
            return opening, mark.end()
        else:
            depth -= 1
    return None


# ------------------------------------------------------------------ at the end of a line

_OWNER: Final = r"(?:AFP|AP|Reuters|REUTERS|EPA(?:-EFE)?|EFE|dpa|Getty(?:\sImages)?|Xinhua|TASS|ТАСС|ANSA|Pool|NurPhoto|Bloomberg|PAP|TT|NTB|Scanpix|Shutterstock|Belga|ANP|APA|Keystone|MTI|Lusa|LUSA|IRNA|SANA|PA|UPI|Anadolu|AA|PTI|ANI|Yonhap|Kyodo|CP|AAP|imago|IMAGO)"
_INSIDE: Final = re.compile(
    rf"^\s*(?:(?i:{PHOTO_WORDS}|{UNSPACED_PHOTO_WORDS})\b.{{0,12}}?(?:[:：/／|©]|\b(?i:by|via|courtesy|credit|von|par|por|de)\b)"
    rf"|(?i:{UNSPACED_PHOTO_WORDS})\s?[/:：／｜|=＝]"
    rf"|.{{0,60}}?\b{_OWNER}\s(?i:photo|file\sphoto)\b"
    rf"|.{{0,90}}?(?:/|\svia\s|\sVIA\s)\s?{_OWNER}\b(?!\s?/\s?[a-zäöü]{{1,4}}$)"
    rf"|{_OWNER}\s?[/–-]\s?{_NAME_WORD}\s{_NAME_WORD})"
)
_HEADED: Final = re.compile(
    rf"(?:^|(?<=[\s.!?\"”|»)>。」]))(?:(?i:{PHOTO_WORDS})\.?\s?(?:\([^()\n]{{1,30}}\)\s?)?(?:[:：]|©|/|\b(?i:by)\b|\sVON\b)|(?:{UNSPACED_PHOTO_WORDS})\s?[:：／/｜|=＝])\s?[^:!?\n]{{2,80}}$"
)
_SIGNED: Final = re.compile(
    r"(?:©|\([cC]\)|ⓒ)\s?[^\n.]{2,60}(?:[/|]|\s?=\s?)[^\n.]{2,50}$|(?:©|ⓒ)\s?(?:Getty|imago|IMAGO|Shutterstock|picture)[^\n.]{0,40}$"
)
_SLASHED: Final = re.compile(
    rf"(?:^|(?<=[\s.!?\"”|]))(?:{_OWNER}\s?(?:Photo)?\s?/\s?(?!{_INDEX}|{_OWNER}){_NAME_WORD}(?:[ -][\w.'’]{{1,25}}){{1,4}}[^.\n]{{0,30}}"
    rf"|(?:{_OWNER}/)?{_OWNER}\svia\s(?:Getty|AP|Reuters|REUTERS|AFP)[\w ]{{0,20}}|{_OWNER}/Getty(?:\sImages)?)$"
    rf"|(?:^|[.!?\"”|]\s{{0,2}})(?P<name>(?:{_FULL_NAME}|[{_UPPER}'’ -]{{5,40}})\s?/\s?(?:[\w ]{{2,25}}/\s?){{0,2}}{_OWNER}(?:\svia\s[\w ]{{2,20}})?)$"
)


HEAD_WORDS: Final = frozenset(
    word
    for phrase in PHOTO_WORDS.replace("?", "").split("|")
    for word in (phrase.split()[-1], phrase.split()[-1].removesuffix("s"))
)
"""Words for picture that stand right before the separator of a credit."""
_UNSPACED_HEADS: Final = tuple(UNSPACED_PHOTO_WORDS.split("|"))


def _may_be_headed(tail: str) -> bool:
    """Whether a word for picture stands before one of the separators of the tail."""
    for mark in _SEPARATOR.finditer(tail):
        before = tail[max(0, mark.start() - 50) : mark.start()].rstrip()
        if before.endswith(")"):
            before = before[: before.rfind("(")].rstrip()
        before = before.rstrip(". \t\u00a0")
        if before.strip() and (
            before.split()[-1].lstrip('(["“|').casefold() in HEAD_WORDS or before.endswith(_UNSPACED_HEADS)
        ):
            return True
    return (" by " in tail or " BY " in tail or " VON " in tail) and any(
        w in tail for w in ("hoto", "HOTO", "mage", "icture", "ideo", "FOTO", "BILD")
    )


_PHOTOGRAPHER: Final = re.compile(
    r"(?:^|(?<=[\s。！？”）)]))[\u3400-\u9fff]{2,6}(?:社|网|網)(?:[记記]者|发|發)\s?[\u3400-\u9fff]{2,4}(?:[、 ][\u3400-\u9fff]{2,4}){0,2}\s?[摄攝]影?$"
)
"""``新华社记者 王小明 摄``: in Chinese the verb closes the credit."""


def photo_credit_at_end(line: str) -> int | None:
    """Offset at which a picture credit begins that ends the line, or None. Looks at the last 200 code points."""
    stop = len(line.rstrip(' ."”\u00a0\t*,;\r\n'))
    if stop < 3:
        return None
    if line[stop - 1] in ")]）］】":
        opening = max(line.rfind(c, max(0, stop - 200), stop) for c in "([（［【")
        if opening < 0:
            return None
        inside = line[opening + 1 : stop - 1]
        if _INSIDE.match(inside):
            return opening if agencies_of_credit(inside) is None else None
        if "©" not in inside:
            return None
    if line[stop - 1] in "摄攝" or line[stop - 2 : stop] in ("摄影", "攝影"):
        signed = _PHOTOGRAPHER.search(line, max(0, stop - 60), stop)
        if signed is not None:
            return signed.start()
    base = max(0, stop - 140)
    tail = line[base:stop]
    slash = "/" in tail
    for pattern in (_HEADED, _SIGNED, _SLASHED):
        # each pattern stands behind a test that a line of prose fails at once
        if pattern is _HEADED:
            if not _may_be_headed(tail):
                continue
        elif pattern is _SIGNED:
            if "©" not in tail and "ⓒ" not in tail and "(c)" not in tail and "(C)" not in tail:
                continue
        elif not slash and " via " not in tail:
            continue
        hit = pattern.search(tail)
        if hit and not TEXT_CUE.search(hit.group()[12:]):
            start = hit.start("name") if pattern is _SLASHED and hit.group("name") else hit.start()
            return base + start
    return None
