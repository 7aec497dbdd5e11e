"""Drawn files given to readers, one by one or dealt in turn, and reserves to those who read their stratum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.drawn_files import DrawnFiles
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.picture import SampledCase
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class AssignFiles:
    """Give files to a reader, named by their code; an empty reader takes them back.

    Reserves that nobody took up are given by the lead alone.
    """

    cases: tuple[str, ...]
    reader: str


@dataclass(frozen=True, kw_only=True)
class DealFiles:
    """Deal the sample to readers, named by their codes, in turn within each stratum; reserves as well.

    Dealt again, for instance after an extension, it moves no file that was begun and no reserve that
    somebody else may have taken by now.
    """

    readers: tuple[str, ...]


@handles(AssignFiles)
def _assign_files(deed: Deed, command: AssignFiles) -> str:
    from cafaudit.services.commands.readings import require_drawn  # noqa: PLC0415

    reader = clean_line(command.reader, "reader")
    if reader:
        _require_readers(deed, (reader,))
    files = DrawnFiles(deed)
    for case in command.cases:
        require_drawn(deed, case)
        if files.is_idle_reserve(case):
            deed.require_role(lead_only=True)
        deed.set("assignment", case, "reader", value=reader or None)
    return f"{len(command.cases):,} files given to {reader or 'nobody'}"


@handles(DealFiles, lead_only=True)
def _deal_files(deed: Deed, command: DealFiles) -> str:
    readers = tuple(dict.fromkeys(command.readers))
    _require_readers(deed, readers)
    files = DrawnFiles(deed)
    if not files.places:
        raise InputRefused("There is no sample to deal.", "Draw the sample first.")
    hands = Hands(readers)
    strata = list(dict.fromkeys(place.stratum for place in files.places))
    total = [place for place in files.places if place.role == "sample"]
    for stratum in strata:
        _deal_sample(deed, [place for place in total if place.stratum == stratum], hands, len(total))
    settled = _reserves_that_stay(deed, files)
    reserves = Hands(readers)
    for stratum in strata:
        _deal_reserves(deed, files.reserves_of(stratum), reserves, hands.readers_of(stratum), settled)
    return f"Files dealt to {', '.join(readers)}"


@dataclass(slots=True)
class Hands:
    """Who holds how many files, in each stratum and in all."""

    readers: tuple[str, ...]
    of_stratum: Counter[tuple[str, str]] = field(default_factory=Counter)
    of_all: Counter[str] = field(default_factory=Counter)

    def give(self, reader: str, stratum: str) -> None:
        """Count one more file."""
        self.of_stratum[reader, stratum] += 1
        self.of_all[reader] += 1

    def least(self, stratum: str, among: Sequence[str] = ()) -> str:
        """Return who holds fewest files of a stratum, then fewest in all, then stands first."""
        return min(among or self.readers, key=lambda who: (self.of_stratum[who, stratum], self.of_all[who]))

    def has_room(self, reader: str, stratum: str, files: int, total: int) -> bool:
        """Say whether one more file keeps a reader within their share of a stratum and of all files."""
        fair, fair_in_all = (-(-count // len(self.readers)) for count in (files, total))
        return self.of_stratum[reader, stratum] < fair and self.of_all[reader] < fair_in_all

    def readers_of(self, stratum: str) -> tuple[str, ...]:
        """Return the readers who hold files of a stratum; all where nobody does."""
        return tuple(r for r in self.readers if self.of_stratum[r, stratum]) or self.readers


def _deal_sample(deed: Deed, places: Sequence[SampledCase], hands: Hands, total: int) -> None:
    """Leave what was begun, leave what is dealt fairly, and give the rest to whoever has fewest."""
    waiting = []
    for place in places:
        if place.reader and _is_begun(deed, place):
            hands.give(place.reader, place.stratum)
        else:
            waiting.append(place)
    moving = []
    for place in waiting:
        known = place.reader in hands.readers
        if known and hands.has_room(place.reader, place.stratum, len(places), total):
            hands.give(place.reader, place.stratum)
        else:
            moving.append(place)
    for place in moving:
        reader = hands.least(place.stratum)
        hands.give(reader, place.stratum)
        deed.set("assignment", place.ref, "reader", value=reader)


def _deal_reserves(
    deed: Deed, reserves: Sequence[SampledCase], hands: Hands, readers: Sequence[str], settled: frozenset[str]
) -> None:
    for place in reserves:
        if place.ref in settled:
            hands.give(place.reader, place.stratum)
    for place in reserves:
        if place.ref not in settled:
            reader = hands.least(place.stratum, readers)
            hands.give(reader, place.stratum)
            deed.set("assignment", place.ref, "reader", value=reader)


def _reserves_that_stay(deed: Deed, files: DrawnFiles) -> frozenset[str]:
    """Return the reserves that another member may have taken by now, on a copy that is elsewhere.

    Before the first pack nobody has any; from then on those that were dealt to somebody else in the team.
    """
    if deed.work.local.setting_or_none("packs_sent") is None:
        return frozenset()
    others = {code for code in _codes(deed) if code != files.me}
    return frozenset(one.ref for one in files.places if one.role == "reserve" and one.reader in others)


def _is_begun(deed: Deed, place: SampledCase) -> bool:
    """Say whether a file moves no more: it holds something, has a state or replaces another."""
    if place.instead_of or deed.value("reading", place.ref, "1", "state") is not None:
        return True
    below = (cell_text((kind, place.ref, "1")) + "/" for kind in ("score", "why", "manager"))
    return any(said.value is not None for prefix in below for _, said in deed.work.tables.under(prefix))


def _codes(deed: Deed) -> set[str]:
    return {deed.text("member", key, "code") for key in deed.work.tables.members()}


def _require_readers(deed: Deed, readers: tuple[str, ...]) -> None:
    codes = _codes(deed)
    for reader in readers:
        if reader not in codes:
            raise InputRefused(
                f"Nobody in the team has the code “{reader}”.",
                f"The team's codes are: {', '.join(sorted(codes))}.",
            )
    if not readers:
        raise InputRefused("No reader was named.", f"The team's codes are: {', '.join(sorted(codes))}.")
