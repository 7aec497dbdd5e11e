"""Progress at its place, the meter, and what is known of saving."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import Tone, theme
from ui.widgets.announce import announce
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.text import Run, Text, text_width

SaveKind = Literal["none", "saved", "saving", "draft", "failed"]

SAVING_SHOWN_AFTER = 500
"""Milliseconds after which a save that has not come back is shown as "Saving"."""

_WIDEST_CLOCK = "00:00:00"

_SAVE_LOOKS: dict[SaveKind, tuple[IconName | None, Tone, Tone]] = {
    "none": (None, "plain", "plain"),
    "saved": ("saved", "success", "plain"),
    "saving": ("clock", "quiet", "quiet"),
    "draft": ("reason", "quiet", "quiet"),
    "failed": ("warning", "danger", "danger"),
}


class Meter(QWidget):
    """A flat bar, six pixels high, filled by the share that is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setFixedHeight(theme().size.meter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 is an empty bar."""
        self._done, self._total = done, total
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual width."""
        return QSize(theme().size.meter_w, theme().size.meter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is done over what is to do."""
        del event
        worn = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), worn.radius.meter, worn.radius.meter)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), worn.colours.line)
        share = min(self._done / self._total, 1.0) if self._total else 0.0
        painter.fillRect(QRectF(0, 0, self.width() * share, self.height()), worn.colours.accent)


class ProgressLine(QWidget):
    """A long work at its place: what it is, how far it is, and Stop.

    `stop_wanted` asks the owner to stop the work; the line stays until `clear`.
    """

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden one."""
        super().__init__(parent)
        self._title = Text()
        self._count = Text(size="small")
        self._meter = Meter()
        self._stop = Button(self.tr("Stop"), small=True)
        self._stop.setObjectName("stop")
        self._stop.clicked.connect(self._on_stop_clicked)
        row = line(self, gap=theme().space.two)
        row.addWidget(self._title)
        row.addWidget(self._meter, 1)
        row.addWidget(self._count)
        row.addWidget(self._stop)
        self.setFixedHeight(theme().size.row)
        self.hide()

    def show_work(self, title: str, count: str, done: int, total: int) -> None:
        """Show a work under way; `count` is the figures in words: "12,400 of 20,000 events"."""
        if self.isHidden():
            self._stop.setEnabled(True)
        self._title.show_text(title)
        self._count.show_text(count)
        self._meter.show_progress(done, total)
        self._meter.setAccessibleName(f"{title}, {count}")
        self._stop.setAccessibleName(self.tr("Stop: {title}").format(title=title))
        self.show()

    def clear(self) -> None:
        """Go away: the work has ended."""
        self.hide()
        self._stop.setEnabled(True)

    def _on_stop_clicked(self) -> None:
        self._stop.setEnabled(False)
        self.stop_wanted.emit()


class SaveState(QWidget):
    """What is known of saving: the old "Saved" stands until the commit, failure is red and stays.

    `begin` is called when a change is handed to the service, then `saved` or `failed`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one that says nothing yet."""
        super().__init__(parent)
        self._kind: SaveKind = "none"
        self._text = Text()
        self._row = line(self)
        self._row.setContentsMargins(theme().size.icon + theme().space.one, 0, 0, 0)
        self._row.addWidget(self._text)
        self.setFixedHeight(theme().type.line_body)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SAVING_SHOWN_AFTER)
        self._late.timeout.connect(self._on_late)

    @property
    def kind(self) -> SaveKind:
        """What is shown now."""
        return self._kind

    def text(self) -> str:
        """Return the words."""
        return self._text.text()

    def room(self) -> int:
        """Return the width in which nothing is cut, now and when the next draft or save is told."""
        usual = text_width(self.tr("Draft kept {when}").format(when=_WIDEST_CLOCK))
        margin = self._row.contentsMargins().left()
        return margin + max(self._text.natural_width(), usual)

    def begin(self) -> None:
        """A change is on its way to the disk; after half a second say so."""
        if not self._late.isActive():
            self._late.start()

    def show_saved(self, when: str) -> None:
        """The commit is done: "Saved 14:02:11"."""
        self._show("saved", self.tr("Saved {when}").format(when=when))

    def show_note(self, text: str) -> None:
        """Say in other words that all is safe: "Everything saved, last backup 18:30"."""
        self._show("saved", text)

    def show_draft(self, when: str) -> None:
        """Text that is still being typed was kept as a draft."""
        self._show("draft", self.tr("Draft kept {when}").format(when=when))

    def show_failed(self, why: str) -> None:
        """Nothing was saved; says so until a save succeeds."""
        text = self.tr("Not saved: {why}").format(why=why)
        self._show("failed", text)
        announce(self, text, urgent=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        del event
        icon, tone, _ = _SAVE_LOOKS[self._kind]
        if icon is not None:
            side = theme().size.icon
            box = QRectF(0, (self.height() - side) / 2, side, side)
            paint_icon(QPainter(self), icon, box, theme().colours.tone(tone))

    def _on_late(self) -> None:
        self._show("saving", self.tr("Saving"))

    def _show(self, kind: SaveKind, text: str) -> None:
        self._late.stop()
        self._kind = kind
        self._text.show_runs(Run(text, _SAVE_LOOKS[kind][2], strong=kind == "failed"))
        self.update()
