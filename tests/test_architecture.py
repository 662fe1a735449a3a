"""The rules of the shape: pure core, thin verbs, one direction of imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VERBS = {
    "normalize_articles", "sketch_articles", "find_candidates", "align_candidates", "attribute_families",
    "drop_superseded",
}  # fmt: skip
MODULES = sorted((ROOT / "transforms").rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_transforms_never_import_the_pipeline(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] == "pipeline"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_verbs_import_beam(path: Path) -> None:
    beam = {name for name in imports(path) if name.split(".")[0] == "apache_beam"}
    assert not beam or (path.parent.name == "transforms" and path.stem in VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_verbs_do_not_import_each_other(verb: str) -> None:
    others = {f"transforms.{other}" for other in VERBS - {verb}}
    assert not others & imports(ROOT / "transforms" / f"{verb}.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_ambient_state(path: Path) -> None:
    """No clock, no unseeded randomness and no hash() that changes from process to process."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    banned = {"hash", "datetime.now", "datetime.utcnow", "date.today", "time.time", "random.random"}
    assert not calls & banned


def test_compiled_functions_use_only_files_of_loops_of_their_folder() -> None:
    """Their kept code would not notice when another file changes (see `transforms.compiled`)."""
    compiled = [path for path in MODULES if any(name.startswith("transforms.compiled.") for name in imports(path))]
    assert len(compiled) > 1
    for path in compiled:
        assert path.name.endswith("_loops.py")
        folder = ".".join(path.parent.relative_to(ROOT).parts)
        ours = {name for name in imports(path) if name.startswith("transforms.") and name != "transforms.compiled"}
        for name in ours - {f"transforms.compiled.{kind}" for kind in ("compiled", "compiled_part")}:
            module = name.removeprefix(f"{folder}.").split(".")[0]
            assert name.startswith(f"{folder}.") and (module.endswith("_loops") or module in {"columns", "arrays"}), (path, name)


def test_noun_modules_work_without_beam() -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.modules['apache_beam'] = None\n"
        "import transforms.text.article, transforms.sketch.sketch, transforms.alignment.align\n"
        "import transforms.attribution.component, transforms.records\n"
        # a fifth of what starting a process costs, and nothing uses it (numba asks for its version)
        "assert 'scipy.integrate' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=120)
