"""The groups that a stored list falls into, and grouping it anew in its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cafaudit.sampling.strata import part_of
from cafaudit.storage.frame_blocks import FrameBlocks
from cafaudit.storage.kept_columns import parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cafaudit.domain.frame import FrameCase
    from cafaudit.storage.statements import Statements


class FrameGroups:
    """Groups of the stored lists: the values that they are made of, and the strata that result."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements

    def values(self, number: int, fields: Sequence[str], most: int) -> list[tuple[str, ...]]:
        """Return the combinations of values that a list has in these fields, excluded cases among them.

        Args:
            number: The list.
            fields: Fields of `cafaudit.sampling.strata.STRATUM_FIELDS`.
            most: How many to return at most.
        """
        rows = self._statements.rows(
            f"SELECT DISTINCT {parts(fields)} FROM frame_cases WHERE frame = ? LIMIT ?",  # noqa: S608 - our words
            (number, most),
        )
        return sorted(tuple(json.loads(row[0])) for row in rows)

    def regroup(self, number: int, fields: Sequence[str], names: Mapping[tuple[str, ...], str]) -> None:
        """Give the cases of a list the strata that their values stand for; the list's own group is kept.

        Args:
            number: The list.
            fields: The fields that the values are taken of.
            names: The stratum by the values, for every combination that the list has.
        """

        def regrouped(case: FrameCase) -> FrameCase:
            made = tuple(part_of(case, field) for field in fields)
            return replace(case, stratum=names[made], group=part_of(case, "stratum"))

        FrameBlocks(self._statements).rewrite(number, regrouped)
