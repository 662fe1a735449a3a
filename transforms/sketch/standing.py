"""Keys of articles that are known, kept in order so that a few new ones find their partners without touching the rest.

`transforms.sketch.banding.match_partition` needs all articles that hold a key, and no others. So of the known keys only
those that a new article holds are looked up (binary search in a few sorted runs), and what comes out for pairs with a
new article is what matching everything would give. Pairs of known articles can change only where a key became crowded:
for these all keys of the articles concerned are matched again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from transforms.schema import CappedKey, U64Array
from transforms.settings import CandidateSettings
from transforms.sketch.banding import KeyColumns, PairColumns, keep_pairs, match_partition, unpack_keys

_NAMES = tuple(field.name for field in fields(KeyColumns))


@dataclass(frozen=True, slots=True)
class Found:
    """What new articles find among the known ones and among themselves."""

    #: kept pairs with a new article
    pairs: PairColumns
    capped: list[CappedKey]
    #: (D,) known articles that hold a key which is, or was, too common: their pairs among each other can have changed
    doubtful: U64Array
    #: kept pairs of doubtful articles, as they are now
    again: PairColumns


class StandingKeys:
    """Key columns of known articles."""

    def __init__(self) -> None:
        """Begin with none."""
        #: runs in order of their keys, each at least twice as long as the next
        self._runs: list[KeyColumns] = []

    def __len__(self) -> int:
        """Number of rows."""
        return sum(len(run.key) for run in self._runs)

    def find(self, new: KeyColumns, replaced: U64Array, settings: CandidateSettings) -> Found:
        """Pairs of new articles with each other and with known ones.

        Args:
            new: keys of the new articles, in any order.
            replaced: known articles that are no more what they were; they count no longer.
            settings: time window, size of a group, and how many keys must agree.
        """
        crowds = [_crowd(self._sharing(np.unique(self._of(replaced).key)), settings)] if len(replaced) else []
        if len(replaced):
            self.remove(replaced)
        known = self._sharing(np.unique(new.key))
        pairs, capped = match_partition(_joined([new, known]), settings)
        fresh = np.unique(new.doc)
        pairs = keep_pairs(_chosen(pairs, np.isin(pairs.a, fresh) | np.isin(pairs.b, fresh)), settings)
        common = np.array([int(key.key, 16) for key in capped], np.uint64)
        crowds.append(known.doc[np.isin(known.key, common)])
        doubtful = np.unique(np.concatenate(crowds))
        doubtful = doubtful[~np.isin(doubtful, replaced)]
        if not len(doubtful):
            return Found(pairs, capped, doubtful, _chosen(pairs, np.zeros(len(pairs.a), bool)))
        theirs = np.unique(self._of(doubtful).key)
        all_pairs, _ = match_partition(
            _joined([self._sharing(theirs), _taken(new, np.isin(new.key, theirs))]), settings
        )
        inside = np.isin(all_pairs.a, doubtful) & np.isin(all_pairs.b, doubtful)
        return Found(pairs, capped, doubtful, keep_pairs(_chosen(all_pairs, inside), settings))

    def add(self, keys: KeyColumns) -> None:
        """These are known from now on."""
        self._runs.append(_sorted(keys))
        while len(self._runs) > 1 and len(self._runs[-2].key) < 2 * len(self._runs[-1].key):
            last = self._runs.pop()
            self._runs[-1] = _sorted(_joined([self._runs[-1], last]))

    def remove(self, docs: U64Array) -> None:
        """Forget the keys of some articles."""
        left = [_taken(run, ~np.isin(run.doc, docs)) for run in self._runs]
        self._runs = [run for run in left if len(run.key)]

    def _sharing(self, keys: U64Array) -> KeyColumns:
        """Rows whose key is among some distinct keys in order."""
        found = []
        for run in self._runs:
            low = np.searchsorted(run.key, keys, side="left")
            sizes = np.searchsorted(run.key, keys, side="right") - low
            index = np.repeat(low - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
            found.append(_taken(run, index))
        return _joined(found)

    def _of(self, docs: U64Array) -> KeyColumns:
        return _joined([_taken(run, np.isin(run.doc, docs)) for run in self._runs])


def _crowd(rows: KeyColumns, settings: CandidateSettings) -> U64Array:
    """Articles that hold one of the keys which are too common among these rows."""
    _, capped = match_partition(rows, settings)
    docs: U64Array = rows.doc[np.isin(rows.key, np.array([int(key.key, 16) for key in capped], np.uint64))]
    return docs


def _taken(columns: KeyColumns, index: NDArray[np.bool_] | NDArray[np.int64]) -> KeyColumns:
    return KeyColumns(**{name: getattr(columns, name)[index] for name in _NAMES})


def _joined(parts: Iterable[KeyColumns]) -> KeyColumns:
    whole = [unpack_keys(()), *parts]
    return KeyColumns(**{name: np.concatenate([getattr(part, name) for part in whole]) for name in _NAMES})


def _sorted(columns: KeyColumns) -> KeyColumns:
    return _taken(columns, np.argsort(columns.key, kind="stable"))


def _chosen(pairs: PairColumns, mask: NDArray[np.bool_]) -> PairColumns:
    return PairColumns(**{field.name: getattr(pairs, field.name)[mask] for field in fields(PairColumns)})
