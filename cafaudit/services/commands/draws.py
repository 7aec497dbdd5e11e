"""What every command of the sample asks of the draws before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


def draws_of(deed: Deed) -> int:
    """Return how many draws were made."""
    return sum(1 for cell, said in deed.work.tables.under("draw/") if cell.endswith("/drawn") and said.value)
