"""How often agency and kind of a credit are read right, on lines of real articles.

    python benchmarks/credits.py [--data ../shared/data/credits/examples.jsonl] [--misses]

A row is a snippet with an agency (as printed) and a kind. The agency is right if every agency of the row is claimed
by some evidence; the kind is right if one piece of that evidence is of the row's kind. A row whose label names an
outlet or nobody is right if no agency is claimed: an outlet in the agency slot is no agency. Rows whose label
is wrong are listed in ``credits_set_aside.json`` with a reason each; figures with and without them are printed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from transforms.errors import DocumentError
from transforms.schema import Evidence
from transforms.text.agencies import canonical
from transforms.text.article import normalize_text

HERE = Path(__file__).resolve().parent
KINDS = {
    "dateline": {"dateline"},
    "attribution": {"in_text_attribution", "with_agencies", "agency_witness"},
    "photo": {"photo_credit"},
    "byline": {"byline", "credit", "signer", "with_agencies"},
    "copyright": {"copyright", "tail"},
    "link": {"url"},
}
LANGUAGES = {"en?": None, "?": None, "nl/fr": None}


def read(snippet: str, language: str | None) -> tuple[Evidence, ...]:
    """Evidence of one snippet, normalised as an article of its own."""
    try:
        return normalize_text(snippet, language=language).evidence
    except DocumentError:
        return ()


def expected(label: str | None) -> set[str]:
    """Agencies a label names; empty for an outlet."""
    names = set()
    for part in re.split(r",\s*", label or ""):
        agency = canonical(part) or canonical(part.split("/")[0])
        if agency:
            names.add(agency)
    return names


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=HERE.parent.parent / "shared/data/credits/examples.jsonl"
    )
    parser.add_argument("--misses", action="store_true", help="list the rows that are wrong")
    args = parser.parse_args()
    if not args.data.is_file():
        print(f"credits: no data at {args.data}")
        return 1
    aside = {
        int(row): reason
        for row, reason in json.loads((HERE / "credits_set_aside.json").read_text("utf-8"))["rows"].items()
    }
    rows = [json.loads(line) for line in args.data.read_text("utf-8").splitlines()]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {}
    extra = 0
    for number, row in enumerate(rows):
        language = LANGUAGES.get(row["lang_guess"], row["lang_guess"])
        evidence = read(row["raw_snippet"], language)
        wanted = expected(row["agency"])
        claimed = {e.agency for e in evidence if e.agency and e.kind != "style"}
        if wanted:
            agency_right = wanted <= claimed
            kinds = {e.kind for e in evidence if e.agency in wanted}
            kind_right = bool(kinds & KINDS[row["kind"]])
            extra += bool(claimed - wanted)
        else:
            agency_right = kind_right = not claimed
        for name in ("all",) if number in aside else ("all", "kept"):
            total[name] += 1
            right[f"agency {name}"] += agency_right
            right[f"kind {name}"] += kind_right
        if number not in aside:
            tally = by_kind.setdefault(row["kind"], Counter())
            tally["rows"] += 1
            tally["agency"] += agency_right
            tally["kind"] += kind_right
        if args.misses and not (agency_right and kind_right):
            mark = " (set aside)" if number in aside else ""
            seen = ", ".join(f"{e.kind}:{e.agency}" for e in evidence) or "nothing"
            print(f"{number}{mark} {row['kind']}/{row['agency']} -> {seen}\n    {row['raw_snippet'][:200]!r}")
    for name in ("kept", "all"):
        count = total[name]
        print(
            f"{name:5} {count:4} rows   agency right {100 * right[f'agency {name}'] / count:5.1f} %   "
            f"kind right {100 * right[f'kind {name}'] / count:5.1f} %"
        )
    print(
        f"set aside {len(aside)} rows ({100 * len(aside) / len(rows):.1f} %); another agency claimed beside the label's in {extra} rows"
    )
    for kind, tally in sorted(by_kind.items()):
        print(f"  {kind:12} {tally['rows']:4} rows   agency {tally['agency']:4}   kind {tally['kind']:4}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
