"""The demo dump: invented stories in six languages, in the raw state of a crawl, with their labels.

It is demo, tutorial and golden test in one, and shares no table or code with `transforms`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent

DEMO_OVERRIDES: Final = ("read.path_template='{outlet}/{date}/{name}.txt'",)
"""Settings of the demo run that differ from the defaults."""


def demo_input() -> Path:
    """Folder of the raw texts."""
    return _HERE / "dump"


def demo_truth() -> tuple[Path, Path]:
    """Files of the labels: one row a document, one row a pair."""
    return _HERE / "truth.jsonl", _HERE / "edges.jsonl"


def demo_report(output: str, manifest: dict[str, Any], figures: dict[str, Any]) -> str:
    """A readable summary: the largest families, how they hang together, and how right that is."""
    from pipeline.manifest import read_table

    records = {row["doc_id"]: row for row in read_table(output, manifest, "records")}
    families = sorted(read_table(output, manifest, "families"), key=lambda f: (-len(f["members"]), f["family_id"]))
    lines = [""]
    for family in families[:4]:
        members = [records[m] for m in family["members"] if m in records]
        titles = [m["title"] for m in members if m["title"] and m["language"] == "en"] or ["(no headline)"]
        kinds = ", ".join(f"{o['kind']} {o['agency'] or 'own'} original ({o['language'] or '?'})" for o in family["originals"])
        lines.append(f"{family['agency'] or 'no agency'}: {titles[0]}")
        lines.append(f"  {len(members)} witnesses in {', '.join(family['languages'])}; {kinds or 'no original'}")
        for record in sorted(members, key=lambda r: ((r["published"] or {}).get("value", "9"), r["doc_id"])):
            derivation = record["derivation"] or {}
            relation = derivation.get("relation") or "witness"
            agency = record["agency"]
            lines.append(
                f"    {record['source']['outlet'] or '?':22} {record['language'] or '??'}  {relation:16} "
                f"credited: {record['credited']:8} agency: "
                + (f"{agency['name']} {agency['confidence']:.2f} by {agency['basis']}" if agency else "none")
            )
    lines.append("")
    lines.append("Against the labels that ship with the demo:")
    lines += [f"  {name}: {value}" for name, value in headline_figures(figures)]
    lines.append("")
    example = families[0]["members"][0] if families else "DOC"
    lines.append(f"Look closer:  wiretrace explain {output} {example}")
    return "\n".join(lines)


def headline_figures(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The few figures of an evaluation that a person reads first, those that are there."""
    chosen = (
        ("families, pairwise F1", ("families", "pairwise", "f1")),
        ("families, B-cubed F1", ("families", "bcubed", "f1")),
        ("agency right", ("agency", "right")),
        ("agency falsely given", ("agency", "falsely_given")),
        ("relations, macro-F1", ("relations", "macro_f1")),
        ("credited right", ("credited", "accuracy")),
    )
    found = []
    for name, path in chosen:
        value: Any = figures
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, (int, float)):
            found.append((name, f"{value:.3f}"))
    return found
