"""Regular expressions and word sets behind `transforms.text.furniture`, one for each form a furniture line can have.

Source: NEWSWIRE.md sections 2.1 and 2.4.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.credit_patterns import (
    AGENCIES_WORDS,
    BYLINE_WORDS,
    PHOTO_WORDS,
    SOURCE_WORDS,
    UNSPACED_AGENCIES_WORDS,
    UNSPACED_PHOTO_WORDS,
    UNSPACED_SOURCE_WORDS,
)

CRAWL: Final = re.compile(r"^date\s\d{4}-\d\d(?:-\d\d)?(?:\s|$)")
POSTED_IN: Final = re.compile(r"\d")
POSTED_IN_ASCII: Final = re.compile("[0-9]")
"""The same in a line of ASCII, in a third of the time."""
WORDS: Final = re.compile(r"[^\W\d_]+")
CLOCK_OR_DATE: Final = re.compile(
    r"^[\s|,/·•–—-]*(?:\d{1,4}[-./年]\d{1,2}[-./月]\d{1,4}日?|\d{1,2}:\d\d)(?:[\s,|/·•–—-]*(?:\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|GMT|UTC|Uhr|IST|EST|EDT|CET|[+-]\d{1,4}))*[\s|]*$",
    re.IGNORECASE,
)
MIN_READ: Final = re.compile(
    r"^(?:~|≈|ca\.?)?\s?\d{1,3}\s?(?:min(?:ute)?s?\b|dakika|мин|хв|分钟|分鐘|分で読|분)\.?\s?(?:read|de lecture|de lectura|de leitura|di lettura|lesezeit|leestijd|читання|чтения|okuma)?$",
    re.IGNORECASE,
)
COPYRIGHT_SIGN: Final = re.compile(
    r"^\W{0,3}(?:all\s+contents?\s+)?(?:(?:[\w.&'’-]+\s){0,4}articles?:\s+)?(?:©|\(c\)|ⓒ|Ⓒ|copyrights?\b|<?저작권자)", re.IGNORECASE
)  # fmt: skip
RIGHTS: Final = re.compile(
    r"all\s+rights\s+reserved|may\s+not\s+be\s+(?:published|reproduced)|alle\s+rechte(?:n)?\s+vor|tous\s+droits\s+(?:de\s+reproduction|réservés)|todos\s+los\s+derechos|todos\s+os\s+direitos|tutti\s+i\s+diritti|riproduzione\s+riservata|все\s+права|усі\s+права|"
    r"wszelkie\s+prawa|her\s+hakk|جميع\s+الحقوق|版权所有|版權所有|無断転載|무단\s?전재|redistribución\s+y\s+la\s+redifusión|prohibida\s+(?:la|su)\s+reproducción",
    re.IGNORECASE,
)
SOURCE: Final = re.compile(
    rf"^\W{{0,4}}(?:{SOURCE_WORDS})(?:\s+(?:de|da|der|of|del|di)\s+(?:la\s+|the\s+)?\w{{3,14}})?\s?(?:[:：=|/]|\s[-–—]\s)\s?(?P<rest>.{{0,90}})$|^\W{{0,3}}(?:{UNSPACED_SOURCE_WORDS})\s?[:：/／｜|]\s?(?P<cjk>.{{1,60}})$",
    re.IGNORECASE,
)
SOURCE_PLAIN: Final = re.compile(
    r"^(?:source|quelle|fuente|fonte|bron|kaynak|sursa|zdroj|izvor|kilde|källa|источник|المصدر)s?\s+(?P<rest>\S.{1,60})$|^(?:sources?|fuente|fonte|quelle)$",
    re.IGNORECASE,
)
UNNAMED: Final = re.compile(
    rf"^[\s(（\[【*•–—-]{{0,4}}(?:(?:with|avec|con|com|mit|met|med|z|с|за)\s)?(?:[\w. ]{{2,25}}?\s?[-–—/,|+]\s?)?(?:{AGENCIES_WORDS}|{UNSPACED_AGENCIES_WORDS})(?:\s?[-–—/,|+]\s?[\w. ]{{2,25}})?[\s)）\]】.*]{{0,4}}$",
    re.IGNORECASE,
)
WITH: Final = re.compile(
    r"^[\s(（\[*•–—-]{0,4}(?:[\w. ]{2,25}?\s?[-–—/,|]\s?|(?:[^\W\d_][\w.'’]{0,20}\s){1,4})?(?:with(?:\s+(?:inputs?|files|reporting|additional\s+reporting|information)\s+from)?|inputs?\s+from|additional\s+reporting\s+by|avec(?:\s+l['’])?|con(?:\s+(?:información|datos|informaciones)\s+de(?:l|\s+la|\s+las)?)?|"
    r"com(?:\s+(?:informações|informação|dados)\s+d[aeo]s?)?|(?:as\s+)?informações\s+são\s+d[aeo]s?|mit(?:\s+(?:material|informationen)(?:\s+(?:von|der|des))?)?|met|по\s+материалам|по\s+данным|за\s+матеріалами|με\s+πληροφορίες(?:\s+από)?)\s+(?P<rest>.{2,60}?)[\s)）\].*]{0,4}$",
    re.IGNORECASE,
)
REUTERS_TAIL: Final = re.compile(
    r"^\(?(?:(?:additional|writing\s+and)\s+)?(?:reporting|writing|compiled|reportage|reporte|reportagem|información|bericht|edited|editing)\s(?:by|de|por|von)\s.{3,400}(?:edit|édit|redigiert|;)|^\(.{2,200}(?:édité|editado|edición\s+de|edição\s+de|redigiert|editing)\s(?:par|por|de|em|von|by|\w+)\s.{2,120}\)$",
    re.IGNORECASE,
)
CONTRIBUTED: Final = re.compile(
    r"^.{0,200}\b(?:contributed\s+(?:to\s+this\s+(?:report|story|article)|reporting)|contribuy(?:eron|ó)\s+a\s+(?:este|esta)|(?:a|ont)\s+contribué\s+à\s+c)",
    re.IGNORECASE,
)
TRANSMISSION: Final = re.compile(
    r"^(?:AP-[A-Z]{2}-\d\d-\d\d-\d\d\s\d{4}(?:GMT|EDT|EST)<?|B[CS]-[A-Z]{2,4}-+\S.{2,80}|Eds?:\s.{5,300}|AP\sPhotos?\s[A-Z]{3,6}\d{2,4}.{0,100}|#\s?dpa.{0,80}|\*(?:\s\*){2,5}|_{3,}|-{5,}|={5,}|"
    r"(?:Editorial|Redaktionelle)\s+(?:contacts?|Hinweise?).{0,80}|Enditem|Item\s+ends|[A-Z]{2,5}\s?(?:\([^)]{1,20}\)\s?)?//\s?[A-Z]{2,5}|(?:[A-Z]{2,5}\s?(?:\([^)]{1,20}\)\s?)?//\s?[A-Z]{2,5}\s*)?Lusa/[Ff]im|\d{6}\sGMT\s\w{3}\s\d{1,2}|dpa\s\w{2,4}(?:\s\w{2,4}){1,5}|\(Schluss\)\s.{2,30})$"
)
SIGNERS: Final = re.compile(
    r"^[a-zäöü]{2,6}(?:-[a-zäöü]{2,6}){0,5}(?:/[a-zäöü]{2,6}){1,5}$|^burs?-[a-z]{2,6}(?:[-/][a-z]{2,6}){0,6}$|^--?\s?[A-Z]{2,8}(?:\s[a-z]{2,4}/[a-z]{2,4})?$"
)
NOT_SIGNERS: Final = frozenset(
    {"and/or", "he/she", "she/he", "km/h", "yes/no", "his/her", "him/her", "und/oder", "et/ou", "on/off"}
)
BYLINE: Final = re.compile(
    rf"^[\s^*#>·•|–—-]{{0,6}}(?:(?:{BYLINE_WORDS})\b\.?\s?:?|[文撰]\s?[:：/／])\s?(?P<rest>\S.{{1,100}})$",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(r"[^\W\d_a-zß-öø-ÿа-яα-ω][\w.'’-]{0,24}")
_PARTICLE_WORDS: Final = (
    "al el bin ibn de da di del della van von der den la le dos y e et and und og och en i и та و & abu bint ben in for at pour für avec with mit "
    "con com"
)
_NAME_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())


def is_name_word(word: str) -> bool:
    """Whether a word can stand in a name: it begins with no small letter, or is a particle; it holds no white space."""
    return word in _NAME_PARTICLES or _NAME_WORD.fullmatch(word) is not None


ROLE: Final = re.compile(
    r"\b(?:writer|reporter|correspondent|staff|desk|bureau|editor|news|press|agency|agencies|redaktion|redacción|redação|rédaction|redazione|redactie|correspondant|korrespondent|journalist|journaliste|periodista|jornalista|corresponsal|correspondente|online|team|special\s+to|contributor|web)\b",
    re.IGNORECASE,
)
SENTENCE_END: Final = re.compile(r"[.!?。！？؟।]\s+\S")
VERBISH: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|will|would|est|sont|a été|es|son|fue|é|são|foi|ist|sind|war|wird|hat|è|sono|was|heeft|är|er|jest|były|был|была)\b",
    re.IGNORECASE,
)
CAPTION_START: Final = re.compile(
    r"^[(\[]?(?:file\s+photo|file\s+picture|file\s+image|file\s*[-–—:]|FILE\b|in\s+this\s+(?:[\w.,]+\s){0,5}?(?:photo|picture|image|file|frame|handout|video)|(?:a|an|this|the|undated|these)\s+(?:[\w-]+\s){0,3}?(?:photo|photograph|picture|image|handout|screengrab|screenshot|still|frame\s+grab|video\s+grab)s?\b|"
    r"(?:sur|dans)\s+cette\s+(?:photo|image|capture)|photo\s+d['’]archives?|(?:cette|une)\s+(?:photo|image)|(?:foto|imagen|fotografía)\s+de\s+archivo|en\s+esta\s+(?:foto|imagen|fotografía)|nesta\s+(?:foto|imagem)|foto\s+de\s+arquivo|(?:archivbild|archivfoto|symbolbild|das\s+foto|dieses\s+(?:bild|foto))\b|foto\s+d['’]archivio|"
    r"архивное\s+фото|صورة\s+(?:أرشيفية|من\s+الأرشيف|تعبيرية)|资料图|資料圖|資料照)",
    re.IGNORECASE,
)
CAPTION_VERB: Final = re.compile(
    r"\b(?:shows?|showing|poses?|depicts?|taken|pictured|released|provided|obtained|seen|file)\b|\b(?:montre|prise|fournie|muestra|tomada|mostra|tirada|zeigt|aufgenommen)\b",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
CAPTION_DATE: Final = re.compile(
    r"\b(?:19|20)\d\d\b[^\n]{0,40}$|\((?:left|right|center|centre|l|r|c)\)", re.IGNORECASE
)
PHOTO_BRACKET: Final = re.compile(
    rf"[(\[（［【]\s?(?:(?:{PHOTO_WORDS})\b\s?(?:by\b|[:：/|©]|(?=\w))|(?:{UNSPACED_PHOTO_WORDS})\s?[:：／/｜|=＝])",
    re.IGNORECASE,
)
TIGHT_END: Final = frozenset('.!?…”"»’。！？؟।')
GLUED_SENTENCE: Final = re.compile(r"(?<=[.!?”\"»’。！？…)])\s{0,3}")

KEYED: Final = frozenset(w for w in re.split(r"\|", SOURCE_WORDS) if " " not in w)
BYLINE_KEYS: Final = frozenset(w.split()[0] for w in BYLINE_WORDS.split("|"))
PHOTO_KEYS: Final = frozenset(re.sub(r"[?\\]", "", w.split()[0]) for w in PHOTO_WORDS.split("|")) | {
    w.rstrip("s") for w in re.split(r"[|? ]+", PHOTO_WORDS)
}
CJK_KEYS: Final = tuple(
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
AGENCIES_HINTS: Final = (
    "agenc", "agent", "wires", "wire s", "wire r", "agenz", "bureau", "nieuws", "yråe", "yrå", "agens", "jenc", "genți", "genţi", "ügynöks", "πρακτ", "агент", "агенц", "ajans",
    "كالات", "خبرگزار", "סוכנ", "एजेंस", "এজেন্স", "berita", "综合", "綜合", "外电", "外電", "외신", "종합", "agens",
)  # fmt: skip
WITH_HINTS: Final = (
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
RIGHTS_HINTS: Final = (
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
DISCLAIMER_HINTS: Final = (
    "edited", "feed", "generat", "syndicat", "published", "republish", "isclaimer", "headline", "DISCLAIMER", "translated", "sourced", "supplied", "distributed", "views expressed",
    "publié", "traduit", "généré", "automatisch", "übersetzt", "redaktionell", "Meldung", "Nachricht wurde", "publicado", "traducido", "generado", "gerado", "traduzido", "produzido", "tradotto", "generato",
)  # fmt: skip
"""A line without any of these cannot match the pattern of the same name."""
DISCLAIMER_KEYS: Final = frozenset(
    ["except", "disclaimer", "this", "the", "only", "with", "edited", "published", "story", "cet", "dieser", "der", "die", "diese", "este", "questo"]
)  # fmt: skip
"""First words of a note on where a text was taken from."""
TAIL_CUES: Final = (
    "©", "ⓒ", "(c)", "opyright", "ontributed", "ights reserved", "eporting by", "diting by", "ource", "feed", "yndicat", "Rechte vor", "droits", "derechos", "direitos", "diritti",
    "ditado", "édité", "digiert", "Trust Principles",
)  # fmt: skip
