"""Small made-up visits for the tests of pages: planned, with a list, drawn."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.visits import new_visit, open_visit
from tests.core.team.people import person

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visits import OpenVisit
    from cafaudit.team.identity import Identity

FRAMEWORK = "cafcass-pim-2009"
SEED = "4 2 5 2 3 3 3 6 1 4"
GROUPS = ("Early intervention", "Long-term private", "Long-term public")
OFFICES = ("Office A", "Office B")
HEADINGS = (
    "Case ID",
    "Case name",
    "Child name",
    "Date of birth",
    "Law type",
    "Service type",
    "Office",
    "Practitioner",
    "File location if not electronic",
)


def write_case_list(path: Path, cases: int = 60, *, children: int = 1) -> Path:
    """Write a made-up list with Annex A headings; more `children` give each case that many rows."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for number in range(1, cases + 1):
            group = GROUPS[number % len(GROUPS)]
            office = OFFICES[number % 2]
            for child in range(children):
                writer.writerow(
                    (
                        f"BBC-{number:04d}",
                        f"Madeup{number}",
                        f"Child{child} Madeup{number}",
                        f"200{number % 8}-0{number % 8 + 1}-1{child}",
                        "Public" if group.endswith("public") else "Private",
                        group,
                        office,
                        f"Worker {number % 7}",
                        f"{office}, cabinet {number % 4}",
                    )
                )
    return path


def planned_visit(folder: Path, lead: Identity | None = None) -> OpenVisit:
    """Return a visit that was only made; the caller closes it."""
    who = lead or person("Lead Inspector", "Lead")
    return open_visit(new_visit(folder / "Brackwater.cafaudit", FRAMEWORK, who), who)


def listed_visit(folder: Path, cases: int = 60, lead: Identity | None = None) -> OpenVisit:
    """Return a visit with a case list that is not fixed yet."""
    held = planned_visit(folder, lead)
    held.visit.do(ImportFrame(file=str(write_case_list(folder / "list.csv", cases))))
    return held


def drawn_visit(folder: Path, cases: int = 60, size: int = 24, lead: Identity | None = None) -> OpenVisit:
    """Return a visit whose sample was drawn from a list of that many cases."""
    held = listed_visit(folder, cases, lead)
    held.visit.do(FixFrame())
    held.visit.do(NameSeedSource(source="Ten throws of one die"))
    held.visit.do(DrawSample(seed=SEED, size=size))
    return held
