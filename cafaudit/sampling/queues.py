"""The draw: every stratum in the order of its tickets, cut after the sample and after the reserves."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cafaudit.errors import InputRefused
from cafaudit.sampling.tickets import clean_seed, smallest_tickets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cafaudit.sampling.frame_list import Listed

Pair = tuple[str, str]
"""A case as the draw needs it: its stratum and its reference."""

Role = Literal["sample", "reserve"]

FEWEST_RESERVES: Final = 5
"""Reserves of a stratum when nothing is said, or half its sample if that is more."""


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """One place of a stratum's queue: `order` counts from 1 within the stratum, reserves following on.

    `taken` says how a place came to its role where the draw itself did not give it; see
    `cafaudit.sampling.sheets`.
    """

    case: str
    stratum: str
    ticket: str
    role: Role
    order: int
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: the seed as it entered the tickets, and the places taken, by stratum and order."""

    seed: str
    entries: tuple[DrawnCase, ...]

    @property
    def sample(self) -> tuple[DrawnCase, ...]:
        """The places that are to be read."""
        return tuple(entry for entry in self.entries if entry.role == "sample")

    @property
    def reserves(self) -> tuple[DrawnCase, ...]:
        """The places that replacements and extensions take, in this order."""
        return tuple(entry for entry in self.entries if entry.role == "reserve")

    @property
    def sizes(self) -> dict[str, int]:
        """How many sample files each drawn stratum gives."""
        sizes: dict[str, int] = {}
        for entry in self.entries:
            sizes[entry.stratum] = sizes.get(entry.stratum, 0) + (entry.role == "sample")
        return sizes


def default_reserves(sizes: Mapping[str, int], counts: Mapping[str, int]) -> dict[str, int]:
    """Return the reserves of each stratum when nobody says otherwise.

    Five, or half the stratum's sample rounded up if that is more, as far as the stratum reaches;
    none where no file is read.
    """
    return {
        name: min(max(FEWEST_RESERVES, (size + 1) // 2), counts[name] - size) if size else 0
        for name, size in sizes.items()
    }


def draw(
    cases: Iterable[Listed], seed: str, sizes: Mapping[str, int], reserves: Mapping[str, int] | None = None
) -> Draw:
    """Draw a sample. The same cases and seed give the same draw, whatever the order of the cases.

    Args:
        cases: The frame's cases.
        seed: The text from outside; cleaned by `clean_seed`.
        sizes: Sample files per stratum, as `allocate` gives them.
        reserves: Reserves per stratum, cut at what is there; `default_reserves` when None.

    Raises:
        InputRefused: A stratum is not in the list or too small, a case stands there twice, nothing
            is asked for, or the seed cannot be used.
    """
    return draw_from(((case.stratum, case.ref) for case in cases), seed, sizes, reserves)


def draw_from(
    pairs: Iterable[Pair], seed: str, sizes: Mapping[str, int], reserves: Mapping[str, int] | None = None
) -> Draw:
    """Draw a sample from strata and references alone; otherwise as `draw`. For long lists.

    Raises:
        InputRefused: As `draw`.
    """
    seed = clean_seed(seed)
    strata = by_stratum(pairs)
    counts = {name: len(refs) for name, refs in strata.items()}
    _check_sizes(sizes, counts)
    wanted = default_reserves(sizes, counts) if reserves is None else reserves
    entries: list[DrawnCase] = []
    for name in sorted(sizes):
        places = sizes[name] + max(0, wanted.get(name, 0))
        for order, (number, ref) in enumerate(first_places(strata.get(name, ()), seed, places), start=1):
            role: Role = "sample" if order <= sizes[name] else "reserve"
            entries.append(DrawnCase(ref, name, number, role, order))
    return Draw(seed, tuple(entries))


def first_places(refs: Sequence[str], seed: str, places: int) -> list[tuple[str, str]]:
    """Return the first places of a queue as (ticket, case); equal tickets stand in the order of the cases."""
    return smallest_tickets(seed, refs, places)


def by_stratum(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """Return the references of each stratum.

    Raises:
        InputRefused: A case stands in the list more than once.
    """
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for name, ref in pairs:
        strata[name].append(ref)
    seen: set[str] = set()
    for refs in strata.values():
        seen.update(refs)
    if len(seen) != sum(map(len, strata.values())):
        raise _stands_twice(strata)
    return strata


def _stands_twice(strata: Mapping[str, list[str]]) -> InputRefused:
    counts = Counter(ref for refs in strata.values() for ref in refs)
    twice = next(ref for ref, times in counts.items() if times > 1)
    return InputRefused(
        f"Case {twice} stands in the list more than once, so it would have two chances.",
        "Import the list again and fold its rows into cases, or correct it.",
    )


def _check_sizes(sizes: Mapping[str, int], counts: Mapping[str, int]) -> None:
    for name, size in sizes.items():
        held = counts.get(name, 0)
        if not 0 <= size <= held:
            raise InputRefused(
                f"{size:,} files were asked for from “{name}”, which holds {held:,}.",
                f"The list's strata are: {', '.join(sorted(counts)) or 'none'}.",
            )
    if not any(sizes.values()):
        raise InputRefused("No files were asked for.", "State how many files the sample is to have.")
