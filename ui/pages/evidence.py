"""Evidence: rough notes to sort, every citable fact by area, source and polarity, and what was done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.services.firewall import firewall_of
from cafaudit.services.queries.records import read_activities, read_evidence, read_notes
from ui.models.evidence_rows import (
    ACTIVITIES,
    ALL,
    Sieve,
    activity_columns,
    evidence_columns,
    section_rows,
    sieved,
)
from ui.models.moments import moment_words
from ui.models.rows import RowsModel
from ui.pages.concerns_card import ConcernCard
from ui.pages.evidence_filters import EvidenceFilters
from ui.pages.evidence_forms import (
    ACTIVITY_DEEDS,
    EVIDENCE_DEEDS,
    activity_form,
    activity_values,
    evidence_form,
    evidence_values,
    new_activity_values,
    new_evidence_values,
)
from ui.pages.evidence_note import NoteCard
from ui.pages.evidence_notes import NotesStrip
from ui.pages.evidence_sorting import NoteSorting
from ui.pages.record_editor import Begun, RecordEditor
from ui.pages.saving import tell_saving
from ui.theme import theme
from ui.widgets.boxes import Surface, column
from ui.widgets.buttons import Button
from ui.widgets.key_help import KeyGroup
from ui.widgets.list_column import ListColumn
from ui.widgets.message_bar import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import FootBar, PageHead
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from cafaudit.domain.picture import Activity, EvidenceItem
    from cafaudit.services.queries.records import RoughNote
    from cafaudit.services.visit import Changes
    from ui.desk import Desk

_READ_ANEW = ("evidence/", "activity/", "note/", "member/")


class EvidencePage(PageFrame):
    """Sections at the left, a table of facts or activities, and the one that is chosen in the panel.

    `page_wanted(page, what)` goes elsewhere.
    """

    page_wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("evidence_page")
        self.title = self.tr("Evidence")
        self._desk = desk
        self._items: tuple[EvidenceItem, ...] = ()
        self._activities: tuple[Activity, ...] = ()
        self._shown: list[EvidenceItem] = []
        self._sieve = Sieve()
        self._wanted = ""
        framework = desk.framework
        self.sections = ListColumn()
        self.head = PageHead()
        self.notes = NotesStrip()
        self.filters = EvidenceFilters()
        self._evidence_rows: RowsModel[EvidenceItem] = RowsModel(evidence_columns(framework), parent=self)
        self._activity_rows: RowsModel[Activity] = RowsModel(activity_columns(framework), parent=self)
        self.table = SimpleTable(self._evidence_rows)
        self.activity_table = SimpleTable(self._activity_rows)
        self.editor = RecordEditor(desk, evidence_form(framework), EVIDENCE_DEEDS)
        self.activity_editor = RecordEditor(desk, activity_form(framework), ACTIVITY_DEEDS)
        self.empty = EmptyState()
        self.foot = FootBar()
        self.cancel = Button(self.tr("Cancel"), hint=self.tr("Esc"))
        self.add = Button("", kind="primary", hint="Ctrl+N")
        self.save = Button("", kind="primary", hint="Ctrl+Enter")
        self._tables, self._beside = QStackedWidget(), QStackedWidget()
        self.concern_card = ConcernCard(desk, self)
        self.note_card = NoteCard(desk, self)
        self._sorting = NoteSorting(desk, self)
        self._build()
        self.notice = Notice(self._tables)
        self._connect()

    def show_page(self) -> None:
        """Read notes, evidence and activities, and show those of the section."""
        scan = firewall_of(self._desk.visit).scan
        for part in (self.editor, self.activity_editor, self.concern_card.marks, self.note_card.marks):
            part.set_scan(scan)
        self._reload()
        self._table().setFocus()

    def show_item(self, what: object) -> None:
        """Go to a fact by its id, to a section, or to a new activity's section by "activities"."""
        if what == ACTIVITIES:
            self._show_section(ACTIVITIES)
        elif any(item.id == what for item in self._items):
            self._sieve, self._wanted = Sieve(), str(what)
            self._show_all()
        self._table().setFocus()

    def begin_concern(self) -> None:
        """Ask for a concern."""
        self._sorting.leave()
        self.concern_card.open_about()

    def begin_note(self) -> None:
        """Ask for a rough note."""
        self.note_card.open_about()

    def begin_record(self) -> None:
        """Begin a fact in the present area, or an activity."""
        self._sorting.leave()
        if self._sieve.section == ACTIVITIES:
            begun = Begun(new_activity_values(self._desk.framework))
            self.activity_editor.begin(self.tr("New activity"), begun)
        else:
            self._begin_evidence(Begun(new_evidence_values(self._sieve.area)))
        self._show_panel()

    def on_folded(self) -> None:
        """Leave the title to the header of a narrow window, and part the panel from what it stands beside."""
        self.head.setVisible(not self.folding.side_bar)
        for editor in (self.editor, self.activity_editor):
            editor.set_beneath(self.folding.panel_beneath)

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this page."""
        return (
            KeyGroup(
                self.title,
                (
                    ("Ctrl+N", self.tr("begins a fact or an activity")),
                    ("Ctrl+Enter", self.tr("saves it")),
                    (self.tr("Enter"), self.tr("changes the chosen one")),
                    (self.tr("Delete"), self.tr("removes it; can be undone")),
                    ("Esc", self.tr("back to the table")),
                ),
            ),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the table on Escape, remove on Delete while it has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave_form()
        elif event.key() == Qt.Key.Key_Delete and self._table().hasFocus():
            self._editor().remove.click()
        else:
            super().keyPressEvent(event)

    def flush(self) -> None:
        """Save what is typed, and keep drafts of what is not given yet."""
        for part in (self.editor, self.activity_editor, self.concern_card, self.note_card):
            part.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is typed when another page comes."""
        super().hideEvent(event)
        self.flush()

    def _build(self) -> None:
        space = theme().space
        self.sections.show_title(self.title)
        self.table.setAccessibleName(self.title)
        self.activity_table.setAccessibleName(self.tr("Activities"))
        self.add.setObjectName("add_record")
        self.save.setObjectName("save_record")
        self.cancel.setObjectName("cancel_new")
        body = QWidget()
        layout = column(body, gap=space.one)
        layout.setContentsMargins(space.three, space.inset, space.three, 0)
        layout.addWidget(self.head)
        layout.addSpacing(space.half)
        layout.addWidget(self.notes)
        layout.addWidget(self.filters)
        lone = QWidget()
        alone = column(lone)
        alone.addWidget(self.empty)
        alone.addStretch(1)
        for part in (self.table, self.activity_table, lone):
            self._tables.addWidget(part)
        layout.addWidget(self._tables, 1)
        for part in (Surface("surface_raised"), self.editor, self.activity_editor):
            self._beside.addWidget(part)
        self.foot.show_keys(
            (("F8", self.tr("rough note")), ("F9", self.tr("concern")), ("?", self.tr("keys")))
        )
        for button in (self.cancel, self.add, self.save):
            self.foot.add_action(button)
        self.set_parts(body, list_column=self.sections, panel=self._beside, foot=self.foot)

    def _connect(self) -> None:
        desk = self._desk
        desk.changed.connect(self._on_changed)
        tell_saving(desk, self.foot.saved)
        self.sections.row_chosen.connect(self._show_section)
        self.filters.filtered.connect(self._on_filtered)
        for table in (self.table, self.activity_table):
            table.row_chosen.connect(self._on_row_chosen)
            table.row_opened.connect(lambda _: self._editor().form.text.setFocus())
        for editor in (self.editor, self.activity_editor):
            editor.added.connect(self._on_added)
            editor.removed.connect(self._on_removed)
        for part in (self.editor, self.activity_editor, self.concern_card, self.note_card):
            part.refused.connect(lambda error: self.foot.saved.show_failed(error.message))
        self.notes.evidence_wanted.connect(self._on_evidence_wanted)
        self.notes.concern_wanted.connect(self._on_concern_wanted)
        self.notes.removal_wanted.connect(self._sorting.remove)
        self.concern_card.saved_one.connect(lambda _: self._sorting.finish())
        self._sorting.removed.connect(self._on_removed)
        self.notice.followed.connect(self._on_undo_wanted)
        self.add.clicked.connect(self.begin_record)
        self.save.clicked.connect(lambda: self._editor().save_new())
        self.cancel.clicked.connect(self._leave_form)
        self.empty.stepped.connect(self.begin_record)
        self.foot.key_pressed.connect(lambda key: self.page_wanted.emit("key", key))
        for keys, deed in (
            ("Ctrl+N", self.begin_record),
            ("Ctrl+Return", self._on_ctrl_enter),
            ("Ctrl+Enter", self._on_ctrl_enter),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _table(self) -> SimpleTable:
        return self.activity_table if self._sieve.section == ACTIVITIES else self.table

    def _editor(self) -> RecordEditor:
        return self.activity_editor if self._sieve.section == ACTIVITIES else self.editor

    def _reload(self) -> None:
        visit = self._desk.visit
        self._items, self._activities = read_evidence(visit), read_activities(visit)
        self.notes.show_notes(read_notes(visit))
        self._show_all()

    def _show_all(self) -> None:
        """Show sections, table and panel; the chosen record stays if it is still among them."""
        rows = section_rows(self._desk.framework, self._items, self._activities)
        self.sections.show_rows(rows, self._sieve.section)
        present = next((row.text for row in rows if row.row_id == self._sieve.section), "")
        self._shown = sieved(self._items, self._sieve)
        chosen = self._wanted or self._editor().record
        self._wanted = ""
        self._evidence_rows.replace_rows(self._shown)
        self._activity_rows.replace_rows(self._activities)
        ids = [one.id for one in self._records()]
        place = ids.index(chosen) if chosen in ids else 0 if ids else -1
        self._table().show_present(place)
        self._show_head(present, len(ids))
        if not self._editor().is_new:
            self._show_record(place)
        self._show_panel()

    def _records(self) -> Sequence[EvidenceItem] | Sequence[Activity]:
        return self._activities if self._sieve.section == ACTIVITIES else self._shown

    def _show_head(self, section: str, count: int) -> None:
        doing = self._sieve.section == ACTIVITIES
        self.head.show_head(
            self.title if self._sieve.section == ALL else section, str(count) if count else ""
        )
        self.filters.setVisible(not doing)
        self._tables.setCurrentIndex((1 if doing else 0) if count else 2)
        self.show_where(section, "")
        if count:
            return
        if doing:
            self.empty.show_state(
                self.tr("No activities yet"),
                self.tr(
                    "Meetings, interviews, duty desks and file readings stand here as the letter tells them."
                ),
                self.tr("Add an activity"),
                "Ctrl+N",
            )
        else:
            self.empty.show_state(
                self.tr("No evidence here yet"),
                self.tr(
                    "Each fact stands here once, with the areas that it speaks to and where it comes from."
                ),
                self.tr("Add evidence"),
                "Ctrl+N",
            )

    def _show_record(self, place: int) -> None:
        if not 0 <= place < len(self._records()):
            self._beside.setCurrentIndex(0)
            return
        if self._sieve.section == ACTIVITIES:
            activity = self._activities[place]
            head = (self.tr("Activity"), "")
            self.activity_editor.show_record(activity.id, head, activity.wording, activity_values(activity))
        else:
            item = self._shown[place]
            about = " · ".join(filter(None, (item.case, item.author, moment_words(item.at))))
            self.editor.show_record(item.id, (item.label, about), item.text, evidence_values(item))
        self._beside.setCurrentWidget(self._editor())

    def _show_panel(self) -> None:
        editor, doing = self._editor(), self._sieve.section == ACTIVITIES
        if editor.is_new:
            self._beside.setCurrentWidget(editor)
        self.cancel.setVisible(editor.is_new)
        self.save.setVisible(editor.is_new)
        self.add.setVisible(not editor.is_new)
        self.save.show_text(self.tr("Save activity") if doing else self.tr("Save evidence"))
        self.add.show_text(self.tr("Add an activity") if doing else self.tr("Add evidence"))

    def _show_section(self, section: str) -> None:
        self.editor.flush()
        self._sieve = replace(self._sieve, section=section)
        self._show_all()
        self.close_list()

    def _begin_evidence(self, begun: Begun) -> None:
        self.editor.begin(self.tr("New evidence"), begun)

    def _leave_form(self) -> None:
        editor = self._editor()
        if editor.is_new:
            editor.leave()
            self._sorting.leave()
            self._show_all()
        self._table().setFocus()

    def _on_ctrl_enter(self) -> None:
        card = next((card for card in (self.concern_card, self.note_card) if card.isVisible()), None)
        if card is not None:
            card.save()
        elif self._editor().is_new:
            self._editor().save_new()
        else:
            self._editor().flush()

    def _on_row_chosen(self, place: int) -> None:
        self._show_record(place)
        self._show_panel()

    def _on_filtered(self, source: str, polarity: str) -> None:
        self._sieve = replace(self._sieve, source=source, polarity=polarity)
        self._show_all()

    def _on_added(self, record: str) -> None:
        self._wanted = record
        self._sorting.finish()
        self._show_all()
        self._table().setFocus()

    def _on_removed(self, summary: str) -> None:
        self.notice.show_message("notice", summary, self.tr("Undo"))
        self._table().setFocus()

    def _on_undo_wanted(self) -> None:
        self.notice.clear()
        self._desk.undo()

    def _on_evidence_wanted(self, note: RoughNote) -> None:
        if self._sieve.section == ACTIVITIES:
            self._show_section(ALL)
        self._begin_evidence(self._sorting.begin_evidence(note, self._sieve.area))
        self._show_panel()

    def _on_concern_wanted(self, note: RoughNote) -> None:
        self._sorting.begin(note)
        self.concern_card.open_about(note.case, text=note.text)

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if not any(cell.startswith(_READ_ANEW) for cell in changes.cells):
            return
        self._reload()
        if initiator is None and self.isVisible():
            self.notice.show_message("notice", changes.summary)
