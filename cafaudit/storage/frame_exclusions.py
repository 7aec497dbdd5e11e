"""Marks of the cases that rules took out of a list; the cases themselves stay where they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from cafaudit.domain.frame import FrameCase
from cafaudit.storage.frame_blocks import FrameBlocks
from cafaudit.storage.kept_columns import kept, part

if TYPE_CHECKING:
    from cafaudit.sampling.exclusions import ExclusionRule
    from cafaudit.storage.statements import Statements

NOT_EXCLUDED = (
    " NOT EXISTS (SELECT 1 FROM excluded_cases AS x"
    " WHERE x.frame = frame_cases.frame AND x.position = frame_cases.position)"
)
"""The condition for cases that no rule took out."""

_BY_RULE = (
    "SELECT c.facts, x.rule FROM excluded_cases AS x"
    " JOIN frame_cases AS c ON c.frame = x.frame AND c.position = x.position"
    " WHERE x.frame = ? AND (? = 0 OR x.rule = ?) ORDER BY x.rule, x.position LIMIT ? OFFSET ?"
)


class FrameExclusions:
    """Which cases of the stored lists are excluded, and by which rule, counted from 1."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements

    def mark(self, number: int, rule_number: int, rule: ExclusionRule) -> int:
        """Mark the cases that a rule takes out and no earlier one did; returns how many."""
        condition, values = self._condition(number, rule)
        marked = self._statements.run(
            "INSERT INTO excluded_cases (frame, position, rule)"  # noqa: S608 - built of our own words alone
            f" SELECT frame, position, ? FROM frame_cases WHERE frame = ? AND {condition} AND {NOT_EXCLUDED}",
            (rule_number, number, *values),
        )
        FrameBlocks(self._statements).recount(number)
        return marked

    def clear(self, number: int) -> int:
        """Take every mark off a list; returns how many there were."""
        cleared = self._statements.run("DELETE FROM excluded_cases WHERE frame = ?", (number,))
        if cleared:
            FrameBlocks(self._statements).recount(number)
        return cleared

    def counts(self, number: int) -> dict[int, int]:
        """Return how many cases each rule took out; rules that took none out are not in it."""
        rows = self._statements.rows(
            "SELECT rule, count(*) FROM excluded_cases WHERE frame = ? GROUP BY rule ORDER BY rule", (number,)
        )
        return {int(rule): int(count) for rule, count in rows}

    def cases(
        self, number: int, *, rule: int = 0, start: int = 0, length: int = -1
    ) -> list[tuple[FrameCase, int]]:
        """Return excluded cases with their rule, by rule and then in the order of the file.

        Args:
            number: The list.
            rule: The rule that took them out, 0 for any.
            start: How many to leave out at the beginning.
            length: How many at most, -1 for all.
        """
        rows = self._statements.rows(_BY_RULE, (number, rule, rule, length, start))
        return [(msgspec.json.decode(facts, type=FrameCase), int(by)) for facts, by in rows]

    def marks(self, number: int, first: int, count: int) -> dict[int, int]:
        """Return the rule by position for the excluded ones of some positions, the first one being 1."""
        rows = self._statements.rows(
            "SELECT position, rule FROM excluded_cases WHERE frame = ? AND position >= ? AND position < ?",
            (number, first, first + count),
        )
        return {int(position): int(rule) for position, rule in rows}

    def stated(self, number: int, field: str) -> int:
        """Return how many cases of a list say something in a kept field, excluded ones among them."""
        row = self._statements.row(
            f"SELECT count({kept(field)}) FROM frame_cases WHERE frame = ?",  # noqa: S608 - as above
            (number,),
        )
        return 0 if row is None else int(row[0])

    def values(self, number: int, field: str) -> dict[str, int]:
        """Return how often each value of a kept column stands in a list, "" for blank, by value."""
        rows = self._statements.rows(
            f"SELECT {part(field)} AS value, count(*) FROM frame_cases WHERE frame = ?"  # noqa: S608 - as above
            " GROUP BY value ORDER BY value",
            (number,),
        )
        return {str(value): int(count) for value, count in rows}

    def missing(self, number: int, refs: tuple[str, ...]) -> list[str]:
        """Return those of the references that a list does not have, in their order."""
        rows = self._statements.rows(
            "SELECT value FROM json_each(?) AS wanted WHERE NOT EXISTS"
            " (SELECT 1 FROM frame_cases WHERE frame = ? AND ref = wanted.value) ORDER BY wanted.key",
            (json.dumps(refs), number),
        )
        return [str(row[0]) for row in rows]

    def _condition(self, number: int, rule: ExclusionRule) -> tuple[str, list[object]]:
        if rule.kind == "listed":
            return "ref IN (SELECT value FROM json_each(?))", [json.dumps(rule.cases)]
        if rule.kind == "values":
            wanted = {value.casefold() for value in rule.values}
            spelt = [value for value in self.values(number, rule.field) if value.casefold() in wanted]
            among = " IN (SELECT value FROM json_each(?))"
            return part(rule.field) + among, [json.dumps(spelt)]
        days = rule.days
        if days is None:
            message = f"a rule without a day: {rule}"
            raise ValueError(message)
        return f"{kept(rule.field)} BETWEEN ? AND ?", [day.isoformat() for day in days]
