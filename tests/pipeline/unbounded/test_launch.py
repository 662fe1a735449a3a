"""What ``wiretrace stream`` refuses on an engine and without one, and what it sets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

from pipeline.cli import _main
from pipeline.options import OptionsError
from pipeline.unbounded.launch import stream_options


def interval(options: PipelineOptions) -> str:
    return str(options.get_all_options(retain_unknown_options=True)["checkpointing_interval"])


def test_an_engine_streams_with_checkpoints(tmp_path: Path) -> None:
    options = stream_options(["--runner=FlinkRunner"], str(tmp_path))
    assert options.view_as(StandardOptions).streaming and interval(options) == "10000"
    assert interval(stream_options(["--runner=FlinkRunner", "--checkpointing_interval=500"], str(tmp_path))) == "500"
    with pytest.raises(OptionsError, match="unknown"):
        stream_options(["--runner=FlinkRunner", "--checkpoint_interval=500"], str(tmp_path))


def test_an_output_with_turns_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "turn-00000001").mkdir()
    (tmp_path / "turn-00000001" / "manifest.json").write_text("{}")
    with pytest.raises(OptionsError, match="savepoint"):
        stream_options(["--runner=FlinkRunner"], str(tmp_path))
    stream_options(["--runner=FlinkRunner", "--savepoint_path=/there"], str(tmp_path))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--state", "s", "--", "--runner=FlinkRunner"], "no --state"),
        (["--until-idle", "3", "--", "--runner=FlinkRunner"], "no --until-idle"),
        (["--", "--runner=SparkRunner"], "no timers"),
        (["--", "--runner=BundleBasedDirectRunner"], "no checkpoints"),
        (["--", "--runner=DirectRunner"], "refused"),
        ([], "needs --state"),
        (["--state", "s", "--stop-after", "3"], "needs? an engine"),
    ],
)
def test_what_cannot_stream_is_refused_with_a_sentence(
    tmp_path: Path, args: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _main(["stream", "--input", str(tmp_path), "--output", str(tmp_path / "out"), *args]) == 2
    assert re.search(says, capsys.readouterr().err)
