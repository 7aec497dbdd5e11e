"""Sizes in the words of the people who read files, and tables of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from cafaudit.statistics.shares import one_in_text, percent_text
from cafaudit.statistics.sizes import (
    HALF,
    LAWS,
    LawName,
    Precision,
    attribute_size,
    chance_left,
    precision_size,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.statistics.sizes import Aim

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
        return f"The size is worked out {LAW_WORDS[aim.law]}."
    noun = "file" if aim.marked == 1 else "files"
    return f"{one_in_text(aim.rate)} of {aim.population:,} is taken as {aim.marked:,} {noun}."


@dataclass(frozen=True, slots=True)
class Answer:
    """A size, what it is good for, and what it rests on.

    Attributes:
        size: Files to read.
        sentence: What the size is good for.
        note: What the rate comes to on the list, and the chance that is left; "" where there is none.
        chance: Chance of finding at most what is expected, if the rate held, in four decimals rounded
            up; "" for a precision.
        sizes: The size under each law, for comparison; for a precision without the law of rare files,
            which says little of shares.
    """

    size: int
    sentence: str
    note: str
    chance: str
    sizes: dict[LawName, int]


def answer_to(question: Aim | Precision) -> Answer:
    """Work out how many files to read, and say it.

    Raises:
        InputRefused: No number of files would do.
    """
    if isinstance(question, Precision):
        compared = LAWS if question.law == "poisson" else LAWS[:2]
        by_law = {law: precision_size(replace(question, law=law)) for law in compared}
        size = by_law[question.law]
        return Answer(size, precision_sentence(question, size), "", "", by_law)
    by_law = {law: attribute_size(replace(question, law=law)) for law in LAWS}
    size = by_law[question.law]
    parts = -(-chance_left(question, size) * 10_000 // 1)
    return Answer(
        size,
        aim_sentence(question, size),
        f"{marked_sentence(question)} {_chance_sentence(question, Fraction(parts, 10_000))}",
        f"{parts // 10_000}.{parts % 10_000:04}",
        by_law,
    )


def comparison_sentence(question: Aim | Precision, answer: Answer) -> str:
    """Return what the other laws say: "For comparison: 59 as if the list had no end, 60 ..."."""
    others = [f"{size:,} {LAW_WORDS[law]}" for law, size in answer.sizes.items() if law != question.law]
    return f"For comparison: {', '.join(others)}."


def _chance_sentence(aim: Aim, chance: Fraction) -> str:
    if not aim.expected:
        return f"The chance of finding none of them is then {percent_text(chance)}."
    return f"The chance of finding {aim.expected:,} or fewer is then {percent_text(chance)}."


def table_rows(rates: Sequence[Fraction], sizes: Sequence[Sequence[int | None]]) -> list[list[str]]:
    """Return a table in texts: the rate, then a size for each number expected."""
    return [
        [percent_text(rate), *(NO_SIZE if size is None else f"{size:,}" for size in row)]
        for rate, row in zip(rates, sizes, strict=True)
    ]
