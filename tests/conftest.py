"""Shared fixtures: the pinned embedded runner, the optional shared folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# no test is timed: the first example may compile a loop, and the machine may be busy
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of evaluation data beside the project, which need not be there."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with evaluation data is not there")
    return SHARED
