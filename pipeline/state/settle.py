"""Settling a run: what the new texts change in what is said, and nothing else.

    new alignments ─► groups of bonded documents that hold a new one (others are as they were)       around.py
    ─► attributed anew from stored and new alignments ─► links to documents outside, whose lists
       of links change                                                                               groups.py, by the workers
    ─► compared with what was said: revisions                                                        restated.py
    ─► the rows of the state that changed                                                            rewritten.py

The result depends on the documents known, not on the order in which they came. Where the rows are kept, in files or in
the keyed state of a stream, is the business of `pipeline.state.reader.Tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.sinks import dumps
from pipeline.state.around import Around
from pipeline.state.groups import TASK, AttributeGroups, Group, LinkGroups, LinkTask, Pairing
from pipeline.state.known_pairs import KnownPairs
from pipeline.state.neighbours import pack
from pipeline.state.plan import Plan
from pipeline.state.reader import Said, Tables
from pipeline.state.restated import Restated
from pipeline.state.revisions import reasons, same
from pipeline.state.rewritten import Rewriting
from pipeline.workers import each
from transforms.attribution.codec import encode_alignment, encode_facts
from transforms.attribution.components import MAY_LINK
from transforms.schema import Alignment, ArticleFacts, doc_name, doc_number
from transforms.settings import Settings

Row = tuple[str, bytes]


@dataclass(slots=True)
class Settled:
    """What a run says and writes."""

    #: bases of the records of known documents that are said again
    bases: list[Row] = field(default_factory=list)
    #: attributions of all records that are said
    attributions: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    families: list[Row] = field(default_factory=list)
    #: ids that hold no more
    retired_links: list[str] = field(default_factory=list)
    retired_families: list[str] = field(default_factory=list)
    #: records said again, by reason
    revised: dict[str, int] = field(default_factory=dict)


def settle(
    tables: Tables,
    plan: Plan,
    settings: Settings,
    facts: Iterable[ArticleFacts],
    alignments: Iterable[Alignment],
    known_pairs: KnownPairs,
    produced_by: dict[str, str],
    *,
    anew: bool = False,
) -> Settled:
    """Settle a run.

    Args:
        tables: what is known; told of every row that changes.
        plan: of the run.
        settings: of the run.
        facts: of the new documents.
        alignments: of every pair with a new document.
        known_pairs: (a, b, worded) of pairs of known documents that matching finds now; only those of which both
            are complete in the plan are looked at.
        produced_by: version and settings of records.
        anew: the state is made anew: what it said before is outdone as ``rebuilt``.

    Raises:
        StateError: a file of the state is missing or damaged.
    """
    packed = [(doc_number(item.doc_id), encode_facts(item)) for item in facts]
    pairings = [Pairing.of(alignment, encode_alignment(alignment), settings.attribute) for alignment in alignments]
    return settle_packed(tables, plan, settings, packed, pairings, known_pairs, produced_by, anew=anew)


def settle_packed(
    tables: Tables,
    plan: Plan,
    settings: Settings,
    facts: Iterable[tuple[int, bytes]],
    pairings: Iterable[Pairing],
    known_pairs: KnownPairs,
    produced_by: dict[str, str],
    *,
    anew: bool = False,
) -> Settled:
    """The same with facts (document, encoded) and alignments as they travel."""
    return _Settling(tables, plan, settings, produced_by, anew).run(
        sorted(facts), sorted(pairings, key=lambda pair: (pair.a, pair.b)), known_pairs
    )


class _Settling:
    def __init__(
        self, tables: Tables, plan: Plan, settings: Settings, produced_by: dict[str, str], anew: bool
    ) -> None:
        self._anew = anew
        self._plan = plan
        self._settings = settings
        self._produced_by = produced_by
        self._tables = tables
        self._around = Around(tables, plan, settings)
        self._out = Settled()

    def run(
        self, facts: Sequence[tuple[int, bytes]], pairings: Sequence[Pairing], known_pairs: KnownPairs
    ) -> Settled:
        around = self._around
        around.arrive(facts)
        around.join(pairings)
        around.recheck(known_pairs)
        group_of = around.groups()
        pairs = sorted(
            {(min(doc, other), max(doc, other)) for doc in group_of for other in around.near_of(doc)}
        )
        involved = set(group_of).union(around.near, *pairs)
        around.facts(involved)
        restated = Restated(around, group_of)
        between = self._attribute(restated, pairs)
        self._link(restated, between)
        restated.finish({doc for doc in around.near if doc not in restated.after}, self._link_parts(involved))
        self._record(restated)
        rewriting = Rewriting(around, restated, self._out)
        rewriting.links(self._link_parts(involved))
        rewriting.families()
        rewriting.alignments()
        rewriting.replaced_articles()
        self._repeat()
        self._out.attributions.sort()
        self._out.bases.sort()
        return self._out

    def _link_parts(self, involved: set[int]) -> set[int]:
        """Parts that hold the links of everything in the run."""
        parts = {self._around.part[doc] for doc in involved}
        parts.update(fresh.replaces for fresh in self._around.fresh.values() if fresh.replaces is not None)
        return parts

    # ------------------------------------------------------------- attribution

    def _attribute(self, restated: Restated, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Attribute every group anew; the pairs that stand between groups."""
        group_of = restated.group_of
        inside: dict[int, list[tuple[int, int]]] = {}
        between: list[tuple[int, int]] = []
        for a, b in pairs:
            if a in group_of and group_of.get(b) == group_of[a]:
                inside.setdefault(group_of[a], []).append((a, b))
            else:
                between.append((a, b))
        for result in each(AttributeGroups(self._settings.attribute), self._tasks(group_of, inside)):
            restated.take(result)
        return between

    def _tasks(
        self, group_of: Mapping[int, int], inside: Mapping[int, Sequence[tuple[int, int]]]
    ) -> Iterator[list[Group]]:
        facts = self._around.facts(())
        members: dict[int, list[int]] = {}
        for doc in sorted(group_of):
            members.setdefault(group_of[doc], []).append(doc)
        task: list[Group] = []
        size = 0
        for group in sorted(members):
            docs = members[group]
            task.append(([facts[doc] for doc in docs], [self._around.alignment(a, b) for a, b in inside.get(group, ())]))
            size += len(docs)
            if size >= TASK:
                yield task
                task, size = [], 0
        if task:
            yield task

    def _link(self, restated: Restated, pairs: Sequence[tuple[int, int]]) -> None:
        """Links between groups; of documents whose own group did not change, only their lists of links do."""
        around = self._around
        # of new pairs it is known what they may do
        asked = [pair for pair in pairs if pair not in around.new or around.new[pair].reach & MAY_LINK]
        facts = around.facts(())

        def task(some: Sequence[tuple[int, int]]) -> LinkTask:
            docs = {doc for pair in some for doc in pair}
            return {doc: facts[doc] for doc in docs}, [
                (a, b, around.alignment(a, b), restated.agency(a), restated.agency(b)) for a, b in some
            ]

        tasks = (task(asked[start : start + TASK]) for start in range(0, len(asked), TASK))
        for (a, b), found in zip(asked, each(LinkGroups(self._settings.attribute), tasks), strict=True):
            if found is not None:
                # what a batch looks at, and no more
                restated.between(a, b, found)

    # ------------------------------------------------------------- what is said

    def _record(self, restated: Restated) -> None:
        """Compare with what was said; write the parts of `said` that changed."""
        around = self._around
        changed: dict[int, Said] = {}
        again: list[int] = []
        for doc, row in sorted({**restated.aside, **restated.after}.items()):
            said = restated.before.get(doc) or (around.said(doc) if doc in restated.aside else None)
            content = doc in around.fresh
            near = pack(around.near_of(doc)) if said is None or doc in around.near else said.near_data
            name = row["family_id"]
            part = restated.family_part.get(name, said.family_part if said and name is not None else None)
            row["produced_by"] = self._produced_by
            if said is None:
                # what was said of an article that the state has forgotten is outdone, not repeated
                revision = 1 + around.fresh[doc].forgotten
                why = ("rebuilt" if self._anew else "content") if revision > 1 else None
                changed[doc] = Said(revision, why, dumps(row), part, near)
                self._tell(doc, row, revision, why)
            elif content or not same(said.attribution, row):
                members = restated.families.get(name, {}).get("members", ())
                because = reasons(said.attribution, row, restated.members_before(said), members, content=content)
                changed[doc] = Said(said.revision + 1, because, dumps(row), part, near)
                self._out.revised[because] = self._out.revised.get(because, 0) + 1
                self._tell(doc, row, said.revision + 1, because)
                if not content:
                    again.append(doc)
            elif near != said.near_data or part != said.family_part:
                changed[doc] = Said(said.revision, said.because, said.data, part, near)
        for doc, (base,) in around.columns(again, "base").items():
            self._out.bases.append((doc_name(doc), base))
        Rewriting(around, restated, self._out).said(changed)

    def _tell(self, doc: int, row: Mapping[str, object], revision: int, because: str | None) -> None:
        self._out.attributions.append((doc_name(doc), dumps({**row, "revision": revision, "revised_because": because})))

    def _repeat(self) -> None:
        """Say again, unchanged, what was asked for by day."""
        told = {name for name, _ in self._out.attributions}
        wanted = {doc_number(doc): part for doc, part in self._plan.repeat.items() if doc not in told}
        self._around.part.update(wanted)
        for doc, part in wanted.items():
            said = self._tables.said(part)[doc]
            self._tell(doc, said.attribution, said.revision, said.because)
        self._out.bases += [(doc_name(doc), base) for doc, (base,) in self._around.columns(wanted, "base").items()]
