"""One record in the panel of a page: a new one until it is saved, then each field as it is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.messages import words_of
from ui.pages.kept_text import KeptText
from ui.theme import theme
from ui.widgets.boxes import Rule, Surface, column, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.fields import ErrorLine
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.errors import CafAuditError
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.pages.record_form import RecordForm
    from ui.widgets.identifier_marks import Scan


@dataclass(frozen=True)
class RecordDeeds:
    """What can be done with records of one type, as commands.

    `add` takes the text and the fields, `change` the id and some fields, the text by its own name too,
    `remove` the id. `text_name` is the text's field, `record_type` the type's name in cells.
    """

    record_type: str
    text_name: str
    add: Callable[[Mapping[str, object]], object]
    change: Callable[[str, Mapping[str, object]], object]
    remove: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Begun:
    """A record that was begun: its fields, and what is added to the command without being in the form."""

    values: Mapping[str, object]
    text: str = ""
    aside: str = ""
    more: Mapping[str, object] | None = None


class RecordEditor(Surface):
    """A record with its form.

    `added(record_id)` after a new one was saved, `removed(summary)` after one was taken away,
    `refused(error)` when something was not taken, after it was said here.
    """

    added = Signal(str)
    removed = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, form: RecordForm, deeds: RecordDeeds) -> None:
        """Make an empty editor."""
        super().__init__("surface_raised")
        self._desk, self._deeds = desk, deeds
        self.form = form
        self.title = Text(strong=True)
        self.aside = Text(size="small", tone="quiet").wrapped()
        self.marks = IdentifierMarks(form.text)
        self.error = ErrorLine(lines=2)
        self._top_rule, self._side_rule = Rule(), Rule(down=True)
        self.remove = Button(_tr("Remove"), kind="quiet", small=True)
        self._kept = KeptText(desk, form.text, self._commit_text)
        self._record = ""
        self._begun: Begun | None = None
        self._saving = False
        form.changed.connect(self._on_field_changed)
        self.remove.clicked.connect(self._on_remove)
        self._build()

    @property
    def record(self) -> str:
        """The record that is shown, "" for a new one."""
        return self._record

    @property
    def is_new(self) -> bool:
        """Whether a new record is being written."""
        return self._begun is not None

    def set_scan(self, scan: Scan) -> None:
        """Mark what could name somebody."""
        self.marks.set_scan(scan)

    def show_record(
        self, record: str, head: tuple[str, str], text: str, values: Mapping[str, object]
    ) -> None:
        """Show a record; `head` is its title and the quiet line below."""
        if self._begun is not None or record != self._record:
            self._kept.flush()
            self._begun = None
            self.error.clear()
        self._record = record
        self.title.show_text(head[0])
        self._show_aside(head[1])
        self._kept.show_text(f"{self._deeds.record_type}/{record}/{self._deeds.text_name}", text)
        self.form.show_values(values)
        self.marks.refresh()
        self.remove.setVisible(True)

    def begin(self, title: str, begun: Begun) -> None:
        """Begin a new record with the keyboard in its text."""
        self._kept.flush()
        self._record, self._begun = "", begun
        self.title.show_text(title)
        self._show_aside(begun.aside)
        self.form.show_values(begun.values)
        place = f"{self._deeds.record_type}/new/{self._deeds.text_name}"
        self._kept.show_text(place, "", begun.text or self._draft_at(place))
        self.error.clear()
        self.marks.refresh()
        self.remove.setVisible(False)
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_new(self) -> None:
        """Have the new record saved, or say what is missing."""
        begun = self._begun
        if begun is None or self._saving:
            return
        text = self.form.text.toPlainText().strip()
        try:
            fields = self.form.values()
        except ValueError as wrong:
            self.error.show_error(str(wrong))
            return
        if not text:
            self.error.show_error(_tr("Write at least one word."))
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._saving = True
        command = self._deeds.add({self._deeds.text_name: text} | fields | dict(begun.more or {}))
        self._desk.do(command, initiator=self, then=self._on_added, refused=self._on_refused)

    def leave(self) -> None:
        """Give a new record up; its text is kept as a draft for the next one."""
        self._kept.flush()
        self._begun = None
        self._kept.show_text("", "")

    def flush(self) -> None:
        """Save the text of the record that is shown; that of a new one is kept as a draft."""
        self._kept.flush()

    def _build(self) -> None:
        space = theme().space
        self.remove.setObjectName(f"remove_{self._deeds.record_type}")
        inner = QWidget()
        layout = column(inner, gap=space.half)
        layout.setContentsMargins(space.two, space.two, space.two, space.two)
        head = line(gap=space.one)
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        layout.addLayout(head)
        layout.addWidget(self.aside)
        layout.addWidget(self.form)
        layout.addWidget(self.error)
        layout.addStretch(1)
        self.form.insert_below_text(self.marks.line)
        row = line()
        row.addWidget(self._side_rule)
        row.addWidget(scrolling(inner), 1)
        whole = column(self)
        whole.addWidget(self._top_rule)
        whole.addLayout(row)
        self.set_beneath(False)

    def set_beneath(self, beneath: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Part it from the page above it, or from the page at its left."""
        self._top_rule.setVisible(beneath)
        self._side_rule.setVisible(not beneath)

    def _show_aside(self, words: str) -> None:
        self.aside.show_text(words)
        self.aside.setVisible(bool(words))

    def _draft_at(self, place: str) -> str:
        with self._desk.visit.reading() as read:
            draft = read.local.drafts().get(place)
        return "" if draft is None else draft.text

    def _commit_text(self, place: str, text: str, before: str) -> None:
        record = place.split("/")[1]
        if record == "new":
            self._desk.keep_draft(place, text)
            return

        def refused(error: CafAuditError) -> None:
            self._kept.put_back(before)
            self._on_refused(error)

        self._change(record, {self._deeds.text_name: text}, refused)

    def _on_field_changed(self, name: str, value: object) -> None:
        if self._record:
            self._change(self._record, {name: value}, self._on_refused)

    def _change(
        self, record: str, fields: Mapping[str, object], refused: Callable[[CafAuditError], None]
    ) -> None:
        command = self._deeds.change(record, fields)
        self._desk.do(command, initiator=self, then=lambda _: self.error.clear(), refused=refused)

    def _on_remove(self) -> None:
        if self._record:
            command = self._deeds.remove(self._record)
            self._desk.do(
                command,
                initiator=self,
                then=lambda changes: self.removed.emit(changes.summary),
                refused=self._on_refused,
            )

    def _on_added(self, changes: Changes) -> None:
        self._saving = False
        self._begun = None
        self.form.text.show_text("")
        self._kept.drop(f"{self._deeds.record_type}/new/{self._deeds.text_name}")
        self._kept.show_text("", "")
        self.added.emit(changes.made.get(self._deeds.record_type, ""))

    def _on_refused(self, error: CafAuditError) -> None:
        self._saving = False
        self.error.show_error(" ".join(words_of(error)))
        self.refused.emit(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("record_editor", text)
