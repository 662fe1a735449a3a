"""Finished blocks of the early stages: read, normalised and sketched once, whatever kills the run afterwards.

A block is named by the content it was made from and by all that decides what it holds, so one that is there is right.
Blocks live until the run that made them is published.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any, ClassVar, Final

import apache_beam as beam
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from apache_beam.io.filesystem import BeamIOError, CompressionTypes
from apache_beam.io.filesystems import FileSystems

from pipeline.inputs import Work
from pipeline.sinks import publish
from pipeline.sources import read_work
from pipeline.state import compat
from transforms.normalize_articles import normalized
from transforms.packed_blocks import Describe, SketchedBlock
from transforms.packets import INSIDE, Shelf, unpacked
from transforms.schema import Article, DeadLetter
from transforms.text.boilerplate import Boilerplate

_COLUMNS: Final = ("claims", "sketches", "facts", "bases", "keys", "texts")
_SCHEMA: Final = pa.schema({"doc": pa.uint64(), **{name: pa.binary() for name in _COLUMNS}})
_LETTERS: Final = b"wiretrace.dead_letters"
_READ: Final = b"wiretrace.documents_read"
_CHUNK: Final = 1 << 20

Block = tuple[list[SketchedBlock], list[DeadLetter], int]
"""Articles with their keys by document, dead letters, and how many documents were read."""


def encode_block(blocks: Sequence[SketchedBlock], letters: Sequence[DeadLetter], read: int) -> bytes:
    """Finished work as the bytes of a file: a digest, then Parquet."""
    schema = _SCHEMA.with_metadata(
        {_LETTERS: orjson.dumps([asdict(letter) for letter in letters]), _READ: str(read).encode()}
    )
    sink = io.BytesIO()
    rows = pa.concat_tables([schema.empty_table(), *(_table(block, schema) for block in blocks)])
    pq.write_table(rows, sink, compression="lz4", use_dictionary=False)
    # a digest in front: a block that was cut or changed is made again, never believed
    data = sink.getvalue()
    return hashlib.sha256(data).digest() + data


def _table(block: SketchedBlock, schema: pa.Schema) -> pa.Table:
    doc = unpacked(block.claims).key
    packed = {name: getattr(block, name) for name in _COLUMNS}
    columns = {
        name: pa.nulls(len(doc), pa.binary()) if value is None else pa.array(list(unpacked(value)), pa.binary())
        for name, value in packed.items()
    }
    return pa.table({"doc": doc, **columns}, schema=schema)


def decode_block(data: bytes, shelf: Shelf = INSIDE, size: int = 1 << 30) -> Block:
    """The finished work of `encode_block`'s bytes.

    Args:
        data: the bytes.
        shelf: where payloads are put.
        size: most articles of a block.

    Raises:
        ValueError: the bytes are damaged.
    """
    digest, body = data[:32], data[32:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("a block is damaged")
    table = pq.read_table(io.BytesIO(body))
    blocks = []
    for start in range(0, table.num_rows, size):
        some = table.slice(start, size)
        docs = some.column("doc").to_numpy()
        packed = {name: shelf.put(docs, some.column(name).to_pylist()).packed() for name in _COLUMNS[:-1]}
        texts = some.column("texts")
        kept = None if texts.null_count else shelf.put(docs, texts.to_pylist()).packed()
        blocks.append(SketchedBlock(**packed, texts=kept))
    metadata = table.schema.metadata
    return blocks, [DeadLetter(**letter) for letter in orjson.loads(metadata[_LETTERS])], int(metadata[_READ])


def block_name(works: Sequence[Work], settings_sha256: str, *, texts: bool) -> str | None:
    """Name of the block of some reading work; None if a file cannot be read (then there is nothing to reuse)."""
    digest = hashlib.sha256()
    digest.update(orjson.dumps([settings_sha256, texts, compat.versions(), _code_sha256()], option=orjson.OPT_SORT_KEYS))
    for work in works:
        digest.update(orjson.dumps([work.path, work.name, work.start, work.end]))
        try:
            for path in (work.path, work.sidecar):
                if path is not None:
                    digest.update(_content(path, work.start, work.end if path == work.path else -1))
        except (OSError, BeamIOError):
            return None
    return f"{digest.hexdigest()[:32]}.block"


def _content(path: str, start: int, end: int) -> bytes:
    digest = hashlib.sha256()
    with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as raw:
        # the row that crosses the end of a range belongs to it, and what stands before its start is looked at
        left = -1
        if end >= 0:
            raw.seek(max(0, start - 1))
            left = end - start + (1 << 22)
        while left and (chunk := raw.read(_CHUNK if left < 0 else min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk) if left > 0 else 0
    return digest.digest()


def _code_sha256() -> str:
    from pipeline.manifest import tool_version

    return tool_version()


@dataclass(frozen=True)
class EarlyBlock:
    """Lists of reading work → `SketchedBlock`s with keys by document; dead letters and numbers of documents read by tag."""

    #: where finished blocks are
    folder: str
    settings_sha256: str
    #: what becomes of articles
    describe: Describe
    #: table that the settings name, read where the job is put together: it travels to the workers
    boilerplate: Boilerplate | None = None

    DEAD: ClassVar[str] = "dead"
    READ: ClassVar[str] = "read"

    def __call__(self, works: Sequence[Work]) -> Iterator[Any]:
        """Take the finished block if it is there, else make it."""
        name = block_name(works, self.settings_sha256, texts=self.describe.texts)
        block = self._finished(name)
        if block is None:
            block = self._make(works)
            if name is not None:
                publish(self.folder, name, encode_block(*block))
        blocks, letters, read = block
        yield beam.pvalue.TaggedOutput(self.READ, ("documents_read", read))
        for letter in letters:
            yield beam.pvalue.TaggedOutput(self.DEAD, letter)
        yield from blocks

    def _finished(self, name: str | None) -> Block | None:
        if name is None:
            return None
        path = posixpath.join(self.folder, name)
        try:
            if not FileSystems.exists(path):
                return None
            with FileSystems.open(path) as handle:
                return decode_block(bytes(handle.read()), self.describe.shelf, self.describe.settings.run.block)
        except (OSError, BeamIOError, ValueError, pa.lib.ArrowException):
            return None

    def _make(self, works: Sequence[Work]) -> Block:
        blocks: list[SketchedBlock] = []
        letters: list[DeadLetter] = []
        pending: list[Article] = []
        settings = self.describe.settings
        read = 0
        items = chain.from_iterable(read_work(work, settings.read) for work in works)
        for result in normalized(items, settings.normalize, self.boilerplate):
            read += 1
            if isinstance(result, DeadLetter):
                letters.append(result)
                continue
            pending.append(result)
            if len(pending) >= settings.run.block:
                blocks.append(self.describe(pending))
                pending = []
        if pending:
            blocks.append(self.describe(pending))
        return blocks, letters, read
