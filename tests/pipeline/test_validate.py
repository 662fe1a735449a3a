"""validate: a sound run has no findings, and every way of spoiling it has one that names the place."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.manifest import NoRun, read_manifest
from pipeline.schemas import SCHEMA_OF_TABLE, SCHEMAS, load_schema
from pipeline.schemas.quick import quick_check
from pipeline.sinks import TABLES, _join, dumps
from pipeline.validate import validate_run
from tests.pipeline.handmade import doc, family_name, link, lost, passage, publish_manifest, record, write_run
from tests.pipeline.story import AFP, AP, story, write_story
from transforms import records, schema
from transforms.errors import DEAD_LETTER_CODES
from transforms.packets import INSIDE

Tables = dict[str, list[dict[str, Any]]]


def findings(output: str) -> list[str]:
    return list(validate_run(output))


# ------------------------------------------------------------------ schemas


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_and_describe_every_field(name: str) -> None:
    def check(node: Any, place: str) -> None:
        assert node.get("description"), f"{place} has no description"
        for key, value in node.get("properties", {}).items():
            check(value, f"{place}.{key}")
        assert set(node.get("required", ())) <= set(node.get("properties", ()))
        if "properties" in node.get("items", {}):
            check(node["items"], f"{place}[]")

    loaded = load_schema(name)
    Draft202012Validator.check_schema(loaded)
    check(loaded, name)
    assert loaded["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_table_has_a_schema() -> None:
    assert set(SCHEMA_OF_TABLE) == set(TABLES)
    with pytest.raises(KeyError, match="there are record"):
        load_schema("nothing")


def test_closed_lists_are_those_of_the_code() -> None:
    def enum(name: str, *path: str) -> list[Any]:
        node = load_schema(name)
        for part in path:
            node = node["items"] if part == "[]" else node["properties"][part]
        return list(node["enum"])

    assert enum("link", "relation") == list(schema.RELATIONS)
    assert enum("link", "passages", "[]", "unit_a") == list(schema.UNIT_KINDS)
    assert enum("record", "units", "[]", "kind") == list(schema.UNIT_KINDS)
    assert enum("record", "evidence", "[]", "kind") == list(schema.EVIDENCE_KINDS)
    assert enum("record", "derivation", "relation") == [*schema.DERIVATIONS, None]
    assert enum("family", "related", "[]", "relation") == [*schema.OUTSIDE_RELATIONS, "mashup"]
    assert enum("dead_letter", "code") == list(DEAD_LETTER_CODES)
    assert load_schema("manifest")["properties"]["counts"]["properties"]["dead_letters_by_code"]["propertyNames"] == {
        "enum": list(DEAD_LETTER_CODES)
    }
    assert enum("manifest", "files", "[]", "table") == list(TABLES)


def test_published_schemas_accept_later_fields_and_closed_ones_do_not() -> None:
    row = {**story()["families"][0], "new_field": 1}
    assert not list(Draft202012Validator(load_schema("family")).iter_errors(row))
    assert list(Draft202012Validator(load_schema("family", closed=True)).iter_errors(row))
    nested = story()["records"][0]
    nested["published"]["new_field"] = 1
    assert list(Draft202012Validator(load_schema("record", closed=True)).iter_errors(nested))


# rows as records.py builds them from any element of the right types

TEXT = st.text(max_size=12)
SHARE = st.floats(0, 1)
OFFSET = st.integers(0, 10**6)
DOC_ID = st.integers(0, 2**64 - 1).map(lambda n: f"{n:016x}")
FAMILY_ID, LINK_ID, LOST_ID = (DOC_ID.map(lambda d, p=p: p + d) for p in ("f-", "l-", "o-"))
ORIGINALS = st.builds(
    schema.Original, st.one_of(DOC_ID, LOST_ID), st.sampled_from(["document", "lost"]), st.none() | TEXT,
    st.none() | st.just("fr"), SHARE, st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip
PASSAGES = st.builds(
    schema.Passage, OFFSET, OFFSET, OFFSET, OFFSET, st.sampled_from(["verbatim", "reworded", "translated"]),
    st.sampled_from(schema.UNIT_KINDS), st.sampled_from(schema.UNIT_KINDS),
)  # fmt: skip
LINKS = st.builds(
    schema.Link, LINK_ID, DOC_ID, DOC_ID, st.sampled_from(schema.RELATIONS), st.none() | DOC_ID, st.none() | DOC_ID, SHARE,
    SHARE, SHARE, SHARE, OFFSET, st.lists(TEXT, max_size=2).map(tuple), st.lists(PASSAGES, max_size=3).map(tuple),
)  # fmt: skip
FAMILIES = st.builds(
    schema.Family, FAMILY_ID, st.none() | TEXT, st.lists(ORIGINALS, max_size=2).map(tuple),
    st.lists(DOC_ID, unique=True, max_size=3).map(tuple), st.just(("en", "fr")), st.just(("x",)), st.none() | st.just("2024-05-07"),
    st.lists(st.tuples(FAMILY_ID, st.sampled_from(schema.OUTSIDE_RELATIONS)), max_size=2).map(tuple),
)  # fmt: skip
DATELINES = st.builds(
    schema.Dateline, TEXT, OFFSET, OFFSET, TEXT, st.none() | TEXT, st.none() | TEXT, st.none() | st.just("TN"),
    st.none() | st.integers(1, 10**7), st.none() | st.sampled_from(["2024-02-26", "--02-26"]), st.none() | TEXT,
    st.lists(TEXT, max_size=2).map(tuple), TEXT, SHARE,
)  # fmt: skip
ATTRIBUTIONS = st.builds(
    schema.Attribution, DOC_ID, st.none() | st.builds(schema.AgencyVerdict, st.just("AFP"), SHARE, st.sampled_from(["evidence", "derivation"])),
    st.sampled_from(["yes", "in_text", "no", "not_applicable"]), st.none() | FAMILY_ID,
    st.lists(FAMILY_ID, unique=True, max_size=2).map(tuple), st.none() | ORIGINALS,
    st.none() | st.builds(
        schema.Derivation, st.none() | st.sampled_from(schema.DERIVATIONS), st.none() | DOC_ID | LOST_ID, SHARE, SHARE, SHARE,
        st.none() | st.integers(-10**6, 10**6), st.lists(TEXT, max_size=2).map(tuple),
    ),
    st.lists(LINK_ID, unique=True, max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(LINKS, FAMILIES, st.sampled_from(sorted(DEAD_LETTER_CODES)), st.none() | TEXT)
def test_rows_of_the_code_fit_their_schemas(found: schema.Link, group: schema.Family, code: str, kept: str | None) -> None:
    assert dumps(records.link_row(found)) == orjson.dumps(records.link_row(found))  # in order already
    candidate = schema.Candidate("0" * 16, "1" * 16, 1, 2, 3)
    letter = schema.DeadLetter("a.txt", "read", code, "why", None, kept)
    for name, row in (
        ("link", records.link_row(found)),
        ("family", records.family_row(group)),
        ("candidate", records.candidate_row(candidate)),
        ("dead_letter", records.dead_letter_row(letter)),
    ):
        Draft202012Validator(load_schema(name, closed=True)).validate(orjson.loads(orjson.dumps(row)))


@settings(max_examples=50, deadline=None)
@given(ATTRIBUTIONS, st.none() | DATELINES, st.none() | TEXT)
def test_records_of_the_code_fit_their_schema(said: schema.Attribution, dateline: schema.Dateline | None, title: str | None) -> None:
    article = schema.Article(
        "0" * 16, schema.Source("a.txt", "o", None, None, "utf-8", "5" * 64), "A body.", "en", title,
        schema.Published("2024-05-07T10:00:00Z", "second", "source"),
        (schema.DateMention("event", "--05-07", 0, 1, ("2024-07-05",), 0.5),), dateline,
        (schema.Unit("body", 0, 7),), (schema.Evidence("credit", None, "photo", 0.1, 0, 1, "A"),), title,
    )  # fmt: skip
    base = story()["records"][0]
    row = {
        **records.article_row(article), **records.attribution_row(said), "doc_id": article.doc_id,
        **{key: base[key] for key in ("schema", "revision", "revised_because", "signature", "produced_by")},
    }  # fmt: skip
    Draft202012Validator(load_schema("record", closed=True)).validate(orjson.loads(orjson.dumps(row)))
    Draft202012Validator(load_schema("text", closed=True)).validate(records.text_row(article))


@settings(max_examples=50, deadline=None)
@given(ATTRIBUTIONS, st.none() | DATELINES, st.none() | TEXT | st.sampled_from([',"doc_id":', '","footer":null,"', ',"links":[],']))
def test_halves_of_a_record_joined_as_bytes_are_the_record(said: schema.Attribution, dateline: schema.Dateline | None, title: str | None) -> None:
    article = schema.Article(
        said.doc_id, schema.Source("a.txt", title, title, None, "utf-8", "5" * 64), "A body.", "en", title, None, (), dateline,
        (schema.Unit("body", 0, 7),), (schema.Evidence("credit", title, "photo", 0.1, 0, 1, title or ""),), title,
    )  # fmt: skip
    whole = story()["records"][0]
    base = {**records.article_row(article), **{key: whole[key] for key in ("schema", "revision", "revised_because", "signature")}}
    added = {**records.attribution_row(said), "produced_by": whole["produced_by"]}
    key = np.zeros(1, np.uint64)
    parts = {part: INSIDE.put(key, [dumps(row)]) for part, row in (("row", base), ("said", added))}
    assert list(_join(parts)) == [dumps({**base, **added})]
    more = {**parts, "links": INSIDE.put(key, [orjson.dumps(["l-" + "f" * 16])])}
    assert orjson.loads(next(_join(more)))["links"] == sorted({*added["links"], "l-" + "f" * 16})


def test_the_quick_check_accepts_sound_rows() -> None:
    for table, rows in story().items():
        fits = quick_check(load_schema(SCHEMA_OF_TABLE[table], closed=True))
        assert all(fits(orjson.loads(orjson.dumps(row))) for row in rows), table


JSON = st.sampled_from([None, True, 0, 1, -1, 1.5, 0.5, "", "x", "en", "0" * 16, "0" * 16 + "\n", [], ["x", "x"], {}, {"x": 1}])


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_quick_check_accepts_nothing_that_the_schema_refuses(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(SCHEMA_OF_TABLE)))
    row = orjson.loads(orjson.dumps(data.draw(st.sampled_from(story()[table]))))
    node: Any = row
    while True:
        key = data.draw(st.sampled_from(sorted(node))) if isinstance(node, dict) else data.draw(st.integers(0, len(node) - 1))
        below = node[key]
        if not (isinstance(below, (dict, list)) and below and data.draw(st.booleans())):
            break
        node = below
    change = data.draw(st.sampled_from(["replace", "remove", "add", "repeat"]))
    if change == "remove":
        del node[key]
    elif change == "add" and isinstance(node, dict):
        node["surprise"] = data.draw(JSON)
    elif change == "repeat" and isinstance(node, list):
        node.append(below)
    else:
        node[key] = data.draw(JSON)
    closed = load_schema(SCHEMA_OF_TABLE[table], closed=True)
    fits = Draft202012Validator(closed).is_valid(row)
    # only a line feed after a pattern is left for the slow check to judge
    if quick_check(closed)(row) != fits:
        assert fits, row
        assert b"\\n" in orjson.dumps(row)


@pytest.mark.parametrize("schema", [{"type": "string", "format": "date"}, {"type": "object", "properties": {}}])
def test_the_quick_check_refuses_keywords_it_does_not_know(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="the quick check"):
        quick_check(schema)


# ------------------------------------------------------------------ sound runs


@pytest.mark.parametrize("formats", [("jsonl",), ("parquet",), ("jsonl", "parquet")])
@pytest.mark.parametrize("texts", [True, False])
def test_a_sound_run_has_no_findings(tmp_path: Path, formats: tuple[str, ...], texts: bool) -> None:
    kept = {} if texts else {"texts": None, "candidates": None}
    assert findings(write_story(tmp_path, formats, **kept)) == []


def test_an_empty_run_has_no_findings(tmp_path: Path) -> None:
    assert findings(write_run(tmp_path)) == []


def test_no_run(tmp_path: Path) -> None:
    with pytest.raises(NoRun):
        findings(str(tmp_path))


# ------------------------------------------------------------------ spoilt rows


def _set(table: str, index: int, *path: Any, to: Any) -> Callable[[Tables], None]:
    def spoil(tables: Tables) -> None:
        node: Any = tables[table][index]
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = to

    return spoil


def _drop(table: str, index: int) -> Callable[[Tables], None]:
    return lambda tables: tables[table].pop(index) and None


def _remove_claim(tables: Tables) -> None:
    tables["records"][0]["links"].pop(0)


def _foreign_claim(tables: Tables) -> None:
    tables["records"][5]["links"].append(tables["links"][0]["link_id"])


def _add_link(row: dict[str, Any], *ends: int) -> Callable[[Tables], None]:
    def spoil(tables: Tables) -> None:
        tables["links"].append(row)
        for end in ends:
            tables["records"][end]["links"].append(row["link_id"])

    return spoil


SPOILT: list[tuple[str, Callable[[Tables], None], str]] = [
    ("field missing", lambda t: t["records"][0].pop("credited"), "'credited' is a required property"),
    ("field unknown", _set("families", 0, "surprise", to=1), "'surprise' was unexpected"),
    ("wrong type", _set("records", 0, "revision", to="1"), "revision: '1' is not of type 'integer'"),
    ("unknown relation", _set("links", 4, "relation", to="cousin"), "relation: 'cousin' is not one of"),
    ("unknown code", _set("dead_letters", 0, "code", to="bored"), "code: 'bored' is not one of"),
    ("unknown evidence", _set("records", 0, "evidence", 0, "kind", to="hunch"), "evidence[0].kind: 'hunch'"),
    ("share over 1", _set("links", 0, "coverage_a", to=1.5), "coverage_a: 1.5 is greater than the maximum of 1"),
    ("evidence moved", _set("records", 0, "evidence", 0, "start", to=17), "evidence[0] [17, 31) cuts '\\nTUNIS (AFP) -' out of the text"),
    ("dateline moved", _set("records", 0, "dateline", "end", to=30), "dateline [18, 30) cuts 'TUNIS (AFP) ' out"),
    ("date past the end", _set("records", 0, "dates", 0, "end", to=999), "dates[0] [0, 999) ends after the text's end at"),
    ("date turned round", _set("records", 0, "dates", 0, "start", to=9), "dates[0] [9, 8) is turned round"),
    ("unit past the end", _set("records", 0, "units", 1, "end", to=999), "units end at 999, after the text's end"),
    ("units overlap", _set("records", 0, "units", 1, "start", to=3), "units[1] [3, "),
    ("evidence out of order", lambda t: t["records"][0]["evidence"].reverse(), "evidence is not in order of start"),
    ("signature short", _set("records", 0, "signature", "values", to=base64.b64encode(bytes(60)).decode()), "base64 of 64 bytes"),
    ("signature garbled", _set("records", 0, "signature", "values", to="AAA"), "base64 of 64 bytes"),
    ("shares do not add up", _set("records", 1, "derivation", "originality", to=0.3), "copied_share + originality is 1.1000"),
    ("own parent", _set("records", 1, "derivation", "parent", to=doc(2)), "derivation.parent is the document itself"),
    ("parent unknown", _set("records", 1, "derivation", "parent", to=doc(99)), f"the parent {doc(99)} has no record"),
    ("lost parent unknown", _set("records", 4, "derivation", "parent", to=lost(1)), f"the parent {lost(1)} is no original of any family"),
    ("derivation without link", _set("records", 1, "derivation", "relation", to="rewrite"), f"record {doc(2)} derives from {doc(1)} by rewrite, but no link says so"),
    ("original of another family", _set("records", 1, "original", "id", to=doc(2)), f"the original {doc(2)} is not an original of family {AFP}"),
    ("original of the wrong kind", _set("records", 1, "original", "kind", to="lost"), f"original.id {doc(1)} is not the id of a lost original"),
    ("original without family", _set("records", 5, "original", to={"kind": "document", "id": doc(6), "agency": None, "language": None, "confidence": 1}), "it has an original but no family"),
    ("family unknown", _set("records", 5, "family_id", to=family_name(7)), f"the family {family_name(7)} does not exist"),
    ("not a member", _set("records", 5, "family_id", to=AFP), f"the family {AFP} does not list {doc(6)} as a member"),
    ("member does not know", _set("records", 3, "also_in", to=[]), f"the family {AP} lists {doc(4)}, but its record does not name the family"),
    ("also in its own family", _set("records", 3, "also_in", to=[AFP, AP]), "also_in must name families further to family_id"),
    ("member unknown", _set("families", 1, "members", to=[doc(4), doc(5), doc(77)]), f"lists the member {doc(77)}, which has no record"),
    ("no members", _set("families", 1, "members", to=[]), "it has no members"),
    ("original unknown", _set("families", 0, "originals", 0, "id", to=doc(78)), f"the original {doc(78)} has no record"),
    ("family original of the wrong kind", _set("families", 0, "originals", 0, "kind", to="lost"), "is not the id of a lost original"),
    ("original twice", lambda t: t["families"][0]["originals"].append(t["families"][0]["originals"][0]), f"originals[1] repeats {doc(1)}"),
    ("related to itself", _set("families", 0, "related", 0, "family_id", to=AFP), "it is related to itself"),
    ("related unknown", _set("families", 0, "related", 0, "family_id", to=family_name(9)), f"the related family {family_name(9)} does not exist"),
    ("ends swapped", lambda t: t["links"][4].update(a=doc(5), b=doc(1)), f"a must come before b, got {doc(5)}, {doc(1)}"),
    ("end unknown", _set("links", 4, "b", to=doc(99)), f"its end {doc(99)} has no record"),
    ("lost end unknown", _set("links", 5, "b", to=lost(3)), f"the lost original {lost(3)} is no original of any family"),
    ("link not named", _remove_claim, f"the record of its end {doc(1)} does not name the link"),
    ("link of others named", _foreign_claim, f"the record {doc(6)} names the link, but is not an end of it"),
    ("link missing", _drop("links", 4), "which does not exist"),
    ("child without parent", _set("links", 0, "parent", to=None), "child and parent must both be given"),
    ("child elsewhere", _set("links", 0, "child", to=doc(3)), "are not its two ends"),
    ("direction of a sibling", lambda t: t["links"][3].update(child=doc(3), parent=doc(4)), "co_derivative is no derivation and cannot have a child"),
    ("lost child", lambda t: t["links"][5].update(child=lost(9), parent=doc(5)), f"the lost original {lost(9)} cannot be the child"),
    ("lost ends only", _add_link(link(lost(8), lost(9), "language_edition")), f"a is the lost original {lost(8)}"),
    ("passages of a lost original", _set("links", 5, "passages", to=[passage((0, 1), (0, 1))]), "a lost original has no text"),
    ("claim without proof", _set("links", 4, "direction_basis", to=[]), "it has neither passages nor a basis"),
    ("empty passage", _set("links", 0, "passages", 0, "a_end", to=2), "passages[0] is empty in a: [32, 2)"),
    ("passage past the end", _set("links", 0, "passages", 0, "b_end", to=500), "passages[0] [11, 500) ends after the end of b's text"),
    ("record missing", _drop("records", 5), f"{doc(6)} has no record"),
    ("text missing", _drop("texts", 2), f"the text of {doc(3)} is missing from the texts"),
    ("candidate turned round", lambda t: t["candidates"][0].update(a=doc(2), b=doc(1)), f"a must come before b, got {doc(2)}, {doc(1)}"),
    ("candidate unknown", _set("candidates", 0, "b", to=doc(99)), f"{doc(99)} has no record"),
    ("kept bytes missing", _set("dead_letters", 0, "bytes_kept", to="dead_letters/bytes/x"), "the bytes it keeps, 'dead_letters/bytes/x', are not there"),
    ("kept bytes elsewhere", _set("dead_letters", 0, "bytes_kept", to="../../etc/passwd"), "are not there"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_a_spoilt_row_is_found(tmp_path: Path, spoil: Callable[[Tables], None], said: str) -> None:
    tables = story()
    spoil(tables)
    found = findings(write_story(tmp_path, **tables))
    assert any(said in sentence for sentence in found), found
    assert len(found) <= 6, found


def test_a_family_may_leave_out_who_stands_also_in_it(tmp_path: Path) -> None:
    tables = story()
    tables["families"][1]["members"] = [doc(5)]
    assert findings(write_story(tmp_path, **tables)) == []


def test_without_texts_a_span_must_be_as_long_as_its_text(tmp_path: Path) -> None:
    tables = story()
    tables["records"][0]["evidence"][0]["start"] += 1
    [found] = findings(write_story(tmp_path, records=tables["records"], texts=None))
    assert "evidence[0] [19, 31) is 12 long, but its text 'TUNIS (AFP) -' is 13" in found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_field_of_a_wrong_type_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    tables = story()
    table = data.draw(st.sampled_from(["records", "links", "families"]))
    row = data.draw(st.sampled_from(tables[table]))
    key = data.draw(st.sampled_from(sorted(set(row) - {"doc_id", "link_id", "family_id"})))
    row[key] = {"neither": "this"}
    assert findings(write_story(tmp_path_factory.mktemp("run"), **tables))


# ------------------------------------------------------------------ spoilt files and manifests


def _file(output: str, table: str) -> Path:
    info = next(info for info in read_manifest(output)["files"] if info["table"] == table)
    return Path(output) / info["path"]


def _edit(output: str, change: Callable[[dict[str, Any]], None]) -> list[str]:
    manifest = read_manifest(output)
    change(manifest)
    publish_manifest(Path(output), manifest)
    return findings(output)


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    path = _file(output := write_story(tmp_path), "families")
    path.unlink()
    assert any("the manifest names it, but it cannot be read" in sentence for sentence in findings(output))


def test_a_file_cut_short_is_found(tmp_path: Path) -> None:
    path = _file(output := write_story(tmp_path), "dead_letters")
    path.write_bytes(path.read_bytes()[:-1])
    found = "\n".join(findings(output))
    for said in ("the manifest says", "its SHA-256 is not the one", "the file is cut short", "counts 2 dead_letters, but there are"):
        assert said in found


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    path = _file(output := write_story(tmp_path), "links")
    path.write_bytes(path.read_bytes().replace(b'"score":0.8', b'"score":0.9'))
    [found] = findings(output)
    assert found == f"{path.relative_to(output)}: its SHA-256 is not the one in the manifest"


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = _file(output := write_story(tmp_path), "candidates")
    path.write_bytes(b"{oops\n" + path.read_bytes())
    assert any(sentence.startswith(f"{path.relative_to(output)}: line 1: is not JSON") for sentence in findings(output))


def test_rows_out_of_order_repeated_or_in_the_wrong_file_are_found(tmp_path: Path) -> None:
    path = _file(output := write_story(tmp_path), "records")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[1], lines[0], lines[0], *lines[2:]]))
    found = "\n".join(findings(output))
    assert "line 2:" in found and "comes after a greater one" in found
    assert "line 3:" in found and "comes again" in found
    other = next(i["path"] for i in read_manifest(output)["files"] if i["table"] == "records" and i["path"] not in str(path))
    path.write_bytes((Path(output) / other).read_bytes())
    assert "belongs into part 1, not 0" in "\n".join(findings(output))


def test_blanks_in_a_row_are_found(tmp_path: Path) -> None:
    path = _file(output := write_story(tmp_path), "texts")
    path.write_bytes(path.read_bytes().replace(b'":"', b'": "'))
    assert any("is not written with sorted keys and without blanks" in sentence for sentence in findings(output))


def test_a_parquet_file_that_says_otherwise_is_found(tmp_path: Path) -> None:
    tables = story()
    output = write_story(tmp_path / "a", ("jsonl", "parquet"))
    tables["links"][0]["score"] = 0.1
    other = write_story(tmp_path / "b", ("jsonl", "parquet"), **tables)
    theirs = [info for info in read_manifest(other)["files"] if info["table"] == "links" and info["path"].endswith(".parquet")]

    def swap(manifest: dict[str, Any]) -> None:
        rest = [i for i in manifest["files"] if not (i["table"] == "links" and i["path"].endswith(".parquet"))]
        manifest["files"] = rest + theirs

    for info in theirs:
        (Path(output) / info["path"]).write_bytes((Path(other) / info["path"]).read_bytes())
    [found] = _edit(output, swap)
    assert "is not the row of its JSON Lines twin" in found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m["counts"].update(documents_read=9), "9 documents were read, but there are 6 records and 2 dead letters"),
        (lambda m: m["counts"].update(links=7), "counts 7 links, but there are 6 rows"),
        (lambda m: m["counts"].update(capped_keys=3), "counts 3 capped keys, but lists 0"),
        (lambda m: m["counts"].update(dead_letters_by_code={"empty": 2}), "dead letters by code are {'empty': 2}"),
        (lambda m: m["files"][0].update(rows=99), "the manifest says 99"),
        (lambda m: m["files"][0].update(bytes=1), "the manifest says 1"),
        (lambda m: m["files"][0].update(path="../secret/x.jsonl"), "does not match"),
        (lambda m: m["files"][0].update(table="links"), "is not the name of a part of table links"),
        (lambda m: m["files"].append(m["files"][0] | {"path": m["files"][0]["path"].replace("00000-of", "00001-of")}), "cannot be read"),
        (lambda m: m.pop("counts"), "'counts' is a required property"),
        (lambda m: m.update(settings_sha256="x"), "settings_sha256: 'x' does not match"),
    ],
)  # fmt: skip
def test_a_manifest_that_does_not_fit_its_files_is_found(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    found = _edit(write_story(tmp_path), change)
    assert any(said in sentence for sentence in found), found


def test_a_path_out_of_the_run_is_never_opened(tmp_path: Path) -> None:
    output = write_story(tmp_path / "out")
    (tmp_path / "secret.jsonl").write_bytes(b"{}\n")
    found = _edit(output, lambda m: m["files"][0].update(path="records/../../secret.jsonl"))
    assert len(found) == 1 and "does not match" in found[0]


def test_one_bad_row_does_not_accuse_its_neighbours(tmp_path: Path) -> None:
    rows = [record(n, f"{n}.txt") for n in range(20)]
    rows[7]["language"] = 7
    [found] = findings(write_run(tmp_path, records=rows))
    assert "language: 7 is not of type 'string', 'null'" in found
