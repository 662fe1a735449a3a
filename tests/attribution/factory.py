"""Synthetic articles and alignments: a text is a string of sentences, one letter each.

The same letter in two texts is the same sentence; ``A`` against ``a`` is the sentence in other words. Every sentence
has 20 tokens and fills 100 code points. So ``align("ABCD", "ABcX")`` has two sentences verbatim and one reworded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from transforms.schema import Alignment, ArticleFacts, Dateline, Evidence, Passage, Published

TOKENS = 20
WIDTH = 100


@dataclass(frozen=True)
class Text:
    """A synthetic article: its facts, and its sentences as letters."""

    facts: ArticleFacts
    letters: str

    @property
    def doc_id(self) -> str:
        return self.facts.doc_id


def doc_id(number: int) -> str:
    return f"{number:016x}"


def evidence(
    kind: str, agency: str | None, weight: float, at: int = 0, about: str = "text", text: str = ""
) -> Evidence:
    text = text or f"{kind} {agency}"
    return Evidence(kind, agency, about, weight, at, at + len(text), text)


def dateline(agency: str) -> tuple[Evidence, ...]:
    return (evidence("dateline", agency, 0.9),)


def furniture(agency: str) -> tuple[Evidence, ...]:
    return (evidence("dateline", agency, 0.9), evidence("copyright", agency, 0.95, 900))


def told(agency: str, times: int = 1) -> tuple[Evidence, ...]:
    return tuple(
        evidence("in_text_attribution", agency, 0.6, 100 * n, text=f"told {agency}") for n in range(times)
    )


def photo(agency: str) -> tuple[Evidence, ...]:
    return (evidence("photo_credit", agency, 0.15, about="photo"),)


def text(
    number: int,
    letters: str,
    *found: Evidence,
    language: str = "en",
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    remnants: tuple[tuple[str, float], ...] = (),
    dateline: Dateline | None = None,
) -> Text:
    """An article of these sentences; `published` is a day, or a minute where it holds a clock time."""
    when = None
    if published is not None:
        when = Published(published, "minute" if "T" in published else "day", "source")
    return Text(
        ArticleFacts(
            doc_id=doc_id(number),
            outlet=outlet,
            url=url,
            language=language,
            published=when,
            dateline=dateline,
            evidence=found,
            body_tokens=TOKENS * len(letters),
            sentences=len(letters),
            remnants=remnants,
        ),
        letters,
    )


def _longest_common_order(places: list[int]) -> int:
    best: list[int] = []
    for n, place in enumerate(places):
        best.append(1 + max((best[m] for m in range(n) if places[m] < place), default=0))
    return max(best, default=0)


def align(left: Text, right: Text, **changes: Any) -> Alignment:
    """The alignment of two synthetic texts; `changes` replace fields of it."""
    a, b = sorted((left, right), key=lambda t: t.doc_id)
    cross = a.facts.language != b.facts.language
    where = {letter.lower(): n for n, letter in enumerate(b.letters)}
    matched = [(n, where[letter.lower()]) for n, letter in enumerate(a.letters) if letter.lower() in where]
    verbatim = [(n, m) for n, m in matched if a.letters[n] == b.letters[m] and not cross]
    run = best = 0
    previous: tuple[int, int] | None = None
    for n, m in verbatim:
        run = run + 1 if previous == (n - 1, m - 1) else 1
        best, previous = max(best, run), (n, m)
    size_a, size_b = len(a.letters), len(b.letters)
    passages = tuple(
        Passage(
            WIDTH * n, WIDTH * n + WIDTH - 1, WIDTH * m, WIDTH * m + WIDTH - 1,
            "translated" if cross else "verbatim" if (n, m) in verbatim else "reworded", "body", "body",
        )
        for n, m in matched
    )  # fmt: skip
    smaller = min(size_a, size_b)
    share = len(matched) / smaller if smaller else 0.0
    result = Alignment(
        a=a.doc_id,
        b=b.doc_id,
        cross_language=cross,
        tokens_a=TOKENS * size_a,
        tokens_b=TOKENS * size_b,
        coverage_a=len(matched) / size_a,
        coverage_b=len(matched) / size_b,
        verbatim_a=len(verbatim) / size_a,
        verbatim_b=len(verbatim) / size_b,
        containment_a=0.0 if cross else min(1.0, len(verbatim) / size_a + 0.02 * share),
        containment_b=0.0 if cross else min(1.0, len(verbatim) / size_b + 0.02 * share),
        longest_run=TOKENS * best if best else (0 if cross else min(6, 6 * len(matched))),
        longest_plain_run=TOKENS * best if best else 0,
        groups=len(matched),
        sentences_a=size_a,
        sentences_b=size_b,
        monotone=_longest_common_order([m for _, m in matched]) / len(matched) if matched else 1.0,
        lead_a=any(n < 2 for n, _ in matched),
        lead_b=any(m < 2 for _, m in matched),
        position_a=sum(n + 0.5 for n, _ in matched) / (len(matched) * size_a) if matched else 0.0,
        position_b=sum(m + 0.5 for _, m in matched) / (len(matched) * size_b) if matched else 0.0,
        quotes_a=0,
        quotes_b=0,
        quotes_matched=0,
        quotes_in_order=0,
        quotes_altered=0,
        anchor_score=0.8 * share,
        anchor_weight=30.0 * len(matched) + 40.0,
        anchor_weight_aligned=30.0 * len(matched),
        numbers_shared=share,
        rare_shared=3 * len(matched),
        caption_tokens=0,
        caption_run=0,
        headline_similarity=share,
        passages=passages,
        evidence=40.0 * len(matched),
        strength=0.8 * share,
        plain_weight=150.0 * len(verbatim),
        wording_keys=8 if len(verbatim) > smaller / 2 else 0,
        passage_keys=len(verbatim),
        anchor_keys=4 if share > 0.5 else 0,
    )
    return replace(result, **changes)


def captioned(alignment: Alignment, run: int) -> Alignment:
    """The alignment with a caption of `b` that stands in the body of `a`."""
    shared = Passage(0, 120, 5000, 5120, "verbatim", "body", "caption")
    return replace(alignment, caption_run=run, caption_tokens=run, passages=(*alignment.passages, shared))


def align_all(*texts: Text) -> list[Alignment]:
    """Alignments of all pairs that share a sentence."""
    found = []
    for n, left in enumerate(texts):
        for right in texts[n + 1 :]:
            alignment = align(left, right)
            if alignment.groups:
                found.append(alignment)
    return found


def stated_probability(alignment: Alignment) -> float:
    """A stand-in for the fitted model, so that refitting it does not move these tests."""
    if not alignment.groups:
        return 0.0
    odds = (
        -4.0
        + 5.0 * (alignment.coverage_a if alignment.tokens_a <= alignment.tokens_b else alignment.coverage_b)
        + 4.0 * max(alignment.containment_a, alignment.containment_b)
        + (1.0 if alignment.lead_a and alignment.lead_b else -1.0)
        + min(alignment.longest_run, 100) / 25
        # no words can be the same across languages: what is aligned in full is as sure as a copy
        + 2.0 * (alignment.cross_language and min(alignment.coverage_a, alignment.coverage_b) > 0.8)
    )
    return 1 / (1 + math.exp(-odds))
