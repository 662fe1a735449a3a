"""Expected failures of one document: they become dead letters, never a crash.

The codes are a closed list; every one is documented here and in the README.
"""

from __future__ import annotations

from typing import Final

DEAD_LETTER_CODES: Final[dict[str, str]] = {
    "empty": "the document has no text (no byte, or nothing but white space and control characters)",
    "binary": "the bytes are not text: an image, an archive, an executable, or too many control bytes",
    "undecodable": "no character encoding reads the bytes as text",
    "too_large": "the document is larger than the limit read.max_bytes",
    "too_many_lines": "the document has more lines than the limit read.max_lines",
    "too_many_members": "the archive has more members than the limit read.max_members",
    "expansion_limit": "the compressed file grows past the limit read.max_expansion",
    "corrupt_archive": "the compressed file or archive cannot be unpacked",
    "unreadable": "the file system refused to read the file",
    "bad_row": "a row of a dump is not valid or has no usable text field",
    "superseded": "another text with the same id is newer (or, of equal date, has the smaller content hash)",
    "failed": "the document hit an unexpected error in a stage; the message names it",
}
"""Code → meaning, the closed list of DESIGN.md section 5."""


class DocumentError(Exception):
    """One document cannot be processed further, for a known reason.

    Args:
        code: a key of DEAD_LETTER_CODES.
        message: one sentence: what was found, what was expected, what to do.

    Raises:
        ValueError: if the code is not in the closed list.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep the code and the sentence."""
        if code not in DEAD_LETTER_CODES:
            raise ValueError(f"unknown dead letter code {code!r}; known: {sorted(DEAD_LETTER_CODES)}")
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        """Survive pickling between workers."""
        return (DocumentError, (self.code, self.message))
