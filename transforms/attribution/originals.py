"""The originals of a family: a present dispatch or source text (`document`), else a *lost original*.

The best surviving copy is never promoted (NEWSWIRE.md, rule 10). Lost originals are one per agency, event, language
edition and version for which there is evidence; every text without a present parent hangs on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.attribution.agency import EDITIONS, furniture, has_edition, is_agency_document
from transforms.attribution.ids import hub_key, lost_original_id
from transforms.attribution.parents import (
    NO_LANGUAGE,
    REMNANTS_MIN,
    Forest,
    remnant_languages,
    remnant_weight,
)
from transforms.schema import ArticleFacts, Original

UNKNOWN_SOURCE: Final = 0.5
"""Confidence of a lost original of which only copies without agency or direction tell."""


@dataclass(frozen=True, slots=True)
class Root:
    """What stands behind a document without a present parent."""

    original: Original
    #: relation to a lost original by evidence alone, or None
    relation: str | None
    #: what the relation, or the original, rests on
    basis: tuple[str, ...]
    #: confidence of the relation
    confidence: float


def source_language(facts: ArticleFacts, agency: str | None, family_languages: Iterable[str]) -> str | None:
    """Language of the edition a text was made from: that of its remnants, else its own if the agency writes in it.

    Where several languages come into question (``EI`` stays behind from Spanish, French and Portuguese), one in
    which the family has a text is taken; else the answer is None, unknown.
    """
    if remnant_weight(facts) >= REMNANTS_MIN:
        close = remnant_languages(facts)
    elif has_edition(agency, facts.language):
        return facts.language
    else:
        close = tuple(sorted(EDITIONS.get(agency or "", ())))
    if len(close) == 1:
        return close[0]
    present = sorted(set(close) & set(family_languages))
    return present[0] if len(present) == 1 else None


def evidence_relation(
    facts: ArticleFacts, agency: str | None, language: str | None
) -> tuple[str | None, tuple[str, ...], float]:
    """Relation of a text to its lost original by evidence alone, what it rests on, and its weight in [0, 1].

    Full credit with intact furniture: ``verbatim``. Remnants of a language: ``translation``, or
    ``back_translation`` where the agency writes in the text's language and not in that of the remnants. A text
    in a language in which its agency sends nothing is a translation too, whatever furniture it kept.
    """
    weight = remnant_weight(facts)
    if weight >= REMNANTS_MIN:
        languages = remnant_languages(facts)
        names = tuple(f"remnants:{name}" for name in languages) or (f"remnants:{NO_LANGUAGE}",)
        editions = EDITIONS.get(agency, frozenset()) if agency is not None else frozenset()
        back = facts.language in editions and not (set(languages) | {language}) & (
            editions - {facts.language}
        )
        return ("back_translation" if back else "translation"), names, min(weight, 0.9)
    if not has_edition(agency, facts.language):
        return "translation", (f"no_edition:{facts.language}",), 0.8
    kinds = furniture(facts, agency)
    if kinds:
        return "verbatim", kinds, 0.9
    if agency is None:
        return None, ("no_agency",), UNKNOWN_SOURCE
    spoken = sorted({e.kind for e in facts.evidence if e.agency == agency and e.about == "text"})
    return None, tuple(spoken) or ("derivation",), UNKNOWN_SOURCE


def version_groups(
    roots: Sequence[int], apart: Iterable[tuple[int, int]], together: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """Cut the roots of one edition into versions of the dispatch.

    Args:
        roots: indices in the order in which versions are numbered.
        apart: pairs that carry different versions.
        together: pairs that carry one version, surest first.

    Returns:
        Groups of roots; a root that nothing sets apart goes to the first version.
    """
    top = {root: root for root in roots}
    enemies: dict[int, set[int]] = {root: set() for root in roots}
    for a, b in apart:
        enemies[a].add(b)
        enemies[b].add(a)

    def find(doc: int) -> int:
        while top[doc] != doc:
            top[doc] = top[top[doc]]
            doc = top[doc]
        return doc

    def join(a: int, b: int) -> bool:
        a, b = find(a), find(b)
        if a == b:
            return True
        if b in enemies[a]:
            return False
        # the shorter list of enemies moves
        if (len(enemies[a]), b) < (len(enemies[b]), a):
            a, b = b, a
        for enemy in enemies[b]:
            enemies[enemy].discard(b)
            enemies[enemy].add(a)
        enemies[a] |= enemies.pop(b)
        top[b] = a
        return True

    for a, b in together:
        join(a, b)
    firsts: list[int] = []
    for root in roots:
        if not any(join(first, root) for first in firsts):
            firsts.append(root)
    found: dict[int, list[int]] = {}
    for root in roots:
        found.setdefault(find(root), []).append(root)
    return list(found.values())


def find_originals(
    family: str,
    members: Sequence[int],
    forest: Forest,
    facts: Sequence[ArticleFacts],
    agency: str | None,
    strength: Mapping[int, float],
    versions: Sequence[tuple[int, int]],
    kin: Sequence[tuple[int, int]],
    held: Mapping[int, float],
) -> dict[int, Root]:
    """The original behind every document of a family that has no present parent.

    Args:
        family: id of the family.
        members: indices of its documents.
        forest: parents inside the family.
        facts: facts of all documents.
        agency: agency of the family, or None.
        strength: confidence of the family's agency for each member.
        versions: pairs of members that carry different versions of one edition.
        kin: other pairs of members, surest first.
        held: how much of the words of the others each member has, summed.
    """
    roots = sorted((doc for doc in members if doc not in forest.chosen), key=lambda doc: hub_key(facts[doc]))
    languages = {facts[doc].language for doc in members if remnant_weight(facts[doc]) < REMNANTS_MIN}
    known_languages = sorted(lang for lang in languages if lang is not None)
    found: dict[int, Root] = {}
    documents: dict[str | None, Original] = {}
    if agency is None:
        main = _outlet_source(members, forest, facts, held)
        if main is not None:
            doc, confidence = main
            original = Original(facts[doc].doc_id, "document", None, facts[doc].language, confidence)
            found[doc] = Root(original, None, (), confidence)
            for root in roots:
                if root != doc:
                    found[root] = Root(
                        original, None, ("undetermined",), round(confidence * UNKNOWN_SOURCE, 4)
                    )
            return found
    else:
        for root in roots:
            if is_agency_document(facts[root], agency):
                original = Original(facts[root].doc_id, "document", agency, facts[root].language, 0.99)
                found[root] = Root(original, None, ("agency_document",), 0.99)
                documents.setdefault(facts[root].language, original)
    edition = {
        root: source_language(facts[root], agency, known_languages) for root in roots if root not in found
    }
    by_edition: dict[str | None, list[int]] = {}
    for root, language in edition.items():
        by_edition.setdefault(language, []).append(root)
    for language in sorted(by_edition, key=lambda lang: (lang is None, lang or "")):
        inside = by_edition[language]
        if language in documents:
            for root in inside:
                relation, basis, _ = evidence_relation(facts[root], agency, language)
                found[root] = Root(
                    documents[language], relation, ("edition_original", *basis), UNKNOWN_SOURCE
                )
            continue
        here = set(inside)
        groups = version_groups(
            inside,
            [(a, b) for a, b in versions if a in here and b in here],
            [(a, b) for a, b in kin if a in here and b in here],
        )
        for number, group in enumerate(groups, start=1):
            sure = max(strength.get(root, 0.0) for root in group) if agency is not None else UNKNOWN_SOURCE
            original = Original(
                lost_original_id(family, agency, language, number), "lost", agency, language, round(sure, 4)
            )
            for root in group:
                relation, basis, weight = evidence_relation(facts[root], agency, language)
                found[root] = Root(original, relation, basis, round(weight * sure, 4))
    return found


def _outlet_source(
    members: Sequence[int], forest: Forest, facts: Sequence[ArticleFacts], held: Mapping[int, float]
) -> tuple[int, float] | None:
    """In a family without agency: the text that the others go back to, and how sure its direction is.

    Of the texts from which others derive, and those without a parent in their languages, the one that holds most of
    what the others have: the best witness of the source.
    """
    size: dict[int, int] = {}
    sure: dict[int, float] = {}
    for doc in members:
        root = forest.root_of[doc]
        size[root] = size.get(root, 0) + 1
        edge = forest.chosen.get(doc)
        if edge is not None and edge.parent == root:
            sure[root] = max(sure.get(root, 0.0), edge.direction.probability)
    written = [root for root in sure if remnant_weight(facts[root]) < REMNANTS_MIN]
    if not written:
        return None
    languages = {facts[root].language for root in written}
    candidates = [
        root
        for root in size
        if root in written
        or (facts[root].language in languages and remnant_weight(facts[root]) < REMNANTS_MIN)
    ]
    best = min(candidates, key=lambda root: (-held.get(root, 0.0), -size[root], hub_key(facts[root])))
    return best, sure.get(best, UNKNOWN_SOURCE)
