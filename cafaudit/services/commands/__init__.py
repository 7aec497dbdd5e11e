"""Everything that a person can do to a visit. Importing this package registers every command."""

from cafaudit.services.commands import (
    activities,
    concerns,
    dealing,
    details,
    drawing,
    evidence,
    excluding,
    extending,
    judging,
    late_rules,
    listing,
    notes,
    readings,
    requesting,
    scoring,
    team,
)

__all__ = [
    "activities",
    "concerns",
    "dealing",
    "details",
    "drawing",
    "evidence",
    "excluding",
    "extending",
    "judging",
    "late_rules",
    "listing",
    "notes",
    "readings",
    "requesting",
    "scoring",
    "team",
]
