"""The draw: the source of the seed named, the seed typed, the sample drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.sampling import allocate, allocate_neyman, draw_from, hash_of_pairs, weakness_of
from cafaudit.sampling.strata import strata_said
from cafaudit.services.commands.draws import draws_of, sharing_rule
from cafaudit.services.drawn_marks import keep_marks
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_text
from cafaudit.statistics.shares import share_of

if TYPE_CHECKING:
    from fractions import Fraction

    from cafaudit.domain.frame import FrameCase
    from cafaudit.sampling import DrawnCase
    from cafaudit.services.deed import Deed

_DRAWN_STEP = "sample-drawn"


@dataclass(frozen=True, kw_only=True)
class NameSeedSource:
    """Say where the seed will come from, before anybody knows it."""

    source: str


@dataclass(frozen=True, kw_only=True)
class DrawSample:
    """Draw the sample from the fixed list. `size` is files in all, `per_stratum` files by stratum.

    `allocate` is "proportional", "equal" or "neyman"; the last goes by the share that is `expected` in each
    stratum, such as "10%". A further draw is numbered and wants a reason. A `seed_source` given here is told
    as named together with the seed; `NameSeedSource` names it before.
    """

    seed: str
    size: int | None = None
    per_stratum: dict[str, int] | None = None
    allocate: str = "proportional"
    expected: dict[str, str] | None = None
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
    listed = fixed_list(deed)
    sizes = _sizes(command, listed.strata)
    drawn = draw_from(listed.pairs, command.seed, sizes)
    place = ("draw", str(number))
    facts: dict[str, object] = {
        "seed": drawn.seed,
        "rule": "stated" if command.per_stratum else command.allocate,
        "sizes": dict(drawn.sizes),
        "strata": listed.strata,
        "frame_hash": listed.hash,
        "source_named": _note_source(deed, place, command),
    }
    if facts["rule"] == "neyman":
        facts["expected"] = {name: str(share) for name, share in _expected(command).items()}
    cases = deed.work.frames.chosen(listed.number, (entry.case for entry in drawn.entries))
    for entry in drawn.entries:
        deed.set("case", entry.case, str(number), value=case_value(number, entry, cases[entry.case]))
    deed.set(*place, "drawn", value=facts, reason=reason)
    said = f"Draw {number}: {len(drawn.sample):,} files in {strata_said(len(drawn.sizes))}"
    keep_marks(deed, cases)
    _reach(deed, _DRAWN_STEP)
    weakness = weakness_of(drawn.seed)
    return f"{said}. {weakness}" if weakness else said


def _note_source(deed: Deed, place: tuple[str, str], command: DrawSample) -> str:
    """Write the source that came with the seed; returns how it was named: "before", "with" or ""."""
    named = deed.text(*place, "seed_source")
    given = clean_text(command.seed_source, "source of the seed")
    if named and given and given != named:
        raise InputRefused(
            f"The source of the seed was named before, and differently: “{named}”.",
            "Draw without naming one again, or name the right one first and then get a new seed from it.",
        )
    if given and not named:
        deed.set(*place, "seed_source", value=given)
        return "with"
    return "before" if named else ""


def _reach(deed: Deed, step: str) -> None:
    """Move the visit on to a step that it stands before; nothing happens where there is no such step."""
    ids = [one.id for one in deed.framework.steps]
    standing = deed.text("step", "now") or ids[0]
    if step in ids and ids.index(standing) < ids.index(step):
        deed.set("step", "now", value=step)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPairs:
    """The fixed list as draws need it: its number in the store, its hash, stratum and case of each row."""

    number: int
    hash: str
    pairs: list[tuple[str, str]]
    strata: dict[str, int]


def fixed_list(deed: Deed) -> FixedPairs:
    """Return the list that was fixed.

    Raises:
        InputRefused: none was fixed, or the stored one is not the one that was fixed.
    """
    number = deed.work.frames.in_use()
    fixed: Any = deed.value("frame", "fixed")
    if number is None or fixed is None:
        raise InputRefused(
            "The list is not fixed yet.",
            "Import the provider's list and fix it, then name the seed's source.",
        )
    pairs = list(deed.work.frames.listed(number))
    if hash_of_pairs(pairs) != fixed["hash"]:
        raise InputRefused(
            "The list is not the one that was fixed.", "Fix it again, and name the seed's source anew."
        )
    strata = dict(sorted(Counter(stratum for stratum, _ in pairs).items()))
    return FixedPairs(number=number, hash=str(fixed["hash"]), pairs=pairs, strata=strata)


def _expected(command: DrawSample) -> dict[str, Fraction]:
    if not command.expected:
        raise InputRefused(
            "No share is expected of any stratum.", "State one for each, or share out in another way."
        )
    return {name: share_of(text, f"share for “{name}”") for name, text in command.expected.items()}


def _sizes(command: DrawSample, strata: dict[str, int]) -> dict[str, int]:
    if command.per_stratum:
        return dict(allocate(strata, command.size, command.per_stratum))
    if command.size is None:
        raise InputRefused("No size was given.", "Say how many files the sample is to have.")
    if command.allocate == "neyman":
        return allocate_neyman(strata, command.size, _expected(command))
    rule = sharing_rule(command.allocate, "Choose “proportional”, “equal” or “neyman”.")
    return dict(allocate(strata, command.size, rule))


def case_value(number: int, entry: DrawnCase, case: FrameCase) -> dict[str, object]:
    """Return what the journal says of a drawn case: its place, and what was kept of it."""
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
