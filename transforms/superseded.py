"""Of several texts under one document id, the one with the newest trusted date is kept.

The others are dead letters ``superseded``: nothing is lost, and the answer does not depend on reading order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from transforms.frozen import quick
from transforms.schema import Article, DeadLetter, Published


@dataclass(frozen=True, slots=True)
class Claim:
    """One text's claim on its document id."""

    doc_id: str
    #: seconds since 1970-01-01 UTC of the published time; -1 without one
    time: int
    #: SHA-256 of the bytes, hex
    sha256: str
    #: where it was read, see `Document.instance`
    instance: str
    uri: str


def published_seconds(published: Published | None) -> int:
    """Seconds since 1970-01-01 UTC of a published time (UTC assumed where no zone is known); -1 for None."""
    if published is None:
        return -1
    value = published.value
    if len(value) == 7:
        value += "-01"
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return -1
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return int(moment.timestamp())


_claim = quick(Claim)


def claim_of(article: Article) -> Claim:
    """The claim of an article."""
    return _claim(
        article.doc_id,
        published_seconds(article.published),
        article.source.sha256,
        article.instance,
        article.source.uri,
    )


def superseded(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that lose: all but the newest, then smallest hash, then smallest instance, of each id."""
    best: dict[str, Claim] = {}
    losers: list[Claim] = []
    for claim in claims:
        rival = best.get(claim.doc_id)
        if rival is None:
            best[claim.doc_id] = claim
        elif _order(claim) < _order(rival):
            losers.append(rival)
            best[claim.doc_id] = claim
        else:
            losers.append(claim)
    return losers


def _order(claim: Claim) -> tuple[int, str, str]:
    return (-claim.time, claim.sha256, claim.instance)


def dead_letter(claim: Claim) -> DeadLetter:
    """The dead letter of a losing claim."""
    return DeadLetter(
        claim.uri,
        "normalize",
        "superseded",
        f"another text of the input has the id of {claim.uri} and is newer (or, of equal date, has the smaller content hash)",
        claim.sha256,
    )
