"""Clock times beside a date, on the 24 hour clock, with their zone where it is printed and has one meaning."""

from __future__ import annotations

import re
from typing import Final

_ZONES: Final = {
    "z": "Z", "gmt": "Z", "utc": "Z", "wet": "Z", "west": "+01:00", "cet": "+01:00", "cest": "+02:00", "mez": "+01:00",
    "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "мск": "+03:00", "est": "-05:00",
    "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "jst": "+09:00",
    "kst": "+09:00", "hkt": "+08:00", "sgt": "+08:00", "wib": "+07:00", "aest": "+10:00", "aedt": "+11:00",
    "nzst": "+12:00", "nzdt": "+13:00",
}  # fmt: skip
"""Zone abbreviations with one meaning; IST, CST, BST, MST, AST and ET have several and are left unread."""

_AM_PM: Final = {
    "am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12, "上午": 0, "午前": 0, "오전": 0, "下午": 12,
    "午後": 12, "오후": 12, "صباحا": 0, "مساء": 12,
}  # fmt: skip

_ZONE: Final = r"(?:\s?\(?(Z\b|(?:GMT|UTC|MSK|Z)?\s?[+\-−]\d{1,2}(?::?\d\d)?(?!\d)|[A-Zа-яА-Я]{2,5}\b|Uhr\b|uur\b|ч\.)\)?)?"
_CLOCK_AFTER: Final = re.compile(
    r"(?:[\s,T|·•/(–—-]|at\b|um\b|à|às\b|a las\b|alle\b|ore\b|kl\b\.?|klo\b|om\b|o godz\b\.?|ob\b|u\b|в\b|saat\b|الساعة|ساعت|เวลา|lúc\b|pukul\b){0,6}"
    r"(上午|下午|午前|午後|오전|오후)?\s?(\d{1,2})(?:(?:[:.hHu時时点點시]|\sh)\s?(\d\d)(?!\d)(?::(\d\d)(?:[.,]\d{1,9})?)?[分분]?)"
    r"(?:\s?([aApP]\.?[mM]\b\.?|صباحا|مساء))?" + _ZONE
)
_CLOCK_HOUR: Final = re.compile(r"(?:[\s,]|at\b){1,4}(1[0-2]|[1-9])\s?([ap]\.?m\b\.?)", re.IGNORECASE)
_CLOCK_BEFORE: Final = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s?([ap]\.?m\b\.?))?" + _ZONE + r"[\s,|·•/–—-]{1,4}(?:on\s)?$",
    re.IGNORECASE,
)


def clock_after(text: str, stop: int, end: int) -> tuple[str | None, str | None, int]:
    """Clock and zone right behind a date.

    Args:
        text: the whole text.
        stop: code point after the date.
        end: code point after the span that may be read.

    Returns:
        ``HH:MM`` or ``HH:MM:SS`` or None, ``Z`` or ``+HH:MM`` or None, and the offset behind them.
    """
    if stop >= end:
        return None, None, stop
    match = _CLOCK_AFTER.match(text, stop, min(end, stop + 48))
    if match is not None and match.start(2) > stop:
        clock = _clock(match[2], match[3], match[4], match[1] or match[5])
        if clock is not None:
            zone = _zone(match[6])
            close = match.end() if zone or match[6] in (None, "Uhr", "uur", "ч.") else match.start(6)
            while close > stop and text[close - 1] in " (":
                close -= 1
            return clock, zone, close
    hour_only = _CLOCK_HOUR.match(text, stop, min(end, stop + 16))
    if hour_only is not None:
        hour = int(hour_only[1]) % 12 + (12 if hour_only[2][0] in "pP" else 0)
        return f"{hour:02d}:00", None, hour_only.end()
    return None, None, stop


def clock_before(text: str, start: int, begin: int) -> tuple[str | None, str | None, int]:
    """Clock and zone right before a date that begins at ``begin``; the offset where they begin."""
    if begin - start < 5 or ":" not in text[max(start, begin - 24) : begin]:
        return None, None, begin
    match = _CLOCK_BEFORE.search(text[max(start, begin - 24) : begin])
    if match is None:
        return None, None, begin
    clock = _clock(match[1], match[2], match[3], match[4])
    return (clock, _zone(match[5]), begin - len(match[0])) if clock is not None else (None, None, begin)


def _clock(hours: str, minutes: str, seconds: str | None, half: str | None) -> str | None:
    """``HH:MM`` or ``HH:MM:SS`` on the 24 hour clock, or None if there is no such time."""
    hour, minute, second = int(hours), int(minutes), int(seconds or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    half = (half or "").lower()
    if half in _AM_PM and hour <= 12:
        hour = hour % 12 + _AM_PM[half]
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if seconds else "")


def _zone(printed: str | None) -> str | None:
    """``Z`` or ``+HH:MM`` of a printed zone; None if it has several meanings."""
    if not printed:
        return None
    folded = printed.strip().lower().replace("−", "-")
    if folded in _ZONES:
        return _ZONES[folded]
    sign = max(folded.rfind("+"), folded.rfind("-"))
    if sign < 0:
        return None
    digits = folded[sign + 1 :].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    if hours == minutes == 0:
        return "Z"
    return f"{folded[sign]}{hours:02d}:{minutes:02d}"
