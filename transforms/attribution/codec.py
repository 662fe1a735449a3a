"""Facts and alignments as bytes for the state: explicit JSON rows in field order, no pickle, with a format version."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

import orjson

from transforms.schema import Alignment, ArticleFacts, Dateline, Evidence, Passage, Published

FORMAT: Final = 4
"""Version of both forms, the first value of every row. It rises when a field of the element types changes."""

_FACTS: Final = tuple(f.name for f in fields(ArticleFacts))
_ALIGNMENT: Final = tuple(f.name for f in fields(Alignment))
_PASSAGES: Final = _ALIGNMENT.index("passages")
_of_alignment: Final = attrgetter(*_ALIGNMENT)
_EVIDENCE: Final = tuple(f.name for f in fields(Evidence))
_DATELINE: Final = tuple(f.name for f in fields(Dateline))
_PUBLISHED: Final = tuple(f.name for f in fields(Published))


def encode_facts(facts: ArticleFacts) -> bytes:
    """Bytes of the facts of one article; equal facts give equal bytes.

    >>> f = ArticleFacts("00", None, None, "en", None, None, (), 3, 1)
    >>> decode_facts(encode_facts(f)) == f
    True
    """
    row = {name: getattr(facts, name) for name in _FACTS}
    row["published"] = _values(facts.published, _PUBLISHED)
    row["dateline"] = _values(facts.dateline, _DATELINE)
    row["evidence"] = [_values(e, _EVIDENCE) for e in facts.evidence]
    return orjson.dumps([FORMAT, *row.values()], option=orjson.OPT_SERIALIZE_NUMPY)


def decode_facts(data: bytes) -> ArticleFacts:
    """The facts of `encode_facts`'s bytes.

    Raises:
        ValueError: bytes of another format, or damaged.
    """
    row = dict(zip(_FACTS, _row(data, len(_FACTS), "facts"), strict=True))
    if row["published"] is not None:
        row["published"] = Published(*row["published"])
    if row["dateline"] is not None:
        dateline = dict(zip(_DATELINE, row["dateline"], strict=True))
        dateline["agencies"] = tuple(dateline["agencies"])
        row["dateline"] = Dateline(**dateline)
    row["evidence"] = tuple(Evidence(*e) for e in row["evidence"])
    row["remnants"] = tuple((language, weight) for language, weight in row["remnants"])
    row["home"] = tuple((language, times) for language, times in row["home"])
    return ArticleFacts(**row)


def encode_alignment(alignment: Alignment) -> bytes:
    """Bytes of one alignment; equal alignments give equal bytes."""
    row = [FORMAT, *_of_alignment(alignment)]
    row[_PASSAGES + 1] = [tuple(p) for p in alignment.passages]
    return orjson.dumps(row, option=orjson.OPT_SERIALIZE_NUMPY)


def decode_alignment(data: bytes) -> Alignment:
    """The alignment of `encode_alignment`'s bytes.

    Raises:
        ValueError: bytes of another format, or damaged.
    """
    row = _row(data, len(_ALIGNMENT), "an alignment")
    row[_PASSAGES] = tuple(map(Passage._make, row[_PASSAGES]))
    return Alignment(*row)


def _values(item: Any, names: tuple[str, ...]) -> list[Any] | None:
    return None if item is None else [getattr(item, name) for name in names]


def _row(data: bytes, size: int, what: str) -> list[Any]:
    row = orjson.loads(data)
    if not isinstance(row, list) or len(row) != size + 1 or row[0] != FORMAT:
        raise ValueError(f"bytes of {what} are not of format {FORMAT}: rebuild the state")
    return row[1:]
