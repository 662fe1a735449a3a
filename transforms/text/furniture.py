"""Lines of a page that are not the story: source lines, captions, bylines, links, notices. Runs on every line.

`classify_line` looks at one line at a time and must be cheap: a dictionary on the first word and a few substring tests
decide for nearly all lines that nothing else need be asked. Source of the forms: NEWSWIRE.md section 2.4.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.agencies import canonical, read_slot
from transforms.text.credit_patterns import (
    AGENCIES_WORDS,
    BYLINE_WORDS,
    PHOTO_WORDS,
    SOURCE_WORDS,
    UNSPACED_AGENCIES_WORDS,
    UNSPACED_PHOTO_WORDS,
    UNSPACED_SOURCE_WORDS,
)
from transforms.text.credit_slots import MAX_SLOT, agencies_of_credit
from transforms.text.date_labels import label_at
from transforms.text.furniture_patterns import DISCLAIMER, FULL_ONLY, SPINNER, STARTS, TRUST, first_key
from transforms.text.photo_credits import photo_credit_at_end

Label = tuple[str, str]

_SHORT: Final = 160
"""Longest line, code points, for which the line forms (byline, credit, date) are tried."""
_LONG: Final = 1200
"""From this length on only the two ends of a line are looked at."""

_CRAWL: Final = re.compile(r"^date\s\d{4}-\d\d(?:-\d\d)?(?:\s|$)")
_POSTED_IN: Final = re.compile(r"\d")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_CLOCK_OR_DATE: Final = re.compile(
    r"^[\s|,/·•–—-]*(?:\d{1,4}[-./年]\d{1,2}[-./月]\d{1,4}日?|\d{1,2}:\d\d)(?:[\s,|/·•–—-]*(?:\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|GMT|UTC|Uhr|IST|EST|EDT|CET|[+-]\d{1,4}))*[\s|]*$",
    re.IGNORECASE,
)
_MIN_READ: Final = re.compile(
    r"^(?:~|≈|ca\.?)?\s?\d{1,3}\s?(?:min(?:ute)?s?\b|dakika|мин|хв|分钟|分鐘|分で読|분)\.?\s?(?:read|de lecture|de lectura|de leitura|di lettura|lesezeit|leestijd|читання|чтения|okuma)?$",
    re.IGNORECASE,
)
_COPYRIGHT_SIGN: Final = re.compile(
    r"^\W{0,3}(?:all\s+contents?\s+)?(?:(?:[\w.&'’-]+\s){0,4}articles?:\s+)?(?:©|\(c\)|ⓒ|Ⓒ|copyrights?\b|<?저작권자)", re.IGNORECASE
)  # fmt: skip
_RIGHTS: Final = re.compile(
    r"all\s+rights\s+reserved|may\s+not\s+be\s+(?:published|reproduced)|alle\s+rechte(?:n)?\s+vor|tous\s+droits\s+(?:de\s+reproduction|réservés)|todos\s+los\s+derechos|todos\s+os\s+direitos|tutti\s+i\s+diritti|riproduzione\s+riservata|все\s+права|усі\s+права|"
    r"wszelkie\s+prawa|her\s+hakk|جميع\s+الحقوق|版权所有|版權所有|無断転載|무단\s?전재|redistribución\s+y\s+la\s+redifusión|prohibida\s+(?:la|su)\s+reproducción",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(
    rf"^\W{{0,4}}(?:{SOURCE_WORDS})(?:\s+(?:de|da|der|of|del|di)\s+(?:la\s+|the\s+)?\w{{3,14}})?\s?(?:[:：=|/]|\s[-–—]\s)\s?(?P<rest>.{{0,90}})$|^\W{{0,3}}(?:{UNSPACED_SOURCE_WORDS})\s?[:：/／｜|]\s?(?P<cjk>.{{1,60}})$",
    re.IGNORECASE,
)
_SOURCE_PLAIN: Final = re.compile(
    r"^(?:source|quelle|fuente|fonte|bron|kaynak|sursa|zdroj|izvor|kilde|källa|источник|المصدر)s?\s+(?P<rest>\S.{1,60})$|^(?:sources?|fuente|fonte|quelle)$",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(
    rf"^[\s(（\[【*•–—-]{{0,4}}(?:(?:with|avec|con|com|mit|met|med|z|с|за)\s)?(?:[\w. ]{{2,25}}?\s?[-–—/,|+]\s?)?(?:{AGENCIES_WORDS}|{UNSPACED_AGENCIES_WORDS})(?:\s?[-–—/,|+]\s?[\w. ]{{2,25}})?[\s)）\]】.*]{{0,4}}$",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"^[\s(（\[*•–—-]{0,4}(?:[\w. ]{2,25}?\s?[-–—/,|]\s?)?(?:with(?:\s+(?:inputs?|files|reporting|additional\s+reporting|information)\s+from)?|inputs?\s+from|additional\s+reporting\s+by|avec(?:\s+l['’])?|con(?:\s+(?:información|datos|informaciones)\s+de(?:l|\s+la|\s+las)?)?|"
    r"com(?:\s+(?:informações|informação|dados)\s+d[aeo]s?)?|(?:as\s+)?informações\s+são\s+d[aeo]s?|mit(?:\s+(?:material|informationen)(?:\s+(?:von|der|des))?)?|met|по\s+материалам|по\s+данным|за\s+матеріалами|με\s+πληροφορίες(?:\s+από)?)\s+(?P<rest>.{2,60}?)[\s)）\].*]{0,4}$",
    re.IGNORECASE,
)
_REUTERS_TAIL: Final = re.compile(
    r"^\(?(?:(?:additional|writing\s+and)\s+)?(?:reporting|writing|compiled|reportage|reporte|reportagem|información|bericht|edited|editing)\s(?:by|de|por|von)\s.{3,400}(?:edit|édit|redigiert|;)|^\(.{2,200}(?:édité|editado|edición\s+de|edição\s+de|redigiert|editing)\s(?:par|por|de|em|von|by|\w+)\s.{2,120}\)$",
    re.IGNORECASE,
)
_CONTRIBUTED: Final = re.compile(
    r"^.{0,200}\b(?:contributed\s+(?:to\s+this\s+(?:report|story|article)|reporting)|contribuy(?:eron|ó)\s+a\s+(?:este|esta)|(?:a|ont)\s+contribué\s+à\s+c)",
    re.IGNORECASE,
)
_TRANSMISSION: Final = re.compile(
    r"^(?:AP-[A-Z]{2}-\d\d-\d\d-\d\d\s\d{4}(?:GMT|EDT|EST)<?|B[CS]-[A-Z]{2,4}-+\S.{2,80}|Eds?:\s.{5,300}|AP\sPhotos?\s[A-Z]{3,6}\d{2,4}.{0,100}|#\s?dpa.{0,80}|\*(?:\s\*){2,5}|_{3,}|-{5,}|={5,}|"
    r"(?:Editorial|Redaktionelle)\s+(?:contacts?|Hinweise?).{0,80}|Enditem|Item\s+ends|[A-Z]{2,5}\s?(?:\([^)]{1,20}\)\s?)?//\s?[A-Z]{2,5}|(?:[A-Z]{2,5}\s?(?:\([^)]{1,20}\)\s?)?//\s?[A-Z]{2,5}\s*)?Lusa/[Ff]im|\d{6}\sGMT\s\w{3}\s\d{1,2}|dpa\s\w{2,4}(?:\s\w{2,4}){1,5}|\(Schluss\)\s.{2,30})$"
)
_SIGNERS: Final = re.compile(
    r"^[a-zäöü]{2,6}(?:-[a-zäöü]{2,6}){0,5}(?:/[a-zäöü]{2,6}){1,5}$|^burs?-[a-z]{2,6}(?:[-/][a-z]{2,6}){0,6}$|^--?\s?[A-Z]{2,8}(?:\s[a-z]{2,4}/[a-z]{2,4})?$"
)
_NOT_SIGNERS: Final = frozenset(
    {"and/or", "he/she", "she/he", "km/h", "yes/no", "his/her", "him/her", "und/oder", "et/ou", "on/off"}
)
_BYLINE: Final = re.compile(
    rf"^[\s^*#>·•|–—-]{{0,6}}(?:(?:{BYLINE_WORDS})\b\.?\s?:?|[文撰]\s?[:：/／])\s?(?P<rest>\S.{{1,100}})$",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(
    r"^(?:[^\W\d_a-zß-öø-ÿа-яα-ω][\w.'’-]{0,24}|al|el|bin|ibn|de|da|di|del|della|van|von|der|den|la|le|dos|y|e|et|and|und|og|och|en|i|и|та|و|&|abu|bint|ben|in|for|at|pour|für|avec|with|mit|con|com)$"
)
_ROLE: Final = re.compile(
    r"\b(?:writer|reporter|correspondent|staff|desk|bureau|editor|news|press|agency|agencies|redaktion|redacción|redação|rédaction|redazione|redactie|correspondant|korrespondent|journalist|journaliste|periodista|jornalista|corresponsal|correspondente|online|team|special\s+to|contributor|web)\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?。！？؟।]\s+\S")
_VERBISH: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|will|would|est|sont|a été|es|son|fue|é|são|foi|ist|sind|war|wird|hat|è|sono|was|heeft|är|er|jest|były|был|была)\b",
    re.IGNORECASE,
)
_CAPTION_START: Final = re.compile(
    r"^[(\[]?(?:file\s+photo|file\s+picture|file\s+image|file\s*[-–—:]|FILE\b|in\s+this\s+(?:[\w.,]+\s){0,5}?(?:photo|picture|image|file|frame|handout|video)|(?:a|an|this|the|undated|these)\s+(?:[\w-]+\s){0,3}?(?:photo|photograph|picture|image|handout|screengrab|screenshot|still|frame\s+grab|video\s+grab)s?\b|"
    r"(?:sur|dans)\s+cette\s+(?:photo|image|capture)|photo\s+d['’]archives?|(?:cette|une)\s+(?:photo|image)|(?:foto|imagen|fotografía)\s+de\s+archivo|en\s+esta\s+(?:foto|imagen|fotografía)|nesta\s+(?:foto|imagem)|foto\s+de\s+arquivo|(?:archivbild|archivfoto|symbolbild|das\s+foto|dieses\s+(?:bild|foto))\b|foto\s+d['’]archivio|"
    r"архивное\s+фото|صورة\s+(?:أرشيفية|من\s+الأرشيف|تعبيرية)|资料图|資料圖|資料照)",
    re.IGNORECASE,
)
_CAPTION_VERB: Final = re.compile(
    r"\b(?:shows?|showing|poses?|depicts?|taken|pictured|released|provided|obtained|seen|file)\b|\b(?:montre|prise|fournie|muestra|tomada|mostra|tirada|zeigt|aufgenommen)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CAPTION_DATE: Final = re.compile(
    r"\b(?:19|20)\d\d\b[^\n]{0,40}$|\((?:left|right|center|centre|l|r|c)\)", re.IGNORECASE
)
_TIGHT_END: Final = frozenset('.!?…”"»’。！？؟।')
_GLUED_SENTENCE: Final = re.compile(r"(?<=[.!?”\"»’。！？…)])\s{0,3}")

_KEYED: Final = frozenset(w for w in re.split(r"\|", SOURCE_WORDS) if " " not in w)
_BYLINE_KEYS: Final = frozenset(w.split()[0] for w in BYLINE_WORDS.split("|"))
_PHOTO_KEYS: Final = frozenset(re.sub(r"[?\\]", "", w.split()[0]) for w in PHOTO_WORDS.split("|")) | {
    w.rstrip("s") for w in re.split(r"[|? ]+", PHOTO_WORDS)
}
_CJK_KEYS: Final = tuple(
    dict.fromkeys(
        (
            *UNSPACED_SOURCE_WORDS.split("|"),
            *UNSPACED_PHOTO_WORDS.split("|"),
            *UNSPACED_AGENCIES_WORDS.split("|"),
            "文/",
            "文／",
            "撰文",
            "声明",
            "聲明",
        )
    )
)
_AGENCIES_HINTS: Final = (
    "agenc", "agent", "wires", "wire s", "wire r", "agenz", "bureau", "nieuws", "yråe", "yrå", "agens", "jenc", "genți", "genţi", "ügynöks", "πρακτ", "агент", "агенц", "ajans",
    "كالات", "خبرگزار", "סוכנ", "एजेंस", "এজেন্স", "berita", "综合", "綜合", "外电", "外電", "외신", "종합", "agens",
)  # fmt: skip
_WITH_HINTS: Final = (
    "with",
    "inputs",
    "report",
    "avec",
    "con ",
    "com ",
    "informa",
    "mit ",
    "met ",
    "матер",
    "данн",
    "πληροφ",
)
_RIGHTS_HINTS: Final = (
    "right",
    "reprod",
    "rechte",
    "droits",
    "derechos",
    "direitos",
    "diritti",
    "riprod",
    "права",
    "prawa",
    "hakk",
    "الحقوق",
    "版",
    "轉載",
    "転載",
    "전재",
    "rediff",
    "redif",
    "may not be",
)
_DISCLAIMER_HINTS: Final = (
    "edited", "feed", "generat", "syndicat", "published", "republish", "isclaimer", "headline", "DISCLAIMER", "translated", "sourced", "supplied", "distributed", "views expressed",
    "publié", "traduit", "généré", "automatisch", "übersetzt", "redaktionell", "Meldung", "Nachricht wurde", "publicado", "traducido", "generado", "gerado", "traduzido", "produzido", "tradotto", "generato",
)  # fmt: skip
"""A line without any of these cannot match the pattern of the same name."""
_DISCLAIMER_KEYS: Final = frozenset(
    ["except", "disclaimer", "this", "the", "only", "with", "edited", "published", "story", "cet", "dieser", "der", "die", "diese", "este", "questo"]
)  # fmt: skip
"""First words of a note on where a text was taken from."""
_TAIL_CUES: Final = (
    "©", "ⓒ", "(c)", "opyright", "ontributed", "ights reserved", "eporting by", "diting by", "ource", "feed", "yndicat", "Rechte vor", "droits", "derechos", "direitos", "diritti",
    "ditado", "édité", "digiert", "Trust Principles",
)  # fmt: skip


def classify_line(line: str, *, first: bool, last: bool) -> Label | None:
    """What a line is, if it is not part of the story: ``(kind, reason)``, or None for running text and headlines.

    Kinds are ``noise``, ``footer``, ``caption`` and ``byline``. The reason ``cut_to_end`` says that what follows belongs to
    other stories too (``Also Read``, ``Meer uit …``): the page ends there.

    Args:
        line: one line, or the tail of one.
        first: it is among the first eight non-empty lines.
        last: it is among the last eight.
    """
    s = line.strip()
    n = len(s)
    if n < 2:
        return ("noise", "mark") if n and not s.isalnum() else None
    if n > _LONG:
        return _long_line(s)
    folded = s[:120].casefold()
    key = first_key(folded.lstrip('([*•·>|»-–— "“'))
    if n <= _SHORT:
        label = _short_line(s, n, key, first, last)
        if label is not None:
            return label
    entries = STARTS.get(key)
    if entries is not None:
        label = _furniture(s, n, folded, entries, first, last)
        if label is not None:
            return label
    return _any_line(s, n, key, first, last)


def _long_line(s: str) -> Label | None:
    head = s[:200]
    if SPINNER.search(head):
        return ("footer", "spinner_sources")
    if photo_credit_at_end(s) is not None and _CAPTION_START.match(head):
        return ("caption", "photo_credit")
    return None


def _short_line(s: str, n: int, key: str, first: bool, last: bool) -> Label | None:
    """Forms that only a line of its own can have."""
    if key == "date" and _CRAWL.match(s):
        return ("noise", "crawl_date") if n <= 18 else None
    if s[0].isdigit() and (_CLOCK_OR_DATE.match(s) or _MIN_READ.match(s)):
        return ("noise", "date")
    if n <= 30 or ":" in s or "：" in s or _POSTED_IN.search(s):
        label = label_at(s, 0, n)
        if label is not None and _is_date_line(s, label[1]):
            return ("noise", label[0])
    if not any(c.isalnum() for c in s):
        return ("noise", "rule")
    if n <= MAX_SLOT:
        slot = s.strip("()[]（）【】 .*^=<>—–-")
        if (
            slot
            and (slot[0].isupper() or not slot.isascii() or last)
            and agencies_of_credit(slot) is not None
        ):
            # a headline may be a name: only at the edges, and only where the line is nothing else
            if first and not last:
                return ("byline", "agency")
            if last or s[0] in "([（【—–":
                return ("footer", "credit")
            return None
    if key in _KEYED or (not s.isascii() and s.startswith(_CJK_KEYS)):
        label2 = _source_line(s, last)
        if label2 is not None:
            return label2
    if (first or last) and (key in _BYLINE_KEYS or s[0] in "文撰"):
        label2 = _byline(s, first)
        if label2 is not None:
            return label2
    if first or last:
        lower = s.lower()
        if (
            any(word in lower for word in _AGENCIES_HINTS)
            and _UNNAMED.match(s)
            and (s[0] in "([（【*" or n <= 40)
        ):
            return ("byline", "agencies") if first and not last else ("footer", "agencies")
        with_line = _WITH.match(s) if n <= 120 and any(word in lower for word in _WITH_HINTS) else None
        if with_line is not None and (
            read_slot(with_line.group("rest").strip(" ()."))
            or canonical(with_line.group("rest").strip(" .)"))
        ):
            return ("byline", "with_agencies") if first and not last else ("footer", "with_agencies")
        if "," in s or "|" in s or " - " in s or "·" in s:
            label2 = _name_and_agency(s, n, first)
            if label2 is not None:
                return label2
    if last and n <= 40 and _SIGNERS.match(s) and s not in _NOT_SIGNERS:
        return ("footer", "signer")
    return None


def _is_date_line(s: str, stop: int) -> bool:
    """Whether a line that begins with ``Published`` is about a date and nothing else."""
    rest = s[stop:]
    words = _WORDS.findall(rest)
    if _POSTED_IN.search(rest):
        return len(words) <= 14 and not _SENTENCE_END.search(rest)
    return (len(words) <= 3 and rest.rstrip().endswith((":", "："))) or not words


def _source_line(s: str, last: bool) -> Label | None:
    hit = _SOURCE.match(s)
    if hit is not None:
        rest = (hit.group("rest") or hit.group("cjk") or "").strip()
        if not rest or (
            len(rest.split()) <= 8 and not _SENTENCE_END.search(rest) and not _VERBISH.search(rest)
        ):
            return ("footer", "source")
        return None
    plain = _SOURCE_PLAIN.match(s)
    if plain is not None:
        rest = plain.group("rest")
        if rest is None:
            return ("footer", "source") if last else None
        if read_slot(rest.strip(" .")):
            return ("footer", "source")
    return None


def _byline(s: str, first: bool) -> Label | None:
    hit = _BYLINE.match(s)
    if hit is None or _SENTENCE_END.search(s):
        return None
    rest = hit.group("rest").rstrip(" .:|")
    words = [w.strip(',;|()@/–—-"“”') for w in rest.split()]
    words = [w for w in words if w and not any(c.isdigit() for c in w)]
    if not words or len(words) > 14:
        return None
    agency = read_slot(re.split(r"[,|(–—]| - | for | pour | für ", rest)[-1].strip(" ).")) or canonical(rest)
    named = sum(1 for w in words if _NAME_WORD.match(w) or "@" in w)
    if agency and named >= len(words) - 2:
        return ("byline", "agency")
    lead = s.split(None, 1)[0].rstrip(":").casefold()
    if named == len(words) and len(words) <= 9 and (words[0][0].isupper() or not words[0].isascii()):
        # "From Rome With Love" is a headline; "By Jane Doe" is not
        if (
            lead
            in (
                "by",
                "par",
                "von",
                "por",
                "text",
                "texto",
                "testo",
                "texte",
                "author",
                "autor",
                "автор",
                "door",
                "reporter",
                "written",
                "story",
                "oleh",
            )
            or s[len(lead) : len(lead) + 1] == ":"
        ):
            return ("byline", "name") if lead != "von" or first else None
    elif (
        _ROLE.search(rest)
        and named >= len(words) - 3
        and len(words) <= 10
        and lead in ("by", "par", "von", "por", "door", "oleh", "da", "av", "af")
    ):
        return ("byline", "name")
    return None


def _name_and_agency(s: str, n: int, first: bool) -> Label | None:
    """``Jane Doe, Associated Press``, ``PTI | Delhi | Updated: …``, ``AFP, Paris``."""
    if n > 110 or s[-1] in ".!?:;":
        return None
    parts = [p.strip() for p in re.split(r"\s?[,|·]\s?|\s[-–—]\s", s) if p.strip()]
    if len(parts) < 2 or len(parts) > 5:
        return None
    if (
        canonical(parts[-1])
        and len(parts[0].split()) <= 6
        and all(_NAME_WORD.match(w) for w in parts[0].split())
        and len(parts[0].split()) >= 2
    ):
        return ("byline", "agency")
    if (
        canonical(parts[0])
        and len(parts) <= 4
        and all(len(p.split()) <= 4 for p in parts[1:])
        and ("|" in s or n <= 40)
    ):
        return ("byline", "agency") if first else ("footer", "credit")
    return None


def _furniture(
    s: str, n: int, folded: str, entries: tuple[tuple[str, str], ...], first: bool, last: bool
) -> Label | None:
    body = folded.lstrip('([*•·>|»-–— "“')
    for phrase, reason in entries:
        if not body.startswith(phrase):
            continue
        behind = body[len(phrase) : len(phrase) + 1]
        if behind.isalpha() and not phrase[-1].isspace() and phrase.isascii():
            continue
        rest = s[len(folded) - len(body) + len(phrase) :].strip(" :：»>|.-–—")
        if phrase in FULL_ONLY:
            if rest and not (behind in ":：|»>" and behind):
                continue
            if rest and len(rest) > 120 and reason != "related":
                continue
        elif reason == "cut_to_end":
            # "Most read newspapers say …" is a sentence; a heading has no end, and is short
            if n > 90 or (rest and s[-1] in ".!?" and behind not in (":", "：")):
                continue
        elif reason in ("subscription", "cookies"):
            if n > 420 or (n > 160 and not last and not first and s[-1] in '”"'):
                continue
        elif reason == "related" and n > 260:
            continue
        if reason == "cut_to_end":
            if rest and behind in (":", "：") and len(rest) > 12:
                # "Also read: Minister resigns" is one link, the story goes on below
                return ("noise", "related")
            return ("noise", "cut_to_end")
        if reason == "copying":
            return ("footer", "rights")
        return ("noise", reason)
    return None


def _any_line(s: str, n: int, key: str, first: bool, last: bool) -> Label | None:
    """Forms that may be long: notices, captions, tails."""
    if (
        "©" in s
        or "ⓒ" in s
        or "opyright" in s
        or "OPYRIGHT" in s
        or "(c)" in s
        or "(C)" in s
        or "저작권" in s
    ):
        if _COPYRIGHT_SIGN.match(s) and n <= 500:
            if photo_credit_at_end(s) == 0:
                return ("caption", "photo_credit")
            return ("footer", "copyright")
        if n <= 300 and _RIGHTS.search(s):
            return ("footer", "copyright")
    elif last and n <= 500 and _hinted(s, _RIGHTS_HINTS) and _RIGHTS.search(s):
        return ("footer", "rights")
    at = photo_credit_at_end(s)
    if at is not None:
        if at <= 3:
            return ("caption", "photo_credit")
        if n <= 900 and (_CAPTION_START.match(s) or _CAPTION_DATE.search(s[:at]) or n <= 420):
            return ("caption", "photo_credit")
    if (
        (
            key in ("a", "an", "this", "the", "in", "file", "undated", "these")
            or not first
            or not s.isascii()
            or key in _PHOTO_KEYS
        )
        and n <= 700
        and _is_caption(s, first)
    ):
        return ("caption", "picture_text")
    if n <= 700:
        if (
            key
            in (
                "reporting",
                "additional",
                "writing",
                "compiled",
                "editing",
                "edited",
                "reporte",
                "reportaje",
                "reportagem",
                "reportage",
                "bericht",
                "información",
            )
            or s[0] == "("
        ) and _REUTERS_TAIL.match(s):
            return ("footer", "desk_tail")
        if last and "ontribu" in s and _CONTRIBUTED.match(s):
            return ("footer", "desk_tail")
        if n <= _SHORT + 160 and (s[0] in "#*_-=AB" or s[0].isdigit() or last) and _TRANSMISSION.match(s):
            return ("footer" if last else "noise", "transmission")
    if ("mention" in s or s.startswith(("Source", "source"))) and (
        SPINNER.search(s[:400]) or SPINNER.search(s[-200:])
    ):
        return ("footer", "spinner_sources")
    worded = key in _DISCLAIMER_KEYS and any(word in s for word in _DISCLAIMER_HINTS)
    if worded and n <= (600 if last else 300) and DISCLAIMER.search(s[:160]):
        return ("footer", "disclaimer")
    trusted = "Standards" in s or "Trust Principles" in s or "Licensing Rights" in s or "Estándares" in s
    if trusted and n <= 200 and TRUST.search(s):
        return ("footer", "desk_tail")
    return None


def _hinted(s: str, hints: tuple[str, ...]) -> bool:
    lower = s.lower()
    return any(word in lower for word in hints)


def _is_caption(s: str, first: bool) -> bool:
    if not _CAPTION_START.match(s):
        return False
    return bool(_CAPTION_VERB.search(s) and _YEAR.search(s)) and (first or len(s) <= 400)


def split_trailing_footer(line: str) -> int | None:
    """Offset at which a footer begins that is glued to the end of a body line, or None.

    The text before it ends a sentence. Only the last 900 code points are looked at.

    >>> "The minister resigned. (AFP)"[split_trailing_footer("The minister resigned. (AFP)") :]
    '(AFP)'
    """
    stop = len(line.rstrip())
    if stop < 20:
        return None
    low = max(0, stop - 900)
    tail = line[low:stop]
    best: int | None = None
    if tail[-1] in ")]）］】.":
        closing = tail.rstrip(" .")
        if closing and closing[-1] in ")]）］】":
            opening = max(closing.rfind(c) for c in "([（［【")
            if opening > 0 and _ends_sentence(tail, opening):
                inside = closing[opening + 1 : -1]
                if (
                    agencies_of_credit(inside) is not None
                    or _UNNAMED.match(inside)
                    or _WITH.match(inside)
                    or _REUTERS_TAIL.match(closing[opening:])
                ):
                    best = opening
    if best is None and any(dash in tail[-26:] for dash in ("—", "–", "- ")):
        hit = re.search(r"(?<=[.!?”\"»’])\s?[-–—]{1,2}\s?(?P<who>[^\s.!?][^.!?]{1,22})\.?$", tail)
        if hit is not None and agencies_of_credit(hit.group("who")) is not None:
            best = hit.start() + len(hit.group()) - len(hit.group().lstrip())
    if any(cue in tail for cue in _TAIL_CUES):
        for mark in list(_GLUED_SENTENCE.finditer(tail))[-12:]:
            at = mark.end()
            if at <= 0 or at >= len(tail) or (best is not None and at >= best):
                continue
            label = classify_line(tail[at:], first=False, last=True)
            if label is not None and label[0] in ("footer", "noise"):
                best = at
                break
    return low + best if best is not None and (low + best) > 0 else None


def _ends_sentence(tail: str, at: int) -> bool:
    before = tail[:at].rstrip()
    return bool(before) and (before[-1] in _TIGHT_END)
