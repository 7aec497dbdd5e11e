"""One state of a visit as plain values: what pages show and what the letter and the workbook are made of.

Nothing here is stored; services read it from the read tables in one consistent view. Dates are calendar
days, moments are UTC in ISO form as the journal has them. Texts are "" where nothing was entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cafaudit.domain.details import (
    Addressee,
    CopyRecipient,
    InspectorName,
    PlanJudgement,
    Signatory,
    VisitDetails,
)
from cafaudit.domain.framework import Framework

PROVIDER_SOURCES: tuple[str, ...] = ("provider_self_evaluation", "provider_later_evidence")
"""Evidence sources that the letter lists as the provider's; all others were gathered on the visit."""

RANDOM = "random"
"""The reading mode that carries a claim about proportions; no other does."""

_BEGUN = frozenset({"open", "locked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something done on the visit; `wording` is its line in the letter."""

    id: str
    order: int = 0
    kind: str = ""
    wording: str = ""
    place: str = ""
    held_on: date | None = None
    posts: str = ""
    areas: tuple[str, ...] = ()
    in_letter: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One citable fact.

    `source` is one of SOURCES in `cafaudit.domain.vocabulary`, `polarity` for, neutral or against,
    `corroboration` oral, documented, seen_on_file or triangulated, `phase` before, during or after.
    `case` and `item` are set where it was written beside an answer. `number` counts from 1 in the order
    of entering and is printed as E-001.
    """

    id: str
    number: int
    text: str
    source: str
    order: int = 0
    polarity: str = "neutral"
    corroboration: str = ""
    phase: str = "during"
    as_at: str = ""
    observed_at: str = ""
    reference: str = ""
    case: str = ""
    item: str = ""
    areas: tuple[str, ...] = ()
    in_letter: bool = True
    author: str = ""
    at: str = ""

    @property
    def from_provider(self) -> bool:
        """Whether the letter lists it as the provider's evidence."""
        return self.source in PROVIDER_SOURCES

    @property
    def label(self) -> str:
        """The short name it is cited by, such as E-031."""
        return f"E-{self.number:03d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A concern put to the provider. It is open until a conclusion stands."""

    id: str
    text: str
    severity: str = ""
    case: str = ""
    item: str = ""
    told_post: str = ""
    told_at: str = ""
    response: str = ""
    response_at: str = ""
    conclusion: str = ""
    author: str = ""
    at: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its conclusion."""
        return not self.conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Files that were added to a draw, with the reason.

    `sizes` is files by stratum; `passed` are the reserves that were in use and so were passed over.
    """

    number: int
    sizes: Mapping[str, int]
    passed: tuple[str, ...]
    reason: str
    at: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecord:
    """One draw: "draw `number` of `draws`". `sizes` is files by stratum; hashes are lower-case hex.

    `late_rule` is the sentence on what becomes of a replaced file that turns up later, fixed before the draw.
    The seed's source was `source_named` "before" the seed, "with" it, or "" for never; `fixed_at` is when the
    list was fixed, `left_out` its rows that held no case, `excluded` the cases that the `exclusions` took.
    `reason` is given for a further draw, `expected` the share of each stratum where sizes follow such shares,
    as a fraction like "1/10". `sizes` are those of the draw itself, without its `extensions`.
    """

    number: int
    seed: str
    seed_source: str
    rule: str
    sizes: Mapping[str, int]
    strata: Mapping[str, int]
    frame_hash: str
    drawn_at: str
    author: str
    late_rule: str = ""
    source_at: str = ""
    source_named: str = ""
    fixed_at: str = ""
    left_out: int = 0
    exclusions: tuple[str, ...] = ()
    excluded: int = 0
    reason: str = ""
    expected: Mapping[str, str] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()

    @property
    def total_sizes(self) -> dict[str, int]:
        """Files of the sample by stratum, those of the extensions among them."""
        total = dict(self.sizes)
        for extension in self.extensions:
            for name, size in extension.sizes.items():
                total[name] = total.get(name, 0) + size
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledCase:
    """A case that was drawn, as sample or reserve. `order` counts from 1 within its stratum's queue.

    `instead_of` are the files not produced in whose place a reserve is read: one, or two where people who
    were apart took the same reserve; empty for every other place. `extension` is the number of the extension
    that took the place, 0 where none did.
    """

    ref: str
    stratum: str
    ticket: str
    role: str
    order: int
    draw: int
    office: str = ""
    team: str = ""
    law_type: str = ""
    application_type: str = ""
    case_type: str = ""
    practitioner: str = ""
    file_location: str = ""
    age_band: str = ""
    allocated_on: date | None = None
    domestic_violence: bool | None = None
    reader: str = ""
    extension: int = 0
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One person's answer where several differ."""

    author: str
    value: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reading says to one item. `value` is "" while `different` answers wait to be settled."""

    item: str
    value: str = ""
    why: str = ""
    manager: str = ""
    author: str = ""
    at: str = ""
    moderated: bool = False
    different: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """One reading of one case: pass 1 is the ordinary one, 2 and up are planned second readings.

    `state` is not_begun, open, locked, asked (for, not yet produced) or not_produced. `produced_to` are the
    initials of whoever took the file in. A file that was not produced was given up at `gave_up_at`, as
    `told_by` at the office had said, for the reason `missed_because`; `replaced_by` are the reserves read
    instead. One that was replaced and came after all came at `turned_up_at`.
    """

    case: str
    number: int = 1
    mode: str = RANDOM
    state: str = "not_begun"
    reason: str = ""
    asked_at: str = ""
    produced_at: str = ""
    reader: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    produced_to: str = ""
    gave_up_at: str = ""
    told_by: str = ""
    missed_because: str = ""
    turned_up_at: str = ""
    replaced_by: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether it holds anything or was at least opened; a file that was not produced is never begun."""
        return self.state in _BEGUN or (bool(self.answers) and self.state != "not_produced")

    @property
    def is_counted(self) -> bool:
        """Whether it enters counts of files: random, in the ordinary pass, and begun."""
        return self.mode == RANDOM and self.number == 1 and self.is_begun

    @property
    def was_missed(self) -> bool:
        """Whether the draw gave the file and the office did not produce it, or only once it was replaced."""
        missing = self.state == "not_produced" and self.mode == RANDOM
        return self.number == 1 and (missing or bool(self.replaced_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A judgement of an area or, where `area` is "overall", of the whole; provisional and final are apart."""

    area: str
    stage: str
    grade: str = ""
    scope: str = ""
    sentence: str = ""
    qualifier: str = ""
    residual: str = ""
    reasons: str = ""
    departure: str = ""
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the team: `key` is their public signing key, `code` what evidence shows ("HMI 1")."""

    key: str
    name: str
    code: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One event as History shows it."""

    event: str
    author: str
    seq: int
    at: str
    kind: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One state of one visit. `digest` is that state's digest, `words` the same in ten words."""

    visit: str
    digest: str
    words: tuple[str, ...]
    program: str
    framework: Framework
    details: VisitDetails
    people: tuple[Person, ...]
    addressees: tuple[Addressee, ...]
    signatories: tuple[Signatory, ...]
    copies: tuple[CopyRecipient, ...]
    inspectors: tuple[InspectorName, ...]
    plan: tuple[PlanJudgement, ...]
    activities: tuple[Activity, ...]
    draws: tuple[DrawRecord, ...]
    sample: tuple[SampledCase, ...]
    readings: tuple[FileReading, ...]
    evidence: tuple[EvidenceItem, ...]
    concerns: tuple[Concern, ...]
    judgements: tuple[Judgement, ...]
    history: tuple[HistoryLine, ...]
    frame_size: int

    def judgement(self, area: str) -> Judgement | None:
        """Return the judgement that stands for an area or for "overall": final before provisional."""
        for stage in ("final", "provisional"):
            for judgement in self.judgements:
                if judgement.area == area and judgement.stage == stage and judgement.grade:
                    return judgement
        return None

    def evidence_for(self, area: str, *, from_provider: bool) -> tuple[EvidenceItem, ...]:
        """Return the evidence of an area by source, in the order of the letter."""
        items = (e for e in self.evidence if area in e.areas and e.from_provider == from_provider)
        return tuple(sorted(items, key=lambda e: (e.order, e.number)))

    def files_of_record(self) -> tuple[FileReading, ...]:
        """Return the readings that counts are made of: pass 1, random, of cases in the sample or taken up."""
        return tuple(r for r in self.readings if r.number == 1 and r.mode == RANDOM)
