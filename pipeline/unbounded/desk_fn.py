"""The stateful part of the unbounded graph: items gather, a turn settles them, timers end turns and forget.

State of the one key: what waits for the next turn; the journal of all that is known (`pipeline.unbounded.held`); and a
head, with the number of the last turn and a token. The worker keeps the tables that the journal makes in memory, under
that token: the journal is read again only where the token is another one, as after a restart from a checkpoint. So the
engine's checkpoint decides what is true, and a turn costs what it changes.

Timers: *turn* (processing time) ends a turn some seconds after its first item; *end* (event time) ends the last one,
when the input is exhausted; *expire* (event time) forgets what no article of a later date can meet.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any, Final

import apache_beam as beam
import orjson
from apache_beam.coders import BytesCoder, FastPrimitivesCoder
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import BagStateSpec, ReadModifyWriteStateSpec, TimerSpec, on_timer
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.timestamp import Timestamp

from pipeline.state.window import reach
from pipeline.unbounded.desk import Desk, Turn
from pipeline.unbounded.elements import ARTICLE, Item, item_article, item_letter, size_of
from pipeline.unbounded.expiry import expire as expire_tables
from pipeline.unbounded.expiry import next_expiry
from pipeline.unbounded.held import SLACK, HeldTables
from transforms.settings import Settings

DAY: Final = 86_400
"""Seconds."""
_TURN_BYTES: Final = 64 << 20
"""Bytes of waiting items that end a turn at once."""

Said = tuple[int, str, str, int, dict[str, list[tuple[str, bytes]]], dict[str, Any]]
"""Number of the turn, digest of the turn before, its own, day of arrival, rows by table, numbers for the manifest."""
Forgot = tuple[int, int, int]
"""Articles forgotten, articles still known, rows in the journal afterwards."""


class DeskFn(beam.DoFn):
    """(key, `Item`) → `Said`, one a turn; and apart, `Forgot`, one each time that something expires."""

    FORGOT = "forgot"

    HEAD = ReadModifyWriteStateSpec("head", BytesCoder())
    QUEUE = ReadModifyWriteStateSpec("queue", BytesCoder())
    WAITING = BagStateSpec("waiting", FastPrimitivesCoder())
    JOURNAL = BagStateSpec("journal", BytesCoder())
    TURN = TimerSpec("turn", TimeDomain.REAL_TIME)
    END = TimerSpec("end", TimeDomain.WATERMARK)
    EXPIRE = TimerSpec("expire", TimeDomain.WATERMARK)

    def __init__(self, settings: Settings, settings_sha256: str, extra_days: int) -> None:
        """Keep the settings.

        Args:
            settings: of the stream.
            settings_sha256: their hash.
            extra_days: days that articles are kept beyond the time window, for sources whose watermark does not wait
                for late ones.
        """
        super().__init__()
        self._settings = settings
        self._settings_sha256 = settings_sha256
        self._days = reach(settings.candidates) + extra_days
        self._known: tuple[str, Desk, HeldTables] | None = None

    def process(
        self,
        element: tuple[Any, Item],
        head: Any = beam.DoFn.StateParam(HEAD),  # noqa: B008
        queue: Any = beam.DoFn.StateParam(QUEUE),  # noqa: B008
        waiting: Any = beam.DoFn.StateParam(WAITING),  # noqa: B008
        journal: Any = beam.DoFn.StateParam(JOURNAL),  # noqa: B008
        turn: Any = beam.DoFn.TimerParam(TURN),  # noqa: B008
        end: Any = beam.DoFn.TimerParam(END),  # noqa: B008
        expire: Any = beam.DoFn.TimerParam(EXPIRE),  # noqa: B008
    ) -> Iterator[Said]:
        """Let an item wait for the end of its turn."""
        item = element[1]
        waiting.add(item)
        number, size = orjson.loads(queue.read() or b"[0,0]")
        number, size = number + 1, size + size_of(item)
        run = self._settings.run
        if number >= run.turn_files or size >= _TURN_BYTES:
            turn.clear()
            yield from self._turn(head, queue, waiting, journal, expire)
            return
        queue.write(orjson.dumps([number, size]))
        if number == 1:
            turn.set(Timestamp.now() + run.turn_seconds)
            end.set(GlobalWindow().max_timestamp())

    @on_timer(TURN)  # type: ignore[untyped-decorator]
    def end_of_turn(
        self,
        head: Any = beam.DoFn.StateParam(HEAD),  # noqa: B008
        queue: Any = beam.DoFn.StateParam(QUEUE),  # noqa: B008
        waiting: Any = beam.DoFn.StateParam(WAITING),  # noqa: B008
        journal: Any = beam.DoFn.StateParam(JOURNAL),  # noqa: B008
        expire: Any = beam.DoFn.TimerParam(EXPIRE),  # noqa: B008
    ) -> Iterator[Said]:
        """The turn's time is over."""
        yield from self._turn(head, queue, waiting, journal, expire)

    @on_timer(END)  # type: ignore[untyped-decorator]
    def end_of_input(
        self,
        head: Any = beam.DoFn.StateParam(HEAD),  # noqa: B008
        queue: Any = beam.DoFn.StateParam(QUEUE),  # noqa: B008
        waiting: Any = beam.DoFn.StateParam(WAITING),  # noqa: B008
        journal: Any = beam.DoFn.StateParam(JOURNAL),  # noqa: B008
        expire: Any = beam.DoFn.TimerParam(EXPIRE),  # noqa: B008
    ) -> Iterator[Said]:
        """Nothing more will come."""
        yield from self._turn(head, queue, waiting, journal, expire)

    @on_timer(EXPIRE)  # type: ignore[untyped-decorator]
    def forget(
        self,
        stamp: Any = beam.DoFn.TimestampParam,
        head: Any = beam.DoFn.StateParam(HEAD),  # noqa: B008
        journal: Any = beam.DoFn.StateParam(JOURNAL),  # noqa: B008
        expire: Any = beam.DoFn.TimerParam(EXPIRE),  # noqa: B008
    ) -> Iterator[Any]:
        """The watermark has passed the last day that some article counts for."""
        about, desk, tables = self._open(head, journal)
        day = int(stamp.micros // (DAY * 1_000_000))
        before = day - self._days
        gone = expire_tables(tables, before, before - self._settings.run.remember_days)
        desk.drop(gone)
        self._close(head, journal, expire, {**about, "day": max(day, about["day"])}, desk, tables)
        yield beam.pvalue.TaggedOutput(self.FORGOT, (len(gone), len(tables.articles), tables.written))

    # ------------------------------------------------------------- inside

    def _turn(self, head: Any, queue: Any, waiting: Any, journal: Any, expire: Any) -> Iterator[Said]:
        items: list[Item] = list(waiting.read())
        if not items:
            return
        waiting.clear()
        queue.clear()
        about, desk, tables = self._open(head, journal)
        seen = int(max(item[2] for item in items) // DAY)
        said = desk.turn(
            [item_article(item) for item in items if item[0] == ARTICLE],
            [item_letter(item) for item in items if item[0] != ARTICLE],
            seen,
        )
        rows = said.rows()
        numbers = _numbers(said)
        before = about["digest"]
        digest = _digest(before, rows, numbers)
        number = about["turn"] + 1
        self._close(head, journal, expire, {**about, "turn": number, "digest": digest}, desk, tables, SLACK)
        numbers.update(known=len(tables.articles), journal_rows=tables.written)
        yield number, before, digest, seen, rows, numbers

    def _open(self, head: Any, journal: Any) -> tuple[dict[str, Any], Desk, HeldTables]:
        data = head.read()
        about: dict[str, Any] = orjson.loads(data) if data else {"turn": 0, "digest": "", "token": "", "day": 0}
        if self._known is None or self._known[0] != about["token"]:
            tables = HeldTables.replay(list(journal.read()) if data else ())
            self._known = about["token"], Desk(self._settings, self._settings_sha256, tables), tables
        return about, self._known[1], self._known[2]

    def _close(
        self, head: Any, journal: Any, expire: Any, about: dict[str, Any], desk: Desk, tables: HeldTables, slack: int = 0
    ) -> None:
        # names this state of the tables; never part of what is said
        about["token"] = uuid.uuid4().hex
        entries = tables.commit()
        if tables.is_stale(slack):
            journal.clear()
            entries = tables.whole()
        for entry in entries:
            journal.add(entry)
        head.write(orjson.dumps(about))
        self._known = about["token"], desk, tables
        next_day = next_expiry(tables, self._days, self._days + self._settings.run.remember_days)
        if next_day is not None:
            # what a story holds back is looked at again a day later
            expire.set(Timestamp(max(next_day, about["day"] + 1) * DAY))


def _numbers(said: Turn) -> dict[str, Any]:
    return {
        "counts": said.counts(), "plan": said.plan(), "revised": said.revised, "retired_links": said.retired_links,
        "retired_families": said.retired_families, "capped": said.capped, "pairs": said.pairs,
    }  # fmt: skip


def _digest(before: str, rows: dict[str, list[tuple[str, bytes]]], numbers: dict[str, Any]) -> str:
    digest = hashlib.sha256(before.encode())
    for table, lines in sorted(rows.items()):
        digest.update(table.encode())
        for _, line in lines:
            digest.update(line + b"\n")
    digest.update(orjson.dumps(numbers, option=orjson.OPT_SORT_KEYS))
    return digest.hexdigest()
