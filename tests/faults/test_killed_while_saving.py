"""A process that is killed while it saves: nothing that it called saved is lost, and no word lies open."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.services.visits import open_visit
from tests.faults.saver import PLANTED
from tests.visits import draw, person, visit_in

if TYPE_CHECKING:
    from cafaudit.team.identity import Identity

ROOT = Path(__file__).parents[2]


@dataclass
class Acknowledged:
    """What was called saved: events by id, and the last text of each draft."""

    events: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        what, _, rest = line.partition(" ")
        if what == "event":
            self.events.add(rest)
        else:
            cell, _, text = rest.partition(" ")
            self.drafts[cell] = text


def made_visit(folder: Path) -> tuple[Path, Identity]:
    lead = person()
    held = visit_in(folder, lead)
    draw(held.visit, folder)
    held.close()
    return held.path, lead


def work_and_be_killed(path: Path, lead: Identity, seed: int, heard: Acknowledged) -> None:
    """Let a process work until some saves were heard of, and kill it at any moment after."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.faults.saver", str(path), lead.receiving_secret, str(seed)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert worker.stdout is not None
    for _ in range(chance.randrange(1, 40)):
        heard.hear(next(worker.stdout).rstrip("\n"))
    time.sleep(chance.random() * 0.004)
    worker.kill()
    for line in worker.stdout:
        if line.endswith("\n"):
            heard.hear(line.rstrip("\n"))
    worker.stdout.close()
    worker.wait()


def find_everything(path: Path, lead: Identity, heard: Acknowledged) -> None:
    held = open_visit(path, lead)
    try:
        with held.visit.reading() as read:
            stored = {event.id for event in read.events()}
            drafts = read.local.drafts()
        assert heard.events <= stored
        lost = {cell for cell, text in heard.drafts.items() if drafts[cell].text != text}
        assert len(lost) <= 1, "only what was saved and not yet said may stand in the place of what was said"
        heard.drafts = {cell: draft.text for cell, draft in drafts.items()}
        assert check_visit(held.visit, held.folder, NO_PROGRESS).problems == ()
        assert held.visit.store.check_state() == []
    finally:
        held.close()


def words_in_the_open(folder: Path) -> list[str]:
    """Which planted words can be read in a file of the folder, and in which."""
    forms = {
        word: (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()) for word in PLANTED
    }
    return [
        f"{word} in {file.name}"
        for file in folder.rglob("*")
        if file.is_file()
        for word, spelt in forms.items()
        if any(form in file.read_bytes() for form in spelt)
    ]


def kill_again_and_again(folder: Path, rounds: int) -> None:
    """Fresh visits now and then, since looking at everything takes longer the more there is."""
    path, lead, heard = Path(), person(), Acknowledged()
    for number in range(rounds):
        if number % 20 == 0:
            (folder / str(number)).mkdir()
            path, lead = made_visit(folder / str(number))
            heard = Acknowledged()
        work_and_be_killed(path, lead, number, heard)
        assert words_in_the_open(path) == []
        find_everything(path, lead, heard)
        assert words_in_the_open(path) == []
    assert heard.events


def test_nothing_that_was_called_saved_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 20)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_nothing_is_lost_in_a_thousand_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 1_000)


def test_the_planted_words_are_really_written_and_would_be_found(tmp_path: Path) -> None:
    path, lead = made_visit(tmp_path)
    heard = Acknowledged()
    work_and_be_killed(path, lead, 5, heard)
    held = open_visit(path, lead)
    with held.visit.reading() as read:
        typed = b"".join(event.payload_bytes or b"" for event in read.events())
    held.close()
    assert any(word.encode() in typed for word in PLANTED)
    (path / "backups" / "left.txt").write_text(f"as {PLANTED[0]} says", encoding="utf-16")
    assert words_in_the_open(path) == [f"{PLANTED[0]} in left.txt"]
