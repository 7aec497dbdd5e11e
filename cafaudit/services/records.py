"""Writing records field by field: every field is a cell of its own."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.texts import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.services.deed import Deed

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
LONG_TEXTS = frozenset(
    {"text", "wording", "note", "reasons", "qualifier", "residual", "sentence", "departure", "response"}
    | {"conclusion", "late_evidence", "method_note", "scope"}
)
"""Fields that may run over several lines."""


def new_record(deed: Deed, record_type: str, wished_id: str = "") -> str:
    """Make a record of a type and return its id, a random one unless a script wishes its own.

    Raises:
        InputRefused: the wished id is taken or oddly spelt.
    """
    if wished_id and not _ID.fullmatch(wished_id):
        raise InputRefused(
            f"“{wished_id}” cannot be an id.", "Use small letters, digits and hyphens, 40 at the most."
        )
    if wished_id and _anything_stands(deed, record_type, wished_id):
        raise InputRefused(
            f"There is a {record_type} with the id “{wished_id}” already, or it was there and was removed.",
            "Leave the id out, or change the one that is there.",
        )
    record_id = wished_id or secrets.token_hex(8)
    deed.set(record_type, record_id, "exists", value=True)
    deed.made[record_type] = record_id
    return record_id


def _anything_stands(deed: Deed, record_type: str, record_id: str) -> bool:
    """Say whether a record stands, or what a removed one said: it would come back with its id."""
    below = cell_text((record_type, record_id)) + "/"
    return any(live.value is not None for live in deed.work.tables.live_under(below))


def write_fields(deed: Deed, record_type: str, record_id: str, fields: Mapping[str, object]) -> None:
    """Write the given fields of a record; None leaves a field as it stands, "" clears it."""
    for name, given in fields.items():
        if given is not None:
            deed.set(record_type, record_id, name, value=storable(name, given))


def write_members(deed: Deed, record_type: str, record_id: str, name: str, wanted: Iterable[str]) -> None:
    """Let exactly these members stand in a record's set, such as the areas of an item of evidence."""
    prefix = f"{record_type}/{record_id}/{name}/"
    standing = {cell.rpartition("/")[2] for cell, said in deed.work.tables.under(prefix) if said.value}
    chosen = set(wanted)
    for member in sorted(chosen - standing):
        deed.set(record_type, record_id, name, member, value=True)
    for member in sorted(standing - chosen):
        deed.clear(record_type, record_id, name, member)


def remove_record(deed: Deed, record_type: str, record_id: str) -> None:
    """Let a record no longer stand; what was written in it stays in the history.

    Raises:
        InputRefused: there is none of that id.
    """
    deed.require_record(record_type, record_id)
    deed.clear(record_type, record_id, "exists")


def require_areas(deed: Deed, areas: Iterable[str]) -> None:
    """Refuse areas that the framework does not have, naming those that it has.

    Raises:
        InputRefused: an area is unknown.
    """
    known = [area.id for area in deed.framework.areas]
    for area in areas:
        if area not in known:
            raise InputRefused(
                f"This visit's framework has no area “{area}”.", f"Its areas are: {', '.join(known)}."
            )


def require_word(given: str, known: Mapping[str, str], what: str) -> None:
    """Refuse a word outside a fixed vocabulary, naming the words that it has.

    Raises:
        InputRefused: the word is unknown.
    """
    if given not in known:
        raise InputRefused(f"“{given}” is no {what}.", f"Choose one of: {', '.join(known)}.")


def shortened(text: str, length: int = 60) -> str:
    """Return the beginning of a text on one line, for a summary."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def require_area_grade(deed: Deed, grade: str) -> None:
    """Refuse a grade that the scale for areas does not have; every grade in a framework without one.

    Raises:
        InputRefused: the grade is unknown, or this framework grades no areas.
    """
    scale_id = deed.framework.area_scale
    if scale_id is None:
        raise InputRefused("This framework gives no grades.", "Say in words what was found.")
    scale = deed.framework.scale(scale_id)
    require_word(grade, {point.id: point.word for point in scale.grades}, "grade of this scale")


def storable(name: str, given: object) -> object:
    """Return a field's value as it goes into a payload: cleaned texts, days in ISO form, None for ""."""
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, str):
        what = name.replace("_", " ")
        cleaned = clean_text(given, what) if name in LONG_TEXTS else clean_line(given, what)
        return cleaned or None
    if isinstance(given, tuple | list):
        return [clean_line(str(part), name) for part in given]
    return given
