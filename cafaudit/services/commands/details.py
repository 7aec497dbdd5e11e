"""What the visit is about, who signs, who receives: the facts that the letter opens and closes with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.services.records import (
    new_record,
    remove_record,
    require_area_grade,
    require_word,
    storable,
    write_fields,
)
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed

FIRST_YEAR = 1900
LAST_YEAR = 2199
"""Years between which the days of a visit lie."""

LISTED = {
    "addressee": "Addressee",
    "signatory": "Signatory",
    "copy": "Copy recipient",
    "inspector": "Inspector",
    "plan": "Action plan judgement",
}
"""Record types of lists in the letter, with what one entry is called."""


@dataclass(frozen=True, kw_only=True)
class DescribeVisit:
    """Say what the visit is about; a field that is left out stays as it is."""

    provider: str | None = None
    service_area: str | None = None
    area_code: str | None = None
    inspectorate: str | None = None
    inspection_name: str | None = None
    inspection_year: int | None = None
    inspection_held: str | None = None
    report_published: date | None = None
    visit_from: date | None = None
    visit_to: date | None = None
    pilot_number: int | None = None
    pilot_count: int | None = None
    method_note: str | None = None
    late_evidence: str | None = None
    letter_date: date | None = None
    publish_days: int | None = None
    sponsor: str | None = None


@dataclass(frozen=True, kw_only=True)
class NameAddressee:
    """Name somebody whom the letter is addressed to."""

    name: str
    post: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    salutation: str = ""
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class NameSignatory:
    """Name somebody who signs the letter."""

    name: str
    suffix: str = ""
    post: str = ""
    telephone: str = ""
    fax: str = ""
    email: str = ""
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class NameCopyRecipient:
    """Name somebody who receives a copy of the letter."""

    name: str
    organisation: str = ""
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class NameInspector:
    """Name an inspector as the letter thanks for; the lead stands first."""

    name: str
    suffix: str = ""
    lead: bool = False
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgeActionPlan:
    """Add a judgement to the history of the provider's action plan. `grade` is a grade of the area scale."""

    grade: str
    judged_on: date | None = None
    note: str = ""
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeEntry:
    """Change fields of an entry in one of the letter's lists; `kind` is the list, `fields` the new values."""

    kind: str
    entry: str
    fields: dict[str, str | int | bool | list[str]]


@dataclass(frozen=True, kw_only=True)
class RemoveEntry:
    """Remove an entry from one of the letter's lists."""

    kind: str
    entry: str


@dataclass(frozen=True, kw_only=True)
class MoveToStep:
    """Move the visit to a step. Going back is allowed and wants a reason."""

    step: str
    reason: str = ""


@handles(DescribeVisit)
def _describe_visit(deed: Deed, command: DescribeVisit) -> str:
    given = {name: value for name, value in asdict(command).items() if value is not None}
    if not given:
        raise InputRefused("Nothing was said about the visit.", "Give at least one field.")
    _require_sensible_days(deed, command)
    for name, value in given.items():
        deed.set("visit", name, value=storable(name, value))
    return f"Visit described: {', '.join(sorted(given)).replace('_', ' ')}"


def _require_sensible_days(deed: Deed, command: DescribeVisit) -> None:
    first = command.visit_from or _day(deed.text("visit", "visit_from"))
    last = command.visit_to or _day(deed.text("visit", "visit_to"))
    if first and last and last < first:
        raise InputRefused(
            f"The visit would end on {last.isoformat()}, before it began on {first.isoformat()}.",
            "Correct one of the two days.",
        )
    years = {name: given.year for name, given in asdict(command).items() if isinstance(given, date)}
    if command.inspection_year is not None:
        years["inspection_year"] = command.inspection_year
    for name, year in years.items():
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InputRefused(
                f"The {name.replace('_', ' ')} lies in the year {year}.",
                f"Give one between {FIRST_YEAR} and {LAST_YEAR}.",
            )
    if command.publish_days is not None and not 0 <= command.publish_days <= 366:  # noqa: PLR2004
        raise InputRefused("The letter is published within a year of its date.", "Give 0 to 366 days.")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _name_entry(deed: Deed, kind: str, command: object) -> str:
    fields = asdict(command)  # type: ignore[call-overload]
    if "name" in fields:
        clean_line(fields["name"], "name", required=True)
    entry = new_record(deed, kind, fields.pop("id"))
    write_fields(deed, kind, entry, fields)
    named = fields.get("name") or fields.get("grade")
    return f"{LISTED[kind]} named: {named}"


@handles(NameAddressee)
def _name_addressee(deed: Deed, command: NameAddressee) -> str:
    return _name_entry(deed, "addressee", command)


@handles(NameSignatory)
def _name_signatory(deed: Deed, command: NameSignatory) -> str:
    return _name_entry(deed, "signatory", command)


@handles(NameCopyRecipient)
def _name_copy_recipient(deed: Deed, command: NameCopyRecipient) -> str:
    return _name_entry(deed, "copy", command)


@handles(NameInspector)
def _name_inspector(deed: Deed, command: NameInspector) -> str:
    return _name_entry(deed, "inspector", command)


@handles(JudgeActionPlan)
def _judge_action_plan(deed: Deed, command: JudgeActionPlan) -> str:
    require_area_grade(deed, command.grade)
    return _name_entry(deed, "plan", command)


@handles(ChangeEntry)
def _change_entry(deed: Deed, command: ChangeEntry) -> str:
    require_word(command.kind, LISTED, "list of the letter")
    deed.require_record(command.kind, command.entry)
    known = _fields_of(command.kind)
    unknown = sorted(set(command.fields) - known)
    if unknown:
        raise InputRefused(
            f"A {LISTED[command.kind].lower()} has no field “{unknown[0]}”.",
            f"Its fields are: {', '.join(sorted(known))}.",
        )
    for name, given in command.fields.items():
        _require_fitting(deed, command.kind, name, given)
    write_fields(deed, command.kind, command.entry, command.fields)
    return f"{LISTED[command.kind]} changed: {', '.join(sorted(command.fields))}"


@handles(RemoveEntry)
def _remove_entry(deed: Deed, command: RemoveEntry) -> str:
    require_word(command.kind, LISTED, "list of the letter")
    name = deed.text(command.kind, command.entry, "name")
    remove_record(deed, command.kind, command.entry)
    return f"{LISTED[command.kind]} removed: {name}"


@handles(MoveToStep)
def _move_to_step(deed: Deed, command: MoveToStep) -> str:
    ids = [step.id for step in deed.framework.steps]
    require_word(command.step, {step.id: step.text for step in deed.framework.steps}, "step of this visit")
    standing = deed.text("step", "now") or ids[0]
    if ids.index(command.step) < ids.index(standing) and not command.reason.strip():
        raise InputRefused(
            "Going back to an earlier step wants a reason.", "Say in a sentence why the visit goes back."
        )
    deed.set("step", "now", value=command.step, reason=command.reason.strip())
    return f"Visit moved to: {deed.framework.steps[ids.index(command.step)].text}"


_SHAPES: dict[str, type[Any]] = {
    "addressee": NameAddressee,
    "signatory": NameSignatory,
    "copy": NameCopyRecipient,
    "inspector": NameInspector,
    "plan": JudgeActionPlan,
}


def _fields_of(kind: str) -> frozenset[str]:
    return frozenset(_SHAPES[kind].__dataclass_fields__) - {"id"}


def _require_fitting(deed: Deed, kind: str, name: str, given: object) -> None:
    """Refuse what the command that makes such an entry would refuse for this field; "" clears a day."""
    wanted = get_type_hints(_SHAPES[kind])[name]
    if given == "" and wanted == date | None:
        return
    try:
        msgspec.convert(given, wanted)
    except msgspec.ValidationError as fault:
        raise InputRefused(
            f"The {LISTED[kind].lower()}'s “{name}” was not understood: {fault}.",
            "`cafaudit commands` shows what each field takes.",
        ) from fault
    if name == "name":
        clean_line(str(given), "name", required=True)
    if name == "grade":
        require_area_grade(deed, str(given))
