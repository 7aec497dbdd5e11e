"""Rules that leave cases out, as a form states them and a table shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.errors import InputRefused
from cafaudit.sampling.exclusions import DATE_FIELDS, RuleKind
from cafaudit.sampling.strata import STRATUM_FIELDS
from cafaudit.services.commands.excluding import ExcludeCases
from ui.models.rows import Column, PagedModel, RowsModel
from ui.when import read_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.services.queries.lists import ExcludedCase, ExclusionCount

_BETWEEN = re.compile(r"[;\n]")
_BETWEEN_REFS = re.compile(r"[;\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRule:
    """A rule as it was typed: every part as text."""

    kind: RuleKind
    field: str = ""
    months: str = ""
    before: str = ""
    values: str = ""
    cases: str = ""
    reason: str = ""


def command_of(typed: TypedRule) -> ExcludeCases:
    """Return the command that a typed rule stands for; only the parts of its kind are looked at.

    Raises:
        InputRefused: a number or a day is none.
    """
    if typed.kind == "listed":
        refs = tuple(one for one in _BETWEEN_REFS.split(typed.cases) if one)
        return ExcludeCases(kind="listed", cases=refs, reason=typed.reason.strip())
    if typed.kind == "values":
        values = tuple(one.strip() for one in _BETWEEN.split(typed.values))
        return ExcludeCases(kind="values", field=typed.field, values=values, reason=typed.reason.strip())
    day = read_day(typed.before)
    if day is None:
        raise InputRefused(
            _tr("“{text}” is no day.").format(text=typed.before), _tr("Type one such as 14 July 2009.")
        )
    months = _months(typed.months) if typed.kind == "within_months" else None
    return ExcludeCases(
        kind=typed.kind, field=typed.field, months=months, before=day, reason=typed.reason.strip()
    )


def kinds_for(kept: Sequence[str]) -> tuple[tuple[RuleKind, str], ...]:
    """Return the kinds of rule that a list with these fields can have, with their words."""
    days = any(name in DATE_FIELDS for name in kept)
    by_day: tuple[tuple[RuleKind, str], ...] = (
        ("within_months", _tr("A day lies within some months")),
        ("before", _tr("A day lies before another")),
    )
    return (
        *(by_day if days else ()),
        ("values", _tr("A column has a value")),
        ("listed", _tr("Its reference is one of these")),
    )


def fields_for(kind: RuleKind, kept: Sequence[str]) -> tuple[str, ...]:
    """Return the kept fields that a rule of a kind can go by."""
    if kind == "listed":
        return ()
    allowed = STRATUM_FIELDS if kind == "values" else tuple(DATE_FIELDS)
    return tuple(name for name in allowed if name in kept)


def rules_model() -> RowsModel[ExclusionCount]:
    """Return an empty model of rules."""
    return RowsModel["ExclusionCount"](
        (
            Column(_tr("Rule"), lambda rule: rule.sentence, width=-1),
            Column(_tr("Cases"), lambda rule: f"{rule.cases:,}", align="right"),
        )
    )


def excluded_model() -> PagedModel[ExcludedCase]:
    """Return an empty model of the cases that a rule took out."""
    return PagedModel["ExcludedCase"](
        (
            Column(_tr("Row"), lambda case: f"{case.line:,}", align="right", tone_quiet=True),
            Column(_tr("Case"), lambda case: case.case),
            Column(_tr("Stratum"), lambda case: case.stratum, width=-1),
            Column(_tr("Office"), lambda case: case.office, width=-1),
        )
    )


def _months(text: str) -> int:
    plain = text.strip()
    if not plain.isdecimal() or len(plain) > 4:  # noqa: PLR2004 - figures of a number that can be months
        raise InputRefused(
            _tr("“{text}” is no number of months.").format(text=text), _tr("Type one in figures, such as 12.")
        )
    return int(plain)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
