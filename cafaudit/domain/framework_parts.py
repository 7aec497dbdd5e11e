"""What the readers of a framework's tables share: ids, lists with ids, and references between tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cafaudit.domain.framework import NOT_APPLICABLE, Choice, GradeScale, OutcomeSet, Timescale
from cafaudit.domain.toml_table import TomlTable
from cafaudit.domain.vocabulary import OVERALL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")

_RESERVED = {NOT_APPLICABLE: "“not applicable”", OVERALL: "the judgement of the whole"}

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Judging:
    """The `[judging]` table: scales, rules and limiting areas, by id."""

    table: TomlTable
    file_scale: str | None
    area_scale: str | None
    area_rule: str
    overall_rule: str
    limiting: tuple[str, ...]


@dataclass(frozen=True)
class References:
    """What areas and aspects may refer to."""

    judging: Judging
    scales: tuple[GradeScale, ...]
    timescales: tuple[Timescale, ...]
    outcome_sets: tuple[OutcomeSet, ...]

    def scale(self, scale_id: str | None) -> GradeScale | None:
        """Return the scale of that id, None for none."""
        return next((scale for scale in self.scales if scale.id == scale_id), None)


def listed(root: TomlTable, key: str, read: Callable[[TomlTable], _Part]) -> tuple[_Part, ...]:
    """Read a list of tables that each have an id of their own, and refuse unknown keys in them."""
    taken: set[str] = set()
    parts = []
    for table in root.tables(key):
        claim(table, read_id(table), taken)
        parts.append(read(table))
        table.finish()
    return tuple(parts)


def read_id(table: TomlTable, outcome: Choice | None = None) -> str:
    """Return the id of a table, with the outcome's id put in where the table stands for several."""
    text = table.text("id")
    if outcome is not None:
        text = text.replace("{outcome}", outcome.id)
    if not _ID.fullmatch(text):
        table.refuse(
            "id",
            f"“{text}” is not an id.",
            "Use small letters a to z, digits and hyphens, beginning with a letter or digit.",
        )
    if text in _RESERVED:
        table.refuse("id", f"“{text}” is kept for {_RESERVED[text]}.", "Choose another id.")
    return text


def claim(table: TomlTable, part_id: str, taken: set[str]) -> None:
    """Add an id to those that are taken; refused when it was taken already."""
    if part_id in taken:
        table.refuse("id", f"the id “{part_id}” is used twice.", "Give each its own id.")
    taken.add(part_id)


def check_known(table: TomlTable, key: str, wanted: str, what: str, known: Collection[str]) -> None:
    """Refuse what a key names when it is not among the known ids, and list these."""
    if wanted not in known:
        names = ", ".join(known) or "none here"
        table.refuse(key, f"there is no {what} “{wanted}”.", f"Known: {names}.")


def read_choice(table: TomlTable) -> Choice:
    """Read one choice or outcome: its id and its text."""
    return Choice(id=read_id(table), text=table.text("text"))


def read_descriptors(table: TomlTable, scale: GradeScale | None) -> dict[str, str]:
    """Read the table of descriptors; each grade must be one of the scale."""
    descriptors = table.text_map("descriptors")
    known = [] if scale is None else [grade.id for grade in scale.grades]
    for grade in descriptors:
        check_known(table.table("descriptors"), grade, grade, "grade on the scale used here", known)
    return descriptors
