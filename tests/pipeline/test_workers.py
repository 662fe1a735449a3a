from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
import orjson
import pytest

from pipeline.launch import RunFailed
from pipeline.options import pipeline_options
from pipeline.workers import each, over_workers, sized, workers, workers_for
from tests.pipeline.runs import run, table
from transforms.settings import RunSettings


def squares(number: int) -> Iterator[Any]:
    yield number * number
    yield beam.pvalue.TaggedOutput("process", os.getpid())


def total(group: tuple[int, Iterable[int]]) -> list[tuple[int, int]]:
    return [(group[0], sum(group[1]))]


def fail(number: int) -> list[int]:
    raise ValueError(f"cannot do {number}")


def die(number: int) -> list[int]:
    os._exit(3)


def outputs(count: int, into: Path) -> tuple[list[int], set[int]]:
    """What `squares` gives for 0 .. 99, and the processes that worked, with so many workers."""
    into.mkdir()
    with workers(count), beam.Pipeline(options=pipeline_options([])) as pipeline:
        found = pipeline | beam.Create(range(100)) | over_workers(squares).with_outputs("process", main="values")
        sums = found.values | beam.Map(lambda v: (v % 7, v)) | beam.GroupByKey() | "Sum" >> over_workers(total)
        for name, values in (("values", found.values), ("process", found.process), ("sums", sums)):
            values | f"Text_{name}" >> beam.Map(str) | f"Write_{name}" >> beam.io.WriteToText(str(into / name))
    read = {
        name: [line for path in into.glob(f"{name}*") for line in path.read_text().splitlines()]
        for name in ("values", "process", "sums")
    }
    assert sorted(read["sums"]) == sorted(str((k, sum(n * n for n in range(100) if n * n % 7 == k))) for k in (0, 1, 2, 4))
    return sorted(map(int, read["values"])), set(map(int, read["process"]))


@pytest.mark.parametrize("count", [1, 2])
def test_every_element_comes_back_whoever_works(tmp_path: Path, count: int) -> None:
    values, processes = outputs(count, tmp_path / "out")
    assert values == [n * n for n in range(100)]
    assert (os.getpid() in processes) == (count == 1)


@pytest.mark.parametrize(("function", "words"), [(fail, "cannot do"), (die, "terminated abruptly")])
def test_a_worker_that_fails_or_dies_fails_the_run(function: Any, words: str) -> None:
    with pytest.raises(Exception, match=words), workers(2), beam.Pipeline(options=pipeline_options([])) as pipeline:
        pipeline | beam.Create([1, 2]) | over_workers(function)


def shares(number: int) -> Iterator[tuple[int, int]]:
    for n in range(number % 3):
        yield number + n, os.getpid()


@pytest.mark.parametrize("count", [1, 2])
def test_outputs_come_in_order_whoever_works(count: int) -> None:
    with workers(count):
        found = list(each(shares, iter(range(50))))
    assert [value for value, _ in found] == [number + n for number in range(50) for n in range(number % 3)]
    assert (os.getpid() in {process for _, process in found}) == (count == 1)


def test_two_pools_in_one_process_are_refused() -> None:
    with workers(2), pytest.raises(RuntimeError, match="under way"), workers(2):
        pass


def test_sizes_follow_the_input_unless_they_are_set() -> None:
    small, large = sized(RunSettings(), 10_000), sized(RunSettings(), 2_500_000_000)
    assert (small.block, small.partitions, small.shards) == (256, 16, 8)
    assert large.block > small.block and large.partitions > small.partitions and large.shards > small.shards
    middle = sized(RunSettings(), 250_000_000)
    assert (middle.partitions, large.partitions) == (25, 100), "a partition of a large input holds more articles"
    given = RunSettings(block=7, partitions=3, shards=2)
    assert sized(given, 2_500_000_000) == given
    assert workers_for(10_000) == 1


def test_one_story_in_very_many_outlets_is_one_family_and_capped_keys_are_listed(tmp_path: Path) -> None:
    words = [f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(160)]
    text = "PARIS (AFP) – " + " ".join(w + ("." if i % 20 == 19 else "") for i, w in enumerate(words))
    rows = [
        {"id": f"copy-{n}", "outlet": f"outlet {n}", "published": f"2024-03-{1 + n % 3:02d}", "text": text} for n in range(180)
    ]
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "x.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    manifest = run([dump], tmp_path / "out")
    assert [len(family["members"]) for family in table(tmp_path / "out", "families")] == [180]
    assert manifest["counts"]["capped_keys"] > 0
    assert manifest["processor_seconds"]["align_candidates: align"] > 0
    # a star around the hub, not a clique of 180 * 179 / 2
    assert manifest["counts"]["links"] < 180 * 10


def test_a_failing_run_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "x.txt").write_text("A small harbour opened its new pier on Tuesday, the mayor said.")
    out = tmp_path / "out"
    (out / ".wiretrace-left-by-a-killed-run").mkdir(parents=True)
    (out / "records").write_text("a file where a folder must be")
    with pytest.raises(RunFailed):
        run([tmp_path / "dump"], out)
    assert [path.name for path in out.glob(".wiretrace-*")] == []


_PARENT = """
import os, signal, sys, threading, time
from pipeline import workers

def handler():
    return signal.getsignal(signal.SIGTERM) == signal.SIG_DFL, os.getppid()

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: None)
    if "own" in sys.argv:
        workers.only_imported()
    if "thread" in sys.argv:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    with workers.workers(2):
        print(*{workers._pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
        print(os.getpid(), *workers._pool.submit(handler).result(), flush=True)
        sys.stdin.read()
"""


def test_workers_are_forks_of_a_command_that_has_no_threads_and_of_a_server_otherwise(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(_PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for words, forked in (["own"], True), (["own", "thread"], False), ([], False):
        found = subprocess.run(
            [sys.executable, str(tmp_path / "parent.py"), *words], input="", capture_output=True, env=environment, text=True, check=True
        )  # fmt: skip
        parent, default, starter = found.stdout.splitlines()[1].split()
        assert default == "True", "what stops the parent is not for a worker"
        assert (starter == parent) == forked


@pytest.mark.parametrize("words", [["own"], []])
def test_workers_of_a_killed_run_end(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "parent.py").write_text(_PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(tmp_path / "parent.py"), *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        found = [int(word) for word in process.stdout.readline().split()]
        assert found and process.pid not in found
        process.kill()
    deadline = time.monotonic() + 30
    while any(map(_is_there, found)):
        assert time.monotonic() < deadline, "a worker has outlived its run"
        time.sleep(0.05)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
