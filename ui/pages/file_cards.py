"""Cards about one file: it was not produced, it turned up, or a file is added that the draw did not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cafaudit.domain.picture import RANDOM
from cafaudit.domain.vocabulary import READING_MODES
from cafaudit.journal.records import LEADS
from cafaudit.services.commands.readings import AddFile
from cafaudit.services.commands.requesting import GiveUpFile, ReplaceFile
from cafaudit.services.drawn_files import reserves_for
from cafaudit.services.stored_list import is_listed
from ui.jobs import Job
from ui.messages import words_of
from ui.models.moments import local_now, read_moment, time_now
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.enter_area import EnterArea
from ui.widgets.fields import ErrorLine, Field, TextField
from ui.widgets.over_card import OverCard
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from cafaudit.services.visit import Changes
    from ui.desk import Desk

_LEAST, _MOST = 2, 5


class FileCard(OverCard):
    """A small form about a file. `done(changes)` after the commit, `refused(error)` instead.

    Escape leaves it, Enter in its last field is its primary button.
    """

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, host: QWidget, name: str, *, least: int = _LEAST) -> None:
        """Make a hidden card over `host`; `name` is its object name, `least` the lines of its last field."""
        super().__init__("", host)
        self.setObjectName(name)
        self._desk = desk
        self._saving = False
        self.about = Text(size="small", tone="quiet").wrapped()
        self.body.addWidget(self.about)
        self.reason = EnterArea(least=least, most=_MOST, size="body")
        self.reason.setObjectName(f"{name}_reason")
        self.reason.entered.connect(self.save)
        self.error = ErrorLine(lines=2)
        self.error.hide()
        self.give = Button("", kind="primary", hint=self.tr("Enter"))
        self.give.setObjectName(f"{name}_give")
        self.give.clicked.connect(self.save)
        self.cancel = Button(self.tr("Cancel"), hint=self.tr("Esc"))
        self.cancel.setObjectName(f"{name}_cancel")
        self.cancel.clicked.connect(self.put_away)

    def save(self) -> None:
        """Have what is typed saved; the card goes once it is."""
        raise NotImplementedError

    def begin(self, title: str, about: str) -> None:
        """Show what the card is about, without what an earlier one said."""
        self._saving = False
        self.title.show_text(title)
        self.setAccessibleName(title)
        self.about.show_text(about)
        self.about.setVisible(bool(about))
        self.error.hide()
        self.reason.show_wrong(False)
        self.reason.show_text("")

    def do(self, command: object) -> None:
        """Have a command done once."""
        if not self._saving:
            self._saving = True
            self._desk.do(command, initiator=self, then=self._on_done, refused=self._on_refused)

    def say(self, text: str, field: QWidget) -> None:
        """Say what is wrong, with the keyboard in the field that it is about."""
        self.error.show_error(text)
        self.error.show()
        field.setFocus()

    def typed_reason(self, why: str) -> str:
        """Return the reason that was typed, "" after saying `why` one is wanted."""
        reason = self.reason.toPlainText().strip()
        self.reason.show_wrong(not reason)
        if not reason:
            self.say(why, self.reason)
        return reason

    def add_buttons(self, *buttons: Button) -> None:
        """Stand the message and the buttons at the foot of the card."""
        self.body.addWidget(self.error)
        foot: QHBoxLayout = line(gap=theme().space.one)
        foot.addStretch(1)
        for button in buttons:
            foot.addWidget(button)
        self.body.addLayout(foot)

    def _on_done(self, changes: Changes) -> None:
        self._saving = False
        self.put_away()
        self.done.emit(changes)

    def _on_refused(self, error: Exception) -> None:
        self._saving = False
        self.say(" ".join(words_of(error)), self.reason)
        self.refused.emit(error)


class NotProducedCard(FileCard):
    """A file was asked for and not produced: when it was given up, who said so, why, what is read instead."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__(desk, host, "not_produced")
        self._case = ""
        self._replaces = True
        self.at, self.told_by = TextField(), TextField()
        self.at.setObjectName("given_up_at")
        self.told_by.setObjectName("told_by")
        self._at = Field(self.tr("Given up at"), self.at, error_lines=0)
        self._told = Field(
            self.tr("Who at the office said so, by post, if anybody did"), self.told_by, error_lines=0
        )
        self.record = Button(self.tr("Only record it"))
        self.record.setObjectName("not_produced_record")
        self.record.clicked.connect(self.record_only)
        self._lay_out()

    def ask(self, case: str) -> None:
        """Come up for a file that has not come, with the keyboard in the reason."""
        self._case = case
        self.begin(self.tr("{case} was not produced").format(case=case), self._next_words(case))
        self._at.clear_error()
        self.at.show_text(time_now())
        self.told_by.show_text("")
        words = self.tr("Take the next reserve") if self._replaces else self.tr("Record it")
        self.give.show_text(words)
        self.record.setVisible(self._replaces)
        self.come(self.reason)

    def save(self) -> None:
        """Record it and take the next reserve, or only record it where there is none."""
        self._save(replaces=self._replaces)

    def record_only(self) -> None:
        """Record that the file was not produced, and read nothing in its place yet."""
        self._save(replaces=False)

    def _save(self, *, replaces: bool) -> None:
        at = read_moment(self.at.text().strip(), local_now())
        self.at.show_wrong(at is None)
        if at is None:
            words = self.tr("Type a time such as 10:20, or a day and a time: 19 August 2009 10:20.")
            self.say(words, self.at)
            return
        reason = self.typed_reason(self.tr("Write why in a few words: it is printed in the workbook."))
        if reason:
            make = ReplaceFile if replaces else GiveUpFile
            self.do(make(case=self._case, reason=reason, at=at, told_by=self.told_by.text().strip()))

    def _next_words(self, case: str) -> str:
        """Say which reserve comes next, and note whether there is one."""
        picture, me = self._desk.picture, self._desk.visit.author
        place = next((one for one in picture.sample if one.ref == case and one.role == "sample"), None)
        member = next((person for person in picture.people if person.key == me.key), None)
        code, role = ("", "") if member is None else (member.code, member.role)
        gone = {one.case for one in picture.readings if one.number == 1 and one.state == "not_produced"}
        self._replaces = False
        if place is None:
            return self.tr("The draw did not give this file, so no reserve is read in its place.")
        mine = reserves_for(picture.sample, place.stratum, code or me.code, leads=role in LEADS)
        left = [one.ref for one in mine if one.ref not in gone]
        if not left:
            words = self.tr("You have no reserve of {stratum} left. The lead can extend the sample.")
            return words.format(stratum=place.stratum)
        self._replaces = True
        words = self.tr("Your next reserve of {stratum} is {case}; {count} left after it.")
        return words.format(stratum=place.stratum, case=left[0], count=len(left) - 1)

    def _lay_out(self) -> None:
        row = line(gap=theme().space.two)
        self._at.setFixedWidth(theme().size.panel // 2)
        row.addWidget(self._at)
        row.addWidget(self._told, 1)
        self.body.addLayout(row)
        self.body.addWidget(Field(self.tr("Why it is not there"), self.reason, error_lines=0))
        self.add_buttons(self.cancel, self.record, self.give)


class AddFileCard(FileCard):
    """A file that the draw did not give: its reference, how it was chosen, and why."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__(desk, host, "add_file", least=1)
        self._unlisted = ""
        self.case = TextField()
        self.case.setObjectName("added_case")
        self.case.returnPressed.connect(self.save)
        modes = tuple((mode, words) for mode, words in READING_MODES.items() if mode != RANDOM)
        self.mode = ChoiceRow(modes, "targeted")
        self.mode.setObjectName("added_mode")
        self.mode.set_name(self.tr("How it was chosen"))
        self.meaning = Text(size="small", tone="quiet").wrapped()
        self.mode.chosen.connect(self._show_meaning)
        self.give.show_text(self.tr("Add the file"))
        self.body.addWidget(Field(self.tr("Case reference"), self.case, error_lines=0))
        self.body.addWidget(self.mode)
        self.body.addWidget(self.meaning)
        self.body.addWidget(Field(self.tr("Why it is read"), self.reason, error_lines=0))
        self.add_buttons(self.cancel, self.give)

    def ask(self) -> None:
        """Come up empty, with the keyboard in the reference."""
        self._unlisted = ""
        about = self.tr("It is read like any other file and counted apart: no count of the sample changes.")
        self.begin(self.tr("Add a file that was not drawn"), about)
        self.case.show_text("")
        self.case.show_wrong(False)
        self.mode.show_value("targeted")
        self._show_meaning("targeted")
        self.come(self.case)

    def save(self) -> None:
        """Add the file; of a reference that the list does not have, only once that was said."""
        case = self.case.text().strip()
        self.case.show_wrong(not case)
        if not case:
            self.say(self.tr("Type the reference of the case, as the provider's list has it."), self.case)
            return
        reason = self.typed_reason(self.tr("Write why in a few words: it is printed in the workbook."))
        if reason and case == self._unlisted:
            self._add(case, reason)
        elif reason and not self._saving:
            self._saving = True
            visit = self._desk.visit
            job = Job(lambda _: is_listed(visit, case))
            job.succeeded.connect(lambda listed: self._on_looked_up(case, reason, listed=listed))
            job.failed.connect(self._on_refused)
            self._desk.run(job)

    def _on_looked_up(self, case: str, reason: str, *, listed: bool) -> None:
        self._saving = False
        if listed:
            self._add(case, reason)
            return
        self._unlisted = case
        self.say(
            self.tr("{case} is not in the provider's list. Correct it, or press Enter again.").format(
                case=case
            ),
            self.case,
        )

    def _add(self, case: str, reason: str) -> None:
        self.do(AddFile(case=case, mode=self.mode.value, reason=reason))

    def _show_meaning(self, mode: str) -> None:
        """Say what a file chosen in that way is."""
        words = {
            "tracked": self.tr("Tracked: followed in depth, with those who work on the case."),
            "dip": self.tr("Dip sample: opened for one question only."),
            "targeted": self.tr("Targeted: chosen for a reason, such as a concern or a complaint."),
            "provider_chosen": self.tr("Chosen by the provider: shown as an example of its work."),
        }
        self.meaning.show_text(words.get(mode, ""))
