"""Web archives (WARC, ISO 28500) and their text extracts (WET): one page is one document.

Read with warcio. Records that carry a page are ``response``, ``resource`` and ``conversion`` (the record type of WET files);
``warcinfo``, ``request``, ``metadata`` and ``revisit`` records speak about pages and hold none.
The archive's own date says when a page was fetched, not when it was published: it is not taken for a publication time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from transforms.errors import DocumentError

ENDINGS: Final = (".warc", ".wet")
"""Endings of the (unpacked) names of web archives."""

_WITH_PAGE: Final = frozenset({"response", "resource", "conversion"})
_ABOUT_PAGES: Final = frozenset({"warcinfo", "request", "metadata", "revisit"})
_MEDIA: Final = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_FOUND: Final = "200"
_PIECE: Final = 65_536
"""Bytes read at once of what follows a body."""
_TOLD: Final = 160
"""Characters of an error that are told: it quotes the line that was not understood, however long."""


@dataclass(frozen=True, slots=True)
class Page:
    """One record of a web archive that carries a page, or says why it carries none."""

    #: place of the record among all records of the file, from 0
    number: int
    #: WARC-Target-URI, or None
    url: str | None
    #: body without transfer and content encoding, at most ``longest`` bytes
    data: bytes
    #: ``text`` or ``html``
    media: str
    #: label of the encoding that the server or the format states, or None
    encoding: str | None
    #: why the record is no page (status, kind of content), or None
    refused: str | None = None


def read_pages(stream: Any, name: str, longest: int) -> Iterator[Page]:
    """The pages of an unpacked web archive, in order.

    Args:
        stream: binary stream of the unpacked archive.
        name: name of the file, for messages.
        longest: bytes read of one body.

    Raises:
        DocumentError: ``corrupt_archive``, the file is no web archive or is damaged.
    """
    records: Any = ArchiveIterator  # the package has no types
    number = -1
    try:
        for number, record in enumerate(records(stream)):
            if record.format != "warc":  # the reader takes any line of words for the head of an ARC file
                raise DocumentError("corrupt_archive", f"{name} is no web archive: record {number} has no WARC head")
            if record.rec_type in _WITH_PAGE:
                page = _page(number, record, longest)
                if len(page.data) < longest and not page.refused and _is_cut(record):
                    raise DocumentError("corrupt_archive", f"{name} ends inside record {number}")
                yield page
            elif record.rec_type not in _ABOUT_PAGES:
                url = record.rec_headers.get_header("WARC-Target-URI")
                yield Page(number, url, b"", "text", None, f"a record of type {record.rec_type!r}")
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise DocumentError("corrupt_archive", f"{name} is no readable web archive: {str(error)[:_TOLD]}") from error
    if number < 0:
        raise DocumentError("corrupt_archive", f"{name} is no web archive: it holds no record")


def _page(number: int, record: Any, longest: int) -> Page:
    url = record.rec_headers.get_header("WARC-Target-URI")
    headers = record.http_headers
    stated = headers.get_header("Content-Type") if headers is not None else record.rec_headers.get_header("Content-Type")
    kind, encoding = _content_type(stated or "")
    if record.rec_type == "conversion":
        kind, encoding = "text/plain", "utf-8"  # all that WET holds, whatever the page was
    refused = None
    if headers is not None and headers.get_statuscode() != _FOUND:
        refused = f"an answer with HTTP status {headers.get_statuscode()}"
    elif kind not in _MEDIA:
        refused = f"content of type {kind!r}"
    data = b"" if refused else record.content_stream().read(longest)
    return Page(number, url, data, _MEDIA.get(kind, "text"), encoding, refused)


def _is_cut(record: Any) -> bool:
    """Whether the file ended before the bytes that the head of the record promises, in whatever encoding they are."""
    while record.raw_stream.read(_PIECE):
        pass
    return bool(record.raw_stream.limit > 0)


def _content_type(value: str) -> tuple[str, str | None]:
    """(media type, charset label or None) of a Content-Type header."""
    header = Message()
    header["Content-Type"] = " ".join(value.split())
    return header.get_content_type(), header.get_content_charset()
