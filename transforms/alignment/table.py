"""What is measured of many pairs, as columns: scores are made, rounded and written out for all of them at once.

An `Alignment` is for who reads one. A run has millions: to make each, and to take it apart again to write it down, takes longer
than to align it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, Final, cast

import numpy as np

from transforms.alignment.arrays import Bool, Float, Int
from transforms.alignment.measure_loops import (
    ALIGNED_WEIGHT,
    CAPTION_RUN,
    CAPTION_TOKENS,
    COUNTS,
    COVERED,
    EVIDENCE,
    GROUPS,
    HEADLINES,
    IN_ORDER,
    LEAD,
    LONGEST_PLAIN_RUN,
    LONGEST_RUN,
    PLACES,
    PLAIN_WEIGHT,
    QUOTES_ALTERED,
    QUOTES_IN_ORDER,
    QUOTES_MATCHED,
    RARE_SHARED,
    SIDE,
    STRENGTH,
    TRIPLES,
    TRIPLES_OF,
    VERBATIM_TOKENS,
    WEIGHTS,
)
from transforms.alignment.packed_loops import BODY_SENTENCES, BODY_TOKENS, NUMBERS, SAID
from transforms.schema import Alignment, Passage
from transforms.sketch.pairs import Pairs

DECIMALS: Final = 6
"""Decimals of all scores."""
FIELDS: Final = tuple(f.name for f in fields(Alignment))
PASSAGES: Final = FIELDS.index("passages")
_Values = namedtuple("_Values", FIELDS)  # type: ignore[misc]
_PUT: Final = tuple([getattr(Alignment, name).__set__ for name in FIELDS])
"""Each puts a field into an alignment that nobody has seen yet: fifty of them take a third of a frozen ``__init__``."""
_passage: Final = partial(tuple.__new__, Passage)
"""`Passage._make` without its check and its frame: the dozen of them in each alignment are a third of its making."""


def alignment_of(row: tuple[Any, ...] | list[Any]) -> Alignment:
    """The alignment of the values of its fields, in their order; passages may be rows of values too."""
    alignment = object.__new__(Alignment)
    for put, value in zip(_PUT, row, strict=True):
        put(alignment, value)
    _PUT[PASSAGES](alignment, tuple(map(_passage, row[PASSAGES])))
    return alignment


def seen_as(row: tuple[Any, ...]) -> Alignment:
    """What reads like the alignment of the values of its fields, made in a twentieth of the time: for who only looks at them."""
    return cast("Alignment", _Values._make(row))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What is known of P pairs; a row is filled as far as its pair was looked into."""

    #: (P, HEAD) heads of the texts of each, see `transforms.alignment.packed_loops`
    heads_a: Int
    heads_b: Int
    names_a: list[str]
    names_b: list[str]
    keys: Pairs
    #: (P,) not in one language
    cross: Bool
    #: (P,) `anchor_score`, `anchor_weight`, and distinct numbers that both bodies have
    near: Float
    weight: Float
    figures: Int
    #: (P,) True where something was aligned, and the pair was measured
    measured: Bool
    #: (P, COUNTS), (P, WEIGHTS) see `transforms.alignment.measure_loops`
    counts: Int
    weights: Float
    #: passages of each pair as values
    passages: list[list[tuple[Any, ...]]]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The values of the fields of the alignment of each pair, in their order."""
        columns: dict[str, Any] = {
            "a": self.names_a, "b": self.names_b, "cross_language": self.cross, "passages": self.passages,
            "anchor_score": self.near, "anchor_weight": self.weight,
            "via_hub": self.keys["direct"] == 0, "wording_keys": self.keys["wording"], "passage_keys": self.keys["passage"],
            "anchor_keys": self.keys["anchors"],
        }  # fmt: skip
        for side, heads, at in (("a", self.heads_a, 0), ("b", self.heads_b, SIDE)):
            body, of = heads[:, BODY_TOKENS], self.counts[:, at : at + SIDE]
            columns |= {
                f"tokens_{side}": body,
                f"sentences_{side}": heads[:, BODY_SENTENCES],
                f"quotes_{side}": heads[:, SAID],
                f"coverage_{side}": shares(of[:, COVERED], body),
                f"verbatim_{side}": shares(of[:, VERBATIM_TOKENS], body),
                f"containment_{side}": shares(self.counts[:, TRIPLES], of[:, TRIPLES_OF]),
                f"lead_{side}": of[:, LEAD] > 0,
                f"position_{side}": mean_places(of[:, COVERED], of[:, PLACES], body),
            }
        for name, place in (
            ("longest_run", LONGEST_RUN), ("longest_plain_run", LONGEST_PLAIN_RUN), ("groups", GROUPS),
            ("quotes_matched", QUOTES_MATCHED), ("quotes_in_order", QUOTES_IN_ORDER), ("quotes_altered", QUOTES_ALTERED),
            ("rare_shared", RARE_SHARED), ("caption_tokens", CAPTION_TOKENS), ("caption_run", CAPTION_RUN),
        ):  # fmt: skip
            columns[name] = self.counts[:, place]
        weights = rounded(self.weights)
        for name, place in (
            ("plain_weight", PLAIN_WEIGHT), ("anchor_weight_aligned", ALIGNED_WEIGHT), ("headline_similarity", HEADLINES),
            ("evidence", EVIDENCE), ("strength", STRENGTH),
        ):  # fmt: skip
            columns[name] = weights[:, place]
        numbers = np.minimum(self.heads_a[:, NUMBERS], self.heads_b[:, NUMBERS]) * self.measured
        columns["numbers"] = numbers
        columns["numbers_shared"] = shares(self.figures, numbers)
        columns["monotone"] = shares(self.counts[:, IN_ORDER], self.counts[:, GROUPS])
        values = (columns[name] for name in FIELDS)
        return zip(*(value if isinstance(value, list) else value.tolist() for value in values), strict=True)

    def alignments(self) -> Iterator[Alignment]:
        """The alignment of each pair."""
        return map(alignment_of, self.rows())


def unmeasured(count: int) -> tuple[Bool, Int, Float]:
    """Rows of so many pairs of which nothing is measured yet: `measured`, `counts` and `weights` of a `Table`."""
    return np.zeros(count, np.bool_), np.zeros((count, COUNTS), np.int64), np.zeros((count, WEIGHTS))


def rounded(values: Float) -> Float:
    """Scores with as many decimals as all scores have, to the bit as ``round`` of Python gives them.

    >>> rounded(np.array([1 / 3, 0.0000005, 2 / 2048])).tolist() == [round(1 / 3, 6), 0.0, round(2 / 2048, 6)]
    True
    """
    scale = 10.0**DECIMALS
    scaled = values * scale
    whole = np.rint(scaled)
    out: Float = whole / scale
    # the product is not exact: what lies close to the middle of two steps may fall on the wrong side
    for place in np.argwhere(np.abs(np.abs(scaled - whole) - 0.5) < _CLOSE).tolist():
        out[tuple(place)] = round(float(values[tuple(place)]), DECIMALS)
    return out


_CLOSE: Final = 1e-4
"""Steps from the middle of two within which a score is rounded exactly: weights of millions of bits are still told apart."""


def shares(count: Int, size: Int) -> Float:
    """Parts of wholes, 0 of nothing, rounded."""
    return rounded(np.where(size > 0, count, 0) / np.maximum(size, 1))


def mean_places(count: Int, places: Int, size: Int) -> Float:
    """Mean relative places of `count` positions of `size` whose sums are `places`, rounded; 0 of none."""
    return rounded(np.where(count > 0, (places / np.maximum(count, 1) + 0.5) / np.maximum(size, 1), 0.0))
