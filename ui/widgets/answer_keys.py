"""What a key means on a row of answers; doing it is the list's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.widgets.answer_rows import AnswerRow

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
"""Both keys that are called Enter."""

HELD = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta})
"""Keys that are held together with others and mean nothing alone."""

_CHOOSE = ENTER | {Qt.Key.Key_Space}
_CLEAR = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class KeyMeaning:
    """What a key asks for.

    Attributes:
        deed: "focus" a slot, "choose" one, "clear" the answer, "type" one, "refuse" an answer that the row
            does not take now; "" for a key that is not about answers.
        slot: The slot that is meant.
        text: The first sign of a typed answer.
    """

    deed: Literal["", "focus", "choose", "clear", "type", "refuse"] = ""
    slot: int = 0
    text: str = ""


def is_command(event: QKeyEvent) -> bool:
    """Say whether a key is held together with Ctrl, Alt or Meta, and so is no answer."""
    held = event.modifiers()
    keys = Qt.KeyboardModifier
    return bool(held & (keys.ControlModifier | keys.AltModifier | keys.MetaModifier))


def meaning_of(event: QKeyEvent, row: AnswerRow, slot: int, *, single_keys: bool) -> KeyMeaning:
    """Return what a key means on a row.

    Args:
        event: The key that was pressed.
        row: The row that is current.
        slot: The slot in focus.
        single_keys: Whether letters and digits answer.
    """
    key = Qt.Key(event.key())
    if is_command(event):
        return KeyMeaning()
    if key in _ACROSS:
        return KeyMeaning("focus", min(max(slot + _ACROSS[key], 0), max(row.slot_count - 1, 0)))
    if key in _CHOOSE:
        return KeyMeaning("choose", slot)
    if key in _CLEAR:
        return KeyMeaning("clear")
    return _single_key(event.text(), row) if single_keys else KeyMeaning()


def asks_manager(event: QKeyEvent, row: AnswerRow, manager_key: str) -> bool:
    """Say whether a key asks for the manager's grade; never one that chooses an answer of the row."""
    text = event.text().casefold()
    is_meant = bool(text) and text == manager_key.casefold() and not is_command(event)
    return is_meant and row.slot_for_key(text) is None


def _single_key(text: str, row: AnswerRow) -> KeyMeaning:
    if not text.strip():
        return KeyMeaning()
    slot = row.slot_for_key(text)
    if slot is not None and row.is_open:
        return KeyMeaning("choose", slot)
    if row.is_typed and row.is_open and (text.isdigit() or text == "-"):
        return KeyMeaning("type", text=text)
    return KeyMeaning("refuse" if slot is not None or text.isdigit() else "")
