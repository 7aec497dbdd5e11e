"""What the feedback sheet says, out of one state of a visit.

It names no case and no member of staff: points come from evidence that the letter may use, and whatever
in them would lead to a case or a person is blotted out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cafaudit.domain.vocabulary import OVERALL
from cafaudit.export.feedback.model import AreaFeedback, FeedbackSheet, GivenGrade
from cafaudit.export.letter.english import (
    british_date,
    capitalised,
    counted,
    joined,
    number_word,
    uncapitalised,
)
from cafaudit.export.letter.text import as_sentence, tidy
from cafaudit.export.workbook.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.domain.framework import Area, Framework, GradeScale
    from cafaudit.domain.picture import EvidenceItem, FileReading, Picture

TITLE: Final = "Feedback on provisional judgements"

_PROVISIONAL: Final = "provisional"
_PUBLISHED: Final = "published"
_MOST_POINTS: Final = 2
_NOT_JUDGED: Final = GivenGrade(word="No provisional judgement")


def compose_feedback(picture: Picture) -> FeedbackSheet:
    """Return the feedback sheet of a state; it works on what is there and says what is missing."""
    framework = picture.framework
    redaction = Redaction(picture)
    return FeedbackSheet(
        title=TITLE,
        about=_about(picture),
        overall=None if framework.area_scale is None else _grade(picture, OVERALL, redaction),
        basis=_basis(picture),
        areas=tuple(_area(picture, area, redaction) for area in framework.areas),
        concerns=_concerns(picture),
        next_steps=_next_steps(picture),
    )


def _about(picture: Picture) -> tuple[str, ...]:
    details = picture.details
    code = f" ({details.area_code})" if details.area_code else ""
    place = ", ".join(part for part in (details.provider, details.service_area) if part)
    lines = [tidy(place + code)] if place else []
    if details.visit_from is not None:
        lines.append(_when(picture))
    return tuple(lines)


def _when(picture: Picture) -> str:
    first, last = picture.details.visit_from, picture.details.visit_to
    if first is None:
        return ""
    if last is None or last == first:
        return f"Visit of {british_date(first)}"
    return f"Visit of {british_date(first)} to {british_date(last)}"


def _grade(picture: Picture, area: str, redaction: Redaction) -> GivenGrade:
    """Return the provisional judgement of an area or of the whole; without grades, its sentence."""
    found = [j for j in picture.judgements if j.area == area and j.stage == _PROVISIONAL]
    if not found:
        return _NOT_JUDGED
    scale_id = picture.framework.area_scale
    grades = () if scale_id is None else picture.framework.scale(scale_id).grades
    for grade in grades:
        if grade.id == found[0].grade:
            return GivenGrade(word=grade.word, letter=grade.letter, rung=grade.rung)
    sentence = redaction.without_cases(as_sentence(found[0].sentence))
    return GivenGrade(word=sentence) if sentence else _NOT_JUDGED


def _basis(picture: Picture) -> str:
    read = [reading for reading in picture.readings if reading.is_counted and reading.answers]
    missed = [reading for reading in picture.readings if reading.was_missed]
    replaced = sum(bool(reading.replaced_by) for reading in missed)
    drawn = sum(case.role == "sample" for case in picture.sample) - replaced
    unsettled = sum(bool(answer.different) for reading in read for answer in reading.answers.values())
    if not drawn:
        return "No sample of files has been drawn."
    text = f"Read so far: {len(read)} of {drawn} files of a random sample from {picture.frame_size:,} cases."
    text = " ".join(filter(None, (text, _not_produced(len(missed), replaced))))
    if not unsettled:
        return text
    waiting = capitalised(counted(unsettled, "answer is", "answers are"))
    return f"{text} {waiting} still to be settled between inspectors."


def _not_produced(missed: int, replaced: int) -> str:
    """Say how many files the offices did not produce, and whether reserves were read instead."""
    if not missed:
        return ""
    said = f"{capitalised(counted(missed, 'file was', 'files were'))} asked for and not produced"
    if not replaced:
        return f"{said}."
    instead = "reserves are" if replaced > 1 else "a reserve is"
    return f"{said}; {instead} read instead of {number_word(replaced)}."


def _area(picture: Picture, area: Area, redaction: Redaction) -> AreaFeedback:
    mine = [item for item in picture.evidence if area.id in item.areas and item.in_letter]
    strengths, points = _texts(mine, "for", redaction), _texts(mine, "against", redaction)
    visit = [item for item in mine if not item.from_provider]
    seen = () if strengths or points else _texts(visit, "neutral", redaction)
    return AreaFeedback(
        heading=tidy(f"{area.number} {area.title}"),
        grade=_grade(picture, area.id, redaction),
        files=_files(picture, area),
        strengths=strengths[:_MOST_POINTS],
        points=points[:_MOST_POINTS],
        more_strengths=max(0, len(strengths) - _MOST_POINTS),
        more_points=max(0, len(points) - _MOST_POINTS),
        seen=seen[:_MOST_POINTS],
        more_seen=max(0, len(seen) - _MOST_POINTS),
    )


def _texts(items: Iterable[EvidenceItem], polarity: str, redaction: Redaction) -> tuple[str, ...]:
    """Return the points of one polarity as sentences, what was seen on the visit first."""
    mine = [item for item in items if item.polarity == polarity]
    ordered = sorted(mine, key=lambda item: (item.from_provider, item.order, item.number))
    sentences = (capitalised(as_sentence(redaction.without_cases(item.text))) for item in ordered)
    return tuple(sentence for sentence in sentences if sentence)


def _files(picture: Picture, area: Area) -> str:
    framework = picture.framework
    scale = framework.scale_of(area)
    if scale is None:
        return ""
    if not area.answerable:
        return "Not judged from case files."
    values = [_value(reading, area) for reading in picture.readings if reading.is_counted]
    counts = Counter(value for value in values if value in {grade.id for grade in scale.grades})
    return _counted_files(scale, counts)


def _value(reading: FileReading, area: Area) -> str:
    answer = reading.answers.get(area.id)
    return "" if answer is None or answer.different else answer.value


def _counted_files(scale: GradeScale, counts: Counter[str]) -> str:
    n = sum(counts.values())
    if not n:
        return "No file has been graded here."
    parts = [f"{counts[g.id]} {uncapitalised(g.word)}" for g in scale.grades if counts[g.id]]
    return f"{n} {'file' if n == 1 else 'files'}: {joined(parts)}."


def _concerns(picture: Picture) -> str:
    raised, waiting = len(picture.concerns), sum(concern.is_open for concern in picture.concerns)
    if not raised:
        return "No concern about a child or about practice was raised from the files."
    if not waiting:
        return f"{capitalised(counted(raised, 'concern was', 'concerns were'))} raised; all are settled."
    opened = capitalised(counted(raised, "concern was", "concerns were"))
    verb = "waits" if waiting == 1 else "wait"
    return f"{opened} raised; {number_word(waiting)} still {verb} for an answer or a conclusion."


def _next_steps(picture: Picture) -> tuple[str, ...]:
    lead = next((tidy(f"{i.name} {i.suffix}") for i in picture.inspectors if i.lead and i.name), "")
    whom = f"the lead inspector, {lead}," if lead else "the lead inspector"
    steps = [
        "These judgements are provisional. Further evidence, what you tell us and quality assurance may"
        " change them.",
        f"If you see something differently, tell {whom} what it is and what bears it out.",
    ]
    coming = _coming_steps(picture.framework, picture.details.step)
    if coming:
        steps.append(f"Steps to come: {joined([uncapitalised(step) for step in coming])}.")
    return (*steps, *_publishing(picture))


def _coming_steps(framework: Framework, now: str) -> list[str]:
    """Return the steps after the present one, up to publication."""
    ids = [step.id for step in framework.steps]
    first = ids.index(now) + 1 if now in ids else 0
    last = ids.index(_PUBLISHED) + 1 if _PUBLISHED in ids else len(ids)
    return [tidy(step.text) for step in framework.steps[first:last]]


def _publishing(picture: Picture) -> tuple[str, ...]:
    days = picture.details.publish_days
    if days is None:
        return ()
    return (f"The letter is published at most {counted(days, 'day', 'days')} after its date.",)
