"""A person who works on a visit without pause, in a process of its own, and says aloud what was saved.

    python -m tests.faults.saver VISIT RECEIVING_SECRET SEED [SAVES]

Each line on standard output is written after the commit: `event ID` or `draft CELL TEXT`. With SAVES it stops
after that many and marks each on standard error, for counting the system calls between the marks.
"""

from __future__ import annotations

import os
import random
import sys
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.scoring import GiveReason, GiveScore
from cafaudit.services.visits import open_visit
from cafaudit.team.identity import Identity
from tests.visits import sampled

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit

PLANTED = ("Xanthomelia", "Quorvibrand", "Zyndemoor")
"""Made-up words that stand in no program: what the person types."""

ITEMS = ("risk-quality", "violence-practice", "management-oversight")
GRADES = ("good", "satisfactory", "inadequate", "na")


def the_lead(receiving_secret: str) -> Identity:
    return Identity(
        name="Lead (made up)",
        code="L1",
        signing_secret=bytes([1]) * 32,
        receiving_secret=receiving_secret,
        recovery_recipient="",
    )


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def save_something(visit: Visit, cases: list[str], chance: random.Random) -> None:
    """One of the things that a person does all day."""
    case, item, word = chance.choice(cases), chance.choice(ITEMS), chance.choice(PLANTED)
    text = f"{word} {chance.random()} " + word * chance.randrange(40)
    deed = chance.randrange(6)
    if deed == 0:
        cell = f"note/{chance.randrange(9)}/text"
        visit.keep_draft(cell, text)
        say(f"draft {cell} {text}")
        return
    commands = (GiveReason(case=case, item=item, text=text), AddEvidence(text=text, case=case, item=item))
    score = GiveScore(case=case, item=item, answer=chance.choice(GRADES))
    changes = visit.undo() if deed == 1 and visit.next_undo() else visit.do((score, *commands)[deed % 3])
    for event in changes.events:
        say(f"event {event}")


def mark(name: str) -> None:
    os.write(2, f"MARK {name}\n".encode())


def main() -> None:
    path, secret, seed, *limit = sys.argv[1:]
    chance = random.Random(int(seed))
    visit = open_visit(Path(path), the_lead(secret)).visit
    cases = sampled(visit)
    if limit:
        answers = cycle((GRADES[0], GRADES[1]))
        for number in range(int(limit[0])):
            if number == int(limit[0]) // 2:
                mark("folding")
                visit.store.checkpoint()
            mark("save")
            visit.do(GiveScore(case=cases[0], item=ITEMS[0], answer=next(answers)))
        mark("end")
        os._exit(0)
    for number in range(10**9):
        with suppress(InputRefused):  # to undo what has been changed since
            save_something(visit, cases, chance)
        if number % 10 == 9:
            visit.store.checkpoint()


if __name__ == "__main__":
    main()
