from __future__ import annotations

import pytest

from tests.attribution.factory import stated_probability
from transforms.attribution import relation


@pytest.fixture(autouse=True)
def _stated_probability(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attribution is tested on probabilities that the tests state, not on the coefficients of the day."""
    monkeypatch.setattr(relation, "derivation_probability", stated_probability)
