"""The graded evidence workbook: one state of a visit as an Excel file whose counts are formulas.

`write_workbook` is all that others need. Sheets are made by one module each out of `Material`, the state
under the names that a full or a redacted copy shows; `package` makes the file.
"""

from cafaudit.export.workbook.write import WorkbookReport, make_workbook, write_workbook

__all__ = ["WorkbookReport", "make_workbook", "write_workbook"]
