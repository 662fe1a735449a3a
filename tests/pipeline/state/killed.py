"""A run that is killed (SIGKILL) before or after the N-th change it makes to a file system; for tests.

    python -m tests.pipeline.state.killed INPUT OUT STATE SEEN N [OVERRIDE...]

N is negative for: after. With N = 0 it is not killed and prints how many changes it made.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apache_beam.io.filesystems import FileSystems

from tests.pipeline.state.daily import step

_done = 0


def _counted(change: Callable[..., Any], at: int) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        global _done
        _done += 1
        if _done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        result = change(*args, **kwargs)
        if _done == -at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return counted


def main() -> None:
    """Run, and be killed."""
    source, output, state, seen, at, *overrides = sys.argv[1:]
    for name in ("create", "rename", "delete"):
        setattr(FileSystems, name, staticmethod(_counted(getattr(FileSystems, name), int(at))))
    step([source], Path(output), Path(state), int(seen), *overrides)
    print(_done)


if __name__ == "__main__":
    main()
