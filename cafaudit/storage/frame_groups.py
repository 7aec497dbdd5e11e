"""The values that a stored list has in its kept columns, and grouping it anew by them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.sampling.strata import part_of, stated_part
from cafaudit.storage.frame_blocks import FrameBlocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cafaudit.storage.statements import Statements


class FrameGroups:
    """Groups of the stored lists: the values that they are made of, and the strata that result."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._blocks = FrameBlocks(statements)

    def values(
        self, number: int, fields: Sequence[str], progress: Progress = NO_PROGRESS
    ) -> Counter[tuple[str, ...]]:
        """Return how often each combination of values stands in a list, excluded cases among them.

        `fields` are those of `cafaudit.sampling.strata.STRATUM_FIELDS`; "" stands for a blank. `progress`
        is asked now and then whether to go on.
        """
        return Counter(
            tuple([part_of(case, field) for field in fields]) for case in self._blocks.every(number, progress)
        )

    def regroup(
        self,
        number: int,
        fields: Sequence[str],
        names: Mapping[tuple[str, ...], str],
        progress: Progress = NO_PROGRESS,
    ) -> None:
        """Give the cases of a list the strata that their values stand for; the list's own group is kept.

        Args:
            number: The list.
            fields: The fields that the values are taken of.
            names: The stratum by the values, for every combination that the list has.
            progress: Asked now and then whether to go on.
        """

        def regroup(said: dict[str, Any]) -> None:
            group = said.get("group") or said["stratum"]
            made = tuple([stated_part(said, field) for field in fields])
            said["stratum"], said["group"] = names[made], group

        self._blocks.restate(number, regroup, progress)
