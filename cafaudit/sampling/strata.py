"""Strata: any combination of kept columns, with names that a person would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from cafaudit.domain.frame import plain_label
from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cafaudit.domain.frame import FrameCase

STRATUM_FIELDS: Final = (
    "stratum",
    "office",
    "team",
    "law_type",
    "application_type",
    "case_type",
    "practitioner",
    "file_location",
    "age_band",
    "domestic_violence",
    "opened_on",
    "closed_on",
    "allocated_on",
    "audited_on",
)
"""The fields of a kept case that strata can be made of: of a day the year, of the flag "Yes" or "No"."""

NOT_STATED: Final = "Not stated"
"""The part of a stratum's name where a case's cell is blank."""

MOST_GROUPS: Final = 200
"""Strata that a list may have."""

LONGEST_NAME: Final = 200

_DAYS: Final = frozenset({"opened_on", "closed_on", "allocated_on", "audited_on"})
_LINE_SIGNS: Final = "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def stratum_name(parts: Iterable[str]) -> str:
    """Return the name of a stratum from the values that it is made of; blanks are called "Not stated"."""
    return ", ".join(part or NOT_STATED for part in parts)


def part_of(case: FrameCase, field: str) -> str:
    """Return what a case has in a field of `STRATUM_FIELDS`; "stratum" is the group that the list gave it."""
    if field == "stratum":
        return case.group or case.stratum
    return part_text(getattr(case, field))


def part_text(value: object) -> str:
    """Return the part that a kept value gives: a year of a day, "Yes" or "No" of a flag, "" of a blank."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return str(value.year)
    return "" if value is None else str(value)


def stated_part(said: Mapping[str, object], field: str) -> str:
    """Return the same as `part_of` of a case that is plain JSON: fields with a value, days as ISO texts."""
    if field == "stratum":
        return str(said.get("group") or said["stratum"])
    value = said.get(field)
    if field in _DAYS and isinstance(value, str):
        return part_text(date.fromisoformat(value))
    return part_text(value)


def strata_said(count: int) -> str:
    """Return a number of strata as it is said: "1 stratum", "12 strata"."""
    return "1 stratum" if count == 1 else f"{count:,} strata"


def check_fields(fields: Sequence[str]) -> None:
    """Refuse fields that strata cannot be made of.

    Raises:
        InputRefused: A field is not one that strata can be made of, stands there twice, or none is named.
    """
    unknown = [name for name in fields if name not in STRATUM_FIELDS]
    if unknown or not fields:
        raise InputRefused(
            f"Strata cannot be made of “{unknown[0]}”." if unknown else "No column was named for the strata.",
            f"Use one or more of: {', '.join(STRATUM_FIELDS)}.",
        )
    if len(set(fields)) < len(fields):
        raise InputRefused("A column was named twice for the strata.", "Name each column once.")


def joined_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return names of groups with each letter and its accents joined into one sign (Unicode NFC).

    Some keyboards and files write them apart, which looks the same; the groups of a list have them joined.
    """
    return {normalize("NFC", group): normalize("NFC", name) for group, name in names.items()}


def check_names(names: Mapping[str, str], groups: Iterable[str]) -> None:
    """Refuse names that strata cannot have.

    Args:
        names: The name that a person gives, by the name made of the values. One name given to several
            groups puts them together.
        groups: The names made of the values.

    Raises:
        InputRefused: A name is blank, runs over lines or has a tab in it, or names a group that is not there.
    """
    known = set(groups)
    for group, name in names.items():
        if group not in known:
            raise InputRefused(
                f"There is no group “{group}” to be named.",
                f"The groups are: {'; '.join(sorted(known)[:MOST_GROUPS])}.",
            )
        problem = _problem_of(name)
        if problem:
            raise InputRefused(f"The group “{group}” cannot have the name “{name}”: {problem}.", _NAME_ADVICE)


def restratify(
    cases: Iterable[FrameCase], fields: Sequence[str], names: Mapping[str, str] | None = None
) -> tuple[FrameCase, ...]:
    """Return the cases with strata made of these fields, such as ("stratum", "office").

    Args:
        cases: The cases of a list.
        fields: Fields of `STRATUM_FIELDS`.
        names: Names that a person gives, by the name made of the values.

    Raises:
        InputRefused: A field is not one that strata can be made of, or none is named.
    """
    check_fields(fields)
    given = names or {}
    return tuple(_regrouped(case, fields, given) for case in cases)


def _regrouped(case: FrameCase, fields: Sequence[str], names: Mapping[str, str]) -> FrameCase:
    made = stratum_name(part_of(case, name) for name in fields)
    return replace(case, stratum=names.get(made, made), group=case.group or case.stratum)


_NAME_ADVICE: Final = "Give it a name of one line, such as “Long-term public, northern offices”."


def _problem_of(name: str) -> str:
    if any(sign in _LINE_SIGNS for sign in name):
        return "it has a tab or a line break in it"
    if len(name) > LONGEST_NAME:
        return f"it has {len(name):,} signs, {LONGEST_NAME} are the most"
    if not plain_label(name):
        return "it is blank"
    if plain_label(name) != name:
        return "it has blanks at its ends, double blanks or signs that cannot be seen"
    return ""
