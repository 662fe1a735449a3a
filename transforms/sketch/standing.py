"""Keys of articles that are known, kept in order so that a few new ones find their partners without touching the rest.

`transforms.sketch.banding.match_partition` needs all articles that hold a key, and no others. So of the known keys only
those that a new article holds are looked up (binary search in a few sorted runs), and what comes out for pairs with a
new article is what matching everything would give. Pairs of known articles can change only where a key became crowded:
for these all keys of the articles concerned are matched again.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transforms.lookup import among
from transforms.schema import CappedKey, U64Array
from transforms.settings import CandidateSettings
from transforms.sketch.banding import (
    KeyColumns,
    Matched,
    PairColumns,
    keep_pairs,
    match_partition,
    shared_rows,
    unpack_keys,
)

_NAMES = tuple(field.name for field in fields(KeyColumns))
_LONGEST: Final = 1 << 20
"""Rows of a run, some 6,000 articles: to join two takes a few dozen megabytes for a moment."""
_SHORT: Final = 1 << 14
"""Rows below which a run is not worth a file."""


@dataclass(frozen=True, slots=True)
class Found:
    """What new articles find among the known ones and among themselves."""

    #: kept pairs with a new article
    pairs: PairColumns
    capped: list[CappedKey]
    #: (D,) known articles whose pairs among each other may have changed, for a key is, or was, too common
    doubtful: U64Array
    #: kept pairs of doubtful articles, as they are now
    again: PairColumns


class StandingKeys:
    """Key columns of known articles."""

    def __init__(self, folder: str | bool = False) -> None:
        """Begin with none.

        Args:
            folder: of this machine, for files without a name that hold the keys; True: that for temporary files;
                False: the keys stay in memory.
        """
        self._folder = folder
        #: runs in order of their keys, each at least twice as long as the next or as long as runs become
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        """Number of rows."""
        return sum(map(len, self._runs))

    def find(
        self, new: KeyColumns, replaced: U64Array, settings: CandidateSettings, is_held: Callable[[int, int], bool]
    ) -> Found:
        """Pairs of new articles with each other and with known ones.

        Args:
            new: keys of the new articles, in any order.
            replaced: known articles that are no more what they were; they count no longer.
            settings: time window, size of a group, and how many keys must agree.
            is_held: whether two known articles are a kept pair by what was told before.
        """
        fresh = np.unique(new.doc)
        before = self._sharing(np.union1d(new.key, self._keys_of(replaced))) if len(replaced) else None
        if before is not None:
            self.remove(replaced)
        known = self._sharing(np.unique(new.key))
        matched = Matched.of(shared_rows(_joined([new, known])), settings)
        pairs, capped = keep_pairs(matched.pairs(among(matched.rows.doc, fresh)), settings), matched.capped()
        if before is None:
            one, two = _changed(matched, fresh, settings)
        else:
            one, two = _compared(before, new, replaced, capped, settings)
        doubtful = np.array(
            sorted({doc for a, b, more in _differing(one, two) if more or is_held(a, b) for doc in (a, b)}), np.uint64
        )
        if not len(doubtful):
            return Found(pairs, capped, doubtful, _chosen(pairs, np.zeros(len(pairs.a), bool)))
        theirs = np.unique(self._keys_of(doubtful))
        again = Matched.of(shared_rows(_joined([self._sharing(theirs), _taken(new, among(new.key, theirs))])), settings)
        all_pairs = again.pairs(among(again.rows.doc, doubtful))
        inside = among(all_pairs.a, doubtful) & among(all_pairs.b, doubtful)
        return Found(pairs, capped, doubtful, keep_pairs(_chosen(all_pairs, inside), settings))

    def add(self, keys: KeyColumns) -> None:
        """These are known from now on."""
        self._keep(keys)

    def remove(self, docs: U64Array) -> None:
        """Forget the keys of some articles."""
        runs, self._runs = self._runs, []
        gone = np.unique(docs)
        for run in runs:
            lost = among(run.columns.doc, gone)
            if lost.any():
                self._keep(_taken(run.columns, ~lost))
            else:
                self._runs.append(run)

    def rest(self) -> None:
        """Nothing will be asked for some time: what lies in files need not stay in memory."""
        for run in self._runs:
            run.rest()

    def _keep(self, columns: KeyColumns) -> None:
        while self._runs and len(self._runs[-1]) < min(2 * len(columns.key), _LONGEST - len(columns.key)):
            columns = _joined([self._runs.pop().columns, columns])
        if len(columns.key):
            self._runs.append(_Run(columns, self._folder if len(columns.key) >= _SHORT else False))

    def _sharing(self, keys: U64Array) -> KeyColumns:
        """Rows whose key is among some distinct keys in order."""
        found = []
        for run in self._runs:
            low = np.searchsorted(run.columns.key, keys, side="left")
            sizes = np.searchsorted(run.columns.key, keys, side="right") - low
            index = np.repeat(low - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
            found.append(_taken(run.columns, index))
        return _joined(found)

    def _keys_of(self, docs: U64Array) -> U64Array:
        """Keys of some distinct articles in order, with repetitions."""
        return np.concatenate([np.zeros(0, np.uint64), *(run.keys_of(docs) for run in self._runs)])


class _Run:
    """Rows in order of their keys, and keys in order of their articles; in memory or in a file without a name."""

    def __init__(self, columns: KeyColumns, folder: str | bool) -> None:
        columns = _taken(columns, np.argsort(columns.key, kind="stable"))
        order = np.argsort(columns.doc, kind="stable")
        arrays = [*(getattr(columns, name) for name in _NAMES), columns.doc[order], columns.key[order]]
        self._map: mmap.mmap | None = None
        if folder is not False:
            arrays = self._filed(arrays, None if folder is True else folder)
        self.columns = KeyColumns(**dict(zip(_NAMES, arrays, strict=False)))
        self._doc, self._key = arrays[-2:]

    def __len__(self) -> int:
        return len(self.columns.key)

    def keys_of(self, docs: U64Array) -> U64Array:
        low = np.searchsorted(self._doc, docs, side="left")
        sizes = np.searchsorted(self._doc, docs, side="right") - low
        found: U64Array = self._key[np.repeat(low - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))]
        return found

    def rest(self) -> None:
        if self._map is not None and hasattr(mmap, "MADV_DONTNEED"):
            # the pages stay in the file, and in the system's cache as long as there is room
            self._map.madvise(mmap.MADV_DONTNEED)

    def _filed(self, arrays: list[NDArray[Any]], folder: str | None) -> list[NDArray[Any]]:
        with tempfile.TemporaryFile(dir=folder) as file:
            places = []
            for array in arrays:
                places.append(file.tell())
                array.tofile(file)
                file.write(bytes(-file.tell() % 8))
            file.flush()
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return [
            np.frombuffer(self._map, array.dtype, len(array), place) for array, place in zip(arrays, places, strict=True)
        ]


def _changed(matched: Matched, fresh: U64Array, settings: CandidateSettings) -> tuple[PairColumns, PairColumns]:
    """Pairs of known articles, as far as they come from keys that tie otherwise since new ones came: before, and now.

    A known article is tied otherwise by a key where it has become crowded, or has another hub: a pair that changes has
    such a row on one side.
    """
    known = ~among(matched.rows.doc, fresh)
    of_common = np.zeros(len(matched.first), bool)
    of_common[matched.group[matched.crowded]] = True
    known &= of_common[matched.group]
    then = Matched.of(_taken(matched.rows, known), settings)
    hub_now, hub_then = matched.rows.doc[matched.hub[known]], then.rows.doc[then.hub]
    moved = matched.crowded[known] & (~then.crowded | (hub_now != hub_then))
    here = np.zeros(len(known), bool)
    here[known] = moved
    return then.pairs(moved), _without(matched.pairs(here), fresh)


def _compared(
    before: KeyColumns, new: KeyColumns, replaced: U64Array, capped: Sequence[CappedKey], settings: CandidateSettings
) -> tuple[PairColumns, PairColumns]:
    """The same where known articles were replaced: all that the keys say which are or were too common.

    Others tie their members pairwise, whoever else holds them. A pair that only lost something counts if it was one:
    what is no candidate does not become one by less.
    """
    common = {int(key.key, 16) for key in (*capped, *match_partition(before, settings)[1])}
    keys = np.array(sorted(common), np.uint64)
    others = np.union1d(replaced, new.doc)
    then = _taken(before, among(before.key, keys))
    now = _joined([_taken(then, ~among(then.doc, np.unique(replaced))), _taken(new, among(new.key, keys))])
    one, two = (_without(match_partition(rows, settings)[0], others) for rows in (then, now))
    return one, two


def _differing(one: PairColumns, two: PairColumns) -> Iterator[tuple[int, int, bool]]:
    """Pairs (a, b) that count otherwise in two than in one, and whether it has more of anything."""
    if not len(one.a) and not len(two.a):
        return
    both = PairColumns(
        **{field.name: np.concatenate([getattr(one, field.name), getattr(two, field.name)]) for field in fields(PairColumns)}
    )
    # rows of one before those of two
    order = np.lexsort((np.repeat([0, 1], [len(one.a), len(two.a)]), both.b, both.a))
    first = np.flatnonzero(np.append(True, (both.a[order][1:] != both.a[order][:-1]) | (both.b[order][1:] != both.b[order][:-1])))
    last = np.append(first[1:], len(order)) - 1
    twice = last > first
    is_old = order < len(one.a)

    def values(name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        column = getattr(both, name)[order].astype(np.int64)
        then = np.where(is_old[first], column[first], 0)
        now = np.where(twice | ~is_old[first], column[last], 0)
        return then, now

    changed = np.zeros(len(first), bool)
    gained = np.zeros(len(first), bool)
    for name in ("wording", "passage", "anchors", "shared", "lighter", "direct"):
        then, now = values(name)
        changed |= then != now
        if name != "lighter":
            gained |= now > then
    a, b = both.a[order][first], both.b[order][first]
    yield from zip(a[changed].tolist(), b[changed].tolist(), gained[changed].tolist(), strict=True)


def _without(pairs: PairColumns, docs: U64Array) -> PairColumns:
    return _chosen(pairs, ~(among(pairs.a, docs) | among(pairs.b, docs)))


def _taken(columns: KeyColumns, index: NDArray[np.bool_] | NDArray[np.int64]) -> KeyColumns:
    return KeyColumns(**{name: getattr(columns, name)[index] for name in _NAMES})


def _joined(parts: Iterable[KeyColumns]) -> KeyColumns:
    whole = [unpack_keys(()), *parts]
    return KeyColumns(**{name: np.concatenate([getattr(part, name) for part in whole]) for name in _NAMES})


def _chosen(pairs: PairColumns, mask: NDArray[np.bool_]) -> PairColumns:
    return PairColumns(**{field.name: getattr(pairs, field.name)[mask] for field in fields(PairColumns)})
