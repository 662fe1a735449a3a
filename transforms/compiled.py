"""Loops compiled to machine code: for what numpy would need a dozen passes over a few hundred numbers.

numba compiles a function at its first call and keeps the code beside the module (or in the user's cache folder where that
cannot be written), so that only the first run on a machine pays. No fast-math and no threads: the same operations in the
same order as written, hence the same bits everywhere.

Kept code is taken as current while the file of its function has not changed. So a compiled function calls only compiled
functions of its own file: of one that stands elsewhere numba would go on using what it was when the caller was compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: Final[dict[str, Any]] = {"cache": True, "nogil": True, "no_cfunc_wrapper": True}
"""Nothing calls these functions from C, and the entry for it costs an eighth of the compilation."""


def compiled(function: F) -> F:
    """A function of arrays and numbers, compiled; its types are those of its arguments at the first call."""
    return cast("F", numba.njit(**_OPTIONS)(function))
