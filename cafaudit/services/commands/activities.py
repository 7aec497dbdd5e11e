"""Activities: what was done on the visit, and how the letter words it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from cafaudit.services.records import (
    new_record,
    remove_record,
    require_areas,
    require_word,
    shortened,
    write_fields,
    write_members,
)
from cafaudit.services.registry import handles

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class AddActivity:
    """Add something done on the visit. Without a wording it takes that of its kind."""

    kind: str
    wording: str = ""
    place: str = ""
    held_on: date | None = None
    posts: str = ""
    areas: tuple[str, ...] = ()
    in_letter: bool = True
    order: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeActivity:
    """Change an activity; a field that is left out stays as it is."""

    activity: str
    kind: str | None = None
    wording: str | None = None
    place: str | None = None
    held_on: date | None = None
    posts: str | None = None
    areas: tuple[str, ...] | None = None
    in_letter: bool | None = None
    order: int | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveActivity:
    """Remove an activity; the history keeps it."""

    activity: str


@handles(AddActivity)
def _add_activity(deed: Deed, command: AddActivity) -> str:
    fields = asdict(command)
    kinds = _kinds(deed)
    require_word(command.kind, kinds, "kind of activity")
    areas = fields.pop("areas")
    require_areas(deed, areas)
    fields["wording"] = command.wording or kinds[command.kind]
    activity = new_record(deed, "activity", fields.pop("id"))
    write_fields(deed, "activity", activity, {name: given for name, given in fields.items() if given != ""})
    write_members(deed, "activity", activity, "areas", areas)
    return f"Activity added: {shortened(str(fields['wording']))}"


@handles(ChangeActivity)
def _change_activity(deed: Deed, command: ChangeActivity) -> str:
    deed.require_record("activity", command.activity)
    fields = asdict(command)
    del fields["activity"]
    areas = fields.pop("areas")
    if command.kind is not None:
        require_word(command.kind, _kinds(deed), "kind of activity")
    write_fields(deed, "activity", command.activity, fields)
    if areas is not None:
        require_areas(deed, areas)
        write_members(deed, "activity", command.activity, "areas", areas)
    return f"Activity changed: {shortened(deed.text('activity', command.activity, 'wording'))}"


@handles(RemoveActivity)
def _remove_activity(deed: Deed, command: RemoveActivity) -> str:
    wording = deed.text("activity", command.activity, "wording")
    remove_record(deed, "activity", command.activity)
    return f"Activity removed: {shortened(wording)}"


def _kinds(deed: Deed) -> dict[str, str]:
    return {kind.id: kind.wording for kind in deed.framework.activity_kinds}
