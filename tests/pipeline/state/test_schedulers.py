"""The examples for schedulers do what they say, as far as that can be seen without the services."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from pipeline.entry import OURS, arguments
from pipeline.validate import validate_run
from tests.pipeline.state import story
from tests.pipeline.state.daily import full, pointer_of, step

ROOT = Path(__file__).parents[3]
CONFIGS = ROOT / "configs"


def _wiretrace(folder: Path) -> Path:
    """The command, from this source tree."""
    command = folder / "wiretrace"
    command.write_text(f"#!/bin/sh\nexec env PYTHONPATH={ROOT} {sys.executable} -m pipeline.cli \"$@\"\n")
    command.chmod(0o755)
    return command


def test_the_nightly_script_runs_a_day_and_again(tmp_path: Path) -> None:
    story.write(tmp_path / "arrived" / "2024-03-01", "a.txt", story.copy())
    environment = {**os.environ, "WIRETRACE_BASE": str(tmp_path), "WIRETRACE": str(_wiretrace(tmp_path))}
    script = [str(CONFIGS / "cron" / "wiretrace-nightly"), "2024-03-01"]
    lines = []
    for _ in range(2):
        done = subprocess.run(script, env=environment, capture_output=True, timeout=120, cwd=tmp_path, check=True)
        lines.append(orjson.loads(done.stdout.splitlines()[-1]))
    assert [line["state"]["nothing_new"] for line in lines] == [False, True]
    assert lines[0]["event"] == "wiretrace_run" and lines[0]["counts"]["records"] == 1
    assert [run.documents_read for run in pointer_of(tmp_path / "state").runs] == [1]
    # a day that brings nothing is told by the exit code
    (tmp_path / "arrived" / "2024-03-02").mkdir()
    script[-1] = "2024-03-02"
    done = subprocess.run(script, env=environment, capture_output=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 3 and b"no file matches" in done.stderr


def test_flat_options_run(tmp_path: Path) -> None:
    story.write(tmp_path / "in", "a.txt", story.copy())
    options = {"input": tmp_path / "in", "output": tmp_path / "out", "state": tmp_path / "state", "seen": "2024-03-01",
               "runner": "FnApiRunner", "fail_on": "empty;drop=0.5", "config": ""}  # fmt: skip
    command = [sys.executable, str(ROOT / "pipeline" / "entry.py"), *(f"--{k}={v}" for k, v in options.items())]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*command, "--log_json"], env=environment, capture_output=True, timeout=120, cwd=tmp_path, check=True)
    assert pointer_of(tmp_path / "state").generation == 1


@pytest.mark.parametrize("argv", [["run"], ["--input"], ["-x"]])
def test_what_is_no_flat_option_is_refused(argv: list[str]) -> None:
    with pytest.raises(ValueError, match=r"option|value"):
        arguments(argv)


def test_the_template_asks_for_options_that_exist() -> None:
    metadata = orjson.loads((CONFIGS / "dataflow" / "metadata.json").read_bytes())
    names = [parameter["name"] for parameter in metadata["parameters"]]
    assert set(names) <= OURS and len(set(names)) == len(names)
    for parameter in metadata["parameters"]:
        assert set(parameter) == {"name", "label", "helpText", "isOptional", "regexes"}
    values = {"input": "gs://b/in", "output": "gs://b/out", "state": "", "seen": "", "set": "read.text_field=body;run.shards=2"}
    given = arguments([f"--{name}={value}" for name, value in values.items()])
    assert given[1:-1] == [
        "--input", "gs://b/in", "--output", "gs://b/out", "--set", "read.text_field=body", "--set", "run.shards=2",
    ]  # fmt: skip


@pytest.mark.slow
def test_airflow_parses_the_dag(tmp_path: Path) -> None:
    """Needs WIRETRACE_TEST_AIRFLOW: an interpreter of an environment with Airflow and its Beam and Google providers (the operator asks for both)."""
    python = os.environ.get("WIRETRACE_TEST_AIRFLOW")
    if python is None:
        pytest.skip("WIRETRACE_TEST_AIRFLOW does not name an interpreter with Airflow")
    look = (
        "import importlib.util, json\n"
        f"spec = importlib.util.spec_from_file_location('dag', {str(CONFIGS / 'airflow' / 'wiretrace_daily.py')!r})\n"
        "module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "d = module.dag; d.validate() if hasattr(d, 'validate') else None\n"
        "print(json.dumps({'tasks': sorted(d.task_ids), 'down': sorted(d.get_task('match').downstream_task_ids),"
        " 'options': sorted(d.get_task('match').pipeline_options), 'runs': d.max_active_runs}))\n"
    )
    environment = {**os.environ, "AIRFLOW_HOME": str(tmp_path), "PYTHONPATH": ""}
    done = subprocess.run([python, "-c", look], env=environment, capture_output=True, timeout=240, check=True)
    found = orjson.loads(done.stdout.splitlines()[-1])
    assert found["tasks"] == ["forget", "match"] and found["down"] == ["forget"] and found["runs"] == 1
    assert {name.replace("_", "-") for name in found["options"]} - {"labels"} <= OURS


def test_outputs_of_runs_with_memory_are_valid(tmp_path: Path) -> None:
    for day in range(2):
        story.write(tmp_path / f"in{day}", f"{day}.txt", story.copy(day))
        step([tmp_path / f"in{day}"], tmp_path / f"out{day}", tmp_path / "state", 19_800 + day, texts=True)
        assert list(validate_run(str(tmp_path / f"out{day}"))) == []
    assert list(validate_run(str(full(tmp_path / "state", tmp_path / "full")))) == []


def test_a_job_that_outlives_its_launcher_keeps_the_lock(tmp_path: Path) -> None:
    from pipeline.state.lock import Busy, lock, remove_lock
    from pipeline.state.session import open_state

    with open_state(str(tmp_path), "0" * 64, 1, goes_on=True) as memory:
        assert memory.unlocks
    with pytest.raises(Busy, match="a job started by"), lock(str(tmp_path)):
        pass
    remove_lock(str(tmp_path), memory.token)
    with lock(str(tmp_path)):
        pass
