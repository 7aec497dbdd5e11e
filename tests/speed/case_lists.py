"""How long a case list takes to come in, beside a plain reader of the same file in the same run.

    python tests/speed/case_lists.py [--csv 100000 1000000] [--xlsx 10000 100000] [--shuffled]

A text is held against the `sqlite3` shell's `.import --csv`, a workbook against python-calamine opening it
and going over its rows. What is measured is `cafaudit frame import`, passphrase and all, as one waits for
it; so the memory has that of opening the profile in it. The people are made up.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HEADER = (
    "Case ID",
    "Case name",
    "Gender",
    "Ethnicity",
    "Disability Y/N",
    "Date of birth",
    "Lead application",
    "Law type",
    "Case type",
    "Practitioner",
    "Team",
    "Service area",
)
_SOUNDS = [
    "an",
    "be",
    "cor",
    "dal",
    "el",
    "fen",
    "gar",
    "hol",
    "is",
    "ken",
    "lor",
    "mar",
    "nor",
    "os",
    "pen",
    "quil",
    "ros",
    "sel",
    "tor",
    "ul",
    "ver",
    "wen",
    "yar",
    "zel",
]
_ENDS = ["by", "ford", "ley", "mere", "ton", "wick", "worth", "den", "well", "stone", "man", "er"]
_FIRST_ENDS = ["a", "in", "ie", "on", "ley", "ah", "us", "ette", "o", "y", "ina", "el"]
_ETHNICITIES = ("White British", "Asian", "Black Caribbean", "Mixed", "Not stated")
_APPLICATIONS = ("Care order", "Contact", "Residence", "Supervision order", "Placement")
_TYPES = ("s7 report", "r16.4", "Safeguarding letter", "s31")
_TEAMS = ("Early intervention", "Long-term A", "Long-term B")
_DAYS_OF_BIRTH = 6_300
_PASSPHRASE = "a made-up passphrase for measuring"


def rows(count: int, *, shuffled: bool = False) -> Iterator[tuple[str, ...]]:
    """Give the rows of a made-up list as Annex A asks for it; the same ones each time."""
    chance = random.Random(7)
    surnames = [(a + b + end).capitalize() for a in _SOUNDS for b in _SOUNDS for end in _ENDS]
    first_names = [(a + end).capitalize() for a in _SOUNDS for end in _FIRST_ENDS]
    staff = [f"{chance.choice(first_names)} {chance.choice(surnames)}" for _ in range(900)]
    offices = [f"{sound.capitalize()}dale" for sound in _SOUNDS[:20]]
    numbers = list(range(count))
    if shuffled:
        chance.shuffle(numbers)
    for number in numbers:
        office = chance.choice(offices)
        born = date(1992, 1, 1) + timedelta(days=chance.randrange(_DAYS_OF_BIRTH))
        yield (
            f"CAF-{number * 7 + 100_003:08d}",
            f"{chance.choice(surnames)}, {chance.choice(first_names)}",
            chance.choice("MF"),
            chance.choice(_ETHNICITIES),
            chance.choice("YN"),
            born.strftime("%d/%m/%Y"),
            chance.choice(_APPLICATIONS),
            chance.choice(("Private", "Public")),
            chance.choice(_TYPES),
            chance.choice(staff),
            f"{office} {chance.choice(_TEAMS)}",
            office,
        )


@dataclass(frozen=True)
class Measured:
    """Seconds of an import and of the plain reader, and the most memory of program and child in megabytes."""

    name: str
    cases: int
    seconds: float
    plain: float
    memory: float
    child_memory: float

    @property
    def ratio(self) -> float:
        """How many times the plain reader's time the import takes."""
        return self.seconds / self.plain

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.cases:,} cases: {self.seconds:.2f} s, plain reader {self.plain:.2f} s:"
            f" {self.ratio:.2f} times; memory {self.memory:.0f} MB, child {self.child_memory:.0f} MB"
        )


def measure_csv(folder: Path, cases: int, *, shuffled: bool = False) -> Measured:
    """Import a text, and let the sqlite3 shell import it."""
    path = folder / f"{cases}.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(rows(cases, shuffled=shuffled))
    shell = shutil.which("sqlite3")
    if shell is None:
        raise SystemExit("The sqlite3 shell is not installed.")
    command = [shell, str(folder / f"{cases}.db"), f".import --csv {path} list"]
    return _import(folder, path, cases, _seconds(command))


def measure_xlsx(folder: Path, cases: int) -> Measured:
    """Import a workbook, and let python-calamine go over its rows."""
    path = folder / f"{cases}.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    sheet.append(HEADER)
    for row in rows(cases):
        sheet.append(row)
    book.save(path)
    code = (
        "import sys, time; from python_calamine import CalamineWorkbook; began = time.perf_counter();"
        "rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows();"
        "count = sum(1 for _ in rows); print(time.perf_counter() - began)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
    return _import(folder, path, cases, float(done.stdout))


def _import(folder: Path, path: Path, cases: int, plain: float) -> Measured:
    visit = folder / f"visit {path.name}"
    _cafaudit(folder, "new", str(visit), "--framework", "cafcass-pim-2009")
    command = [*_command(folder), "frame", "import", str(visit), str(path)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_surroundings()) as program:
        ours = child = 0.0
        while program.poll() is None:
            ours = max(ours, _most_memory(program.pid))
            child = max([child, *map(_most_memory, _children(program.pid))])
            time.sleep(0.02)
        seconds = time.perf_counter() - began
    if program.returncode:
        raise SystemExit(f"the import ended with {program.returncode}")
    return Measured(path.suffix, cases, seconds, plain, ours, child)


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "ui", "--profile", str(folder / "profile")]


def _cafaudit(folder: Path, *arguments: str) -> None:
    if not (folder / "profile").exists():
        profile = [*_command(folder), "profile", "new", "--name", "Lead (made up)"]
        subprocess.run(profile, check=True, capture_output=True, env=_surroundings())
    subprocess.run([*_command(folder), *arguments], check=True, capture_output=True, env=_surroundings())


def _surroundings() -> dict[str, str]:
    return {**os.environ, "CAFAUDIT_PASSPHRASE": _PASSPHRASE, "PYTHONPATH": str(ROOT)}


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def _most_memory(process: int) -> float:
    """Return the most megabytes that a process has held; Linux alone tells them, 0 elsewhere."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), default=0.0)


def _children(process: int) -> list[int]:
    try:
        return [int(name) for name in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def main() -> None:
    """Measure both kinds at the sizes that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--csv", type=int, nargs="*", default=[100_000, 1_000_000])
    arguments.add_argument("--xlsx", type=int, nargs="*", default=[10_000, 100_000])
    arguments.add_argument("--shuffled", action="store_true", help="references in no order")
    given = arguments.parse_args()
    for measured in measured_all(given.csv, given.xlsx, shuffled=given.shuffled):
        print(measured, flush=True)  # noqa: T201


def measured_all(texts: list[int], books: list[int], *, shuffled: bool = False) -> Iterator[Measured]:
    """Give the figures of texts and workbooks with so many cases."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for cases in texts:
            yield measure_csv(folder, cases, shuffled=shuffled)
        for cases in books:
            yield measure_xlsx(folder, cases)


if __name__ == "__main__":
    main()
