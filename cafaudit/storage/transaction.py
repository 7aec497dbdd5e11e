"""One transaction on a connection that is borrowed for its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.storage.encrypted_file import damage_as_refusal
from cafaudit.storage.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from cafaudit.storage.connections import Connections


class Transaction:
    """Commits on a clean end; on an exception nothing of it stays."""

    __slots__ = ("_begin", "_connection", "_lender", "_path", "_statements", "_when_undone")

    def __init__(
        self,
        lender: Connections,
        path: Path,
        begin: str,
        when_undone: Callable[[], None] = lambda: None,
    ) -> None:
        """Borrow from `lender`, for the file at `path`, and begin by the statement `begin`."""
        self._lender = lender
        self._path = path
        self._begin = begin
        self._when_undone = when_undone

    def __enter__(self) -> Statements:
        self._connection = self._lender.take()
        self._statements = Statements(self._connection)
        try:
            self._connection.execute(self._begin)
        except BaseException as fault:
            self._end(fault)
            raise
        return self._statements

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fault is None:
            try:
                self._connection.execute("COMMIT")
            except BaseException as refused:
                self._end(refused)
                raise
        self._end(fault)

    def _end(self, fault: BaseException | None) -> None:
        """Give the connection back, which undoes what is left open; say what damage means."""
        self._statements.end()
        self._lender.give_back(self._connection)
        if fault is not None:
            self._when_undone()
            with damage_as_refusal(self._path):
                raise fault
