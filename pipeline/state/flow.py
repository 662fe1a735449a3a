r"""The main job with a memory: what arrived since is matched with itself and with what is known.

early blocks -> plan -> new articles --> keys, sketches (new, known) -> find_candidates -> pairs with a new text
             \-> dead letters                                                              |
                              records, links, families <- settle (stored alignments) <- align
"""

from __future__ import annotations

import posixpath
from typing import Any

import apache_beam as beam

from pipeline.graph import Job, candidate_rows, letter_rows
from pipeline.sinks import WriteRecords, WriteTable
from pipeline.state import stages, store
from pipeline.state.commit import PublishState
from pipeline.state.pointer import Memory
from transforms.align_candidates import AlignCandidates
from transforms.find_candidates import FindCandidates


def build_with_memory(pipeline: Any, job: Job, memory: Memory) -> Any:
    """Join all stages; returns the PCollection with the run's record."""
    settings, run = job.settings, job.settings.run

    blocks, unusable, read = pipeline | "Early" >> stages.EarlyBlocks(
        job.inputs, posixpath.join(memory.uri, store.WORK), settings, job.facts.settings_sha256, texts=job.texts
    )
    plan = blocks | "Arrivals" >> beam.Map(stages.arrivals) | "Plan" >> stages.MakePlan(memory, settings.candidates)
    decided = beam.pvalue.AsSingleton(plan)
    new = blocks | "OnlyNew" >> beam.Map(stages.only_new, decided)
    known = plan | "Known" >> stages.LoadKnown(memory.uri, run.block)
    sketches = (new | "NewSketches" >> beam.Map(lambda b: [item.sketch for item in b]), known) | "Sketches" >> beam.Flatten()

    candidates = sketches | "FindCandidates" >> FindCandidates(settings.candidates, run.partitions)
    pairs = candidates.pairs | "SelectPairs" >> beam.ParDo(
        stages.SelectPairsFn(settings.candidates), decided
    ).with_outputs(stages.SelectPairsFn.KNOWN, main="new")
    aligned = (pairs.new, sketches) | "Align" >> AlignCandidates(settings.align, run.partitions)
    said = (new, aligned, pairs[stages.SelectPairsFn.KNOWN], plan) | "Settle" >> stages.Settle(
        memory, settings, job.facts.settings_sha256
    )
    articles = (new, plan) | "Articles" >> stages.WriteArticles(memory.uri)

    letters = (
        unusable,
        plan | "SupersededLetters" >> beam.FlatMap(lambda p: p.letters),
    ) | "DeadLetters" >> beam.Flatten()
    files = _write(job, new, pairs.new, said, letters)
    codes = letters | "Codes" >> beam.Map(lambda d: d.code) | "CountCodes" >> beam.combiners.Count.PerElement()
    counts = (
        read,
        codes | "CodeFacts" >> beam.Map(lambda item: (f"dead:{item[0]}", item[1])),
        candidates.capped | "CappedFacts" >> beam.Map(lambda key: ("capped", key.row())),
    )
    return (files, articles, said.facts, *counts) | "Publish" >> PublishState(job.output, job.facts, memory)


def _write(job: Job, new: Any, pairs: Any, said: Any, letters: Any) -> Any:
    """What the run says, as the tables of the output contract; the written files as (file, FileInfo)."""
    shards, out, formats = job.settings.run.shards, job.output, job.formats
    bases = new | "NewBases" >> beam.Map(lambda block: [(item.doc_id, item.base) for item in block])
    written = [
        ((bases, said.bases) | "Bases" >> beam.Flatten(), said.attributions)
        | "Write_records" >> WriteRecords(out, shards, formats),
        said.links | "Write_links" >> WriteTable(out, "links", shards, formats),
        said.families | "Write_families" >> WriteTable(out, "families", shards, formats),
        letters | "LetterRows" >> beam.Map(letter_rows) | "Write_dead_letters" >> WriteTable(out, "dead_letters", shards),
    ]
    if job.texts:
        texts = new | "Texts" >> beam.Map(lambda block: [(item.doc_id, item.text_row) for item in block])
        written.append(texts | "Write_texts" >> WriteTable(out, "texts", shards))
    if job.keep_candidates:
        rows = pairs | "CandidateRows" >> beam.Map(candidate_rows)
        written.append(rows | "Write_candidates" >> WriteTable(out, "candidates", shards))
    return written | "Files" >> beam.Flatten() | "FileFacts" >> beam.Map(lambda info: ("file", info))

