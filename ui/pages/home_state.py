"""What Home shows, worked out from one state of the visit: no widgets here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.picture import Picture
from cafaudit.journal.records import LEADS
from cafaudit.services.queries.overview import ConflictRow, Status, conflicts_in, holds_next, status_of
from ui.when import clock
from ui.widgets.task_rows import Blocker, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.services.queries.overview import Blocker as Held
    from cafaudit.services.queries.overview import Progress
    from ui.desk import Desk

FEEDBACK = "Feedback sheet"
"""What the local log calls the sheet for the Head of Service."""

_SEVERITIES: dict[str, Severity] = {"concerns": "concern", "notes": "note"}
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Share:
    """Drawn files of somebody, or of several together: locked, still to lock, not produced.

    `apart` are files that the draw did not give, of which `apart_waiting` are still to lock.
    """

    locked: int
    waiting: int
    missing: int
    apart: int = 0
    apart_waiting: int = 0

    @property
    def total(self) -> int:
        """All files that were or may still be produced."""
        return self.locked + self.waiting


@dataclass(frozen=True, slots=True)
class HomeState:
    """One state of a visit as Home needs it.

    `exported` is when each document was last written here, `merged` and `packed` when packs came and went.
    """

    status: Status
    picture: Picture
    conflicts: tuple[ConflictRow, ...]
    me: str
    leads: bool
    fixed: bool
    exported: dict[str, str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    packed: tuple[str, ...] = ()

    @property
    def own(self) -> Share:
        """The files that whoever works here reads, with those that nobody was given."""
        return _share(reader for reader in self.status.readers if reader.name in {"", self.me})

    @property
    def others(self) -> Share:
        """The files that other people read."""
        return _share(reader for reader in self.status.readers if reader.name not in {"", self.me})

    @property
    def drawn(self) -> bool:
        """Whether there is a sample."""
        return bool(self.picture.draws)

    @property
    def deciding(self) -> tuple[ConflictRow, ...]:
        """Differences that cross the line between passing and not."""
        return tuple(row for row in self.conflicts if row.crosses_line)


def read_home(desk: Desk) -> HomeState:
    """Read what Home shows."""
    picture = desk.picture
    with desk.visit.reading() as read:
        standing = (said for cell, said in read.tables.under("note/") if cell.endswith("/exists"))
        notes = sum(1 for said in standing if said.value is True)
        fixed = read.tables.settled("frame/fixed").value is not None
        log = read.local.log_entries()
    me = next((person for person in picture.people if person.key == desk.visit.author.key), None)
    return HomeState(
        status=status_of(picture, notes=notes, frame_fixed=fixed),
        picture=picture,
        conflicts=conflicts_in(picture),
        me="" if me is None else me.code,
        leads=me is not None and me.role in LEADS,
        fixed=fixed,
        exported={str(facts["what"]): at for at, did, facts in log if did == "export" and "what" in facts},
        merged=tuple(at for at, did, _ in log if did == "merge"),
        packed=tuple(at for at, did, _ in log if did == "pack"),
    )


def blockers_of(state: HomeState) -> tuple[Blocker, ...]:
    """Return what holds back the next step, each with the words for it; `key` names the page to go to."""
    rows = [_blocker(state, held) for held in state.status.blockers if held.holds_next]
    if not state.drawn and holds_next(state.picture, "sample"):
        what = _tr("No sample drawn")
        rows.insert(0, Blocker(key="sample", text=what, detail=list_in_words(state), action=_tr("Open")))
    return tuple(rows)


def list_in_words(state: HomeState) -> str:
    """Say how far the way to the sample is."""
    if not state.status.frame_cases:
        return _tr("the provider's case list comes first")
    words = (
        _tr("{count} cases can be drawn, the list is fixed")
        if state.fixed
        else _tr("{count} cases can be drawn, the list is not yet fixed")
    )
    return words.format(count=f"{state.status.frame_cases:,}")


def files_by_reader(state: HomeState) -> str:
    """Say who has how many files still to lock: "Inspector 2 has 5, Inspector 3 has 3"."""
    left = [
        (reader.name, reader.total - reader.locked - reader.not_produced) for reader in state.status.readers
    ]
    waiting = [(name, count) for name, count in left if count and name]
    if len(waiting) > _MOST_NAMED or not waiting:
        return ""
    return ", ".join(_tr("{name} has {count}").format(name=name, count=count) for name, count in waiting)


def in_words(numbers: Iterable[int | str]) -> str:
    """Return "4", "4 and 6" or "4, 6 and 7"."""
    texts = [str(number) for number in numbers]
    if len(texts) < 2:  # noqa: PLR2004 - one alone needs no "and"
        return "".join(texts)
    return _tr("{most} and {last}").format(most=", ".join(texts[:-1]), last=texts[-1])


def _share(readers: Iterable[Progress]) -> Share:
    found = tuple(readers)
    locked, missing = sum(one.locked for one in found), sum(one.not_produced for one in found)
    apart = sum(one.apart for one in found)
    return Share(
        locked=locked,
        waiting=sum(one.total for one in found) - locked - missing,
        missing=missing,
        apart=apart,
        apart_waiting=apart - sum(one.apart_locked for one in found),
    )


def _blocker(state: HomeState, held: Held) -> Blocker:
    return Blocker(
        key=held.page.casefold(),
        text=f"{held.count:,} {held.what}",
        detail=_detail(state, held),
        severity=_SEVERITIES.get(held.id, "warning"),
        action=_tr("Sort") if held.id == "notes" else _tr("Open"),
    )


def _detail(state: HomeState, held: Held) -> str:
    if held.id == "concerns":
        return _first_concern(state)
    if held.id == "readings":
        return files_by_reader(state)
    if held.id == "conflicts" and state.deciding:
        return _tr("{count} on both sides of the line").format(count=len(state.deciding))
    if held.id == "areas":
        numbers = [
            area.number for area in state.picture.framework.areas if not state.picture.judgement(area.id)
        ]
        return in_words(numbers) if len(numbers) <= _MOST_NAMED else ""
    return held.detail


def _first_concern(state: HomeState) -> str:
    concern = next(one for one in state.picture.concerns if one.is_open)
    if not concern.told_at and not concern.told_post:
        told = _tr("nobody told yet")
    elif concern.response:
        told = _tr("answered, not concluded")
    else:
        told = _tr("{post} told {when}, no answer").format(
            post=concern.told_post, when=clock(concern.told_at, seconds=False)
        )
    return ", ".join(filter(None, (concern.case, told)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("home", text)
