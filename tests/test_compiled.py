"""Kept machine code is current only while no file that it was made of has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from transforms import compiled
from transforms.alignment import lay_loops, side_loops
from transforms.alignment.group_loops import find_groups
from transforms.schema import TOKEN_CAPITAL, TOKEN_COMMON, TOKEN_QUOTED, UNIT_KINDS
from transforms.sketch import marks
from transforms.sketch.prior import BITS


def test_a_change_of_any_file_of_loops_is_noticed(tmp_path: Path) -> None:
    stamps = set()
    for name, text in (("a_loops.py", "1"), ("a_loops.py", "2"), ("b_loops.py", "1"), ("columns.py", "1"), ("b_loops.py", "2")):
        (tmp_path / name).write_text(text)
        stamps.add(compiled._stamp.__wrapped__(str(tmp_path)))
    assert len(stamps) == 5
    (tmp_path / "other.py").write_text("1")
    assert compiled._stamp.__wrapped__(str(tmp_path)) in stamps


def test_numba_takes_the_stamp() -> None:
    """The place where numba keeps it has no public name: a version that renames it fails here."""
    kept = cast("Any", find_groups)._cache._cache_file
    assert kept._source_stamp == compiled._stamp(str(Path(side_loops.__file__).parent))
    assert kept._index_path.endswith(".nbi")


def test_numbers_written_out_for_compiled_code_are_those_of_the_schema() -> None:
    assert UNIT_KINDS[side_loops.HEADLINE] == "headline"
    assert UNIT_KINDS[side_loops.CAPTION] == "caption"
    assert UNIT_KINDS[side_loops.BODY] == "body"
    assert side_loops.BITS == BITS
    assert (lay_loops.QUOTED_FLAG, lay_loops.CAPITAL_FLAG, lay_loops.COMMON_FLAG) == (TOKEN_QUOTED, TOKEN_CAPITAL, TOKEN_COMMON)
    assert (lay_loops.NUMBER, lay_loops.TIME, lay_loops.LEXEME) == (marks.NUMBER, marks.TIME, marks.LEXEME)
