"""Every element type that travels between the stages: frozen slotted dataclasses, no Beam.

Offsets are Unicode code points into `Article.text` (the decoded text), half-open [start, end).
Times are ISO 8601 strings, days are `int` days since 1970-01-01, hashes are unsigned numpy integers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from transforms.text.normal_text import NormalText

U8Array = NDArray[np.uint8]
U16Array = NDArray[np.uint16]
U32Array = NDArray[np.uint32]
U64Array = NDArray[np.uint64]
I32Array = NDArray[np.int32]

UNIT_KINDS: Final = ("headline", "caption", "body", "footer", "noise")
"""Unit kinds; the index is the code stored in `Sketch.sentence_unit`."""

EVIDENCE_KINDS: Final = (
    "copyright", "dateline", "byline", "credit", "with_agencies", "in_text_attribution", "agency_witness",
    "signer", "transmission_mark", "tail", "url", "republication_notice", "photo_credit", "style",
)  # fmt: skip
"""Evidence kinds of DESIGN.md section 5."""

DERIVATIONS: Final = (
    "verbatim", "light_edit", "partial", "rewrite", "translation", "back_translation", "mashup",
)  # fmt: skip
"""Relations that are derivation: child carries (part of) the text of the parent."""

FAMILY_RELATIONS: Final = ("language_edition", "wire_version", "co_derivative", "self_update")
"""Relations inside a family that are not derivation."""

OUTSIDE_RELATIONS: Final = ("same_event", "follow_up", "shared_background", "shared_caption", "boilerplate")
"""Relations between families."""

RELATIONS: Final = DERIVATIONS + FAMILY_RELATIONS + OUTSIDE_RELATIONS
"""All relations, DESIGN.md section 1."""


# ------------------------------------------------------------------ documents and articles


@dataclass(frozen=True, slots=True)
class Document:
    """One raw text as read, before decoding."""

    #: 16 hex digits (64 bits): hash of the document's name (URL, id field, or path below the input root)
    doc_id: str
    #: URL, id field or path below the input root; never an absolute path
    uri: str
    #: raw bytes; UTF-8 bytes of the text field for rows of a dump
    data: bytes
    #: encoding stated by the source (``utf-8`` for dump rows), or None: detect
    declared_encoding: str | None = None
    outlet: str | None = None
    url: str | None = None
    record_id: str | None = None
    #: publication time as the source states it (path template, field, sidecar), unparsed
    published: str | None = None
    #: BCP 47 language as the source states it
    language: str | None = None
    #: ``text`` or ``html``
    media: str = "text"
    #: headline as the source states it, used where the text has none
    title: str | None = None
    #: where exactly the bytes were read (file, offset): tells copies of one document apart, never written out
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; the record's ``source`` object."""

    uri: str
    outlet: str | None
    url: str | None
    record_id: str | None
    #: encoding the bytes were read in, as a Python codec name; ``+ftfy`` behind it if mojibake or HTML entities
    #: were repaired afterwards (spans then point into the repaired text)
    encoding: str
    #: SHA-256 of the raw bytes, hex
    sha256: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A labelled span of the text."""

    #: one of UNIT_KINDS
    kind: str
    start: int
    end: int
    #: BCP 47 primary subtag: the document's, where the unit is too short to tell or nothing speaks against it
    language: str | None = None

    def __post_init__(self) -> None:
        """Refuse impossible spans."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"unit span must satisfy 0 <= start <= end, got [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that speaks for an agency."""

    #: one of EVIDENCE_KINDS
    kind: str
    #: canonical agency name (key of the alias table); None: an agency is meant but not named ("agencies")
    agency: str | None
    #: ``text`` or ``photo``
    about: str
    #: strength in [0, 1], NEWSWIRE taxonomy
    weight: float
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and date of filing at the head of the body."""

    raw: str
    start: int
    end: int
    #: normal form, the same in every language: ``BAGHDAD, Iraq (AFP) -``
    normal: str
    #: place in its normal (English) form when resolved, else as printed
    place: str | None
    region: str | None
    #: ISO 3166-1 alpha-2
    country: str | None
    geoname_id: int | None
    #: ``2024-02-26``, or ``--02-26`` without a year
    date: str | None
    #: ``printed``, ``year_from_document``, ... or None without a date
    date_basis: str | None
    agencies: tuple[str, ...]
    #: which grammar form matched, e.g. ``place_agency_dash``, ``bare_place``
    form: str
    confidence: float


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date found in or around the text."""

    #: ``crawl``, ``posted``, ``updated``, ``dateline`` or ``event``
    kind: str
    #: ISO 8601, with zone if known
    value: str
    start: int
    end: int
    #: other readings that were considered and dropped (day/month swap, other calendar), ISO 8601
    rejected: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Published:
    """The publication time of the document; only ever from a named basis."""

    #: ISO 8601, with zone if known
    value: str
    #: ``day``, ``minute``, ``second`` or ``month``
    precision: str
    #: ``source`` (template, field or sidecar), ``posted``, ``updated``, ``dateline``
    basis: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document after normalisation."""

    doc_id: str
    source: Source
    #: decoded text; every span points into it
    text: str
    #: BCP 47 primary subtag of the body, or None
    language: str | None
    title: str | None
    published: Published | None
    dates: tuple[DateMention, ...]
    dateline: Dateline | None
    #: in order of start, not overlapping
    units: tuple[Unit, ...]
    #: in order of start
    evidence: tuple[Evidence, ...]
    #: normal form of the source footers (``© AFP``, ``Source: AFP, dpa``), the same in every language, or None
    footer: str | None = None
    #: remnants of a source language: (language, weight) pairs, see `transforms.text.remnants`
    remnants: tuple[tuple[str, float], ...] = ()
    #: `Document.instance`
    instance: str = ""

    def unit_texts(self, kind: str) -> list[str]:
        """Texts of all units of one kind, in order."""
        return [self.text[u.start : u.end] for u in self.units if u.kind == kind]

    @property
    def normal_text(self) -> str:
        """The body in normal form (`transforms.text.normal_text`): one paragraph a line. Made anew at each call."""
        return self.normal_form().text

    def normal_form(self) -> NormalText:
        """`normal_text` with the way back to the raw text."""
        # the module needs this one; nothing is paid for it where nobody asks
        from transforms.text.normal_text import normal_body

        return normal_body(self.text, self.units)


# ------------------------------------------------------------------ sketches and pairs

TOKEN_QUOTED: Final = 1
"""Bit of `Sketch.token_flags`: the token stands inside quotation marks."""
TOKEN_CAPITAL: Final = 2
"""Bit of `Sketch.token_flags`: the token starts with a capital (name candidate)."""
TOKEN_COMMON: Final = 4
"""Bit of `Sketch.token_flags`: the token is a very common word of its language."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Fingerprint of one article: all that candidate search and alignment need, no text.

    A *token* is a word where words are spaced, one character where they are not (``unspaced``).
    Tokens cover headline, caption and body units, in order of the text; ``wording``, ``passage_*`` and
    ``anchors_signature`` cover the body only, except that captions have passage fingerprints of their own.
    W tokens, S sentences, A anchors, F fingerprints.
    """

    doc_id: str
    outlet: str | None
    language: str | None
    #: True where tokens are characters (Chinese, Japanese, Thai, Khmer, Lao, Burmese)
    unspaced: bool
    #: trusted published day (days since 1970-01-01), or None
    day: int | None
    #: (W,) folded token hashes
    token_hash: U32Array
    #: (W,) hashes of the stems (equal to token_hash where no stemmer exists)
    token_stem: U32Array
    #: (W,) raw offset of the token's first code point
    token_start: U32Array
    #: (W,) length in code points
    token_length: U16Array
    #: (W,) TOKEN_* bits
    token_flags: U8Array
    #: (W,) rarity from the frozen prior: 0 = most common, 255 = rarest
    token_rarity: U8Array
    #: (S + 1,) index of each sentence's first token; the last entry is W
    sentence_token: I32Array
    #: (S,) index into UNIT_KINDS
    sentence_unit: U8Array
    #: (A,) language-free anchor hashes, in order of position
    anchor_hash: U32Array
    #: (A,) token index of the anchor
    anchor_token: I32Array
    #: (A,) anchor kind code, see `transforms.sketch.anchors`
    anchor_kind: U8Array
    #: (A,) rarity from the frozen prior, 0..255
    anchor_rarity: U8Array
    #: (num_perm,) MinHash of the 5-token shingles of the body
    wording: U32Array
    #: number of distinct body shingles
    wording_size: int
    #: (F,) winnowed fingerprints, body and captions
    passage_hash: U64Array
    #: (F,) token index where the fingerprinted shingle starts
    passage_token: I32Array
    #: (anchor_perm,) MinHash of the anchor set
    anchors_signature: U32Array

    @property
    def sentences(self) -> int:
        """Number of sentences."""
        return len(self.sentence_unit)

    @property
    def body_tokens(self) -> int:
        """Number of tokens in body sentences."""
        lengths = self.sentence_token[1:] - self.sentence_token[:-1]
        return int(lengths[self.sentence_unit == UNIT_KINDS.index("body")].sum())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two articles that share enough sketch keys to be worth aligning; ``a < b``."""

    a: str
    b: str
    #: agreeing keys per view (bands for wording and anchors, fingerprints for passage)
    wording_keys: int = 0
    passage_keys: int = 0
    anchor_keys: int = 0
    #: True if the pair exists only because both hang on the hub of a capped key
    via_hub: bool = False

    def __post_init__(self) -> None:
        """Refuse unordered pairs."""
        if not self.a < self.b:
            raise ValueError(f"a candidate needs a < b, got {self.a!r}, {self.b!r}")


@dataclass(frozen=True, slots=True)
class CappedKey:
    """A sketch key too many articles of one time window share: its articles were linked to hubs, not pairwise."""

    #: ``wording``, ``passage`` or ``anchors``
    view: str
    #: the key, 16 hex digits
    key: str
    #: articles of the input that have the key, and the most within one time window
    articles: int
    crowd: int
    #: doc_id of the first hub (the smallest date and id)
    hub: str

    def row(self) -> dict[str, str | int]:
        """The key as the manifest lists it."""
        return {
            "view": self.view, "key": self.key, "articles": self.articles, "crowd": self.crowd, "hub": self.hub
        }  # fmt: skip


class Passage(NamedTuple):
    """One matched stretch of two texts, raw offsets on both sides.

    A tuple, for there are a dozen in an alignment and each is made several times: a dataclass that is frozen takes five
    times as long to make.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    #: ``verbatim``, ``reworded`` or ``translated``
    kind: str
    #: unit kind on each side
    unit_a: str
    unit_b: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the ordered sentence alignment of a candidate pair found. Shares are in [0, 1].

    Coverage and containment are of body against body; captions are reported apart.
    """

    a: str
    b: str
    cross_language: bool
    #: body tokens (the smaller and the larger side decide how far shares can be trusted)
    tokens_a: int
    tokens_b: int
    #: share of body tokens inside aligned sentence groups
    coverage_a: float
    coverage_b: float
    #: share of body tokens inside verbatim runs of >= 4 tokens
    verbatim_a: float
    verbatim_b: float
    #: token 3-gram containment, share of the side's distinct 3-grams found on the other side (same language)
    containment_a: float
    containment_b: float
    #: longest verbatim run of body tokens, and the longest outside quotation marks and names
    longest_run: int
    longest_plain_run: int
    #: aligned sentence pairs / groups in the body
    groups: int
    sentences_a: int
    sentences_b: int
    #: share of aligned groups that lie in one common order
    monotone: float
    #: True if the lead (first two body sentences) of a / of b takes part in an aligned group
    lead_a: bool
    lead_b: bool
    #: mean relative position (0 head .. 1 tail) of aligned tokens on each side
    position_a: float
    position_b: float
    #: direct quotations: number on each side, matched, matched in the same order, matched but with other words
    quotes_a: int
    quotes_b: int
    quotes_matched: int
    quotes_in_order: int
    quotes_altered: int
    #: rarity-weighted share of anchors of the smaller side met at about the same place on the other (0..1)
    anchor_score: float
    #: rarity-weighted anchors shared and shared in the aligned groups (absolute weights, bits)
    anchor_weight: float
    anchor_weight_aligned: float
    #: share of numbers (of the side with fewer) that the other side has too
    numbers_shared: float
    #: same-language rare readings shared (words rare in the prior, in aligned groups), a count
    rare_shared: int
    #: aligned tokens where at least one side is a caption; longest verbatim run with a caption on a side
    caption_tokens: int
    caption_run: int
    #: aligned tokens where both sides are headline
    headline_similarity: float
    passages: tuple[Passage, ...]
    #: agreeing keys carried over from the candidate
    wording_keys: int = 0
    passage_keys: int = 0
    anchor_keys: int = 0
    via_hub: bool = False
    #: net bits of the aligned stretches (shared weight less the price of unmatched weight, groups and gaps)
    evidence: float = 0.0
    #: evidence as a share of the weight of the lighter body (0..1)
    strength: float = 0.0
    #: bits of wording that verbatim runs share outside quotation marks and names (same language)
    plain_weight: float = 0.0
    #: distinct numbers of the body with fewer of them
    numbers: int = 0


# ------------------------------------------------------------------ attribution


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What attribution needs to know of one article: no text."""

    doc_id: str
    outlet: str | None
    url: str | None
    language: str | None
    #: published value (ISO 8601), its precision and basis, or None
    published: Published | None
    dateline: Dateline | None
    evidence: tuple[Evidence, ...]
    body_tokens: int
    sentences: int
    #: remnants of another language: (language, weight) pairs found by `transforms.text.remnants`
    remnants: tuple[tuple[str, float], ...] = ()
    #: day the document was first seen (state), or None
    first_seen: int | None = None
    sha256: str = ""
    #: languages of the places that the text names: (language, times) pairs (`transforms.sketch.homes`)
    home: tuple[tuple[str, int], ...] = ()
    #: lines of the body that hold text; 0 where nobody counted
    paragraphs: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of texts with a relation; DESIGN.md section 5."""

    link_id: str
    a: str
    b: str
    relation: str
    child: str | None
    parent: str | None
    #: calibrated probability that the relation is right
    confidence: float
    #: aligned coverage of the smaller body
    score: float
    coverage_a: float
    coverage_b: float
    longest_run_words: int
    direction_basis: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AgencyVerdict:
    """Which agency a text comes from."""

    name: str
    confidence: float
    #: ``evidence`` or ``derivation``
    basis: str


@dataclass(frozen=True, slots=True)
class Original:
    """The agency dispatch behind a family, present (``document``) or ``lost``."""

    id: str
    kind: str
    agency: str | None
    language: str | None
    confidence: float
    #: earlier ids of the same original
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one document came from its parent."""

    relation: str | None
    parent: str | None
    score: float
    copied_share: float
    originality: float
    lag_seconds: int | None
    direction_basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What attribution says of one document."""

    doc_id: str
    agency: AgencyVerdict | None
    #: ``yes``, ``in_text``, ``no`` or ``not_applicable``
    credited: str
    family_id: str | None
    also_in: tuple[str, ...]
    original: Original | None
    derivation: Derivation | None
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """One story of one source: its originals and all their witnesses."""

    family_id: str
    agency: str | None
    originals: tuple[Original, ...]
    members: tuple[str, ...]
    languages: tuple[str, ...]
    outlets: tuple[str, ...]
    first_published: str | None
    #: (family id, relation), sorted
    related: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """Attribution of one connected component of alignments."""

    attributions: tuple[Attribution, ...]
    links: tuple[Link, ...]
    families: tuple[Family, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CrossLinks:
    """Links of one pair whose texts are in different components, and the families of both sides."""

    links: tuple[Link, ...]
    family_a: str | None
    family_b: str | None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A document, or part of an input, that could not be processed; nothing is lost silently."""

    uri: str
    #: ``read``, ``normalize``, ``sketch``, ...
    stage: str
    #: key of `transforms.errors.DEAD_LETTER_CODES`
    code: str
    message: str
    sha256: str | None = None
    #: name of the file below OUT where the bytes are kept, or None
    bytes_kept: str | None = None


def doc_number(doc_id: str) -> int:
    """The 64-bit number of a doc_id, as used in packed columns; orders as the id does.

    >>> doc_number("00000000000000ff")
    255
    """
    return int(doc_id, 16)


def doc_name(number: int) -> str:
    """The doc_id of a 64-bit number.

    >>> doc_name(255)
    '00000000000000ff'
    """
    return f"{number:016x}"
