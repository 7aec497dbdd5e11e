"""Types and helpers of tests that look at widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Shown = TypeVar("Shown", bound="QWidget")


class Show(Protocol):
    """The fixture `show`: shows a widget as a window that has the keyboard, and returns it."""

    def __call__(self, widget: Shown) -> Shown:
        """Show it."""
        ...


def find(inside: QWidget, kind: type[Shown], name: str) -> Shown:
    """Return the widget of that kind and object name; fails when there is none."""
    found = inside.findChild(kind, name)
    assert found is not None, name
    return found


def shades(image: QImage) -> set[str]:
    """All colours of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = set(memoryview(plain.constBits()).cast("I"))
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in pixels}
