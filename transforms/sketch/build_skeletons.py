"""Build the frozen prior of name skeletons, `data/skeletons.npz`, from wordfreq; run by hand, never at run time.

    python -m transforms.sketch.build_skeletons

A word counts as a name in full where at least MANY of the languages of its script have it among their words, and in
part where fewer do: names are what languages share.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from transforms.sketch.names import _ALPHABET, LENGTH, skeleton_hash, skeletons
from transforms.sketch.prior import BITS

WORDS: Final = 40_000
MANY: Final = 5
PART: Final = 0.1
"""Share of a one-language word's frequency that is taken for names (capitals at the start of sentences, titles)."""
COMMON: Final = 1e-3
"""More frequent words make no anchors."""
KEPT: Final = 40_000

_LATIN: Final = ("cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "sh", "sk", "sl", "sv", "tr")  # fmt: skip
_CYRILLIC: Final = ("bg", "mk", "ru", "uk")


def _frequencies() -> dict[str, dict[str, float]]:
    from wordfreq import get_frequency_dict

    out: dict[str, dict[str, float]] = {}
    for language in (*_LATIN, *_CYRILLIC):
        words = get_frequency_dict(language, "best")
        ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:WORDS]
        out[language] = {w: f for w, f in ordered if w.isalpha() and len(w) > 2 and f < COMMON}
    return out


def build() -> dict[str, Any]:
    """Columns: sorted hashes as steps, rarities, and the rarity of each sound after each sound."""
    frequencies = _frequencies()
    shared: Counter[str] = Counter()
    for words in frequencies.values():
        shared.update(words.keys())
    best: dict[str, float] = defaultdict(float)
    pairs: Counter[tuple[str, str]] = Counter()
    for words in frequencies.values():
        sums: dict[str, float] = defaultdict(float)
        for word, frequency in words.items():
            weight = 1.0 if shared[word] >= MANY else PART
            for skeleton in skeletons(word)[:1]:
                sums[skeleton] += weight * frequency
                if frequency < 1e-5:
                    marked = ["", *skeleton] + ([""] if len(skeleton) < LENGTH else [])
                    pairs.update(pairwise(marked))
        for skeleton, value in sums.items():
            best[skeleton] += value / len(frequencies)
    kept = sorted(best, key=lambda s: (-best[s], s))[:KEPT]
    table = sorted((skeleton_hash(s), best[s]) for s in kept)
    keys = np.array([key for key, _ in table], np.uint32)
    rarity = np.array([min(255, round(-BITS * math.log2(value))) for _, value in table], np.uint8)
    by_sound = np.zeros((len(_ALPHABET) + 1, len(_ALPHABET) + 1), np.uint8)
    symbols = [*_ALPHABET, ""]
    for i, left in enumerate(symbols):
        total = sum(pairs[left, right] + 1 for right in symbols)
        for j, right in enumerate(symbols):
            by_sound[i, j] = min(255, round(-BITS * math.log2((pairs[left, right] + 1) / total)))
    return {"steps": np.diff(keys, prepend=np.uint32(0)).astype(np.uint32), "rarity": rarity, "by_sound": by_sound}


def main() -> None:
    """Write the table beside this module."""
    path = Path(__file__).parent / "data" / "skeletons.npz"
    columns = build()
    np.savez_compressed(path, **columns)
    sys.stdout.write(f"{path.name}: {len(columns['rarity']):,} skeletons, {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
