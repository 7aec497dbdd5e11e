"""More files for a draw: the next unused places of its queues become sample, and nothing drawn is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.journal.values import EXTENSION
from cafaudit.sampling import DrawnCase, allocate, default_reserves
from cafaudit.sampling.queues import by_stratum, first_places
from cafaudit.services.commands.drawing import FixedPairs, case_value, fixed_list
from cafaudit.services.commands.draws import draws_of, sharing_rule
from cafaudit.services.drawn_marks import keep_marks
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class ExtendSample:
    """Add files to the newest draw, with a reason: the next unused places of the same queues.

    `size` is files in all, shared out by `allocate` ("proportional" or "equal") over what each stratum has
    left; `per_stratum` is files by stratum instead. Reserves that were taken up are not taken twice.
    """

    reason: str
    size: int | None = None
    per_stratum: dict[str, int] | None = None
    allocate: str = "proportional"


@dataclass(slots=True)
class _Queue:
    """One stratum's places as they stand: stored values by order, and which of them are in use."""

    name: str
    stored: dict[int, dict[str, Any]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Given:
    """What an extension goes by: the numbers of the draw and of itself, the draw's seed and its list."""

    draw: int
    number: int
    seed: str
    listed: FixedPairs


@handles(ExtendSample, undoable=False, lead_only=True)
def _extend_sample(deed: Deed, command: ExtendSample) -> str:
    reason = clean_text(command.reason, "reason for the extension", required=True)
    draw = draws_of(deed)
    if not draw:
        raise InputRefused("No sample was drawn yet.", "Draw it first; then it can be extended.")
    facts: Any = deed.value("draw", str(draw), "drawn")
    listed = _list_of_draw(deed, facts)
    queues = _queues(deed, draw, listed)
    more = _sizes(command, {name: listed.strata[name] - len(queues[name].used) for name in queues})
    number = _extensions_of(deed, draw) + 1
    passed, new = _take(deed, _Given(draw, number, str(facts["seed"]), listed), more, queues)
    value = {"sizes": more, "passed": passed}
    deed.set("draw", str(draw), f"{EXTENSION}{number}", value=value, reason=reason)
    files = sum(more.values())
    if new:
        keep_marks(deed, new)
    return f"Draw {draw} extended by {files:,} {'file' if files == 1 else 'files'}"


def _list_of_draw(deed: Deed, facts: Mapping[str, Any]) -> FixedPairs:
    listed = fixed_list(deed)
    if listed.hash != facts["frame_hash"]:
        raise InputRefused(
            "The list that is fixed now is not the one that the draw was made from.",
            "Make a further draw, with a reason, instead of extending this one.",
        )
    return listed


def _queues(deed: Deed, draw: int, listed: FixedPairs) -> dict[str, _Queue]:
    queues = {name: _Queue(name) for name in listed.strata}
    for _, said in deed.work.tables.under("case/"):
        entry = said.value
        if not isinstance(entry, dict) or entry["draw"] != draw:
            continue
        queue, order = queues[str(entry["stratum"])], int(entry["order"])
        queue.stored[order] = entry
        if entry["role"] == "sample" or _is_taken_up(deed, str(entry["case"])):
            queue.used.add(order)
    return queues


def _is_taken_up(deed: Deed, case: str) -> bool:
    standing = deed.settled("assignment", case, "instead_of")
    return standing.value is not None or standing.in_conflict


def _sizes(command: ExtendSample, left: Mapping[str, int]) -> dict[str, int]:
    stated = command.per_stratum
    for name, size in (stated or {}).items():
        if not 0 <= size <= left.get(name, 0):
            raise InputRefused(
                f"{size:,} more files were asked for from “{name}”, which has {left.get(name, 0):,} left.",
                f"The strata with cases left are: {', '.join(one for one in left if left[one]) or 'none'}.",
            )
    if not stated and command.size is not None and command.size > sum(left.values()):
        raise InputRefused(
            f"{command.size:,} more files were asked for, but only {sum(left.values()):,} cases are left.",
            "Ask for fewer.",
        )
    rule = sharing_rule(command.allocate, "Choose “proportional” or “equal”.")
    sizes = allocate(left, command.size, stated or rule)
    more = {name: size for name, size in sizes.items() if size}
    if not more:
        raise InputRefused("No more files were asked for.", "Say how many are to be added.")
    return more


def _extensions_of(deed: Deed, draw: int) -> int:
    return sum(1 for _, said in deed.work.tables.under(f"draw/{draw}/{EXTENSION}") if said.value is not None)


def _take(
    deed: Deed, given: _Given, more: Mapping[str, int], queues: Mapping[str, _Queue]
) -> tuple[list[str], list[str]]:
    """Let the next unused places of each stratum be sample.

    Returns the reserves that were passed over, and the cases that were not in the draw before.
    """
    refs = by_stratum(given.listed.pairs)
    passed: list[str] = []
    added: list[str] = []
    for name, count in sorted(more.items()):
        queue = queues[name]
        places = _places(queue, count, refs[name], given.seed)
        chosen = [place for place in places if place.order not in queue.used][:count]
        cases = deed.work.frames.chosen(
            given.listed.number, [place.case for place in places if place.order not in queue.stored]
        )
        added += cases
        for place in places:
            value = queue.stored.get(place.order) or case_value(given.draw, place, cases[place.case])
            if place in chosen:
                value = value | {"role": "sample", "extension": given.number}
            deed.set("case", place.case, str(given.draw), value=value)
        passed += [
            place.case
            for place in places[: chosen[-1].order]
            if place.order in queue.used and queue.stored[place.order]["role"] == "reserve"
        ]
    return passed, added


def _places(queue: _Queue, more: int, refs: list[str], seed: str) -> list[DrawnCase]:
    """Return the first places of a queue, with as many reserves behind as a draw of that size has.

    Raises:
        IntegrityFailure: the stored places are not those that list and seed give.
    """
    taken = len(queue.used) + more
    reserves = default_reserves({queue.name: taken}, {queue.name: len(refs)})[queue.name]
    length = max(len(queue.stored), taken + reserves)
    places = [
        DrawnCase(ref, queue.name, ticket, "reserve", order)
        for order, (ticket, ref) in enumerate(first_places(refs, seed, length), start=1)
    ]
    for place in places[: len(queue.stored)]:
        if queue.stored.get(place.order, {}).get("case") != place.case:
            raise IntegrityFailure(
                f"Place {place.order} of “{queue.name}” is not the one that list and seed give.",
                "Check the draw: `cafaudit sample verify` names every difference.",
            )
    return places
