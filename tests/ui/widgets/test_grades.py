"""Marks and bars of grades, and the steps."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.showing import Show, shades
from ui.theme import theme
from ui.widgets.file_bar import paint_file_bar
from ui.widgets.grades import GradeBar, GradeMark, GradeShare
from ui.widgets.steps import StepBar, StepLine

SHARES = tuple(
    GradeShare(letter, word, rung, count)
    for rung, (letter, word, count) in enumerate(
        (("O", "outstanding", 2), ("G", "good", 13), ("S", "satisfactory", 26), ("I", "inadequate", 9)), 1
    )
)


def test_a_mark_has_the_colour_of_its_rung_and_says_its_word(show: Show) -> None:
    mark = GradeMark()
    show(mark)
    mark.show_grade("S", "Satisfactory", 3)
    assert mark.grab().toImage().pixelColor(3, 10) == theme().grade(3).fill
    assert mark.accessibleName() == "Satisfactory"


def test_another_s_mark_is_hollow_and_a_missing_one_dashed(show: Show) -> None:
    mark = GradeMark()
    show(mark)
    mark.show_grade("G", "Good", 2, hollow=True)
    hollow = mark.grab().toImage()
    assert hollow.pixelColor(3, 10) == theme().colours.surface
    mark.show_missing("not judged yet")
    assert mark.grab().toImage() != hollow
    assert mark.accessibleName() == "not judged yet"


def test_a_bar_shares_its_width_by_counts_and_leaves_a_pixel_between(show: Show) -> None:
    bar = GradeBar()
    bar.show_shares(SHARES)
    show(bar)
    bar.resize(503, 20)
    image = bar.grab().toImage()
    widths = [
        sum(image.pixelColor(x, 1) == theme().grade(share.rung).fill for x in range(503)) for share in SHARES
    ]
    assert [round(width / 10) for width in widths] == [2, 13, 26, 9]
    assert sum(widths) >= 503 - 2 * 3
    assert bar.accessibleName() == "2 outstanding, 13 good, 26 satisfactory, 9 inadequate"


def test_only_segments_of_a_tenth_and_more_carry_their_letter(show: Show) -> None:
    bar = GradeBar()
    bar.show_shares(SHARES)
    show(bar)
    bar.resize(503, 20)
    image = bar.grab().toImage()
    narrow = {image.pixelColor(x, y).name() for x in range(18) for y in range(20)}
    wide = {image.pixelColor(x, y).name() for x in range(30, 140) for y in range(20)}
    assert narrow == {theme().grade(1).fill.name()}
    assert len(wide) > 1


def test_a_bar_without_files_is_empty(show: Show) -> None:
    bar = GradeBar()
    bar.show_shares(())
    assert len(shades(show(bar).grab().toImage())) == 1


def test_files_locked_begun_and_waiting_stand_in_one_bar(show: Show) -> None:
    del show
    image = QImage(150, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    paint_file_bar(painter, QRectF(0, 0, 150, 20), 10, 2, 3)
    painter.end()
    filled = sum(image.pixelColor(x, 10) == theme().colours.accent for x in range(150))
    assert 98 <= filled <= 103
    assert image.pixelColor(110, 10) == theme().colours.selection


def test_steps_are_done_present_and_to_come(show: Show) -> None:
    bar = StepBar()
    bar.show_step(3, 16, "Step 3 of 16, on site")
    show(bar)
    bar.resize(16 * 44, bar.height())
    image = bar.grab().toImage()
    at = [image.pixelColor(44 * step + 20, 3) for step in range(16)]
    assert at[:2] == [theme().colours.accent] * 2
    assert at[2] == theme().colours.selection
    assert at[3:] == [theme().colours.line] * 13
    assert bar.accessibleName() == "Step 3 of 16, on site"


def test_the_names_of_other_steps_give_way_when_there_is_no_room(show: Show) -> None:
    line = StepLine()
    line.show_steps(("List", "Columns", "Checks", "Sizes"), 1, "Step 2 of 4, columns")
    show(line)
    line.resize(900, line.height())
    wide = line.grab().toImage()
    line.resize(180, line.height())
    narrow = line.grab().toImage()
    assert theme().colours.accent.name() in shades(wide) & shades(narrow)
    assert line.accessibleName() == "Step 2 of 4, columns"
