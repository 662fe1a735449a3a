"""TOML files and ``--set key=value`` become validated, frozen settings; their hash names what they compute."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from transforms.settings import AgencySettings, Settings

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the same parser under its older name
    import tomli as tomllib


class SettingsError(Exception):
    """A settings file or a ``--set`` cannot be used; the message names key, value and what is allowed."""


def load_settings(path: str | None = None, overrides: Iterable[str] = ()) -> Settings:
    """Settings from defaults, then a TOML file, then ``section.key=value`` overrides.

    Args:
        path: a TOML file, or None for the defaults.
        overrides: values are TOML (``sketch.num_perm=64``, ``read.path_template='{outlet}/{name}.txt'``);
            what is not valid TOML is taken as a string.

    Raises:
        SettingsError: unknown key, bad value, unreadable file.
    """
    tree = {} if path is None else _read(path)
    origin = "the settings" if path is None else path
    # where a job runs is not a setting of what it computes
    tree.pop("beam", None)
    for override in overrides:
        key, separator, value = override.partition("=")
        parts = key.strip().split(".")
        if not separator or len(parts) != 2 or not all(parts):
            raise SettingsError(f"--set wants section.key=value, got {override!r}")
        section = tree.setdefault(parts[0], {})
        if not isinstance(section, dict):
            raise SettingsError(f"--set {override!r}: {parts[0]!r} is not a section")
        section[parts[1]] = _toml_value(value.strip())
    try:
        settings = Settings.model_validate(tree)
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(e, origin) for e in error.errors())) from error
    return _with_versions(settings)


def _with_versions(settings: Settings) -> Settings:
    """Settings with the versions of the tables that they name.

    Raises:
        SettingsError: a table cannot be read, or has another version than asked for.
    """
    return _with_lexicon(_with_boilerplate(settings))


def _with_boilerplate(settings: Settings) -> Settings:
    section = settings.normalize
    if section.boilerplate is None:
        if section.boilerplate_version is not None:
            raise SettingsError("normalize.boilerplate_version needs normalize.boilerplate, the file of the table")
        return settings
    # Beam is slow to import, and rarely needed here
    from transforms.normalize_articles import read_boilerplate
    from transforms.text.boilerplate import BoilerplateError

    try:
        table = read_boilerplate(section)
    except BoilerplateError as error:
        raise SettingsError(str(error)) from error
    assert table is not None
    changed = section.model_copy(update={"boilerplate_version": table.version})
    return settings.model_copy(update={"normalize": changed})


def _with_lexicon(settings: Settings) -> Settings:
    section = settings.sketch
    if section.lexicon is None:
        if section.lexicon_version is not None:
            raise SettingsError("sketch.lexicon_version needs sketch.lexicon, the file of the lexicon")
        return settings
    # as above
    from transforms.sketch.lexicon import LexiconError
    from transforms.sketch_articles import read_lexicon

    try:
        lexicon = read_lexicon(section)
    except LexiconError as error:
        raise SettingsError(str(error)) from error
    assert lexicon is not None
    changed = section.model_copy(update={"lexicon_version": lexicon.version})
    return settings.model_copy(update={"sketch": changed})


def load_beam_options(path: str | None) -> list[str]:
    """The Beam options of a TOML file: ``[beam]`` with ``options``, a list as on the command line after ``--``.

    Raises:
        SettingsError: unreadable file, another key, or not a list of strings that begin with ``--``.
    """
    table = {} if path is None else _read(path).get("beam", {})
    if not isinstance(table, dict) or table.keys() - {"options"}:
        raise SettingsError(f"[beam] in {path} holds one key, options: a list of Beam options")
    options = table.get("options", [])
    if not isinstance(options, list) or not all(isinstance(o, str) and o.startswith("--") for o in options):
        raise SettingsError(f"beam.options in {path} must be a list of strings like '--runner=FlinkRunner'")
    return list(options)


def _read(path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read the settings file {path!r}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings file {path!r} is not valid TOML: {error}") from error


def _toml_value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _sentence(error: ErrorDetails, origin: str) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        section = Settings.model_fields.get(str(error["loc"][0]))
        known: Iterable[str] = Settings.model_fields
        if error["loc"][:2] == ("normalize", "agencies") and len(error["loc"]) > 3:
            known = AgencySettings.model_fields
        elif section is not None and len(error["loc"]) > 1:
            known = _fields(section.annotation)
        return f"unknown setting {key!r} in {origin}; allowed: {', '.join(sorted(known))}"
    if error["type"] == "model_type":
        return f"{key!r} in {origin} must be a section with keys of its own, got {error['input']!r}"
    if error["type"] == "value_error":
        # our own words, which name what is wrong
        return f"bad value for {key!r} in {origin}: {error['ctx']['error']}"
    return f"bad value {error['input']!r} for {key!r} in {origin}: {error['msg'].lower()}"


def _fields(model: Any) -> Mapping[str, Any]:
    return model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}


def settings_sha256(settings: Settings) -> str:
    """SHA-256 (hex) of all that affects results: every section but ``run``; of a table its version, not its place."""
    if settings.normalize.boilerplate_version is None or settings.sketch.lexicon_version is None:
        settings = _with_versions(settings)
    tree = settings.model_dump(mode="json", exclude={"run": True, "normalize": {"boilerplate"}, "sketch": {"lexicon"}})
    return hashlib.sha256(orjson.dumps(tree, option=orjson.OPT_SORT_KEYS)).hexdigest()


def default_toml() -> str:
    """The text of ``configs/default.toml``: every setting with its default, unit and source."""
    lines = [
        "# Every setting of wiretrace with its default. A file of your own needs only what differs.",
        "# All sections but [run] decide what is computed and are covered by settings_sha256.",
    ]
    settings = Settings()
    for name, field in Settings.model_fields.items():
        section = getattr(settings, name)
        doc = (type(section).__doc__ or "").strip().splitlines()[0]
        lines += ["", f"# {doc}", f"[{name}]"]
        for key, info in _fields(field.annotation).items():
            lines.append(f"# {info.description}")
            value = getattr(section, key)
            lines.append(f"# {key} =" if value is None else f"{key} = {_to_toml(value)}")
    return "\n".join(lines) + "\n"


def _to_toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_to_toml(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_to_toml(key)} = {_to_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (str, int, float)):
        return orjson.dumps(value).decode() if isinstance(value, str) else repr(value)
    raise TypeError(f"no TOML form for {value!r}")


if __name__ == "__main__":
    sys.stdout.write(default_toml())
