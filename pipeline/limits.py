"""Limits of ``--fail-on``: what of a finished run decides its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any, Final

KINDS: Final = ("dead_letters", "empty", "drop")


class LimitError(ValueError):
    """A limit that is not one; the message says what is."""


def parse_limit(text: str) -> tuple[str, float]:
    """The kind and the share of a limit.

    Raises:
        LimitError: not one of ``dead_letters=SHARE``, ``drop=SHARE``, ``empty``.

    >>> parse_limit("drop=0.5"), parse_limit("empty")
    (('drop', 0.5), ('empty', 0.0))
    """
    kind, separator, value = text.partition("=")
    try:
        share = float(value) if separator else 0.0
    except ValueError:
        share = -1.0
    if kind not in KINDS or not 0 <= share <= 1 or (kind == "empty") == bool(separator):
        raise LimitError(
            f"--fail-on wants dead_letters=SHARE, drop=SHARE (0 to 1) or empty, got {text!r}"
        )
    return kind, share


def over_limit(
    limits: Sequence[tuple[str, float]], counts: dict[str, Any], read_before: Sequence[int]
) -> str | None:
    """The first limit that a finished run is over, as a sentence, or None.

    Args:
        limits: as `parse_limit` gives them.
        counts: the manifest's counts.
        read_before: documents read by the last runs, oldest first; the median of the last seven is what is usual.
    """
    read, dead = counts["documents_read"], counts["dead_letters"]
    usual = median(read_before[-7:]) if read_before else 0
    for kind, share in limits:
        if kind == "empty" and read == 0:
            return "no document was read (--fail-on empty)"
        if kind == "dead_letters" and read and dead / read > share:
            return f"{dead} of {read} documents are dead letters (--fail-on dead_letters={share:g})"
        if kind == "drop" and read < (1 - share) * usual:
            return f"{read} documents were read, the last runs read {usual:g} (--fail-on drop={share:g})"
    return None
