"""What two texts are to each other, by the tests of NEWSWIRE.md 3.1, from the features of their alignment.

Three questions, kept apart: how likely do both carry one source text (`family_probability`), in what way does the
child carry the parent's text (`text_relation`), and what is a pair that carries no common source (`outside_relations`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, NamedTuple

from transforms.alignment.scoring import derivation_probability
from transforms.attribution.agency import furniture
from transforms.attribution.times import days_between
from transforms.schema import Alignment, ArticleFacts

UNSPACED_LANGUAGES: Final = frozenset({"zh", "ja", "th", "km", "lo", "my"})
PROMISED_RUN: Final = 20
PROMISED_RUN_UNSPACED: Final = 40
"""Verbatim run that is always in the links, whatever the relation (DESIGN.md, promise 3): words, or characters."""
CAPTION_RUN: Final = 12
"""Run with a caption on a side from which the pair shares a caption; captions are short and full of names."""

VERBATIM_MIN: Final = 0.90
VERBATIM_MAX: Final = 0.95
EVEN: Final = 0.95
LIGHT: Final = 0.75
IN_ORDER: Final = 0.90
EXPANDED: Final = 0.50
EXCERPT: Final = 0.33
PARTIAL_RUN: Final = 25
PARTIAL_SHARE: Final = 0.30
MOSTLY_KEPT: Final = 0.5
WOVEN: Final = 0.5
WOVEN_GROUPS: Final = 3
MACHINE_COVERAGE: Final = 0.70
MACHINE_CONTAINMENT: Final = 0.35
ALTERED: Final = 0.5
QUOTED_RUN: Final = 12
"""Start values of NEWSWIRE.md 3.1: 3-gram containment, order, run in words, coverage, share of altered quotes; a text
that lacks a twentieth of the other was cut or added to, so it is no verbatim copy; one that is less than a third of the
other is some of its paragraphs; where more of what is aligned has other words than the same, it is no partial copy; what covers less than half of a longer
text, in another order (.95), was woven into a story of several sources; a run of words that a machine would not have left alone."""

DECIDED_AGENCY: Final = 0.8
SAME_AGENCY: Final = 1.5
QUOTES_IT: Final = 3.0
QUOTE_TAKEN: Final = 15
OTHER_AGENCY: Final = 4.0
OTHER_DAY: Final = 1.0
SHORT_TEXT: Final = 100
BRIEF_COVERED: Final = 0.5
FOLLOW_UP: Final = 0.35
ALL_ANCHORS: Final = 0.8
BACKGROUND: Final = 6.0
BACKGROUND_PLACE: Final = 0.55
BACKGROUND_SHARE: Final = 0.5
FULL_COPY: Final = 0.8
FULL_COPY_OTHER: Final = 0.5
"""Log-odds that agency evidence, dates and the place of what is shared add to what the words say (a judgement); where
shared background lies (NEWSWIRE.md 3.1: not in the leads, in the last part of both); what counts as a copy in full;
the same for a quotation of so many words (press lines give 6 to 9, NEWSWIRE.md 3.1) that one of them has from the agency;
below how many words a text is short, and how much of both must be aligned where one is;
the event score of a follow-up; the share of the anchors in common that boilerplate holds."""


class Side(NamedTuple):
    """One side of an alignment."""

    doc_id: str
    tokens: int
    coverage: float
    verbatim: float
    containment: float
    sentences: int
    lead: bool
    position: float
    quotes: int


class Pair(NamedTuple):
    """An aligned pair inside a component; `i` and `j` are indices of its documents, ``i < j``."""

    i: int
    j: int
    alignment: Alignment
    #: probability that both carry one source text, by the texts alone
    text_probability: float
    #: the same with agency evidence and dates
    probability: float
    #: one of the two is a copy in full of the other
    full_copy: bool


def side_of(al: Alignment, doc_id: str) -> Side:
    """The side of one document.

    Raises:
        ValueError: if the document is not in the alignment.
    """
    if doc_id == al.a:
        return Side(
            al.a, al.tokens_a, al.coverage_a, al.verbatim_a, al.containment_a, al.sentences_a, al.lead_a, al.position_a,
            al.quotes_a,
        )  # fmt: skip
    if doc_id == al.b:
        return Side(
            al.b, al.tokens_b, al.coverage_b, al.verbatim_b, al.containment_b, al.sentences_b, al.lead_b, al.position_b,
            al.quotes_b,
        )  # fmt: skip
    raise ValueError(f"{doc_id!r} is not in the alignment of {al.a!r} and {al.b!r}")


def score_of(al: Alignment) -> float:
    """Aligned coverage of the smaller body (the higher one where they are of one size)."""
    if al.tokens_a == al.tokens_b:
        return max(al.coverage_a, al.coverage_b)
    return al.coverage_a if al.tokens_a < al.tokens_b else al.coverage_b


def promised_run(a: ArticleFacts, b: ArticleFacts) -> int:
    """Length of the verbatim run that must be in the links: words, or characters where words are not spaced."""
    unspaced = a.language in UNSPACED_LANGUAGES or b.language in UNSPACED_LANGUAGES
    return PROMISED_RUN_UNSPACED if unspaced else PROMISED_RUN


def is_full_copy(al: Alignment) -> bool:
    """Whether one text is in the other in full, and is most of it: redistribution, not a quotation."""
    if al.cross_language:
        return False
    return (
        max(al.containment_a, al.containment_b) >= FULL_COPY
        and min(al.containment_a, al.containment_b) >= FULL_COPY_OTHER
    )


def family_probability(
    al: Alignment,
    text_probability: float,
    a: ArticleFacts,
    b: ArticleFacts,
    own_a: Mapping[str, float],
    own_b: Mapping[str, float],
) -> float:
    """Probability that two texts carry one source text, from the texts, the agencies they name and their days.

    Two stories of one agency that start alike are versions or editions of one story; two agencies write about
    one event in the same words here and there. A copy in full is a copy, whoever it names.
    """
    p = min(max(text_probability, 1e-4), 1 - 1e-4)
    odds = math.log(p / (1 - p))
    if not is_full_copy(al):
        if own_a and own_b:
            common = max((min(own_a[n], own_b[n]) for n in own_a.keys() & own_b.keys()), default=0.0)
            if common >= 0.5:
                if al.lead_a and al.lead_b:
                    odds += SAME_AGENCY * common
                if _takes_quotation(al) and _one_quotes(a, b, own_a, own_b):
                    odds += QUOTES_IT
            else:
                against = min(max(own_a.values()), max(own_b.values()))
                if against >= 0.5:
                    odds -= OTHER_AGENCY * against
        # what both dispatches are is looked up only where it matters
        if is_background(al, True) and (is_background(al, False) or _both_dispatches(a, b, own_a, own_b)):
            odds -= BACKGROUND
        if al.containment_a < 0.5 and al.containment_b < 0.5:
            apart = _days_apart(a, b)
            if apart is not None and apart > 2:
                odds -= OTHER_DAY
    if is_slight(al, promised_run(a, b)):
        odds = min(odds, 0.0)
    return round(1 / (1 + math.exp(-odds)), 6)


def odds_added_at_most(al: Alignment) -> float:
    """The most that `family_probability` adds to the odds of a pair, whoever its texts name."""
    return (SAME_AGENCY if al.lead_a and al.lead_b else 0.0) + (QUOTES_IT if _takes_quotation(al) else 0.0)


def _takes_quotation(al: Alignment) -> bool:
    """Whether a long run of words stands in both, and a quotation in the same place: one can have it from the other."""
    return al.longest_run >= QUOTE_TAKEN and al.quotes_in_order > 0


def _both_dispatches(
    a: ArticleFacts, b: ArticleFacts, own_a: Mapping[str, float], own_b: Mapping[str, float]
) -> bool:
    """Whether both texts stand as one agency sent them; an outlet's own story that quotes the agency twice does not."""
    return any(
        min(own_a[name], own_b[name]) >= DECIDED_AGENCY and furniture(a, name) and furniture(b, name)
        for name in sorted(own_a.keys() & own_b.keys())
    )


def _one_quotes(
    a: ArticleFacts, b: ArticleFacts, own_a: Mapping[str, float], own_b: Mapping[str, float]
) -> bool:
    """Whether one of two texts names the agency of both only in its prose: what they share word for word is from there."""
    names = [name for name in sorted(own_a.keys() & own_b.keys()) if min(own_a[name], own_b[name]) >= 0.5]
    return any(not (furniture(a, name) and furniture(b, name)) for name in names)


def is_slight(al: Alignment, run: int) -> bool:
    """Whether one text is so short that a few stock sentences cover it, and no long run of words is shared.

    News in brief on one event (who is in talks with whom, how many died) reads alike whoever writes it. Two briefs
    that say the same from end to end are another matter: two translations of one.
    """
    return (
        not al.cross_language
        and al.longest_run < run
        and min(al.tokens_a, al.tokens_b) < SHORT_TEXT * run // PROMISED_RUN
        and max(al.containment_a, al.containment_b) < LIGHT
        and min(al.coverage_a, al.coverage_b) < BRIEF_COVERED
    )


def is_background(al: Alignment, both_dispatches: bool) -> bool:
    """Whether what two texts share is background: neither lead takes part, and it stands in the last part of both.

    A text can also carry the head of an older one as its background. Where both come from one agency, that is
    a follow-up; elsewhere it may be an outlet that took paragraphs, which is derivation.

    Args:
        al: the alignment.
        both_dispatches: both texts are decidedly of one agency.
    """
    if al.cross_language or al.coverage_a > BACKGROUND_SHARE or al.coverage_b > BACKGROUND_SHARE:
        return False
    late_a = not al.lead_a and al.position_a >= BACKGROUND_PLACE
    late_b = not al.lead_b and al.position_b >= BACKGROUND_PLACE
    return (late_a and late_b) or (both_dispatches and (late_a or late_b))


def _days_apart(a: ArticleFacts, b: ArticleFacts) -> int | None:
    days = days_between(a.published, b.published)
    return None if days is None else abs(days)


def make_pair(
    i: int,
    j: int,
    al: Alignment,
    a: ArticleFacts,
    b: ArticleFacts,
    own_a: Mapping[str, float],
    own_b: Mapping[str, float],
) -> Pair:
    """Weigh one alignment; where it shows no passage it proves nothing."""
    if not al.passages:
        return Pair(i, j, al, 0.0, 0.0, full_copy=False)
    text_probability = round(derivation_probability(al), 6)
    return Pair(
        i,
        j,
        al,
        text_probability,
        family_probability(al, text_probability, a, b, own_a, own_b),
        is_full_copy(al),
    )


def binds(pair: Pair, joined: float) -> bool:
    """Whether a pair can join two texts into one family, or make one a mash-up of the other; `joined` is ``family_joined``."""
    return max(pair.probability, pair.text_probability) >= joined


def _quotes_changed(al: Alignment) -> bool:
    """Whether at least half of the quotations that both texts print have other words: people keep them, machines do not."""
    if al.longest_run >= QUOTED_RUN and al.longest_plain_run < al.longest_run // 2:
        # the longest run of the same words is direct speech, however each text cut it into quotations
        return False
    both = min(al.quotes_a, al.quotes_b)
    return both >= 2 and both - al.quotes_matched + al.quotes_altered >= ALTERED * both


def are_two_translations(al: Alignment) -> bool:
    """Whether two texts in one language say the same, but with other words down to the quotations.

    People who rewrite a text keep its quotations; two translations of one text do not have the same ones.
    """
    return (
        not al.cross_language
        and min(al.coverage_a, al.coverage_b) >= MACHINE_COVERAGE
        and max(al.containment_a, al.containment_b) < LIGHT
        and _quotes_changed(al)
    )


def text_relation(al: Alignment, child: str | None, remnants: bool) -> str:
    """How the child carries the parent's text: one of the derivation relations but ``mashup``.

    Args:
        al: the alignment.
        child: id of the child; None where the direction is unknown: then the side that lies more inside the
            other is read as the child.
        remnants: the child shows that it went through a machine: remnants of another language, paragraphs lost.
    """
    if al.cross_language:
        return "translation"
    own, other, words, source_words = al.containment_a, al.containment_b, al.tokens_a, al.tokens_b
    covered, source_covered, verbatim = al.coverage_a, al.coverage_b, al.verbatim_a
    if child == al.b or (child is None and (own, covered) < (other, source_covered)):
        own, other, words, source_words = other, own, source_words, words
        covered, source_covered, verbatim = source_covered, covered, al.verbatim_b
    elif child is not None and child != al.a:
        raise ValueError(f"{child!r} is not in the alignment of {al.a!r} and {al.b!r}")
    even = min(words, source_words) >= EVEN * max(words, source_words)
    if even and (min(own, other) >= VERBATIM_MIN or max(own, other) >= VERBATIM_MAX):
        return "verbatim"
    if words < EXCERPT * source_words and own >= LIGHT:
        return "partial"
    if al.monotone >= IN_ORDER and (own >= LIGHT or (other >= LIGHT and own >= EXPANDED)):
        return "light_edit"
    # a machine also breaks sentences of its own making in two: then all of the source is found, not all of the child
    whole = covered >= MACHINE_COVERAGE or (remnants and source_covered >= MACHINE_COVERAGE)
    if whole and own <= MACHINE_CONTAINMENT and (remnants or _quotes_changed(al)):
        return "back_translation"
    if al.longest_run >= PARTIAL_RUN or verbatim >= max(PARTIAL_SHARE, MOSTLY_KEPT * covered):
        return "partial"
    return "rewrite"


def is_woven(al: Alignment, child: str) -> bool:
    """Whether a text wove what it took into a longer one of its own: less than half of it, and in another order."""
    if al.cross_language or al.groups < WOVEN_GROUPS or al.monotone >= EVEN:
        return False
    own = side_of(al, child)
    other = side_of(al, al.b if child == al.a else al.a)
    return (
        own.coverage < WOVEN
        and own.tokens > other.tokens
    )


class Outside(NamedTuple):
    """A relation between texts of different families."""

    relation: str
    confidence: float
    #: the link is about captions: its passages are those with a caption on a side, else the others
    captions: bool
    basis: tuple[str, ...]


def event_score(al: Alignment) -> float:
    """How likely two texts are about one event, in [0, 1]: anchors at the same places, leads, numbers.

    A judgement, to order pairs by; see `outside_relations` for the threshold.
    """
    leads = 1.0 if al.lead_a and al.lead_b else 0.0
    return round(
        min(1.0, 1.2 * al.anchor_score + 0.25 * leads + 0.15 * al.numbers_shared + 0.3 * score_of(al)), 6
    )


def _nothing_else_shared(al: Alignment) -> bool:
    """Whether the aligned sentences hold all that the two texts have in common, or nothing rare at all."""
    if al.cross_language or score_of(al) > BACKGROUND_SHARE or not al.groups:
        return False
    return al.anchor_weight_aligned <= 0 or al.anchor_weight_aligned >= ALL_ANCHORS * al.anchor_weight


def outside_relations(
    al: Alignment,
    a: ArticleFacts,
    b: ArticleFacts,
    same_agency: bool,
    probability: float,
    event_named: float,
) -> list[Outside]:
    """Relations of a pair that carries no common source text; empty where the two have nothing to do with each other.

    A run of `promised_run` words always gives a relation.

    Args:
        al: the alignment.
        a: facts of ``al.a``.
        b: facts of ``al.b``.
        same_agency: both are known to come from the same agency.
        probability: probability that they do carry one source text after all.
        event_named: `event_score` from which a relation is named without a promised run.
    """
    found: list[Outside] = []
    need = promised_run(a, b)
    certain = 1.0 - probability
    caption_need = CAPTION_RUN if need == PROMISED_RUN else 2 * CAPTION_RUN
    if al.caption_run >= caption_need:
        found.append(
            Outside("shared_caption", round(max(certain, 0.5), 4), True, (f"caption_run:{al.caption_run}",))
        )
    score = event_score(al)
    if al.longest_run < need and score < event_named:
        return found
    basis: tuple[str, ...]
    leads = al.lead_a and al.lead_b
    same_source = same_agency or (a.outlet is not None and a.outlet == b.outlet)
    if not leads and not same_source and _nothing_else_shared(al):
        relation, confidence, basis = "boilerplate", 0.6, ("nothing_else_shared",)
    elif same_source and (score >= FOLLOW_UP or not al.passages):
        # one newsroom writes one story of an event: the next one is a follow-up
        relation, confidence, basis = "follow_up", max(0.5, score), ("same_source",)
    elif leads or (not al.passages and score >= event_named):
        relation, confidence, basis = "same_event", score, ("leads_align",) if leads else ("anchors",)
    else:
        relation, confidence, basis = "shared_background", max(0.5, 1 - score), ("leads_differ",)
    found.append(Outside(relation, round(min(confidence, 0.95) * max(certain, 0.5), 4), False, basis))
    return found
