"""A small finished run with everything in it: a translated dispatch, its copy, a mash-up, a lost original."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pipeline.handmade import (
    candidate,
    dead_letter,
    derivation,
    doc,
    family,
    family_name,
    link,
    lost,
    name_links,
    original,
    passage,
    record,
    text,
    write_run,
)

FRENCH = "Incendie au port\n\nTUNIS (AFP) - Un incendie a ravagé mardi trois entrepôts du port.\n© AFP\n"
ENGLISH = "Port fire\n\nA fire destroyed three warehouses of the port on Tuesday, an officer told AFP.\n"
COPY = "Blaze at the port\n\nA fire destroyed three warehouses of the port on Tuesday, an officer told AFP.\n"
MASHUP = "Two fires\n\nA fire destroyed three warehouses of the port on Tuesday. A mill burned too, AP says.\n"
MILL = "OSLO (AP) - A mill burned down outside the city on Tuesday night.\n"
LONE = "Village fair\n\nThe village fair drew [bold]forty[/bold] visitors\x1b[31m.\n"

AFP, AP = family_name(1), family_name(2)


def _span(content: str, part: str) -> tuple[int, int]:
    start = content.index(part)
    return start, start + len(part)


def _units(content: str, headline: str | None) -> list[dict[str, Any]]:
    units = []
    if headline is not None:
        units.append({"kind": "headline", "start": 0, "end": len(headline), "language": "en"})
    start = 0 if headline is None else len(headline) + 2
    return [*units, {"kind": "body", "start": start, "end": len(content) - 1, "language": "en"}]


def _evidence(content: str, part: str, kind: str, agency: str, weight: float) -> dict[str, Any]:
    start, end = _span(content, part)
    return {
        "kind": kind, "agency": agency, "about": "text", "weight": weight, "start": start, "end": end, "text": part
    }  # fmt: skip


def story() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table; each call makes new ones, to be spoilt at will."""
    afp = {"family_id": AFP, "original": {"kind": "document", "id": doc(1), "agency": "AFP", "language": "fr", "confidence": 0.97}}
    told = "told AFP"
    records = [
        record(
            1, "gazette/2024-05-07/incendie.txt", language="fr", title="Incendie au port", **afp,
            source={"outlet": "gazette"}, footer="© AFP", units=_units(FRENCH, "Incendie au port"),
            published={"value": "2024-05-07T09:00:00+01:00", "precision": "minute", "basis": "posted"},
            dates=[{"kind": "posted", "value": "2024-05-07", "start": 0, "end": 8, "rejected": [], "confidence": 0.9}],
            dateline={
                "raw": "TUNIS (AFP) -", "start": 18, "end": 31, "normal": "TUNIS, Tunisia (AFP) -", "place": "Tunis",
                "region": None, "country": "TN", "geoname_id": 2464470, "date": None, "date_basis": None,
                "agencies": ["AFP"], "form": "place_agency_dash", "confidence": 0.98,
            },
            evidence=[
                _evidence(FRENCH, "TUNIS (AFP) -", "dateline", "AFP", 0.9),
                _evidence(FRENCH, "© AFP", "copyright", "AFP", 0.95),
            ],
            agency={"name": "AFP", "confidence": 0.97, "basis": "evidence"}, credited="yes",
        ),
        record(
            2, "courier/2024-05-07/port-fire.txt", title="Port fire", **afp, units=_units(ENGLISH, "Port fire"),
            source={"outlet": "courier"}, published={"value": "2024-05-07", "precision": "day", "basis": "source"},
            evidence=[_evidence(ENGLISH, told, "in_text_attribution", "AFP", 0.5)],
            agency={"name": "AFP", "confidence": 0.9, "basis": "evidence"}, credited="in_text",
            derivation=derivation("translation", doc(1)),
        ),
        record(
            3, "ledger/2024-05-08/blaze.txt", title="Blaze at the port", **afp, units=_units(COPY, "Blaze at the port"),
            source={"outlet": "ledger"}, agency={"name": "AFP", "confidence": 0.8, "basis": "derivation"},
            evidence=[_evidence(COPY, told, "in_text_attribution", "AFP", 0.5)],
            credited="in_text", derivation=derivation("verbatim", doc(2), copied_share=1.0, originality=0.0),
        ),
        record(
            4, "ledger/2024-05-08/two-fires.txt", title="Two fires", **afp, also_in=[AP], units=_units(MASHUP, "Two fires"),
            agency={"name": "AFP", "confidence": 0.7, "basis": "derivation"}, credited="no",
            derivation=derivation("mashup", doc(2), lag_seconds=None),
        ),
        record(
            5, "courier/2024-05-08/mill.txt", family_id=AP, units=_units(MILL, None),
            original={"kind": "lost", "id": lost(9), "agency": "AP", "language": "en", "confidence": 0.8},
            evidence=[_evidence(MILL, "OSLO (AP) -", "dateline", "AP", 0.9)],
            agency={"name": "AP", "confidence": 0.95, "basis": "evidence"}, credited="yes",
            derivation=derivation("verbatim", lost(9), copied_share=0.0, originality=1.0, lag_seconds=None),
        ),
        record(6, "village/fair.txt", title="Village fair", units=_units(LONE, "Village fair")),
    ]  # fmt: skip
    fire = "A fire destroyed three warehouses of the port on Tuesday"
    french = _span(FRENCH, "Un incendie a ravagé mardi trois entrepôts du port")
    links = [
        link(
            doc(1), doc(2), "translation", child=doc(2), parent=doc(1), confidence=0.93,
            passages=[passage(french, _span(ENGLISH, fire), "translated")], direction_basis=["marker", "time"],
        ),
        link(doc(2), doc(3), "verbatim", child=doc(3), parent=doc(2), passages=[passage(_span(ENGLISH, fire), _span(COPY, fire))]),
        link(doc(2), doc(4), "mashup", child=doc(4), parent=doc(2), passages=[passage(_span(ENGLISH, fire), _span(MASHUP, fire))]),
        link(doc(3), doc(4), "co_derivative", confidence=0.6, passages=[passage(_span(COPY, fire), _span(MASHUP, fire))]),
        link(doc(1), doc(5), "same_event", confidence=0.7, coverage_a=0.1, coverage_b=0.1),
        link(doc(5), lost(9), "verbatim", child=doc(5), parent=lost(9), direction_basis=["dateline"]),
    ]  # fmt: skip
    name_links(records, links)
    families = [
        family(
            1, [doc(1), doc(2), doc(3), doc(4)], originals=[original(doc(1), language="fr")], languages=["en", "fr"],
            outlets=["courier", "gazette", "ledger"], first_published="2024-05-07",
            related=[{"family_id": AP, "relation": "same_event"}],
        ),
        family(
            2, [doc(4), doc(5)], agency="AP", originals=[original(lost(9), agency="AP")],
            related=[{"family_id": AFP, "relation": "same_event"}],
        ),
    ]  # fmt: skip
    return {
        "records": records,
        "links": links,
        "families": families,
        "texts": [text(n, t) for n, t in enumerate((FRENCH, ENGLISH, COPY, MASHUP, MILL, LONE), 1)],
        "candidates": [candidate(doc(1), doc(2)), candidate(doc(2), doc(3))],
        "dead_letters": [dead_letter("gazette/empty.txt"), dead_letter("gazette/photo.jpg", "binary")],
    }


def write_story(folder: Path, formats: tuple[str, ...] = ("jsonl",), **tables: list[dict[str, Any]] | None) -> str:
    """Write the run, with tables replaced, or left out where None is given."""
    rows: dict[str, Any] = {**story(), **tables}
    return write_run(folder, formats, **{name: found for name, found in rows.items() if found is not None})
