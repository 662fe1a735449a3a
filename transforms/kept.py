"""Whether machine code of compiled functions is kept on this machine (see `transforms.compiled`)."""

from __future__ import annotations

from typing import Any


def can_keep(function: Any) -> bool:
    """Whether code of a compiled function can be kept."""
    return place_of(function) is not None


def is_kept(function: Any) -> bool:
    """Whether it is, and current."""
    place = place_of(function)
    return place is not None and bool(place._load_index())


def place_of(function: Any) -> Any:
    """Where numba keeps it, or None where it cannot be kept; numba has no public name for it."""
    return getattr(getattr(function, "_cache", None), "_cache_file", None)
