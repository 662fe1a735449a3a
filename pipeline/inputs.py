"""What there is to read: files, folders and globs as pieces of work."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apache_beam.io.filesystems import FileSystems

_GLOB = re.compile(r"[*?\[{]")
ROWS = (".jsonl", ".ndjson", ".jsonlines")
"""Endings of files of which each line is a document."""
SIDECAR = ".meta.json"
"""What the name of a file's metadata has beyond the name of the file."""
PIECE_BYTES = 32 << 20
"""Bytes of one piece of an uncompressed JSON Lines file: small enough to spread, large enough to stream."""
BATCH_FILES = 256
BATCH_BYTES = 8 << 20
"""Files and bytes of one unit of reading work."""


class InputError(Exception):
    """The input cannot be found or read; the message says which and what to do."""


@dataclass(frozen=True)
class Work:
    """One piece of reading: a file, or a byte range of a JSON Lines file."""

    #: full path for the file system
    path: str
    #: path below the input root, with ``/``
    name: str
    size: int
    start: int = 0
    #: end of the byte range, or -1 for the whole file
    end: int = -1
    #: full path of the sidecar with metadata, or None
    sidecar: str | None = None


def input_root(pattern: str) -> str:
    """The longest folder of a pattern without a wildcard: names are counted from below it.

    >>> input_root("gs://bucket/dumps/*/x.txt")
    'gs://bucket/dumps'
    """
    match = _GLOB.search(pattern)
    if match is None:
        return pattern.rstrip("/")
    return pattern[: match.start()].rpartition("/")[0]


def list_work(pattern: str) -> list[Work]:
    """All reading work behind a file, folder or glob, in order of name.

    Raises:
        InputError: nothing matches, or the file system refuses.
    """
    base, sizes = find_files(pattern)
    return [work for path in sorted(sizes) for work in work_of(path, sizes[path], base, sizes)]


def find_files(pattern: str) -> tuple[str, dict[str, int]]:
    """The folder that names are counted from, and the size of each file behind a file, folder or glob by its path.

    Raises:
        InputError: nothing matches, or the file system refuses.
    """
    root = input_root(pattern)
    try:
        found = FileSystems.match([pattern])[0].metadata_list
        is_folder = not _GLOB.search(pattern) and (pattern.endswith("/") or not found or is_local_folder(pattern))
        if is_folder:
            found = FileSystems.match([pattern.rstrip("/") + "/**"])[0].metadata_list
    except Exception as error:  # every file system of Beam has its own errors
        raise InputError(f"cannot list the input {pattern!r}: {error}") from error
    if not found:
        raise InputError(f"no file matches the input {pattern!r}; give a file, a folder or a glob in quotes")
    if not is_folder and root not in ("", pattern.rstrip("/")):
        base = root
    else:
        base = root if is_folder else posixpath.dirname(root)
    return base, {m.path: int(m.size_in_bytes) for m in found}


def work_of(path: str, size: int, base: str, there: Container[str]) -> list[Work]:
    """The reading work of one file; none where it is hidden, or the sidecar of another.

    Args:
        path: of the file.
        size: its bytes.
        base: folder that names are counted from.
        there: paths of all files beside it.
    """
    if path.endswith(SIDECAR) and path[: -len(SIDECAR)] in there:
        return []
    name = path[len(base) :].lstrip("/") if base and path.startswith(base) else path.lstrip("/")
    if any(part.startswith(".") for part in name.split("/")):
        return []  # editor and version-control files are not articles
    sidecar = path + SIDECAR if path + SIDECAR in there else None
    if name.lower().endswith(ROWS) and size > PIECE_BYTES:
        return [
            Work(path, name, size, start, min(start + PIECE_BYTES, size), sidecar) for start in range(0, size, PIECE_BYTES)
        ]
    return [Work(path, name, size, sidecar=sidecar)]


def is_local_folder(path: str) -> bool:
    """Whether it is a folder of this machine."""
    return "://" not in path and Path(path).is_dir()


def batches(works: Iterable[Work]) -> Iterator[list[Work]]:
    """Groups of work of bounded size, so that one element is neither a single small file nor a huge list."""
    batch: list[Work] = []
    size = 0
    for work in works:
        weight = (work.end - work.start) if work.end >= 0 else work.size
        if batch and (len(batch) >= BATCH_FILES or size + weight > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(work)
        size += weight
    if batch:
        yield batch


def sample_work(inputs: Sequence[str], count: int) -> list[Work]:
    """The first ``count`` files by the hash of their name: a sample that is the same on every machine."""
    works = [w for pattern in inputs for w in list_work(pattern)]
    return sorted(works, key=lambda w: hashlib.sha256(w.name.encode()).digest())[:count]
