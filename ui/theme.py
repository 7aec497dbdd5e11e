"""The look of the program: spaces, type, sizes and colours, read once from `resources/look/tokens.toml`.

Nothing else in the program names a colour, a size or a gap. `apply_theme` dresses the application
and may be called again at any time: every widget of ours asks `theme()` while it paints, so a
change of palette is one repaint.

What is loaded before the first paint is kept light. This module and those of the unlock window do
without dataclasses (half a millisecond each) and without the namespace `Qt` (17 ms, as all its
enumerations are made when it is first touched); where it is needed, it is imported in the function.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, Literal, NamedTuple, NoReturn, TypeVar, get_args

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from cafaudit.assets import read_text
from ui.tokens import Section, read_tokens

PaletteName = Literal["light", "dark", "contrast"]
TextSize = Literal["small", "body", "title"]
Tone = Literal["plain", "quiet", "disabled", "accent", "danger", "warning", "success"]

PALETTES: tuple[PaletteName, ...] = get_args(PaletteName)
FONT_VARIABLE = "CAFAUDIT_FONT"
"""Environment variable that names another family than the system's, for pictures and tests."""

_TABULAR = "tnum"
_DRESSED = "dressed"
_STYLE_VARIABLE = "QT_STYLE_OVERRIDE"
_Part = TypeVar("_Part", "Space", "TypeSizes", "Radius", "Size", "Folds")


class Values:
    """Named values that are set once.

    A dataclass or a named tuple of forty fields takes longer to define than the whole token file to read.
    """

    def __init__(self, **values: Any) -> None:  # noqa: ANN401  # the annotations of each kind say what they are
        """Keep the values under their names."""
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: values are set once."""
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set")


class Space(Values):
    """Gaps in logical pixels."""

    half: int
    one: int
    two: int
    three: int
    four: int

    @property
    def inset(self) -> int:
        """From the border of a button or message to its text."""
        return self.one + self.half


class TypeSizes(Values):
    """Type sizes in points, line heights in logical pixels, weights as Qt counts them."""

    family: str
    small_pt: float
    body_pt: float
    title_pt: float
    regular: int
    strong: int
    line_small: int
    line_body: int
    line_title: int
    prose_max_chars: int

    def points(self, size: TextSize) -> float:
        """Return the size in points."""
        return {"small": self.small_pt, "body": self.body_pt, "title": self.title_pt}[size]

    def line(self, size: TextSize) -> int:
        """Return the height of one line in logical pixels."""
        return {"small": self.line_small, "body": self.line_body, "title": self.line_title}[size]


class Radius(Values):
    """Corner radii in logical pixels."""

    control: int
    mark: int
    bar: int
    meter: int


class Size(Values):
    """Heights, widths and strokes in logical pixels; the token file says what each one is for."""

    control: int
    control_small: int
    answer_slot_w: int
    answer_slot_h: int
    row_dense: int
    row: int
    row_two_lines: int
    header_bar: int
    foot_bar: int
    side_bar: int
    list_column: int
    panel: int
    panel_min: int
    page_min: int
    panel_below: int
    icon: int
    icon_stroke: float
    border: int
    border_error: int
    selected_bar: int
    focus_width: int
    focus_gap: int
    mark: int
    check_box: int
    meter: int
    chart_bar: int
    message: int
    card: int
    card_wide: int
    find: int
    meter_w: int
    answer_word: int
    answer_manager: int
    row_number: int
    row_fold: int
    row_heading: int
    window_w: int
    window_h: int
    laptop_w: int
    laptop_h: int
    window_min_w: int
    window_min_h: int


class Folds(Values):
    """Logical widths (and one height) of the window under which a part folds away."""

    three_columns_from: int
    list_folds_below: int
    panel_goes_below_content_under: int
    side_bar_folds_below: int
    side_bar_folds_under_height: int


class GradeColour(NamedTuple):
    """The colours of one grade: its fill, the text on that fill, and text of that grade elsewhere."""

    fill: QColor
    text: QColor
    ink: QColor


class Colours(Values):
    """The colours of a palette by what they are for."""

    window: QColor
    surface: QColor
    surface_raised: QColor
    hover: QColor
    line: QColor
    control_line: QColor
    text: QColor
    text_quiet: QColor
    text_disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_text: QColor
    focus: QColor
    selection: QColor
    selection_text: QColor
    danger: QColor
    danger_surface: QColor
    warning: QColor
    warning_surface: QColor
    success: QColor
    success_surface: QColor
    danger_text: QColor
    answer: QColor
    answer_text: QColor
    found: QColor
    paper: QColor
    paper_text: QColor
    paper_tied: QColor
    paper_mark: QColor

    def tone(self, tone: Tone) -> QColor:
        """Return the colour of text in that tone."""
        names = {"plain": "text", "quiet": "text_quiet", "disabled": "text_disabled"}
        colour: QColor = getattr(self, names.get(tone, tone))
        return colour


class Theme:
    """One palette with all measures; made by `load_theme`, never changed."""

    def __init__(self, name: PaletteName, family: str, tokens: dict[str, Section]) -> None:
        """Take the sections of the token file; `family` replaces the system's font unless it is ""."""
        self.name: PaletteName = name
        self.space = _part(Space, tokens["space"])
        self.type = _part(TypeSizes, tokens["type"])
        self.radius = _part(Radius, tokens["radius"])
        self.size = _part(Size, tokens["size"])
        self.folds = _part(Folds, tokens["scale"])
        palette = tokens[f"palette.{name}"]
        self.series = _series(palette)
        self.colours = Colours(
            **{key: QColor(text) for key, text in palette.items() if isinstance(text, str)}
        )
        grades = {key: _grade(colours) for key, colours in tokens[f"palette.{name}.grade"].items()}
        self.not_applicable = grades.pop("not_applicable")
        self._grades = tuple(grades.values())
        self._family = family
        self._fonts: dict[tuple[TextSize, bool], QFont] = {}

    @property
    def rungs(self) -> int:
        """How many rungs have a colour of their own."""
        return len(self._grades)

    def grade(self, rung: int, rungs: int = 0) -> GradeColour:
        """Return the colours of a rung, 1 being the best.

        Args:
            rung: The place that the framework gives the grade.
            rungs: The lowest place in use; more than there are colours stretches the colours over
                them, evenly in CIELAB.
        """
        last = len(self._grades)
        if rungs <= last:
            return self._grades[min(max(rung, 1), last) - 1]
        return self._between((rung - 1) / (rungs - 1) * (last - 1))

    def font(self, size: TextSize = "body", *, strong: bool = False) -> QFont:
        """Return the system's font in one of the three sizes and two weights, with tabular figures."""
        key = (size, strong)
        if key not in self._fonts:
            self._fonts[key] = self._new_font(size, strong=strong)
        return self._fonts[key]

    def fixed_font(self) -> QFont:
        """Return the font for hashes, seeds and tickets."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.type.small_pt)
        return font

    def _new_font(self, size: TextSize, *, strong: bool) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        if self._family:
            font.setFamilies([self._family])
        font.setPointSizeF(self.type.points(size))
        font.setWeight(QFont.Weight(self.type.strong if strong else self.type.regular))
        font.setFeature(QFont.Tag(_TABULAR), 1)
        return font

    def _between(self, place: float) -> GradeColour:
        from ui.colour import contrast, mix

        lower = min(int(place), len(self._grades) - 2)
        share = place - lower
        best, worst = self._grades[lower], self._grades[lower + 1]
        if not share:
            return best
        fill = mix(best.fill, worst.fill, share)
        text = max((best.text, worst.text), key=lambda colour: contrast(colour, fill))
        return GradeColour(fill, text, mix(best.ink, worst.ink, share))


_current: list[Theme] = []


def theme() -> Theme:
    """Return the theme that the application wears.

    Raises:
        RuntimeError: `apply_theme` was not called yet.
    """
    if not _current:
        raise RuntimeError("apply_theme comes before the first widget")
    return _current[-1]


def load_theme(name: PaletteName, family: str = "") -> Theme:
    """Read a theme without wearing it; `family` as in `apply_theme`."""
    return Theme(name, family or os.environ.get(FONT_VARIABLE, ""), _tokens())


def apply_theme(app: QApplication, name: PaletteName, family: str = "") -> Theme:
    """Dress the application: Fusion, palette, fonts, style sheet.

    Args:
        app: The application.
        name: The palette.
        family: A font family instead of the system's; "" asks the environment variable
            `CAFAUDIT_FONT`, then the system.
    """
    from ui.dress import qt_palette, style_sheet

    worn = load_theme(name, family)
    _current[:] = [worn]
    if app.property(_DRESSED) is None:
        app.setProperty(_DRESSED, True)
        if os.environ.get(_STYLE_VARIABLE) != "Fusion":
            app.setStyle("Fusion")
    app.setFont(worn.font())
    app.setPalette(qt_palette(worn))
    app.setStyleSheet(style_sheet(worn))
    return worn


def ask_for_fusion() -> None:
    """Have the application that is made next begin in Fusion, five milliseconds faster than `setStyle`.

    Called before `QApplication`; afterwards it does nothing, and `apply_theme` sets the style itself.
    """
    if QApplication.instance() is None:
        os.environ[_STYLE_VARIABLE] = "Fusion"


def system_palette(app: QApplication) -> PaletteName:
    """Return the palette that the person's system asks for: dark when its windows are dark, else light.

    To be asked before `apply_theme`, which gives the application colours of its own.
    """
    colours = app.palette()
    ground, text = colours.color(QPalette.ColorRole.Window), colours.color(QPalette.ColorRole.WindowText)
    return "dark" if ground.lightness() < text.lightness() else "light"


@lru_cache(maxsize=1)
def _tokens() -> dict[str, Section]:
    return read_tokens(read_text("look", "tokens.toml"))


def _part(kind: type[_Part], section: Section) -> _Part:
    return kind(**section)


def _series(palette: Section) -> tuple[QColor, ...]:
    series = palette["series"]
    if not isinstance(series, list):
        raise TypeError("series is a list of colours")
    return tuple(QColor(text) for text in series)


def _grade(colours: object) -> GradeColour:
    if not isinstance(colours, dict):
        raise TypeError("a grade is a table of colours")
    return GradeColour(**{key: QColor(text) for key, text in colours.items()})
