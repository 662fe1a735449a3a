"""Worker processes of the embedded runner: a pool that lives as long as the run, and transforms that work over it.

Beam's embedded runner works in one process. Its own ``multi_threading`` loses elements, its ``multi_processing`` sends
every element of every stage through gRPC and cuts each stage into equal parts beforehand (figures in the README). Here
the runner stays in one process, in memory and exact; only the functions that cost time run elsewhere: elements go to
whichever worker is free, results come back in order. A worker that dies fails the run; no element can be lost.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import connection
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from transforms.ready import make_ready
from transforms.settings import RunSettings
from transforms.uncollected import uncollected

_AHEAD = 3
"""Elements a worker may have waiting, its own included: enough that none idles, few enough that results do not pile up."""

_ARTICLE = 2500
"""Bytes of an article, about: 400 words."""
_SMALL = 4 << 20
"""Bytes of input from which workers pay: they need two seconds to start."""

_LARGE = 10_000
"""Articles of a partition of a large input."""

_pool: ProcessPoolExecutor | None = None
_embedded = False
_ahead = 0
_spent: dict[str, float] = {}
_imported = 0
"""Threads of a process that has only imported so far, those of libraries; 0: this process may have done anything."""


def available() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


def workers_for(size: int) -> int:
    """Workers for an input of so many bytes: all cores, but none for an input that is read before they have started."""
    return available() if size >= _SMALL else 1


def sized(run: RunSettings, size: int) -> RunSettings:
    """Blocks, partitions and shards where the settings leave them open, by bytes of input.

    A partition's keys and pairs are in memory at once: some 4,000 articles keep it to a few dozen megabytes, `_LARGE` to
    a hundred or two. Blocks times partitions, and partitions times partitions, are elements of a shuffle, each of which the
    embedded runner handles in one process: so both grow with the input, and blocks too.
    """
    articles = size // _ARTICLE
    return run.model_copy(
        update={
            "block": run.block or (256 if articles < 200_000 else 512 if articles < 600_000 else 2048),
            "partitions": run.partitions or min(max(articles // 4000, 16), max(64, articles // _LARGE), 512),
            "shards": run.shards or min(max(articles // 12_500, 8), 1024),
        }
    )


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Keep a pool of so many processes while the block runs and jobs of the embedded runner are made; one needs no pool.

    Raises:
        RuntimeError: there is a pool already; runs of one process do not share it.
    """
    global _pool, _ahead, _embedded
    _spent.clear()
    if count > 1 and _pool is not None:
        raise RuntimeError("a run with several workers is under way in this process; wait for it or use one worker")
    before, _embedded = _embedded, True
    try:
        if count <= 1:
            yield
            return
        forks = _forks()
        if forks:
            make_ready()
        context = multiprocessing.get_context("fork") if forks else _context()
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin)
        if forks:
            pool.submit(_begun)  # all processes of a pool that forks start at its first work: before there are threads
        _pool, _ahead = pool, count * _AHEAD
        try:
            yield
        finally:
            _pool = None
            pool.shutdown(wait=True, cancel_futures=True)
    finally:
        _embedded = before


def spent() -> dict[str, float]:
    """Processor seconds of the run so far: each function that goes to workers, by name, and this process as a whole.

    The parts of a run with one worker are parts of this process too.
    """
    whole = {"the runner's process": time.process_time()}
    return {name: round(seconds, 3) for name, seconds in sorted({**_spent, **whole}.items())}


def only_imported() -> None:
    """Say that this process is a command's own and has done nothing yet but import: its workers may be its forks.

    What is imported stays: no search for cycles looks at it again, here and in the forks.
    """
    global _imported
    gc.freeze()
    _imported = _threads()


def _forks() -> bool:
    """Whether workers can be forked from this process: it is loaded already, and a server would load it all again.

    A fork copies the locks that other threads hold. So it must have no thread but those that were there when it had only
    imported: of numpy's and Arrow's libraries, which are made for it.
    """
    # before Python 3.11 a pool forks some of its processes later, when there are threads
    if not _imported or sys.version_info < (3, 11) or threading.active_count() > 1:
        return False
    return _threads() == _imported


def _threads() -> int:
    """Threads of this process, those of libraries too; 0 where the system does not say."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 0


def _begin() -> None:
    """In a worker: what stops its parent is not for it, and it ends with it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()


def _begun() -> None:
    """No work."""


def _end_with_parent() -> None:
    """End this worker when the process that started it has ended: one that was killed ends nobody itself.

    A worker would wait for work for ever: the other end of its queue is open in the workers beside it.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="wiretrace-parent", daemon=True).start()


def _context() -> Any:
    # the runner and gRPC have threads, and a fork copies their locks; a server forked before them has none
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.graph", "pipeline.ready"])
    return context


def spread(elements: Any, name: str) -> Any:
    """Spread elements over the workers of a cluster, so that what follows is not done where they were made.

    The embedded runner has one process and hands out each element by itself (`over_workers`): there nothing is added to
    the job, for every transform takes some milliseconds, however little it does.
    """
    return elements if _embedded else elements | name >> beam.Reshuffle()


def each(function: Callable[[Any], Iterable[Any]], elements: Iterable[Any]) -> Iterator[Any]:
    """Outputs of a function for every element, in order, made by the workers if there are any.

    For work that comes up inside one element of a stage; elsewhere take `over_workers`, which the runner can spread too.
    """
    name, pickled = _name(function), pickle.dumps(function)
    waiting: deque[Future[tuple[list[Any], float]]] = deque()
    for element in elements:
        if _pool is None:
            yield from _counted(name, _timed(function, element))
            continue
        waiting.append(_pool.submit(_call, pickled, element))
        while len(waiting) > _ahead:
            yield from _counted(name, waiting.popleft().result())
    while waiting:
        yield from _counted(name, waiting.popleft().result())


def over_workers(function: Callable[[Any], Iterable[Any]]) -> Any:
    """ParDo of a function that gives any number of outputs for an element, run by the workers if there are any."""
    return beam.ParDo(_OverWorkersFn(function))


class _OverWorkersFn(beam.DoFn):
    def __init__(self, function: Callable[[Any], Iterable[Any]]) -> None:
        super().__init__()
        self._function = function
        self._pickled = b""
        self._waiting: deque[Future[tuple[list[Any], float]]] = deque()
        self._name = _name(function)

    def start_bundle(self) -> None:
        self._waiting = deque()
        self._pickled = pickle.dumps(self._function)

    def process(self, element: Any) -> Iterator[Any]:
        if _pool is None:
            yield from _counted(self._name, _timed(self._function, element))
            return
        if isinstance(element, tuple) and len(element) == 2 and not isinstance(element[1], (tuple, list, bytes)):
            element = (element[0], list(element[1]))  # a group of the runner cannot be sent as it is
        self._waiting.append(_pool.submit(_call, self._pickled, element))
        while len(self._waiting) > _ahead or (self._waiting and self._waiting[0].done()):
            yield from _counted(self._name, self._waiting.popleft().result())

    def finish_bundle(self) -> Iterator[Any]:
        window = GlobalWindow()
        while self._waiting:
            for result in _counted(self._name, self._waiting.popleft().result()):
                if isinstance(result, beam.pvalue.TaggedOutput):
                    value = WindowedValue(result.value, window.max_timestamp(), [window])
                    yield beam.pvalue.TaggedOutput(result.tag, value)
                else:
                    yield WindowedValue(result, window.max_timestamp(), [window])


def _name(function: Any) -> str:
    work = getattr(function, "func", function)
    named = getattr(work, "__name__", type(work).__name__)
    return f"{work.__module__.rpartition('.')[2]}: {named.strip('_')}"


def _counted(name: str, done: tuple[list[Any], float]) -> list[Any]:
    _spent[name] = _spent.get(name, 0.0) + done[1]
    return done[0]


@lru_cache(maxsize=32)
def _function(pickled: bytes) -> Callable[[Any], Iterable[Any]]:
    function: Callable[[Any], Iterable[Any]] = pickle.loads(pickled)
    return function


def _call(pickled: bytes, element: Any) -> tuple[list[Any], float]:
    return _timed(_function(pickled), element)


def _timed(function: Callable[[Any], Iterable[Any]], element: Any) -> tuple[list[Any], float]:
    begin = time.process_time()
    with uncollected():
        results = list(function(element))
    return results, time.process_time() - begin
