"""``wiretrace stream``, embedded: a loop of bounded runs over watched folders and one state.

No embedded runner of Beam reads without end and keeps what it has read, so this is a micro-batch: a turn takes the
files that have arrived, reads them in a bounded run, settles them at the desk of the unbounded graph over the state's
files (`pipeline.unbounded.desk`, `pipeline.state.warm`), and publishes; the state's pointer is the checkpoint. A turn
that is killed was never there: the next start takes its files again. Output is a folder a turn,
``OUT/turn-<generation>``: a delta, of which the highest revision of each record counts; ``wiretrace state export``
writes the whole.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import Any, Final

import apache_beam as beam
import pyarrow as pa
from apache_beam.options.pipeline_options import PipelineOptions

from pipeline.graph import Job
from pipeline.inputs import Work, is_local_folder
from pipeline.launch import RunFailed
from pipeline.logfile import log_file
from pipeline.manifest import NoRun, now, read_manifest
from pipeline.signals import handled
from pipeline.state.commit import publish_run, take_run_record
from pipeline.state.days import today
from pipeline.state.lock import Busy
from pipeline.state.pointer import Memory, StateError, read_pointer
from pipeline.state.session import open_state
from pipeline.state.warm import WarmTables
from pipeline.state.window import reach
from pipeline.unbounded.desk import Desk
from pipeline.unbounded.elements import ARTICLE, Item, item_article, item_letter, work_pieces
from pipeline.unbounded.graph import ReadFn
from pipeline.unbounded.sinks import turn_folder, write_rows
from pipeline.watch import Arrival, Ledger, Watch
from transforms.normalize_articles import read_boilerplate
from transforms.sketch_articles import read_lexicon

ATTEMPTS: Final = 4
"""Times a turn is tried before the stream gives up; its files stay where they are."""
RETRY_SECONDS = 1.0
"""Wait before the second attempt; four times as long before each further one."""
_COMPACT_TURNS: Final = 256
_M_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 1 << 18
"""Bytes of a block that is given pages of its own."""
_TRIM_TURNS: Final = 8
"""Turns after which memory that is free in this process goes back to the machine."""


class StreamFailed(Exception):
    """A turn failed again and again; the message says how, and nothing of it was published."""


@dataclass
class Latency:
    """Seconds from the last change of a file to the commit of its records, counted in steps of 10 ms."""

    counts: dict[int, int] = field(default_factory=dict)

    def add(self, seconds: float) -> None:
        """One file."""
        step = min(max(int(seconds * 100), 0), 360_000)
        self.counts[step] = self.counts.get(step, 0) + 1

    def quantile(self, share: float) -> float | None:
        """The seconds below which that share of the files stayed; None without files."""
        total = sum(self.counts.values())
        passed = 0
        for step in sorted(self.counts):
            passed += self.counts[step]
            if passed >= share * total:
                return round(step / 100 + 0.01, 2)
        return None


@dataclass
class Totals:
    """What a stream has done since it was started."""

    turns: int = 0
    files: int = 0
    documents: int = 0
    records: int = 0
    dead_letters: int = 0
    revised: int = 0
    latency: Latency = field(default_factory=Latency)

    def row(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "event": "wiretrace_stream",
            "turns": self.turns,
            "files": self.files,
            "documents_read": self.documents,
            "records": self.records,
            "dead_letters": self.dead_letters,
            "revised": self.revised,
            "latency_seconds": {f"p{int(q * 100)}": self.latency.quantile(q) for q in (0.5, 0.95, 0.99)},
        }


class Stream:
    """One stream: watch, take, run, publish, until it is told to stop."""

    def __init__(
        self, job: Job, state: str, options: PipelineOptions, *,
        until_idle: float | None = None, said: Callable[[dict[str, Any], str], None] | None = None,
    ) -> None:  # fmt: skip
        """Keep what to do.

        Args:
            job: inputs to watch, folder of the output, settings; one turn is this job over the files it takes.
            state: folder of the state.
            options: of the embedded runner.
            until_idle: end after so many seconds without a file, or None to go on until told to stop.
            said: called after each turn with its manifest and its line for a person.
        """
        run = job.settings.run
        # a turn is small: many empty partitions and files would be most of its time
        small = run.model_copy(update={"partitions": run.partitions or 2, "shards": run.shards or 1})
        self._job = replace(job, settings=job.settings.model_copy(update={"run": small}), workers=job.workers or 1)
        self._state = state.rstrip("/") or state
        self._options = options
        self._until_idle = until_idle
        self._said = said
        self._stop = threading.Event()
        self._ledger = Ledger(self._state)
        #: hash of the pointer that the tables in memory belong to, the tables, and the desk over them
        self._warm: tuple[str | None, WarmTables, Desk] | None = None
        self._started = now()
        self.totals = Totals()

    def run(self) -> Totals:
        """Loop until a signal or ``until_idle``.

        Raises:
            StreamFailed: a turn failed `ATTEMPTS` times.
            StateError: the state cannot be used.
        """
        run = self._job.settings.run
        _give_large_blocks_back()
        with _signals(self._stop):
            watch = Watch(self._job.inputs, run.settle_seconds, self._recover())
            quiet_since = time.monotonic()
            while not self._stop.is_set():
                started = time.monotonic()
                arrivals = watch.look()
                if arrivals:
                    taken = arrivals[: run.turn_files]
                    self._turn(taken, watch, len(arrivals) - len(taken))
                    quiet_since = time.monotonic()
                elif not watch.waiting() and self._until_idle is not None and started - quiet_since >= self._until_idle:
                    break
                # a backlog is worked off at once; else the next turn may gather for a moment
                behind = len(arrivals) > run.turn_files
                self._stop.wait(0 if behind else max(0.05, run.turn_seconds - (time.monotonic() - started)))
            self._rest()
        return self.totals

    def _rest(self) -> None:
        """Leave a state whose journal is folded into its tables."""
        if self._warm is not None:
            self._warm = None
            with self._open():
                pass

    def _recover(self) -> set[str]:
        """Finish what a killed stream had committed; the marks of what was taken."""
        with self._open() as memory:
            generation, lineage = memory.pointer.generation, memory.pointer.lineage

        def committed(turn: int) -> bool:
            if turn > generation:
                return False
            try:
                about = read_manifest(self._output(turn)).get("state") or {}
            except NoRun:
                return False
            return bool(about.get("generation") == turn and about.get("lineage") == lineage)

        marks = self._ledger.load(committed)
        self._ledger.compact(marks)
        return marks

    @contextmanager
    def _open(self) -> Iterator[Any]:
        with ExitStack() as stack:
            while True:
                try:
                    memory = stack.enter_context(open_state(
                        self._state, self._job.facts.settings_sha256, today(), left=None if self._warm is None else self._warm[0]
                    ))
                    break
                except Busy as busy:
                    # a scheduled run on the same state: it ends
                    print(f"wiretrace: {busy}", file=sys.stderr, flush=True)
                    if self._stop.wait(5.0):
                        raise
            yield memory

    def _output(self, generation: int) -> str:
        return turn_folder(self._job.output, generation)

    def _turn(self, taken: Sequence[Arrival], watch: Watch, behind: int) -> None:
        self._started = now()
        for attempt in range(ATTEMPTS):
            try:
                manifest = self._run(taken)
                break
            except RunFailed as error:
                if attempt + 1 == ATTEMPTS:
                    raise StreamFailed(
                        f"a turn over {len(taken)} files failed {ATTEMPTS} times, the last time with: {error}; "
                        "its files will be taken again at the next start"
                    ) from error
                print(f"wiretrace: {error}; trying again", file=sys.stderr, flush=True)
                if self._stop.wait(RETRY_SECONDS * 4**attempt):
                    raise StreamFailed(f"stopped while a turn was failing: {error}") from error
        watch.take(taken)
        self._count(manifest, taken, behind)
        if self.totals.turns % _TRIM_TURNS == 0:
            _give_back()
        if self.totals.turns % _COMPACT_TURNS == 0:
            watch.look()
            watch.forget()
            self._ledger.compact(watch.present & watch.taken)

    def _run(self, taken: Sequence[Arrival]) -> dict[str, Any]:
        works = tuple(work for arrival in taken for work in arrival.works)
        with self._open() as memory:
            generation = memory.pointer.generation + 1
            self._ledger.write(generation, (arrival.mark for arrival in taken))
            try:
                return self._settle(memory, read_works(works, self._job, self._options), self._output(generation))
            except BaseException as error:
                # what is in memory may be ahead of the state: the next turn begins from the files
                self._warm = None
                if isinstance(error, (RunFailed, StateError)) or not isinstance(error, Exception):
                    raise
                raise RunFailed(f"{type(error).__name__}: {error}; nothing was published") from error

    def _settle(self, memory: Memory, items: Sequence[Item], output: str) -> dict[str, Any]:
        job, settings = self._job, self._job.settings
        if self._warm is None or self._warm[0] != memory.started_from:
            tables = WarmTables(memory, reach(settings.candidates))
            folder = self._state if is_local_folder(self._state) else True
            self._warm = memory.started_from, tables, Desk(settings, job.facts.settings_sha256, tables, folder)
        _, tables, desk = self._warm
        turn = desk.turn(
            [item_article(item) for item in items if item[0] == ARTICLE],
            [item_letter(item) for item in items if item[0] != ARTICLE],
            memory.seen,
        )
        added, dropped = tables.write()
        gathered: dict[str, list[Any]] = {
            "file": list(write_rows(output, turn.rows(), job.formats)), "capped": turn.capped, "state": added, "drop": dropped,
            "retired_links": turn.retired_links, "retired_families": turn.retired_families,
            "revised": [turn.revised], "plan": [turn.plan()],
        }  # fmt: skip
        publish_run(output, replace(job.facts, started=self._started), memory, gathered, turn.counts())
        pointer = read_pointer(self._state) or memory.pointer
        if pointer.generation == memory.pointer.generation:
            tables.discard(memory)
        else:
            desk.drop(tables.committed(replace(memory, pointer=pointer, started_from=pointer.sha256())))
            self._warm = pointer.sha256(), tables, desk
        return take_run_record(memory)

    def _count(self, manifest: dict[str, Any], taken: Sequence[Arrival], behind: int) -> None:
        totals, counts, about = self.totals, manifest["counts"], manifest["state"]
        done = time.time()
        for arrival in taken:
            totals.latency.add(done - arrival.changed)
        revised = sum(about["revised"].values())
        totals.turns += 1
        totals.files += len(taken)
        totals.documents += counts["documents_read"]
        totals.records += counts["records"]
        totals.dead_letters += counts["dead_letters"]
        totals.revised += revised
        if self._said is not None:
            oldest = done - min(arrival.changed for arrival in taken)
            self._said(
                manifest,
                f"turn {about['generation']}: {len(taken)} files, {about['new']} new, {revised} revised, "
                f"{counts['dead_letters']} dead letters, {manifest['seconds']:.1f} s, oldest {oldest:.1f} s, {behind} files wait",
            )


def _give_large_blocks_back() -> None:
    """Give every large block its own pages, which go back when it is freed.

    Left to itself the C library moves the limit up with the blocks it sees, to 32 MB: then the arrays of a turn lie
    between things that stay.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # glibc only
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


def _give_back() -> None:
    """Return free memory: the arrays of a turn come and go, and what lies between them would be kept for ever."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # glibc only
        trim(0)


def read_works(works: Sequence[Work], job: Job, options: PipelineOptions) -> list[Item]:
    """Read, normalise and sketch some work in a bounded run on the embedded runner.

    Raises:
        RunFailed: the run failed.
    """
    token = uuid.uuid4().hex
    _gathered[token] = []
    arrived = time.time()
    settings = job.settings
    read = ReadFn(settings, read_boilerplate(settings.normalize), read_lexicon(settings.sketch), texts=job.texts)
    try:
        pipeline = beam.Pipeline(options=options)
        _ = (
            pipeline
            | "Works" >> beam.Create(list(work_pieces(works, arrived)), reshuffle=False)
            | "Read" >> beam.ParDo(read)
            | "Gather" >> beam.ParDo(_GatherFn(token))
        )
        pipeline.run().wait_until_finish()
        return _gathered[token]
    except Exception as error:
        lines = str(error).strip().splitlines()
        raise RunFailed(f"{lines[0] if lines else type(error).__name__}; nothing was published; details: {log_file()}") from error
    finally:
        del _gathered[token]


_gathered: Final[dict[str, list[Item]]] = {}
"""Items of the runs under way: the embedded runner works in this process."""


class _GatherFn(beam.DoFn):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def process(self, item: Item) -> None:
        _gathered[self._token].append(item)


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """The first SIGTERM or Ctrl-C lets the turn under way finish; the second one stops at once."""

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    with handled((signal.SIGTERM, signal.SIGINT), asked):
        yield
