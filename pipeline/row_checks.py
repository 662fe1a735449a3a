"""What can be checked of one output row by itself, beyond its JSON Schema; each finding is half a sentence."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any, Final

from transforms.schema import DERIVATIONS

#: shares are rounded to 4 decimals each
ROUNDING: Final = 2e-4

Row = Mapping[str, Any]


def is_lost(text_id: str) -> bool:
    """Whether an id names a lost original rather than a document."""
    return text_id.startswith("o-")


def record_findings(row: Row, text: str | None) -> Iterator[str]:
    """What is wrong with a record that fits its schema.

    Args:
        row: the record.
        text: decoded text of the document, or None if the run did not keep it.
    """
    yield from _unit_findings(row, text)
    yield from _span_findings(row, text)
    signature = row["signature"]
    try:
        size = len(b64decode(signature["values"], validate=True))
    except binascii.Error:
        size = -1
    if size != 4 * signature["num_perm"]:
        yield f"signature.values must be base64 of {4 * signature['num_perm']} bytes (4 a permutation)"
    derivation, original = row["derivation"], row["original"]
    if derivation is not None:
        total = derivation["copied_share"] + derivation["originality"]
        if abs(total - 1) > ROUNDING:
            yield f"derivation.copied_share + originality is {total:.4f}, not 1"
        if derivation["parent"] == row["doc_id"]:
            yield "derivation.parent is the document itself"
    if original is not None:
        if is_lost(original["id"]) != (original["kind"] == "lost"):
            yield f"original.id {original['id']} is not the id of a {original['kind']} original"
        if row["family_id"] is None:
            yield "it has an original but no family"
    if row["also_in"] and (row["family_id"] is None or row["family_id"] in row["also_in"]):
        yield "also_in must name families further to family_id"


def _unit_findings(row: Row, text: str | None) -> Iterator[str]:
    before = 0
    for number, unit in enumerate(row["units"]):
        if not before <= unit["start"] <= unit["end"]:
            yield f"units[{number}] [{unit['start']}, {unit['end']}) is turned round or overlaps the unit before"
        before = max(before, unit["end"])
    if text is not None and before > len(text):
        yield f"units end at {before}, after the text's end at {len(text)}"


def _span_findings(row: Row, text: str | None) -> Iterator[str]:
    spans = [(f"dates[{n}]", date, None) for n, date in enumerate(row["dates"])]
    spans += [(f"evidence[{n}]", item, item["text"]) for n, item in enumerate(row["evidence"])]
    if row["dateline"] is not None:
        spans.append(("dateline", row["dateline"], row["dateline"]["raw"]))
    for name, span, quoted in spans:
        start, end = span["start"], span["end"]
        if start > end:
            yield f"{name} [{start}, {end}) is turned round"
        elif text is not None and end > len(text):
            yield f"{name} [{start}, {end}) ends after the text's end at {len(text)}"
        elif quoted is not None and text is not None and text[start:end] != quoted:
            yield f"{name} [{start}, {end}) cuts {clip(text[start:end])} out of the text, not {clip(quoted)}"
        elif quoted is not None and len(quoted) != end - start:
            yield f"{name} [{start}, {end}) is {end - start} long, but its text {clip(quoted)} is {len(quoted)}"
    starts = [item["start"] for item in row["evidence"]]
    if starts != sorted(starts):
        yield "evidence is not in order of start"


def link_findings(row: Row, lengths: Mapping[str, int | None]) -> Iterator[str]:
    """What is wrong with a link that fits its schema.

    Args:
        row: the link.
        lengths: length of the text of each document, code points; None where the run did not keep texts.
    """
    a, b, child, parent = row["a"], row["b"], row["child"], row["parent"]
    if a >= b:
        yield f"a must come before b, got {a}, {b}"
    if is_lost(a):
        yield f"a is the lost original {a}: a link needs a document, and that is a"
    if (child is None) != (parent is None):
        yield "child and parent must both be given or both be null"
    elif child is not None:
        if {child, parent} != {a, b}:
            yield f"child {child} and parent {parent} are not its two ends"
        elif is_lost(child):
            yield f"the lost original {child} cannot be the child"
        if row["relation"] not in DERIVATIONS:
            yield f"{row['relation']} is no derivation and cannot have a child and a parent"
    if is_lost(b) and row["passages"]:
        yield f"a lost original has no text, so a link with {b} has no passages"
    if not row["passages"] and not row["direction_basis"]:
        yield "it has neither passages nor a basis: no claim without one of them"
    for number, passage in enumerate(row["passages"]):
        for side, text_id in (("a", a), ("b", b)):
            start, end = passage[f"{side}_start"], passage[f"{side}_end"]
            length = lengths.get(text_id)
            if start >= end:
                yield f"passages[{number}] is empty in {side}: [{start}, {end})"
            elif length is not None and end > length:
                yield f"passages[{number}] [{start}, {end}) ends after the end of {side}'s text at {length}"


def family_findings(row: Row) -> Iterator[str]:
    """What is wrong with a family that fits its schema."""
    if not row["members"]:
        yield "it has no members"
    seen: set[str] = set()
    for number, original in enumerate(row["originals"]):
        if is_lost(original["id"]) != (original["kind"] == "lost"):
            yield f"originals[{number}].id {original['id']} is not the id of a {original['kind']} original"
        if original["id"] in seen:
            yield f"originals[{number}] repeats {original['id']}"
        seen.add(original["id"])
    if any(other["family_id"] == row["family_id"] for other in row["related"]):
        yield "it is related to itself"


def candidate_findings(row: Row) -> Iterator[str]:
    """What is wrong with a candidate pair that fits its schema."""
    if row["a"] >= row["b"]:
        yield f"a must come before b, got {row['a']}, {row['b']}"


def clip(text: str, limit: int = 40) -> str:
    """A text as a short quotation on one line, control characters escaped."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
