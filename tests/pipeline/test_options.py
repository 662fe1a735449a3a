from __future__ import annotations

import pytest
from apache_beam.options.pipeline_options import PortableOptions

from pipeline.options import LONGEST_JOB, OptionsError, job_endpoint, pipeline_options, runner_name


def test_the_embedded_runner_is_named_not_left_to_beam() -> None:
    assert runner_name(pipeline_options([])) == "FnApiRunner"


@pytest.mark.parametrize("runner", ["DirectRunner", "SwitchingDirectRunner", "apache_beam.runners.dask.dask_runner.DaskRunner"])
def test_runners_that_lose_data_or_change_by_machine_are_refused(runner: str) -> None:
    with pytest.raises(OptionsError, match="refused"):
        pipeline_options([f"--runner={runner}"])


def test_prism_that_would_be_fetched_from_the_network_is_refused() -> None:
    with pytest.raises(OptionsError, match="fetches a binary"):
        pipeline_options(["--runner=PrismRunner"])
    pipeline_options(["--runner=PrismRunner", "--prism_location=/opt/prism"])


def test_the_mode_that_loses_elements_is_refused() -> None:
    with pytest.raises(OptionsError, match="loses elements"):
        pipeline_options(["--direct_running_mode=multi_threading"])


def test_both_spellings_of_an_option_are_known_and_misspellings_are_not() -> None:
    for option in ("--environment_option=process_command=x", "--environment_options=process_command=x", "--no_use_public_ips"):
        pipeline_options([option])
    for option in ("--paralellism=2", "--bogus"):
        with pytest.raises(OptionsError, match=option[2:8]):
            pipeline_options([option])


def test_a_job_may_take_longer_than_beams_default_of_five_minutes() -> None:
    args = ["--runner=PortableRunner", "--job_endpoint=localhost:8073"]
    assert pipeline_options(args).view_as(PortableOptions).job_server_timeout == LONGEST_JOB
    assert pipeline_options([*args, "--job_server_timeout=77"]).view_as(PortableOptions).job_server_timeout == 77
    assert job_endpoint(pipeline_options(args)) == ("localhost", 8073)
    assert job_endpoint(pipeline_options([])) is None
