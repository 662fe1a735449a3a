"""Facts and alignments as bytes for the state: explicit JSON rows in field order, no pickle, with a format version."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

import orjson

from transforms.alignment.table import FIELDS, PASSAGES, alignment_of
from transforms.frozen import quick
from transforms.schema import Alignment, ArticleFacts, Dateline, Evidence, Published

FORMAT: Final = 4
"""Version of both forms, the first value of every row. It rises when a field of the element types changes."""

_FACTS: Final = tuple(f.name for f in fields(ArticleFacts))
_PUBLISHED_AT, _DATELINE_AT, _EVIDENCE_AT, _REMNANTS_AT, _HOME_AT = (
    _FACTS.index(name) for name in ("published", "dateline", "evidence", "remnants", "home")
)
_of_alignment: Final = attrgetter(*FIELDS)
_of_facts: Final = attrgetter(*_FACTS)
_of_evidence: Final = attrgetter(*(f.name for f in fields(Evidence)))
_DATELINE: Final = tuple(f.name for f in fields(Dateline))
_AGENCIES_AT: Final = _DATELINE.index("agencies")
_of_dateline: Final = attrgetter(*_DATELINE)
_of_published: Final = attrgetter(*(f.name for f in fields(Published)))
_facts, _evidence, _dateline, _published = quick(ArticleFacts), quick(Evidence), quick(Dateline), quick(Published)


def encode_facts(facts: ArticleFacts) -> bytes:
    """Bytes of the facts of one article; equal facts give equal bytes.

    >>> f = ArticleFacts("00", None, None, "en", None, None, (), 3, 1)
    >>> decode_facts(encode_facts(f)) == f
    True
    """
    row = [FORMAT, *_of_facts(facts)]
    row[_PUBLISHED_AT + 1] = None if facts.published is None else _of_published(facts.published)
    row[_DATELINE_AT + 1] = None if facts.dateline is None else _of_dateline(facts.dateline)
    row[_EVIDENCE_AT + 1] = [_of_evidence(item) for item in facts.evidence]
    return orjson.dumps(row, option=orjson.OPT_SERIALIZE_NUMPY)


def decode_facts(data: bytes) -> ArticleFacts:
    """The facts of `encode_facts`'s bytes.

    Raises:
        ValueError: bytes of another format, or damaged.
    """
    row = _row(data, len(_FACTS), "facts")
    if row[_PUBLISHED_AT] is not None:
        row[_PUBLISHED_AT] = _published(*row[_PUBLISHED_AT])
    dateline = row[_DATELINE_AT]
    if dateline is not None:
        dateline[_AGENCIES_AT] = tuple(dateline[_AGENCIES_AT])
        row[_DATELINE_AT] = _dateline(*dateline)
    row[_EVIDENCE_AT] = tuple([_evidence(*item) for item in row[_EVIDENCE_AT]])
    row[_REMNANTS_AT] = tuple(map(tuple, row[_REMNANTS_AT]))
    row[_HOME_AT] = tuple(map(tuple, row[_HOME_AT]))
    return _facts(*row)


def has_evidence(data: bytes) -> bool:
    """Whether the facts of `encode_facts`'s bytes hold any evidence; most texts of a dump have none, and nothing is made of those.

    Raises:
        ValueError: bytes of another format, or damaged.
    """
    return bool(_row(data, len(_FACTS), "facts")[_EVIDENCE_AT])


def encode_alignment(alignment: Alignment) -> bytes:
    """Bytes of one alignment; equal alignments give equal bytes."""
    row = list(_of_alignment(alignment))
    row[PASSAGES] = [tuple(p) for p in alignment.passages]
    return encode_row(tuple(row))


def encode_row(row: tuple[Any, ...]) -> bytes:
    """The same of the values of an alignment, see `transforms.alignment.table.Table.rows`."""
    return orjson.dumps((FORMAT, *row))


def decode_alignment(data: bytes) -> Alignment:
    """The alignment of `encode_alignment`'s bytes.

    Raises:
        ValueError: bytes of another format, or damaged.
    """
    return alignment_of(_row(data, len(FIELDS), "an alignment"))


def _row(data: bytes, size: int, what: str) -> list[Any]:
    row = orjson.loads(data)
    if not isinstance(row, list) or len(row) != size + 1 or row[0] != FORMAT:
        raise ValueError(f"bytes of {what} are not of format {FORMAT}: rebuild the state")
    del row[0]
    return row
