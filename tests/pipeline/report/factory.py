"""Finished runs made by hand: a small one with every kind of thing a report shows, and large ones for measuring.

They are written through the same helpers as a real run, so that the report reads what a run writes.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from pipeline.manifest import MANIFEST, RunFacts, build_manifest
from pipeline.sinks import FileInfo, dumps, publish, shard_of, write_file

SHARDS = 8
SHA = "0" * 64


def doc_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def record(name: str, **fields: Any) -> dict[str, Any]:
    """A record of a lone document; `fields` replace or add top-level fields, `outlet` and `url` go to the source."""
    source = {
        "uri": fields.pop("uri", name), "outlet": fields.pop("outlet", None), "url": fields.pop("url", None),
        "record_id": None, "encoding": "utf-8", "sha256": SHA,
    }  # fmt: skip
    return {
        "schema": "wiretrace/record/1", "doc_id": doc_id(name), "revision": 1, "revised_because": None, "source": source,
        "language": "en", "title": None, "published": None, "dates": [], "dateline": None, "units": [], "evidence": [],
        "footer": None, "agency": None, "credited": "not_applicable", "family_id": None, "also_in": [], "original": None,
        "derivation": None, "links": [],
        "signature": {"view": "wording", "shingle": "word5/1", "hash": "wiretrace-poly64/1", "scheme": "affine32", "num_perm": 128, "seed": 1, "values": "A" * 684},
        "produced_by": {"version": "0", "settings_sha256": SHA}, **fields,
    }  # fmt: skip


def link(a: str, b: str, relation: str, child: str | None = None, **fields: Any) -> dict[str, Any]:
    """A link of two documents by name (or ids of lost originals); `passages` are given as seen from `a`."""
    ids = {name: name if name.startswith("o-") else doc_id(name) for name in (a, b)}
    x, y = ids[a], ids[b]
    passages = fields.pop("passages", [])
    cover = fields.pop("coverage", (0.0, 0.0))
    if x > y and not y.startswith("o-"):
        x, y, cover = y, x, cover[::-1]
        passages = [(*p[2:4], *p[0:2], *p[4:]) for p in passages]
    parent = next((ids[n] for n in (a, b) if child is not None and n != child), None)
    return {
        "schema": "wiretrace/link/1", "link_id": "l-" + doc_id(f"{x} {y} {relation}"), "a": x, "b": y, "relation": relation,
        "child": ids[child] if child else None, "parent": parent, "confidence": 0.97, "score": min(cover) or max(cover),
        "coverage_a": cover[0], "coverage_b": cover[1], "longest_run_words": 0, "direction_basis": [],
        "passages": [
            dict(zip(("a_start", "a_end", "b_start", "b_end", "kind", "unit_a", "unit_b"), (*p, "body", "body"), strict=True))
            for p in passages
        ],
        **fields,
    }  # fmt: skip


def family(fid: str, members: list[dict[str, Any]], originals: list[dict[str, Any]], agency: str | None, related: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    dated = sorted(m["published"]["value"] for m in members if m["published"])
    return {
        "schema": "wiretrace/family/1", "family_id": fid, "agency": agency, "originals": originals,
        "members": sorted(m["doc_id"] for m in members),
        "languages": sorted({m["language"] for m in members if m["language"]}),
        "outlets": sorted({m["source"]["outlet"] for m in members if m["source"]["outlet"]}),
        "first_published": dated[0] if dated else None,
        "related": [{"family_id": f, "relation": r} for f, r in related],
    }  # fmt: skip


def original(oid: str, agency: str | None, language: str | None, confidence: float = 0.95, kind: str = "lost") -> dict[str, Any]:
    return {"id": oid, "kind": kind, "agency": agency, "language": language, "confidence": confidence, "aliases": []}


def letter(uri: str, code: str, message: str) -> dict[str, Any]:
    return {"schema": "wiretrace/dead_letter/1", "uri": uri, "stage": "normalize", "code": code, "message": message, "sha256": SHA, "bytes_kept": None}


def write_run(out: Path, tables: dict[str, list[dict[str, Any]]], capped: Iterable[dict[str, Any]] = ()) -> Path:
    """Write the tables as a run would, with a manifest that names them."""
    keys = {"records": "doc_id", "links": "link_id", "families": "family_id", "texts": "doc_id", "dead_letters": "uri"}
    files: list[FileInfo] = []
    for table, rows in tables.items():
        shards: list[list[tuple[str, bytes]]] = [[] for _ in range(SHARDS)]
        for row in rows:
            shards[shard_of(row[keys[table]], SHARDS)].append((row[keys[table]], dumps(row)))
        for n, shard in enumerate(shards):
            data = b"".join(line + b"\n" for _, line in sorted(shard))
            files.append(write_file(str(out), table, f"{n:05d}-of-{SHARDS:05d}.jsonl", data, len(shard)))
    counts: dict[str, int] = {"documents_read": len(tables["records"]) + len(tables["dead_letters"])}
    for row in tables["dead_letters"]:
        counts["dead:" + row["code"]] = counts.get("dead:" + row["code"], 0) + 1
    facts = RunFacts(("articles/",), {}, SHA, "2024-03-15T10:00:00.000+00:00", "FnApiRunner")
    publish(str(out), MANIFEST, orjson.dumps(build_manifest(facts, files, counts, list(capped))))
    return out


# ------------------------------------------------------------------ the small run


class Text:
    """A text that is put together piece by piece and remembers where each piece stands."""

    def __init__(self) -> None:
        self.text = ""
        self.units: list[dict[str, Any]] = []
        self.evidence: list[dict[str, Any]] = []
        self.sentences: list[tuple[int, int]] = []

    def unit(self, kind: str, *pieces: str) -> Text:
        start = len(self.text)
        for n, piece in enumerate(pieces):
            if n:
                self.text += "\n\n" if kind == "body" and n % 2 == 0 else " "
            if kind == "body":
                self.sentences.append((len(self.text), len(self.text) + len(piece)))
            self.text += piece
        self.units.append({"kind": kind, "start": start, "end": len(self.text)})
        self.text += "\n\n"
        return self

    def proof(self, kind: str, agency: str | None, words: str, weight: float, about: str = "text") -> Text:
        start = self.text.index(words)
        self.evidence.append({"kind": kind, "agency": agency, "about": about, "weight": weight, "start": start, "end": start + len(words), "text": words})
        return self

    def fields(self) -> dict[str, Any]:
        return {"units": self.units, "evidence": sorted(self.evidence, key=lambda e: e["start"])}


ENGLISH = (
    "PORT VELA (Wire) - A ferry with 214 people on board ran aground off the island of Tarsa on Tuesday, the coast guard said.",
    "All passengers were brought ashore by 16:30, and nobody was hurt.",
    "\"The pilot mistook one light for another,\" harbour master Ilda Moreno told AFP.",
    "The ship, the Santa Prisca, was built in 1998 and carries up to 300 passengers.",
    "Two tugs, the Bravo and the Delfin, will try to free it on Wednesday at high tide.",
    "In 2019 a tanker had run aground on the same reef.",
)  # fmt: skip
SPANISH = (
    "PORT VELA (AFP) - Un transbordador con 214 personas a bordo encalló el martes frente a la isla de Tarsa, informó la guardia costera.",
    "Todos los pasajeros fueron llevados a tierra antes de las 16:30 y nadie resultó herido.",
    "\"El práctico confundió una luz con otra\", dijo a la AFP la capitana del puerto, Ilda Moreno.",
    "El barco, el Santa Prisca, se construyó en 1998 y lleva hasta 300 pasajeros.",
    "Dos remolcadores, el Bravo y el Delfin, intentarán liberarlo el miércoles con la marea alta.",
)  # fmt: skip
REWORDED = (
    "The coast guard said a ferry carrying 214 people had stranded on Tuesday near the island of Tarsa.",
    "Everybody on board was safe on land by 16:30.",
    "According to the harbour master, Ilda Moreno, the pilot had taken one light for another.",
    "Built in 1998, the Santa Prisca has room for 300 passengers.",
)  # fmt: skip
ARABIC = (
    "بورت فيلا (ا ف ب) - جنحت عبارة على متنها 214 شخصا الثلاثاء قبالة جزيرة تارسا، بحسب ما أعلن خفر السواحل.",
    "ونقل جميع الركاب إلى الشاطئ قبل الساعة 16:30 ولم يصب أحد بأذى.",
    "وبنيت السفينة سانتا بريسكا عام 1998 وتتسع لـ300 راكب.",
)


def published(value: str, basis: str = "source") -> dict[str, Any]:
    return {"value": value, "precision": "minute" if "T" in value else "day", "basis": basis}


def dateline(text: Text, raw: str, normal: str) -> dict[str, Any]:
    start = text.text.index(raw)
    return {
        "raw": raw, "start": start, "end": start + len(raw), "normal": normal, "place": "Port Vela", "region": None,
        "country": "PT", "geoname_id": None, "date": None, "date_basis": None, "agencies": ["AFP"],
        "form": "place_agency_dash", "confidence": 0.95,
    }  # fmt: skip


def derived(relation: str | None, parent: str | None, copied: float, lag: int | None, basis: Iterable[str]) -> dict[str, Any]:
    return {
        "relation": relation, "parent": parent, "score": copied, "copied_share": copied, "originality": round(1 - copied, 4),
        "lag_seconds": lag, "direction_basis": list(basis),
    }  # fmt: skip


def small_tables(texts: bool = True) -> dict[str, list[dict[str, Any]]]:
    """One agency story in three languages, one of an outlet, a lone text and two dead letters."""
    lost = original("o-" + doc_id("lost"), "AFP", "en")
    english = Text().unit("noise", "\U0001f6f3 Home | World | \U0001f324 Weather").unit("headline", "Ferry runs aground off Tarsa").unit("body", *ENGLISH)
    english.text += "Filed by (AFP) from \n"  # belongs to no unit
    english.unit("footer", "© AFP. All rights reserved.")
    english.proof("credit", "AFP", "(AFP)", 0.5).proof("copyright", "AFP", "© AFP", 0.95).proof("in_text_attribution", "AFP", "told AFP", 0.35)
    spanish = Text().unit("headline", "Encalla un transbordador frente a Tarsa").unit("body", *SPANISH)
    spanish.proof("dateline", "AFP", "(AFP)", 0.9).proof("in_text_attribution", "AFP", "dijo a la AFP", 0.35)
    reworded = Text().unit("headline", "Ferry stranded near Tarsa island").unit("body", *REWORDED, "Our readers sent us pictures from the beach.")
    arabic = Text().unit("headline", "جنوح عبارة قبالة جزيرة تارسا").unit("body", *ARABIC).proof("dateline", "AFP", "(ا ف ب)", 0.9)
    fid = "f-" + doc_id("ferry")
    agency = {"name": "AFP", "confidence": 0.97, "basis": "evidence"}
    by_kin = {"name": "AFP", "confidence": 0.91, "basis": "derivation"}
    common: dict[str, Any] = {"family_id": fid, "original": {k: v for k, v in lost.items() if k != "aliases"}}
    rows = [
        record("harbor/ferry", outlet="Harbor Ledger", url="https://harbor.example/ferry", title="Ferry runs aground off Tarsa", published=published("2024-03-12T14:05+00:00"), dateline=dateline(english, "PORT VELA (Wire) -", "PORT VELA (AFP) -"), footer="© AFP", agency=agency, credited="yes", derivation=derived("verbatim", lost["id"], 1.0, None, ["copyright"]), **english.fields(), **common),
        record("faro/ferry", outlet="El Faro", language="es", title="Encalla un transbordador frente a Tarsa", published=published("2024-03-12T16:40+00:00"), dateline=dateline(spanish, "PORT VELA (AFP) -", "PORT VELA (AFP) -"), agency=agency, credited="yes", derivation=derived("translation", doc_id("harbor/ferry"), 0.96, 9300, ["agency_marker", "published:9300s"]), **spanish.fields(), **common),
        record("spinner/ferry", outlet="Globe Spinner", title="Ferry stranded near Tarsa island", published=published("2024-03-13T08:00+00:00"), agency=by_kin, credited="no", derivation=derived("rewrite", doc_id("harbor/ferry"), 0.71, 64500, ["containment"]), **reworded.fields(), **common),
        record("afaq/ferry", outlet="Al Afaq", language="ar", title="جنوح عبارة قبالة جزيرة تارسا", published=published("2024-03-13"), dateline=dateline(arabic, "بورت فيلا (ا ف ب) -", "PORT VELA (AFP) -"), agency=agency, credited="yes", derivation=derived("translation", doc_id("harbor/ferry"), 0.99, None, ["published:1d"]), **arabic.fields(), **common),
    ]  # fmt: skip
    parts = {"harbor/ferry": english, "faro/ferry": spanish, "spinner/ferry": reworded, "afaq/ferry": arabic}

    def passages(a: Text, b: Text, pairs: Iterable[tuple[int, int]], kind: str) -> list[tuple[Any, ...]]:
        return [(*a.sentences[i], *b.sentences[j], kind) for i, j in pairs]

    links = [
        link("harbor/ferry", "faro/ferry", "translation", "faro/ferry", coverage=(0.85, 0.96), passages=passages(english, spanish, [(n, n) for n in range(5)], "translated"), direction_basis=["agency_marker", "published:9300s"]),
        link("harbor/ferry", "spinner/ferry", "rewrite", "spinner/ferry", coverage=(0.66, 0.71), longest_run_words=6, passages=passages(english, reworded, [(n, n) for n in range(4)], "reworded"), direction_basis=["containment", "published:64500s"]),
        link("harbor/ferry", "afaq/ferry", "translation", "afaq/ferry", coverage=(0.5, 0.99), passages=passages(english, arabic, [(0, 0), (1, 1), (3, 2)], "translated"), direction_basis=["published:1d"]),
        link("faro/ferry", "spinner/ferry", "translation", "spinner/ferry", confidence=0.8, coverage=(0.6, 0.66), passages=passages(spanish, reworded, [(0, 0), (1, 1)], "translated"), direction_basis=["rival_lost:less_faithful:0.40<0.71"]),
        link("harbor/ferry", lost["id"], "verbatim", "harbor/ferry", direction_basis=["copyright"]),
    ]  # fmt: skip
    families = [family(fid, rows, [lost], "AFP")]
    first = Text().unit("headline", "Mayor opens bridge").unit("body", "The mayor opened the bridge over the Orro on Friday before some 400 guests.", "It cost nine million and took six years to build.")
    second = Text().unit("headline", "Bridge opened by mayor").unit("body", "The mayor opened the bridge over the Orro on Friday before some 400 guests.", "Traffic will be free of charge.")
    own = original(doc_id("harbor/bridge"), None, "en", 0.82, "document")
    bridge = "f-" + doc_id("bridge")
    pair = [
        record("harbor/bridge", outlet="Harbor Ledger", title="Mayor opens bridge", published=published("2024-03-15"), family_id=bridge, original=own, **first.fields()),
        record("spinner/bridge", outlet="Globe Spinner", title="Bridge opened by mayor", published=published("2024-03-16"), family_id=bridge, original=own, derivation=derived("partial", doc_id("harbor/bridge"), 0.7, None, ["published:1d"]), **second.fields()),
    ]  # fmt: skip
    parts.update({"harbor/bridge": first, "spinner/bridge": second})
    links.append(link("harbor/bridge", "spinner/bridge", "partial", "spinner/bridge", coverage=(0.6, 0.7), longest_run_words=14, passages=passages(first, second, [(0, 0)], "verbatim")))
    families.append(family(bridge, pair, [own], None))
    alone = Text().unit("headline", "Cat found").unit("body", "A cat was found in the harbour office.")
    parts["harbor/cat"] = alone
    rows += [*pair, record("harbor/cat", outlet="Harbor Ledger", title="Cat found", **alone.fields())]
    by_doc: dict[str, list[str]] = {}
    for item in links:
        for end in (item["a"], item["b"]):
            by_doc.setdefault(end, []).append(item["link_id"])
    for row in rows:
        row["links"] = sorted(by_doc.get(row["doc_id"], []))
    tables: dict[str, list[dict[str, Any]]] = {
        "records": rows, "links": links, "families": families,
        "dead_letters": [letter("harbor/picture.jpg", "binary", "a JPEG image"), letter("harbor/nothing.txt", "empty", "no byte")],
    }  # fmt: skip
    if texts:
        tables["texts"] = [{"schema": "wiretrace/text/1", "doc_id": doc_id(name), "text": part.text, "body": ""} for name, part in parts.items()]
    return tables


# ------------------------------------------------------------------ hostile text

CANARY = "window.pwned=1"
ATTACKS = (
    f"<script>{CANARY}</script>",
    f"</script><script>{CANARY}</script>",
    f"</style></title></textarea><img src=x onerror={CANARY}>",
    f"\"'><svg onload={CANARY}><a href=javascript:{CANARY}>x</a>",
    f"<!--<script>{CANARY}//--></script>",
    f"{{{{ {CANARY} }}}} ${{{CANARY}}} {{% raw %}}",
    "evil\u202egpj.exe\u2066\u2069 \x00\x07\x1b[31m\u2028line",
    "__proto__",
    "W" * 4000,
    "Z\u0351\u0357\u0346\u0348" * 200,
    "=cmd|' /C calc'!A0",
)
"""What a text may hold to get itself run, to turn lines around, or to burst a table."""

URLS = (
    f"javascript:{CANARY}", f"JaVaScRiPt://example.org/%0a{CANARY}", f"data:text/html,<script>{CANARY}</script>",
    "https://bank.example@evil.example/", "file:///etc/passwd", f"https://example.org/\"><script>{CANARY}</script>", "https://[::1",
)  # fmt: skip


def hostile_tables(huge: int = 10_000_000) -> dict[str, list[dict[str, Any]]]:
    """The same attack in every field that comes from data, and a text of one line of `huge` characters."""
    tables: dict[str, list[dict[str, Any]]] = {"records": [], "links": [], "families": [], "dead_letters": [], "texts": []}
    fid = "f-" + doc_id("hostile")
    members = []
    for n, attack in enumerate(ATTACKS):
        text = Text().unit("headline", attack).unit("body", f"{attack} said {n}.", "The second sentence is the same everywhere.").unit("noise", attack)
        proofs = [{"kind": "credit", "agency": attack, "about": "text", "weight": 0.8, "start": 0, "end": 9, "text": attack}]
        row = record(
            f"hostile/{n}", uri=f"../../{attack}.txt", outlet=attack, url=URLS[n % len(URLS)], title=attack, published=published("2024-03-12"),
            units=text.units, evidence=proofs, footer=attack, agency={"name": attack, "confidence": 0.9, "basis": "evidence"}, credited="no",
            dateline={**dateline(text, attack[:3], attack), "place": attack, "agencies": [attack]}, family_id=fid,
            original=original("o-" + doc_id("hostile"), attack, "en"), revised_because=attack,
            derivation=derived("light_edit", doc_id(f"hostile/{n - 1}") if n else None, 0.9, None, [attack]),
        )  # fmt: skip
        members.append(row)
        tables["texts"].append({"schema": "wiretrace/text/1", "doc_id": row["doc_id"], "text": text.text, "body": ""})
        if n:
            spans = [(*text.sentences[1], *text.sentences[1], "verbatim")]
            tables["links"].append(link(f"hostile/{n - 1}", f"hostile/{n}", "light_edit", f"hostile/{n}", coverage=(0.5, 0.5), passages=spans, direction_basis=[attack]))
        tables["dead_letters"].append(letter(f"{n}/{attack}", "failed", attack))
    # two texts that name each other as parent: a broken or forged input must not hang the tree
    members[0]["derivation"] = derived("light_edit", members[1]["doc_id"], 0.9, None, [])
    long = "A" * huge
    members.append(record("hostile/long", uri=long, outlet=long, title=long, family_id=fid, units=[{"kind": "body", "start": 0, "end": huge}]))
    tables["texts"].append({"schema": "wiretrace/text/1", "doc_id": doc_id("hostile/long"), "text": long, "body": ""})
    tables["records"] = members
    tables["families"] = [family(fid, members, [original("o-" + doc_id("hostile"), ATTACKS[0], "en")], ATTACKS[1], [("f-" + doc_id("none"), "same_event")])]
    return tables


# ------------------------------------------------------------------ large runs


def large_tables(records: int, families: int, texts: bool = True, seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """A run of any size: most families are small, a few are very large; every tenth document is alone."""
    rng = random.Random(seed)
    vocabulary = ["".join(rng.choices("aeioulmnrstdkp", k=rng.randint(3, 9))) for _ in range(3000)]
    agencies, languages = ["AFP", "AP", "Reuters", "dpa", "EFE", None], ["en", "es", "fr", "de", "ar", "pt"]
    outlets = [f"{rng.choice(vocabulary).title()} {rng.choice(['Post', 'Times', 'Herald', 'Courier', 'Gazette'])} {n}" for n in range(max(5, records // 120))]
    weights = [1 / (n + 1) ** 0.8 for n in range(families)]
    homes = rng.choices(range(families), weights=weights, k=records - records // 10)
    tables: dict[str, list[dict[str, Any]]] = {"records": [], "links": [], "families": [], "dead_letters": []}
    if texts:
        tables["texts"] = []
    groups: dict[int, list[dict[str, Any]]] = {n: [] for n in range(families)}
    for n in range(records):
        home = homes[n] if n < len(homes) else None
        name = f"crawl/{n:07d}.txt"
        sentences = [" ".join(rng.choices(vocabulary, k=18)).capitalize() + "." for _ in range(18)]
        text = Text().unit("headline", " ".join(rng.choices(vocabulary, k=8)).capitalize()).unit("body", *sentences).unit("footer", "© AFP")
        agency = agencies[home % len(agencies)] if home is not None else None
        minute = (home or n) % 20000 * 60 + rng.randint(0, 3000)
        value = f"2024-03-{1 + minute // 1440 % 28:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}+00:00"
        row = record(
            name, outlet=rng.choice(outlets), title=text.text[: text.units[0]["end"]], published=published(value),
            language=languages[home % len(languages)] if home is not None and rng.random() < 0.7 else rng.choice(languages),
            agency={"name": agency, "confidence": 0.95, "basis": "evidence"} if agency else None,
            credited=rng.choice(["yes", "no", "in_text"]) if agency else "not_applicable", url=f"https://example.org/{n}",
            **text.fields(),
        )  # fmt: skip
        tables["records"].append(row)
        if texts:
            tables["texts"].append({"schema": "wiretrace/text/1", "doc_id": row["doc_id"], "text": text.text, "body": ""})
        if home is not None:
            groups[home].append(row)
    for n, members in groups.items():
        if not members:
            continue
        fid = f"f-{n:016x}"
        lost = original(f"o-{n:016x}", agencies[n % len(agencies)], languages[n % len(languages)])
        members.sort(key=lambda m: (m["published"]["value"], m["doc_id"]))
        for k, member in enumerate(members):
            member["family_id"] = fid
            member["original"] = {key: value for key, value in lost.items() if key != "aliases"}
            parent = members[rng.randrange(k)] if k else None
            member["derivation"] = derived(rng.choice(["verbatim", "light_edit", "partial", "rewrite", "translation"]) if parent else "verbatim", parent["doc_id"] if parent else lost["id"], 0.8, 3600 if parent else None, ["published:3600s"])
            for other in rng.sample(members[:k], min(k, 4)) if k else []:
                if other is not parent:
                    tables["links"].append(_large_link(rng, other, member, "co_derivative", False))
            if parent is not None:
                tables["links"].append(_large_link(rng, parent, member, member["derivation"]["relation"], True))
        tables["families"].append(family(fid, members, [lost], lost["agency"]))
    tables["dead_letters"] = [letter(f"crawl/bad/{n:06d}.bin", "binary", "an image") for n in range(records // 100)]
    return tables


def _large_link(rng: random.Random, a: dict[str, Any], b: dict[str, Any], relation: str, directed: bool) -> dict[str, Any]:
    x, y = sorted((a["doc_id"], b["doc_id"]))
    return {
        "schema": "wiretrace/link/1", "link_id": "l-" + doc_id(x + y), "a": x, "b": y, "relation": relation,
        "child": b["doc_id"] if directed else None, "parent": a["doc_id"] if directed else None, "confidence": 0.9, "score": 0.8,
        "coverage_a": 0.8, "coverage_b": 0.7, "longest_run_words": rng.randint(4, 200), "direction_basis": ["published:3600s"],
        "passages": [
            {"a_start": 100 + 120 * k, "a_end": 200 + 120 * k, "b_start": 100 + 110 * k, "b_end": 190 + 110 * k, "kind": rng.choice(["verbatim", "reworded"]), "unit_a": "body", "unit_b": "body"}
            for k in range(8)
        ],
    }  # fmt: skip
