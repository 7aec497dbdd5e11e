"""Concerns: what was seen, who was told, what was answered, and what came of it; open ones stay red."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.domain.vocabulary import SEVERITIES
from cafaudit.services.commands.concerns import AnswerConcern, ChangeConcern, ConcludeConcern, TellConcern
from cafaudit.services.firewall import firewall_of
from cafaudit.services.queries.records import read_concerns
from ui.models.concern_rows import concern_rows, in_order, next_step, severity_words, state_words
from ui.models.moments import local_now, moment_words
from ui.pages.concerns_card import ConcernCard
from ui.pages.concerns_parts import TextPart, ToldPart
from ui.pages.evidence_note import NoteCard
from ui.pages.kept_text import KeptText
from ui.pages.saving import tell_saving
from ui.theme import theme
from ui.widgets.boxes import column, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.list_column import ListColumn
from ui.widgets.message_bar import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import FootBar, PageHead, SectionHead
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from cafaudit.domain.picture import Concern
    from cafaudit.errors import CafAuditError
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.models.concern_rows import Step

_EVERY_MINUTE = 60_000


class ConcernsPage(PageFrame):
    """The list of concerns and one of them with its stages. `page_wanted(page, what)` goes elsewhere."""

    page_wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("concerns_page")
        self.title = self.tr("Concerns")
        self._desk = desk
        self._concerns: list[Concern] = []
        self._present = ""
        self.list = ListColumn()
        self.head = PageHead(state_right=True)
        self.file_link = Button("", kind="link", small=True)
        self.severity = ComboField()
        self.text = TextArea(least=2, most=8, size="body")
        self.marks = IdentifierMarks(self.text)
        self._kept = KeptText(desk, self.text, self._commit_text)
        self.told = ToldPart()
        self.response = TextPart(desk, self.tr("Response"), "response", timed=True)
        self.conclusion = TextPart(desk, self.tr("Conclusion"), "conclusion", timed=False)
        self.empty = EmptyState()
        self.foot = FootBar()
        self.raise_button = Button(self.tr("Raise a concern"), hint="F9")
        self.next = Button("", kind="primary", hint=self.tr("Ctrl+Enter"))
        self._stack = QStackedWidget()
        self.notice = Notice(self._stack)
        self.card = ConcernCard(desk, self)
        self.note_card = NoteCard(desk, self)
        self._minute = QTimer(self)
        self._minute.setInterval(_EVERY_MINUTE)
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Read the concerns and show the one that waits longest."""
        scan = firewall_of(self._desk.visit).scan
        for part in (self.marks, self.response, self.conclusion, self.card.marks, self.note_card.marks):
            part.set_scan(scan)
        self._minute.start()
        self._reload()
        (self.list.list if self._concerns else self.empty).setFocus()

    def show_item(self, what: object) -> None:
        """Go to a concern by its id."""
        if any(one.id == what for one in self._concerns):
            self._turn_to(str(what))
            self.list.list.setFocus()

    def begin_concern(self) -> None:
        """Ask for a new concern."""
        self.card.open_about()

    def begin_note(self) -> None:
        """Ask for a rough note."""
        self.note_card.open_about()

    def take_next_step(self) -> None:
        """Save the stage that comes next, or the one that was changed."""
        concern = self._concern()
        if concern is None:
            self.begin_concern()
            return
        part = self._part_in_hand() or self._part_of(next_step(concern))
        part.give()

    def flush(self) -> None:
        """Save the sentence, and keep drafts of what is not given yet."""
        for part in (self._kept, self.response, self.conclusion, self.card, self.note_card):
            part.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save the sentence when another page comes."""
        super().hideEvent(event)
        self.flush()
        self._minute.stop()

    def _build(self) -> None:
        space = theme().space
        self.list.show_title(self.title)
        self.text.setObjectName("concern_text")
        self.text.setAccessibleName(self.tr("What was seen"))
        self.severity.setObjectName("concern_severity")
        self.severity.setAccessibleName(self.tr("Severity"))
        self.severity.setFixedWidth(theme().size.meter_w)
        self.file_link.setObjectName("go_to_file")
        self.raise_button.setObjectName("raise_concern")
        self.next.setObjectName("next_step")
        seen = line(gap=space.two)
        seen.addWidget(SectionHead(self.tr("What was seen")), 1)
        seen.addWidget(self.file_link)
        seen.addWidget(self.severity)
        inside = QWidget()
        inside.setMaximumWidth(theme().size.card_wide + 2 * space.three)
        parts = column(inside, gap=space.two)
        parts.setContentsMargins(space.three, 0, space.three, space.two)
        first = column(gap=space.half)
        first.addLayout(seen)
        first.addWidget(self.text)
        first.addWidget(self.marks.line)
        parts.addLayout(first)
        for part in (self.told, self.response, self.conclusion):
            parts.addWidget(part)
        parts.addStretch(1)
        page = QWidget()
        layout = column(page)
        top = column()
        top.setContentsMargins(space.three, space.inset, space.three, space.two)
        top.addWidget(self.head)
        layout.addLayout(top)
        wide = QWidget()
        beside = line(wide)
        beside.addWidget(inside, 1)
        beside.addStretch(0)
        layout.addWidget(scrolling(wide), 1)
        self._stack.addWidget(self._lone())
        self._stack.addWidget(page)
        self.foot.show_keys((("F8", self.tr("rough note")), ("?", self.tr("keys"))))
        self.foot.add_action(self.raise_button)
        self.foot.add_action(self.next)
        self.set_parts(self._stack, list_column=self.list, foot=self.foot)

    def _lone(self) -> QWidget:
        space = theme().space
        self.empty.show_state(
            self.tr("No concerns yet"),
            self.tr("A concern is saved with one sentence and stays red until it is concluded."),
            self.tr("Raise a concern"),
            "F9",
        )
        lone = QWidget()
        layout = column(lone, gap=space.two)
        layout.setContentsMargins(space.three, space.inset, space.three, space.three)
        head = PageHead()
        head.show_head(self.title)
        layout.addWidget(head)
        layout.addWidget(self.empty)
        layout.addStretch(1)
        return lone

    def _connect(self) -> None:
        desk = self._desk
        desk.changed.connect(self._on_changed)
        tell_saving(desk, self.foot.saved)
        self.list.row_chosen.connect(self._turn_to)
        self.empty.stepped.connect(self.begin_concern)
        self.raise_button.clicked.connect(self.begin_concern)
        self.next.clicked.connect(self.take_next_step)
        self.foot.key_pressed.connect(lambda key: self.page_wanted.emit("key", key))
        self.severity.currentIndexChanged.connect(lambda _: self._on_severity_chosen())
        self.file_link.clicked.connect(self._on_file_wanted)
        self.told.given.connect(self._tell)
        self.response.given.connect(self._answer)
        self.conclusion.given.connect(lambda text, _: self._conclude(text))
        for card in (self.card, self.note_card):
            card.refused.connect(lambda error: self.foot.saved.show_failed(error.message))
        self.card.saved_one.connect(self._on_raised)
        self._minute.timeout.connect(self._show_list)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_ctrl_enter)

    def _part_in_hand(self) -> ToldPart | TextPart | None:
        """Return the stage that is being typed."""
        focused = self.focusWidget()
        parts = (self.told, self.response, self.conclusion)
        return next((part for part in parts if focused is not None and part.isAncestorOf(focused)), None)

    def _part_of(self, step: Step) -> ToldPart | TextPart:
        if step == "tell":
            return self.told
        return self.response if step == "answer" else self.conclusion

    def _concern(self) -> Concern | None:
        return next((one for one in self._concerns if one.id == self._present), None)

    def _reload(self) -> None:
        self._concerns = in_order(read_concerns(self._desk.visit))
        if self._concern() is None:
            self._present = self._concerns[0].id if self._concerns else ""
        self._show_list()
        self._show_concern()

    def _show_list(self) -> None:
        self.list.show_rows(concern_rows(self._concerns, local_now()), self._present)
        concern = self._concern()
        self.show_where("" if concern is None else concern.case or self.title, "")

    def _turn_to(self, concern: str) -> None:
        self._kept.flush()
        self._present = concern
        self.list.show_present(concern)
        self._show_concern()
        self.close_list()

    def _show_concern(self) -> None:
        concern = self._concern()
        self._stack.setCurrentIndex(0 if concern is None else 1)
        self.next.setVisible(concern is not None)
        self.raise_button.setVisible(concern is not None)
        if concern is None:
            return
        about = concern.case or self.tr("No particular file")
        self.head.show_head(about, state_words(concern, local_now()), self._item_words(concern))
        self.head.state.set_tone("danger" if concern.is_open else "quiet")
        self.file_link.setVisible(bool(concern.case))
        self.file_link.show_text(self.tr("Go to {case}").format(case=concern.case))
        choices = tuple((severity, words, "") for severity, words in SEVERITIES.items())
        self.severity.show_choices(choices, concern.severity)
        self._kept.show_text(f"concern/{concern.id}/text", concern.text)
        self.marks.refresh()
        self.told.show_told(concern.told_post, concern.told_at)
        answered = moment_words(concern.response_at) if concern.response else self.tr("none yet")
        self.response.show_text(concern.id, concern.response, concern.response_at, answered)
        concluded = "" if concern.conclusion else self.tr("closes the concern")
        self.conclusion.show_text(concern.id, concern.conclusion, "", concluded)
        self.next.show_text(self._step_words(next_step(concern)))

    def _item_words(self, concern: Concern) -> str:
        if not concern.item:
            return severity_words(concern)
        framework = self._desk.framework
        names = {one.id: one.title for one in framework.areas} | {
            one.id: one.short for one in framework.aspects
        }
        return " · ".join((names.get(concern.item, concern.item), severity_words(concern)))

    def _step_words(self, step: Step) -> str:
        return {
            "tell": self.tr("Note who was told"),
            "answer": self.tr("Save response"),
            "conclude": self.tr("Conclude"),
            "done": self.tr("Save conclusion"),
        }[step]

    def _on_ctrl_enter(self) -> None:
        card = next((card for card in (self.card, self.note_card) if card.isVisible()), None)
        if card is not None:
            card.save()
        else:
            self.take_next_step()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if not any(cell.startswith(("concern/", "member/")) for cell in changes.cells):
            return
        self._reload()
        if initiator is None and self.isVisible():
            self.notice.show_message("notice", changes.summary)

    def _on_raised(self, concern: str) -> None:
        self._turn_to(concern)
        self.told.post.setFocus()

    def _on_severity_chosen(self) -> None:
        concern, chosen = self._concern(), str(self.severity.currentData())
        if concern is not None and chosen != concern.severity:
            self._do(ChangeConcern(concern=concern.id, severity=chosen))

    def _on_file_wanted(self) -> None:
        concern = self._concern()
        if concern is not None:
            self.page_wanted.emit("read", (concern.case, concern.item))

    def _commit_text(self, place: str, text: str, before: str) -> None:
        def refused(error: CafAuditError) -> None:
            self._kept.put_back(before)
            self._show_refused(error)

        command = ChangeConcern(concern=place.split("/")[1], text=text)
        self._desk.do(command, initiator=self, refused=refused)

    def _tell(self, post: str, at: str) -> None:
        self._do(TellConcern(concern=self._present, post=post, at=at))

    def _answer(self, text: str, at: str) -> None:
        command = AnswerConcern(concern=self._present, response=text, at=at)
        self._do(command, self.response)

    def _conclude(self, text: str) -> None:
        self._do(ConcludeConcern(concern=self._present, conclusion=text), self.conclusion)

    def _do(self, command: object, part: TextPart | None = None) -> None:
        def done(changes: Changes) -> None:
            del changes
            if part is not None:
                part.taken()

        self._desk.do(command, initiator=self, then=done, refused=self._show_refused)

    def _show_refused(self, error: CafAuditError) -> None:
        self.foot.saved.show_failed(error.message)
        self.notice.show_message("danger", f"{error.message} {error.advice}")
