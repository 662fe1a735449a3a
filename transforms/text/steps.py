"""Work in steps, so that many texts can be read together: one step of all of them after the other."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar, cast

Answer = TypeVar("Answer")
Steps = Generator[None, None, Answer]
"""The steps of some work, and its answer at the end."""


def finished(steps: Steps[Answer]) -> Answer:
    """The answer, all steps taken one after the other; what a step raises is raised."""
    while True:
        try:
            next(steps)
        except StopIteration as done:  # noqa: PERF203 (the end, not an error)
            return cast("Answer", done.value)
