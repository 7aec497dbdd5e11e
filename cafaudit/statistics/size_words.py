"""Sizes in the words of the people who read files, and tables of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.statistics.shares import one_in_text, percent_text
from cafaudit.statistics.sizes import HALF

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from cafaudit.statistics.sizes import Aim, LawName, Precision

LAW_WORDS: Final[dict[LawName, str]] = {
    "hypergeometric": "exact for this list",
    "binomial": "as if the list had no end",
    "poisson": "as if the list had no end and such files were rare",
}
"""What each law takes the list for."""

NO_SIZE: Final = "–"
"""Stands in a table where no size would do."""


def aim_sentence(aim: Aim, size: int) -> str:
    """Return what a size is good for, such as "To find at least one such file ..., read 57 of 1,284."""
    sure, rate = percent_text(aim.confidence), one_in_text(aim.rate)
    read = f"read {size:,} of {aim.population:,}"
    if aim.law == "hypergeometric" or size <= aim.population:
        end = f"{read}."
    else:
        end = f"read {size:,}, which is more than the {aim.population:,} on the list."
    if not aim.expected:
        return f"To find at least one such file with {sure} confidence if {rate} are like it, {end}"
    files = "one such file is" if aim.expected == 1 else f"{aim.expected:,} such files are"
    return f"To be {sure} sure that fewer than {rate} are like it even if {files} found, {end}"


def precision_sentence(wanted: Precision, size: int) -> str:
    """Return what a size is good for where a share is to be known within a margin."""
    share = "a half" if wanted.share == HALF else percent_text(wanted.share)
    points = percent_text(wanted.margin).removesuffix(" %")
    unit = "point" if points == "1" else "points"
    read = f"read {size:,} of {wanted.population:,}"
    if wanted.law != "hypergeometric" and size > wanted.population:
        read = f"read {size:,}, which is more than the {wanted.population:,} on the list"
    return (
        f"To know a share of about {share} to within {points} {unit} either way with "
        f"{percent_text(wanted.confidence)} confidence, {read}."
    )


def marked_sentence(aim: Aim) -> str:
    """Return what the rate comes to on this list: "1 in 20 of 1,284 is taken as 65 files."""
    if aim.law != "hypergeometric":
        return f"The list is taken {LAW_WORDS[aim.law].removeprefix('as ')}."
    noun = "file" if aim.marked == 1 else "files"
    return f"{one_in_text(aim.rate)} of {aim.population:,} is taken as {aim.marked:,} {noun}."


def table_rows(rates: Sequence[Fraction], sizes: Sequence[Sequence[int | None]]) -> list[list[str]]:
    """Return a table in texts: the rate, then a size for each number expected."""
    return [
        [percent_text(rate), *(NO_SIZE if size is None else f"{size:,}" for size in row)]
        for rate, row in zip(rates, sizes, strict=True)
    ]
