"""Tokens, colours, fonts, and a change of palette while the window stands."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QPalette

import ui
from cafaudit.assets import read_text
from ui.colour import contrast, from_lab, mix, to_lab
from ui.dress import style_sheet
from ui.theme import (
    PALETTES,
    Colours,
    Folds,
    PaletteName,
    Radius,
    Size,
    Space,
    TypeSizes,
    apply_theme,
    load_theme,
    system_palette,
    theme,
)
from ui.tokens import BadTokenFile, read_tokens
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TOKENS = read_text("look", "tokens.toml")
SURFACES = ("window", "surface", "surface_raised")


def distance(first: QColor, second: QColor) -> float:
    """Plain distance in CIELAB."""
    return math.dist(to_lab(first), to_lab(second))


def test_the_quick_reader_reads_what_tomllib_reads() -> None:
    whole = tomllib.loads(TOKENS)
    for name, section in read_tokens(TOKENS).items():
        expected = whole
        for part in name.split("."):
            expected = expected[part]
        assert section == {key: value for key, value in expected.items() if key != "grade"}


@pytest.mark.parametrize("line", ["nonsense", "size = many", "size = 1.2.3"])
def test_a_line_that_is_no_token_is_named(line: str) -> None:
    with pytest.raises(BadTokenFile, match="line 2"):
        read_tokens(f"[space]\n{line}\n")


@pytest.mark.parametrize(
    ("kind", "section"),
    [(Space, "space"), (TypeSizes, "type"), (Radius, "radius"), (Size, "size"), (Folds, "scale")],
)
def test_every_measure_has_its_token_and_every_token_its_measure(kind: type, section: str) -> None:
    assert set(kind.__annotations__) == set(tomllib.loads(TOKENS)[section])


@pytest.mark.parametrize("name", PALETTES)
def test_every_colour_has_its_token_in_every_palette(name: str) -> None:
    tokens = tomllib.loads(TOKENS)["palette"][name]
    assert set(Colours.__annotations__) == set(tokens) - {"series", "grade"}


@pytest.mark.parametrize("name", PALETTES)
def test_text_can_be_read_on_every_ground(name: PaletteName) -> None:
    worn = load_theme(name)
    for ground in SURFACES:
        colour = getattr(worn.colours, ground)
        assert contrast(worn.colours.text, colour) >= 7
        for tone in ("text_quiet", "accent", "danger", "warning", "success"):
            assert contrast(getattr(worn.colours, tone), colour) >= 4.5, (ground, tone)
        assert contrast(worn.colours.control_line, colour) >= 3
    assert contrast(worn.colours.accent_text, worn.colours.accent_hover) >= 4.5
    assert contrast(worn.colours.selection_text, worn.colours.selection) >= 7


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("rungs", [2, 3, 4, 5, 6, 9])
def test_grades_of_any_scale_can_be_read_and_told_apart(name: PaletteName, rungs: int) -> None:
    worn = load_theme(name)
    grades = [worn.grade(rung, rungs) for rung in range(1, rungs + 1)]
    for grade in grades:
        assert contrast(grade.text, grade.fill) >= 3.9
        assert contrast(grade.fill, worn.colours.surface) >= 3
    for better, worse in itertools.pairwise(grades):
        assert distance(better.fill, worse.fill) > (10 if rungs <= 6 else 7)


def test_more_rungs_than_colours_keep_the_ends_and_go_evenly_between() -> None:
    worn = load_theme("light")
    six = [worn.grade(rung, 6) for rung in range(1, 7)]
    assert six[0] == worn.grade(1)
    assert six[-1] == worn.grade(4)
    third = worn.grade(2).fill
    steps = [distance(six[1].fill, third), distance(third, six[2].fill)]
    assert sum(steps) == pytest.approx(distance(six[1].fill, six[2].fill), rel=0.6)


def test_a_rung_keeps_its_colour_in_a_shorter_scale() -> None:
    worn = load_theme("light")
    assert [worn.grade(rung, 3) for rung in (2, 3)] == [worn.grade(2), worn.grade(3)]


def test_mixing_ends_where_it_begins() -> None:
    worn = load_theme("light")
    one, two = worn.grade(1).fill, worn.grade(4).fill
    assert mix(one, two, 0).name() == one.name()
    assert mix(one, two, 1).name() == two.name()
    assert from_lab(to_lab(one)).name() == one.name()


def test_contrast_is_that_of_wcag() -> None:
    black, white = load_theme("contrast").colours.window, load_theme("contrast").colours.text
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(white, white) == pytest.approx(1.0)
    assert contrast(load_theme("light").colours.text, white) == pytest.approx(16.2, abs=0.05)


def test_measures_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        load_theme("light").size.row = 10


def test_figures_are_tabular_and_fonts_have_three_sizes_and_two_weights(qapp: QApplication) -> None:
    del qapp
    worn = load_theme("light")
    sizes = {worn.font(size).pointSizeF() for size in ("small", "body", "title")}
    weights = {worn.font("body", strong=strong).weight() for strong in (False, True)}
    assert sizes == {9.0, 10.0, 15.0}
    assert {int(weight) for weight in weights} == {400, 600}
    assert worn.font().isFeatureSet(QFont.Tag("tnum"))


def test_another_family_can_be_asked_for(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    del qapp
    monkeypatch.setenv("CAFAUDIT_FONT", "Open Sans")
    assert load_theme("light").font().families() == ["Open Sans"]
    assert load_theme("light", "DejaVu Sans").font().families() == ["DejaVu Sans"]


@pytest.mark.usefixtures("light")
def test_a_change_of_palette_reaches_what_is_on_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    label = Text("W", strong=True, tone="quiet")
    label.setAutoFillBackground(True)
    qtbot.addWidget(label)
    label.show()
    for name in PALETTES:
        worn = apply_theme(qapp, name)
        image = label.grab().toImage()
        shades = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert worn.colours.window.name() in shades
        assert theme().name == name
        assert qapp.palette().color(QPalette.ColorRole.Base) == worn.colours.surface


@pytest.mark.usefixtures("light")
def test_the_style_is_fusion_whatever_the_system_has(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    qapp.setStyleSheet("")
    assert qapp.style().objectName() == "fusion"


@pytest.mark.usefixtures("light")
def test_the_system_s_dark_windows_ask_for_the_dark_palette(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    assert system_palette(qapp) == "dark"
    apply_theme(qapp, "light")
    assert system_palette(qapp) == "light"


@pytest.mark.parametrize("name", PALETTES)
def test_no_name_is_left_unfilled_in_the_style_sheet(name: PaletteName) -> None:
    sheet = style_sheet(load_theme(name))
    assert "$" not in sheet
    assert load_theme(name).colours.accent_hover.name() in sheet


def test_nothing_but_the_tokens_names_a_colour() -> None:
    named = re.compile(r'#[0-9A-Fa-f]{6}\b(?!")|QColor\(["\d]|GlobalColor\.(?!transparent)')
    folder = Path(ui.__file__).parent
    paths = [
        path for part in ("widgets", "windows", "models", "pages") for path in (folder / part).glob("*.py")
    ]
    assert paths
    for path in paths:
        code = re.sub(r'""".*?"""', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not named.search(code), path.name
