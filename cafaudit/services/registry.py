"""Every command that a person or a script can give, by name, with its JSON Schema and its handler.

A command is a frozen dataclass named for the deed. Its handler looks, refuses or writes, and returns
one sentence for the history and for Undo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed

_Command = TypeVar("_Command")


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: dataclass, handler, whether Undo takes it back, whether it is the lead's alone."""

    shape: type[Any]
    handler: Callable[[Any, Any], str]
    undoable: bool
    lead_only: bool

    @property
    def name(self) -> str:
        """The command's name, as scripts write it."""
        return str(self.shape.__name__)

    @property
    def about(self) -> str:
        """The first line of the command's docstring."""
        return (self.shape.__doc__ or "").strip().partition("\n")[0]


_ENTRIES: dict[str, Entry] = {}


def handles(
    command: type[_Command], *, undoable: bool = True, lead_only: bool = False
) -> Callable[[Callable[[Deed, _Command], str]], Callable[[Deed, _Command], str]]:
    """Register the function below as the handler of a command.

    `lead_only` is for commands that touch what no event guards, such as the stored list; what a command
    writes as events is guarded by the record types' writers in any case.
    """

    def register(handler: Callable[[Deed, _Command], str]) -> Callable[[Deed, _Command], str]:
        _ENTRIES[command.__name__] = Entry(command, handler, undoable, lead_only)
        return handler

    return register


def commands() -> tuple[Entry, ...]:
    """Return every command, sorted by name."""
    _load_all()
    return tuple(_ENTRIES[name] for name in sorted(_ENTRIES))


def entry_for(name: str) -> Entry:
    """Return the command of that name.

    Raises:
        InputRefused: there is none.
    """
    if name not in _ENTRIES:
        _load_all()
    if name not in _ENTRIES:
        raise InputRefused(
            f"There is no command “{name}”.", "`cafaudit commands` lists them, spelt as they must be."
        )
    return _ENTRIES[name]


def schema_of(entry: Entry) -> dict[str, Any]:
    """Return a command's JSON Schema (draft 2020-12), its fields under `properties`."""
    schema: dict[str, Any] = msgspec.json.schema(entry.shape)
    named: dict[str, Any] = schema.get("$defs", {}).pop(entry.name, schema)
    others = schema.get("$defs", {})
    return named | ({"$defs": others} if others else {}) | {"description": entry.about}


def command_from(name: str, fields: dict[str, Any]) -> object:
    """Build a command from plain JSON fields.

    Raises:
        InputRefused: unknown name or field, a missing field or a wrong type; the sentence names it.
    """
    entry = entry_for(name)
    known = {field.name for field in msgspec.inspect.type_info(entry.shape).fields}  # type: ignore[attr-defined]
    unknown = sorted(set(fields) - known)
    if unknown:
        raise InputRefused(
            f"{name} has no field “{unknown[0]}”.", f"Its fields are: {', '.join(sorted(known))}."
        )
    try:
        return msgspec.convert(fields, type=entry.shape)
    except msgspec.ValidationError as fault:
        raise InputRefused(
            f"{name} was not understood: {fault}.", f"`cafaudit commands {name}` shows its fields."
        ) from fault


def _load_all() -> None:
    from cafaudit.services.commands import every as _every  # noqa: F401, PLC0415 - they register themselves here
