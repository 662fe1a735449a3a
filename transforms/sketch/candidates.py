"""Candidate pairs of any number of sketches, without Beam: the same code the pipeline runs, in one partition."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.schema import Candidate, CappedKey, Sketch, doc_name
from transforms.settings import CandidateSettings
from transforms.sketch.banding import PairColumns, candidate_keys, keep_pairs, match_partition


def find_candidates(
    sketches: Sequence[Sketch], settings: CandidateSettings
) -> tuple[list[Candidate], list[CappedKey]]:
    """Pairs of sketches worth aligning.

    Args:
        sketches: sketches with distinct doc_ids, in any order.
        settings: keys, time window, group size, and how many keys must agree.

    Returns:
        Candidates in order of (a, b), and the capped keys in order of (view, key).
    """
    pairs, capped = match_partition(candidate_keys(sketches, settings), settings)
    return to_candidates(keep_pairs(pairs, settings)), capped


def to_candidates(pairs: PairColumns) -> list[Candidate]:
    """Packed pairs as elements, in the same order."""
    columns = (pairs.a, pairs.b, pairs.wording, pairs.passage, pairs.anchors, pairs.direct)
    return [
        Candidate(doc_name(a), doc_name(b), wording, passage, anchors, not direct)
        for a, b, wording, passage, anchors, direct in zip(*(c.tolist() for c in columns), strict=True)
    ]
