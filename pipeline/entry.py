"""``wiretrace run`` for schedulers that start a Python file with flat options: Airflow's Beam operator, Flex Templates.

    python entry.py --input=arrived/ --output=out/ --state=state/ --runner=FnApiRunner

Options of `wiretrace run` may be written with ``_`` for ``-``; ``--input``, ``--set`` and ``--fail_on`` may be repeated,
or hold several values with ``;`` between them. Everything else is an option of Beam.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

OURS: Final = frozenset(
    {
        "input", "output", "state", "seen", "from", "to", "config", "set", "workers", "format", "fail-on",
        "texts", "keep-candidates", "log-json",
    }
)  # fmt: skip
"""Options of ``wiretrace run`` that can be given."""

_MANY: Final = frozenset({"input", "set", "fail-on"})
_FLAGS: Final = frozenset({"texts", "keep-candidates", "log-json"})


def arguments(argv: Sequence[str]) -> list[str]:
    """Arguments of the command line of wiretrace for flat options.

    Raises:
        ValueError: an argument is no option of the form ``--name=value`` or ``--name``.

    >>> arguments(["--input=a;b", "--log_json", "--runner=FnApiRunner"])
    ['run', '--input', 'a', '--input', 'b', '--log-json', '--', '--runner=FnApiRunner']
    """
    ours: list[str] = []
    beam: list[str] = []
    for argument in argv:
        if not argument.startswith("--"):
            raise ValueError(f"options look like --name=value, got {argument!r}")
        name, separator, value = argument[2:].partition("=")
        name = name.replace("_", "-")
        if name not in OURS:
            beam.append(argument)
        elif name in _FLAGS:
            if value.lower() not in ("false", "0"):
                ours.append(f"--{name}")
        elif not separator:
            raise ValueError(f"--{name} needs a value: --{name}=...")
        elif value:
            # a template hands on parameters that nobody filled in
            for part in value.split(";") if name in _MANY else [value]:
                ours += [f"--{name}", part]
    return ["run", *ours, "--", *beam]


def main() -> None:
    """Run and exit as ``wiretrace run`` does."""
    from pipeline.cli import main as command

    try:
        argv = arguments(sys.argv[1:])
    except ValueError as error:
        print(f"wiretrace: {error}", file=sys.stderr)
        sys.exit(2)
    command(argv)


if __name__ == "__main__":
    main()
