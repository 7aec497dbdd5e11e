"""Re-running a draw: from the list, the seed and the sheet, every place must come out again."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from cafaudit.domain.hash_words import hash_words
from cafaudit.sampling.frame_list import frame_hash as hash_of
from cafaudit.sampling.queues import first_places
from cafaudit.sampling.sheets import PASSED_OVER, extension_of, replaced_by
from cafaudit.sampling.tickets import clean_seed, ticket

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cafaudit.sampling.frame_list import Listed
    from cafaudit.sampling.queues import DrawnCase
    from cafaudit.sampling.sheets import DrawSheet, StatedSizes

_MOST_PROBLEMS: Final = 50


def verify_draw(
    cases: Iterable[Listed],
    seed: str,
    entries: Sequence[DrawnCase],
    *,
    sizes: Mapping[str, int] | None = None,
    extensions: Sequence[Mapping[str, int]] | None = None,
    fixed_hash: str | None = None,
) -> tuple[str, ...]:
    """Return what is wrong with a draw, one sentence each; nothing when it can be repeated.

    Args:
        cases: The list that it was drawn from.
        seed: The seed that it was drawn with.
        entries: The places of the sheet.
        sizes: Sample files per stratum, where they are known from elsewhere than the sheet.
        extensions: Files that each extension added per stratum, where they are known from elsewhere.
        fixed_hash: The frame hash that was fixed before the draw, where it is known.

    Raises:
        InputRefused: The seed cannot be one.
    """
    return _summed_up(_draw_problems(tuple(cases), seed, entries, sizes, extensions, fixed_hash))


def verify_sheet(cases: Iterable[Listed], seed: str, sheet: DrawSheet) -> tuple[str, ...]:
    """Return what is wrong with a draw sheet: its places, and all that it says of seed, list and sizes.

    Raises:
        InputRefused: The seed cannot be one.
    """
    listed = tuple(cases)
    seed = clean_seed(seed)
    problems = list(sheet.differences)
    if sheet.seed is not None and sheet.seed != seed:
        problems.append(f"The sheet was drawn with the seed “{sheet.seed}”, not with this one.")
    sizes = None if sheet.strata is None else {name: said.files for name, said in sheet.strata.items()}
    extensions = None if sheet.strata is None else _by_extension(sheet.strata)
    problems += _draw_problems(listed, seed, sheet.places, sizes, extensions, sheet.frame_hash or None)
    problems += _word_problems(sheet)
    problems += _stratum_problems(listed, sheet.strata)
    problems += _count_problems(len(listed), sheet)
    return _summed_up(problems)


def gaps_of(sheet: DrawSheet) -> tuple[str, ...]:
    """Return what a sheet does not say, so that it cannot be checked, one sentence each."""
    gaps = []
    if sheet.rows is None:
        gaps.append(
            "The sheet does not say how many places it has, so a last place that was lost would not be seen."
        )
    if not sheet.frame_hash:
        gaps.append(
            "The sheet does not name the hash of its list, so another list that fits would not be seen."
        )
    if sheet.strata is None:
        gaps.append("The sheet does not say how many files each stratum was to give.")
    return tuple(gaps)


def _summed_up(problems: list[str]) -> tuple[str, ...]:
    if len(problems) > _MOST_PROBLEMS:
        left = len(problems) - _MOST_PROBLEMS
        problems[_MOST_PROBLEMS:] = [f"And {left:,} more differences."]
    return tuple(problems)


def _draw_problems(
    listed: Sequence[Listed],
    seed: str,
    entries: Sequence[DrawnCase],
    sizes: Mapping[str, int] | None,
    extensions: Sequence[Mapping[str, int]] | None,
    fixed_hash: str | None,
) -> list[str]:
    seed = clean_seed(seed)
    return [
        *_frame_problems(listed, fixed_hash),
        *_entry_problems(listed, seed, entries),
        *_queue_problems(listed, seed, entries),
        *_size_problems(entries, sizes),
        *_extension_problems(entries, extensions),
    ]


def _frame_problems(listed: Sequence[Listed], fixed_hash: str | None) -> list[str]:
    problems = []
    if len({case.ref for case in listed}) < len(listed):
        times = Counter(case.ref for case in listed)
        problems = [f"Case {ref} stands in the list {times[ref]} times." for ref in times if times[ref] > 1]
    if fixed_hash is not None and hash_of(listed) != fixed_hash:
        problems.append("The list is not the one that was fixed: its hash is another.")
    return problems


def _word_problems(sheet: DrawSheet) -> list[str]:
    if not sheet.words or not sheet.frame_hash:
        return []
    try:
        due = hash_words(bytes.fromhex(sheet.frame_hash))
    except ValueError:
        return ["The hash of the list on the sheet is none."]
    return [] if sheet.words == due else ["The ten words on the sheet are not those of its list."]


def _stratum_problems(listed: Sequence[Listed], strata: Mapping[str, StatedSizes] | None) -> list[str]:
    if strata is None:
        return []
    counts = Counter(case.stratum for case in listed)
    return [
        f"“{name}” holds {counts[name]:,} cases in the list, the sheet says {said.cases:,}."
        for name, said in sorted(strata.items())
        if counts[name] != said.cases
    ]


def _count_problems(listed: int, sheet: DrawSheet) -> Iterator[str]:
    """Give where a sheet has other places than it says, so that a row that was lost is missed."""
    if sheet.rows not in {None, len(sheet.places)}:
        yield f"The sheet is to have {sheet.rows:,} places, and has {len(sheet.places):,}."
    if sheet.listed not in {None, listed}:
        yield f"The list holds {listed:,} cases, the sheet says {sheet.listed:,}."
    strata = sheet.strata or {}
    if sheet.drawn not in {None, sum(said.files for said in strata.values())}:
        yield f"The strata on the sheet do not add up to the {sheet.drawn:,} files drawn that it says."
    places = Counter(entry.stratum for entry in sheet.places)
    free = Counter(entry.stratum for entry in sheet.places if entry.role == "reserve")
    for name, said in sorted(strata.items()):
        if said.places not in {None, places[name]}:
            yield f"“{name}” is to have {said.places:,} places on the sheet, and has {places[name]:,}."
        if said.reserves not in {None, free[name]}:
            yield f"“{name}” is to have {said.reserves:,} reserves on the sheet, and has {free[name]:,}."


def _by_extension(strata: Mapping[str, StatedSizes]) -> list[dict[str, int]]:
    most = max((len(said.extensions) for said in strata.values()), default=0)
    return [
        {name: said.extensions[at] for name, said in strata.items() if at < len(said.extensions)}
        for at in range(most)
    ]


def _entry_problems(listed: Sequence[Listed], seed: str, entries: Sequence[DrawnCase]) -> list[str]:
    on_sheet = {entry.case for entry in entries}
    stratum_of = {case.ref: case.stratum for case in listed if case.ref in on_sheet}
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
    queues: defaultdict[str, list[DrawnCase]] = defaultdict(list)
    for entry in entries:
        queues[entry.stratum].append(entry)
    refs: defaultdict[str, list[str]] = defaultdict(list)
    for case in listed:
        if case.stratum in queues:
            refs[case.stratum].append(case.ref)
    problems: list[str] = []
    for name in sorted(queues):
        on_sheet = sorted(queues[name], key=lambda entry: entry.order)
        due = [ref for _, ref in first_places(refs.get(name, []), seed, len(on_sheet))]
        problems += _order_problems(name, on_sheet, due)
        problems += _role_problems(name, on_sheet)
        problems += _replacement_problems(name, on_sheet)
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
    return problems


def _role_problems(name: str, on_sheet: Sequence[DrawnCase]) -> Iterator[str]:
    """Give what is wrong with the cut: files of the draw first, no free reserve before an extension."""
    drawn_over, free, last = False, None, 0
    for entry in on_sheet:
        by_draw = entry.role == "sample" and not entry.taken
        if by_draw and drawn_over:
            yield f"In “{name}” a reserve stands before a file of the sample."
            return
        drawn_over = drawn_over or not by_draw
        number = extension_of(entry.taken)
        if number and free is not None:
            yield f"In “{name}” extension {number} took place {entry.order}, though place {free} was free."
            return
        if number and number < last:
            yield f"In “{name}” extension {number} took place {entry.order}, after extension {last}."
        last = max(last, number)
        if entry.role == "reserve" and not entry.taken:
            free = entry.order


def _replacement_problems(name: str, on_sheet: Sequence[DrawnCase]) -> Iterator[str]:
    """Give where role and way into it do not go together, and replacements of what is not in the sample."""
    sample = {entry.case for entry in on_sheet if entry.role == "sample"}
    for entry in on_sheet:
        taken = entry.taken
        if taken and (entry.role == "reserve") != (taken == PASSED_OVER):
            yield f"Place {entry.order} of “{name}” is said to be a {entry.role}, and “{taken}”."
        replaced = replaced_by(taken)
        if replaced and (replaced not in sample or replaced == entry.case):
            yield f"Place {entry.order} of “{name}” replaces {replaced}, which is not in its sample."


def _size_problems(entries: Sequence[DrawnCase], sizes: Mapping[str, int] | None) -> list[str]:
    if sizes is None:
        return []
    drawn = Counter(entry.stratum for entry in entries if entry.role == "sample" and not entry.taken)
    return [
        f"“{name}” was to give {sizes.get(name, 0)} files, the sheet has {drawn[name]}."
        for name in sorted({*sizes, *drawn})
        if sizes.get(name, 0) != drawn[name]
    ]


def _extension_problems(
    entries: Sequence[DrawnCase], extensions: Sequence[Mapping[str, int]] | None
) -> list[str]:
    taken = Counter((extension_of(entry.taken), entry.stratum) for entry in entries)
    if extensions is None:
        return []
    due = {
        (number, name): size
        for number, sizes in enumerate(extensions, start=1)
        for name, size in sizes.items()
        if size
    }
    found = {key: count for key, count in taken.items() if key[0]}
    return [
        f"Extension {number} was to add {due.get((number, name), 0)} files of “{name}”, "
        f"the sheet has {found.get((number, name), 0)}."
        for number, name in sorted({*due, *found})
        if due.get((number, name), 0) != found.get((number, name), 0)
    ]
