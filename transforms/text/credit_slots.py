"""Credits that consist of agency names and nothing else: ``(AFP)``, ``(APA/dpa, 3.4.2015)``, ``afp/fr``, ``AFP with agencies``.

A slot is read strictly: every token in it must be an agency, a date, initials, or one of a few desk words. One unknown
word and it is something else, a caption or a sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from transforms.text.agencies import AgencyTable, canonical, current_table

MAX_SLOT: Final = 90
"""Longest slot, in code points."""

_SPLIT: Final = re.compile(
    r"\s*[/／|,，、;；=＝+&\n]\s*|\s+[-–—]\s+|(?<=\w)\s*[–—]\s*(?=\w)|\s+(?:and|y|e|et|und|en|og|och|i|и|та|και|ve|și|与|和|及)\s+"
)
_HYPHEN: Final = re.compile("[-‐‑]")
_WORDS: Final = re.compile(r"\s+")
_DATE: Final = re.compile(
    r"^[\d\s./:-]{1,22}$|^\d{1,2}\.?\s?[^\W\d]{3,10}\.?(?:\s?\d{2,4})?$|^[^\W\d]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?$"
)
_INITIALS: Final = re.compile(r"^[A-Za-zÄÖÜäöüß]{1,4}\.?$|^[a-zäöü]{1,6}(?:-[a-zäöü]{1,6}){1,3}$")
_DESK: Final = re.compile(
    r"^(?:red(?:aktion|acci[oó]n|ação|act|\.)?|agenturen|agences?|agencias|agências|agencies|agenzie|wires|own|eigen|staff|ticker|online|news|web|eds?|with|mit|avec|con|com|und|"
    r"ANSA\.it|schluss|forts\w*|ende|fim|fin|end|rédaction|la rédaction|redakcja|opr\.?|wie|lsw|lno|bb|nur|lby|lhe|lnw|lni|lrs|lth|mv|sn|sa|th|desk|correspondent|"
    r"parlamentskorrespondenz|reuters/red|jW|taz|ap/red|und agenturen)$",
    re.IGNORECASE,
)


def agencies_of_credit(slot: str) -> tuple[str, ...] | None:
    """Agencies of a slot in which every token is understood, or None if it is no credit.

    >>> agencies_of_credit("APA/dpa, 3.4.2015"), agencies_of_credit("AFP/jW"), agencies_of_credit("Jane Doe / AFP")
    (('APA', 'dpa'), ('AFP',), None)
    """
    return _read_credit(slot, current_table())


@lru_cache(maxsize=2048)
def _read_credit(slot: str, _table: AgencyTable) -> tuple[str, ...] | None:
    # the table in use decides; it is an argument so that what is remembered is remembered of one table
    slot = slot.strip(' \t\u00a0*.:-–—"“”»«')
    if not slot or len(slot) > MAX_SLOT:
        return None
    whole = canonical(slot)
    if whole is not None:
        return (whole,)
    found: list[str] = []
    # "les, pap": signers before the agency only where all is lower case
    low = slot.islower()
    for part in _SPLIT.split(slot):
        token = part.strip(" .:()[]\u00a0")
        if not token or _DATE.match(token):
            continue
        agency = canonical(token)
        if agency is not None:
            if agency not in found:
                found.append(agency)
            continue
        if _DESK.match(token):
            continue
        names = [canonical(t) for t in pieces] if len(pieces := _HYPHEN.split(token)) > 1 else []
        if names and all(names):
            found += [n for n in names if n is not None and n not in found]
            continue
        if _INITIALS.match(token) and (found or (low and len(token) <= 4)):
            continue
        words = _WORDS.split(token)
        if len(words) > 1:
            # "afp dpa", "dpa al rmo", "AFP 3. Januar 2022"
            known = canonical(words[0])
            if known is not None and _DATE.match(" ".join(words[1:])):
                if known not in found:
                    found.append(known)
                continue
            if (
                known is not None
                and len(words) <= 6
                and all(
                    _INITIALS.match(w) or _DATE.match(w) or _DESK.match(w) or canonical(w) for w in words[1:]
                )
            ):
                for name in (canonical(w) for w in words if w.lower() not in ("et", "y", "e", "si")):
                    if name is not None and name not in found:
                        found.append(name)
                continue
            if all(_DATE.match(w) or _DESK.match(w) for w in words):
                continue
        return None
    return tuple(found) or None
