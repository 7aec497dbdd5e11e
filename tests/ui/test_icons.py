"""Icons: every name has its drawing, thin and in the colour that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from cafaudit.assets import read_text
from cafaudit.errors import InputRefused
from ui.icons import IconName, drawing, icon_pixmap, menu_icon, paint_arrow, paint_icon
from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NAMES: tuple[IconName, ...] = get_args(IconName)
INK = QColor(200, 10, 20)


def drawn(name: IconName, side: int = 32) -> QImage:
    """An icon on white."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    paint_icon(painter, name, QRectF(0, 0, side, side), INK)
    painter.end()
    return image


def inked(image: QImage) -> int:
    """How many pixels are no longer white."""
    white = QColor(255, 255, 255)
    return sum(image.pixelColor(x, y) != white for x in range(image.width()) for y in range(image.height()))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_that_is_asked_for(name: IconName) -> None:
    assert drawing(name, INK.name()).isValid()
    image = drawn(name)
    assert 20 < inked(image) < 32 * 32 / 2
    shades = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    assert any(shade == INK for shade in shades)


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_thin_lines_of_one_colour(name: IconName) -> None:
    svg = read_text("look", "icons", f"{name}.svg")
    assert f'stroke-width="{theme().size.icon_stroke}"' in svg
    assert 'stroke="currentColor"' in svg
    assert "#" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.usefixtures("qapp")
def test_no_two_icons_look_alike() -> None:
    same = {("neutral", "file_open"), ("clock", "file_clock")}
    seen: dict[bytes, IconName] = {}
    for name in NAMES:
        data = bytes(drawn(name).constBits())
        assert data not in seen or (seen[data], name) in same
        seen[data] = name


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(InputRefused):
        drawing("unicorn", "#000000")


def test_a_pixmap_is_sharp_on_a_screen_of_twice_the_pixels(qapp: QApplication) -> None:
    del qapp
    pixmap = icon_pixmap("find", INK, 16, ratio=2.0)
    assert (pixmap.width(), pixmap.deviceIndependentSize().width()) == (32, 16)
    assert not menu_icon("menu").isNull()


@pytest.mark.usefixtures("qapp")
def test_the_arrow_of_the_first_paint_looks_like_the_drawing() -> None:
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    painter.scale(2, 2)
    paint_arrow(painter, QRectF(0, 0, 16, 16), INK)
    painter.end()
    assert abs(inked(image) - inked(drawn("fold"))) < 40
