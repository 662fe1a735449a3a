"""Handing an unbounded stream to its engine: what is refused, and what is set for it."""

from __future__ import annotations

import posixpath
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

import apache_beam as beam
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

from pipeline.launch import RunFailed, job_server_answers
from pipeline.logfile import log_file
from pipeline.manifest import MANIFEST
from pipeline.options import OptionsError, is_template, pipeline_options, runner_name
from pipeline.signals import handled
from pipeline.unbounded.desk_fn import DAY
from pipeline.unbounded.graph import StreamJob, build_unbounded
from pipeline.unbounded.sinks import turn_folder
from pipeline.unbounded.sources import SourceError, WatchSettings, sources_of

CHECKPOINT_MILLISECONDS: Final = 10_000
"""Between checkpoints on Flink, unless the options say otherwise; without any a failure would lose what is known."""

REFUSED: Final = {
    "bundlebaseddirectrunner": "it has no checkpoints and cannot watch folders; leave the runner out for the embedded stream",
    "sparkrunner": "Beam's Spark runner has no timers in streaming; schedule wiretrace run --state on it",
    "sparkuberjarjobserver": "Beam's Spark runner has no timers in streaming; schedule wiretrace run --state on it",
}
"""Runner name in lower case → why it does not run a stream."""


def stream_options(args: Sequence[str], output: str) -> PipelineOptions:
    """Beam options of a stream: refuses what would lose or double data, and sets what a stream needs.

    Args:
        args: Beam options as on the command line.
        output: folder of the turns.

    Raises:
        OptionsError: the runner cannot run a stream, or the output holds another one.
    """
    options = pipeline_options(args)
    name = runner_name(options)
    reason = REFUSED.get(name.lower())
    if reason is not None:
        raise OptionsError(f"wiretrace stream does not run on {name}: {reason}")
    given: dict[str, Any] = options.get_all_options(retain_unknown_options=True)
    if not given.get("savepoint_path") and not given.get("update") and _holds_turns(output):
        raise OptionsError(
            f"the output {output!r} holds the turns of an earlier stream; give another folder, or let that stream go on "
            "from its savepoint (on Flink: --savepoint_path=...)"
        )
    if name == "FlinkRunner" and "checkpointing_interval" not in given:
        options = pipeline_options([*args, f"--checkpointing_interval={CHECKPOINT_MILLISECONDS}"])
    options.view_as(StandardOptions).streaming = True
    return options


def _holds_turns(output: str) -> bool:
    try:
        return bool(FileSystems.exists(posixpath.join(turn_folder(output, 1), MANIFEST)))
    except (BeamIOError, OSError):
        return False


def run_stream(
    job: StreamJob, inputs: tuple[str, ...], options: PipelineOptions, stop_after: float | None = None
) -> dict[str, int]:
    """Hand the stream to its engine and wait for its end; SIGTERM and Ctrl-C cancel it there.

    Args:
        job: what to read and write.
        inputs: files, folders, globs, ``kafka://`` and ``pubsub://`` addresses.
        options: from `stream_options`.
        stop_after: seconds after which watched folders end, or None for never.

    Returns:
        The counters of the job, as far as the engine tells them.

    Raises:
        SourceError: an input is named wrongly.
        RunFailed: the job failed, or the engine does not answer.
    """
    run = job.settings.run
    every = max(run.turn_seconds / 2, 0.2)
    looks = None if stop_after is None else max(1, int(stop_after / every))
    watch = WatchSettings(every, run.settle_seconds, run.late_days * DAY, looks)
    sources = sources_of(inputs, watch, runner_name(options))
    job_server_answers(options)
    try:
        pipeline = beam.Pipeline(options=options)
        build_unbounded(pipeline, job, sources)
        result = pipeline.run()
        if not is_template(options):
            with _cancelled_by_signals(result):
                result.wait_until_finish()
    except _Cancelled:
        return {}
    except Exception as error:
        lines = str(error).strip().splitlines()
        raise RunFailed(f"{lines[0] if lines else type(error).__name__}; details: {log_file()}") from error
    return _counters(result)


class _Cancelled(Exception):
    pass


@contextmanager
def _cancelled_by_signals(result: Any) -> Iterator[None]:
    def asked(number: int, frame: FrameType | None) -> None:
        raise _Cancelled

    with handled((signal.SIGTERM, signal.SIGINT), asked):
        try:
            yield
        except _Cancelled:
            result.cancel()
            raise


def _counters(result: Any) -> dict[str, int]:
    try:
        found = result.metrics().query(beam.metrics.MetricsFilter().with_namespace("wiretrace"))["counters"]
    except Exception:  # some engines keep their metrics to themselves
        return {}
    return {counter.key.metric.name: int(counter.result) for counter in found}


__all__ = ["OptionsError", "SourceError", "run_stream", "stream_options"]
