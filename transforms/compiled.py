"""Loops compiled to machine code: for what numpy would need a dozen passes over a few hundred numbers.

numba compiles a function at its first call and keeps the code beside the module (or in the user's cache folder where that
cannot be written), so that only the first run on a machine pays. No fast-math and no threads: the same operations in the
same order as written, hence the same bits everywhere.

Kept code is taken as current while the file of its function has not changed. So a compiled function calls only compiled
functions of its own file: of one that stands elsewhere numba would go on using what it was when the caller was compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """A function of arrays and numbers, compiled; its types are those of its arguments at the first call."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))
