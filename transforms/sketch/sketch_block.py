"""Sketches of a block as columns: those of `Sketch`, one article's after the other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.schema import I32Array, Sketch, U8Array, U16Array, U32Array, U64Array
from transforms.sketch.tokens import I64Array


@dataclass(slots=True)
class SketchBlock:
    """N sketches; W tokens, S sentences, A anchors, F fingerprints of all together. Columns are as in `Sketch`."""

    doc_id: list[str]
    outlet: list[str | None]
    language: list[str | None]
    unspaced: list[bool]
    day: list[int | None]
    #: (N,)
    wording_size: I64Array
    #: (N + 1,) where each sketch starts in the columns
    tokens: I64Array
    sentences: I64Array
    anchors: I64Array
    passages: I64Array
    #: (W,)
    token_hash: U32Array
    token_stem: U32Array
    token_start: U32Array
    token_length: U16Array
    token_flags: U8Array
    token_rarity: U8Array
    #: (S + N,) of each sketch one more than it has sentences
    sentence_token: I32Array
    #: (S,)
    sentence_unit: U8Array
    #: (A,)
    anchor_hash: U32Array
    anchor_token: I32Array
    anchor_kind: U8Array
    anchor_rarity: U8Array
    #: (N, num_perm)
    wording: U32Array
    #: (F,)
    passage_hash: U64Array
    passage_token: I32Array
    #: (N, anchor_perm)
    anchors_signature: U32Array

    def __len__(self) -> int:
        """Number of sketches."""
        return len(self.doc_id)

    def sketches(self) -> list[Sketch]:
        """The sketches one by one; their columns are copies, so that one does not keep all in memory."""
        return [self._sketch(n) for n in range(len(self))]

    def _sketch(self, n: int) -> Sketch:
        own, marks, prints = (slice(int(b[n]), int(b[n + 1])) for b in (self.tokens, self.anchors, self.passages))
        low, high = int(self.sentences[n]), int(self.sentences[n + 1])
        return Sketch(
            doc_id=self.doc_id[n],
            outlet=self.outlet[n],
            language=self.language[n],
            unspaced=self.unspaced[n],
            day=self.day[n],
            token_hash=self.token_hash[own].copy(),
            token_stem=self.token_stem[own].copy(),
            token_start=self.token_start[own].copy(),
            token_length=self.token_length[own].copy(),
            token_flags=self.token_flags[own].copy(),
            token_rarity=self.token_rarity[own].copy(),
            sentence_token=self.sentence_token[low + n : high + n + 1].copy(),
            sentence_unit=self.sentence_unit[low:high].copy(),
            anchor_hash=self.anchor_hash[marks].copy(),
            anchor_token=self.anchor_token[marks].copy(),
            anchor_kind=self.anchor_kind[marks].copy(),
            anchor_rarity=self.anchor_rarity[marks].copy(),
            wording=self.wording[n].copy(),
            wording_size=int(self.wording_size[n]),
            passage_hash=self.passage_hash[prints].copy(),
            passage_token=self.passage_token[prints].copy(),
            anchors_signature=self.anchors_signature[n].copy(),
        )

    def with_anchors_of(self, sketches: Sequence[Sketch]) -> SketchBlock:
        """The block with the anchors of other sketches of its articles."""
        changed = {name: np.concatenate([getattr(s, name) for s in sketches]) for name in _ANCHORS}
        values: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__} | changed
        return SketchBlock(**values | {"anchors": bounds_of([len(s.anchor_hash) for s in sketches])})

    def body_sizes(self, body: int) -> tuple[list[int], list[int]]:
        """Tokens and sentences of each article in sentences of a unit kind."""
        owner = np.repeat(np.arange(len(self)), np.diff(self.sentences))
        index = np.arange(len(owner)) + owner
        length = self.sentence_token[index + 1] - self.sentence_token[index]
        chosen = self.sentence_unit == body
        tokens = np.bincount(owner[chosen], weights=length[chosen], minlength=len(self)).astype(np.int64)
        return tokens.tolist(), np.bincount(owner[chosen], minlength=len(self)).tolist()


_ANCHORS = ("anchor_hash", "anchor_token", "anchor_kind", "anchor_rarity")


def bounds_of(sizes: Sequence[int] | NDArray[Any]) -> I64Array:
    """(N + 1,) where each of N parts starts, and where the last ends."""
    bounds = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=bounds[1:])
    return bounds


@dataclass(slots=True)
class Keyed:
    """What keys are made of; N articles."""

    doc_id: Sequence[str]
    day: Sequence[int | None]
    #: (V,) articles with a wording, and (V, num_perm) their signatures
    worded: I64Array
    wording: U32Array
    #: (N,) number of fingerprints, and (F,) all of them
    passages: I64Array
    passage_hash: U64Array
    #: (N,) number of tokens
    tokens: I64Array
    #: as in `SketchBlock`
    sentences: I64Array
    sentence_token: I32Array
    sentence_unit: U8Array
    anchors: I64Array
    anchor_hash: U32Array
    anchor_token: I32Array
    anchor_kind: U8Array
    anchor_rarity: U8Array

    @staticmethod
    def of_block(block: SketchBlock) -> Keyed:
        """Of a block."""
        worded = np.flatnonzero(block.wording_size)
        return Keyed(
            block.doc_id, block.day, worded, block.wording[worded], np.diff(block.passages), block.passage_hash,
            np.diff(block.tokens), block.sentences, block.sentence_token, block.sentence_unit, block.anchors,
            block.anchor_hash, block.anchor_token, block.anchor_kind, block.anchor_rarity,
        )  # fmt: skip

    @staticmethod
    def of(sketches: Sequence[Sketch]) -> Keyed:
        """Of single sketches; of their tokens only the number counts (`transforms.sketch.codec.decode_keyed`)."""
        worded = [k for k, sketch in enumerate(sketches) if sketch.wording_size]

        def joined(name: str, dtype: Any) -> NDArray[Any]:
            return np.concatenate([np.zeros(0, dtype), *(getattr(sketch, name) for sketch in sketches)])

        return Keyed(
            [sketch.doc_id for sketch in sketches],
            [sketch.day for sketch in sketches],
            np.array(worded, np.int64),
            np.stack([sketches[k].wording for k in worded]) if worded else np.zeros((0, 0), np.uint32),
            np.array([len(sketch.passage_hash) for sketch in sketches], np.int64),
            joined("passage_hash", np.uint64),
            np.array([len(sketch.token_hash) for sketch in sketches], np.int64),
            bounds_of([len(sketch.sentence_unit) for sketch in sketches]),
            joined("sentence_token", np.int32),
            joined("sentence_unit", np.uint8),
            bounds_of([len(sketch.anchor_hash) for sketch in sketches]),
            joined("anchor_hash", np.uint32),
            joined("anchor_token", np.int32),
            joined("anchor_kind", np.uint8),
            joined("anchor_rarity", np.uint8),
        )
