"""What somebody could sign with another program: values altered part by part, and all of a visit read."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cafaudit.errors import CafAuditError
from cafaudit.export.workbook.write import write_workbook
from cafaudit.journal.cell import parse_cell
from cafaudit.journal.records import kind_of
from cafaudit.journal.writing import ChainEnd, Draft, write_event
from cafaudit.services.draw_sheets import draw_paper, problems_of_draws, write_draw_sheet
from cafaudit.services.picture import load_picture
from cafaudit.services.queries import ask
from cafaudit.services.queries.registry import queries
from cafaudit.services.reading_book import ReadingBook
from cafaudit.services.visits import author_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from cafaudit.team.identity import Identity

ODD: tuple[Any, ...] = (None, -1, 2**53 - 1, "x", [{}], {"Nowhere": 3})
_MISSING = object()


class Forger:
    """Somebody who signs any value in the name of a key that they have, as events of another copy."""

    def __init__(self, visit: Visit, identity: Identity) -> None:
        """Begin a chain that the visit's own program never writes to."""
        self._visit, self._author = visit, author_of(identity)
        with visit.reading() as read:
            heads = tuple(head for _, _, head in read.tables.heads())
            name = read.local.setting("visit")
        self._seen = heads
        self._end = ChainEnd(name, self._author.key, secrets.token_hex(16), 0, "")

    def says(self, *cells: tuple[str, object]) -> bool:
        """Let values stand in cells instead of what stands there; says whether any of them does."""
        events = []
        for text, value in cells:
            cell = parse_cell(text)
            with self._visit.reading() as read:
                old = tuple(live.event for live in read.tables.values(text))
            draft = Draft(cell, kind_of(cell[0], "set"), value, "Test", tuple(sorted(old)))
            event = write_event(
                draft,
                self._end,
                seen=tuple(sorted(self._seen)),
                at="2009-08-20T09:00:00Z",
                sign=self._author.sign,
                random=secrets.token_bytes,
            )
            self._seen = ()
            end = self._end
            self._end = ChainEnd(end.visit, end.author, end.instance, end.seq + 1, event.id)
            events.append(event)
        with self._visit.store.unit_of_work() as work:
            work.receive(events)
        with self._visit.reading() as read:
            standing = {live.event for text, _ in cells for live in read.tables.values(text)}
        return any(event.id in standing for event in events)


def altered(value: object) -> Iterator[object]:
    """Give a value with each of its parts in turn left out or of another kind, and others instead of it."""
    yield from (*ODD, True, 0, "", [], {})
    if isinstance(value, dict):
        for name, part in value.items():
            yield {other: said for other, said in value.items() if other != name}
            yield from (value | {name: odd} for odd in ODD if odd != part)
            if isinstance(part, dict):
                yield from (value | {name: odd} for odd in _with_odd_parts(part))


def _with_odd_parts(part: dict[str, object]) -> Iterator[object]:
    first = next(iter(part), None)
    if first is not None:
        yield from (part | {first: odd} for odd in ODD)
        yield {name: said for name, said in part.items() if name != first}


def read_everything(visit: Visit, folder: Path) -> None:
    """Load what pages, documents and scripts load; only a sentence for a person may come instead."""
    picture = load_picture(visit)
    for each in queries():
        if not any(each.arguments.values()):
            with suppress(CafAuditError):
                ask(visit, each.name)
    for file in {case.ref for case in picture.sample[:1]}:
        with suppress(CafAuditError):
            ask(visit, "reading", case=file)
    assert ReadingBook(visit).rows is not None
    for number in (0, 1, 2):
        with suppress(CafAuditError):
            draw_paper(visit, number)
        with suppress(CafAuditError):
            write_draw_sheet(visit, folder / "sheet.csv", number)
    with suppress(CafAuditError):
        write_draw_sheet(visit, folder / "sheet.xlsx")
    with suppress(CafAuditError):
        problems_of_draws(visit)
    write_workbook(picture, folder / "workbook.xlsx")
