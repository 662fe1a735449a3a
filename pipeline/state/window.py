"""Which known articles a run must see.

Two articles can be a pair when both have a trusted published day and these lie within the window, or else when the
days on which the two were first seen do: a text without a date is compared with what arrived about when it did. A
batch run sees everything on one day, so there the rule is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.state.tables import part_of
from transforms.settings import CandidateSettings

I32 = NDArray[np.int32]


def reach(settings: CandidateSettings) -> int:
    """Days two articles of a pair may be apart, either way."""
    return max(settings.window_days_before, settings.window_days_after)


@dataclass(frozen=True, slots=True)
class Places:
    """Where documents stand in time: (N,) arrays of document number, part and first-seen day."""

    doc: NDArray[np.uint64]
    part: I32
    seen: I32

    @staticmethod
    def of(rows: list[tuple[int, int | None, int]]) -> Places:
        """Places of (document number, trusted published day or None, first-seen day)."""
        return Places(
            np.array([row[0] for row in rows], np.uint64),
            np.array([part_of(day, seen) for _, day, seen in rows], np.int32),
            np.array([row[2] for row in rows], np.int32),
        )

    @property
    def dated(self) -> NDArray[np.bool_]:
        """Which have a trusted published day."""
        found: NDArray[np.bool_] = (self.part & 1).astype(bool)
        return found

    @property
    def day(self) -> I32:
        """Trusted published day, else the first-seen day."""
        return self.part >> 1

    def where(self, mask: NDArray[np.bool_]) -> Places:
        """The chosen ones."""
        return Places(self.doc[mask], self.part[mask], self.seen[mask])


def close_to(known: Places, others: Places, days: int) -> NDArray[np.bool_]:
    """(N,) which of the known could be paired with any of the others."""
    dated, other_dated = known.dated, others.dated
    by_day = dated & _near(known.day, others.day[other_dated], days)
    by_seen = np.where(dated, _near(known.seen, others.seen[~other_dated], days), _near(known.seen, others.seen, days))
    found: NDArray[np.bool_] = by_day | by_seen
    return found


def _near(values: I32, targets: I32, days: int) -> NDArray[np.bool_]:
    """Which values have a target within some days."""
    if not len(targets):
        return np.zeros(len(values), bool)
    ordered = np.unique(targets)
    low = np.searchsorted(ordered, values.astype(np.int64) - days, side="left")
    high = np.searchsorted(ordered, values.astype(np.int64) + days, side="right")
    return high > low
