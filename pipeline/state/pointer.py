"""The pointer: one small file that names every other file of the state; replacing it is the commit."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.sinks import publish
from pipeline.state.files import FileEntry, Files

POINTER: Final = "pointer.json"
IN_USE: Final = "in-use.json"
"""Stands beside every pointer that was ever committed, so that a pointer that is gone is not taken for a new state."""
SCHEMA: Final = "wiretrace/state/2"

#: runs that the pointer remembers, for limits on the volume of a run
REMEMBERED_RUNS: Final = 30


class StateError(Exception):
    """The state cannot be used; the message names the file and the cure."""


@dataclass(frozen=True, slots=True)
class Output:
    """The output that belongs to a generation."""

    #: OUT as given to the run
    uri: str
    #: name of the manifest's immutable copy below OUT, and its hash
    manifest: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PastRun:
    """What the state remembers of a run."""

    generation: int
    #: first-seen day of what the run read, days since 1970-01-01
    seen: int
    documents_read: int
    dead_letters: int
    #: hash of the run's manifest
    manifest: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """One generation of the state."""

    generation: int
    #: name of the line of generations: hash of the first one
    lineage: str
    settings_sha256: str
    #: schema, sketch and table versions, see `pipeline.state.compat`
    versions: dict[str, str]
    files: Files = field(default_factory=Files)
    output: Output | None = None
    #: the last runs, oldest first
    runs: tuple[PastRun, ...] = ()
    #: SHA-256 of the pointer before this one
    parent: str | None = None

    def of_table(self, table: str) -> list[FileEntry]:
        """Files of one table, in order of part and content."""
        return self.files.of_table(table)

    def data(self) -> bytes:
        """The pointer as JSON, with a digest of all it says: a list of files is taken apart only where it is asked for."""
        said = {
            "schema": SCHEMA, "generation": self.generation, "lineage": self.lineage, "settings_sha256": self.settings_sha256,
            "versions": self.versions, "files": self.files.listed, "runs": [asdict(run) for run in self.runs],
            "output": None if self.output is None else asdict(self.output), "parent": self.parent,
        }  # fmt: skip
        digest = hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
        return orjson.dumps({**said, "digest": digest}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"

    def sha256(self) -> str:
        """Hash of the pointer's file."""
        return hashlib.sha256(self.data()).hexdigest()

    def advanced(
        self, parent: str | None, added: Iterable[FileEntry], dropped: Iterable[str], run: PastRun, output: Output
    ) -> Pointer:
        """The next generation, by a run; `parent` is the hash of the pointer it started from."""
        return replace(
            self.rewritten(parent, added, dropped), output=output, runs=(*self.runs, run)[-REMEMBERED_RUNS:]
        )

    def rewritten(self, parent: str | None, added: Iterable[FileEntry], dropped: Iterable[str]) -> Pointer:
        """The next generation, by care of the state alone: the last output stays the last one."""
        return replace(self, generation=self.generation + 1, files=self.files.changed(added, dropped), parent=parent)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run needs to know of its state; travels inside transforms to every worker."""

    uri: str
    pointer: Pointer
    #: first-seen day of new documents
    seen: int
    #: SHA-256 of the pointer file the run started from; None: there was none
    started_from: str | None
    #: documents outside these days are left out; None: no limit
    first_day: int | None = None
    last_day: int | None = None
    #: lease of the run: nothing is committed once another run has taken over
    token: str = ""
    #: the launcher has gone when the run commits: the commit removes the lock
    unlocks: bool = False
    #: the state is made anew; `before` is the old one, if it could be read
    anew: bool = False
    before: Pointer | None = None

    def light(self) -> Memory:
        """The same without the lists of files, which grow with the state's age: what a runner packs and sends about."""
        return replace(self, pointer=replace(self.pointer, files=Files()), before=None)

    def whole(self) -> Memory:
        """A light one with the lists, which are read again.

        Raises:
            StateError: another run has taken over, or the pointer cannot be read.
        """
        if self.started_from is None:
            return self
        path = posixpath.join(self.uri, POINTER)
        data = read_pointer_bytes(self.uri, lost=True)
        if data is None or hashlib.sha256(data).hexdigest() != self.started_from:
            raise StateError(moved(self.uri))
        if not self.anew:
            return replace(self, pointer=parse_pointer(data, path))
        try:
            return replace(self, before=parse_pointer(data, path))
        except StateError:
            # it is damaged or of another version: nothing can be taken over
            return self


def moved(state: str) -> str:
    """What is said to a run whose state has gone on without it."""
    return f"another run has taken over the state {state}; this one has published nothing: start it again"


def read_pointer(state: str) -> Pointer | None:
    """The pointer of a state; None where there is none yet.

    Raises:
        StateError: it is damaged, of another version, or cannot be read.
    """
    data = read_pointer_bytes(state)
    return None if data is None else parse_pointer(data, posixpath.join(state, POINTER))


def read_pointer_bytes(state: str, *, lost: bool = False) -> bytes | None:
    """The bytes of the pointer file, or None where there is none.

    Args:
        state: folder of the state.
        lost: a pointer that was there once and is gone counts as none.

    Raises:
        StateError: it is there and cannot be read, or it is gone.
    """
    path = posixpath.join(state, POINTER)
    try:
        if not FileSystems.exists(path):
            if not lost and FileSystems.exists(posixpath.join(state, IN_USE)):
                raise StateError(
                    f"the state's pointer {path} is missing, although the state has been in use; put back a copy of it, or "
                    f"make the state anew with: wiretrace state rebuild {state} --input DUMP"
                )
            return None
        with FileSystems.open(path) as handle:
            return bytes(handle.read())
    except (OSError, BeamIOError) as error:
        raise StateError(f"the state's pointer {path} cannot be read: {error}") from error


def parse_pointer(data: bytes, path: str) -> Pointer:
    """The pointer in the bytes of a file.

    Raises:
        StateError: it is damaged or of another version.
    """
    try:
        row: Any = orjson.loads(data)
        schema = row.pop("schema")
        if schema != SCHEMA:
            raise StateError(
                f"the state's pointer {path} is of version {schema!r}, this version reads {SCHEMA!r}; "
                f"make the state anew with: wiretrace state rebuild {posixpath.dirname(path)} --input DUMP"
            )
        row.pop("digest")
        row["files"] = Files({str(name): str(lines) for name, lines in row["files"].items()})
        row["runs"] = tuple(PastRun(**run) for run in row["runs"])
        row["output"] = None if row["output"] is None else Output(**row["output"])
        pointer = Pointer(**row)
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise StateError(
            f"the state's pointer {path} is damaged ({error}); put back a copy of it, or make the state anew with: "
            f"wiretrace state rebuild {posixpath.dirname(path)} --input DUMP"
        ) from error
    if pointer.data() != data:
        raise StateError(
            f"the state's pointer {path} is damaged (it is not as it was written); put back a copy of it, or make the "
            f"state anew with: wiretrace state rebuild {posixpath.dirname(path)} --input DUMP"
        )
    return pointer


def write_pointer(state: str, pointer: Pointer) -> None:
    """Replace the pointer file: from here on the new generation is the state."""
    publish(state, POINTER, pointer.data())
    mark_in_use(state)


def mark_in_use(state: str) -> None:
    """See `IN_USE`; for a state that has a pointer."""
    if not FileSystems.exists(posixpath.join(state, IN_USE)):
        publish(state, IN_USE, orjson.dumps({"schema": SCHEMA}) + b"\n")
