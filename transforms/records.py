"""Rows of the output tables: the JSON forms of DESIGN.md section 5, built from the element types."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from transforms.schema import (
    AgencyVerdict,
    Article,
    Attribution,
    Candidate,
    DeadLetter,
    Evidence,
    Family,
    Link,
    Original,
    U32Array,
)
from transforms.settings import SketchSettings

RECORD: Final = "wiretrace/record/1"
LINK: Final = "wiretrace/link/1"
FAMILY: Final = "wiretrace/family/1"
DEAD_LETTER: Final = "wiretrace/dead_letter/1"
TEXT: Final = "wiretrace/text/1"
CANDIDATE: Final = "wiretrace/candidate/1"
"""Schema names of the tables; the number rises when a field changes its meaning."""


def article_row(article: Article, **more: Any) -> dict[str, Any]:
    """What normalisation knows of a document, with the record's field names (``wiretrace normalize``).

    Fields are in order of their names, here and in what they hold: orjson need not sort them.

    Args:
        article: the normalised document.
        more: further fields, whose names stand between ``published`` and ``source``, in order.
    """
    source = article.source
    published = article.published
    dateline = article.dateline
    return {
        "dateline": None
        if dateline is None
        else {
            "agencies": list(dateline.agencies),
            "confidence": round(dateline.confidence, 4),
            "country": dateline.country,
            "date": dateline.date,
            "date_basis": dateline.date_basis,
            "end": dateline.end,
            "form": dateline.form,
            "geoname_id": dateline.geoname_id,
            "normal": dateline.normal,
            "place": dateline.place,
            "raw": dateline.raw,
            "region": dateline.region,
            "start": dateline.start,
        },
        "dates": [
            {
                "confidence": round(d.confidence, 4),
                "end": d.end,
                "kind": d.kind,
                "rejected": list(d.rejected),
                "start": d.start,
                "value": d.value,
            }
            for d in article.dates
        ],
        "doc_id": article.doc_id,
        "evidence": [evidence_row(e) for e in article.evidence],
        "footer": article.footer,
        "language": article.language,
        "published": None
        if published is None
        else {"basis": published.basis, "precision": published.precision, "value": published.value},
        **more,
        "source": {
            "encoding": source.encoding,
            "outlet": source.outlet,
            "record_id": source.record_id,
            "sha256": source.sha256,
            "uri": source.uri,
            "url": source.url,
        },
        "title": article.title,
        "units": [{"end": u.end, "kind": u.kind, "language": u.language, "start": u.start} for u in article.units],
    }


def evidence_row(evidence: Evidence) -> dict[str, Any]:
    """One evidence item."""
    return {
        "about": evidence.about,
        "agency": evidence.agency,
        "end": evidence.end,
        "kind": evidence.kind,
        "start": evidence.start,
        "text": evidence.text,
        "weight": round(evidence.weight, 4),
    }


def signature_rows(wording: U32Array, unspaced: Sequence[bool], settings: SketchSettings) -> list[dict[str, Any]]:
    """The wording signatures of (N, num_perm) values, loadable with datasketch alone.

    Values are base64 of little-endian uint32.
    """
    values = wording.astype("<u4", copy=False)
    words, characters = (
        {
            "hash": "wiretrace-poly64/1",
            "num_perm": settings.num_perm,
            "scheme": "affine32",
            "seed": settings.seed,
            "shingle": shingle,
            "values": "",
            "view": "wording",
        }
        for shingle in (f"word{settings.shingle}/1", f"char{settings.shingle_unspaced}/1")
    )
    return [
        (characters if of_characters else words) | {"values": base64.b64encode(own.tobytes()).decode("ascii")}
        for own, of_characters in zip(values, unspaced, strict=True)
    ]


def signature_values(row: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """The (num_perm,) uint32 values of a record's signature."""
    return np.frombuffer(base64.b64decode(row["values"]), dtype="<u4").astype(np.uint32)


def record_base(article: Article, signature: dict[str, Any]) -> dict[str, Any]:
    """A record without what attribution adds; fields are in order of their names."""
    return article_row(article, revised_because=None, revision=1, schema=RECORD, signature=signature)


def agency_row(agency: AgencyVerdict | None) -> dict[str, Any] | None:
    """The agency verdict."""
    if agency is None:
        return None
    return {"name": agency.name, "confidence": round(agency.confidence, 4), "basis": agency.basis}


def attribution_row(attribution: Attribution) -> dict[str, Any]:
    """The fields of a record that attribution decides."""
    derivation = attribution.derivation
    return {
        "doc_id": attribution.doc_id,
        "agency": agency_row(attribution.agency),
        "credited": attribution.credited,
        "family_id": attribution.family_id,
        "also_in": list(attribution.also_in),
        "original": None
        if attribution.original is None
        else {k: v for k, v in original_row(attribution.original).items() if k != "aliases"},
        "derivation": None
        if derivation is None
        else {
            "relation": derivation.relation,
            "parent": derivation.parent,
            "score": round(derivation.score, 4),
            "copied_share": round(derivation.copied_share, 4),
            "originality": round(derivation.originality, 4),
            "lag_seconds": derivation.lag_seconds,
            "direction_basis": list(derivation.direction_basis),
        },
        "links": list(attribution.links),
    }


def original_row(original: Original) -> dict[str, Any]:
    """One original of a family."""
    return {
        "id": original.id,
        "kind": original.kind,
        "agency": original.agency,
        "language": original.language,
        "confidence": round(original.confidence, 4),
        "aliases": list(original.aliases),
    }


def link_row(link: Link) -> dict[str, Any]:
    """A row of the links table; its fields, and those of its passages, are in order of their names."""
    return {
        "a": link.a,
        "b": link.b,
        "child": link.child,
        "confidence": round(link.confidence, 4),
        "coverage_a": round(link.coverage_a, 4),
        "coverage_b": round(link.coverage_b, 4),
        "direction_basis": list(link.direction_basis),
        "link_id": link.link_id,
        "longest_run_words": link.longest_run_words,
        "parent": link.parent,
        "passages": [
            {
                "a_end": a_end,
                "a_start": a_start,
                "b_end": b_end,
                "b_start": b_start,
                "kind": kind,
                "unit_a": unit_a,
                "unit_b": unit_b,
            }
            for a_start, a_end, b_start, b_end, kind, unit_a, unit_b in link.passages
        ],
        "relation": link.relation,
        "schema": LINK,
        "score": round(link.score, 4),
    }


def family_row(family: Family) -> dict[str, Any]:
    """A row of the families table."""
    return {
        "schema": FAMILY,
        "family_id": family.family_id,
        "agency": family.agency,
        "originals": [original_row(o) for o in family.originals],
        "members": list(family.members),
        "languages": list(family.languages),
        "outlets": list(family.outlets),
        "first_published": family.first_published,
        "related": [{"family_id": f, "relation": r} for f, r in family.related],
    }


def dead_letter_row(letter: DeadLetter) -> dict[str, Any]:
    """A row of the dead letters table."""
    return {
        "schema": DEAD_LETTER,
        "uri": letter.uri,
        "stage": letter.stage,
        "code": letter.code,
        "message": letter.message,
        "sha256": letter.sha256,
        "bytes_kept": letter.bytes_kept,
    }


def text_row(article: Article) -> dict[str, Any]:
    """A row of the texts table: the decoded text that all spans point into, and the body in its normal form."""
    normal = article.normal_form()
    return {
        "schema": TEXT,
        "doc_id": article.doc_id,
        "text": article.text,
        "body": "\n\n".join(" ".join(part.split()) for part in article.unit_texts("body")),
        "normal_text": normal.text,
        "normal_offsets": [list(run) for run in normal.runs],
    }


def candidate_row(candidate: Candidate) -> dict[str, Any]:
    """A row of the candidates table."""
    return {
        "schema": CANDIDATE,
        "a": candidate.a,
        "b": candidate.b,
        "wording_keys": candidate.wording_keys,
        "passage_keys": candidate.passage_keys,
        "anchor_keys": candidate.anchor_keys,
        "via_hub": candidate.via_hub,
    }
