"""Settings of every stage: frozen, validated; the single source of `configs/default.toml`.

What stands here decides *what is computed*; where and how it runs (workers, runner, block sizes) is in
`RunSettings`, which is left out of the settings hash.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class ReadSettings(_Section):
    """How inputs become documents."""

    path_template: str | None = Field(
        None, description="template of the path below the input root, e.g. '{outlet}/{date}/{name}.txt'"
    )
    text_field: str = Field("text", description="field of the text in JSON Lines rows")
    id_field: str | None = Field("id", description="field of the row's id, if it has one")
    url_field: str | None = Field("url", description="field of the URL")
    title_field: str | None = Field("title", description="field of the headline, used where the text has none")
    outlet_field: str | None = Field("outlet", description="field of the outlet")
    published_field: str | None = Field("published", description="field of the publication time")
    language_field: str | None = Field("language", description="field of the language (BCP 47)")
    max_bytes: int = Field(5_000_000, ge=1, description="largest document, bytes after unpacking")
    max_lines: int = Field(200_000, ge=1, description="most lines of one document")
    max_members: int = Field(10_000_000, ge=1, description="most members or rows of one file")
    max_expansion: float = Field(200.0, ge=1, description="largest unpacked : packed ratio of a compressed file")


_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]
_Host = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[\w.-]+\.[a-z]{2,}(/\S*)?$")]


class AgencySettings(_Section):
    """An agency of the user's own, or more forms of a known one."""

    name: str | None = Field(None, description="full name; for a known agency its own stays")
    country: str = Field("", pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2 code of its seat")
    forms: tuple[_Name, ...] = Field((), description="forms that mean it wherever they stand")
    slot_forms: tuple[_Name, ...] = Field((), description="forms that mean it only beside a bracket, a slash or a dash")
    photo: bool = Field(False, description="sells pictures only")


class NormalizeSettings(_Section):
    """How documents become articles."""

    min_language_letters: int = Field(60, ge=1, description="letters needed to identify a language (pycld2 limit)")
    dateline_lines: int = Field(8, ge=1, description="non-empty lines searched for a dateline from the top")
    dateline_columns: int = Field(160, ge=20, description="characters of a line searched for a dateline")
    boilerplate: str | None = Field(
        None, description="file of a table made by `wiretrace learn boilerplate`: its sentences become noise"
    )
    boilerplate_version: str | None = Field(
        None, description="version of that table, filled in when the settings are loaded; another table is refused"
    )
    agencies: dict[_Name, AgencySettings] = Field(
        {}, description="agencies of your own: [normalize.agencies.XYZ] with forms, slot_forms, name, country, photo"
    )
    aliases: dict[_Name, str] = Field({}, description="further forms of agencies: {\"Agence Presse\" = \"AFP\"}")
    outlets: dict[str, _Name] = Field(
        {}, description="names of outlets by host or by the name they are read under: {\"m.example.org\" = \"Example\"}"
    )
    mirrors: dict[_Host, str] = Field(
        {}, description="hosts, or beginnings of addresses, whose pages are an agency's copy: {\"example.org/afp/\" = \"AFP\"}"
    )
    furniture: dict[str, tuple[str, ...]] = Field(
        {}, description="sentences that an outlet prints under everything, by outlet; \"*\" for all outlets"
    )

    @field_validator("agencies")
    @classmethod
    def _named(cls, agencies: dict[str, AgencySettings]) -> dict[str, AgencySettings]:
        for key, row in agencies.items():
            if not (row.forms or row.slot_forms):
                raise ValueError(f"the agency {key!r} has no form to be known by; give forms or slot_forms")
        return agencies

    @field_validator("aliases", "mirrors")
    @classmethod
    def _known(cls, table: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        if table:
            # the table of agencies is large, and rarely needed here
            from transforms.text.agencies import AGENCIES

            own = info.data.get("agencies", {})
            for form, agency in table.items():
                if agency not in AGENCIES and agency not in own:
                    raise ValueError(f"{form!r} stands for {agency!r}, but no agency is called so")
        return table

    @field_validator("furniture")
    @classmethod
    def _long_enough(cls, table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if table:
            from transforms.text.boilerplate import keys_of

            for outlet, sentences in table.items():
                for sentence in sentences:
                    if not keys_of(sentence):
                        raise ValueError(f"the sentence {sentence!r} of {outlet!r} is too short to be told from others")
        return table


class SketchSettings(_Section):
    """How articles become sketches."""

    shingle: int = Field(5, ge=2, description="tokens per shingle where words are spaced")
    shingle_unspaced: int = Field(8, ge=2, description="characters per shingle where words are not spaced")
    shingle_syllabic: int = Field(20, ge=2, description="characters per shingle in Thai, Lao, Khmer and Burmese")
    num_perm: int = Field(128, ge=16, description="permutations of the wording MinHash")
    seed: int = Field(1, ge=0, description="seed of the permutations (datasketch default)")
    window: int = Field(16, ge=1, description="winnowing window, shingles: a shared run of window + shingle - 1 tokens always shares a key")
    anchor_perm: int = Field(128, ge=16, description="permutations of the anchors MinHash")
    lexicon: str | None = Field(
        None, description="file made by `wiretrace learn lexicon`: its words become anchors that translations share"
    )
    lexicon_version: str | None = Field(
        None, description="version of that lexicon, filled in when the settings are loaded; another one is refused"
    )


class CandidateSettings(_Section):
    """Which pairs are worth aligning."""

    window_days_before: int = Field(7, ge=0, description="days a parent may be older than its copy")
    window_days_after: int = Field(2, ge=0, description="days a copy may seem older than its parent")
    max_group: int = Field(50, ge=2, description="articles a key may join pairwise; larger groups become a star around their hub")
    wording_rows: int = Field(3, ge=1, description="signature values per band of the wording view")
    max_anchor_group: int = Field(20, ge=2, description="the same for keys of the anchors view, which are many and weak")
    anchor_distance: int = Field(15, ge=1, description="tokens within which two anchors make a key")
    anchor_pair_bits: float = Field(6.0, ge=0, description="least bits of two anchors that make a key")
    anchor_single_bits: float = Field(5.0, ge=0, description="least bits of an anchor that makes a key alone")
    anchor_share: float = Field(0.025, ge=0, le=1, description="share of the anchor keys of the lighter article, by weight and place, that makes a candidate")
    anchor_enough_bits: float = Field(80.0, ge=0, description="weight of shared anchor keys that makes a candidate whatever their share, bits")
    anchor_least_bits: float = Field(5.0, ge=0, description="least weight of the shared anchor keys that makes a candidate, bits")


class AlignSettings(_Section):
    """How pairs are aligned."""

    min_run: int = Field(4, ge=2, description="words of the shortest verbatim run that counts (twice as many characters where words are not spaced)")
    passage_run: int = Field(8, ge=2, le=20, description="words of the shortest verbatim run shown as a passage of its own")
    hopeless: float = Field(12.0, ge=0, description="bits of shared anchors below which a pair that shares nothing else is not aligned (a rare name has 12-20)")


class AttributeSettings(_Section):
    """How links become families and verdicts."""

    agency_decided: float = Field(0.8, description="confidence from which an agency is decided")
    agency_named: float = Field(0.5, description="confidence from which an agency is named at all")
    family_joined: float = Field(0.7, ge=0, le=1, description="probability from which a pair can join two families")
    family_certain: float = Field(0.9, ge=0, le=1, description="probability from which one pair joins two families alone, and two single texts across languages")
    family_support_alone: float = Field(
        0.3, ge=0, le=1, description="mean probability of all pairs with a family that a single text needs to join it"
    )
    mashup_share: float = Field(0.15, ge=0, le=1, description="share of a body that each source of a mash-up covers alone")
    event_named: float = Field(0.5, ge=0, description="event score from which a pair of two families is linked at all")


class RunSettings(_Section):
    """Where and how a run works; nothing here changes a record."""

    block: int = Field(0, ge=0, description="most articles in one block, which ends at 16 MB too; 0: by the size of the input")
    partitions: int = Field(0, ge=0, description="hash partitions of packed rows; 0: by the size of the input")
    shards: int = Field(0, ge=0, description="files of each output table; 0: by the size of the input")
    turn_seconds: float = Field(2.0, ge=0, description="stream: seconds from the start of one turn to the next, unless files are waiting")
    turn_files: int = Field(400, ge=1, description="stream: most files of one turn; what arrives beyond waits where it is")
    settle_seconds: float = Field(1.0, ge=0, description="stream: seconds that a file must stand still to count as complete")
    late_days: int = Field(2, ge=0, description="stream on a cluster: days an article may arrive after its published day and still meet all that a batch would show it")
    remember_days: int = Field(30, ge=0, description="stream on a cluster: days that ids of forgotten articles stay known, so that a text that comes again is not new")
    max_dead_letter_share: float = Field(0.5, ge=0, le=1, description="share of dead letters above which the run exits with 4")


class Settings(_Section):
    """All settings of a run."""

    read: ReadSettings = ReadSettings()
    normalize: NormalizeSettings = NormalizeSettings()
    sketch: SketchSettings = SketchSettings()
    candidates: CandidateSettings = CandidateSettings()
    align: AlignSettings = AlignSettings()
    attribute: AttributeSettings = AttributeSettings()
    run: RunSettings = RunSettings()


MediaType = Literal["text", "html"]
