"""Pairs of documents that a run has to look at: those with a new one, and those of known ones that may have changed.

Matching finds every pair inside the time window, and of a dump that has been read for long nearly all are pairs of known
documents, which are as they were. So pairs stay packed rows until it is clear that they matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.state.neighbours import ROW, WORDED
from pipeline.state.plan import Plan
from transforms.schema import doc_number
from transforms.sketch.pairs import Pairs

KNOWN: Final = np.dtype([("a", "<u8"), ("b", "<u8"), ("worded", "?")])
"""A pair of known documents (a < b), and whether words or a hub tie it, not only names."""

KnownPairs = NDArray[Any]
"""(P,) array of KNOWN, every pair once."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """What a plan says of the documents of a run, as (N,) columns in order of document."""

    doc: NDArray[np.uint64]
    fresh: NDArray[np.bool_]
    undated: NDArray[np.bool_]
    #: first-seen day
    seen: NDArray[np.int32]
    #: all that the document could be paired with is in the run too
    complete: NDArray[np.bool_]
    #: days between the first-seen days of a pair with an undated document
    days: int

    @staticmethod
    def of(plan: Plan, days: int) -> Chooser:
        """Columns of all that is new or known in a run."""
        known, fresh = plan.known, plan.fresh
        doc = np.concatenate([known.doc, np.array([doc_number(name) for name in fresh], np.uint64)])
        order = np.argsort(doc)
        part = np.concatenate([known.part, np.array([f.part for f in fresh.values()], np.int32)])
        seen = np.concatenate([known.seen, np.array([f.seen for f in fresh.values()], np.int32)])
        return Chooser(
            doc[order],
            (np.arange(len(doc)) >= len(known.doc))[order],
            (part & 1 == 0)[order],
            seen[order],
            np.concatenate([plan.complete, np.ones(len(fresh), bool)])[order],
            days,
        )

    def cut(self, pairs: Pairs) -> tuple[Pairs, KnownPairs]:
        """Pairs with a new document, and pairs of known ones that are both complete.

        A pair with an undated document counts only where the two were first seen inside the window.
        """
        a, b = np.searchsorted(self.doc, pairs["a"]), np.searchsorted(self.doc, pairs["b"])
        apart = np.abs(self.seen[a] - self.seen[b]) > self.days
        counts = ~(apart & (self.undated[a] | self.undated[b]))
        new = self.fresh[a] | self.fresh[b]
        again = pairs[counts & ~new & self.complete[a] & self.complete[b]]
        rows = np.empty(len(again), KNOWN)
        rows["a"], rows["b"] = again["a"], again["b"]
        rows["worded"] = (again["wording"] > 0) | (again["passage"] > 0) | (again["direct"] == 0)
        return pairs[counts & new], rows


def pairs_of(owner: NDArray[np.uint64], near: NDArray[Any], docs: NDArray[np.uint64]) -> KnownPairs:
    """Pairs among some documents, from the neighbours of each.

    Args:
        owner: (N,) whose neighbour it is.
        near: (N,) array of `pipeline.state.neighbours.ROW`.
        docs: the documents.
    """
    mine = (owner < near["doc"]) & np.isin(near["doc"], docs)
    rows = np.empty(int(mine.sum()), KNOWN)
    rows["a"], rows["b"] = owner[mine], near["doc"][mine]
    rows["worded"] = (near["bits"][mine] & WORDED) > 0
    return rows


def changes(then: KnownPairs, now: KnownPairs) -> tuple[list[tuple[int, int]], list[tuple[int, int, bool]]]:
    """What differs between two sets of pairs.

    Returns:
        Pairs that are no more, or are tied in another way; and (a, b, worded) of those that are new, or so. Both sorted.
    """
    both = np.concatenate([then, now])
    later = np.repeat(np.array([False, True]), [len(then), len(now)])
    order = np.lexsort((later, both["b"], both["a"]))
    both, later = both[order], later[order]
    same = both[1:] == both[:-1]
    left = ~(np.append(same, False) | np.append(False, same))
    gone = both[left & ~later]
    return list(zip(gone["a"].tolist(), gone["b"].tolist(), strict=True)), both[left & later].tolist()


def unpacked_near(packed: list[bytes], docs: list[int]) -> tuple[NDArray[np.uint64], NDArray[Any]]:
    """Neighbours of some documents as columns: whose they are, and the rows."""
    sizes = [len(data) // ROW.itemsize for data in packed]
    return np.repeat(np.array(docs, np.uint64), sizes), np.frombuffer(b"".join(packed), ROW)
