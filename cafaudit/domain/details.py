"""The details of a visit as plain values: what it is about, whom its letter goes to, and who signs it.

As in a picture, dates are calendar days and texts are "" where nothing was entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDetails:
    """What the visit is about; `publish_days` are calendar days from the letter to its publication."""

    provider: str = ""
    service_area: str = ""
    area_code: str = ""
    inspectorate: str = ""
    inspection_name: str = ""
    inspection_year: int | None = None
    inspection_held: str = ""
    report_published: date | None = None
    visit_from: date | None = None
    visit_to: date | None = None
    pilot_number: int | None = None
    pilot_count: int | None = None
    method_note: str = ""
    late_evidence: str = ""
    letter_date: date | None = None
    publish_days: int | None = None
    sponsor: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom the letter goes; `address` is one line of the address per entry."""

    id: str
    order: int = 0
    name: str = ""
    post: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs the letter."""

    id: str
    order: int = 0
    name: str = ""
    suffix: str = ""
    post: str = ""
    telephone: str = ""
    fax: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRecipient:
    """Who receives a copy of the letter."""

    id: str
    order: int = 0
    name: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorName:
    """An inspector as the letter names them; the lead stands first."""

    id: str
    order: int = 0
    name: str = ""
    suffix: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanJudgement:
    """One judgement of the provider's action plan; several make its history."""

    id: str
    order: int = 0
    grade: str = ""
    judged_on: date | None = None
    note: str = ""
