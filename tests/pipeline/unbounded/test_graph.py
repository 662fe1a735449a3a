"""The unbounded graph under Beam's TestStream: event time, late data, revisions, forgetting, exact answers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import orjson
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.test_stream import TestStream
from apache_beam.transforms.window import TimestampedValue

from pipeline.config import settings_sha256
from pipeline.manifest import NoRun, RunFacts, now
from pipeline.unbounded.elements import message_piece
from pipeline.unbounded.graph import StreamJob, build_unbounded
from pipeline.unbounded.sinks import latest, read_turns
from pipeline.unbounded.sources import WatchSettings, sources_of
from pipeline.validate import validate_run
from tests.pipeline.runs import run
from tests.pipeline.state.daily import _timeless, said
from transforms.settings import RunSettings, Settings

TestStream.__test__ = False  # not a test
DAY = 86_400
START = 19_800 * DAY
"""Midnight of 2024-03-18."""

STORY = (
    "LOME, March {day} (AFP) - The roof of the covered market came down on Tuesday shortly after the morning prayer, and "
    "fourteen traders were pulled from under the beams, the fire brigade said. \"We heard a crack like a dry branch and then the "
    "sky was in the hall,\" said Afi Mensah, who has sold cloth there for thirty years. The mayor closed the two other halls of "
    "the same builder and promised a report within a week. Surgeons from the teaching hospital set up tents beside the bus "
    "station because the road to the wards was blocked by parked lorries."
)
TAIL = " Families waited at the gates until late in the evening, and the radio read out names."


def row(name: str, text: str, published: str | None, outlet: str) -> bytes:
    return orjson.dumps({"id": name, "text": text, "published": published, "outlet": outlet})


ORIGINAL = row("afp/1", STORY.format(day=19), "2024-03-19T09:00:00Z", "afp")
COPY_ONE = row("gazette/1", STORY.format(day=19).replace("LOME, March 19 (AFP) - ", "") + TAIL, "2024-03-19T15:00:00Z", "gazette")
COPY_TWO = row("courier/7", "Market roof falls\n\n" + STORY.format(day=19).partition(" - ")[2][:-80], "2024-03-20T06:00:00Z", "courier")
OTHER = row(
    "ledger/3",
    "The council of the river town voted on Monday to move the swimming baths to the old brickworks, after nine years of "
    "argument over a leaking basin. Two members left the hall before the vote and one of them called the plan a folly.",
    "2024-03-18T12:00:00Z",
    "ledger",
)
EMPTY = row("ledger/4", "  ", "2024-03-18T12:00:00Z", "ledger")
BAD = b"{ no message"

Event = tuple[float, Sequence[bytes]]


class Played(beam.PTransform):
    """A source for tests: messages at their times, the watermark where the test puts it."""

    holds_watermark = True

    def __init__(self, steps: Sequence[tuple[str, Any]]) -> None:
        super().__init__()
        self._steps = steps

    def expand(self, pipeline: Any) -> Any:
        stream = TestStream().advance_watermark_to(START)
        for kind, value in self._steps:
            if kind == "watermark":
                stream = stream.advance_watermark_to(value)
            elif kind == "turn":
                stream = stream.advance_processing_time(3_000_000_000)
            else:
                at, messages = value
                stream = stream.add_elements([TimestampedValue(message_piece("test", m, at), at) for m in messages])
        return pipeline | stream.advance_watermark_to_infinity()


def play(output: Path, *steps: tuple[str, Any], **run_settings: Any) -> None:
    settings = Settings(run=RunSettings(**{"turn_seconds": 0, "late_days": 0, **run_settings}))
    facts = RunFacts(("test",), settings.model_dump(mode="json"), settings_sha256(settings), now(), "BundleBasedDirectRunner")
    options = PipelineOptions(["--runner=BundleBasedDirectRunner", "--streaming"])
    pipeline = beam.Pipeline(options=options)
    _, forgot = build_unbounded(pipeline, StreamJob(str(output), settings, facts), [Played(steps)])
    output.mkdir(parents=True)
    forgot | beam.Map(note, str(output / "forgot"))
    pipeline.run().wait_until_finish()


def note(forgot: Any, path: str) -> None:
    with Path(path).open("ab") as notes:
        notes.write(orjson.dumps(forgot) + b"\n")


def forgotten(output: Path) -> list[list[int]]:
    """Articles forgotten, articles known and rows of the journal afterwards, each time that the timer fired."""
    return [orjson.loads(line) for line in (output / "forgot").read_bytes().splitlines()]


def batch(folder: Path, messages: Sequence[bytes]) -> dict[str, list[Any]]:
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "all.jsonl").write_bytes(b"".join(m + b"\n" for m in messages))
    run([folder / "in"], folder / "out")
    return said(folder / "out")


def ended(output: Path) -> dict[str, list[Any]]:
    return {name: [_timeless(rows[key]) for key in sorted(rows)] for name, rows in latest(str(output)).items()}


def revisions(output: Path) -> list[tuple[str, int, str | None]]:
    """(id, revision, reason) in the order they were written."""
    found = []
    for turn in read_turns(str(output)):
        for info in turn.manifest["files"]:
            if info["table"] == "records":
                rows = map(orjson.loads, (Path(turn.folder) / info["path"]).read_bytes().splitlines())
                found += sorted((r["source"]["record_id"], r["revision"], r["revised_because"]) for r in rows)
    return found


def arrive(at: float, *messages: bytes) -> tuple[str, Any]:
    return "arrive", (at, messages)


TURN = ("turn", None)


def test_an_original_after_its_copies_claims_them(tmp_path: Path) -> None:
    play(
        tmp_path / "out",
        arrive(START + DAY, COPY_ONE, OTHER, EMPTY, BAD), TURN,
        arrive(START + 2 * DAY, COPY_TWO), TURN,
        arrive(START + 2 * DAY + 60, ORIGINAL, COPY_ONE), TURN,
    )  # fmt: skip
    assert ended(tmp_path / "out") == batch(tmp_path / "batch", [ORIGINAL, COPY_ONE, COPY_TWO, OTHER])
    told = revisions(tmp_path / "out")
    assert [t for t in told if t[0] == "ledger/3"] == [("ledger/3", 1, None)]
    assert [t[1] for t in told if t[0] == "gazette/1"] == [1, 2, 3]
    assert "original" in str(told[-1][2]) or "original_arrived" in str([t for t in told if t[0] == "courier/7"][-1][2])
    assert len({(doc, revision) for doc, revision, _ in told}) == len(told), "no revision is written twice"
    manifests = [turn.manifest for turn in read_turns(str(tmp_path / "out"))]
    assert [m["counts"]["documents_read"] for m in manifests] == [4, 1, 2]
    assert [m["counts"]["dead_letters_by_code"] for m in manifests] == [{"empty": 1, "bad_row": 1}, {}, {}]
    assert [m["state"]["unchanged"] for m in manifests] == [0, 0, 1]
    for turn in read_turns(str(tmp_path / "out")):
        assert not list(validate_run(turn.folder))


def test_copies_only_in_any_order_stand_for_a_lost_original(tmp_path: Path) -> None:
    play(tmp_path / "out", arrive(START + 3 * DAY, COPY_TWO), TURN, arrive(START + 3 * DAY + 5, OTHER, COPY_ONE, COPY_TWO), TURN)
    assert ended(tmp_path / "out") == batch(tmp_path / "batch", [COPY_ONE, COPY_TWO, OTHER])
    records = {row["source"]["record_id"]: row for row in latest(str(tmp_path / "out"))["records"].values()}
    assert records["gazette/1"]["family_id"] == records["courier/7"]["family_id"] is not None
    assert records["courier/7"]["revision"] == 2 and records["ledger/3"]["revision"] == 1


def test_late_data_is_matched_with_what_is_still_known(tmp_path: Path) -> None:
    # seven days of window: at the end of the ninth day the story of the second is still known, at that of the tenth not
    play(
        tmp_path / "known",
        arrive(START + 2 * DAY, COPY_TWO), TURN, ("watermark", START + 9 * DAY),
        arrive(START + 9 * DAY, ORIGINAL), TURN,
    )  # fmt: skip
    assert ended(tmp_path / "known") == batch(tmp_path / "batch", [ORIGINAL, COPY_TWO])
    play(
        tmp_path / "forgotten",
        arrive(START + 2 * DAY, COPY_TWO), TURN, ("watermark", START + 10 * DAY + 1),
        arrive(START + 10 * DAY + 1, ORIGINAL), TURN,
    )  # fmt: skip
    records = {row["source"]["record_id"]: row for row in latest(str(tmp_path / "forgotten"))["records"].values()}
    assert records.keys() == {"afp/1", "courier/7"}, "late data is never dropped"
    assert not records["afp/1"]["links"] and records["courier/7"]["revision"] == 1
    known = [turn.manifest["state"]["known"] for turn in read_turns(str(tmp_path / "forgotten"))]
    assert known == [1, 1], "the first was forgotten before the second came"


def test_timers_forget_what_no_later_article_can_meet(tmp_path: Path) -> None:
    play(
        tmp_path / "out",
        arrive(START + 2 * DAY, COPY_ONE, COPY_TWO, OTHER), TURN, ("watermark", START + 13 * DAY),
        arrive(START + 13 * DAY, COPY_ONE), TURN,
        arrive(START + 13 * DAY, COPY_ONE.replace(b"radio", b"loudspeaker")), TURN, ("watermark", START + 60 * DAY),
        remember_days=30,
    )  # fmt: skip
    told = forgotten(tmp_path / "out")
    assert told[0][:2] == [3, 0], "the story and the lone text are forgotten by the timer"
    # a text that comes again is not new, and a corrected one goes on from its last revision
    assert [turn.manifest["state"]["unchanged"] for turn in read_turns(str(tmp_path / "out"))] == [0, 1, 0]
    assert revisions(tmp_path / "out")[-1] == ("gazette/1", 2, "content")
    assert told[-1] == [0, 0, 0] and sum(gone for gone, _, _ in told) == 4, "in the end even the journal is empty"


def test_nothing_is_known_for_ever(tmp_path: Path) -> None:
    steps: list[tuple[str, Any]] = []
    for day in range(0, 60, 3):
        at = START + day * DAY
        steps += [arrive(at, row(f"ledger/{day}", f"Notice {day}. " + " ".join(f"word{day}x{n}" for n in range(60)), None, "ledger"))]
        steps += [TURN, ("watermark", at + DAY)]
    play(tmp_path / "out", *steps, remember_days=0)
    known = [turn.manifest["state"]["known"] for turn in read_turns(str(tmp_path / "out"))]
    rows = [turn.manifest["state"]["journal_rows"] for turn in read_turns(str(tmp_path / "out"))]
    assert max(known) <= 4 and known[-1] >= 2, known
    assert len(latest(str(tmp_path / "out"))["records"]) == 20
    assert forgotten(tmp_path / "out")[-1][1:] == [0, 0]
    assert max(rows[5:]) < 60, rows


def test_watched_files_from_the_first_look_to_the_last(tmp_path: Path) -> None:
    # the embedded runner neither waits between looks nor keeps a state, but it runs every stage to its end
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "wire.jsonl").write_bytes(b"".join(m + b"\n" for m in (COPY_ONE, COPY_TWO, OTHER, EMPTY)))
    (tmp_path / "in" / "late.jsonl").write_bytes(ORIGINAL + b"\n")
    settings = Settings(run=RunSettings(turn_seconds=0, settle_seconds=0))
    facts = RunFacts(("in",), settings.model_dump(mode="json"), settings_sha256(settings), now(), "FnApiRunner")
    sources = sources_of([str(tmp_path / "in")], WatchSettings(0.2, 0.0, 2.0 * DAY, 3), "FnApiRunner")
    pipeline = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner", "--streaming"]))
    build_unbounded(pipeline, StreamJob(str(tmp_path / "out"), settings, facts, formats=("jsonl", "parquet")), sources)
    result = pipeline.run()
    result.wait_until_finish()
    counters = {m.key.metric.name: m.result for m in result.metrics().query()["counters"]}
    assert (counters["files_taken"], counters["documents_read"], counters["dead_letters"]) == (2, 5, 1)
    assert counters["articles_late"] == 4, "articles of 2024 are behind the watermark, and are not dropped"
    run([tmp_path / "in"], tmp_path / "batch")
    assert ended(tmp_path / "out") == said(tmp_path / "batch")
    assert {path.suffix for path in (tmp_path / "out").glob("turn-*/records/*")} == {".jsonl", ".parquet"}
    assert not list((tmp_path / "out").rglob(".tmp-*"))


def test_readers_follow_the_chain_of_turns(tmp_path: Path) -> None:
    out = tmp_path / "out"
    play(out, arrive(START + DAY, COPY_ONE), TURN, arrive(START + DAY, OTHER), TURN, arrive(START + DAY, COPY_TWO), TURN)
    assert len(list(read_turns(str(out)))) == 3
    # an engine that went back to a checkpoint writes the second turn again with other arrivals: the third is void
    play(tmp_path / "other", arrive(START + DAY, COPY_ONE), TURN, arrive(START + DAY, COPY_TWO, OTHER), TURN)
    shutil.rmtree(out / "turn-00000002")
    (tmp_path / "other" / "turn-00000002").rename(out / "turn-00000002")
    assert len(list(read_turns(str(out)))) == 2
    assert len(latest(str(out))["records"]) == 3
    with pytest.raises(NoRun):
        latest(str(tmp_path / "none"))
