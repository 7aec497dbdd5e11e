"""Small visits for tests: a person without a profile file, a list, a drawn sample. All data are made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.queries.files import sampled_cases
from cafaudit.services.visits import OpenVisit, new_visit, open_visit
from cafaudit.team.age_keys import new_identity, recipient_of
from cafaudit.team.identity import Identity

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit

SEED = "4 2 5 2 3"
FRAMEWORK = "cafcass-pim-2009"


def person(name: str = "Lead (made up)", code: str = "L1", number: int = 1) -> Identity:
    """A person with keys, without a file; the same number gives the same signing key."""
    recovery = new_identity()
    return Identity(
        name=name,
        code=code,
        signing_secret=bytes([number]) * 32,
        receiving_secret=new_identity(),
        recovery_recipient=recipient_of(recovery),
    )


def case_list(path: Path, cases: int = 40) -> Path:
    """Write a made-up list with Annex A columns: three strata over two offices."""
    teams = (("Early intervention", "Private"), ("Long-term", "Private"), ("Long-term", "Public"))
    rows = ["Case ID,Case name,Date of birth,Law type,Case type,Practitioner,Team,Office,File location"]
    for number in range(1, cases + 1):
        team, law = teams[number % 3]
        office = "Office A" if number % 2 else "Office B"
        rows.append(
            f"BBC-{number:04d},Madeup{number} Surname{number},{13 + number % 15}/03/2001,{law},s7,"
            f"Worker{number % 4} Invented,{team},{office},cabinet {number % 7}"
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@dataclass
class Ticking:
    """A clock that moves one second each time it is read."""

    seconds: int = 0

    def __call__(self) -> str:
        self.seconds += 1
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"2009-08-19T{9 + hours:02d}:{minutes:02d}:{seconds:02d}Z"


def visit_in(folder: Path, identity: Identity | None = None, framework: str = FRAMEWORK) -> OpenVisit:
    """Make a visit in a folder and open it."""
    lead = identity or person()
    clock = Ticking()
    return open_visit(new_visit(folder / "visit", framework, lead, clock), lead, clock)


def draw(visit: Visit, folder: Path, *, cases: int = 40, size: int = 9) -> None:
    """Import a made-up list and draw from it."""
    visit.do(ImportFrame(file=str(case_list(folder / "list.csv", cases))))
    visit.do(FixFrame())
    visit.do(NameSeedSource(source="dice"))
    visit.do(DrawSample(seed=SEED, size=size))


def sampled(visit: Visit) -> list[str]:
    """Return the references of the sample, in drawn order."""
    return [case.ref for case in sampled_cases(visit) if case.role == "sample"]
