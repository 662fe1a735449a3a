"""Options that several commands have, and what they mean; a wrong one is a `Failure` with exit code 2."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
import typer

from pipeline.failure import Failure

Config = Annotated[str | None, typer.Option("--config", help="TOML file with settings that differ from the defaults.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="One setting, e.g. `sketch.num_perm=256`. May repeat.")
]


def settings_of(config: str | None, overrides: list[str] | None) -> Any:
    """Settings of ``--config`` and ``--set``.

    Raises:
        Failure: with code 2, one of them is wrong.
    """
    from pipeline.config import SettingsError, load_settings

    try:
        return load_settings(config, overrides or ())
    except SettingsError as error:
        raise Failure(2, str(error)) from error


def formats_of(name: str) -> tuple[str, ...]:
    """Formats of ``--format``.

    Raises:
        Failure: with code 2, there is no such format.
    """
    formats = {"jsonl": ("jsonl",), "parquet": ("parquet",), "both": ("jsonl", "parquet")}.get(name)
    if formats is None:
        raise Failure(2, f"--format must be jsonl, parquet or both, got {name!r}")
    return formats


def beam_options_of(config: str | None) -> list[str]:
    """Beam options that the file of ``--config`` holds.

    Raises:
        Failure: with code 2, they are not to be read.
    """
    from pipeline.config import SettingsError, load_beam_options

    try:
        return load_beam_options(config)
    except SettingsError as error:
        raise Failure(2, str(error)) from error


def record_line(manifest: dict[str, Any]) -> str:
    """The run record as one line for log collectors: without settings, files and single keys."""
    left_out = ("settings", "files", "capped_keys")
    row = {"event": "wiretrace_run", **{k: v for k, v in manifest.items() if k not in left_out}}
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS).decode()
