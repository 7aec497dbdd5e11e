"""Draw sheets as files, for anybody to repeat; `cafaudit.intake` reads them back without the store."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cafaudit import assets
from cafaudit.errors import InputRefused
from cafaudit.export.draw_sheet import (
    LIST_FILE,
    SHEET_FILE,
    DrawPaper,
    sheet_csv,
    sheet_of,
    sheet_workbook,
    stated_sizes,
)
from cafaudit.export.saving import save_export, save_pieces
from cafaudit.export.workbook.text import may_start_formula
from cafaudit.sampling import (
    FrameLine,
    allocate,
    allocate_neyman,
    default_reserves,
    pieces_of,
    ticket,
    verify_sheet,
)
from cafaudit.services.firewall import PlacedText
from cafaudit.services.picture import Cells, load_picture, sample_in
from cafaudit.services.queries.overview import visit_name
from cafaudit.statistics.shares import share_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cafaudit.domain.picture import DrawRecord, Picture
    from cafaudit.sampling.queues import Pair
    from cafaudit.services.visit import Visit

ENDINGS: Final = (".xlsx", ".csv")
SCRIPT_FILE: Final = "verify_draw.py"
TICKETS_FILE: Final = "tickets.csv"
READ_ME_FILE: Final = "read me.txt"

_SCRIPT_PLACE: Final = ("verify_draw", SCRIPT_FILE)
_READ_ME_PLACE: Final = ("verify_draw", "read-me.txt")


def draw_paper(visit: Visit, number: int = 0) -> DrawPaper:
    """Return what the sheet of a draw says; `number` is the draw's, 0 for the newest.

    A place of a stratum that the draw does not have is none of it, and so is missed by whoever repeats it.

    Raises:
        InputRefused: nothing was drawn, or there is no such draw.
    """
    picture = load_picture(visit, with_history=False)
    record = _record(picture, number)
    with visit.reading() as read:
        places = ("case/", "assignment/")
        cells = Cells(live for kind in places for live in read.tables.live_under(kind))
    cases = tuple(case for case in sample_in(cells, record.number) if case.stratum in record.strata)
    return DrawPaper(
        visit=visit_name(picture.details),
        draws=len(picture.draws),
        record=record,
        cases=cases,
        program=picture.program,
    )


def write_draw_sheet(visit: Visit, path: Path, number: int = 0) -> int:
    """Write the sheet of a draw as a workbook or as csv, by the ending; returns how many places it has.

    Raises:
        InputRefused: there is no such draw, the ending is neither, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputRefused(
            f"“{path.name}” would not open by its name.",
            f"Choose a name that ends in {' or '.join(ENDINGS)}; a PDF is made by the window, page Sample.",
        )
    paper = draw_paper(visit, number)
    save_export(path, sheet_csv(paper) if ending == ".csv" else sheet_workbook(paper, visit.framework))
    return len(paper.cases)


def write_for_checking(visit: Visit, folder: Path, number: int = 0) -> tuple[Path, ...]:
    """Write all that somebody needs to repeat a draw without this program into a folder; returns the files.

    That is the list, the sheet as a workbook and as csv, every case's ticket, a script for any Python, and
    how to use them. The folder is made where it is missing.

    Raises:
        InputRefused: there is no such draw, its list is not stored here, or a file cannot be written.
    """
    paper = draw_paper(visit, number)
    sheet = folder / SHEET_FILE
    made = {
        sheet: sheet_workbook(paper, visit.framework),
        sheet.with_suffix(".csv"): sheet_csv(paper),
        folder / SCRIPT_FILE: script(),
        folder / READ_ME_FILE: assets.read_text(*_READ_ME_PLACE).encode(),
    }
    with _list_of_draw(visit, paper.record) as listed:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise InputRefused(f"The folder {folder} cannot be made.", "Choose another place.") from fault
        save_pieces(folder / LIST_FILE, pieces_of(listed()))
        save_pieces(folder / TICKETS_FILE, _tickets(paper.record.seed, listed()))
    for path, data in made.items():
        save_export(path, data)
    return folder / LIST_FILE, sheet, sheet.with_suffix(".csv"), folder / TICKETS_FILE, *list(made)[2:]


def script() -> bytes:
    """Return the script that checks a draw with nothing but Python."""
    return assets.read_bytes(*_SCRIPT_PLACE)


@contextmanager
def _list_of_draw(visit: Visit, record: DrawRecord) -> Iterator[Callable[[], Iterator[Pair]]]:
    """Give what goes over stratum and case of the list that a draw was made from, as often as it is called.

    Raises:
        InputRefused: that list is not stored here.
    """
    with visit.reading() as read:
        number = read.frames.in_use()
        if number is None:
            raise _no_list()
        if read.frames.list_hash(number) != record.frame_hash:
            raise InputRefused(
                f"The stored list is not the one that draw {record.number} was made from.",
                "Look for the list that was exported at the time of the draw.",
            )
        yield partial(read.frames.listed, number)


def _no_list() -> InputRefused:
    return InputRefused(
        "The case list is not stored here, only the drawn cases are.",
        "Check the draw on the lead's computer, or with the exported list, the seed and the sheet.",
    )


def problems_of_draws(visit: Visit) -> tuple[str, ...]:
    """Draw every draw again from list and seed; returns what differs, nothing when all of them hold.

    Raises:
        InputRefused: nothing was drawn, or the list is not stored here.
    """
    newest = draw_paper(visit)
    problems: list[str] = []
    for number in range(1, newest.draws + 1):
        paper = draw_paper(visit, number)
        found = _problems(visit, paper)
        problems += found if newest.draws == 1 else [f"Draw {number}: {problem}" for problem in found]
    return tuple(problems)


def texts_of_draw(paper: DrawPaper) -> Iterator[PlacedText]:
    """Give what people typed and the sheet prints."""
    record = paper.record
    yield PlacedText("the source of the seed", record.seed_source)
    yield PlacedText(f"the reason for draw {record.number}", record.reason)
    yield PlacedText("the rule for files that turn up late", record.late_rule)
    for rule in record.exclusions:
        yield PlacedText("a rule of exclusion", rule)
    for extension in record.extensions:
        yield PlacedText(f"the reason for extension {extension.number}", extension.reason)


def _record(picture: Picture, number: int) -> DrawRecord:
    if not picture.draws:
        raise InputRefused("No sample was drawn yet.", "Draw it first, then write its sheet.")
    if not number:
        return picture.draws[-1]
    found = next((record for record in picture.draws if record.number == number), None)
    if found is None:
        raise InputRefused(
            f"There is no draw {number:,}.", f"The draws are counted from 1 to {len(picture.draws)}."
        )
    return found


def _problems(visit: Visit, paper: DrawPaper) -> tuple[str, ...]:
    record = paper.record
    with visit.reading() as read:
        number = read.frames.in_use()
        lines = [] if number is None else [FrameLine(*pair) for pair in read.frames.listed(number)]
    if not lines:
        raise _no_list()
    found = verify_sheet(lines, record.seed, replace(sheet_of(paper), words=()))
    return (*found, *rule_problems(record), *reserve_problems(paper))


def reserve_problems(paper: DrawPaper) -> Iterator[str]:
    """Give strata that have fewer places than a draw of their size has, reserves among them.

    What the visit holds and what the sheet says come from the same places here, so the rule is asked.
    """
    record = paper.record
    files = {name: size for name, size in record.total_sizes.items() if size}
    reserves = default_reserves(files, record.strata)
    for name, said in stated_sizes(paper).items():
        due = files.get(name, 0) + reserves.get(name, 0)
        if (said.places or 0) < due:
            yield f"“{name}” has {said.places:,} places, with reserves it should have at least {due:,}."


def rule_problems(record: DrawRecord) -> Iterator[str]:
    """Give whether the sizes are not those that the rule gives."""
    total = sum(record.sizes.values())
    if record.rule not in {"proportional", "equal", "neyman"} or not total:
        return
    try:
        due = {name: size for name, size in _due_sizes(record, total).items() if size}
    except InputRefused as refusal:
        yield f"The rule “{record.rule}” cannot be repeated: {refusal.message}"
        return
    if due != {name: size for name, size in record.sizes.items() if size}:
        yield f"The sizes are not those that the rule “{record.rule}” gives."


def _due_sizes(record: DrawRecord, total: int) -> dict[str, int]:
    if record.rule == "neyman":
        expected = {name: share_of(text) for name, text in record.expected.items()}
        return allocate_neyman(record.strata, total, expected)
    return allocate(record.strata, total, "equal" if record.rule == "equal" else "proportional")


def _tickets(seed: str, pairs: Iterable[Pair]) -> Iterator[bytes]:
    """Give every case with its ticket in pieces, in the order of the list file, for a spreadsheet to sort."""
    yield _csv_bytes([("stratum", "case", "ticket")], "utf-8-sig")
    for piece in pieces_of(pairs):
        listed = (line.split("\t") for line in piece.decode().removesuffix("\n").split("\n"))
        yield _csv_bytes((_harmless(name), _harmless(ref), ticket(seed, ref)) for name, ref in listed)


def _csv_bytes(rows: Iterable[tuple[str, str, str]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def _harmless(text: str) -> str:
    return f"'{text}" if may_start_formula(text) else text
