"""The published JSON Schemas (2020-12) of a run's tables and manifest: the output contract as data."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Final

import orjson

SCHEMAS: Final = ("record", "link", "family", "dead_letter", "manifest", "text", "candidate")
"""Names of the schemas; each is the file ``<name>.schema.json`` of this package."""

SCHEMA_OF_TABLE: Final = {
    "records": "record",
    "links": "link",
    "families": "family",
    "dead_letters": "dead_letter",
    "texts": "text",
    "candidates": "candidate",
}
"""Table → name of the schema of its rows."""


@cache
def _source(name: str) -> bytes:
    if name not in SCHEMAS:
        raise KeyError(f"no schema {name!r}; there are {', '.join(SCHEMAS)}")
    return resources.files(__name__).joinpath(f"{name}.schema.json").read_bytes()


def load_schema(name: str, *, closed: bool = False) -> dict[str, Any]:
    """One schema as JSON data.

    Args:
        name: one of SCHEMAS.
        closed: also forbid fields that the schema does not describe. The published schemas allow them, so that
            a reader of today accepts a field that a later version adds; our own output must not hold any.

    Raises:
        KeyError: there is no such schema.
    """
    schema: dict[str, Any] = orjson.loads(_source(name))
    if closed:
        _close(schema)
    return schema


def _close(node: Any) -> None:
    if isinstance(node, dict):
        if "properties" in node:
            node.setdefault("additionalProperties", False)
        for key, value in node.items():
            if key != "required":
                _close(value)
