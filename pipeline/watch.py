"""Watched folders: which files are complete and have not been taken, and what was taken before.

A file is complete when its size and its time of change have stood still for a moment; a finished file that is renamed
in is complete at the first look. Writers that pause while they write use a name that is not read yet (it begins with a
dot or ends in .tmp, .part or .partial) and rename.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipeline.inputs import InputError, Work, find_files, input_root, is_local_folder, work_of
from pipeline.sinks import publish

UNFINISHED: Final = (".tmp", ".part", ".partial", ".crdownload")
"""Ends of names that a writer uses before it renames."""
_MANY: Final = 1000
"""Taken files of a local folder of which each look asks whether they were written again; the others have their turn."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A complete file that has not been taken."""

    path: str
    #: one piece, or several of a large JSON Lines file
    works: tuple[Work, ...]
    size: int
    #: time of its last change where the file system tells, else of the first look at it; seconds since 1970-01-01 UTC
    changed: float
    #: names this content of this file: path, size and time of change
    mark: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was at the last look."""

    size: int
    changed: float
    mark: str
    #: of its first look, for taking turns
    number: int


class Watch:
    """Looks at files, folders and globs again and again."""

    def __init__(self, inputs: Sequence[str], settle: float, taken: set[str], clock: Callable[[], float] = time.time) -> None:
        """Keep what to look at.

        Args:
            inputs: files, folders or globs of any Beam file system; what is not there yet may come.
            settle: seconds that a file must stand still.
            taken: marks of files that were taken before; grows with `take`.
            clock: seconds since 1970-01-01 UTC.
        """
        self._inputs = list(inputs)
        self._settle = settle
        self.taken = taken
        self._clock = clock
        #: mark → when it was first seen; of files that are neither complete nor taken
        self._waiting: dict[str, float] = {}
        #: all files there at the last look, by path
        self._files: dict[str, _File] = {}
        self._looks = 0
        self._numbered = 0

    def look(self) -> list[Arrival]:
        """Complete files not taken yet, oldest first."""
        now = self._clock()
        self._looks += 1
        arrivals: list[Arrival] = []
        waiting: dict[str, float] = {}
        files: dict[str, _File] = {}
        for base, found in map(self._scan, self._inputs):
            for path, file in found.items():
                if path in files or path.endswith(UNFINISHED):
                    continue
                files[path] = file
                if file.mark in self.taken:
                    continue
                works = work_of(path, file.size, base, found)
                if not works:
                    continue
                first = self._waiting.get(file.mark, now)
                waiting[file.mark] = first
                # a local file says itself how long it has stood still
                if now - (min(first, file.changed) if file.changed else first) >= self._settle:
                    arrivals.append(Arrival(path, tuple(works), file.size, file.changed or first, file.mark))
        self._waiting, self._files = waiting, files
        return sorted(arrivals, key=lambda arrival: (arrival.changed, arrival.path))

    @property
    def present(self) -> frozenset[str]:
        """Marks of all files there at the last look."""
        return frozenset(file.mark for file in self._files.values())

    def waiting(self) -> int:
        """Files seen at the last look that are not taken, complete or not."""
        return len(self._waiting)

    def take(self, arrivals: Iterable[Arrival]) -> None:
        """These are done."""
        for arrival in arrivals:
            self.taken.add(arrival.mark)
            self._waiting.pop(arrival.mark, None)

    def forget(self) -> None:
        """Drop the marks of files that are gone, so that memory follows the folder and not its history."""
        self.taken &= self.present

    def state(self) -> dict[str, Any]:
        """What is known of files, as JSON data: for a watch that goes on elsewhere."""
        return {"taken": sorted(self.taken), "waiting": self._waiting}

    @staticmethod
    def restored(
        inputs: Sequence[str], settle: float, state: dict[str, Any], clock: Callable[[], float] = time.time
    ) -> Watch:
        """The watch of `state`'s data."""
        watch = Watch(inputs, settle, set(state["taken"]), clock)
        watch._waiting = dict(state["waiting"])
        return watch

    def _scan(self, pattern: str) -> tuple[str, dict[str, _File]]:
        """The folder that names are counted from, and the files behind an input by path."""
        if "://" not in pattern and input_root(pattern) == pattern.rstrip("/") and is_local_folder(pattern):
            return input_root(pattern), {entry.path: file for entry in _walk(pattern.rstrip("/")) if (file := self._entry(entry))}
        try:
            base, sizes = find_files(pattern)
        except InputError:
            return "", {}  # nothing has arrived there yet
        return base, {path: self._file(path, size, _changed(path)) for path, size in sizes.items()}

    def _entry(self, entry: os.DirEntry[str]) -> _File | None:
        known = self._files.get(entry.path)
        if known is not None and known.mark in self.taken:
            # asking the file system is most of a look: the more files, the fewer of those that are done are asked for
            turns = 1 + len(self._files) // _MANY
            if (known.number + self._looks) % turns:
                return known
        try:
            found = entry.stat()
        except OSError:
            return None  # it has just gone
        return self._file(entry.path, found.st_size, found.st_mtime)

    def _file(self, path: str, size: int, changed: float) -> _File:
        known = self._files.get(path)
        if known is not None and known.size == size and known.changed == changed:
            return known
        self._numbered += 1
        return _File(size, changed, _mark(path, size, changed), self._numbered)


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    """Files below a local folder, without hidden ones."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if not entry.is_dir():
                    yield entry
                elif not entry.is_symlink():
                    yield from _walk(entry.path)
    except OSError:
        return  # it has just gone


def _changed(path: str) -> float:
    """Time of the last change of a local file, else 0."""
    if "://" in path:
        return 0.0
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return 0.0


def _mark(path: str, size: int, changed: float) -> str:
    return hashlib.sha256(f"{path}\0{size}\0{changed!r}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Ledger:
    """What was taken, by turn, beside the state: written before the turn, believed once the turn has committed."""

    FOLDER: Final = "taken"

    def __init__(self, state: str) -> None:
        """Keep the state's folder."""
        self._folder = posixpath.join(state, self.FOLDER)

    def load(self, committed: Callable[[int], bool]) -> set[str]:
        """Marks of all turns that have committed; what a killed turn wrote is removed.

        Args:
            committed: whether the turn of a generation of the state has committed.
        """
        marks: set[str] = set()
        stale: list[str] = []
        for path in self._segments():
            generation = int(posixpath.basename(path).split(".")[0])
            if generation and not committed(generation):
                stale.append(path)
                continue
            with FileSystems.open(path) as handle:
                marks.update(orjson.loads(handle.read()))
        if stale:
            FileSystems.delete(stale)
        return marks

    def write(self, generation: int, marks: Iterable[str]) -> None:
        """Say what the turn of a generation takes; a turn that is tried again says it again."""
        publish(self._folder, f"{generation:08d}.json", orjson.dumps(sorted(marks)))

    def compact(self, marks: Iterable[str]) -> None:
        """One file instead of one a turn; all turns must have committed."""
        segments = self._segments()
        self.write(0, marks)
        stale = [path for path in segments if posixpath.basename(path) != f"{0:08d}.json"]
        if stale:
            FileSystems.delete(stale)

    def _segments(self) -> list[str]:
        try:
            found = FileSystems.match([self._folder + "/*.json"])[0].metadata_list
        except BeamIOError:
            return []
        return sorted(metadata.path for metadata in found)
