"""Text: lines of the height of the look, cut or wrapped, in tones that follow the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.showing import Show, shades
from ui.theme import PALETTES, TextSize, Tone, apply_theme, theme
from ui.widgets.text import Run, Text, cut_to

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    pass

LONG = "A concern is saved with one sentence and stays red until it is concluded. " * 3


@pytest.mark.parametrize(("size", "height"), [("small", 16), ("body", 20), ("title", 28)])
def test_a_line_has_the_height_of_its_size(size: TextSize, height: int, show: Show) -> None:
    label = show(Text("Reading", size=size))
    assert label.sizeHint().height() == height


def test_text_without_room_is_cut_and_offered_whole_as_a_tool_tip(show: Show) -> None:
    label = show(Text(LONG))
    label.resize(120, 20)
    assert label.toolTip() == LONG
    assert label.accessibleName() == LONG
    label.resize(label.sizeHint().width() + 4, 20)
    assert label.toolTip() == ""


def test_a_cut_text_ends_in_an_ellipsis_and_fits(qapp: QApplication) -> None:
    del qapp
    font = theme().font()
    cut = cut_to(LONG, font, 100)
    assert cut.endswith("…")
    assert LONG.startswith(cut[:-1])
    assert cut_to("Home", font, 100) == "Home"


def test_wrapped_text_grows_by_whole_lines(show: Show) -> None:
    label = Text(LONG, size="small").wrapped()
    show(label)
    narrow, wide = label.heightForWidth(150), label.heightForWidth(600)
    assert narrow % 16 == wide % 16 == 0
    assert narrow > wide > 16


def test_a_line_break_in_wrapped_text_begins_a_line(show: Show) -> None:
    label = Text("June has 30 days.\nType another date.", size="small").wrapped()
    show(label)
    assert label.heightForWidth(1000) == 32


def test_wrapped_text_is_no_wider_than_prose_reads_well(show: Show) -> None:
    label = show(Text(LONG * 3).wrapped())
    letters = label.sizeHint().width() / label.fontMetrics().averageCharWidth()
    assert letters < 95


def test_runs_are_one_text_in_several_tones(show: Show) -> None:
    label = Text()
    label.show_runs(Run("15", strong=True), Run(" of 15", "danger"))
    show(label)
    label.resize(label.sizeHint())
    assert label.text() == label.accessibleName() == "15 of 15"
    assert theme().colours.danger.name() in shades(label.grab().toImage())


@pytest.mark.parametrize("wraps", [False, True])
@pytest.mark.parametrize("tone", ["plain", "quiet", "accent", "danger", "warning", "success"])
@pytest.mark.usefixtures("light")
def test_each_tone_is_painted_in_its_colour_after_a_change_of_palette(
    tone: Tone, wraps: bool, show: Show, qapp: QApplication
) -> None:
    label = Text("▇▇▇", tone=tone)
    if wraps:
        label.wrapped()
    show(label)
    label.resize(80, 20)
    for palette in PALETTES:
        worn = apply_theme(qapp, palette)
        assert worn.colours.tone(tone).name() in shades(label.grab().toImage())


def test_text_that_is_disabled_is_painted_so(show: Show) -> None:
    label = show(Text("▇▇▇", tone="danger"))
    label.setEnabled(False)
    assert theme().colours.text_disabled.name() in shades(label.grab().toImage())


def test_a_tone_can_be_changed(show: Show) -> None:
    label = Text("▇▇▇")
    show(label)
    tones: tuple[Tone, ...] = ("danger", "quiet", "plain")
    for tone in tones:
        label.set_tone(tone)
        assert theme().colours.tone(tone).name() in shades(label.grab().toImage())


def ink_starts_at(label: QWidget) -> int:
    """The first column of a label that is not empty."""
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    for x in range(image.width()):
        if any(image.pixelColor(x, y) != ground for y in range(image.height())):
            return x
    return image.width()


def test_text_can_stand_at_the_right_and_in_the_middle(show: Show) -> None:
    label = show(Text("Locked"))
    label.resize(300, 20)
    assert ink_starts_at(label) < 5
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    right = ink_starts_at(label)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    assert 5 < ink_starts_at(label) < right
    assert right > 220


def test_what_looks_like_mark_up_is_shown_as_it_is(show: Show) -> None:
    label = show(Text("<b>5</b> & 6"))
    assert label.accessibleName() == "<b>5</b> & 6"
    assert label.sizeHint().width() > Text("5 & 6").sizeHint().width()
