"""Are the weights of evidence right? Reliability of the combined confidence, and what labelled pages say of each weight.

    python -m benchmarks.calibrate --pages ../shared/data/families

Pages say whether a text is an agency's work: of each evidence item on a labelled page it is counted whether its agency
is the page's. The combined confidence (`transforms.text.weights.combine`) is compared with how often it was right, in
bins, and so is the same confidence mapped by a monotone curve fitted on the other pages (five parts, families kept
together): what the curve gains is what the weights still lack. Nothing here changes a weight.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from transforms.errors import DocumentError
from transforms.schema import Document, Evidence
from transforms.text.article import normalize_document
from transforms.text.weights import WEIGHTS, combine

AGENCIES = ("AFP", "AP", "Reuters")
"""Agencies that the labels know; of another agency they say nothing."""
PARTS = 5
BINS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 1.0)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=Path, default=Path("../shared/data/families"), help="folder with dump/ and truth.jsonl")
    args = parser.parse_args()
    if not (args.pages / "truth.jsonl").is_file():
        print(f"skipped: {args.pages} is not there")
        return
    rows = [json.loads(line) for line in (args.pages / "truth.jsonl").open(encoding="utf-8")]
    claims: list[tuple[str, float, bool]] = []
    items: dict[tuple[str, float], list[bool]] = defaultdict(list)
    for row in rows:
        evidence = read(args.pages / "dump" / name_of(row))
        if evidence is None:
            continue
        for agency, confidence in combine(evidence).items():
            if agency in AGENCIES:
                claims.append((str(row["family"]), confidence, row["agency"] == agency))
        for item in {(e.kind, e.agency, e.weight) for e in evidence if e.agency in AGENCIES}:
            items[item[0], item[2]].append(row["agency"] == item[1])
    print(f"{len(rows)} pages, {len(claims)} (page, agency) claims\n")
    print("combined confidence  claims  right   mean confidence")
    for low, high in itertools.pairwise(BINS):
        inside = [(c, right) for _, c, right in claims if low <= c < high or (high == 1.0 and c == 1.0)]
        if inside:
            share = sum(right for _, right in inside) / len(inside)
            print(f"{low:8.2f} - {high:<8.2f} {len(inside):6d} {share:7.2f} {sum(c for c, _ in inside) / len(inside):10.2f}")
    pairs = [(c, right) for _, c, right in claims]
    print(f"\nBrier score and log loss, as combined:          {brier(pairs):.3f} {log_loss(pairs):.3f}")
    mapped = cross_mapped(claims)
    print(f"the same through a fitted curve, {PARTS} parts:        {brier(mapped):.3f} {log_loss(mapped):.3f}")
    base = sum(right for _, right in pairs) / len(pairs)
    print(f"always the share of right claims ({base:.2f}):        {brier([(base, r) for _, r in pairs]):.3f}")
    print("\nkind                    weight  keys of that weight                       pages  right  (90 % interval)")
    keys: dict[float, list[str]] = defaultdict(list)
    for key, weight in WEIGHTS.items():
        keys[weight].append(key)
    for (kind, weight), outcomes in sorted(items.items(), key=lambda one: (one[0][0], -one[0][1])):
        low, high = interval(sum(outcomes), len(outcomes))
        print(
            f"{kind:22} {weight:7.2f}  {', '.join(keys.get(weight, ['(link)']))[:40]:40} {len(outcomes):6d} "
            f"{sum(outcomes) / len(outcomes):6.2f}  ({low:.2f} - {high:.2f})"
        )


def name_of(row: dict[str, object]) -> str:
    """File of a labelled page."""
    name = str(row["path"])
    return name if name.endswith(".txt") else f"{name}.txt"


def read(path: Path) -> tuple[Evidence, ...] | None:
    """Evidence of a page, or None if it is no text."""
    try:
        return normalize_document(Document("0" * 16, path.name, path.read_bytes())).evidence
    except (DocumentError, OSError):
        return None


def cross_mapped(claims: Sequence[tuple[str, float, bool]]) -> list[tuple[float, bool]]:
    """Each claim with the value of a monotone curve that was fitted without its part."""
    part = {family: int(hashlib.sha256(family.encode()).hexdigest(), 16) % PARTS for family, _, _ in claims}
    found = []
    for held in range(PARTS):
        curve = monotone([(c, right) for family, c, right in claims if part[family] != held])
        found += [(at(curve, c), right) for family, c, right in claims if part[family] == held]
    return found


def monotone(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """(upper end, value) steps of the isotonic fit, pool-adjacent-violators, each pool smoothed by one half claim."""
    pools: list[list[float]] = []
    for confidence, right in sorted(pairs):
        pools.append([confidence, float(right), 1.0])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            top, right_sum, count = pools.pop()
            pools[-1] = [top, pools[-1][1] + right_sum, pools[-1][2] + count]
    return [(top, (right_sum + 0.5) / (count + 1.0)) for top, right_sum, count in pools]


def at(curve: Sequence[tuple[float, float]], confidence: float) -> float:
    """Value of a step curve."""
    return next((value for top, value in curve if confidence <= top), curve[-1][1])


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance of confidence and outcome."""
    return sum((c - right) ** 2 for c, right in pairs) / len(pairs)


def log_loss(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean surprise in nats; confidences are kept a hundredth away from 0 and 1."""
    return -sum(math.log(min(0.99, max(0.01, c if right else 1.0 - c))) for c, right in pairs) / len(pairs)


def interval(right: int, count: int) -> tuple[float, float]:
    """90 % Wilson interval of a share."""
    z = 1.645
    share = right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    main()
