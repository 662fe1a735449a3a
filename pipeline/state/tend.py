"""Care of a state: what it holds, whether it is whole, fewer files, and forgetting what is old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.state import store
from pipeline.state.days import day_text
from pipeline.state.files import FileEntry
from pipeline.state.index import Index, load_index, write_index
from pipeline.state.neighbours import BOND, ROW
from pipeline.state.pointer import Memory, Pointer, StateError
from pipeline.state.tables import SCHEMAS, day_of
from transforms.attribution.components import component_labels
from transforms.lookup import among

U64 = NDArray[np.uint64]
_SAID = ("doc", "attribution", "revision", "near")


def show(state: str, pointer: Pointer) -> str:
    """What a state holds, for a person."""
    lines = [
        f"{state}: generation {pointer.generation}, line {pointer.lineage}, settings {pointer.settings_sha256[:12]}",
    ]
    for table in SCHEMAS:
        files = pointer.of_table(table)
        rows, size = sum(f.rows for f in files), sum(f.bytes for f in files)
        days = sorted(day_of(f.part) for f in files) if table != "index" else []
        span = f", days {day_text(days[0])} to {day_text(days[-1])}" if days else ""
        lines.append(f"  {table:<11} {rows} rows in {len(files)} files, {size} bytes{span}")
    lines += [f"  {name}: {value}" for name, value in sorted(pointer.versions.items())]
    if pointer.output is not None:
        lines.append(f"  last output: {pointer.output.uri}/{pointer.output.manifest}")
    lines += [
        f"  run {run.generation}: seen {day_text(run.seen)}, {run.documents_read} documents read, "
        f"{run.dead_letters} dead letters"
        for run in pointer.runs[-7:]
    ]
    return "\n".join(lines)


def check(state: str, pointer: Pointer) -> Iterator[str]:
    """Everything that is wrong with a state, one sentence each; nothing if it is whole."""
    broken = False
    for entry in pointer.files:
        try:
            store.read(state, entry)
        except StateError as error:  # noqa: PERF203 (every damaged file is named)
            broken = True
            yield str(error)
    if broken:
        # what follows would only repeat it
        return
    whole = _Whole.load(state, pointer)
    held = np.sort(whole.articles)
    for name, found in (("said", whole.said), ("index", np.sort(load_index(state, pointer).places().doc))):
        if not np.array_equal(held, np.sort(found)):
            yield f"the tables articles and {name} of {state} do not hold the same documents"
    if len(np.unique(held)) != len(held):
        yield f"a document stands twice in the table articles of {state}"
    yield from _check_pairs(state, pointer, whole)


def _check_pairs(state: str, pointer: Pointer, whole: _Whole) -> Iterator[str]:
    a, b = whole.owner, whole.near["doc"]
    if not np.isin(b, whole.said).all():
        yield f"a neighbour in the table said of {state} is no document that it holds"
    forth = Counter(zip(np.minimum(a, b).tolist(), np.maximum(a, b).tolist(), strict=True))
    if any(number != 2 for number in forth.values()):
        yield f"neighbours in the table said of {state} do not name each other"
    stored: set[tuple[int, int]] = set()
    for entry in pointer.of_table("alignments"):
        table = store.read(state, entry, ["a", "b"])
        stored.update(zip(table.column("a").to_pylist(), table.column("b").to_pylist(), strict=True))
    if stored != forth.keys():
        yield f"the table alignments of {state} does not hold the pairs that the table said names"


@dataclass(slots=True)
class _Whole:
    """What is said of all documents of a state."""

    articles: U64
    seen: NDArray[np.int32]
    part: NDArray[np.int32]
    said: U64
    revision: NDArray[np.int32]
    attributions: list[bytes]
    #: one row a neighbour, and whose neighbour it is
    near: NDArray[Any]
    owner: U64

    @staticmethod
    def load(state: str, pointer: Pointer) -> _Whole:
        articles, seen, part = [], [], []
        for entry in pointer.of_table("articles"):
            table = store.read(state, entry, ["doc", "seen"])
            articles.append(table.column("doc").to_numpy())
            seen.append(table.column("seen").to_numpy())
            part.append(np.full(table.num_rows, entry.part, np.int32))
        found = [store.read(state, entry, _SAID) for entry in pointer.of_table("said")]
        said = pa.concat_tables(found) if found else pa.schema([SCHEMAS["said"].field(n) for n in _SAID]).empty_table()
        packed: list[bytes] = said.column("near").to_pylist()
        docs = np.asarray(said.column("doc").to_numpy(), np.uint64)
        sizes = [len(data) // ROW.itemsize for data in packed]
        none = np.zeros(0, np.uint64)
        return _Whole(
            np.concatenate([none, *articles]),
            np.concatenate([np.zeros(0, np.int32), *seen]),
            np.concatenate([np.zeros(0, np.int32), *part]),
            docs,
            np.asarray(said.column("revision").to_numpy(), np.int32),
            said.column("attribution").to_pylist(),
            np.frombuffer(b"".join(packed), ROW),
            np.repeat(docs, sizes),
        )


# ------------------------------------------------------------------ fewer files


def compact(memory: Memory) -> Pointer:
    """The state with one file a part and table; the rows are the same.

    Raises:
        StateError: a file is missing or damaged.
    """
    added: list[FileEntry] = []
    dropped: list[str] = []
    by_part: dict[tuple[str, int], list[FileEntry]] = {}
    for entry in memory.pointer.files:
        by_part.setdefault((entry.table, entry.part), []).append(entry)
    for (table, part), files in sorted(by_part.items()):
        if len(files) < 2:
            continue
        dropped += [entry.path for entry in files]
        if table == "index":
            added += write_index(memory.uri, load_index(memory.uri, memory.pointer))
            continue
        rows = pa.concat_tables([store.read(memory.uri, entry) for entry in files])
        added.append(store.write_table(memory.uri, table, part, rows))
    return memory.pointer.rewritten(memory.started_from, added, dropped) if added else memory.pointer


# ------------------------------------------------------------------ forgetting


@dataclass(frozen=True, slots=True)
class Expired:
    """What `expire` has forgotten."""

    pointer: Pointer
    articles: int
    #: articles that are old enough, but belong to a story that is not
    held_back: int


def expire(memory: Memory, before: int) -> Expired:
    """The state without the articles that are of, and were first seen, before a day.

    A story is forgotten as a whole, when all its articles are old enough; what was said of it stays said. The index
    keeps the ids, so that an old text that comes again is still known.

    Args:
        memory: the state.
        before: days since 1970-01-01.

    Raises:
        StateError: a file is missing or damaged.
    """
    state, pointer = memory.uri, memory.pointer
    whole = _Whole.load(state, pointer)
    old = whole.articles[(whole.seen < before) & ((whole.part >> 1) < before)]
    bonds = (whole.near["bits"] & BOND) > 0
    documents, labels = component_labels(whole.owner[bonds], whole.near["doc"][bonds])
    young_labels = np.unique(labels[~np.isin(documents, old)])
    story_goes_on = documents[np.isin(labels, young_labels)]
    gone = np.sort(old[~np.isin(old, story_goes_on)])
    if not len(gone):
        return Expired(pointer, 0, len(old))
    lost = np.isin(whole.said, gone)
    rows = [orjson.loads(whole.attributions[n]) for n in np.flatnonzero(lost).tolist()]
    links = {name for row in rows for name in row["links"]}
    families = {row["family_id"] for row in rows}
    added: list[FileEntry] = []
    dropped: list[str] = []
    for entry in pointer.files:
        if entry.table == "index":
            continue
        table = store.read(state, entry)
        kept = _without(table, entry.table, gone, links, families)
        if kept is table:
            continue
        dropped.append(entry.path)
        if kept.num_rows:
            added.append(store.write_table(state, entry.table, entry.part, kept))
    index = _forget(load_index(state, pointer), gone, dict(zip(whole.said.tolist(), whole.revision.tolist(), strict=True)))
    dropped += [entry.path for entry in pointer.of_table("index")]
    added += write_index(state, index)
    return Expired(pointer.rewritten(memory.started_from, added, dropped), len(gone), len(old) - len(gone))


def _without(table: pa.Table, name: str, gone: U64, links: set[str], families: set[str]) -> pa.Table:
    """A table without the documents; the same object if it has none of them."""
    if name == "alignments":
        lost = among(table.column("a").to_numpy(), gone) | among(table.column("b").to_numpy(), gone)
    elif name in ("links", "families"):
        ids = links if name == "links" else families
        lost = np.array([key in ids for key in table.column(0).to_pylist()], bool)
    else:
        lost = among(table.column("doc").to_numpy(), gone)
    kept = table.filter(pa.array(~lost)) if lost.any() else table
    return _without_neighbours(kept, gone) if name == "said" else kept


def _without_neighbours(table: pa.Table, gone: U64) -> pa.Table:
    packed: list[bytes] = table.column("near").to_pylist()
    rows = np.frombuffer(b"".join(packed), ROW)
    stay = ~among(rows["doc"], gone)
    if stay.all():
        return table
    owner = np.repeat(np.arange(len(packed)), [len(data) // ROW.itemsize for data in packed])[stay]
    ends = (np.searchsorted(owner, np.arange(len(packed)), side="right") * ROW.itemsize).tolist()
    left = rows[stay].tobytes()
    near = [left[start:end] for start, end in zip([0, *ends], ends)]  # noqa: B905 (the last end starts nothing)
    return table.set_column(table.schema.get_field_index("near"), "near", pa.array(near, pa.binary()))


def _forget(index: Index, gone: U64, revision: dict[int, int]) -> Index:
    expired = index.expired.copy()
    for row in np.flatnonzero(np.isin(index.doc, gone) & index.current & (index.expired == 0)).tolist():
        expired[row] = revision[int(index.doc[row])]
    return replace(index, expired=expired)



