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
from transforms.attribution.codec import decode_facts, encode_facts
from transforms.normalize_articles import normalized
from transforms.schema import Article, DeadLetter
from transforms.settings import Settings
from transforms.sketch.codec import decode_sketch, encode_sketch
from transforms.sketch.lexicon import Lexicon
from transforms.sketched import SketchedArticle, describe
from transforms.superseded import Claim
from transforms.text.boilerplate import Boilerplate

_SCHEMA: Final = pa.schema(
    {
        "doc_id": pa.string(), "instance": pa.string(), "time": pa.int64(), "sha256": pa.string(), "uri": pa.string(),
        "sketch": pa.binary(), "facts": pa.binary(), "base": pa.binary(), "text": pa.binary(),
    }
)  # fmt: skip
_LETTERS: Final = b"wiretrace.dead_letters"
_READ: Final = b"wiretrace.documents_read"
_CHUNK: Final = 1 << 20

Block = tuple[list[SketchedArticle], list[DeadLetter], int]
"""Articles, dead letters, and how many documents were read."""


def encode_block(articles: Sequence[SketchedArticle], letters: Sequence[DeadLetter], read: int) -> bytes:
    """Finished work as the bytes of a file: a digest, then Parquet."""
    rows = [
        {
            "doc_id": item.doc_id, "instance": item.instance, "time": item.claim.time, "sha256": item.claim.sha256,
            "uri": item.claim.uri, "sketch": encode_sketch(item.sketch), "facts": encode_facts(item.facts),
            "base": item.base, "text": item.text_row,
        }
        for item in articles
    ]  # fmt: skip
    schema = _SCHEMA.with_metadata(
        {_LETTERS: orjson.dumps([asdict(letter) for letter in letters]), _READ: str(read).encode()}
    )
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="lz4", use_dictionary=False)
    # a digest in front: a block that was cut or changed is made again, never believed
    data = sink.getvalue()
    return hashlib.sha256(data).digest() + data


def decode_block(data: bytes) -> Block:
    """The finished work of `encode_block`'s bytes.

    Raises:
        ValueError: the bytes are damaged.
    """
    digest, body = data[:32], data[32:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("a block is damaged")
    table = pq.read_table(io.BytesIO(body))
    metadata = table.schema.metadata
    articles = [
        SketchedArticle(
            doc_id=row["doc_id"],
            instance=row["instance"],
            claim=Claim(row["doc_id"], row["time"], row["sha256"], row["instance"], row["uri"]),
            sketch=decode_sketch(row["sketch"]),
            facts=decode_facts(row["facts"]),
            base=row["base"],
            text_row=row["text"],
        )
        for row in table.to_pylist()
    ]
    return articles, [DeadLetter(**letter) for letter in orjson.loads(metadata[_LETTERS])], int(metadata[_READ])


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
    """Lists of reading work → blocks of `SketchedArticle`; dead letters and counts of documents read apart, by tag."""

    #: where finished blocks are
    folder: str
    settings: Settings
    settings_sha256: str
    texts: bool
    #: tables that the settings name, read where the job is put together: they travel to the workers
    boilerplate: Boilerplate | None = None
    lexicon: Lexicon | None = None

    DEAD: ClassVar[str] = "dead"
    READ: ClassVar[str] = "read"

    def __call__(self, works: Sequence[Work]) -> Iterator[Any]:
        """Take the finished block if it is there, else make it."""
        name = block_name(works, self.settings_sha256, texts=self.texts)
        block = self._finished(name)
        if block is None:
            block = self._make(works)
            if name is not None:
                publish(self.folder, name, encode_block(*block))
        articles, letters, read = block
        yield beam.pvalue.TaggedOutput(self.READ, ("documents_read", read))
        for letter in letters:
            yield beam.pvalue.TaggedOutput(self.DEAD, letter)
        size = self.settings.run.block
        for start in range(0, len(articles), size):
            yield articles[start : start + size]

    def _finished(self, name: str | None) -> Block | None:
        if name is None:
            return None
        path = posixpath.join(self.folder, name)
        try:
            if not FileSystems.exists(path):
                return None
            with FileSystems.open(path) as handle:
                return decode_block(bytes(handle.read()))
        except (OSError, BeamIOError, ValueError, pa.lib.ArrowException):
            return None

    def _make(self, works: Sequence[Work]) -> Block:
        articles: list[SketchedArticle] = []
        letters: list[DeadLetter] = []
        pending: list[Article] = []
        read = 0
        items = chain.from_iterable(read_work(work, self.settings.read) for work in works)
        for result in normalized(items, self.settings.normalize, self.boilerplate):
            read += 1
            if isinstance(result, DeadLetter):
                letters.append(result)
                continue
            pending.append(result)
            if len(pending) >= self.settings.run.block:
                articles += self._describe(pending)
                pending = []
        if pending:
            articles += self._describe(pending)
        return articles, letters, read

    def _describe(self, articles: Sequence[Article]) -> list[SketchedArticle]:
        return describe(articles, self.settings, texts=self.texts, lexicon=self.lexicon)
