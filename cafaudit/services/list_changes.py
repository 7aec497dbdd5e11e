"""What a newer list changes: against the list that it replaces, or against the one that was drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from cafaudit.sampling.comparison import compare_lists, differing_fields
from cafaudit.sampling.exclusions import Sieve
from cafaudit.services.list_groups import group_list, grouping_of
from cafaudit.services.list_rules import CHANGES, apply_rules, count_text, note_rules, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.sampling.comparison import Difference
    from cafaudit.services.deed import Deed
    from cafaudit.storage.frame_tables import FrameTables


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """A case that a newer list adds, lacks or has otherwise; `fields` are the kept ones that differ."""

    case: str
    what: Literal["added", "removed", "altered"]
    stratum: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleChange:
    """A drawn case that a newer list lacks, has otherwise, or would exclude; `role` is sample or reserve."""

    case: str
    what: Literal["gone", "altered", "excluded"]
    stratum: str
    role: str
    order: int
    draw: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChanges:
    """What a newer list changed against the one before it, or against the one that was drawn from.

    Attributes:
        list_number: The newer list; None where nothing was imported a second time.
        against: The list that it is compared with.
        source: The file's name of the newer one, and `before` that of the other.
        beside: Whether a sample was drawn from the other list already, which then goes on standing.
        added: Cases that only the newer list has; drawn from the other one they had no chance.
        removed: Cases that only the other list has.
        altered: Cases that both have with different kept values.
        same: Cases that both have alike.
        fields: How many cases differ in each kept field.
        cases: The cases themselves, the first few hundred of each sort.
        capped: Whether there are more than `cases` names.
        sample: The drawn cases that are concerned, all of them; () before a draw.
        practitioners: Which code of the newer list stands for a code of the other: they are dealt anew.
    """

    list_number: int | None = None
    against: int | None = None
    source: str = ""
    before: str = ""
    beside: bool = False
    added: int = 0
    removed: int = 0
    altered: int = 0
    same: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    cases: tuple[CaseChange, ...] = ()
    capped: bool = False
    sample: tuple[SampleChange, ...] = ()
    practitioners: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The counts in words: "12 cases added, 3 removed, 40 altered"; "nothing changed" for none."""
        if not (self.added or self.removed or self.altered):
            return "nothing changed"
        return f"{count_text(self.added)} added, {self.removed:,} removed, {self.altered:,} altered"


def take_over(deed: Deed, number: int, earlier: int, *, beside: bool, grouped: bool) -> ListChanges:
    """Compare a newly stored list with another one, and give it the groups and rules of that one.

    Before a draw the earlier list is then dropped; after it, it stays the list in use.

    Args:
        deed: The import.
        number: The newer list.
        earlier: The list that it replaces, or that was drawn from.
        beside: Whether a sample was drawn from the earlier one.
        grouped: Whether the newer list came with strata of its own, so that it keeps them.

    Raises:
        InputRefused: groups or rules do not fit the newer list; the sentences say how.
    """
    frames = deed.work.frames
    known = frames.facts(earlier)
    by, names = grouping_of(known)
    if by and not grouped:
        group_list(deed, number, by, names, strict=False)
    difference = compare_lists(frames.every(earlier, deed.progress), frames.every(number, deed.progress))
    apply_rules(deed, number, rules_of(known), may_be_empty=beside)
    facts = frames.facts(number)
    changes = _changes(difference, number, earlier, beside=beside)
    changes = replace(changes, source=str(facts.get("source", "")), before=str(known.get("source", "")))
    frames.change_facts(number, facts | {CHANGES: msgspec.to_builtins(changes)})
    if not beside:
        frames.drop(earlier)
        note_rules(deed, number)
    return changes


def stored_changes(frames: FrameTables, number: int) -> ListChanges:
    """Return what a list changed, as it was found when it was imported; without the drawn cases."""
    found: Any = frames.facts(number).get(CHANGES)
    return ListChanges() if found is None else msgspec.convert(found, type=ListChanges)


def sample_changes(
    frames: FrameTables, changes: ListChanges, drawn: Iterable[dict[str, Any]]
) -> tuple[SampleChange, ...]:
    """Return which drawn cases a list beside the drawn one lacks, has otherwise or would exclude.

    Args:
        frames: The stored lists.
        changes: What the newer list changed.
        drawn: The values of the cells of drawn cases.
    """
    if changes.list_number is None or changes.against is None or not changes.beside:
        return ()
    entries = sorted(drawn, key=lambda one: (int(one["draw"]), str(one["stratum"]), int(one["order"])))
    refs = {str(entry["case"]) for entry in entries}
    before, after = (frames.chosen(number, refs) for number in (changes.against, changes.list_number))
    sieve = Sieve(rules_of(frames.facts(changes.list_number)))
    found = []
    for entry in entries:
        old, new = before.get(str(entry["case"])), after.get(str(entry["case"]))
        if old is None:
            continue
        what: Literal["gone", "altered", "excluded"] = "altered"
        differs: tuple[str, ...] = ()
        if new is None:
            what = "gone"
        else:
            differs = differing_fields(old, new, changes.practitioners)
            if sieve.rule_of(new):
                what = "excluded"
        if what != "altered" or differs:
            found.append(_sample_change(entry, what, differs))
    return tuple(found)


def _sample_change(
    entry: dict[str, Any], what: Literal["gone", "altered", "excluded"], differs: tuple[str, ...]
) -> SampleChange:
    return SampleChange(
        case=str(entry["case"]),
        what=what,
        stratum=str(entry["stratum"]),
        role=str(entry["role"]),
        order=int(entry["order"]),
        draw=int(entry["draw"]),
        fields=differs,
    )


def _changes(difference: Difference, number: int, earlier: int, *, beside: bool) -> ListChanges:
    named = [
        *(CaseChange(case=ref, what="added", stratum=stratum) for ref, stratum in difference.added),
        *(CaseChange(case=ref, what="removed", stratum=stratum) for ref, stratum in difference.removed),
        *(
            CaseChange(case=case.ref, what="altered", stratum=case.stratum, fields=case.fields)
            for case in difference.altered
        ),
    ]
    counts = difference.counts
    return ListChanges(
        list_number=number,
        against=earlier,
        beside=beside,
        added=counts["added"],
        removed=counts["removed"],
        altered=counts["altered"],
        same=counts["same"],
        fields=dict(difference.fields),
        cases=tuple(named),
        capped=len(named) < counts["added"] + counts["removed"] + counts["altered"],
        practitioners=dict(difference.practitioners),
    )
