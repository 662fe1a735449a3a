"""Who is credited: every span of a text that speaks for an agency, with what it proves and how strongly.

The search starts from the names of agencies (`transforms.text.agencies.find_mentions`) and reads the words around each
(`transforms.text.credit_reading`): a name in a bracket at the end is a credit, after ``told`` an attribution, beside a
slash and a person a picture credit, and alone in a sentence nothing at all; the agency may be the story. Marks that name
nobody (desk tails, signers) and links come from `transforms.text.notices` and `transforms.text.url_evidence`. Source:
NEWSWIRE.md section 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from transforms.schema import Dateline, Evidence, Unit
from transforms.text.agencies import AGENCIES
from transforms.text.agency_mentions import Mention, find_mentions
from transforms.text.credit_page import EDGE, EVIDENCE, Page, Spot, group_mentions
from transforms.text.credit_patterns import AGENCIES_WORDS, SOURCE_WORDS, UNSPACED_AGENCIES_WORDS
from transforms.text.credit_reading import read_groups
from transforms.text.credit_slots import agencies_of_credit
from transforms.text.false_friends import Doubts
from transforms.text.notices import SIGNING, find_notices
from transforms.text.page_words import PageWords, telling, word_keys
from transforms.text.steps import Steps, finished
from transforms.text.url_evidence import find_source_urls
from transforms.text.weights import WEIGHTS

_LEAD: Final = 1000
"""Code points of the body, or a third of it if that is more, that count as its lead for the weight of an attribution."""
_GROUP_STEPS: Final = 5
"""Steps of the reading of names: a text without any waits for the others."""
_MOST_MENTIONS: Final = 400
"""Mentions read in one text; a page with more is a list of agencies, and its first ones decide."""

_PLAIN: Final = 40
"""Longest line, code points, read as a slot as a whole."""

_UNNAMED: Final = re.compile(
    rf"^[\s(（\[【*•–—-]{{0,4}}(?:(?:with|avec|con|com|mit|met|med|z|с|за|con informaci[oó]n de|com informações d[ae]s?|(?:{SOURCE_WORDS})\s?[:：])\s?(?:(?:les|las|le|die|the|as)\s)?)?"
    rf"(?:[\w. ]{{2,30}}?\s?[-–—/,|]\s?)?(?P<word>{AGENCIES_WORDS}|{UNSPACED_AGENCIES_WORDS})(?:\s?[-–—/,|]\s?[\w. ]{{2,30}})?[\s)）\]】.*]{{0,4}}$",
    re.IGNORECASE,
)
_UNNAMED_END: Final = re.compile(
    rf"[(（\[【](?:(?:with|avec|con|com|mit|met)\s)?(?:{AGENCIES_WORDS}|{UNSPACED_AGENCIES_WORDS})[)）\]】][\s.]{{0,3}}$",
    re.IGNORECASE,
)
_UNNAMED_WORDS: Final = telling(word_keys(word for word in AGENCIES_WORDS.split("|") if word[0] < "\u0370"))
"""A page in Latin letters without any of these does not say "agencies"."""
_UNNAMED_KEYS: Final = (
    "genc", "gênc", "gènc", "gent", "ires", "ire s", "ire r", "агентс", "агенц", "كالات", "외신", "종합", "综合", "綜合", "外电", "外電", "jans", "πρακτορ", "एजेंस", "এজেন্স", "ügynöks", "yrå", "ureau",
    "nieuws", "genz", "gens", "genț", "genţ", "סוכנו", "خبرگزار", "kantor",
)  # fmt: skip
"""A lower-case line without any of these does not say "agencies" in any language of the list."""
_CUT_OFF: Final = re.compile(r"[-–—(]\s?([A-Z][A-Za-z]{1,9})\s*$")
"""The last letters of a page behind a dash or in a bracket."""
_DISTINCT: Final = 4
"""Letters from which a name of which one letter is lost is known without being named elsewhere: ``— Reuter``."""
_SHORTENED: Final = {name[:-1]: [one for one in AGENCIES if one[:-1] == name[:-1]] for name in AGENCIES}
"""Names of agencies by all but their last letter."""
_SENTENCE: Final = 160
"""Code points before an attribution in which its sentence says when it was."""
_OLD: Final = re.compile(
    r"\W*(?:(?:the\s+)?(?:last|previous)\s+(?:year|month|spring|summer|autumn|fall|winter)|(?:\w+\s+){1,2}(?:months|years)\s+ago|(?:back\s+)?in\s+(?:19|20)\d\d|"
    r"l['’]an\s+dernier|l['’]année\s+dernière|le\s+mois\s+dernier|(?:el\s+año|el\s+mes)\s+pasado|no\s+(?:ano|mês)\s+passado|l['’]anno\s+scorso|"
    r"il\s+mese\s+scorso|im\s+(?:vergangenen|vorigen|letzten)\s+(?:Jahr|Monat)|(?:vergangenes|voriges|letztes)\s+Jahr),?\s[^,;:\"“”„«»]*",
    re.IGNORECASE,
)
"""A sentence that begins with an earlier time and has no clause of its own before the attribution."""


def find_evidence(
    text: str,
    units: Sequence[Unit],
    dateline: Dateline | None,
    language: str | None,
    title: str | None,
    *,
    words: PageWords | None = None,
    lines: list[tuple[int, int]] | None = None,
    mentions: list[Mention] | None = None,
) -> tuple[Evidence, ...]:
    """Every span of the text that speaks for an agency, in order of start.

    Args:
        text: the decoded text; spans point into it.
        units: its labelled spans, in order; outside them, and where there are none, text counts as body.
        dateline: its dateline, if one was found; its agencies become evidence of kind ``dateline``.
        language: language of the body, or None. It only narrows rules; nothing needs it.
        title: the headline, or None; slugs of source links are compared with it.
        words: the words of the text, where they are at hand.
        lines: spans of its non-empty lines, where they are at hand.
        mentions: the names of agencies in it (`find_mentions`), where they are at hand.

    Returns:
        Evidence with weights of `transforms.text.weights`. An agency that is merely mentioned, or is the subject of
        the story, gives none. ``agency`` is None where a wire is meant but not named (``with agencies``).
    """
    return finished(evidence_steps(text, units, dateline, language, title, words=words, lines=lines, mentions=mentions))


def evidence_steps(
    text: str,
    units: Sequence[Unit],
    dateline: Dateline | None,
    language: str | None,
    title: str | None,
    *,
    words: PageWords | None = None,
    lines: list[tuple[int, int]] | None = None,
    mentions: list[Mention] | None = None,
) -> Steps[tuple[Evidence, ...]]:
    """`find_evidence` in as many steps for every text, for texts that are read together."""
    if words is None:
        words = PageWords(text)
    if mentions is None:
        mentions = find_mentions(text, words)
    known = lines is None or lines is words.lines
    page = Page(text, units, words.lines if lines is None else lines, language, words.rows if known else None)
    found: list[Evidence] = []
    if dateline is not None:
        found += _from_dateline(text, dateline, mentions)
    if mentions and page.lines:
        spots = [
            Spot(page, group)
            for group in group_mentions(text, mentions[:_MOST_MENTIONS])
            if dateline is None or group.start >= dateline.end or group.end <= dateline.start
        ]
        yield
        found += yield from read_groups(spots, Doubts(text, language, words.codes), dateline is None or not dateline.agencies)
    else:
        for _ in range(_GROUP_STEPS):
            yield
    yield
    found += _plain_lines(page, found)
    found += _cut_off(page, mentions)
    found += _from_notices(page, found, words)
    yield
    if words.bits & _UNNAMED_WORDS:
        found += _unnamed(page, found)
    found += [
        Evidence("url", link.agency, "text", link.weight, link.start, link.end, text[link.start : link.end])
        for link in find_source_urls(text, title, language, words)
    ]
    return tuple(_distinct(_weigh_attributions(found, page))) if found else ()


_FOOTER_HEADS: Final = {"copyright": "©", "credit": "Source:", "url": "Source:", "with_agencies": "With"}


def footer_normal(evidence: Iterable[Evidence]) -> str | None:
    """One normal form of the source lines, the same in every language, or None if there are none.

    >>> e = Evidence("credit", "AFP", "text", 0.8, 10, 22, "Quelle : AFP")
    >>> footer_normal([e])
    'Source: AFP'
    """
    lines = [item for item in evidence if item.kind in _FOOTER_HEADS and item.about == "text"]
    if not lines:
        return None
    columns: dict[str, list[str]] = {"©": [], "Source:": [], "With": []}
    for item in sorted(lines, key=_place):
        column = columns[_FOOTER_HEADS[item.kind]]
        name = item.agency or "agencies"
        if name not in column:
            column.append(name)
    return "; ".join(f"{head} {', '.join(names)}" for head, names in columns.items() if names) or None


def _place(item: Evidence) -> tuple[int, int, str, str]:
    return item.start, item.end, item.kind, item.agency or ""


def _from_dateline(text: str, dateline: Dateline, mentions: list[Mention]) -> list[Evidence]:
    alone = len(dateline.agencies) == 1
    weight = WEIGHTS["dateline" if alone else "dateline_shared"]
    found = []
    for agency in dateline.agencies:
        start, end = dateline.start, dateline.end
        for mention in mentions:
            if mention.agency == agency and start <= mention.start and mention.end <= end:
                start, end = mention.start, mention.end
                # the brackets belong to it: "(AFP)"
                if (
                    alone
                    and text[start - 1 : start] in tuple("(（[【/")
                    and text[end : end + 1] in tuple(")）]】/")
                ):
                    start, end = start - 1, end + 1
                break
        found.append(EVIDENCE("dateline", agency, "text", weight, start, end, text[start:end]))
    return found


def _plain_lines(page: Page, known: list[Evidence]) -> list[Evidence]:
    """Last lines that are a slot as a whole, in letters that are no mention elsewhere: ``afp/fr``, ``les, pap``, ``AA``."""
    found: list[Evidence] = []
    for start, end in page.lines[1:][-EDGE:]:
        if end - start > _PLAIN or any(e.start < end and start < e.end for e in known):
            continue
        line = page.text[start:end]
        if page.unit(start) in ("caption", "noise", "headline") or not (
            line.islower() or line.isupper() or line[0] in "(["
        ):
            continue
        agencies = agencies_of_credit(line.strip("()[] .*"))
        for agency in agencies or ():
            weight = "credit" if agencies and len(agencies) == 1 else "credit_shared"
            found.append(page.evidence("credit", agency, weight, start, end))
    return found


def _cut_off(page: Page, mentions: Sequence[Mention]) -> list[Evidence]:
    """A closing credit that has lost its last letter: ``— Reuter``; a short one only where the page names it too: ``— AF``."""
    text = page.text
    if not page.lines or not text[page.lines[-1][1] - 1].isalpha():
        # most pages end with a stop or a bracket
        return []
    closing = _CUT_OFF.search(text, max(0, len(text) - 16))
    if closing is None:
        return []
    letters = closing.group(1)
    if len(letters) >= _DISTINCT:
        names = set(_SHORTENED.get(letters, ()))
    else:
        names = {m.agency for m in mentions if m.agency[:-1] == letters}
    if len(names) != 1:
        return []
    return [page.evidence("credit", names.pop(), "credit_inner", closing.start(1), closing.end(1))]


def _from_notices(page: Page, known: list[Evidence], words: PageWords) -> list[Evidence]:
    found = []
    for notice in find_notices(page.text, page.lines, page.body, words):
        agency = notice.agency
        strongest = _strongest(known) if notice.kind == "signer" else None
        if strongest:
            # the house that the rest of the page names, if it signs its texts; the form is no one's own
            best = min(strongest, key=lambda a: (-strongest[a], a))
            if best in SIGNING:
                agency = best
            elif strongest[best] >= WEIGHTS["credit"]:
                continue
        if notice.kind == "style" and page.unit(notice.start) in ("caption", "noise", "footer"):
            continue
        found.append(page.evidence(notice.kind, agency, notice.weight, notice.start, notice.end))
    return found


def _strongest(known: list[Evidence]) -> dict[str, float]:
    """The strongest evidence on the text for each agency."""
    strongest: dict[str, float] = {}
    for item in known:
        if item.agency and item.about == "text":
            strongest[item.agency] = max(strongest.get(item.agency, 0.0), item.weight)
    return strongest


def _unnamed(page: Page, known: list[Evidence]) -> list[Evidence]:
    """``With agencies``: a wire stands behind the text, unknown which."""
    found: list[Evidence] = []
    text, count = page.text, len(page.lines)
    for index in range(count) if count <= 2 * EDGE else (*range(EDGE), *range(count - EDGE, count)):
        start, end = page.lines[index]
        if end - start > 80 and text[end - 1] not in ")]）】" and text[end - 2] not in ")]）】":
            continue
        tail = text[max(start, end - 80) : end]
        lowered = tail.lower()
        if not any(map(lowered.__contains__, _UNNAMED_KEYS)):
            continue
        if page.unit(start) in ("caption", "noise") or any(e.start < end and start < e.end for e in known):
            continue
        if end - start <= 80:
            hit = _UNNAMED.match(text[start:end])
            if hit and not (index == 0 and count > 1 and " " in hit.group("word")):
                found.append(page.evidence("with_agencies", None, "with_unnamed", start, end))
                continue
        closing = _UNNAMED_END.search(tail)
        if closing:
            begin = end - len(tail) + closing.start()
            found.append(page.evidence("with_agencies", None, "with_unnamed", begin, end))
    return found


def _weigh_attributions(found: list[Evidence], page: Page) -> list[Evidence]:
    """``told AFP`` once and far down is an outlet quoting; in the lead, or twice, it is the agency's own copy."""
    told = WEIGHTS["told"]
    direct: dict[str, int] = {}
    for item in found:
        if item.kind == "in_text_attribution" and item.agency and item.weight in (told, WEIGHTS["provided"]):
            direct[item.agency] = direct.get(item.agency, 0) + 1
    low, high = page.body
    lead = low + max(_LEAD, (high - low) // 3)
    return [
        replace(item, weight=WEIGHTS["told_once"])
        if item.kind == "in_text_attribution"
        and item.weight == told
        and item.agency is not None
        and ((direct[item.agency] < 2 and item.start > lead) or _is_old(item, page))
        else item
        for item in found
    ]


def _is_old(item: Evidence, page: Page) -> bool:
    """Whether its sentence takes the words from an earlier story: "Last year, the founder told AFP"."""
    before = page.text[max(0, item.start - _SENTENCE) : item.start]
    last = max(before.rfind(mark) for mark in (". ", "\n", "! ", "? ", "。"))
    return _OLD.fullmatch(before[last + 1 :] + item.text) is not None


def _distinct(found: list[Evidence]) -> list[Evidence]:
    """In order of start; one item per agency, kind and place: of two that overlap the stronger stays."""
    found = sorted(found, key=_place)
    if all(before.end <= after.start for before, after in pairwise(found)):
        return found
    kept: list[Evidence] = []
    near: list[int] = []  # of what is kept, that which reaches to here: nothing else can overlap
    for item in found:
        near = [n for n in near if kept[n].end > item.start]
        clash = next((n for n in near if _same(item, kept[n])), None)
        if clash is None:
            near.append(len(kept))
            kept.append(item)
        elif item.weight > kept[clash].weight:
            kept[clash] = item
    return sorted(kept, key=_place)


def _same(a: Evidence, b: Evidence) -> bool:
    overlap = a.agency == b.agency and a.start < b.end and b.start < a.end
    return overlap and (a.kind == b.kind or (a.start, a.end) == (b.start, b.end))
