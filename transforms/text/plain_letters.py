"""Texts of which lower case tells all that a pattern without regard to case would find.

Such patterns take some letters for others that are no small or capital form of them: the dotless ``ı`` for ``i``, the long
``ſ`` for ``s``, the sign of the kelvin for ``k``. A test of words in lower case that spares a pattern holds where none of
these stands; elsewhere the pattern itself must be asked.
"""

from __future__ import annotations

import re
from typing import Final

_UNUSUAL: Final = re.compile("[^\u0000-\u012f\u0132-\u017e\u0180-\u024f\u2010-\u205f\u20a0-\u20cf]")
"""Whatever is not a usual Latin letter, punctuation or currency."""


def plain_letters(text: str) -> bool:
    """Whether a text is Latin and has no letter that counts as another one where case does not count.

    >>> plain_letters("“Été” – 5 €"), plain_letters("Kadıköy"), plain_letters("Вода")
    (True, False, False)
    """
    return text.isascii() or _UNUSUAL.search(text) is None
