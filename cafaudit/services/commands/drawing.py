"""The draw: the source of the seed named, the seed typed, the sample drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.sampling import allocate, clean_seed, draw, frame_hash
from cafaudit.services.commands.draws import draws_of
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_text

if TYPE_CHECKING:
    from cafaudit.domain.frame import Frame, FrameCase
    from cafaudit.sampling import Draw, DrawnCase
    from cafaudit.services.deed import Deed

RULES = {
    "proportional": "as many files of each stratum as its share of the list, by largest remainder",
    "equal": "the same number of files of each stratum",
    "stated": "the number of files stated for each stratum",
}
"""How sizes are shared out, id to plain words."""


_DRAWN_STEP = "sample-drawn"


@dataclass(frozen=True, kw_only=True)
class NameSeedSource:
    """Say where the seed will come from, before anybody knows it."""

    source: str


@dataclass(frozen=True, kw_only=True)
class DrawSample:
    """Draw the sample from the fixed list. `size` is files in all, `per_stratum` files by stratum.

    `allocate` is "proportional" or "equal". A further draw is numbered and wants a reason.
    """

    seed: str
    size: int | None = None
    per_stratum: dict[str, int] | None = None
    allocate: str = "proportional"
    seed_source: str = ""
    reason: str = ""


@handles(NameSeedSource, undoable=False, lead_only=True)
def _name_seed_source(deed: Deed, command: NameSeedSource) -> str:
    source = clean_text(command.source, "source of the seed", required=True)
    if deed.value("frame", "fixed") is None:
        raise InputRefused(
            "The list is not fixed yet.", "Fix the list first, then name where the seed comes from."
        )
    deed.set("draw", str(draws_of(deed) + 1), "seed_source", value=source)
    return f"Source of the seed named: {source}"


@handles(DrawSample, undoable=False, lead_only=True)
def _draw_sample(deed: Deed, command: DrawSample) -> str:
    number = draws_of(deed) + 1
    reason = clean_text(command.reason, "reason for a further draw", required=number > 1)
    frame = _fixed_frame(deed)
    sizes = _sizes(command, dict(frame.strata))
    drawn = draw(frame.cases, command.seed, sizes)
    place = ("draw", str(number))
    if command.seed_source.strip():
        deed.set(*place, "seed_source", value=clean_text(command.seed_source, "source of the seed"))
    fixed: Any = deed.value("frame", "fixed")
    facts = {
        "seed": clean_seed(command.seed),
        "rule": "stated" if command.per_stratum else command.allocate,
        "sizes": dict(drawn.sizes),
        "strata": dict(frame.strata),
        "frame_hash": fixed["hash"],
    }
    _write_cases(deed, number, drawn, frame)
    deed.set(*place, "drawn", value=facts, reason=reason)
    _reach(deed, _DRAWN_STEP)
    return f"Draw {number}: {len(drawn.sample):,} files in {len(drawn.sizes)} strata"


def _reach(deed: Deed, step: str) -> None:
    """Move the visit on to a step that it stands before; nothing happens where there is no such step."""
    ids = [one.id for one in deed.framework.steps]
    standing = deed.text("step", "now") or ids[0]
    if step in ids and ids.index(standing) < ids.index(step):
        deed.set("step", "now", value=step)


def _fixed_frame(deed: Deed) -> Frame:
    number = deed.work.frames.newest()
    fixed: Any = deed.value("frame", "fixed")
    if number is None or fixed is None:
        raise InputRefused(
            "The list is not fixed yet.",
            "Import the provider's list and fix it, then name the seed's source.",
        )
    frame = deed.work.frames.cases(number)
    if frame_hash(frame.cases) != fixed["hash"]:
        raise InputRefused(
            "The list is not the one that was fixed.", "Fix it again, and name the seed's source anew."
        )
    return frame


def _sizes(command: DrawSample, strata: dict[str, int]) -> dict[str, int]:
    if command.per_stratum:
        return dict(allocate(strata, command.size, command.per_stratum))
    if command.size is None:
        raise InputRefused("No size was given.", "Say how many files the sample is to have.")
    if command.allocate not in {"proportional", "equal"}:
        raise InputRefused(
            f"“{command.allocate}” is no rule to share files out by.", "Choose “proportional” or “equal”."
        )
    return dict(allocate(strata, command.size, "equal" if command.allocate == "equal" else "proportional"))


def _write_cases(deed: Deed, number: int, drawn: Draw, frame: Frame) -> None:
    cases = {case.ref: case for case in frame.cases}
    for entry in drawn.entries:
        deed.set("case", entry.case, str(number), value=_case_value(number, entry, cases[entry.case]))


def _case_value(number: int, entry: DrawnCase, case: FrameCase) -> dict[str, object]:
    kept: dict[str, object] = msgspec.to_builtins(case)
    for name in ("ref", "stratum", "line"):
        kept.pop(name)
    return kept | {
        "case": entry.case,
        "stratum": entry.stratum,
        "ticket": entry.ticket,
        "role": entry.role,
        "order": entry.order,
        "draw": number,
    }
