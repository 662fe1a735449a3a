"""Processes of an engine: started with a log each, stopped by their own group and nobody else's."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from types import TracebackType


class NotUp(Exception):
    """A process ended or did not answer in time; the message has the end of its log."""


class Processes:
    """A set of processes, stopped last in first out when the block ends."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Keep where logs go and what every process sees."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._environment = dict(environment)
        self._started: list[tuple[str, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Processes:
        """Nothing is running yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop everything."""
        while self._started:
            self.stop(self._started[-1][0])

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start one process in a group of its own; its output is ``<name>.log``."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                command, cwd=self.folder, env={**self._environment, **(environment or {})},
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self._started.append((name, process))
        return process

    def log(self, name: str) -> Path:
        """The log of a process."""
        return self.folder / f"{name}.log"

    def stop(self, name: str) -> None:
        """Stop a process and its children: asked first, then killed."""
        process = next(process for known, process in self._started if known == name)
        self._started.remove((name, process))
        _signal(process, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait(10)

    def names(self, start: str) -> list[str]:
        """Names of the running processes that start so."""
        return [name for name, _ in self._started if name.startswith(start)]

    def kill(self, name: str) -> int:
        """SIGKILL a process and its group, as a machine that dies does; returns its id."""
        process = next(process for known, process in self._started if known == name)
        _signal(process, signal.SIGKILL)
        process.wait(10)
        self._started.remove((name, process))
        return process.pid

    def cpu_seconds(self) -> float:
        """Processor time of all that runs here, with the children that have ended."""
        sessions = {process.pid for _, process in self._started}
        return sum(_cpu_seconds(place, sessions) for place in Path("/proc").glob("[0-9]*/stat"))

    def alive(self) -> None:
        """Check that all still run.

        Raises:
            NotUp: one has ended.
        """
        for name, process in self._started:
            if process.poll() is not None:
                raise NotUp(f"{name} ended with {process.returncode}:\n{self.tail(name)}")

    def tail(self, name: str, lines: int = 15) -> str:
        """The end of a log."""
        return "\n".join(self.log(name).read_text(errors="replace").splitlines()[-lines:])

    def wait_for_port(self, name: str, port: int, seconds: float = 60) -> None:
        """Until something listens on a local port."""
        end = time.monotonic() + seconds * patience()
        while time.monotonic() < end:
            self.alive()
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("localhost", port)) == 0:
                    return
            time.sleep(0.2)
        raise NotUp(f"{name} did not listen on port {port} within {seconds:.0f} s:\n{self.tail(name)}")


def _cpu_seconds(stat: Path, sessions: Set[int]) -> float:
    try:
        # after the name, which may hold spaces: state, parent, group, session, ...
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") if int(fields[3]) in sessions else 0.0


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def patience() -> float:
    """How many times longer than on a quiet machine everything may take: ``WIRETRACE_CLUSTER_PATIENCE``, default 1."""
    return float(os.environ.get("WIRETRACE_CLUSTER_PATIENCE", "1"))


def run_in_group(command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; what it started, such as a job server, ends with it.

    Raises:
        subprocess.TimeoutExpired: it is not done in time.
    """
    process = subprocess.Popen(
        command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def free_port() -> int:
    """A local port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def get(url: str) -> bytes:
    """The body of a local answer, or nothing while there is none."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            body: bytes = answer.read()
            return body
    except (OSError, urllib.error.URLError):
        return b""
