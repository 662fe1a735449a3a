"""One run at a time on one state: a lease that its owner renews, and that ends by itself when the owner is dead."""

from __future__ import annotations

import fcntl
import os
import posixpath
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Final

import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.sinks import make_folder, publish
from pipeline.state.pointer import StateError

LOCK: Final = "lock.json"
LEASE_SECONDS: Final = 120.0
"""How long a lease holds without being renewed; it is renewed four times as often."""
LEFT_SECONDS: Final = 24 * 3600.0
"""How long a lease holds that was left to a job on a remote runner."""


class Busy(StateError):
    """Another run works on the state."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a state, and until when that is believed."""

    token: str
    host: str
    pid: int
    #: start of the process in clock ticks since boot where that is known, else 0: tells reused ids apart
    born: int
    #: seconds since 1970-01-01 UTC
    since: float
    until: float
    #: where the run writes to, for whoever sweeps after it
    output: str = ""


class Held:
    """A lock that is held; `check` before anything is committed."""

    def __init__(self, state: str, lease: Lease, seconds: float, after: Lease | None) -> None:
        """Start to renew the lease, which stands where that of ``after`` stood."""
        self._state, self._lease, self._seconds = state, lease, seconds
        self._left = False
        #: the lease of a run that did not end well: what it wrote may lie about; None: the last one left nothing
        self.after = after
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="wiretrace-lease", daemon=True)
        self._thread.start()

    @property
    def token(self) -> str:
        """What tells this lease from any other."""
        return self._lease.token

    def leave(self, seconds: float) -> None:
        """Leave the lock standing for a job that goes on without this process; the job removes it when it has ended.

        Nobody renews it: if the job dies, it ends after so many seconds. It names no process, so that the end of
        this one is not taken for the end of the job.
        """
        self._stop.set()
        self._thread.join()
        self._left = True
        until = time.time() + seconds
        with _alone(self._state):
            _write(self._state, replace(self._lease, host=f"a job started by {self._lease.host}", until=until))

    def give_up(self) -> None:
        """Let others in, but leave the lock lying: it tells the next run that this one did not end well."""
        self._stop.set()
        self._thread.join()
        with suppress(OSError, BeamIOError, StateError), _alone(self._state):
            if not self._left and holder(self._state) == self._lease.token:
                _write(self._state, replace(self._lease, until=0.0))

    def release(self) -> None:
        """Stop renewing and remove the lock, if it is still ours and was not left to a job."""
        self._stop.set()
        self._thread.join()
        if not self._left:
            remove_lock(self._state, self._lease.token)

    def _renew(self) -> None:
        while not self._stop.wait(self._seconds / 4):
            # a run that was stopped for so long that another one took over must not take the lock back
            with suppress(OSError, BeamIOError, StateError), _alone(self._state):
                if holder(self._state) != self._lease.token:
                    return
                now = time.time()
                lease = Lease(**{**asdict(self._lease), "until": now + self._seconds})
                _write(self._state, lease)


def remove_lock(state: str, token: str) -> None:
    """Remove the lock, if it is that of this lease."""
    with suppress(OSError, BeamIOError), _alone(state):
        if holder(state) == token:
            FileSystems.delete([posixpath.join(state, LOCK)])


@contextmanager
def lock(state: str, seconds: float = LEASE_SECONDS, output: str = "") -> Iterator[Held]:
    """Hold the state's lock; it is removed when the block ends well, and only then.

    Args:
        state: folder of the state.
        seconds: that the lease holds without being renewed.
        output: where the run writes to, if it does.

    Raises:
        Busy: another run holds it; the message says who and until when.
    """
    held = _acquire(state, seconds, output)
    try:
        yield held
    except BaseException:
        held.give_up()
        raise
    held.release()


def holder(state: str) -> str | None:
    """The token of the lease that stands, or None."""
    lease = _read(state)
    return None if lease is None else lease.token


_DAMAGED: Final = Lease("", "", 0, 0, 0.0, 0.0)
"""Stands for a lock that cannot be read."""


def _acquire(state: str, seconds: float, output: str) -> Held:
    make_folder(state)
    for _ in range(3):
        there = FileSystems.exists(posixpath.join(state, LOCK))
        found = _read(state)
        if found is not None and _is_alive(found):
            raise Busy(_sentence(state, found))
        now = time.time()
        lease = Lease(uuid.uuid4().hex, socket.gethostname(), os.getpid(), _born(os.getpid()), now, now + seconds, output)
        if _put(state, lease, replaces=found):
            return Held(state, lease, seconds, found or (_DAMAGED if there else None))
    found = _read(state)
    raise Busy(_sentence(state, found) if found else f"the state {state} is in use by another run; try again later")


def _put(state: str, lease: Lease, replaces: Lease | None) -> bool:
    """Place a lease; True if it is ours that stands."""
    if "://" not in state:
        with _alone(state):
            found = _read(state)
            if found is not None and (replaces is None or found.token != replaces.token or _is_alive(found)):
                return False  # another one came first, or what was given up for dead has moved
            _write(state, lease)
        return True
    _write(state, lease)
    # an object store keeps the last one: let whoever came at the same moment write too, then look
    time.sleep(2.0)
    return holder(state) == lease.token


@contextmanager
def _alone(state: str) -> Iterator[None]:
    """Look at the lock and change it as one step: the kernel lets one in at a time, and lets go when it dies.

    Object stores have nothing of the kind; there this does nothing.
    """
    if "://" in state:
        yield
        return
    folder = os.open(state, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _read(state: str) -> Lease | None:
    path = posixpath.join(state, LOCK)
    try:
        if not FileSystems.exists(path):
            return None
        with FileSystems.open(path) as handle:
            return _parse(bytes(handle.read()))
    except (OSError, BeamIOError):
        # it vanished meanwhile
        return None


def _parse(data: bytes) -> Lease | None:
    try:
        return Lease(**orjson.loads(data))
    except (TypeError, ValueError):
        # a damaged lock locks nothing
        return None


def _is_alive(lease: Lease) -> bool:
    if lease.until <= time.time():
        return False
    if lease.host == socket.gethostname():
        # a killed run on this machine need not be waited for
        try:
            os.kill(lease.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return _born(lease.pid) == lease.born and not _is_zombie(lease.pid)
    return True


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _born(pid: int) -> int:
    stat = _stat(pid)
    return int(stat[19]) if len(stat) > 19 else 0


def _is_zombie(pid: int) -> bool:
    return _stat(pid)[:1] == ["Z"]


def _write(state: str, lease: Lease) -> None:
    """Make a lease the lock. Before there is a lock nobody sweeps: what a run killed at this leaves, the next one writes over."""
    data = orjson.dumps(asdict(lease), option=orjson.OPT_SORT_KEYS) + b"\n"
    publish(state, LOCK, data, alone="://" not in state)


def _sentence(state: str, lease: Lease) -> str:
    since = datetime.fromtimestamp(lease.since, timezone.utc).isoformat(timespec="seconds")
    until = datetime.fromtimestamp(lease.until, timezone.utc).isoformat(timespec="seconds")
    return (
        f"the state {state} is in use by process {lease.pid} on {lease.host} since {since}; wait for it to end "
        f"(if it is dead, its lease ends by itself at {until})"
    )
