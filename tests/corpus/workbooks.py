"""Odd workbooks of the present kind (xlsx, xlsm)."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook

from tests.corpus.books import Cell, Dialect, Fault, Formula, Sheet, Shown, book
from tests.corpus.entries import IDS, ROWS, Accepted, Entry, Refused, Warned

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD: Final = ("Case ID", "Office")
_OTHER: Final = Sheet([["Code", "Meaning"], ["x", "y"]], "Codes")
_TWO: Final = ("C-001", "C-002")


def _book(
    name: str,
    sheet: Sheet,
    expected: Accepted | Refused,
    *others: Sheet,
    dialect: Dialect | None = None,
    wanted: str | None = None,
    fold: bool | None = None,
) -> Entry:
    def content() -> bytes:
        return book(sheet, *others, dialect=dialect or Dialect())

    return Entry(name, content, expected, sheet=wanted, fold=fold, on_sheet=sheet.name)


def _sheet(*rows: tuple[Cell, ...], **oddities: object) -> Sheet:
    return Sheet([_HEAD, *rows], **oddities)  # type: ignore[arg-type]


def _two(*warnings: Warned) -> Accepted:
    return Accepted(_TWO, warnings)


_GOOD: Final = Accepted(IDS)
_PLAIN: Final = Sheet(ROWS)
_PAIR: Final = (("C-001", "Dale"), ("C-002", "Hill"))
_HIDDEN_ROW: Final = "The row is hidden"
_HIDDEN_COLUMN: Final = "The column is hidden"
_COMPUTED: Final = "The column has formulas"
_UNKNOWN: Final = "A formula has no value stored with it"
_NO_REF: Final = "has no case reference"

SHEETS: Final = (
    _book("plain.xlsx", _PLAIN, _GOOD),
    _book("another-sheet.xlsx", _PLAIN, Accepted(IDS, (Warned("“Cases” was taken"),)), _OTHER),
    _book("two-lists.xlsx", _PLAIN, Refused("2 of 2 sheets", "--sheet NAME"), Sheet(ROWS, "Closed")),
    _book("two-lists-one-named.xlsx", _PLAIN, _GOOD, Sheet(ROWS, "Closed"), wanted="cases"),
    _book("sheet-not-there.xlsx", _PLAIN, Refused("has no sheet “Open”", "Name one of them"), wanted="Open"),
    _book(
        "hidden-sheet.xlsx",
        _PLAIN,
        Accepted(IDS, (Warned("The sheet “Old” is hidden"),)),
        Sheet(ROWS, "Old", "hidden"),
    ),
    _book(
        "very-hidden-sheet.xlsx",
        _PLAIN,
        Accepted(IDS, (Warned("The sheet “Old” is hidden"),)),
        Sheet(ROWS, "Old", "veryHidden"),
    ),
    _book(
        "hidden-list-named.xlsx",
        Sheet(ROWS, "Old", "hidden"),
        Accepted(IDS, (Warned("The sheet is hidden"),)),
        _OTHER,
        wanted="Old",
    ),
    _book(
        "hidden-rows.xlsx",
        Sheet(ROWS, hidden_rows=frozenset({3, 4})),
        Accepted(IDS, (Warned(_HIDDEN_ROW, 3), Warned(_HIDDEN_ROW, 4))),
    ),
    _book(
        "folded-away-row.xlsx",
        Sheet(
            ROWS, hidden_rows=frozenset({3}), columns='<cols><col min="2" max="2" outlineLevel="1"/></cols>'
        ),
        Accepted(IDS, (Warned(_HIDDEN_ROW, 3),)),
    ),
    _book(
        "filtered-rows.xlsx",
        Sheet(
            ROWS,
            hidden_rows=frozenset({3}),
            tail='<autoFilter ref="A1:C4"><filterColumn colId="1"><filters><filter val="Upper Dale"/></filters></filterColumn></autoFilter>',  # noqa: E501
        ),
        Accepted(IDS, (Warned("A filter hides the row", 3),)),
    ),
    _book("filter-that-hides-nothing.xlsx", Sheet(ROWS, tail='<autoFilter ref="A1:C4"/>'), _GOOD),
    _book(
        "hidden-columns.xlsx",
        Sheet(ROWS, columns='<cols><col min="2" max="3" width="0" hidden="1" customWidth="1"/></cols>'),
        Accepted(IDS, (Warned(_HIDDEN_COLUMN, 0, "B"), Warned(_HIDDEN_COLUMN, 0, "C"))),
    ),
    _book(
        "hidden-id-column.xlsx",
        Sheet(ROWS, columns='<cols><col min="1" max="1" hidden="true"/></cols>'),
        Accepted(IDS, (Warned(_HIDDEN_COLUMN, 0, "A"),)),
    ),
    _book(
        "merged-ids.xlsx",
        _sheet(
            ("C-001", "x"),
            (None, "y"),
            ("C-002", "z"),
            tail='<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
        ),
        _two(Warned("Cells are merged", 2, "A"), Warned(_NO_REF, 3, "Case ID")),
    ),
    _book(
        "merged-title.xlsx",
        Sheet([["Cases of Brackwater"], [], *ROWS], tail='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'),
        Accepted(IDS, (Warned("Cells are merged", 1, "A"), Warned("not in the first row", 3))),
    ),
    _book(
        "list-in-the-middle.xlsx",
        Sheet(ROWS, first_row=7, first_column=3),
        Accepted(IDS, (Warned("not in the first row", 7),)),
    ),
    _book(
        "second-table-beside.xlsx",
        Sheet(
            [
                ["Case ID", "Office", None, "Case ID", "Team"],
                ["C-001", "x", None, "X-1", "Duty"],
                ["C-002", "y", None, "X-2", "Duty"],
            ]
        ),
        _two(Warned("Another table stands beside the list", 1, "D")),
    ),
    _book(
        "second-table-below.xlsx",
        _sheet(*_PAIR, (), ("Reference", "Team"), ("X-1", "Duty")),
        _two(Warned("A row is blank", 4), Warned("Another table begins here", 5)),
    ),
    _book("total-below.xlsx", _sheet(*_PAIR, ("Total", 2)), _two(Warned("total or the end of the list", 4))),
    _book("empty-sheet.xlsx", Sheet([]), Refused("is empty: there is no row", "Choose the file or sheet")),
    _book(
        "header-only.xlsx", Sheet([_HEAD]), Refused("headings but no case", "Ask for the list with its rows")
    ),
    _book("one-column.xlsx", Sheet([["Case ID"], ["C-001"], ["C-002"]]), _two()),
    _book(
        "thousands-of-columns.xlsx",
        Sheet([["Case ID", *(f"h{n}" for n in range(2_500))], ["C-001"]]),
        Refused("2,501 columns", "Delete the columns"),
    ),
    _book("blank-up-to-the-last-row.xlsx", _sheet(*_PAIR, dimension="A1:XFD1048576"), _two()),
    _book(
        "a-cell-in-the-last-row.xlsx",
        Sheet([_HEAD, *_PAIR], tail_rows='<row r="1048576"><c r="A1048576" s="1"/></row>'),
        _two(),
    ),
    _book("sheet-name-with-signs.xlsx", Sheet(ROWS, "Cases & “more” <1>"), _GOOD),
)

VALUES: Final = (
    _book("numbers-as-ids.xlsx", _sheet((1001, "x"), (1002.0, "y")), Accepted(("1001", "1002"))),
    _book(
        "ids-partly-numbers.xlsx",
        _sheet((1001, "x"), ("1002", "y"), ("C-3", "z")),
        Accepted(("1001", "1002", "C-3"), (Warned("partly numbers and partly texts", 2, "Case ID"),)),
    ),
    _book("numbers-as-text.xlsx", _sheet(("0012", "x"), ("0013", "y")), Accepted(("0012", "0013"))),
    _book(
        "number-and-its-text.xlsx",
        _sheet((12, "x"), ("12", "y")),
        Refused("stand on more than one row", "--fold"),
    ),
    _book("fractions-as-ids.xlsx", _sheet((12.5, "x"), (0.1 + 0.2, "y")), Accepted(("12.5", "0.3"))),
    _book(
        "digits-lost.xlsx",
        _sheet((1234567890123456789, "x"), ("C-2", "y")),
        Accepted(
            ("1234567890123456768", "C-2"),
            (
                Warned("has changed its last digits", 2, "A"),
                Warned("partly numbers and partly texts", 2, "Case ID"),
            ),
        ),
    ),
    _book(
        "shown-with-zeros.xlsx",
        _sheet((Shown(123, "000000"), "x"), (Shown(4567, "000000"), "y")),
        Accepted(("000123", "004567"), (Warned("What is shown was taken", 2, "A"),)),
    ),
    _book(
        "shown-with-letters.xlsx",
        _sheet((Shown(7, '"BW-"0000'), "x"), (Shown(12345, '"BW-"0000'), "y")),
        Accepted(("BW-0007", "BW-12345"), (Warned("What is shown was taken", 2, "A"),)),
    ),
    _book(
        "shown-with-hyphens.xlsx",
        _sheet((Shown(20090012, "0000-0000"), "x"), ("C-2", "y")),
        Accepted(
            ("2009-0012", "C-2"),
            (
                Warned("What is shown was taken", 2, "A"),
                Warned("partly numbers and partly texts", 2, "Case ID"),
            ),
        ),
    ),
    _book(
        "shown-in-thousands.xlsx",
        _sheet((Shown(1234, "#,##0"), "x"), (Shown(5, "0.00"), "y")),
        Accepted(("1234", "5")),
    ),
    _book(
        "formulas-with-values.xlsx",
        _sheet(("C-001", Formula('"Da"&"le"', "Dale")), ("C-002", Formula("A1", "Hill"))),
        _two(Warned(_COMPUTED, 2, "B")),
    ),
    _book(
        "ids-by-formula.xlsx",
        _sheet((Formula('"C-"&"001"', "C-001"), "x"), (Formula('"C-"&"002"', "C-002"), "y")),
        _two(Warned(_COMPUTED, 2, "A")),
    ),
    _book(
        "formula-without-a-value.xlsx",
        _sheet(("C-001", Formula("1+1")), ("C-002", "Hill")),
        _two(Warned(_UNKNOWN, 2, "B")),
    ),
    _book(
        "id-formula-without-a-value.xlsx",
        _sheet(("C-001", "x"), (Formula('"C-"&2'), "y"), ("C-002", "z")),
        _two(Warned(_UNKNOWN, 3, "A"), Warned(_NO_REF, 3, "Case ID")),
    ),
    _book(
        "id-formulas-without-values.xlsx",
        _sheet((Formula('"C-"&1'), "x"), (Formula('"C-"&2'), "y")),
        Refused("formulas without the values", "save it there"),
    ),
    _book(
        "errors.xlsx",
        _sheet(("C-001", Fault("#N/A")), ("C-002", Fault("#REF!"))),
        _two(
            Warned("The cell shows the error #N/A", 2, "B"), Warned("The cell shows the error #REF!", 3, "B")
        ),
    ),
    _book(
        "id-errors.xlsx",
        _sheet(("C-001", "x"), (Fault("#REF!"), "y"), ("C-002", "z")),
        _two(Warned("The cell shows the error #REF!", 3, "A"), Warned(_NO_REF, 3, "Case ID")),
    ),
    _book(
        "dates-of-1900.xlsx",
        Sheet([["Case ID", "Date allocated"], ["C-001", date(2009, 3, 4)], ["C-002", date(2009, 5, 6)]]),
        _two(),
    ),
    _book(
        "dates-of-1904.xlsx",
        Sheet([["Case ID", "Date allocated"], ["C-001", date(2009, 3, 4)], ["C-002", date(2009, 5, 6)]]),
        _two(Warned("counts days from 1904")),
        dialect=Dialect(date1904=True),
    ),
    _book(
        "dates-as-bare-numbers.xlsx",
        Sheet([["Case ID", "Date allocated"], ["C-001", 39903], ["C-002", 39904]]),
        _two(
            Warned("as spreadsheets store dates", 2, "Date allocated"),
            Warned("as spreadsheets store dates", 3, "Date allocated"),
        ),
    ),
    _book(
        "dates-as-text.xlsx",
        Sheet([["Case ID", "Date allocated"], ["C-001", "03/04/2009"], ["C-002", "31/05/2009"]]),
        _two(),
    ),
    _book(
        "dates-open.xlsx",
        Sheet([["Case ID", "Date allocated"], ["C-001", "03/04/2009"], ["C-002", "05/06/2009"]]),
        _two(
            Warned('date_order = "dmy"', 2, "Date allocated"),
            Warned('date_order = "dmy"', 3, "Date allocated"),
        ),
    ),
    _book(
        "ids-turned-into-dates.xlsx",
        _sheet((date(2009, 3, 1), "x"), ("C-002", "y")),
        Accepted(("2009-03-01", "C-002"), (Warned("looks like a date", 2, "Case ID"),)),
    ),
    _book("yes-and-no.xlsx", Sheet([["Case ID", "DV"], ["C-001", True], ["C-002", False]]), _two()),
    _book(
        "blanks-around.xlsx",
        _sheet((" C-001\u00a0", "x"), ("C-002", "y")),
        _two(Warned("They were taken off", 2, "Case ID")),
    ),
    _book(
        "look-alikes.xlsx",
        _sheet(("\u0421-001", "x"), ("C-002", "y")),
        Accepted(("\u0421-001", "C-002"), (Warned("another alphabet", 2, "Case ID"),)),
    ),
    _book(
        "typed-formula-text.xlsx", _sheet(("C-001", '=HYPERLINK("http://x")'), ("C-002", "@SUM(1)")), _two()
    ),
    _book(
        "control-signs.xlsx",
        _sheet(("C-_x0007_001", "x"), ("C-002", "y")),
        Accepted(("C-001", "C-002"), (Warned("They were taken off", 2, "Case ID"),)),
    ),
)

_DTD: Final = '<!DOCTYPE worksheet [<!ENTITY a "boo"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

_CONNECTION: Final = (
    b'<connections><connection id="1"><dbPr connection="Data Source=http://127.0.0.1:9/"/></connection>'
    b"</connections>"
)


def _with_part(name: str, warned: str, part: str, content: bytes) -> Entry:
    """A plain list in a workbook that holds one part more, which is warned of."""
    return _book(name, _PLAIN, Accepted(IDS, (Warned(warned),)), dialect=Dialect(parts={part: content}))


PARTS: Final = (
    _book(
        "prefixed-tags.xlsx",
        Sheet([_HEAD, ("C-001", Formula("1+1")), ("C-002", Fault("#N/A"))]),
        _two(Warned(_UNKNOWN, 2, "B"), Warned("The cell shows the error #N/A", 3, "B")),
        dialect=Dialect(prefix="x"),
    ),
    _book("cells-without-places.xlsx", _PLAIN, _GOOD, dialect=Dialect(places=False)),
    _book(
        "cells-without-places-and-a-formula.xlsx",
        Sheet([_HEAD, ("C-001", Formula("1+1")), ("C-002", "Hill")]),
        _two(Warned(_UNKNOWN, 2, "B")),
        dialect=Dialect(places=False),
    ),
    _book("texts-in-the-cells.xlsx", _PLAIN, _GOOD, dialect=Dialect(shared=False)),
    _with_part("macros.xlsm", "holds macros", "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros"),
    _with_part(
        "external-links.xlsx",
        "links to other files",
        "xl/externalLinks/externalLink1.xml",
        b"<externalLink/>",
    ),
    _with_part("connections.xlsx", "a database or the web", "xl/connections.xml", _CONNECTION),
    _with_part(
        "embedded-document.xlsx", "Another document is embedded", "xl/embeddings/oleObject1.bin", b"x"
    ),
    _with_part("controls.xlsx", "Another document is embedded", "xl/activeX/activeX1.bin", b"x"),
    _with_part("cell-notes.xlsx", "notes on cells", "xl/comments1.xml", b"<comments/>"),
    _book(
        "dtd-not-used.xlsx",
        _PLAIN,
        Accepted(IDS, (Warned("definitions of its own"),)),
        dialect=Dialect(before_sheet=_DTD),
    ),
    _book(
        "everything-at-once.xlsm",
        Sheet(
            [
                ["As at 19 August 2009"],
                ["Case ID", "Office"],
                (Shown(7, "0000"), Formula("1+1")),
                ("\u0421-2 ", Fault("#N/A")),
            ],
            hidden_rows=frozenset({3}),
        ),
        Accepted(
            ("0007", "\u0421-2"),
            (
                Warned("holds macros"),
                Warned(_HIDDEN_ROW, 3),
                Warned(_UNKNOWN, 3, "B"),
                Warned("The cell shows the error #N/A", 4, "B"),
                Warned("What is shown was taken", 3, "A"),
                Warned("not in the first row", 2),
                Warned("They were taken off", 4, "Case ID"),
                Warned("another alphabet", 4, "Case ID"),
                Warned("partly numbers and partly texts", 3, "Case ID"),
            ),
        ),
        dialect=Dialect(parts={"xl/vbaProject.bin": b"x"}),
    ),
)


def _openpyxl(name: str, fill: Callable[[Workbook], None], expected: Accepted | Refused) -> Entry:
    def content() -> bytes:
        made = Workbook()
        made.worksheets[0].title = "Cases"
        fill(made)
        target = io.BytesIO()
        made.save(target)
        return target.getvalue()

    return Entry(name, content, expected, on_sheet="Cases")


def _frozen_and_filtered(made: Workbook) -> None:
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append(list(row))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = "A1:C4"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _formulas(made: Workbook) -> None:
    sheet = made.worksheets[0]
    for row in (_HEAD, ("C-001", "=1+1"), ("C-002", "x")):
        sheet.append(list(row))


def _padded(made: Workbook) -> None:
    sheet = made.worksheets[0]
    for row in (_HEAD, (7, "x"), (8, "y")):
        sheet.append(list(row))
    sheet["A2"].number_format = sheet["A3"].number_format = "00000"


def _chart_sheet(made: Workbook) -> None:
    for row in ROWS:
        made.worksheets[0].append(list(row))
    made.create_chartsheet("Chart")


OPENPYXL: Final = (
    _openpyxl(
        "library-filter-and-hidden.xlsx",
        _frozen_and_filtered,
        Accepted(IDS, (Warned(_HIDDEN_ROW, 3), Warned(_HIDDEN_COLUMN, 0, "C"))),
    ),
    _openpyxl("library-formula.xlsx", _formulas, _two(Warned(_UNKNOWN, 2, "B"))),
    _openpyxl(
        "library-padded.xlsx",
        _padded,
        Accepted(("00007", "00008"), (Warned("What is shown was taken", 2, "A"),)),
    ),
    _openpyxl("library-chart-sheet.xlsx", _chart_sheet, _GOOD),
)

ENTRIES: Final = (*SHEETS, *VALUES, *PARTS, *OPENPYXL)
