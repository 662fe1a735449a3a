"""Checks a finished run against its schemas and the promises that a finished run can show.

Everything is read once, in the order families, records (beside texts), links, candidates, dead letters. Ids are
held in memory, rows are not.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
import pyarrow as pa
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems
from jsonschema import Draft202012Validator

from pipeline.manifest import LISTED_KEYS, read_manifest
from pipeline.row_checks import (
    candidate_findings,
    clip,
    family_findings,
    is_lost,
    link_findings,
    record_findings,
)
from pipeline.schemas import SCHEMA_OF_TABLE, load_schema
from pipeline.schemas.quick import quick_check
from pipeline.sinks import TABLES, dumps, shard_of
from pipeline.tables import files_of, parquet_rows, shard_name

__all__ = ["load_schema", "validate_run"]

_CHUNK: Final = 1 << 20

#: errors of one row that are told; one damaged row can have hundreds
_ROW_ERRORS: Final = 5


def validate_run(output: str) -> Iterator[str]:
    """Everything that is wrong with a finished run, one sentence each; nothing if all checks hold.

    Args:
        output: folder of the run, on any Beam file system.

    Raises:
        NoRun: there is no finished run at `output`.
    """
    manifest = read_manifest(output)
    unfit = [f"manifest.json: {sentence}" for sentence in _Checker("manifest").findings(manifest)]
    if unfit:
        # a manifest that is not one cannot be followed
        yield from unfit
        return
    state = manifest.get("state")
    # what changed names documents, links and families of earlier runs: each row can be held against its schema only
    yield from _Run(output, manifest, whole=state is None or bool(state.get("exported"))).findings()


@dataclass(slots=True)
class _Line:
    """One row that was read."""

    #: file and line, for people
    where: str
    key: str
    row: dict[str, Any]
    #: whether it fits its schema
    fits: bool


class _Run:
    """One pass over a run. Findings gather in `_found` and are handed on after each row."""

    def __init__(self, output: str, manifest: dict[str, Any], *, whole: bool) -> None:
        #: all that rows name is in the run too
        self._whole = whole
        self._output = output
        self._manifest = manifest
        self._found: list[str] = []
        self._rows: Counter[str] = Counter()
        #: document → length of its text in code points, None if texts were not kept
        self._docs: dict[str, int | None] = {}
        #: ids of rows that do not fit their schema: nothing more is said of what hangs on them
        self._unfit: set[str] = set()
        #: family → ids of its originals; document → families that list it
        self._originals: dict[str, tuple[str, ...]] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        self._lost: set[str] = set()
        #: link → documents whose records name it
        self._claims: dict[str, tuple[str, ...]] = {}
        #: document → (parent, relation) that a link must show
        self._parents: dict[str, tuple[str, str]] = {}
        #: document that must exist → where it is named
        self._needed: dict[str, str] = {}

    def findings(self) -> Iterator[str]:
        yield from self._manifest_findings()
        yield from self._families()
        yield from self._records()
        yield from self._links()
        yield from self._others()
        yield from self._counts()
        yield from self._twins()

    # -------------------------------------------------------------- manifest and files

    def _manifest_findings(self) -> Iterator[str]:
        counts = self._manifest["counts"]
        state = self._manifest.get("state")
        if state is not None:
            parts = [state["new"], state["unchanged"], state["outside_days"], counts["dead_letters"]]
            if counts["documents_read"] != sum(parts):
                yield (
                    f"manifest.json: {counts['documents_read']} documents were read, but there are {parts[0]} new, "
                    f"{parts[1]} known, {parts[2]} outside the asked days and {parts[3]} dead letters"
                )
        elif counts["documents_read"] != counts["records"] + counts["dead_letters"]:
            yield (
                f"manifest.json: {counts['documents_read']} documents were read, but there are {counts['records']} "
                f"records and {counts['dead_letters']} dead letters"
            )
        listed = len(self._manifest["capped_keys"])
        if listed != min(counts["capped_keys"], LISTED_KEYS):
            yield f"manifest.json: counts {counts['capped_keys']} capped keys, but lists {listed}"
        named: dict[tuple[str, str], str] = {}
        cuts: dict[str, int] = {}
        for info in self._manifest["files"]:
            path, table = info["path"], info["table"]
            cut = shard_name(path)
            ending = path.rpartition(".")[2]
            if cut is None or not path.startswith(f"{table}/") or cut[0] >= cut[1]:
                yield f"manifest.json: {path} is not the name of a part of table {table}"
                continue
            if path.rpartition("-")[2] != f"{info['sha256'][:16]}.{ending}":
                yield f"manifest.json: the name of {path} does not hold the hash of its content"
            if cuts.setdefault(table, cut[1]) != cut[1]:
                yield f"manifest.json: table {table} is cut into {cuts[table]} and into {cut[1]} files"
            other = named.setdefault((table, f"{cut[0]}.{ending}"), path)
            if other != path:
                yield f"manifest.json: {other} and {path} are the same part of table {table}"

    def _counts(self) -> Iterator[str]:
        counts = self._manifest["counts"]
        for table in ("records", "links", "families", "dead_letters"):
            if counts[table] != self._rows[table]:
                yield f"manifest.json: counts {counts[table]} {table}, but there are {self._rows[table]} rows"

    def _bytes(self, info: Mapping[str, Any], found: list[str]) -> Iterator[bytes]:
        """The content of a file in chunks; what the manifest says of it is checked at its end."""
        digest, size = hashlib.sha256(), 0
        try:
            with FileSystems.open(posixpath.join(self._output, info["path"])) as handle:
                while chunk := handle.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    yield chunk
        except (OSError, BeamIOError) as error:
            found.append(f"{info['path']}: the manifest names it, but it cannot be read: {error}")
            return
        if size != info["bytes"]:
            found.append(f"{info['path']}: is {size} bytes long, the manifest says {info['bytes']}")
        if digest.hexdigest() != info["sha256"]:
            found.append(f"{info['path']}: its SHA-256 is not the one in the manifest")

    def _parsed(self, info: Mapping[str, Any], found: list[str]) -> Iterator[tuple[str, Any, bytes | None]]:
        """(where, JSON value, line) of a file; the line is None where the file is Parquet."""
        path = info["path"]
        if path.endswith(".parquet"):
            try:
                for number, row in enumerate(parquet_rows(b"".join(self._bytes(info, found))), 1):
                    yield f"{path}: row {number}", row, None
            except pa.ArrowException as error:
                found.append(f"{path}: is not a Parquet file: {error}")
            return
        rest = b""
        number = 0
        for chunk in self._bytes(info, found):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                number += 1
                where = f"{path}: line {number}"
                try:
                    row = orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    found.append(f"{where}: is not JSON: {error}")
                    continue
                yield where, row, line
        if rest:
            found.append(f"{path}: line {number + 1}: does not end in a line feed; the file is cut short")

    def _table(self, table: str, infos: Iterable[Mapping[str, Any]]) -> Iterator[_Line]:
        """Rows of files of one table, each held against schema, order and cut."""
        checker = _Checker(SCHEMA_OF_TABLE[table])
        for info in infos:
            cut = shard_name(info["path"])
            rows = 0
            before: tuple[str, bytes] | None = None
            for where, row, line in self._parsed(info, self._found):
                rows += 1
                unfit = checker.findings(row)
                self._found += [f"{where}: {sentence}" for sentence in unfit]
                key = _key(table, row)
                if key is None:
                    continue
                if line is not None and not unfit and dumps(row) != line:
                    self._found.append(f"{where}: is not written with sorted keys and without blanks")
                if cut is not None and shard_of(key, cut[1]) != cut[0]:
                    self._found.append(f"{where}: {clip(key)} belongs into part {shard_of(key, cut[1])}, not {cut[0]}")
                # dead letters of one document may share a key; they are in order of their lines then
                order = (key, (line or b"") if table == "dead_letters" else b"")
                if before is not None and order <= before and not (table == "dead_letters" and order == before):
                    same = " again" if order == before else " after a greater one"
                    self._found.append(f"{where}: {clip(key)} comes{same}")
                before = order
                yield _Line(where, key, row, not unfit)
            self._rows[table] += rows
            if rows != info["rows"]:
                self._found.append(f"{info['path']}: holds {rows} rows, the manifest says {info['rows']}")

    def _drain(self) -> Iterator[str]:
        if self._found:
            yield from self._found
            self._found.clear()

    # -------------------------------------------------------------- tables

    def _families(self) -> Iterator[str]:
        related: dict[str, str] = {}
        for line in self._table("families", files_of(self._manifest, "families")):
            if line.fits:
                row = line.row
                self._found += [f"{line.where}: {sentence}" for sentence in family_findings(row)]
                self._originals[line.key] = tuple(original["id"] for original in row["originals"])
                self._lost.update(name for name in self._originals[line.key] if is_lost(name))
                for name in self._originals[line.key]:
                    if not is_lost(name):
                        self._needed.setdefault(name, f"{line.where}: the original")
                for member in row["members"]:
                    self._listed[member] = (*self._listed.get(member, ()), line.key)
                for other in row["related"]:
                    related.setdefault(other["family_id"], line.where)
            else:
                self._unfit.add(line.key)
            yield from self._drain()
        yield from self._drain()
        for family, where in related.items():
            if self._whole and family not in self._originals and family not in self._unfit:
                yield f"{where}: the related family {family} does not exist"

    def _records(self) -> Iterator[str]:
        texts = {shard_name(info["path"]): info for info in files_of(self._manifest, "texts")}
        keeps_texts = bool(texts)
        for info in files_of(self._manifest, "records"):
            beside = texts.pop(shard_name(info["path"]), None)
            cursor = _Cursor(self._table("texts", [] if beside is None else [beside]))
            for line in self._table("records", [info]):
                text = cursor.at(line.key)
                self._docs[line.key] = None if text is None else len(text)
                if line.fits:
                    if keeps_texts and text is None and self._whole:
                        self._found.append(f"{line.where}: the text of {line.key} is missing from the texts")
                    self._found += [f"{line.where}: {sentence}" for sentence in record_findings(line.row, text)]
                    if self._whole:
                        self._record(line)
                else:
                    self._unfit.add(line.key)
                yield from self._drain()
            cursor.finish()
            self._found += [f"{where}: {key} has no record" for where, key in cursor.passed]
            yield from self._drain()
        for line in self._table("texts", texts.values()):
            yield f"{line.where}: {line.key} has no record"
            yield from self._drain()
        yield from self._drain()
        if not self._whole:
            return
        for member, families in self._listed.items():
            if member not in self._docs:
                yield f"family {families[0]} lists the member {member}, which has no record"
        for name, where in self._needed.items():
            if name not in self._docs:
                yield f"{where} {name} has no record"

    def _record(self, line: _Line) -> None:
        row, where, found = line.row, line.where, self._found
        named = ([] if row["family_id"] is None else [row["family_id"]]) + row["also_in"]
        listed = self._listed.get(line.key, ())
        for family in named:
            if family in self._unfit:
                continue
            if family not in self._originals:
                found.append(f"{where}: the family {family} does not exist")
            elif family not in listed and family == row["family_id"]:
                found.append(f"{where}: the family {family} does not list {line.key} as a member")
        found += [
            f"{where}: the family {family} lists {line.key}, but its record does not name the family"
            for family in listed
            if family not in named
        ]
        original = row["original"]
        if original is not None and original["id"] not in self._originals.get(row["family_id"], (original["id"],)):
            found.append(f"{where}: the original {original['id']} is not an original of family {row['family_id']}")
        derivation = row["derivation"]
        if derivation is not None and derivation["parent"] is not None:
            parent = derivation["parent"]
            if not is_lost(parent):
                self._needed.setdefault(parent, f"{where}: the parent")
            elif parent not in self._lost and row["family_id"] not in self._unfit:
                found.append(f"{where}: the parent {parent} is no original of any family")
            if derivation["relation"] is not None:
                self._parents[line.key] = (parent, derivation["relation"])
        for link in row["links"]:
            self._claims[link] = (*self._claims.get(link, ()), line.key)

    def _links(self) -> Iterator[str]:
        for line in self._table("links", files_of(self._manifest, "links")):
            claims = self._claims.pop(line.key, ())
            if line.fits:
                row = line.row
                self._found += [f"{line.where}: {sentence}" for sentence in link_findings(row, self._docs)]
                if self._whole:
                    self._ends(line, claims)
                child = row["child"]
                if child is not None and self._parents.get(child) == (row["parent"], row["relation"]):
                    del self._parents[child]
            else:
                self._unfit.add(line.key)
                self._parents.pop(str(line.row.get("child")), None)
            yield from self._drain()
        yield from self._drain()
        for link, docs in self._claims.items():
            yield f"record {docs[0]} names the link {link}, which does not exist"
        for doc, (parent, relation) in self._parents.items():
            yield f"record {doc} derives from {parent} by {relation}, but no link says so"

    def _ends(self, line: _Line, claims: tuple[str, ...]) -> None:
        ends = [line.row["a"], line.row["b"]]
        for end in ends:
            if is_lost(end):
                if end not in self._lost and not self._unfit:
                    self._found.append(f"{line.where}: the lost original {end} is no original of any family")
            elif end not in self._docs:
                self._found.append(f"{line.where}: its end {end} has no record")
            elif end not in claims and end not in self._unfit:
                self._found.append(f"{line.where}: the record of its end {end} does not name the link")
        self._found += [
            f"{line.where}: the record {doc} names the link, but is not an end of it" for doc in claims if doc not in ends
        ]

    def _others(self) -> Iterator[str]:
        for line in self._table("candidates", files_of(self._manifest, "candidates")):
            if line.fits:
                self._found += [f"{line.where}: {sentence}" for sentence in candidate_findings(line.row)]
                self._found += [
                    f"{line.where}: {doc} has no record"
                    for doc in (line.row["a"], line.row["b"])
                    if self._whole and doc not in self._docs
                ]
            yield from self._drain()
        codes: Counter[str] = Counter()
        for line in self._table("dead_letters", files_of(self._manifest, "dead_letters")):
            if line.fits:
                codes[line.row["code"]] += 1
                kept = line.row["bytes_kept"]
                if kept is not None and not self._is_kept(kept):
                    self._found.append(f"{line.where}: the bytes it keeps, {clip(kept)}, are not there")
            yield from self._drain()
        yield from self._drain()
        if codes != self._manifest["counts"]["dead_letters_by_code"]:
            yield (
                "manifest.json: dead letters by code are "
                f"{dict(sorted(self._manifest['counts']['dead_letters_by_code'].items()))}, the rows give {dict(sorted(codes.items()))}"
            )

    def _is_kept(self, path: str) -> bool:
        if path.startswith("/") or "://" in path or ".." in path.split("/"):
            return False
        return bool(FileSystems.exists(posixpath.join(self._output, path)))

    def _twins(self) -> Iterator[str]:
        """Where a table is written in both formats, the Parquet files must say what the JSON Lines say."""
        for table in TABLES:
            infos = [info for info in self._manifest["files"] if info["table"] == table]
            lines = {shard_name(info["path"]): info for info in infos if info["path"].endswith(".jsonl")}
            typed = [info for info in infos if info["path"].endswith(".parquet")]
            if not lines or not typed:
                continue
            for info in typed:
                twin = lines.pop(shard_name(info["path"]), None)
                rows = (row for _, row, _ in self._parsed(info, self._found))
                # what is wrong with the twin itself is known already
                ours = iter(()) if twin is None else (row for _, row, _ in self._parsed(twin, []))
                number = 0
                for number, row in enumerate(rows, 1):
                    if row != next(ours, None):
                        self._found.append(f"{info['path']}: row {number} is not the row of its JSON Lines twin")
                        break
                else:
                    if next(ours, None) is not None or number != info["rows"]:
                        self._found.append(f"{info['path']}: holds {number} rows, not those of its JSON Lines twin")
                yield from self._drain()
            for info in lines.values():
                yield f"{info['path']}: has no Parquet twin, as other files of its table have"


class _Cursor:
    """Rows of the texts table, followed in the order of the records."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self._lines = lines
        self._next = next(lines, None)
        #: (where, id) of texts that no record asked for
        self.passed: list[tuple[str, str]] = []

    def at(self, key: str) -> str | None:
        """The text of a document, or None; documents must be asked for in ascending order."""
        while self._next is not None and self._next.key < key:
            self.passed.append((self._next.where, self._next.key))
            self._next = next(self._lines, None)
        if self._next is None or self._next.key != key:
            return None
        text = self._next.row.get("text") if self._next.fits else None
        self._next = next(self._lines, None)
        return text

    def finish(self) -> None:
        """Read what is left."""
        while self._next is not None:
            self.passed.append((self._next.where, self._next.key))
            self._next = next(self._lines, None)


def _key(table: str, row: Any) -> str | None:
    """What the rows of a table are cut and sorted by, or None where a row has no such thing."""
    if not isinstance(row, dict):
        return None
    if table == "dead_letters":
        return f"{row.get('uri')}\0{row.get('stage')}\0{row.get('code')}\0{row.get('sha256')}"
    if table == "candidates":
        return f"{row.get('a')}{row.get('b')}"
    key = row.get({"links": "link_id", "families": "family_id"}.get(table, "doc_id"))
    return key if isinstance(key, str) else None


class _Checker:
    """Holds values against one schema: a quick yes, else what is wrong."""

    def __init__(self, name: str) -> None:
        schema = load_schema(name, closed=True)
        self._full = Draft202012Validator(schema)
        self._fits = quick_check(schema) if name in SCHEMA_OF_TABLE.values() else self._full.is_valid

    def findings(self, value: Any) -> list[str]:
        if self._fits(value):
            return []
        found = []
        for error in self._full.iter_errors(value):
            path = error.absolute_path
            place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
            message = error.message if len(error.message) <= 200 else error.message[:199] + "…"
            found.append(f"{place}: {message}" if place else message)
            if len(found) == _ROW_ERRORS:
                break
        return found
