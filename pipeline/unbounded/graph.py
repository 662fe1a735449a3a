"""The unbounded graph: a stream that an engine with checkpoints (Flink, Dataflow) runs without end.

    sources ─► pieces ─► read, normalise, sketch (spread) ─► items with event time ─► desk (one key) ─► turns ─► folders

**Event time** of an article is its trusted published time, if that is not before the source's watermark when it arrived
and not more than `expiry.AHEAD_DAYS` ahead of its arrival; else the time of arrival. The watermark of watched files stands
``run.late_days`` behind the clock; topics have the watermark of their connector, and articles are kept ``run.late_days``
longer instead. **Late data** is never dropped: an article behind the watermark (counter ``articles_late``) gets its
record, matched with all that is still known; only an article that arrives within ``run.late_days`` of its published day
is sure to meet all that a batch would show it.

**Scaling**: reading, normalising and sketching, the larger part of the work, are spread over all workers. Matching,
alignment and settling of one stream happen on one key, so on one worker, whose memory holds what is known of the time
window (some 15 kB an article). Streams of separate inputs (languages, regions) are separate jobs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apache_beam as beam
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from pipeline.inputs import Work
from pipeline.manifest import RunFacts
from pipeline.sources import read_message, read_work
from pipeline.unbounded.desk_fn import DAY, DeskFn, Forgot
from pipeline.unbounded.elements import WORKS, Item, Piece, article_item, letter_item
from pipeline.unbounded.expiry import AHEAD_DAYS
from pipeline.unbounded.sinks import WriteTurnFn
from transforms.normalize_articles import normalize_or_dead, read_boilerplate
from transforms.schema import Article, DeadLetter, Document
from transforms.settings import Settings
from transforms.sketch.lexicon import Lexicon
from transforms.sketch_articles import read_lexicon
from transforms.sketched import describe
from transforms.text.boilerplate import Boilerplate

KEY = b"desk"
"""The one key of the desk."""


@dataclass(frozen=True)
class StreamJob:
    """What a stream reads and writes."""

    output: str
    settings: Settings
    facts: RunFacts
    formats: tuple[str, ...] = ("jsonl",)
    texts: bool = False


def build_unbounded(pipeline: Any, job: StreamJob, sources: Sequence[Any]) -> tuple[Any, Any]:
    """Join all stages; returns the numbers of written turns, and `Forgot` each time that something expires."""
    settings = job.settings
    extra = 0 if all(source.holds_watermark for source in sources) else settings.run.late_days
    pieces = [pipeline | f"Source{number}" >> source for number, source in enumerate(sources)]
    items = (
        pieces
        | "Pieces" >> beam.Flatten()
        | "Spread" >> beam.Reshuffle()
        | "Read" >> beam.ParDo(ReadFn(settings, read_boilerplate(settings.normalize), read_lexicon(settings.sketch), texts=job.texts))
    )
    said = (
        items
        | "OneDesk" >> beam.Map(lambda item: (KEY, item)).with_output_types(tuple[bytes, Any])
        | "Desk" >> beam.ParDo(DeskFn(settings, job.facts.settings_sha256, extra)).with_outputs(DeskFn.FORGOT, main="turns")
    )
    written = said.turns | "WriteTurns" >> beam.ParDo(WriteTurnFn(job.output, job.facts, job.formats)).with_output_types(int)
    return written, said[DeskFn.FORGOT] | "CountForgotten" >> beam.ParDo(CountForgottenFn())


class ReadFn(beam.DoFn):
    """`Piece` → `Item`s with their event time: everything that is read off one document by itself."""

    def __init__(self, settings: Settings, boilerplate: Boilerplate | None, lexicon: Lexicon | None, *, texts: bool) -> None:
        """Keep what documents are read with."""
        super().__init__()
        self._settings, self._texts = settings, texts
        self._boilerplate, self._lexicon = boilerplate, lexicon
        self._late = beam.metrics.Metrics.counter("wiretrace", "articles_late")

    def process(self, piece: Piece, stamp: Any = beam.DoFn.TimestampParam) -> Iterator[Any]:
        """Read, normalise, sketch."""
        arrived = piece[2]
        behind = stamp.micros / 1e6
        pending: list[Article] = []
        for found in self._documents(piece):
            result: Article | DeadLetter | Document = found
            if isinstance(found, Document):
                result = normalize_or_dead(found, self._settings.normalize, self._boilerplate)
            if isinstance(result, DeadLetter):
                yield TimestampedValue(letter_item(result, arrived), stamp)
            elif isinstance(result, Article):
                pending.append(result)
                if len(pending) >= (self._settings.run.block or 64):
                    yield from self._items(pending, arrived, behind)
                    pending = []
        yield from self._items(pending, arrived, behind)

    def _documents(self, piece: Piece) -> Iterator[Document | DeadLetter]:
        if piece[0] == WORKS:
            for fields in piece[1]:
                yield from read_work(Work(*fields), self._settings.read)
        else:
            topic, data = piece[1]
            yield read_message(data, topic, self._settings.read)

    def _items(self, articles: Sequence[Article], arrived: float, behind: float) -> Iterator[TimestampedValue]:
        for article in describe(articles, self._settings, texts=self._texts, lexicon=self._lexicon):
            published = article.claim.time
            if 0 <= published < behind:
                self._late.inc()
            item: Item = article_item(article, arrived)
            yield TimestampedValue(item, Timestamp.of(event_time(published, arrived, behind)))


class CountForgottenFn(beam.DoFn):
    """`Forgot` → the same; counter ``articles_forgotten``, and what is known afterwards as distributions."""

    def __init__(self) -> None:
        """Name the metrics."""
        super().__init__()
        metrics = beam.metrics.Metrics
        self._gone = metrics.counter("wiretrace", "articles_forgotten")
        self._known = metrics.distribution("wiretrace", "articles_known_after_forgetting")
        self._journal = metrics.distribution("wiretrace", "journal_rows_after_forgetting")

    def process(self, forgot: Forgot) -> Iterator[Forgot]:
        """Count."""
        self._gone.inc(forgot[0])
        self._known.update(forgot[1])
        self._journal.update(forgot[2])
        yield forgot


def event_time(published: int, arrived: float, behind: float) -> float:
    """Event time of an article, seconds since 1970-01-01 UTC.

    Args:
        published: of its trusted published time; negative without one.
        arrived: when it arrived.
        behind: the event time of its source's element, which its watermark has not passed.

    >>> event_time(1000, 5000.0, 900.0), event_time(100, 5000.0, 900.0), event_time(-1, 5000.0, 900.0)
    (1000.0, 900.0, 5000.0)
    """
    wanted = arrived if published < 0 else float(min(published, int(arrived) + AHEAD_DAYS * DAY))
    return max(wanted, behind)
