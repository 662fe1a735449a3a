"""Engines as context managers: each gives the Beam options under which ``wiretrace run`` uses it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cluster import pieces
from tests.cluster.processes import NotUp, Processes, free_port, get, patience

# what Flink's own start scripts give a Java 17
_OPENS = [
    f"--add-{kind}={module}=ALL-UNNAMED"
    for kind, modules in {
        "exports": ["java.base/sun.net.util", "java.rmi/sun.rmi.registry"],
        "opens": [
            "java.base/" + package
            for package in (
                "java.lang", "java.net", "java.io", "java.nio", "sun.nio.ch", "java.lang.reflect", "java.text",
                "java.time", "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks",
            )
        ],
    }.items()
    for module in modules
]  # fmt: skip


_LOG = """rootLogger.level = INFO
rootLogger.appenderRef.out.ref = out
appender.out.name = out
appender.out.type = CONSOLE
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{HH:mm:ss} %-5p %c{1} %m%n%ex{20}
"""


_SMALL = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
"""For every JVM here: two cores do not serve six of them with collectors and compilers of their own."""


@dataclass
class Engine:
    """A running engine."""

    #: options after ``--``
    args: list[str]
    #: what it is, with versions
    what: str
    processes: Processes | None = None
    #: addresses by name
    places: dict[str, str] = field(default_factory=dict)


def environment(bin_folder: Path) -> dict[str, str]:
    """What every process sees: the wheel's environment first on the path, nothing of the source tree."""
    keep = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    # the worker pool starts "python" from the path: without this folder in front a job waits for ever
    # Beam starts Flink's job server by "java -jar": only this reaches it
    keep["JAVA_TOOL_OPTIONS"] = " ".join(_SMALL)
    return {**keep, "PATH": f"{bin_folder}{os.pathsep}{keep.get('PATH', '')}", "PYTHONNOUSERSITE": "1"}


@contextmanager
def embedded(folder: Path, bin_folder: Path) -> Iterator[Engine]:
    """The default runner, one process."""
    yield Engine([], "FnApiRunner in one process")


@contextmanager
def worker_pool(folder: Path, bin_folder: Path) -> Iterator[tuple[Processes, str]]:
    """External Python workers out of the wheel; gives their address."""
    with Processes(folder, environment(bin_folder)) as processes:
        port = free_port()
        processes.start("pool", [str(bin_folder / "python"), "-m", "apache_beam.runners.worker.worker_pool_main", f"--service_port={port}"])
        processes.wait_for_port("pool", port)
        yield processes, f"localhost:{port}"


@contextmanager
def portable(folder: Path, bin_folder: Path) -> Iterator[Engine]:
    """Beam's own job service (PyPI only) with external workers."""
    with worker_pool(folder, bin_folder) as (processes, pool):
        port = free_port()
        processes.start("jobs", [str(bin_folder / "python"), "-m", "apache_beam.runners.portability.local_job_service_main", f"--job_port={port}"])
        processes.wait_for_port("jobs", port)
        yield Engine(
            ["--runner=PortableRunner", f"--job_endpoint=localhost:{port}", "--environment_type=EXTERNAL", f"--environment_config={pool}"],
            "local_job_service_main with worker_pool_main",
            processes,
        )


@contextmanager
def prism(folder: Path, bin_folder: Path) -> Iterator[Engine]:
    """Prism as a job server with external workers."""
    binary = pieces.prism()
    with worker_pool(folder, bin_folder) as (processes, pool):
        port = free_port()
        processes.start("prism", [str(binary), f"--job_port={port}", "--serve_http=false", "--log_level=warn"])
        processes.wait_for_port("prism", port)
        yield Engine(
            ["--runner=PortableRunner", f"--job_endpoint=localhost:{port}", "--environment_type=EXTERNAL", f"--environment_config={pool}"],
            "Prism with worker_pool_main",
            processes,
        )


def _flink_config(folder: Path, rpc: int, rest: int) -> None:
    settings: dict[str, object] = {
        "jobmanager.rpc.address": "localhost",
        "jobmanager.rpc.port": rpc,
        "jobmanager.bind-host": "localhost",
        "rest.address": "localhost",
        "rest.bind-address": "localhost",
        "rest.port": rest,
        "taskmanager.host": "localhost",
        "taskmanager.bind-host": "localhost",
        "jobmanager.memory.process.size": "1024m",
        "taskmanager.memory.process.size": "3072m",
        # elements are blocks of some megabytes, which gRPC holds outside the heap; by default a task has no room there
        "taskmanager.memory.task.off-heap.size": "768m",
        # shared by all sorts of a batch: with 64m one had two megabytes, and an element of 20,000 articles did not fit into it
        "taskmanager.memory.managed.size": "768m",
        "taskmanager.numberOfTaskSlots": 1,
        "parallelism.default": 2,
        "io.tmp.dirs": folder / "tmp",
        "blob.storage.directory": folder / "blob",
        "state.checkpoints.dir": (folder / "checkpoints").as_uri(),
        # a killed task manager is noticed by calls that fail, in seconds; a slow one on a busy machine is not taken for dead
        "heartbeat.interval": 2000,
        "heartbeat.timeout": 60000,
        "pekko.ask.timeout": "2 min",
        "taskmanager.slot.timeout": "5 min",
        "restart-strategy.type": "fixed-delay",
        "restart-strategy.fixed-delay.attempts": 5,
        "restart-strategy.fixed-delay.delay": "2 s",
    }
    (folder / "conf").mkdir(parents=True, exist_ok=True)
    for name in ("tmp", "blob", "checkpoints"):
        (folder / name).mkdir(exist_ok=True)
    # without it Flink logs nothing at all
    (folder / "conf" / "log4j.properties").write_text(_LOG)
    (folder / "conf" / "flink-conf.yaml").write_text("".join(f"{k}: {v}\n" for k, v in settings.items()))


def _flink_memory(distribution: Path, folder: Path, kind: str) -> tuple[list[str], list[str]]:
    """JVM options and configuration that Flink computes from its memory settings, as its start scripts ask for them."""
    import subprocess

    classpath = f"{distribution}/bin/bash-java-utils.jar:{distribution}/lib/*"
    out = subprocess.run(
        ["java", "-cp", classpath, "org.apache.flink.runtime.util.bash.BashJavaUtils", kind, "--configDir", str(folder / "conf")],
        capture_output=True, text=True, check=True, timeout=120 * patience(),
    ).stdout  # fmt: skip
    lines = [line.partition(":")[2].split() for line in out.splitlines() if line.startswith("BASH_JAVA_UTILS_EXEC_RESULT:")]
    return lines[0], lines[1] if len(lines) > 1 else []


def start_task_manager(engine: Engine, name: str) -> None:
    """Start one more task manager of a Flink cluster; its id is its name."""
    assert engine.processes is not None
    command = json.loads(engine.places["task_manager"])
    engine.processes.start(name, [*command, "-D", f"taskmanager.resource-id={name}"])


def _start_job_manager(processes: Processes, name: str, command: list[str], port: int) -> None:
    # its actor system must be up in ten seconds, which no setting of Flink 1.19 changes: a busy machine needs more
    for left in (2, 1, 0):
        processes.start(name, command)
        try:
            processes.wait_for_port(name, port, 90)
        except NotUp:
            if not left:
                raise
            processes.stop(name)
        else:
            return


@contextmanager
def flink(folder: Path, bin_folder: Path, task_managers: int = 2) -> Iterator[Engine]:
    """A standalone Flink cluster: one job manager, task managers as processes, Python workers as theirs."""
    distribution = pieces.flink()
    jar, what = pieces.flink_job_server()
    rpc, rest = free_port(), free_port()
    _flink_config(folder, rpc, rest)
    # a worker pool shared by two task managers would stop the workers of one for the other: see pipeline.worker
    with Processes(folder, environment(bin_folder)) as processes:
        classpath = f"{distribution}/lib/*"
        for name, kind, main in (
            ("job-manager", "GET_JM_RESOURCE_PARAMS", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"),
            ("task-manager", "GET_TM_RESOURCE_PARAMS", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"),
        ):
            jvm, dynamic = _flink_memory(distribution, folder, kind)
            log = f"-Dlog4j.configurationFile={folder}/conf/log4j.properties"
            command = ["java", *jvm, *_SMALL, log, *_OPENS, "-cp", classpath, main, "--configDir", str(folder / "conf"), *dynamic]
            if name == "job-manager":
                _start_job_manager(processes, name, command, rest)
        engine = Engine(
            [
                "--runner=FlinkRunner", f"--flink_master=localhost:{rest}", f"--flink_version={pieces.FLINK}",
                f"--flink_job_server_jar={jar}", f"--parallelism={task_managers}",
                "--environment_type=PROCESS", "--environment_option=process_command=wiretrace-worker",
                # without it every stage starts workers of its own
                "--environment_cache_millis=60000",
            ],
            f"Flink {pieces.FLINK_RELEASE}, 1 job manager, {task_managers} task managers; {what}",
            processes,
            {"rest": f"http://localhost:{rest}", "task_manager": json.dumps(command)},
        )  # fmt: skip
        for number in range(task_managers):
            start_task_manager(engine, f"task-manager-{number + 1}")
        wait_for_task_managers(engine, task_managers)
        yield engine


def wait_for_task_managers(engine: Engine, count: int, seconds: float = 120) -> None:
    """Until the job manager counts that many task managers."""
    assert engine.processes is not None
    end = time.monotonic() + seconds * patience()
    while time.monotonic() < end:
        engine.processes.alive()
        answer = get(engine.places["rest"] + "/overview")
        if answer and json.loads(answer).get("taskmanagers") == count:
            return
        time.sleep(0.5)
    raise NotUp(f"no {count} task managers within {seconds:.0f} s:\n{engine.processes.tail('job-manager')}")


@contextmanager
def spark(folder: Path, bin_folder: Path, workers: int = 2) -> Iterator[Engine]:
    """A standalone Spark cluster: a master, workers as processes, Beam's job server as its driver."""
    jar, what = pieces.spark()
    rpc, web, port = free_port(), free_port(), free_port()
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    # a worker looks for Spark's jars, for the executors that it starts, in a folder of this name
    if not (home / "jars").exists():
        (home / "jars").symlink_to(jar.parent / "lib")
    # no build directory tells the executors what Scala the jars are for
    around = {"SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.12", "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "tmp")}
    base = ["java", "-Xmx512m", *_SMALL, *_OPENS, "-cp", f"{home}/jars/*"]
    with Processes(folder, environment(bin_folder) | around) as processes:
        deploy = "org.apache.spark.deploy"
        processes.start("master", [*base, f"{deploy}.master.Master", "--host", "localhost", "--port", str(rpc), "--webui-port", str(web)])
        processes.wait_for_port("master", rpc, 90)
        for number in range(workers):
            place = ["--work-dir", str(folder / f"work-{number + 1}"), "--host", "localhost", "--webui-port", str(free_port())]
            processes.start(f"worker-{number + 1}", [*base, f"{deploy}.worker.Worker", "--cores", "1", "--memory", "2g", *place, f"spark://localhost:{rpc}"])
        processes.start(
            "jobs",
            ["java", "-Xmx1g", *_SMALL, *_OPENS, "-Dspark.executor.memory=1g", "-jar", str(jar), f"--job-port={port}", "--artifact-port=0", "--expansion-port=0",
             f"--artifacts-dir={folder / 'artifacts'}", f"--spark-master-url=spark://localhost:{rpc}"],
        )  # fmt: skip
        processes.wait_for_port("jobs", port, 90)
        yield Engine(
            [
                "--runner=PortableRunner", f"--job_endpoint=localhost:{port}",
                "--environment_type=PROCESS", "--environment_option=process_command=wiretrace-worker", "--environment_cache_millis=60000",
            ],
            f"Spark {pieces.SPARK_RELEASE}, 1 master, {workers} workers; {what}",
            processes,
            {"rest": f"http://localhost:{web}"},
        )  # fmt: skip


ENGINES = {"embedded": embedded, "portable": portable, "prism": prism, "flink": flink, "spark": spark}
