"""Why a sheet or a text holds no list, in sentences."""

from __future__ import annotations

from typing import Final

from cafaudit.errors import InputRefused

LAST_HEADER_ROW: Final = 1_000
"""The last row that the headings may be said to stand in."""


def checked_row(header_row: int | None) -> int:
    """Return the row that the headings were said to stand in, 0 for nothing said.

    Raises:
        InputRefused: No headings stand in such a row.
    """
    if header_row is None or 1 <= header_row <= LAST_HEADER_ROW:
        return header_row or 0
    raise InputRefused(
        f"The headings cannot stand in row {header_row:,}.",
        f"Rows are counted from 1; the headings stand in one of the first {LAST_HEADER_ROW:,}.",
    )


def _place(source: str, sheet: str) -> str:
    return f"The sheet “{sheet}” of “{source}”" if sheet else f"“{source}”"


def nothing_in(source: str, sheet: str, *, late: bool, within: int) -> InputRefused:
    """Return the refusal of a sheet without anything in it, or in its first rows where it comes `late`."""
    if late:
        return InputRefused(
            f"{_place(source, sheet)} has no headings: its first {within} rows are empty.",
            "Delete the empty rows above the list, or say which row has the headings with --header-row.",
        )
    return InputRefused(
        f"{_place(source, sheet)} is empty: there is no row with anything in it.",
        "Choose the file or sheet that holds the case list.",
    )


def no_headings_at(source: str, sheet: str, row: int) -> InputRefused:
    """Return the refusal of a row without a text that was said to hold the headings."""
    return InputRefused(
        f"{_place(source, sheet)} has nothing in row {row:,}, so the headings cannot stand there.",
        "Say another row, or leave it to be found.",
    )


def only_headings(source: str, sheet: str) -> InputRefused:
    """Return the refusal of headings without a case under them."""
    return InputRefused(
        f"{_place(source, sheet)} has headings but no case under them.",
        "Ask for the list with its rows, or choose another sheet with --sheet.",
    )


def only_formulas(source: str, sheet: str) -> InputRefused:
    """Return the refusal of references that nobody has reckoned out."""
    return InputRefused(
        f"{_place(source, sheet)} has references that are formulas without the values that they come to.",
        "Open the list in a spreadsheet program, save it there, and import it again.",
    )


def too_many_columns(source: str, sheet: str, columns: int, most: int) -> InputRefused:
    """Return the refusal of a sheet with more columns than a list may have."""
    return InputRefused(
        f"{_place(source, sheet)} has {columns:,} columns; a case list has {most:,} at most.",
        "Delete the columns that do not belong to the list, then import it again.",
    )
