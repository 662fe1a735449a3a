"""Loops compiled to machine code: for what numpy would need a dozen passes over a few hundred numbers.

numba compiles a function at its first call and keeps the code beside the module (or in the user's cache folder where that
cannot be written), so that only the first run on a machine pays. No fast-math and no threads: the same operations in the
same order as written, hence the same bits everywhere.

Kept code holds the code of the functions it calls and the numbers it names, and numba takes it as current while the file of
the calling function has not changed. Here it is current while no file of loops of that folder has (`*_loops.py`, and
`columns.py` for what they take): a compiled function calls functions and names numbers of these files only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba

from transforms.kept import place_of

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: Final[dict[str, Any]] = {"cache": True, "nogil": True, "no_cfunc_wrapper": True}
"""Nothing calls these functions from C, and the entry for it costs an eighth of the compilation."""


def compiled(function: F) -> F:
    """A function of arrays and numbers, compiled; its types are those of its arguments at the first call."""
    return _kept(function, _OPTIONS)


def compiled_part(function: F) -> F:
    """The same for a function that compiled functions alone call: the entry for Python is half of compiling a small one."""
    return _kept(function, {**_OPTIONS, "no_cpython_wrapper": True})


def _kept(function: F, options: dict[str, Any]) -> F:
    dispatcher = numba.njit(**options)(function)
    place = place_of(dispatcher)
    if place is not None:  # else nothing can be kept here
        place._source_stamp = _stamp(str(Path(function.__code__.co_filename).parent))
    return cast("F", dispatcher)


@lru_cache(maxsize=8)
def _stamp(folder: str) -> str:
    """Hash of the files of loops of a folder."""
    digest = hashlib.sha256()
    for path in sorted(Path(folder).glob("*.py")):
        if path.name.endswith("_loops.py") or path.name == "columns.py":
            digest.update(path.read_bytes())
    return digest.hexdigest()
