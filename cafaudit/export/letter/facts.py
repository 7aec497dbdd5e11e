"""What a state of a visit says about each fact that a letter may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from cafaudit.domain.picture import Judgement
from cafaudit.domain.vocabulary import OVERALL
from cafaudit.export.letter.counts import area_counts, grade_word
from cafaudit.export.letter.english import (
    british_date,
    counted,
    joined,
    month_year,
    number_word,
    ordinal_word,
)
from cafaudit.export.letter.text import tidy

if TYPE_CHECKING:
    from datetime import date

    from cafaudit.domain.details import InspectorName, PlanJudgement
    from cafaudit.domain.framework import Area, Framework
    from cafaudit.domain.picture import Picture

_STAGES = ("final", "provisional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The text of a fact, "" where it is missing. `missing` with a text marks one that is incomplete.

    A `common` word takes a large letter at the head of a sentence; names and dates stay as they are.
    """

    text: str
    rests_on: tuple[str, ...] = ()
    common: bool = False
    missing: bool = False


Facts: TypeAlias = Mapping[str, Fact]


def standing_judgement(picture: Picture, area: str) -> Judgement | None:
    """Return the judgement that the letter prints: one with a grade, else one of words alone."""
    graded = picture.judgement(area)
    if graded is not None:
        return graded
    for stage in _STAGES:
        for judgement in picture.judgements:
            if judgement.area == area and judgement.stage == stage and _says_something(judgement):
                return judgement
    return None


def visit_facts(picture: Picture) -> dict[str, Fact]:
    """Return the facts known everywhere in the letter, by token, save those that the profile words."""
    facts = {name: Fact(text=tidy(text)) for name, text in _detail_texts(picture).items()}
    facts["inspectors"] = Fact(text=joined([named(person) for person in lead_first(picture)]))
    facts |= _area_words(picture.framework)
    facts["area_counts"] = _area_counts(picture)
    facts |= _judgement_facts(picture, OVERALL, "overall_", "overall_sentence")
    return facts


def area_facts(picture: Picture, area: Area) -> dict[str, Fact]:
    """Return the facts known within one area, by token."""
    ref = (f"area:{area.id}",)
    facts = {
        "area_number": Fact(text=str(area.number), rests_on=ref),
        "area_title": Fact(text=tidy(area.title), rests_on=ref),
        "area_short": Fact(text=tidy(area.short), rests_on=ref),
        "area_full": Fact(text=tidy(area.full), rests_on=ref),
        "baseline": Fact(text=area.baseline, rests_on=ref),
    }
    return facts | _judgement_facts(picture, area.id, "", "judgement_sentence")


def plan_facts(picture: Picture, plan: PlanJudgement) -> dict[str, Fact]:
    """Return the facts known within one judgement of the action plan, by token."""
    ref = (f"plan:{plan.id}",)
    return {
        "plan_grade": Fact(text=grade_text(picture.framework, plan.grade), rests_on=ref, common=True),
        "plan_date": Fact(text=_day(plan.judged_on), rests_on=ref),
        "plan_note": Fact(text=plan.note, rests_on=ref),
    }


def lead_first(picture: Picture) -> list[InspectorName]:
    """Return the named inspectors in the order of the letter: leads, then by order and name."""
    named_ones = [person for person in picture.inspectors if tidy(person.name)]
    return sorted(named_ones, key=lambda person: (not person.lead, person.order, person.name, person.id))


def named(person: InspectorName) -> str:
    """Return an inspector's name with what stands behind it."""
    return tidy(f"{person.name} {person.suffix}")


def grade_text(framework: Framework, grade: str) -> str:
    """Return the word of a grade of the area scale inside a sentence, "" when the scale has none such."""
    if framework.area_scale is None:
        return ""
    for known in framework.scale(framework.area_scale).grades:
        if known.id == grade:
            return grade_word(known)
    return ""


def graded_areas(picture: Picture) -> dict[str, str]:
    """Return grade ids by area id, for the areas with a grade of the area scale."""
    grades = {}
    for area in picture.framework.areas:
        judgement = picture.judgement(area.id)
        if judgement is not None and grade_text(picture.framework, judgement.grade):
            grades[area.id] = judgement.grade
    return grades


def conditions(picture: Picture) -> dict[str, bool]:
    """Return what holds of the visit as a whole, by the names in `tokens.CONDITIONS` that are no facts."""
    late = any(e.phase == "after" and e.from_provider for e in picture.evidence)
    return {
        "graded": picture.framework.area_scale is not None,
        "late_evidence_came": late or bool(tidy(picture.details.late_evidence)),
        "in_timescales": any(area.timescale for area in picture.framework.areas),
    }


def _detail_texts(picture: Picture) -> dict[str, str]:
    details = picture.details
    return {
        "provider": details.provider,
        "service_area": details.service_area,
        "area_code": details.area_code,
        "inspectorate": details.inspectorate,
        "inspection_name": details.inspection_name,
        "inspection_year": _figures(details.inspection_year),
        "inspection_held": details.inspection_held,
        "report_month": month_year(details.report_published) if details.report_published else "",
        "report_date": _day(details.report_published),
        "visit_from": _day(details.visit_from),
        "visit_to": _day(details.visit_to),
        "pilot_ordinal": _in_words(details.pilot_number, ordinal=True),
        "pilot_count": _in_words(details.pilot_count),
        "method_note": details.method_note,
        "late_evidence": details.late_evidence,
        "letter_date": _day(details.letter_date),
        "publish_by": _publish_by(picture),
        "sponsor": details.sponsor,
    }


def _area_words(framework: Framework) -> dict[str, Fact]:
    one, many = tidy(framework.area_called), tidy(framework.areas_called)
    refs = tuple(f"area:{area.id}" for area in framework.areas)
    return {
        "area_called": Fact(text=one, common=True),
        "areas_called": Fact(text=many, common=True),
        "areas_counted": Fact(text=counted(len(framework.areas), one, many), rests_on=refs, common=True),
    }


def _area_counts(picture: Picture) -> Fact:
    if picture.framework.area_scale is None or not picture.framework.areas:
        return Fact(text="")
    counts = area_counts(picture.framework, graded_areas(picture))
    refs = tuple(f"judgement:{area.id}" for area in picture.framework.areas)
    return Fact(text=counts.text, rests_on=refs, common=True, missing=counts.ungraded > 0)


def _judgement_facts(picture: Picture, area: str, prefix: str, sentence: str) -> dict[str, Fact]:
    """Return grade, scope and words of one judgement; a missing judgement gives missing facts."""
    judgement = standing_judgement(picture, area) or Judgement(area=area, stage="final")
    refs = (f"judgement:{area}", *_evidence_refs(picture, area))
    grade = grade_text(picture.framework, judgement.grade)
    return {
        f"{prefix}grade": Fact(text=grade, rests_on=refs, common=True),
        f"{prefix}scope": Fact(text=tidy(judgement.scope).rstrip(" .,;"), rests_on=refs),
        sentence: Fact(text=judgement.sentence, rests_on=refs),
        f"{prefix}qualifier": Fact(text=judgement.qualifier, rests_on=refs),
        f"{prefix}residual": Fact(text=judgement.residual, rests_on=refs),
    }


def _evidence_refs(picture: Picture, area: str) -> tuple[str, ...]:
    items = [
        item
        for from_provider in (True, False)
        for item in picture.evidence_for(area, from_provider=from_provider)
        if item.in_letter
    ]
    return tuple(f"evidence:{item.id}" for item in items)


def _says_something(judgement: Judgement) -> bool:
    return bool(tidy(judgement.sentence + judgement.qualifier + judgement.residual))


def _publish_by(picture: Picture) -> str:
    details = picture.details
    if details.letter_date is None or details.publish_days is None:
        return ""
    return british_date(details.letter_date + timedelta(days=details.publish_days))


def _day(day: date | None) -> str:
    return british_date(day) if day else ""


def _figures(number: int | None) -> str:
    return "" if number is None else str(number)


def _in_words(number: int | None, *, ordinal: bool = False) -> str:
    if number is None or number < 0:
        return ""
    return ordinal_word(number) if ordinal else number_word(number)
