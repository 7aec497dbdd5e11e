"""Checking a draw from papers alone: the exported list, the seed and the sheet, without any visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.intake.reader import read_table
from cafaudit.intake.roles import heading_key
from cafaudit.sampling import DRAW_SHEET_HEADER, DrawnCase, DrawSheet, parse_frame_lines, verify_sheet
from cafaudit.sampling.sheets import (
    BY_THE_DRAW,
    DRAW_NUMBER,
    LIST_HASH,
    LIST_WORDS,
    MORE_COLUMNS,
    MOST_DIGITS,
    SEED,
    StatedSizes,
    is_taken_word,
    sizes_from,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from cafaudit.intake.table import Table
    from cafaudit.sampling import Role

_ROLES: dict[str, Role] = {"sample": "sample", "reserve": "reserve"}
_FACTS_SHEET: Final = "Draw"
_STRATA_SHEET: Final = "Strata"
_TOTALS: Final = "All strata"
_FIGURES: Final = ("In the list", "Files drawn", "Files in all", "Reserves")


def read_draw_sheet(path: Path) -> tuple[DrawnCase, ...]:
    """Return the places of a draw sheet (csv or xlsx, columns stratum, order, case, ticket, role).

    Raises:
        InputRefused: It cannot be read, a column is missing, or a row is no place of a draw.
    """
    return read_whole_sheet(path).places


def read_whole_sheet(path: Path) -> DrawSheet:
    """Return a draw sheet with what it says of seed, list and sizes.

    A csv of ours says that on every row, a workbook of ours on two sheets of its own; any other file with the
    columns of a draw sheet has its places alone.

    Raises:
        InputRefused: As `read_draw_sheet`.
    """
    table = read_table(path, wanted="draw sheet")
    rows = [_named_row(row, table, path.name) for row in table.rows]
    places = tuple(_place(row, line, path.name) for row, line in zip(rows, table.lines, strict=True))
    own_sheets = [name for name in (_FACTS_SHEET, _STRATA_SHEET) if name in table.other_sheets]
    if own_sheets:
        _require_all((_FACTS_SHEET, _STRATA_SHEET), own_sheets, path.name, "sheet")
        return _from_workbook(path, places)
    more = [name for name in MORE_COLUMNS if name in rows[0]]
    if more:
        _require_all(MORE_COLUMNS, more, path.name, "column")
        return _from_rows(rows, places)
    return DrawSheet(places=places)


def verify_draw_files(frame: Path, seed: str, sheet: Path) -> tuple[str, ...]:
    """Return what is wrong with a draw, from files alone, one sentence each; nothing when it can be repeated.

    Args:
        frame: The exported frame list, lines "stratum TAB case".
        seed: The seed, as it was typed.
        sheet: The draw sheet, csv or xlsx.

    Raises:
        InputRefused: A file is not what it should be, or the seed cannot be one.
    """
    try:
        data = frame.read_bytes()
    except OSError as error:
        raise InputRefused(f"“{frame}” cannot be read.", "Look at its name and folder.") from error
    return verify_sheet(parse_frame_lines(data, source=frame.name), seed, read_whole_sheet(sheet))


def _require_all(wanted: Iterable[str], found: Container[str], source: str, what: str) -> None:
    """Refuse a sheet of ours that lost a part, as the rest alone would be checked against less."""
    missing = [name for name in wanted if name not in found]
    if missing:
        raise InputRefused(
            f"“{source}” is no whole draw sheet: it has no {what} “{missing[0]}”.",
            "Use the sheet as it was exported, with everything that stands on it.",
        )


def _whole_number(text: str) -> int | None:
    """Return the whole number that a cell holds; None where it is none, or longer than any list."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def _named_row(row: Iterable[str], table: Table, source: str) -> dict[str, str]:
    """Return the cells of a row by the keys of their headings, the first of equal ones."""
    keys = [heading_key(header) for header in table.header]
    missing = [name for name in DRAW_SHEET_HEADER if name not in keys]
    if missing:
        raise InputRefused(
            f"“{source}” is no draw sheet: it has no column “{missing[0]}”.",
            f"A draw sheet has the columns {', '.join(DRAW_SHEET_HEADER)}.",
        )
    return dict(reversed([(key, cell.strip()) for key, cell in zip(keys, row, strict=True)]))


def _place(row: Mapping[str, str], line: int, source: str) -> DrawnCase:
    stratum, order, case, ticket, role = (row[name] for name in DRAW_SHEET_HEADER)
    number = _whole_number(order)
    if number is None or role.casefold() not in _ROLES or not case:
        raise InputRefused(
            f"Row {line:,} of “{source}” is no place of a draw: it needs a whole number, a case and a role.",
            "The role is “sample” or “reserve”. Use the sheet as it was exported.",
        )
    known = _ROLES[role.casefold()]
    taken = row.get("taken", "")
    if known == "sample" and taken == BY_THE_DRAW:
        taken = ""
    return DrawnCase(case, stratum, ticket.lower(), known, number, taken)


def _from_rows(rows: list[dict[str, str]], places: tuple[DrawnCase, ...]) -> DrawSheet:
    """Return the sheet of a csv of ours, whose last columns say the same on every row."""
    differences = list(_taken_differences(rows))
    differences += [
        f"The sheet has different entries under “{name}”."
        for name in ("draw", "seed", "list")
        if len({row[name] for row in rows}) > 1
    ]
    differences += _number_differences(rows[0]["draw"])
    strata: dict[str, StatedSizes] = {}
    for row in rows:
        cases = _whole_number(row["cases"])
        stated = None if cases is None else sizes_from(row["files"], cases)
        if stated is None:
            differences.append(f"The sizes of “{row['stratum']}” on the sheet are none.")
        elif strata.setdefault(row["stratum"], stated) != stated:
            differences.append(f"The sheet has different sizes for “{row['stratum']}”.")
    return DrawSheet(
        places=places,
        seed=rows[0]["seed"],
        frame_hash=rows[0]["list"],
        strata=strata,
        differences=tuple(dict.fromkeys(differences)),
    )


def _from_workbook(path: Path, places: tuple[DrawnCase, ...]) -> DrawSheet:
    facts_table = read_table(path, sheet=_FACTS_SHEET, wanted="draw facts")
    facts: dict[str, str] = {}
    for label, *values in facts_table.rows:
        facts.setdefault(label.strip(), values[0].strip() if values else "")
    missing = [name for name in (SEED, LIST_HASH, LIST_WORDS, DRAW_NUMBER) if not facts.get(name)]
    differences = [f"The sheet does not say “{name}”." for name in missing]
    differences += _number_differences(facts.get(DRAW_NUMBER, ""))
    strata = dict(
        _stated_strata(read_table(path, sheet=_STRATA_SHEET, wanted="draw strata"), path.name, differences)
    )
    rows = ({"stratum": place.stratum, "taken": place.taken} for place in places)
    return DrawSheet(
        places=places,
        seed=facts.get(SEED),
        frame_hash=facts.get(LIST_HASH, ""),
        words=tuple(facts.get(LIST_WORDS, "").split()),
        strata=strata,
        differences=(*differences, *_taken_differences(rows)),
    )


def _stated_strata(table: Table, source: str, differences: list[str]) -> Iterator[tuple[str, StatedSizes]]:
    keys = [heading_key(header) for header in table.header]
    added = [at for at, key in enumerate(keys) if key.startswith("extension")]
    _require_all(_FIGURES, [name for name in _FIGURES if heading_key(name) in keys], source, "column")
    listed, drawn, whole, free = (keys.index(heading_key(name)) for name in _FIGURES)
    sums = [0] * len(keys)
    for row in table.rows:
        cells = {at: _whole_number(row[at]) for at in (listed, drawn, whole, free, *added)}
        numbers = {at: number for at, number in cells.items() if number is not None}
        if len(numbers) < len(cells):
            differences.append(f"The sizes of “{row[0]}” on the sheet are none.")
            continue
        if numbers[drawn] + sum(numbers[at] for at in added) != numbers[whole]:
            differences.append(f"The files of “{row[0]}” on the sheet do not add up.")
        if row[0] == _TOTALS and row is table.rows[-1]:
            if any(numbers[at] != sums[at] for at in numbers):
                differences.append("The files of all strata on the sheet do not add up.")
            continue
        for at, number in numbers.items():
            sums[at] += number
        extensions = tuple(numbers[at] for at in added)
        yield row[0], StatedSizes(numbers[listed], numbers[drawn], extensions)


def _taken_differences(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        if not is_taken_word(row["taken"]):
            yield f"“{row['taken']}” is no way in which a place of “{row['stratum']}” was taken."


def _number_differences(text: str) -> list[str]:
    number, _, draws = text.partition(" of ")
    if 1 <= (_whole_number(number) or 0) <= (_whole_number(draws) or 0):
        return []
    return ["The sheet does not say which draw it is of how many."]
