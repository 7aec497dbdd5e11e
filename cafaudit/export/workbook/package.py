"""From sheets to the bytes of a file: a skeleton by openpyxl, filled by a pass over its zip.

openpyxl writes styles, views, tables, links and charts, and sees no typed text: it would put each sheet
into a temporary file in plain text, stores no results of formulas, and has no way to give a chart a
description. So rows come from `Page`, and this module puts them in.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Final, cast

from lxml import etree
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from cafaudit.export.workbook.cells import column_letters
from cafaudit.export.workbook.chart_parts import add_chart
from cafaudit.export.workbook.heights import ONE_LINE
from cafaudit.export.workbook.text import escaped, one_line
from cafaudit.export.zip_bytes import unzip_parts, zip_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from cafaudit.export.workbook.page import Page, TablePlan
    from cafaudit.export.workbook.ticks import Ticks

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TERMS: Final = "http://purl.org/dc/terms/"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_AFTER_IGNORED_ERRORS: Final = ("drawing", "legacyDrawing", "tableParts", "extLst")
_PLAIN_TABLE: Final = TableStyleInfo(name=None, showRowStripes=False, showColumnStripes=False)
_ROWS_AT_ONCE: Final = 256
_FOOTER_SIZE: Final = 8
_WIDEST_ON_A4: Final = 200
"""Signs across; what is wider is set for A3, where it stays readable."""
_WIDEST_ON_A3: Final = 280
"""Signs across; what is wider goes over several sheets of paper, each with the first column."""
_HERE: Final = "[rows]"
_PROGRAM: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>CafAudit</Application></Properties>"
)
"""Where openpyxl would say that Excel made the file, LibreOffice would trust it to have fitted every row."""


def workbook_bytes(book: Workbook, pages: Sequence[Page], title: str, ticks: Ticks) -> bytes:
    """Put the pages into an openpyxl workbook that has their styles and no sheets yet.

    Args:
        book: Carries the named styles; it is used up.
        pages: The sheets in their order.
        title: The document's title.
        ticks: Told of every row that is put in.
    """
    for page in pages:
        _add_skeleton(book, page)
    book.properties.title = one_line(title)
    book.properties.creator = "CafAudit"
    book.calculation.fullCalcOnLoad = True
    target = io.BytesIO()
    book.save(target)
    parts = dict(unzip_parts(target.getvalue()))
    for number, page in enumerate(pages, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _filled(parts[name], page, ticks)
    _describe_charts(parts, [chart.words for page in pages for chart in page.charts])
    _unlink_formats(parts)
    parts["docProps/app.xml"] = _PROGRAM
    parts["docProps/core.xml"] = _without_dates(parts["docProps/core.xml"])
    first = parts.pop(_CONTENT_TYPES)
    return zip_parts([(_CONTENT_TYPES, first), *parts.items()])


def _add_skeleton(book: Workbook, page: Page) -> None:
    sheet = cast("Worksheet", book.create_sheet(page.name))
    _set_view(sheet, page)
    _set_paper(sheet, page)
    for at, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[column_letters(at)].width = width
    for place in page.merged:
        sheet.merge_cells(place)
    for link in page.links:
        sheet[link.cell].hyperlink = Hyperlink(
            ref=link.cell, location=f"'{link.sheet}'!A1", display=link.sheet
        )
    for plan in page.tables:
        sheet.add_table(_table(plan))
    for chart in page.charts:
        add_chart(sheet, chart)


def _table(plan: TablePlan) -> Table:
    """Return a table with its headings, for which openpyxl would look in cells that are not there yet."""
    columns = [TableColumn(id=at, name=escaped(heading)) for at, heading in enumerate(plan.headings, start=1)]
    return Table(
        displayName=plan.name,
        ref=plan.ref,
        tableColumns=columns,
        autoFilter=AutoFilter(ref=plan.ref),
        tableStyleInfo=_PLAIN_TABLE,
    )


def _set_view(sheet: Worksheet, page: Page) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_format.defaultRowHeight = ONE_LINE
    sheet.sheet_format.customHeight = True
    if page.frozen is not None:
        sheet.freeze_panes = page.frozen
    if page.repeated is not None:
        first, last = page.repeated
        sheet.print_title_rows = f"{first}:{last}"


def _set_paper(sheet: Worksheet, page: Page) -> None:
    sheet.page_setup.orientation = "landscape"
    across = sum(page.widths)
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A3 if across > _WIDEST_ON_A4 else sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth = max(math.ceil(across / _WIDEST_ON_A3), 1)
    if across > _WIDEST_ON_A3:
        sheet.print_title_cols = "A:A"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    for row in page.breaks:
        sheet.row_breaks.append(Break(id=row))
    left = _HeaderFooterPart(text=f"{page.name}{page.footer}", size=_FOOTER_SIZE)
    right = _HeaderFooterPart(text="Page &P of &N", size=_FOOTER_SIZE)
    sheet.oddFooter = HeaderFooterItem(left=left, right=right)


def _filled(skeleton: bytes, page: Page, ticks: Ticks) -> bytes:
    """Put a page's rows where the skeleton has its own, and say how far they reach."""
    root = etree.fromstring(skeleton)
    _only(root, "dimension").set("ref", page.extent)
    data = _only(root, "sheetData")
    data.clear()
    data.text = _HERE
    for cell, ref in zip(root.iter(f"{{{_MAIN}}}mergeCell"), page.merged, strict=True):
        cell.set("ref", ref)  # openpyxl keeps them as a set, whose order is nobody's promise
    _ignore_errors(root, page.extent)
    before, after = _xml(root).split(_HERE.encode())
    rows = []
    for start in range(0, len(page.xml), _ROWS_AT_ONCE):
        some = page.xml[start : start + _ROWS_AT_ONCE]
        ticks.tick(len(some))
        rows.append(b"".join(some))
    return b"".join([before, *rows, after])


def _only(root: etree._Element, name: str) -> etree._Element:
    return next(root.iterchildren(f"{{{_MAIN}}}{name}"))


def _ignore_errors(root: etree._Element, extent: str) -> None:
    """Tell Excel not to mark references that look like numbers, and counts beside other counts."""
    errors = etree.Element(f"{{{_MAIN}}}ignoredErrors")
    etree.SubElement(
        errors,
        f"{{{_MAIN}}}ignoredError",
        {
            "sqref": extent,
            "numberStoredAsText": "1",
            "formula": "1",
            "formulaRange": "1",
            "twoDigitTextYear": "1",
        },
    )
    after = [child for child in root if etree.QName(child).localname in _AFTER_IGNORED_ERRORS]
    if after:
        after[0].addprevious(errors)
    else:
        root.append(errors)


def _describe_charts(parts: dict[str, bytes], words: Sequence[str]) -> None:
    """Give each chart its description; openpyxl numbers drawings in the order of sheets and charts, too."""
    left = list(words)
    number = 1
    while (name := f"xl/drawings/drawing{number}.xml") in parts:
        root = etree.fromstring(parts[name])
        for described in root.iter(f"{{{_DRAWING}}}cNvPr"):
            described.set("descr", left.pop(0))
        parts[name] = _xml(root)
        number += 1


def _unlink_formats(parts: dict[str, bytes]) -> None:
    """Let the labels of charts keep their own format, which hides a count of nothing."""
    for name, content in list(parts.items()):
        if name.startswith("xl/charts/chart"):
            root = etree.fromstring(content)
            for labels in root.iter(f"{{{_CHART}}}dLbls"):
                for form in labels.iter(f"{{{_CHART}}}numFmt"):
                    form.set("sourceLinked", "0")
            parts[name] = _xml(root)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_dates(core: bytes) -> bytes:
    root = etree.fromstring(core)
    for child in list(root):
        if etree.QName(child).namespace == _TERMS:
            root.remove(child)
    return _xml(root)
