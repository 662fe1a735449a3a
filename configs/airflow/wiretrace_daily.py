"""A day of articles a run, with the memory of the days before: an Airflow DAG with its Beam operator.

Airflow variables: ``wiretrace_base`` (folder with arrived/, out/ and state/, on any Beam file system),
``wiretrace_python`` (interpreter in which wiretrace is installed), ``wiretrace_runner``.
The operator reads the job id of remote runners from Beam's log lines, which wiretrace leaves alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.providers.apache.beam.operators.beam import BeamRunPythonPipelineOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

BASE = "{{ var.value.get('wiretrace_base', '/data/wiretrace') }}"
PYTHON = "{{ var.value.get('wiretrace_python', 'python3') }}"

with DAG(
    dag_id="wiretrace_daily",
    schedule="15 3 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    # one state, one run at a time; a second one would stop by itself with exit code 5
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
    tags=["wiretrace"],
) as dag:
    match = BeamRunPythonPipelineOperator(
        task_id="match",
        py_file="{{ var.value.get('wiretrace_entry', '/opt/wiretrace/pipeline/entry.py') }}",
        py_interpreter=PYTHON,
        runner="FnApiRunner",
        pipeline_options={
            "input": f"{BASE}/arrived/{{{{ ds }}}}",
            "output": f"{BASE}/out/{{{{ ds }}}}",
            "state": f"{BASE}/state",
            "seen": "{{ ds }}",
            "fail_on": "dead_letters=0.1;drop=0.5",
            "log_json": True,
        },
    )
    forget = BashOperator(
        task_id="forget",
        bash_command=f"{PYTHON} -m pipeline.cli state expire {BASE}/state --keep-days 90",
    )
    match >> forget
