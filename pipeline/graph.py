r"""The whole system on one page: from documents to records.

documents -> normalize -> articles -> sketch -> sketches -> find_candidates -> pairs
          \-> dead letters                        \_______________________________\\
                                                        align (sketches joined) -> links -> attribute -> records, families

Articles never leave the process that reads them: what travels are packed blocks, see `transforms.packed_blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import apache_beam as beam
import orjson

from pipeline.inputs import Work
from pipeline.manifest import Publish, RunFacts, tool_version
from pipeline.sinks import Piece, WriteLines, WriteTable, cut, dumps, pieces
from pipeline.sources import ReadDocuments
from pipeline.workers import over_workers
from transforms import records
from transforms.align_candidates import AlignCandidates
from transforms.attribute_families import AttributeFamilies
from transforms.drop_superseded import DropSuperseded, FindSuperseded
from transforms.find_candidates import FindCandidates
from transforms.normalize_articles import NormalizeArticles
from transforms.packed_blocks import SketchedBlock
from transforms.packets import INSIDE, Packed, Shelf, unpacked
from transforms.schema import ComponentResult, CrossLinks, doc_name
from transforms.settings import Settings
from transforms.sketch.pairs import from_bytes, to_candidates
from transforms.sketch_articles import SketchArticles

if TYPE_CHECKING:
    from pipeline.state.pointer import Memory


@dataclass(frozen=True)
class Job:
    """What to read, what to write, and how."""

    inputs: tuple[str, ...]
    output: str
    settings: Settings
    facts: RunFacts
    sample: int | None = None
    formats: tuple[str, ...] = ("jsonl",)
    texts: bool = False
    keep_candidates: bool = False
    #: processes of the embedded runner; 0: all cores, if the input is worth it
    workers: int = 0
    #: where packed rows are kept while the job runs; they travel without a folder
    shelf: Shelf = INSIDE
    #: pieces of reading that were chosen beforehand; None: all that the inputs match
    works: tuple[Work, ...] | None = None
    #: state of scheduled jobs; None: a run without memory
    memory: Memory | None = None


def build(pipeline: Any, job: Job) -> Any:
    """Join all stages; returns the PCollection with the written manifest."""
    if job.memory is not None:
        from pipeline.state.flow import build_with_memory

        return build_with_memory(pipeline, job, job.memory)
    settings, run, shelf, over = job.settings, job.settings.run, job.shelf, over_workers

    documents, unread, read = pipeline | "Read" >> ReadDocuments(job.inputs, settings.read, run.block, job.sample)
    sketch = SketchArticles(settings, run.partitions, shelf, texts=job.texts).work
    sketched, unusable = documents | "Normalize" >> NormalizeArticles(settings.normalize, sketch, over)

    losers, superseded = sketched | "FindSuperseded" >> FindSuperseded(run.partitions)
    kept = sketched | "DropSuperseded" >> DropSuperseded(losers, sketch)
    keys, sketches, facts = (kept | name >> beam.Map(column, name) for name in ("keys", "sketches", "facts"))

    candidates = keys | "FindCandidates" >> FindCandidates(settings.candidates, run.partitions, shelf, over)
    align = AlignCandidates(settings.align, settings.attribute, run.partitions, shelf, over, sketch.lexicon)
    aligned = (candidates.pairs, sketches) | "Align" >> align
    tabulate = Tabulate(shelf, run.shards, job.facts.settings_sha256)
    attribute = AttributeFamilies(settings.attribute, run.partitions, tabulate, over)
    results = (aligned, facts) | "Attribute" >> attribute | "Pieces" >> beam.FlatMap(list)

    letters = (unread, unusable, superseded) | "DeadLetters" >> beam.Flatten()
    files = write(job, kept, candidates.pairs, results, letters)
    return (files, *count(read, letters, candidates.capped)) | "Publish" >> Publish(job.output, job.facts)


def write(job: Job, kept: Any, pairs: Any, results: Any, letters: Any) -> Any:
    """Every table of the output contract; returns the written files as (file, FileInfo)."""
    shards, out = job.settings.run.shards, job.output

    def table(name: str, rows: Any) -> Any:
        return rows | f"Write_{name}" >> WriteTable(out, name, shards, job.formats, over_workers)

    def lines(name: str, rows: Any) -> Any:
        return rows | f"Write_{name}" >> WriteLines(out, name, shards)

    found = {name: results | f"Only_{name}" >> beam.Filter(is_of, name) for name in ("records", "links", "families")}
    bases = kept | "Bases" >> beam.FlatMap(document_rows, "bases", "records", shards)
    written = [
        table("records", (bases, found["records"]) | "Halves" >> beam.Flatten()),
        table("links", found["links"]),
        table("families", found["families"]),
        lines("dead_letters", letters | "LetterRows" >> beam.Map(letter_rows)),
    ]
    if job.texts:
        written.append(table("texts", kept | "Texts" >> beam.FlatMap(document_rows, "texts", "texts", shards)))
    if job.keep_candidates:
        written.append(lines("candidates", pairs | "CandidateRows" >> beam.Map(candidate_rows)))
    return written | "Files" >> beam.Flatten() | "FileFacts" >> beam.Map(lambda info: ("file", info))


def count(read: Any, letters: Any, capped: Any) -> tuple[Any, ...]:
    """What the manifest counts, each as (name, number)."""
    codes = letters | "Codes" >> beam.Map(lambda d: d.code) | "CountCodes" >> beam.combiners.Count.PerElement()
    return (
        read | "ReadFacts" >> beam.Map(lambda number: ("documents_read", number)),
        codes | "CodeFacts" >> beam.Map(lambda item: (f"dead:{item[0]}", item[1])),
        capped | "CappedFacts" >> beam.Map(lambda key: ("capped", key.row())),
    )


def column(block: Any, name: str) -> Packed:
    """One column of a sketched block."""
    packed: Packed = getattr(block, name)
    return packed


def is_of(piece: Piece, table: str) -> bool:
    """Whether a piece belongs to a table."""
    return piece[0] == table


def document_rows(block: Any, name: str, table: str, shards: int) -> Iterator[Piece]:
    """A column of a sketched block that holds rows of a table."""
    rows = unpacked(getattr(SketchedBlock(*block), name))
    return cut(table, "row", shards, [doc_name(number) for number in rows.key.tolist()], rows)


def letter_rows(letter: Any) -> list[tuple[str, bytes]]:
    """A dead letter as a block of one row, keyed by what makes it unique."""
    row = dumps(records.dead_letter_row(letter))
    return [(f"{letter.uri}\0{letter.stage}\0{letter.code}\0{letter.sha256}", row)]


def candidate_rows(block: bytes) -> list[tuple[str, bytes]]:
    """Candidate pairs as rows."""
    pairs = to_candidates(from_bytes(block))
    return [(f"{pair.a}{pair.b}", dumps(records.candidate_row(pair))) for pair in pairs]


@dataclass(frozen=True)
class Tabulate:
    """Results of attribution → pieces of tables, made where the results are made."""

    shelf: Shelf
    shards: int
    settings_sha256: str

    def __call__(self, results: Sequence[ComponentResult | CrossLinks]) -> list[Piece]:
        """Pieces of one list of results."""
        produced_by = {"settings_sha256": self.settings_sha256, "version": tool_version()}
        tables: dict[tuple[str, str], list[tuple[str, bytes]]] = {}
        # the row of a text of which nothing is said holds nothing of its own but the id, and two texts of three are so
        unsaid: dict[str, tuple[bytes, bytes]] = {}

        def add(table: str, part: str, key: str, payload: bytes) -> None:
            tables.setdefault((table, part), []).append((key, payload))

        for result in results:
            for link in result.links:
                # in order of the names already: sorting those of a dozen passages takes as long as writing them
                add("links", "row", link.link_id, orjson.dumps(records.link_row(link)))
            if isinstance(result, CrossLinks):
                self._cross(result, add)
                continue
            for said in result.attributions:
                alone = said.agency is None and said.family_id is None and not said.links
                if alone and said.credited in unsaid:
                    head, tail = unsaid[said.credited]
                    add("records", "said", said.doc_id, head + said.doc_id.encode() + tail)
                    continue
                row = dumps({**records.attribution_row(said), "produced_by": produced_by})
                add("records", "said", said.doc_id, row)
                if alone:
                    head, _, tail = row.partition(said.doc_id.encode())
                    unsaid[said.credited] = head, tail
            for family in result.families:
                add("families", "row", family.family_id, dumps(records.family_row(family)))
        return [
            piece
            for (table, part), rows in tables.items()
            for piece in pieces(self.shelf, table, part, self.shards, [k for k, _ in rows], [p for _, p in rows])
        ]

    @staticmethod
    def _cross(result: CrossLinks, add: Any) -> None:
        """What a link between components adds to the records and families of its two sides."""
        for link in result.links:
            for doc in (link.a, link.b):
                add("records", "links", doc, orjson.dumps([link.link_id]))
            one, two = result.family_a, result.family_b
            if one is not None and two is not None and one != two:
                add("families", "related", one, orjson.dumps([[two, link.relation]]))
                add("families", "related", two, orjson.dumps([[one, link.relation]]))
