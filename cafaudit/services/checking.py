"""Checking a visit: its file, its chains and signatures, and that its tables are what the journal says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import IntegrityFailure
from cafaudit.journal.event import SIGNING_PREFIX, check_payload
from cafaudit.journal.fold import fold
from cafaudit.progress import NO_PROGRESS
from cafaudit.storage import encrypted_file
from cafaudit.team.identity import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Visit
    from cafaudit.storage.folder import OpenFolder
    from cafaudit.storage.store import Reading

STEPS = 4


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: nothing wrong, or sentences; how many events there are, and the state's digest."""

    ok: bool
    problems: tuple[str, ...]
    events: int
    digest: str


def check_visit(visit: Visit, folder: OpenFolder, progress: Progress) -> CheckReport:
    """Look at the whole visit. Nothing is changed or mended.

    Raises:
        Cancelled: a stop was asked for.
    """
    problems = list(_file_problems(folder))
    progress.step(1, STEPS)
    with visit.reading() as read:
        events = list(read.events())
        problems += _event_problems(events)
        progress.step(2, STEPS)
        digest = read.tables.digest()
        problems += _state_problems(read, events)
        progress.step(3, STEPS)
        if not read.local.log_is_whole():
            problems.append("An entry of the local log was changed or taken away.")
    progress.step(STEPS, STEPS)
    return CheckReport(not problems, tuple(problems), len(events), digest)


def _file_problems(folder: OpenFolder) -> Iterator[str]:
    with closing(encrypted_file.connect(folder.database, folder.key, read_only=True)) as raw:
        for problem in encrypted_file.check_file(raw, NO_PROGRESS):
            yield f"The file is damaged: {problem}."


def _event_problems(events: list[Event]) -> Iterator[str]:
    followed = {event.header.prev for event in events}
    for event in events:
        try:
            check_payload(event)
            if event.id not in followed:
                verify(
                    bytes.fromhex(event.header.author), SIGNING_PREFIX, event.header_bytes, event.signature
                )
        except IntegrityFailure as fault:
            yield f"Event {event.id[:12]}: {fault.message}"


def _state_problems(read: Reading, events: list[Event]) -> Iterator[str]:
    state = fold(events, read.local.setting("visit"))
    if _as_stored(state) != {(value.cell, value.event, repr(value.value)) for value in read.tables.all()}:
        yield "The read tables are not what the journal says; they can be rebuilt."
    if state.digest != read.tables.digest():
        yield "The digest of the read tables is not that of the journal."
    for author, _, seq in sorted(state.forks):
        yield f"Two different events claim place {seq:,} of {author[:8]}: a copy of a store was used twice."


def _as_stored(state: State) -> set[tuple[str, str, str]]:
    return {
        (value.cell, value.event, repr(value.value))
        for values in state.live.values()
        for value in values.values()
    }
