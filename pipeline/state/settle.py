"""Settling a run: what the new texts change in what is said, and nothing else.

    new alignments ─► groups of bonded documents that hold a new one (others are as they were)
    ─► attributed anew from stored and new alignments ─► links to documents outside, whose lists of links change
    ─► compared with what was said: revisions ─► the rows of the state that changed

The result depends on the documents known, not on the order in which they came. Where the rows are kept, in files or in
the keyed state of a stream, is the business of `pipeline.state.reader.Tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson

from pipeline.sinks import dumps
from pipeline.state.known_pairs import KnownPairs, changes, pairs_of, unpacked_near
from pipeline.state.neighbours import BOND, WORDED, Near, pack
from pipeline.state.plan import Fresh, Plan
from pipeline.state.reader import Said, Tables
from pipeline.state.revisions import inherit, reasons, same
from transforms import records
from transforms.alignment.align import align_pair
from transforms.attribution.bonds import Party, is_bond, links_between, party
from transforms.attribution.codec import decode_alignment, decode_facts, encode_alignment
from transforms.attribution.component import attribute_component
from transforms.attribution.components import MAY_LINK, reach_of
from transforms.attribution.ids import hub_of
from transforms.schema import Alignment, ArticleFacts, Candidate, ComponentResult, doc_name, doc_number
from transforms.settings import Settings
from transforms.sketch.codec import decode_sketch
from transforms.sketch_articles import known_lexicon

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
    return _Settling(tables, plan, settings, produced_by, anew).run(
        sorted(facts, key=lambda f: f.doc_id), sorted(alignments, key=lambda al: (al.a, al.b)), known_pairs
    )


class _Settling:
    def __init__(
        self, tables: Tables, plan: Plan, settings: Settings, produced_by: dict[str, str], anew: bool
    ) -> None:
        self._anew = anew
        self._plan = plan
        self._settings = settings
        self._produced_by = produced_by
        self._reader = tables
        self._out = Settled()
        self._part: dict[int, int] = dict(zip(plan.known.doc.tolist(), plan.known.part.tolist(), strict=True))
        self._fresh: dict[int, Fresh] = {doc_number(doc): fresh for doc, fresh in plan.fresh.items()}
        self._part.update((doc, fresh.part) for doc, fresh in self._fresh.items())
        #: neighbours as they are now, of documents where they changed
        self._near: dict[int, Near] = {}
        self._parties: dict[int, Party] = {}
        self._new: dict[tuple[int, int], Alignment] = {}
        #: alignments that are no more, by the part that holds them
        self._void: dict[int, set[tuple[int, int]]] = {}
        #: documents whose bonded group must be attributed anew
        self._seeds: set[int] = set()
        #: as last said, of replaced documents too
        self._before: dict[int, Said] = {}

    def run(
        self, facts: Sequence[ArticleFacts], alignments: Sequence[Alignment], known_pairs: KnownPairs
    ) -> Settled:
        for fact in facts:
            doc = doc_number(fact.doc_id)
            self._parties[doc] = party(fact)
            self._near[doc] = {}
            self._seeds.add(doc)
        self._forget_replaced()
        self._join(alignments)
        self._recheck(known_pairs)
        group_of = self._groups()
        self._attribute(group_of)
        self._repeat()
        self._out.attributions.sort()
        self._out.bases.sort()
        return self._out

    # ------------------------------------------------------------- neighbours

    def _said(self, doc: int) -> Said | None:
        """What was last said of a known document; None for a new one."""
        fresh = self._fresh.get(doc)
        if fresh is not None:
            return self._reader.said(fresh.replaces).get(doc) if fresh.replaces is not None else None
        return self._reader.said(self._part[doc])[doc]

    def _near_of(self, doc: int) -> Near:
        """Neighbours as they are now; remembers where they are kept."""
        near = self._near.get(doc)
        if near is None:
            near = self._reader.said(self._part[doc])[doc].near
            for other, (part, _) in near.items():
                self._part.setdefault(other, part)
        return near

    def _change(self, doc: int) -> Near:
        if doc not in self._near:
            self._near[doc] = dict(self._near_of(doc))
        return self._near[doc]

    def _forget_replaced(self) -> None:
        for doc, fresh in sorted(self._fresh.items()):
            if fresh.replaces is None:
                continue
            said = self._reader.said(fresh.replaces)[doc]
            for other, (part, _) in said.near.items():
                self._void.setdefault(max(part, fresh.replaces), set()).add((min(doc, other), max(doc, other)))
                if other in self._fresh:
                    continue
                self._part.setdefault(other, part)
                self._change(other).pop(doc, None)
                self._seeds.add(other)

    def _join(self, alignments: Sequence[Alignment]) -> None:
        """Take in new alignments; a bond makes both ends seeds."""
        self._want_parties(doc_number(doc) for al in alignments for doc in (al.a, al.b))
        for al in alignments:
            a, b = doc_number(al.a), doc_number(al.b)
            bits = WORDED if al.wording_keys or al.passage_keys or al.via_hub else 0
            if is_bond(al, self._parties[a], self._parties[b], self._settings.attribute):
                bits |= BOND
                self._seeds.update((a, b))
            self._new[a, b] = al
            self._change(a)[b] = (self._part[b], bits)
            self._change(b)[a] = (self._part[a], bits)

    def _recheck(self, known_pairs: KnownPairs) -> None:
        """Pairs of known documents change only where a new text made a key too common, or a hub of another one."""
        whole = self._plan.known.doc[self._plan.complete]
        if not len(whole):
            return
        docs = whole.tolist()
        # neighbours as last said: of those between complete documents nothing has changed yet in this run
        packed = [self._reader.said(self._part[doc])[doc].near_data for doc in docs]
        now = known_pairs[np.isin(known_pairs["a"], whole) & np.isin(known_pairs["b"], whole)]
        gone, found = changes(pairs_of(*unpacked_near(packed, docs), whole), now)
        for a, b in gone:
            self._void.setdefault(max(self._part[a], self._part[b]), set()).add((a, b))
            self._change(a).pop(b, None)
            self._change(b).pop(a, None)
            self._seeds.update((a, b))
        if found:
            self._seeds.update(doc for a, b, _ in found for doc in (a, b))
            self._join(self._align(found))

    def _align(self, pairs: Sequence[tuple[int, int, bool]]) -> list[Alignment]:
        docs = (doc for a, b, _ in pairs for doc in (a, b))
        packed = {doc: sketch for doc, (sketch,) in self._columns(docs, "sketch").items()}
        return [
            align_pair(
                decode_sketch(packed[a]),
                decode_sketch(packed[b]),
                Candidate(doc_name(a), doc_name(b), wording_keys=int(worded)),
                self._settings.align,
                known_lexicon(self._settings.sketch),
            )
            for a, b, worded in pairs
        ]

    def _columns(self, docs: Iterable[int], *names: str) -> dict[int, tuple[Any, ...]]:
        by_part: dict[int, list[int]] = {}
        for doc in docs:
            by_part.setdefault(self._part[doc], []).append(doc)
        found: dict[int, tuple[Any, ...]] = {}
        for part in sorted(by_part):
            found.update(self._reader.columns(part, by_part[part], *names))
        return found

    def _want_parties(self, docs: Iterable[int]) -> None:
        missing = {doc for doc in docs if doc not in self._parties}
        for doc, (data,) in self._columns(missing, "facts").items():
            self._parties[doc] = party(decode_facts(data))

    def _groups(self) -> dict[int, int]:
        """Every document of a bonded group with a seed → the smallest document of its group."""
        group_of: dict[int, int] = {}
        for seed in sorted(self._seeds):
            if seed in group_of:
                continue
            members = {seed}
            waiting = [seed]
            while waiting:
                for other, (_, bits) in self._near_of(waiting.pop()).items():
                    if bits & BOND and other not in members:
                        members.add(other)
                        waiting.append(other)
            group_of.update(dict.fromkeys(members, min(members)))
        return group_of

    # ------------------------------------------------------------- attribution

    def _alignment(self, a: int, b: int) -> Alignment:
        new = self._new.get((a, b))
        if new is None:
            return decode_alignment(self._reader.alignments(max(self._part[a], self._part[b]))[a, b])
        return new

    def _attribute(self, group_of: dict[int, int]) -> None:
        pairs = sorted(
            {(min(doc, other), max(doc, other)) for doc in group_of for other in self._near_of(doc)}
        )
        self._want_parties(set(group_of).union(*pairs))
        inside: dict[int, list[Alignment]] = {}
        between: list[tuple[int, int, Alignment]] = []
        for a, b in pairs:
            alignment = self._alignment(a, b)
            if a in group_of and group_of.get(b) == group_of[a]:
                inside.setdefault(group_of[a], []).append(alignment)
            elif reach_of(alignment, self._settings.attribute) & MAY_LINK:
                # what a batch looks at, and no more
                between.append((a, b, alignment))
        members: dict[int, list[int]] = {}
        for doc in sorted(group_of):
            members.setdefault(group_of[doc], []).append(doc)
        results = [
            attribute_component(
                [self._parties[doc].facts for doc in members[group]], inside.get(group, ()), self._settings.attribute
            )
            for group in sorted(members)
        ]
        self._say(group_of, results, between)

    def _say(
        self,
        group_of: dict[int, int],
        results: Sequence[ComponentResult],
        between: Sequence[tuple[int, int, Alignment]],
    ) -> None:
        after: dict[int, dict[str, Any]] = {}
        links: dict[str, tuple[int, bytes]] = {}
        families: dict[str, dict[str, Any]] = {}
        for result in results:
            for attribution in result.attributions:
                after[doc_number(attribution.doc_id)] = records.attribution_row(attribution)
            for link in result.links:
                ends = [self._part[doc_number(end)] for end in (link.a, link.b) if len(end) == 16]
                links[link.link_id] = (max(ends), dumps(records.link_row(link)))
            families.update((family.family_id, records.family_row(family)) for family in result.families)
        before = {doc: said for doc in group_of if (said := self._said(doc)) is not None}
        old_links = {name for said in before.values() for name in said.attribution["links"]}
        old_families = {said.attribution["family_id"] for said in before.values()} - {None}
        for said in before.values():
            old_families.update(said.attribution["also_in"])

        # links to documents whose own group did not change: only their lists of links do
        aside: dict[int, dict[str, Any]] = {}
        related: dict[str, set[tuple[str, str]]] = {}
        touched: set[int] = set()
        for a, b, alignment in between:
            rows = [after.get(a) or self._aside(a, aside), after.get(b) or self._aside(b, aside)]
            one, two = ((row["agency"] or {}).get("name") for row in rows)
            found = links_between(alignment, self._parties[a], self._parties[b], one, two, self._settings.attribute)
            touched.update(doc for doc in (a, b) if doc not in after)
            for link in found:
                links[link.link_id] = (max(self._part[a], self._part[b]), dumps(records.link_row(link)))
                for row, other in (rows, rows[::-1]):
                    row.setdefault("_new_links", []).append(link.link_id)
                    if row["family_id"] is not None and other["family_id"] is not None:
                        related.setdefault(row["family_id"], set()).add((other["family_id"], link.relation))
        for doc in self._near:
            # a neighbour that has gone leaves its links behind
            if doc not in after:
                self._aside(doc, aside)
        old_links -= self._forgotten_links(old_links)
        for doc, row in after.items():
            row["links"] = sorted({*row["links"], *row.pop("_new_links", ()), *self._kept_links(doc, before, old_links)})
        gone = old_links - links.keys()
        for row in aside.values():
            row["links"] = sorted({*row["links"], *row.pop("_new_links", ())} - gone)

        side_families = self._side_families(aside, families, old_families, related)
        live = old_families.union(families, (row["family_id"] for row in aside.values()), *(row["also_in"] for row in aside.values()))
        for name, pairs in self._forgotten_relations(before, after, live).items():
            related.setdefault(name, set()).update(pairs)
        for name, row in families.items():
            pairs = {(r["family_id"], r["relation"]) for r in row["related"]} | related.get(name, set())
            row["related"] = [{"family_id": f, "relation": r} for f, r in sorted(pairs)]

        family_part = {
            name: self._family_part([self._parties[doc_number(doc)].facts for doc in row["members"]])
            for name, row in families.items()
        }
        self._name_originals(families, before, after)
        self._record(after, aside, before, families, family_part)
        self._write_links(links, old_links)
        self._write_families(families, family_part, side_families, before)
        self._write_alignments()
        self._drop_replaced_articles()

    def _link_parts(self) -> set[int]:
        """Parts that hold the links of everything in the run."""
        parts = {self._part[doc] for doc in self._near.keys() | self._parties.keys()}
        parts.update(fresh.replaces for fresh in self._fresh.values() if fresh.replaces is not None)
        return parts

    def _forgotten_links(self, names: set[str]) -> set[str]:
        """Links of which the state has forgotten the other end: they stay said."""
        held = [self._reader.rows("links", part) for part in self._link_parts()] if names else []
        return {name for name in names if not any(name in rows for rows in held)}

    def _kept_links(self, doc: int, before: dict[int, Said], old_links: set[str]) -> set[str]:
        said = before.get(doc)
        return set() if said is None or doc in self._fresh else set(said.attribution["links"]) - old_links

    def _forgotten_relations(
        self, before: dict[int, Said], after: dict[int, dict[str, Any]], live: set[str]
    ) -> dict[str, set[tuple[str, str]]]:
        """Relations to families that the state has forgotten, by the family of the smallest document they were said of."""
        found: dict[str, set[tuple[str, str]]] = {}
        done: set[str] = set()
        for doc, said in sorted(before.items()):
            name, now = said.attribution["family_id"], after[doc]["family_id"]
            if name is None or now is None or name in done or doc in self._fresh or said.family_part is None:
                continue
            done.add(name)
            for row in orjson.loads(self._reader.rows("families", said.family_part)[name])["related"]:
                if row["family_id"] not in live:
                    found.setdefault(now, set()).add((row["family_id"], row["relation"]))
        return found

    def _aside(self, doc: int, aside: dict[int, dict[str, Any]]) -> dict[str, Any]:
        if doc not in aside:
            said = self._said(doc)
            assert said is not None
            aside[doc] = dict(said.attribution)
        return aside[doc]

    def _family_part(self, members: Sequence[ArticleFacts]) -> int:
        """A family is kept where its hub is."""
        return self._part[doc_number(hub_of(members).doc_id)]

    def _side_families(
        self,
        aside: dict[int, dict[str, Any]],
        families: dict[str, dict[str, Any]],
        gone: set[str],
        related: dict[str, set[tuple[str, str]]],
    ) -> dict[str, tuple[int, bytes]]:
        """Rows of families that only stand beside those attributed anew, where their relations changed."""
        found: dict[str, tuple[int, bytes]] = {}
        for doc, row in sorted(aside.items()):
            name = row["family_id"]
            if name is None or name in families or name in found:
                continue
            said = self._said(doc)
            assert said is not None and said.family_part is not None
            data = self._reader.rows("families", said.family_part)[name]
            family = orjson.loads(data)
            kept = {
                (r["family_id"], r["relation"])
                for r in family["related"]
                if r["family_id"] not in gone and r["family_id"] not in families
            }
            pairs = kept | related.get(name, set())
            family["related"] = [{"family_id": f, "relation": r} for f, r in sorted(pairs)]
            found[name] = (said.family_part, dumps(family))
        return found

    def _name_originals(
        self, families: dict[str, dict[str, Any]], before: dict[int, Said], after: dict[int, dict[str, Any]]
    ) -> None:
        aliases: dict[str, list[str]] = {}
        seen: set[str] = set()
        for said in before.values():
            name = said.attribution["family_id"]
            if name is not None and name not in seen and said.family_part is not None:
                seen.add(name)
                for row in orjson.loads(self._reader.rows("families", said.family_part)[name])["originals"]:
                    aliases[row["id"]] = row["aliases"]
        inherit(
            (families[name] for name in sorted(families)),
            {doc_name(doc): said.attribution for doc, said in before.items()},
            {doc_name(doc): row for doc, row in after.items()},
            aliases,
        )

    # ------------------------------------------------------------- what is said

    def _record(
        self,
        after: dict[int, dict[str, Any]],
        aside: dict[int, dict[str, Any]],
        before: dict[int, Said],
        families: dict[str, dict[str, Any]],
        family_part: dict[str, int],
    ) -> None:
        """Compare with what was said; write the parts of `said` that changed."""
        changed: dict[int, Said] = {}
        again: list[int] = []
        for doc, row in sorted({**aside, **after}.items()):
            said = before.get(doc) or (self._said(doc) if doc in aside else None)
            content = doc in self._fresh
            near = pack(self._near_of(doc))
            name = row["family_id"]
            part = family_part[name] if name in families else (said.family_part if said and name is not None else None)
            row["produced_by"] = self._produced_by
            if said is None:
                # what was said of an article that the state has forgotten is outdone, not repeated
                revision = 1 + self._fresh[doc].forgotten
                why = ("rebuilt" if self._anew else "content") if revision > 1 else None
                changed[doc] = Said(revision, why, dumps(row), part, near)
                self._tell(doc, row, revision, why)
            elif content or not same(said.attribution, row):
                because = reasons(
                    said.attribution, row, self._members(said), families.get(name, {}).get("members", ()), content=content
                )
                changed[doc] = Said(said.revision + 1, because, dumps(row), part, near)
                self._out.revised[because] = self._out.revised.get(because, 0) + 1
                self._tell(doc, row, said.revision + 1, because)
                if not content:
                    again.append(doc)
            elif near != said.near_data or part != said.family_part:
                changed[doc] = Said(said.revision, said.because, said.data, part, near)
        for doc, (base,) in self._columns(again, "base").items():
            self._out.bases.append((doc_name(doc), base))
        self._write_said(changed)

    def _members(self, said: Said) -> list[str]:
        name = said.attribution["family_id"]
        if name is None or said.family_part is None:
            return []
        members: list[str] = orjson.loads(self._reader.rows("families", said.family_part)[name])["members"]
        return members

    def _tell(self, doc: int, row: dict[str, Any], revision: int, because: str | None) -> None:
        name = doc_name(doc)
        self._out.attributions.append((name, dumps({**row, "revision": revision, "revised_because": because})))

    def _repeat(self) -> None:
        """Say again, unchanged, what was asked for by day."""
        told = {name for name, _ in self._out.attributions}
        wanted = {doc_number(doc): part for doc, part in self._plan.repeat.items() if doc not in told}
        self._part.update(wanted)
        for doc, part in wanted.items():
            said = self._reader.said(part)[doc]
            self._tell(doc, said.attribution, said.revision, said.because)
        self._out.bases += [(doc_name(doc), base) for doc, (base,) in self._columns(wanted, "base").items()]

    # ------------------------------------------------------------- what is written

    def _write_said(self, changed: dict[int, Said]) -> None:
        by_part: dict[int, dict[int, Said]] = {}
        for doc, said in changed.items():
            by_part.setdefault(self._part[doc], {})[doc] = said
        moved: dict[int, set[int]] = {}
        for doc, fresh in self._fresh.items():
            if fresh.replaces is not None and fresh.replaces != fresh.part:
                moved.setdefault(fresh.replaces, set()).add(doc)
        for part in sorted(by_part.keys() | moved.keys()):
            rows = [said.row(doc) for doc, said in by_part.get(part, {}).items()]
            self._reader.change("said", part, rows, moved.get(part, ()))

    def _write_links(self, links: dict[str, tuple[int, bytes]], old: set[str]) -> None:
        by_part = _by_part(links)
        told = old | links.keys()
        for part in sorted(by_part.keys() | self._link_parts()):
            held, mine = self._reader.rows("links", part), by_part.get(part, {})
            # gone from this part: no longer said, or an end has moved to another part
            gone = {n for n in told if n in held and n not in mine}
            put = {n: data for n, data in mine.items() if held.get(n) != data}
            self._out.retired_links += sorted(name for name in gone if name not in links)
            self._out.links += sorted(put.items())
            if gone or put:
                self._reader.change("links", part, [{"link_id": name, "row": data} for name, data in put.items()], gone)

    def _write_families(
        self,
        families: dict[str, dict[str, Any]],
        family_part: dict[str, int],
        side: dict[str, tuple[int, bytes]],
        before: dict[int, Said],
    ) -> None:
        rows = {name: (family_part[name], dumps(row)) for name, row in families.items()} | side
        old: dict[str, int] = {}
        for said in before.values():
            if said.family_part is not None:
                old[said.attribution["family_id"]] = said.family_part
        by_part = _by_part(rows)
        for part in sorted(by_part.keys() | set(old.values())):
            held, mine = self._reader.rows("families", part), by_part.get(part, {})
            gone = {n for n in rows.keys() | old.keys() if n in held and n not in mine and (n in rows or old[n] == part)}
            put = {n: data for n, data in mine.items() if held.get(n) != data}
            self._out.families += sorted(put.items())
            self._out.retired_families += sorted(name for name in gone if name not in rows)
            if gone or put:
                self._reader.change("families", part, [{"family_id": n, "row": data} for n, data in put.items()], gone)

    def _write_alignments(self) -> None:
        added: dict[int, dict[tuple[int, int], bytes]] = {}
        for (a, b), alignment in self._new.items():
            added.setdefault(max(self._part[a], self._part[b]), {})[a, b] = encode_alignment(alignment)
        for part in sorted(added.keys() | self._void.keys()):
            rows = [{"a": a, "b": b, "alignment": data} for (a, b), data in added.get(part, {}).items()]
            self._reader.change("alignments", part, rows, self._void.get(part, ()))

    def _drop_replaced_articles(self) -> None:
        by_part: dict[int, set[int]] = {}
        for doc, fresh in self._fresh.items():
            if fresh.replaces is not None:
                by_part.setdefault(fresh.replaces, set()).add(doc)
        for part, docs in sorted(by_part.items()):
            self._reader.change("articles", part, (), docs)


def _by_part(rows: Mapping[str, tuple[int, bytes]]) -> dict[int, dict[str, bytes]]:
    """Rows of a table by the part that holds them."""
    found: dict[int, dict[str, bytes]] = {}
    for name, (part, data) in rows.items():
        found.setdefault(part, {})[name] = data
    return found
