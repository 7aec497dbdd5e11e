"""What papers alone tell of a draw, and what they cannot prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.sampling.verification import gaps_of, verify_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.sampling.frame_list import Listed
    from cafaudit.sampling.sheets import DrawSheet

NOT_SHOWN: Final = (
    "when the list was fixed, the source of the seed named and the sample drawn or extended: these times are"
    " the sheet's own words",
    "that the seed came from the source that is named, and that nobody knew it before the list was fixed",
    "how many draws there were: “1 of 2” is the sheet's own word",
    "that the list is the provider's whole list, and that only the stated rules took cases out of it",
    "why a file was replaced or a sample extended, and whose place a reserve took",
)
"""What list, seed and sheet leave open even where all agrees, as ends of "Papers alone cannot show ..."."""

NOT_SHOWN_BUT_IN: Final = (
    "The visit's own journal has the times, the sources and the reasons, signed and in their order: ask the"
    " lead for them. Hold the list against the provider's own file."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCheck:
    """What came of checking papers.

    `problems` are what is wrong, none when the draw can be repeated; `gaps` what the sheet does not say, so
    that it was not checked; `told` are label and text of what it says and no paper can prove; `not_shown` is
    what stays open whatever it says.
    """

    problems: tuple[str, ...]
    gaps: tuple[str, ...]
    told: tuple[tuple[str, str], ...]
    not_shown: tuple[str, ...] = NOT_SHOWN


def check_papers(cases: Iterable[Listed], seed: str, sheet: DrawSheet) -> PaperCheck:
    """Return what a list, a seed and a sheet come to when the draw is made again from them.

    Raises:
        InputRefused: The seed cannot be one.
    """
    return PaperCheck(problems=verify_sheet(cases, seed, sheet), gaps=gaps_of(sheet), told=sheet.told)
