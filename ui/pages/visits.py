"""The visits of a person: open one, make one, or look in another folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.files import write_whole
from ui.focus import focus_soon
from ui.pages.visits_join import JoinForm
from ui.pages.visits_list import VisitList
from ui.pages.visits_new import NewVisitForm
from ui.theme import theme
from ui.widgets.boxes import Card, Surface, column, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.message_bar import EmptyState, MessageBar
from ui.widgets.page_parts import PageHead

if TYPE_CHECKING:
    from cafaudit.services.visit_places import VisitPlace, VisitPlaces
    from cafaudit.team.identity import Card as PersonCard
    from ui.ask_files import FileAsking


class VisitsPage(Surface):
    """Visits known on this machine.

    `visit_wanted(path)` asks to open one, `new_visit_wanted(NewVisit)` to make one, `join_wanted(JoinVisit)`
    to join one; the owner answers with `show_working`, then `show_refused` or by turning to the visit.
    `lock_wanted()`.
    """

    visit_wanted = Signal(object)
    new_visit_wanted = Signal(object)
    join_wanted = Signal(object)
    lock_wanted = Signal()

    def __init__(
        self, places: VisitPlaces, files: FileAsking, card: PersonCard, parent: QWidget | None = None
    ) -> None:
        """Make the page for somebody; nothing is looked up before `show_page`."""
        super().__init__("window", parent)
        self.setObjectName("visits_page")
        self._places, self._files = places, files
        self.head = PageHead()
        self.message = MessageBar(closable=True)
        self.list = VisitList()
        self.empty_state = EmptyState()
        self.form = NewVisitForm(places, files)
        self.join_form = JoinForm(places, files)
        self.new = Button(self.tr("New visit"), kind="primary")
        self.open_folder = Button(self.tr("Open a folder…"))
        self.join = Button(self.tr("Join a visit"))
        self.card = Button(self.tr("Save my card…"), kind="link")
        self.lock = Button(self.tr("Lock screen"), kind="quiet").with_icon("lock")
        self._person_card = card
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Look up the visits and show them."""
        visits = self._places.known()
        self.list.show_visits(visits)
        count = self.tr("{count} on this machine").format(count=len(visits)) if visits else ""
        self.head.show_head(self.tr("Visits"), count)
        self.new.setVisible(bool(visits))
        self._turn_to(self._listed if visits else self._empty)
        focus_soon(self._begins_at())

    def take_keyboard(self) -> None:
        """Take the keyboard at once, as when the page comes up with its list already in it."""
        self._begins_at().setFocus()

    def _begins_at(self) -> QWidget:
        first = self.empty_state.findChild(Button, "first_step")
        return first if first is not None and self._shown is self._empty else self.list

    def show_working(self, words: str) -> None:
        """Say what is being done; nothing can be chosen meanwhile."""
        self.head.show_head(self.head.title.text(), words)
        self.message.clear()
        self._stack.setEnabled(False)
        self.form.show_working(True)
        self.join_form.show_working(True)

    def show_refused(self, message: str, advice: str) -> None:
        """Say what was refused and what to do, where it was asked for."""
        self._let_work()
        if self._shown is self._making:
            self.head.show_head(self.tr("New visit"))
            self.form.show_refused(message, advice)
        elif self._shown is self._joining:
            self.head.show_head(self.tr("Join a visit"))
            self.join_form.show_refused(message, advice)
        else:
            self.show_page()
            self.message.show_message("danger", f"{message} {advice}")

    def show_form(self) -> None:
        """Ask for a new visit."""
        self.head.show_head(self.tr("New visit"))
        self.message.clear()
        self._turn_to(self._making)
        self.form.begin()

    def show_join(self) -> None:
        """Ask how to join a visit."""
        self.head.show_head(self.tr("Join a visit"))
        self.message.clear()
        self._turn_to(self._joining)
        self.join_form.begin()

    def _let_work(self) -> None:
        self._stack.setEnabled(True)
        self.form.show_working(False)
        self.join_form.show_working(False)

    def _turn_to(self, part: QWidget) -> None:
        self._let_work()
        self._shown = part
        self._stack.setCurrentIndex(self._parts.index(part))
        self._foot.setVisible(part in {self._listed, self._empty})

    def _build(self) -> None:
        space, size = theme().space, theme().size
        for button, name in (
            (self.new, "new_visit"),
            (self.open_folder, "open_folder"),
            (self.join, "join"),
            (self.card, "save_card"),
            (self.lock, "lock_screen"),
        ):
            button.setObjectName(name)
        self.empty_state.show_state(
            self.tr("No visits yet"),
            self.tr(
                "A visit keeps its case list, sample, readings, evidence and letter in one encrypted folder. "
                "Make one, or open a folder that the lead gave you."
            ),
            self.tr("New visit"),
        )
        self._listed, self._empty = QWidget(), QWidget()
        card = Card()
        column(card, margin=space.half).addWidget(self.list)
        rows = column(self._listed)
        rows.addWidget(card)
        rows.addStretch(1)
        lone = column(self._empty)
        lone.addWidget(self.empty_state)
        lone.addStretch(1)
        self._making = QWidget()
        self._joining = QWidget()
        for holder, form in ((self._making, self.form), (self._joining, self.join_form)):
            held = column(holder)
            held.addWidget(form)
            held.addStretch(1)
        self._parts = (self._listed, self._empty, self._making, self._joining)
        self._shown = self._listed
        for part in self._parts:
            self._stack.addWidget(scrolling(part))
        self._foot = QWidget()
        foot = line(self._foot, gap=space.one)
        foot.addWidget(self.lock)
        foot.addSpacing(space.two)
        foot.addWidget(self.card)
        foot.addStretch(1)
        foot.addWidget(self.join)
        foot.addWidget(self.open_folder)
        foot.addWidget(self.new)
        middle = QWidget()
        middle.setMaximumWidth(size.card_wide + size.list_column)
        inside = column(middle, gap=space.two)
        inside.addWidget(self.head)
        inside.addWidget(self.message)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self._foot)
        across = line(self, margin=space.three)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def _connect(self) -> None:
        self.list.visit_chosen.connect(self._on_chosen)
        self.empty_state.stepped.connect(self.show_form)
        self.new.clicked.connect(self.show_form)
        self.open_folder.clicked.connect(self._on_open_folder)
        self.join.clicked.connect(self.show_join)
        self.card.clicked.connect(self._on_save_card)
        self.lock.clicked.connect(self.lock_wanted)
        self.join_form.back_wanted.connect(self.show_page)
        self.join_form.join_described.connect(self.join_wanted)
        self.form.back_wanted.connect(self.show_page)
        self.form.visit_described.connect(self.new_visit_wanted)

    def _on_chosen(self, place: VisitPlace) -> None:
        if place.is_there:
            self.visit_wanted.emit(place.path)
            return
        self.message.show_message(
            "warning",
            self.tr("{name} is not at {path} any more. Open it from where it is now.").format(
                name=place.title, path=place.path
            ),
        )

    def _on_save_card(self) -> None:
        suggested = Path.home() / f"{self._person_card.name} card.txt"
        path = self._files.save_file(
            self, self.tr("Your card, to hand to the lead"), suggested, "Cards (*.txt)"
        )
        if path is None:
            return
        try:
            write_whole(path, self._person_card.to_text().encode())
        except OSError as fault:
            why = self.tr("The card cannot be written to {file} ({why}). Choose another place.")
            self.message.show_message("danger", why.format(file=path, why=fault.strerror))
            return
        words = " ".join(self._person_card.words)
        self.message.show_message(
            "notice", self.tr("Card written to {file}. Its words: {words}").format(file=path, words=words)
        )

    def _on_open_folder(self) -> None:
        title = self.tr("The folder of a visit; its name ends in .cafaudit")
        chosen = self._files.folder(self, title, self._places.usual_folder)
        if chosen is not None:
            self.visit_wanted.emit(Path(chosen))
