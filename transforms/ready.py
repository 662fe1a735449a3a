"""Everything that a process loads or compiles at its first articles, done beforehand.

Compiled loops take a second to load, and most of a minute to compile the first time on a machine; tables take some more. A
process that others are forked from does it once for all of them.
"""

from __future__ import annotations

import itertools
import multiprocessing
import sys
from multiprocessing.process import BaseProcess
from typing import Any, Final, cast

import numba

from transforms.alignment.align import align_sides
from transforms.alignment.features import prepare_bytes
from transforms.alignment.group_loops import find_groups
from transforms.alignment.measure_loops import measure
from transforms.kept import can_keep, is_kept
from transforms.packed_blocks import Describe
from transforms.packets import INSIDE, unpacked
from transforms.schema import Candidate, Document
from transforms.settings import Settings
from transforms.sketch.banding import match_partition, unpack_keys
from transforms.sketch.pairs import from_candidates
from transforms.text.article import normalize_document

TEXTS: Final = (
    "Harbour opens new pier after eight years\n\nFERNHAVEN, March 4 (AFP) - The harbour of Fernhaven opened its new pier on "
    'Tuesday, eight years after the storm that took the old one, the mayor Ada Quill said. "We have waited long for this '
    'morning," she told AFP. Some 2,500 people came to see the first of 14 ferries leave for Paris, '
    "among them members of the Fernhaven Union of Pier and Ferry Workers.\n\n(c) AFP",
    "New pier opens in Fernhaven\n\nThe harbour of Fernhaven opened its new pier on Tuesday, eight years after the storm that "
    'took the old one. "We have waited so long for this morning," said Ada Quill, who is the mayor. Some 2,500 people came to '
    "see the first of 14 ferries leave.\n\nFile photo: the old pier of Fernhaven. Photo: AFP",
    "Neue Mole in Fernhaven\n\nDer Hafen von Fernhaven hat am Dienstag seine neue Mole eröffnet, acht Jahre nach dem Sturm. "
    "„Wir haben lange auf diesen Morgen gewartet“, sagte Bürgermeisterin Ada Quill. Rund 2.500 Menschen sahen die erste von "
    "14 Fähren nach Paris ablegen, darunter Mitglieder der Fernhaven Union of Pier and Ferry Workers.",
    "港の新しい桟橋が開通\n\n【東京共同】港の新しい桟橋が火曜日に開通した。嵐で古い桟橋が失われてから8年になる。"
    "「この朝を長く待っていた」と市長は述べた。およそ2500人が14隻のうち最初の船を見送った。",
    "新しい桟橋\n\n港の新しい桟橋が火曜日に開通した。嵐で古い桟橋が失われてから8年になる。「この朝を長く待っていた」と市長は述べた。",
)
"""Invented texts that take every compiled way: one language and two, spaced and unspaced, copied, quoted, translated."""


def is_ready() -> bool:
    """Whether the loops that take longest are compiled for this version already, or cannot be kept on this machine at all."""
    return is_kept(measure) or not can_keep(measure)


def make_ready() -> None:
    """Normalise, sketch, pair and align a handful of invented texts, and throw away what comes out.

    The caller must have no threads: where nothing is compiled yet, a fork compiles the half that comes last.
    """
    beside = _compile_beside()
    settings = Settings()
    articles = [
        normalize_document(Document(f"{n:016x}", f"{n}.txt", text.encode()), settings.normalize, None)
        for n, text in enumerate(TEXTS)
    ]
    block = Describe(settings, 1, INSIDE)(articles)
    match_partition(unpack_keys(unpacked(block.keys)), settings.candidates)
    sides = [prepare_bytes(data) for data in unpacked(block.sketches)]
    for side in sides:
        for read in (side.words, side.anchors, side.said, side.triples):
            read()
    if beside is not None:
        beside.join()
    pairs = list(itertools.combinations(sides, 2))
    keys = [Candidate(a.doc_id, b.doc_id, wording_keys=1, passage_keys=1, anchor_keys=1, via_hub=False) for a, b in pairs]
    align_sides(pairs, from_candidates(keys), settings.align)


def _compile_beside() -> BaseProcess | None:
    """A process that compiles what looks at two texts, the longer half, while this one compiles what looks at one."""
    if sys.platform != "linux" or is_ready():
        return None
    process = multiprocessing.get_context("fork").Process(target=_compile_pairs, name="wiretrace-compile")
    process.start()
    return process


def _compile_pairs() -> None:
    """Compile for the types that the columns of texts and pairs have."""
    column, table = numba.int64[::1], numba.int64[:, ::1]
    for function, types in (
        (find_groups, [column] * 4 + [table, numba.boolean, numba.float64, numba.float64, numba.int64]),
        (measure, [column] * 10 + [table, column, numba.boolean, numba.float64, numba.boolean, column, numba.float64[::1]]),
    ):
        cast("Any", function).compile(tuple(types))
