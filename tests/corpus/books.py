"""Workbooks written by hand, part by part, so that each oddity is exactly where it should be (xlsx)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from tests.corpus.packing import zipped

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Formula:
    """A formula, and the value stored with it: a number, a text, or None for none at all."""

    text: str
    value: float | str | None = None


@dataclass(frozen=True)
class Fault:
    """An error that a spreadsheet shows in a cell, such as #REF!."""

    text: str


@dataclass(frozen=True)
class Shown:
    """A number under a number format, so that something else is shown than is stored."""

    number: float
    number_format: str


Cell = str | float | date | Formula | Fault | Shown | bool | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from row 1 on, and what is odd about it.

    `tail_rows` are more rows as they stand in the file; `tail` is what comes after them (merged cells).
    """

    rows: Sequence[Sequence[Cell]]
    name: str = "Cases"
    state: str = ""
    hidden_rows: frozenset[int] = frozenset()
    columns: str = ""
    tail: str = ""
    tail_rows: str = ""
    dimension: str = ""
    first_row: int = 1
    first_column: int = 0


@dataclass(frozen=True)
class Dialect:
    """How the parts are spelt: what spreadsheet programs and reporting systems do differently."""

    prefix: str = ""
    places: bool = True
    shared: bool = True
    date1904: bool = False
    parts: Mapping[str, bytes] = field(default_factory=dict)
    before_sheet: str = ""


PLAIN = Dialect()


def letter(place: int) -> str:
    """Return what a spreadsheet calls a column, 0 being A."""
    return chr(65 + place) if place < 26 else letter(place // 26 - 1) + chr(65 + place % 26)


def book(*sheets: Sheet, dialect: Dialect = PLAIN, stored: bool = False) -> bytes:
    """Return a workbook."""
    writer = _Writer(dialect)
    parts = {f"xl/worksheets/sheet{n}.xml": writer.sheet(each) for n, each in enumerate(sheets, start=1)}
    every = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": writer.workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
            | {"rId900": ("styles", "styles.xml"), "rId901": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/styles.xml": writer.styles(),
        "xl/sharedStrings.xml": writer.shared_strings(),
        **parts,
        **dialect.parts,
    }
    return zipped(every, stored=stored)


def list_book(rows: Sequence[Sequence[Cell]], *, dialect: Dialect = PLAIN, **oddities: object) -> bytes:
    """Return a workbook with one sheet, “Cases”."""
    return book(Sheet(rows, **oddities), dialect=dialect)  # type: ignore[arg-type]


class _Writer:
    """Gathers strings and formats while the sheets are written."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._tag = f"{dialect.prefix}:" if dialect.prefix else ""
        self._strings: list[str] = []
        self._formats: list[str] = ["dd/mm/yyyy"]

    def sheet(self, sheet: Sheet) -> bytes:
        dimension = f'<{self._tag}dimension ref="{sheet.dimension}"/>' if sheet.dimension else ""
        rows = "".join(
            self._row(number, cells, sheet) for number, cells in enumerate(sheet.rows, start=sheet.first_row)
        )
        data = f"<{self._tag}sheetData>{rows}{sheet.tail_rows}</{self._tag}sheetData>"
        body = f"{dimension}{sheet.columns}{data}{sheet.tail}"
        return self._part("worksheet", body)

    def workbook(self, sheets: Sequence[Sheet]) -> bytes:
        entries = "".join(
            f'<{self._tag}sheet name="{escape(each.name)}" sheetId="{n}"'
            f'{f" state={chr(34)}{each.state}{chr(34)}" if each.state else ""} r:id="rId{n}"/>'
            for n, each in enumerate(sheets, start=1)
        )
        system = f'<{self._tag}workbookPr date1904="1"/>' if self._dialect.date1904 else ""
        return self._part("workbook", f"{system}<{self._tag}sheets>{entries}</{self._tag}sheets>")

    def styles(self) -> bytes:
        tag = self._tag
        formats = "".join(
            f'<{tag}numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
            for number, code in enumerate(self._formats, start=164)
        )
        cells = f'<{tag}xf numFmtId="0"/>' + "".join(
            f'<{tag}xf numFmtId="{number}" applyNumberFormat="1"/>'
            for number in range(164, 164 + len(self._formats))
        )
        return self._part(
            "styleSheet",
            f'<{tag}numFmts count="{len(self._formats)}">{formats}</{tag}numFmts>'
            f"<{tag}fonts><{tag}font/></{tag}fonts><{tag}fills><{tag}fill/></{tag}fills>"
            f"<{tag}borders><{tag}border/></{tag}borders>"
            f'<{tag}cellStyleXfs><{tag}xf numFmtId="0"/></{tag}cellStyleXfs>'
            f"<{tag}cellXfs>{cells}</{tag}cellXfs>",
        )

    def shared_strings(self) -> bytes:
        tag = self._tag
        entries = "".join(
            f'<{tag}si><{tag}t xml:space="preserve">{escape(text, quote=False)}</{tag}t></{tag}si>'
            for text in self._strings
        )
        return self._part("sst", entries)

    def _part(self, root: str, body: str) -> bytes:
        name = f"xmlns:{self._dialect.prefix}" if self._dialect.prefix else "xmlns"
        head = self._dialect.before_sheet if root == "worksheet" else ""
        text = (
            f'{_XML}{head}<{self._tag}{root} {name}="{_MAIN}" xmlns:r="{_OFFICE}">{body}</{self._tag}{root}>'
        )
        return text.encode()

    def _row(self, number: int, cells: Sequence[Cell], sheet: Sheet) -> str:
        written = "".join(
            self._cell(cell, f"{letter(place)}{number}")
            for place, cell in enumerate(cells, start=sheet.first_column)
            if cell is not None
        )
        if not written:
            return ""
        place = f' r="{number}"' if self._dialect.places else ""
        hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
        return f"<{self._tag}row{place}{hidden}>{written}</{self._tag}row>"

    def _cell(self, cell: Cell, place: str) -> str:
        tag = self._tag
        attributes, inner = self._inner(cell)
        where = f' r="{place}"' if self._dialect.places else ""
        return f"<{tag}c{where}{attributes}>{inner}</{tag}c>"

    def _inner(self, cell: Cell) -> tuple[str, str]:  # noqa: PLR0911 - one for each kind of cell
        if isinstance(cell, bool):
            return ' t="b"', self._value(int(cell))
        if isinstance(cell, Formula):
            kind = ' t="str"' if isinstance(cell.value, str) else ""
            stored = "" if cell.value is None else self._value(cell.value)
            return kind, f"<{self._tag}f>{escape(cell.text, quote=False)}</{self._tag}f>{stored}"
        if isinstance(cell, Fault):
            return ' t="e"', self._value(cell.text)
        if isinstance(cell, Shown):
            return f' s="{self._style(cell.number_format)}"', self._value(cell.number)
        if isinstance(cell, date):
            return ' s="1"', self._value(self._serial(cell))
        if isinstance(cell, str):
            return self._text(cell)
        return "", self._value(cell if cell is not None else "")

    def _text(self, text: str) -> tuple[str, str]:
        if self._dialect.shared:
            self._strings.append(text)
            return ' t="s"', self._value(len(self._strings) - 1)
        tag = self._tag
        kept = escape(text, quote=False)
        return ' t="inlineStr"', f'<{tag}is><{tag}t xml:space="preserve">{kept}</{tag}t></{tag}is>'

    def _value(self, value: float | str) -> str:
        return f"<{self._tag}v>{escape(str(value), quote=False)}</{self._tag}v>"

    def _style(self, number_format: str) -> int:
        if number_format not in self._formats:
            self._formats.append(number_format)
        return self._formats.index(number_format) + 1

    def _serial(self, day: date) -> int:
        return (day - (date(1904, 1, 1) if self._dialect.date1904 else date(1899, 12, 30))).days


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'.encode()


def _content_types(sheets: int) -> bytes:
    overrides = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_SHEETS}.{kind}+xml"/>'
        for name, kind in (
            ("workbook.xml", "sheet.main"),
            ("styles.xml", "styles"),
            ("sharedStrings.xml", "sharedStrings"),
            *((f"worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)),
        )
    )
    return (
        f'{_XML}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()
