r"""The main job with a memory: what arrived since is matched with itself and with what is known.

early blocks -> plan -> new articles --> keys, sketches (new, known) -> find_candidates -> pairs with a new text
             \-> dead letters                                                              |
                              records, links, families <- settle (stored alignments) <- align
"""

from __future__ import annotations

import posixpath
from typing import Any

import apache_beam as beam

from pipeline.graph import Job, candidate_rows, document_rows, letter_rows
from pipeline.sinks import WriteLines, WriteTable, row_pieces
from pipeline.state import stages, store
from pipeline.state.commit import PublishState
from pipeline.state.pointer import Memory
from pipeline.workers import over_workers
from transforms.align_candidates import AlignCandidates
from transforms.find_candidates import FindCandidates
from transforms.sketch_articles import read_lexicon


def build_with_memory(pipeline: Any, job: Job, memory: Memory) -> Any:
    """Join all stages; returns the PCollection with the run's record."""
    settings, run = job.settings, job.settings.run

    blocks, unusable, read = pipeline | "Early" >> stages.EarlyBlocks(
        job.inputs, posixpath.join(memory.uri, store.WORK), settings, job.facts.settings_sha256, job.shelf,
        texts=job.texts, works=job.works,
    )  # fmt: skip
    # one element, so that what gathers has something to gather where nothing is new
    begin = pipeline | "Begin" >> beam.Impulse()
    plan = (blocks | "Arrivals" >> beam.Map(stages.arrivals), begin) | "Plan" >> stages.MakePlan(
        memory, settings.candidates
    )
    decided = beam.pvalue.AsSingleton(plan)
    new = blocks | "OnlyNew" >> beam.Map(stages.only_new, decided)
    known = plan | "Known" >> stages.LoadKnown(memory.uri, settings.candidates, run.partitions, job.shelf)
    sides = (
        new | "NewSides" >> beam.Map(stages.NewSides(run.partitions, job.shelf)),
        known,
    ) | "Sides" >> beam.Flatten()

    keys = sides | "Keys" >> beam.Map(lambda side: side[0])
    candidates = keys | "FindCandidates" >> FindCandidates(settings.candidates, run.partitions, job.shelf, over_workers)
    pairs = candidates.pairs | "SelectPairs" >> beam.ParDo(
        stages.SelectPairsFn(settings.candidates), decided
    ).with_outputs(stages.SelectPairsFn.KNOWN, main="new")
    packed = sides | "Sketches" >> beam.Map(lambda side: side[1])
    lexicon = read_lexicon(settings.sketch)
    align = AlignCandidates(settings.align, settings.attribute, run.partitions, job.shelf, over_workers, lexicon)
    aligned = (pairs.new, packed) | "Align" >> align
    said = (new, aligned, pairs[stages.SelectPairsFn.KNOWN], plan, begin) | "Settle" >> stages.Settle(
        memory, settings, job.facts.settings_sha256
    )
    articles = (new, plan) | "Articles" >> stages.WriteArticles(memory.uri)

    letters = (
        unusable,
        plan | "SupersededLetters" >> beam.FlatMap(lambda p: p.letters),
    ) | "DeadLetters" >> beam.Flatten()
    files = _write(job, new, pairs.new, said, letters)
    counts = (
        read,
        letters | "CodeFacts" >> beam.Map(lambda letter: (f"dead:{letter.code}", 1)),
        candidates.capped | "CappedFacts" >> beam.Map(lambda key: ("capped", key.row())),
    )
    publish = PublishState(job.output, job.facts, memory)
    return (files, articles, said.facts, *counts, begin | "NoFacts" >> beam.Map(lambda _: ("begin", 0))) | "Publish" >> publish


def _write(job: Job, new: Any, pairs: Any, said: Any, letters: Any) -> Any:
    """What the run says, as the tables of the output contract; the written files as (file, FileInfo)."""
    shards, out = job.settings.run.shards, job.output

    def pieces(rows: Any, name: str, part: str = "row", label: str = "") -> Any:
        return rows | f"Pieces_{label or name}" >> beam.FlatMap(row_pieces, name, part, shards, job.shelf)

    def table(name: str, found: Any) -> Any:
        return found | f"Write_{name}" >> WriteTable(out, name, shards, job.formats, over_workers)

    halves = (
        new | "NewBases" >> beam.FlatMap(document_rows, "bases", "records", shards),
        pieces(said.bases, "records", label="known"),
        pieces(said.attributions, "records", "added", "said"),
    )
    written = [
        table("records", halves | "Halves" >> beam.Flatten()),
        table("links", pieces(said.links, "links")),
        table("families", pieces(said.families, "families")),
        letters | "LetterRows" >> beam.Map(letter_rows) | "Write_dead_letters" >> WriteLines(out, "dead_letters", shards),
    ]
    if job.texts:
        written.append(table("texts", new | "Texts" >> beam.FlatMap(document_rows, "texts", "texts", shards)))
    if job.keep_candidates:
        rows = pairs | "CandidateRows" >> beam.Map(candidate_rows)
        written.append(rows | "Write_candidates" >> WriteLines(out, "candidates", shards))
    return written | "Files" >> beam.Flatten() | "FileFacts" >> beam.Map(lambda info: ("file", info))
