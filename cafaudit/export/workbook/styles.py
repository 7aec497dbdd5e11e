"""The named styles of the workbook, made from the look's tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from cafaudit.export.workbook.look import light_look, lowest_rung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook

    from cafaudit.domain.framework import Framework
    from cafaudit.export.workbook.look import Look, Paint

FACE: Final = "Calibri"
FIXED_FACE: Final = "Consolas"

COUNT_FORMAT: Final = "#,##0"
SHARE_FORMAT: Final = "0%"
GAP_FORMAT: Final = "+0;-0;0"
MEAN_GAP_FORMAT: Final = "+0.00;-0.00;0.00"
DATE_FORMAT: Final = "d mmm yyyy"
MOMENT_FORMAT: Final = "d mmm yyyy hh:mm:ss"
STATED_FORMAT: Final = "d mmm yyyy hh:mm"

_PREFIX = "CafAudit "
_INSET: Final = 1.5
"""Units of width that the space beside a text takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dress:
    """What a named style looks like; colours are roles of the look or six hex digits."""

    colour: str = "text"
    fill: str = ""
    small: bool = False
    title: bool = False
    strong: bool = False
    fixed: bool = False
    underline: bool = False
    across: str = ""
    down: str = "top"
    wrap: bool = True
    turned: bool = False
    number: str = "General"
    line: str = "line"
    boxed: str = ""
    beside: str = ""

    @property
    def inset(self) -> int:
        """How far the text stands off the side it is set to; all but centred text stands off a little."""
        return 0 if self.across == "center" else 1

    def signs(self, width: float) -> float:
        """Return how many signs fit on a line of that width; 0 where text runs on in one line."""
        if not self.wrap or self.turned:
            return 0.0
        dense = 1.05 * (1.1 if self.small else 1.0) * (0.92 if self.strong else 1.0)
        return max(dense * (width - _INSET * self.inset), 1.0)


_DRESSES: Final[dict[str, _Dress]] = {
    "title": _Dress(title=True, strong=True, wrap=False, line="", down="center"),
    "subtitle": _Dress(colour="text_quiet", wrap=False, line="", down="center"),
    "warning": _Dress(colour="danger", strong=True, wrap=False, line="", down="center"),
    "section": _Dress(strong=True, colour="accent", wrap=False, line="", down="bottom"),
    "prose": _Dress(line=""),
    "label": _Dress(colour="text_quiet", wrap=False),
    "fact": _Dress(),
    "fact strong": _Dress(strong=True),
    "fact count": _Dress(across="left", number=COUNT_FORMAT),
    "fact hash": _Dress(fixed=True, small=True, wrap=False),
    "fact date": _Dress(across="left", number=DATE_FORMAT),
    "fact moment": _Dress(across="left", number=MOMENT_FORMAT),
    "link": _Dress(colour="accent", underline=True, wrap=False),
    "head": _Dress(small=True, strong=True, colour="text_quiet", down="bottom", line="control_line"),
    "head right": _Dress(
        small=True,
        strong=True,
        colour="text_quiet",
        across="right",
        down="bottom",
        line="control_line",
    ),
    "head centre": _Dress(
        small=True, strong=True, colour="text_quiet", across="center", down="bottom", line="control_line"
    ),
    "head turned": _Dress(
        small=True, colour="text", across="center", down="bottom", turned=True, line="control_line"
    ),
    "head turned strong": _Dress(
        small=True, strong=True, across="center", down="bottom", turned=True, line="control_line"
    ),
    "text": _Dress(),
    "text strong": _Dress(strong=True),
    "quiet": _Dress(colour="text_quiet", small=True),
    "centre": _Dress(across="center"),
    "hash": _Dress(fixed=True, small=True, wrap=False),
    "count": _Dress(across="right", number=COUNT_FORMAT),
    "count strong": _Dress(across="right", number=COUNT_FORMAT, strong=True),
    "share": _Dress(across="right", number=SHARE_FORMAT),
    "share strong": _Dress(across="right", number=SHARE_FORMAT, strong=True),
    "right": _Dress(across="right", colour="text_quiet"),
    "gap": _Dress(across="right", number=GAP_FORMAT),
    "mean gap": _Dress(across="right", number=MEAN_GAP_FORMAT),
    "date": _Dress(across="right", number=DATE_FORMAT),
    "moment": _Dress(across="right", number=MOMENT_FORMAT, small=True, wrap=False),
    "stated": _Dress(across="right", number=STATED_FORMAT, wrap=False),
    "alert": _Dress(colour="danger", fill="danger_surface", strong=True),
    "settled": _Dress(colour="success", fill="success_surface"),
    "for": _Dress(colour="success"),
    "against": _Dress(colour="warning", strong=True),
    "mark": _Dress(across="center", strong=True, colour="accent"),
    "answer": _Dress(across="center", down="center", small=True, boxed="line"),
    "answer quiet": _Dress(across="center", down="center", small=True, colour="text_quiet", boxed="line"),
    "answer unsettled": _Dress(
        across="center",
        down="center",
        small=True,
        strong=True,
        colour="warning",
        fill="warning_surface",
        boxed="line",
    ),
    "answer date": _Dress(across="center", down="center", small=True, number=DATE_FORMAT, boxed="line"),
    "yes": _Dress(
        across="center",
        down="center",
        small=True,
        strong=True,
        colour="answer_text",
        fill="answer",
        boxed="surface",
    ),
    "no": _Dress(across="center", down="center", small=True, strong=True, boxed="control_line"),
}


def grade_style(rung: int) -> str:
    """Return the name of the style in which a list shows a grade of that rung, with letter and word."""
    return f"grade {rung}"


def mark_style(rung: int) -> str:
    """Return the name of the style of a grade's letter alone, in a grid of answers."""
    return f"mark {rung}"


def beside_style(rung: int) -> str:
    """Return the name of the style in which a tall row shows a grade: in its ink, with a bar beside it."""
    return f"beside {rung}"


def head_style(rung: int) -> str:
    """Return the name of the style of a column's heading that is a grade in letter and word."""
    return f"head {rung}"


class Styles:
    """The styles of one workbook: numbers for its cells by our short names."""

    def __init__(self, book: Workbook, framework: Framework) -> None:
        """Add the named styles to `book`, those of the grades as its framework needs them."""
        look = light_look()
        self._plain: dict[str, int] = {}
        self._quoted: dict[str, int] = {}
        self._dresses: dict[str, _Dress] = {}
        sheet = book.create_sheet("styles")
        for name, dress in (*_DRESSES.items(), *_grade_dresses(look, framework)):
            book.add_named_style(_named(look, name, dress))
            plain, quoted = sheet.cell(1, 1), sheet.cell(1, 2)
            plain.style = quoted.style = _PREFIX + name
            quoted.quotePrefix = True
            self._plain[name], self._quoted[name] = plain.style_id, quoted.style_id
            self._dresses[name] = dress
        book.remove(sheet)

    def number(self, name: str, *, quoted: bool = False) -> int:
        """Return the number by which a cell names a style.

        Args:
            name: Our short name, such as "text" or "grade 3".
            quoted: Whether the cell holds a text that would be a formula, were it typed again.

        Raises:
            KeyError: There is no such style.
        """
        return self._quoted[name] if quoted else self._plain[name]

    def signs(self, name: str, width: float) -> float:
        """Return how many signs fit on a line of a column of that width, 0 where text is not wrapped."""
        return self._dresses[name].signs(width)


def dress_normal(book: Workbook) -> None:
    """Set the face and size that the whole workbook starts from."""
    look = light_look()
    normal = cast("Any", book)._named_styles["Normal"]  # noqa: SLF001 - there is no other way
    normal.font = Font(name=FACE, size=look.body, color=look.colour("text"))
    normal.bind(book)


def _grade_dresses(look: Look, framework: Framework) -> Iterator[tuple[str, _Dress]]:
    lowest = lowest_rung(framework)
    for rung in sorted({grade.rung for scale in framework.scales for grade in scale.grades}):
        paint = look.grade(rung, lowest)
        yield grade_style(rung), _grade_dress(paint)
        yield mark_style(rung), replace(_grade_dress(paint, across="center"), down="center")
        yield beside_style(rung), _Dress(colour=paint.ink, strong=True, beside=paint.fill)
        yield head_style(rung), replace(_grade_dress(paint, across="center"), small=True, down="bottom")


def _grade_dress(paint: Paint, across: str = "") -> _Dress:
    return _Dress(colour=paint.text, fill=paint.fill, strong=True, across=across, boxed="surface")


def _named(look: Look, name: str, dress: _Dress) -> NamedStyle:
    size = look.title if dress.title else look.small if dress.small else look.body
    return NamedStyle(
        name=_PREFIX + name,
        font=Font(
            name=FIXED_FACE if dress.fixed else FACE,
            size=size,
            bold=dress.strong,
            underline="single" if dress.underline else None,
            color=_colour(look, dress.colour),
        ),
        fill=PatternFill("solid", fgColor=_colour(look, dress.fill)) if dress.fill else PatternFill(),
        border=_border(look, dress),
        alignment=Alignment(
            horizontal=dress.across or "left",
            vertical=dress.down,
            wrap_text=dress.wrap,
            indent=dress.inset,
            textRotation=90 if dress.turned else 0,
        ),
        number_format=dress.number,
    )


def _border(look: Look, dress: _Dress) -> Border:
    if dress.boxed:
        side = Side("thin", color=_colour(look, dress.boxed))
        return Border(left=side, right=side, top=side, bottom=side)
    bottom = Side("thin", color=_colour(look, dress.line)) if dress.line else None
    left = Side("thick", color=dress.beside) if dress.beside else None
    return Border(bottom=bottom, left=left)


def _colour(look: Look, role: str) -> str:
    return look.colours.get(role, role)
