"""``wiretrace stream`` as installed, but for the clock of its watch: days pass in seconds once a file says so.

    python tests/cluster/hurried.py FILE stream --input … --output … -- --runner=FlinkRunner …

The watermark of watched files follows that clock, and with it the event-time timers by which a stream forgets. Run as a
script: what is defined here travels to the workers by value, for they have the wheel only.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

DAYS_A_SECOND = 10
DAY = 86_400.0


class Clock:
    """Seconds since 1970-01-01 UTC; from the last change of a file on the days fly."""

    def __init__(self, file: str) -> None:
        """Keep the name of the file, which need not be there."""
        self._file = file

    def __call__(self) -> float:
        """The time."""
        now = time.time()
        try:
            since = Path(self._file).stat().st_mtime
        except FileNotFoundError:
            return now
        return now + max(now - since, 0.0) * DAYS_A_SECOND * DAY


def main() -> Any:
    """Command line."""
    from pipeline.cli import main as command
    from pipeline.unbounded import launch
    from pipeline.unbounded.sources import WatchFiles

    file = sys.argv.pop(1)
    launch.sources_of = lambda inputs, settings, runner: [WatchFiles(inputs, settings, Clock(file))]
    return command()


if __name__ == "__main__":
    sys.exit(main())
