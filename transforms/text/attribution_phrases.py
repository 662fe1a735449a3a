"""How running prose says that an agency reported something: ``told AFP``, ``with AFP``, ``an AFP reporter saw``.

Spaced languages: the one to three words right before the agency name (its *connector*: ``told``, ``à l'``, ``der``)
choose the rules; most ask for a verb nearby. The words of a rule tell its language, so that a text whose language is
unknown is read as well as any other. Languages without spaces are read by short patterns on both sides.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.attribution_rules import (
    AFTER_ANY,
    BEFORE_HEADS,
    CLAIM_AFTER,
    CLAIM_BEFORE,
    ENGLISH_WORDS,
    HEAD,
    RULES,
    SAY_BEFORE,
    Rule,
    may_say_after,
)
from transforms.text.plain_letters import Caseless, plain_letters
from transforms.text.unspaced_phrases import Phrase, read_unspaced

__all__ = ["REACH", "Phrase", "read_phrase"]

REACH: Final = 150
"""Code points of context read on the left of a mention."""
_WORDS: Final = 14
"""Words between a verb and the connector at most; German puts the whole subject there."""

_AGENCY_NOUN: Final = Caseless(
    r"(?:(?<=\s)|^|(?<=['’])|(?<=[\u0600-\u06ff\u0590-\u05ff]))"
    r"(?:(?:the|an?)\s+)?"
    r"(?:(?:French|American|US|U\.S\.|British|German|Spanish|Chinese|Russian|Italian|Turkish|state(?:-run)?|international|official|"
    r"französischen?|amerikanischen?|britischen?|deutschen?|US-|internationalen?|russischen?|staatlichen?|französische|американскому|французскому|"
    r"francusk\w+|amerykańsk\w+|francouzsk\w+|americk\w+|franse|amerikanska|franska|franske|amerikanske|γαλλικό|αμερικανικό|хорижий)\s*){0,2}"
    r"(?P<noun>news\s+agency|news\s+agencies|press\s+agency|wire\s+(?:service|agency)|newswire|news\s+service|agency|"
    r"(?:nachrichten|presse)?agentur(?:en)?|"
    r"agence(?:\s+(?:de\s+presse|d['’]information|de\s+presse\s+\w+|\w+aise))?|"
    r"ag[eê]nci[ae]s?(?:\s+de\s+(?:not[ií]cias|prensa))?(?:\s+(?:francesa|estadounidense|norte-americana|americana|alemana|alemã|espanhola|española|británica|britânica|internacional|estatal|russa|rusa|italiana))?|"
    r"agència(?:\s+de\s+notícies)?|agenzi[ae](?:\s+(?:di\s+)?(?:stampa|notizie))?(?:\s+(?:francese|americana|tedesca|britannica))?|"
    r"(?:pers|nieuws)(?:bureau|agentschap)|(?:nyhets|telegram)byr(?:ån|ået)|nyhedsbureauet|nyhetsbyrån|fréttastofunni|fréttastofan|fréttaveitunni|"
    r"агентств[уаеo]?|агентством|информагентству?|агенц[иі][яиії]|агенци\w+|"
    r"agentu[rú]\w{0,2}|agentú\w{0,3}|agencij\w{1,2}|agencj\w{1,2}|novinsk\w+\s+agencij\w+|"
    r"agen[ţț]i\w{1,3}(?:\s+de\s+(?:presă|[sș]tiri))?|hírügynökség\w{0,5}|"
    r"πρακτορείο(?:υ)?(?:\s+ειδήσεων)?|ειδησεογραφικό\s+πρακτορείο|"
    r"(?:ل|ب|و|عن\s)?وكالة(?:\s+(?:الأنباء|أنباء|الصحافة))?(?:\s+الفرنسية)?|خبرگزاری|سوکالة|סוכנות(?:\s+הידיעות)?|לסוכנות(?:\s+הידיעות)?|"
    r"hãng(?:\s+(?:tin|thông\s+tấn))?|kantor\s+berita|agensi\s+berita|haber\s+ajansı|uutistoimisto(?:lle|n)?|uudisteagentuurile|naujienų\s+agentūrai|aģentūrai|"
    r"shirika\s+la\s+habari\s+la|kamfanin\s+dillancin\s+labarai\s+na|wakaaladda\s+wararka(?:\s+ee)?|समाचार\s+एजेंसी|সংবাদ\s+সংস্থা|خبر\s+رساں\s+ادارے)"
    r"\s*[\"'“”„«»‘(]?(?:the\s+)?$"
)
_AGENCY_STEMS: Final = (
    "agen", "agên", "agèn", "buro", "bureau", "wire", "service", "byrå", "frétta", "агент", "агенц", "агенці", "ügynök", "πρακτορ", "وكال", "خبرگز", "ادار", "סוכנ", "hãng", "berita",
    "ajans", "toimist", "shirika", "kamfan", "wakaal", "एजेंस", "সংস্থা", "aģent", "schap",
)  # fmt: skip
"""A context without any of these has no noun for agency."""
_ASCII_STEMS: Final = tuple(stem for stem in _AGENCY_STEMS if stem.isascii())
_AGENCY_AFTER: Final = re.compile(
    r"^[\"'”»’]?\s+(?:news\s+agency|news\s+service|newswire|wire\s+service|news\s+wire)\b", re.IGNORECASE
)
_OUTSIDER: Final = re.compile(
    r"French|American|British|German|Spanish|francesa|franz|amerikan|французск|американск|γαλλικό|francouzsk|francusk|Franse|franska|franske|الفرنسية",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    r"(?:^|(?<=[\s\"“„«]))(?:[Tt]he\s+(?:(?:official|state|state-run|French|American|US|U\.S\.|British|German|Russian|Chinese)\s+){0,2}|both\s+)$"
)
_ARTICLE_ENDS: Final = (
    "the", "The", "both", "official", "state", "state-run", "French", "American", "US", "U.S.", "British", "German", "Russian", "Chinese",
)  # fmt: skip
"""The last words of whatever `_ARTICLE` finds."""
_QUOTES: Final = "\"“”„«»‘([’'"
_QUOTE_END: Final = re.compile(r"(?:[\"“”„«»‘(\[]|(?<![^\W\d_])['’])+\s?$")
_SENTENCE: Final = re.compile(r"[.!?。！？؟]['\"”»’)]?\s+(?=$|[\"“„«]?[A-ZÀ-ÞА-ЯΑ-Ω\u0590-\u06ff])")
_ASCII_STOPS: Final = ".", "!", "?"
_STOPS: Final = *_ASCII_STOPS, "。", "！", "？", "؟"
_CLAUSE: Final = frozenset(",;:.!?”“\"»«„)(\n،؛。，—–")
"""What stands between clauses."""
_SPACED_TAIL: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SUBJECT: Final = 60
"""Longest subject, in code points, that is taken into the span of an attribution."""
_FROM_SOURCE: Final = re.compile(
    r"^\s+from\s+(?:the|an?)\s+(?:[\w-]+\s+){0,3}(?:officials?|sources?|spokes\w+|officers?|witness(?:es)?|residents?|ministry|army|"
    r"military|police|authorities|activists?|family|government|agency|company|coalition|office|group)\b",
    re.IGNORECASE,
)


def read_phrase(left: str, right: str, language: str | None = None) -> Phrase | None:
    """What the words around a mention say of it, or None: the agency is only mentioned, or is itself the story.

    Args:
        left: up to `REACH` code points before the mention, from its line.
        right: up to 100 code points after it, from its line.
        language: language of the text, if known; it only keeps apart what little words mean in English and elsewhere.
    """
    if _SPACED_TAIL.match(left[-1:]) or _SPACED_TAIL.match(right[:1]):
        phrase = read_unspaced(left, right)
        if phrase is not None:
            return phrase
    for weight, kind, pattern in AFTER_ANY if may_say_after(right) else ():
        found = pattern.match(right)
        if found:
            return Phrase(kind, weight, 0, found.end())
    # the sentence only
    cuts = list(_SENTENCE.finditer(left)) if any(map(left.__contains__, _ASCII_STOPS if left.isascii() else _STOPS)) else []
    sentence = left[cuts[-1].end() :] if cuts else left
    near = sentence[-70:].lower()
    named = any(map(near.__contains__, _ASCII_STEMS if near.isascii() else _AGENCY_STEMS))
    noun = _AGENCY_NOUN.search(sentence, max(0, len(sentence) - 70)) if named else None
    named_as_agency = noun is not None
    outsider = bool(noun and _OUTSIDER.search(noun.group()))
    base = sentence[: noun.start()] if noun else _without_article(sentence)
    if noun and noun.group("noun")[0] in "لو" and noun.group("noun").startswith(("لوكالة", "لسوكالة")):
        base += "ل"
    elif noun and noun.group("noun").startswith("לסוכנות"):
        base += "ל"
    follow = right
    after = _AGENCY_AFTER.match(right)
    if after:
        named_as_agency, outsider = True, True
        follow = right[after.end() :]
    skipped = len(right) - len(follow)
    english = language == "en" or (language is None and _ENGLISH.search(left) is not None)
    for connector in _connectors(base, noun.group("noun") if noun else None):
        for rule in RULES.get(connector, ()):
            if english and not rule.english and connector in ENGLISH_WORDS:
                continue
            phrase = _apply(rule, base, follow, len(sentence) - len(base), connector)
            if phrase is not None:
                if skipped and phrase.after:
                    phrase = phrase._replace(after=phrase.after + skipped)
                return _weigh(phrase, named_as_agency, outsider)
    return _any_language(base, follow, len(sentence) - len(base), skipped)


def _without_article(sentence: str) -> str:
    """A context without the article, or the opening of a quotation, that stands right before the name."""
    # both patterns end at the end, and would be tried at every character: what they end in is asked first
    if sentence[-1:].isspace() and sentence.rstrip().endswith(_ARTICLE_ENDS):
        sentence = _ARTICLE.sub("", sentence)
    last = sentence[-2:-1] if sentence[-1:].isspace() else sentence[-1:]
    return _QUOTE_END.sub("", sentence) if last and last in _QUOTES else sentence


_OPENERS: Final = '"«„“'
_REACH_WORDS: Final = 5


def _any_language(base: str, follow: str, gap: int, skipped: int) -> Phrase | None:
    """Verbs right beside the name, whatever the connector."""
    # both reach to the end, over four words at most: what stands before these need not be looked at
    stop = len(base)
    while stop and (base[stop - 1].isspace() or base[stop - 1] in _OPENERS):
        stop -= 1
    words = base[:stop].rsplit(None, _REACH_WORDS)
    begin = len(words[0]) if len(words) > _REACH_WORDS else 0
    for pattern, weight in _BEFORE if _may_say_before(base[begin:]) else ():
        found = pattern.search(base, begin)
        if found:
            start = _clause_start(base, found.start())
            return Phrase("in_text_attribution", weight, len(base) - start + gap, 0)
    found = CLAIM_AFTER.match(follow)
    return Phrase("in_text_attribution", "quoted", 0, skipped + found.end()) if found else None


_BEFORE: Final = (CLAIM_BEFORE, "quoted"), (SAY_BEFORE, "told")
_WORD: Final = re.compile(r"\w+")


def _may_say_before(words: str) -> bool:
    """Whether one of the last words before a name can be a verb of reporting."""
    lower = words.lower()
    return not BEFORE_HEADS.isdisjoint([word[:HEAD] for word in _WORD.findall(lower)]) or not plain_letters(lower)


def _weigh(phrase: Phrase, named_as_agency: bool, outsider: bool) -> Phrase:
    # "the French news agency AFP": houses do not speak of themselves like this (NEWSWIRE 2.1, style test)
    if outsider and named_as_agency and phrase.weight in ("told", "told_once"):
        return phrase._replace(weight="quoted")
    return phrase


_ENGLISH: Final = re.compile(r"\b(?:the|said|that|was|which|with|from)\b")
_LAST_OF_SEVERAL: Final = frozenset(key.split()[-1] for key in RULES if " " in key)
"""Where the last word is another one, no connector of two or three words stands there."""


def _connector_word(token: str) -> str:
    return token.lower().replace("’", "'").lstrip("\"“„«»(‘'")


def _connectors(base: str, noun: str | None) -> list[str]:
    """Keys to look rules up with, the longest first."""
    stripped = base.rstrip()
    if not stripped:
        keys = [""]
        if noun:
            keys += _noun_keys(noun)
        return keys
    if stripped[-1] in ',;:—–-"”»)(':
        keys = [","]
        if noun:
            keys = _noun_keys(noun) + keys
        last = stripped.rstrip(',;:—–-"”»)( ')
        if stripped[-1] == "-" and last and last[-1] in "לב":
            keys.insert(0, "ל")
        return keys
    words = [_connector_word(stripped[-60:].rsplit(None, 1)[-1])]
    if words[0] in _LAST_OF_SEVERAL:
        words = [_connector_word(word) for word in stripped[-60:].split()[-3:]]
    keys = []
    # a cut article: "à l'" + name; "dell'" + name
    joined = " ".join(words)
    for size in (3, 2, 1):
        if len(words) >= size:
            keys.append(" ".join(words[-size:]))
    if joined.endswith("ل") and not base.endswith(" "):
        keys.append("ل")
    if joined.endswith(("ל", "ל-")):
        keys.append("ל")
    if noun:
        keys += _noun_keys(noun)
    return keys


def _noun_keys(noun: str) -> list[str]:
    """The noun can be the connector itself, inflected: ``агентству``, ``naujienų agentūrai``."""
    words = noun.lower().split()
    return list(dict.fromkeys((" ".join(words), words[0], words[-1])))


def _apply(rule: Rule, base: str, follow: str, gap: int, connector: str) -> Phrase | None:
    """One rule on one mention; `gap` is the length of the stripped noun between connector and mention."""
    size = len(connector)
    if rule.left is not None:
        last = None
        for hit in rule.left.finditer(base):
            last = hit
        if last is not None and base.count(" ", last.end()) <= _WORDS:
            start = _clause_start(base, last.start())
            extra = 0
            if rule.weight == "provided":
                source = _FROM_SOURCE.match(follow)
                extra = source.end() if source else 0
            return Phrase(rule.kind, rule.weight, len(base) - start + gap, extra)
    if rule.right is not None:
        found = rule.right.match(follow)
        if found:
            back = len(base) - max(0, len(base.rstrip()) - size) if size > 1 else 0
            return Phrase(rule.kind, rule.weight, gap + back, found.end())
    if rule.bare is not None:
        head = len(base.rstrip()) - size
        start = _clause_start(base, max(0, head))
        return Phrase(rule.kind, rule.bare, len(base) - start + gap, 0)
    return None


def _clause_start(base: str, verb: int) -> int:
    """Start of the short clause a verb stands in, so that its subject is in the span; else the verb itself."""
    low = max(0, verb - _SUBJECT)
    start = verb
    while start > low and base[start - 1] not in _CLAUSE:
        start -= 1
    if start == low > 0:
        return verb
    while start < verb and base[start] in " \t\u00a0'\"”’»":
        start += 1
    return start
