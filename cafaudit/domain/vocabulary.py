"""The fixed words of evidence and concerns: id as stored, text as read."""

from __future__ import annotations

SOURCES: dict[str, str] = {
    "provider_self_evaluation": "Provider's self-evaluation",
    "provider_later_evidence": "Provider's later evidence",
    "file": "Case file",
    "interview": "Interview",
    "observation": "Observation",
    "child": "Child",
    "parent": "Parent or carer",
    "data": "Data",
}

POLARITIES: dict[str, str] = {"for": "For", "neutral": "Neutral", "against": "Against"}

CORROBORATIONS: dict[str, str] = {
    "oral": "Oral",
    "documented": "Documented",
    "seen_on_file": "Seen on file",
    "triangulated": "Triangulated",
}

PHASES: dict[str, str] = {
    "before": "Before the visit",
    "during": "During the visit",
    "after": "After the visit",
}

SEVERITIES: dict[str, str] = {
    "child_at_risk": "A child may be at risk now",
    "safeguarding": "Safeguarding practice",
    "practice": "Practice",
}

READING_STATES: dict[str, str] = {
    "not_begun": "Not begun",
    "open": "Open",
    "locked": "Locked",
    "asked": "Asked for",
    "not_produced": "Not produced",
}

READING_MODES: dict[str, str] = {
    "random": "Random",
    "tracked": "Tracked",
    "dip": "Dip sample",
    "targeted": "Targeted",
    "provider_chosen": "Chosen by the provider",
}

SHARING_RULES: dict[str, str] = {
    "proportional": "Each stratum gives files in proportion to its cases on the list; what is left over goes"
    " to the largest remainders, equal ones by the name of the stratum.",
    "equal": "Each stratum gives as many files as any other, as far as it has them.",
    "neyman": "Each stratum gives files by its cases and by the spread expected in it (Neyman); what is left"
    " over goes to the largest remainders.",
    "stated": "The number of files of each stratum was stated by the lead before the draw.",
}
"""How the files of a draw are shared out over its strata, as its papers say it."""

OVERALL = "overall"
"""Stands in place of an area's id for the judgement of the whole."""

STAGES: dict[str, str] = {"provisional": "Provisional", "final": "Final"}
