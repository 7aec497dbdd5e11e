"""The answers of the Read page: what a person chooses becomes a command, what was saved becomes a row."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from cafaudit.domain.framework import Area
from cafaudit.services.commands.scoring import ClearScore, GiveManagerGrade, GiveScore
from ui.models.read_rows import CLOSED_STATES, FOLD, Shown, first_unanswered, more_items, rows_of
from ui.widgets.answer_table import AnswerTable

if TYPE_CHECKING:
    from cafaudit.domain.framework import Aspect
    from cafaudit.services.queries.reading import CasePage
    from ui.desk import Desk
    from ui.widgets.answer_rows import AnswerRow


class ReadAnswers(QObject):
    """The table of answers of one file.

    `item_focused(item_id)` when the keyboard comes to another question; `refused(error)` when an answer
    was not taken; `said(words)` why a key does nothing here.
    """

    item_focused = Signal(str)
    refused = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Make an empty table in which an answer by key moves one row down."""
        super().__init__(parent)
        self._desk = desk
        self._page: CasePage | None = None
        self._shown = Shown()
        self._rows: dict[str, AnswerRow] = {}
        self.table = AnswerTable()
        self.table.set_moves_on(True)
        self.table.answer_chosen.connect(self._on_answer_chosen)
        self.table.answer_cleared.connect(self._on_answer_cleared)
        self.table.row_focused.connect(self.item_focused)
        self.table.fold_toggled.connect(lambda _: self._on_fold_toggled())
        self.table.not_asked_wanted.connect(self._on_not_asked_wanted)
        self.table.manager_grade_wanted.connect(self.ask_manager_grade)
        self.table.key_refused.connect(self._on_key_refused)

    @property
    def item(self) -> Area | Aspect | None:
        """The question in focus, None on the fold and without a file."""
        row = self.table.current_row()
        return None if row is None or row.item_id == FOLD else self._desk.framework.item(row.item_id)

    def show_heads(self, *, with_area: bool) -> None:
        """Show the heads of the columns, with the area of the present question where nothing else says it."""
        questions = self.tr("Core questions")
        if with_area:
            place, total = self._area_place()
            questions = self.tr("Core questions, area {place} of {total}").format(place=place, total=total)
        self.table.show_heads(questions, self.tr("Your answer"), self.tr("Manager"))

    def show_file(self, page: CasePage) -> None:
        """Show another file, its first unanswered question in focus."""
        self._shown = replace(self._shown, overridden=frozenset())
        self._page = page
        rows = rows_of(self._desk.framework, page, self._shown)
        self._rows = {row.item_id: row for row in rows}
        self.table.list.forget_answered()
        self.table.show_rows(rows)
        self.go_to(first_unanswered(rows))

    def follow(self, page: CasePage) -> None:
        """Show the same file as it stands now; only rows that changed are touched."""
        self._page = page
        rows = rows_of(self._desk.framework, page, self._shown)
        if [row.item_id for row in rows] != list(self._rows):
            self._rows = {row.item_id: row for row in rows}
            self.table.show_rows(rows)
            return
        before = self.table.current_row()
        changed = [row for row in rows if row != self._rows[row.item_id]]
        for row in changed:
            self._rows[row.item_id] = row
            self.table.show_row(row)
        self._step_over_preset(before)

    def go_to(self, item_id: str) -> None:
        """Bring the keyboard to a question, unfolding it if it has to be."""
        if item_id and item_id not in self._rows and self._folded(item_id):
            self._unfold(open_=True)
        if item_id in self._rows:
            self.table.show_current(item_id)

    def ask_manager_grade(self, item_id: str) -> None:
        """Offer the grades that a manager can have given; a digit chooses, Escape leaves."""
        item = self._desk.framework.item(item_id)
        scale = self._desk.framework.scale_of(item)
        page = self._page
        if scale is None or page is None:
            return
        answer = page.reading.answers.get(item_id)
        menu = QMenu(self.table)
        menu.setObjectName("manager_menu")
        menu.setAccessibleName(self.tr("The manager’s grade"))
        for place, grade in enumerate(scale.grades, start=1):
            words = f"&{place}  {grade.word}" if place < 10 else grade.word  # noqa: PLR2004  # single keys
            action = menu.addAction(words, partial(self._give_manager_grade, item_id, grade.id))
            action.setCheckable(True)
            action.setChecked(answer is not None and answer.manager == grade.id)
        menu.addAction(self.tr("&0  None"), partial(self._give_manager_grade, item_id, ""))
        menu.aboutToHide.connect(self.table.list.go_forth)
        menu.popup(self._beside(item_id))

    def _area_place(self) -> tuple[int, int]:
        """Return the place of the present question's area among the areas, and how many there are."""
        areas = self._desk.framework.areas
        item = self.item
        area = item.id if isinstance(item, Area) else "" if item is None else item.areas[0]
        place = next((at for at, one in enumerate(areas, start=1) if one.id == area), len(areas))
        return place, len(areas)

    def _beside(self, item_id: str) -> QPoint:
        rows = self.table.list
        row = self._rows[item_id]
        box = rows.slot_box(item_id, max(row.slot_count - 1, 0)).toRect()
        return rows.viewport().mapToGlobal(QPoint(rows.layout_now().manager_left, box.bottom()))

    def _place(self) -> tuple[str, int]:
        if self._page is None:
            raise RuntimeError("an answer without a file")
        return self._page.case.ref, self._page.reading.number

    def _on_answer_chosen(self, item: str, answer: str) -> None:
        case, number = self._place()
        self._do(GiveScore(case=case, item=item, answer=answer, pass_number=number))

    def _on_answer_cleared(self, item: str) -> None:
        case, number = self._place()
        self._do(ClearScore(case=case, item=item, pass_number=number))

    def _give_manager_grade(self, item: str, grade: str) -> None:
        case, number = self._place()
        self._do(GiveManagerGrade(case=case, item=item, grade=grade, pass_number=number))

    def _do(self, command: object) -> None:
        self._desk.do(command, initiator=self, refused=self.refused.emit)

    def say_closed(self) -> None:
        """Say why this file takes no answers and is not locked once more."""
        if self._page is not None and self._page.reading.state == "locked":
            self.said.emit(self.tr("This reading is locked. Reopen it with a reason."))
        else:
            self.said.emit(self.tr("This file takes no answers now. Reopen it with a reason."))

    def _on_key_refused(self, item_id: str, what: str) -> None:
        if self._page is None:
            return
        if self._page.reading.state in CLOSED_STATES:
            self.say_closed()
            return
        if what == "manager" and self._desk.framework.item(item_id).manager_graded:
            words = self.tr("Answer first: the manager’s grade comes after your own.")
        else:
            words = self.tr("No manager’s grade is asked for here.")
        self.said.emit(words)

    def _on_fold_toggled(self) -> None:
        self._unfold(open_=not self._shown.unfolded)
        self.table.show_current(FOLD)

    def _on_not_asked_wanted(self, item_id: str) -> None:
        self._shown = replace(self._shown, overridden=self._shown.overridden | {item_id})
        if self._page is not None:
            self.follow(self._page)

    def _unfold(self, *, open_: bool) -> None:
        self._shown = replace(self._shown, unfolded=open_)
        if self._page is not None:
            self.follow(self._page)

    def _folded(self, item_id: str) -> bool:
        return any(aspect.id == item_id for aspect in more_items(self._desk.framework, {}))

    def _step_over_preset(self, before: AnswerRow | None) -> None:
        """Go on to the next question when the answer just given makes the present one not applicable."""
        now = self.table.current_row()
        if before is None or now is None or before.item_id != now.item_id:
            return
        if before.is_open and not now.is_open and now.not_asked_text and self.table.list.hasFocus():
            self.table.go_on()
