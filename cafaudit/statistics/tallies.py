"""Counts of files by answer, per item and stratum.

A tally counts files, never scores: one answer a file and item. Only random readings of record may be
handed in; who is asked for a proportion has to leave tracked, targeted and chosen files out before.
"Not applicable" stands apart and outside every denominator, and so do files not yet answered.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.framework import NOT_APPLICABLE
from cafaudit.statistics.intervals import CountRange, count_range

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cafaudit.domain.framework import GradeScale


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnswer:
    """What the reading of record of one file answers to one item.

    `answer` is a grade or answer id, "na", or None for no answer yet. `by_rule` marks a "not
    applicable" that the framework preset because no file can answer the item.
    """

    case: str
    stratum: str
    item: str
    answer: str | None
    by_rule: bool = False
    unsettled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Files of one stratum (None: of all) by their answer to one item.

    `counts` holds a pair for every answer that the item offers, best or first one first, zeros
    included. `not_applicable`, `by_rule`, `unsettled` and `unanswered` are no part of `applicable`.
    """

    item: str
    stratum: str | None
    counts: tuple[tuple[str, int], ...]
    not_applicable: int
    by_rule: int
    unsettled: int
    unanswered: int

    @property
    def applicable(self) -> int:
        """Files to which the item applies and that have an answer: the denominator."""
        return sum(count for _, count in self.counts)

    @property
    def files(self) -> int:
        """All files of the tally, answered or not."""
        return self.applicable + self.not_applicable + self.by_rule + self.unsettled + self.unanswered

    def count(self, *answers: str) -> int:
        """Return the files with one of these answers; KeyError for one that the item does not offer."""
        offered = dict(self.counts)
        return sum(offered[answer] for answer in answers)

    def passing(self, scale: GradeScale) -> int | None:
        """Return the files on the passing side of the scale's line; None for a scale without one."""
        if scale.line is None:
            return None
        return sum(count for grade, count in self.counts if scale.passes(grade))

    def range_of(self, count: int, population: int) -> CountRange:
        """Return the exact 95 % range for a count of this tally in the list that was drawn from.

        Args:
            count: Files of the tally's `applicable` ones.
            population: Files of the stratum, or of all strata, on the whole list.

        Raises:
            ValueError: More files than the list has, or a count above `applicable`.
        """
        outside = self.not_applicable + self.by_rule
        return count_range(count, self.applicable, population - outside)


def tally(
    answers: Iterable[FileAnswer], *, item: str, offered: Sequence[str], strata: Sequence[str]
) -> tuple[Tally, ...]:
    """Count the answers to one item: a tally for each stratum in the order given, then one for all.

    Args:
        answers: Answers to any items; those to others are passed over.
        item: The area or aspect to count.
        offered: The answers that it offers, in the order in which they are to be shown.
        strata: Every stratum of the draw; one without files gives a tally of zeros.

    Raises:
        ValueError: A file answers twice, an answer is not offered, or a stratum is not known, or a
            mark does not fit its answer.
    """
    mine = [answer for answer in answers if answer.item == item]
    _check(mine, offered, strata)
    rows = [_count(item, stratum, offered, [a for a in mine if a.stratum == stratum]) for stratum in strata]
    return (*rows, _count(item, None, offered, mine))


def _check(answers: Iterable[FileAnswer], offered: Collection[str], strata: Collection[str]) -> None:
    seen: set[str] = set()
    for answer in answers:
        if answer.case in seen:
            raise ValueError(f"file {answer.case} answers {answer.item} twice")
        seen.add(answer.case)
        if answer.stratum not in strata:
            raise ValueError(f"file {answer.case} is of no known stratum: {answer.stratum}")
        if answer.by_rule and answer.answer != NOT_APPLICABLE:
            raise ValueError(f"file {answer.case} has the answer {answer.answer} by rule")
        if answer.unsettled and answer.answer is not None:
            raise ValueError(f"file {answer.case} is unsettled and has the answer {answer.answer}")
        if answer.answer not in (None, NOT_APPLICABLE, *offered):
            raise ValueError(f"{answer.item} does not offer the answer {answer.answer}")


def _count(item: str, stratum: str | None, offered: Sequence[str], answers: Sequence[FileAnswer]) -> Tally:
    by_answer = Counter(answer.answer for answer in answers)
    by_rule = sum(answer.by_rule for answer in answers)
    unsettled = sum(answer.unsettled for answer in answers)
    return Tally(
        item=item,
        stratum=stratum,
        counts=tuple((answer, by_answer[answer]) for answer in offered),
        not_applicable=by_answer[NOT_APPLICABLE] - by_rule,
        by_rule=by_rule,
        unsettled=unsettled,
        unanswered=by_answer[None] - unsettled,
    )
