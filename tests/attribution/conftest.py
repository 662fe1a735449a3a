from __future__ import annotations

import pytest

from tests.attribution.factory import stated_probability
from transforms.attribution import components, relation


@pytest.fixture(autouse=True)
def _stated_probability(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attribution is tested on probabilities that the tests state, not on the coefficients of the day."""
    for module in (relation, components):
        monkeypatch.setattr(module, "derivation_probability", stated_probability)
