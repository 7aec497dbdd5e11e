"""Draws the widgets with made-up data, to be put beside the look board.

`python -m tests.ui.gallery DIR [light|dark|contrast] [NAME ...]` writes one PNG for each picture;
`QT_SCALE_FACTOR=2` draws them at 200 % on the same number of physical pixels.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import gallery_data as data
from tests.ui.gallery_pages import HomePicture, SamplePicture, enter, states
from ui.theme import PALETTES, PaletteName, apply_theme, theme
from ui.widgets.answer_table import AnswerTable
from ui.widgets.boxes import column
from ui.widgets.buttons import Button
from ui.widgets.descriptor_panel import DescriptorPanel
from ui.widgets.list_column import ListColumn
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import FootBar, PageHead
from ui.widgets.ring import FocusRings
from ui.windows.main import MainWindow, Page
from ui.windows.unlock import ProfileChoice, UnlockWindow

if TYPE_CHECKING:
    from collections.abc import Callable

PHYSICAL = QSize(1366, 768)


class ReadPicture(PageFrame):
    """The Read page of the look board."""

    def __init__(self) -> None:
        """Stand the parts together and fill them."""
        super().__init__()
        self.queue = ListColumn()
        self.queue.show_title("My files", "All")
        self.queue.show_rows(data.queue_rows(), "0412")
        self.queue.show_left(8, 15, "Ctrl ↑ ↓")
        self.head = PageHead(state_right=True)
        self.head.show_head(
            "BBC-0412",
            "Reading open · 9 of 18 answered",
            "Private law · long-term · Office B · random, 5th in its queue · allocated 14 Apr 2009 · "
            "cabinet 3, shelf 2",
        )
        self.table = AnswerTable()
        self.table.show_heads("Core questions", "Your answer", "Manager")
        self.table.show_rows(data.read_rows())
        self.table.show_current("risk")
        self.panel = _panel()
        self.foot = FootBar()
        self.foot.show_keys((("F8", "rough note"), ("F9", "concern"), ("?", "keys")))
        self.lock = self.foot.add_action(Button("Lock reading"))
        self.foot.add_action(Button("Next file", kind="primary", hint="Ctrl+Enter"))
        self.foot.saved.show_saved("14:02:11")
        space = theme().space
        self._margins = QWidget()
        inset = column(self._margins)
        inset.setContentsMargins(space.three, space.inset, space.two, space.one)
        inset.addWidget(self.head)
        body = QWidget()
        layout = column(body)
        layout.addWidget(self._margins)
        layout.addWidget(self.table, 1)
        self.set_parts(body, list_column=self.queue, panel=self.panel, foot=self.foot)

    def on_folded(self) -> None:
        """Use shorter words in a narrow window."""
        compact = self.folding.side_bar
        self._margins.setVisible(not compact)
        self.table.set_compact(compact)
        self.foot.set_compact(compact)
        self.lock.show_text("Lock" if compact else "Lock reading", "Lock reading")
        questions = "Core questions, area 2 of 7" if compact else "Core questions"
        self.table.show_heads(questions, "Your answer", "Manager")
        keys = (("F8", "note"), ("F9", "concern")) if compact else (("F8", "rough note"), ("F9", "concern"))
        self.foot.show_keys(keys if compact else (*keys, ("?", "keys")))


def _panel() -> DescriptorPanel:
    panel = DescriptorPanel()
    panel.show_question("Risk assessment quality", "Area 2 · applies in 7 of your 8 files read")
    panel.show_descriptors(data.descriptors())
    panel.show_manager("G", "Good, one above yours")
    panel.show_why(
        "Police and authority checks on file by day four. The plan does not say what would change the "
        "risk rating."
    )
    panel.show_evidence(data.evidence())
    panel.show_concern("Concern open on this file since 11:55", "Head of Service told 12:05 · no answer yet")
    return panel


MADE: dict[str, Callable[[], QWidget]] = {
    "read": ReadPicture,
    "home": HomePicture,
    "sample": SamplePicture,
}


def shell(name: str) -> MainWindow:
    """The main window with one page."""
    window = MainWindow([Page(entry, MADE.get(entry.page, QWidget)) for entry in data.PAGES])
    window.header.show_visit(data.VISIT, data.STATE)
    window.header.show_concern("1 concern open · 2 h 07 min", "1 · 2 h 07 min")
    window.side_bar.show_role("Inspector 2")
    window.show_page(name)
    return window


def home() -> QWidget:
    """Home page in the shell."""
    window = shell("home")
    button = window.findChild(Button, "task_conflicts")
    assert button is not None
    button.setFocus()
    return window


def sample() -> QWidget:
    """Sample page in the shell."""
    window = shell("sample")
    cast("SamplePicture", window.page("sample")).make.setFocus()
    return window


def read() -> QWidget:
    """Read page in the shell."""
    window = shell("read")
    page = cast("ReadPicture", window.page("read"))
    window.header.show_page("Read", "8 of 15 left · 9 of 18 answered")
    window.header.show_list("BBC-0412")
    page.table.setFocus()
    return window


def unlock() -> QWidget:
    """The unlock window with Caps Lock on."""
    window = UnlockWindow("0.1.0")
    choices = (ProfileChoice("2", "Inspector 2", "this laptop"), ProfileChoice("3", "Inspector 3"))
    window.show_profiles(choices, "2")
    window.unlock_form.passphrase.field.setText("x" * 17)
    window.unlock_form.passphrase.show_warning("Caps Lock is on")
    return window


def new_profile() -> QWidget:
    """The form of a new profile."""
    window = UnlockWindow("0.1.0")
    window.show_profiles((), "")
    return window


def recovery_code() -> QWidget:
    """The code of a new profile."""
    window = UnlockWindow("0.1.0")
    window.show_recovery_code("MADE1-UPCD2-EXAM3-PLEX4-MADE5-UPCD6-EXAM7-PLEX8")
    return window


PICTURES: dict[str, Callable[[], QWidget]] = {
    "read": read,
    "home": home,
    "sample": sample,
    "states": states,
    "unlock": unlock,
    "new_profile": new_profile,
    "recovery_code": recovery_code,
}


def draw(name: str, make: Callable[[], QWidget], target: Path) -> None:
    """Draw one picture into a folder."""
    app = cast("QApplication", QApplication.instance())
    window = make()
    factor = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    window.resize(round(PHYSICAL.width() / factor), round(PHYSICAL.height() / factor))
    window.show()
    window.activateWindow()
    app.processEvents()
    for widget in window.findChildren(QWidget):
        if widget.property("hovered"):
            enter(widget)
    app.processEvents()
    percent = "" if factor == 1 else f"-{factor:.0%}".rstrip("%")
    window.grab().save(str(target / f"{name}-{theme().name}{percent}.png"))
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def main(arguments: list[str]) -> None:
    """Draw the pictures that are asked for, or all."""
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    palette: PaletteName = "light"
    names = arguments[1:]
    if names and names[0] in PALETTES:
        palette = cast("PaletteName", names.pop(0))
    app = QApplication([])
    apply_theme(app, palette)
    FocusRings(app)
    for name in names or PICTURES:
        draw(name, PICTURES[name], target)


if __name__ == "__main__":
    main(sys.argv[1:])
