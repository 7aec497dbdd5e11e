"""A workbook with several lists: a person has to say which sheet is meant."""

from __future__ import annotations

from cafaudit.errors import InputRefused


class SheetNeeded(InputRefused):
    """Several sheets of a workbook look like the list that is wanted.

    Attributes:
        sheets: Their names, in the order of the workbook.
    """

    def __init__(self, message: str, advice: str, sheets: tuple[str, ...]) -> None:
        super().__init__(message, advice)
        self.sheets = sheets
