"""The forms of the Evidence page, and what can be done with what they show: one fact, one activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.vocabulary import CORROBORATIONS, PHASES, POLARITIES, SOURCES
from cafaudit.services.commands.activities import AddActivity, ChangeActivity, RemoveActivity
from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence, RemoveEvidence
from ui.pages.record_editor import RecordDeeds
from ui.pages.record_form import (
    ChoiceEntry,
    DayEntry,
    LineEntry,
    NumberEntry,
    RecordForm,
    TickEntry,
    TicksEntry,
    WayEntry,
)

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Activity, EvidenceItem

EVIDENCE_FIELDS = (
    "areas",
    "source",
    "polarity",
    "corroboration",
    "phase",
    "as_at",
    "observed_at",
    "reference",
    "in_letter",
    "order",
)
ACTIVITY_FIELDS = ("kind", "posts", "place", "held_on", "areas", "in_letter", "order")

EVIDENCE_DEEDS = RecordDeeds(
    record_type="evidence",
    text_name="text",
    add=lambda fields: AddEvidence(**fields),  # type: ignore[arg-type]  # fields of its own form
    change=lambda record, fields: ChangeEvidence(evidence=record, **fields),  # type: ignore[arg-type]
    remove=lambda record: RemoveEvidence(evidence=record),
)
ACTIVITY_DEEDS = RecordDeeds(
    record_type="activity",
    text_name="wording",
    add=lambda fields: AddActivity(**fields),  # type: ignore[arg-type]  # fields of its own form
    change=lambda record, fields: ChangeActivity(activity=record, **fields),  # type: ignore[arg-type]
    remove=lambda record: RemoveActivity(activity=record),
)


def evidence_form(framework: Framework) -> RecordForm:
    """Return the form of one fact."""
    form = RecordForm(_tr("What was seen or said"), "text")
    form.add_entries(WayEntry("polarity", _tr("Which way it points"), tuple(POLARITIES.items())))
    form.add_entries(TicksEntry("areas", _tr("Areas"), _areas(framework)))
    form.add_entries(ChoiceEntry("source", _tr("Source"), tuple(SOURCES.items())))
    how = (("", _tr("Not stated")), *CORROBORATIONS.items())
    form.add_entries(ChoiceEntry("corroboration", _tr("Corroboration"), how))
    form.add_entries(ChoiceEntry("phase", _tr("Phase"), tuple(PHASES.items())))
    form.add_entries(LineEntry("reference", _tr("Reference"), _tr("part C, 14")))
    form.add_entries(LineEntry("as_at", _tr("As at")), LineEntry("observed_at", _tr("Seen on")))
    form.add_entries(TickEntry("in_letter", _tr("In the letter")), NumberEntry("order", _tr("Place in it")))
    return form


def activity_form(framework: Framework) -> RecordForm:
    """Return the form of one activity."""
    form = RecordForm(_tr("In the letter’s words"), "wording")
    kinds = tuple((kind.id, kind.text) for kind in framework.activity_kinds)
    form.add_entries(ChoiceEntry("kind", _tr("Kind"), kinds))
    form.add_entries(LineEntry("posts", _tr("Posts met"), _tr("Head of Service")))
    form.add_entries(LineEntry("place", _tr("Where")), DayEntry("held_on", _tr("Day")))
    form.add_entries(TicksEntry("areas", _tr("Areas it informs"), _areas(framework)))
    form.add_entries(TickEntry("in_letter", _tr("In the letter")), NumberEntry("order", _tr("Place in it")))
    return form


def evidence_values(item: EvidenceItem) -> dict[str, object]:
    """Return the fields of a fact as the form shows them."""
    return {name: getattr(item, name) for name in EVIDENCE_FIELDS}


def activity_values(activity: Activity) -> dict[str, object]:
    """Return the fields of an activity as the form shows them."""
    return {name: getattr(activity, name) for name in ACTIVITY_FIELDS}


def new_evidence_values(area: str) -> dict[str, object]:
    """Return the fields of a fact that is begun in an area, "" for none."""
    return {
        "areas": (area,) if area else (),
        "source": "file",
        "polarity": "neutral",
        "corroboration": "",
        "phase": "during",
        "as_at": "",
        "observed_at": "",
        "reference": "",
        "in_letter": True,
        "order": 0,
    }


def new_activity_values(framework: Framework) -> dict[str, object]:
    """Return the fields of an activity that is begun."""
    kind = framework.activity_kinds[0].id if framework.activity_kinds else ""
    return {
        "kind": kind,
        "posts": "",
        "place": "",
        "held_on": None,
        "areas": (),
        "in_letter": True,
        "order": 0,
    }


def _areas(framework: Framework) -> tuple[tuple[str, str], ...]:
    return tuple((area.id, f"{area.number}  {area.title}") for area in framework.areas)


def _tr(text: str) -> str:
    return QCoreApplication.translate("evidence_forms", text)
