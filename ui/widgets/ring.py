"""The focus ring: two pixels of ink, two off the control, over everything else.

A control that wants the ring has a method `ring_rect() -> QRect` in its own coordinates, and says
its corner radius by `ring_radius() -> int`. The ring is a sheet over the part of the window that
scrolls together with the control, so no layout has to leave room for it.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme import theme

RING_NAME = "focus_ring"


class Ringed(Protocol):
    """What a control offers to get a ring."""

    def ring_rect(self) -> QRect:
        """Return the edge of the control, in its own coordinates."""
        ...

    def ring_radius(self) -> int:
        """Return the radius of the control's corners."""
        ...


class FocusRings(QObject):
    """Draws the ring round whatever control has the focus, and brings it into sight; one for the application.

    Qt scrolls to a control only when Tab comes from another one in the same part that scrolls. A press of
    the mouse moves nothing: what was pressed stood in sight.
    """

    def __init__(self, app: QApplication) -> None:
        """Follow the focus of `app`, which becomes the parent, from what has it now."""
        super().__init__(app)
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        self._ring = None
        if new is not None and hasattr(new, "ring_rect"):
            self._ring = _ring_of(_host_of(new))
            self._ring.follow(new)
            bring_into_sight(new)


class FocusRing(QWidget):
    """The ring of one window or scrolled sheet, which is its parent.

    It is cut out where the control is, so that clicks go through. It has nothing to say to a screen
    reader, and lives as long as its parent: rings that came and went with the focus brought Qt's
    chain of focus into disorder.
    """

    def __init__(self, host: QWidget) -> None:
        """Make a hidden one over `host`."""
        super().__init__(host)
        self._control: QWidget | None = None  # nothing above it: a ring must not keep a window alive
        self._in_sight = False
        self._bringing = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._bring)
        self.setObjectName(RING_NAME)
        self.hide()

    def follow(self, control: QWidget) -> None:
        """Lie round a control from now on."""
        self._control = control
        for widget in _up_to(control, self.parentWidget()):
            widget.installEventFilter(self)
        self._in_sight = is_in_sight(control)
        self._fit()

    def leave(self) -> None:
        """Take the ring away."""
        control, self._control = self._control, None
        self._settled.stop()
        if control is not None and isValid(control):
            for widget in _up_to(control, self.parentWidget()):
                widget.removeEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it, or what it stands in, moves."""
        kinds = QEvent.Type
        if event.type() in {kinds.Move, kinds.Resize, kinds.Show, kinds.Hide, kinds.ZOrderChange}:
            self._fit()
            if event.type() in {kinds.Move, kinds.Resize}:
                self._stay_in_sight(
                    was_scrolled=watched is self.parentWidget() and event.type() == kinds.Move
                )
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        if self._control is None or not isValid(self._control):
            return
        gap = theme().size.focus_gap
        inset = theme().size.focus_width + gap
        edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        paint_ring(QPainter(self), edge, _ringed(self._control).ring_radius(), gap)

    def _stay_in_sight(self, *, was_scrolled: bool) -> None:
        """Scroll after a control that other parts push out of sight; a person may scroll away from it."""
        control = self._control
        if self._bringing or control is None or not isValid(control):
            return
        if was_scrolled:
            self._in_sight = is_in_sight(control)
        else:
            self._bring()
            self._settled.start()  # what scrolls learns its new length last

    def _bring(self) -> None:
        control = self._control
        if self._in_sight and control is not None and isValid(control):
            self._bringing = True
            bring_into_sight(control)
            self._bringing = False

    def _fit(self) -> None:
        control, host = self._control, cast("QWidget", self.parentWidget())
        if control is None or not isValid(control) or not host.isAncestorOf(control):
            return
        out = theme().size.focus_width + theme().size.focus_gap
        edge = _ringed(control).ring_rect().translated(control.mapTo(host, QPoint(0, 0)))
        self.setGeometry(edge.adjusted(-out, -out, out, out))
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(out, out, -out, -out)))
        self.setVisible(control.isVisibleTo(host))
        self.raise_()


def bring_into_sight(control: QWidget) -> None:
    """Scroll whatever has to be scrolled until a control can be seen whole, where that can be."""
    out = theme().size.focus_width + theme().size.focus_gap
    for area in _areas_round(control):
        if control.height() <= area.viewport().height() and not _is_mouse_down():
            area.ensureWidgetVisible(control, out, out)


def is_in_sight(control: QWidget) -> bool:
    """Say whether any of a control can be seen in all that scrolls round it."""
    return all(
        area.viewport().rect().intersects(QRect(control.mapTo(area.viewport(), QPoint(0, 0)), control.size()))
        for area in _areas_round(control)
    )


def _areas_round(control: QWidget) -> list[QScrollArea]:
    return [one for one in _up_to(control, control.window()) if isinstance(one, QScrollArea)]


def paint_ring(painter: QPainter, edge: QRectF, radius: float, gap: float) -> None:
    """Draw the ring round an edge, `gap` pixels off it."""
    width = theme().size.focus_width
    out = gap + width / 2
    path = QPainterPath()
    path.addRoundedRect(edge.adjusted(-out, -out, out, out), radius + out, radius + out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen()
    pen.setColor(theme().colours.focus)
    pen.setWidthF(width)
    painter.strokePath(path, pen)


def _is_mouse_down() -> bool:
    from PySide6.QtCore import Qt  # not before the first paint, see `ui.theme`

    return QApplication.mouseButtons() != Qt.MouseButton.NoButton


def _ring_of(host: QWidget) -> FocusRing:
    found = (child for child in host.findChildren(FocusRing, RING_NAME) if child.parentWidget() is host)
    return next(found, None) or FocusRing(host)


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


def _up_to(control: QWidget, host: QWidget | None) -> list[QWidget]:
    chain = [control]
    while chain[-1] is not host:
        parent = chain[-1].parentWidget()
        if parent is None:
            break
        chain.append(parent)
    return chain
