"""NormalizeArticles: documents become blocks of articles; what cannot be read becomes a dead letter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from transforms.errors import DocumentError
from transforms.schema import Article, DeadLetter, Document
from transforms.settings import NormalizeSettings
from transforms.text.article import normalize_document
from transforms.text.boilerplate import Boilerplate, BoilerplateError, parse_table


def normalize_or_dead(
    document: Document, settings: NormalizeSettings, boilerplate: Boilerplate | None = None
) -> Article | DeadLetter:
    """The article of a document, or the dead letter that says why there is none.

    An unexpected error is a dead letter ``failed`` too: one odd text must not stop a run over millions,
    and the message names the error so that it can be looked up.
    """
    try:
        return normalize_document(document, settings, boilerplate)
    except DocumentError as error:
        code, message = error.code, error.message
    except Exception as error:
        code, message = "failed", f"{document.uri} hit {type(error).__name__} in normalize: {error}"
    return DeadLetter(document.uri, "normalize", code, message, hashlib.sha256(document.data).hexdigest())


def read_boilerplate(settings: NormalizeSettings) -> Boilerplate | None:
    """The boilerplate table that the settings name, from any Beam file system.

    Raises:
        BoilerplateError: the table cannot be read, or has another version than the settings ask for.
    """
    path = settings.boilerplate
    if path is None:
        return None
    try:
        with FileSystems.open(path) as handle:
            data = handle.read()
    except Exception as error:
        raise BoilerplateError(f"cannot read the boilerplate table {path!r}: {type(error).__name__}") from error
    table = parse_table(data, path)
    if settings.boilerplate_version not in (None, table.version):
        raise BoilerplateError(
            f"{path!r} has version {table.version}, but the settings ask for {settings.boilerplate_version}"
        )
    return table


class _NormalizeFn(beam.DoFn):
    DEAD = "dead"

    def __init__(self, settings: NormalizeSettings, block: int, boilerplate: Boilerplate | None) -> None:
        super().__init__()
        self._settings = settings
        self._boilerplate = boilerplate
        self._block = block
        self._articles: list[Article] = []
        self._read = beam.metrics.Metrics.counter("wiretrace", "documents_read")

    def start_bundle(self) -> None:
        self._articles = []

    def process(self, document: Document) -> Iterator[Any]:
        self._read.inc()
        result = normalize_or_dead(document, self._settings, self._boilerplate)
        if isinstance(result, DeadLetter):
            yield beam.pvalue.TaggedOutput(self.DEAD, result)
            return
        self._articles.append(result)
        if len(self._articles) >= self._block:
            yield self._articles
            self._articles = []

    def finish_bundle(self) -> Iterator[WindowedValue]:
        if self._articles:
            window = GlobalWindow()
            yield WindowedValue(self._articles, window.max_timestamp(), [window])
            self._articles = []


class NormalizeArticles(beam.PTransform):
    """Documents → (blocks of articles, dead letters). A block is a list of up to ``block`` articles."""

    def __init__(self, settings: NormalizeSettings, block: int) -> None:
        """Keep the settings; ``block`` changes how work is cut, never a result.

        A boilerplate table is read here, where the job is put together, and travels to the workers with it.

        Raises:
            BoilerplateError: the table cannot be read, or has another version than the settings ask for.
        """
        super().__init__()
        self._settings = settings
        self._block = block
        self._boilerplate = read_boilerplate(settings)

    def expand(self, documents: Any) -> tuple[Any, Any]:
        """One fused stage."""
        out = documents | "Normalize" >> beam.ParDo(_NormalizeFn(self._settings, self._block, self._boilerplate)).with_outputs(
            _NormalizeFn.DEAD, main="blocks"
        )
        return out.blocks, out[_NormalizeFn.DEAD]
