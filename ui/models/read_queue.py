"""The queue of files at the left of the Read page: groups, states, and which file comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.picture import RANDOM
from cafaudit.domain.vocabulary import READING_MODES
from ui.when import clock
from ui.widgets.list_column import ListRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.services.reading_book import QueueRow
    from ui.icons import IconName

Show = Literal["all", "left", "locked", "not_produced"]
"""Which files the queue shows."""

SHOWS: tuple[Show, ...] = ("all", "left", "locked", "not_produced")

_STATES: dict[Show, frozenset[str]] = {
    "left": frozenset({"not_begun", "open", "asked"}),
    "locked": frozenset({"locked"}),
    "not_produced": frozenset({"not_produced"}),
}
_ICONS: dict[str, IconName] = {
    "not_begun": "file_open",
    "open": "file_half",
    "locked": "file_full",
    "asked": "file_clock",
    "not_produced": "against",
}


def show_words(show: Show) -> str:
    """Return the label of a filter."""
    return {
        "all": _tr("All"),
        "left": _tr("Left to read"),
        "locked": _tr("Locked"),
        "not_produced": _tr("Not produced"),
    }[show]


def shown_files(files: Iterable[QueueRow], show: Show, present: str = "") -> list[QueueRow]:
    """Return the files that a filter lets through, group by group; the present one always stays."""
    wanted = _STATES.get(show)
    kept = [row for row in files if wanted is None or row.state in wanted or row.case == present]
    groups: dict[str, list[QueueRow]] = {}
    for row in kept:
        groups.setdefault(group_of(row), []).append(row)
    return [row for group in groups.values() for row in group]


def list_rows(files: Iterable[QueueRow]) -> list[ListRow]:
    """Return files as rows of the list, each group under its heading."""
    rows: list[ListRow] = []
    heading = None
    for file in files:
        if group_of(file) != heading:
            heading = group_of(file)
            rows.append(ListRow(row_id="", text=heading))
        rows.append(list_row(file))
    return rows


def list_row(file: QueueRow) -> ListRow:
    """Return one file as a row of the list."""
    aside = _aside(file)
    said = [file.case, _spoken_state(file), _tr("concern open") if file.concern_open else ""]
    return ListRow(
        row_id=file.case,
        text=file.case,
        icon=_ICONS[file.state],
        aside=aside,
        spoken=", ".join(filter(None, said)),
    )


def group_of(file: QueueRow) -> str:
    """Return the heading under which a file stands: its stratum and office, or how it came to be read."""
    if file.mode != RANDOM:
        return READING_MODES.get(file.mode, file.mode)
    office = "" if file.office.casefold() in file.stratum.casefold() else file.office
    return " · ".join(filter(None, (file.stratum, office)))


def left_of(files: Iterable[QueueRow]) -> tuple[int, int]:
    """Return how many files are left to lock, of how many there are to read; missing ones are not counted."""
    states = [file.state for file in files if file.state != "not_produced"]
    return sum(1 for state in states if state != "locked"), len(states)


def next_file(files: Sequence[QueueRow], present: str) -> str:
    """Return the next file to read after the present one, round the end to the first; "" when none is left.

    A file that was asked for and has not come is taken only when nothing else is left.
    """
    place = next((at for at, file in enumerate(files) if file.case == present), -1)
    behind = [*files[place + 1 :], *files[: max(place, 0)]]
    for states in ({"not_begun", "open"}, {"asked"}):
        found = next((file.case for file in behind if file.state in states), "")
        if found:
            return found
    return ""


def neighbour(files: Sequence[QueueRow], present: str, step: int) -> str:
    """Return the file `step` places further in the list, "" beyond its ends."""
    place = next((at for at, file in enumerate(files) if file.case == present), None)
    if place is None:
        return files[0].case if files else ""
    return files[place + step].case if 0 <= place + step < len(files) else ""


def first_file(files: Sequence[QueueRow]) -> str:
    """Return the file to begin with: one that is open, else the first to read, else the first."""
    for state in ("open", "not_begun", "asked"):
        found = next((file.case for file in files if file.state == state), "")
        if found:
            return found
    return files[0].case if files else ""


def _aside(file: QueueRow) -> str:
    if file.state == "locked":
        return _tr("locked") if file.answered >= file.total else _tr("locked, gaps")
    if file.state == "open":
        return _tr("{done} of {total}").format(done=file.answered, total=file.total)
    if file.state == "asked":
        return _tr("asked {time}").format(time=clock(file.asked_at, seconds=False))
    return _tr("given up") if file.state == "not_produced" else ""


def _spoken_state(file: QueueRow) -> str:
    return _aside(file) or _tr("not begun")


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_queue", text)
