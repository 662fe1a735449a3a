"""Sources of the unbounded graph: addresses, watched files taken once, ticks behind the clock, messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker

from pipeline.sources import read_message
from pipeline.unbounded import sources
from pipeline.unbounded.sources import (
    LookFn,
    ReadKafka,
    ReadPubSub,
    SourceError,
    TicksFn,
    WatchFiles,
    WatchSettings,
    sources_of,
)
from transforms.schema import DeadLetter, Document
from transforms.settings import ReadSettings

WATCH = WatchSettings(1.0, 1.0, 0.0)


class Cell:
    """A value state."""

    def __init__(self) -> None:
        self.value: bytes | None = None

    def read(self) -> bytes | None:
        return self.value

    def write(self, value: bytes) -> None:
        self.value = value


class Tracker(OffsetRestrictionTracker):
    """What an engine gives a splittable DoFn."""

    deferred: Any = None

    def defer_remainder(self, until: Any) -> None:
        self.deferred = until


class Watermark:
    """A watermark estimator."""

    def __init__(self) -> None:
        self.at: Any = None

    def current_watermark(self) -> Any:
        return self.at

    def set_watermark(self, stamp: Any) -> None:
        self.at = stamp


def test_inputs_become_sources() -> None:
    found = sources_of(["in/", "kafka://b1:9092,b2:9092/wire,web?group=g", "pubsub://projects/p/topics/t", "x/*.txt"], WATCH, "FlinkRunner")
    files, kafka, pubsub = found
    assert isinstance(files, WatchFiles) and isinstance(kafka, ReadKafka) and isinstance(pubsub, ReadPubSub)
    assert kafka.topics == ["wire", "web"] and kafka.policy == "LogAppendTime"
    assert kafka.consumer == {"bootstrap.servers": "b1:9092,b2:9092", "group.id": "g", "auto.offset.reset": "earliest"}
    assert (pubsub.kind, pubsub.place) == ("topic", "projects/p/topics/t")


@pytest.mark.parametrize(
    "uri",
    ["kafka://broker:9092", "kafka:///topic", "kafka://b:9092/t?timestamp=noon", "kafka://b:9092/t?grupo=g", "pubsub://projects/p/t", "pubsub://topics/t"],
)
def test_wrong_addresses_are_named(uri: str) -> None:
    with pytest.raises(SourceError, match="write "):
        sources_of([uri], WATCH, "FlinkRunner")


def look(fn: LookFn, known: Cell, at: float) -> list[Any]:
    return [Path(work[0]).name for piece in fn.process((b"", at), known) for work in piece[1]]


def test_a_file_is_taken_once_across_restarts(tmp_path: Path) -> None:
    known = Cell()
    fn = LookFn([str(tmp_path)], 5.0)
    (tmp_path / "a.txt").write_text("A mill burned down.")
    changed = (tmp_path / "a.txt").stat().st_mtime
    assert look(fn, known, changed + 1) == [], "it has not stood still long enough"
    assert look(fn, known, changed + 6) == ["a.txt"]
    assert look(fn, known, changed + 7) == []
    (tmp_path / "b.txt").write_text("A ship was lost.")
    after_restart = LookFn([str(tmp_path)], 5.0)
    assert look(after_restart, known, changed + 60) == ["b.txt"]


def test_names_of_files_that_are_gone_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_FORGET", 2)
    known = Cell()
    fn = LookFn([str(tmp_path)], 0.0)
    for number in range(6):
        file = tmp_path / f"{number}.txt"
        file.write_text("A mill burned down.")
        assert look(fn, known, file.stat().st_mtime + 1) == [file.name]
        file.unlink()
    assert len(orjson.loads(known.value or b"")["taken"]) <= 2


def test_the_watermark_stands_behind_the_clock_and_missed_looks_are_not_made_up_for() -> None:
    clock = [1000.0]

    def ticks(tracker: Tracker, watermark: Watermark, tick: Any) -> Iterator[Any]:
        return iter(list(TicksFn(lambda: clock[0]).process(tick, tracker, watermark)))

    tracker, watermark, tick = Tracker(OffsetRange(0, 100)), Watermark(), (1000.0, 2.0, 300.0, 100)
    (first,) = ticks(tracker, watermark, tick)
    assert (first.value, float(first.timestamp), float(watermark.at)) == (1000.0, 700.0, 700.0)
    assert float(tracker.deferred) == 2.0
    clock[0] = 1001.0
    assert list(ticks(Tracker(OffsetRange(1, 100)), watermark, tick)) == []
    clock[0] = 1061.0  # the job was down for a minute
    tracker = Tracker(OffsetRange(1, 100))
    (only,) = ticks(tracker, watermark, tick)
    assert only.value == 1060.0 and float(watermark.at) == 760.0 and float(tracker.deferred) == 1.0
    assert list(ticks(Tracker(OffsetRange(30, 30)), watermark, tick)) == [], "the last look is over"


def test_messages_are_rows() -> None:
    settings = ReadSettings()
    data = orjson.dumps({"id": "w/1", "text": "A mill burned down.", "outlet": "gazette"})
    document = read_message(data, "kafka:wire", settings)
    assert isinstance(document, Document) and (document.uri, document.outlet) == ("w/1", "gazette")
    assert read_message(data, "kafka:wire", settings) == document, "delivered twice, the same"
    for bad in (b"{", b"[]", b"{}"):
        letter = read_message(bad, "kafka:wire", settings)
        assert isinstance(letter, DeadLetter) and letter.code == "bad_row"
