"""Measure datelines on the shared labelled texts: ``python benchmarks/datelines.py [--data DIR] [--list N]``.

Reads ``datelines/reuters.jsonl`` and ``datelines/muc.jsonl`` below the data folder (default ``../shared/data``; see its
README for what the labels are) and prints shares and the mismatches. Nothing is learned from the files.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from pathlib import Path
from typing import Any

from transforms.schema import Dateline
from transforms.text.agencies import read_slot
from transforms.text.calendar_names import month_number
from transforms.text.dateline import find_dateline
from transforms.text.dateline_grammar import agencies_of
from transforms.text.gazetteer import country_of, fold_place, lookup

HERE = Path(__file__).resolve().parent


def line_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the non-empty lines."""
    return [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def share(right: int, of: int) -> str:
    """A share as printed."""
    return f"{right}/{of} = {100 * right / of:.2f} %" if of else "none"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs: a blank line or an indented line begins one."""
    return [
        match.span()
        for match in re.finditer(r"(?:^|(?<=\n))[^\n]*\S[^\n]*(?:\n(?![ \t]|\n)[^\n]*\S[^\n]*)*", text)
    ]


def false_ones(texts: list[tuple[str, int]]) -> tuple[int, int, list[str]]:
    """Second paragraphs in which a dateline is seen.

    Args:
        texts: text and the end of its dateline.
    """
    seen, tried = [], 0
    for text, end in texts:
        later = [span for span in paragraphs(text) if span[0] > end]
        if not later:
            continue
        tried += 1
        start, stop = later[0]
        lines = [(start + a, start + b) for a, b in line_spans(text[start:stop])]
        found = find_dateline(text, lines[:1], language="en")
        if found is not None:
            seen.append(f"{found.raw!r} ({found.form}, {found.confidence})")
    return len(seen), tried, seen


def reuters(path: Path, listed: int) -> list[tuple[str, int]]:
    """Span accuracy on the Reuters texts; returns texts with the ends of their datelines."""
    right, wrong, ends = 0, [], []
    data = rows(path)
    for row in data:
        text, label = row["text"], row["dateline"]
        found = find_dateline(text, line_spans(text), language="en")
        if found is not None and found.raw == label:
            right += 1
        else:
            wrong.append(f"label {label!r} found {found.raw if found else None!r}")
        ends.append((text, text.find(label) + len(label)))
    print(f"reuters: span exact {share(right, len(data))}")
    for line in wrong[:listed]:
        print("   ", line)
    return ends


def muc_date(label: str) -> str | None:
    """ISO date of a MUC label such as ``3 JAN 90`` or ``7 FEB``."""
    found = re.fullmatch(r"(\d{1,2}) ([A-Za-z]+)(?: (\d\d))?", label)
    month = month_number(found[2]) if found else None
    if not found or not month:
        return None
    return f"{'19' + found[3] if found[3] else '-'}-{month:02d}-{int(found[1]):02d}"


def muc_place_right(label: str, found: Dateline) -> bool:
    """Whether place and country are those of the label; what names no place must stay null."""
    name, _, country = label.partition(" (")
    if name.upper() in ("CLANDESTINE", "NO CITY"):
        return found.place is None and (not country or found.country == country_of(country.rstrip(")")))
    if not found.raw.upper().startswith(label.upper()):
        return False
    known = lookup(name)
    if known is None:
        return fold_place(found.place or "") == fold_place(name)
    expected = country_of(country.rstrip(")")) if country else known.country
    return found.place is not None and found.country == expected


def muc(path: Path, listed: int) -> list[tuple[str, int]]:
    """Span, place, date and agency on the MUC texts; returns texts with the ends of their datelines."""
    data = rows(path)
    span = place = date = both = agency = sources = 0
    wrong, ends = [], []
    for row in data:
        text, label = row["text"], row["dateline_raw"]
        found = find_dateline(text, line_spans(text), language="en")
        ends.append((text, text.find(label) + len(label)))
        good_span = found is not None and found.raw == label
        good_place = found is not None and muc_place_right(row["place"], found)
        good_date = found is not None and found.date == muc_date(row["date"])
        span, place, date = span + good_span, place + good_place, date + good_date
        both += good_place and good_date
        good_agency = True
        expected = (read_slot(row["source"]) or agencies_of(row["source"])) if row["source"] else ()
        if expected:
            sources += 1
            good_agency = found is not None and found.agencies == expected
            agency += good_agency
        elif found is not None and found.agencies:
            good_agency = False
        if not (good_span and good_place and good_date and good_agency):
            got = (found.raw, found.place, found.country, found.date, found.agencies) if found else None
            wrong.append(f"label {label!r} {row['place']!r} {row['date']!r} {row['source']!r} found {got}")
    print(
        f"muc: span exact {share(span, len(data))}; place and country {share(place, len(data))}; date {share(date, len(data))};"
    )
    print(
        f"     place, country and date {share(both, len(data))}; agency, of news-agency sources {share(agency, sources)}"
    )
    print(
        "     sources taken for no agency:",
        sorted({row["source"] for row in data if row["source"] and not agencies_of(row["source"])}),
    )
    for line in wrong[:listed]:
        print("   ", line)
    return ends


def speed(texts: list[tuple[str, int]]) -> None:
    """Median time of a search that finds nothing, and of one that does."""
    for name, cut in (("with a dateline", False), ("without one", True)):
        times = []
        for text, end in texts[:1500]:
            body = text[end + 1 :] if cut else text
            lines = line_spans(body)[:8]
            begin = time.perf_counter()
            find_dateline(body, lines, language="en")
            times.append(time.perf_counter() - begin)
        print(
            f"speed, {name}: median {statistics.median(times) * 1e6:.0f} us, 95th percentile {sorted(times)[int(len(times) * 0.95)] * 1e6:.0f} us"
        )


def main() -> None:
    """Run all measurements on the files that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--list", type=int, default=60, help="mismatches printed for each file")
    options = parser.parse_args()
    for name, measure in (("reuters", reuters), ("muc", muc)):
        path = options.data / "datelines" / f"{name}.jsonl"
        if not path.is_file():
            print(
                f"{name}: skipped, {path.name} is not there (the shared evaluation data is not part of the project)"
            )
            continue
        ends = measure(path, options.list)
        seen, tried, examples = false_ones(ends)
        print(f"{name}: false datelines on second paragraphs {share(seen, tried)}")
        for line in examples[: options.list]:
            print("   ", line)
        speed(ends)


if __name__ == "__main__":
    main()
