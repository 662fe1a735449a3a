"""The whole job on a generated corpus: articles/s, peak memory, and quality on the planted truth.

python -m benchmarks.whole_run --articles 10000 --workers 2
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import corpus, measure


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-quality", action="store_true", help="skip the evaluation against the planted truth")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus.write(work, args.articles, args.seed)
        size = sum(path.stat().st_size for path in (work / "dump").iterdir())
        print(f"{args.articles} generated articles, {size / 1e6:.0f} MB; {measure.conditions()}; {args.workers} workers")
        wiretrace = [sys.executable, "-m", "pipeline.cli"]
        command = [*wiretrace, "run", "--input", str(work / "dump"), "--output", str(work / "out"), "--workers", str(args.workers)]
        run = measure.run(command)
        print(f"whole run: {run.seconds:.1f} s, {args.articles / run.seconds:.0f} articles/s, peak {run.peak_bytes / 1e9:.2f} GB")
        print(run.stdout.strip())
        if not args.no_quality:
            figures = json.loads(
                measure.run([*wiretrace, "evaluate", str(work / "out"), "--truth", str(work / "truth.jsonl")]).stdout
            )
            print(json.dumps({key: figures.get(key) for key in ("families", "agency", "relations", "credited")}, indent=1)[:3000])


if __name__ == "__main__":
    main()
