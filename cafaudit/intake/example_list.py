"""The case list of the shipped example: made up from a fixed seed, the same every time.

Run `python -m cafaudit.intake.example_list FILE` to write it. No person, place or case in it exists.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cafaudit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

SEED: Final = 2009
LIST_DAY: Final = date(2009, 8, 19)
"""The day on which the made-up list was run."""

HEADINGS: Final = (
    "Case ID",
    "Case name",
    "Child name",
    "Gender",
    "Ethnicity",
    "Disability (Y/N)",
    "Date of birth",
    "Lead application",
    "Law type",
    "Case type",
    "Service type",
    "Practitioner",
    "Team",
    "Office",
    "Service area",
    "Local authority (public law)",
    "Court",
    "Date allocated",
    "Domestic violence (Y/N)",
    "File location if not electronic",
)

_WIDTHS: Final = (12, 24, 26, 9, 16, 11, 14, 30, 10, 16, 20, 24, 26, 16, 30, 24, 28, 15, 13, 30)
_DATES: Final = frozenset({"Date of birth", "Date allocated"})
_CREATED: Final = datetime(2009, 8, 19, 9, 0, tzinfo=UTC)
_CLOCK: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ABOUT: Final = (
    "Made-up data for trying out CafAudit.",
    "No child, adult, practitioner, office, court or case on the sheet “Cases” exists; "
    "any likeness to a real name is chance.",
    "The list has the columns of Annex A and one row for each child, so that a case with several children "
    "stands on several rows.",
    f"It was made by cafaudit/intake/example_list.py from the seed {SEED}.",
)


@dataclass(frozen=True, slots=True)
class _Service:
    """One of the list's three groups: how many cases it has, and what its cases look like."""

    name: str
    cases: int
    law: str
    team: str
    applications: tuple[str, ...]
    case_types: tuple[str, ...]
    domestic_violence_percent: int


_SERVICES: Final = (
    _Service(
        "Early intervention",
        412,
        "Private",
        "Early intervention team",
        ("S8 residence", "S8 contact", "S8 specific issue", "S8 prohibited steps"),
        ("Safeguarding letter", "Safeguarding letter", "S7 report"),
        45,
    ),
    _Service(
        "Long-term private",
        388,
        "Private",
        "Long-term team",
        ("S8 contact", "S8 residence", "S8 residence", "S16 family assistance", "Parental responsibility"),
        ("S7 report", "S7 report", "R9.5 guardian", "S7 addendum"),
        55,
    ),
    _Service(
        "Long-term public",
        484,
        "Public",
        "Long-term team",
        (
            "S31 care",
            "S31 care",
            "S31 supervision",
            "S44 emergency protection",
            "Placement order",
            "Adoption",
        ),
        ("S31 care", "S31 supervision", "Adoption", "Secure accommodation"),
        40,
    ),
)

_OFFICES: Final = ("Brackwater", "Bishop's Combe")
_AREA: Final = "Brackwater and Bishop's Combe (made up)"
_COURTS: Final = ("Brackwater County Court", "Bishop's Combe Magistrates' Court", "Brackwater Care Centre")
_AUTHORITIES: Final = ("Brackwater Borough Council", "Combe Vale County Council")
_GENDERS: Final = ("F", "M")
_ETHNICITIES: Final = ("White British",) * 6 + (
    "White other",
    "Asian Indian",
    "Black African",
    "Mixed",
    "Not stated",
)
_GIVEN_TEXT = """
Aidan Alfie Amelia Anna Ayesha Ben Bethany Callum Carys Chloe Connor Daisy Dylan Eleri Ella Ewan Faith
Finlay Freya Grace Hamza Hannah Harvey Imogen Isaac Jade Jamie Joel Kasia Keira Kyle Laila Leah Leon Lily
Logan Maisie Marcus May Megan Mia Mohan Nadia Niamh Noah Olivia Oscar Poppy Priya Reece Rhian Rose Rowan
Ruby Sam Sanjay Sian Sofia Summer Tariq Tegan Toby Will Yusuf Zara Zoë
"""
_GIVEN: Final = tuple(_GIVEN_TEXT.split())
_SURNAME_STARTS_TEXT = """
Ash Bar Bel Black Bram Bran Brin Brock Chal Clay Cold Cran Crom Dan Dray Eld Fal Farn Fen Gil Glan Gorse
Hal Har Hazel Hol Kel Lang Lin Mar Mel Nor Oak Pen Pol Quill Raven Rook Sal Sel Stan Strud Thorn Tre Wan
Whit Wyn
"""
_SURNAME_STARTS: Final = tuple(_SURNAME_STARTS_TEXT.split())
_SURNAME_ENDS_TEXT = """
beck bourne brook bury combe cott croft dale den field ford gate ham hurst ingley low man mere more ridge
row shaw stead thwaite ton ville wick worth
"""
_SURNAME_ENDS: Final = tuple(_SURNAME_ENDS_TEXT.split())


def example_bytes() -> bytes:
    """Return the example's case list as a workbook."""
    book = Workbook()
    cases = book.worksheets[0]
    cases.title = "Cases"
    _fill_cases(cases)
    about = book.create_sheet("About this list")
    for number, line in enumerate(_ABOUT, start=1):
        about.cell(number, 1, line)
    about.column_dimensions["A"].width = 110
    book.properties.title = "Case list (made-up data)"
    book.properties.creator = "CafAudit example"
    kept = io.BytesIO()
    book.save(kept)
    return _without_clock(kept.getvalue())


def example_rows() -> Iterator[tuple[str | date, ...]]:
    """Yield the rows of the list under `HEADINGS`, one for each child, in the order of the case ids."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data, not a secret and not a sample
    practitioners = {office: _names(chance, 14) for office in _OFFICES}
    services = [service for service in _SERVICES for _ in range(service.cases)]
    chance.shuffle(services)
    for number, service in enumerate(services, start=1):
        yield from _case_rows(chance, f"BBC-{number:04d}", service, practitioners)


def _case_rows(
    chance: random.Random, ref: str, service: _Service, practitioners: dict[str, list[str]]
) -> Iterator[tuple[str | date, ...]]:
    office = chance.choice(_OFFICES)
    allocated = LIST_DAY - timedelta(days=chance.randint(7, 320))
    surname, other = _surname(chance), _surname(chance)
    name = f"{surname} v {other}" if service.law == "Private" else surname
    is_public = service.law == "Public"
    of_case = {
        "Case ID": ref,
        "Case name": name,
        "Lead application": chance.choice(service.applications),
        "Law type": service.law,
        "Case type": chance.choice(service.case_types),
        "Service type": service.name,
        "Practitioner": chance.choice(practitioners[office]),
        "Team": f"{office} {service.team[0].lower()}{service.team[1:]}",
        "Office": office,
        "Service area": _AREA,
        "Local authority (public law)": chance.choice(_AUTHORITIES) if is_public else "",
        "Court": chance.choice(_COURTS),
        "Date allocated": allocated,
        "Domestic violence (Y/N)": "Y" if chance.randrange(100) < service.domestic_violence_percent else "N",
        "File location if not electronic": _location(chance, office),
    }
    for _ in range(chance.choices((1, 2, 3, 4), (58, 27, 11, 4))[0]):
        row = of_case | _child(chance, chance.choice((surname, surname, other)), allocated)
        yield tuple(row[heading] for heading in HEADINGS)


def _child(chance: random.Random, surname: str, allocated: date) -> dict[str, str | date]:
    return {
        "Child name": f"{chance.choice(_GIVEN)} {surname}",
        "Gender": chance.choice(_GENDERS),
        "Ethnicity": chance.choice(_ETHNICITIES),
        "Disability (Y/N)": "Y" if chance.randrange(100) < 8 else "N",  # noqa: PLR2004 - eight in a hundred
        "Date of birth": allocated - timedelta(days=chance.randint(20, 17 * 365)),
    }


def _names(chance: random.Random, count: int) -> list[str]:
    return [f"{chance.choice(_GIVEN)} {_surname(chance)}" for _ in range(count)]


def _surname(chance: random.Random) -> str:
    name = chance.choice(_SURNAME_STARTS) + chance.choice(_SURNAME_ENDS)
    kind = chance.randrange(40)
    if kind == 0:
        return f"{name}-{chance.choice(_SURNAME_STARTS)}{chance.choice(_SURNAME_ENDS)}"
    return f"O'{name}" if kind == 1 else name


def _location(chance: random.Random, office: str) -> str:
    if chance.randrange(4) == 0:
        return ""
    return f"{office}, room {chance.randint(1, 3)}, cabinet {chance.choice('ABCDEF')}"


def _fill_cases(sheet: Worksheet) -> None:
    sheet.append(HEADINGS)
    for row in example_rows():
        sheet.append(row)
    for place, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        head = sheet.cell(1, place)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        if heading in _DATES:
            for row_number in range(2, sheet.max_row + 1):
                sheet.cell(row_number, place).number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _without_clock(data: bytes) -> bytes:
    """Return a workbook with every stamp of the clock set to the day of the list."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name in found.namelist():
            content = found.read(name)
            if name == "docProps/core.xml":
                content = _stamped(content)
            part = zipfile.ZipInfo(name, (*LIST_DAY.timetuple()[:3], 9, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            made.writestr(part, content)
    return kept.getvalue()


def _stamped(core: bytes) -> bytes:
    return _CLOCK.sub(_CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), core)


def main(arguments: Sequence[str]) -> int:
    """Write the list to the file named by the only argument."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m cafaudit.intake.example_list FILE\n")
        return 2
    write_whole(Path(arguments[0]), example_bytes())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
