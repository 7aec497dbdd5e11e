"""The people of a list: gathered for their fingerprints, or given a code, and then forgotten."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Final

from cafaudit.domain.frame import plain_label
from cafaudit.identifiers import Identifiers
from cafaudit.intake.roles import heading_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.intake.column_dates import DateColumn
    from cafaudit.intake.columns import Columns

_CODE: Final = "P-{:0{width}}"
_NARROWEST_CODE: Final = 2
_GIVEN: Final = ("forename", "firstname", "givenname", "christianname")


def identifiers_by_case(
    columns: Columns, refs: Sequence[str], birth_dates: Iterable[DateColumn]
) -> dict[str, Identifiers]:
    """Return what a list says about who people are, by case reference, for fingerprints and nothing else.

    Args:
        columns: The columns of the list.
        refs: The case reference of each row; "" for rows that no case stands in.
        birth_dates: The columns of dates of birth of the same rows.
    """
    people = _people_by_row(columns, len(refs))
    staff = [columns.cells(use.header) for use in columns.uses("practitioner")]
    numbers = [columns.cells(use.header) for use in columns.uses("number")]
    readings = [column.readings for column in birth_dates]
    found: dict[str, Identifiers] = {}
    for place, ref in enumerate(refs):
        of_row = Identifiers(
            people=people[place],
            staff=_filled(column[place] for column in staff),
            dates=(day for column in readings for day in column[place]),
            numbers=_filled(column[place] for column in numbers),
        )
        found[ref] = found[ref].merged(of_row) if ref in found else of_row
    return found


def all_of(identifiers: Iterable[Identifiers]) -> Identifiers:
    """Return the identifiers of many as one."""
    kept = list(identifiers)
    return Identifiers(
        people=chain.from_iterable(each.people for each in kept),
        staff=chain.from_iterable(each.staff for each in kept),
        dates=chain.from_iterable(each.dates for each in kept),
        numbers=chain.from_iterable(each.numbers for each in kept),
    )


def codes_of(names: Sequence[str]) -> list[str]:
    """Return a code for each name: P-01, P-02 ... in the order of the names, whatever the order of the rows.

    Names are compared without case and outer blanks; a blank one has no code.
    """
    keys = [plain_label(name).casefold() if name else "" for name in names]
    different = sorted(set(keys) - {""})
    width = max(_NARROWEST_CODE, len(str(len(different))))
    codes = {key: _CODE.format(number, width=width) for number, key in enumerate(different, start=1)}
    return [codes.get(key, "") for key in keys]


def _people_by_row(columns: Columns, rows: int) -> list[list[str]]:
    uses = [*columns.uses("child_name"), *columns.uses("case_name")]
    given = [columns.cells(use.header) for use in uses if _is_given(use.header)]
    others = [columns.cells(use.header) for use in uses if not _is_given(use.header)]
    return [
        _people([column[place] for column in given], [column[place] for column in others])
        for place in range(rows)
    ]


def _people(given: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the names of a row, put together where first names and surnames have columns of their own."""
    first_names, names = _filled(given), _filled(others)
    together = [f"{first} {name}" for first, name in product(first_names, names)]
    together += [f"{one} {two}" for one, two in combinations(names, 2) if _are_parts(one, two)]
    return [*first_names, *names, *together]


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell and not cell.isspace()]


def _are_parts(one: str, two: str) -> bool:
    return len(one.split()) == 1 and len(two.split()) == 1


def _is_given(header: str) -> bool:
    return any(word in heading_key(header) for word in _GIVEN)
