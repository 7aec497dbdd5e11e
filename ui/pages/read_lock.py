"""Locking a reading, and opening it again with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cafaudit.services.commands.readings import LockReading, ReopenReading
from ui.models.read_rows import CLOSED_STATES

if TYPE_CHECKING:
    from cafaudit.errors import CafAuditError
    from cafaudit.services.queries.reading import CasePage
    from cafaudit.services.visit import Changes
    from ui.desk import Desk


class ReadLock(QObject):
    """Has readings locked and reopened, one at a time.

    `reopened()` after its commit; `refused(error, case)`: where the reading of `case` was to be locked on the
    way to the next file, that file is to be shown again, else `case` is "".
    """

    reopened = Signal()
    refused = Signal(object, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Make it; no reading is on its way to be locked."""
        super().__init__(parent)
        self._desk = desk
        self._locking = ""

    def is_complete(self, file: CasePage | None) -> bool:
        """Say whether the reading is open, its lock not on its way, and every core question answered."""
        if file is None or self._is_locking(file) or file.reading.state in CLOSED_STATES:
            return False
        return file.answered == file.total

    def lock(self, file: CasePage, *, on_the_way: bool = False) -> None:
        """Lock a reading, with its gaps; `on_the_way` where another file comes up meanwhile."""
        if self._is_locking(file):
            return
        case = file.case.ref

        def done(changes: Changes) -> None:
            del changes
            self._locking = ""

        def refused(error: CafAuditError) -> None:
            self._locking = ""
            self.refused.emit(error, case if on_the_way else "")

        self._locking = case
        command = LockReading(case=case, pass_number=file.reading.number)
        self._desk.do(command, initiator=self.parent(), then=done, refused=refused)

    def reopen(self, file: CasePage, reason: str) -> None:
        """Open a closed reading again."""
        self._desk.do(
            ReopenReading(case=file.case.ref, reason=reason, pass_number=file.reading.number),
            initiator=self.parent(),
            then=lambda _: self.reopened.emit(),
            refused=lambda error: self.refused.emit(error, ""),
        )

    def _is_locking(self, file: CasePage) -> bool:
        return file.case.ref == self._locking
