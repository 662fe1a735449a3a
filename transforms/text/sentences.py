"""Sentence spans of news text in any language, raw offsets, fast.

One pattern finds every possible end of a sentence; a few cheap looks at the characters and the word around it
decide. What separates a news splitter from a general one is its list of abbreviations (ranks, months, courts,
US states, honorifics), so that list is the larger part of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np

from transforms.text import sentence_loops as loops
from transforms.text.lines import is_wrapped, line_spans
from transforms.text.sentence_loops import Bytes, Codes, Ints, Keys, Kinds, Small, sentence_starts

MAX_SENTENCE: Final = 600
"""Longest sentence in code points; a longer run (no punctuation, or Thai) is cut at the best place before."""
_TABLED: Final = 1 << 16
"""Code points that `block_starts` knows; a unit with others is split by itself."""
_MIN_PIECE: Final = 200
"""A cut is not placed before this many code points of a long run."""

_OPENERS: Final = "\"'“”„‘‚«»‹›([{¿¡「『《〈（【*_-–—"
_CLOSERS: Final = "\"'”’»›)\\]}」』》〉）】"
_FULL: Final = "。！？｡．"
"""Full-width ends: no space follows them."""
_OTHER: Final = "؟۔।॥։።༎།။៕៖។᙮"
"""Ends of other scripts: never an abbreviation."""

# starts with a plain set, not a group or a repeat: only then does `re` skip through the text at full speed
_END: Final = re.compile(
    rf"[.!?…‥{_FULL}{_OTHER}\n\r\x85\u2028\u2029](?<!\.(?=[0-9a-z,]))"
    # a low German quotation ends in the mark that opens an English one: a letter behind it tells
    rf"(?:(?<![\n\r\x85\u2028\u2029])(?:[.!?…‥{_FULL}{_OTHER}{_CLOSERS}]|“(?!\w))*(?:[ \u00a0\u202f]»(?!\w))?)?(\s*)"
)
_LINE_ENDS: Final = frozenset("\n\r\x85\u2028\u2029")
_CUT: Final = re.compile(r"[;；:：،؛、，,]\s*|\s[–—-]{1,2}\s|\s+")
_WORD_BREAK: Final = re.compile(r"[\s(\[{\"'“”‘’«»/–—,;:-]")


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# titles, ranks and short forms that go with what follows, unless a usual opening word follows
_SHORT: Final = _words(
    """
    gen lt col sgt maj brig adm cmdr capt cpl pvt sen rep gov rev mr mrs ms dr prof hon st mt ft sr fr br supt insp det
    messrs vs cf no nos vol pp art sec fig approx ca al inc co corp ltd bros jr plc llc pty a.m p.m am pm est dept univ
    mm mme mlle mgr me gén env sra srta sres dra dña ing lic gral cnel tte av avda núm nº n.º pág exmo exma eng profa
    hr nr bzw str abs dipl habil bspw ggf inkl usw vgl evtl sog rd mag dkr
    гг ген им тыс млн млрд руб коп ул ім стр см св рис проф акад гр обл кв пр просп адм ок род
    dott avv on sig sigg geom rag arch dhr mw mevr drs ir ds bijv resp
    płk ppłk por kpt ks bp abp hab inż ul pl tzw tzn np godz św poz ust plk pplk mjr mudr judr čl tzv např př odst
    gl npr t.ex bl.a t.o.m s.k f.d fil kl milj mdr osv dvs f.eks jf pct kk esim dl lit alin doç yrd uzm org alb yzb bşk
    kol tgk sdr bpk tp ths gs pgs
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    tenn tex vt va wash wis wyo ont que sask alta
    u.s u.n u.k u.a.e d.c e.u u.s.s.r n.h n.j n.m n.y n.c n.d r.i s.c s.d w.va b.c
    e.g i.e z.b u.a d.h o.ä u.ä i.d.r s.o s.u v.a o.a m.n ee.uu ee uu p.ej a.c s.a s.l s.a.u s.p.a s.r.l s.r.o a.s p.o
    т.е т.д т.п т.к т.н н.э vb vs εκ π.χ κ.λπ κ.ά δισ εκατ
    """
)
# those that a name always follows, whatever it begins with: dhr. De Wit
_TITLES: Final = _words(
    """
    gen lt col sgt maj brig adm cmdr capt cpl mr mrs ms dr prof rev sen rep gov mm mme mlle mgr gén sr sra srta sres dra
    dña hr dhr mw mevr drs ген им ім проф акад dott avv sig sigg płk ppłk kpt ks bp abp plk mjr mudr judr vs cf bzw
    """
)
# short forms that are words too: only with a capital are they titles, ranks or states
_CAPITAL_ONLY: Final = _words(
    """
    no al me on art sec fig ing st hon mt ft br lit hab por sen rep gov rev col fr la pa ore mass miss ill ind del
    wash mo am pm est env mag pp ms co org fil or mont dl kl org uu ee pl gs
    """
)
# months and weekdays, cut short: only beside a number
_CALENDAR: Final = _words(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ene abr ago dic fev mai set out dez gen mag giu lug ott janv févr avr juil août déc
    jän mär märz okt sty lut kwi maj cze lip sie wrz paź lis gru oca şub nis tem ağu eyl eki kas ara
    янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек
    """
)

# words that open a sentence so often that a short form before them ends one
_STARTERS: Final = _words(
    """
    The A An He She It They We I You This That These Those There His Her Its Their In On At But And As After Before For
    From When While If However Some Many More Most One Two Also Police Officials Since With Under According Asked By
    Le La Les L Il Elle Ils Elles Un Une Des Ce Cette Ces Mais Et En Au Aux Dans Pour Selon Après Avant Depuis
    El Los Las Lo Una Unos Pero Y Según Tras Por Para Con Desde Este Esta
    O Os As Um Uma Mas No Na Nos Nas Em Ele Ela Segundo Após Já
    Der Die Das Ein Eine Er Sie Es Wir Ich Aber Und Im Am Bei Nach Vor Zum Zur Für Mit Auch Dort Damit Dabei Seit
    Gli I Un Uno Ma Nel Nella Secondo Dopo Per Con Anche
    De Het Een Hij Zij Ze Maar En Dat Dit Volgens Ook Bij Na
    Он Она Они Это В На По С К И Но А Как Также При После Для Его Ее
    """
)
_ORDINAL_LANGUAGES: Final = frozenset(
    {
        "de",
        "da",
        "no",
        "nb",
        "nn",
        "fi",
        "et",
        "lv",
        "cs",
        "sk",
        "sl",
        "hr",
        "bs",
        "sr",
        "hu",
        "tr",
        "is",
        "fo",
        "lb",
    }
)
"""Languages that write an ordinal number as digits and a point."""

_GLUED_OPENERS: Final = "“«„¿¡"
_SIGNS: Final = "%€$£"
_DOMAINS: Final = ("com", "net", "org", "js", "io", "de", "co")
_QUOTATIVE: Final = frozenset("とがはをにでもっなのへやかよ")
"""Japanese particles: a closing bracket before them does not end the sentence."""


def split_sentences(text: str, start: int, end: int, language: str | None = None) -> list[tuple[int, int]]:
    """Sentence spans inside text[start:end], in order, trimmed of white space.

    Line breaks end a sentence unless the lines are hard-wrapped. No sentence is longer than `MAX_SENTENCE` code
    points. Every visible character of the span lies in exactly one sentence.

    Args:
        text: the whole text.
        start: first code point of the span.
        end: code point after the span.
        language: BCP 47 primary subtag, or None; decides only whether "3." may be an ordinal number.

    Returns:
        (start, end) pairs, raw offsets into ``text``.

    >>> [*split_sentences("Gen. X spoke. He left.", 0, 22)]
    [(0, 13), (14, 22)]
    """
    spans: list[tuple[int, int]] = []
    ordinals = language in _ORDINAL_LANGUAGES
    first = start
    while first < end and text[first].isspace():
        first += 1
    wrapped = text.find("\n", first, end) >= 0 and is_wrapped(text, line_spans(text, start, end))
    for match in _END.finditer(text, first, end):
        at, after = match.span()
        if at < first:
            continue
        stop = match.start(1)
        if text[at] in _LINE_ENDS:
            if wrapped and not _paragraph_break(text, at, after):
                continue
            stop = at
            while stop > first and text[stop - 1].isspace():
                stop -= 1
        elif after < end:
            lined = after - stop > 0 and _has_break(text, stop, after)
            if lined and (not wrapped or _paragraph_break(text, stop, after)):
                pass
            elif not _breaks(text, first, at, stop, after, end, ordinals):
                continue
        if stop > first:
            _add(spans, text, first, stop)
        first = after
    stop = end
    while stop > first and text[stop - 1].isspace():
        stop -= 1
    if stop > first:
        _add(spans, text, first, stop)
    return spans


def block_starts(
    texts: Sequence[str], codes: Codes, text_start: Ints, unit_text: Ints, unit_start: Ints, unit_end: Ints,
    languages: Sequence[str | None],
) -> tuple[Ints, Ints, Ints]:  # fmt: skip
    """Where the sentences of many units start, as `split_sentences` finds them; the first of each starts with the unit.

    Args:
        texts: A texts.
        codes: (N,) their code points, one after the other with one more between them; those above some limit may be others.
        text_start: (A + 1,) where each text starts in them.
        unit_text: (U,) text of each unit.
        unit_start: (U,) spans of the units in `codes`, with `unit_end`, in order.
        unit_end: (U,).
        languages: of the texts.

    Returns:
        (S,) starts in `codes`, (U,) number of sentences of each unit, at least one, and (U,) its lines that hold text.
    """
    ordinals = np.array([language in _ORDINAL_LANGUAGES for language in languages], bool)[unit_text]
    units = len(unit_start)
    room = int((unit_end - unit_start).sum()) // 2 + 2 * units
    starts, counts, lines = np.empty(room, np.int64), np.empty(units, np.int64), np.empty(units, np.int64)
    ends = text_start[1:][unit_text] - 1
    found = sentence_starts(codes, unit_start, unit_end, ends, ordinals, *_tables(), starts, counts, lines)
    starts = starts[:found]
    left = np.flatnonzero(counts == 0)
    if not len(left):
        return starts, counts, lines
    places = (np.cumsum(counts) - counts).tolist()
    parts: list[Ints] = []
    before = 0
    for unit in left.tolist():
        own = int(unit_text[unit])
        base = int(text_start[own])
        low, high = int(unit_start[unit]) - base, int(unit_end[unit]) - base
        spans = split_sentences(texts[own], low, high, languages[own])
        parts += [starts[before : places[unit]], np.array([low, *(start for start, _ in spans[1:])], np.int64) + base]
        before = places[unit]
        counts[unit] = len(parts[-1])
        if lines[unit] < 0:
            lines[unit] = text_lines(texts[own][low:high])
    return np.concatenate([*parts, starts[before:]]), counts, lines


def text_lines(text: str) -> int:
    """Number of lines that hold text."""
    return sum(1 for line in text.splitlines() if line.strip())


@cache
def _tables() -> tuple[Kinds, Small, Keys, Bytes]:
    """What characters are, their small letters, hashes of the listed words, and what they are."""
    chars = [chr(code) for code in range(_TABLED)]
    kinds = np.zeros(_TABLED, np.uint32)
    for bit, test in (
        (loops.SPACE, str.isspace), (loops.LOWER, str.islower), (loops.UPPER, str.isupper), (loops.ALPHA, str.isalpha),
        (loops.ALPHANUMERIC | loops.WORD, str.isalnum), (loops.DIGIT, str.isdigit),
    ):  # fmt: skip
        kinds |= np.fromiter(map(test, chars), bool, _TABLED) * np.uint32(bit)
    space = "".join(char for char in chars if char.isspace())
    for bit, marks in (
        (loops.WORD, "_"), (loops.LINE_END, "".join(_LINE_ENDS)), (loops.OPENER, _OPENERS), (loops.CLOSER, _CLOSERS),
        (loops.FULL, _FULL), (loops.OTHER, _OTHER), (loops.TERMINAL, ".!?…‥" + _FULL + _OTHER),
        (loops.WORD_BREAK, space + "([{\"'“”‘’«»/–—,;:-"), (loops.QUOTATIVE, "".join(_QUOTATIVE)),
        (loops.LINE_BREAK, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), (loops.SEPARATOR, "\x1c\x1d\x1e"),
        (loops.GLUED_OPENER, _GLUED_OPENERS), (loops.CURRENCY, _SIGNS), (loops.ELLIPSIS, "…‥"),
        (loops.BEFORE_GLUE, "0123456789abcdefghijklmnopqrstuvwxyz,"), (loops.NO_BREAK, " \u00a0\u202f"),
    ):  # fmt: skip
        kinds[[ord(char) for char in marks]] |= np.uint32(bit)
    small = [char.lower() for char in chars]
    # of a capital sigma the small letter depends on what follows
    lower = np.array([ord(c) if len(c) == 1 and ord(c) < _TABLED and char != "Σ" else 0 for char, c in zip(chars, small, strict=True)], np.uint16)
    listed: dict[int, int] = {}
    for bit, held in (
        (loops.CALENDAR, _CALENDAR), (loops.SHORT, _SHORT), (loops.CAPITAL_ONLY, _CAPITAL_ONLY), (loops.TITLE, _TITLES),
        (loops.STARTER, _STARTERS), (loops.DOMAIN, _DOMAINS),
    ):  # fmt: skip
        for word in held:
            key = _hashed(word)
            listed[key] = listed.get(key, 0) | bit
    words = np.array(sorted(listed), np.uint64)
    what = np.array([listed[key] for key in sorted(listed)], np.uint8)
    return kinds, lower, words, what


def _hashed(word: str) -> int:
    """Hash of a word as it stands, as `sentence_loops` makes it."""
    h = 1
    for char in word:
        h = (h ^ ord(char)) * 0x9E3779B97F4A7C15 % (1 << 64)
        h ^= h >> 29
    return h


def _has_break(text: str, start: int, end: int) -> bool:
    if end - start == 1:
        return text[start] in _LINE_ENDS
    return not _LINE_ENDS.isdisjoint(text[start:end])


def _paragraph_break(text: str, start: int, end: int) -> bool:
    """In wrapped text: a blank line, or an indent of two or more."""
    return text.count("\n", start, end) > 1 or end - text.rfind("\n", start, end) > 2


def _breaks(text: str, first: int, at: int, stop: int, after: int, end: int, ordinals: bool) -> bool:
    """Whether the terminator at ``at`` ends a sentence.

    text[at:stop] are the terminator, more terminators and closing marks, text[stop:after] white space, and
    text[after] exists.
    """
    char = text[after]
    mark = text[at]
    if mark == "." and stop - at == 1 and after > stop:
        # the common case first
        look = after
        if char in _OPENERS:
            while look < end - 1 and look < after + 3 and text[look] in _OPENERS:
                look += 1
            char = text[look]
        return not char.islower() and _after_point(text, first, at, look, end, ordinals)
    if mark in _FULL:
        return not (stop - at > 1 and char in _QUOTATIVE)
    if mark in _OTHER:
        return after > stop or mark != "։" or not char.isalnum()
    if after == stop:
        return _glued(text, first, at, stop, end)
    look = after
    while look < end - 1 and look < after + 3 and text[look] in _OPENERS:
        look += 1
    char = text[look]
    if char.islower():
        # "Stop!" he said
        return False
    if mark in "…‥" or (mark == "." and text[at + 1] == "."):
        return char.isupper() or not char.isalpha()
    return True


def _after_point(text: str, first: int, at: int, look: int, end: int, ordinals: bool) -> bool:
    """Whether a point after a word, followed by space and no small letter, ends a sentence."""
    begin = max(first, text.rfind(" ", first, at) + 1)
    if at - begin > 12:
        return True
    word = text[begin:at].lstrip(_OPENERS)
    breaking = _WORD_BREAK.split(word)
    word = breaking[-1]
    if not word or not word[-1].isalnum():
        return True
    if len(word) > 6:
        return True
    if word.isdigit():
        if len(word) > 2:
            return True
        if begin == first:
            # "3. Januar" at the head, or the number of a list entry
            return False
        return not ordinals or _opening(text, look, end)
    folded = word.lower()
    if folded in _CALENDAR:
        if text[look].isdigit():
            return False
        if begin - 2 >= first and text[begin - 2].isdigit():
            return _opening(text, look, end)
        if folded not in _SHORT:
            return True
    if len(word) == 1:
        # an initial (J. Smith) or half of a short form (z. B.); a lone letter without case is a word
        if not (word.isupper() or word.islower()):
            return True
        if begin - 2 > first and text[begin - 2] == "." and word.isupper() and text[begin - 3].islower():
            # the second half of z. B., u. A.
            return False
    elif folded in _SHORT:
        if folded in _CAPITAL_ONLY and word[0].islower():
            return True
        if folded in _TITLES:
            return False
    elif word[-2] != ".":
        return True
    return _opening(text, look, end)


def _opening(text: str, start: int, end: int) -> bool:
    """Whether the next word is one that usually opens a sentence, and not an initial."""
    stop = start
    limit = min(end, start + 12)
    while stop < limit and text[stop].isalpha():
        stop += 1
    if stop - start == 1 and stop < end and text[stop] == ".":
        return False
    return text[start:stop] in _STARTERS


def _glued(text: str, first: int, at: int, stop: int, end: int) -> bool:
    """Paragraph glue: "concerns.Elsewhere", where a line break was lost; text[stop] exists."""
    char = text[stop]
    if stop + 1 >= end or not char.isupper() or not text[stop + 1].islower():
        # a quotation may open the next paragraph: said.“The
        return char in _GLUED_OPENERS and stop + 2 < end and text[stop + 1].isupper() and text[stop + 2].islower()
    if stop - at > 1 or text[at] != ".":
        return True
    before = text[at - 1] if at > first else " "
    if before.isupper() or not (before.isalnum() or before in _SIGNS):
        return False
    # www.Example.Com, a.Smith@host: a point inside an address or an abbreviation
    begin = at
    floor = max(first, at - 30)
    while begin > floor and not text[begin - 1].isspace():
        begin -= 1
    token = text[begin:at]
    if (
        len(token) < 2
        or "." in token
        or "/" in token
        or "@" in token
        or token == "www"
        or token.lower() in _SHORT
    ):
        return False
    # Booking.Com
    return text[stop : stop + 4].rstrip(" ,;:.!?").lower() not in _DOMAINS


def _add(spans: list[tuple[int, int]], text: str, start: int, stop: int) -> None:
    """Append one sentence; join marks without a letter to the one before; cut what is too long."""
    if stop - start <= 3 and spans and not any(char.isalnum() for char in text[start:stop]):
        before = spans[-1]
        if stop - before[0] <= MAX_SENTENCE and "\n" not in text[before[1] : start]:
            spans[-1] = (before[0], stop)
            return
    if stop - start <= MAX_SENTENCE:
        spans.append((start, stop))
    else:
        spans.extend(_cut(text, start, stop))


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a long run at its last semicolon or comma before the limit, else at a space, else anywhere."""
    while stop - start > MAX_SENTENCE:
        strong = weak = 0
        for match in _CUT.finditer(text, start + _MIN_PIECE, start + MAX_SENTENCE):
            if text[match.start()].isspace() and match.end() - match.start() < 3:
                weak = match.end()
            else:
                strong = match.end()
        cut = strong or weak or start + MAX_SENTENCE
        last = cut
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = cut
        while start < stop and text[start].isspace():
            start += 1
    if stop > start:
        yield start, stop
