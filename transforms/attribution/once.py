"""What is asked of one text and one agency again and again is worked out once: a text of a family has many pairs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

from transforms.schema import ArticleFacts

KEPT: Final = 2048
"""Answers kept of one question: several families' worth."""

Answer = TypeVar("Answer")


def once(question: Callable[[ArticleFacts, str | None], Answer]) -> Callable[[ArticleFacts, str | None], Answer]:
    """Keep what a question of a text and an agency gave.

    Answers are known by the text's identity, which costs a tenth of hashing all its evidence; the text is kept with its
    answer, so no other object can have its place.
    """
    known: dict[tuple[int, str | None], tuple[ArticleFacts, Answer]] = {}

    @wraps(question)
    def ask(facts: ArticleFacts, agency: str | None) -> Answer:
        key = id(facts), agency
        found = known.get(key)
        if found is not None and found[0] is facts:
            return found[1]
        answer = question(facts, agency)
        if len(known) >= KEPT:
            known.clear()
        known[key] = facts, answer
        return answer

    return ask
