"""The pieces of the engines, from the registries' ordinary clients (mvn, go, pip), kept in one cache folder."""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeVar

FLINK: Final = "1.19"
"""Flink line: the newest for which Beam's runner could be had when this was written."""
FLINK_RELEASE: Final = "1.19.3"
#: Beam's runner libraries where the job server's jar is not to be had: (runner, job service); the newest that fit
RUNNER_LIBRARIES: Final = ("2.70.0", "2.65.0")

REPOSITORY: Final = Path(__file__).resolve().parents[2]


class Missing(Exception):
    """A piece cannot be had here; the message says which and why."""


def cache() -> Path:
    """The folder of the pieces."""
    named = os.environ.get("WIRETRACE_CLUSTER_CACHE")
    folder = Path(named) if named else Path.home() / ".cache" / "wiretrace-cluster"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


_T = TypeVar("_T")


def _alone(fetch: Callable[[], _T]) -> Callable[[], _T]:
    """One process at a time fetches: the others wait and find the piece."""

    @functools.wraps(fetch)
    def fetched() -> _T:
        with (cache() / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return fetch()

    return fetched


def _run(command: Sequence[str], what: str, *, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    if shutil.which(command[0]) is None:
        raise Missing(f"{what}: the command {command[0]} is not installed")
    try:
        done = subprocess.run(
            command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=900, check=False
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"{what}: {command[0]} was not done within 15 minutes") from None
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines() or ["no message"]
        raise Missing(f"{what}: {next((x for x in lines if 'ERROR' in x or 'Could not' in x), lines[-1])[:300]}")
    return done.stdout


def _wheel() -> tuple[Path, Path, str]:
    """(wheel of the working tree, the copy it was built from, hash of what is in it)."""
    build = cache() / "build"
    shutil.rmtree(build, ignore_errors=True)
    copy = build / "source"
    shutil.copytree(
        REPOSITORY, copy,
        ignore=shutil.ignore_patterns(".git", ".venv", "build", "*.egg-info", ".*_cache", ".hypothesis", "__pycache__", "demo-out"),
    )  # fmt: skip
    _run([sys.executable, "-m", "build", "--wheel", "--outdir", str(build), str(copy)], "the wheel")
    wheel = next(build.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        parts = sorted((info.filename, info.CRC) for info in archive.infolist() if not info.filename.endswith("/RECORD"))
    return wheel, copy, hashlib.sha256(repr((parts, (copy / "constraints.txt").read_text())).encode()).hexdigest()


def dataflow_environment() -> tuple[Path, Path]:
    """(``bin`` folder of an environment with ``apache-beam[gcp]`` and the wheel, the wheel)."""
    wheel, _, digest = _wheel()
    folder = cache() / f"dataflow-{sys.version_info.major}.{sys.version_info.minor}"
    stamp = folder / "wheel.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        if not folder.exists():
            _run([sys.executable, "-m", "venv", str(folder)], "the environment for Dataflow")
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, f"apache-beam[gcp]=={version('apache-beam')}", str(wheel)], "the environment for Dataflow")
        _run([*pip, "--force-reinstall", "--no-deps", str(wheel)], "the environment for Dataflow")
        stamp.write_text(digest)
    return folder / "bin", wheel


def wheel_environment() -> Path:
    """``bin`` folder of an environment that holds the built wheel and nothing of the source tree.

    The wheel is built from the working tree; the environment is made again when its bytes change. A ``bin`` folder that
    ``WIRETRACE_WHEEL_BIN`` names is taken as it is: ``.ci/wheel`` has just made one.
    """
    named = os.environ.get("WIRETRACE_WHEEL_BIN")
    if named:
        return Path(named).absolute()
    wheel, copy, digest = _wheel()
    folder = cache() / f"env-{sys.version_info.major}.{sys.version_info.minor}"
    stamp = folder / "wheel.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        if not folder.exists():
            _run([sys.executable, "-m", "venv", str(folder)], "the environment of the wheel")
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "-c", str(copy / "constraints.txt"), str(wheel)], "the environment of the wheel")
        _run([*pip, "--force-reinstall", "--no-deps", str(wheel)], "the environment of the wheel")
        stamp.write_text(digest)
    return folder / "bin"


@_alone
def flink() -> Path:
    """Folder with ``lib`` and ``bin`` of a Flink distribution (from PyPI's apache-flink-libraries)."""
    folder = cache() / f"flink-{FLINK_RELEASE}"
    if not (folder / "deps" / "lib").is_dir():
        # pip builds the metadata of a source distribution before it keeps it; a tool environment that cannot is a Missing
        place = cache() / "download"
        name = f"apache-flink-libraries=={FLINK_RELEASE}"
        _run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(place), name], f"Flink {FLINK_RELEASE}")
        half = cache() / f"flink-{FLINK_RELEASE}.half"
        shutil.rmtree(half, ignore_errors=True)
        archive = next(place.glob("apache*flink*libraries*.tar.gz"))
        with tarfile.open(archive) as tar:
            top = tar.getnames()[0].split("/")[0]
            tar.extractall(half)
        shutil.rmtree(folder, ignore_errors=True)
        (half / top).rename(folder)
        shutil.rmtree(half, ignore_errors=True)
        archive.unlink()
    return folder / "deps"


@_alone
def flink_job_server() -> tuple[Path, str]:
    """(jar of Beam's Flink job server, what it is).

    The jar that Beam publishes is taken where it is; else the same program is put together from Beam's runner
    libraries, which may be older than the SDK: the second value says so.
    """
    beam = version("apache-beam")
    artifact = f"beam-runners-flink-{FLINK}-job-server"
    jar = cache() / "jars" / f"{artifact}-{beam}.jar"
    if jar.exists():
        return jar, f"{artifact} {beam}"
    runner, service = RUNNER_LIBRARIES
    name = f"beam-runners-flink-{FLINK}"
    what = f"{name} {runner} with beam-runners-java-job-service {service} (no {artifact} {beam})"
    made = _assembled(name, runner)
    if made.exists():  # the registry has said no before
        return made, what
    try:
        _run(
            ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact=org.apache.beam:{artifact}:{beam}", f"-DoutputDirectory={jar.parent}"],
            artifact,
        )
    except Missing:
        return _assemble(name, runner, service, "org.apache.beam.runners.flink.FlinkJobServerDriver"), what
    return jar, f"{artifact} {beam}"


SPARK_RELEASE: Final = "3.5.0"
"""Spark that Beam's runner for Spark 3 is built against (its own version of Scala: 2.12)."""


@_alone
def spark() -> tuple[Path, str]:
    """(jar of a Spark job server, what it is); Spark itself, master and worker, lies in ``lib`` beside the jar.

    The job server that Beam publishes has no Spark 3 of a cluster in it, and is not to be had everywhere: it is put
    together from Beam's runner library and Spark's.
    """
    runner, service = RUNNER_LIBRARIES
    spark = "".join(
        f"\n    <dependency><groupId>org.apache.spark</groupId><artifactId>{name}_2.12</artifactId><version>{SPARK_RELEASE}</version></dependency>"
        for name in ("spark-core", "spark-streaming", "spark-sql")
    )
    made = _assemble("beam-runners-spark-3", runner, service, "org.apache.beam.runners.spark.SparkJobServerDriver", spark)
    return made, f"beam-runners-spark-3 {runner} with beam-runners-java-job-service {service}"


_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>wiretrace.cluster</groupId><artifactId>job-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencyManagement><dependencies>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-runners-java-job-service</artifactId><version>{service}</version></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>org.apache.beam</groupId><artifactId>{runner}</artifactId><version>{version}</version></dependency>{more}
  </dependencies>
</project>
"""


def _assemble(runner: str, runner_version: str, service: str, main: str, more: str = "") -> Path:
    """A jar whose manifest names a main class and all libraries beside it: what ``java -jar`` needs, and no copy of them."""
    jar = _assembled(runner, runner_version)
    folder = jar.parent
    if jar.exists():
        return jar
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pom.xml").write_text(_POM.format(runner=runner, version=runner_version, service=service, more=more))
    _run(
        ["mvn", "-q", "-B", "-f", str(folder / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"],
        runner,
    )
    names = sorted(path.name for path in (folder / "lib").iterdir())
    with zipfile.ZipFile(jar, "w") as archive:
        manifest = b"Manifest-Version: 1.0\r\nMain-Class: " + main.encode() + b"\r\n"
        archive.writestr("META-INF/MANIFEST.MF", manifest + _folded("Class-Path: " + " ".join(f"lib/{n}" for n in names)))
    return jar


def _assembled(runner: str, runner_version: str) -> Path:
    return cache() / f"{runner}-{runner_version}" / "job-server.jar"


def _folded(line: str) -> bytes:
    """A manifest line cut to the 72 bytes that the format allows."""
    data = line.encode()
    parts = [data[:70]] + [b" " + data[at : at + 69] for at in range(70, len(data), 69)]
    return b"\r\n".join(parts) + b"\r\n"


@_alone
def prism() -> Path:
    """Beam's Prism of the installed Beam version, built by Go."""
    beam = version("apache-beam")
    folder = cache() / f"prism-{beam}"
    binary = folder / "bin" / "prism"
    if not binary.exists():
        folder.mkdir(parents=True, exist_ok=True)
        env = {"GOPATH": str(folder), "GOFLAGS": "-modcacherw"}
        _run(["go", "install", f"github.com/apache/beam/sdks/v2/go/cmd/prism@v{beam}"], "Prism", env=env)
        for spent in ("pkg",):
            shutil.rmtree(folder / spent, ignore_errors=True)
    return binary


def _said(name: str, fetch: Callable[[], object]) -> str:
    try:
        return f"{name}: {fetch()}"
    except Missing as missing:
        return f"skipped: {missing}"


def main() -> int:
    """Fetch the pieces that are named, before they are needed; one that cannot be had is named and no failure."""
    known: dict[str, Callable[[], object]] = {"flink": flink, "flink_job_server": flink_job_server, "prism": prism, "spark": spark}
    for name in sys.argv[1:]:
        print(_said(name, known[name]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
