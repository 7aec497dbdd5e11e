"""The mapping: what each column of a list is, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, Protocol

from cafaudit.errors import InputRefused
from cafaudit.intake.roles import FACTS, Role, Treatment, heading_key, recognise, say_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

DateOrder = Literal["", "dmy", "mdy"]
DATE_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
"""Day or month first, in dates such as 3/4/2009."""

_NAMED_HEADINGS: Final = 12
_LONGEST_HEADING: Final = 30


class Headed(Protocol):
    """What a mapping needs to know of a list: a table, its head, or the look of it."""

    @property
    def source(self) -> str:
        """The file's name."""

    @property
    def sheet(self) -> str:
        """The sheet's name, "" for a text file."""

    @property
    def header(self) -> tuple[str, ...]:
        """The headings."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column: its heading, what it is, and what becomes of it."""

    header: str
    role: Role
    treatment: Treatment

    @property
    def label(self) -> str:
        """What a person calls the role."""
        return FACTS[self.role].label

    @property
    def say(self) -> str:
        """What becomes of the column, for the screen."""
        return say_of(self.treatment)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What becomes of a list, column by column.

    Attributes:
        columns: The columns in the order of the list.
        date_order: Which way round dates in figures are: "dmy", "mdy", or "" where the dates themselves tell.
        strata: What the groups are made of: roles such as "office", or headings. Empty for what
            the list offers by itself (`cafaudit.intake.strata_of`).
    """

    columns: tuple[ColumnUse, ...]
    strata: tuple[str, ...] = ()
    date_order: DateOrder = ""

    def header_of(self, role: Role) -> str | None:
        """Return the heading of the column of that role, the first if there are several; None without one."""
        return next((use.header for use in self.columns if use.role == role), None)

    def headers_of(self, role: Role) -> tuple[str, ...]:
        """Return the headings of all columns of that role."""
        return tuple(use.header for use in self.columns if use.role == role)


def use_of(header: str, role: Role, treatment: Treatment | None = None) -> ColumnUse:
    """Return the use of a column; without a treatment, the role's usual one.

    Raises:
        InputRefused: That may not become of such a column: names, for instance, are never kept.
    """
    allowed = FACTS[role].treatments
    if treatment is not None and treatment not in allowed:
        raise InputRefused(
            f"The column “{header}” ({FACTS[role].label}) cannot be treated as “{treatment}”.",
            f"For this role there is: {', '.join(allowed)}.",
        )
    return ColumnUse(header, role, treatment or allowed[0])


def propose_mapping(table: Headed) -> Mapping:
    """Return the mapping of a list by its headings: Annex A names and their common variants.

    Of two columns for one role the surer heading is taken, and the first of two equally sure ones.

    Raises:
        InputRefused: No column is known to hold the case reference; the headings seen are named.
    """
    return fit_mapping(Mapping(()), table)


def fit_mapping(mapping: Mapping, table: Headed) -> Mapping:
    """Return a mapping in the order and with the headings of a list.

    Columns that the mapping does not name are used as `propose_mapping` would. Headings are compared
    without case, blanks and punctuation.

    Raises:
        InputRefused: It names a column that the list does not have, two columns for a role that
            only one can have, or none for the case reference.
    """
    fitted = columns_of(table, mapping)
    if fitted.header_of("id") is None:
        raise no_id_refusal(table)
    return fitted


def columns_of(table: Headed, mapping: Mapping | None = None) -> Mapping:
    """Return what `fit_mapping` does, also where no column holds the case reference yet: for choosing one.

    Raises:
        InputRefused: The mapping names a column that the list does not have, or two for one role.
    """
    stated = {} if mapping is None else _stated_uses(mapping, table)
    _check_single(stated.values())
    taken = {use.role for use in stated.values() if not FACTS[use.role].several}
    proposed = _proposed_uses([header for header in table.header if header not in stated], taken)
    uses = stated | proposed
    columns = tuple(uses[header] for header in table.header)
    return Mapping(columns) if mapping is None else replace(mapping, columns=columns)


def _stated_uses(mapping: Mapping, table: Headed) -> dict[str, ColumnUse]:
    headers = {heading_key(header): header for header in reversed(table.header)}
    exact = {header: header for header in table.header}
    uses: dict[str, ColumnUse] = {}
    for use in mapping.columns:
        header = exact.get(use.header) or headers.get(heading_key(use.header))
        if header is None:
            raise InputRefused(
                f"The mapping names a column “{use.header}”, which “{table.source}” does not have.",
                f"Its columns are: {headings_text(table.header)}. Change the mapping, or choose its list.",
            )
        uses[header] = replace(use, header=header)
    return uses


def _check_single(uses: Iterable[ColumnUse]) -> None:
    first: dict[Role, str] = {}
    for use in uses:
        if FACTS[use.role].several:
            continue
        if use.role in first:
            raise InputRefused(
                f"The columns “{first[use.role]}” and “{use.header}” are both mapped as “{use.role}”.",
                "Only one can be; map the other one as “ignore”.",
            )
        first[use.role] = use.header


def _proposed_uses(headers: Sequence[str], taken: Collection[Role]) -> dict[str, ColumnUse]:
    known = {header: recognise(header) for header in headers}
    surest: dict[Role, tuple[int, int]] = {}
    for place, found in enumerate(known.values()):
        if found is not None:
            role, rank = found
            surest[role] = min(surest.get(role, (rank, place)), (rank, place))
    uses: dict[str, ColumnUse] = {}
    for place, (header, found) in enumerate(known.items()):
        role = found[0] if found is not None else "ignore"
        is_first = FACTS[role].several or (role not in taken and surest[role][1] == place)
        uses[header] = use_of(header, role if is_first else "ignore")
    return uses


def no_id_refusal(table: Headed) -> InputRefused:
    """Return the refusal of a list without a column for the case reference."""
    where = f"the sheet “{table.sheet}” of “{table.source}”" if table.sheet else f"“{table.source}”"
    return InputRefused(
        f"No column of {where} is known to hold the case reference. "
        f"The headings found are: {headings_text(table.header)}.",
        "Choose the column on the Columns page, or name it in a file given with --map: "
        '[columns."HEADING"], and under it role = "id".',
    )


def headings_text(headers: Sequence[str]) -> str:
    """Return headings for a sentence, the first dozen of them, shortened."""
    shown = ", ".join(
        f"“{header if len(header) <= _LONGEST_HEADING else header[:_LONGEST_HEADING] + '…'}”"
        for header in headers[:_NAMED_HEADINGS]
    )
    left = len(headers) - _NAMED_HEADINGS
    return f"{shown} and {left:,} more" if left > 0 else shown
