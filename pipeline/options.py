"""Beam options: which runner, how many workers, and what is refused because it loses data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from apache_beam.options.pipeline_options import (
    PipelineOptions,
    PipelineOptionsT,
    PortableOptions,
    StandardOptions,
)

EMBEDDED: Final = "FnApiRunner"
"""The embedded runner: one process, exact, no download (``DirectRunner`` picks its engine by machine)."""

LONGEST_JOB: Final = 30 * 86_400
"""Seconds that the client waits for a job on a job server. Beam's default of 300 is the deadline of the stream of
the job's states, whatever its help says: a job of more than five minutes ends for the client in DEADLINE_EXCEEDED."""

REFUSED_RUNNERS: Final = {
    "directrunner": "it tries to download another engine and answers differently on other machines; use FnApiRunner",
    "switchingdirectrunner": "it tries to download another engine; use FnApiRunner",
    "daskrunner": "it drops the output of finish_bundle and merges tagged outputs, and still reports success",
}
"""Runner name in lower case → why it is refused (measured on Beam 2.77)."""

JOB_SERVER_OPTIONS: Final = frozenset(
    {
        "checkpointing_interval", "checkpointing_mode", "checkpoint_timeout_millis", "min_pause_between_checkpoints",
        "num_concurrent_checkpoints", "tolerable_checkpoint_failure_number", "externalized_checkpoints_enabled",
        "retain_externalized_checkpoints_on_cancellation", "finish_bundle_before_checkpointing",
        "unaligned_checkpoint_enabled", "enable_stable_input_drain", "savepoint_path", "allow_non_restored_state",
        "state_backend", "state_backend_storage_path", "number_of_execution_retries", "execution_retry_delay",
        "shutdown_sources_after_idle_ms", "auto_watermark_interval", "latency_tracking_interval", "object_reuse",
        "max_bundle_size", "max_bundle_time_mills",
    }
)  # fmt: skip
"""Options of Flink that Beam's Python side does not know: its job server reads them (Java `FlinkPipelineOptions`)."""


class OptionsError(Exception):
    """Beam options that cannot be used; the message says why and what to use."""


class _Options(PipelineOptions):
    """Options whose views are made once each.

    Beam asks for a view several times for every transform, and makes a parser of all options each time: a sixth of what
    it takes to put a small job together. Views of one object share their values, so one of each kind says the same.
    """

    def view_as(self, cls: type[PipelineOptionsT]) -> PipelineOptionsT:
        """See Beam."""
        # Beam sends every other way of setting an attribute to the options themselves
        views: dict[type[PipelineOptions], PipelineOptions] = self.__dict__.setdefault("_views", {})
        if cls not in views:
            views[cls] = super().view_as(cls)
        return cast("PipelineOptionsT", views[cls])


def pipeline_options(args: Sequence[str]) -> PipelineOptions:
    """Options of one run.

    Args:
        args: Beam options as on the command line.

    Raises:
        OptionsError: a runner or mode that loses data, or an option that Beam does not know.
    """
    try:
        options = _Options(list(args))
        unknown = _unknown(args)
    except SystemExit as error:  # Beam parses with argparse, which exits by itself
        raise OptionsError(f"Beam does not accept these options: {' '.join(args)}") from error
    if unknown:
        raise OptionsError(f"unknown Beam option {unknown[0]!r} after --; see the options of your runner")
    standard = options.view_as(StandardOptions)
    name = str(standard.runner or EMBEDDED).rpartition(".")[2]
    reason = REFUSED_RUNNERS.get(name.lower())
    if reason is not None:
        raise OptionsError(f"the runner {name} is refused: {reason}")
    if standard.runner is None:
        standard.runner = EMBEDDED
    given: dict[str, Any] = options.get_all_options()
    if name.lower() == "prismrunner" and not given.get("prism_location"):
        raise OptionsError(
            "the runner PrismRunner is refused without --prism_location: it fetches a binary from the network; "
            "start Prism yourself and use configs/prism.toml"
        )
    if "job_server_timeout" not in options.get_all_options(drop_default=True):
        options.view_as(PortableOptions).job_server_timeout = LONGEST_JOB
    if given.get("direct_running_mode") == "multi_threading":
        raise OptionsError("direct_running_mode=multi_threading is refused: it loses elements silently; use --workers")
    return options


def job_endpoint(options: PipelineOptions) -> tuple[str, int] | None:
    """Host and port of the job server that the options name, if they do."""
    host, separator, port = str(options.view_as(PortableOptions).job_endpoint or "").rpartition(":")
    return (host.strip("[]"), int(port)) if separator and port.isdigit() else None


def runner_name(options: PipelineOptions) -> str:
    """The runner's short name, for the manifest."""
    return str(options.view_as(StandardOptions).runner).rpartition(".")[2]


def is_template(options: PipelineOptions) -> bool:
    """Whether the job is only launched here: the launcher of a Flex Template must exit for the job to start."""
    return bool(options.get_all_options().get("template_location"))


def _unknown(args: Sequence[str]) -> list[str]:
    # asked of Beam's own parser: some options have a second spelling, which a comparison of names would refuse
    options = PipelineOptions(list(args))
    known = set(options.get_all_options(retain_unknown_options=False))
    if str(options.view_as(StandardOptions).runner).rpartition(".")[2] in ("FlinkRunner", "PortableRunner"):
        known |= JOB_SERVER_OPTIONS
    return sorted(f"--{name}" for name in options.get_all_options(retain_unknown_options=True).keys() - known)
