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
    places = [(case.ref, 1) for case in drawn]
    added = {path[0] for path, _ in cells.of("assignment").items() if path[1] == "mode"}
    standing = {ref for ref in added if cells.text("assignment", ref, "mode")}
    places += [(ref, 1) for ref in sorted(standing)]
    known = set(places)
    places += [place for place in sorted(answers) if place not in known]
    random = {case.ref for case in sample}
    return tuple(_reading(cells, place, answers.get(place, {}), place[0] in random) for place in places)


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
    is_random: bool,  # noqa: FBT001
) -> FileReading:
    case, number = place
    path = (case, str(number))
    asked = cells.text("reading", *path, "asked_at")
    produced = cells.text("reading", *path, "produced_at")
    stated = cells.of("reading").get((*path, "state"), [])
    return FileReading(
        case=case,
        number=number,
        mode=RANDOM if is_random else cells.text("assignment", case, "mode") or "targeted",
        state=reading_state(cells.text("reading", *path, "state"), answers, asked, produced),
        reason=next((value.reason for value in stated if value.reason), ""),
        asked_at=asked,
        produced_at=produced,
        reader=cells.text("assignment", case, "reader"),
        answers=answers,
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
