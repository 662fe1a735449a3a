"""Data files of the report: rows are cut into bins by a hash of their key, or into blocks of one table.

Bins are spooled to a temporary folder while the tables of the run stream past, so that a run larger than memory
can be reported on; a page asks for the bin that its key falls in and for nothing else.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import orjson

from pipeline.report.safe import fnv1a

BIN_BYTES: Final = 400_000
"""Bytes of JSON that a bin should hold: read and parsed in a few milliseconds."""

MAX_BINS: Final = 4000
BLOCK_ROWS: Final = 10_000
_FLUSH: Final = 64_000_000


class Spool:
    """Bins of keyed rows and blocks of tables, on disk until the report is written."""

    def __init__(self) -> None:
        """Open a temporary folder."""
        self._folder = Path(tempfile.mkdtemp(prefix="wiretrace-report-"))
        self._counts: dict[str, int] = {}
        self._pending: dict[str, list[bytes]] = {}
        self._held = 0
        self.bytes = 0

    def __enter__(self) -> Spool:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def counts(self) -> dict[str, int]:
        """Number of bins or blocks of each kind of data."""
        return dict(self._counts)

    def open_bins(self, kind: str, expected_bytes: int) -> None:
        """Decide how many bins a kind of keyed rows gets, before the first row."""
        self._counts[kind] = max(1, min(MAX_BINS, -(-expected_bytes // BIN_BYTES)))

    def put(self, kind: str, key: str, value: Any) -> None:
        """Add a row to the bin of its key."""
        data = orjson.dumps(key) + b":" + orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        self._add(f"{kind}-{fnv1a(key) % self._counts[kind]}", data)

    def put_table(self, kind: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
        """Write the rows of one table as blocks of BLOCK_ROWS."""
        n = 0
        while True:
            part = list(islice(rows, BLOCK_ROWS))
            if not part and n:
                break
            self._write(f"{kind}-{n}", orjson.dumps({"columns": list(columns), "rows": part}))
            n += 1
            if len(part) < BLOCK_ROWS:
                break
        self._counts[kind] = n

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every bin and block: (name, JSON), in order of name; an empty bin is an empty object."""
        self._flush()
        for kind in sorted(self._counts):
            for n in range(self._counts[kind]):
                path = self._folder / f"{kind}-{n}"
                data = path.read_bytes() if path.exists() else b""
                if data.startswith(b'{"columns"'):
                    yield path.name, data
                else:
                    # the order of spooling follows the shards of the run; sorted, the file does not
                    yield path.name, b"{" + b",".join(sorted(data.splitlines())) + b"}"

    def _add(self, name: str, data: bytes) -> None:
        self._pending.setdefault(name, []).append(data)
        self._held += len(data)
        self.bytes += len(data)
        if self._held > _FLUSH:
            self._flush()

    def _flush(self) -> None:
        for name, lines in self._pending.items():
            with (self._folder / name).open("ab") as handle:
                handle.write(b"\n".join(lines) + b"\n")
        self._pending.clear()
        self._held = 0

    def _write(self, name: str, data: bytes) -> None:
        (self._folder / name).write_bytes(data)
        self.bytes += len(data)


def table_of(items: Sequence[Any], leave_out: Sequence[str] = ()) -> dict[str, Any]:
    """Dataclass instances as one compact table: names of the columns once, then rows.

    Raises:
        TypeError: an item is not an instance of a dataclass.
    """
    if not items:
        return {"columns": [], "rows": []}
    if not is_dataclass(items[0]):
        raise TypeError(f"a table is made of dataclass instances, got {type(items[0]).__name__}")
    names = [f.name for f in fields(items[0]) if f.name not in leave_out]
    return {"columns": names, "rows": [[getattr(item, name) for name in names] for item in items]}
