"""The list that a visit goes by, where there has to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from cafaudit.storage.frame_tables import FrameTables


def require_list(frames: FrameTables) -> int:
    """Return the number of the list in use.

    Raises:
        InputRefused: no list was imported.
    """
    number = frames.in_use()
    if number is None:
        raise InputRefused("There is no case list yet.", "Import the provider's list first.")
    return number
