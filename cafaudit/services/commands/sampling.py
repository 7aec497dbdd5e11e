"""The way to the sample: list in, list fixed, source of the seed named, sample drawn, files dealt."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from cafaudit.domain.frame import Frame
from cafaudit.errors import InputRefused
from cafaudit.sampling import allocate, clean_seed, draw, frame_hash, restratify
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line, clean_text

if TYPE_CHECKING:
    from cafaudit.domain.frame import FrameCase
    from cafaudit.sampling import Draw, DrawnCase
    from cafaudit.services.deed import Deed

RULES = {
    "proportional": "as many files of each stratum as its share of the list, by largest remainder",
    "equal": "the same number of files of each stratum",
    "stated": "the number of files stated for each stratum",
}
"""How sizes are shared out, id to plain words."""

_DRAWN_STEP = "sample-drawn"
"""The step that a visit has reached with its draw, where its framework has a step of that id."""


@dataclass(frozen=True, kw_only=True)
class ImportFrame:
    """Read a case list into the visit. Names and dates of birth become fingerprints, never rows.

    `mapping` is the TOML text of a mapping; without one the columns are recognised by their names.
    `fold` makes one case of rows that share an id; None asks first. `strata` are fields to group by.
    """

    file: str
    sheet: str | None = None
    mapping: str | None = None
    fold: bool | None = None
    strata: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class FixFrame:
    """Fix the list by its hash. What is drawn afterwards is drawn from exactly this list."""


@dataclass(frozen=True, kw_only=True)
class GroupFrame:
    """Group the list's cases anew, by fields such as stratum and office."""

    strata: tuple[str, ...]


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


@dataclass(frozen=True, kw_only=True)
class AssignFiles:
    """Give files to a reader, named by their code; an empty reader takes them back."""

    cases: tuple[str, ...]
    reader: str


@dataclass(frozen=True, kw_only=True)
class DealFiles:
    """Deal the sample to readers, named by their codes, in turn within each stratum; reserves as well."""

    readers: tuple[str, ...]


@handles(ImportFrame, undoable=False, lead_only=True)
def _import_frame(deed: Deed, command: ImportFrame) -> str:
    from cafaudit.services.case_lists import read_case_list  # noqa: PLC0415 - readers of spreadsheets are slow to load

    _require_no_draw(deed)
    listed = read_case_list(command)
    earlier = deed.work.frames.newest()
    if earlier is not None:
        deed.work.frames.drop(earlier)
    deed.work.frames.add(listed.frame, frame_hash(listed.frame.cases), dict(listed.facts))
    key = deed.work.local.setting_or_none("fingerprint_key")
    if key is None:
        key = secrets.token_hex(32)
        deed.work.local.set_setting("fingerprint_key", key)
    deed.work.frames.replace_fingerprints(listed.fingerprints(bytes.fromhex(key)))
    if deed.value("frame", "fixed") is not None:
        deed.clear("frame", "fixed", reason="another list was imported")
    deed.work.local.log("import", dict(listed.facts), deed.at)
    return f"Case list read: {len(listed.frame.cases):,} cases"


@handles(GroupFrame, undoable=False, lead_only=True)
def _group_frame(deed: Deed, command: GroupFrame) -> str:
    _require_no_draw(deed)
    number = deed.work.frames.newest()
    if number is None:
        raise InputRefused("There is no case list yet.", "Import the provider's list first.")
    grouped = Frame(restratify(deed.work.frames.cases(number).cases, command.strata))
    facts = deed.work.frames.facts(number) | {"grouped_by": list(command.strata)}
    deed.work.frames.drop(number)
    deed.work.frames.add(grouped, frame_hash(grouped.cases), facts)
    if deed.value("frame", "fixed") is not None:
        deed.clear("frame", "fixed", reason="the cases were grouped anew")
    return f"Cases grouped by {', '.join(command.strata)}: {len(grouped.strata)} strata"


@handles(FixFrame, undoable=False, lead_only=True)
def _fix_frame(deed: Deed, command: FixFrame) -> str:  # noqa: ARG001 - it has no fields
    _require_no_draw(deed)
    number = deed.work.frames.newest()
    if number is None:
        raise InputRefused("There is no case list yet.", "Import the provider's list first.")
    frame = deed.work.frames.cases(number)
    fixed = frame_hash(frame.cases)
    facts = deed.work.frames.facts(number)
    value = facts | {"hash": fixed, "cases": len(frame.cases), "strata": _strata(frame)}
    deed.set("frame", "fixed", value=value)
    return f"List of {len(frame.cases):,} cases fixed: {fixed[:16]}…"


@handles(NameSeedSource, undoable=False, lead_only=True)
def _name_seed_source(deed: Deed, command: NameSeedSource) -> str:
    source = clean_text(command.source, "source of the seed", required=True)
    if deed.value("frame", "fixed") is None:
        raise InputRefused(
            "The list is not fixed yet.", "Fix the list first, then name where the seed comes from."
        )
    deed.set("draw", str(_draws(deed) + 1), "seed_source", value=source)
    return f"Source of the seed named: {source}"


@handles(DrawSample, undoable=False, lead_only=True)
def _draw_sample(deed: Deed, command: DrawSample) -> str:
    number = _draws(deed) + 1
    reason = clean_text(command.reason, "reason for a further draw", required=number > 1)
    frame = _fixed_frame(deed)
    sizes = _sizes(command, _strata(frame))
    drawn = draw(frame.cases, command.seed, sizes)
    place = ("draw", str(number))
    if command.seed_source.strip():
        deed.set(*place, "seed_source", value=clean_text(command.seed_source, "source of the seed"))
    fixed: Any = deed.value("frame", "fixed")
    facts = {
        "seed": clean_seed(command.seed),
        "rule": "stated" if command.per_stratum else command.allocate,
        "sizes": dict(drawn.sizes),
        "strata": _strata(frame),
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


@handles(AssignFiles)
def _assign_files(deed: Deed, command: AssignFiles) -> str:
    from cafaudit.services.commands.readings import require_drawn  # noqa: PLC0415

    reader = clean_line(command.reader, "reader")
    if reader:
        _require_readers(deed, (reader,))
    for case in command.cases:
        require_drawn(deed, case)
        deed.set("assignment", case, "reader", value=reader or None)
    return f"{len(command.cases):,} files given to {reader or 'nobody'}"


@handles(DealFiles)
def _deal_files(deed: Deed, command: DealFiles) -> str:
    _require_readers(deed, command.readers)
    entries = _newest_draw_entries(deed)
    if not entries:
        raise InputRefused("There is no sample to deal.", "Draw the sample first.")
    for role in ("sample", "reserve"):
        turn = 0
        for entry in entries:
            if entry["role"] == role:
                reader = command.readers[turn % len(command.readers)]
                deed.set("assignment", str(entry["case"]), "reader", value=reader)
                turn += 1
    return f"Files dealt to {', '.join(command.readers)}"


def _require_readers(deed: Deed, readers: tuple[str, ...]) -> None:
    members = deed.work.tables.members()
    codes = {deed.text("member", key, "code") for key in members}
    for reader in readers:
        if reader not in codes:
            raise InputRefused(
                f"Nobody in the team has the code “{reader}”.",
                f"The team's codes are: {', '.join(sorted(codes))}.",
            )
    if not readers:
        raise InputRefused("No reader was named.", f"The team's codes are: {', '.join(sorted(codes))}.")


def _newest_draw_entries(deed: Deed) -> list[dict[str, Any]]:
    found = [said.value for _, said in deed.work.tables.under("case/") if isinstance(said.value, dict)]
    newest = max((int(entry["draw"]) for entry in found), default=0)
    mine = [entry for entry in found if entry["draw"] == newest]
    return sorted(mine, key=lambda entry: (str(entry["stratum"]), int(entry["order"])))


def _draws(deed: Deed) -> int:
    return sum(1 for cell, said in deed.work.tables.under("draw/") if cell.endswith("/drawn") and said.value)


def _require_no_draw(deed: Deed) -> None:
    if _draws(deed):
        raise InputRefused(
            "A sample was drawn from the list already, so the list stands.",
            "Keep a corrected list for a further visit, or begin a new visit with it.",
        )


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


def _strata(frame: Frame) -> dict[str, int]:
    return dict(frame.strata)


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
