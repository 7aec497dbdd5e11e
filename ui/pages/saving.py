"""How far saving is, said in the foot of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.messages import words_of
from ui.when import clock

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.widgets.progress import SaveState


def tell_saving(desk: Desk, saved: SaveState) -> None:
    """Have a page's foot say when saving begins, what is saved, what is kept as a draft, and what failed."""
    desk.saving.connect(saved.begin)
    desk.saved.connect(lambda at: saved.show_saved(clock(at)))
    desk.draft_kept.connect(lambda at: saved.show_draft(clock(at)))
    desk.refused.connect(lambda error, _: saved.show_failed(words_of(error)[0]))
