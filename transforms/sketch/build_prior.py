"""Build the frozen word prior `data/prior.npz` from wordfreq; run by hand, never at run time.

python -m transforms.sketch.build_prior
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np

from transforms.sketch.chars import CHARACTER, char_table
from transforms.sketch.prior import BITS
from transforms.sketch.tokens import hash_words, joined_hashes

WORDS: Final = 12_000
"""Words kept per language: down to about one in 200,000."""
CHARACTERS: Final = 4_000

_SERBIAN: Final = {
    "dž": "џ", "lj": "љ", "nj": "њ", "a": "а", "b": "б", "c": "ц", "č": "ч", "ć": "ћ", "d": "д", "đ": "ђ", "e": "е",
    "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "с", "š": "ш", "t": "т", "u": "у", "v": "в", "z": "з", "ž": "ж",
}  # fmt: skip


def _cyrillic(word: str) -> str:
    for latin, cyrillic in _SERBIAN.items():
        word = word.replace(latin, cyrillic)
    return word


def _frequencies(language: str) -> dict[str, float]:
    """Words of a language, or its characters where words are not spaced, by falling frequency."""
    from wordfreq import get_frequency_dict

    words: dict[str, float] = {w: f for w, f in get_frequency_dict(language, "best").items() if not w.isdigit()}
    if language in {"ja", "zh"}:
        flags = char_table().flags
        characters: Counter[str] = Counter()
        for word, frequency in words.items():
            for char in word:
                if ord(char) < len(flags) and flags[ord(char)] & CHARACTER:
                    characters[char] += frequency  # type: ignore[assignment]
        total = sum(characters.values())
        joined = {w: f for w, f in words.items() if len(w) > 1}
        words = dict(sorted(joined.items(), key=lambda item: (-item[1], item[0]))[:WORDS])
        return words | {c: f / total for c, f in characters.most_common(CHARACTERS)}
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:WORDS]
    if language == "sh":
        ordered += [(_cyrillic(word), frequency) for word, frequency in ordered]
    return dict(ordered)


def build() -> dict[str, Any]:
    """Columns of the table: language names, bounds, steps between sorted hashes as byte planes, rarities."""
    from wordfreq import available_languages

    names, bounds, steps, rarities = [], [0], [], []
    for language in sorted(available_languages("best")):
        frequency = _frequencies(language)
        hashes = joined_hashes(list(frequency)) if language in {"ja", "zh"} else hash_words(list(frequency))
        summed: dict[int, float] = {}
        for key, value in zip(hashes.tolist(), frequency.values(), strict=True):
            if key:
                summed[key] = summed.get(key, 0.0) + value
        keys = np.array(sorted(summed), np.uint32)
        bits = -BITS * np.log2(np.array([summed[k] for k in keys.tolist()]))
        names.append(language)
        bounds.append(bounds[-1] + len(keys))
        steps.append(np.diff(keys, prepend=np.uint32(0)).astype(np.uint32))
        rarities.append(np.clip(np.round(bits), 0, 255).astype(np.uint8))
    step = np.concatenate(steps)
    return {
        "languages": np.frombuffer(" ".join(names).encode(), np.uint8),
        "bounds": np.array(bounds, np.int32),
        "steps": np.stack([((step >> np.uint32(8 * k)) & np.uint32(255)).astype(np.uint8) for k in range(4)]),
        "rarity": np.concatenate(rarities),
    }


def main() -> None:
    """Write the table beside this module."""
    path = Path(__file__).parent / "data" / "prior.npz"
    columns = build()
    np.savez_compressed(path, **columns)
    sys.stdout.write(f"{path.name}: {columns['bounds'][-1]:,} words, {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
