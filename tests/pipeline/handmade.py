"""Small run directories made by hand: rows of tables, written and published as a run does, without Beam."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.manifest import MANIFEST, RunFacts, build_manifest
from pipeline.sinks import FileInfo, dumps, publish, shard_of, write_file
from pipeline.tables import parquet_bytes
from transforms.attribution.ids import link_id

SHA = "5" * 64
SHARDS = 2
KEYS = {"records": "doc_id", "links": "link_id", "families": "family_id", "texts": "doc_id"}


def doc(number: int) -> str:
    return f"{number:016x}"


def family_name(number: int) -> str:
    return f"f-{number:016x}"


def lost(number: int) -> str:
    return f"o-{number:016x}"


def record(number: int, uri: str, **changes: Any) -> dict[str, Any]:
    """A record of a lone text; a dict among the changes is laid over the field's own."""
    row: dict[str, Any] = {
        "schema": "wiretrace/record/1",
        "doc_id": doc(number),
        "revision": 1,
        "revised_because": None,
        "source": {
            "uri": uri, "outlet": None, "url": None, "record_id": None, "encoding": "utf-8", "sha256": SHA
        },
        "language": "en",
        "title": None,
        "published": None,
        "dates": [],
        "dateline": None,
        "units": [],
        "evidence": [],
        "footer": None,
        "agency": None,
        "credited": "not_applicable",
        "family_id": None,
        "also_in": [],
        "original": None,
        "derivation": None,
        "links": [],
        "signature": {
            "view": "wording",
            "shingle": "word5/1",
            "hash": "wiretrace-poly64/1",
            "scheme": "affine32",
            "num_perm": 16,
            "seed": 1,
            "values": base64.b64encode(bytes(64)).decode(),
        },
        "produced_by": {"version": "0", "settings_sha256": SHA},
    }  # fmt: skip
    for key, value in changes.items():
        row[key] = {**row[key], **value} if isinstance(value, dict) and isinstance(row[key], dict) else value
    return row


def derivation(relation: str | None, parent: str | None, **changes: Any) -> dict[str, Any]:
    return {
        "relation": relation, "parent": parent, "score": 0.9, "copied_share": 0.8, "originality": 0.2,
        "lag_seconds": 3600, "direction_basis": ["time"], **changes,
    }  # fmt: skip


def link(a: str, b: str, relation: str, **changes: Any) -> dict[str, Any]:
    """A link without direction, resting on a basis alone."""
    return {
        "schema": "wiretrace/link/1", "link_id": link_id(a, b, relation), "a": a, "b": b, "relation": relation,
        "child": None, "parent": None, "confidence": 0.9, "score": 0.8, "coverage_a": 0.8, "coverage_b": 0.7,
        "longest_run_words": 25, "direction_basis": ["test"], "passages": [], **changes,
    }  # fmt: skip


def passage(a: tuple[int, int], b: tuple[int, int], kind: str = "verbatim") -> dict[str, Any]:
    return {
        "a_start": a[0], "a_end": a[1], "b_start": b[0], "b_end": b[1], "kind": kind, "unit_a": "body", "unit_b": "body"
    }  # fmt: skip


def original(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "lost" if name.startswith("o-") else "document", "agency": "AFP", "language": "en",
        "confidence": 0.9, "aliases": [], **changes,
    }  # fmt: skip


def family(number: int, members: Iterable[str], **changes: Any) -> dict[str, Any]:
    return {
        "schema": "wiretrace/family/1", "family_id": family_name(number), "agency": "AFP", "originals": [],
        "members": sorted(members), "languages": ["en"], "outlets": [], "first_published": None, "related": [],
        **changes,
    }  # fmt: skip


def text(number: int, content: str) -> dict[str, Any]:
    return {"schema": "wiretrace/text/1", "doc_id": doc(number), "text": content, "body": " ".join(content.split())}


def dead_letter(uri: str, code: str = "empty", **changes: Any) -> dict[str, Any]:
    return {
        "schema": "wiretrace/dead_letter/1", "uri": uri, "stage": "read", "code": code, "message": "No text.",
        "sha256": SHA, "bytes_kept": None, **changes,
    }  # fmt: skip


def candidate(a: str, b: str) -> dict[str, Any]:
    return {
        "schema": "wiretrace/candidate/1", "a": a, "b": b, "wording_keys": 1, "passage_keys": 0, "anchor_keys": 2,
        "via_hub": False,
    }  # fmt: skip


def name_links(records: Sequence[dict[str, Any]], links: Iterable[Mapping[str, Any]]) -> None:
    """Put every link into the records of its ends."""
    known = {row["doc_id"]: row for row in records}
    for row in links:
        for end in (row["a"], row["b"]):
            if end in known:
                known[end]["links"].append(row["link_id"])


def write_run(folder: Path, formats: Sequence[str] = ("jsonl",), **tables: Sequence[Mapping[str, Any]]) -> str:
    """Write rows as a run would, in SHARDS files a table, and publish the manifest; returns the folder."""
    files: list[FileInfo] = []
    for table, rows in tables.items():
        cut: dict[int, list[tuple[str, bytes]]] = {}
        for row in rows:
            key = _key(table, row)
            cut.setdefault(shard_of(key, SHARDS), []).append((key, dumps(row)))
        for shard, found in sorted(cut.items()):
            lines = [line for _, line in sorted(found)]
            name = f"{shard:05d}-of-{SHARDS:05d}"
            if "jsonl" in formats or table not in ("records", "links", "families"):
                data = b"".join(line + b"\n" for line in lines)
                files.append(write_file(str(folder), table, f"{name}.jsonl", data, len(lines)))
            if "parquet" in formats and table in ("records", "links", "families"):
                files.append(write_file(str(folder), table, f"{name}.parquet", parquet_bytes(table, lines), len(lines)))
    letters = tables.get("dead_letters", ())
    counts = {"documents_read": len(tables.get("records", ())) + len(letters)}
    for letter in letters:
        counts[f"dead:{letter['code']}"] = counts.get(f"dead:{letter['code']}", 0) + 1
    facts = RunFacts(("in",), {}, SHA, "2024-01-01T00:00:00.000+00:00", "FnApiRunner")
    publish_manifest(folder, build_manifest(facts, files, counts, []))
    return str(folder)


def publish_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    publish(str(folder), MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))


def _key(table: str, row: Mapping[str, Any]) -> str:
    if table == "dead_letters":
        return f"{row['uri']}\0{row['stage']}\0{row['code']}\0{row['sha256']}"
    return row["a"] + row["b"] if table == "candidates" else str(row[KEYS[table]])
