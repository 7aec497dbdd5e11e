"""The panel of Home: how far the files are, by reader and by stratum, and the dates to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtWidgets import QWidget

from ui.models.rows import Column, RowsModel
from ui.theme import theme
from ui.when import day_in_words
from ui.widgets.boxes import Rule, Surface, column, line, scrolling
from ui.widgets.file_bar import paint_file_bar
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPainter

    from cafaudit.domain.picture import Picture
    from cafaudit.services.queries.overview import Progress
    from ui.pages.home_state import HomeState


@dataclass(frozen=True, slots=True)
class Files:
    """One row of files: whose, and how many are locked, begun and not begun; `whole` marks the sum."""

    name: str
    locked: int
    begun: int
    waiting: int
    missing: int
    whole: bool = False

    @property
    def total(self) -> int:
        """All files of the row that were or may still be produced."""
        return self.locked + self.begun + self.waiting


@dataclass(frozen=True, slots=True)
class Day:
    """One date to keep; a `near` one is strong."""

    what: str
    day: str
    near: bool = False


class HomePanel(Surface):
    """Files read, by stratum, dates. Each part is hidden while there is nothing to say in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__("surface_raised", parent)
        self.setObjectName("home_panel")
        self._readers = RowsModel[Files](_reader_columns())
        self._strata = RowsModel[Files](_stratum_columns())
        self._days = RowsModel[Day](_day_columns())
        space = theme().space
        self.content = QWidget()
        inner = column(self.content)
        inner.setContentsMargins(space.three, space.two, space.three, 0)
        self._parts = [
            self._part(self.tr("Files read"), self._readers),
            self._part(self.tr("By stratum"), self._strata),
            self._part(self.tr("Dates"), self._days),
        ]
        self._nothing = Text(tone="quiet").wrapped()
        self._nothing.show_text(
            self.tr(
                "How far everybody is stands here once the sample is drawn, and the dates to keep once the "
                "visit's details are filled in."
            )
        )
        inner.addWidget(self._nothing)
        for part in self._parts:
            inner.addWidget(part)
        inner.addStretch(1)
        row = line(self)
        row.addWidget(Rule(down=True))
        self._area = scrolling(self.content)
        row.addWidget(self._area, 1)

    def show_state(self, state: HomeState, today: date) -> None:
        """Show one state of the visit."""
        self._readers.replace_rows(reader_rows(state))
        self._strata.replace_rows([_files(row) for row in state.status.strata if row.name])
        self._days.replace_rows(day_rows(state.picture, today))
        counts = (self._readers.rowCount(), self._strata.rowCount(), self._days.rowCount())
        for part, count in zip(self._parts, counts, strict=True):
            part.setVisible(count > 0)
        self._nothing.setVisible(not any(counts))

    def lend(self) -> QWidget:
        """Give the content away, to stand in the page where there is no room for a panel."""
        return self._area.takeWidget() or self.content

    def take_back(self) -> None:
        """Let the content stand in the panel again."""
        self._area.setWidget(self.content)
        self.content.setAutoFillBackground(False)
        self.content.show()

    def _part(self, title: str, model: RowsModel[Files] | RowsModel[Day]) -> QWidget:
        part = QWidget()
        layout = column(part, gap=theme().space.half)
        layout.setContentsMargins(0, 0, 0, theme().space.three)
        layout.addWidget(SectionHead(title))
        table = SimpleTable(model, choosing=False, fits=True)
        table.setAccessibleName(title)
        layout.addWidget(table)
        return part


def reader_rows(state: HomeState) -> list[Files]:
    """Return a row for each reader, and the team's when there is more than one."""
    rows = [_files(reader) for reader in state.status.readers if reader.total]
    return [*_drawn_rows(rows), *_apart_row(state)]


def _apart_row(state: HomeState) -> list[Files]:
    """Return the row of the files that the draw did not give, which count in none of the others."""
    apart = sum(reader.apart for reader in state.status.readers)
    locked = sum(reader.apart_locked for reader in state.status.readers)
    return [Files(_tr("Apart"), locked, 0, apart - locked, 0, whole=True)] if apart else []


def _drawn_rows(rows: list[Files]) -> list[Files]:
    if len(rows) == 1 and not rows[0].name:
        return [_named(rows[0], _tr("All files"))]
    shown = [row if row.name else _named(row, _tr("Nobody yet")) for row in rows]
    if len(shown) < 2:  # noqa: PLR2004 - a sum of one is that one
        return shown
    whole = Files(
        _tr("Team"),
        sum(row.locked for row in rows),
        sum(row.begun for row in rows),
        sum(row.waiting for row in rows),
        sum(row.missing for row in rows),
        whole=True,
    )
    return [*shown, whole]


def day_rows(picture: Picture, today: date) -> list[Day]:
    """Return the dates that are known, in their order; what lies within a day is near."""
    details = picture.details
    known: list[tuple[str, date | None]] = [
        (_tr("Inspection report published"), details.report_published),
        (_tr("Visit begins"), details.visit_from),
        (_tr("Visit ends"), details.visit_to),
        (_tr("Letter dated"), details.letter_date),
        (_tr("Publish by"), _publish_by(picture)),
    ]
    return [
        Day(what, day_in_words(day, today), near=abs((day - today).days) <= 1)
        for what, day in known
        if day is not None
    ]


def _publish_by(picture: Picture) -> date | None:
    from cafaudit.services.queries.overview import publish_by

    return publish_by(picture.details)


def _files(row: Progress) -> Files:
    waiting = row.total - row.locked - row.open - row.not_produced
    return Files(row.name, row.locked, row.open, waiting, row.not_produced)


def _named(row: Files, name: str) -> Files:
    return Files(name, row.locked, row.begun, row.waiting, row.missing)


def _reader_columns() -> tuple[Column[Files], ...]:
    return (
        Column(_tr("Reader"), lambda row: (Run(row.name, strong=row.whole),), width=-1),
        Column(
            _tr("Locked, begun, not begun"),
            lambda _: "",
            width=theme().size.find - theme().space.three,
            paint=_paint_bar,
            spoken=lambda row: _tr("{locked} locked, {begun} begun, {waiting} not begun").format(
                locked=row.locked, begun=row.begun, waiting=row.waiting
            ),
        ),
        Column(_tr("Locked"), _locked, align="right", width=theme().size.answer_word),
    )


def _stratum_columns() -> tuple[Column[Files], ...]:
    return (
        Column(_tr("Stratum"), lambda row: row.name, width=-1),
        Column(_tr("Locked"), _locked_of, align="right"),
        Column(_tr("Not produced"), lambda row: str(row.missing), align="right"),
    )


def _day_columns() -> tuple[Column[Day], ...]:
    return (
        Column("", lambda row: row.what, width=-1),
        Column("", lambda row: (Run(row.day, strong=row.near),), align="right"),
    )


def _locked(row: Files) -> tuple[Run, ...]:
    return (Run(str(row.locked), strong=True), Run(_tr(" of {total}").format(total=row.total), "quiet"))


def _locked_of(row: Files) -> tuple[Run, ...]:
    return (Run(str(row.locked)), Run(_tr(" of {total}").format(total=row.total), "quiet"))


def _paint_bar(painter: QPainter, box: QRectF, row: Files) -> None:
    if not row.whole and row.total:
        paint_file_bar(painter, box, row.locked, row.begun, row.waiting)


def _tr(text: str) -> str:
    return QCoreApplication.translate("home", text)
