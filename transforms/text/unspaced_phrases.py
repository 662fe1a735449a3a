"""Attributions in Chinese, Japanese, Korean and Thai, where no space tells a word from the next.

Short patterns on both sides of the agency name take the place of the rules by words. Source: NEWSWIRE.md 2.2, 2.3.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOLD, _WITH, _SAW = "in_text_attribution", "with_agencies", "agency_witness"


class Phrase(NamedTuple):
    """What a phrase proves and where it stands, as offsets relative to the mention."""

    #: evidence kind
    kind: str
    #: key of `transforms.text.weights.WEIGHTS`
    weight: str
    #: code points the phrase reaches before the start of the mention
    before: int
    #: code points it reaches beyond the end of the mention
    after: int


_ZH_LEFT = re.compile(
    r"(?P<told>告[诉訴]|接受|受訪|[对對]|向)(?:了)?(?:法国|法國|美国|美國|英国|英國)?(?:媒体|媒體|通讯社|通訊社)?[“「『《]?$"
    r"|(?P<with>[综綜]合|编译自|編譯自|[来來]源[:：])[“「『《]?$"
    r"|(?P<quoted>[据據]|根[据據]|引述|援引|引用|[转轉][载載]自)(?:法国|法國|美国|美國|英国|英國)?(?:媒体|媒體|通讯社|通訊社)?[“「『《]?$"
)
_ZH_RIGHT = re.compile(
    r"^[”」』》]?(?:\s?[(（][A-Za-z .-]{2,30}[)）])?(?P<word>(?:的)?(?:[记記]者|摄影|攝影)|[统統][计計]|(?:的)?[专專]?[访訪]|[采採][访訪]|"
    r"(?:(?:周|週|星期)?[一二三四五六日天]|\d{1,2}日|今日|今天|昨日|昨天)?(?:[(（][^)）]{1,12}[)）])?(?:[报報][道導]|援引|引述|消息|[称稱]|指出|[说說]|表示|引用|披露|[电電]))"
)
_JA_RIGHT = re.compile(
    r"^(?:通信社?)?(?P<word>に(?:対し|語|述べ|明かし|話|コメント|答え|説明)|との(?:インタビュー|会見|取材)|のインタビュー|の取材|(?:の)?(?:記者|カメラマン|集計|調べ)|"
    r"(?:など)?(?:に|が)(?:よると|よれば|伝え|報じ|報道|入手|確認)|の報道|は.{0,16}?(?:伝え|報じ))"
)
_KO_RIGHT = re.compile(
    r"^\s?(?:통신)?(?P<word>에게?\s(?:\S{1,12}\s){0,3}?(?:말|밝|전했|설명|이야기|알려|주장)|과의?\s?(?:인터뷰|통화)|와의?\s?(?:인터뷰|통화)|에\s?따르면|에\s?의하면|"
    r"\s?(?:기자|특파원)|(?:이|가|은|는)\s(?:[^\s.]{1,15}\s){0,5}?(?:보도|전했|전한))"
)
_TH_LEFT = re.compile(
    r"(?P<told>(?:บอก|กล่าว|เปิดเผย|สัมภาษณ์|แถลง)(?:กับ|ต่อ|แก่)?)(?:สำนักข่าว)?\s?$|(?P<quoted>อ้าง|ตามรายงานของ|รายงานโดย|รายงานของ|อ้างจาก)(?:สำนักข่าว)?\s?$"
)
_TH_RIGHT = re.compile(r"^\s?(?:ของฝรั่งเศส)?(?P<word>รายงาน|ระบุ|อ้าง)")


def read_unspaced(left: str, right: str) -> Phrase | None:
    """What the characters around a mention say of it, or None; see `transforms.text.attribution_phrases.read_phrase`."""
    hit = _ZH_LEFT.search(left[-14:])
    tail = _ZH_RIGHT.match(right)
    if hit and hit.group("with"):
        return Phrase(_WITH, "with_agencies", len(left[-14:]) - hit.start(), 0)
    if hit and hit.group("told") and (hit.group("told")[0] in "告受" or tail):
        return Phrase(_TOLD, "told", len(left[-14:]) - hit.start(), tail.end() if tail else 0)
    if tail:
        word = tail.group("word")
        if "者" in word or word[0] in "统統摄攝":
            return Phrase(_SAW, "witness", 0, tail.end())
        if "访" in word or "訪" in word:
            return Phrase(_TOLD, "told", 0, tail.end())
        back = len(left[-14:]) - hit.start() if hit else 0
        return Phrase(_TOLD, "quoted", back, tail.end())
    if hit and hit.group("quoted"):
        return Phrase(_TOLD, "quoted", len(left[-14:]) - hit.start(), 0)
    tail = _JA_RIGHT.match(right)
    if tail:
        word = tail.group("word")
        if "記者" in word or "カメラ" in word or "集計" in word or "調べ" in word:
            return Phrase(_SAW, "witness", 0, tail.end())
        told = word.startswith(
            (
                "に対",
                "に語",
                "に述",
                "に明",
                "に話",
                "にコ",
                "に答",
                "に説",
                "とのイ",
                "との会",
                "との取",
                "のイ",
                "の取",
            )
        )
        return Phrase(_TOLD, "told" if told else "quoted", 0, tail.end())
    tail = _KO_RIGHT.match(right)
    if tail:
        word = tail.group("word").strip()
        if word in ("기자", "특파원"):
            return Phrase(_SAW, "witness", 0, tail.end())
        told = word.startswith(("과", "와")) or (
            word.startswith("에") and "따르" not in word and "의하" not in word
        )
        return Phrase(_TOLD, "told" if told else "quoted", 0, tail.end())
    thai = _TH_LEFT.search(left[-40:])
    if thai:
        return Phrase(_TOLD, "told" if thai.group("told") else "quoted", len(left[-40:]) - thai.start(), 0)
    tail = _TH_RIGHT.match(right)
    return Phrase(_TOLD, "quoted", 0, tail.end()) if tail else None
