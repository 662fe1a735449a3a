"""Fed in portions, in any order, the same documents end in the same records, links and families."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.demo import DEMO_OVERRIDES, demo_input
from tests.pipeline.runs import run
from tests.pipeline.state import story
from tests.pipeline.state.daily import portions, said, step, tree
from tests.pipeline.state.orders import DAY, WINDOW, compare, feed

FAMILIES = Path(__file__).parents[4] / "shared" / "data" / "families" / "dump"

@pytest.fixture(scope="module")
def demo_batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("batch")
    run([demo_input()], output, *DEMO_OVERRIDES)
    return output


@pytest.mark.parametrize("seed", [1, 2])
def test_the_demo_in_portions(demo_batch: Path, tmp_path: Path, seed: int) -> None:
    assert said(feed(demo_input(), tmp_path, seed, 4, DEMO_OVERRIDES)[0]) == said(demo_batch)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_demo_in_ten_portions_and_five_orders() -> None:
    assert compare(demo_input(), range(5), 10, (*DEMO_OVERRIDES, *WINDOW), again=2) == 0


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not FAMILIES.is_dir(), reason="../shared/data/families is not here")
def test_the_families_in_ten_portions_and_five_orders() -> None:
    assert compare(FAMILIES, range(5), 10, WINDOW, again=2) == 0


def test_a_copy_of_a_state_goes_its_own_way_with_two_workers(tmp_path: Path) -> None:
    for n in range(2):
        story.write(tmp_path / f"in{n}", f"{n}.txt", story.copy(n))
    step([tmp_path / "in0"], tmp_path / "one" / "out", tmp_path / "one" / "state", DAY)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    found: list[dict[str, bytes]] = []
    for name, workers in (("one", 1), ("two", 2)):
        base = tmp_path / name
        record = step([tmp_path / "in1"], base / "out", base / "state", DAY + 1, workers=workers)
        assert record["state"]["known_in_window"] == 1 and record["counts"]["links"] >= 1
        found.append(tree(base))
    # the copy's pointer named the output of the other, which had gone on
    assert tree(tmp_path / "one") == found[0]
    one, two = ({path: data for path, data in files.items() if not path.endswith(".json")} for files in found)
    assert one == two


def test_each_portion_twice_again_changes_no_byte(tmp_path: Path) -> None:
    names = sorted(path.relative_to(demo_input()).as_posix() for path in demo_input().rglob("*.txt"))
    folders = portions(demo_input(), tmp_path / "portions", {name: n % 2 for n, name in enumerate(names[:40])})
    for day, folder in enumerate(folders):
        step([folder], tmp_path / "out", tmp_path / "state", DAY + day, *DEMO_OVERRIDES)
        before = tree(tmp_path / "state"), tree(tmp_path / "out")
        for again in (1, 2):
            record = step([folder], tmp_path / "out", tmp_path / "state", DAY + day + again, *DEMO_OVERRIDES)
            assert record["state"]["nothing_new"] and record["state"]["unchanged"] == 20
        assert (tree(tmp_path / "state"), tree(tmp_path / "out")) == before
    # an earlier one once more
    step([folders[0]], tmp_path / "out", tmp_path / "state", DAY + 9, *DEMO_OVERRIDES)
    assert (tree(tmp_path / "state"), tree(tmp_path / "out")) == before
