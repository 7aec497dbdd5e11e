"""What a stored case keeps, as an expression of SQL: for questions over a whole list without its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.sampling.strata import STRATUM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS = frozenset({"opened_on", "closed_on", "allocated_on", "audited_on"})


def kept(field: str, of: str = "frame_cases") -> str:
    """Return the expression of a kept value; it is NULL where the list does not say.

    Raises:
        ValueError: it is no field that a case keeps for this.
    """
    _require(field)
    return f"json_extract({of}.facts, '$.{field}')"


def part(field: str, of: str = "frame_cases") -> str:
    """Return the expression of what `cafaudit.sampling.strata.part_of` gives of a case: always a text.

    Raises:
        ValueError: strata cannot be made of that field.
    """
    value = kept(field, of)
    if field == "stratum":
        return f"coalesce(nullif(json_extract({of}.facts, '$.group'), ''), {of}.stratum)"
    if field == "domestic_violence":
        return f"CASE {value} WHEN 1 THEN 'Yes' WHEN 0 THEN 'No' ELSE '' END"
    if field in _DAYS:
        return f"CASE WHEN {value} IS NULL THEN '' ELSE CAST(CAST({value} AS INTEGER) AS TEXT) END"
    return f"coalesce({value}, '')"


def parts(fields: Sequence[str], of: str = "frame_cases") -> str:
    """Return the expression of several parts as one JSON array, for grouping by them.

    Raises:
        ValueError: strata cannot be made of one of the fields.
    """
    return f"json_array({', '.join(part(field, of) for field in fields)})"


def _require(field: str) -> None:
    """Only names that we know stand in a statement."""
    if field not in STRATUM_FIELDS:
        message = f"no such kept field: {field}"
        raise ValueError(message)
