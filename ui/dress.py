"""A theme in Qt's own terms: the `QPalette` and the little style sheet.

The style sheet dresses what Qt draws for us (fields, scroll bars, menus, hints); everything else is
painted by our widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from ui.theme import Theme

_QT_INNER = 2
"""What Qt itself leaves free at both ends of a line of text."""

_SHEET = """
QLineEdit, QPlainTextEdit {
    background: $surface; color: $text; border: $borderpx solid $control_line; border-radius: $radiuspx;
    selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit { padding: 0 $padpx; min-height: $innerpx; max-height: $innerpx; }
QLineEdit[small="true"] { padding: 0 $halfpx; min-height: $inner_smallpx; max-height: $inner_smallpx;
    border-radius: $markpx; }
QPlainTextEdit { padding: $pad_areapx; }
QLineEdit { lineedit-password-character: $dot; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $text; }
QLineEdit:disabled, QPlainTextEdit:disabled { border-color: $line; color: $text_disabled; }
QLineEdit[locked="true"], QPlainTextEdit[locked="true"] {
    background: $surface_raised; color: $text_quiet; border-color: $line;
}
QLineEdit[wrong="true"] { border: $border_errorpx solid $danger; padding: 0 $pad_errorpx;
    min-height: $inner_errorpx; max-height: $inner_errorpx; }
QPlainTextEdit[wrong="true"] { border: $border_errorpx solid $danger; padding: $pad_area_errorpx; }
Card { background: $surface; border: $borderpx solid $line; border-radius: $radiuspx; }
Button { background: $surface; color: $text; border: $borderpx solid $control_line;
    border-radius: $radiuspx; outline: 0; text-align: left; padding-left: $pad_buttonpx; }
Button:hover, Button:pressed { background: $hover; }
Button[leading="true"] { padding-left: $pad_leadingpx; }
Button[small="true"] { border-radius: $markpx; padding-left: $pad_smallpx; }
Button[small="true"][leading="true"] { padding-left: $pad_small_leadingpx; }
Button[kind="primary"] { background: $accent; color: $accent_text; border-color: $accent; }
Button[kind="primary"]:hover, Button[kind="primary"]:pressed {
    background: $accent_hover; border-color: $accent_hover; }
Button[kind="danger"] { color: $danger; border-color: $danger; }
Button[kind="danger"]:hover, Button[kind="danger"]:pressed { background: $danger_surface; }
Button[kind="alert"] { background: $danger_surface; color: $danger; border-color: $danger; }
Button:disabled, Button[kind="primary"]:disabled, Button[kind="danger"]:disabled {
    background: transparent; color: $text_disabled; border-color: $line; }
Button[kind="link"], Button[kind="quiet"] { background: transparent; border: 0; padding-left: 0; }
Button[kind="link"][leading="true"], Button[kind="quiet"][leading="true"] { padding-left: $pad_barepx; }
Button[kind="link"] { color: $accent; }
Button[kind="quiet"] { color: $text_quiet; }
Button[kind="link"]:hover, Button[kind="quiet"]:hover { text-decoration: underline; }
Button[kind="link"]:disabled, Button[kind="quiet"]:disabled { color: $text_disabled; }
ComboField { background: $surface; color: $text; border: $borderpx solid $control_line;
    border-radius: $radiuspx; padding-left: $pad_combopx; }
ComboField { combobox-popup: 0; }
KeyHelp { border-color: $control_line; }
ComboField:hover { border-color: $text; }
ComboField:disabled { color: $text_disabled; border-color: $line; }
ComboField::drop-down { border: 0; width: $pad_leadingpx; }
ComboField::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: $borderpx solid $control_line;
    outline: 0; padding: $halfpx 0; }
QComboBox QAbstractItemView::item { min-height: $rowpx; padding: 0 $padpx; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $selection; color: $selection_text; }
QMenu { background: $surface; color: $text; border: $borderpx solid $control_line; padding: $halfpx 0; }
QMenu::item { min-height: $rowpx; padding: 0 $menupx; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::separator { height: $borderpx; background: $line; margin: $halfpx 0; }
QToolTip { background: $surface; color: $text; border: $borderpx solid $control_line; padding: $halfpx; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: $barpx; }
QScrollBar:horizontal { height: $barpx; }
QScrollBar::handle { background: $control_line; border-radius: $meterpx; margin: $handlepx; }
QScrollBar::handle:hover { background: $text_quiet; }
QScrollBar::handle:vertical { min-height: $rowpx; }
QScrollBar::handle:horizontal { min-width: $rowpx; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def qt_palette(theme: Theme) -> QPalette:
    """Return the palette for what Qt paints by itself."""
    colours, role = theme.colours, QPalette.ColorRole
    palette = QPalette(colours.surface, colours.window)
    for name, colour in {
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.surface_raised,
        role.Text: colours.text,
        role.PlaceholderText: colours.text_quiet,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.control_line,
        role.Shadow: colours.control_line,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.selection_text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
    }.items():
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, colours.text_disabled)
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the application."""
    size, space, radius = theme.size, theme.space, theme.radius
    colours = {key: colour.name() for key, colour in vars(theme.colours).items()}
    measures = {
        "border": size.border,
        "border_error": size.border_error,
        "radius": radius.control,
        "mark": radius.mark,
        "meter": radius.meter,
        "half": space.half,
        "pad": space.one - _QT_INNER,
        "pad_error": space.one - _QT_INNER + size.border - size.border_error,
        "pad_area": space.half,
        "pad_area_error": space.half + size.border - size.border_error,
        "inner": size.control - 2 * size.border,
        "inner_error": size.control - 2 * size.border_error,
        "inner_small": size.control_small - 2 * size.border,
        "row": size.row,
        "pad_button": space.inset,
        "pad_leading": space.inset + size.icon + space.one,
        "pad_small": space.one,
        "pad_small_leading": 2 * space.one + size.icon,
        "pad_bare": size.icon + space.one,
        "pad_combo": space.one - _QT_INNER,
        "dot": ord("●"),
        "menu": space.two,
        "bar": space.inset,
        "handle": radius.meter,
    }
    sheet = _SHEET
    values = {**colours, **{key: str(value) for key, value in measures.items()}}
    for key in sorted(values, key=len, reverse=True):  # "accent_hover" before "accent"
        sheet = sheet.replace("$" + key, values[key])
    return sheet
