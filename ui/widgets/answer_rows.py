"""The rows of the Read page as plain data: what a table of answers is given to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AnswerKind = Literal["grade", "yes_no", "choice", "date", "number"]
FoldState = Literal["", "closed", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer.

    Attributes:
        value: What `answer_chosen` says when it is chosen.
        letter: What its slot shows when the word has no room.
        word: The answer in full.
        rung: Its place in the look for a grade (1 best); None for an answer without a colour.
        key: The single key that chooses it, "" for none.
        hollow: Outside the count ("not applicable"); shown outlined, in the last slot.
    """

    value: str
    letter: str
    word: str
    rung: int | None = None
    key: str = ""
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row: a question with its slots, an area that is not asked, or a fold.

    Attributes:
        item_id: What the signals name the row by; unique in the table.
        label: The question, short.
        kind: How it is answered; "date" and "number" are typed.
        options: Possible answers in the order of their slots, hollow ones last.
        number: The area's number at the left, "" for none.
        strong: An area row: strong label, line above.
        answer: The value of the option that is chosen, the typed value (dates as 2009-04-14), or "".
        word: The answer as words, shown beside the slots; for a typed answer, inside its slot.
        unit: What a number counts, shown quietly in an empty slot.
        rungs: The lowest rung in use, when there are more than the look has colours; else 0.
        manager_letter: The manager's grade, "" while it is hidden or unknown.
        manager_word: That grade in full, for screen readers.
        manager_gap: How the two differ: "same", "+1".
        takes_manager: Whether a manager's grade can be entered here now.
        has_reason: Whether a reason is written.
        evidence_count: How many pieces of evidence hang on it.
        not_asked_text: Why it is not asked; such a row has no slots, Enter asks for it all the same.
        locked: Answers can be seen, not changed.
        fold: "closed" or "open" for the row that folds further questions away.
        aside: Quiet words at the right end of a fold.
    """

    item_id: str
    label: str
    kind: AnswerKind = "grade"
    options: tuple[Option, ...] = ()
    number: str = ""
    strong: bool = False
    answer: str = ""
    word: str = ""
    unit: str = ""
    rungs: int = 0
    manager_letter: str = ""
    manager_word: str = ""
    manager_gap: str = ""
    takes_manager: bool = False
    has_reason: bool = False
    evidence_count: int = 0
    not_asked_text: str = ""
    locked: bool = False
    fold: FoldState = ""
    aside: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether the answer is typed instead of chosen."""
        return self.kind in {"date", "number"}

    @property
    def is_open(self) -> bool:
        """Whether an answer can be given here now."""
        return not (self.locked or self.fold or self.not_asked_text)

    @property
    def slot_count(self) -> int:
        """How many slots the row has."""
        if self.fold or self.not_asked_text:
            return 0
        return len(self.options) + self.is_typed

    def option_at(self, slot: int) -> Option | None:
        """Return the option of a slot; None for the slot of a typed answer."""
        place = slot - self.is_typed
        return self.options[place] if 0 <= place < len(self.options) else None

    def chosen_slot(self) -> int | None:
        """Return the slot of the present answer, None while there is none."""
        for slot, option in enumerate(self.options):
            if option.value == self.answer:
                return slot + self.is_typed
        return 0 if self.is_typed and self.answer else None

    def slot_for_key(self, key: str) -> int | None:
        """Return the slot that a single key chooses, None when it chooses nothing."""
        for slot, option in enumerate(self.options):
            if option.key and option.key.casefold() == key.casefold():
                return slot + self.is_typed
        return None
