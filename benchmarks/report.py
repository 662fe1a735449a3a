"""How long a report of a large run takes to make, how large its first page is, and how soon a person can use it.

    python -m benchmarks.report --records 50000 --families 5000

The run is made up (same arguments, same bytes); the promise it measures is: a report of 50,000 records and 5,000
families in at most 60 s, a first page of at most 2 MB, usable within 2 s. Times in the browser are those of the page's
own clock, from the start of navigation; they need Chromium and chromedriver. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import run

SECONDS, PAGE_BYTES, USABLE = 60.0, 2_000_000, 2.0


def main() -> int:
    """Make a run, report on it in a process of its own, open it, print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--families", type=int, default=5_000)
    parser.add_argument("--run", help="report on this finished run instead of a made-up one")
    parser.add_argument("--keep", help="folder to keep the made-up run and its report in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(options.keep or scratch)
        out = Path(options.run) if options.run else make_run(root / "run", options.records, options.families)
        figures = measure(out, root / "report")
        page = Path(figures["path"])
        figures.update(in_browser(page, scratch))
    figures["holds"] = {
        "seconds": figures["seconds"] <= SECONDS,
        "page_bytes": figures["page_bytes"] <= PAGE_BYTES,
        "usable_seconds": figures.get("usable_seconds") is None or figures["usable_seconds"] <= USABLE,
    }
    print(json.dumps(figures, indent=2))
    return 0 if all(figures["holds"].values()) else 1


def make_run(out: Path, records: int, families: int) -> Path:
    """A made-up run with texts."""
    from tests.pipeline.report.factory import large_tables, write_run

    if not (out / "manifest.json").exists():
        write_run(out, large_tables(records, families))
    return out


def measure(out: Path, to: Path) -> dict[str, Any]:
    """Make the report as the command does, imports and all; seconds and peak memory of that process."""
    done = run([sys.executable, "-m", "pipeline.cli", "report", str(out), "--to", str(to)], timeout=900)
    files = [path for path in to.rglob("*") if path.is_file()]
    page = to / "index.html"
    return {
        "said": done.stdout.strip(),
        "path": str(page),
        "seconds": round(done.seconds, 2),
        "peak_memory_mb": round(done.peak_bytes / 1e6),
        "page_bytes": page.stat().st_size,
        "total_bytes": sum(path.stat().st_size for path in files),
        "files": len(files),
        "largest_data_file_bytes": max(path.stat().st_size for path in files if path != page),
    }


def in_browser(page: Path, scratch: str) -> dict[str, Any]:
    """Seconds from the start of navigation until each page is drawn; empty where there is no browser."""
    from tests.pipeline.report.browser import browser, missing

    if missing() is not None:
        return {"browser": missing()}
    with browser(Path(scratch) / "profile") as chromium:
        chromium.size(1360, 900)
        chromium.open(page)
        first = chromium.js("return performance.getEntriesByName('wiretrace-ready')[0].startTime / 1000")
        story = chromium.attributes("#main tbody th a", "href")[0]
        pages: dict[str, float] = {}
        for name, link in {"stories": "#/stories", "largest_story": story, "documents": "#/documents", "outlets": "#/outlets", "search": "#/search/a"}.items():
            started = time.perf_counter()
            chromium.go(link)
            pages[name] = round(time.perf_counter() - started, 2)
        chromium.go(story)
        links = chromium.attributes("#main a[href^='#/compare/']", "href")
        started = time.perf_counter()
        chromium.go(links[0])
        pages["side_by_side"] = round(time.perf_counter() - started, 2)
        return {"usable_seconds": round(first, 2), "pages_seconds": pages, "console": chromium.logs(), "requests_outside": chromium.outside()}


if __name__ == "__main__":
    sys.exit(main())
