"""Every picture of the gallery is drawn, in every palette, and what is drawn is what the look says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import gallery
from tests.ui.showing import Show, shades
from ui.theme import PALETTES, PaletteName, apply_theme, load_theme

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("name", gallery.PICTURES)
@pytest.mark.parametrize("palette", PALETTES)
def test_each_picture_is_drawn_in_its_palette_alone(
    name: str, palette: PaletteName, qapp: QApplication, tmp_path: Path
) -> None:
    worn = apply_theme(qapp, palette)
    gallery.draw(name, gallery.PICTURES[name], tmp_path)
    (path,) = tmp_path.iterdir()
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1366, 768)
    seen = shades(image)
    assert worn.colours.text.name() in seen
    for other in PALETTES:
        if other != palette:
            assert load_theme(other).colours.accent.name() not in seen


@pytest.mark.parametrize("name", gallery.PICTURES)
def test_everything_that_takes_the_keyboard_has_a_name(name: str, show: Show) -> None:
    window = show(gallery.PICTURES[name]())
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []
