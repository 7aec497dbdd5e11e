"""What an odd file is in the corpus: how it is made, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Warned:
    """A warning that must be given: a part of its sentence, and the place that it names."""

    says: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Accepted:
    """The list is read: exactly these references in this order, with exactly these warnings."""

    ids: tuple[str, ...]
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True)
class Refused:
    """The list is refused: parts of the message and of the advice."""

    says: str
    advises: str = ""


@dataclass(frozen=True)
class Entry:
    """One odd file.

    Attributes:
        name: The name of the file, which says what is odd about it.
        content: Makes its bytes; None where the entry is a folder or no file at all.
        expected: What must come of it.
        sheet: The sheet to take.
        fold: Whether rows of one reference are folded.
        mapping: A mapping as TOML.
        on_sheet: The sheet that warnings name, "" for a text.
    """

    name: str
    content: Callable[[], bytes] | None
    expected: Accepted | Refused
    sheet: str | None = None
    fold: bool | None = None
    mapping: str | None = None
    on_sheet: str = ""


IDS: Final = ("C-001", "C-002", "C-003")
"""The references of a list that has nothing else to say."""

ROWS: Final = (
    ("Case ID", "Office", "Law type"),
    ("C-001", "Upper Dale", "Private"),
    ("C-002", "Lower Dale", "Public"),
    ("C-003", "Upper Dale", "Private"),
)
"""A list without any oddity."""
