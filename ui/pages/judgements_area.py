"""The middle of the Judgements page: what one area rests on, and all areas for the judgement of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.domain.vocabulary import CORROBORATIONS, SOURCES
from cafaudit.services.queries.judging import area_figures, evidence_by_polarity
from cafaudit.services.records import shortened
from ui.models.judging_rows import (
    area_lines,
    line_columns,
    manager_columns,
    state_words,
    stratum_columns,
    stratum_look,
)
from ui.models.rows import RowsModel
from ui.theme import Tone, theme
from ui.widgets.boxes import Rule, column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.grades import GradeMark
from ui.widgets.page_parts import PageHead, SectionHead
from ui.widgets.signs import Sign
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from cafaudit.domain.framework import Area, Framework, GradeScale
    from cafaudit.domain.picture import EvidenceItem, Picture
    from cafaudit.services.queries.judging import AreaFigures
    from ui.icons import IconName

PROVIDER = "Provider"
"""What both sources of the provider's evidence are called where there is little room."""

_SHOWN_EVIDENCE = 2
_TEXT_SIGNS = 90
_POLARITY_LOOKS: dict[str, tuple[IconName, Tone]] = {
    "for": ("for", "success"),
    "neutral": ("neutral", "quiet"),
    "against": ("against", "warning"),
}


class FilesSection(QWidget):
    """Random files read, by stratum and grade."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        """Make an empty one for the file scale of a framework."""
        super().__init__(parent)
        scale_id = framework.file_scale
        self._scale: GradeScale | None = None if scale_id is None else framework.scale(scale_id)
        space = theme().space
        head = SectionHead(self.tr("Random files read"))
        layout = column(self, gap=space.half)
        layout.addWidget(head)
        self._note = Text(size="small", tone="quiet").wrapped()
        self.model = None if self._scale is None else RowsModel(stratum_columns(self._scale), stratum_look)
        if self.model is not None and self._scale is not None:
            self._legend(head, self._scale)
            self.table = SimpleTable(self.model, choosing=False, fits=True)
            self.table.setObjectName("files_by_stratum")
            self.table.setAccessibleName(self.tr("Random files read, by stratum and grade"))
            layout.addWidget(self.table)
        layout.addWidget(self._note)

    def show_figures(self, figures: AreaFigures, picture: Picture) -> None:
        """Show the counts of an area; says why where there are none."""
        if self.model is not None:
            self.model.replace_rows(figures.rows)
            self.table.setVisible(bool(figures.rows))
        self._note.show_text(self._words(figures, picture))

    def _words(self, figures: AreaFigures, picture: Picture) -> str:
        if not figures.rows:
            return ". ".join(figures.suggestion.reasons) + "."
        words = [self.tr("n.a. is outside the count.")]
        if any(row.limits is not None for row in figures.rows):
            held = self.tr("The range is what the whole list of {size} may hold.")
            words.append(held.format(size=f"{picture.frame_size:,}"))
        if figures.apart:
            apart = self.tr("{count} files that are not random stand apart.")
            words.append(apart.format(count=figures.apart))
        return " ".join(words)

    def _legend(self, head: SectionHead, scale: GradeScale) -> None:
        rungs = max(grade.rung for grade in scale.grades)
        for grade in scale.grades:
            mark = GradeMark()
            mark.show_grade(grade.letter, grade.word, grade.rung, rungs)
            head.row.addWidget(mark)
            head.row.addWidget(Text(grade.word, size="small"))


class EvidenceColumns(QWidget):
    """Evidence for, neutral and against beside each other. `more_wanted()` for the rest of it."""

    more_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty columns."""
        super().__init__(parent)
        self._row = line(self, gap=theme().space.three)

    def show_evidence(self, evidence: dict[str, tuple[EvidenceItem, ...]]) -> None:
        """Show the first few of each, with links to the others."""
        empty(self._row)
        for polarity, items in evidence.items():
            self._row.addWidget(self._column(polarity, items), 1)

    def _column(self, polarity: str, items: tuple[EvidenceItem, ...]) -> QWidget:
        holder = QWidget()
        layout = column(holder, gap=theme().space.one)
        head = line(gap=theme().space.one)
        icon, tone = _POLARITY_LOOKS[polarity]
        head.addWidget(Sign(icon, tone))
        words = Text()
        words.show_runs(
            Run(
                {"for": self.tr("For"), "neutral": self.tr("Neutral")}.get(polarity, self.tr("Against")),
                strong=True,
            ),
            Run(f"  {len(items)}", "quiet"),
        )
        head.addWidget(words, 1)
        layout.addLayout(head)
        for item in items[:_SHOWN_EVIDENCE]:
            layout.addWidget(_evidence(item))
        if len(items) > _SHOWN_EVIDENCE:
            more = self.tr("{count} more").format(count=len(items) - _SHOWN_EVIDENCE)
            link = Button(more, kind="link", small=True)
            link.setObjectName(f"more_{polarity}")
            link.setAccessibleName(f"{more}: {words.text()}")
            link.clicked.connect(lambda: self.more_wanted.emit(items[_SHOWN_EVIDENCE].id))
            layout.addWidget(link)
        layout.addStretch(1)
        return holder


class ManagersSection(QWidget):
    """Managers' grades beside inspectors', for each question of an area that has pairs."""

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._head = SectionHead()
        self.model = RowsModel(manager_columns(framework))
        self._table = SimpleTable(self.model, choosing=False, fits=True)
        self._table.setObjectName("managers")
        self._table.setAccessibleName(self.tr("Manager and inspector"))
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self._head)
        layout.addWidget(self._table)

    def show_figures(self, figures: AreaFigures) -> None:
        """Show how both agree; one line where nothing can be compared."""
        self.model.replace_rows(figures.managers)
        self._table.setVisible(bool(figures.managers))
        aside = "" if figures.managers else self.tr("no file has both grades")
        self._head.show_head(self.tr("Manager and inspector"), aside)


class AreaView(QWidget):
    """One area: what it is, the files by stratum, its evidence, and the managers. `evidence_wanted(id)`."""

    evidence_wanted = Signal(str)

    def __init__(self, framework: Framework, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._framework = framework
        space = theme().space
        self.head = PageHead(state_right=True)
        self.head.detail.wrapped()
        self._sign = Sign("warning", "warning")
        self.head.row.insertWidget(self.head.row.indexOf(self.head.state), self._sign)
        self.files = FilesSection(framework)
        self.evidence = EvidenceColumns()
        self.managers = ManagersSection(framework)
        self.evidence.more_wanted.connect(self.evidence_wanted)
        layout = column(self, gap=space.two)
        layout.setContentsMargins(space.three, space.inset, space.three, space.two)
        layout.addWidget(self.head)
        for part in (self.files, self.evidence, self.managers):
            layout.addWidget(Rule())
            layout.addWidget(part)
        layout.addStretch(1)

    def show_area(self, picture: Picture, area: Area) -> AreaFigures:
        """Show an area of a state; returns what was counted."""
        figures = area_figures(picture, area.id)
        words, unfinished = state_words(figures)
        self._sign.setVisible(unfinished)
        self.head.show_head(f"{area.number} {area.title}", words, self._detail(picture, area))
        self.head.state.set_tone("warning" if unfinished else "quiet")
        self.head.state.set_strong(unfinished)
        self.files.show_figures(figures, picture)
        self.evidence.show_evidence(evidence_by_polarity(picture, area.id))
        self.managers.show_figures(figures)
        return figures

    def _detail(self, picture: Picture, area: Area) -> str:
        parts = [self.tr("Limiting area")] if area.limiting else []
        if area.timescale is not None:
            heading = picture.framework.timescale(area.timescale).heading
            parts.append(self.tr("due {when}").format(when=heading[:1].lower() + heading[1:]))
        if area.baseline:
            parts.append(area.baseline)
        return " · ".join(parts)


class OverallView(QWidget):
    """All areas with their grades, for the judgement of the whole. `area_wanted(id)` when one is opened."""

    area_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.head = PageHead(state_right=True)
        self.model = RowsModel(line_columns())
        self.table = SimpleTable(self.model, fits=True)
        self.table.setObjectName("areas_table")
        self.table.setAccessibleName(self.tr("Areas and their grades"))
        self.table.row_opened.connect(lambda place: self.area_wanted.emit(self.model.row_at(place).area.id))
        note = Text(self.tr("Enter opens the area of a row."), size="small", tone="quiet")
        space = theme().space
        layout = column(self, gap=space.two)
        layout.setContentsMargins(space.three, space.inset, space.three, space.two)
        layout.addWidget(self.head)
        layout.addWidget(Rule())
        layout.addWidget(self.table)
        layout.addWidget(note)
        layout.addStretch(1)

    def show_areas(self, picture: Picture) -> None:
        """Show the areas of a state."""
        lines = area_lines(picture)
        judged = sum(1 for one in lines if one.word)
        self.model.replace_rows(lines)
        state = self.tr("{judged} of {total} areas judged").format(judged=judged, total=len(lines))
        self.head.show_head(self.tr("Overall"), state)


def _evidence(item: EvidenceItem) -> QWidget:
    holder = QWidget()
    layout = column(holder)
    words = Text(shortened(item.text, _TEXT_SIGNS), size="small").wrapped()
    words.setToolTip(item.text)
    source = PROVIDER if item.from_provider else SOURCES.get(item.source, item.source)
    corroboration = CORROBORATIONS.get(item.corroboration, "").lower()
    detail = " · ".join(part for part in (item.label, source, corroboration) if part)
    layout.addWidget(words)
    layout.addWidget(Text(detail, size="small", tone="quiet"))
    return holder
