"""Labels of documents and pairs, and the documents of a run that they speak of."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from pipeline.evaluation.metrics import ALONE, Group, joined
from transforms.schema import OUTSIDE_RELATIONS

AGENCIES: Final = frozenset({"AFP", "AP", "Reuters"})
"""Agencies that labels tell apart; any other counts as none."""

UNKNOWN_LANGUAGE: Final = "und"

Pair = tuple[int, int]
"""Two documents by their number in `Labels.docs`, the smaller first."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a run says of one document; all empty where the document became a dead letter."""

    doc_id: str | None = None
    language: str | None = None
    group: Group = ALONE
    agency: str | None = None
    agency_confidence: float = 0.0
    credited: str | None = None
    relation: str | None = None
    #: relation as it stands in the record: None for a text that is itself the original
    recorded: str | None = None
    parent: str | None = None
    #: kind of the original, or None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Doc:
    """One labelled document that the run has read."""

    path: str
    truth: Mapping[str, Any]
    said: Said
    language: str

    @property
    def agency(self) -> str | None:
        """True agency among AGENCIES, or None."""
        name = self.truth.get("agency")
        return name if name in AGENCIES else None

    @property
    def given_agency(self) -> str | None:
        """Agency given by the run among AGENCIES, or None."""
        return self.said.agency if self.said.agency in AGENCIES else None


@dataclass(slots=True)
class Labels:
    """Truth of the documents and pairs that the run has read."""

    docs: list[Doc]
    #: true families, parallel to `docs`
    true: list[Group]
    #: numbers of pages that belong to no story at all
    unrelated: set[int]
    #: labelled pairs and their rows
    edges: dict[Pair, Mapping[str, Any]]
    #: true (child, parent)
    directions: list[tuple[int, int]]
    #: truth rows that no document of the run answers to, and why
    unmatched: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    edges_unmatched: int = 0

    @property
    def predicted(self) -> list[Group]:
        """Families that the run gives, parallel to `docs`."""
        return [doc.said.group for doc in self.docs]

    def languages(self) -> list[str]:
        """Languages, parallel to `docs`."""
        return [doc.language for doc in self.docs]


def read_json_lines(path: str, fields: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of a file of labels.

    Args:
        path: JSON Lines.
        fields: names that every row must have, as strings.

    Raises:
        OSError: the file cannot be read.
        ValueError: a line is no JSON object, or lacks a field; the sentence names file and line.
    """
    rows = []
    for number, line in enumerate(Path(path).read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise ValueError(f"{path}: line {number} is not JSON: {error}") from error
        missing = [name for name in fields if not isinstance(row, dict) or not isinstance(row.get(name), str)]
        if missing:
            raise ValueError(f"{path}: line {number} needs the field {missing[0]!r} with a text value")
        rows.append(row)
    return rows


def said_of(row: Mapping[str, Any]) -> Said:
    """What a record says, as far as it is measured.

    The relation of a text that is itself the original of its family is ``verbatim``: truth relations are towards the
    text of the source.
    """
    agency, derivation, original = row["agency"], row["derivation"], row["original"]
    relation = recorded = derivation["relation"] if derivation is not None else None
    is_original = original is not None and original["id"] == row["doc_id"]
    if relation is None and is_original:
        relation = "verbatim"
    return Said(
        doc_id=row["doc_id"],
        language=row["language"],
        group=Group(row["family_id"], frozenset(row["also_in"])) if row["family_id"] is not None else ALONE,
        agency=agency["name"] if agency is not None else None,
        agency_confidence=agency["confidence"] if agency is not None else 0.0,
        credited=row["credited"],
        relation=relation,
        recorded=recorded,
        parent=derivation["parent"] if derivation is not None else None,
        original=original["kind"] if original is not None else None,
    )


class _Names:
    """URIs of a run, found by a path: the same, or one the end of the other at a ``/``."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[tuple[str, Said]]] = {}

    def add(self, uri: str, said: Said) -> None:
        self._by_name.setdefault(posixpath.basename(uri), []).append((uri, said))

    def find(self, path: str) -> list[Said]:
        near = self._by_name.get(posixpath.basename(path), ())
        same = [said for uri, said in near if uri == path]
        return same or [said for uri, said in near if uri.endswith("/" + path) or path.endswith("/" + uri)]


def match(
    records: Iterable[Mapping[str, Any]],
    letters: Iterable[Mapping[str, Any]],
    truth: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
) -> Labels:
    """Bring labels and run together.

    Args:
        records: rows of the records table.
        letters: rows of the dead letters table: a labelled document among them counts, as one of which nothing is said.
        truth: labels of documents, in one of the forms of issue and data (``family`` or ``story``).
        edges: labels of pairs. Where they say ``derivative`` or ``text_copy``, the true families are their
            components; where they say ``derivation``, the families stand in `truth`.

    Raises:
        ValueError: two truth rows name one document, or no row names any.
    """
    live, dead = _Names(), _Names()
    for row in records:
        live.add(row["source"]["uri"], said_of(row))
    for row in letters:
        dead.add(row["uri"], Said())
    labels = Labels([], [], set(), {}, [])
    number_of: dict[str, int] = {}
    known: dict[str, str] = {}
    for row in truth:
        path = _clean(row["path"])
        found = live.find(path)
        if not found and dead.find(path):
            found = [Said()]
            labels.dead.append(path)
        if len(found) != 1:
            (labels.ambiguous if found else labels.unmatched).append(path)
            continue
        said = found[0]
        other = known.setdefault(said.doc_id or path, path)
        if path in number_of or other != path:
            raise ValueError(f"two truth rows name one document: {other!r} and {path!r}")
        number_of[path] = len(labels.docs)
        language = row.get("lang") or said.language or UNKNOWN_LANGUAGE
        labels.docs.append(Doc(path, row, said, language))
    if truth and not labels.docs:
        raise ValueError(
            f"none of the {len(truth)} truth paths is in this run, e.g. {truth[0]['path']!r}; "
            "a path must be a record's source.uri, or end like it from a '/' on"
        )
    components = any("derivative" in row or "text_copy" in row for row in edges)
    _pairs(labels, edges, number_of)
    _families(labels, edges if components else (), truth)
    if not components:
        _shared_children(labels)
    _directions(labels, any("derivation" in row for row in edges))
    return labels


def _clean(path: str) -> str:
    return path[2:] if path.startswith("./") else path


def _pairs(labels: Labels, edges: Sequence[Mapping[str, Any]], number_of: Mapping[str, int]) -> None:
    for row in edges:
        a, b = number_of.get(_clean(row["a"])), number_of.get(_clean(row["b"]))
        if a is None or b is None or a == b:
            labels.edges_unmatched += 1
        else:
            labels.edges.setdefault((min(a, b), max(a, b)), row)


def _families(labels: Labels, edges: Sequence[Mapping[str, Any]], truth: Sequence[Mapping[str, Any]]) -> None:
    """True families: the components of the edges, or else as labelled; pages without any are unrelated."""
    component: dict[str, str] = {}
    if edges:
        component = _components(
            [_clean(row["path"]) for row in truth],
            [(_clean(row["a"]), _clean(row["b"])) for row in edges if row.get("derivative") or row.get("text_copy")],
        )
    sizes: dict[str, int] = {}
    for top in component.values():
        sizes[top] = sizes.get(top, 0) + 1
    for number, doc in enumerate(labels.docs):
        named = doc.truth.get("family") or doc.truth.get("story")
        if edges:
            top = component[doc.path]
            labels.true.append(Group(top))
            if not named and sizes[top] == 1:
                labels.unrelated.add(number)
        else:
            labels.true.append(Group(named, frozenset(doc.truth.get("also_in") or ())) if named else ALONE)
            if not named:
                labels.unrelated.add(number)


def _components(paths: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Connected components; each is called after its first path."""
    top = {path: path for path in paths}

    def find(path: str) -> str:
        root = path
        while top.setdefault(root, root) != root:
            root = top[root]
        while top[path] != root:
            top[path], path = root, top[path]
        return root

    for a, b in edges:
        left, right = sorted((find(a), find(b)))
        top[right] = left
    return {path: find(path) for path in list(top)}


def _shared_children(labels: Labels) -> None:
    """A text that derives from another family's text stands in that family too: a mash-up."""
    more: dict[int, set[str]] = {}
    for (a, b), row in labels.edges.items():
        if row.get("derivation") and row.get("same_family") is False and row.get("child") and row.get("parent"):
            child, parent = (a, b) if _clean(row["child"]) == labels.docs[a].path else (b, a)
            source, home = labels.true[parent].home, labels.true[child].home
            if source is not None and home is not None and source != home:
                more.setdefault(child, set()).add(source)
    for child, families in more.items():
        group = labels.true[child]
        labels.true[child] = Group(group.home, group.also | families)


def _directions(labels: Labels, from_edges: bool) -> None:
    """True (child, parent) pairs: from the edges, or else translations of the one source of their story."""
    if from_edges:
        for (a, b), row in labels.edges.items():
            if row.get("derivation") and row.get("child") and row.get("parent"):
                child = a if _clean(row["child"]) == labels.docs[a].path else b
                labels.directions.append((child, b if child == a else a))
        return
    sources: dict[str, list[int]] = {}
    for number, doc in enumerate(labels.docs):
        home = labels.true[number].home
        if home is not None and doc.truth.get("role") == "source":
            sources.setdefault(home, []).append(number)
    for number, doc in enumerate(labels.docs):
        home = labels.true[number].home
        if home is not None and doc.truth.get("role") == "translation" and len(sources.get(home, ())) == 1:
            labels.directions.append((number, sources[home][0]))


def hard_negatives(labels: Labels) -> Iterator[Pair]:
    """Labelled pairs that look alike and are no copies: their ends lie in different true families."""
    for (a, b), row in labels.edges.items():
        if joined(labels.true[a], labels.true[b]):
            continue
        if "derivation" in row:
            if not row["derivation"] and row.get("relation") in OUTSIDE_RELATIONS:
                yield a, b
        elif not row.get("derivative") and not row.get("text_copy"):
            yield a, b
