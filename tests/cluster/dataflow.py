"""Dataflow, up to submission: the job that ``wiretrace run`` would submit is translated, staged into a folder and read.

    python -m tests.cluster.dataflow

It runs in an environment with ``apache-beam[gcp]`` and the built wheel, without credentials and without network: what
Beam would upload is kept, and the last step, the request to the service, is replaced by writing a template.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.cluster import pieces


def translate(folder: Path, wheel: str) -> dict[str, Any]:
    """Translate the job with the options of ``configs/dataflow.toml``; returns what was staged. Runs in that environment."""
    import apache_beam as beam
    from apache_beam.internal.gcp.auth import _Credentials
    from apache_beam.options.pipeline_options import GoogleCloudOptions
    from apache_beam.portability.api import beam_runner_api_pb2
    from apache_beam.runners.dataflow.internal.apiclient import DataflowApplicationClient

    from pipeline.config import load_beam_options, load_settings, settings_sha256
    from pipeline.graph import Job, build
    from pipeline.manifest import RunFacts, now
    from pipeline.options import pipeline_options, runner_name
    from pipeline.workers import sized

    staged: dict[str, bytes] = {}

    def keep(self: Any, place: str, name: str, stream: Any, *args: Any, **named: Any) -> None:
        staged[f"{place}/{name}"] = Path(stream).read_bytes() if isinstance(stream, str) else stream.read()

    # what Beam asks the network for before it translates: credentials, and the bucket's policy for a warning
    _Credentials.get_service_credentials = classmethod(lambda cls, options: None)
    GoogleCloudOptions._warn_if_soft_delete_policy_enabled = lambda self, name: None
    DataflowApplicationClient.stage_file_with_retry = keep
    DataflowApplicationClient.stage_file = keep
    DataflowApplicationClient._gcs_file_copy = lambda self, source, target, sha256: staged.__setitem__(target, Path(source).read_bytes())
    given = [option for option in load_beam_options(str(pieces.REPOSITORY / "configs" / "dataflow.toml")) if not option.startswith("--extra_package")]
    options = pipeline_options([*given, f"--extra_package={wheel}", "--no_auth", f"--template_location={folder}/job.json"])
    settings = load_settings()
    settings = settings.model_copy(update={"run": sized(settings.run, 10 << 30)})
    inputs = ("gs://bucket/dump/*.jsonl.gz",)
    facts = RunFacts(inputs, settings.model_dump(mode="json"), settings_sha256(settings), now(), runner_name(options))
    pipeline = beam.Pipeline(options=options)
    build(pipeline, Job(inputs, "gs://bucket/out", settings, facts, formats=("jsonl", "parquet"), texts=True))
    pipeline.run()
    graph = beam_runner_api_pb2.Pipeline()
    graph.ParseFromString(next(data for name, data in staged.items() if name.endswith("/pipeline.pb")))
    job = json.loads(next(data for name, data in staged.items() if name.endswith("/job.json")))
    return {
        "stages": sorted({t.unique_name.split("/")[0] for t in graph.components.transforms.values() if "/" in t.unique_name}),
        "environments": sorted({e.urn for e in graph.components.environments.values()}),
        "transforms": len(graph.components.transforms),
        "files": sorted(name.rpartition("/")[2] for name in staged),
        "type": job.get("type"),
        "packages": [p.get("name") for pool in job["environment"]["workerPools"] for p in pool.get("packages", [])],
    }


def main() -> int:
    """Command line: prepare the environment, translate in it, check."""
    if sys.argv[1:2] == ["--inside"]:
        print(json.dumps(translate(Path(sys.argv[2]), sys.argv[3])))
        return 0
    try:
        bin_folder, wheel = pieces.dataflow_environment()
    except pieces.Missing as missing:
        print(f"skipped: {missing} (Dataflow translation: not shown)")
        return 0
    with tempfile.TemporaryDirectory(prefix="wiretrace-dataflow-") as folder:
        env = {**os.environ, "PYTHONPATH": str(pieces.REPOSITORY), "NO_GCE_CHECK": "True"}
        done = subprocess.run(
            [str(bin_folder / "python"), "-m", "tests.cluster.dataflow", "--inside", folder, str(wheel)],
            cwd=pieces.REPOSITORY, env=env, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    if done.returncode:
        print(done.stderr[-3000:])
        print("FAILED: the job is not translated")
        return 1
    found = json.loads(done.stdout.strip().splitlines()[-1])
    wanted = {"Read", "Normalize", "FindCandidates", "Align", "Attribute", "Publish"}
    wrong = [
        *(f"stage {name} is missing" for name in sorted(wanted - set(found["stages"]))),
        *(f"environment {urn} is not Docker" for urn in found["environments"] if "docker" not in urn),
        *(["the wheel is not staged"] if Path(wheel).name not in found["packages"] else []),
        *([] if found["type"] == "JOB_TYPE_BATCH" else [f"type {found['type']}"]),
    ]
    print(f"Dataflow: {found['transforms']} transforms translated, staged {', '.join(found['files'])}")
    for sentence in wrong:
        print(f"FAILED: {sentence}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
