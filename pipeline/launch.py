"""Starting a run: checks before, progress during, one sentence when it fails."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, Final

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.graph import Job, build
from pipeline.inputs import list_work
from pipeline.logfile import log_file
from pipeline.manifest import read_manifest
from pipeline.options import EMBEDDED, is_template, job_endpoint, runner_name
from pipeline.signals import handled
from pipeline.timings import timed
from pipeline.unpack import COMPRESSED
from pipeline.workers import sized, workers, workers_for
from transforms.packets import Shelf, close_shelf
from transforms.ready import is_ready

_STAGES: Final = (
    ("ReadFiles", "reading, normalising and sketching"),
    ("ListFiles", "listing the input"),
    ("LoadKnown", "reading what is known"),
    ("Plan/GatherArrivals/Read", "seeing what is new"),
    ("WithoutSuperseded", "cutting sketches into keys"),
    ("FindCandidates-Match", "finding candidate pairs"),
    ("FindCandidates-MergePairs", "finding candidate pairs"),
    ("Align-SendSketches", "bringing sketches to their pairs"),
    ("Align-Align", "aligning pairs"),
    ("Settle/GatherChanges/Read", "settling what changes"),
    ("Attribute-LabelComponents", "finding components"),
    ("Attribute-Attribute", "attributing families"),
    ("Write_records-Write", "writing tables"),
    ("PublishManifest", "publishing"),
    ("Publish-Commit", "publishing"),
)
"""Part of a Beam stage's name → what a person reads; the first that fits counts."""


_SHELF: Final = ".wiretrace-"
"""Start of the name of the folder that the processes of a run share."""


class RunFailed(Exception):
    """A run failed; the message is one sentence, the details are in the log file it names."""


class Stopped(BaseException):
    """A run was asked to stop by a signal.

    No `Exception`, like KeyboardInterrupt: what makes a dead letter of a text that fails, or another error of an error,
    must not make one of this.
    """


def run_job(
    job: Job, options: PipelineOptions, *, progress: bool = True, stoppable: bool = True
) -> dict[str, Any]:
    """Run a job to its end and return its manifest.

    A template is only launched: then there is no manifest yet, and the answer is empty.

    With a memory it is the record of the run, which stands in the output only if the run had anything to say.
    Unless it is ``stoppable``, signals are the caller's business.

    Raises:
        InputError: nothing matches an input.
        RunFailed: the pipeline failed; nothing was published.
        Stopped: SIGTERM or Ctrl-C; nothing was published.
    """
    # compressed text is about a quarter of its size
    works = [work for pattern in job.inputs for work in list_work(pattern)] if job.works is None else job.works
    found = {work.path: work for work in works}
    size = sum(work.size * (4 if work.path.endswith(COMPRESSED) else 1) for work in found.values())
    job = replace(job, settings=job.settings.model_copy(update={"run": sized(job.settings.run, size)}))
    embedded = runner_name(options) == EMBEDDED
    job = replace(job, workers=(job.workers or workers_for(size)) if embedded else 1)
    job_server_answers(options)
    if embedded and progress and not is_ready():
        print("wiretrace: the first run of a version compiles its loops, which takes a minute or two", file=sys.stderr, flush=True)
    with _signals() if stoppable else nullcontext(), _quiet(embedded):
        try:
            # what is shown has a thread of its own, and workers are forked before there is one
            with _one_machine(job, embedded) as here, _progress(embedded and progress):
                pipeline = beam.Pipeline(options=options)
                build(pipeline, here)
                result = pipeline.run()
                if not is_template(options):
                    result.wait_until_finish()
        except Stopped as error:
            # Beam adds the step in which it came
            raise Stopped(str(error).partition(" [while running")[0]) from error
        except KeyboardInterrupt as error:
            raise Stopped("stopped by Ctrl-C; nothing was published") from error
        except Exception as error:
            raise RunFailed(f"{_first_line(error)}; nothing was published; details: {log_file()}") from error
    if is_template(options):
        return {}
    if job.memory is not None:
        from pipeline.state.commit import take_run_record

        return take_run_record(job.memory)
    return read_manifest(job.output)


def job_server_answers(options: PipelineOptions) -> None:
    """Beam waits for a job server that is not there as long as for a job that runs: ask first.

    Raises:
        RunFailed: none answers.
    """
    place = job_endpoint(options)
    if place is None:
        return
    try:
        socket.create_connection(place, timeout=20).close()
    except OSError as error:
        raise RunFailed(f"no job server answers at {place[0]}:{place[1]}: {error}") from error


@contextmanager
def _one_machine(job: Job, embedded: bool) -> Iterator[Job]:
    """The job with what only one machine has: worker processes, and a folder they share while it runs."""
    if not embedded:
        yield job
        return
    # a local output says where there is room; what a killed run left there is removed by the next
    parent = None if "://" in job.output else Path(job.output)
    if parent is not None:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f"{_SHELF}*"):
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=_SHELF, dir=parent)
    try:
        with workers(job.workers), timed() as clock, _listen(clock.begin):
            yield replace(job, shelf=Shelf(folder))
    finally:
        close_shelf(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    sentence = text[0] if text else type(error).__name__
    return f"{type(error).__name__}: {sentence}" if type(error).__name__ not in sentence else sentence


@contextmanager
def _signals() -> Iterator[None]:
    """SIGTERM stops the embedded runner as Ctrl-C does: by an exception in the main thread."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped(f"stopped by {signal.Signals(number).name}; nothing was published")

    with handled((signal.SIGTERM,), stop):
        yield


@contextmanager
def _quiet(embedded: bool) -> Iterator[None]:
    """Keep the embedded runner's own stack traces off the terminal: what fails is raised, and said once.

    Other runners' lines are left alone: schedulers read job ids from them.
    """
    logger = logging.getLogger("apache_beam")
    before = logger.level
    if embedded:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


class _StageHandler(logging.Handler):
    """Turns the embedded runner's own log of stages into words."""

    def __init__(self, begin: Callable[[str], object]) -> None:
        super().__init__(logging.DEBUG)
        self._begin = begin
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        if "Running bundle for stage" not in str(record.msg) or not isinstance(record.args, tuple):
            return
        name = str(record.args[0])
        words = next((words for part, words in _STAGES if part in name), None)
        if words is not None and words != self._last:
            self._last = words
            self._begin(words)


@contextmanager
def _listen(begin: Callable[[str], object]) -> Iterator[None]:
    """Hear of every stage that the embedded runner starts: it names them here, at DEBUG."""
    logger = logging.getLogger("apache_beam.runners.portability.fn_api_runner.fn_runner.run_bundle")
    handler = _StageHandler(begin)
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


@contextmanager
def _progress(on: bool) -> Iterator[None]:
    if not on:
        yield
        return
    with _display(Console(stderr=True)) as show, _listen(show):
        yield


@contextmanager
def _display(console: Console) -> Iterator[Any]:
    if console.is_terminal:
        with Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True
        ) as bar:
            task = bar.add_task("starting")
            yield lambda words: bar.update(task, description=words)
    else:
        yield lambda words: print(f"wiretrace: {words}", file=sys.stderr, flush=True)


def local_folder_is_writable(output: str) -> str | None:
    """Why a local output folder cannot be used, or None if it can (or is not local)."""
    if "://" in output:
        return None
    path = Path(output)
    if path.exists() and not path.is_dir():
        return f"the output {output!r} is a file, not a folder"
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        return f"cannot write to the output folder {output!r}: {error.strerror}"
    return None
