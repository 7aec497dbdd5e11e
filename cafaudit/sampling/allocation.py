"""How many files each stratum gives: whole numbers only, and always as many as were asked for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

Rule = Literal["proportional", "equal"]
"""Rules that need no figures of their own; a mapping of stratum to size is the third way."""


def allocate(
    counts: Mapping[str, int], total: int | None, rule: Rule | Mapping[str, int] = "proportional"
) -> dict[str, int]:
    """Share out a sample over the strata.

    Proportional shares are rounded by largest remainder, equal remainders going to the first stratum
    by name. Equal shares move on to other strata where one is too small. Sizes stated by stratum
    are taken as they are, strata not named giving none.

    Args:
        counts: How many cases each stratum holds.
        total: How many files are wanted; may be None where sizes are stated by stratum.
        rule: "proportional", "equal", or the sizes by stratum.

    Returns:
        A size for each stratum of `counts`, sorted by name, adding up to the total.

    Raises:
        InputRefused: The list does not hold as many, or the stated sizes do not fit list or total.
    """
    if not isinstance(rule, str):
        return _stated(counts, total, rule)
    wanted = checked_total(counts, total)
    if rule == "proportional":
        return _proportional(counts, wanted)
    if rule == "equal":
        return _equal(counts, wanted)
    raise InputRefused(
        f"“{rule}” is no rule for sharing out a sample.", "Use 'proportional' or 'equal', or state the sizes."
    )


def checked_total(counts: Mapping[str, int], total: int | None) -> int:
    """Return the total that is wanted of a list.

    Raises:
        InputRefused: None is wanted, or more than the list holds.
    """
    held = sum(counts.values())
    if total is None or total < 1:
        raise InputRefused("No files were asked for.", "State how many files the sample is to have.")
    if total > held:
        raise InputRefused(
            f"{total:,} files were asked for, but the list holds {held:,} cases.",
            f"Ask for {held:,} at most, or import a longer list.",
        )
    return total


def by_weight(counts: Mapping[str, int], total: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Share out a total in proportion to weights, rounded by largest remainder, ties by name.

    A stratum whose share reaches its cases gives all of them, and the rest is shared out anew among the
    others. Strata without weight give none, so the sizes may add up to less than the total.

    Args:
        counts: How many cases each stratum holds.
        total: How many files are wanted.
        weights: A weight for each stratum of `counts`, 0 or more.
    """
    sizes = dict.fromkeys(sorted(counts), 0)
    sharing = [name for name in sizes if weights[name] and counts[name]]
    left = total
    while sharing:
        all_weights = sum((weights[name] for name in sharing), Fraction(0))
        shares = {name: left * weights[name] / all_weights for name in sharing}
        full = [name for name in sharing if shares[name] >= counts[name]]
        if not full:
            return sizes | _rounded(shares, left)
        for name in full:
            sizes[name] = counts[name]
            left -= counts[name]
        sharing = [name for name in sharing if name not in full]
    return sizes


def _rounded(shares: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Round shares that add up to a total to whole files that do, by largest remainder."""
    sizes = {name: share.numerator // share.denominator for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: (sizes[name] - shares[name], name))
    for name in by_remainder[: total - sum(sizes.values())]:
        sizes[name] += 1
    return sizes


def _proportional(counts: Mapping[str, int], total: int) -> dict[str, int]:
    return by_weight(counts, total, {name: Fraction(held) for name, held in counts.items()})


def _equal(counts: Mapping[str, int], total: int) -> dict[str, int]:
    sizes = dict.fromkeys(sorted(counts), 0)
    left = total
    while left:
        open_strata = [name for name in sizes if sizes[name] < counts[name]]
        each = max(1, left // len(open_strata))
        for name in open_strata[:left]:
            given = min(each, counts[name] - sizes[name])
            sizes[name] += given
            left -= given
    return sizes


def _stated(counts: Mapping[str, int], total: int | None, stated: Mapping[str, int]) -> dict[str, int]:
    for name, size in stated.items():
        if name not in counts:
            raise InputRefused(
                f"The list has no stratum “{name}”.", f"Its strata are: {', '.join(sorted(counts))}."
            )
        if not 0 <= size <= counts[name]:
            raise InputRefused(
                f"{size:,} files were asked for from “{name}”, which holds {counts[name]:,}.",
                f"Ask for a number from 0 to {counts[name]:,}.",
            )
    added = sum(stated.values())
    if total is not None and added != total:
        raise InputRefused(
            f"The sizes of the strata add up to {added:,}, but {total:,} files were asked for.",
            "Change the sizes or the total, so that they agree.",
        )
    if not added:
        raise InputRefused("No files were asked for.", "State how many files each stratum is to give.")
    return {name: stated.get(name, 0) for name in sorted(counts)}
