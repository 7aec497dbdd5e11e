"""The survey of a workbook's sheet, made while the reader of values is busy with the same sheet.

Reading the values holds no lock of Python's, and unpacking and searching the sheet takes a quarter of the
time: on a machine that has two processors the survey is done when the values are there.
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.survey_book import survey_book

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.intake.survey import SheetSurvey


class SurveyBeside:
    """A survey in a thread of its own, of the sheet that is likely to be taken."""

    def __init__(self, path: Path, sheet: str) -> None:
        """Begin.

        Args:
            path: The workbook.
            sheet: The name of the sheet that is likely to be taken.
        """
        self._path = path
        self._sheet = sheet
        self._log = OddityLog()
        self._made: SheetSurvey | None = None
        self._thread = Thread(target=self._make, name="surveying a workbook", daemon=True)
        self._thread.start()

    def of(self, sheet: str, log: OddityLog) -> SheetSurvey:
        """Return the survey of the sheet that was taken, and note what is odd about it.

        Where it is another sheet than was thought, or the thread died, the survey is made now.
        """
        if sheet == self._sheet:
            self._thread.join()
            if self._made is not None:
                log.take_over(self._log)
                return self._made
        return survey_book(self._path, sheet, log)

    def _make(self) -> None:
        self._made = survey_book(self._path, self._sheet, self._log)
