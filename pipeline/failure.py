"""How a command fails: one sentence and an exit code."""

from __future__ import annotations


class Failure(Exception):
    """A failure with its exit code; the message is the one sentence a person reads."""

    def __init__(self, code: int, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.code = code
