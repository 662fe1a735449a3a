"""Run a command as a whole process tree and say how long it took and how much memory it held."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_GROWN = 1.01
"""Growth of the plain sum of resident pages from which the exact size is asked again."""
_SECONDS = 3.0
"""Longest time between two askings."""


@dataclass(frozen=True)
class Measured:
    """One run of a command."""

    seconds: float
    #: processor time of the whole tree, user and system, seconds; says more than the clock on a machine that is shared
    cpu_seconds: float
    #: largest sum of proportional set sizes over the tree, bytes (shared pages count once)
    peak_bytes: int
    returncode: int
    stdout: str
    stderr: str
    #: (seconds after the start, line of standard error), as they came
    log: tuple[tuple[float, str], ...] = ()


def run(command: Sequence[str], *, timeout: float = 7200, every: float = 0.2) -> Measured:
    """Run a command; memory is sampled, so a peak shorter than ``every`` seconds may be missed.

    The exact size of a process takes the kernel milliseconds, a fifth of a core for a tree that is asked five times a
    second. So it is asked where the plain sum of resident pages has grown by `_GROWN` over all sums seen, and else once in
    `_SECONDS`, for pages that processes shared and no longer share.

    Raises:
        RuntimeError: the command failed; the end of its standard error is the message.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = highest = 0
    asked = started
    spent: dict[int, float] = {}
    done = threading.Event()

    def sample() -> None:
        nonlocal peak, highest, asked
        while not done.wait(every):
            tree = processes(process.pid)
            plain, now = sum(map(plain_bytes, tree)), time.perf_counter()
            if plain > highest * _GROWN or now > asked + _SECONDS:
                highest, asked = max(highest, plain), now
                peak = max(peak, sum(map(resident_bytes, tree)))
            for pid in tree:
                spent[pid] = max(spent.get(pid, 0.0), cpu_seconds(pid))

    out: list[tuple[float, str]] = []
    err: list[tuple[float, str]] = []

    def read(stream: IO[str], into: list[tuple[float, str]]) -> None:
        into.extend((time.perf_counter() - started, line) for line in stream)

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    try:
        readers = [threading.Thread(target=read, args=pair, daemon=True) for pair in ((process.stdout, out), (process.stderr, err))]
        for reader in readers:
            reader.start()
        process.wait(timeout=timeout)
        for reader in readers:
            reader.join()
    finally:
        done.set()
        process.kill()
    seconds = time.perf_counter() - started
    stdout, stderr = ("".join(line for _, line in lines) for lines in (out, err))
    if process.returncode not in (0, 4):
        raise RuntimeError(f"{' '.join(command)} failed: {stderr[-2000:]}")
    return Measured(seconds, sum(spent.values()), peak, process.returncode, stdout, stderr, tuple(err))


def forked(work: Callable[[], object]) -> Measured:
    """Run a function in a forked process, and say what that process and its children took (`resource.getrusage`).

    What the caller has imported need not be imported again, so that many short runs can be measured. The caller must
    not have started threads.

    Raises:
        RuntimeError: the function raised; the traceback is on standard error.
    """
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"the forked run ended with {os.waitstatus_to_exitcode(status)}")
    seconds = time.perf_counter() - started
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, 0, "", "")


def processes(pid: int) -> list[int]:
    """A process and all its descendants; what has ended is left out."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        try:
            for task in Path(f"/proc/{current}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
        found.append(current)
    return found


def plain_bytes(pid: int) -> int:
    """Resident set size, bytes, shared pages included; 0 for what has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def resident_bytes(pid: int) -> int:
    """Proportional set size, bytes; 0 for what has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def cpu_seconds(pid: int) -> float:
    """Processor time of one process, seconds; 0 for what has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def conditions() -> str:
    """The machine in one line."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores (load {load:.1f} at the start), Python {platform.python_version()}, {platform.system()} {platform.machine()}"
