"""Which group each row of a list belongs to, as asked for or as the list offers it."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.intake.kept_field import KeptField, field_of, joined, spelt_alike
from cafaudit.intake.mapping import headings_text
from cafaudit.intake.roles import FACTS, ROLES, Role, heading_key
from cafaudit.sampling.strata import NOT_STATED, stratum_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.list_fields import Columns
    from cafaudit.intake.mapping import Headed, Mapping
    from cafaudit.intake.oddities import OddityLog

ALL_FILES: Final = "All files"
"""The one stratum of a list that offers none."""

MOST_STRATA: Final = 200

_EARLY: Final = re.compile(
    r"early\s+intervention|work\s+to\s+first\s+hearing|\bEIT?\b|\bWTFH\b", re.IGNORECASE
)
_LONG_TERM: Final = re.compile(r"long[\s-]*term", re.IGNORECASE)
_PRIVATE_OR_PUBLIC: Final = re.compile(r"\b(private|public)\b", re.IGNORECASE)


def check_headers_of(head: Headed, mapping: Mapping, wanted: Sequence[str]) -> list[str]:
    """Return the headings of the columns that strata are to be made of.

    Args:
        head: The list's headings.
        mapping: Its mapping, fitted to it.
        wanted: Roles or headings; empty for what the list offers, and then none are returned.

    Raises:
        InputRefused: There is no such column, or it would show who people are.
    """
    return [_header(head, mapping, name) for name in wanted]


def strata_of(columns: Columns, grouping: Sequence[str], lines: Sequence[int], log: OddityLog) -> KeptField:
    """Return the stratum of each row.

    Args:
        columns: The list's columns.
        grouping: Headings of the columns that the strata are made of. Empty for what the list offers: its
            service types, else law type and early or long-term work, else one group of all files.
        lines: The line of each row.
        log: Where oddities are noted.

    Raises:
        InputRefused: It makes hundreds of groups.
    """
    if grouping:
        parts = [spelt_alike(columns.labels[header], lines, log) for header in grouping]
        strata = joined(parts, stratum_name)
    else:
        strata = _offered(columns, lines, log)
    if len(strata.values) > MOST_STRATA:
        raise InputRefused(
            f"That makes {len(strata.values):,} groups of cases; {MOST_STRATA} are the most.",
            "Make the strata of columns with few different values, such as office or law type.",
        )
    return strata


def _offered(columns: Columns, lines: Sequence[int], log: OddityLog) -> KeptField:
    groups = columns.label("stratum")
    if groups is not None:
        stated = spelt_alike(groups, lines, log)
        blank = {place for place, label in enumerate(stated.values) if not label}
        for row in groups.rows_of(blank):
            what = "The row does not say which group it is of."
            log.note(what, f"It is in “{NOT_STATED}”.", row=lines[row], column=groups.heading)
        return joined([stated], lambda label: label[0] or NOT_STATED)
    laws, teams = columns.label("law_type"), columns.label("team")
    if laws is None:
        return KeptField([ALL_FILES], array("B", bytes(len(lines))))
    parts = [field_of(laws, str), *([] if teams is None else [field_of(teams, str)])]
    return joined(parts, lambda said: _by_law(said[0], said[1] if len(said) > 1 else ""))


def _by_law(law: str, team: str) -> str:
    found = _PRIVATE_OR_PUBLIC.search(law)
    kind = found[1].lower() if found else law
    if _EARLY.search(team):
        return f"Early intervention {kind}".rstrip()
    if _LONG_TERM.search(team):
        return f"Long-term {kind}".rstrip()
    return f"{kind.capitalize()} law" if found else kind or NOT_STATED


def _header(head: Headed, mapping: Mapping, name: str) -> str:
    header, role = _column(head, mapping, name)
    if role == "id" or "fingerprint" in FACTS[role].treatments:
        raise InputRefused(
            f"Strata cannot be made of “{header}”: it would show who people are.",
            "Use columns such as service type, office, team or law type.",
        )
    return header


def _column(head: Headed, mapping: Mapping, name: str) -> tuple[str, Role]:
    """Return the column that a name means: a role first, then a heading."""
    roles = {use.header: use.role for use in mapping.columns}
    for role in ROLES:
        if role == name and role != "ignore":
            header = mapping.header_of(role)
            if header is not None:
                return header, role
    for header in head.header:
        if heading_key(header) == heading_key(name):
            return header, roles[header]
    raise InputRefused(
        f"There is no column “{name}” that strata could be made of.",
        f"The columns are: {headings_text(head.header)}.",
    )
