"""Keys of articles that are known, kept in order so that a few new ones find their partners without touching the rest.

`transforms.sketch.banding.match_partition` needs all articles that hold a key, and no others. So of the known keys only
those that a new article holds are looked up (binary search in a few sorted runs), and what comes out for pairs with a
new article is what matching everything would give. Pairs of known articles can change only where a key became crowded:
for these all keys of the articles concerned are matched again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    #: (D,) known articles whose pairs among each other may have changed, for a key is, or was, too common
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
        before = self._sharing(np.unique(np.concatenate([new.key, self._of(replaced).key]))) if len(replaced) else None
        if before is not None:
            self.remove(replaced)
        known = self._sharing(np.unique(new.key))
        pairs, capped = match_partition(_joined([new, known]), settings)
        pairs = keep_pairs(_chosen(pairs, np.isin(pairs.a, fresh) | np.isin(pairs.b, fresh)), settings)
        doubtful = _doubtful(known if before is None else before, new, replaced, capped, settings, is_held)
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


def _doubtful(
    before: KeyColumns, new: KeyColumns, replaced: U64Array, capped: Sequence[CappedKey], settings: CandidateSettings,
    is_held: Callable[[int, int], bool],
) -> U64Array:
    """Known articles of which a pair among each other counts otherwise since the new ones came.

    Only keys that are or were too common come into question: others tie their members pairwise, whoever else holds
    them. What these keys alone say of the known articles is compared: before, and now. A pair that only lost
    something counts if it was one: what is no candidate does not become one by less.
    """
    common = {int(key.key, 16) for key in capped}
    if len(replaced):
        common.update(int(key.key, 16) for key in match_partition(before, settings)[1])
    if not common:
        return np.zeros(0, np.uint64)
    keys = np.array(sorted(common), np.uint64)
    others = np.union1d(replaced, new.doc)
    then = _taken(before, _among(before.key, keys))
    now = _taken(then, ~np.isin(then.doc, replaced)) if len(replaced) else then
    one, two = (
        _without(match_partition(rows, settings)[0], others)
        for rows in (then, _joined([now, _taken(new, _among(new.key, keys))]))
    )
    docs = {
        doc for a, b, more in _differing(one, two) if more or is_held(a, b) for doc in (a, b)
    }
    return np.array(sorted(docs), np.uint64)


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
    return _chosen(pairs, ~(np.isin(pairs.a, docs) | np.isin(pairs.b, docs)))


def _among(values: U64Array, sought: U64Array) -> NDArray[np.bool_]:
    """Whether each value is among some in order."""
    place = np.minimum(np.searchsorted(sought, values), len(sought) - 1)
    found: NDArray[np.bool_] = sought[place] == values
    return found


def _taken(columns: KeyColumns, index: NDArray[np.bool_] | NDArray[np.int64]) -> KeyColumns:
    return KeyColumns(**{name: getattr(columns, name)[index] for name in _NAMES})


def _joined(parts: Iterable[KeyColumns]) -> KeyColumns:
    whole = [unpack_keys(()), *parts]
    return KeyColumns(**{name: np.concatenate([getattr(part, name) for part in whole]) for name in _NAMES})


def _sorted(columns: KeyColumns) -> KeyColumns:
    return _taken(columns, np.argsort(columns.key, kind="stable"))


def _chosen(pairs: PairColumns, mask: NDArray[np.bool_]) -> PairColumns:
    return PairColumns(**{field.name: getattr(pairs, field.name)[mask] for field in fields(PairColumns)})
