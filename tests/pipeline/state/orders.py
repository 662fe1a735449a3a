"""The same documents in portions, in several orders, against one run over everything; and every portion twice again.

    python -m tests.pipeline.state.orders --demo
    python -m tests.pipeline.state.orders --dump ../shared/data/families/dump

Records, links and families of the state are compared with those of one run in every field but those that tell of
arrival (revision, its reason, aliases). With ``--again`` each portion is fed twice more right after it came, and no byte of state
and output may change.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.demo import DEMO_OVERRIDES, demo_input
from tests.pipeline.runs import run
from tests.pipeline.state.daily import full, portions, said, step, tree

DAY = 20_000
WINDOW = ("candidates.window_days_before=10", "candidates.window_days_after=10")


def feed(
    source: Path, base: Path, seed: int, count: int, overrides: Sequence[str], again: int = 0
) -> tuple[Path, list[str]]:
    """Feed a dump in portions, in an order drawn from the seed.

    Args:
        source: folder of texts.
        base: folder to work in.
        seed: decides which text comes in which portion, and the order of these.
        count: portions.
        overrides: settings.
        again: times that each portion is fed once more right after it came.

    Returns:
        The export of the state, and the files of which feeding a portion again has changed a byte.
    """
    draw = random.Random(seed)
    names = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.txt"))
    folders = portions(source, base / "portions", {name: draw.randrange(count) for name in names})
    draw.shuffle(folders)
    changed: list[str] = []
    for day, folder in enumerate(folders):
        output = base / f"out{day}"
        step([folder], output, base / "state", DAY + day, *overrides)
        before = {"state": tree(base / "state"), "out": tree(output)} if again else {}
        for time_ in range(again):
            record = step([folder], output, base / "state", DAY + day + 1 + time_, *overrides)
            if not record["state"]["nothing_new"]:
                changed.append(f"portion {day}: something was new")
            after = {"state": tree(base / "state"), "out": tree(output)}
            changed += [
                f"portion {day}: {where}/{name}"
                for where in after
                for name in sorted(after[where].keys() | before[where].keys())
                if after[where].get(name) != before[where].get(name)
            ]
    return full(base / "state", base / "full", *overrides), changed


def compare(
    source: Path, orders: Sequence[int], count: int, overrides: Sequence[str], again: int, say: Callable[[str], None] = print
) -> int:
    """Print the verdict on each order; how many are not equal to the single run."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        begin = time.process_time()
        manifest = run([source], work / "batch", *overrides)
        whole = said(work / "batch")
        numbers = ", ".join(f"{len(rows)} {name}" for name, rows in whole.items())
        say(f"{source}: {manifest['counts']['documents_read']} texts in one run: {numbers}; {time.process_time() - begin:.0f} processor s")
        for seed in orders:
            begin = time.process_time()
            base = work / str(seed)
            exported, changed = feed(source, base, seed, count, overrides, again)
            found = said(exported)
            different = {name: sum(a != b for a, b in zip(found[name], rows, strict=False)) + abs(len(found[name]) - len(rows))
                         for name, rows in whole.items() if found[name] != rows}  # fmt: skip
            verdict = f"NOT equal: {different}" if different else "records, links and families equal to the single run"
            if again:
                verdict += f"; each portion {again} times again: {changed or 'no byte changed'}"
            wrong += bool(different or changed)
            say(f"order {seed}, {count} portions: {verdict}; {time.process_time() - begin:.0f} processor s")
            shutil.rmtree(base)
    return wrong


def main() -> None:
    """Command line; ends with 1 if an order differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--demo", action="store_true")
    what.add_argument("--dump", type=Path, help="folder of texts")
    parser.add_argument("--orders", type=int, nargs="*", default=list(range(5)))
    parser.add_argument("--portions", type=int, default=10)
    parser.add_argument("--again", type=int, default=2)
    args = parser.parse_args()
    source, overrides = (demo_input(), (*DEMO_OVERRIDES, *WINDOW)) if args.demo else (args.dump, WINDOW)
    sys.exit(min(1, compare(source, args.orders, args.portions, overrides, args.again, partial(print, flush=True))))


if __name__ == "__main__":
    main()
