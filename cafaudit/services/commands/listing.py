"""The provider's list: read in, grouped, fixed by its hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cafaudit.sampling.strata import strata_said
from cafaudit.services.commands.draws import draws_of, require_no_draw
from cafaudit.services.list_changes import take_over
from cafaudit.services.list_groups import group_list
from cafaudit.services.list_in_use import require_list
from cafaudit.services.list_rules import rule_texts, without_cases
from cafaudit.services.registry import handles

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class ImportFrame:
    """Read a case list into the visit. Names and dates of birth become fingerprints, never rows.

    `mapping` is the TOML text of a mapping; without one the columns are recognised by their names.
    `fold` makes one case of rows that share an id; None asks first. `strata` are fields to group by.
    `encoding` and `delimiter` of a text, and the row of the headings (counted from 1), are told from the file
    unless they are stated. `source_hash` is the SHA-256 of the file that was checked before: another file is
    refused. `note` is why the lead accepts the list as it is.

    Before a draw the list takes the place of the one before it, with its groups and exclusions; after a draw
    it is kept beside the one that was drawn from. `cafaudit query VISIT list_changes` says what it changes.
    """

    file: str
    sheet: str | None = None
    mapping: str | None = None
    fold: bool | None = None
    strata: tuple[str, ...] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    source_hash: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupFrame:
    """Group the list's cases anew, by fields such as stratum and office.

    `names` gives groups other names, by the name that is made of their values ("Long-term, Office A"); one
    name for several groups puts them together. "stratum" is always the group that the list itself gave.
    """

    strata: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FixFrame:
    """Fix the list by its hash. What is drawn afterwards is drawn from exactly this list."""


@handles(ImportFrame, undoable=False, lead_only=True)
def _import_frame(deed: Deed, command: ImportFrame) -> str:
    from cafaudit.services.list_store import store_list  # noqa: PLC0415 - readers of spreadsheets are slow to load

    beside = draws_of(deed) > 0
    earlier = deed.work.frames.in_use()
    if beside:
        deed.work.frames.fix(earlier)
    number, facts = store_list(deed, command, beside=beside)
    deed.work.local.log("import", facts, deed.at)
    if not beside:
        unfix(deed, "another list was imported")
    said = f"Case list read: {deed.work.frames.count(number):,} cases"
    if earlier is None:
        return said
    changes = take_over(deed, number, earlier, beside=beside, grouped=bool(command.strata))
    if beside:
        return f"{said}, kept beside the list that was drawn from: {changes.sentence}"
    return f"{said}, in place of the earlier list: {changes.sentence}"


@handles(GroupFrame, undoable=False, lead_only=True)
def _group_frame(deed: Deed, command: GroupFrame) -> str:
    require_no_draw(deed)
    number = require_list(deed.work.frames)
    group_list(deed, number, command.strata, command.names, strict=True)
    fixed: Any = deed.value("frame", "fixed")
    if fixed is not None and fixed["hash"] != deed.work.frames.list_hash(number):
        unfix(deed, "the cases were grouped anew")
    columns = ", ".join(command.strata)
    return f"Cases grouped by {columns}: {strata_said(len(deed.work.frames.strata(number)))}"


@handles(FixFrame, undoable=False, lead_only=True)
def _fix_frame(deed: Deed, command: FixFrame) -> str:  # noqa: ARG001 - it has no fields
    require_no_draw(deed)
    number = require_list(deed.work.frames)
    frames = deed.work.frames
    fixed, cases = frames.list_hash(number), frames.count(number)
    facts = without_cases(frames.facts(number))
    counts = {"strata": frames.strata(number), "offices": frames.offices(number)}
    value = facts | counts | {"hash": fixed, "cases": cases}
    rules = rule_texts(deed.work.frames, deed.work.exclusions, number)
    if rules:
        value |= {"exclusions": rules, "excluded": sum(deed.work.exclusions.counts(number).values())}
    deed.set("frame", "fixed", value=value)
    deed.work.frames.fix(number)
    return f"List of {cases:,} cases fixed: {fixed[:16]}…"


def unfix(deed: Deed, reason: str) -> None:
    """Let a list that was fixed be another one; a source of the seed that was named for it falls with it."""
    if deed.value("frame", "fixed") is None:
        return
    deed.work.frames.fix(None)
    deed.clear("frame", "fixed", reason=reason)
    if deed.value("draw", "1", "seed_source") is not None:
        deed.clear("draw", "1", "seed_source", reason="the list was released")
