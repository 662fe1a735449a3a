"""Plain text to `Sketch`, simple and self-contained: what the tests of alignment need, not what production does.

A text is a list of (unit kind, text) pairs joined by blank lines, or one string: a body. Sentences end at ``.!?``
followed by a space or a line break; quotation marks toggle TOKEN_QUOTED; hashes are CRC-32.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from transforms.schema import (
    TOKEN_CAPITAL,
    TOKEN_COMMON,
    TOKEN_QUOTED,
    UNIT_KINDS,
    Sketch,
)
from transforms.sketch.anchors import NAME, NUMBER

COMMON = frozenset((
    "a", "als", "an", "and", "are", "as", "at", "au", "auf", "aux", "be", "been", "but", "by", "dans",
    "das", "de", "dem", "den", "der", "des", "die", "du", "ein", "eine", "en", "est", "et", "for", "from",
    "für", "haben", "had", "has", "hat", "have", "he", "her", "his", "im", "in", "is", "ist", "it", "its",
    "la", "le", "les", "mit", "nach", "not", "of", "on", "or", "pour", "said", "she", "sich", "sur",
    "that", "the", "their", "they", "this", "to", "un", "und", "une", "von", "was", "were", "which", "who",
    "will", "with", "would", "zu", "été",
))  # fmt: skip
_TOKEN = re.compile(r"\w+", re.UNICODE)
_SENTENCE = re.compile(r"[^.!?。\n]+(?:[.!?](?!\s)[^.!?。\n]+)*[.!?。]*[”»\"]?", re.UNICODE)


def crc(text: str) -> int:
    return zlib.crc32(text.encode())


def sketch(
    text: str | Sequence[tuple[str, str]],
    doc_id: str = "00000000000000aa",
    language: str | None = "en",
    unspaced: bool = False,
) -> tuple[Sketch, str]:
    """The sketch and the full text its offsets point into."""
    units = [("body", text)] if isinstance(text, str) else list(text)
    full = "\n\n".join(part for _, part in units)
    hashes, stems, starts, lengths, flags, rarity = [], [], [], [], [], []
    sentence_token, sentence_unit = [0], []
    anchors: list[tuple[int, int, int, int]] = []
    base = 0
    for kind, part in units:
        quoted = False
        for found in _SENTENCE.finditer(part):
            begin = len(hashes)
            at = found.start()
            pattern = re.compile(r"\w") if unspaced else _TOKEN
            for token in pattern.finditer(part, found.start(), found.end()):
                for mark in part[at : token.start()]:
                    quoted = {"“": True, "«": True, "”": False, "»": False, '"': not quoted}.get(mark, quoted)
                at = token.end()
                word = token.group()
                low = word.lower()
                common = low in COMMON
                name = word[0].isupper() and not common
                flag = TOKEN_QUOTED * quoted | TOKEN_CAPITAL * word[0].isupper() | TOKEN_COMMON * common
                if low.isdigit():
                    anchors.append((crc("#" + low), len(hashes), NUMBER, 150))
                elif name:
                    bones = low[0] + re.sub("[aeiouyàéèüöä]", "", low[1:])
                    anchors.append((crc("@" + bones), len(hashes), NAME, 180))
                hashes.append(crc(low))
                stems.append(crc(low if common or len(low) < 6 else low[:5]))
                starts.append(base + token.start())
                lengths.append(len(word))
                flags.append(flag)
                rarity.append(40 if common else min(168, 100 + 8 * len(low)))
            for mark in part[at : found.end()]:
                quoted = {"“": True, "«": True, "”": False, "»": False, '"': not quoted}.get(mark, quoted)
            if len(hashes) > begin:
                sentence_token.append(len(hashes))
                sentence_unit.append(UNIT_KINDS.index(kind))
        base += len(part) + 2
    table = np.array(anchors, dtype=np.int64).reshape(-1, 4)
    made = Sketch(
        doc_id=doc_id,
        outlet=None,
        language=language,
        unspaced=unspaced,
        day=None,
        token_hash=np.array(hashes, dtype=np.uint32),
        token_stem=np.array(stems, dtype=np.uint32),
        token_start=np.array(starts, dtype=np.uint32),
        token_length=np.array(lengths, dtype=np.uint16),
        token_flags=np.array(flags, dtype=np.uint8),
        token_rarity=np.array(rarity, dtype=np.uint8),
        sentence_token=np.array(sentence_token, dtype=np.int32),
        sentence_unit=np.array(sentence_unit, dtype=np.uint8),
        anchor_hash=table[:, 0].astype(np.uint32),
        anchor_token=table[:, 1].astype(np.int32),
        anchor_kind=table[:, 2].astype(np.uint8),
        anchor_rarity=table[:, 3].astype(np.uint8),
        wording=np.zeros(128, dtype=np.uint32),
        wording_size=0,
        passage_hash=np.zeros(0, dtype=np.uint64),
        passage_token=np.zeros(0, dtype=np.int32),
        anchors_signature=np.zeros(128, dtype=np.uint32),
    )
    return made, full
