"""How long each stage of a run took, by the clock: for the manifest and the log, never for a record.

The embedded runner works stage after stage in the launcher's process and names each one as it starts it. Other runners
overlap their stages elsewhere and show their own figures; there is nothing to add up here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_clock: Clock | None = None


class Clock:
    """Seconds by stage; a stage that the runner comes back to is added up."""

    def __init__(self) -> None:
        """Start with what comes before the first stage."""
        self._seconds: dict[str, float] = {}
        self._stage = "starting"
        self._since = time.monotonic()

    def begin(self, stage: str) -> None:
        """A stage starts, and the one before it has ended."""
        self._seconds = self.seconds()
        self._stage, self._since = stage, time.monotonic()

    def seconds(self) -> dict[str, float]:
        """Seconds by stage up to now, in order of their first start."""
        found = dict(self._seconds)
        found[self._stage] = found.get(self._stage, 0.0) + time.monotonic() - self._since
        return found


@contextmanager
def timed() -> Iterator[Clock]:
    """The clock of the run that the block starts."""
    global _clock
    before, _clock = _clock, Clock()
    try:
        yield _clock
    finally:
        _clock = before


def stage_seconds() -> dict[str, float]:
    """Seconds by stage of the run that this process is in, up to now; empty where the stages run elsewhere."""
    return {} if _clock is None else {stage: round(seconds, 3) for stage, seconds in _clock.seconds().items()}
