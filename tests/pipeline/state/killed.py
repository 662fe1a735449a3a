"""Runs that are killed (SIGKILL) at a chosen moment; for tests.

A small server imports everything once and forks a process a run, so that fifty kills do not pay fifty starts:

    python -m tests.pipeline.state.killed

It reads one JSON object a line: ``{"source", "output", "state", "seen", "overrides", "at", "seconds"}`` and answers with
``{"killed", "changes", "seconds"}``. With ``at`` the run is killed before (negative: after) the N-th change it makes to
a file system; with ``seconds`` once it has used so much processor time. With neither it runs to its end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    killed: bool
    #: changes made to a file system; only known of a run that was not killed
    changes: int
    #: processor time, user and system
    seconds: float


class Victims:
    """The server, as its user sees it."""

    def __enter__(self) -> Victims:
        """Start it."""
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.pipeline.state.killed"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._server.communicate(timeout=60)

    def run(
        self, base: Path, source: Path, seen: int, *overrides: str, at: int = 0, seconds: float | None = None
    ) -> Ended:
        """One run on ``base``/state and ``base``/out."""
        assert self._server.stdin is not None and self._server.stdout is not None
        asked = {
            "source": str(source), "output": str(base / "out"), "state": str(base / "state"), "seen": seen,
            "overrides": overrides, "at": at, "seconds": seconds,
        }  # fmt: skip
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        answer = self._server.stdout.readline()
        assert answer, "the server of runs has ended"
        return Ended(**json.loads(answer))


# ------------------------------------------------------------------ the server


def dies_at(at: int, tell: Callable[[str, str], object] = lambda what, path: None) -> None:
    """Kill this process right before its N-th change to a file system, or behind the -N-th.

    Args:
        at: number of the change; 0: none.
        tell: is called before each change with what it does and to which path.
    """
    from apache_beam.io.filesystems import FileSystems

    done = [0]

    def counted(change: Callable[..., Any], name: str) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            target = args[-1] if name == "rename" else args[0]
            done[0] += 1
            tell(name, target if isinstance(target, str) else target[0])
            if done[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)
            result = change(*args, **kwargs)
            if done[0] == -at:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapper

    for name in ("create", "rename", "delete"):
        setattr(FileSystems, name, staticmethod(counted(getattr(FileSystems, name), name)))


def _victim(asked: dict[str, Any], report: int) -> None:
    from tests.pipeline.state.daily import step

    told: list[str] = []
    dies_at(asked["at"], lambda what, path: told.append(what))
    step([asked["source"]], Path(asked["output"]), Path(asked["state"]), asked["seen"], *asked["overrides"])
    os.write(report, str(len(told)).encode())


def processor_seconds(pid: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _serve(asked: dict[str, Any]) -> Ended:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            # nothing but the answer may stand in the server's output
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            _victim(asked, write)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            break
        if asked["seconds"] is not None and processor_seconds(pid) >= asked["seconds"]:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)
    with os.fdopen(read, "rb") as pipe:
        changes = int(pipe.read() or b"0")
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a run that was not killed ended with {code}")
    return Ended(code != 0, changes, usage.ru_utime + usage.ru_stime)


def main(lines: Sequence[str] | Any = sys.stdin) -> None:
    """Serve until the input ends."""
    import tests.pipeline.state.daily  # noqa: F401 (imported before the first fork)

    for line in lines:
        ended = _serve(json.loads(line))
        print(json.dumps({"killed": ended.killed, "changes": ended.changes, "seconds": ended.seconds}), flush=True)


if __name__ == "__main__":
    main()
