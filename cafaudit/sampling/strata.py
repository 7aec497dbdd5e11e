"""Strata: any combination of kept columns, with names that a person would give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
)
"""The fields of a kept case that strata can be made of."""

NOT_STATED: Final = "Not stated"
"""The part of a stratum's name where a case's cell is blank."""


def stratum_name(parts: Iterable[str]) -> str:
    """Return the name of a stratum from the values that it is made of; blanks are called "Not stated"."""
    return ", ".join(part or NOT_STATED for part in parts)


def restratify(cases: Iterable[FrameCase], fields: Sequence[str]) -> tuple[FrameCase, ...]:
    """Return the cases with strata made of these fields, such as ("stratum", "office").

    Raises:
        InputRefused: A field is not one that strata can be made of, or none is named.
    """
    unknown = [name for name in fields if name not in STRATUM_FIELDS]
    if unknown or not fields:
        raise InputRefused(
            f"Strata cannot be made of “{unknown[0]}”." if unknown else "No column was named for the strata.",
            f"Use one or more of: {', '.join(STRATUM_FIELDS)}.",
        )
    return tuple(
        replace(case, stratum=stratum_name(getattr(case, name) for name in fields)) for case in cases
    )
