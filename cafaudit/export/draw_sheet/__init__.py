"""The draw sheet: everything that somebody needs to repeat one draw, as csv and as a workbook."""

from cafaudit.export.draw_sheet.as_csv import sheet_csv
from cafaudit.export.draw_sheet.paper import (
    LIST_FILE,
    SHEET_FILE,
    DrawPaper,
    Fact,
    facts_of,
    places_of,
    repeat_lines,
    share_of,
    sheet_of,
    stated_sizes,
)
from cafaudit.export.draw_sheet.workbook import sheet_workbook

__all__ = [
    "LIST_FILE",
    "SHEET_FILE",
    "DrawPaper",
    "Fact",
    "facts_of",
    "places_of",
    "repeat_lines",
    "share_of",
    "sheet_csv",
    "sheet_of",
    "sheet_workbook",
    "stated_sizes",
]
