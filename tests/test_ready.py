from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_LOADED = """
import gc, sys
from numba.core.dispatcher import Dispatcher
from pathlib import Path
from pipeline.demo import demo_input
from transforms.ready import _compile_pairs, make_ready

def variants():
    return {(d.py_func.__module__, d.py_func.__name__, str(s)) for d in gc.get_objects() if isinstance(d, Dispatcher) for s in d.signatures}

make_ready()
before = variants()
assert any(name == "measure" for _, name, _ in before)
from tests.pipeline.runs import run
run([demo_input()], Path(sys.argv[1]))
_compile_pairs()  # what is compiled beside is what is called
print(sorted(variants() - before))
"""


def test_what_is_ready_needs_no_more_loops_for_the_demo(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    found = subprocess.run([sys.executable, "-c", _LOADED, str(tmp_path)], capture_output=True, text=True, check=True, cwd=root)
    assert found.stdout.splitlines()[-1] == "[]"


def test_where_nothing_is_compiled_yet_it_is_known(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", "from transforms.ready import is_ready; print(is_ready())"]
    nowhere = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    found = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1], env=nowhere)
    assert found.stdout.strip() == "False"
