"""Signals that a block handles itself."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType


@contextmanager
def handled(numbers: Sequence[int], asked: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Answer some signals while the block runs, and as before afterwards.

    In a thread that is not the main one nothing is set: there the caller owns the signals.
    """
    try:
        before = {number: signal.signal(number, asked) for number in numbers}
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
