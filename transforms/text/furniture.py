"""Lines of a page that are not the story: source lines, captions, bylines, links, notices. Runs on every line.

`classify_line` looks at one line at a time and must be cheap: a dictionary on the first word and a few substring tests
decide for nearly all lines that nothing else need be asked. Source of the forms: NEWSWIRE.md section 2.4.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.text.agencies import canonical, read_slot
from transforms.text.credit_slots import MAX_SLOT, agencies_of_credit
from transforms.text.date_labels import label_at
from transforms.text.furniture_forms import (
    AGENCIES_HINTS,
    BYLINE,
    BYLINE_KEYS,
    CAPTION_DATE,
    CAPTION_START,
    CAPTION_VERB,
    CJK_KEYS,
    CLOCK_OR_DATE,
    CONTRIBUTED,
    COPYRIGHT_SIGN,
    CRAWL,
    DISCLAIMER_HINTS,
    DISCLAIMER_KEYS,
    KEYED,
    MIN_READ,
    NOT_SIGNERS,
    PHOTO_BRACKET,
    PHOTO_KEYS,
    POSTED_IN,
    POSTED_IN_ASCII,
    REUTERS_TAIL,
    RIGHTS,
    RIGHTS_HINTS,
    ROLE,
    SENTENCE_END,
    SIGNERS,
    SOURCE,
    SOURCE_PLAIN,
    TRANSMISSION,
    UNNAMED,
    VERBISH,
    WITH,
    WITH_HINTS,
    WORDS,
    YEAR,
    is_name_word,
)
from transforms.text.furniture_patterns import (
    DISCLAIMER,
    FULL_ONLY,
    PHRASES,
    SPINNER,
    STARTS,
    TRUST,
    first_key,
)
from transforms.text.furniture_signs import SHORT, UNKNOWN, PageSigns
from transforms.text.page_words import holds_any
from transforms.text.photo_credits import photo_credit_at_end

Label = tuple[str, str]

_LONG: Final = 1200
"""From this length on only the two ends of a line are looked at."""


_OPENERS: Final = '([*•·>|»-–— "“'
"""What may stand before the first word of furniture."""
_CREDIT_END: Final = ' ."”\u00a0\t*,;\r\n'
_CLOSERS: Final = frozenset(")]）］】摄攝影")
"""Characters that can end a picture credit on a page that has no other sign of one."""


def may_reserve_rights(text: str, *, latin: bool = False) -> bool:
    """Whether a notice of rights can stand anywhere in a text; asked once a page, it spares every line the question.

    Args:
        text: the text, or the end of a page.
        latin: all its letters are Latin (`PageWords.latin`).
    """
    return holds_any(text, _LATIN_RIGHTS) if latin else _hinted(text, RIGHTS_HINTS)


_LATIN_RIGHTS: Final = tuple(hint for hint in RIGHTS_HINTS if hint.isascii())
"""The other hints have letters of other scripts."""


def classify_line(
    line: str,
    *,
    first: bool,
    last: bool,
    rights: bool = True,
    signs: PageSigns = UNKNOWN,
    named: bool = True,
    any_form: bool = True,
) -> Label | None:
    """What a line is, if it is not part of the story: ``(kind, reason)``, or None for running text and headlines.

    Kinds are ``noise``, ``footer``, ``caption`` and ``byline``. The reason ``cut_to_end`` says that what follows belongs to
    other stories too (``Also Read``, ``Meer uit …``): the page ends there.

    Args:
        line: one line, or the tail of one.
        first: it is among the first eight non-empty lines.
        last: it is among the last eight.
        rights: `may_reserve_rights` of the page, or True.
        signs: what can stand on its page.
        named: an agency may be named in it.
        any_form: it may be anything; False where only how it begins and the forms of short lines are in question.
    """
    s = line.strip()
    n = len(s)
    if n < 2:
        return ("noise", "mark") if n and not s.isalnum() else None
    if n > _LONG:
        return _long_line(s)
    if any_form and n > SHORT and signs.quiet and not (last and (rights or signs.contributed)) and _is_prose(s, signs):
        return None
    folded = s[:120].casefold()
    opened = folded.lstrip(_OPENERS)
    key = first_key(opened)
    if n <= SHORT:
        label = _short_line(s, n, key, first, last, signs, named) if any_form else _keyed_line(s, key, first, last)
        if label is not None:
            return label
    entries = STARTS.get(key)
    if entries is not None and opened.startswith(PHRASES[key]):
        label = _furniture(s, n, folded, entries, first, last)
        if label is not None:
            return label
    return _any_line(s, n, key, first, last, rights, signs) if any_form else None


def _is_prose(s: str, signs: PageSigns) -> bool:
    """Whether a long line of a quiet page is surely text: the first questions of `_any_line`, for a plain first word."""
    space = s.find(" ", 1, 24)
    word = s[:space] if space > 0 else ""
    if not (word.isascii() and word.isalpha()):
        return False
    key = word.lower()
    return (
        key not in STARTS
        and key not in signs.keys
        and not word.startswith(("Source", "source", "Ed"))
        and s.rstrip(_CREDIT_END)[-1:] not in _CLOSERS
    )


def _long_line(s: str) -> Label | None:
    head = s[:200]
    if SPINNER.search(head):
        return ("footer", "spinner_sources")
    if photo_credit_at_end(s) is not None and CAPTION_START.match(head):
        return ("caption", "photo_credit")
    return None


def _short_line(
    s: str, n: int, key: str, first: bool, last: bool, signs: PageSigns, named: bool
) -> Label | None:
    """Forms that only a line of its own can have."""
    if key == "date" and CRAWL.match(s):
        return ("noise", "crawl_date") if n <= 18 else None
    if s[0].isdigit() and (CLOCK_OR_DATE.match(s) or MIN_READ.match(s)):
        return ("noise", "date")
    if n <= 30 or ":" in s or "：" in s or (POSTED_IN_ASCII if s.isascii() else POSTED_IN).search(s):
        label = label_at(s, 0, n)
        if label is not None and _is_date_line(s, label[1]):
            return ("noise", label[0])
    if not s[0].isalnum() and not any(c.isalnum() for c in s):
        return ("noise", "rule")
    lower = s.lower()
    if named and n <= MAX_SLOT:
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
    label2 = _keyed_line(s, key, first, last)
    if label2 is not None:
        return label2
    if first or last:
        if (
            signs.unnamed
            and _has(lower, AGENCIES_HINTS)
            and UNNAMED.match(s)
            and (s[0] in "([（【*" or n <= 40)
        ):
            return ("byline", "agencies") if first and not last else ("footer", "agencies")
        with_line = WITH.match(s) if named and n <= 120 and _has(lower, WITH_HINTS) else None
        if with_line is not None and (
            read_slot(with_line.group("rest").strip(" ()."))
            or canonical(with_line.group("rest").strip(" .)"))
        ):
            return ("byline", "with_agencies") if first and not last else ("footer", "with_agencies")
        if named and ("," in s or "|" in s or " - " in s or "·" in s):
            label2 = _name_and_agency(s, n, first)
            if label2 is not None:
                return label2
    if last and n <= 40 and ("/" in s or "-" in s) and SIGNERS.match(s) and s not in NOT_SIGNERS:
        return ("footer", "signer")
    return None


def _keyed_line(s: str, key: str, first: bool, last: bool) -> Label | None:
    """Forms that a short line has which begins with the word for source, or as bylines do."""
    if key in KEYED or (not s.isascii() and s.startswith(CJK_KEYS)):
        label = _source_line(s, last)
        if label is not None:
            return label
    return _byline(s, first) if (first or last) and (key in BYLINE_KEYS or s[0] in "文撰") else None


def _is_date_line(s: str, stop: int) -> bool:
    """Whether a line that begins with ``Published`` is about a date and nothing else."""
    rest = s[stop:]
    words = WORDS.findall(rest)
    if POSTED_IN.search(rest):
        return len(words) <= 14 and not SENTENCE_END.search(rest)
    return (len(words) <= 3 and rest.rstrip().endswith((":", "："))) or not words


def _source_line(s: str, last: bool) -> Label | None:
    hit = SOURCE.match(s)
    if hit is not None:
        rest = (hit.group("rest") or hit.group("cjk") or "").strip()
        if not rest or (
            len(rest.split()) <= 8 and not SENTENCE_END.search(rest) and not VERBISH.search(rest)
        ):
            return ("footer", "source")
        return None
    plain = SOURCE_PLAIN.match(s)
    if plain is not None:
        rest = plain.group("rest")
        if rest is None:
            return ("footer", "source") if last else None
        if read_slot(rest.strip(" .")):
            return ("footer", "source")
    return None


def _byline(s: str, first: bool) -> Label | None:
    hit = BYLINE.match(s)
    if hit is None or SENTENCE_END.search(s):
        return None
    rest = hit.group("rest").rstrip(" .:|")
    words = [w.strip(',;|()@/–—-"“”') for w in rest.split()]
    words = [w for w in words if w and not any(c.isdigit() for c in w)]
    if not words or len(words) > 14:
        return None
    agency = read_slot(re.split(r"[,|(–—]| - | for | pour | für ", rest)[-1].strip(" ).")) or canonical(rest)
    named = sum(1 for w in words if is_name_word(w) or "@" in w)
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
        ROLE.search(rest)
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
        and all(map(is_name_word, parts[0].split()))
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
    body = folded.lstrip(_OPENERS)
    for phrase, reason in entries:
        if not body.startswith(phrase):
            continue
        behind = body[len(phrase) : len(phrase) + 1]
        if behind.isalpha() and not phrase[-1].isspace() and phrase.isascii():
            continue
        rest = s[len(folded) - len(body) + len(phrase) :].strip(" :：»>|.-–—")
        if phrase in FULL_ONLY or reason == "advertisement":
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


def _any_line(
    s: str, n: int, key: str, first: bool, last: bool, rights: bool, signs: PageSigns
) -> Label | None:
    """Forms that may be long: notices, captions, tails."""
    if (
        signs.quiet
        and n > SHORT
        and key not in signs.keys
        and s[0] not in "([#*_-="
        and not s.startswith(("Source", "source", "Ed"))
        and not (last and (rights or signs.contributed))
        and s.rstrip(_CREDIT_END)[-1:] not in _CLOSERS
    ):
        return None
    if not signs.copyright:
        if rights and last and n <= 500 and _hinted(s, RIGHTS_HINTS) and RIGHTS.search(s):
            return ("footer", "rights")
    elif (
        "©" in s
        or "ⓒ" in s
        or "opyright" in s
        or "OPYRIGHT" in s
        or "(c)" in s
        or "(C)" in s
        or "저작권" in s
    ):
        if COPYRIGHT_SIGN.match(s) and n <= 500:
            if photo_credit_at_end(s) == 0:
                return ("caption", "photo_credit")
            return ("footer", "copyright")
        if n <= 300 and RIGHTS.search(s):
            return ("footer", "copyright")
    elif rights and last and n <= 500 and _hinted(s, RIGHTS_HINTS) and RIGHTS.search(s):
        return ("footer", "rights")
    at = photo_credit_at_end(s) if signs.picture or s.rstrip(_CREDIT_END)[-1:] in _CLOSERS else None
    if at is not None:
        if at <= 3:
            return ("caption", "photo_credit")
        # a bracket that says "photo" closes a caption, whatever its length and its words
        worded = s[-1] in ")]）］】" and PHOTO_BRACKET.match(s, at) is not None
        if n <= 900 and (worded or CAPTION_START.match(s) or CAPTION_DATE.search(s[:at]) or n <= 420):
            return ("caption", "photo_credit")
    if (
        (
            key in ("a", "an", "this", "the", "in", "file", "undated", "these")
            or not first
            or not s.isascii()
            or key in PHOTO_KEYS
        )
        and n <= 700
        and signs.caption
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
        ) and REUTERS_TAIL.match(s):
            return ("footer", "desk_tail")
        if last and signs.contributed and "ontribu" in s and CONTRIBUTED.match(s):
            return ("footer", "desk_tail")
        if n <= SHORT + 160 and (s[0] in "#*_-=AB" or s[0].isdigit() or last) and TRANSMISSION.match(s):
            return ("footer" if last else "noise", "transmission")
    if ((signs.spinner and "mention" in s) or s.startswith(("Source", "source"))) and (
        SPINNER.search(s[:400]) or SPINNER.search(s[-200:])
    ):
        return ("footer", "spinner_sources")
    worded = signs.disclaimer and key in DISCLAIMER_KEYS and n <= (600 if last else 300)
    if worded and _has(s, DISCLAIMER_HINTS) and DISCLAIMER.search(s[:160]):
        return ("footer", "disclaimer")
    if not signs.trust:
        return None
    trusted = "Standards" in s or "Trust Principles" in s or "Licensing Rights" in s or "Estándares" in s
    if trusted and n <= 200 and TRUST.search(s):
        return ("footer", "desk_tail")
    return None


def _hinted(s: str, hints: tuple[str, ...]) -> bool:
    return _has(s.lower(), hints)


def _has(s: str, words: tuple[str, ...]) -> bool:
    # a generator would cost as much again as the tests
    for word in words:  # noqa: SIM110
        if word in s:
            return True
    return False


def _is_caption(s: str, first: bool) -> bool:
    if not CAPTION_START.match(s):
        return False
    return bool(CAPTION_VERB.search(s) and YEAR.search(s)) and (first or len(s) <= 400)
