"""From bytes to text: which encoding, and what to do with damage.

The order is: byte order mark, valid UTF-8, the declared encoding, nearly valid UTF-8, detection of a legacy
encoding. The text is what the codec gives, byte for byte: line ends are left alone, so that offsets hold for
anyone who decodes the same bytes with the codec named here. The one exception is mojibake and stray HTML
entities, which are repaired (`+ftfy` is then appended to the codec name, see `decode`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

import ftfy
import pycld2
from charset_normalizer import from_bytes

from transforms.errors import DocumentError

REPAIRED: Final = "+ftfy"
"""Suffix of the codec name when the decoded text was repaired afterwards."""

_BOMS: Final = (
    # UTF-32 first: its little-endian mark starts with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC: Final = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"BZh9", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x7fELF", "an executable"),
    (b"OggS\x00", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"PAR1", "a Parquet file"),
)
_MAGIC_HEADS: Final = tuple(magic for magic, _ in _MAGIC)
_BOM_HEADS: Final = tuple(bom for bom, _ in _BOMS)

# C0 controls that no text uses: not tab, line feed, vertical tab, form feed, carriage return, escape
_CONTROLS: Final = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_PROBE: Final = 8192
"""Bytes looked at for the share of control bytes."""
_MAX_CONTROL_SHARE: Final = 0.01
_SAMPLE: Final = 4096
"""Bytes given to the detector; chosen from lines that have non-ASCII bytes."""

_SUPERSET: Final = {
    # a label of the web means the superset (WHATWG Encoding Standard, section 4.2)
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_NOT_TEXT: Final = frozenset(
    {"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape",
     "undefined", "utf-7", "utf_7", "mbcs", "oem"}
)  # fmt: skip
"""Codecs that Python counts as text encodings but no page is stored in, or that differ by machine."""

_LATIN: Final = (
    "cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_13", "iso8859_15", "mac_roman",
)  # fmt: skip
_CJK: Final = ("gb18030", "cp932", "euc_jp", "cp949", "big5hkscs")
_FAMILIES: Final = (
    _LATIN,
    ("cp1251", "koi8_u", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic"),
    ("cp1253", "iso8859_7"),
    ("cp1255", "iso8859_8"),
    ("cp1256", "iso8859_6"),
    ("cp874",),
    *((name,) for name in _CJK),
)
"""charset-normalizer is sure about the script, less about which sibling it is: those are ranked here."""
_CANDIDATES: Final = [name for family in _FAMILIES for name in family]

_VISIBLE: Final = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
# a sign inside a word, a capital after a small letter, a control or a private character: wrong decoding
_WEIRD: Final = re.compile(
    r"[a-zß-öø-ÿа-яёіїєґα-ω][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄΑ-Ω]"
    r"|[A-Za-z][\u0370-\u05ff]|[\u0370-\u05ff][A-Za-z]"
    r"|[^\W\d_][\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2020\u2021\u201a\u201e][^\W\d_]"
    r"|[\x80-\x9f]|[\u2500-\u259f]|[\ue000-\uf8ff\uff61-\uff9f\u3131-\u318e]|[ªº€™©®§¶¤¢£¥][^\W\d_]"
)

# UTF-8 bytes read as cp1252 or latin-1: a lead byte and as many continuation bytes as it announces
_CONTINUATION: Final = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# one set in front, so that the search skips through clean text at full speed
_MOJIBAKE: Final = re.compile(
    rf"[ÂÃÅÄÆÇÐÑØÙÎÏâãäåæçèéêëìíïð](?:(?<=[ÂÃÅÄÆÇÐÑØÙÎÏ])(?![\xa0…’”–—])(?={_CONTINUATION})|(?<=[âãäåæçèéêëìíï])(?!\xa0){_CONTINUATION}{{2}}"
    rf"|(?<=â)€|(?<=Ã)[\xa0…]|(?<=ð){_CONTINUATION}{{3}})"
)
_ENTITY: Final = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_REPAIR: Final = ftfy.TextFixerConfig(
    unescape_html=True,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    # curly quotes carry information: which mark opens, and whether one is missing
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def decode(data: bytes, declared: str | None = None, *, mend: bool = True) -> tuple[str, str]:
    """Decode the bytes of one document.

    Args:
        data: raw bytes.
        declared: encoding label stated by the source (HTTP header, meta tag, dump), or None. Used when the bytes
            are not valid UTF-8: pages in UTF-8 under a wrong label are far more common than the reverse.
        mend: repair mojibake and HTML entities; False for markup, where entities have their meaning.

    Returns:
        The text, and the name of the Python codec it was read with. ``+ftfy`` is appended to the name when
        mojibake or HTML entities were repaired: offsets then point into the repaired text.

    Raises:
        DocumentError: ``empty``, ``binary`` or ``undecodable``.
    """
    text, codec = _decode_raw(data, declared)
    if _VISIBLE.search(text) is None:
        raise DocumentError(
            "empty", "the document has only white space and control characters; nothing to read"
        )
    repaired = repair(text) if mend else text
    if repaired != text:
        return repaired, codec + REPAIRED
    return text, codec


def repair(text: str) -> str:
    """Undo mojibake and HTML entities where their marks are present; else the same text.

    >>> repair("BAGHDAD â€“ Two &amp; two")
    'BAGHDAD – Two & two'
    """
    if not text.isascii() and _MOJIBAKE.search(text) is not None:
        return ftfy.fix_text(text, _REPAIR)
    if "&" in text and _ENTITY.search(text) is not None:
        return ftfy.fixes.unescape_html(text)
    return text


def _decode_raw(data: bytes, declared: str | None) -> tuple[str, str]:
    if not data:
        raise DocumentError("empty", "the document has no byte; nothing to read")
    for bom, marked in _BOMS if data.startswith(_BOM_HEADS) else ():
        if data.startswith(bom):
            text = _lenient(data, marked)
            if text is None:
                raise DocumentError(
                    "undecodable", f"the bytes start with the mark of {marked} but do not follow it"
                )
            return text, marked
    _refuse_magic(data)
    label = _codec_name(declared)
    if label is not None and label.startswith(("utf-16", "utf-32", "iso2022", "hz")):
        # the only encodings whose bytes can look like valid ASCII or UTF-8
        text = _strict(data, label)
        if text is not None and "\x00" not in text:
            return text, label
    head = data[:_PROBE]
    visible = head.translate(None, _CONTROLS)
    controls = len(head) - len(visible)
    if controls and not visible.strip():
        raise DocumentError(
            "empty", "the document has only white space and control characters; nothing to read"
        )
    if controls > _MAX_CONTROL_SHARE * len(head):
        codec = _utf16_without_mark(head)
        text = _lenient(data, codec) if codec else None
        if text is None or codec is None:
            share = 100 * controls / len(head)
            raise DocumentError(
                "binary", f"{share:.0f} % of the first bytes are control bytes; expected text"
            )
        return text, codec
    if b"\x1b" in head:
        for codec in ("iso2022_jp", "iso2022_kr"):
            text = _strict(data, codec)
            if text is not None and not text.isascii() and "\x1b" not in text:
                return text, codec
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and not data[: error.start].isascii()
    if cut:
        # the document was cut in the middle of a character
        return data.decode("utf-8", "replace"), "utf-8"
    return _decode_legacy(data, label)


def _decode_legacy(data: bytes, label: str | None) -> tuple[str, str]:
    """Decode bytes that are not valid UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - wrong
    if wrong * 10 <= good:
        return text, "utf-8"
    if label is not None and label != "utf-8":
        declared = _lenient(data, label)
        if declared is not None and len(_WEIRD.findall(declared)) * 3 <= max(1, _non_ascii(declared)):
            return declared, label
    for codec in _detect(_sample(data)):
        decoded = _lenient(data, codec)
        if decoded is not None:
            return decoded, codecs.lookup(codec).name
    raise DocumentError(
        "undecodable", "no character encoding reads the bytes as text; state the encoding of the input"
    )


def _refuse_magic(data: bytes) -> None:
    if not data.startswith(_MAGIC_HEADS):
        return
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DocumentError("binary", f"the bytes are {what}, not text")


def _codec_name(declared: str | None) -> str | None:
    """Python codec of a declared label, widened to the superset the web means by it; None if unusable."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'").lower()).name
    except (LookupError, ValueError, UnicodeError):
        return None
    if name in _NOT_TEXT:
        return None
    return _SUPERSET.get(name, name)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _lenient(data: bytes, codec: str) -> str | None:
    """Decode with at most 1 % of replaced characters (or one), else None."""
    text = _strict(data, codec)
    if text is not None:
        return text
    try:
        text = data.decode(codec, "replace")
    except (UnicodeError, LookupError):
        return None
    wrong = text.count("\ufffd")
    return text if wrong <= max(1, len(text) // 100) and wrong * 2 < len(text) else None


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 of mostly ASCII text shows as a zero in every second byte."""
    half = len(head) // 2
    if len(head) % 2 or half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _non_ascii(text: str) -> int:
    return sum(1 for char in text if char > "\x7f")


def _sample(data: bytes) -> bytes:
    """Lines with non-ASCII bytes, up to `_SAMPLE` bytes, never cut inside a character."""
    parts: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if line.isascii():
            continue
        if len(line) > _SAMPLE:
            # the byte 0x20 is never the second byte of a character in any candidate
            space = line.rfind(b" ", 0, _SAMPLE)
            line = line[: space if space > _SAMPLE // 2 else _SAMPLE * 4]
        parts.append(line)
        size += len(line)
        if size >= _SAMPLE:
            break
    return b"\n".join(parts)


def _detect(sample: bytes) -> Iterator[str]:
    """Candidate codecs, best first."""
    match = from_bytes(sample, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    first: tuple[str, ...] = ()
    if match is not None:
        first = next((family for family in _FAMILIES if match.encoding in family), ())
        yield from _rank(sample, first)
    yield from _rank(sample, [name for name in _CANDIDATES if name not in first])


def _rank(sample: bytes, codecs_tried: list[str] | tuple[str, ...]) -> list[str]:
    """Codecs whose reading looks like some language, best first; equal readings keep the given order."""
    scored: list[tuple[float, int, str]] = []
    for order, codec in enumerate(codecs_tried):
        text = _lenient(sample, codec)
        if text is None:
            continue
        weird = (len(_WEIRD.findall(text)) + text.count("\ufffd")) / max(1, _non_ascii(text))
        if weird >= 1 / 3:
            continue
        clean = "".join(char if char.isprintable() or char in "\n\t" else " " for char in text)
        try:
            reliable, _, details = pycld2.detect(clean.encode("utf-8", "replace"), isPlainText=True)[:3]
        except pycld2.error:
            continue
        _, _, percent, score = details[0]
        value = float(score) * float(percent) / 100 * (1.0 if reliable else 0.5) * (1 - 3 * weird)
        scored.append((-value, order, codec))
    return [codec for _, _, codec in sorted(scored)]
