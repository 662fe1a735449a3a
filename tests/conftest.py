"""Shared fixtures: the pinned embedded runner, the optional shared folder."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of evaluation data beside the project, which need not be there."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with evaluation data is not there")
    return SHARED
