"""What a learned lexicon is worth: runs with and without it, on stories it was not learned from.

    python -m benchmarks.lexicon [--data ../shared/data] [--short-only]

The stories of ``translation`` are dealt into two halves by a hash of their name. `wiretrace learn lexicon` learns from a
run over one half, and the other half is run with and without what was learned; then the other way round, and the counts
of both are added. Measured are the texts as they are, and cut to their first 60 to 100 words at the end of a sentence (in
Chinese and Japanese, 1.7 characters a word), both sides by different lengths, which is much harder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks import measure

HERE = Path(__file__).resolve().parent
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")
CHARACTERS_A_WORD = 1.7
CJK = frozenset({"ja", "zh"})


def half(row: dict[str, Any]) -> int:
    """The half that a story belongs to."""
    return hashlib.sha256(str(row["story"]).encode()).digest()[0] & 1


def whole(raw: str, row: dict[str, Any]) -> str:
    """A text as it is."""
    return raw


def short(raw: str, row: dict[str, Any]) -> str:
    """The first sentences of a text, up to a number of words that its name decides."""
    least = random.Random(f"t:{row['path']}").randint(60, 100)
    joint = "" if row["lang"] in CJK else " "
    out, words = [], 0.0
    for line in raw.splitlines():
        kept = []
        for sentence in filter(None, _SENTENCE.split(line)):
            kept.append(sentence)
            words += len(sentence) / CHARACTERS_A_WORD if not joint else len(sentence.split())
            if words >= least:
                break
        out.append(joint.join(kept))
        if words >= least:
            break
    return "\n".join(out)


def wiretrace(*arguments: str) -> measure.Measured:
    """Run the command."""
    return measure.run([sys.executable, "-m", "pipeline.cli", *arguments])


def rows_of(output: Path, table: str) -> Iterable[dict[str, Any]]:
    """Rows of a table of a run."""
    for path in sorted((output / table).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def counts(output: Path, rows: list[dict[str, Any]]) -> Counter[str]:
    """Pairs of a run, by what became of them: of an original and its human translations, and of all."""
    records = {row["source"]["uri"]: row for row in rows_of(output, "records")}
    pairs = {(row["a"], row["b"]) for row in rows_of(output, "candidates")}
    found: Counter[str] = Counter({"texts": len(records), "candidates": len(pairs)})
    by_story: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_story.setdefault(row["story"], []).append(row)
    for same in by_story.values():
        for source in (row for row in same if row["role"] == "source"):
            for other in (row for row in same if str(row["by"]).startswith("human")):
                a, b = (records.get(row["path"]) for row in (source, other))
                names = ["all", "-".join(sorted((source["lang"], other["lang"])))]
                for name in names:
                    found[f"true {name}"] += 1
                    if a is not None and b is not None:
                        ends = tuple(sorted((a["doc_id"], b["doc_id"])))
                        found[f"candidate {name}"] += ends in pairs
                        found[f"joined {name}"] += a["family_id"] is not None and a["family_id"] == b["family_id"]
    families: dict[str, list[str]] = {}
    for row in rows:
        record = records.get(row["path"])
        if record is not None and record["family_id"] is not None:
            families.setdefault(record["family_id"], []).append(row["story"])
    for stories in families.values():
        for one, two in combinations(stories, 2):
            found["pairs given"] += 1
            found["pairs right"] += one == two
    return found


def show(title: str, found: dict[str, Counter[str]]) -> None:
    """Print what was found with and without the lexicon, side by side."""
    plain, helped = found["without"], found["with"]
    print(f"\n{title}: without the lexicon, with it")

    def line(name: str, figure: Callable[[Counter[str]], float]) -> None:
        print(f"  {name:42} {figure(plain):7.4f} {figure(helped):7.4f}")

    line("candidate pairs an article", lambda c: c["candidates"] / max(c["texts"], 1))
    line("processor seconds", lambda c: c["milliseconds"] / 1000)
    line("pairwise precision of families", lambda c: c["pairs right"] / max(c["pairs given"], 1))
    for key in sorted(plain):
        if key.startswith("true "):
            name, true = key[5:], plain[key]
            line(f"{name} ({true}): candidate recall", lambda c, n=name, t=true: c[f"candidate {n}"] / t)  # type: ignore[misc]
            line(f"{name} ({true}): in one family", lambda c, n=name, t=true: c[f"joined {n}"] / t)  # type: ignore[misc]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--short-only", action="store_true", help="measure the cut texts only")
    options = parser.parse_args()
    folder = options.data / "translation"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there (the shared evaluation data is not part of the project)")
        return
    print(measure.conditions())
    compare(folder, whole_texts=not options.short_only)


def compare(folder: Path, *, whole_texts: bool = True) -> None:
    """Learn, run and print, for the texts of a folder with ``dump`` and ``truth.jsonl``."""
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    modes = {"cut to 60-100 words": short}
    if whole_texts:
        modes["whole texts"] = whole
    found = {mode: {"without": Counter[str](), "with": Counter[str]()} for mode in modes}
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)

        def dump(name: str, rows: list[dict[str, Any]], change: Callable[[str, dict[str, Any]], str]) -> str:
            (place / name).mkdir()
            for row in rows:
                raw = (folder / "dump" / row["path"]).read_text(encoding="utf-8", errors="replace")
                (place / name / row["path"]).write_text(change(raw, row), encoding="utf-8")
            return str(place / name)

        try:
            for part in (0, 1):
                lexicon, learned = place / f"lexicon{part}.json", place / f"learned{part}"
                rows = [row for row in truth if half(row) != part]
                wiretrace("run", "--input", dump(f"teach{part}", rows, whole), "--output", str(learned), "--texts")
                print(wiretrace("learn", "lexicon", str(learned), "--output", str(lexicon)).stdout.strip())
                rows = [row for row in truth if half(row) == part]
                for mode, change in modes.items():
                    inputs = dump(f"{change.__name__}{part}", rows, change)
                    for way, more in (("without", []), ("with", ["--set", f"sketch.lexicon={lexicon}"])):
                        out = place / f"{change.__name__}{part}-{way}"
                        done = wiretrace("run", "--input", inputs, "--output", str(out), "--keep-candidates", *more)
                        found[mode][way] += counts(out, rows)
                        found[mode][way]["milliseconds"] += round(1000 * done.cpu_seconds)
        except (RuntimeError, subprocess.SubprocessError) as error:
            sys.exit(f"a run failed: {error}")
    for mode, both in found.items():
        show(mode, both)


if __name__ == "__main__":
    main()
