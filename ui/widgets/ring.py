"""The focus ring: two pixels of ink, two off the control, over everything else.

A control that wants the ring has a method `ring_rect() -> QRect` in its own coordinates, and says
its corner radius by `ring_radius() -> int`. The ring is a sheet over the part of the window that
scrolls together with the control, so no layout has to leave room for it.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui.theme import theme


class Ringed(Protocol):
    """What a control offers to get a ring."""

    def ring_rect(self) -> QRect:
        """Return the edge of the control, in its own coordinates."""
        ...

    def ring_radius(self) -> int:
        """Return the radius of the control's corners."""
        ...


class FocusRings(QObject):
    """Draws the ring round whatever control has the focus; one for the application."""

    def __init__(self, app: QApplication) -> None:
        """Follow the focus of `app`, which becomes the parent."""
        super().__init__(app)
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        self._ring = None
        if new is not None and hasattr(new, "ring_rect"):
            self._ring = FocusRing(new)


class FocusRing(QWidget):
    """One ring round one control; it never takes a click and has nothing to say to a screen reader."""

    def __init__(self, control: QWidget) -> None:
        """Lay the ring over `control`."""
        self._host = _host_of(control)
        super().__init__(self._host)
        self._control: QWidget | None = control
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched = _up_to(control, self._host)
        for widget in self._watched:
            widget.installEventFilter(self)
        control.destroyed.connect(self._on_control_destroyed)
        self._follow()

    def leave(self) -> None:
        """Take the ring away."""
        self._control = None
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self._watched = []
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it, or what it stands in, moves."""
        del watched
        kinds = QEvent.Type
        if event.type() in {kinds.Move, kinds.Resize, kinds.Show, kinds.Hide, kinds.ZOrderChange}:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        if self._control is None:
            return
        gap = theme().size.focus_gap
        inset = theme().size.focus_width + gap
        edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        paint_ring(QPainter(self), edge, _ringed(self._control).ring_radius(), gap)

    def _follow(self) -> None:
        control = self._control
        if control is None:
            return
        out = theme().size.focus_width + theme().size.focus_gap
        edge = _ringed(control).ring_rect().translated(control.mapTo(self._host, QPoint(0, 0)))
        self.setGeometry(edge.adjusted(-out, -out, out, out))
        self.setVisible(control.isVisibleTo(self._host))
        self.raise_()

    def _on_control_destroyed(self) -> None:
        self._control = None
        self._watched = []


def paint_ring(painter: QPainter, edge: QRectF, radius: float, gap: float) -> None:
    """Draw the ring round an edge, `gap` pixels off it."""
    width = theme().size.focus_width
    out = gap + width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().colours.focus, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(edge.adjusted(-out, -out, out, out), radius + out, radius + out)
    painter.restore()


def _ringed(control: QWidget) -> Ringed:
    return cast("Ringed", control)


def _host_of(control: QWidget) -> QWidget:
    place = control
    while not place.isWindow():
        parent = place.parentWidget()
        if parent is None:
            break
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent and place is not control:
            break
        place = parent
    return place


def _up_to(control: QWidget, host: QWidget) -> list[QWidget]:
    chain = [control]
    while chain[-1] is not host:
        parent = chain[-1].parentWidget()
        if parent is None:
            break
        chain.append(parent)
    return chain
