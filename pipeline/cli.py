"""The command line: ``wiretrace run | stream | normalize | explain | report | evaluate | validate | demo | learn | state``.

Exit codes: 0 done; 2 wrong use or settings; 3 input not found or unreadable; 4 finished, but over a limit of dead letters
or of ``--fail-on``; 5 the state cannot be used; 1 anything else. Each failure is one sentence on standard error.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated, Any

import orjson
import typer

from pipeline.command_options import Config, Set, beam_options_of, formats_of, record_line, settings_of
from pipeline.failure import Failure
from pipeline.learn_command import learn_app
from pipeline.state.command import state_app
from pipeline.stream_command import stream
from transforms.uncollected import uncollected

app = typer.Typer(
    name="wiretrace",
    help="Which outlet copied or translated which agency original, with the proof.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    add_completion=False,
)
app.add_typer(learn_app, name="learn")
app.add_typer(state_app)

_BEAM = {"allow_extra_args": True, "ignore_unknown_options": False}

Output = Annotated[str, typer.Argument(metavar="OUT", help="The output folder of a run.")]


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(_main(argv))


def console() -> None:
    """The command ``wiretrace``: the same in a process of its own, which need not be taken apart.

    Python frees every object at its end, which takes a second after a run; what is asked for at exit is still done.
    """
    code = _main()
    atexit._run_exitfuncs()
    for printed in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError, ValueError):
            printed.flush()
    os._exit(code)


def _main(argv: list[str] | None = None) -> int:
    # Beam warns of packages that nothing here needs
    logging.getLogger().addFilter(lambda record: "apitools not found" not in record.getMessage())
    try:
        result = app(args=argv, standalone_mode=False)
    except Failure as failure:
        print(f"wiretrace: {failure}", file=sys.stderr)
        return failure.code
    except typer.TyperException as error:
        message = error.format_message()
        # without arguments the message is the help itself
        print(message if message.lstrip().startswith("Usage") else f"wiretrace: {message}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        print("wiretrace: stopped by Ctrl-C", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as error:
        from pipeline.logfile import log_file

        print(f"wiretrace: {type(error).__name__}: {error}; details: {log_file()}", file=sys.stderr)
        return 1
    return result if isinstance(result, int) else 0


@app.command(context_settings=_BEAM)
def run(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Option("--input", help="File, folder or glob on any Beam file system. May repeat.")],
    output: Annotated[str, typer.Option("--output", help="Folder for the results.")],
    config: Config = None,
    overrides: Set = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes of the embedded runner; 0: all cores.")] = 0,
    table_format: Annotated[str, typer.Option("--format", help="`jsonl`, `parquet` or `both`.")] = "jsonl",
    texts: Annotated[bool, typer.Option("--texts", help="Also write the decoded texts, for explain and report.")] = False,
    keep_candidates: Annotated[bool, typer.Option(help="Also write the candidate pairs.")] = False,
    sample: Annotated[int | None, typer.Option(min=1, help="Read only N files, chosen by the hash of their names.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would be read, with which settings, and stop.")] = False,
    state: Annotated[str | None, typer.Option("--state", help="Folder with the memory of scheduled runs; made if missing.")] = None,
    seen: Annotated[str | None, typer.Option(help="Day of arrival of what is new, YYYY-MM-DD. [default: today, UTC]")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Only documents of this day and later; what is known is said again.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Only documents of this day and earlier.")] = None,
    fail_on: Annotated[
        list[str] | None, typer.Option(metavar="LIMIT", help="Exit with 4 over `dead_letters=SHARE`, `drop=SHARE`, or when `empty`. May repeat.")
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Print the run record as one line of JSON, too.")] = False,
) -> int:
    """Read raw article texts and write provenance records.

    Examples:
        wiretrace run --input articles/ --output out/

        wiretrace run --input 'dumps/*.jsonl.gz' --output out/ --set read.text_field=body --workers 2

        wiretrace run --input gs://bucket/dump/ --output gs://bucket/out -- --runner=DataflowRunner --project=p

        wiretrace run --input arrived/2024-03-01/ --output out/2024-03-01/ --state state/ --fail-on drop=0.5
    """
    from pipeline.limits import LimitError, parse_limit

    settings = settings_of(config, overrides)
    formats = formats_of(table_format)
    try:
        limits = [parse_limit(text) for text in fail_on or ()]
    except LimitError as error:
        raise Failure(2, str(error)) from error
    if dry_run:
        return _dry_run(inputs, settings, sample)
    memory = None
    if state is not None:
        memory = _Asked(state, _day("--seen", seen), _day("--from", first), _day("--to", last))
        if sample is not None:
            raise Failure(2, "--sample and --state do not go together: a sample must not become what is known")
    elif seen or first or last or any(kind == "drop" for kind, _ in limits):
        raise Failure(2, "--seen, --from, --to and --fail-on drop need a --state")
    manifest = _run(
        inputs, output, settings, [*beam_options_of(config), *context.args],
        workers=workers, formats=formats, texts=texts, keep_candidates=keep_candidates, sample=sample, memory=memory,
    )  # fmt: skip
    if not manifest:
        print("launched; the job publishes its output and state when it ends")
        return 0
    print(summary(manifest, output))
    if log_json:
        print(record_line(manifest))
    return limit_exit(manifest, settings, limits, memory)


@dataclass
class _Asked:
    """What a run asks of a state."""

    state: str
    seen: int | None
    first: int | None
    last: int | None
    #: make the state anew instead of adding to it
    rebuild: bool = False
    #: documents read by the runs before, oldest first; filled in when the state is open
    read_before: list[int] = field(default_factory=list)


def _day(option: str, text: str | None) -> int | None:
    from pipeline.state.days import day_number

    try:
        return None if text is None else day_number(text)
    except ValueError as error:
        raise Failure(2, f"{option} must be a day, YYYY-MM-DD, got {text!r}") from error


def limit_exit(manifest: dict[str, Any], settings: Any, limits: list[tuple[str, float]], memory: _Asked | None) -> int:
    """Exit code of a finished run: 4 when it is over a limit.

    Raises:
        Failure: with code 4 and the sentence.
    """
    from pipeline.limits import over_limit

    sentence = over_limit(limits, manifest["counts"], memory.read_before if memory is not None else ())
    if sentence is not None:
        raise Failure(4, sentence)
    return dead_letter_exit(manifest, settings)


def _run(
    inputs: list[str],
    output: str,
    settings: Any,
    beam_args: list[str],
    *,
    workers: int = 0,
    formats: tuple[str, ...] = ("jsonl",),
    texts: bool = False,
    keep_candidates: bool = False,
    sample: int | None = None,
    memory: _Asked | None = None,
) -> dict[str, Any]:
    with uncollected():  # what is imported stays
        from pipeline.config import settings_sha256
        from pipeline.graph import Job
        from pipeline.inputs import InputError
        from pipeline.launch import RunFailed, Stopped, local_folder_is_writable, run_job
        from pipeline.manifest import RunFacts, now
        from pipeline.options import OptionsError, pipeline_options, runner_name
        from pipeline.workers import only_imported

    only_imported()
    try:
        options = pipeline_options(beam_args)
    except OptionsError as error:
        raise Failure(2, str(error)) from error
    problem = local_folder_is_writable(output)
    if problem is not None:
        raise Failure(2, problem)
    facts = RunFacts(
        tuple(inputs), settings.model_dump(mode="json"), settings_sha256(settings), now(), runner_name(options), sample
    )
    job = Job(
        tuple(inputs), output, settings, facts,
        sample=sample, formats=formats, texts=texts, keep_candidates=keep_candidates, workers=workers,
    )  # fmt: skip
    try:
        if memory is None:
            return run_job(job, options)
        return _run_with_memory(job, options, memory)
    except InputError as error:
        raise Failure(3, str(error)) from error
    except (RunFailed, Stopped) as error:
        raise Failure(1, str(error)) from error


def _run_with_memory(job: Any, options: Any, asked: _Asked) -> dict[str, Any]:
    from dataclasses import replace

    from pipeline.launch import RunFailed, run_job
    from pipeline.options import is_template
    from pipeline.state.days import today
    from pipeline.state.pointer import StateError
    from pipeline.state.session import open_anew, open_state

    seen = today() if asked.seen is None else asked.seen
    try:
        sha256 = job.facts.settings_sha256
        opened = (
            open_anew(asked.state, sha256, seen, output=job.output)
            if asked.rebuild
            else open_state(
                asked.state, sha256, seen, asked.first, asked.last, goes_on=is_template(options), output=job.output
            )
        )
        with opened as memory:
            asked.read_before = [past.documents_read for past in memory.pointer.runs]
            return run_job(replace(job, memory=memory), options)
    except StateError as error:
        raise Failure(5, str(error)) from error
    except RunFailed as error:
        # damage that a worker found; Beam keeps the type of an error
        raise Failure(5 if isinstance(error.__cause__, StateError) else 1, str(error)) from error


def rebuild_state(
    state: str,
    inputs: list[str],
    output: str,
    seen: str | None,
    config: str | None,
    overrides: list[str] | None,
    beam_args: list[str],
    *,
    workers: int,
    texts: bool,
) -> int:
    """``wiretrace state rebuild``; see there."""
    settings = settings_of(config, overrides)
    asked = _Asked(state, _day("--seen", seen), None, None, rebuild=True)
    manifest = _run(inputs, output, settings, beam_args, workers=workers, texts=texts, memory=asked)
    print(summary(manifest, output))
    return dead_letter_exit(manifest, settings)


def _dry_run(inputs: list[str], settings: Any, sample: int | None) -> int:
    from pipeline.config import settings_sha256
    from pipeline.inputs import InputError, list_work, sample_work

    try:
        works = sample_work(inputs, sample) if sample else [w for pattern in inputs for w in list_work(pattern)]
    except InputError as error:
        raise Failure(3, str(error)) from error
    files = {work.path: work for work in works}
    print(f"{len(files)} files, {sum(w.size for w in files.values())} bytes would be read:")
    for work in list(files.values())[:20]:
        print(f"  {work.name}  {work.size} bytes")
    if len(files) > 20:
        print(f"  ... and {len(files) - 20} more")
    print(f"settings_sha256 {settings_sha256(settings)}")
    print(orjson.dumps(settings.model_dump(mode="json"), option=orjson.OPT_INDENT_2).decode())
    return 0


def dead_letter_exit(manifest: dict[str, Any], settings: Any) -> int:
    """Exit code of a finished run: 4 when the share of dead letters is over the limit.

    Raises:
        Failure: with code 4 and the sentence.
    """
    counts = manifest["counts"]
    read, dead = counts["documents_read"], counts["dead_letters"]
    limit = settings.run.max_dead_letter_share
    if read and dead / read > limit:
        raise Failure(4, f"{dead} of {read} documents are dead letters, over run.max_dead_letter_share = {limit}")
    return 0


def summary(manifest: dict[str, Any], output: str) -> str:
    """A run in a few lines for a person."""
    c = manifest["counts"]
    lines = [
        f"{c['documents_read']} documents read in {manifest['seconds']:.1f} s: "
        f"{c['records']} records, {c['families']} families, {c['links']} links, {c['dead_letters']} dead letters",
    ]
    lines += [f"  {n} x {code}" for code, n in c["dead_letters_by_code"].items()]
    if c["capped_keys"]:
        lines.append(f"  {c['capped_keys']} capped keys, listed in the manifest")
    lines += _memory_lines(manifest.get("state"))
    lines.append(f"records: {output.rstrip('/')}/records   manifest: {output.rstrip('/')}/manifest.json")
    return "\n".join(lines)


def _memory_lines(state: dict[str, Any] | None) -> list[str]:
    if state is None or "revised" not in state:
        return []
    if state["nothing_new"]:
        return [f"  nothing new: {state['unchanged']} documents are known; state and output stay as they are"]
    revised = sum(state["revised"].values())
    lines = [f"  {state['new']} new, {state['unchanged']} known, {revised} records of known documents revised"]
    if state["outside_days"]:
        lines.append(f"  {state['outside_days']} outside the asked days")
    return [*lines, f"  state: generation {state['generation']} at {state['uri']}"]


app.command(context_settings=_BEAM)(stream)


@app.command()
def normalize(
    files: Annotated[list[str], typer.Argument(metavar="FILES...", help="Files, folders, globs; JSON Lines too.")],
    text_field: Annotated[str | None, typer.Option(help="Field of the text in JSON Lines rows.")] = None,
    id_field: Annotated[str | None, typer.Option(help="Field of the id in JSON Lines rows.")] = None,
    config: Config = None,
    overrides: Set = None,
) -> int:
    """Print what normalisation reads from texts, as JSON Lines with the record's field names.

    Examples:
        wiretrace normalize article.txt

        wiretrace normalize dump.jsonl --text-field body --id-field url
    """
    from pipeline.inputs import InputError, list_work
    from pipeline.sinks import dumps
    from pipeline.sources import read_work
    from transforms.attribution.agency import own_agencies, verdict
    from transforms.attribution.facts import facts_of
    from transforms.normalize_articles import normalize_or_dead
    from transforms.records import agency_row, article_row, dead_letter_row
    from transforms.schema import DeadLetter

    overrides = list(overrides or ())
    if text_field is not None:
        overrides.append(f"read.text_field={orjson.dumps(text_field).decode()}")
    if id_field is not None:
        overrides.append(f"read.id_field={orjson.dumps(id_field).decode()}")
    settings = settings_of(config, overrides)
    out = sys.stdout.buffer
    for pattern in files:
        try:
            works = list_work(pattern)
        except InputError as error:
            raise Failure(3, str(error)) from error
        for work in works:
            for item in read_work(work, settings.read):
                result = item if isinstance(item, DeadLetter) else normalize_or_dead(item, settings.normalize)
                if isinstance(result, DeadLetter):
                    row = dead_letter_row(result)
                else:
                    own = own_agencies(facts_of(result, None))
                    limits = settings.attribute
                    found = verdict(own, None, 0.0, limits.agency_decided, limits.agency_named)
                    row = {**article_row(result), "agency": agency_row(found)}
                out.write(dumps(row) + b"\n")
    out.flush()
    return 0


@app.command()
def explain(
    output: Output,
    doc: Annotated[str, typer.Argument(metavar="DOC", help="Document id, URI, or the unique end of a URI.")],
) -> int:
    """Show why a record says what it says: evidence, links with aligned passages, rival parents.

    Example:
        wiretrace explain out/ 003_428e2b9de0407da2.txt
    """
    from pipeline.explain import explain as text_of
    from pipeline.manifest import NoRun

    try:
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        print(text_of(output, doc, color=color))
    except (NoRun, LookupError) as error:
        raise Failure(3, str(error.args[0]) if error.args else str(error)) from error
    return 0


@app.command()
def report(
    output: Output,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PATH",
            help="A file ending in `.html` for one self-contained page, or a folder. Default: OUT/report.html, for a large run OUT/report/.",
        ),
    ] = None,
) -> int:
    """Turn a run into pages to look at: stories as family trees, texts side by side, outlets, dead letters.

    The report needs no server and no network. Run with --texts to read the texts in it.

    Examples:
        wiretrace report out/

        wiretrace report out/ --to /tmp/report.html
    """
    from pipeline.manifest import NoRun
    from pipeline.report import ReportError, build_report

    try:
        built = build_report(output, to)
    except NoRun as error:
        raise Failure(3, str(error)) from error
    except ReportError as error:
        raise Failure(2, str(error)) from error
    beside = f" and {built.files} data files beside it" if built.files else ""
    print(f"open {built.path}   ({built.total_bytes / 1e6:.1f} MB{beside})")
    return 0


@app.command()
def evaluate(
    output: Output,
    truth: Annotated[str, typer.Option("--truth", help="JSON Lines of labels, one row a document.")],
    edges: Annotated[str | None, typer.Option("--edges", help="JSON Lines of labelled pairs.")] = None,
) -> int:
    """Compare a run with labels and print the figures as JSON.

    Example:
        wiretrace evaluate out/ --truth truth.jsonl --edges edges.jsonl
    """
    from pipeline.evaluate import evaluate as figures
    from pipeline.manifest import NoRun

    try:
        result = figures(output, truth, edges)
    except (NoRun, OSError, ValueError) as error:
        raise Failure(3, str(error)) from error
    print(orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode())
    return 0


@app.command()
def validate(output: Output) -> int:
    """Check a finished run against its schemas and promises; exit 1 if something does not hold.

    Example:
        wiretrace validate out/
    """
    from pipeline.manifest import NoRun
    from pipeline.validate import validate_run

    try:
        findings = 0
        for finding in validate_run(output):
            findings += 1
            if findings <= 100:
                print(finding)
    except NoRun as error:
        raise Failure(3, str(error)) from error
    if findings:
        raise Failure(1, f"{findings} findings: the run at {output!r} does not keep its contract")
    print(f"{output}: all checks hold")
    return 0


@app.command()
def demo(
    output: Annotated[str, typer.Option("--output", help="Folder for the results.")] = "demo-out",
    workers: Annotated[int, typer.Option(min=0, help="Processes of the embedded runner; 0: all cores.")] = 0,
) -> int:
    """Run the main job on the demo dump that ships with the package, and say what came out.

    Example:
        wiretrace demo --output demo-out
    """
    from pipeline.demo import DEMO_OVERRIDES, demo_input, demo_report, demo_truth
    from pipeline.evaluate import evaluate as figures
    from pipeline.report import build_report

    settings = settings_of(None, list(DEMO_OVERRIDES))
    manifest = _run([str(demo_input())], output, settings, [], workers=workers, texts=True)
    truth, edges = demo_truth()
    print(summary(manifest, output))
    print(demo_report(output, manifest, figures(output, str(truth), str(edges))))
    print(f"See it:       open {build_report(output).path} in a browser")
    return 0


if __name__ == "__main__":
    console()
