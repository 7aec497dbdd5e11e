"""The draw sheet as plain rows: what its columns and facts are called, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cafaudit.sampling.queues import DrawnCase

DRAW_SHEET_HEADER: Final = ("stratum", "order", "case", "ticket", "role")
"""The columns of a draw sheet; a sheet with these can be verified without the store."""

MORE_COLUMNS: Final = ("taken", "files", "cases", "draw", "seed", "list")
"""What a csv sheet of ours says besides, the same on every row of a stratum or of the sheet.

`files` are the stratum's files, those of the draw first, then those of each extension: "19+3". `cases` is
how many the list holds of the stratum, `draw` its number and how many there are ("1 of 2"), `list` the
hash of the frame list.
"""

COUNT_COLUMNS: Final = ("places", "rows")
"""How many rows the stratum has on a csv sheet, and how many the sheet has, so that none is lost unseen.

Sheets that were made before these columns came have neither, and still hold as far as they say anything.
"""

SEED: Final = "Seed"
LIST_HASH: Final = "List fixed as (SHA-256)"
LIST_WORDS: Final = "The same in ten words"
DRAW_NUMBER: Final = "Draw"
LIST_CASES: Final = "Cases on the list"
FILES_DRAWN: Final = "Files drawn"
PLACES: Final = "Places on this sheet"
"""The labels by which the facts of a sheet in a workbook are read back."""

FURTHER_REASON: Final = "Reason for a further draw"
LIST_FIXED_AT: Final = "List fixed (UTC)"
EXCLUDED_BY: Final = "Excluded by rule"
SEED_SOURCE: Final = "Source of the seed"
SOURCE_NAMED_AT: Final = "Source named (UTC)"
DRAWN_AT: Final = "Drawn (UTC)"
DRAWN_BY: Final = "Drawn by"
EXTENDED: Final = "Extension"
LATE_RULE: Final = "A file that turns up late"
TOLD: Final = (
    DRAW_NUMBER,
    FURTHER_REASON,
    LIST_FIXED_AT,
    EXCLUDED_BY,
    SEED_SOURCE,
    SOURCE_NAMED_AT,
    DRAWN_AT,
    DRAWN_BY,
    EXTENDED,
    LATE_RULE,
)
"""The labels, or how they begin, of what a sheet tells and no paper can prove."""

BY_THE_DRAW: Final = "draw"
PASSED_OVER: Final = "passed over"
"""Says that a reserve is free now, and was in use when an extension took the places after it."""

MOST_DIGITS: Final = 9
"""Digits that a whole number on a sheet has at most; longer ones are no figures of any list."""

_EXTENSION: Final = re.compile(r"extension ([1-9]\d{0,8})")
_INSTEAD: Final = re.compile(r"instead of (.+)", re.DOTALL)
_SIZES: Final = re.compile(r"\d{1,9}(\+\d{1,9})*")


@dataclass(frozen=True, slots=True)
class StatedSizes:
    """What a sheet says of a stratum: its cases on the list, its files by the draw and by each extension.

    `reserves` are those that nobody took up, `places` all rows of the stratum; None where it does not say.
    """

    cases: int
    files: int
    extensions: tuple[int, ...] = ()
    reserves: int | None = None
    places: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSheet:
    """A draw sheet as it was read: its places, and what it says besides; "" or None where it does not.

    `rows` is how many places it says that it has, `listed` and `drawn` its cases on the list and its files
    of the draw in all. `told` are label and text of what papers cannot prove, as they stand there.
    `differences` are sentences on cells of the sheet that do not go together.
    """

    places: tuple[DrawnCase, ...]
    seed: str | None = None
    frame_hash: str = ""
    words: tuple[str, ...] = ()
    strata: Mapping[str, StatedSizes] | None = None
    rows: int | None = None
    listed: int | None = None
    drawn: int | None = None
    told: tuple[tuple[str, str], ...] = ()
    differences: tuple[str, ...] = field(default=())


def taken_by_extension(number: int) -> str:
    """Return what a place that an extension took says under "taken"."""
    return f"extension {number}"


def taken_instead_of(ref: str) -> str:
    """Return what a reserve that took the place of another file says under "taken"."""
    return f"instead of {ref}"


def extension_of(taken: str) -> int:
    """Return the number of the extension that took a place, 0 where none did."""
    found = _EXTENSION.fullmatch(taken)
    return int(found[1]) if found else 0


def replaced_by(taken: str) -> str:
    """Return the case whose place a reserve took, "" where it took none."""
    found = _INSTEAD.fullmatch(taken)
    return found[1] if found else ""


def is_taken_word(taken: str) -> bool:
    """Say whether a text is one that can stand under "taken"."""
    known = taken in {"", BY_THE_DRAW, PASSED_OVER}
    return known or bool(extension_of(taken) or replaced_by(taken))


def sizes_text(sizes: StatedSizes) -> str:
    """Return a stratum's files as a csv sheet has them, such as "19+3"."""
    return "+".join(str(count) for count in (sizes.files, *sizes.extensions))


def sizes_from(text: str, cases: int) -> StatedSizes | None:
    """Read what `sizes_text` wrote; None where it is no such text."""
    if not _SIZES.fullmatch(text):
        return None
    first, *others = (int(part) for part in text.split("+"))
    return StatedSizes(cases, first, tuple(others))
