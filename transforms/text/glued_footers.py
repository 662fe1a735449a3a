"""Footers glued to the end of a body line: ``… on Monday. (AFP)``, ``… on Monday. — AFP``, ``… Copyright 2022 dpa``."""

from __future__ import annotations

import re
from typing import Final

from transforms.text.credit_slots import agencies_of_credit
from transforms.text.furniture import classify_line
from transforms.text.furniture_forms import GLUED_SENTENCE, REUTERS_TAIL, TAIL_CUES, TIGHT_END, UNNAMED, WITH

FOOTER_COLUMNS: Final = 900
"""Code points at the end of a line in which a footer is looked for."""

_SIGNED: Final = re.compile(rf"(?<=[{re.escape(''.join(sorted(TIGHT_END)))}])\s?[-–—]{{1,2}}\s?(?P<who>[^\s.!?][^.!?]{{1,22}})\.?$")
"""An agency behind a dash and the end of a sentence: ``— AFP``."""


def split_trailing_footer(line: str) -> int | None:
    """Offset at which a footer begins that is glued to the end of a body line, or None.

    The text before it ends a sentence. Only the last `FOOTER_COLUMNS` code points are looked at.

    >>> "The minister resigned. (AFP)"[split_trailing_footer("The minister resigned. (AFP)") :]
    '(AFP)'
    """
    stop = len(line.rstrip())
    if stop < 20:
        return None
    low = max(0, stop - FOOTER_COLUMNS)
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
                    or UNNAMED.match(inside)
                    or WITH.match(inside)
                    or REUTERS_TAIL.match(closing[opening:])
                ):
                    best = opening
    close = tail[-26:]
    if best is None and ("—" in close or "–" in close or "- " in close):
        hit = _SIGNED.search(tail)
        if hit is not None and agencies_of_credit(hit.group("who")) is not None:
            best = hit.start() + len(hit.group()) - len(hit.group().lstrip())
    if any(map(tail.__contains__, TAIL_CUES)):
        for mark in list(GLUED_SENTENCE.finditer(tail))[-12:]:
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
    return bool(before) and (before[-1] in TIGHT_END)
