"""Readings as people see them: which files there are, how far each is, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cafaudit.domain.picture import RANDOM, Answer, FileReading, Said, SampledCase
from cafaudit.journal.state import Live, Settled, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class CellSource(Protocol):
    """What readings are put together from."""

    def of(self, record_type: str) -> Mapping[tuple[str, ...], list[Live]]:
        """Return the cells of a record type, by the rest of their path."""

    def settled(self, *cell: str) -> Settled:
        """Return what one cell says."""

    def text(self, *cell: str) -> str:
        """Return a cell's value as text."""


def file_readings(
    cells: CellSource, sample: Iterable[SampledCase], codes: Mapping[str, str]
) -> tuple[FileReading, ...]:
    """Return every reading of the visit: one for each file of the sample, more where there are more passes.

    Files added by hand follow with their mode. Sorted by stratum and order of the draw, then by case.
    """
    answers = answers_by_reading(cells, codes)
    drawn = [case for case in sample if case.role == "sample"]
    replaced = replacements_in(cells)
    places = [(case.ref, 1) for case in drawn]
    added = {path[0] for path, _ in cells.of("assignment").items() if path[1] == "mode"}
    random = {case.ref for case in drawn}
    standing = {ref for ref in added if cells.text("assignment", ref, "mode")}
    places += [(ref, 1) for ref in sorted(standing - random)]
    known = set(places)
    places += [place for place in sorted(answers) if place not in known]
    return tuple(
        _reading(
            cells,
            place,
            answers.get(place, {}),
            in_sample=place[0] in random,
            replaced_by=replaced.get(place[0], ()),
        )
        for place in places
    )


def replacements_in(cells: CellSource) -> dict[str, tuple[str, ...]]:
    """Return the reserves that are read instead of each file that was not produced, by that file.

    Where people who were apart replaced one file twice, or took one reserve for two files, all of it is told.
    """
    found: dict[str, list[str]] = {}
    for path, values in cells.of("assignment").items():
        if path[1] == "instead_of":
            for missed in {str(said.value) for said in values if said.value is not None}:
                found.setdefault(missed, []).append(path[0])
    return {missed: tuple(sorted(reserves)) for missed, reserves in found.items()}


def mode_of(cells: CellSource, case: str, *, in_sample: bool, is_late: bool) -> str:
    """Return how a file came to be read.

    Only the draw makes a file random. One that was replaced and then read after all is late: the replacement
    stands for it in the counts, so it is read apart. So is a reserve that takes nobody's place.
    """
    if in_sample and not is_late:
        return RANDOM
    return cells.text("assignment", case, "mode") or "targeted"


def is_late(*, replaced: bool, state: str, answered: bool, turned_up_at: str) -> bool:
    """Say whether a file that was replaced came after all; a replaced one with nothing in it did not."""
    return replaced and (bool(turned_up_at) or answered or state in {"open", "locked"})


def answers_by_reading(
    cells: CellSource, codes: Mapping[str, str]
) -> dict[tuple[str, int], dict[str, Answer]]:
    """Return each reading's answers by item, for readings with any."""
    found: dict[tuple[str, int], dict[str, Answer]] = {}
    for record_type in ("score", "why", "manager"):
        for case, number, item in cells.of(record_type):
            reading = found.setdefault((case, int(number)), {})
            if item not in reading:
                reading[item] = _answer(cells, (case, number, item), codes)
    return {
        place: kept
        for place, items in found.items()
        if (kept := {item: answer for item, answer in items.items() if not _is_empty(answer)})
    }


def _answer(cells: CellSource, place: tuple[str, str, str], codes: Mapping[str, str]) -> Answer:
    values = [value for value in cells.of("score").get(place, []) if value.value is not None]
    said = settle(values)
    newest = max(values, key=lambda value: value.at, default=None)
    return Answer(
        item=place[2],
        value="" if said.value is None else str(said.value),
        why=_joined(cells.settled("why", *place), codes),
        manager=cells.text("manager", *place),
        author="" if newest is None else codes.get(newest.author, ""),
        at="" if newest is None else newest.at,
        moderated=any(value.kind.endswith(".moderated") for value in values),
        different=tuple(
            Said(author=codes.get(v.author, ""), value=str(v.value), at=v.at) for v in said.different
        ),
    )


def _joined(said: Settled, codes: Mapping[str, str]) -> str:
    if not said.in_conflict:
        return "" if said.value is None else str(said.value)
    return "\n".join(f"{codes.get(v.author, '')}: {v.value}" for v in said.different)


def _is_empty(answer: Answer) -> bool:
    return not (answer.value or answer.why or answer.manager or answer.different)


def _reading(
    cells: CellSource,
    place: tuple[str, int],
    answers: Mapping[str, Answer],
    *,
    in_sample: bool,
    replaced_by: tuple[str, ...],
) -> FileReading:
    case, number = place
    path = (case, str(number))
    asked = cells.text("reading", *path, "asked_at")
    produced = cells.text("reading", *path, "produced_at")
    stated = cells.of("reading").get((*path, "state"), [])
    reason = next((value.reason for value in stated if value.reason), "")
    turned_up = cells.text("reading", *path, "turned_up_at")
    state = reading_state(cells.text("reading", *path, "state"), answers, asked, produced)
    late = is_late(replaced=bool(replaced_by), state=state, answered=bool(answers), turned_up_at=turned_up)
    return FileReading(
        case=case,
        number=number,
        mode=mode_of(cells, case, in_sample=in_sample, is_late=late),
        state=state,
        reason=reason,
        asked_at=asked,
        produced_at=produced,
        reader=cells.text("assignment", case, "reader"),
        answers=answers,
        produced_to=cells.text("reading", *path, "produced_to"),
        gave_up_at=cells.text("reading", *path, "gave_up_at"),
        told_by=cells.text("reading", *path, "told_by"),
        missed_because=cells.text("reading", *path, "missed_because")
        or (reason if state == "not_produced" else ""),
        turned_up_at=turned_up,
        replaced_by=replaced_by,
    )


def reading_state(stated: str, answers: Mapping[str, object], asked_at: str, produced_at: str) -> str:
    """Say how far a reading is: what was stated, else what its answers and the request list tell."""
    if stated in {"locked", "not_produced"}:
        return stated
    if answers:
        return "open"
    if asked_at and not produced_at:
        return "asked"
    return "open" if stated == "open" else "not_begun"
