"""``wiretrace state show | check | expire | compact | rebuild | export``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.command_options import Config, Set
from pipeline.failure import Failure

if TYPE_CHECKING:
    from pipeline.state.pointer import Memory, Pointer

state_app = typer.Typer(
    name="state", help="Look after the memory of scheduled runs.", no_args_is_help=True, rich_markup_mode="markdown"
)

State = Annotated[str, typer.Argument(metavar="STATE", help="The folder of the state.")]


@contextmanager
def _sentences() -> Iterator[None]:
    from pipeline.state.pointer import StateError

    try:
        yield
    except StateError as error:
        raise Failure(5, str(error)) from error


def _folded(state: str) -> Pointer:
    """The pointer, without the journal that a stream keeps while it runs, or has left where it was killed."""
    from pipeline.state.tables import JOURNAL

    pointer = _pointer(state)
    if pointer.of_table(JOURNAL):
        with _held(state) as memory:
            pointer = memory.pointer
    return pointer


def _pointer(state: str) -> Pointer:
    from pipeline.state.pointer import read_pointer

    pointer = read_pointer(state)
    if pointer is None:
        raise Failure(3, f"there is no state at {state!r}: it has no pointer.json; give the --state of a wiretrace run")
    return pointer


@contextmanager
def _held(state: str) -> Iterator[Memory]:
    """The state under its lock, with what a killed run left behind tidied up."""
    from pipeline.state.session import open_as_it_is

    state = state.rstrip("/") or state
    with _sentences():
        _pointer(state)
        with open_as_it_is(state) as memory:
            yield memory


@state_app.command()
def show(state: State) -> int:
    """Say what a state holds.

    Example:
        wiretrace state show state/
    """
    from pipeline.state.tend import show as text_of

    with _sentences():
        print(text_of(state, _pointer(state)))
    return 0


@state_app.command()
def check(state: State) -> int:
    """Check every file of a state; exit 5 if something is damaged.

    Example:
        wiretrace state check state/
    """
    from pipeline.state.tend import check as findings_of

    with _sentences():
        findings = 0
        for finding in findings_of(state, _folded(state)):
            findings += 1
            if findings <= 100:
                print(finding)
    if findings:
        raise Failure(5, f"{findings} findings: the state {state!r} is not whole")
    print(f"{state}: whole")
    return 0


@state_app.command()
def compact(state: State) -> int:
    """Join the many small files of a state; nothing it says changes.

    Example:
        wiretrace state compact state/
    """
    from pipeline.state.tend import compact as compacted

    with _held(state) as memory:
        before = len(memory.pointer.files)
        pointer = compacted(memory)
        _replace(memory, pointer)
    print(f"{state}: {before} files became {len(pointer.files)}")
    return 0


@state_app.command()
def expire(
    state: State,
    before: Annotated[str | None, typer.Option(help="Forget what is of, and was first seen, before this day, YYYY-MM-DD.")] = None,
    keep_days: Annotated[int | None, typer.Option(min=1, help="The same, counted back from the last run's day.")] = None,
) -> int:
    """Forget old articles, story by story; what was said of them stays said.

    Example:
        wiretrace state expire state/ --keep-days 60
    """
    from pipeline.state.days import day_number, day_text
    from pipeline.state.tend import expire as expired

    if (before is None) == (keep_days is None):
        raise Failure(2, "give either --before or --keep-days")
    with _held(state) as memory:
        if before is not None:
            try:
                day = day_number(before)
            except ValueError as error:
                raise Failure(2, f"--before must be a day, YYYY-MM-DD, got {before!r}") from error
        else:
            assert keep_days is not None
            day = max((run.seen for run in memory.pointer.runs), default=0) - keep_days
        result = expired(memory, day)
        _replace(memory, result.pointer)
    print(
        f"{state}: forgot {result.articles} articles from before {day_text(day)}; "
        f"{result.held_back} old ones stay, for their stories go on"
    )
    return 0


def _replace(memory: Memory, pointer: Pointer) -> None:
    from pipeline.state.commit import commit_care

    if pointer != memory.pointer:
        commit_care(memory, pointer)


@state_app.command()
def export(
    state: State,
    output: Annotated[str, typer.Option("--output", help="Folder for the tables.")],
    table_format: Annotated[str, typer.Option("--format", help="`jsonl`, `parquet` or `both`.")] = "jsonl",
    config: Config = None,
    overrides: Set = None,
) -> int:
    """Write all that a state says: the tables that one run over everything would write.

    Example:
        wiretrace state export state/ --output full/
    """
    from pipeline.config import SettingsError, load_settings
    from pipeline.manifest import RunFacts, now
    from pipeline.state.export import export as exported

    formats = {"jsonl": ("jsonl",), "parquet": ("parquet",), "both": ("jsonl", "parquet")}.get(table_format)
    if formats is None:
        raise Failure(2, f"--format must be jsonl, parquet or both, got {table_format!r}")
    try:
        settings = load_settings(config, overrides or ())
    except SettingsError as error:
        raise Failure(2, str(error)) from error
    with _sentences():
        pointer = _folded(state)
        facts = RunFacts((state,), settings.model_dump(mode="json"), pointer.settings_sha256, now(), "none")
        manifest: dict[str, Any] = exported(state, pointer, output, facts, settings.run.shards, formats)
    counts = manifest["counts"]
    print(f"{output}: {counts['records']} records, {counts['families']} families, {counts['links']} links")
    return 0


_BEAM = {"allow_extra_args": True, "ignore_unknown_options": False}


@state_app.command(context_settings=_BEAM)
def rebuild(
    context: typer.Context,
    state: State,
    inputs: Annotated[list[str], typer.Option("--input", help="Everything the state shall know. May repeat.")],
    output: Annotated[str, typer.Option("--output", help="Folder for what is said anew.")],
    seen: Annotated[str | None, typer.Option(help="Day of arrival of what the old state does not know. [default: today, UTC]")] = None,
    config: Config = None,
    overrides: Set = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes of the embedded runner.")] = 1,
    texts: Annotated[bool, typer.Option("--texts", help="Also keep and write the decoded texts.")] = False,
) -> int:
    """Make a state anew from its inputs: after damage, with other settings, or with another version.

    First-seen days and revisions are taken over from the old state as far as it can be read.

    Example:
        wiretrace state rebuild state/ --input arrived/ --output out/rebuilt/
    """
    from pipeline.cli import rebuild_state

    return rebuild_state(
        state, inputs, output, seen, config, overrides, list(context.args), workers=workers, texts=texts
    )
