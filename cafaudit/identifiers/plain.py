"""Identifiers in plain words, on their way from a list into fingerprints and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Identifiers:
    """What a case list says about who people are: held in memory only, shown and stored never.

    It prints as counts, and refuses to be pickled or copied into anything that could be kept.

    Attributes:
        people: Names of children and their families, as the cells have them.
        staff: Names of practitioners.
        dates: Dates of birth.
        numbers: Court, NHS, telephone and other numbers that belong to a person.
    """

    __slots__ = ("dates", "numbers", "people", "staff")

    def __init__(
        self,
        *,
        people: Iterable[str] = (),
        staff: Iterable[str] = (),
        dates: Iterable[date] = (),
        numbers: Iterable[str] = (),
    ) -> None:
        """Keep each name, date and number once."""
        self.people = frozenset(people)
        self.staff = frozenset(staff)
        self.dates = frozenset(dates)
        self.numbers = frozenset(numbers)

    def merged(self, other: Self) -> Identifiers:
        """Return the identifiers of both."""
        return Identifiers(
            people=self.people | other.people,
            staff=self.staff | other.staff,
            dates=self.dates | other.dates,
            numbers=self.numbers | other.numbers,
        )

    def __repr__(self) -> str:
        return (
            f"<Identifiers: {len(self.people)} people, {len(self.staff)} staff, "
            f"{len(self.dates)} dates, {len(self.numbers)} numbers>"
        )

    def __reduce__(self) -> NoReturn:
        raise TypeError("Identifiers are not to be stored or sent")
