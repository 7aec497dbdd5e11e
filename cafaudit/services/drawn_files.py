"""The files of the newest draw as a command sees them: places, reserves, and whose reserves they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.journal.records import LEADS
from cafaudit.services.picture import Cells, sample_in
from cafaudit.services.reading_states import replacements_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.domain.picture import SampledCase
    from cafaudit.services.deed import Deed


def reserves_for(
    places: Iterable[SampledCase], stratum: str, code: str, *, leads: bool
) -> tuple[SampledCase, ...]:
    """Return the reserves of a stratum that somebody may take, the next one first.

    They are those that were dealt to them and that nobody took up; what was dealt to nobody is the lead's. So
    no two people who are apart can take the same one.
    """
    idle = (one for one in places if one.stratum == stratum and one.role == "reserve")
    return tuple(one for one in idle if one.reader == code or (leads and not one.reader))


class DrawnFiles:
    """Sample and reserves of the newest draw, looked at once."""

    def __init__(self, deed: Deed) -> None:
        """Look at the draw and at what was dealt and replaced."""
        tables = deed.work.tables
        cells = Cells(live for kind in ("case/", "assignment/") for live in tables.live_under(kind))
        self.places = sample_in(cells)
        self.me = deed.text("member", deed.author.key, "code") or deed.author.code
        self._deed = deed
        self._by_case = {place.ref: place for place in self.places}
        self._replaced = replacements_in(cells)

    def place(self, case: str) -> SampledCase:
        """Return a case's place in the newest draw.

        Raises:
            InputRefused: that draw did not give it.
        """
        if case not in self._by_case:
            raise InputRefused(
                f"Case “{case}” is not in the newest draw.", "Only a file of that draw has reserves."
            )
        return self._by_case[case]

    def replacements(self, case: str) -> tuple[str, ...]:
        """Return the reserves that are read instead of a case."""
        return self._replaced.get(case, ())

    def is_idle_reserve(self, case: str) -> bool:
        """Say whether a case is a reserve that nobody took up."""
        return case in self._by_case and self._by_case[case].role == "reserve"

    def reserves_of(self, stratum: str) -> tuple[SampledCase, ...]:
        """Return the reserves of a stratum that nobody took up, in drawn order."""
        return tuple(one for one in self.places if one.stratum == stratum and one.role == "reserve")

    def next_reserve(self, case: str) -> str:
        """Return the reserve that the author takes next in a file's place, see `reserves_for`.

        Raises:
            InputRefused: none is left, or the rest are somebody else's.
        """
        stratum = self.place(case).stratum
        idle = self.reserves_of(stratum)
        for one in reserves_for(idle, stratum, self.me, leads=self._deed.role in LEADS):
            if self._may_still_come(one.ref):
                return one.ref
        if idle:
            raise InputRefused(
                f"You have no reserve of “{stratum}” left; {len(idle):,} are with others or not dealt.",
                "Ask the lead to deal them again or to extend the sample, or go on with one file less.",
            )
        raise InputRefused(
            f"No reserve is left in “{stratum}”.",
            "Ask the lead to extend the sample, or go on with one file less.",
        )

    def _may_still_come(self, case: str) -> bool:
        return self._deed.value("reading", case, "1", "state") != "not_produced"
