"""Marks that speak for an agency without naming it in a slot: desk tails, transmission codes, signers, syndication notes.

Each family of patterns stands behind a cheap substring test, since nearly all articles have none of them. Source:
NEWSWIRE.md section 2.1 (tails, transmission, signers), 2.4 (disclaimers), 2.6 (style).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from transforms.text.agencies import read_slot


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

_TAIL_KEYS: Final = (
    "diting by",
    "eporting by",
    "ditado por",
    "ditado em",
    "dition de",
    "dité par",
    "dição de",
    "dición de",
    "edigiert von",
    "editing ",
    "diting ",
)
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


def find_notices(text: str, lines: list[tuple[int, int]], body: tuple[int, int]) -> list[Notice]:
    """All marks of this module, in no fixed order.

    Args:
        text: the whole text.
        lines: spans of its non-empty lines, trimmed, in order.
        body: span inside which style marks are looked for.
    """
    found: list[Notice] = []
    if not lines:
        return found
    low = lines[-8][0] if len(lines) > 8 else 0
    # a body glued to one line has its tail at the end of that line
    low = max(low, lines[-1][1] - 4000)
    tail = text[low:]
    if any(key in tail for key in _TAIL_KEYS):
        for pattern in _REUTERS_TAIL:
            hit = pattern.search(tail)
            if hit:
                found.append(Notice("tail", "Reuters", "tail", low + hit.start(), low + hit.end()))
                break
    if "Thomson Reuters" in tail:
        hit = _TRUST.search(tail)
        if hit:
            found.append(
                Notice("tail", "Reuters", "tail", low + hit.start() + _blank(hit.group()), low + hit.end())
            )
    if "Purchase Licensing" in tail:
        hit = _LICENSING.search(tail)
        if hit:
            found.append(Notice("tail", "Reuters", "tail_contributed", low + hit.start(), low + hit.end()))
    _transmission(text, lines, low, tail, found)
    _syndication(low, tail, found)
    _style(text, body, found)
    return found


def _blank(piece: str) -> int:
    return len(piece) - len(piece.lstrip())


def _transmission(text: str, lines: list[tuple[int, int]], low: int, tail: str, found: list[Notice]) -> None:
    def add(
        pattern: re.Pattern[str],
        agency: str,
        weight: str,
        where: str,
        offset: int,
        kind: str = "transmission_mark",
    ) -> None:
        hit = pattern.search(where)
        if hit:
            blank = _blank(hit.group())
            found.append(Notice(kind, agency, weight, offset + hit.start() + blank, offset + hit.end()))

    if "GMT" in text or "AP-" in text or "BC-" in text or "BS-" in text:
        add(_AP_WIRE, "AP", "transmission_mark", text, 0)
    if "Eds" in text or "AP Photo" in text:
        add(_AP_EDS, "AP", "transmission_mark", text, 0)
    if "APTN " in text:
        add(_APTN, "AP", "transmission_mark", text, 0)
    if "dpa" in text:
        add(_DPA_ID, "dpa", "transmission_mark", text, 0)
        if "NOTEBOOK" in text or " GMT " in tail or "dpa " in tail[-120:]:
            add(_DPA_DESK, "dpa", "transmission_mark", text, 0)
    if "nditem" in tail or "tem ends" in tail:
        add(_XINHUA_END, "Xinhua", "transmission_mark", tail.rstrip(), low)
    if "Lusa/" in tail:
        add(_LUSA_END, "Lusa", "transmission_mark", tail, low)
    if "核稿" in tail or "編輯" in tail:
        add(_CNA_END, "CNA-TW", "transmission_mark", tail, low)
    if "PTI " in tail:
        add(_PTI_END, "PTI", "transmission_mark", tail.rstrip(), low)
    if "(Schluss)" in tail:
        add(_APA_END, "APA", "transmission_mark", tail, low)
    for start, end in lines[-4:]:
        if 5 <= end - start <= 40:
            line = text[start:end]
            if "/" in line and _SIGNERS.match(line) and line not in _NO_SIGNERS and not read_slot(line):
                found.append(Notice("signer", "AFP", "signer", start, end))


def _syndication(low: int, tail: str, found: list[Notice]) -> None:
    if "feed" in tail or "edited by" in tail or "yndicat" in tail:
        for hit in _SYNDICATED.finditer(tail):
            if "feed" not in hit.group() and "yndicat" not in hit.group():
                continue
            named = [
                a
                for token in re.findall(r"[A-Z]{2,8}(?:-[A-Z]{2,6})?|Reuters|Bloomberg", hit.group())
                for a in read_slot(token)
            ]
            start, end = low + hit.start() + _blank(hit.group()), low + hit.end()
            if named:
                found += [
                    Notice("republication_notice", a, "republished", start, end) for a in dict.fromkeys(named)
                ]
            else:
                found.append(Notice("republication_notice", None, "republished_unnamed", start, end))
            break
    if "声明" in tail or "聲明" in tail or "搜集自" in tail:
        hit2 = _CN_REUSE.search(tail)
        if hit2:
            found.append(
                Notice(
                    "republication_notice", None, "republished_unnamed", low + hit2.start(), low + hit2.end()
                )
            )


def _style(text: str, body: tuple[int, int], found: list[Notice]) -> None:
    low, high = body
    if "GMT" in text:
        hit = _GMT.search(text, low, high)
        if hit:
            before = text[max(low, hit.start() - 6) : hit.start()]
            agency = "AP" if before.rstrip().endswith(".m.") else "AFP"
            found.append(Notice("style", agency, "style", hit.start(), hit.end()))
    at = text.find("(…)", low, high)
    if at >= 0 and _quoted(text, at, low):
        found.append(Notice("style", "AFP", "style_shared", at, at + 3))
    if " -\n" in text:
        hit = _CROSSHEAD.search(text, low, high)
        if hit:
            found.append(Notice("style", "AFP", "style", hit.start(), hit.end()))
    for word, agency, weight in _SPELLING:
        at = text.find(word, low, high)
        if at >= 0:
            found.append(Notice("style", agency, weight, at, at + len(word)))
    if (
        ".N)" in text
        or ".O)" in text
        or ">" in text
        or ".L)" in text
        or ".DE)" in text
        or ".PA)" in text
        or ".T)" in text
    ):
        hit = _RIC.search(text, low, high)
        if hit:
            found.append(Notice("style", "Reuters", "style", hit.start(), hit.end()))


def _quoted(text: str, at: int, low: int) -> bool:
    before = text[max(low, at - 400) : at]
    opened = max(before.rfind("“"), before.rfind("«"), before.rfind("„"))
    return opened >= 0 and opened > max(before.rfind("”"), before.rfind("»"))
