"""Ways to group the cases of a list before the draw, and what each comes to; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from cafaudit.sampling import allocate, allocate_neyman, default_reserves
from cafaudit.sampling.strata import part_of, stratum_name
from cafaudit.statistics.shares import share_of

if TYPE_CHECKING:
    from cafaudit.domain.frame import FrameCase

ShareRule = Literal["proportional", "equal", "stated", "neyman"]
"""By share of the list, the same of each, as stated by stratum, or by share and expected rate (Neyman)."""

AS_LISTED = ("stratum",)
"""The groups that the list has now."""

MOST_GROUPS = 200
_OFFERED = ("office", "team", "law_type", "application_type", "case_type", "age_band")


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the sample is to be: files in all, how they are shared out, what the groups are made of.

    `stated` are the files by stratum where the rule is "stated", `expected` the shares by stratum, as typed,
    where it is "neyman"; else they are empty.
    """

    size: int = 24
    rule: ShareRule = "proportional"
    fields: tuple[str, ...] = AS_LISTED
    stated: tuple[tuple[str, int], ...] = ()
    expected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StratumSize:
    """A stratum: its cases in the list, files of the sample, reserves."""

    name: str
    cases: int
    files: int
    reserves: int


class Groups:
    """The groups that the cases of a stored list fall into, by any fields."""

    def __init__(self, cases: tuple[FrameCase, ...]) -> None:
        self._cases = cases
        self._counts: dict[tuple[str, ...], dict[str, int]] = {}

    def counts(self, fields: tuple[str, ...]) -> dict[str, int]:
        """Return how many cases each group of these fields holds, by name, as `GroupFrame` makes them."""
        if fields not in self._counts:
            names = Counter(stratum_name(part_of(case, name) for name in fields) for case in self._cases)
            self._counts[fields] = dict(sorted(names.items()))
        return self._counts[fields]

    def offered(self) -> tuple[str, ...]:
        """Return the fields that would part the present groups further: few enough values, more than one."""
        return tuple(name for name in _OFFERED if 1 < len(self.counts((name,))) <= MOST_GROUPS)


def sizes_of(counts: dict[str, int], plan: Plan) -> tuple[StratumSize, ...]:
    """Return what each stratum gives.

    Raises:
        InputRefused: the list does not hold as many, or what was stated does not fit its strata.
    """
    if plan.rule == "proportional" or plan.rule == "equal":  # noqa: PLR1714  # so that mypy sees which
        sizes = allocate(counts, plan.size, plan.rule)
    elif plan.rule == "neyman":
        shares = {name: share_of(text, _share_name(name)) for name, text in plan.expected}
        sizes = allocate_neyman(counts, plan.size, shares)
    else:
        sizes = allocate(counts, plan.size, dict(plan.stated))
    reserves = default_reserves(sizes, counts)
    return tuple(StratumSize(name, counts[name], sizes[name], reserves[name]) for name in sorted(counts))


def _share_name(stratum: str) -> str:
    return _tr("share for “{stratum}”").format(stratum=stratum)


def field_label(name: str) -> str:
    """Return what a person calls a field that groups are made of."""
    labels = {
        "stratum": _tr("as the list has them"),
        "office": _tr("office"),
        "team": _tr("team"),
        "law_type": _tr("law type"),
        "application_type": _tr("application"),
        "case_type": _tr("case type"),
        "age_band": _tr("age band"),
    }
    return labels.get(name, name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
