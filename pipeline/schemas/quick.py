"""A quick yes for rows that fit their schema: our JSON Schemas compiled for pydantic's core.

A row that this accepts fits; a row that it does not accept must be held against the JSON Schema itself, which is a
hundred times slower and says what is wrong. Only the keywords that our tables use are known; others are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pydantic_core import SchemaValidator, core_schema
from pydantic_core.core_schema import CoreSchema

#: say nothing of the values that are allowed
_NOTES: Final = frozenset({"$schema", "$id", "title", "description", "contentEncoding"})


def quick_check(schema: dict[str, Any]) -> Callable[[Any], bool]:
    """A function that is true only of values that fit a schema.

    Raises:
        ValueError: the schema uses a keyword that is not known here.
    """
    return SchemaValidator(_compiled(schema)).isinstance_python


def _compiled(node: dict[str, Any]) -> CoreSchema:
    rest = {key: value for key, value in node.items() if key not in _NOTES}
    if "const" in rest:
        return _done(rest, core_schema.literal_schema([rest.pop("const")]))
    if "enum" in rest:
        return _done(rest, core_schema.literal_schema(rest.pop("enum")))
    declared = rest.pop("type")
    kinds = [declared] if isinstance(declared, str) else list(declared)
    nullable = "null" in kinds
    [kind] = [name for name in kinds if name != "null"]
    found = _KINDS[kind](rest)
    return _done(rest, core_schema.nullable_schema(found) if nullable else found)


def _done(rest: dict[str, Any], found: CoreSchema) -> CoreSchema:
    if rest:
        raise ValueError(f"the quick check knows no keyword {sorted(rest)[0]!r}")
    return found


def _object(rest: dict[str, Any]) -> CoreSchema:
    required = set(rest.pop("required", ()))
    if rest.pop("additionalProperties", True) is not False:
        raise ValueError("the quick check is for closed schemas")
    fields = {
        name: core_schema.typed_dict_field(_compiled(below), required=name in required)
        for name, below in rest.pop("properties").items()
    }
    return core_schema.typed_dict_schema(fields, extra_behavior="forbid", strict=True)


def _array(rest: dict[str, Any]) -> CoreSchema:
    items = _compiled(rest.pop("items"))
    found = core_schema.list_schema(
        items, min_length=rest.pop("minItems", None), max_length=rest.pop("maxItems", None), strict=True
    )
    if not rest.pop("uniqueItems", False):
        return found

    def unique(value: list[Any]) -> list[Any]:
        if len(set(value)) != len(value):
            raise ValueError("an item comes twice")
        return value

    return core_schema.no_info_after_validator_function(unique, found)


def _string(rest: dict[str, Any]) -> CoreSchema:
    return core_schema.str_schema(
        pattern=rest.pop("pattern", None), min_length=rest.pop("minLength", None), strict=True
    )


def _integer(rest: dict[str, Any]) -> CoreSchema:
    return core_schema.int_schema(ge=rest.pop("minimum", None), le=rest.pop("maximum", None), strict=True)


def _number(rest: dict[str, Any]) -> CoreSchema:
    return core_schema.float_schema(
        ge=rest.pop("minimum", None), le=rest.pop("maximum", None), allow_inf_nan=False, strict=True
    )


def _boolean(rest: dict[str, Any]) -> CoreSchema:
    return core_schema.bool_schema(strict=True)


_KINDS: Final[dict[str, Callable[[dict[str, Any]], CoreSchema]]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}
