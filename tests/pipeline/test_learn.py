"""`wiretrace learn`: tables learned by the command, and runs that use them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.cli import _main
from pipeline.config import SettingsError, load_settings, settings_sha256
from tests.pipeline.handmade import doc, family_name, link, passage, record, text, write_run
from tests.pipeline.runs import by_uri, run
from tests.text.test_boilerplate import FOOT, story
from transforms.schema import Article, Source, Unit
from transforms.settings import SketchSettings
from transforms.sketch.lexicon import parse_lexicon, terms_of
from transforms.sketch.sketch import sketch_articles

TEMPLATE = "read.path_template={outlet}/{date}/{name}.txt"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    for number in range(7):
        folder = tmp_path / "dump" / "islander" / f"2024-03-{number + 1:02d}"
        folder.mkdir(parents=True)
        (folder / f"s{number}.txt").write_text(story(number).text, encoding="utf-8")
    return tmp_path / "dump"


def learn(dump: Path, output: Path, *more: str) -> int:
    return _main(["learn", "boilerplate", "--input", str(dump), "--output", str(output), "--set", TEMPLATE, *more])


def test_learn_then_use(dump: Path, tmp_path: Path, capsys: Any) -> None:
    table = tmp_path / "tables" / "boilerplate.json"
    assert learn(dump, table) == 0
    version = orjson.loads(table.read_bytes())["version"]
    assert f"1 sentences of 1 outlets, version {version}" in capsys.readouterr().out
    plain = run([dump], tmp_path / "plain", TEMPLATE)
    used = run([dump], tmp_path / "used", TEMPLATE, f"normalize.boilerplate={table}")
    assert used["settings"]["normalize"]["boilerplate_version"] == version
    assert used["settings_sha256"] != plain["settings_sha256"]
    before, after = by_uri(tmp_path / "plain"), by_uri(tmp_path / "used")
    for uri, row in after.items():
        text = (dump / uri).read_text(encoding="utf-8")
        assert [text[u["start"] : u["end"]] for u in row["units"] if u["kind"] == "noise"] == [FOOT]
        assert not any(u["kind"] == "noise" for u in before[uri]["units"])
    # a part of the dump gives the same units: the table decides, not the batch
    part = tmp_path / "part"
    shutil.copytree(dump / "islander" / "2024-03-03", part / "islander" / "2024-03-03")
    run([part], tmp_path / "one", TEMPLATE, f"normalize.boilerplate={table}")
    ((uri, row),) = by_uri(tmp_path / "one").items()
    assert row["units"] == after[uri]["units"]
    again = tmp_path / "again.json"
    assert learn(dump, again) == 0
    assert again.read_bytes() == table.read_bytes()


def test_the_version_is_hashed_and_the_place_is_not(dump: Path, tmp_path: Path) -> None:
    table, moved, other = tmp_path / "a.json", tmp_path / "b" / "c.json", tmp_path / "d.json"
    assert learn(dump, table) == 0
    moved.parent.mkdir()
    moved.write_bytes(table.read_bytes())
    assert learn(dump, other, "--least", "8") == 0
    hashes = [settings_sha256(load_settings(None, [f"normalize.boilerplate={path}"])) for path in (table, moved, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert hashes[2] != settings_sha256(load_settings())


def test_a_table_that_is_not_there_or_another_is_refused(dump: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings(None, [f"normalize.boilerplate={tmp_path / 'none.json'}"])
    with pytest.raises(SettingsError, match="needs normalize"):
        load_settings(None, ["normalize.boilerplate_version='00'"])
    table = tmp_path / "a.json"
    assert learn(dump, table) == 0
    with pytest.raises(SettingsError, match="ask for"):
        load_settings(None, [f"normalize.boilerplate={table}", "normalize.boilerplate_version='00'"])
    assert _main(["learn", "boilerplate", "--input", str(tmp_path / "no"), "--output", str(table)]) == 3


# ------------------------------------------------------------------ lexicon

THINGS = {
    "basket": "kosár", "ladder": "létra", "orchard": "gyümölcsös", "lantern": "lámpás", "saddle": "nyereg",
    "blanket": "takaró", "hammer": "kalapács", "kettle": "üst", "bucket": "vödör", "fence": "kerítés",
}  # fmt: skip
ENGLISH = "{} {} left a {a} and a {b} beside the {c} in {d}."
HUNGARIAN = "{} {} egy {a} és egy {b} mellett hagyta a {c} tárgyat: {d}."
PEOPLE = [("Torvald", "Ekeland"), ("Gustav", "Hellmann"), ("Yusuf", "Demirel"), ("Petra", "Lund"), ("Ida", "Kolm"), ("Marek", "Zborowski")]


def sentences(story_number: int) -> list[tuple[str, str]]:
    """Sentences of a story in English and in Hungarian."""
    words = list(THINGS)
    pairs = []
    for k in range(9):
        a, b, c = (words[(story_number + m * k + m) % len(words)] for m in (1, 3, 7))
        first, last = PEOPLE[(story_number + k) % len(PEOPLE)]
        year = 1203 + 97 * story_number + 11 * k
        pairs.append((
            ENGLISH.format(first, last, a=a, b=b, c=c, d=year),
            HUNGARIAN.format(first, last, a=THINGS[a], b=THINGS[b], c=THINGS[c], d=year),
        ))  # fmt: skip
    return pairs


def finished(place: Path, stories: range) -> Path:
    """A finished run, written by hand: stories linked with their translation, sentence by sentence."""
    records, links, texts = [], [], []
    for n in stories:
        sides: list[tuple[str, list[tuple[int, int]]]] = []
        for column in (0, 1):
            content, spans = "", []
            for pair in sentences(n):
                spans.append((len(content), len(content) + len(pair[column])))
                content += pair[column] + " "
            sides.append((content, spans))
        for column, language in ((0, "en"), (1, "hu")):
            number = 2 * n + column + 1
            text_ = sides[column][0]
            records.append(
                record(
                    number, f"{language}/{n}.txt", language=language, family_id=family_name(n),
                    units=[{"kind": "body", "start": 0, "end": len(text_), "language": language}],
                )
            )
            texts.append(text(number, text_))
        passages = [passage(a, b, "translated") for a, b in zip(sides[0][1], sides[1][1], strict=True)]
        links.append(link(doc(2 * n + 1), doc(2 * n + 2), "translation", confidence=0.97, passages=passages))
    return Path(write_run(place, ("jsonl",), records=records, links=links, families=[], texts=texts, dead_letters=[]))


def test_a_lexicon_is_learned_from_runs_and_used(tmp_path: Path, capsys: Any) -> None:
    finished(tmp_path / "a", range(12))
    finished(tmp_path / "b", range(12, 20))
    table, again = tmp_path / "lexicon.json", tmp_path / "again.json"
    assert _main(["learn", "lexicon", str(tmp_path / "a"), str(tmp_path / "b"), "--output", str(table)]) == 0
    said = capsys.readouterr().out
    row = orjson.loads(table.read_bytes())
    assert f"version {row['version']}" in said and "20 links" in said
    learned = parse_lexicon(table.read_bytes(), "it")
    (pair,) = learned.tables
    terms = {word: sketch_term(word, "en") for word in THINGS}
    right = {sketch_term(THINGS[word], "hu"): terms[word] for word in THINGS}
    found = {a: b for a, b in pair.words.items() if a in right} if pair.above == "en" else {b: a for a, b in pair.words.items() if b in right}
    assert len(found) >= 6
    assert all(right[a] == b for a, b in found.items())
    # the order of the runs does not matter, nor does one given twice
    assert _main(["learn", "lexicon", str(tmp_path / "b"), str(tmp_path / "a"), str(tmp_path / "b"), "--output", str(again)]) == 0
    assert again.read_bytes() == table.read_bytes()
    plain = settings_sha256(load_settings())
    hashes = {settings_sha256(load_settings(None, [f"sketch.lexicon={path}"])) for path in (table, again)}
    assert len(hashes) == 1 and plain not in hashes
    with pytest.raises(SettingsError, match="ask for"):
        load_settings(None, [f"sketch.lexicon={table}", "sketch.lexicon_version='00'"])


def test_a_run_uses_the_lexicon_and_a_state_of_another_is_refused(tmp_path: Path) -> None:
    finished(tmp_path / "a", range(12))
    table = tmp_path / "lexicon.json"
    assert _main(["learn", "lexicon", str(tmp_path / "a"), "--output", str(table)]) == 0
    dump = tmp_path / "dump"
    dump.mkdir()
    for column, language in ((0, "en"), (1, "hu")):
        (dump / f"{language}.txt").write_text("\n\n".join(pair[column] for pair in sentences(40)), encoding="utf-8")
    asked = f"sketch.lexicon={table}"
    with_state = ["run", "--input", str(dump), "--output", str(tmp_path / "out"), "--state", str(tmp_path / "state"), "--workers", "1"]
    assert _main([*with_state, "--set", asked]) == 0
    manifest = orjson.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest["settings"]["sketch"]["lexicon_version"] == parse_lexicon(table.read_bytes(), "it").version
    assert _main(with_state) != 0


def test_what_cannot_teach_is_said(tmp_path: Path) -> None:
    assert _main(["learn", "lexicon", str(tmp_path / "none"), "--output", str(tmp_path / "x.json")]) == 3
    write_run(tmp_path / "bare", ("jsonl",), records=[], links=[], families=[], dead_letters=[])
    assert _main(["learn", "lexicon", str(tmp_path / "bare"), "--output", str(tmp_path / "x.json")]) == 3
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings(None, [f"sketch.lexicon={tmp_path / 'x.json'}"])
    with pytest.raises(SettingsError, match="needs sketch"):
        load_settings(None, ["sketch.lexicon_version='00'"])


def sketch_term(word: str, language: str) -> int:
    """The term of one word."""
    source = Source("", None, None, None, "utf-8", "")
    whole = (Unit("body", 0, len(word)),)
    (found,) = sketch_articles([Article("0" * 16, source, word, language, None, None, (), None, whole, ())], SketchSettings())
    return int(terms_of(found).term[0])
