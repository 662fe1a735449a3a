"""One run at a time, and a dead run does not hold the lock."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import orjson
import pytest

from pipeline import sinks
from pipeline.state import lock as locks
from pipeline.state.commit import check_unmoved
from pipeline.state.lock import LOCK, Busy, Lease, lock
from pipeline.state.pointer import Memory, StateError
from pipeline.state.session import first_pointer, open_state
from tests.pipeline.state.daily import facts_of


def _write(folder: Path, **changes: object) -> None:
    now = time.time()
    lease = {"token": "x", "host": socket.gethostname(), "pid": os.getpid(), "born": locks._born(os.getpid()),
             "since": now, "until": now + 60, **changes}  # fmt: skip
    (folder / LOCK).write_bytes(orjson.dumps(lease))


def test_the_second_stops_with_a_sentence(tmp_path: Path) -> None:
    busy = pytest.raises(Busy, match=f"in use by process {os.getpid()}")
    with lock(str(tmp_path)), busy, lock(str(tmp_path)):
        pytest.fail("two hold one lock")
    assert not (tmp_path / LOCK).exists()
    with lock(str(tmp_path)):
        pass


def test_what_a_run_killed_at_writing_its_lock_left_is_gone_after_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the first of fifty random kills that met it: before there is a lock, nobody looks for what lies about."""
    killed = pytest.raises(KeyboardInterrupt)
    with monkeypatch.context() as broken, killed:
        broken.setattr(sinks.FileSystems, "rename", _killed)
        with lock(str(tmp_path)):
            pytest.fail("there is no lock")
    assert not (tmp_path / LOCK).exists() and len(list(tmp_path.iterdir())) == 1
    with lock(str(tmp_path)):
        pass
    assert not list(tmp_path.iterdir())


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_lease_of_another_machine_ends_by_itself(tmp_path: Path) -> None:
    _write(tmp_path, host="elsewhere")
    with pytest.raises(Busy, match="elsewhere"), lock(str(tmp_path)):
        pass
    _write(tmp_path, host="elsewhere", until=time.time() - 1)
    with lock(str(tmp_path)):
        pass


def test_a_dead_process_of_this_machine_need_not_be_waited_for(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    _write(tmp_path, pid=dead.pid, born=0)
    with lock(str(tmp_path)):
        pass


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc: ids of processes cannot be told apart")
def test_a_reused_process_id_is_not_the_owner(tmp_path: Path) -> None:
    _write(tmp_path, born=1)
    with lock(str(tmp_path)):
        pass


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b'{"token": 1}'])
def test_a_damaged_lock_locks_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / LOCK).write_bytes(data)
    with lock(str(tmp_path)):
        pass


def test_the_lease_is_renewed(tmp_path: Path) -> None:
    with lock(str(tmp_path), seconds=0.4):
        first = orjson.loads((tmp_path / LOCK).read_bytes())
        deadline = time.monotonic() + 20
        while orjson.loads((tmp_path / LOCK).read_bytes())["until"] <= first["until"]:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.parametrize("_", range(5))
def test_of_many_at_once_one_wins(tmp_path: Path, _: int) -> None:
    _write(tmp_path, host="elsewhere", until=time.time() - 1)
    start, won = threading.Barrier(8), []
    inside = threading.Event()

    def work() -> None:
        start.wait()
        try:
            with lock(str(tmp_path)) as held:
                won.append(held.token)
                inside.wait(20)
        except Busy:
            pass
        finally:
            if len(won) > 1:
                inside.set()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 20
    while sum(thread.is_alive() for thread in threads) > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    inside.set()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_nothing_is_committed_once_another_has_taken_over(tmp_path: Path) -> None:
    _, facts = facts_of([], ())
    with open_state(str(tmp_path), facts.settings_sha256, 0) as memory:
        check_unmoved(memory)
        _write(tmp_path, token="another")
        with pytest.raises(StateError, match="taken over"):
            check_unmoved(memory)
    moved = Memory(str(tmp_path), first_pointer(facts.settings_sha256), 0, started_from="0" * 64)
    with pytest.raises(StateError, match="taken over"):
        check_unmoved(moved)
    assert Lease("t", "h", 1, 2, 3.0, 4.0).until == 4.0
