"""The statements of one transaction, given straight to the driver.

SQLAlchemy makes schemas and pools connections; going through it for each statement took 0.3 ms of every save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cafaudit.storage.encrypted_file import Connection

Row: TypeAlias = tuple[Any, ...]
"""One row as the driver gives it; who asks knows what its columns hold."""

PAGE_ROWS = 2_000


class Statements:
    """Runs statements until its transaction ends. Every answer is read to its end at once.

    So no statement stays open: it would keep the log from being folded, and show half of what is written
    while it is read.
    """

    def __init__(self, connection: Connection) -> None:
        """Run on a connection whose transaction somebody else begins and ends."""
        self._connection: Connection | _Ended = connection

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Run a statement that changes rows; returns how many it changed."""
        return self._connection.execute(statement, values).rowcount

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """Return every row that a question is answered with."""
        return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        """Return the first row that a question is answered with, None without one."""
        found: Row | None = self._connection.execute(statement, values).fetchone()
        return found

    def pages(self, statement: str, values: Sequence[object], start: Sequence[object]) -> Iterator[Row]:
        """Give the rows of a long answer, asking for some thousand at a time.

        Args:
            statement: Asks for rows behind a place; its last columns are the place. Takes `values`, the place
                and a limit.
            values: What it takes first.
            start: The place before the first row.
        """
        place = tuple(start)
        while True:
            rows = self.rows(statement, (*values, *place, PAGE_ROWS))
            yield from rows
            if len(rows) < PAGE_ROWS:
                return
            place = rows[-1][-len(place) :]

    def end(self) -> None:
        """Refuse every further statement."""
        self._connection = _Ended()


class _Ended:
    """Stands where the connection was, once the transaction is over."""

    def execute(self, *_: object) -> NoReturn:
        message = "this transaction is over: ask within its `with` block"
        raise RuntimeError(message)

    executemany = execute
