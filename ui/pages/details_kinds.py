"""Which lists the letter has, and what an entry of each is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from cafaudit.services.commands.activities import AddActivity, ChangeActivity, RemoveActivity
from cafaudit.services.commands.details import (
    ChangeEntry,
    JudgeActionPlan,
    NameAddressee,
    NameCopyRecipient,
    NameInspector,
    NameSignatory,
    RemoveEntry,
)

PartKind = Literal["line", "lines", "text", "tick", "day", "grade", "activity"]


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an entry; `halves` of the width."""

    name: str
    label: str
    kind: PartKind = "line"
    halves: int = 1


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One list: its key in `ChangeEntry`, its words, the command that adds to it and its fields."""

    key: str
    title: str
    add: str
    command: Callable[..., object]
    parts: tuple[Part, ...]

    def changed(self, entry: str, values: dict[str, Any]) -> object:
        """Return the command that changes an entry; values are those of the fields, None for empty."""
        if self.key == "activity":
            given = {name: value for name, value in values.items() if value is not None}
            return ChangeActivity(activity=entry, **given)
        plain = {name: _plain(value) for name, value in values.items()}
        return ChangeEntry(kind=self.key, entry=entry, fields=plain)

    def removed(self, entry: str) -> object:
        """Return the command that removes an entry."""
        if self.key == "activity":
            return RemoveActivity(activity=entry)
        return RemoveEntry(kind=self.key, entry=entry)


def entry_kinds() -> tuple[EntryKind, ...]:
    """Return the lists in the order of the page."""
    name, post = _tr("Name"), _tr("Post")
    suffix, organisation = _tr("Letters after the name"), _tr("Organisation")
    return (
        EntryKind(
            "inspector",
            _tr("Inspectors, as the letter names them"),
            _tr("Add an inspector"),
            NameInspector,
            (Part("name", name), Part("suffix", suffix), Part("lead", _tr("Leads the visit"), "tick", 2)),
        ),
        EntryKind(
            "addressee",
            _tr("To whom the letter goes"),
            _tr("Add an addressee"),
            NameAddressee,
            (
                Part("name", name),
                Part("salutation", _tr("Dear …")),
                Part("post", post),
                Part("organisation", organisation),
                Part("address", _tr("Address, a line for each line"), "lines", 2),
                Part("postcode", _tr("Postcode")),
            ),
        ),
        EntryKind(
            "signatory",
            _tr("Who signs it"),
            _tr("Add a signatory"),
            NameSignatory,
            (
                Part("name", name),
                Part("suffix", suffix),
                Part("post", post),
                Part("email", _tr("E-mail")),
                Part("telephone", _tr("Telephone")),
                Part("fax", _tr("Fax")),
            ),
        ),
        EntryKind(
            "copy",
            _tr("Who receives a copy"),
            _tr("Add a copy recipient"),
            NameCopyRecipient,
            (Part("name", name), Part("organisation", organisation)),
        ),
        EntryKind(
            "plan",
            _tr("How the action plan was judged, first judgement first"),
            _tr("Add a judgement of the plan"),
            JudgeActionPlan,
            (
                Part("grade", _tr("Grade"), "grade"),
                Part("judged_on", _tr("Day"), "day"),
                Part("note", _tr("Note"), halves=2),
            ),
        ),
        EntryKind(
            "activity",
            _tr("What was done on the visit, in the order of the letter"),
            _tr("Add something done"),
            AddActivity,
            (
                Part("kind", _tr("Kind"), "activity"),
                Part("held_on", _tr("Day"), "day"),
                Part("wording", _tr("Its line in the letter; empty for that of its kind"), "text", 2),
                Part("place", _tr("Place")),
                Part("posts", _tr("Who was met, by post")),
                Part("in_letter", _tr("Stands in the letter"), "tick", 2),
            ),
        ),
    )


def _plain(value: Any) -> str | int | bool | list[str]:  # noqa: ANN401  # of several kinds of field
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int) else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("details", text)
