"""The way of the keyboard from answer to answer: on, back to the one just given, and forth again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.answer_model import AnswerModel
    from ui.widgets.answer_rows import AnswerRow


class AnswerWalk:
    """Knows where the next answer belongs; the list goes there.

    It remembers which row was answered by key just now, and where it was left for that row, until another
    thing is done. Where a row is returned, it is by its place in the model.
    """

    def __init__(self, model: AnswerModel) -> None:
        """Walk through the rows of a model; nothing is remembered yet."""
        self._model = model
        self._answered = ""
        self._next = ""

    @property
    def answered(self) -> str:
        """The id of the row that was answered by key just now, "" when anything was done since."""
        return self._answered

    def remember(self, answered: AnswerRow) -> None:
        """Remember that a row was answered and left for the next one."""
        self._answered, self._next = answered.item_id, ""

    def forget(self) -> None:
        """Forget which row was answered: another thing was done."""
        self._answered = self._next = ""

    def on_from(self, place: int) -> int | None:
        """Return the next row below that takes an answer, None when there is none."""
        rows = self._model.rows
        below = range(place + 1, len(rows))
        return next((at for at in below if rows[at].is_open and rows[at].slot_count), None)

    def back_from(self, present: AnswerRow | None) -> int | None:
        """Return the row that was answered just now, and remember the present one as the next to answer."""
        answered = self._model.find(self._answered)
        if answered is not None:
            self._answered, self._next = "", "" if present is None else present.item_id
        return answered

    def forth(self) -> int | None:
        """Return where the next answer belongs after `back_from`, None when nobody went back; forget it."""
        place = self._model.find(self._next)
        self.forget()
        if place is None or self._model.rows[place].is_open:
            return place
        beyond = self.on_from(place)
        return place if beyond is None else beyond
