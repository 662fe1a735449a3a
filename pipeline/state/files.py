"""Which files a state has: a list that is read only where it is asked, however many days it tells of.

The pointer names every file. Of a state of years nearly all are of days that a run never looks at, so the list is kept as
text by table and span of days, and only the spans that are asked for are taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.state.tables import JOURNAL

_SPAN: Final = 64
"""Parts in one span of the list: 32 days."""
_LINE: Final = re.compile(r"^(-?\d+) (\d+) (\d+) ([0-9a-f]{64})$")


@dataclass(frozen=True, slots=True, order=True)
class FileEntry:
    """One file of the state."""

    table: str
    #: see `pipeline.state.tables.part_of`
    part: int
    #: of its content
    sha256: str
    rows: int
    bytes: int

    @property
    def path(self) -> str:
        """Path below STATE."""
        kind = "arrow" if self.table == JOURNAL else "parquet"
        return f"{self.table}/{self.part}-{self.sha256[:16]}.{kind}"

    def line(self) -> str:
        """As a line of the list."""
        return f"{self.part} {self.rows} {self.bytes} {self.sha256}"


@dataclass(frozen=True, slots=True)
class Files:
    """Files by table and part; iteration goes through all of them."""

    #: ``table/span`` → one line a file, in order of part and content
    listed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[FileEntry]) -> Files:
        """A list of these files."""
        return cls().changed(entries, ())

    def __iter__(self) -> Iterator[FileEntry]:
        """Every file, by table, part and content."""
        for name in sorted(self.listed, key=_order):
            yield from self._span(name)

    def __len__(self) -> int:
        """Number of files."""
        return sum(lines.count("\n") + 1 for lines in self.listed.values())

    def of_table(self, table: str) -> list[FileEntry]:
        """Files of one table, in order of part and content."""
        names = sorted((name for name in self.listed if name.startswith(f"{table}/")), key=_order)
        return [entry for name in names for entry in self._span(name)]

    def of_part(self, table: str, part: int) -> list[FileEntry]:
        """Files of one part of a table, in order of content."""
        start = f"{part} "
        lines = self.listed.get(_name(table, part), "").split("\n")
        return [_entry(table, line) for line in lines if line.startswith(start)]

    def changed(self, added: Iterable[FileEntry], dropped: Iterable[str]) -> Files:
        """The list without some paths and with some files; other spans are not looked at."""
        spans: dict[str, dict[str, FileEntry]] = {}

        def span(table: str, part: int) -> dict[str, FileEntry]:
            name = _name(table, part)
            if name not in spans:
                spans[name] = {entry.path: entry for entry in self._span(name)}
            return spans[name]

        for path in dropped:
            table, _, name = path.partition("/")
            span(table, int(name[: name.index("-", 1)])).pop(path, None)
        for entry in added:
            span(entry.table, entry.part)[entry.path] = entry
        listed = dict(self.listed)
        for name, entries in spans.items():
            listed.pop(name, None)
            if entries:
                listed[name] = "\n".join(entry.line() for entry in sorted(entries.values()))
        return Files(listed)

    def _span(self, name: str) -> list[FileEntry]:
        lines = self.listed.get(name)
        table = name.partition("/")[0]
        return [] if lines is None else [_entry(table, line) for line in lines.split("\n")]


def _name(table: str, part: int) -> str:
    return f"{table}/{part // _SPAN}"


def _order(name: str) -> tuple[str, int]:
    table, _, span = name.partition("/")
    return table, int(span)


def _entry(table: str, line: str) -> FileEntry:
    found = _LINE.match(line)
    if found is None:
        raise ValueError(f"not a line of the list of files: {line!r}")
    part, rows, size, sha256 = found.groups()
    return FileEntry(table, int(part), sha256, int(rows), int(size))
