"""A few invented texts of one story, whose original arrives late."""

from __future__ import annotations

from pathlib import Path

_PARAGRAPHS = (
    "The harbour authority of Port Lemara opened its rebuilt eastern pier on Tuesday, four years after a storm broke "
    "the old one in two and left 340 fishing boats without a berth for a whole winter.",
    "“We counted every bolt twice before we let the first trawler tie up,” chief engineer Ilsa Verhoeken said, pointing "
    "at the 1,280 steel piles that now carry the deck.",
    "The work cost 62.4 million crowns, of which the regional council of Damarra paid two thirds and a fund of the "
    "shipowners the rest, according to the accounts read out at the ceremony.",
    "Some crews complained that the crane, ordered from a yard in Tolvane, would not arrive before October, so that "
    "heavy nets must be lifted by hand for another season.",
    "Mayor Oskar Brandtner cut a rope instead of a ribbon and promised that the western pier would follow in 2027 if "
    "the tides and the treasury allowed it.",
)


def body(first: int = 0, last: int = len(_PARAGRAPHS)) -> str:
    """Paragraphs of the story."""
    return "\n\n".join(_PARAGRAPHS[first:last])


def write(folder: Path, name: str, text: str) -> Path:
    """One document below a folder; returns the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def agency_text() -> str:
    """The dispatch as the agency's own site prints it."""
    return f"Rebuilt pier opens in Port Lemara\n\nPORT LEMARA (AFP) – {body()}\n\n© Agence France-Presse\n"


def copy(first: int = 0, last: int = len(_PARAGRAPHS), credit: str = "") -> str:
    """A copy as an outlet prints it."""
    return f"Pier opens after four years\n\n{credit}{body(first, last)}\n"
