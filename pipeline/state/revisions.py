"""What changed in what is said of an article, and why: revisions, their reasons, and earlier ids of originals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_NOT_SAID: Final = ("produced_by", "revision", "revised_because")
"""Fields that tell of the telling, not of the article."""

REASONS: Final = (
    "rebuilt", "content", "original_arrived", "family_joined", "family_left", "family_merged", "family_split", "family_renamed",
    "parent", "original", "relation", "agency", "credited", "mashup", "shares", "links",
)  # fmt: skip
"""Why a record is said again; several are joined by a comma, in this order."""


def same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two statements about an article say the same."""
    return {k: v for k, v in before.items() if k not in _NOT_SAID} == {
        k: v for k, v in after.items() if k not in _NOT_SAID
    }


def reasons(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    members_before: Sequence[str],
    members_after: Sequence[str],
    *,
    content: bool,
) -> str:
    """Why a record is said again, from `REASONS`.

    Args:
        before: the attribution as last said.
        after: the attribution now.
        members_before: members of its family then.
        members_after: members of its family now.
        content: the text itself was replaced.
    """
    found: set[str] = set()
    if content:
        found.add("content")
    then, now = before["original"] or {}, after["original"] or {}
    if then.get("kind") == "lost" and now.get("kind") == "document":
        found.add("original_arrived")
    elif then != now:
        found.add("original")
    if before["family_id"] != after["family_id"]:
        if before["family_id"] is None:
            found.add("family_joined")
        elif after["family_id"] is None:
            found.add("family_left")
        elif not set(members_before) <= set(members_after):
            found.add("family_split")
        else:
            found.add("family_renamed" if set(members_before) == set(members_after) else "family_merged")
    old, new = before["derivation"] or {}, after["derivation"] or {}
    if old.get("parent") != new.get("parent"):
        found.add("parent")
    if old.get("relation") != new.get("relation"):
        found.add("relation")
    if before["agency"] != after["agency"]:
        found.add("agency")
    if before["credited"] != after["credited"]:
        found.add("credited")
    if before["also_in"] != after["also_in"]:
        found.add("mashup")
    if old != new and not found & {"parent", "relation"}:
        found.add("shares")
    if before["links"] != after["links"]:
        found.add("links")
    return ",".join(reason for reason in REASONS if reason in found)


def inherit(
    families: Iterable[dict[str, Any]],
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    aliases_before: Mapping[str, Sequence[str]],
) -> None:
    """Hand the ids of originals that are no more on to those that took their place, as ``aliases``.

    A lost original whose text has arrived, or whose family has a new name, goes by another id. The old one stays
    with the original that now stands behind the smallest of its documents.

    Args:
        families: rows of the families table; their originals' aliases are filled in.
        before: attributions of documents as last said.
        after: attributions of the same documents now.
        aliases_before: earlier ids of the originals that were.
    """
    rows = [row for family in families for row in family["originals"]]
    current = {row["id"] for row in rows}
    gained: dict[str, set[str]] = {}
    for old in aliases_before:
        if old in current:
            gained.setdefault(old, set()).update(aliases_before[old])
    given: set[str] = set()
    for doc in sorted(before):
        then = (before[doc]["original"] or {}).get("id")
        now = (after.get(doc, {}).get("original") or {}).get("id")
        if then is None or now is None or then == now or then in current or then in given:
            continue
        given.add(then)
        gained.setdefault(now, set()).update({then, *aliases_before.get(then, ())})
    for row in rows:
        names = gained.get(row["id"], set()) - current
        if row["id"] in gained:
            row["aliases"] = sorted(names)
