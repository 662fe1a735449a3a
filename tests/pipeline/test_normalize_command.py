"""`wiretrace normalize` on the five samples, against the truth that stands beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.cli import _main

COMPARED = {
    "photo_credit": "photo_credit",
    "in_text_attribution": "in_text_attribution",
    "copyright_line": "copyright",
    "dateline_agency": "dateline",
    "source_url": "url",
}
"""Kinds of the truth that are compared, with our names; style, quote signatures and weights are not."""
DATES = {
    "crawl_date": "crawl",
    "posted": "posted",
    "updated": "updated",
    "event_time": "event",
    "photo_event": "event",
}
"""Kinds of dates that the truth gives a span."""


@pytest.fixture
def pairs(shared: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> list[tuple[dict[str, Any], dict[str, Any], str]]:
    """(row of the command, truth, text) of each sample."""
    truth = orjson.loads((shared / "reference" / "seeds_truth.json").read_bytes())["seeds"]
    assert _main(["normalize", str(shared / "seeds")]) == 0
    rows = {row["source"]["uri"]: row for row in map(orjson.loads, capfdbinary.readouterr().out.splitlines())}
    assert len(rows) == 5
    return [(rows[one["file"]], one, (shared / "seeds" / one["file"]).read_bytes().decode()) for one in truth.values()]


def test_datelines(pairs: Any) -> None:
    for row, truth, text in pairs:
        line, expected = row["dateline"], truth["dateline"]
        assert (line is None) == (expected is None)
        if line is None:
            continue
        assert (line["start"], line["end"], line["normal"]) == (expected["start"], expected["end"], expected["normal"])
        assert text[line["start"] : line["end"]] == line["raw"] == expected["text"]
        assert (line["place"], line["country"], line["geoname_id"], line["date"]) == (
            expected["city"], expected["country"], expected["geoname_id"], expected["date"],
        )  # fmt: skip
        assert line["agencies"] == ([expected["agency"]] if expected["agency"] else [])


def test_dates_with_their_spans(pairs: Any) -> None:
    compared = 0
    for row, truth, text in pairs:
        found = {(one["kind"], one["value"], one["start"], one["end"]) for one in row["dates"]}
        for one in truth["dates"]:
            if one.get("start") is None:
                continue
            assert (DATES[one["kind"]], one["iso"], one["start"], one["end"]) in found, text[one["start"] : one["end"]]
            compared += 1
        # no page date that the truth does not have
        page = {one for one in found if one[0] in ("crawl", "posted", "updated")}
        assert len(page) == sum(one["kind"] in ("crawl_date", "posted", "updated") for one in truth["dates"])
    assert compared == 7


def test_evidence_with_span_and_agency(pairs: Any) -> None:
    compared = 0
    for row, truth, _ in pairs:
        kinds = set(COMPARED.values())
        found = {
            (one["kind"], one["agency"], one["about"], one["start"], one["end"]) for one in row["evidence"] if one["kind"] in kinds
        }
        expected = {
            (COMPARED[one["kind"]], one["agency"], one["about"], one["start"], one["end"])
            for one in truth["agency_evidence"]
            if one["kind"] in COMPARED
        }
        assert found == expected
        compared += len(expected)
    assert compared >= 10


def test_body_span_title_and_language(pairs: Any) -> None:
    for row, truth, text in pairs:
        body = [unit for unit in row["units"] if unit["kind"] == "body"]
        expected = text[truth["body"]["start"] : truth["body"]["end"]]
        # the truth counts the line ends around the body as body
        assert text[body[0]["start"] : body[-1]["end"]] == expected.strip()
        assert (row["title"], row["language"], row["source"]["sha256"]) == (
            truth["title"], truth["language"], truth["sha256"],
        )  # fmt: skip
