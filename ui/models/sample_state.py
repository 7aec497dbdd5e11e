"""What the Sample page shows, worked out from one state of the visit: no widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.hash_words import hash_words
from cafaudit.domain.picture import RANDOM, DrawRecord, SampledCase
from cafaudit.domain.vocabulary import READING_MODES
from cafaudit.journal.records import LEADS
from cafaudit.services.queries.files import FrameState, frame
from cafaudit.services.request_lists import REQUEST_LIST, RequestList, request_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.picture import Person, Picture
    from ui.desk import Desk

LIST, COLUMNS, CHECKS, SIZES, DRAW, REQUESTS = range(6)
"""The steps of the ceremony, in their order."""

LISTED, RULES, NAMES, CHANGED = range(6, 10)
"""Beside the steps: the stored list to be looked at, cases left out by rule, groups and their names, what a
corrected list changed.
"""

CELLS = ("frame/", "draw/", "case/", "assignment/", "member/", "reading/")
"""What the page shows stands in cells that begin so."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST_SHARES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedList:
    """The list as it was fixed: its hash in lower-case hex and in ten words, when, and what it holds.

    `left_out` rows were no cases; `excluded` cases were left out by rule.
    """

    at: str
    hash: str
    words: tuple[str, ...]
    cases: int
    left_out: int
    excluded: int
    strata: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """Where a seed comes from, and when that was said."""

    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One stratum of a draw: how many of its `cases` were drawn, then its places, reserves after them.

    `narrowed` where rules took cases out of the list, so that `cases` are those that could be drawn.
    """

    stratum: str
    size: int
    cases: int
    places: tuple[SampledCase, ...]
    narrowed: bool = False

    @property
    def sample(self) -> tuple[SampledCase, ...]:
        """The places that are read."""
        return tuple(place for place in self.places if place.role == "sample")

    @property
    def reserves(self) -> tuple[SampledCase, ...]:
        """The places that stand by."""
        return tuple(place for place in self.places if place.role != "sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleState:
    """One state of a visit as the Sample page needs it.

    `source` is that of the draw to come, or of the newest one; `next_source` that of a further draw. `saved`
    is when the request list of an office was last written here, `readers` how many files of the sample each
    code has to read, "" for nobody: none that was not produced, unless it turned up and is read. `added` are
    the files that no draw gave, each with the word for how it was chosen.
    """

    leads: bool
    me: str
    members: tuple[str, ...]
    frame: FrameState
    fixed: FixedList | None = None
    source: NamedSource | None = None
    next_source: NamedSource | None = None
    draws: tuple[DrawRecord, ...] = ()
    queues: tuple[Queue, ...] = ()
    requests: tuple[RequestList, ...] = ()
    saved: Mapping[str, str]
    readers: Mapping[str, int]
    added: tuple[tuple[str, str], ...] = ()

    @property
    def draw(self) -> DrawRecord | None:
        """The newest draw, None before the first."""
        return self.draws[-1] if self.draws else None

    @property
    def step(self) -> int:
        """Where the ceremony stands."""
        if self.draws or self.fixed is not None:
            return DRAW
        return SIZES if self.frame.cases else LIST


def read_sample(desk: Desk) -> SampleState:
    """Read what the page shows."""
    picture = desk.picture
    me = next((person for person in picture.people if person.key == desk.visit.author.key), None)
    drawn = picture.draws[-1] if picture.draws else None
    return SampleState(
        leads=me is not None and me.role in LEADS,
        me="" if me is None else me.code,
        members=_reading_members(picture.people),
        frame=frame(desk.visit),
        fixed=_fixed(desk),
        source=_source(desk, len(picture.draws) if drawn else 1),
        next_source=_source(desk, len(picture.draws) + 1),
        draws=picture.draws,
        queues=() if drawn is None else queues_of(picture.sample, drawn),
        requests=request_lists(desk.visit) if drawn else (),
        saved=_saved(desk),
        readers=_readers(picture),
        added=_added(picture),
    )


def queues_of(sample: Sequence[SampledCase], drawn: DrawRecord) -> tuple[Queue, ...]:
    """Return the places of a draw by stratum, in the order of their tickets."""
    by_stratum: dict[str, list[SampledCase]] = {name: [] for name in drawn.strata}
    for place in sample:
        by_stratum.setdefault(place.stratum, []).append(place)
    return tuple(
        Queue(
            stratum=name,
            size=drawn.total_sizes.get(name, 0),
            cases=drawn.strata.get(name, len(places)),
            places=tuple(sorted(places, key=lambda place: place.order)),
            narrowed=bool(drawn.excluded),
        )
        for name, places in sorted(by_stratum.items())
    )


def shares_text(drawn: DrawRecord) -> str:
    """Return how the sizes of a draw came about: "60 files: shares by largest remainder, 19.25 and …"."""
    total, held = sum(drawn.sizes.values()), sum(drawn.strata.values())
    files = count_of(total, _tr("file"), _tr("files"))
    if drawn.rule == "equal":
        return _tr("{files}: the same number of each stratum, as far as it reaches").format(files=files)
    if drawn.rule == "neyman":
        return _tr("{files}: by cases and by the share expected in each stratum").format(files=files)
    if drawn.rule != "proportional" or not held:
        return _tr("{files}: as stated for each stratum").format(files=files)
    shares = [f"{total * cases / held:.2f}" for _, cases in sorted(drawn.strata.items())]
    if len(shares) > _MOST_SHARES:
        return _tr("{files}: shares by largest remainder").format(files=files)
    words = _tr("{first} and {last}").format(first=", ".join(shares[:-1]), last=shares[-1])
    listed = words if len(shares) > 1 else shares[0]
    return _tr("{files}: shares by largest remainder, {shares}").format(files=files, shares=listed)


def count_of(count: int, one: str, many: str) -> str:
    """Return a count in figures with its noun: "1 file", "1,284 cases"."""
    return f"{count:,} {one if count == 1 else many}"


def standing_text(state: SampleState) -> str:
    """Return in a line how far the sample is."""
    if state.draw is not None:
        files = count_of(sum(state.draw.total_sizes.values()), _tr("file"), _tr("files"))
        noun = _tr("stratum") if len(state.queues) == 1 else _tr("strata")
        strata = f"{in_words(len(state.queues))} {noun}"
        counted = _tr("{files} in {strata}").format(files=files, strata=strata)
        return f"{counted} · {_tr('list and draw can no longer be changed, only added to')}"
    if state.fixed is not None:
        return _tr("list fixed, nothing drawn yet")
    if state.frame.cases:
        words = _tr("{cases} can be drawn, nothing drawn yet")
        if not state.frame.excluded:
            words = _tr("{cases} in the list, nothing drawn yet")
        return words.format(cases=cases_text(state.frame))
    return _tr("no list yet")


def cases_text(listed: FrameState) -> str:
    """Return how many cases a list has: "420 cases", or "360 of 420 cases" where rules leave some out."""
    cases = count_of(listed.cases + listed.excluded, _tr("case"), _tr("cases"))
    if not listed.excluded:
        return cases
    return _tr("{left} of {cases}").format(left=f"{listed.cases:,}", cases=cases)


def in_words(count: int) -> str:
    """Return a small count as a word, a larger one in figures."""
    return _tr(_NUMBERS[count]) if count < len(_NUMBERS) else f"{count:,}"


def _fixed(desk: Desk) -> FixedList | None:
    with desk.visit.reading() as read:
        standing = [live for live in read.tables.values("frame/fixed") if isinstance(live.value, dict)]
    said = standing[0].value if standing else None
    if not isinstance(said, dict):
        return None
    found = str(said["hash"])
    strata = said.get("strata")
    return FixedList(
        at=standing[0].at,
        hash=found,
        words=hash_words(bytes.fromhex(found)),
        cases=_number(said.get("cases")),
        left_out=_number(said.get("left_out")),
        excluded=_number(said.get("excluded")),
        strata={str(name): _number(count) for name, count in strata.items()}
        if isinstance(strata, dict)
        else {},
    )


def _source(desk: Desk, number: int) -> NamedSource | None:
    with desk.visit.reading() as read:
        standing = [live for live in read.tables.values(f"draw/{number}/seed_source") if live.value]
    return NamedSource(text=str(standing[0].value), at=standing[0].at) if standing else None


def _reading_members(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(person.code for person in people if person.role != "reader" and person.code)


def _saved(desk: Desk) -> dict[str, str]:
    with desk.visit.reading() as read:
        entries = read.local.log_entries()
    return {
        str(facts.get("office", "")): at
        for at, did, facts in entries
        if did in {"export", "print"} and facts.get("what") == REQUEST_LIST
    }


def _readers(picture: Picture) -> dict[str, int]:
    unread = {one.case for one in picture.readings if one.number == 1 and one.state == "not_produced"}
    counts: dict[str, int] = {}
    for place in picture.sample:
        if place.role == "sample" and place.ref not in unread:
            counts[place.reader] = counts.get(place.reader, 0) + 1
    return counts


def _added(picture: Picture) -> tuple[tuple[str, str], ...]:
    drawn = {place.ref for place in picture.sample}
    return tuple(
        (one.case, READING_MODES.get(one.mode, one.mode).lower())
        for one in picture.readings
        if one.number == 1 and one.mode != RANDOM and one.case not in drawn
    )


def _number(found: object) -> int:
    return found if isinstance(found, int) else 0


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
