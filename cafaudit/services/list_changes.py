"""What a newer list changes: against the list that it replaces, or against the one that was drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """A case that a newer list adds, lacks or has otherwise; `fields` are the kept ones that differ."""

    case: str
    what: Literal["added", "removed", "altered"]
    stratum: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleChange:
    """A drawn case that a newer list lacks, has otherwise, or would exclude; `role` is sample or reserve."""

    case: str
    what: Literal["gone", "altered", "excluded"]
    stratum: str
    role: str
    order: int
    draw: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChanges:
    """What a newer list changed against the one before it, or against the one that was drawn from.

    Attributes:
        list_number: The newer list; None where nothing was imported a second time.
        against: The list that it is compared with.
        source: The file's name of the newer one, and `before` that of the other.
        beside: Whether a sample was drawn from the other list already, which then goes on standing.
        added: Cases that only the newer list has; drawn from the other one they had no chance.
        removed: Cases that only the other list has.
        altered: Cases that both have with different kept values.
        same: Cases that both have alike.
        fields: How many cases differ in each kept field.
        cases: The cases themselves, the first few hundred of each sort.
        capped: Whether there are more than `cases` names.
        sample: The drawn cases that are concerned, all of them; () before a draw.
    """

    list_number: int | None = None
    against: int | None = None
    source: str = ""
    before: str = ""
    beside: bool = False
    added: int = 0
    removed: int = 0
    altered: int = 0
    same: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    cases: tuple[CaseChange, ...] = ()
    capped: bool = False
    sample: tuple[SampleChange, ...] = ()
