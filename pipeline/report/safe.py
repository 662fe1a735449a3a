"""What comes from data is made harmless for display: control characters, long lines, addresses, JSON in scripts.

The browser side puts every string in as a text node, so nothing here is needed to keep markup from running; it keeps
hostile text from breaking the layout, from turning lines around, and from offering addresses that do more than open a page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

LINE_LIMIT: Final = 300
"""Code points of a headline, an outlet or a file name that are shown."""

TEXT_LIMIT: Final = 60_000
"""Code points of one text that are shown; about forty pages of print."""

_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE: Final = (*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, *_TURNING)
_BREAKS: Final = (0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)

_BLOCK: Final[dict[int, int]] = {
    **dict.fromkeys(_INVISIBLE, 0xFFFD),
    **dict.fromkeys((0x200B, 0x2060, 0xFEFF), 0x200B),
    **dict.fromkeys(_BREAKS, 0x0A),
    0x09: 0x09,
    0xA0: 0xA0,
}
_LINE: Final[dict[int, str | None]] = {
    **dict.fromkeys(_INVISIBLE, " "),
    **dict.fromkeys(_TURNING, None),
    **dict.fromkeys((0x200B, 0x2060, 0xFEFF), None),
    **dict.fromkeys((0x200E, 0x200F, 0x061C), None),
}


def _changed(table: Mapping[int, int | str | None]) -> re.Pattern[str]:
    """One character that the table does not leave as it is: few texts have any, and looking is far cheaper than translating."""
    return re.compile("[" + "".join(re.escape(chr(c)) for c, to in table.items() if to != c) + "]")


_CHANGED_IN_BLOCK: Final = _changed(_BLOCK)
_CHANGED_IN_LINE: Final = _changed(_LINE)
_UNSAFE: Final = re.compile(r"[\s" + "".join(re.escape(chr(c)) for c in _INVISIBLE) + "]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_SCHEMES: Final = ("http", "https")
_URL_LIMIT: Final = 2000


def block(text: str, limit: int = TEXT_LIMIT) -> str:
    r"""A text for display, code point for code point, so that spans still point at the same characters.

    Control characters and marks that turn the writing direction become U+FFFD, all line ends become newlines, and
    the text is cut at `limit` code points.

    >>> block("a\x00b\r\nc\u202ed") == "a\ufffdb \nc\ufffdd"
    True
    """
    shown = text[:limit].replace("\r\n", " \n")
    return shown.translate(_BLOCK) if _CHANGED_IN_BLOCK.search(shown) else shown


def line(text: str | None, limit: int = LINE_LIMIT) -> str:
    r"""A headline, name or path as one line: without control characters, spaces collapsed, cut at `limit`.

    >>> line(" a\x00\n b\u202e ")
    'a b'
    """
    if not text:
        return ""
    # what is cut away need not be cleaned first: a line may be megabytes long
    shown = text[: 8 * limit]
    clean = " ".join((shown.translate(_LINE) if _CHANGED_IN_LINE.search(shown) else shown).split())
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + "…"


def language(code: str | None) -> str | None:
    """A language code if it looks like one (BCP 47), else None.

    >>> language("pt-BR"), language("en><b>")
    ('pt-BR', None)
    """
    return code if code and _LANGUAGE.fullmatch(code) else None


def href(url: str | None) -> str | None:
    """The address if it may become a link: http or https, a host, no user name, no white space or control characters.

    >>> href("https://example.org/a"), href("javascript:alert(1)"), href("https://bank@evil.example/")
    ('https://example.org/a', None, None)
    """
    if not url or len(url) > _URL_LIMIT or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    return url if parts.scheme.lower() in _SCHEMES and host and user is None and "\\" not in url else None


def script_json(value: Any) -> bytes:
    r"""JSON that may stand inside a script element: no character of it can end the element or open a comment.

    >>> script_json({"a": "</script><!--"})
    b'{"a":"\\u003c/script\\u003e\\u003c!--"}'
    """
    data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return escape_json(data)


def escape_json(data: bytes) -> bytes:
    """JSON bytes with the characters that mean something to an HTML parser, or end a line of script, escaped."""
    return (
        data.replace(b"<", b"\\u003c")
        .replace(b">", b"\\u003e")
        .replace(b"&", b"\\u0026")
        .replace(b"\xe2\x80\xa8", b"\\u2028")
        .replace(b"\xe2\x80\xa9", b"\\u2029")
    )


def csp_hash(text: str) -> str:
    """The source expression by which a content security policy lets one inline script or style pass."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def short_key(name: str) -> str:
    """A short, stable key of a name that is safe in an address: 12 hex digits."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def fnv1a(key: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII key; `assets/core.js` computes the same to find a key's data file.

    >>> fnv1a("a")
    3826002220
    """
    value = 0x811C9DC5
    for code in key.encode("utf-8"):
        value = ((value ^ code) * 0x01000193) & 0xFFFFFFFF
    return value
