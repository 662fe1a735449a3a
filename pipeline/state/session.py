"""Opening a state for a run: lock, pointer, fit, what a killed run left behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pipeline.sinks import make_folder
from pipeline.state import compat, store
from pipeline.state.commit import fold_journal, recover
from pipeline.state.lock import LEFT_SECONDS, lock
from pipeline.state.pointer import Memory, Pointer, StateError, parse_pointer, read_pointer_bytes


def first_pointer(settings_sha256: str) -> Pointer:
    """The pointer before the first run."""
    versions = compat.versions()
    lineage = hashlib.sha256(repr((settings_sha256, sorted(versions.items()))).encode()).hexdigest()[:16]
    return Pointer(0, lineage, settings_sha256, versions)


@contextmanager
def open_state(
    state: str,
    settings_sha256: str,
    seen: int,
    first_day: int | None = None,
    last_day: int | None = None,
    *,
    goes_on: bool = False,
    left: str | None = None,
    output: str = "",
) -> Iterator[Memory]:
    """Hold a state for one run.

    Args:
        state: its folder, on any Beam file system; made if it is not there.
        settings_sha256: of the run.
        seen: first-seen day of new documents, days since 1970-01-01.
        first_day: first day of documents that are asked for, or None.
        last_day: last one, or None.
        goes_on: the job outlives this process, and removes the lock itself when it commits.
        left: hash of the pointer that this process itself has committed last: there is nothing to recover from it.
        output: folder that the run writes to, so that the next one can sweep it if this one is killed.

    Raises:
        Busy: another run works on it.
        StateError: it is damaged, or of other versions or settings.
    """
    state = state.rstrip("/") or state
    make_folder(state)
    with lock(state, output=output) as held:
        data = read_pointer_bytes(state)
        if data is None:
            pointer = first_pointer(settings_sha256)
        else:
            pointer = parse_pointer(data, f"{state}/pointer.json")
            compat.check(state, pointer, settings_sha256)
        started_from = None if data is None else hashlib.sha256(data).hexdigest()
        if held.after is not None or started_from is None or started_from != left:
            recover(state, pointer, held.after)
        memory = Memory(state, pointer, seen, started_from, first_day, last_day, held.token, unlocks=goes_on)
        yield memory if started_from == left else fold_journal(memory)
        if goes_on:
            held.leave(LEFT_SECONDS)


@contextmanager
def open_as_it_is(state: str) -> Iterator[Memory]:
    """Hold a state that is there for care, whatever settings made it.

    Raises:
        Busy: a run works on it.
        StateError: it is damaged.
    """
    with lock(state) as held:
        data = read_pointer_bytes(state)
        if data is None:
            raise StateError(f"there is no state at {state}: it has no pointer.json")
        pointer = parse_pointer(data, f"{state}/pointer.json")
        store.sweep(state, pointer)
        recover(state, pointer, held.after)
        yield fold_journal(Memory(state, pointer, 0, hashlib.sha256(data).hexdigest(), token=held.token))


@contextmanager
def open_anew(state: str, settings_sha256: str, seen: int, output: str = "") -> Iterator[Memory]:
    """Hold a state to make it anew; the old one stays what it is until the new one is committed.

    Args:
        state: its folder.
        settings_sha256: of the run.
        seen: first-seen day of documents that the old state does not know.
        output: folder that the run writes to.

    Raises:
        Busy: a run works on it.
    """
    state = state.rstrip("/") or state
    make_folder(state)
    with lock(state, output=output) as held:
        data = read_pointer_bytes(state, lost=True)
        started_from = None if data is None else hashlib.sha256(data).hexdigest()
        before = None
        if data is not None:
            try:
                before = parse_pointer(data, f"{state}/pointer.json")
                folded = fold_journal(Memory(state, before, seen, started_from, token=held.token))
                before, started_from = folded.pointer, folded.started_from
            except StateError:
                # it is damaged or of another version: nothing can be taken over
                before = None
        first = first_pointer(settings_sha256)
        name = hashlib.sha256(f"{first.lineage} anew from {started_from}".encode()).hexdigest()[:16]
        anew = replace(
            first,
            lineage=name,
            generation=0 if before is None else before.generation,
            runs=() if before is None else before.runs,
        )
        yield Memory(state, anew, seen, started_from, token=held.token, before=before, anew=True)
