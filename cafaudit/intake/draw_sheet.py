"""Checking a draw from papers alone: the exported list, the seed and the sheet, without any visit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.intake.reader import read_table
from cafaudit.intake.roles import heading_key
from cafaudit.sampling import DRAW_SHEET_HEADER, DrawnCase, DrawSheet, parse_frame_lines
from cafaudit.sampling.papers import check_papers
from cafaudit.sampling.sheets import (
    BY_THE_DRAW,
    COUNT_COLUMNS,
    DRAW_NUMBER,
    FILES_DRAWN,
    LIST_CASES,
    LIST_HASH,
    LIST_WORDS,
    MORE_COLUMNS,
    MOST_DIGITS,
    PLACES,
    SEED,
    TOLD,
    StatedSizes,
    is_taken_word,
    sizes_from,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cafaudit.intake.table import Table
    from cafaudit.sampling import Role
    from cafaudit.sampling.papers import PaperCheck

_ROLES: dict[str, Role] = {"sample": "sample", "reserve": "reserve"}
_FACTS_SHEET: Final = "Draw"
_STRATA_SHEET: Final = "Strata"
_TOTALS: Final = "All strata"
_FIGURES: Final = ("In the list", "Files drawn", "Files in all", "Reserves")
_PLACES: Final = "Places"
_AGAIN: Final = re.compile(r" \(\d+\)$")
"""What the reader puts behind a heading that stands in a list already."""
_CHECKED_FACTS: Final = (SEED, LIST_HASH, LIST_WORDS, DRAW_NUMBER, LIST_CASES, FILES_DRAWN, PLACES)


def read_draw_sheet(path: Path) -> tuple[DrawnCase, ...]:
    """Return the places of a draw sheet (csv or xlsx, columns stratum, order, case, ticket, role).

    Raises:
        InputRefused: It cannot be read, a column is missing, or a row is no place of a draw.
    """
    return read_whole_sheet(path).places


def read_whole_sheet(path: Path) -> DrawSheet:
    """Return a draw sheet with what it says of seed, list and sizes.

    A csv of ours says that on every row, a workbook of ours on two sheets of its own; any other file with the
    columns of a draw sheet has its places alone. Sheets of ours from before they counted their places are
    read as well; `cafaudit.sampling.verification.gaps_of` tells what they leave open.

    Raises:
        InputRefused: As `read_draw_sheet`.
    """
    table = read_table(path, wanted="draw sheet")
    _require_once(table.header, path.name)
    rows = [_named_row(row, table, path.name) for row in table.rows]
    places = tuple(_place(row, line, path.name) for row, line in zip(rows, table.lines, strict=True))
    own_sheets = [name for name in (_FACTS_SHEET, _STRATA_SHEET) if name in table.other_sheets]
    if own_sheets:
        _require_all((_FACTS_SHEET, _STRATA_SHEET), own_sheets, path.name, "sheet")
        return _from_workbook(path, places, rows)
    counted = [name for name in COUNT_COLUMNS if name in rows[0]]
    more = [name for name in MORE_COLUMNS if name in rows[0]]
    if more or counted:
        _require_all(MORE_COLUMNS, more, path.name, "column")
        if counted:
            _require_all(COUNT_COLUMNS, counted, path.name, "column")
        return _from_rows(rows, places)
    return DrawSheet(places=places)


def verify_draw_files(frame: Path, seed: str, sheet: Path) -> tuple[str, ...]:
    """Return what is wrong with a draw, from files alone, one sentence each; nothing when it can be repeated.

    Takes and raises what `check_draw_files` does.
    """
    return check_draw_files(frame, seed, sheet).problems


def check_draw_files(frame: Path, seed: str, sheet: Path) -> PaperCheck:
    """Make a draw again from files alone, and return what differs, what is told and what stays open.

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
    return check_papers(parse_frame_lines(data, source=frame.name), seed, read_whole_sheet(sheet))


def _require_all(wanted: Iterable[str], found: Container[str], source: str, what: str) -> None:
    """Refuse a sheet of ours that lost a part, as the rest alone would be checked against less."""
    missing = [name for name in wanted if name not in found]
    if missing:
        raise InputRefused(
            f"“{source}” is no whole draw sheet: it has no {what} “{missing[0]}”.",
            "Use the sheet as it was exported, with everything that stands on it.",
        )


def _require_once(header: Sequence[str], source: str) -> None:
    """Refuse a sheet with two columns of one heading: people would read one, and the other be checked."""
    keys = [heading_key(_AGAIN.sub("", heading)) for heading in header]
    twice = next((key for key in keys if key and keys.count(key) > 1), None)
    if twice is not None:
        raise InputRefused(
            f"“{source}” is no whole draw sheet: two of its columns have the heading “{twice}”.",
            "Use the sheet as it was exported, with nothing added to it.",
        )


def _whole_number(text: str) -> int | None:
    """Return the whole number that a cell holds; None where it is none, or longer than any list."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def _named_row(row: Iterable[str], table: Table, source: str) -> dict[str, str]:
    """Return the cells of a row by the keys of their headings."""
    keys = [heading_key(header) for header in table.header]
    missing = [name for name in DRAW_SHEET_HEADER if name not in keys]
    if missing:
        raise InputRefused(
            f"“{source}” is no draw sheet: it has no column “{missing[0]}”.",
            f"A draw sheet has the columns {', '.join(DRAW_SHEET_HEADER)}.",
        )
    return {key: cell.strip() for key, cell in zip(keys, row, strict=True)}


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
    first = rows[0]
    differences += [
        f"The sheet has different entries under “{name}”."
        for name in ("draw", "seed", "list", COUNT_COLUMNS[1])
        if len({row.get(name) for row in rows}) > 1
    ]
    differences += _number_differences(first["draw"])
    if not first["list"]:
        differences.append("The sheet does not say which list it was drawn from.")
    strata: dict[str, StatedSizes] = {}
    for row in rows:
        stated = _stated_on(row)
        if stated is None:
            differences.append(f"The sizes of “{row['stratum']}” on the sheet are none.")
        elif strata.setdefault(row["stratum"], stated) != stated:
            differences.append(f"The sheet has different sizes for “{row['stratum']}”.")
    counted = COUNT_COLUMNS[1] in first
    whole = _whole_number(first[COUNT_COLUMNS[1]]) if counted else None
    if counted and whole is None:
        differences.append("The sheet does not say how many places it has.")
    return DrawSheet(
        places=places,
        seed=first["seed"],
        frame_hash=first["list"],
        strata=strata,
        rows=whole,
        told=((DRAW_NUMBER, first["draw"]),),
        differences=tuple(dict.fromkeys(differences)),
    )


def _stated_on(row: Mapping[str, str]) -> StatedSizes | None:
    """Return what a row of a csv of ours says of its stratum, None where a figure is none."""
    cases = _whole_number(row["cases"])
    stated = None if cases is None else sizes_from(row["files"], cases)
    if stated is None or COUNT_COLUMNS[0] not in row:
        return stated
    places = _whole_number(row[COUNT_COLUMNS[0]])
    return None if places is None else replace(stated, places=places)


def _from_workbook(path: Path, places: tuple[DrawnCase, ...], rows: list[dict[str, str]]) -> DrawSheet:
    table = read_table(path, sheet=_FACTS_SHEET, wanted="draw facts")
    lines = [(row[0].strip(), row[1].strip() if len(row) > 1 else "") for row in table.rows]
    facts = {label: text for label, text in lines if label}
    missing = [name for name in (SEED, LIST_HASH, LIST_WORDS, DRAW_NUMBER) if not facts.get(name)]
    differences = [f"The sheet does not say “{name}”." for name in missing]
    labels = [label for label, _ in lines]
    differences += [f"The sheet says “{name}” twice." for name in _CHECKED_FACTS if labels.count(name) > 1]
    differences += _number_differences(facts.get(DRAW_NUMBER, ""))
    figures = {
        name: _whole_number(facts[name]) for name in (LIST_CASES, FILES_DRAWN, PLACES) if name in facts
    }
    differences += [
        f"What the sheet has under “{name}” is no figure." for name in figures if figures[name] is None
    ]
    stated = read_table(path, sheet=_STRATA_SHEET, wanted="draw strata")
    strata = dict(_stated_strata(stated, path.name, differences, counted=PLACES in figures))
    if PLACES not in figures and any(said.places is not None for said in strata.values()):
        differences.append(f"The sheet does not say “{PLACES}”.")
    return DrawSheet(
        places=places,
        seed=facts.get(SEED),
        frame_hash=facts.get(LIST_HASH, ""),
        words=tuple(facts.get(LIST_WORDS, "").split()),
        strata=strata,
        rows=figures.get(PLACES),
        listed=figures.get(LIST_CASES),
        drawn=figures.get(FILES_DRAWN),
        told=_told(lines),
        differences=(*differences, *_taken_differences(rows)),
    )


def _told(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the facts that papers cannot prove, by label; lines without one go on with the line before."""
    found: list[tuple[str, str]] = []
    holds = False
    for label, text in lines:
        holds = label.startswith(TOLD) if label else holds
        if not holds or not text:
            continue
        if label:
            found.append((label, text))
        else:
            before, said = found[-1]
            found[-1] = before, f"{said}. {text}" if said[-1:] not in ".!?" else f"{said} {text}"
    return tuple(found)


def _stated_strata(
    table: Table, source: str, differences: list[str], *, counted: bool
) -> Iterator[tuple[str, StatedSizes]]:
    """Give what each row of the strata says; `counted` is whether their places must be there as well."""
    _require_once(table.header, source)
    keys = [heading_key(header) for header in table.header]
    added = [at for at, key in enumerate(keys) if key.startswith("extension")]
    figures = (*_FIGURES, _PLACES) if counted or heading_key(_PLACES) in keys else _FIGURES
    _require_all(figures, [name for name in figures if heading_key(name) in keys], source, "column")
    listed, drawn, whole, free, *places = (keys.index(heading_key(name)) for name in figures)
    sums = [0] * len(keys)
    totals = table.rows[-1] if table.rows[-1][0] == _TOTALS else None
    if totals is None:
        differences.append(f"The strata on the sheet have no last row “{_TOTALS}”.")
    for row in table.rows:
        cells = {at: _whole_number(row[at]) for at in (listed, drawn, whole, free, *places, *added)}
        numbers = {at: number for at, number in cells.items() if number is not None}
        if len(numbers) < len(cells):
            differences.append(f"The sizes of “{row[0]}” on the sheet are none.")
            continue
        if numbers[drawn] + sum(numbers[at] for at in added) != numbers[whole]:
            differences.append(f"The files of “{row[0]}” on the sheet do not add up.")
        if row is totals:
            if any(numbers[at] != sums[at] for at in numbers):
                differences.append("The files of all strata on the sheet do not add up.")
            continue
        for at, number in numbers.items():
            sums[at] += number
        extensions = tuple(numbers[at] for at in added)
        yield (
            row[0],
            StatedSizes(
                numbers[listed],
                numbers[drawn],
                extensions,
                numbers[free],
                numbers[places[0]] if places else None,
            ),
        )


def _taken_differences(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        taken = row.get("taken")
        if taken == "" and row["role"].casefold() == "sample":
            yield f"The sheet does not say how a file of “{row['stratum']}” came into the sample."
        elif taken is not None and not is_taken_word(taken):
            yield f"“{taken}” is no way in which a place of “{row['stratum']}” was taken."


def _number_differences(text: str) -> list[str]:
    number, _, draws = text.partition(" of ")
    if 1 <= (_whole_number(number) or 0) <= (_whole_number(draws) or 0):
        return []
    return ["The sheet does not say which draw it is of how many."]
