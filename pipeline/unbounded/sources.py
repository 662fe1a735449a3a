"""Sources of the unbounded graph behind one interface: a `PTransform` from the pipeline to `Piece`s to read.

    arriving/  'arriving/**/*.txt'  gs://…                    watched: looked at again and again
    kafka://broker:9092[,broker:9092]/topic[?group=g&offset=earliest&timestamp=append]    Beam's Kafka connector
    pubsub://projects/P/subscriptions/S  pubsub://projects/P/topics/T             Beam's Pub/Sub connector

A message is a JSON object with the fields of a JSON Lines row. Connectors are imported and built when the graph is:
Kafka's (and Pub/Sub's outside Dataflow) is a Java transform, for which Beam fetches an expansion service.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import apache_beam as beam
import orjson
from apache_beam.coders import BytesCoder
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipeline.unbounded.elements import Piece, message_piece, work_pieces
from pipeline.watch import Watch

_ENDLESS: Final = 1 << 53
_FORGET: Final = 256
"""Looks after which the names of files that are gone are dropped."""

Tick = tuple[float, float, float, int]
"""First look and seconds between looks, seconds the watermark stands behind the clock, number of looks."""


class SourceError(Exception):
    """A source is named wrongly; the message says how to name it."""


# ------------------------------------------------------------------ watched files


class _Looks(RestrictionProvider):
    def initial_restriction(self, tick: Tick) -> OffsetRange:
        return OffsetRange(0, tick[3])

    def create_tracker(self, restriction: OffsetRange) -> OffsetRestrictionTracker:
        return OffsetRestrictionTracker(restriction)

    def restriction_size(self, tick: Tick, restriction: OffsetRange) -> int:
        return 1

    def truncate(self, tick: Tick, restriction: OffsetRange) -> None:
        """On drain: no more looks."""
        return


class TicksFn(beam.DoFn):
    """A `Tick` → the time of each look, seconds since 1970-01-01 UTC; the watermark stands a fixed time behind it.

    Looks that were missed, as while a job was down, are not made up for.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Keep the clock, which travels to the workers."""
        super().__init__()
        self._clock = clock

    @beam.DoFn.unbounded_per_element()  # type: ignore[untyped-decorator]
    def process(
        self,
        tick: Tick,
        tracker: Any = beam.DoFn.RestrictionParam(_Looks()),  # noqa: B008
        watermark: Any = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider()),  # noqa: B008
    ) -> Iterator[Any]:
        """One look, then wait for the next."""
        start, every, behind, _ = tick
        number = tracker.current_restriction().start
        now = self._clock()
        due = start + number * every
        if due <= now:
            number += int((now - due) / every)
            due = start + number * every
            if not tracker.try_claim(number):
                return
            stamp = Timestamp.of(due - behind)
            _advance(watermark, stamp)
            yield TimestampedValue(due, stamp)
            due += every
        tracker.defer_remainder(Duration.of(max(due - now, 0.0)))


def _advance(watermark: Any, stamp: Timestamp) -> None:
    current = watermark.current_watermark()
    if current is None or stamp > current:
        watermark.set_watermark(stamp)


class LookFn(beam.DoFn):
    """(key, time of a look) → pieces of files that are complete and were not taken; each is taken once."""

    KNOWN = ReadModifyWriteStateSpec("known", BytesCoder())

    def __init__(self, patterns: Sequence[str], settle: float) -> None:
        """Keep what to look at, and the seconds that a file must stand still."""
        super().__init__()
        self._patterns = list(patterns)
        self._settle = settle
        self._taken = beam.metrics.Metrics.counter("wiretrace", "files_taken")
        self._now = 0.0
        #: what the state held when this process last wrote it, and the watch that it says
        self._warm: tuple[bytes, Watch] | None = None

    def process(self, tick: tuple[Any, float], known: Any = beam.DoFn.StateParam(KNOWN)) -> Iterator[Piece]:  # noqa: B008
        """One look."""
        now = self._now = tick[1]
        data = known.read() or b""
        state: dict[str, Any] = orjson.loads(data) if data else {"taken": [], "waiting": {}, "looks": 0}
        if self._warm is None or self._warm[0] != data:
            self._warm = data, Watch.restored(self._patterns, self._settle, state, lambda: self._now)
        watch = self._warm[1]
        arrivals = watch.look()
        yield from work_pieces((work for arrival in arrivals for work in arrival.works), now)
        watch.take(arrivals)
        looks = int(state["looks"]) + 1
        if looks % _FORGET == 0:
            watch.forget()
        after = watch.state()
        if arrivals or after["waiting"] != state["waiting"] or looks % _FORGET == 0:
            data = orjson.dumps({**after, "looks": looks})
            known.write(data)
            self._warm = data, watch
        self._taken.inc(len(arrivals))


@dataclass(frozen=True)
class WatchSettings:
    """How folders are watched."""

    every: float
    settle: float
    #: seconds that the watermark stands behind the clock
    behind: float
    #: looks after which the source ends, or None for never
    looks: int | None = None


class WatchFiles(beam.PTransform):
    """Pipeline → pieces of the files, folders and globs, as they arrive."""

    holds_watermark: Final = True

    def __init__(self, patterns: Sequence[str], settings: WatchSettings, clock: Callable[[], float] = time.time) -> None:
        """Keep what to watch, and the clock of its looks: seconds since 1970-01-01 UTC."""
        super().__init__()
        self._patterns, self._settings, self._clock = list(patterns), settings, clock

    def expand(self, pipeline: Any) -> Any:
        """Ticks on one key; the state of that key is what has been taken."""
        s, clock = self._settings, self._clock
        return (
            pipeline
            | "Start" >> beam.Impulse()
            | "Clock" >> beam.Map(lambda _: (clock(), s.every, s.behind, s.looks or _ENDLESS))
            | "Ticks" >> beam.ParDo(TicksFn(clock))
            | "OneWatch" >> beam.Map(lambda due: (b"", due)).with_output_types(tuple[bytes, float])
            | "Look" >> beam.ParDo(LookFn(self._patterns, s.settle))
        )


# ------------------------------------------------------------------ messages


class _MessageFn(beam.DoFn):
    def __init__(self, topic: str) -> None:
        super().__init__()
        self._topic = topic

    def process(self, data: Any, stamp: Any = beam.DoFn.TimestampParam) -> Iterator[Piece]:
        # Kafka gives (key, value)
        value = data[1] if isinstance(data, tuple) else data
        yield message_piece(self._topic, bytes(value), stamp.micros / 1e6)


class ReadKafka(beam.PTransform):
    """Pipeline → pieces of the messages of Kafka topics."""

    holds_watermark: Final = False
    TIMES: Final = {"append": "LogAppendTime", "create": "CreateTime", "processing": "ProcessingTime"}

    def __init__(self, uri: str) -> None:
        """Read the address.

        Raises:
            SourceError: broker or topic is missing, or an option is unknown.
        """
        super().__init__()
        parts = urlsplit(uri)
        self.topics = [topic for topic in parts.path.strip("/").split(",") if topic]
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        stamps = options.pop("timestamp", "append")
        if not parts.netloc or not self.topics or stamps not in self.TIMES or options.keys() - {"group", "offset"}:
            raise SourceError(
                f"{uri!r} is no Kafka source; write kafka://broker:9092/topic?group=wiretrace&offset=earliest&timestamp=append "
                "(timestamp: append, create or processing)"
            )
        self.policy = self.TIMES[stamps]
        self.consumer = {
            "bootstrap.servers": parts.netloc,
            "group.id": options.get("group", "wiretrace"),
            "auto.offset.reset": options.get("offset", "earliest"),
        }

    def expand(self, pipeline: Any) -> Any:
        """Beam's connector; the engine's checkpoint keeps the offsets."""
        from apache_beam.io.kafka import ReadFromKafka

        read = ReadFromKafka(consumer_config=self.consumer, topics=self.topics, timestamp_policy=self.policy)
        return pipeline | "Kafka" >> read | "Messages" >> beam.ParDo(_MessageFn("kafka:" + ",".join(self.topics)))


class ReadPubSub(beam.PTransform):
    """Pipeline → pieces of the messages of a Pub/Sub topic or subscription."""

    holds_watermark: Final = False

    def __init__(self, uri: str, runner: str) -> None:
        """Read the address.

        Args:
            uri: ``pubsub://projects/P/subscriptions/S`` or ``…/topics/T``.
            runner: short name of the runner: Dataflow reads Pub/Sub itself, the others through Java.

        Raises:
            SourceError: it names neither.
        """
        super().__init__()
        self.place = uri.removeprefix("pubsub://").strip("/")
        parts = self.place.split("/")
        if len(parts) != 4 or parts[0] != "projects" or parts[2] not in ("subscriptions", "topics") or not all(parts):
            raise SourceError(f"{uri!r} is no Pub/Sub source; write pubsub://projects/P/subscriptions/S or …/topics/T")
        self.kind = {"subscriptions": "subscription", "topics": "topic"}[parts[2]]
        self._native = runner in ("DataflowRunner", "TestDataflowRunner")

    def expand(self, pipeline: Any) -> Any:
        """Beam's connector."""
        if self._native:
            from apache_beam.io.gcp.pubsub import ReadFromPubSub
        else:
            from apache_beam.io.external.gcp.pubsub import ReadFromPubSub
        read = ReadFromPubSub(**{self.kind: self.place})
        return pipeline | "PubSub" >> read | "Messages" >> beam.ParDo(_MessageFn("pubsub:" + self.place))


def sources_of(inputs: Sequence[str], settings: WatchSettings, runner: str) -> list[Any]:
    """The sources of some inputs: one watch over all files, one reader a topic.

    Raises:
        SourceError: an address of a topic is wrong.
    """
    files = [uri for uri in inputs if not uri.startswith(("kafka://", "pubsub://"))]
    found: list[Any] = [WatchFiles(files, settings)] if files else []
    for uri in inputs:
        if uri.startswith("kafka://"):
            found.append(ReadKafka(uri))
        elif uri.startswith("pubsub://"):
            found.append(ReadPubSub(uri, runner))
    return found
