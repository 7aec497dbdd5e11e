"""The first window: whose profile, and the passphrase.

Everything that this module imports is Qt, the standard library or as light: it is painted before
the rest of the program is loaded (see `ui.theme` for what that costs and how it is kept low).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets.boxes import Card, Surface, column, inset, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field, PassphraseEntry
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent

_REFUSAL_LINES = 2


class ProfileChoice(NamedTuple):
    """A profile that can be unlocked; `place` says quietly where it lies: "this laptop"."""

    profile_id: str
    name: str
    place: str = ""


class UnlockWindow(Surface):
    """Unlocks a profile, makes a new one, or replaces a lost passphrase.

    Signals: `unlock_wanted(profile_id, passphrase)`, `recovery_wanted(profile_id, code, passphrase)`,
    `profile_wanted(NewProfile)`, `code_kept()`, `code_print_wanted(code)`, `example_wanted()`.
    The owner answers with `show_working`, then `show_refused` or by closing the window.
    """

    unlock_wanted = Signal(str, str)
    recovery_wanted = Signal(str, str, str)
    profile_wanted = Signal(object)
    code_kept = Signal()
    code_print_wanted = Signal(str)
    example_wanted = Signal()

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        """Make the window without profiles yet; see `show_profiles`."""
        super().__init__("window", parent)
        self.setObjectName("unlock_window")
        self.setWindowTitle("CafAudit")
        self._profiles: tuple[ProfileChoice, ...] = ()
        self._form: Workable | None = None
        self._scrolls = False
        self._layout = column(self)
        self._title = Text("CafAudit", size="title", strong=True)
        self._note = Text(size="small", tone="quiet").wrapped()
        self._card = Card()
        self._held = column(self._card)
        self._card.setFixedWidth(theme().size.card)
        self._new = Button(self.tr("New profile"), kind="link", small=True)
        self._new.setObjectName("new_profile")
        self._new.clicked.connect(self.show_new_profile)
        self._example = Button(self.tr("Open the example"), kind="link", small=True)
        self._example.setObjectName("open_example")
        self._example.clicked.connect(self.example_wanted)
        self._build(version)
        self.unlock_form = UnlockForm()
        self.unlock_form.unlock_wanted.connect(self.unlock_wanted)
        self.unlock_form.recovery_chosen.connect(self.show_recovery)
        self.show_unlock()

    def show_profiles(self, profiles: Sequence[ProfileChoice], chosen: str = "") -> None:
        """Show the profiles of this machine; without any, ask for a first one."""
        self._profiles = tuple(profiles)
        self.unlock_form.show_profiles(self._profiles, chosen)
        if not profiles:
            self.show_new_profile()

    def show_unlock(self) -> None:
        """Ask for the passphrase."""
        self._wear(self.unlock_form, self.tr("CafAudit"), _unlock_note(self))
        self._new.show()

    def show_recovery(self) -> None:
        """Ask for the recovery code and a new passphrase."""
        from ui.windows.new_profile import RecoveryForm

        form = RecoveryForm()
        form.recovery_wanted.connect(self._on_recovery_wanted)
        form.back_wanted.connect(self.show_unlock)
        self._wear(form, self.tr("New passphrase"), self.tr("The recovery code stays the same."))

    def show_new_profile(self) -> None:
        """Ask for name, inspector code and passphrase."""
        from ui.windows.new_profile import NewProfileForm

        form = NewProfileForm(can_go_back=bool(self._profiles))
        form.profile_wanted.connect(self.profile_wanted)
        form.back_wanted.connect(self.show_unlock)
        self._wear(form, self.tr("New profile"), _unlock_note(self))
        self._new.hide()

    def show_recovery_code(self, code: str) -> None:
        """Show the code that opens the profile when the passphrase is lost, until it is kept."""
        from ui.windows.new_profile import RecoveryCodeForm

        form = RecoveryCodeForm(code)
        form.kept.connect(self.code_kept)
        form.print_wanted.connect(self.code_print_wanted)
        note = self.tr("It is shown this once and stored nowhere on this machine.")
        self._wear(form, self.tr("Recovery code"), note)
        self._new.hide()
        self._example.hide()  # the code is shown this once: nothing leads away from it

    def show_working(self, words: str) -> None:
        """Say on the button what is being done; nothing else can be pressed meanwhile."""
        if self._form is not None:
            self._form.show_working(words)

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the field what was refused and what to do."""
        if self._form is not None:
            self._form.show_refused(message, advice)

    def sizeHint(self) -> QSize:
        """Return the first size of the window."""
        return QSize(theme().size.window_w, theme().size.window_h)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the form, when the window as a whole is given it."""
        super().focusInEvent(event)
        if self._form is not None:
            self._form.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use less margin inside the card when the window is low, and scroll when that is not enough."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        space = theme().space
        low = self.height() < theme().folds.side_bar_folds_under_height
        side, above, below = space.four, space.four - space.half, space.four
        self._held.setContentsMargins(side, space.one if low else above, side, space.two if low else below)
        if not self._scrolls and self._sheet.sizeHint().height() > self.height() - theme().size.foot_bar:
            self._scrolls = True
            held = self.focusWidget()
            self._layout.insertWidget(0, scrolling(self._sheet), 1)
            if held is not None:
                held.setFocus()

    def _wear(self, form: Workable, title: str, note: str) -> None:
        old, self._form = self._form, form
        if old is not None and old is not form:
            self._held.removeWidget(old)
            old.hide()
            old.setParent(None)
            if old is not self.unlock_form:
                old.deleteLater()
        self._held.addWidget(form)
        self._example.show()
        self._title.show_text(title)
        self._note.show_text(note)
        self._fit()
        form.show()
        form.begins_at.setFocus()

    def _build(self, version: str) -> None:
        space = theme().space
        self._sheet = QWidget()
        across = line(self._sheet)
        across.addStretch(1)
        inside = column(gap=space.two)
        inside.addStretch(1)
        inside.addWidget(inset(self._title, space.four))
        inside.addWidget(self._card)
        inside.addWidget(inset(self._note, space.four))
        inside.addStretch(1)
        across.addLayout(inside)
        across.addStretch(1)
        foot = line(gap=space.three)
        foot.setContentsMargins(space.three, 0, space.three, 0)
        foot.addWidget(self._example)
        foot.addWidget(self._new)
        foot.addStretch(1)
        words = self.tr("Version {version}").format(version=version)
        foot.addWidget(Text(words, size="small", tone="quiet"))
        self._layout.setContentsMargins(0, 0, 0, space.one)
        self._layout.addWidget(self._sheet, 1)
        self._layout.addLayout(foot)
        self.setMinimumSize(theme().size.window_min_w, theme().size.window_min_h)

    def _on_recovery_wanted(self, code: str, passphrase: str) -> None:
        self.recovery_wanted.emit(self.unlock_form.profile_id(), code, passphrase)


class Workable(QWidget):
    """A form of this window with one primary button and one place for what was refused."""

    def __init__(self, primary: Button) -> None:
        """Take the button that does the work."""
        super().__init__()
        self.primary = primary
        self.primary.setObjectName("primary")
        self._words = primary.text()
        self.begins_at: QWidget = primary  # a focus proxy would catch every Tab into the form

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to where typing begins."""
        super().focusInEvent(event)
        self.begins_at.setFocus()

    def show_working(self, words: str) -> None:
        """Say on the button what is being done."""
        self.primary.show_text(words)
        self.primary.setEnabled(False)

    def show_refused(self, message: str, advice: str) -> None:
        """Let the person try again; forms say what was refused at their field."""
        del message, advice
        self.primary.show_text(self._words)
        self.primary.setEnabled(True)


class UnlockForm(Workable):
    """Profile and passphrase."""

    unlock_wanted = Signal(str, str)
    recovery_chosen = Signal()

    def __init__(self) -> None:
        """Make the form without profiles."""
        super().__init__(Button(self.tr("Unlock"), kind="primary", hint=self.tr("Enter")))
        self.profile = ComboField()
        self.profile.setObjectName("profile")
        self.passphrase = PassphraseEntry(self.tr("Passphrase"), error_lines=_REFUSAL_LINES)
        self.passphrase.field.setObjectName("passphrase")
        self._recovery = Button(self.tr("Use the recovery code"), kind="link")
        self._recovery.setObjectName("use_recovery_code")
        self._recovery.clicked.connect(self.recovery_chosen)
        self.primary.clicked.connect(self._unlock)
        self.passphrase.field.returnPressed.connect(self._unlock)
        space = theme().space
        actions = line(gap=space.one)
        actions.addWidget(self._recovery)
        actions.addStretch(1)
        actions.addWidget(self.primary)
        layout = column(self)
        layout.addWidget(Field(self.tr("Profile"), self.profile, error_lines=0))
        layout.addSpacing(space.inset)
        layout.addWidget(self.passphrase)
        layout.addSpacing(space.half)
        layout.addLayout(actions)
        self.begins_at = self.passphrase.field

    def profile_id(self) -> str:
        """Return which profile is chosen, "" while there is none."""
        return str(self.profile.currentData() or "")

    def show_profiles(self, profiles: Sequence[ProfileChoice], chosen: str) -> None:
        """Show the profiles."""
        choices = tuple((one.profile_id, one.name, one.place) for one in profiles)
        self.profile.show_choices(choices, chosen)

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the passphrase what was refused; it stays there, selected, to be typed again."""
        super().show_refused(message, advice)
        self.passphrase.show_error(f"{message} {advice}".strip())
        self.passphrase.field.selectAll()
        self.passphrase.field.setFocus()

    def _unlock(self) -> None:
        if not self.primary.isEnabled():
            return
        if not self.passphrase.text():
            self.passphrase.show_error(self.tr("Type the passphrase of this profile."))
            return
        self.passphrase.clear_error()
        self.unlock_wanted.emit(self.profile_id(), self.passphrase.text())


def _unlock_note(window: QWidget) -> str:
    return window.tr(
        "Everything stored here is encrypted. Your passphrase or the printed recovery code opens it; "
        "nobody can reset them. No network is used."
    )
