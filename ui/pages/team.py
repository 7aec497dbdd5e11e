"""The Team page: conflicts to settle, packs out and in, members and one's own card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cafaudit.journal.records import LEADS
from ui.folders import show_folder
from ui.messages import words_of
from ui.models.rows import RowsModel
from ui.models.team_rows import conflict_columns, conflicts_of, member_columns
from ui.pages.team_members import AddMemberForm, CardSection
from ui.pages.team_packs import PacksSection
from ui.pages.team_settle import SettleSection
from ui.theme import theme
from ui.widgets.boxes import Rule, column
from ui.widgets.key_help import KeyGroup
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import PageHead, SectionHead
from ui.widgets.section_panel import SectionPanel
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from cafaudit.services.exchange import Merged, Packed
    from cafaudit.services.visit import Changes
    from cafaudit.team.identity import Identity
    from ui.ask_files import FileAsking
    from ui.desk import Desk
    from ui.models.team_rows import Conflict
    from ui.widgets.message_bar import MessageKind

_LOOKED_AT = ("member/", "score/", "why/", "framework/")
CONFLICTS = "conflicts"


class TeamPage(PageFrame):
    """Who works on the visit, and how their work comes together. `page_wanted(page, what)` goes elsewhere."""

    page_wanted = Signal(str, object)

    def __init__(
        self, desk: Desk, identity: Identity, files: FileAsking, parent: QWidget | None = None
    ) -> None:
        """Make the page for somebody; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("team_page")
        self._desk, self._identity = desk, identity
        self._way_on: Path | None = None
        self.title = self.tr("Team")
        self.head = PageHead()
        self.message = MessageBar(closable=True)
        self.conflicts = RowsModel(conflict_columns())
        self.conflict_table = SimpleTable(self.conflicts, fits=True)
        self.settle = SettleSection(desk)
        self.packs = PacksSection(desk, identity, files)
        self.members = RowsModel(member_columns(identity.author))
        self.member_table = SimpleTable(self.members, choosing=False, fits=True)
        self.add = AddMemberForm(desk, files)
        self.card = CardSection(identity, files)
        self._conflict_head = SectionHead()
        self._no_conflicts = Text(size="small", tone="quiet").wrapped()
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Show the team as it is now."""
        self._show()
        first = self.conflict_table if self.conflicts.rowCount() else self.packs.merge
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_item(self, what: object) -> None:
        """Go to the conflicts."""
        if what == CONFLICTS and self.conflicts.rowCount():
            self.conflict_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this page."""
        keys = (
            ("↑ ↓", self.tr("from conflict to conflict")),
            ("Enter", self.tr("to the decision about it")),
            ("Ctrl+Enter", self.tr("settle it")),
        )
        return (KeyGroup(self.tr("Team"), keys),)

    def _build(self) -> None:
        space = theme().space
        self.conflict_table.setObjectName("conflicts")
        self.conflict_table.setAccessibleName(self.tr("Conflicts to settle"))
        self.member_table.setObjectName("members")
        self.member_table.setAccessibleName(self.tr("Members"))
        self._add_part = QWidget()
        adding = column(self._add_part, gap=space.two)
        adding.addWidget(Rule())
        adding.addWidget(self.add)
        body = QWidget()
        layout = column(body, gap=space.two)
        layout.setContentsMargins(space.three, space.inset, space.three, space.two)
        layout.addWidget(self.head)
        layout.addWidget(Rule())
        layout.addLayout(_together(self._conflict_head, self._no_conflicts, self.conflict_table))
        layout.addWidget(Rule())
        layout.addWidget(self.packs)
        layout.addWidget(self.message)
        layout.addWidget(Rule())
        layout.addLayout(_together(SectionHead(self.tr("Members")), self.member_table))
        layout.addWidget(self._add_part)
        layout.addStretch(1)
        self.panel = SectionPanel("team_panel")
        self.panel.set_sections([(self.tr("Settle"), self.settle), (self.tr("My card"), self.card)])
        self.set_parts(body, panel=self.panel, scrolls=True)

    def _connect(self) -> None:
        self.conflict_table.row_chosen.connect(self._on_conflict_chosen)
        self.conflict_table.row_opened.connect(self._on_conflict_opened)
        self.settle.settled.connect(self._on_settled)
        self.packs.packed.connect(self._on_packed)
        self.packs.merged.connect(self._on_merged)
        self.packs.failed.connect(self._on_failed)
        self.card.told.connect(lambda words: self._say("notice", words))
        self.card.refused.connect(self._on_failed)
        self.add.member_added.connect(self._on_member_added)
        self.message.followed.connect(self._on_followed)
        self._desk.changed.connect(self._on_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.settle.give)

    def _show(self) -> None:
        picture = self._desk.picture
        found = conflicts_of(picture)
        present = self._present_key()
        self.conflicts.replace_rows(found)
        self.conflict_table.setVisible(bool(found))
        self._no_conflicts.setVisible(not found)
        self._no_conflicts.show_text(self.tr("Nobody differs on any answer."))
        crossing = sum(1 for one in found if one.row.crosses_line)
        aside = self.tr("{count}, {crossing} across the line").format(count=len(found), crossing=crossing)
        self._conflict_head.show_head(self.tr("Conflicts to settle"), aside if found else "")
        place = next((at for at, one in enumerate(found) if one.key == present), 0)
        self.conflict_table.show_present(place if found else -1)
        self._show_conflict(found[place] if found else None)
        self.members.replace_rows(picture.people)
        self.packs.show_people(picture.people)
        self._add_part.setVisible(self._is_lead())
        members = len(picture.people)
        state = self.tr("1 member") if members == 1 else self.tr("{count} members").format(count=members)
        self.head.show_head(self.title, state)
        self.panel.show_count(0, str(len(found)) if found else "")

    def _present_key(self) -> str:
        place = self.conflict_table.currentIndex().row()
        return self.conflicts.row_at(place).key if 0 <= place < self.conflicts.rowCount() else ""

    def _is_lead(self) -> bool:
        roles = {person.key: person.role for person in self._desk.picture.people}
        return roles.get(self._identity.author) in LEADS

    def _show_conflict(self, conflict: Conflict | None) -> None:
        self.settle.show_conflict(conflict, may_settle=self._is_lead())

    def _on_conflict_chosen(self, place: int) -> None:
        self._show_conflict(self.conflicts.row_at(place))

    def _on_conflict_opened(self, place: int) -> None:
        self._show_conflict(self.conflicts.row_at(place))
        self.panel.show_section(0)
        self.settle.decision.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_settled(self) -> None:
        """Turn to the next conflict, with the keyboard where it was."""
        if self.conflicts.rowCount():
            self.conflict_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_packed(self, packed: Packed) -> None:
        self._way_on = Path(packed.file)
        words = self.tr("Pack {number} for {whom} written: {events} events.").format(
            number=packed.number, whom=", ".join(packed.recipients), events=f"{packed.events:,}"
        )
        self._say("notice", words, self.tr("Open folder"))

    def _on_merged(self, merged: Merged) -> None:
        self._way_on = None
        conflicts = (
            self.tr("1 conflict")
            if merged.conflicts == 1
            else self.tr("{count} conflicts").format(count=merged.conflicts)
        )
        words = self.tr("Pack merged: {new} new, {conflicts}").format(
            new=f"{merged.new:,}", conflicts=conflicts
        )
        if merged.set_aside:
            words += self.tr(", {count} set aside").format(count=merged.set_aside)
        self._say("notice", words, self.tr("Settle") if merged.conflicts else "")

    def _on_member_added(self, summary: str) -> None:
        words = self.tr("{summary}. Make a pack for them, so that they can begin.").format(summary=summary)
        self._way_on = None
        self._say("notice", words)

    def _on_failed(self, error: Exception) -> None:
        message, advice = words_of(error)
        self._say("danger", f"{message} {advice}")

    def _on_followed(self) -> None:
        if self._way_on is not None:
            show_folder(self._way_on)
        else:
            self.conflict_table.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, kind: MessageKind, words: str, way_on: str = "") -> None:
        self.message.show_message(kind, words, way_on)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(cell.startswith(_LOOKED_AT) for cell in changes.cells):
            self._show()


def _together(*parts: QWidget) -> QVBoxLayout:
    layout = column(gap=theme().space.half)
    for part in parts:
        layout.addWidget(part)
    return layout
