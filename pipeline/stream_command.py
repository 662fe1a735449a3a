"""``wiretrace stream``: the loop of the embedded stream, or one unbounded job on an engine."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import orjson
import typer

from pipeline.command_options import Config, Set, beam_options_of, formats_of, record_line, settings_of
from pipeline.failure import Failure


def stream(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Option("--input", help="File, folder or glob to watch, on any Beam file system; on an engine also kafka://BROKER/TOPIC, pubsub://projects/P/subscriptions/S. May repeat.")],
    output: Annotated[str, typer.Option("--output", help="Folder for the results, one folder a turn.")],
    state: Annotated[str | None, typer.Option("--state", help="Folder with the memory; made if missing. Without an engine only: an engine keeps it in its checkpoints.")] = None,
    config: Config = None,
    overrides: Set = None,
    table_format: Annotated[str, typer.Option("--format", help="`jsonl`, `parquet` or `both`.")] = "jsonl",
    texts: Annotated[bool, typer.Option("--texts", help="Also write the decoded texts, for explain and report.")] = False,
    until_idle: Annotated[float | None, typer.Option(min=0, help="End after so many seconds without a new file.")] = None,
    stop_after: Annotated[float | None, typer.Option(min=0, help="On an engine: end the watch after so many seconds, settle what waits, and let the job finish.")] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Print the record of each turn as one line of JSON.")] = False,
) -> int:
    """Watch folders and write provenance records as articles arrive, within seconds.

    It works in turns: each takes the files that are complete and not yet taken, matches them with each other and with
    what the state knows, and publishes a folder OUT/turn-N. Ctrl-C or SIGTERM finishes the turn under way.

    Embedded it is a loop of bounded runs. On an engine that checkpoints, named after --, it is one unbounded job, which
    keeps what it knows in its checkpoints; Ctrl-C or SIGTERM cancels the job there.

    Examples:
        wiretrace stream --input arriving/ --output out/ --state state/

        wiretrace stream --input 'arriving/**/*.txt' --output out/ --state state/ --set run.turn_seconds=1 --until-idle 60

        wiretrace stream --input gs://bucket/arriving/ --output gs://bucket/out/ --config configs/flink.toml
    """
    from pipeline.config import settings_sha256
    from pipeline.graph import Job
    from pipeline.launch import RunFailed, local_folder_is_writable
    from pipeline.manifest import RunFacts, now
    from pipeline.options import EMBEDDED, OptionsError, pipeline_options, runner_name
    from pipeline.state.pointer import StateError
    from pipeline.stream import Stream, StreamFailed

    settings = settings_of(config, overrides)
    formats = formats_of(table_format)
    try:
        options = pipeline_options([*beam_options_of(config), *context.args])
    except OptionsError as error:
        raise Failure(2, str(error)) from error
    embedded = runner_name(options) == EMBEDDED
    if embedded and state is None:
        raise Failure(2, "the embedded stream needs --state FOLDER, which is its checkpoint; or name an engine: -- --runner=FlinkRunner ...")
    if embedded and (stop_after is not None or any(i.startswith(("kafka://", "pubsub://")) for i in inputs)):
        raise Failure(2, "--stop-after and topics need an engine: -- --runner=FlinkRunner ...; the embedded stream watches files, and has --until-idle")
    if not embedded and (state is not None or until_idle is not None):
        raise Failure(2, f"on {runner_name(options)} there is no --state, for the engine's checkpoints hold it, and no --until-idle; see --stop-after")
    problem = local_folder_is_writable(output)
    if problem is not None:
        raise Failure(2, problem)
    facts = RunFacts(tuple(inputs), settings.model_dump(mode="json"), settings_sha256(settings), now(), runner_name(options), None)
    if not embedded:
        beam = [*beam_options_of(config), *context.args]
        return _unbounded(inputs, output, settings, facts, formats, texts, beam, stop_after)
    assert state is not None
    job = Job(tuple(inputs), output, settings, facts, formats=formats, texts=texts)

    def said(manifest: dict[str, Any], line: str) -> None:
        print(f"wiretrace: {line}", file=sys.stderr, flush=True)
        if log_json:
            print(record_line(manifest), flush=True)

    try:
        totals = Stream(job, state, options, until_idle=until_idle, said=said).run()
    except StateError as error:
        raise Failure(5, str(error)) from error
    except (RunFailed, StreamFailed) as error:
        raise Failure(1, str(error)) from error
    print(orjson.dumps(totals.row(), option=orjson.OPT_SORT_KEYS).decode())
    return 0


def _unbounded(
    inputs: list[str], output: str, settings: Any, facts: Any, formats: tuple[str, ...], texts: bool,
    beam: list[str], stop_after: float | None,
) -> int:  # fmt: skip
    from pipeline.launch import RunFailed
    from pipeline.unbounded.graph import StreamJob
    from pipeline.unbounded.launch import OptionsError, SourceError, run_stream, stream_options

    try:
        job = StreamJob(output, settings, facts, formats, texts)
        counters = run_stream(job, tuple(inputs), stream_options(beam, output), stop_after)
    except (OptionsError, SourceError) as error:
        raise Failure(2, str(error)) from error
    except RunFailed as error:
        raise Failure(1, str(error)) from error
    print(orjson.dumps({"event": "wiretrace_unbounded", "counters": counters}, option=orjson.OPT_SORT_KEYS).decode())
    return 0
