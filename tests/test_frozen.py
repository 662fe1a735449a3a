from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields

import pytest

from transforms.frozen import quick
from transforms.schema import Article, DateMention, Evidence, Published, Source, Unit


@dataclass(frozen=True, slots=True)
class Listed:
    name: str
    some: list[int] = field(default_factory=list)


def test_a_quick_instance_is_one_of_the_class() -> None:
    plain, made = Evidence("credit", "AFP", "text", 0.8, 1, 4, "AFP"), quick(Evidence)("credit", "AFP", "text", 0.8, 1, 4, "AFP")
    assert type(made) is Evidence
    assert made == plain
    assert hash(made) == hash(plain)
    assert repr(made) == repr(plain)
    assert pickle.dumps(made) == pickle.dumps(plain)
    with pytest.raises(FrozenInstanceError):
        made.agency = "AP"  # type: ignore[misc]


@pytest.mark.parametrize("cls", [Article, DateMention, Evidence, Published, Source])
def test_fields_are_filled_in_order_and_by_name(cls: type) -> None:
    values = [f"value {number}" for number in range(len(fields(cls)))]
    assert quick(cls)(*values) == cls(*values)
    named = {one.name: value for one, value in zip(fields(cls), values, strict=True)}
    assert quick(cls)(**named) == cls(**named)
    with pytest.raises(TypeError):
        quick(cls)()


def test_what_is_not_given_has_its_default() -> None:
    assert quick(Unit)("body", 0, 1) == Unit("body", 0, 1)
    first, second = quick(Listed)("a"), quick(Listed)("b")
    assert first.some == []
    assert first.some is not second.some


def test_impossible_values_are_refused_as_by_the_class() -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        quick(Unit)("body", 2, 1)
