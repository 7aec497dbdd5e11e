"""The facts that a letter profile may call for by name, and the words that stand in for a missing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["visit", "area", "plan"]
"""Where a fact is known: everywhere, within one area, or within one judgement of the action plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A fact that templates name as {name}.

    `what` completes the placeholder "[date of the letter]", `advice` says where to enter it. A `bold`
    one is set bold. A `typed` one is somebody's own whole sentences, printed as they stand.
    """

    what: str
    advice: str
    scope: Scope = "visit"
    bold: bool = False
    typed: bool = False


def _detail(what: str, *, typed: bool = False) -> Token:
    return Token(what=what, advice=f"Enter the {what} in the visit’s details.", typed=typed)


def _listed(what: str) -> Token:
    return Token(what=what, advice="Add them to the lists of the letter.")


def _framework(what: str, scope: Scope = "visit", *, typed: bool = False) -> Token:
    return Token(what=what, advice="Add it to the framework of the visit.", scope=scope, typed=typed)


def _judged(what: str, scope: Scope, *, bold: bool = False, typed: bool = False) -> Token:
    advice = "Judge the areas and the whole on the page Judgements."
    return Token(what=what, advice=advice, scope=scope, bold=bold, typed=typed)


TOKENS: dict[str, Token] = {
    "provider": _detail("provider"),
    "service_area": _detail("service area"),
    "area_code": _detail("area code"),
    "inspectorate": _detail("inspectorate"),
    "inspection_name": _detail("name of the inspection"),
    "inspection_year": _detail("year of the inspection"),
    "inspection_held": _detail("time of the inspection"),
    "report_month": _detail("month of the inspection report"),
    "report_date": _detail("date of the inspection report"),
    "visit_from": _detail("first day of the visit"),
    "visit_to": _detail("last day of the visit"),
    "pilot_ordinal": _detail("number of this pilot"),
    "pilot_count": _detail("number of pilots"),
    "method_note": _detail("note on the method", typed=True),
    "late_evidence": _detail("note on late evidence", typed=True),
    "letter_date": _detail("date of the letter"),
    "publish_by": Token(
        what="date of publication",
        advice="Enter the date of the letter and the days until it is published in the visit’s details.",
    ),
    "sponsor": _detail("sponsor"),
    "inspectors": _listed("inspectors"),
    "areas_called": _framework("word for the areas"),
    "area_called": _framework("word for an area"),
    "areas_counted": _framework("number of areas"),
    "weighed": Token(what="evidence weighed", advice="Record evidence or activities."),
    "area_counts": _judged("grades of the areas", "visit"),
    "overall_grade": _judged("overall grade", "visit", bold=True),
    "overall_scope": _judged("scope of the overall judgement", "visit"),
    "overall_sentence": _judged("overall judgement in words", "visit", typed=True),
    "overall_qualifier": _judged("qualifier of the overall judgement", "visit", typed=True),
    "overall_residual": _judged("what remains to be done", "visit", typed=True),
    "area_number": _framework("number of the area", "area"),
    "area_title": _framework("title of the area", "area"),
    "area_short": _framework("short wording of the area", "area"),
    "area_full": _framework("full wording of the area", "area"),
    "baseline": _framework("what the inspection found", "area", typed=True),
    "grade": _judged("grade of this area", "area", bold=True),
    "scope": _judged("scope of the judgement", "area"),
    "judgement_sentence": _judged("judgement in words", "area", typed=True),
    "qualifier": _judged("qualifier of the judgement", "area", typed=True),
    "residual": _judged("what remains to be done in this area", "area", typed=True),
    "plan_grade": _judged("grade of the action plan", "plan"),
    "plan_date": Token(what="day of this judgement", advice="Enter the day.", scope="plan"),
    "plan_note": Token(what="note on the plan", advice="Enter the note.", scope="plan", typed=True),
}
"""Every fact by name."""

STAND_INS: dict[str, Token] = {
    "addressee": Token(
        what="addressee", advice="Say in the visit’s details whom the letter is addressed to."
    ),
    "salutation": Token(what="salutation", advice="Say in the visit’s details how the letter greets."),
    "signatory": Token(what="signatory", advice="Say in the visit’s details who signs the letter."),
    "activities": Token(what="what was done on the visit", advice="Record the activities of the visit."),
    "plan": Token(what="judgement of the action plan", advice="Enter how the action plan was judged."),
    "provider_evidence": Token(
        what="evidence provided", scope="area", advice="Record evidence from the provider for this area."
    ),
    "visit_evidence": Token(
        what="evidence gathered on the visit",
        scope="area",
        advice="Record evidence from the visit for this area.",
    ),
}
"""Whole lists and people that blocks fill by themselves; templates cannot name them."""

CONDITIONS: dict[str, Scope] = {
    "graded": "visit",
    "late_evidence_came": "visit",
    "in_timescales": "visit",
    **{name: token.scope for name, token in TOKENS.items()},
}
"""What `when` and `unless` may ask for: that the framework grades areas, that evidence came after the
visit, that areas are grouped by timescale, or that a fact is there."""


def token_named(name: str) -> Token:
    """Return the fact or stand-in of that name; KeyError when there is none."""
    return TOKENS[name] if name in TOKENS else STAND_INS[name]
