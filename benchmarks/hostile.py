"""Hostile texts: does the time of normalisation grow no faster than the text?

    python -m benchmarks.hostile
    python -m benchmarks.hostile --largest 1000000

Each pattern is repeated to four sizes up to the largest; the slope is that of log time over log size (least squares):
1 is linear, 2 quadratic. CPU time of one process, the best of two. A slope below 1 means that only a part of a long
text is looked at.
"""

from __future__ import annotations

import argparse
import math
import time
from typing import Final

from benchmarks import measure
from transforms.text.article import normalize_text

PATTERNS: Final = {
    "one letter": "a", "one capital": "A", "spaces": "x ", "digits": "1", "numbers": "12 ", "dates": "3 January 2022 ",
    "slashed dates": "01/03/2022 ", "points": "a.", "ellipses": "…", "opening brackets": "(", "closing brackets": ")",
    "brackets": "(AFP) ", "open quotations": "“", "quotation marks": "\" ", "dashes": "- ", "hyphens": "-", "slashes": "/",
    "agencies": "AFP ", "agencies and slashes": "AFP/", "told": "told AFP ", "photo": "Photo: ", "copyright": "© AFP ",
    "by": "By Jane ", "source": "Source: ", "capitalised": "Jane Doe ", "places": "Paris, ", "datelines": "PARIS (AFP) - ",
    "addresses": "https://a.b/c ", "colons": ": ", "underscores": "_", "stars": "* ", "arabic": "وكالة ", "han": "新华社",
    "cjk brackets": "【", "thai": "ก", "combining": "e\u0301", "surrogates": "\ud800", "nulls": "\x00a", "zero width": "\u200b",
    "entities": "&amp;", "updated": "Updated: 01 ", "words": "the port was closed on Monday ", "wide spaces": "\u3000",
    "returns": "a\r", "lines": "a\n", "short lines": "AFP\n", "blank lines": "ab\n\n", "bylines": "By Jane Doe\n",
    "credits": "(Photo by Jane Doe / AFP)\n", "signers": "ab/cd\n", "related": "Also read: x\n",
}  # fmt: skip
"""What a text is made of: each is the worst case of some pattern or loop."""


def seconds(text: str) -> float:
    """CPU seconds of one normalisation, the best of two."""
    best = math.inf
    for _ in range(2):
        started = time.process_time()
        normalize_text(text)
        best = min(best, time.process_time() - started)
    return best


def slope(sizes: list[int], times: list[float]) -> float:
    """Least-squares slope of log time over log size."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(one, 1e-6)) for one in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--largest", type=int, default=1_000_000, help="code points of the largest text")
    parser.add_argument("--only", help="one pattern")
    args = parser.parse_args()
    print(measure.conditions())
    normalize_text("Warm up: tables are read once a process.")
    sizes = [args.largest // 8, args.largest // 4, args.largest // 2, args.largest]
    print(f"{'pattern':22} slope  seconds at {', '.join(map(str, sizes))}")
    worst = 0.0
    for name, piece in PATTERNS.items():
        if args.only not in (None, name):
            continue
        # a first word, so that no text is empty
        times = [seconds("Port " + piece * (size // len(piece))) for size in sizes]
        steepness = slope(sizes, times)
        worst = max(worst, steepness)
        print(f"{name:22} {steepness:5.2f}  {'  '.join(f'{one:.3f}' for one in times)}", flush=True)
    print(f"steepest: {worst:.2f}")


if __name__ == "__main__":
    main()
