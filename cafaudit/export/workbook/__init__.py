"""The graded evidence workbook: one state of a visit as an Excel file whose counts are formulas.

`write.write_workbook` is all that others need; it loads openpyxl, which takes a while, so this package does
not. Sheets are made by one module each out of `Material`, the state under the names that a full or a redacted
copy shows; `package` makes the file.
"""
