"""The facts of a visit as fields: each is saved when it is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cafaudit.services.commands.details import DescribeVisit
from ui.theme import theme
from ui.when import full_day, read_day
from ui.widgets.boxes import column
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cafaudit.domain.details import VisitDetails
    from cafaudit.errors import CafAuditError

FactKind = Literal["line", "text", "day", "number"]

_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the name of its field in `DescribeVisit`, its label, and how much of the width it takes."""

    name: str
    label: str
    kind: FactKind = "line"
    sixths: int = 2


def visit_facts() -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return the facts in their sections."""
    return (
        (
            _tr("The visit"),
            (
                Fact("provider", _tr("Provider"), sixths=3),
                Fact("service_area", _tr("Service area"), sixths=3),
                Fact("area_code", _tr("Area code")),
                Fact("visit_from", _tr("Begins"), "day"),
                Fact("visit_to", _tr("Ends"), "day"),
            ),
        ),
        (
            _tr("The inspection that it follows"),
            (
                Fact("inspectorate", _tr("Inspectorate"), sixths=3),
                Fact("inspection_name", _tr("What the inspection is called"), sixths=3),
                Fact("inspection_held", _tr("When it was held, in words")),
                Fact("inspection_year", _tr("Its year"), "number"),
                Fact("report_published", _tr("Its report was published"), "day"),
            ),
        ),
        (
            _tr("The letter"),
            (
                Fact("letter_date", _tr("Date of the letter"), "day"),
                Fact("publish_days", _tr("Published within days"), "number"),
                Fact("sponsor", _tr("Copy to, in the department")),
                Fact("pilot_number", _tr("Pilot number"), "number"),
                Fact("pilot_count", _tr("of pilots"), "number"),
                Fact("method_note", _tr("Note on the method"), "text", 6),
                Fact("late_evidence", _tr("On evidence that came after the visit"), "text", 6),
            ),
        ),
    )


class FactsForm(QWidget):
    """Sections of facts. `described(DescribeVisit, Field)` when one was changed."""

    described = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the form, empty."""
        super().__init__(parent)
        self._fields: dict[str, tuple[Fact, Field]] = {}
        layout = column(self, gap=theme().space.one)
        for title, facts in visit_facts():
            layout.addWidget(SectionHead(title))
            layout.addLayout(self._section(facts))
            layout.addSpacing(theme().space.one)

    def show_facts(self, details: VisitDetails) -> None:
        """Show what stands; a field in which somebody is typing stays as it is."""
        for fact, field in self._fields.values():
            control = field.control
            if isinstance(control, TextField | TextArea) and not control.hasFocus():
                control.show_text(shown(getattr(details, fact.name)))
                field.clear_error()

    def field(self, name: str) -> Field:
        """Return the field of a fact; KeyError for an unknown one."""
        return self._fields[name][1]

    def has(self, name: str) -> bool:
        """Say whether there is a field of that name."""
        return name in self._fields

    def show_refused(self, field: Field, error: CafAuditError) -> None:
        """Say at a field what was refused."""
        field.show_error(f"{error.message} {error.advice}")

    def _section(self, facts: tuple[Fact, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().space.two)
        grid.setVerticalSpacing(0)
        row = at = 0
        for fact in facts:
            if at + fact.sixths > _COLUMNS:
                row, at = row + 1, 0
            grid.addWidget(self._made(fact), row, at, 1, fact.sixths)
            at += fact.sixths
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        return grid

    def _made(self, fact: Fact) -> Field:
        control = TextArea(least=2, size="body") if fact.kind == "text" else TextField()
        control.setObjectName(f"visit_{fact.name}")
        field = Field(fact.label, control)
        control.committed.connect(lambda text: self._on_committed(fact, field, text))
        self._fields[fact.name] = (fact, field)
        return field

    def _on_committed(self, fact: Fact, field: Field, text: str) -> None:
        value = parsed(fact.kind, text)
        if value is None:
            field.show_error(wrong(fact.kind, text))
            return
        field.clear_error()
        if isinstance(value, date) and isinstance(field.control, TextField):
            field.control.show_text(full_day(value))
        self.described.emit(DescribeVisit(**{fact.name: value}), field)  # type: ignore[arg-type]


def shown(value: object) -> str:
    """Return a stored value as its field shows it."""
    if value is None:
        return ""
    return full_day(value) if isinstance(value, date) else str(value)


def parsed(kind: FactKind, text: str) -> str | int | date | None:
    """Return what was typed as a value, None when it cannot be one."""
    if kind == "day":
        return read_day(text)
    if kind == "number":
        return int(text) if text.strip().isdecimal() else None
    return text


def wrong(kind: FactKind, text: str) -> str:
    """Say why a text is no value of that kind, and what to do."""
    if not text.strip():
        return _tr("It can be changed, not emptied; Ctrl+Z takes it back.")
    if kind == "day":
        return _tr("This is no day. Type it as 4 September 2009 or 4.9.2009.")
    return _tr("This is no whole number. Type figures only.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("details", text)
