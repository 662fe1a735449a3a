r"""The whole system on one page: from documents to records.

documents -> normalize -> articles -> sketch -> sketches -> find_candidates -> pairs
          \-> dead letters                        \_______________________________\\
                                                        align (sketches joined) -> links -> attribute -> records, families
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import apache_beam as beam

from pipeline.manifest import Publish, RunFacts
from pipeline.sinks import WriteRecords, WriteTable, dumps
from pipeline.sources import ReadDocuments
from transforms import records
from transforms.align_candidates import AlignCandidates
from transforms.attribute_families import AttributeFamilies
from transforms.drop_superseded import DropSuperseded, FindSuperseded
from transforms.find_candidates import FindCandidates
from transforms.normalize_articles import NormalizeArticles
from transforms.settings import Settings
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
    #: state of scheduled jobs; None: a run without memory
    memory: Memory | None = None


def build(pipeline: Any, job: Job) -> Any:
    """Join all stages; returns the PCollection with the written manifest."""
    if job.memory is not None:
        from pipeline.state.flow import build_with_memory

        return build_with_memory(pipeline, job, job.memory)
    settings, run = job.settings, job.settings.run

    documents, unread = pipeline | "Read" >> ReadDocuments(job.inputs, settings.read, job.sample)
    articles, unusable = documents | "Normalize" >> NormalizeArticles(settings.normalize, run.block)
    sketched = articles | "Sketch" >> SketchArticles(settings, texts=job.texts)

    losers, superseded = sketched | "Claims" >> beam.Map(claims) | "FindSuperseded" >> FindSuperseded(run.partitions)
    kept = sketched | "DropSuperseded" >> DropSuperseded(losers)
    sketches = kept | "Sketches" >> beam.Map(lambda block: [item.sketch for item in block])
    facts = kept | "Facts" >> beam.Map(lambda block: [item.facts for item in block])

    candidates = sketches | "FindCandidates" >> FindCandidates(settings.candidates, run.partitions)
    alignments = (candidates.pairs, sketches) | "Align" >> AlignCandidates(settings.align, run.partitions)
    results = (alignments, facts) | "Attribute" >> AttributeFamilies(settings.attribute, run.partitions)

    letters = (unread, unusable, superseded) | "DeadLetters" >> beam.Flatten()
    files = write(job, kept, candidates.pairs, results, letters)
    counts = count(documents, unread, letters, candidates.capped)
    return (files, *counts) | "Publish" >> Publish(job.output, job.facts)


def write(job: Job, kept: Any, pairs: Any, results: Any, letters: Any) -> Any:
    """Every table of the output contract; returns the written files as (file, FileInfo)."""
    shards, out = job.settings.run.shards, job.output

    def table(name: str, rows: Any) -> Any:
        return rows | f"Write_{name}" >> WriteTable(out, name, shards, job.formats)

    bases = kept | "Bases" >> beam.Map(lambda block: [(item.doc_id, item.base) for item in block])
    attributions = results | "Attributions" >> beam.ParDo(ResultRows("attributions", job.facts.settings_sha256))
    written = [
        (bases, attributions) | "Write_records" >> WriteRecords(out, shards, job.formats),
        table("links", results | "Links" >> beam.ParDo(ResultRows("links"))),
        table("families", results | "Families" >> beam.ParDo(ResultRows("families"))),
        table("dead_letters", letters | "LetterRows" >> beam.Map(letter_rows)),
    ]
    if job.texts:
        texts = kept | "Texts" >> beam.Map(lambda block: [(item.doc_id, item.text_row) for item in block])
        written.append(table("texts", texts))
    if job.keep_candidates:
        written.append(table("candidates", pairs | "CandidateRows" >> beam.Map(candidate_rows)))
    return written | "Files" >> beam.Flatten() | "FileFacts" >> beam.Map(lambda info: ("file", info))


def count(documents: Any, unread: Any, letters: Any, capped: Any) -> tuple[Any, ...]:
    """What the manifest counts, each as (name, number)."""
    read = (documents, unread) | "AllRead" >> beam.Flatten() | "CountRead" >> beam.combiners.Count.Globally()
    codes = letters | "Codes" >> beam.Map(lambda d: d.code) | "CountCodes" >> beam.combiners.Count.PerElement()
    return (
        read | "ReadFacts" >> beam.Map(lambda number: ("documents_read", number)),
        codes | "CodeFacts" >> beam.Map(lambda item: (f"dead:{item[0]}", item[1])),
        capped | "CappedFacts" >> beam.Map(lambda key: ("capped", key.row())),
    )


def claims(block: Sequence[Any]) -> list[Any]:
    """The claims of a block of sketched articles on their ids."""
    return [item.claim for item in block]


def letter_rows(letter: Any) -> list[tuple[str, bytes]]:
    """A dead letter as a block of one row, keyed by what makes it unique."""
    row = dumps(records.dead_letter_row(letter))
    return [(f"{letter.uri}\0{letter.stage}\0{letter.code}\0{letter.sha256}", row)]


def candidate_rows(pairs: Sequence[Any]) -> list[tuple[str, bytes]]:
    """Candidate pairs as rows."""
    return [(f"{pair.a}{pair.b}", dumps(records.candidate_row(pair))) for pair in pairs]


class ResultRows(beam.DoFn):
    """Blocks of component results → blocks of rows of one table."""

    def __init__(self, table: str, settings_sha256: str = "") -> None:
        """Keep which part of the results to write."""
        super().__init__()
        self._table = table
        self._produced_by = {"settings_sha256": settings_sha256}

    def setup(self) -> None:
        """Look up the installed version once a worker."""
        from pipeline.manifest import tool_version

        self._produced_by["version"] = tool_version()

    def process(self, block: Sequence[Any]) -> Any:
        """One block of rows, if there are any."""
        rows = [row for result in block for row in self._rows(result)]
        if rows:
            yield rows

    def _rows(self, result: Any) -> list[tuple[str, bytes]]:
        if self._table == "links":
            return [(link.link_id, dumps(records.link_row(link))) for link in result.links]
        if self._table == "families":
            return [(family.family_id, dumps(records.family_row(family))) for family in result.families]
        return [
            (a.doc_id, dumps({**records.attribution_row(a), "produced_by": self._produced_by}))
            for a in result.attributions
        ]
