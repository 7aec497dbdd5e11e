"""The kinds of list that are read from files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from cafaudit.intake.roles import heading_key, recognise
from cafaudit.intake.table import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

WantedName = Literal["case list", "draw sheet", "draw facts", "draw strata"]

_FACTS_HEADER: Final = frozenset({"what", "asrecorded"})
_STRATA_HEADER: Final = frozenset({"stratum", "inthelist", "filesdrawn", "filesinall", "reserves"})


def _has_id_heading(row: Sequence[str]) -> bool:
    return any((known := recognise(cell)) is not None and known[0] == "id" for cell in row if cell)


def _is_case_heading(cell: str) -> bool:
    return recognise(cell) is not None


def _is_draw_heading(cell: str) -> bool:
    return heading_key(cell) in _draw_headings()


def _is_draw_header(row: Sequence[str]) -> bool:
    return _draw_headings() <= {heading_key(cell) for cell in row}


@cache
def _draw_headings() -> frozenset[str]:
    from cafaudit.sampling import DRAW_SHEET_HEADER  # noqa: PLC0415 - a case list is read without it

    return frozenset(DRAW_SHEET_HEADER)


def _is_facts_header(row: Sequence[str]) -> bool:
    return {heading_key(cell) for cell in row} >= _FACTS_HEADER


def _is_strata_header(row: Sequence[str]) -> bool:
    return {heading_key(cell) for cell in row} >= _STRATA_HEADER


WANTED: Final[dict[WantedName, Wanted]] = {
    "case list": Wanted("case list", _is_case_heading, _has_id_heading),
    "draw sheet": Wanted("draw sheet", _is_draw_heading, _is_draw_header),
    "draw facts": Wanted("draw sheet", lambda cell: heading_key(cell) in _FACTS_HEADER, _is_facts_header),
    "draw strata": Wanted("draw sheet", lambda cell: heading_key(cell) in _STRATA_HEADER, _is_strata_header),
}
