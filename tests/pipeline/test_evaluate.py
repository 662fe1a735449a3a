"""evaluate: every figure worked out by hand on small cases, counted by brute force on random ones."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.demo import demo_truth
from pipeline.evaluate import evaluate
from pipeline.evaluation.labels import match, read_json_lines
from pipeline.evaluation.metrics import (
    ALONE,
    Group,
    all_pairs,
    bcubed,
    by_class,
    cell_of,
    confusion,
    f1_of,
    joined,
    macro_f1,
    neighbours,
    pair_counts,
    pairwise,
    reliability,
    share,
)
from pipeline.manifest import NoRun
from tests.pipeline.handmade import (
    candidate,
    dead_letter,
    derivation,
    doc,
    family_name,
    link,
    lost,
    record,
    write_run,
)
from tests.pipeline.story import write_story
from transforms.schema import DERIVATIONS

# ------------------------------------------------------------------ pure figures, by hand


def test_shares_and_f1() -> None:
    assert (share(1, 3), share(0, 5), share(1, 0)) == (0.3333, 0.0, None)
    assert (f1_of(0.5, 1.0), f1_of(None, 0.5), f1_of(None, None), f1_of(0.0, 0.0)) == (0.6667, 0.0, None, 0.0)


def test_joined_through_a_further_family() -> None:
    mashup = Group("a", frozenset({"b"}))
    assert joined(mashup, Group("a")) and joined(mashup, Group("b")) and joined(Group("b"), mashup)
    assert not joined(mashup, Group("c")) and not joined(ALONE, ALONE) and not joined(ALONE, mashup)
    # two mash-ups of one further source do not meet in it
    assert not joined(mashup, Group("c", frozenset({"b"})))


def test_pairwise_and_bcubed_by_hand() -> None:
    # truth {1 2 3} {4 5}; found {1 2} {3 4 5}: 4 pairs found, 4 true, 2 right
    true = [Group(name) for name in "xxxyy"]
    found = [Group(name) for name in "ppqqq"]
    counts = pair_counts(found, true, ["en", "en", "fr", "fr", "en"])
    assert counts.predicted == Counter({("en", "en"): 1, ("fr", "fr"): 1, ("en", "fr"): 2})
    assert +counts.both == Counter({("en", "en"): 1, ("en", "fr"): 1})
    assert pairwise(*(part.total() for part in counts)) == {
        "precision": 0.5, "recall": 0.5, "f1": 0.5, "pairs_predicted": 4, "pairs_true": 4, "pairs_right": 2
    }  # fmt: skip
    # precision of each: 2/2 2/2 1/3 2/3 2/3; recall: 2/3 2/3 1/3 2/2 2/2
    figures = bcubed(neighbours(found, true))
    assert (figures["precision"], figures["recall"]) == (round(11 / 15, 4), round(11 / 15, 4))
    assert neighbours(found, true)[3] == (3, 2, 2)


def test_all_pairs() -> None:
    assert all_pairs(["en", "fr", "en"]) == Counter({("en", "en"): 1, ("en", "fr"): 2, ("fr", "fr"): 0})


def test_classes_by_hand() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "none"), ("c", "a")]
    assert confusion(pairs) == {"a": {"a": 1, "b": 1}, "b": {"b": 1}, "c": {"a": 1, "none": 1}}
    classes = by_class(pairs, ["a", "b", "c", "d"])
    assert set(classes) == {"a", "b", "c"}
    assert classes["a"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "true": 2, "given": 2}
    assert classes["b"]["f1"] == 0.6667 and classes["c"]["f1"] == 0.0
    assert macro_f1(classes) == round((0.5 + 0.6667 + 0.0) / 3, 4)
    assert macro_f1({}) is None


def test_reliability_by_hand() -> None:
    figures = reliability([(0.95, True), (1.0, True), (0.91, False), (0.05, False)])
    assert figures["count"] == 4
    low, high = figures["bins"]
    assert low == {"from": 0.0, "to": 0.1, "mean_confidence": 0.05, "right": 0.0, "count": 1}
    assert high == {"from": 0.9, "to": 1.0, "mean_confidence": 0.9533, "right": 0.6667, "count": 3}
    # |.05 - 0| + |2.86 - 2| over four
    assert figures["expected_calibration_error"] == round((0.05 + 0.86) / 4, 4)
    assert reliability([])["expected_calibration_error"] is None


# ------------------------------------------------------------------ pure figures, by brute force

NAMES = st.sampled_from(["p", "q", "r"])
GROUPS = st.builds(Group, NAMES, st.frozensets(NAMES, max_size=2) | st.just(frozenset())) | st.just(ALONE)
CASES = st.lists(st.tuples(GROUPS, GROUPS, st.sampled_from(["en", "fr", "zh"])), max_size=12)


@settings(max_examples=300, deadline=None)
@given(CASES)
def test_pairs_and_neighbours_are_those_of_brute_force(case: list[tuple[Group, Group, str]]) -> None:
    found, true, languages = ([row[n] for row in case] for n in range(3))
    counts = pair_counts(found, true, languages)  # type: ignore[arg-type]
    expected: tuple[Counter[Any], ...] = (Counter(), Counter(), Counter())
    around = [[1, 1, 1] for _ in case]
    for a, b in combinations(range(len(case)), 2):
        said, is_true = joined(found[a], found[b]), joined(true[a], true[b])  # type: ignore[arg-type]
        for place, holds in enumerate((said, is_true, said and is_true)):
            if holds:
                expected[place][cell_of(languages[a], languages[b])] += 1  # type: ignore[arg-type]
                around[a][place] += 1
                around[b][place] += 1
    assert tuple(+part for part in counts) == expected
    assert [list(row) for row in neighbours(found, true)] == around  # type: ignore[arg-type]


# ------------------------------------------------------------------ whole evaluations

TRUTH: list[dict[str, Any]] = [
    {"path": "incendie.txt", "family": "x", "role": "source", "agency": "AFP", "credited": "yes", "relation": "verbatim", "lang": "fr"},
    {"path": "courier/2024-05-07/port-fire.txt", "family": "x", "role": "translation", "agency": "AFP", "credited": "in_text", "relation": "translation"},
    {"path": "./ledger/2024-05-08/blaze.txt", "family": "x", "agency": "AFP", "credited": "no", "relation": "light_edit"},
    {"path": "dump/ledger/2024-05-08/two-fires.txt", "family": "x", "also_in": ["y"], "agency": "AP", "credited": None, "relation": "mashup"},
    {"path": "courier/2024-05-08/mill.txt", "family": "y", "agency": "AP", "relation": "same_event"},
    {"path": "village/fair.txt", "family": None, "agency": "EFE"},
]  # fmt: skip


def figures(tmp_path: Path, output: str, truth: list[dict[str, Any]], edges: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    def write(name: str, rows: list[dict[str, Any]]) -> str:
        path = tmp_path / name
        path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
        return str(path)

    found = evaluate(output, write("truth.jsonl", truth), write("edges.jsonl", edges) if edges is not None else None)
    orjson.dumps(found)
    return found


@pytest.mark.parametrize("formats", [("jsonl",), ("parquet",)])
def test_the_story_by_hand(tmp_path: Path, formats: tuple[str, ...]) -> None:
    found = figures(tmp_path, write_story(tmp_path / "out", formats), TRUTH)
    assert found["documents"]["matched"] == 6 and found["documents"]["records_without_truth"] == 0
    # found: {1 2 3 4} and 4 also with 5; truth the same
    assert found["families"]["pairwise"]["f1"] == 1.0 and found["families"]["pairwise"]["pairs_true"] == 7
    assert found["families"]["bcubed"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "documents": 5}
    assert set(found["families"]["by_language_pair"]) == {"en-en", "en-fr"}
    # links 1-2, 2-3, 2-4, 3-4 claim one source
    assert (found["links"]["links"], found["links"]["precision"], found["links"]["recall"]) == (4, 1.0, round(4 / 7, 4))
    assert found["links"]["by_relation"]["same_event"] == {"links": 1, "same_family": 0.0}
    assert found["links"]["by_language_pair"]["en-fr"]["recall"] == round(1 / 3, 4)
    # the only translation of a story with one source is document 2
    assert found["direction"]["pairs"] == 1 and found["direction"]["accuracy"] == 1.0
    assert found["direction"]["parents"] == {"documents": 1, "right": 1, "accuracy": 1.0}
    # 4 is AP in truth, AFP in the run; 6 has another agency, which counts as none
    assert found["agency"]["documents"] == 5 and found["agency"]["right"] == 0.8 and found["agency"]["wrong"] == 0.2
    assert (found["agency"]["documents_without"], found["agency"]["falsely_given"]) == (1, 0.0)
    assert found["agency"]["by_agency"]["AP"]["right"] == 0.5
    # yes, in_text are right; no was given in_text; null is not labelled
    assert found["credited"]["documents"] == 3 and found["credited"]["accuracy"] == 0.6667
    assert found["credited"]["confusion"]["no"] == {"in_text": 1}
    # verbatim (the original itself), translation, mashup right; light_edit called verbatim
    by_relation = found["relations"]["by_relation"]
    assert by_relation["verbatim"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "true": 1, "given": 2}
    assert found["relations"]["macro_f1"] == round((0.6667 + 0 + 1 + 1) / 4, 4)
    # the record of the original itself names no relation
    assert found["relations"]["macro_f1_as_recorded"] == round((0 + 0 + 1 + 1) / 4, 4)
    # with others, the AP text that truth calls same_event was called verbatim
    assert found["relations"]["macro_f1_with_others"] == round((0.5 + 0 + 1 + 1) / 4, 4)
    assert found["hard_negatives"]["unrelated"]["pairs"] == 5 and found["hard_negatives"]["unrelated"]["joined"] == 0
    assert found["reliability"]["same_family"]["count"] == 4
    assert found["reliability"]["other_family"] == {
        "count": 1, "expected_calibration_error": 0.3,
        "bins": [{"from": 0.7, "to": 0.8, "mean_confidence": 0.7, "right": 1.0, "count": 1}],
    }  # fmt: skip
    assert found["reliability"]["agency"]["count"] == 5
    assert found["candidates"]["recall"] == round(2 / 7, 4) and found["candidates"]["per_record"] == round(2 / 6, 4)
    assert found["examples"]["agency"] == [{"path": TRUTH[3]["path"], "true": "AP", "given": "AFP"}]
    assert "text_copy" not in found and "translation" not in found


def test_false_families_cost_precision(tmp_path: Path) -> None:
    # the village fair drawn into the fire's family
    rows = [record(n, f"{n}.txt", family_id=family_name(1)) for n in (1, 2, 3)]
    truth = [{"path": "1.txt", "family": "x"}, {"path": "2.txt", "family": "x"}, {"path": "3.txt", "family": None}]
    found = figures(tmp_path, write_run(tmp_path / "out", records=rows), truth)
    assert found["families"]["pairwise"]["precision"] == 0.3333
    assert found["families"]["bcubed"] == {"precision": 0.6667, "recall": 1.0, "f1": 0.8, "documents": 2}
    assert found["families"]["bcubed_among_witnesses"]["f1"] == 1.0
    unrelated = found["hard_negatives"]["unrelated"]
    assert (unrelated["pairs"], unrelated["joined"], unrelated["joined_share"]) == (2, 2, 1.0)


def test_components_of_edges_are_the_true_families(tmp_path: Path) -> None:
    # event "e" holds two families: {1 2 3} through an edge each, {4}; 5 and 6 belong nowhere
    rows = [record(n, f"in/{n}.txt", family_id=family_name(1 if n < 3 else 2)) for n in (1, 2, 3, 4)] + [record(5, "in/5.txt"), record(6, "in/6.txt")]
    truth = [{"path": f"{n}.txt", "family": "e" if n < 5 else None, "lang": "en" if n != 3 else "fr"} for n in range(1, 8)]
    edges = [
        {"a": "1.txt", "b": "2.txt", "derivative": True, "text_copy": True},
        {"a": "3.txt", "b": "2.txt", "derivative": False, "text_copy": True},
        {"a": "3.txt", "b": "4.txt", "derivative": False, "text_copy": False},
        {"a": "1.txt", "b": "4.txt", "derivative": False, "text_copy": False},
        {"a": "1.txt", "b": "3.txt", "derivative": False, "text_copy": False},
        {"a": "7.txt", "b": "3.txt", "derivative": True, "text_copy": False},
    ]
    links = [link(doc(3), doc(4), "light_edit", child=doc(4), parent=doc(3), confidence=0.8)]
    found = figures(tmp_path, write_run(tmp_path / "out", records=rows, links=links), truth, edges)
    assert found["documents"]["unmatched_paths"] == ["7.txt"] and found["documents"]["edges_unmatched"] == 1
    # found {1 2} {3 4}; true {1 2 3}
    assert found["families"]["pairwise"] == {
        "precision": 0.5, "recall": 0.3333, "f1": 0.4, "pairs_predicted": 2, "pairs_true": 3, "pairs_right": 1
    }  # fmt: skip
    assert found["families"]["bcubed"]["documents"] == 3
    assert found["text_copy"]["pairs"] == 2 and found["text_copy"]["joined_share"] == 0.5
    assert found["text_copy"]["by_language_pair"]["en-fr"] == {"pairs": 1, "joined_share": 0.0, "linked_share": 0.0}
    assert found["derivative"]["joined_share"] == 1.0
    # 3-4 and 1-4 have ends in different true families, 1-3 not
    edges_found = found["hard_negatives"]["edges"]
    assert (edges_found["pairs"], edges_found["joined"], edges_found["derivations"]) == (2, 1, 1)
    assert found["hard_negatives"]["unrelated"]["documents"] == 2 and found["hard_negatives"]["unrelated"]["pairs"] == 9
    assert found["links"]["derivation_precision"] == 0.0
    assert found["examples"]["hard_negatives_joined"] == [["3.txt", "4.txt"]]
    assert found["examples"]["copies_apart"] == [["2.txt", "3.txt"]]


DEMO_EDGES: list[dict[str, Any]] = [
    {"a": "1.txt", "b": "2.txt", "relation": "translation", "derivation": True, "same_family": True, "child": "2.txt", "parent": "1.txt"},
    {"a": "1.txt", "b": "3.txt", "relation": "light_edit", "derivation": True, "same_family": True, "child": "1.txt", "parent": "3.txt"},
    {"a": "2.txt", "b": "4.txt", "relation": "same_event", "derivation": False, "same_family": False, "child": None, "parent": None},
    {"a": "2.txt", "b": "5.txt", "relation": "mashup", "derivation": True, "same_family": False, "child": "5.txt", "parent": "2.txt"},
    {"a": "1.txt", "b": "5.txt", "relation": "co_derivative", "derivation": False, "same_family": False, "child": None, "parent": None},
    {"a": "2.txt", "b": "3.txt", "relation": "wire_version", "derivation": False, "same_family": True, "child": None, "parent": None},
]  # fmt: skip


def test_edges_with_relations_and_directions(tmp_path: Path) -> None:
    home = {1: 1, 2: 1, 3: 1, 4: 1, 5: 2}
    rows = [record(n, f"{n}.txt", family_id=family_name(group)) for n, group in home.items()]
    rows[0]["derivation"] = derivation("rewrite", doc(3))
    links = [
        link(doc(1), doc(2), "translation", child=doc(1), parent=doc(2)),
        link(doc(1), doc(3), "rewrite", child=doc(1), parent=doc(3)),
        link(doc(2), doc(4), "follow_up"),
        link(doc(2), doc(4), "rewrite"),
        link(doc(2), doc(3), "shared_caption"),
        link(doc(2), doc(3), "wire_version"),
        link(doc(2), lost(1), "verbatim", child=doc(2), parent=lost(1)),
        link(doc(2), doc(99), "verbatim"),
    ]
    truth = [{"path": f"{n}.txt", "family": {1: "x", 2: "x", 3: "x", 4: "z", 5: "y"}[n]} for n in range(1, 6)]
    found = figures(tmp_path, write_run(tmp_path / "out", records=rows, links=links), truth, DEMO_EDGES)
    # the mash-up 5 stands in x too, so it belongs with 1, 2 and 3
    assert found["families"]["pairwise"]["pairs_true"] == 6
    # 1-2 the wrong way round, 1-3 right, 2-5 not linked
    direction = found["direction"]
    assert {k: direction[k] for k in ("pairs", "linked", "decided", "right", "accuracy", "right_of_all")} == {
        "pairs": 3, "linked": 2, "decided": 2, "right": 1, "accuracy": 0.5, "right_of_all": 0.3333
    }  # fmt: skip
    assert direction["parents"] == {"documents": 3, "right": 1, "accuracy": 0.3333}
    pairs = found["relations"]["pairs"]
    assert pairs["pairs"] == 6 and pairs["accuracy"] == round(2 / 6, 4)
    assert pairs["confusion"]["same_event"] == {"rewrite": 1}
    assert pairs["confusion"]["wire_version"] == {"wire_version": 1}
    assert pairs["confusion"]["mashup"] == {"none": 1}
    # only 2-4 is a hard negative: the mash-up and its sibling are none
    negatives = found["hard_negatives"]["edges"]
    assert (negatives["pairs"], negatives["joined"], negatives["derivations"]) == (1, 1, 1)
    assert set(negatives["by_relation"]) == {"same_event"}
    # of six links on labelled pairs, the translation and the wire version are what they are called
    assert found["reliability"]["relation"]["count"] == 6
    assert sum(b["right"] * b["count"] for b in found["reliability"]["relation"]["bins"]) == pytest.approx(2, abs=1e-3)


def test_translations_by_hand(tmp_path: Path) -> None:
    truth = [
        {"path": "s1.txt", "story": "s", "lang": "cs", "role": "source", "by": "source"},
        {"path": "s2.txt", "story": "s", "lang": "en", "role": "translation", "by": "human:A"},
        {"path": "s3.txt", "story": "s", "lang": "en", "role": "translation", "by": "mt:Online"},
        {"path": "j1.txt", "story": "j", "lang": "ja", "role": "source", "by": "source"},
        {"path": "j2.txt", "story": "j", "lang": "en", "role": "translation", "by": "human:A"},
        {"path": "l1.txt", "story": "l", "lang": "en", "role": "translation", "by": "human:A"},
        {"path": "l2.txt", "story": "l", "lang": "en", "role": "translation", "by": "human:B"},
    ]
    home = {"s1": 1, "s2": 1, "s3": 1, "j1": 3, "j2": 4, "l1": 5, "l2": 5}
    rows = [record(n, f"{name}.txt", family_id=family_name(home[name])) for n, name in enumerate(home, 1)]
    for row in rows[5:]:
        row["original"] = {"kind": "lost", "id": lost(1), "agency": None, "language": None, "confidence": 0.5}
    pairs = [candidate(doc(1), doc(2)), candidate(doc(4), doc(5)), candidate(doc(2), doc(6))]
    found = figures(tmp_path, write_run(tmp_path / "out", records=rows, candidates=pairs), truth)
    human = found["translation"]["source_to_human"]
    assert human["pairs"] == 2 and human["recall"] == 0.5 and human["candidate_recall"] == 1.0
    assert human["spaced_languages"]["recall"] == 1.0 and human["unspaced_languages"]["recall"] == 0.0
    assert human["by_language_pair"]["cs-en"] == {"pairs": 1, "recall": 1.0, "candidate_recall": 1.0, "pairwise_precision": 1.0}
    english = found["translation"]["english_versions"]
    assert english == {
        "stories": 2, "stories_whole": 1.0, "pairs": 2, "recall": 1.0, "stories_without_source": 1, "lost_original": 1.0
    }  # fmt: skip
    assert found["direction"]["pairs"] == 3
    assert found["candidates"]["pairs"] == 3 and found["candidates"]["recall"] == round(2 / 5, 4)


def test_a_labelled_document_that_died_counts_as_missed(tmp_path: Path) -> None:
    rows = [record(1, "a/1.txt", family_id=family_name(1)), record(2, "a/2.txt", family_id=family_name(1))]
    truth = [{"path": f"{n}.txt", "family": "x", "agency": "AFP"} for n in (1, 2, 3)]
    found = figures(tmp_path, write_run(tmp_path / "out", records=rows, dead_letters=[dead_letter("a/3.txt")]), truth)
    assert found["documents"]["dead_letter_paths"] == ["3.txt"]
    assert found["families"]["pairwise"]["recall"] == 0.3333 and found["agency"]["documents"] == 3


def test_paths_meet_only_at_a_slash_and_only_one_document(tmp_path: Path) -> None:
    rows = [record(1, "x/a.txt"), record(2, "y/a.txt"), record(3, "za.txt"), record(4, "b.txt"), record(5, "y/b.txt")]
    labels = match(rows, [], [{"path": "a.txt"}, {"path": "x/a.txt"}, {"path": "b.txt"}, {"path": "c.txt"}], [])
    assert labels.ambiguous == ["a.txt"] and labels.unmatched == ["c.txt"]
    assert [d.said.doc_id for d in labels.docs] == [doc(1), doc(4)]


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ('{"path": "x"', "truth.jsonl: line 1 is not JSON"),
        ('{"path": "fair.txt"}\n\n{"family": "x"}', "truth.jsonl: line 3 needs the field 'path'"),
        ('["path"]', "line 1 needs the field 'path'"),
        ('{"path": "nowhere.txt"}', "none of the 1 truth paths is in this run, e.g. 'nowhere.txt'"),
        ('{"path": "fair.txt"}\n{"path": "village/fair.txt"}', "two truth rows name one document: 'fair.txt' and 'village/fair.txt'"),
    ],
)
def test_labels_that_cannot_be_used(tmp_path: Path, truth: str, said: str) -> None:
    path = tmp_path / "truth.jsonl"
    path.write_text(truth)
    with pytest.raises(ValueError) as raised:
        evaluate(write_story(tmp_path / "out"), str(path))
    assert said in str(raised.value)


def test_missing_files(tmp_path: Path) -> None:
    with pytest.raises(NoRun):
        evaluate(str(tmp_path), str(tmp_path / "truth.jsonl"))
    with pytest.raises(FileNotFoundError):
        evaluate(write_story(tmp_path / "out"), str(tmp_path / "truth.jsonl"))


# ------------------------------------------------------------------ the forms of the real labels


def oracle(tmp_path: Path, truth: list[dict[str, Any]], edges: list[dict[str, Any]] | None) -> dict[str, Any]:
    """The figures of a run that says exactly what the labels say."""
    rows = [record(n, row["path"]) for n, row in enumerate(truth)]
    labels = match(rows, [], truth, edges or [])
    names = sorted({name for group in labels.true if group.home for name in (group.home, *group.also)})
    number = {name: n for n, name in enumerate(names)}
    for row, label, group in zip(rows, truth, labels.true, strict=True):
        if group.home is not None:
            row["family_id"] = family_name(number[group.home])
            row["also_in"] = sorted(family_name(number[name]) for name in group.also)
        if label.get("agency"):
            row["agency"] = {"name": label["agency"], "confidence": 1.0, "basis": "evidence"}
        row["credited"] = label.get("credited") or "not_applicable"
        if label.get("relation") in DERIVATIONS:
            row["derivation"] = derivation(label["relation"], None)
    links = []
    for (a, b), row in labels.edges.items():
        if row.get("relation"):
            ends = {labels.docs[n].path: doc(n) for n in (a, b)}
            child, parent = (ends.get(str(row.get(end))) for end in ("child", "parent"))
            links.append(link(doc(a), doc(b), row["relation"], child=child, parent=parent, confidence=1.0))
    return figures(tmp_path, write_run(tmp_path / "out", records=rows, links=links), truth, edges)


def test_a_perfect_run_of_the_demo_has_perfect_figures(tmp_path: Path) -> None:
    truth_path, edges_path = demo_truth()
    truth, edges = read_json_lines(str(truth_path), ("path",)), read_json_lines(str(edges_path), ("a", "b"))
    found = oracle(tmp_path, truth, edges)
    assert found["documents"]["matched"] == len(truth) and found["documents"]["edges_unmatched"] == 0
    for section, name in (
        ("families", "pairwise"), ("families", "bcubed"),
    ):  # fmt: skip
        assert found[section][name]["f1"] == 1.0, (section, name)
    assert found["agency"]["right"] == 1.0 and found["agency"]["falsely_given"] == 0.0
    assert found["credited"]["accuracy"] == 1.0 and found["relations"]["macro_f1"] == 1.0
    assert found["relations"]["pairs"]["accuracy"] == 1.0 and found["direction"]["accuracy"] == 1.0
    assert found["hard_negatives"]["edges"]["joined"] == found["hard_negatives"]["unrelated"]["joined"] == 0
    assert found["hard_negatives"]["edges"]["pairs"] > 50
    assert found["reliability"]["relation"]["expected_calibration_error"] == 0.0
    assert found["reliability"]["same_family"]["expected_calibration_error"] == 0.0
    assert not any(found["examples"].values())


def test_a_perfect_run_of_the_real_families_has_perfect_figures(tmp_path: Path, shared: Path) -> None:
    folder = shared / "data" / "families"
    truth = read_json_lines(str(folder / "truth.jsonl"), ("path",))
    edges = read_json_lines(str(folder / "edges.jsonl"), ("a", "b"))
    found = oracle(tmp_path, truth, edges)
    assert found["documents"]["matched"] == 215 and found["documents"]["edges_unmatched"] == 0
    assert found["families"]["pairwise"]["f1"] == found["families"]["bcubed"]["f1"] == 1.0
    assert found["text_copy"]["joined_share"] == found["derivative"]["joined_share"] == 1.0
    assert found["agency"]["right"] == 1.0 and found["agency"]["falsely_given"] == 0.0
    assert found["relations"]["macro_f1"] == 1.0 and set(found["relations"]["by_relation"]) == set(DERIVATIONS)
    assert found["credited"]["documents"] == 54 and found["credited"]["accuracy"] == 1.0
    assert found["hard_negatives"]["edges"]["joined"] == 0 and found["hard_negatives"]["edges"]["pairs"] > 100


def test_a_perfect_run_of_the_real_translations_has_perfect_figures(tmp_path: Path, shared: Path) -> None:
    truth = read_json_lines(str(shared / "data" / "translation" / "truth.jsonl"), ("path",))
    found = oracle(tmp_path, truth, None)
    human = found["translation"]["source_to_human"]
    assert human["recall"] == human["unspaced_languages"]["recall"] == 1.0
    assert {"cs-en", "en-ja", "en-zh"} <= set(human["by_language_pair"])
    assert found["translation"]["english_versions"]["recall"] == 1.0
    assert found["direction"]["pairs"] > 1000 and found["direction"]["accuracy"] is None
