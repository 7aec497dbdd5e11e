"""Two lists of one provider compared: which cases were added, removed or altered; pure.

Codes of practitioners are dealt anew for each list, so P-03 of one list need not be P-03 of the other.
Where most cases of one code have another code in the newer list, the two are taken for the same person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from itertools import islice, zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_type_hints

import msgspec

from cafaudit.domain.frame import FrameCase

if TYPE_CHECKING:
    from collections.abc import Iterable

_PRACTITIONER: Final = "practitioner"
_NOT_COMPARED: Final = frozenset({"ref", "line", "group", _PRACTITIONER})

COMPARED: Final = tuple(one.name for one in fields(FrameCase) if one.name not in _NOT_COMPARED)
"""The kept fields that are compared as they stand; the row in the file is not one of them."""

MOST_NAMED: Final = 500
"""Cases of each sort that a comparison names; it counts all of them."""

_NAMED_OF_A_PAIR: Final = 25
_WAITING_WHOLE: Final = 5_000
"""Cases of a list that wait as they are; more of them wait packed, in a fraction of the room."""

_Waiting: TypeAlias = "dict[str, FrameCase | bytes]"

_KEPT: Final = get_type_hints(FrameCase)

_values: Final = attrgetter(*COMPARED)
_every_value: Final = attrgetter(*_KEPT)
_decode: Final[Callable[[bytes], tuple[Any, ...]]] = msgspec.msgpack.Decoder(
    tuple.__class_getitem__(tuple(_KEPT.values()))
).decode


@dataclass(frozen=True, slots=True)
class AlteredCase:
    """A case that both lists have, with the kept fields in which they differ."""

    ref: str
    stratum: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a newer list differs from another one.

    Attributes:
        added: Cases that only the newer one has, as (reference, stratum), the first ones by row.
        removed: Cases that only the other one has, likewise.
        altered: Cases that both have with different kept values, the first ones.
        counts: How many there are in all, by "added", "removed", "altered" and "same".
        fields: How many cases differ in each kept field.
        practitioners: Which code of the newer list stands for a code of the other.
    """

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    altered: tuple[AlteredCase, ...]
    counts: Mapping[str, int]
    fields: Mapping[str, int]
    practitioners: Mapping[str, str]


def differing_fields(
    before: FrameCase, after: FrameCase, practitioners: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the kept fields in which a case differs between two lists.

    Args:
        before: The case in the one list.
        after: The case in the newer list.
        practitioners: Which code of the newer list stands for a code of the other.
    """
    found = _differing(before, after)
    same_person = practitioners.get(before.practitioner, "") == after.practitioner
    return found if same_person else (*found, _PRACTITIONER)


def compare_lists(
    before: Iterable[FrameCase], after: Iterable[FrameCase], *, most: int = MOST_NAMED
) -> Difference:
    """Compare a newer list with another one. Rows that moved are no difference.

    Both are gone through once, side by side: what has not met its like yet is held, so that lists in
    about the same order take no room, however long they are.

    Args:
        before: The cases of the other list, each reference once.
        after: The cases of the newer one, each reference once.
        most: Cases of each sort to name.
    """
    tally = _Tally(most)
    waiting_before: _Waiting = {}
    waiting_after: _Waiting = {}
    for old, new in zip_longest(before, after):
        if old is not None and new is not None and old.ref == new.ref:
            tally.met(old, new)
            continue
        if old is not None and (held := _taken_or_kept(old, waiting_after, waiting_before)) is not None:
            tally.met(old, held)
        if new is not None and (held := _taken_or_kept(new, waiting_before, waiting_after)) is not None:
            tally.met(held, new)
    return tally.difference(waiting_before, waiting_after)


def _taken_or_kept(case: FrameCase, of_other: _Waiting, of_own: _Waiting) -> FrameCase | None:
    """Return the other list's case of that reference if it waits already; else let this one wait."""
    held = of_other.pop(case.ref, None)
    if held is None:
        of_own[case.ref] = (
            case if len(of_own) < _WAITING_WHOLE else msgspec.msgpack.encode(_every_value(case))
        )
        return None
    return _unpacked(held)


def _unpacked(held: FrameCase | bytes) -> FrameCase:
    return FrameCase(**dict(zip(_KEPT, _decode(held), strict=True))) if isinstance(held, bytes) else held


@dataclass(slots=True)
class _Pair:
    """Cases that one code of the one list and one of the newer list have in common."""

    cases: int = 0
    else_same: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)


class _Tally:
    """Counts the cases that both lists have."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._same = 0
        self._altered = 0
        self._fields: Counter[str] = Counter()
        self._named: list[tuple[AlteredCase, tuple[str, str]]] = []
        self._pairs: dict[tuple[str, str], _Pair] = {}

    def met(self, before: FrameCase, after: FrameCase) -> None:
        """Count a case that both lists have."""
        codes = before.practitioner, after.practitioner
        pair = self._pairs.setdefault(codes, _Pair())
        pair.cases += 1
        if _values(before) == _values(after):
            self._same += 1
            pair.else_same += 1
            if len(pair.named) < _NAMED_OF_A_PAIR:
                pair.named.append((after.ref, after.stratum))
            return
        found = _differing(before, after)
        self._altered += 1
        self._fields.update(found)
        if len(self._named) < self._most:
            self._named.append((AlteredCase(after.ref, after.stratum, found), codes))

    def difference(self, removed: _Waiting, added: _Waiting) -> Difference:
        """Return what it all comes to."""
        people = self._people()
        moved = {codes: pair for codes, pair in self._pairs.items() if people.get(codes[0]) != codes[1]}
        changed = Counter(self._fields)
        if moved:
            changed[_PRACTITIONER] = sum(pair.cases for pair in moved.values())
        moved_alone = sum(pair.else_same for pair in moved.values())
        named = [
            AlteredCase(case.ref, case.stratum, (*case.fields, _PRACTITIONER)) if codes in moved else case
            for case, codes in self._named
        ]
        for pair in moved.values():
            named += [AlteredCase(ref, stratum, (_PRACTITIONER,)) for ref, stratum in pair.named]
        return Difference(
            added=self._first(added),
            removed=self._first(removed),
            altered=tuple(named[: self._most]),
            counts={
                "added": len(added),
                "removed": len(removed),
                "altered": self._altered + moved_alone,
                "same": self._same - moved_alone,
            },
            fields=dict(sorted(changed.items())),
            practitioners=people,
        )

    def _people(self) -> dict[str, str]:
        """Return which code stands for which: the pairs with most cases first, each code once."""
        found: dict[str, str] = {"": ""}
        taken = {""}
        for codes, pair in sorted(self._pairs.items(), key=lambda one: (-one[1].cases, one[0])):
            if codes[0] not in found and codes[1] not in taken and pair.cases:
                found[codes[0]] = codes[1]
                taken.add(codes[1])
        return found

    def _first(self, waiting: _Waiting) -> tuple[tuple[str, str], ...]:
        return tuple(
            (case.ref, case.stratum) for case in map(_unpacked, islice(waiting.values(), self._most))
        )


def _differing(before: FrameCase, after: FrameCase) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if getattr(before, name) != getattr(after, name))
