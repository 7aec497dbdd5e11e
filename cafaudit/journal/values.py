"""What the values of a visit's sample can be: a list as fixed, draws, drawn cases, and numbers in cells.

A member signs what they like, so a value of another kind may come with any pack. Such an event keeps its
place in its chain, but has no effect on any machine: the one table here decides for all who read cells.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from cafaudit.journal.canonical import LARGEST_INTEGER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.journal.canonical import Value
    from cafaudit.journal.cell import Cell

EXTENSION: Final = "extension-"
"""How the field of a draw begins in which an extension stands, its number behind it."""

_Count: TypeAlias = Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)]
_Number: TypeAlias = Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]
_Hash: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]

_FIGURES: Final = re.compile(r"[1-9][0-9]{0,3}")
_NUMBERED: Final = {"draw": 1, "case": 2, "reading": 2, "score": 2, "why": 2, "manager": 2}
"""Record types with a number in their cells, counted from 1, and at which part it stands."""


class _Drawn(msgspec.Struct, frozen=True):
    """A draw: no stratum gives more files than it has cases."""

    seed: str
    rule: str
    sizes: dict[str, _Count]
    strata: dict[str, _Count]
    frame_hash: _Hash
    source_named: Literal["", "before", "with"] = ""
    expected: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse files of strata that do not have them."""
        if any(size > self.strata.get(name, 0) for name, size in self.sizes.items()):
            message = "a stratum gives more files than it has cases"
            raise ValueError(message)


class _Extension(msgspec.Struct, frozen=True):
    sizes: dict[str, _Count]
    passed: list[str]


class _LateRule(msgspec.Struct, frozen=True):
    rule: str
    text: str
    mode: str


class _Case(msgspec.Struct, frozen=True):
    """A drawn case with what is kept of it."""

    case: str
    stratum: str
    ticket: str
    role: Literal["sample", "reserve"]
    order: _Number
    draw: _Number
    extension: _Count = 0
    office: str = ""
    team: str = ""
    law_type: str = ""
    application_type: str = ""
    case_type: str = ""
    practitioner: str = ""
    file_location: str = ""
    age_band: str = ""
    allocated_on: date | None = None
    domestic_violence: bool | None = None


class _Fixed(msgspec.Struct, frozen=True):
    hash: _Hash
    cases: _Count
    left_out: _Count = 0
    excluded: _Count = 0
    strata: dict[str, _Count] = {}
    exclusions: list[str] = []
    group_names: dict[str, str] = {}


_SHAPES: Final[Mapping[tuple[str, str], object]] = {
    ("draw", "seed_source"): str,
    ("draw", "drawn"): _Drawn,
    ("draw", "late_rule"): _LateRule,
    ("frame", "fixed"): _Fixed,
    ("frame", "exclusions"): list[str],
    ("assignment", "reader"): str,
    ("assignment", "mode"): str,
    ("assignment", "instead_of"): str,
}
"""What stands in a cell, by record type and field; cells that are not here may hold anything."""


def fits(cell: Cell, value: Value) -> bool:
    """Say whether a value can stand in a cell, whose parts are as many as its record type has.

    None, which clears a cell, always can. A drawn case must say of itself what its cell says.
    """
    if not _is_numbered(cell):
        return False
    if value is None:
        return True
    if cell[0] == "case":
        return _is_drawn_case(cell, value)
    shape = _Extension if _extends(cell) else _SHAPES.get((cell[0], cell[-1]))
    return shape is None or _has_shape(value, shape)


def _is_numbered(cell: Cell) -> bool:
    """Say whether the numbers in a cell are numbers."""
    place = _NUMBERED.get(cell[0])
    numbers = [] if place is None else [*cell[place : place + 1]]
    if _extends(cell):
        numbers.append(cell[-1].removeprefix(EXTENSION))
    return all(_FIGURES.fullmatch(number) for number in numbers)


def _extends(cell: Cell) -> bool:
    return cell[0] == "draw" and cell[-1].startswith(EXTENSION)


def _is_drawn_case(cell: Cell, value: Value) -> bool:
    try:
        said = msgspec.convert(value, type=_Case)
    except msgspec.ValidationError:
        return False
    return (said.case, str(said.draw)) == cell[1:]


def _has_shape(value: Value, shape: object) -> bool:
    try:
        msgspec.convert(value, type=shape)
    except msgspec.ValidationError:
        return False
    return True
