"""Odd lists of other kinds: OpenDocument (ods), Excel 97 to 2003 (xls), binary workbooks (xlsb)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.corpus.binary_books import BinaryFault, BinarySheet, binary_book
from tests.corpus.entries import IDS, ROWS, Accepted, Entry, Refused, Warned
from tests.corpus.old_books import OldFault, OldFormula, OldSheet, old_book
from tests.corpus.open_documents import OpenSheet, Raw, open_document

_GOOD: Final = Accepted(IDS)
_HEAD: Final = ("Case ID", "Office")
_TWO: Final = ("C-001", "C-002")
_DAYS: Final = ("Case ID", "Date allocated")
_DAY: Final = Raw(
    '<table:table-cell office:value-type="date" office:date-value="2009-03-04"><text:p>4/3/9</text:p></table:table-cell>'  # noqa: E501
)
_FORMULA: Final = Raw(
    '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'  # noqa: E501
)
_UNKNOWN: Final = Raw('<table:table-cell table:formula="of:=1+1"/>')
_FAULT: Final = Raw(
    '<table:table-cell table:formula="of:=[.X1]" office:value-type="string" office:string-value=""><text:p>#REF!</text:p></table:table-cell>'  # noqa: E501
)
_WIDE: Final = Raw(
    '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>Brackwater</text:p></table:table-cell>'  # noqa: E501
)
_AGAIN: Final = Raw(
    '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell>'  # noqa: E501
)
_HIDDEN: Final = 'table:visibility="collapse"'
_FILTERED: Final = 'table:visibility="filter"'
_HIDDEN_STYLE: Final = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'  # noqa: E501


def _shown(value: str, text: str) -> Raw:
    return Raw(
        f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def _entry(name: str, content: bytes, expected: Accepted | Refused, on_sheet: str = "Cases") -> Entry:
    return Entry(name, lambda: content, expected, on_sheet=on_sheet)


def _open(name: str, expected: Accepted | Refused, *rows: tuple[object, ...], **more: object) -> Entry:
    sheet = OpenSheet(rows, **more)  # type: ignore[arg-type]
    return _entry(name, open_document(sheet), expected)


def _two(*warnings: Warned) -> Accepted:
    return Accepted(_TWO, warnings)


OPEN_DOCUMENTS: Final = (
    _open("plain.ods", _GOOD, *ROWS),
    _open(
        "numbers.ods",
        Accepted(("1001", "0012"), (Warned("partly numbers and partly texts", 2, "Case ID"),)),
        _HEAD,
        (1001, "x"),
        ("0012", "y"),
    ),
    _open(
        "shown-with-zeros.ods",
        Accepted(("000007", "BW-08"), (Warned("What is shown was taken", 2, "A"),)),
        _HEAD,
        (_shown("7", "000007"), "x"),
        (_shown("8", "BW-08"), "y"),
    ),
    _open("dates.ods", _two(), _DAYS, ("C-001", _DAY), ("C-002", _DAY)),
    _open("hidden-rows.ods", Accepted(IDS, (Warned("The row is hidden", 3),)), *ROWS, of_rows={3: _HIDDEN}),
    _open(
        "filtered-rows.ods",
        Accepted(IDS, (Warned("A filter hides the row", 3),)),
        *ROWS,
        of_rows={3: _FILTERED},
    ),
    _open(
        "hidden-column.ods",
        Accepted(IDS, (Warned("The column is hidden", 0, "B"),)),
        *ROWS,
        columns=f"<table:table-column/><table:table-column {_HIDDEN}/><table:table-column/>",
    ),
    _open(
        "formulas.ods",
        _two(Warned("The column has formulas", 2, "B")),
        _HEAD,
        ("C-001", _FORMULA),
        ("C-002", _FORMULA),
    ),
    _open(
        "formula-without-a-value.ods",
        _two(Warned("A formula has no value stored with it", 2, "B")),
        _HEAD,
        ("C-001", _UNKNOWN),
        ("C-002", "x"),
    ),
    _open(
        "error.ods",
        _two(Warned("The cell shows the error #REF!", 3, "B")),
        _HEAD,
        ("C-001", "x"),
        ("C-002", _FAULT),
    ),
    _open(
        "merged.ods",
        _two(Warned("Cells are merged", 1, "A"), Warned("not in the first row", 2)),
        (_WIDE, None),
        _HEAD,
        ("C-001", "x"),
        ("C-002", "y"),
    ),
    _open(
        "cells-repeated.ods",
        Accepted(("C-001", "C-002"), ()),
        ("Case ID", "Office", "Team"),
        ("C-001", _AGAIN),
        ("C-002", _AGAIN),
    ),
    _open(
        "a-million-blank-rows.ods",
        _two(),
        _HEAD,
        ("C-001", "x"),
        ("C-002", "y"),
        (None,),
        of_rows={4: 'table:number-rows-repeated="1048573"'},
    ),
    _open("empty.ods", Refused("is empty: there is no row", "Choose the file or sheet")),
    _entry(
        "hidden-sheet.ods",
        open_document(
            OpenSheet(ROWS), OpenSheet(ROWS, "Old", of_table=' table:style-name="ta2"'), styles=_HIDDEN_STYLE
        ),
        Accepted(IDS, (Warned("The sheet “Old” is hidden"),)),
    ),
    _entry(
        "macros.ods",
        open_document(OpenSheet(ROWS), parts={"Basic/Standard/Module1.xml": b"<x/>"}),
        Accepted(IDS, (Warned("holds macros"),)),
    ),
    _entry(
        "embedded.ods",
        open_document(OpenSheet(ROWS), parts={"Object 1/content.xml": b"<x/>"}),
        Accepted(IDS, (Warned("Another document is embedded"),)),
    ),
    _entry(
        "linked.ods",
        open_document(
            OpenSheet(
                [
                    ("Case ID", "Office"),
                    (
                        "C-001",
                        Raw(
                            '<table:table-cell table:formula="of:=[\'file:///other.ods\'#$Sheet1.A1]" office:value-type="string"><text:p>Dale</text:p></table:table-cell>'  # noqa: E501
                        ),
                    ),
                    ("C-002", "x"),
                ]
            )
        ),
        _two(Warned("links to other files"), Warned("The column has formulas", 2, "B")),
    ),
)

OLD_BOOKS: Final = (
    _entry("plain.xls", old_book(OldSheet(ROWS)), _GOOD),
    _entry("numbers.xls", old_book(OldSheet([_HEAD, (1001, "x"), (1002, "y")])), Accepted(("1001", "1002"))),
    _entry(
        "hidden-sheet.xls",
        old_book(OldSheet(ROWS), OldSheet(ROWS, "Old", 1)),
        Accepted(IDS, (Warned("The sheet “Old” is hidden"),)),
    ),
    Entry(
        "hidden-list-named.xls",
        lambda: old_book(OldSheet(ROWS), OldSheet(ROWS, "Old", 1)),
        Accepted(IDS, (Warned("The sheet is hidden"),)),
        sheet="Old",
        on_sheet="Old",
    ),
    _entry(
        "hidden-rows.xls",
        old_book(OldSheet(ROWS, hidden_rows=frozenset({3}))),
        Accepted(IDS, (Warned("The row is hidden", 3),)),
    ),
    _entry(
        "merged.xls",
        old_book(OldSheet([_HEAD, ("C-001", "x"), (None, "y"), ("C-002", "z")], merged=[(1, 2, 0, 0)])),
        _two(Warned("Cells are merged", 2, "A"), Warned("has no case reference", 3, "Case ID")),
    ),
    _entry(
        "error.xls",
        old_book(OldSheet([_HEAD, ("C-001", OldFault("#REF!")), ("C-002", "x")])),
        _two(Warned("The cell shows the error #REF!", 2, "B")),
    ),
    _entry(
        "formulas.xls",
        old_book(OldSheet([_HEAD, ("C-001", OldFormula(2)), ("C-002", OldFormula(3))])),
        _two(Warned("The column has formulas", 2, "B")),
    ),
    _entry(
        "dates-of-1904.xls",
        old_book(OldSheet(ROWS), date1904=True),
        Accepted(IDS, (Warned("counts days from 1904"),)),
    ),
    _entry(
        "macros.xls",
        old_book(OldSheet(ROWS), streams={"_VBA_PROJECT_CUR": b"x"}),
        Accepted(IDS, (Warned("holds macros"),)),
    ),
    _entry("wide-letters.xls", old_book(OldSheet([_HEAD, ("C-001", "Tŷ Ŵyn"), ("C-002", "Café")])), _two()),
    _entry("named-xlsx-but-old.xlsx", old_book(OldSheet(ROWS)), _GOOD),
)

BINARY_BOOKS: Final = (
    _entry("plain.xlsb", binary_book(BinarySheet(ROWS)), _GOOD),
    _entry(
        "numbers.xlsb",
        binary_book(BinarySheet([_HEAD, (1001, "x"), (1002, "y")])),
        Accepted(("1001", "1002")),
    ),
    _entry(
        "hidden-sheet.xlsb",
        binary_book(BinarySheet(ROWS), BinarySheet(ROWS, "Old", 1)),
        Accepted(IDS, (Warned("The sheet “Old” is hidden"),)),
    ),
    _entry(
        "error.xlsb",
        binary_book(BinarySheet([_HEAD, ("C-001", BinaryFault("#N/A")), ("C-002", "x")])),
        _two(Warned("The cell shows the error #N/A", 2, "B")),
    ),
    _entry(
        "macros.xlsb",
        binary_book(BinarySheet(ROWS), parts={"xl/vbaProject.bin": b"x"}),
        Accepted(IDS, (Warned("holds macros"),)),
    ),
    _entry("named-xls-but-binary.xls", binary_book(BinarySheet(ROWS)), _GOOD),
)

_SAVED: Final = (
    Warned("The sheet “Old” is hidden"),
    Warned("The column is hidden", 0, "B"),
    Warned("What is shown was taken", 2, "A"),
    Warned("The column has formulas", 2, "C"),
    Warned("The cell shows the error #DIV/0!", 2, "D"),
    Warned("The column has formulas", 3, "D"),
    Warned("The cell shows the error #N/A", 4, "D"),
    Warned("The row is hidden", 3),
    Warned("A row is blank", 5),
    Warned("Cells are merged", 7, "A"),
    Warned("total or the end of the list", 6),
)


def _saved(name: str) -> Entry:
    """A list that LibreOffice saved in a kind of its own choosing; made up, as all of them."""
    path = Path(__file__).with_name("files") / name
    return Entry(name, path.read_bytes, Accepted(("000101", "000102", "000103"), _SAVED), on_sheet="Cases")


SAVED: Final = (_saved("saved.xls"), _saved("saved.ods"), _saved("saved.xlsx"))

ENTRIES: Final = (*OPEN_DOCUMENTS, *OLD_BOOKS, *BINARY_BOOKS, *SAVED)
