"""One browser for all tests of the report, and the reports they open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.report import build_report
from tests.pipeline.report import factory
from tests.pipeline.report.browser import Browser, browser


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Browser]:
    """The browser at its usual size; after each test nothing may have gone wrong or left the machine."""
    chromium.size(1360, 900)
    chromium.media(scheme="light")
    chromium.console.clear()
    chromium.requests()
    yield chromium
    chromium.logs()
    assert chromium.console == []
    assert chromium.outside() == []


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run as one page."""
    capped = {"view": "passage", "key": "00000000000000ff", "articles": 80, "crowd": 70, "hub": factory.doc_id("harbor/ferry")}
    out = factory.write_run(tmp_path_factory.mktemp("small"), factory.small_tables(), [capped])
    return Path(build_report(str(out)).path)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run as a folder."""
    out = factory.write_run(tmp_path_factory.mktemp("folder"), factory.small_tables())
    return Path(build_report(str(out), str(out / "pages")).path)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = factory.write_run(tmp_path_factory.mktemp("hostile"), factory.hostile_tables())
    return Path(build_report(str(out)).path)


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots are kept to be looked at."""
    return Path(__file__).parents[3] / "build" / "report-screenshots"
