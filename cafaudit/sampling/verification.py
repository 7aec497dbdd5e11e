"""Re-running a draw: from the list, the seed and the sheet, every place must come out again."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from cafaudit.sampling.frame_list import frame_hash as hash_of
from cafaudit.sampling.queues import first_places
from cafaudit.sampling.tickets import clean_seed, ticket

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cafaudit.sampling.frame_list import Listed
    from cafaudit.sampling.queues import DrawnCase

_MOST_PROBLEMS: Final = 50


def verify_draw(
    cases: Iterable[Listed],
    seed: str,
    entries: Sequence[DrawnCase],
    *,
    sizes: Mapping[str, int] | None = None,
    fixed_hash: str | None = None,
) -> tuple[str, ...]:
    """Return what is wrong with a draw, one sentence each; nothing when it can be repeated.

    Args:
        cases: The list that it was drawn from.
        seed: The seed that it was drawn with.
        entries: The places of the sheet.
        sizes: Sample files per stratum, where they are known from elsewhere than the sheet.
        fixed_hash: The frame hash that was fixed before the draw, where it is known.

    Raises:
        InputRefused: The seed cannot be one.
    """
    seed = clean_seed(seed)
    listed = tuple(cases)
    problems = [
        *_frame_problems(listed, fixed_hash),
        *_entry_problems(listed, seed, entries),
        *_queue_problems(listed, seed, entries),
        *_size_problems(entries, sizes),
    ]
    if len(problems) > _MOST_PROBLEMS:
        left = len(problems) - _MOST_PROBLEMS
        problems[_MOST_PROBLEMS:] = [f"And {left:,} more differences."]
    return tuple(problems)


def _frame_problems(listed: Sequence[Listed], fixed_hash: str | None) -> list[str]:
    problems = [
        f"Case {ref} stands in the list {times} times."
        for ref, times in Counter(case.ref for case in listed).items()
        if times > 1
    ]
    if fixed_hash is not None and hash_of(listed) != fixed_hash:
        problems.append("The list is not the one that was fixed: its hash is another.")
    return problems


def _entry_problems(listed: Sequence[Listed], seed: str, entries: Sequence[DrawnCase]) -> list[str]:
    stratum_of = {case.ref: case.stratum for case in listed}
    problems = [] if entries else ["The sheet has no place on it."]
    for entry in entries:
        stratum = stratum_of.get(entry.case)
        if stratum is None:
            problems.append(f"Case {entry.case} is on the sheet but not in the list.")
        elif stratum != entry.stratum:
            problems.append(
                f"The sheet has case {entry.case} under “{entry.stratum}”, the list under “{stratum}”."
            )
        if entry.ticket != ticket(seed, entry.case):
            problems.append(f"The ticket of case {entry.case} is not the one that this seed gives.")
    return problems


def _queue_problems(listed: Sequence[Listed], seed: str, entries: Sequence[DrawnCase]) -> list[str]:
    refs: defaultdict[str, list[str]] = defaultdict(list)
    for case in listed:
        refs[case.stratum].append(case.ref)
    queues: defaultdict[str, list[DrawnCase]] = defaultdict(list)
    for entry in entries:
        queues[entry.stratum].append(entry)
    problems: list[str] = []
    for name in sorted(queues):
        on_sheet = sorted(queues[name], key=lambda entry: entry.order)
        due = [ref for _, ref in first_places(refs.get(name, []), seed, len(on_sheet))]
        problems += _order_problems(name, on_sheet, due)
    return problems


def _order_problems(name: str, on_sheet: Sequence[DrawnCase], due: Sequence[str]) -> list[str]:
    problems: list[str] = []
    if [entry.order for entry in on_sheet] != list(range(1, len(on_sheet) + 1)):
        problems.append(f"The places of “{name}” are not counted 1, 2, 3 ... up to {len(on_sheet)}.")
    for entry, ref in zip(on_sheet, due, strict=False):
        if entry.case != ref:
            problems.append(
                f"Place {entry.order} of “{name}” belongs to case {ref}, the sheet has {entry.case}."
            )
    roles = [entry.role for entry in on_sheet]
    if roles != sorted(roles, key=("sample", "reserve").index):
        problems.append(f"In “{name}” a reserve stands before a file of the sample.")
    return problems


def _size_problems(entries: Sequence[DrawnCase], sizes: Mapping[str, int] | None) -> list[str]:
    if sizes is None:
        return []
    drawn = Counter(entry.stratum for entry in entries if entry.role == "sample")
    return [
        f"“{name}” was to give {sizes.get(name, 0)} files, the sheet has {drawn[name]}."
        for name in sorted({*sizes, *drawn})
        if sizes.get(name, 0) != drawn[name]
    ]
