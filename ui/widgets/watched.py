"""A text field finds the part above it that watches for names; it knows nothing more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Watch(Protocol):
    """Looks after the text fields below a widget that keeps it as its attribute `name_watch`."""

    def look_after(self, field: QWidget) -> None:
        """Mark what could name somebody in a field from now on."""


def come_under_watch(field: QWidget) -> None:
    """Have a field marked if something above it watches for names."""
    above = field.parentWidget()
    while above is not None:
        watch: Watch | None = getattr(above, "name_watch", None)
        if watch is not None:
            watch.look_after(field)
            return
        above = above.parentWidget()
