"""Datelines of Chinese, Japanese and Korean wires, where words are not spaced or stand in lenticular brackets."""

from __future__ import annotations

import re
from typing import Final

from transforms.text.agencies import canonical
from transforms.text.dateline_dates import PrintedDate, scan_date
from transforms.text.dateline_grammar import DASH, Parsed, agencies_of
from transforms.text.dateline_rules import special_place
from transforms.text.gazetteer import Place, lookup

_HAN: Final = "\u3400-\u9fff"
_KANA: Final = "\u3040-\u30ff"
_SLOT: Final = re.compile(r"[【\[［(（「]\s?([^【】\[\]［］()（）「」\n]{2,48})\s?[】\]］)）」]")
_CHINESE: Final = re.compile(
    rf"(?P<head>[{_HAN}{_KANA}A-Za-z·・/、 ]{{2,30}}?)"
    r"(?P<date>(?:\d{2,4}\s?年\s?)?(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日)?"
    rf"(?P<kind>[{_HAN}]{{0,6}}?)[电電讯訊](?:[／/：: \u3000—–-]|(?=[（(“「《])|$|(?=\n)|(?=[{_HAN}\d]))"
)
# the word for "wire" left out: ``新华社北京12月16日（张三、李四）``
_CHINESE_SHORT: Final = re.compile(
    rf"(?P<head>[{_HAN}]{{4,16}}?)(?P<date>(?:\d{{1,2}}月)?\d{{1,2}}日)(?=[（(][{_HAN}、 \u3000]{{2,24}}[）)])"
)
_REPORTER: Final = re.compile(
    r"\s?[（(](?:[^（）()\n]{0,6}(?:记者|記者|通讯员|编译|編譯|責任編輯|见习)[^（）()\n]{1,30}"
    rf"|[{_HAN}]{{2,4}}(?:[ 、\u3000]{{1,2}}[{_HAN}]{{2,4}}){{0,4}})[）)]"
)
_KOREAN_TAIL: Final = re.compile(r"\s{0,2}[^=\n]{1,24}?(?:기자|특파원|통신원|인턴기자|논설위원)\s{0,2}=")
_EQUALS: Final = re.compile(r"\s{0,2}[=＝]\s{0,2}")
_TOKENS: Final = re.compile(r"[ \u3000=＝／/・、,]+")


def starts_cjk(char: str) -> bool:
    """True for a Han, kana or Hangul character."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"


def has_cjk(text: str, pos: int, limit: int) -> bool:
    """True if one of the next characters is Han, kana or Hangul."""
    return any(starts_cjk(char) for char in text[pos : min(limit, pos + 12)])


def _split_agency(head: str) -> tuple[str | None, str]:
    """The agency a head begins with and the rest (``新华社`` + ``巴格达``)."""
    for size in range(min(10, len(head)), 1, -1):
        if (name := canonical(head[:size].strip())) is not None:
            return name, head[size:].strip()
    return None, head


def _agencies_at_end(head: str) -> tuple[list[str], str]:
    """The agencies a head ends with, in order, and what stands before them (``パリ`` + ``AFP`` + ``時事``)."""
    names: list[str] = []
    for _ in range(3):
        for start in range(max(0, len(head) - 8), len(head) - 1):
            name = canonical(head[start:].strip())
            if name is not None:
                names.insert(0, name)
                head = head[:start].strip(" \u3000=＝・")
                break
        else:
            break
    return names, head


def _place_in(rest: str) -> tuple[str, Place | None] | None:
    """The longest tail of ``rest`` that is a place: a reporter's name may stand before it."""
    rest = rest.strip(" \u3000·・/、")
    if special_place(rest) is not None:
        return rest, None
    for start in range(max(0, len(rest) - 12), len(rest) - 1):
        if (place := lookup(rest[start:])) is not None:
            return rest[start:], place
    return None


def chinese(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``新华社巴格达1月3日电（记者张三）``, ``中新网1月3日电``, ``中評社香港3月8日電／``."""
    found = _CHINESE.match(text, pos, min(limit, pos + 60)) or _CHINESE_SHORT.match(
        text, pos, min(limit, pos + 60)
    )
    if found is None:
        return None
    head = found["head"].removeprefix("据").removeprefix("據")
    agency, rest = _split_agency(head)
    if agency is None and found["date"] is None:
        return None
    place = _place_in(rest) if rest else None
    if agency is None and place is None:
        return None
    date = scan_date(text, found.start("date"), found.end("date"), language) if found["date"] else None
    end = found.end()
    while end > pos and text[end - 1].isspace():
        end -= 1
    if tail := _REPORTER.match(text, end, limit):
        end = tail.end()
    form = "cjk_agency_place_date" if agency else "cjk_place_date"
    confidence = 0.97 if agency and (date or place) else 0.8 if agency else 0.7
    return Parsed(
        pos, end, [place[0]] if place else [], date=date, agencies=(agency,) if agency else (), form=form,
        resolved=[place[1]] if place else [], dash="dash", confidence=confidence,
    )  # fmt: skip


def bracketed(text: str, pos: int, limit: int, language: str | None) -> Parsed | None:
    """``【カイロ時事】``, ``【1月6日 AFP】``, ``［ワシントン 3日 ロイター］``, ``（中央社巴格達4日綜合外電報導）``, ``[서울=뉴시스]``."""
    slot = _SLOT.match(text, pos, limit)
    if slot is None or not has_cjk(slot[1], 0, len(slot[1])):
        return None
    content = slot[1].strip()
    if "\uac00" <= content[0] <= "\ud7a3" and _EQUALS.search(content):
        return _korean(text, pos, slot.end(), content, limit)
    parsed = _tokens(pos, slot.end(), content, language)
    if parsed is None or (not parsed.agencies and text[pos] != "【"):
        parsed = _run_together(pos, slot.end(), content, language)
    if parsed is None:
        return None
    if dash := DASH.match(text, parsed.end, limit):
        parsed.end = dash.end()
    return parsed


def _tokens(pos: int, end: int, content: str, language: str | None) -> Parsed | None:
    """Place, date and agency as separate tokens, in any order; reporters' names are left out."""
    agencies: list[str] = []
    places: list[tuple[str, Place]] = []
    date: PrintedDate | None = None
    tokens = [token for token in _TOKENS.split(content) if token]
    strange = 0
    for token in tokens[:6]:
        names = agencies_of(token)
        if names:
            agencies += [name for name in names if name not in agencies]
        elif date is None and token[0].isdigit() and (read := scan_date(token, 0, len(token), language)):
            date = read
        elif (place := lookup(token)) is not None:
            places.append((token, place))
        else:
            tied, rest = _agencies_at_end(token)
            inner = lookup(rest) if tied and rest else None
            if tied and (inner is not None or not rest):
                agencies += [name for name in tied if name not in agencies]
                if inner is not None:
                    places.append((rest, inner))
            else:
                strange += 1
    if strange > 2 or (strange and len(tokens) == 1):
        return None
    if not agencies and (
        not places or len(tokens) > 3 or tokens[0] != places[0][0] or (date is None and strange != 1)
    ):
        return None
    return Parsed(
        pos, end, [name for name, _ in places[:3]], date=date, agencies=tuple(agencies), form="cjk_bracket",
        resolved=[place for _, place in places[:3]], dash="dash",
        confidence=0.95 if agencies and (places or date) else 0.7 if agencies else 0.6,
    )  # fmt: skip


_BRACKET_DATE: Final = re.compile(r"(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}日")


def _run_together(pos: int, end: int, content: str, language: str | None) -> Parsed | None:
    """``中央社記者陳某台北4日電``, ``法新社華盛頓4日電``: one run, closed by the kind of report."""
    found = _BRACKET_DATE.search(content)
    agency, rest = _split_agency(content[: found.start()] if found else content)
    if agency is None or found is None:
        return None
    place = _place_in(rest) if rest else None
    date = scan_date(content, found.start(), found.end(), language)
    return Parsed(
        pos, end, [place[0]] if place else [], date=date, agencies=(agency,), form="cjk_bracket_agency_first",
        resolved=[place[1]] if place else [], dash="dash", confidence=0.96,
    )  # fmt: skip


def _korean(text: str, pos: int, end: int, content: str, limit: int) -> Parsed | None:
    """``(바그다드=연합뉴스) 홍길동 특파원 =``, ``[바그다드=AP/뉴시스]``, ``(바그다드 AFP=연합뉴스)``."""
    left, _, right = content.partition("=") if "=" in content else content.partition("＝")
    names = list(agencies_of(right.strip()))
    places: list[tuple[str, Place]] = []
    for token in re.split(r"[ ·/,]+", left.strip())[:5]:
        if place := lookup(token):
            places.append((token, place))
        elif known := agencies_of(token):
            names = [*known, *(name for name in names if name not in known)]
    if not names or not places:
        return None
    if tail := _KOREAN_TAIL.match(text, end, limit):
        end = tail.end()
    elif dash := re.compile(r"\s{0,2}[=＝]").match(text, end, limit):
        end = dash.end()
    return Parsed(
        pos, end, [name for name, _ in places[:3]], agencies=tuple(names), form="korean_bracket",
        resolved=[place for _, place in places[:3]], dash="dash", confidence=0.97,
    )  # fmt: skip
