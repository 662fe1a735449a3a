from __future__ import annotations

import numpy as np
import pytest
from datasketch import LeanMinHash, MinHash
from hypothesis import given
from hypothesis import strategies as st
from sketching import SETTINGS, article, sketch

from transforms.sketch.chars import fold32
from transforms.sketch.minhash import EMPTY, distinct, jaccard, signatures
from transforms.sketch.shingles import shingle, streams
from transforms.sketch.sketch import shingle_name
from transforms.sketch.tokens import tokenize


def identity(value: int) -> int:
    return value


SETS = st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=40), min_size=1, max_size=8)


@given(SETS, st.sampled_from([16, 128]), st.sampled_from([1, 42]))
def test_equal_to_datasketch_bit_for_bit(sets: list[list[int]], num_perm: int, seed: int) -> None:
    start = np.append(0, np.cumsum([len(s) for s in sets])).astype(np.int64)
    elements = np.array([e for s in sets for e in s], np.uint32)
    ours = signatures(elements, start, num_perm, seed)
    assert ours.dtype == np.uint32
    for index, values in enumerate(sets):
        theirs = MinHash(num_perm=num_perm, seed=seed, scheme="affine32", hashfunc=identity)
        theirs.update_batch(values)
        assert ours[index].tolist() == theirs.hashvalues.tolist()
    assert distinct(elements, start).tolist() == [len(set(s)) for s in sets]


def test_large_blocks_are_cut_into_chunks_without_a_seam() -> None:
    random = np.random.default_rng(7)
    sizes = random.integers(0, 9_000, 60)
    start = np.append(0, np.cumsum(sizes)).astype(np.int64)
    elements = random.integers(0, 2**32, int(start[-1]), dtype=np.uint32)
    together = signatures(elements, start, 32, 1)
    for index in range(len(sizes)):
        part = elements[start[index] : start[index + 1]]
        assert (together[index] == signatures(part, np.array([0, len(part)]), 32, 1)[0]).all()


def test_the_wording_of_a_sketch_loads_as_lean_minhash() -> None:
    left = sketch("one two three four five six seven eight nine ten eleven twelve")
    right = sketch("one two three four five six seven eight nine ten eleven thirteen", 2)
    lean = [LeanMinHash(seed=1, hashvalues=s.wording, scheme="affine32") for s in (left, right)]
    assert lean[0].jaccard(lean[1]) == jaccard(left.wording, right.wording)
    block = tokenize([article("one two three four five six seven eight nine ten eleven twelve")])
    theirs = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=identity)
    theirs.update_batch(fold32(shingle(block, streams(block), SETTINGS).hash64).tolist())
    assert lean[0] == LeanMinHash(theirs)
    assert left.wording_size == 8


def test_empty_sets() -> None:
    empty = sketch("too few words")
    assert (empty.wording == EMPTY).all() and empty.wording_size == 0
    assert jaccard(empty.wording, empty.wording) == 0.0
    with pytest.raises(ValueError, match="cannot be compared"):
        jaccard(empty.wording, empty.wording[:5])


def test_the_name_of_the_shingles_names_their_lengths() -> None:
    assert shingle_name(SETTINGS) == "word5-char8-syllabic20/1"
    assert shingle_name(SETTINGS.model_copy(update={"shingle": 4})) != shingle_name(SETTINGS)
