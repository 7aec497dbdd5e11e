"""Making and opening visits: a folder, its keys, its store and the person who works on it."""

from __future__ import annotations

import secrets
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.framework_toml import load_framework, parse_framework
from cafaudit.errors import IntegrityFailure, NotAMember
from cafaudit.journal.authority import visit_id
from cafaudit.journal.event import SIGNING_PREFIX
from cafaudit.services.clock import Clock, utc_now
from cafaudit.services.deed import Author, Deed
from cafaudit.services.firewall import KEY_SETTING
from cafaudit.services.visit import Visit
from cafaudit.storage.folder import OpenFolder, create_folder, folder_path, open_folder
from cafaudit.storage.lockfile import VisitLock
from cafaudit.storage.log_check import lost_commits
from cafaudit.storage.place import refuse_network_share, synced_folder
from cafaudit.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cafaudit.team.identity import Identity


@dataclass(frozen=True)
class OpenVisit:
    """A visit held open by this process: its folder, its lock and its services."""

    folder: OpenFolder
    visit: Visit
    lock: VisitLock

    @property
    def path(self) -> Path:
        """The visit's folder."""
        return self.folder.path

    def close(self) -> None:
        """Close the store and let the visit go."""
        try:
            self.visit.close()
        finally:
            self.lock.release()


def author_of(identity: Identity) -> Author:
    """Return an identity as the author of events."""
    prefix = len(SIGNING_PREFIX)
    return Author(
        key=identity.author,
        name=identity.name,
        code=identity.code or identity.name,
        sign=lambda data: identity.sign(SIGNING_PREFIX, data[prefix:]),
    )


def new_visit(
    path: Path, framework: str, identity: Identity, clock: Clock = utc_now, *, first: Iterable[object] = ()
) -> Path:
    """Make a visit, its maker being the lead; returns its folder.

    Args:
        path: Where; the ending is added if it is missing.
        framework: A framework's name, or the path of a framework's file.
        identity: The lead.
        clock: Gives the moment that the first events state.
        first: Commands to begin with, such as the visit's details.

    Raises:
        InputRefused: the place is taken, on a network share or not writable, the framework is bad or one of
            the commands is refused; then there is no visit.
    """
    refuse_network_share(path)
    _, text = load_framework(framework)
    author = author_of(identity)

    def fill(folder: OpenFolder) -> None:
        salt = secrets.token_hex(16)
        store = Store.create(folder.database, folder.key, visit_id(author.key, salt))
        try:
            _found(store, author, identity.card.to_text(), salt, text, clock())
            Visit(store, author, clock).do_all(first)
        finally:
            store.close()

    return create_folder(path, [identity.card.recipient, identity.recovery_recipient], fill).path


def warnings_about(path: Path) -> tuple[str, ...]:
    """Return what a person should know about a visit's place, one sentence each."""
    program = synced_folder(path)
    if program is None:
        return ()
    return (f"This folder is copied elsewhere by {program}, which can mix up an open visit.",)


def open_visit(path: Path, identity: Identity, clock: Clock = utc_now) -> OpenVisit:
    """Open a visit for one person; one process at a time.

    Raises:
        InputRefused: no visit is there, a newer program wrote it, or it lies on a network share.
        NotAMember: it is not encrypted to this person, or they are not in its team.
        InUse: another process holds it.
        IntegrityFailure: it is damaged.
    """
    refuse_network_share(path)
    folder = open_folder(path, [identity.receiving_secret])
    lock = VisitLock(folder.path)
    with ExitStack() as undoing:
        undoing.callback(lock.release)
        _require_whole_log(folder)
        store = Store.open(folder.database, folder.key, folder.backups)
        undoing.callback(store.close)
        visit = Visit(store, author_of(identity), clock)
        _require_member(visit)
        undoing.pop_all()
    return OpenVisit(folder, visit, lock)


@contextmanager
def opened(path: Path, identity: Identity, clock: Clock = utc_now) -> Iterator[Visit]:
    """Hold a visit open for the length of a `with` block."""
    held = open_visit(path, identity, clock)
    try:
        yield held.visit
    finally:
        held.close()


def _require_whole_log(folder: OpenFolder) -> None:
    lost = lost_commits(folder.database, folder.key)
    if lost > 1:  # the one that a power cut interrupted was never acknowledged
        raise IntegrityFailure(
            f"The last {lost:,} changes of this visit cannot be read: the file beside visit.db is damaged.",
            "Nothing was changed. Copy the whole folder away first, then restore the last backup.",
        )


def _require_member(visit: Visit) -> None:
    with visit.reading() as read:
        member = visit.author.key in read.tables.members()
    if not member:
        raise NotAMember(
            "You are not a member of this visit's team.",
            "Give the lead your card (`cafaudit profile card`) and join by the pack that comes back.",
        )


def _found(store: Store, author: Author, card: str, salt: str, framework: str, at: str) -> None:
    frozen = parse_framework(framework, "the framework")
    with store.unit_of_work() as work:
        founding = Deed(work, author, frozen, at, "FoundVisit")
        founding.found(salt)
        work.refold()
    with store.unit_of_work() as work:
        deed = Deed(work, author, frozen, at, "FoundVisit")
        for field, value in (("name", author.name), ("code", author.code), ("card", card), ("role", "lead")):
            deed.set("member", author.key, field, value=value)
        deed.set("framework", "text", value=framework)
        if frozen.steps:
            deed.set("step", "now", value=frozen.steps[0].id)
        work.local.set_setting(KEY_SETTING, secrets.token_hex(32))
        work.refold()


__all__ = ["OpenVisit", "author_of", "folder_path", "new_visit", "open_visit", "opened", "warnings_about"]
