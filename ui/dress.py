"""A theme in Qt's own terms: the `QPalette` and the little style sheet.

The style sheet dresses what Qt draws for us (fields, scroll bars, menus, hints); everything else is
painted by our widgets.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from ui.theme import Theme

_QT_INNER = 2
"""What Qt itself leaves free at both ends of a line of text."""

_SHEET = Template("""
QLineEdit, QPlainTextEdit {
    background: $surface; color: $text; border: ${border}px solid $control_line; border-radius: ${radius}px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit { padding: 0 ${pad}px; min-height: ${inner}px; max-height: ${inner}px; }
QLineEdit[small="true"] { padding: 0 ${half}px; min-height: ${inner_small}px; max-height: ${inner_small}px;
    border-radius: ${mark}px; }
QPlainTextEdit { padding: ${pad_area}px; }
QLineEdit { lineedit-password-character: $dot; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $text; }
QLineEdit:disabled, QPlainTextEdit:disabled { border-color: $line; color: $text_disabled; }
QLineEdit[locked="true"], QPlainTextEdit[locked="true"] {
    background: $surface_raised; color: $text_quiet; border-color: $line;
}
QLineEdit[wrong="true"] { border: ${border_error}px solid $danger; padding: 0 ${pad_error}px;
    min-height: ${inner_error}px; max-height: ${inner_error}px; }
QPlainTextEdit[wrong="true"] { border: ${border_error}px solid $danger; padding: ${pad_area_error}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: ${border}px solid $control_line;
    outline: 0; padding: ${half}px 0; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 ${pad}px; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $selection; color: $selection_text; }
QMenu { background: $surface; color: $text; border: ${border}px solid $control_line; padding: ${half}px 0; }
QMenu::item { min-height: ${row}px; padding: 0 ${menu}px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::separator { height: ${border}px; background: $line; margin: ${half}px 0; }
QToolTip { background: $surface; color: $text; border: ${border}px solid $control_line; padding: ${half}px; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: ${bar}px; }
QScrollBar:horizontal { height: ${bar}px; }
QScrollBar::handle { background: $control_line; border-radius: ${meter}px; margin: ${handle}px; }
QScrollBar::handle:hover { background: $text_quiet; }
QScrollBar::handle:vertical { min-height: ${row}px; }
QScrollBar::handle:horizontal { min-width: ${row}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


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
        "dot": ord("●"),
        "menu": space.two,
        "bar": space.inset,
        "handle": radius.meter,
    }
    return _SHEET.substitute(colours, **{key: str(value) for key, value in measures.items()})
