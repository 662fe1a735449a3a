"""Where the details of a failure go, so that the person reads one sentence."""

from __future__ import annotations

import tempfile
import traceback


def log_file() -> str:
    """Write the traceback being handled to a file of its own and return its path."""
    with tempfile.NamedTemporaryFile("w", prefix="wiretrace-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(traceback.format_exc())
    return log.name
