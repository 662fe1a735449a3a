"""Which state fits this version and these settings: a mismatch is refused, never worked around."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import transforms
from pipeline.state.pointer import Pointer, StateError
from transforms.attribution import bonds
from transforms.attribution import codec as attribution_codec
from transforms.records import FAMILY, LINK, RECORD
from transforms.sketch import codec as sketch_codec
from transforms.sketch import key_rows, prior


@cache
def tables_sha256() -> str:
    """SHA-256 over the frozen tables that ship with the package: priors, lexicons, gazetteer, agencies."""
    root = Path(transforms.__file__).parent
    total = hashlib.sha256()
    for path in sorted(root.glob("*/data/*")):
        if path.is_file():
            total.update(path.relative_to(root).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def versions() -> dict[str, str]:
    """What must be equal for a state to be used, by name."""
    return {
        "record": RECORD,
        "link": LINK,
        "family": FAMILY,
        "sketch": str(sketch_codec.FORMAT),
        "keys": str(key_rows.FORMAT),
        "facts": str(attribution_codec.FORMAT),
        "bonds": bonds.VERSION,
        "prior": prior.VERSION,
        "tables": tables_sha256(),
    }


def check(state: str, pointer: Pointer, settings_sha256: str) -> None:
    """Refuse a state of other versions or settings.

    Raises:
        StateError: with what differs and the command that rebuilds the state.
    """
    ours = versions()
    for name in sorted(ours.keys() | pointer.versions.keys()):
        theirs = pointer.versions.get(name)
        if theirs != ours.get(name):
            raise StateError(
                f"the state {state} was made with {name} {_short(theirs)}, this version has {_short(ours.get(name))}; "
                f"make it anew with: wiretrace state rebuild {state} --input DUMP"
            )
    if pointer.settings_sha256 != settings_sha256:
        raise StateError(
            f"the state {state} was made with other settings (settings_sha256 {pointer.settings_sha256[:12]}…, "
            f"now {settings_sha256[:12]}…); use the settings it was made with, or make it anew with: "
            f"wiretrace state rebuild {state} --input DUMP"
        )


def _short(value: str | None) -> str:
    if value is None:
        return "(none)"
    return value if len(value) < 40 else value[:12] + "…"
