"""The people of a list on their way past: gathered for their fingerprints, or given a code, and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, Protocol

from cafaudit.intake.answers import Column, NameWords, cells_of
from cafaudit.intake.roles import heading_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.intake.mapping import ColumnUse, Mapping

_CODE: Final = "P-{:0{width}}"
_NARROWEST_CODE: Final = 2
_GIVEN: Final = ("forename", "firstname", "givenname", "christianname")


@dataclass(frozen=True, slots=True, repr=False)
class PeopleBatch:
    """What some rows say about who people are. It goes into fingerprints and nowhere else.

    Attributes:
        lines: The line of each row, 0 where no case stands in it.
        given: Columns of first names.
        names: Other columns of names of children and their families.
        staff: Columns of practitioners' names.
        births: Columns of dates of birth.
        numbers: Columns of numbers that belong to a person.
        words: The column of names taken apart, where the sink asked for that; it is not among `names`.
    """

    lines: Sequence[int]
    given: tuple[Column, ...]
    names: tuple[Column, ...]
    staff: tuple[Column, ...]
    births: tuple[Column, ...]
    numbers: tuple[Column, ...]
    words: NameWords | None = None

    def people(self) -> Iterator[Sequence[str]]:
        """Give the names in each row, put together where first names have columns of their own."""
        given = [cells_of(column) for column in self.given]
        names = [cells_of(column) for column in self.names]
        if not given and len(names) == 1:
            yield from zip(names[0], strict=True)
            return
        for place in range(len(self.lines)):
            yield _people([column[place] for column in given], [column[place] for column in names])

    def rows_of(self, columns: Iterable[Column]) -> Iterator[tuple[str, ...]]:
        """Give the cells of some columns row by row."""
        cells = [cells_of(column) for column in columns]
        return zip(*cells, strict=True) if cells else iter([()] * len(self.lines))


class PeopleSink(Protocol):
    """Takes what a list says about who people are, batch by batch.

    Attributes:
        takes_words: A single column of names is to come as words.
    """

    takes_words: bool

    def take(self, batch: PeopleBatch) -> None:
        """Take some rows, those that no case stands in among them: a name may stand there too."""


class PeopleColumns:
    """Picks the columns that say who people are."""

    def __init__(self, mapping: Mapping) -> None:
        """Look at the uses of all columns that are not dropped."""
        uses = [use for use in mapping.columns if use.treatment != "drop"]
        people = [use for role in ("child_name", "case_name") for use in uses if use.role == role]
        self._given = _headers(use for use in people if _is_given(use.header))
        self._names = _headers(use for use in people if not _is_given(use.header))
        self._staff = _headers(use for use in uses if use.role == "practitioner")
        self._births = _headers(use for use in uses if use.role == "date_of_birth")
        self._numbers = _headers(use for use in uses if use.role == "number")

    @property
    def headers(self) -> tuple[str, ...]:
        """The headings of these columns."""
        return (*self._given, *self._names, *self._staff, *self._births, *self._numbers)

    @property
    def to_split(self) -> str | None:
        """The heading of the names, where they stand in one column and nowhere else."""
        return self._names[0] if len(self._names) == 1 and not self._given else None

    def batch(self, columns: dict[str, Column | NameWords], lines: Sequence[int]) -> PeopleBatch:
        """Return what some rows say about people, from their columns by heading."""
        words = (columns[header] for header in self._names)
        cells = {header: one for header, one in columns.items() if not isinstance(one, NameWords)}
        return PeopleBatch(
            lines,
            given=_some(cells, self._given),
            names=_some(cells, self._names),
            staff=_some(cells, self._staff),
            births=_some(cells, self._births),
            numbers=_some(cells, self._numbers),
            words=next((one for one in words if isinstance(one, NameWords)), None),
        )


def codes_of(keys: Sequence[str], present: Iterable[int]) -> list[str]:
    """Return a code for each key: P-01, P-02 ... in the order of the keys; a blank one has no code.

    Args:
        keys: Names in the form in which they are compared.
        present: The places of those that stand in the list.
    """
    different = sorted({keys[place] for place in present} - {""})
    width = max(_NARROWEST_CODE, len(str(len(different))))
    codes = {key: _CODE.format(number, width=width) for number, key in enumerate(different, start=1)}
    return [codes.get(key, "") for key in keys]


def _some(columns: dict[str, Column], headers: Iterable[str]) -> tuple[Column, ...]:
    return tuple(columns[header] for header in headers if header in columns)


def _headers(uses: Iterable[ColumnUse]) -> tuple[str, ...]:
    return tuple(use.header for use in uses)


def _people(given: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the names of a row, put together where first names and surnames have columns of their own."""
    first_names, names = filled(given), filled(others)
    together = [f"{first} {name}" for first, name in product(first_names, names)]
    together += [f"{one} {two}" for one, two in combinations(names, 2) if _are_parts(one, two)]
    return [*first_names, *names, *together]


def filled(cells: Iterable[str]) -> list[str]:
    """Return the cells with anything in them."""
    return [cell for cell in cells if cell and not cell.isspace()]


def _are_parts(one: str, two: str) -> bool:
    return len(one.split()) == 1 and len(two.split()) == 1


def _is_given(header: str) -> bool:
    return any(word in heading_key(header) for word in _GIVEN)
