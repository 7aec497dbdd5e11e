"""What the head of the Read page says of a file: its facts in one line, and how far its reading is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.picture import RANDOM
from cafaudit.domain.vocabulary import READING_MODES
from ui.models.moments import moment_words
from ui.when import full_day

if TYPE_CHECKING:
    from datetime import date

    from cafaudit.domain.picture import FileReading, SampledCase
    from cafaudit.services.queries.reading import CasePage

_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def facts_line(case: SampledCase, reading: FileReading) -> str:
    """Return what is known of a case: what helps to find and to place it first."""
    law = case.law_type
    allocated = short_day(case.allocated_on) if case.allocated_on else ""
    parts = (
        _tr("{law} law").format(law=law) if law and "law" not in law.casefold() else law,
        case.team,
        "" if case.office.casefold() in case.team.casefold() else case.office,
        case.file_location,
        _how_chosen(case, reading),
        _tr("allocated {day}").format(day=allocated) if allocated else "",
        case.application_type or case.case_type,
    )
    return " · ".join(filter(None, parts))


def state_words(page: CasePage) -> str:
    """Return how far a reading is: "Reading open · 9 of 18 answered"."""
    reading = page.reading
    if reading.state == "not_produced":
        return _missed(reading)
    if reading.state == "asked":
        return _tr("Asked for {when}, not here yet").format(when=moment_words(reading.asked_at))
    said = _tr("Reading locked") if reading.state == "locked" else _tr("Reading open")
    if reading.turned_up_at:
        said = _tr("Turned up {when}, read apart").format(when=moment_words(reading.turned_up_at))
    return f"{said} · {answered_words(page)}"


def _missed(reading: FileReading) -> str:
    said = _tr("Not produced: {reason}").format(reason=reading.missed_because or reading.reason)
    if reading.turned_up_at:
        when = moment_words(reading.turned_up_at)
        return _tr("{said} · turned up {when}, not read").format(said=said, when=when)
    if reading.replaced_by:
        cases = _tr(" and ").join(reading.replaced_by)
        return _tr("{said} · {cases} is read instead").format(said=said, cases=cases)
    return said


def answered_words(page: CasePage) -> str:
    """Return how many of its core questions are answered: "9 of 18 answered"."""
    return _tr("{done} of {total} answered").format(done=page.answered, total=page.total)


def short_day(day: date) -> str:
    """Return a day with its month in three letters: "14 Apr 2009"."""
    _, month, year = full_day(day).split()
    return f"{day.day} {month[:3]} {year}"


def ordinal(number: int) -> str:
    """Return a place in figures: "1st", "5th"."""
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def _how_chosen(case: SampledCase, reading: FileReading) -> str:
    if reading.mode != RANDOM:
        return READING_MODES.get(reading.mode, reading.mode).lower()
    place = _tr("{place} in its queue").format(place=ordinal(case.order))
    return f"{READING_MODES[RANDOM].lower()}, {place}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_facts", text)
