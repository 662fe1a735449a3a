"""Run a command as a whole process tree and say how long it took and how much memory it held."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One run of a command."""

    seconds: float
    #: largest sum of proportional set sizes over the tree, bytes (shared pages count once)
    peak_bytes: int
    returncode: int
    stdout: str
    stderr: str


def run(command: Sequence[str], *, timeout: float = 7200, every: float = 0.2) -> Measured:
    """Run a command; memory is sampled, so a peak shorter than ``every`` seconds may be missed.

    Raises:
        RuntimeError: the command failed; the end of its standard error is the message.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = 0
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(every):
            peak = max(peak, tree_bytes(process.pid))

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    finally:
        done.set()
        process.kill()
    seconds = time.perf_counter() - started
    if process.returncode not in (0, 4):
        raise RuntimeError(f"{' '.join(command)} failed: {stderr[-2000:]}")
    return Measured(seconds, peak, process.returncode, stdout, stderr)


def tree_bytes(pid: int) -> int:
    """Proportional set size of a process and all its descendants, bytes; 0 for what has ended."""
    total = 0
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        try:
            for line in Path(f"/proc/{current}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
            for task in Path(f"/proc/{current}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
    return total


def conditions() -> str:
    """The machine in one line."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
