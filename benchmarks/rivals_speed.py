"""Near-duplicate search alone, ours, datatrove's and text-dedup's, on the same generated texts: time, and quality on the planted copies.

python -m benchmarks.rivals_speed --articles 5000 --datatrove-python A/bin/python --text-dedup-python B/bin/python

Each rival needs an environment of its own (``pip install 'datatrove[processing]' spacy orjson``; ``pip install text-dedup``);
without one its part is skipped. They run at their documented settings (datatrove: 5-grams, 14 buckets of 8 hashes, 64-bit
hashes, the local executor; text-dedup: 5-grams, 250 permutations, threshold 0.7), with as many tasks and workers as cores.
Ours is the same share of the work: reading, tokens, 5-word shingles, signature, bands, pairs, clusters, over a pool of as
many processes, and nothing that wiretrace does beyond it. The whole run of wiretrace is given beside it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import corpus, measure
from benchmarks.rivals import bcubed
from transforms.attribution.components import component_labels
from transforms.schema import Article, Source, Unit
from transforms.settings import SketchSettings
from transforms.sketch.banding import band_hashes
from transforms.sketch.chars import fold32
from transforms.sketch.minhash import signatures
from transforms.sketch.shingles import shingle, streams
from transforms.sketch.tokens import tokenize

COPIES = ("verbatim", "light_edit")
"""Relations in one language that near-duplicate search is made for."""
ROWS = 8
"""Values of a band: as many as the rival's, so that both look for the same likeness."""
_SETTINGS = SketchSettings()

DATATROVE = '''
import sys, json
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets, MinhashDedupCluster
from datatrove.pipeline.readers import JsonlReader
from datatrove.utils.hashing import HashConfig

if __name__ == "__main__":
    dump, out, cores = sys.argv[1], sys.argv[2], int(sys.argv[3])
    config = MinhashConfig(hash_config=HashConfig(precision=64))
    steps = [
        ([JsonlReader(dump, text_key="text", id_key="id"), MinhashDedupSignature(output_folder=out + "/sig", config=config)], cores),
        ([MinhashDedupBuckets(input_folder=out + "/sig", output_folder=out + "/buckets", config=config)], config.num_buckets),
        ([MinhashDedupCluster(input_folder=out + "/buckets", output_folder=out + "/remove", config=config, save_cluster_id=True)], 1),
    ]
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(pipeline=pipeline, tasks=tasks, workers=min(tasks, cores), logging_dir=f"{out}/logs{number}").run()
'''

TEXT_DEDUP = """
import os, subprocess, sys
dump, out, cores = sys.argv[1:]
subprocess.run(
    [
        sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", dump + "/*.jsonl", "--split", "train",
        "--column", "text", "--idx_column", "id", "--output", out, "--cache_dir", out + "-cache", "--num_proc", cores, "--debug",
    ],
    check=True, cwd=os.path.dirname(out), stdout=subprocess.DEVNULL,
)
"""
TEXT_DEDUP_GROUPS = """
import json, pickle, sys
joined = pickle.load(open(sys.argv[1] + "/uf.pkl", "rb"))
print(json.dumps({name: joined.find(name) for name in list(joined.parent)}))
"""


def bands(rows: list[tuple[str, str]]) -> np.ndarray[Any, Any]:
    """(articles, bands) keys of (id, text) rows."""
    source = Source("", None, None, None, "utf-8", "")
    articles = [
        Article(f"{n:016x}", source, text, None, None, None, (), None, (Unit("body", 0, len(text)),), ())
        for n, (_, text) in enumerate(rows)
    ]
    block = tokenize(articles)
    found = shingle(block, streams(block), _SETTINGS)
    values = signatures(fold32(found.hash64), found.start, _SETTINGS.num_perm, _SETTINGS.seed)
    return band_hashes(values, ROWS)


def read(dump: Path) -> list[tuple[str, str]]:
    """(id, text) of all rows of a dump."""
    rows = (json.loads(line) for path in sorted(dump.iterdir()) for line in path.open(encoding="utf-8"))
    return [(row["id"], row["text"]) for row in rows]


def ours(dump: Path, cores: int) -> dict[str, str]:
    """Groups of near-duplicates: rows that share a band."""
    rows = read(dump)
    with multiprocessing.get_context("forkserver").Pool(cores) as pool:
        keys = np.concatenate(pool.map(bands, [rows[start : start + 256] for start in range(0, len(rows), 256)], chunksize=1))
    number = np.repeat(np.arange(len(rows), dtype=np.uint64), keys.shape[1])
    order = np.argsort(keys.ravel(), kind="stable")
    key, number = keys.ravel()[order], number[order]
    same = key[1:] == key[:-1]
    documents, labels = component_labels(number[:-1][same], number[1:][same])
    group = {rows[d][0]: rows[label][0] for d, label in zip(documents.tolist(), labels.tolist(), strict=True)}
    return {name: group.get(name, name) for name, _ in rows}


def truth_of(path: Path) -> dict[str, str]:
    """Planted copies by family; every other text alone is its own group."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    return {row["path"]: row["family"] for row in rows if row["relation"] in COPIES}


def datatrove_groups(python: Path, dump: Path, out: Path, tasks: int) -> dict[str, str]:
    """Clusters of datatrove: (place among the rows of a task, cluster) of those that have one; a task read every ``tasks``-th file."""
    groups = {}
    for task in range(tasks):
        files = sorted(dump.iterdir())[task::tasks]
        names = [json.loads(line)["id"] for path in files for line in path.open(encoding="utf-8")]
        clusters = out / "remove" / f"{task:06d}.clusters"
        found = np.fromfile(clusters, "<u4").reshape(-1, 2).tolist() if clusters.exists() else []
        groups |= {name: name for name in names} | {names[place]: f"cluster {cluster}" for place, cluster in found}
    return groups


def text_dedup_groups(python: Path, dump: Path, out: Path, tasks: int) -> dict[str, str]:
    """Clusters of text-dedup, from the union-find it writes when asked to debug."""
    said = subprocess.run([str(python), "-c", TEXT_DEDUP_GROUPS, str(out)], check=True, capture_output=True, text=True)
    joined: dict[str, str] = json.loads(said.stdout)
    return {name: joined.get(name, name) for name, _ in read(dump)}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--datatrove-python", type=Path, help="Python of an environment that has datatrove")
    parser.add_argument("--text-dedup-python", type=Path, help="Python of an environment that has text-dedup")
    parser.add_argument("--corpora", type=Path, help="keep corpora in this folder, and take those that are there")
    parser.add_argument("--json", type=Path, help="keep the figures here")
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    cores = os.cpu_count() or 1
    if args.ours:  # called by itself, to be measured as a process tree like the rival
        json.dump(ours(args.ours, cores), sys.stdout)
        return
    with corpus.written(args.articles, 0, 1, args.corpora) as made, tempfile.TemporaryDirectory() as folder:
        work, dump = Path(folder), made / "dump"
        truth = truth_of(made / "truth.jsonl")
        print(f"{args.articles} generated articles; {measure.conditions()}; {cores} processes each")
        rows: list[dict[str, Any]] = []

        def add(name: str, run: measure.Measured, groups: dict[str, str] | None) -> None:
            score = None if groups is None else round(bcubed({n: groups[n] for n in truth}, truth), 3)
            rows.append({"name": name, "seconds": round(run.seconds, 1), "cpu_seconds": round(run.cpu_seconds, 1), "bcubed": score})
            print(f"{name:44} {run.seconds:7.1f} s {run.cpu_seconds:7.1f} s of processor   B-cubed of copies {score}")

        run = measure.run([sys.executable, "-m", "benchmarks.rivals_speed", "--ours", str(dump)])
        add("wiretrace, near-duplicates only", run, json.loads(run.stdout))
        command = [sys.executable, "-m", "pipeline.cli", "run", "--input", str(dump), "--output", str(work / "out")]
        add("wiretrace, whole run", measure.run(command), None)
        for name, python, script, groups in (
            ("datatrove MinHash, local executor", args.datatrove_python, DATATROVE, datatrove_groups),
            ("text-dedup MinHash", args.text_dedup_python, TEXT_DEDUP, text_dedup_groups),
        ):
            if python is None:
                print(f"{name}: skipped, no environment given")
                continue
            file, out = work / "rival.py", work / name.split()[0]
            file.write_text(script, encoding="utf-8")
            try:
                run = measure.run([str(python), str(file), str(dump), str(out), str(cores)])
                found = groups(python, dump, out, cores)
            except (RuntimeError, OSError, subprocess.SubprocessError) as error:
                print(f"{name}: skipped, it fails here: {str(error)[-300:]}")
                continue
            add(name, run, found)
            for mine in rows[:2]:
                print(
                    f"{rows[-1]['seconds'] / mine['seconds']:6.2f} x the time and "
                    f"{rows[-1]['cpu_seconds'] / mine['cpu_seconds']:6.2f} x the processor time of {mine['name']}"
                )
        if args.json:
            args.json.parent.mkdir(parents=True, exist_ok=True)
            args.json.write_text(json.dumps({"articles": args.articles, "conditions": measure.conditions(), "runs": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
