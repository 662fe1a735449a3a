"""NormalizeArticles: documents become blocks of articles; what cannot be read becomes a dead letter."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems

from transforms.errors import DocumentError
from transforms.schema import Article, DeadLetter, Document
from transforms.settings import NormalizeSettings
from transforms.text.article import TOGETHER, normalize_documents
from transforms.text.boilerplate import Boilerplate, BoilerplateError, parse_table

_DEAD = "dead"
_BLOCKS = "blocks"


def normalize_or_dead(
    document: Document, settings: NormalizeSettings, boilerplate: Boilerplate | None = None
) -> Article | DeadLetter:
    """The article of a document, or the dead letter that says why there is none.

    An unexpected error is a dead letter ``failed`` too: one odd text must not stop a run over millions,
    and the message names the error so that it can be looked up.
    """
    return _or_dead(document, normalize_documents([document], settings, boilerplate)[0])


def normalized(
    documents: Iterable[Document | DeadLetter], settings: NormalizeSettings, boilerplate: Boilerplate | None = None
) -> Iterator[Article | DeadLetter]:
    """`normalize_or_dead` of one document after the other, some of them read together; dead letters pass through."""
    waiting = iter(documents)
    while some := list(islice(waiting, TOGETHER)):
        read = iter(normalize_documents([one for one in some if isinstance(one, Document)], settings, boilerplate))
        for one in some:
            yield one if isinstance(one, DeadLetter) else _or_dead(one, next(read))


def _or_dead(document: Document, result: Article | Exception) -> Article | DeadLetter:
    if isinstance(result, Article):
        return result
    if isinstance(result, DocumentError):
        code, message = result.code, result.message
    else:
        code, message = "failed", f"{document.uri} hit {type(result).__name__} in normalize: {result}"
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


def _normalize(
    documents: Iterable[Document | DeadLetter],
    settings: NormalizeSettings,
    boilerplate: Boilerplate | None,
    then: Callable[[list[Article]], Any] | None,
) -> Iterator[Any]:
    articles: list[Article] = []
    for result in normalized(documents, settings, boilerplate):
        if isinstance(result, DeadLetter):
            yield beam.pvalue.TaggedOutput(_DEAD, result)
        else:
            articles.append(result)
    if articles:
        yield articles if then is None else then(articles)


class NormalizeArticles(beam.PTransform):
    """Blocks of documents → (blocks of articles, dead letters). A block of documents is whatever gives them one by one."""

    def __init__(
        self,
        settings: NormalizeSettings,
        then: Callable[[list[Article]], Any] | None = None,
        over: Callable[..., Any] = beam.FlatMap,
    ) -> None:
        """Keep the settings; ``over`` changes no result.

        A boilerplate table is read here, where the job is put together, and travels to the workers with it.

        Args:
            settings: how documents become articles.
            then: what becomes of each block before it leaves the process that made it, so that texts need not
                travel; None gives the articles.
            over: makes the transform that applies a function to every element, in this process or in others.

        Raises:
            BoilerplateError: the table cannot be read, or has another version than the settings ask for.
        """
        super().__init__()
        self._work = partial(_normalize, settings=settings, boilerplate=read_boilerplate(settings), then=then)
        self._over = over

    def expand(self, documents: Any) -> tuple[Any, Any]:
        """One stage."""
        out = documents | "Normalize" >> self._over(self._work).with_outputs(_DEAD, main=_BLOCKS)
        return out[_BLOCKS], out[_DEAD]
