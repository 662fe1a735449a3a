"""ReadDocuments: files, folders, globs, compressed files, archives and dumps become documents.

One file is one document, but for JSON Lines, CSV and Parquet (one row), zip and tar archives (one member) and the web
archives WARC and WET (one page).
Nothing is dropped in silence: what cannot be read is a dead letter with a code and a sentence.
"""

from __future__ import annotations

import csv
import hashlib
import io
import posixpath
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import apache_beam as beam
import orjson
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from pipeline import warc
from pipeline.inputs import ROWS, Work, batches, list_work, sample_work
from pipeline.unpack import COMPRESSED, inner_name, unpack
from transforms.errors import DocumentError
from transforms.schema import DeadLetter, Document
from transforms.settings import ReadSettings

_BLOCK_BYTES: Final = 16 << 20
"""Bytes from which a block takes no more documents: one travels whole, and workers have several waiting."""


def doc_id(name: str) -> str:
    """The id of a document: the first 64 bits of the SHA-256 of its name, 16 hex digits.

    >>> doc_id("https://example.org/a")
    'e7fb01d9f0a9f57c'
    """
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class PathTemplate:
    """``{outlet}/{date}/{name}.txt`` as a reader of paths.

    Fields: outlet, date (taken as the publication time), language, and any other name, which is skipped.
    A template matches the end of the path below the input root.
    """

    def __init__(self, template: str) -> None:
        """Compile the template.

        Raises:
            ValueError: two fields have one name, or a brace is open.
        """
        parts = re.split(r"\{(\w+)\}", template)
        literals, names = parts[0::2], parts[1::2]
        if len(set(names)) != len(names) or any("{" in x or "}" in x for x in literals):
            raise ValueError(f"bad path template {template!r}: name each field once, e.g. {{outlet}}/{{date}}/{{name}}.txt")
        pattern = re.escape(literals[0])
        for name, literal in zip(names, literals[1:], strict=True):
            pattern += f"(?P<{name}>[^/]+?)" + re.escape(literal)
        self._pattern = re.compile(r"(?:^|/)" + pattern + r"$")

    def read(self, name: str) -> dict[str, str]:
        """The fields of a path, or none where it does not match."""
        found = self._pattern.search(name)
        return found.groupdict() if found else {}


class Row(NamedTuple):
    """A row of a JSON Lines dump that nobody has parsed yet."""

    work: Work
    #: first byte in the (unpacked) file
    offset: int
    line: bytes

    def document(self, settings: ReadSettings) -> Document | DeadLetter:
        """What it holds."""
        work, offset, line = self
        longest = _longest_row(settings)
        if len(line) > longest:
            return DeadLetter(
                work.name, "read", "too_large", f"{work.name} at byte {offset}: the row is longer than {longest} bytes"
            )
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            return DeadLetter(
                work.name, "read", "bad_row", f"{work.name} at byte {offset} is not valid JSON: {error}",
                hashlib.sha256(line).hexdigest(),
            )  # fmt: skip
        return _row_document(row, work, f"byte {offset}", settings)


@dataclass(frozen=True, slots=True)
class Documents:
    """A block of documents; rows of dumps among them are parsed where they are looked at, which may be another process."""

    items: list[Document | Row]
    settings: ReadSettings

    def __iter__(self) -> Iterator[Document | DeadLetter]:
        """Each document, or what a row is instead."""
        return _parsed(self.items, self.settings)


def _parsed(items: Iterable[Document | Row | DeadLetter], settings: ReadSettings) -> Iterator[Document | DeadLetter]:
    return (item.document(settings) if isinstance(item, Row) else item for item in items)


def read_work(work: Work, settings: ReadSettings) -> Iterator[Document | DeadLetter]:
    """All documents and dead letters of one piece of work."""
    return _parsed(read_rows(work, settings), settings)


def read_rows(work: Work, settings: ReadSettings) -> Iterator[Document | Row | DeadLetter]:
    """The same with rows of dumps as they are: each holds one document or one dead letter."""
    try:
        raw = FileSystems.open(work.path, compression_type=CompressionTypes.UNCOMPRESSED)
    except Exception as error:
        yield DeadLetter(work.name, "read", "unreadable", f"{work.name} cannot be opened: {error}")
        return
    with raw:
        try:
            if work.end >= 0:
                yield from _rows(_range_lines(raw, work, settings), work)
                return
            yield from _read_file(raw, work, settings)
        except DocumentError as error:
            yield DeadLetter(work.name, "read", error.code, error.message)
        except OSError as error:
            yield DeadLetter(work.name, "read", "unreadable", f"{work.name} cannot be read: {error}")


def _read_file(raw: Any, work: Work, settings: ReadSettings) -> Iterator[Document | Row | DeadLetter]:
    name = work.name
    stream: Any = raw
    packed = name.lower().endswith(COMPRESSED)
    if packed:
        name = inner_name(name)
        stream = unpack(raw, work.name, work.size, settings)
    lower = name.lower()
    if lower.endswith(ROWS):
        yield from _rows(_lines(stream, work.name, settings), work)
    elif lower.endswith(".csv"):
        yield from _read_table(_csv_rows(stream, work.name, settings), work, settings)
    elif lower.endswith(".parquet"):
        yield from _read_table(_parquet_rows(stream, work.name), work, settings)
    elif lower.endswith((".zip", ".tar")):
        yield from _read_members(_members(stream, lower, work, settings), work, settings)
    elif lower.endswith(warc.ENDINGS):
        yield from _read_pages(warc.read_pages(stream, work.name, settings.max_bytes + 1), work, settings)
    else:
        data = stream.read(settings.max_bytes + 1)
        meta = _sidecar(work, settings)
        yield _document(name, data, settings, meta, instance=work.path)


def _sidecar(work: Work, settings: ReadSettings) -> dict[str, str]:
    if work.sidecar is None:
        return {}
    with FileSystems.open(work.sidecar) as handle:
        try:
            row = orjson.loads(handle.read(1 << 20))
        except orjson.JSONDecodeError:
            row = None
    if not isinstance(row, dict):
        raise DocumentError("bad_row", f"the sidecar of {work.name} is not a JSON object; mend or remove it")
    return _fields_of(row, settings)


def _limit(data: bytes, name: str, settings: ReadSettings) -> None:
    if len(data) > settings.max_bytes:
        raise DocumentError(
            "too_large", f"{name} is larger than read.max_bytes = {settings.max_bytes}; raise the limit or cut the file"
        )
    lines = data.count(b"\n")
    if lines > settings.max_lines:
        raise DocumentError("too_many_lines", f"{name} has {lines} lines, more than read.max_lines = {settings.max_lines}")


def _document(
    name: str,
    data: bytes,
    settings: ReadSettings,
    meta: dict[str, str],
    *,
    instance: str,
    media: str | None = None,
    encoding: str | None = None,
) -> Document | DeadLetter:
    """The document of one file, member or page, named by its URL or id if it states one, else by its path.

    What the source says of media and encoding goes before what the name says.
    """
    try:
        _limit(data, name, settings)
    except DocumentError as error:
        return DeadLetter(name, "read", error.code, error.message, hashlib.sha256(data).hexdigest())
    fields = {}
    if settings.path_template is not None:
        fields = PathTemplate(settings.path_template).read(name)
    uri = meta.get("url") or meta.get("id") or name
    return Document(
        doc_id=doc_id(uri),
        uri=uri,
        data=data,
        declared_encoding=encoding,
        outlet=meta.get("outlet") or fields.get("outlet"),
        url=meta.get("url"),
        record_id=meta.get("id"),
        published=meta.get("published") or fields.get("date"),
        language=meta.get("language") or fields.get("language"),
        media=media or ("html" if name.lower().endswith((".html", ".htm", ".xhtml")) else "text"),
        title=meta.get("title"),
        instance=instance,
    )


def _fields_of(row: dict[str, Any], settings: ReadSettings) -> dict[str, str]:
    """Metadata of a row by the field mapping; only strings and numbers count."""
    found: dict[str, str] = {}
    for key, field in _mapping(settings):
        value = row.get(field)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (stated := value.strip()):
            found[key] = stated
    return found


@lru_cache(maxsize=4)
def _mapping(settings: ReadSettings) -> tuple[tuple[str, str], ...]:
    """What a document knows of itself, and the field of a row that says it."""
    fields = {
        "id": settings.id_field,
        "url": settings.url_field,
        "title": settings.title_field,
        "outlet": settings.outlet_field,
        "published": settings.published_field,
        "language": settings.language_field,
    }
    return tuple((key, field) for key, field in fields.items() if field)


def _row_document(row: Any, work: Work, instance: str, settings: ReadSettings) -> Document | DeadLetter:
    if not isinstance(row, dict):
        return DeadLetter(work.name, "read", "bad_row", f"{work.name} at {instance} is not a JSON object")
    text = row.get(settings.text_field)
    if not isinstance(text, str):
        present = ", ".join(sorted(str(k) for k in row)[:12])
        return DeadLetter(
            work.name, "read", "bad_row",
            f"{work.name} at {instance} has no text in the field {settings.text_field!r} (it has: {present}); set read.text_field",
        )  # fmt: skip
    data = text.encode("utf-8", "surrogatepass")
    meta = _fields_of(row, settings)
    uri = meta.get("url") or meta.get("id") or f"sha256:{hashlib.sha256(data).hexdigest()}"
    try:
        _limit(data, uri, settings)
    except DocumentError as error:
        return DeadLetter(uri, "read", error.code, error.message, hashlib.sha256(data).hexdigest())
    fields = PathTemplate(settings.path_template).read(uri) if settings.path_template is not None else {}
    return Document(
        doc_id=doc_id(uri),
        uri=uri,
        data=data,
        declared_encoding="utf-8",
        outlet=meta.get("outlet") or fields.get("outlet"),
        url=meta.get("url"),
        record_id=meta.get("id"),
        published=meta.get("published") or fields.get("date"),
        language=meta.get("language") or fields.get("language"),
        title=meta.get("title"),
        instance=f"{work.path}#{instance}",
    )


def _range_lines(raw: Any, work: Work, settings: ReadSettings) -> Iterator[tuple[int, bytes]]:
    """Lines that start inside the byte range; the line that crosses its end belongs to it."""
    start = work.start
    if start > 0:
        # a range that begins exactly at a line start still sees the newline before it
        raw.seek(start - 1)
        skipped = raw.readline()
        start += len(skipped) - 1
    longest = _longest_row(settings)
    while start < work.end:
        line = raw.readline()
        if not line:
            return
        yield start, line[: longest + 1]
        start += len(line)


def _longest_row(settings: ReadSettings) -> int:
    # JSON escapes can make six bytes of one ("\u00e9"); metadata comes on top
    return settings.max_bytes * 6 + (1 << 20)


def _lines(stream: Any, name: str, settings: ReadSettings) -> Iterator[tuple[int, bytes]]:
    offset = 0
    reader = stream if hasattr(stream, "readline") else io.BufferedReader(stream)
    for rows, line in enumerate(iter(reader.readline, b"")):
        if rows >= settings.max_members:
            raise DocumentError("too_many_members", f"{name} has more rows than read.max_members = {settings.max_members}")
        yield offset, line
        offset += len(line)


def _rows(lines: Iterable[tuple[int, bytes]], work: Work) -> Iterator[Row]:
    return (Row(work, offset, line) for offset, line in lines if not line.isspace())


def read_message(data: bytes, topic: str, settings: ReadSettings) -> Document | DeadLetter:
    """The document of one message of a topic: a JSON object with the fields of a JSON Lines row.

    A message that is delivered twice gives equal documents.
    """
    digest = hashlib.sha256(data).hexdigest()
    longest = _longest_row(settings)
    if len(data) > longest:
        return DeadLetter(topic, "read", "too_large", f"a message of {topic} is longer than {longest} bytes", digest)
    try:
        row = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return DeadLetter(topic, "read", "bad_row", f"a message of {topic} is not valid JSON: {error}", digest)
    return _row_document(row, Work(topic, topic, len(data)), f"message {digest[:16]}", settings)


def _csv_rows(stream: Any, name: str, settings: ReadSettings) -> Iterator[Any]:
    csv.field_size_limit(max(settings.max_bytes, 131_072))
    text = io.TextIOWrapper(io.BufferedReader(stream), encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from csv.DictReader(text)
    except csv.Error as error:
        raise DocumentError("bad_row", f"{name} is not valid CSV: {error}") from error


def _parquet_rows(stream: Any, name: str) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(io.BytesIO(stream.read()))
        for batch in table.iter_batches(1024):
            for row in batch.to_pylist():
                yield {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
    except pa.lib.ArrowException as error:
        raise DocumentError("corrupt_archive", f"{name} is not valid Parquet: {error}") from error


def _read_table(rows: Iterable[Any], work: Work, settings: ReadSettings) -> Iterator[Document | DeadLetter]:
    for number, row in enumerate(rows):
        if number >= settings.max_members:
            raise DocumentError("too_many_members", f"{work.name} has more rows than read.max_members = {settings.max_members}")
        yield _row_document(row, work, f"row {number}", settings)


def _members(stream: Any, lower: str, work: Work, settings: ReadSettings) -> Iterator[tuple[str, bytes]]:
    """(member name, bytes up to one over the limit) of an archive; never touches the disk."""
    try:
        if lower.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
                for info in archive.infolist():
                    if info.is_dir():
                        continue
                    if info.file_size > max(1 << 20, info.compress_size) * settings.max_expansion:
                        raise DocumentError("expansion_limit", f"{work.name}: member {info.filename} grows past read.max_expansion")
                    with archive.open(info) as member:
                        yield info.filename, member.read(settings.max_bytes + 1)
        else:
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for entry in archive:
                    handle = archive.extractfile(entry) if entry.isfile() else None
                    if handle is not None:
                        yield entry.name, handle.read(settings.max_bytes + 1)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, RuntimeError, NotImplementedError) as error:
        raise DocumentError("corrupt_archive", f"{work.name} cannot be unpacked: {error}") from error


def _read_members(
    members: Iterable[tuple[str, bytes]], work: Work, settings: ReadSettings
) -> Iterator[Document | Row | DeadLetter]:
    for number, (member, data) in enumerate(members):
        if number >= settings.max_members:
            raise DocumentError("too_many_members", f"{work.name} has more members than read.max_members = {settings.max_members}")
        clean = posixpath.normpath("/" + member).lstrip("/")
        name = f"{work.name}/{clean}"
        if clean.lower().endswith(ROWS):
            inner = Work(work.path, name, len(data))
            yield from _rows(_lines(io.BytesIO(data), name, settings), inner)
        else:
            yield _document(name, data, settings, {}, instance=f"{work.path}#{number}")


def _read_pages(pages: Iterable[warc.Page], work: Work, settings: ReadSettings) -> Iterator[Document | DeadLetter]:
    for page in pages:
        if page.number >= settings.max_members:
            raise DocumentError("too_many_members", f"{work.name} has more records than read.max_members = {settings.max_members}")
        where = f"{work.name} at record {page.number}"
        if page.refused is not None:
            yield DeadLetter(page.url or where, "read", "bad_row", f"{where} is {page.refused}, not a page of text")
            continue
        uri = page.url or f"sha256:{hashlib.sha256(page.data).hexdigest()}"
        meta = {"url": page.url} if page.url else {}
        instance = f"{work.path}#{page.number}"
        yield _document(uri, page.data, settings, meta, instance=instance, media=page.media, encoding=page.encoding)


class _ListFn(beam.DoFn):
    def process(self, pattern: str) -> Iterator[list[Work]]:
        yield from batches(list_work(pattern))


class _ReadFn(beam.DoFn):
    DEAD = "dead"
    READ = "read"

    def __init__(self, settings: ReadSettings, block: int) -> None:
        super().__init__()
        self._settings = settings
        self._block = block
        self._items: list[Document | Row] = []
        self._bytes = 0

    def start_bundle(self) -> None:
        self._items, self._bytes = [], 0

    def process(self, works: Sequence[Work]) -> Iterator[Any]:
        count = 0
        for work in works:
            for item in read_rows(work, self._settings):
                count += 1
                if isinstance(item, DeadLetter):
                    yield beam.pvalue.TaggedOutput(self.DEAD, item)
                    continue
                self._items.append(item)
                self._bytes += len(item.line if isinstance(item, Row) else item.data)
                if len(self._items) >= self._block or self._bytes >= _BLOCK_BYTES:
                    yield self._taken()
        yield beam.pvalue.TaggedOutput(self.READ, count)

    def finish_bundle(self) -> Iterator[WindowedValue]:
        if self._items:
            window = GlobalWindow()
            yield WindowedValue(self._taken(), window.max_timestamp(), [window])

    def _taken(self) -> Documents:
        items, self._items, self._bytes = self._items, [], 0
        return Documents(items, self._settings)


class ReadDocuments(beam.PTransform):
    """Pipeline → (`Documents`, dead letters, numbers of both) of files, folders and globs of any Beam file system.

    A dead letter of a row comes to light only where its block is looked at; it is counted here all the same.
    """

    def __init__(self, inputs: Sequence[str], settings: ReadSettings, block: int, sample: int | None = None) -> None:
        """Keep what to read.

        Args:
            inputs: files, folders or globs.
            settings: limits and field mapping.
            block: most documents of one block; it changes no result.
            sample: read only the first N pieces of work by order of name, or None for all.
        """
        super().__init__()
        self._inputs = list(inputs)
        self._settings = settings
        self._block = block
        self._sample = sample

    def expand(self, pipeline: Any) -> tuple[Any, Any, Any]:
        """List, spread, read."""
        if self._sample is None:
            work = pipeline | "Inputs" >> beam.Create(self._inputs, reshuffle=False) | "ListFiles" >> beam.ParDo(_ListFn())
        else:
            chosen = sample_work(self._inputs, self._sample)
            work = pipeline | "Inputs" >> beam.Create(list(batches(chosen)), reshuffle=False)
        read = (
            work
            | "Spread" >> beam.Reshuffle()
            | "ReadFiles" >> beam.ParDo(_ReadFn(self._settings, self._block)).with_outputs(_ReadFn.DEAD, _ReadFn.READ, main="documents")
        )
        return read.documents, read[_ReadFn.DEAD], read[_ReadFn.READ]
