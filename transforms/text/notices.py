"""Marks that speak for an agency without naming it in a slot: desk tails, transmission codes, signers, syndication notes.

Each family of patterns stands behind a cheap substring test, since nearly all articles have none of them. Source:
NEWSWIRE.md section 2.1 (tails, transmission, signers), 2.4 (disclaimers), 2.6 (style).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from transforms.text.agencies import read_slot
from transforms.text.page_words import ANGLE, DASH, ELLIPSIS, OPENING, PageWords, telling
from transforms.text.scan_loops import CLASSES, END, MARKS, START


class Notice(NamedTuple):
    """A mark in the text; code points, half-open."""

    kind: str
    #: None: a wire is meant, unknown which
    agency: str | None
    #: key of `transforms.text.weights.WEIGHTS`
    weight: str
    start: int
    end: int


# ------------------------------------------------------------------ Reuters desk tails

_TAIL_KEYS: Final = ("eporting by", "diting ", "ditado ", "dición de", "dité par", "dição de", "edigiert von")
_REUTERS_TAIL: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\((?:[\w\s]{0,20}[Rr]eporting(?:\s+and\s+[Ww]riting)?|Writing|Compiled)\s+by\s[^()\n]{2,600}?[Ee]diting\s+by\s[^()\n]{2,160}\)",
        r"(?:^|(?<=\n)|(?<=[.!?”\"]\s)|(?<=[.!?”\"]))(?:Additional\s+)?Reporting\s+by\s[^()\n]{2,600}?[;,.]\s*(?:[Ww]riting\s+by\s[^()\n]{2,200}?[;,.]\s*)?[Ee]diting\s+by\s[^\n.;()]{2,120}",
        r"\((?:Additional\s+)?[Rr]eporting\s+by\s[^()\n]{2,300}\)",
        r"\((?:Reporte|Reportaje|Información|Con\s+reporte|Escrito)\s[^()\n]{2,400}?[Ee]dita(?:do|da|ción|ndo)\s[^()\n]{2,160}\)",
        r"\((?:Reportagem|Por)\s[^()\n]{2,400}?[Ee]di(?:ção|tado)\s[^()\n]{0,160}\)",
        r"\((?:[^()\n]{2,400}?[,;]\s+)(?:édité|edité|Édité)\s+par\s[^()\n]{2,160}\)",
        r"\((?:Bericht|Reporter|geschrieben|Geschrieben)\s[^()\n]{2,400}?[Rr]edigiert\s+von\s[^()\n]{2,200}",
        r"\((?:[^()\n]{2,200}?[,;]\s+)?(?:[Tt]radotto|[Vv]ersione\s+italiana)\s[^()\n]{2,200}?editing\s[^()\n]{2,160}\)",
    )
)
_TRUST: Final = re.compile(
    r"[^\n.]{0,40}?(?:Thomson\s+Reuters\s+Trust\s+Principles|[Pp]rinci\w+\s+(?:de\s+)?(?:confianza\s+(?:de\s+)?|confiance\s+(?:de\s+)?|di\s+fiducia\s+(?:di\s+)?)?Thomson\s+Reuters)[^\n]{0,20}"
)
_DESK_PARTS: Final = "edi", "Edi", "édi", "Édi", "eporting"
"""One of these stands in whatever of `_REUTERS_TAIL` opens with a bracket, before the first that closes."""
_LICENSING: Final = re.compile(r"Purchase\s+Licensing\s+Rights")

# ------------------------------------------------------------------ transmission

_AP_WIRE: Final = re.compile(
    r"\bAP-[A-Z]{2}-\d\d-\d\d-\d\d\s\d{4}(?:GMT|EDT|EST)<?|^B[CS]-[A-Z]{2,4}-+[A-Z][\w .'’/-]{2,60}(?:,[^\n]{0,80})?",
    re.MULTILINE,
)
_AP_EDS: Final = re.compile(
    r"^(?:Eds?:\s[^\n]{5,200}|AP\sPhotos?\s[A-Z]{3,6}\d{2,4}[^\n]{0,100})", re.MULTILINE
)
_APTN: Final = re.compile(r"\bAPTN\s(?:contributor|producer|video)[^\n.]{0,120}")
_DPA_ID: Final = re.compile(r"\bdpa:\d{6}-\d{1,3}-\d{3,9}/\d{1,2}\b")
_DPA_DESK: Final = re.compile(
    r"^#\s?dpa[\s-]\s?NOTEBOOK[^\n]{0,80}|\bdpa\s(?:\w+\s){1,3}?(?:wo|hme|lkl|xx)\b|\b\d{6}\sGMT\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s\d{1,2}\b",
    re.MULTILINE,
)
_XINHUA_END: Final = re.compile(r"(?:(?<=[.!?\"”])\s*|^)(?:Enditem|Item\s+ends|Fin|FIN)\s*$")
_LUSA_END: Final = re.compile(
    r"(?:^|(?<=\s))(?:[A-Z]{2,5}\s*(?:\([^()\n]{1,20}\)\s*)?//\s*[A-Z]{2,5}\s*\n?\s*)?Lusa/[Ff]im\b"
)
_CNA_END: Final = re.compile(
    r"[（(](?:譯者|編譯|编译)[:：][^()（）\n]{1,30}?核稿[:：][^()（）\n]{1,20}[)）]\s?\d{7}|[（(]編輯[:：][^()（）\n]{1,20}[)）]\s?1\d{6}"
)
_PTI_END: Final = re.compile(r"(?:(?<=[.!?\"”])\s*|^)PTI(?:\s[A-Z]{2,5}){1,6}\s*$")
_APA_END: Final = re.compile(r"\(Schluss\)\s[a-zäöü]{2,6}(?:/[a-zäöü]{2,6}){0,4}")
_SIGNERS: Final = re.compile(
    r"^[a-z]{2,6}(?:-[a-z]{2,6}){0,5}(?:/[a-z]{2,6}){1,5}$|^burs?-[a-z]{2,6}(?:[-/][a-z]{2,6}){0,6}$"
)
_NO_SIGNERS: Final = frozenset(
    {
        "and/or",
        "he/she",
        "she/he",
        "km/h",
        "yes/no",
        "his/her",
        "him/her",
        "und/oder",
        "et/ou",
        "y/o",
        "und/od",
        "on/off",
        "she/her",
        "he/him",
        "they/them",
    }
)
SIGNING: Final = frozenset(
    {"AFP", "dpa", "APA", "SDA-ATS", "Lusa", "PAP", "EFE", "Belga", "SID", "ANP", "NTB", "Ritzau", "TT"}
)
"""Houses whose texts end in the initials of their makers; AFP by default."""

# ------------------------------------------------------------------ syndication

_SYNDICATED: Final = re.compile(
    r"[^\n.]{0,120}?(?:not\s+been\s+edited\s+by|auto-?\s?generated\s+from|published\s+from|sourced\s+from|taken\s+from|received\s+from|based\s+on|generated\s+from|"
    r"produced\s+by|created\s+from|provided\s+by|supplied\s+by)[^\n.]{0,100}?(?:syndicat\w+|agency|wire|news\s?wire|agencies|[A-Z]{2,5})\s?(?:news\s+)?(?:feeds?|service|copy|wire)\b[^\n.]{0,120}",
)
_SYNDICATION_CUES: Final = ("feed", "yndicat", "agency copy", "wire copy", "wire service")
_TOKENS: Final = re.compile(
    r"[A-Z]{2,8}(?:-[A-Z]{2,6})?|Reuters|Bloomberg|Associated Press|Agence France-Presse"
)
_CN_REUSE: Final = re.compile(
    r"(?:声明|聲明|免责声明|版权声明)[：:][^\n]{0,120}?(?:转载|轉載|搜集自|来源于|来自互联网)[^\n]{0,120}|本网站?所有信息均搜集自互联网[^\n]{0,80}"
)

# ------------------------------------------------------------------ style

_GMT: Final = re.compile(r"\(\d{4}\sGMT\)|\b\d{1,2}H\d\d\s\(\d{1,2}H\d\d\sGMT\)")
_CROSSHEAD: Final = re.compile(r"^- [^\W\d_][^\n-]{2,50} -$", re.MULTILINE)
_RIC: Final = re.compile(
    r"<[A-Z0-9]{1,6}\.[A-Z]{1,3}>|\([A-Z0-9]{1,5}\.(?:N|O|L|T|DE|PA|HK|SS|SZ|KS|AS|MI|MC|S|TO|NS|BO|OQ)\)"
)
_SPELLING: Final[tuple[tuple[str, str, str], ...]] = (
    # (substring, agency, weight): house spellings of NEWSWIRE 2.6
    ("Arbil", "AFP", "style"), ("Irbil", "AP", "style"), ("Hashed al-Shaabi", "AFP", "style"), ("Hachd al-Chaabi", "AFP", "style"),
    ("Islamic State (IS) group", "AFP", "style"), ("Qassim Soleimani", "AP", "style"), ("Mouhandis", "AFP", "style"),
    ("ndlr)", "AFP", "style_shared"),
)  # fmt: skip


_CUES: Final = re.compile(
    r"GMT|AP-[A-Z]|B[CS]-[A-Z]|Eds?:|AP Photos? [A-Z]|APTN |Enditem|Item ends|Lusa/|PTI [A-Z]|\(Schluss\)|\(…\)|核稿|編輯|\n- |<[A-Z0-9]{1,6}\.[A-Z]|\([A-Z0-9]{1,5}\.[A-Z]{1,2}\)|"
    r"Thomson Reuters|Purchase Licensing|声明|聲明|搜集自|Arbil|Irbil|Hashed al-Shaabi|Hachd al-Chaabi|Islamic State \(IS\) group|Qassim Soleimani|Mouhandis|dpa|ndlr\)"
)
"""What opens the marks; nearly all articles have none of them, and nothing more is asked then."""
_CUE_WORDS: Final = telling(
    b"gmt ap bc bs ed eds aptn enditem item lusa pti schluss thomson purchase arbil irbil hashed hachd islamic qassim mouhandis dpa @dpa ndlr".split()
)
"""Words of the cues that are words; `_cues` looks for the others."""
_CODE: Final = re.compile(r"\([A-Z0-9]{1,5}\.[A-Z]")
_CUE_PARTS: Final = (
    "GMT", "AP-", "BC-", "BS-", "Ed:", "Eds:", "AP Photo", "APTN ", "Enditem", "Item ends", "Lusa/", "PTI ", "(Schluss)", "(…)", "核稿", "編輯", "\n- ", "<",
    "Thomson Reuters", "Purchase Licensing", "声明", "聲明", "搜集自", "Arbil", "Irbil", "Hashed al-Shaabi", "Hachd al-Chaabi", "Islamic State (IS) group",
    "Qassim Soleimani", "Mouhandis", "dpa", "ndlr)",
)  # fmt: skip
"""One of these stands in whatever `_CUES` finds, but for the code."""
_CUE_MARKS: Final = ANGLE | ELLIPSIS | OPENING | DASH


def _opens_with_cue(text: str, row: list[int]) -> bool:
    """Whether a line with a bracket or a dash has the cue that stands in or behind one: ``(AAPL.O)``, ``- Aid -``."""
    start = row[START]
    if row[MARKS] & DASH and text.startswith("- ", start):
        return True
    return row[MARKS] & OPENING != 0 and _CODE.search(text, start, row[END]) is not None


def _may_cue(text: str, words: PageWords) -> bool:
    """Whether some line of the page has a cue: most pages have neither their words nor the marks of the others."""
    return (
        words.printed & _CUE_WORDS != 0
        or words.marks & (ANGLE | ELLIPSIS) != 0
        or (words.marks & DASH != 0 and "\n- " in text)
        or (words.marks & OPENING != 0 and any(_CODE.match(text, at) for at in _brackets(text)))
    )


def _brackets(text: str) -> Iterator[int]:
    """Where brackets open."""
    at = text.find("(")
    while at >= 0:
        yield at
        at = text.find("(", at + 1)


def _cues(text: str, words: PageWords) -> set[str]:
    """The cues of the page, looked for in the lines that can hold one."""
    if not words.latin:
        found = set(_CUES.findall(text))
    elif _may_cue(text, words):
        found = set()
        for row in [row for row in words.rows if row[CLASSES] & _CUE_WORDS or row[MARKS] & _CUE_MARKS]:
            if row[CLASSES] & _CUE_WORDS or row[MARKS] & (ANGLE | ELLIPSIS) or _opens_with_cue(text, row):
                # one begins with the line feed before its line, one ends in a space
                line = text[max(0, row[START] - 1) : row[END] + 1]
                if any(map(line.__contains__, _CUE_PARTS)) or _CODE.search(line):
                    found.update(_CUES.findall(line))
    else:
        return set()
    if "GMT" in found and "dpa" in text:
        # the time of a transmission, which is read as dpa's wherever these letters stand
        found.add("dpa")
    return found


_REPORTING: Final = telling([b"reporting"])
"""The one desk tail without a bracket begins with it."""
_FEEDS: Final = telling([b"feed", b"feeds", b"service", b"copy", b"wire"])
"""One of these ends whatever `_SYNDICATED` finds."""


_TAIL_LINES: Final = 8
"""Last lines in which the marks that end a text are looked for."""


def find_notices(
    text: str, lines: list[tuple[int, int]], body: tuple[int, int], words: PageWords | None = None
) -> list[Notice]:
    """All marks of this module, in no fixed order.

    Args:
        text: the whole text.
        lines: spans of its non-empty lines, trimmed, in order.
        body: span inside which style marks are looked for.
        words: the words of the text, where they are at hand.
    """
    found: list[Notice] = []
    if not lines:
        return found
    if words is None:
        words = PageWords(text)
    cues = _cues(text, words)
    # all desk tails but one stand in a bracket, and the other begins with a word
    bracketed = words.marks & OPENING and any(row[MARKS] & OPENING for row in words.rows[-_TAIL_LINES:])
    reporting = words.printed & _REPORTING
    low = lines[-_TAIL_LINES][0] if len(lines) > _TAIL_LINES else 0
    # a body glued to one line has its tail at the end of that line
    low = max(low, lines[-1][1] - 4000)
    tail = text[low : lines[-1][1]] if bracketed or reporting or cues or words.printed & _FEEDS else ""
    if (reporting or (bracketed and _may_name_desk(tail))) and any(map(tail.__contains__, _TAIL_KEYS)):
        _desk_tail(low, tail, found)
    if cues:
        _transmission(text, low, tail, cues, found)
        _style(text, body, cues, found)
        if not cues.isdisjoint(("声明", "聲明", "搜集自")):
            _add(found, _CN_REUSE, tail, low, "republication_notice", None, "republished_unnamed")
    _signers(text, lines, found)
    if words.printed & _FEEDS:
        _syndication(low, tail, found)
    return found


def _may_name_desk(tail: str) -> bool:
    """Whether a bracket of the tail can be a desk's: no other bracket stands in these."""
    for at in _brackets(tail):
        close = tail.find(")", at)
        inside = tail[at : close if close >= 0 else len(tail)]
        if any(map(inside.__contains__, _DESK_PARTS)):
            return True
    return False


def _add(
    found: list[Notice],
    pattern: re.Pattern[str],
    where: str,
    offset: int,
    kind: str,
    agency: str | None,
    weight: str,
) -> None:
    hit = pattern.search(where)
    if hit:
        blank = len(hit.group()) - len(hit.group().lstrip())
        found.append(Notice(kind, agency, weight, offset + hit.start() + blank, offset + hit.end()))


def _desk_tail(low: int, tail: str, found: list[Notice]) -> None:
    for pattern in _REUTERS_TAIL:
        hit = pattern.search(tail)
        if hit:
            # newspapers thank their reporters too; the editor beside the reporter is the Reuters form
            weight = "tail" if "dit" in hit.group().lower() else "tail_contributed"
            found.append(Notice("tail", "Reuters", weight, low + hit.start(), low + hit.end()))
            return


_MARKS: Final[tuple[tuple[tuple[str, ...], re.Pattern[str], str, bool], ...]] = (
    # cue prefixes, pattern, agency, whether only the end of the page is searched
    (("GMT", "AP-", "BC-", "BS-"), _AP_WIRE, "AP", False),
    (("Ed", "AP P"), _AP_EDS, "AP", False),
    (("APTN",), _APTN, "AP", False),
    (("dpa",), _DPA_ID, "dpa", False),
    (("Enditem", "Item"), _XINHUA_END, "Xinhua", True),
    (("Lusa/",), _LUSA_END, "Lusa", True),
    (("核稿", "編輯"), _CNA_END, "CNA-TW", True),
    (("PTI",), _PTI_END, "PTI", True),
    (("(Schluss)",), _APA_END, "APA", True),
)


def _transmission(text: str, low: int, tail: str, cues: set[str], found: list[Notice]) -> None:
    for prefixes, pattern, agency, at_end in _MARKS:
        if any(cue.startswith(prefixes) for cue in cues):
            where, offset = (tail, low) if at_end else (text, 0)
            _add(found, pattern, where, offset, "transmission_mark", agency, "transmission_mark")
    if "dpa" in cues and ("NOTEBOOK" in text or "GMT" in cues or "dpa " in tail[-120:]):
        _add(found, _DPA_DESK, text, 0, "transmission_mark", "dpa", "transmission_mark")
    if "Thomson Reuters" in cues:
        _add(found, _TRUST, tail, low, "tail", "Reuters", "tail")
    if "Purchase Licensing" in cues:
        _add(found, _LICENSING, tail, low, "tail", "Reuters", "tail_contributed")


def _signers(text: str, lines: list[tuple[int, int]], found: list[Notice]) -> None:
    for start, end in lines[-4:]:
        if 5 <= end - start <= 40:
            line = text[start:end]
            if (
                ("/" in line or "-" in line)
                and _SIGNERS.match(line)
                and line not in _NO_SIGNERS
                and not read_slot(line)
            ):
                found.append(Notice("signer", "AFP", "signer", start, end))


def _syndication(low: int, tail: str, found: list[Notice]) -> None:
    for cue in _SYNDICATION_CUES:
        at = tail.find(cue)
        if at < 0:
            continue
        begin = max(tail.rfind("\n", 0, at), tail.rfind(". ", max(0, at - 300), at), at - 300) + 1
        stop = min(len(tail), at + 160)
        hit = _SYNDICATED.search(tail, begin, stop)
        if hit is None:
            continue
        named = [a for token in _TOKENS.findall(hit.group()) for a in read_slot(token)]
        blank = len(hit.group()) - len(hit.group().lstrip())
        start, end = low + hit.start() + blank, low + hit.end()
        if named:
            found += [
                Notice("republication_notice", a, "republished", start, end) for a in dict.fromkeys(named)
            ]
        else:
            found.append(Notice("republication_notice", None, "republished_unnamed", start, end))
        break


def _style(text: str, body: tuple[int, int], cues: set[str], found: list[Notice]) -> None:
    low, high = body
    if "GMT" in cues:
        hit = _GMT.search(text, low, high)
        if hit:
            before = text[max(low, hit.start() - 6) : hit.start()]
            agency = "AP" if before.rstrip().endswith(".m.") else "AFP"
            found.append(Notice("style", agency, "style", hit.start(), hit.end()))
    if "(…)" in cues:
        at = text.find("(…)", low, high)
        if at >= 0 and _quoted(text, at, low):
            found.append(Notice("style", "AFP", "style_shared", at, at + 3))
    if "\n- " in cues:
        hit = _CROSSHEAD.search(text, low, high)
        if hit:
            found.append(Notice("style", "AFP", "style", hit.start(), hit.end()))
    for word, agency, weight in _SPELLING:
        if word in cues:
            at = text.find(word, low, high)
            if at >= 0:
                found.append(Notice("style", agency, weight, at, at + len(word)))
    if any(cue[0] in "<(" for cue in cues):
        hit = _RIC.search(text, low, high)
        if hit:
            found.append(Notice("style", "Reuters", "style", hit.start(), hit.end()))


def _quoted(text: str, at: int, low: int) -> bool:
    before = text[max(low, at - 400) : at]
    opened = max(before.rfind("“"), before.rfind("«"), before.rfind("„"))
    return opened >= 0 and opened > max(before.rfind("”"), before.rfind("»"))
