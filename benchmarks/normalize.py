"""Normalisation alone: 500-word articles a second on one core, and where the time goes.

    python -m benchmarks.normalize
    python -m benchmarks.normalize --dump ../shared/data/families/dump

Figures are of CPU time of one process, tables loaded, on generated articles and, where a dump is given, on its
files (scaled to 500 words a text, since scraped pages are shorter).
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import time
from pathlib import Path

from benchmarks import measure
from benchmarks.corpus import Generator
from transforms.errors import DocumentError
from transforms.schema import Article, Document
from transforms.text.article import TOGETHER, normalize_documents

WORDS = 500
PARTS = {
    "decode": ("charset.py", "decode"),
    "scan: lines, telling words and marks": ("page_words.py", "__init__"),
    "paragraphs": ("lines.py", "paragraphs"),
    "language": ("language.py", "identify"),
    "layout: what paragraphs can be": ("layout.py", "ask_paragraphs"),
    "layout: page dates": ("layout.py", "read_dates"),
    "layout: furniture, captions": ("layout.py", "label_paragraphs"),
    "dateline": ("dateline.py", "find_dateline"),
    "units: headline, dateline cut": ("units.py", "cut_pieces"),
    "units: end of the body, neighbours joined": ("units.py", "join_pieces"),
    "evidence: names of agencies": ("agency_mentions.py", "find_mentions"),
    "evidence: the words around them": ("credit_reading.py", "read_groups"),
    "evidence: notices": ("notices.py", "find_notices"),
    "languages of units": ("unit_languages.py", "label_languages"),
    "dates of the story": ("story_dates.py", "story_dates"),
    "dates of captions": ("story_dates.py", "caption_dates"),
    "remnants": ("remnants.py", "find_remnants"),
}
"""What the profile is summed by; none of these functions calls another of them."""


def generated(count: int, seed: int) -> list[Document]:
    """Articles of about 500 words in four languages, with furniture."""
    generator = Generator(seed)
    found: list[Document] = []
    for row, _ in generator.rows(count * 4):
        text = str(row["text"])
        if WORDS * 0.7 < len(text.split()) < WORDS * 1.4:
            found.append(Document(f"{len(found):016x}", str(row["id"]), text.encode(), outlet=str(row["outlet"])))
        if len(found) == count:
            break
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--dump", type=Path, help="a folder of raw texts to measure too")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(measure.conditions())
    report("generated", generated(args.articles, args.seed))
    if args.dump is not None and args.dump.is_dir():
        files = sorted(p for p in args.dump.rglob("*") if p.is_file())
        report(str(args.dump), [Document(f"{i:016x}", p.name, p.read_bytes()) for i, p in enumerate(files)])
    elif args.dump is not None:
        print(f"skipped: {args.dump} is not there")


def report(name: str, documents: list[Document]) -> None:
    """Time, then profile, the normalisation of documents."""
    run(documents[:50])  # tables are read once a process
    started = time.process_time()
    run(documents)
    seconds = time.process_time() - started
    words = sum(len(re.findall(rb"\S+", d.data)) for d in documents)
    print(
        f"{name}: {len(documents)} texts of {words / len(documents):.0f} words, {len(documents) / seconds:.0f} texts/s, "
        f"{words / WORDS / seconds:.0f} articles of {WORDS} words/s, {1e6 * seconds / (words / WORDS):.0f} us each"
    )
    profile = cProfile.Profile()
    profile.runcall(run, documents)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = max(entry[3] for entry in stats.values())
    rest = total
    for label, (file, function) in PARTS.items():
        part = sum(entry[3] for (path, _, called), entry in stats.items() if Path(path).name == file and called == function)
        rest -= part
        print(f"  {label:40} {100 * part / total:5.1f} %")
    print(f"  {'all else (rest of evidence, the article)':40} {100 * rest / total:5.1f} %")
    calls = sum(entry[1] for entry in stats.values())
    print(f"  {calls / len(documents):.0f} calls of Python and C functions a text; the profiler makes each dearer than it is")


def run(documents: list[Document]) -> None:
    """Normalise all, as many together as a run does; what is no text is passed over."""
    for first in range(0, len(documents), TOGETHER):
        for result in normalize_documents(documents[first : first + TOGETHER]):
            if not isinstance(result, Article | DocumentError):
                raise result


if __name__ == "__main__":
    main()
