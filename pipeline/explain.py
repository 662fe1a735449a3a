"""Why a record says what it says, as plain text: evidence, links with aligned passages, rival parents.

All words come from data that may be hostile: control characters and marks that turn the writing direction are taken
out before anything reaches a terminal.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.manifest import read_manifest
from pipeline.report import words
from pipeline.report.safe import line
from pipeline.tables import find_rows, rows_with
from transforms.attribution.parents import Rival, explain_parents
from transforms.schema import Attribution, Derivation, Link, Passage

Row = Mapping[str, Any]

_ID: Final = re.compile(r"[0-9a-f]{16}\Z")

#: links shown with their passages; a text on the hub of a capped key can have thousands
_LINKS: Final = 50

#: code points of one passage that are shown
_PASSAGE: Final = 1200

_NARROWEST, _WIDEST = 60, 200

_PASSAGE_STYLES: Final = {"verbatim": "bold green", "reworded": "bold yellow", "translated": "bold blue"}
"""Terminal style by kind of passage; the kind is always in words too."""


def explain(output: str, doc: str, width: int | None = None, *, color: bool = False) -> str:
    """All that a run says of one document and why, as text for a terminal.

    Args:
        output: folder of a finished run; aligned passages are quoted if it was made with ``--texts``.
        doc: id of the document, its URI, or the end of its URI if no other one ends so.
        width: columns to wrap at; None: those of the terminal.
        color: mark headings and kinds of passage with terminal colours; plain text otherwise.

    Raises:
        NoRun: there is no finished run at `output`.
        LookupError: no document, or more than one, answers to `doc`; the message is a sentence.
    """
    manifest = read_manifest(output)
    record = find_document(output, manifest, doc)
    page = _Page(output, manifest, record)
    columns = width if width is not None else shutil.get_terminal_size((100, 24)).columns
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(_NARROWEST, min(columns, _WIDEST)),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in page.parts():
        console.print(part)
    return "\n".join(row.rstrip() for row in buffer.getvalue().splitlines())


def find_document(output: str, manifest: Row, doc: str) -> Row:
    """The record of a document named by its id, its URI, or the end of its URI.

    Raises:
        LookupError: none, or more than one; the message is a sentence.
    """
    if _ID.match(doc):
        found = find_rows(output, manifest, "records", "doc_id", [doc])
        if found:
            return found[doc]
    if not doc:
        raise LookupError("give the id of a document, its URI, or the end of its URI")
    named = [row for row in rows_with(output, manifest, "records", doc) if row["source"]["uri"].endswith(doc)]
    same = [row for row in named if row["source"]["uri"] == doc]
    whole = [row for row in named if row["source"]["uri"].endswith("/" + doc)]
    chosen = same or whole or named
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        names = sorted(line(row["source"]["uri"]) for row in chosen)
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        raise LookupError(
            f"{doc!r} fits {len(names)} documents: {', '.join(names[:5])}{more}; give more of the name, or the id"
        )
    for letter in rows_with(output, manifest, "dead_letters", doc):
        if letter["uri"].endswith(doc):
            raise LookupError(f"{letter['uri']!r} has no record, it is a dead letter ({letter['code']}): {letter['message']}")
    raise LookupError(f"no document of {output!r} has the id {doc!r} or a URI that ends so")


@dataclass(frozen=True, slots=True)
class _Tie:
    """A link seen from the document that is explained."""

    row: Row
    other: str
    #: ``a`` or ``b``: the side of the document
    own: str

    @property
    def far(self) -> str:
        """The side of the other text."""
        return "b" if self.own == "a" else "a"


class _Page:
    """What is read of a run for one document, and how it is laid out."""

    def __init__(self, output: str, manifest: Row, record: Row) -> None:
        self._record = record
        self._id: str = record["doc_id"]
        rows = find_rows(output, manifest, "links", "link_id", record["links"])
        self._links = [_link(rows[name]) for name in record["links"] if name in rows]
        self._rivals = explain_parents(_attribution(record), self._links)
        ties = {}
        for name, row in rows.items():
            own = "a" if row["a"] == self._id else "b"
            ties[name] = _Tie(row, row["b" if own == "a" else "a"], own)
        # the chosen parent first, then by confidence, as the rivals are
        self._ties = [ties[rival.link_id] for rival in self._rivals]
        near = {tie.other for tie in self._ties}
        near |= {row[key] for row, key in ((record["derivation"], "parent"), (record["original"], "id")) if row is not None}
        self._others = find_rows(output, manifest, "records", "doc_id", near - {None})
        shown = {self._id, *(tie.other for tie in self._ties[:_LINKS])}
        self._texts = {
            name: row["text"] for name, row in find_rows(output, manifest, "texts", "doc_id", shown).items()
        }
        self._families = find_rows(output, manifest, "families", "family_id", self._family_ids())

    def _family_ids(self) -> list[str]:
        record = self._record
        return [name for name in (record["family_id"], *record["also_in"]) if name is not None]

    # -------------------------------------------------------------- parts of the page

    def parts(self) -> Iterator[Any]:
        record = self._record
        yield Text(line(record["title"]) or "(no headline)", "bold")
        yield _grid([(name, value) for name, value in self._facts() if value])
        yield from self._evidence()
        yield from self._origin()
        yield from self._all_links()
        yield from self._all_rivals()

    def _facts(self) -> Iterator[tuple[str, str]]:
        record = self._record
        source, published, dateline = record["source"], record["published"], record["dateline"]
        yield "document", f"{self._id}  {line(source['uri'])}"
        if source["url"] != source["uri"]:
            yield "url", line(source["url"])
        yield "outlet", line(source["outlet"]) or "unknown"
        yield "language", record["language"] or "unknown"
        yield "published", (
            "unknown"
            if published is None
            else f"{published['value']} (to the {published['precision']}, {words.DATE_BASIS.get(published['basis'], published['basis'])})"
        )
        if dateline is not None:
            yield "dateline", line(dateline["normal"])
            yield "", f"printed as “{line(dateline['raw'])}” {_span(dateline)}, form {dateline['form']}, confidence {_number(dateline['confidence'])}"
            yield "", ", ".join(self._place(dateline))
        for date in record["dates"]:
            rejected = f", not {', '.join(date['rejected'])}" if date["rejected"] else ""
            yield f"{date['kind']} date", f"{date['value']} {_span(date)}, confidence {_number(date['confidence'])}{rejected}"
        yield "footer", line(record.get("footer"))
        units = [f"{words.UNITS.get(unit['kind'], unit['kind'])} {_span(unit)}" for unit in record["units"]]
        yield "units", ", ".join(units)
        if record["revision"] > 1:
            yield "revision", f"{record['revision']}: {line(record['revised_because'])}"

    @staticmethod
    def _place(dateline: Row) -> Iterator[str]:
        for name in ("place", "region", "country"):
            if dateline[name]:
                yield line(dateline[name])
        if dateline["geoname_id"] is not None:
            yield f"GeoNames {dateline['geoname_id']}"
        if dateline["date"] is not None:
            yield f"dated {dateline['date']} ({line(dateline['date_basis'])})"
        if dateline["agencies"]:
            yield f"by {', '.join(map(line, dateline['agencies']))}"

    def _evidence(self) -> Iterator[Any]:
        agency, evidence = self._record["agency"], self._record["evidence"]
        yield _heading("Agency")
        name, meaning = words.CREDITED.get(self._record["credited"], (self._record["credited"], ""))
        if agency is None:
            yield _indented("none is known")
        else:
            basis = "its own evidence" if agency["basis"] == "evidence" else "the text it derives from"
            yield _indented(f"{line(agency['name'])}, confidence {_number(agency['confidence'])}, from {basis}")
            yield _indented(f"{name}: {meaning}")
        if not evidence:
            return
        table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
        for column in ("weight", "kind", "agency", "about", "span", "text"):
            table.add_column(Text(column), overflow="fold")
        for item in evidence:
            kind = words.EVIDENCE.get(item["kind"], (item["kind"], ""))[0]
            cells = [_number(item["weight"]), kind, line(item["agency"]) or "?", item["about"], _span(item), line(item["text"])]
            table.add_row(*map(Text, cells))
        yield Padding(table, (1, 0, 0, 2))

    def _origin(self) -> Iterator[Any]:
        record = self._record
        yield _heading("Origin")
        if record["family_id"] is None:
            yield _indented("no family: nothing it shares a source with was found, and no agency's text")
            return
        rows: list[tuple[str, str]] = []
        for number, name in enumerate(self._family_ids()):
            rows.append(("family" if number == 0 else "also in", self._family(name)))
        original, derivation = record["original"], record["derivation"]
        if original is not None:
            here = " (this text)" if original["id"] == self._id else ""
            kind = "present" if original["kind"] == "document" else "lost, known by its witnesses"
            rows.append((
                "original",
                f"{self._name(original['id'])}{here}: {kind}, {line(original['agency']) or 'no agency'}, "
                f"{original['language'] or 'language unknown'}, confidence {_number(original['confidence'])}",
            ))  # fmt: skip
        if derivation is not None:
            relation = words.RELATIONS[derivation["relation"]][0] if derivation["relation"] else "derived, how is unknown,"
            parent = self._name(derivation["parent"]) if derivation["parent"] else "an unknown text"
            lag = "" if derivation["lag_seconds"] is None else f", {words.duration(derivation['lag_seconds'])} later"
            rows.append(("derivation", f"{relation} of {parent}{lag}"))
            rows.append((
                "",
                f"{_percent(derivation['copied_share'])} of its body is copied, {_percent(derivation['originality'])} is its own; "
                f"score {_number(derivation['score'])}",
            ))  # fmt: skip
            rows += [("because" if n == 0 else "", words.basis(code)) for n, code in enumerate(derivation["direction_basis"])]
        yield Padding(_grid(rows), (0, 0, 0, 2))

    def _family(self, name: str) -> str:
        row = self._families.get(name)
        if row is None:
            return name
        count = len(row["members"])
        return (
            f"{name}: {line(row['agency']) or 'no agency'}, {count} text{'' if count == 1 else 's'}, "
            f"in {', '.join(row['languages']) or 'unknown languages'}, first published {row['first_published'] or 'unknown'}"
        )

    def _name(self, text_id: str) -> str:
        """A text as people know it: URI, outlet, language, agency."""
        if text_id == self._id:
            return line(self._record["source"]["uri"])
        row = self._others.get(text_id)
        if row is None:
            return f"the lost original {text_id}" if text_id.startswith("o-") else text_id
        known = [line(row["source"]["outlet"]), row["language"] or "", line(row["agency"]["name"]) if row["agency"] else ""]
        inside = ", ".join(part for part in known if part)
        return line(row["source"]["uri"]) + (f" ({inside})" if inside else "")

    def _all_links(self) -> Iterator[Any]:
        yield _heading(f"Links ({len(self._ties)})")
        if not self._ties:
            yield _indented("none: no other text of this run shares a passage with it")
        for number, tie in enumerate(self._ties[:_LINKS], 1):
            yield from self._one_link(number, tie)
        if len(self._ties) > _LINKS:
            yield _indented(f"and {len(self._ties) - _LINKS} links of less confidence")
        if self._id not in self._texts and any(tie.row["passages"] for tie in self._ties):
            yield Padding(_indented("passages are quoted where the run was made with --texts"), (1, 0, 0, 0))

    def _one_link(self, number: int, tie: _Tie) -> Iterator[Any]:
        row, other = tie.row, self._name(tie.other)
        name, meaning = words.RELATIONS.get(row["relation"], (row["relation"], ""))
        if row["child"] == self._id:
            sentence = f"{name} of {other}"
        elif row["parent"] == self._id:
            sentence = f"{name}: {other} derives from this text"
        else:
            sentence = f"{name} with {other}"
        yield Padding(_grid([(f"{number:2}.", sentence)], gap=1), (1, 0, 0, 0))
        facts = [f"{meaning}; confidence {_number(row['confidence'])}" if meaning else f"confidence {_number(row['confidence'])}"]
        if row["passages"]:
            facts[0] += f", score {_number(row['score'])}"
            facts.append(
                f"{_percent(row[f'coverage_{tie.own}'])} of this body and {_percent(row[f'coverage_{tie.far}'])} of the other "
                f"are aligned; longest run {row['longest_run_words']} words"
            )
        yield _indented("\n".join(facts), 4)
        yield _bullets((words.basis(code) for code in row["direction_basis"]), 4)
        if row["passages"]:
            yield Padding(self._passages(tie), (1, 0, 0, 4))

    def _passages(self, tie: _Tie) -> Table:
        """Aligned passages side by side, in the order of this text; offsets alone where texts were not kept."""
        table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False, show_lines=False, expand=True)
        # fold: scripts without spaces have no words to wrap at
        table.add_column(Text("this text"), ratio=1, overflow="fold")
        table.add_column(Text("the other text"), ratio=1, overflow="fold")
        own, far = self._texts.get(self._id), self._texts.get(tie.other)
        ordered = sorted(tie.row["passages"], key=lambda p: (p[f"{tie.own}_start"], p[f"{tie.far}_start"]))
        for number, passage in enumerate(ordered):
            cells = []
            for side, text in ((tie.own, own), (tie.far, far)):
                start, end = passage[f"{side}_start"], passage[f"{side}_end"]
                unit = words.UNITS.get(passage[f"unit_{side}"], passage[f"unit_{side}"])
                head = f"{words.PASSAGES.get(passage['kind'], (passage['kind'], ''))[0]}, {unit} [{start}, {end})"
                cell = Text(head, _PASSAGE_STYLES.get(passage["kind"], ""))
                if text is not None:
                    cell.append(f"\n{line(text[start:end], _PASSAGE)}", "not bold")
                cells.append(cell)
            table.add_row(*cells, end_section=False)
            if number < len(ordered) - 1 and own is not None:
                table.add_row("", "")
        return table

    def _all_rivals(self) -> Iterator[Any]:
        # what derives from this text is no rival of its parent
        rivals = [r for r in self._rivals if not r.chosen and r.reasons != ("derives_from_this",)]
        if not rivals:
            return
        chosen = any(rival.chosen for rival in self._rivals)
        yield _heading("Why no other text is its parent" if chosen else "Why none of these texts is its parent")
        said = [f"{self._name(rival.rival)}: {_reasons(rival)}" for rival in rivals[:_LINKS]]
        if len(rivals) > _LINKS:
            said.append(f"and {len(rivals) - _LINKS} more")
        yield _bullets(said, 2)


# ------------------------------------------------------------------ small parts


def _reasons(rival: Rival) -> str:
    return "; ".join(words.lost(reason) for reason in rival.reasons)


def _grid(rows: Sequence[tuple[str, str]], gap: int = 2) -> Table:
    grid = Table.grid(padding=(0, gap))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(Text(name, "dim"), Text(value))
    return grid


def _heading(text: str) -> Text:
    return Text(f"\n{text}", "bold cyan")


def _indented(text: str, by: int = 2) -> Padding:
    return Padding(Text(text, overflow="fold"), (0, 0, 0, by))


def _bullets(items: Iterable[str], by: int) -> Padding:
    return Padding(_grid([("-", item) for item in items], gap=1), (0, 0, 0, by))


def _number(value: float) -> str:
    return f"{value:.2f}"


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def _span(row: Row) -> str:
    return f"[{row['start']}, {row['end']})"


def _link(row: Row) -> Link:
    fields = {key: value for key, value in row.items() if key in Link.__dataclass_fields__}
    fields["direction_basis"] = tuple(row["direction_basis"])
    fields["passages"] = tuple(Passage(**passage) for passage in row["passages"])
    return Link(**fields)


def _attribution(row: Row) -> Attribution:
    """What `explain_parents` asks of a record: the document and its derivation."""
    derivation = row["derivation"]
    return Attribution(
        doc_id=row["doc_id"],
        agency=None,
        credited=row["credited"],
        family_id=row["family_id"],
        also_in=tuple(row["also_in"]),
        original=None,
        derivation=None if derivation is None else Derivation(**{**derivation, "direction_basis": tuple(derivation["direction_basis"])}),
        links=tuple(row["links"]),
    )
