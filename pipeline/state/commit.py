"""Publishing output and state together: the pointer is the one commit point, before and after it nothing is lost.

First every file of output and state, and the manifest under its own name in OUT: not yet said by anyone. Then the
pointer, which names the manifest: from here on it is said. Then OUT/manifest.json, and what nobody names is swept:
the next run does this again if this one is killed here.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import apache_beam as beam
import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.manifest import MANIFEST, NoRun, RunFacts, build_manifest, read_manifest
from pipeline.options import EMBEDDED
from pipeline.sinks import publish, sweep
from pipeline.state import journal, store
from pipeline.state.files import FileEntry
from pipeline.state.lock import Lease, holder, remove_lock
from pipeline.state.pointer import (
    Memory,
    Output,
    PastRun,
    Pointer,
    StateError,
    mark_in_use,
    moved,
    read_pointer_bytes,
    write_pointer,
)

_COPY: Final = re.compile(r"^manifest-(\d{8})-[0-9a-f]{16}\.json$")


def manifest_name(generation: int, sha256: str) -> str:
    """Name of a manifest's immutable copy below OUT.

    >>> manifest_name(3, "ab" * 32)
    'manifest-00000003-abababababababab.json'
    """
    return f"manifest-{generation:08d}-{sha256[:16]}.json"


def run_record_path(memory: Memory) -> str:
    """Where a run leaves its record for the launcher."""
    return posixpath.join(memory.uri, store.WORK, f"run-{memory.token}.json")


def take_run_record(memory: Memory) -> dict[str, Any]:
    """The record that a run has left; it is removed.

    Raises:
        StateError: there is none.
    """
    path = run_record_path(memory)
    data = _read_optional(path)
    if data is None:
        raise StateError(f"the run has left no record at {path}: look at the log of its runner")
    FileSystems.delete([path])
    record: dict[str, Any] = orjson.loads(data)
    return record


def recover(state: str, pointer: Pointer, after: Lease | None = None) -> None:
    """Finish what a killed run had committed, and sweep what it had not.

    Folders are looked through only where something can lie about: they hold the files of all runs there ever were.

    Args:
        state: its folder.
        pointer: what it says.
        after: lease of the run before, if that did not end well.

    Raises:
        StateError: the pointer names a manifest that is not there.
    """
    if pointer.generation:
        mark_in_use(state)
    finished = _finish_output(state, pointer)
    if after is None and not finished and pointer.generation:
        return
    store.sweep(state, pointer)
    outputs = {after.output} if after is not None else set()
    if pointer.output is not None:
        outputs.add(pointer.output.uri)
    for output in sorted(outputs - {""}):
        said = _said_in(output, pointer)
        # where it says more the state is a copy, or was put back from one: what the other has said since is not ours
        if said is None or -1 < said <= pointer.generation:
            sweep_output(output, pointer)


def _finish_output(state: str, pointer: Pointer) -> bool:
    """See that the last output says what the pointer says; whether it had not."""
    output = pointer.output
    if output is None:
        return False
    path = posixpath.join(output.uri, output.manifest)
    try:
        if not FileSystems.exists(path):
            # the output was moved or removed by its owner since: nothing to finish
            return False
        with FileSystems.open(path) as handle:
            data = bytes(handle.read())
    except (OSError, BeamIOError):
        return False
    if hashlib.sha256(data).hexdigest() != output.sha256:
        raise StateError(
            f"the manifest {path} is damaged: its SHA-256 is not the one in the pointer of {state}; remove the output "
            f"and write it anew with: wiretrace state export {state} --output OUT"
        )
    current = _read_optional(posixpath.join(output.uri, MANIFEST))
    said = -1 if current is None else _generation_of(current, pointer.lineage)
    if current == data or said >= pointer.generation:
        return False
    publish(output.uri, MANIFEST, data)
    return True


def _said_in(output: str, pointer: Pointer) -> int | None:
    """Generation that an output's manifest is of; -1 if another line of states wrote it, None if there is none."""
    current = _read_optional(posixpath.join(output, MANIFEST))
    return None if current is None else _generation_of(current, pointer.lineage)


def _generation_of(data: bytes, lineage: str) -> int:
    """Generation of a manifest of this line of states, or -1."""
    try:
        found = orjson.loads(data).get("state") or {}
    except (orjson.JSONDecodeError, AttributeError):
        return -1
    return int(found.get("generation", -1)) if found.get("lineage") == lineage else -1


def _read_optional(path: str) -> bytes | None:
    try:
        if not FileSystems.exists(path):
            return None
        with FileSystems.open(path) as handle:
            return bytes(handle.read())
    except (OSError, BeamIOError):
        return None


def sweep_output(output: str, pointer: Pointer) -> None:
    """Remove what no committed manifest of this line of states names; deltas of earlier runs stay."""
    remembered = {run.generation: run.manifest[:16] for run in pointer.runs}
    keep: list[str] = []
    stale: list[str] = []
    for path in store.list_files(output):
        name = posixpath.basename(path)
        copy = _COPY.match(name)
        if copy is not None:
            generation = int(copy.group(1))
            data = _read_optional(path) or b"{}"
            ours = _generation_of(data, pointer.lineage) == generation
            wrong = generation > pointer.generation or remembered.get(generation, name[18:34]) != name[18:34]
            if not ours or wrong:
                stale.append(path)
            else:
                keep += [info["path"] for info in orjson.loads(data)["files"]]
        elif name.startswith(".tmp-"):
            stale.append(path)
    if stale:
        FileSystems.delete(stale)
    sweep(output, keep)


def publish_run(
    output: str, facts: RunFacts, memory: Memory, gathered: dict[str, list[Any]], counts: dict[str, int]
) -> bytes:
    """Commit output and state of a run that no pipeline gathers; its record.

    Args:
        output: OUT.
        facts: what the launcher knows.
        memory: the state.
        gathered: values by kind, see `PublishState`.
        counts: numbers by name.

    Raises:
        CountError: the counts do not add up.
        StateError: another run has taken over.
    """
    return _PublishFn(output, facts, memory).publish(gathered, counts)


class _PublishFn(beam.DoFn):
    def __init__(self, output: str, facts: RunFacts, memory: Memory) -> None:
        super().__init__()
        self._output = output
        self._facts = facts
        self._memory = memory

    def process(self, group: tuple[int, Iterable[tuple[str, Any]]]) -> Iterator[bytes]:
        self._memory = self._memory.whole()
        gathered: dict[str, list[Any]] = {}
        counts: dict[str, int] = {}
        for kind, value in group[1]:
            if kind in ("file", "capped", "state", "drop", "retired_links", "retired_families", "revised", "plan"):
                gathered.setdefault(kind, []).append(value)
            elif kind != "begin":
                counts[kind] = counts.get(kind, 0) + value
        yield self.publish(gathered, counts)

    def publish(self, gathered: dict[str, list[Any]], counts: dict[str, int]) -> bytes:
        """Commit, and leave the record for the launcher."""
        memory, before = self._memory, self._memory.pointer
        plan: dict[str, int] = gathered["plan"][0]
        revised: dict[str, int] = {}
        for found in gathered.get("revised", ()):
            for reason, number in found.items():
                revised[reason] = revised.get(reason, 0) + number
        state = {
            "uri": memory.uri,
            "lineage": before.lineage,
            "generation": before.generation + 1,
            "parent": memory.started_from,
            "seen": memory.seen,
            **plan,
            "revised": dict(sorted(revised.items())),
            "retired_links": sorted(gathered.get("retired_links", ())),
            "retired_families": sorted(gathered.get("retired_families", ())),
        }
        manifest = build_manifest(self._facts, gathered.get("file", []), counts, gathered.get("capped", []), state)
        if plan["new"] == 0 and plan["repeated"] == 0 and self._stays(manifest):
            manifest["state"]["generation"] = before.generation
            manifest["state"]["nothing_new"] = True
            if gathered.get("file"):
                sweep_output(self._output, before)
        else:
            manifest["state"]["nothing_new"] = False
            self._commit(manifest, gathered, plan)
        store.sweep_work(memory.uri)
        data = _dumps(manifest)
        if memory.unlocks:
            # the launcher has gone: nobody waits for the record
            remove_lock(memory.uri, memory.token)
        else:
            publish(memory.uri, f"{store.WORK}/run-{memory.token}.json", data)
        return data

    def _stays(self, manifest: dict[str, Any]) -> bool:
        """Whether OUT already says all that this run would: then no byte of it changes."""
        try:
            there = read_manifest(self._output)
        except NoRun:
            return False
        said = there.get("state") or {}
        if said.get("lineage") != self._memory.pointer.lineage or said["generation"] > self._memory.pointer.generation:
            return False
        if not manifest["counts"]["dead_letters"]:
            return True
        letters = [
            sorted(f["sha256"] for f in m["files"] if f["table"] == "dead_letters") for m in (there, manifest)
        ]
        return there["inputs"] == manifest["inputs"] and letters[0] == letters[1]

    def _commit(self, manifest: dict[str, Any], gathered: dict[str, list[Any]], plan: dict[str, int]) -> None:
        memory, before = self._memory, self._memory.pointer
        data = _dumps(manifest)
        digest = hashlib.sha256(data).hexdigest()
        name = manifest_name(before.generation + 1, digest)
        publish(self._output, name, data)
        run = PastRun(
            before.generation + 1, memory.seen, manifest["counts"]["documents_read"],
            manifest["counts"]["dead_letters"], digest,
        )  # fmt: skip
        added: list[FileEntry] = gathered.get("state", [])
        pointer = before.advanced(memory.started_from, added, gathered.get("drop", ()), run, Output(self._output, name, digest))
        check_unmoved(memory)
        said = _said_in(self._output, before)
        write_pointer(memory.uri, pointer)
        publish(self._output, MANIFEST, data)
        # what lies about is known where this line of states wrote last, and no run died since (see `recover`): nothing
        if self._tries_again() or said is None or not -1 < said <= before.generation:
            sweep_output(self._output, pointer)
        if self._tries_again() or not before.generation or (said or 0) > before.generation:
            store.sweep(memory.uri, pointer)
        else:
            store.remove(memory.uri, sorted(set(gathered.get("drop", ())) - {entry.path for entry in added}))

    def _tries_again(self) -> bool:
        """Whether attempts that failed may have left files although the run ends well; a state made anew leaves the old one's."""
        return self._facts.runner != EMBEDDED or self._memory.anew


def check_unmoved(memory: Memory) -> None:
    """See that the state is still what the run started from, and still its own.

    Raises:
        StateError: another run has taken over.
    """
    there = read_pointer_bytes(memory.uri, lost=True)
    sha256 = None if there is None else hashlib.sha256(there).hexdigest()
    if sha256 != memory.started_from or (memory.token and holder(memory.uri) != memory.token):
        raise StateError(moved(memory.uri))


def commit_care(memory: Memory, pointer: Pointer) -> None:
    """Make a generation that only care has made the state, and sweep what it no longer names.

    Raises:
        StateError: another run has taken over.
    """
    check_unmoved(memory)
    write_pointer(memory.uri, pointer)
    store.sweep(memory.uri, pointer)


def fold_journal(memory: Memory) -> Memory:
    """The state with the journal of a stream folded into its tables; the rows are the same.

    Raises:
        StateError: a file is missing or damaged, or another run has taken over.
    """
    added, dropped = journal.fold(memory.uri, memory.pointer)
    if not dropped:
        return memory
    pointer = memory.pointer.rewritten(memory.started_from, added, dropped)
    commit_care(memory, pointer)
    return replace(memory, pointer=pointer, started_from=pointer.sha256())


def _dumps(manifest: dict[str, Any]) -> bytes:
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


class PublishState(beam.PTransform):
    """Flattened (kind, value) facts of a run → its record, once output and state are committed.

    At least one fact is wanted, if only of the kind ``begin``. Kinds beside those of `pipeline.manifest.Publish`: ``state`` (`FileEntry` added), ``drop`` (path),
    ``retired_links`` and ``retired_families`` (ids), ``revised`` (numbers by reason), ``plan`` (numbers).
    """

    def __init__(self, output: str, facts: RunFacts, memory: Memory) -> None:
        """Keep where to publish and what is known before."""
        super().__init__()
        self._output, self._facts, self._memory = output, facts, memory

    def expand(self, parts: tuple[Any, ...]) -> Any:
        """Gather all parts on one key; there are few."""
        return (
            parts
            | "Facts" >> beam.Flatten()
            | "OneKey" >> beam.Map(lambda fact: (0, fact))
            | "GatherFacts" >> beam.GroupByKey()
            | "Commit" >> beam.ParDo(_PublishFn(self._output, self._facts, self._memory.light()))
        )
