"""Checking a visit: its file, its chains and signatures, and that its tables are what the journal says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import CafAuditError, IntegrityFailure
from cafaudit.journal.cell import cell_text
from cafaudit.journal.checking import problems_in
from cafaudit.journal.fold import has_no_effect
from cafaudit.progress import NO_PROGRESS
from cafaudit.storage import encrypted_file
from cafaudit.team.identity import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.journal.event import Event
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Visit
    from cafaudit.storage.folder import OpenFolder
    from cafaudit.storage.store import Reading

STEPS = 4


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: nothing wrong, or sentences; how many events there are, and the state's digest.

    `without_effect` names the events that say what their place cannot hold: they are kept, and the visit is
    whole without them.
    """

    ok: bool
    problems: tuple[str, ...]
    events: int
    digest: str
    without_effect: tuple[str, ...] = ()


def check_visit(visit: Visit, folder: OpenFolder, progress: Progress) -> CheckReport:
    """Look at the whole visit. Nothing is changed or mended.

    Raises:
        Cancelled: a stop was asked for.
    """
    problems = list(_file_problems(folder))
    progress.step(1, STEPS)
    with visit.reading() as read:
        events = list(read.events())
        problems += problems_in(events, _is_signed)
        progress.step(2, STEPS)
        digest = read.tables.digest()
        problems += _state_problems(read)
        progress.step(3, STEPS)
        if not read.local.log_is_whole():
            problems.append("An entry of the local log was changed or taken away.")
        odd = tuple(_odd_values(read, events))
    progress.step(STEPS, STEPS)
    return CheckReport(not problems, tuple(problems), len(events), digest, odd)


def _file_problems(folder: OpenFolder) -> Iterator[str]:
    with closing(encrypted_file.connect(folder.database, folder.key, read_only=True)) as raw:
        for problem in encrypted_file.check_file(raw, NO_PROGRESS):
            yield f"The file is damaged: {problem}."


def _odd_values(read: Reading, events: Iterable[Event]) -> Iterator[str]:
    apart = read.tables.not_counted()
    for event in events:
        try:
            odd = event.id not in apart and has_no_effect(event)
        except CafAuditError:
            continue  # what cannot be read is among the problems
        if odd:
            who = read.tables.settled(cell_text(("member", event.header.author, "name"))).value
            yield (
                f"Event {event.id[:12]} of {who or event.header.author[:8]} has no effect:"
                f" what it says cannot stand in {event.cell_text}."
            )


def _is_signed(author: str, signature: bytes, data: bytes) -> bool:
    try:
        verify(bytes.fromhex(author), b"", data, signature)
    except IntegrityFailure:
        return False
    return True


def _state_problems(read: Reading) -> list[str]:
    try:
        return read.differences()
    except CafAuditError as fault:
        return [f"The state cannot be worked out from the journal: {fault.message}"]
